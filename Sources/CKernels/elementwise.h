// Kernels whose outputs each depend on one element of each operand, and moves of memory.

/// Runs `expression` over n = 0, LANES, …: whole vectors first, then the lanes that are left.
#define EACH_VECTOR(count, whole, rest)                                                          \
  ptrdiff_t n = 0;                                                                               \
  for (; n + LANES <= (count); n += LANES) { whole; }                                            \
  if (n < (count)) {                                                                             \
    const ptrdiff_t left = (count)-n;                                                            \
    rest;                                                                                        \
  }

/// The larger of x and 0; NaN stays, so that a training that has diverged shows it.
static inline vec relu(vec x) { return vec_select(x <= vec_splat(0), vec_splat(0), x); }

/// dσ/dz · dy from y = σ(z): dy · fma(−y, y, y).
static inline vec sigmoid_gradient(vec y, vec dy) { return dy * vec_fma(-y, y, y); }
/// dtanh/dz · dy from y = tanh(z): dy · fma(−y, y, 1).
static inline vec tanh_gradient(vec y, vec dy) { return dy * vec_fma(-y, y, vec_splat(1)); }
static inline vec relu_gradient(vec y, vec dy) {
  return vec_select(y > vec_splat(0), dy, vec_splat(0));
}
static inline vec add(vec a, vec b) { return a + b; }
static inline vec multiply(vec a, vec b) { return a * b; }

#define UNARY(name, function)                                                                    \
  static void run_##name(const lab_unary *call, float *arena, share s) {                         \
    const range all = part_of(call->count, GROUP, s);                                            \
    const float *x = arena + call->x + all.from;                                                 \
    float *y = arena + call->y + all.from;                                                       \
    EACH_VECTOR(all.to - all.from, vec_store(y + n, function(vec_load(x + n))),                        \
                vec_store_first(y + n, function(vec_load_first(x + n, left)), left))             \
  }
UNARY(exp, vec_exp)
UNARY(sigmoid, vec_sigmoid)
UNARY(tanh, vec_tanh)
UNARY(relu, relu)
UNARY(flush, vec_flush)

static void clear_row(ptrdiff_t columns, float *y) {
  EACH_VECTOR(columns, vec_store(y + n, vec_splat(0)), vec_store_first(y + n, vec_splat(0), left))
}

static void run_clear(const lab_unary *call, float *arena, share s) {
  const range all = part_of(call->count, GROUP, s);
  clear_row(all.to - all.from, arena + call->y + all.from);
}

#define BINARY(name, function)                                                                   \
  static void run_##name(const lab_binary *call, float *arena, share s) {                        \
    const range all = part_of(call->count, GROUP, s);                                            \
    const float *a = arena + call->a + all.from, *b = arena + call->b + all.from;                \
    float *y = arena + call->y + all.from;                                                       \
    EACH_VECTOR(                                                                                 \
        all.to - all.from, vec_store(y + n, function(vec_load(a + n), vec_load(b + n))),               \
        vec_store_first(y + n, function(vec_load_first(a + n, left), vec_load_first(b + n, left)), \
                        left))                                                                   \
  }
BINARY(add, add)
BINARY(multiply, multiply)
BINARY(sigmoid_gradient, sigmoid_gradient)
BINARY(tanh_gradient, tanh_gradient)
BINARY(relu_gradient, relu_gradient)

static void run_multiply_add(const lab_ternary *call, float *arena, share s) {
  const range all = part_of(call->count, GROUP, s);
  const float *a = arena + call->a + all.from, *b = arena + call->b + all.from;
  const float *c = arena + call->c + all.from;
  float *y = arena + call->y + all.from;
  EACH_VECTOR(all.to - all.from,
              vec_store(y + n, vec_fma(vec_load(a + n), vec_load(b + n), vec_load(c + n))),
              vec_store_first(y + n,
                              vec_fma(vec_load_first(a + n, left), vec_load_first(b + n, left),
                                      vec_load_first(c + n, left)),
                              left))
}

/// a or b, each zeros if null, for the elements of one row, which share a condition.
static void select_row(ptrdiff_t columns, ivec is_set, const float *a, const float *b, float *y) {
  EACH_VECTOR(columns,
              vec_store(y + n, vec_select(is_set, a ? vec_load(a + n) : vec_splat(0),
                                          b ? vec_load(b + n) : vec_splat(0))),
              vec_store_first(y + n,
                              vec_select(is_set, a ? vec_load_first(a + n, left) : vec_splat(0),
                                         b ? vec_load_first(b + n, left) : vec_splat(0)),
                              left))
}

/// The same for rows of one element, each with a condition of its own.
static void select_each(ptrdiff_t count, const float *mask, const float *a, const float *b,
                        float *y) {
  EACH_VECTOR(count,
              vec_store(y + n, vec_select(vec_is_set(vec_load(mask + n)),
                                          a ? vec_load(a + n) : vec_splat(0),
                                          b ? vec_load(b + n) : vec_splat(0))),
              vec_store_first(y + n,
                              vec_select(vec_is_set(vec_load_first(mask + n, left)),
                                         a ? vec_load_first(a + n, left) : vec_splat(0),
                                         b ? vec_load_first(b + n, left) : vec_splat(0)),
                              left))
}

static void run_select(const lab_select *call, float *arena, share s) {
  const ptrdiff_t columns = call->columns;
  const range rows = part_of(call->rows, columns == 1 ? GROUP : 1, s);
  const float *mask = arena + call->mask;
  const float *a = at_or_null(arena, call->a), *b = at_or_null(arena, call->b);
  float *y = arena + call->y;
  if (columns == 1) {
    select_each(rows.to - rows.from, mask + rows.from, a ? a + rows.from : NULL,
                b ? b + rows.from : NULL, y + rows.from);
    return;
  }
  for (ptrdiff_t r = rows.from; r < rows.to; r++)
    select_row(columns, vec_is_set(vec_splat(mask[r])), a ? a + r * columns : NULL,
               b ? b + r * columns : NULL, y + r * columns);
}

static void copy_rows(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t x_row, float *y,
                      ptrdiff_t y_row) {
  for (ptrdiff_t r = 0; r < rows; r++) {
    const float *from = x + r * x_row;
    float *to = y + r * y_row;
    EACH_VECTOR(columns, vec_store(to + n, vec_load(from + n)),
                vec_store_first(to + n, vec_load_first(from + n, left), left))
  }
}

static void add_row(ptrdiff_t columns, const float *a, const float *b, float *y) {
  EACH_VECTOR(columns, vec_store(y + n, vec_load(a + n) + vec_load(b + n)),
              vec_store_first(y + n, vec_load_first(a + n, left) + vec_load_first(b + n, left), left))
}

static void run_copy(const lab_copy *call, float *arena, share s) {
  const range rows = part_of(call->rows, 1, s);
  copy_rows(rows.to - rows.from, call->columns, arena + call->x + rows.from * call->x_row,
            call->x_row, arena + call->y + rows.from * call->y_row, call->y_row);
}

static void run_reverse(const lab_reverse *call, float *arena, share s) {
  const ptrdiff_t steps = call->steps, columns = call->columns, sample = steps * columns;
  const range batch = part_of(call->batch, 1, s);
  for (ptrdiff_t b = batch.from; b < batch.to; b++)
    copy_rows(steps, columns, arena + call->x + (b + 1) * sample - columns, -columns,
              arena + call->y + b * sample, columns);
}

static void run_sum_rows(const lab_sum_rows *call, float *arena, share s) {
  const range columns = part_of(call->columns, GROUP, s);
  const float *x = arena + call->x + columns.from;
  float *y = arena + call->y + columns.from;
  EACH_VECTOR(
      columns.to - columns.from,
      {
        vec sum = vec_splat(0);
        for (ptrdiff_t r = 0; r < call->rows; r++) sum = sum + vec_load(x + r * call->columns + n);
        vec_store(y + n, sum);
      },
      {
        vec sum = vec_splat(0);
        for (ptrdiff_t r = 0; r < call->rows; r++)
          sum = sum + vec_load_first(x + r * call->columns + n, left);
        vec_store_first(y + n, sum, left);
      })
}
