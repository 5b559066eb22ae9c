// Packed operands and products.

/// Floats of a packed right operand, for each gate.
static int64_t panels(int64_t rows, int64_t columns) { return rows * ((columns + 15) / 16 * 16); }

static void pack_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++)
    for (int64_t turned = 0; turned < 2; turned++) {
      const int64_t rows = shapes[n][0], columns = shapes[n][1], gap = n % 3;
      const int64_t row = turned ? 1 : columns + gap, column = turned ? rows + gap : 1;
      const int64_t source = place(at, turned ? columns * column : rows * row, BITS);
      // Panels that are deeper than this call fills.
      const int64_t depth = rows + n % 2 * 3, first = n % 2 * 2;
      const int64_t target = place(at, panels(depth, columns), SMALL);
      finish(at, kernel,
             (lab_arguments){
                 .pack = {rows, columns, source, row, column, target, depth, first, 0}});
    }
}

static void pack_gates_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(shapes); n++) {
    const int64_t rows = shapes[n][0], units = shapes[n][1], first = n % 2 * 2;
    const int64_t depth = rows + first + n % 3;
    const int64_t source = place(at, rows * 4 * units, BITS);
    const int64_t target = place(at, panels(4 * depth, units), SMALL);
    finish(at, kernel,
           (lab_arguments){
               .pack = {rows, units, source, 4 * units, 1, target, depth, first, 1}});
  }
}

/// Rows and columns of the result, and the length of its chains.
static const int64_t products[][3] = {
    {1, 1, 1},  {1, 33, 5},  {3, 5, 17},  {16, 1, 33}, {33, 1, 7},
    {33, 17, 5}, {5, 130, 3}, {1, 300, 9}, {17, 70, 3}, {16, 33, 16},
};

/// Every product with and without something to start from and to be added to, a left operand that
/// is row-major or transposed, and numbers whose products are subnormal.
static void product_case(bench *at, lab_kernel kernel, bool packed) {
  for (int64_t n = 0; n < COUNT(products); n++)
    for (int64_t way = 0; way < 24; way++) {
      const int64_t rows = products[n][0], columns = products[n][1], k = products[n][2];
      const bool turned = way & 1, adds = way & 2;
      const contents wanted = way % 5 == 4 ? TINY : SMALL;
      // A column with dense rows is where a product takes a path of its own.
      const int64_t gap = columns == 1 ? 0 : n % 3, c_row = columns + gap;
      const int64_t b_row = packed ? 0 : columns + n % 2;
      const int64_t a = place(at, rows * k, wanted);
      const int64_t b = place(at, packed ? panels(k, columns) : k * b_row, wanted);
      const int64_t c = place(at, rows * c_row, wanted);
      int64_t initial = LAB_ABSENT, initial_row = 0;
      switch (way / 4 % 4) {
        case 1: initial = place(at, columns, wanted); break;
        case 2: initial = place(at, rows * (initial_row = columns + 1), wanted); break;
        case 3: initial = c, initial_row = c_row; break;
      }
      finish(at, kernel,
             (lab_arguments){.gemm = {rows, columns, k, a, turned ? 1 : k, turned ? rows : 1, b,
                                      b_row, packed, c, c_row, initial, initial_row, adds}});
    }
}

static void gemm_case(bench *at, lab_kernel kernel) { product_case(at, kernel, false); }
static void gemm_packed_case(bench *at, lab_kernel kernel) { product_case(at, kernel, true); }
