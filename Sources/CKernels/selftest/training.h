// Losses and optimizers.

static void squared_error_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(counts); n++) {
    const int64_t prediction = place(at, counts[n], SMALL), target = place(at, counts[n], SMALL);
    const int64_t loss = even_place(at, 2, ZEROS);
    finish(at, kernel, (lab_arguments){.squared_error = {counts[n], prediction, target, loss}});
  }
}

static void squared_error_gradient_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(counts); n++) {
    const contents kind = n % 2 == 0 ? SMALL : TINY;
    const int64_t prediction = place(at, counts[n], kind), target = place(at, counts[n], kind);
    const int64_t gradient = place(at, counts[n], SMALL);
    finish(at, kernel,
           (lab_arguments){.squared_error_gradient = {counts[n], prediction, target, gradient,
                                                      (float)(2 / (double)counts[n])}});
  }
}

static void reduce_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++)
    for (int64_t way = 0; way < 12; way++) {
      const int64_t rows = shapes[n][0], columns = shapes[n][1];
      const int64_t a = place(at, rows * columns, SMALL);
      const int64_t b = optional_place(at, way & 1, rows * columns);
      const int64_t weights = optional_place(at, way & 2, rows), sum = even_place(at, 4, ZEROS);
      finish(at, kernel,
             (lab_arguments){.reduce = {rows, columns, a, b, weights, sum, way / 4, n % 2,
                                        (double)(rows * columns)}});
    }
}

static void reduce_gradient_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++)
    for (int64_t way = 0; way < 12; way++) {
      const int64_t rows = shapes[n][0], columns = shapes[n][1];
      const int64_t a = place(at, rows * columns, n % 3 == 2 ? TINY : SMALL);
      const int64_t b = optional_place(at, way & 1, rows * columns);
      const int64_t weights = optional_place(at, way & 2, rows);
      const int64_t y = n % 2 == 0 ? place(at, rows * columns, SMALL) : a;
      finish(at, kernel,
             (lab_arguments){.reduce_gradient = {rows, columns, a, b, weights, y, way / 4,
                                                 2 / (float)(rows * columns)}});
    }
}

static void adam_step_case(bench *at, lab_kernel kernel) {
  const int64_t state = even_place(at, 6, ZEROS), rate = double_place(at, 0.001);
  for (int step = 0; step < 100; step++)
    run_call(at, kernel, (lab_arguments){.adam_step = {state, rate, 0.9, 0.999}});
}

static void adam_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(counts); n++) {
    const int64_t count = counts[n];
    const contents kind = n % 2 == 0 ? SMALL : TINY;
    const int64_t w = place(at, count, kind), g = place(at, count, kind);
    const int64_t m = place(at, count, kind), v = place(at, count, POSITIVE);
    const int64_t state = even_place(at, 6, ZEROS);
    at->memory[state + 4] = 0x1p-7f;  // the step size
    finish(at, kernel,
           (lab_arguments){.adam = {count, w, g, m, v, state, (float)(1 - 0.9),
                                    (float)(1 - 0.999), 1e-7f}});
  }
}

static void descent_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(counts); n++)
    for (int momentum = 0; momentum < 2; momentum++) {
      const contents kind = n % 2 == 0 ? SMALL : TINY;
      const int64_t count = counts[n], w = place(at, count, kind), g = place(at, count, kind);
      const int64_t u = optional_place(at, momentum, count), rate = double_place(at, 0.01);
      finish(at, kernel,
             (lab_arguments){.descent = {count, w, g, u, rate, momentum ? 0.9f : 0}});
    }
}

static void number_case(bench *at, lab_kernel kernel) {
  static const double numbers[] = {0, 0x1p-90, 0.01, 1, 2, 1.7, 1e30, -1, __builtin_inf()};
  for (int64_t function = LAB_NUMBER_SCALE; function <= LAB_NUMBER_CLIP; function++)
    for (int64_t n = 0; n < COUNT(numbers); n++) {
      const int64_t a = double_place(at, numbers[n]), b = double_place(at, 0.3);
      const int64_t y = even_place(at, 2, ZEROS);
      finish(at, kernel, (lab_arguments){.number = {function, a, b, y, 1.3}});
    }
}
