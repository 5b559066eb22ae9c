// Sums of losses, metrics and penalties in float64, in order, and their gradients.

/// What of d = a − b a sum takes.
static inline double reduced_term(int64_t kind, double d) {
  switch ((lab_reduction)kind) {
    case LAB_REDUCE_VALUE: return d;
    case LAB_REDUCE_SQUARE: return d * d;
    case LAB_REDUCE_ABSOLUTE: return d < 0 ? -d : d;
  }
  return d;
}

static void run_reduce(const lab_reduce *call, float *arena, share s) {
  if (s.part > 0) return;
  const float *a = arena + call->a, *b = at_or_null(arena, call->b);
  const float *weights = at_or_null(arena, call->weights);
  double *sum = (double *)(void *)(arena + call->sum);
  double total = 0, weight_sum = 0;
  for (ptrdiff_t r = 0; r < call->rows; r++) {
    const double weight = weights ? (double)weights[r] : 1;
    weight_sum += weight;
    // What has no weight may be anything, NaN as well.
    if (weight == 0) continue;
    for (ptrdiff_t n = r * call->columns; n < (r + 1) * call->columns; n++)
      total += weight * reduced_term(call->kind, (double)a[n] - (b ? (double)b[n] : 0));
  }
  if (call->accumulate) {
    sum[0] += total / call->divisor;
    sum[1] += weight_sum;
  } else {
    sum[0] = total / call->divisor;
  }
}

#define REDUCE_GRADIENT(load, store)                                                             \
  const vec d = b ? load(a + n) - load(b + n) : load(a + n);                                     \
  const vec sign = vec_select(d > vec_splat(0), vec_splat(1),                                    \
                              vec_select(d < vec_splat(0), vec_splat(-1), d));                   \
  const vec term = kind == LAB_REDUCE_SQUARE     ? d * scale                                     \
                   : kind == LAB_REDUCE_ABSOLUTE ? sign * scale                                  \
                                                 : scale;                                        \
  store(y + n, vec_flush(weights ? term * weight : term))

static void run_reduce_gradient(const lab_reduce_gradient *call, float *arena, share s) {
  const range all = part_of(call->rows, 1, s);
  const ptrdiff_t columns = call->columns;
  const lab_reduction kind = (lab_reduction)call->kind;
  const float *weights = at_or_null(arena, call->weights);
  const vec scale = vec_splat(call->scale);
  for (ptrdiff_t r = all.from; r < all.to; r++) {
    const float *a = arena + call->a + r * columns, *b = at_or_null(arena, call->b);
    if (b) b += r * columns;
    float *y = arena + call->y + r * columns;
    const vec weight = vec_splat(weights ? weights[r] : 1);
    if (weights && weights[r] == 0) {
      EACH_VECTOR(columns, vec_store(y + n, vec_splat(0)), vec_store_first(y + n, vec_splat(0), left))
    } else {
      EACH_VECTOR(columns, { REDUCE_GRADIENT(vec_load, vec_store); },
                  { REDUCE_GRADIENT(LOAD_LEFT, STORE_LEFT); })
    }
  }
}
