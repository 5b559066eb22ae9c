// Moments of columns, and windows of steps.

static void moments_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++)
    for (int way = 0; way < 2; way++) {
      const int64_t rows = shapes[n][0], columns = shapes[n][1];
      const int64_t x = place(at, rows * columns, n % 2 ? LARGE : SMALL);
      const int64_t weights = optional_place(at, way, rows);
      for (int64_t r = 0; way && r < rows; r++) at->memory[weights + r] = r % 3 != 1;
      const int64_t mean = place(at, columns, ZEROS), variance = place(at, columns, ZEROS);
      finish(at, kernel,
             (lab_arguments){.moments = {rows, columns, x, weights, way ? 1e-7 : 0, mean, variance}});
    }
}

static void unfold_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++)
    for (int64_t way = 0; way < 3; way++) {
      const int64_t batch = 1 + n % 3, steps = 4 + n, columns = shapes[n][1], size = 1 + way;
      const int64_t stride = 1 + n % 2, dilation = 1 + way % 2, before = way;
      const int64_t windows = (steps - 1) / stride + 1;
      const int64_t x = place(at, batch * steps * columns, SMALL);
      const int64_t y = place(at, batch * windows * size * columns, SMALL);
      finish(at, kernel,
             (lab_arguments){.unfold = {batch, steps, columns, windows, size, stride, dilation,
                                        before, x, y}});
    }
}
