// Kernels of single elements, copies and sums of rows.

static const contents kinds[] = {SMALL, LARGE, TINY, BITS};

static void unary_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(counts); n++)
    for (int64_t kind = 0; kind < COUNT(kinds); kind++) {
      const int64_t count = counts[n], x = place(at, count, kinds[kind]);
      const int64_t y = n % 2 == 0 ? place(at, count, SMALL) : x;
      finish(at, kernel, (lab_arguments){.unary = {count, x, y}});
    }
}

static void binary_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(counts); n++)
    for (int64_t kind = 0; kind < COUNT(kinds); kind++) {
      const int64_t count = counts[n], a = place(at, count, kinds[kind]);
      const int64_t b = place(at, count, kinds[kind]);
      const int64_t y = n % 2 == 0 ? place(at, count, SMALL) : n % 4 == 1 ? a : b;
      finish(at, kernel, (lab_arguments){.binary = {count, a, b, y}});
    }
}

static void ternary_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(counts); n++)
    for (int64_t kind = 0; kind < COUNT(kinds); kind++) {
      const int64_t count = counts[n], a = place(at, count, kinds[kind]);
      const int64_t b = place(at, count, kinds[kind]), c = place(at, count, kinds[kind]);
      const int64_t y = n % 2 == 0 ? place(at, count, SMALL) : c;
      finish(at, kernel, (lab_arguments){.ternary = {count, a, b, c, y}});
    }
}

/// Rows with a condition each; one of the two operands may be absent or be the result.
static void select_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++)
    for (int way = 0; way < 5; way++) {
      const int64_t rows = shapes[n][0], columns = shapes[n][1];
      const int64_t mask = mask_place(at, rows);
      const int64_t a = way == 1 ? LAB_ABSENT : place(at, rows * columns, BITS);
      const int64_t b = way == 2 ? LAB_ABSENT : place(at, rows * columns, BITS);
      const int64_t y = way == 3 ? a : way == 4 ? b : place(at, rows * columns, SMALL);
      finish(at, kernel, (lab_arguments){.select = {rows, columns, mask, a, b, y}});
    }
}

static void reverse_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++) {
    const int64_t batch = 1 + n % 5, steps = shapes[n][0], columns = shapes[n][1];
    const int64_t x = place(at, batch * steps * columns, BITS);
    const int64_t y = place(at, batch * steps * columns, SMALL);
    finish(at, kernel, (lab_arguments){.reverse = {batch, steps, columns, x, y}});
  }
}

static void copy_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++) {
    const int64_t rows = shapes[n][0], columns = shapes[n][1];
    const int64_t x_row = columns + n % 3, y_row = columns + n % 4;
    const int64_t x = place(at, rows * x_row, BITS), y = place(at, rows * y_row, SMALL);
    finish(at, kernel, (lab_arguments){.copy = {rows, columns, x, x_row, y, y_row}});
  }
}

static void sum_rows_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++) {
    const int64_t rows = shapes[n][0], columns = shapes[n][1];
    const int64_t x = place(at, rows * columns, n % 2 == 0 ? SMALL : TINY);
    const int64_t y = place(at, columns, SMALL);
    finish(at, kernel, (lab_arguments){.sum_rows = {rows, columns, x, y}});
  }
}

static void peak_case(bench *at, lab_kernel kernel) {
  for (int64_t groups = 1; groups <= 4; groups++)
    for (int64_t kind = 0; kind < COUNT(kinds); kind++) {
      const int64_t count = groups * 192, y = place(at, count, kinds[kind]);
      finish(at, kernel, (lab_arguments){.peak = {count, groups * 5, y, 0.7f, -1.3f}});
    }
}
