// Functions of whole rows.

static void rows_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++)
    for (int64_t function = LAB_ROW_SOFTMAX; function <= LAB_ROW_NORMALIZE; function++) {
      const int64_t rows = shapes[n][0], columns = shapes[n][1];
      const contents kind = function == LAB_ROW_NORMALIZE ? POSITIVE : n % 2 == 0 ? SMALL : LARGE;
      const int64_t x = place(at, rows * columns, kind);
      const int64_t y = n % 3 == 0 ? x : place(at, rows * columns, SMALL);
      finish(at, kernel, (lab_arguments){.rows = {rows, columns, x, y, function}});
    }
}

static void rows_gradient_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++)
    for (int64_t function = LAB_ROW_SOFTMAX; function <= LAB_ROW_NORMALIZE; function++) {
      const int64_t rows = shapes[n][0], columns = shapes[n][1];
      const int64_t value = place(at, rows * columns, POSITIVE);
      const int64_t dy = place(at, rows * columns, n % 2 == 0 ? SMALL : TINY);
      const int64_t dx = n % 3 == 0 ? dy : place(at, rows * columns, SMALL);
      finish(at, kernel,
             (lab_arguments){.rows_gradient = {rows, columns, value, dy, dx, function}});
    }
}

static int64_t labels_place(bench *at, int64_t rows, int64_t classes) {
  const int64_t start = place(at, rows, ZEROS);
  for (int64_t r = start; r < start + rows; r++)
    at->memory[r] = (float)(random_bits(at) % (uint32_t)(classes + 1));
  return start;
}

static void one_hot_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++) {
    const int64_t rows = shapes[n][0], columns = shapes[n][1];
    const int64_t labels = labels_place(at, rows, columns);
    const int64_t y = place(at, rows * columns, SMALL);
    finish(at, kernel, (lab_arguments){.one_hot = {rows, columns, labels, y}});
  }
}

static void class_match_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++)
    for (int64_t is_label = 0; is_label < 2; is_label++) {
      const int64_t rows = shapes[n][0], columns = shapes[n][1];
      const int64_t prediction = place(at, rows * columns, SMALL);
      const int64_t target =
          is_label ? labels_place(at, rows, columns) : place(at, rows * columns, SMALL);
      const int64_t y = place(at, rows, SMALL);
      finish(at, kernel,
             (lab_arguments){.class_match = {rows, columns, prediction, target, is_label, y}});
    }
}
