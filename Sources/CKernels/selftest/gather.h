// Rows by their numbers, and random masks.

static void cast_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(counts); n++) {
    const int64_t x = place(at, counts[n], LARGE), y = place(at, counts[n], SMALL);
    finish(at, kernel, (lab_arguments){.unary = {counts[n], x, y}});
  }
}

static void gather_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++) {
    const int64_t rows = shapes[n][0], columns = shapes[n][1], table_rows = 7;
    const int64_t table = place(at, table_rows * columns, SMALL), ids = place(at, rows, ZEROS);
    for (int64_t r = ids; r < ids + rows; r++) {
      // One in ten is outside.
      const int32_t id = (int32_t)(random_bits(at) % 10) - 1;
      memcpy(at->memory + r, &id, sizeof id);
    }
    const int64_t y = place(at, rows * columns, SMALL);
    finish(at, kernel, (lab_arguments){.gather = {rows, columns, table_rows, table, ids, y}});
  }
}

static void dropout_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(counts); n++) {
    const int64_t seed = place(at, 2, BITS), step = place(at, 2, BITS);
    const int64_t y = place(at, counts[n], SMALL);
    finish(at, kernel,
           (lab_arguments){.dropout = {counts[n], seed, step, (int64_t)random_bits(at) << 31,
                                       n << 21, 1.25f, y}});
  }
}
