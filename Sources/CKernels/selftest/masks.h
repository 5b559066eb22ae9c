// Masks.

static void differs_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++) {
    const int64_t rows = shapes[n][0], columns = shapes[n][1];
    const int64_t x = place(at, rows * columns, SMALL), y = place(at, rows, SMALL);
    for (int64_t r = 0; r < rows; r += 2)
      for (int64_t c = 0; c < columns; c++) at->memory[x + r * columns + c] = r % 4 ? 0.5f : -0.0f;
    finish(at, kernel, (lab_arguments){.differs = {rows, columns, x, y, n % 2 ? 0.5f : 0}});
  }
}

static void row_weights_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(counts); n++)
    for (int64_t way = 0; way < 8; way++) {
      const int64_t rows = counts[n];
      const int64_t mask = optional_place(at, way & 1, rows);
      const int64_t weights = optional_place(at, way & 2, rows), y = place(at, rows, SMALL);
      if (mask != LAB_ABSENT)
        for (int64_t r = 0; r < rows; r += 3) at->memory[mask + r] = 0;
      finish(at, kernel, (lab_arguments){.row_weights = {rows, mask, weights, y, way / 4}});
    }
}
