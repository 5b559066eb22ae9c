// Functions of whole rows, along the last axis: softmax, classes.

/// The largest element; a NaN is passed over, and shows in the sum that follows.
static float row_maximum(ptrdiff_t columns, const float *x) {
  float largest = -__builtin_inff();
  for (ptrdiff_t n = 0; n < columns; n++) largest = x[n] > largest ? x[n] : largest;
  return largest;
}

static float row_sum(ptrdiff_t columns, const float *x) {
  float sum = 0;
  for (ptrdiff_t n = 0; n < columns; n++) sum += x[n];
  return sum;
}

/// The first place of the largest element; 0 where all are NaN.
static ptrdiff_t row_place(ptrdiff_t columns, const float *x) {
  ptrdiff_t place = 0;
  for (ptrdiff_t n = 1; n < columns; n++)
    if (x[n] > x[place] || x[place] != x[place]) place = n;
  return place;
}

#define EACH_OF_ROW(value)                                                                       \
  do {                                                                                           \
    EACH_VECTOR(columns, vec_store(y + n, value(vec_load, n)),                                   \
                vec_store_first(y + n, value(LOAD_LEFT, n), left))                               \
  } while (0)

static void softmax_row(ptrdiff_t columns, const float *x, float *y) {
  const vec largest = vec_splat(row_maximum(columns, x));
#define EXP(load, n) vec_exp(load(x + n) - largest)
  EACH_OF_ROW(EXP);
#undef EXP
  const vec sum = vec_splat(row_sum(columns, y));
#define DIVIDE(load, n) vec_flush(load(y + n) / sum)
  EACH_OF_ROW(DIVIDE);
#undef DIVIDE
}

static void log_softmax_row(ptrdiff_t columns, const float *x, float *y) {
  const vec largest = vec_splat(row_maximum(columns, x));
  float sum = 0;
  // The terms of the sum need no place of their own: a vector of them stays in a register.
  for (ptrdiff_t n = 0; n < columns; n += LANES) {
    const ptrdiff_t count = vec_count(columns - n);
    float terms[LANES];
    vec_store(terms, vec_exp(vec_load_first(x + n, count) - largest));
    for (ptrdiff_t k = 0; k < count; k++) sum += terms[k];
  }
  const vec log = vec_log(vec_splat(sum));
#define SUBTRACT(load, n) (load(x + n) - largest) - log
  EACH_OF_ROW(SUBTRACT);
#undef SUBTRACT
}

static void normalize_row(ptrdiff_t columns, const float *x, float *y) {
  const vec sum = vec_splat(row_sum(columns, x));
#define DIVIDE(load, n) vec_flush(load(x + n) / sum)
  EACH_OF_ROW(DIVIDE);
#undef DIVIDE
}

static void run_rows(const lab_rows *call, float *arena, share s) {
  const range rows = part_of(call->rows, 1, s);
  const ptrdiff_t columns = call->columns;
  for (ptrdiff_t r = rows.from; r < rows.to; r++) {
    const float *x = arena + call->x + r * columns;
    float *y = arena + call->y + r * columns;
    switch ((lab_row_function)call->function) {
      case LAB_ROW_SOFTMAX: softmax_row(columns, x, y); break;
      case LAB_ROW_LOG_SOFTMAX: log_softmax_row(columns, x, y); break;
      case LAB_ROW_NORMALIZE: normalize_row(columns, x, y); break;
    }
  }
}

static void run_rows_gradient(const lab_rows_gradient *call, float *arena, share s) {
  const range rows = part_of(call->rows, 1, s);
  const ptrdiff_t columns = call->columns;
  for (ptrdiff_t r = rows.from; r < rows.to; r++) {
    const float *v = arena + call->value + r * columns, *dy = arena + call->dy + r * columns;
    float *y = arena + call->dx + r * columns;
    float chain = 0;
    switch ((lab_row_function)call->function) {
      case LAB_ROW_SOFTMAX: {
        for (ptrdiff_t n = 0; n < columns; n++) chain = fmaf(dy[n], v[n], chain);
        const vec sum = vec_splat(chain);
#define GRADIENT(load, n) vec_flush(load(v + n) * (load(dy + n) - sum))
        EACH_OF_ROW(GRADIENT);
#undef GRADIENT
        break;
      }
      case LAB_ROW_LOG_SOFTMAX: {
        const vec sum = vec_splat(row_sum(columns, dy));
#define GRADIENT(load, n) vec_flush(load(dy + n) - vec_exp(load(v + n)) * sum)
        EACH_OF_ROW(GRADIENT);
#undef GRADIENT
        break;
      }
      case LAB_ROW_NORMALIZE: {
        const float whole = row_sum(columns, v);
        for (ptrdiff_t n = 0; n < columns; n++) chain = fmaf(dy[n], v[n], chain);
        const vec sum = vec_splat(whole), mean = vec_splat(chain / whole);
#define GRADIENT(load, n) vec_flush((load(dy + n) - mean) / sum)
        EACH_OF_ROW(GRADIENT);
#undef GRADIENT
        break;
      }
    }
  }
}

static void run_one_hot(const lab_one_hot *call, float *arena, share s) {
  const range rows = part_of(call->rows, 1, s);
  for (ptrdiff_t r = rows.from; r < rows.to; r++) {
    float *y = arena + call->y + r * call->columns;
    for (ptrdiff_t n = 0; n < call->columns; n++) y[n] = arena[call->labels + r] == (float)n;
  }
}

static void run_class_match(const lab_class_match *call, float *arena, share s) {
  const range rows = part_of(call->rows, GROUP, s);
  for (ptrdiff_t r = rows.from; r < rows.to; r++) {
    const float *target = arena + call->target;
    const ptrdiff_t place = row_place(call->columns, arena + call->prediction + r * call->columns);
    arena[call->y + r] =
        call->is_label
            ? target[r] == (float)place
            : row_place(call->columns, target + r * call->columns) == place;
  }
}
