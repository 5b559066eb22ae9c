// Mean and variance of columns, in float64, in order.

static void run_moments(const lab_moments *call, float *arena, share s) {
  const range part = part_of(call->columns, GROUP, s);
  const float *x = arena + call->x, *weights = at_or_null(arena, call->weights);
  const ptrdiff_t columns = call->columns;
  double count = 0;
  for (ptrdiff_t r = 0; r < call->rows; r++) count += weights ? (double)weights[r] : 1;
  const double divisor = count + call->epsilon;
  for (ptrdiff_t from = part.from; from < part.to; from += GROUP) {
    const ptrdiff_t left = part.to - from < GROUP ? part.to - from : GROUP;
    double mean[GROUP] = {0}, variance[GROUP] = {0};
    for (ptrdiff_t r = 0; r < call->rows; r++)
      if (!weights || weights[r] != 0)
        for (ptrdiff_t n = 0; n < left; n++) mean[n] += (double)x[r * columns + from + n];
    for (ptrdiff_t n = 0; n < left; n++) mean[n] /= divisor;
    for (ptrdiff_t r = 0; r < call->rows; r++)
      if (!weights || weights[r] != 0)
        for (ptrdiff_t n = 0; n < left; n++) {
          const double d = (double)x[r * columns + from + n] - mean[n];
          variance[n] += d * d;
        }
    for (ptrdiff_t n = 0; n < left; n++) {
      arena[call->mean + from + n] = (float)mean[n];
      arena[call->variance + from + n] = (float)(variance[n] / divisor);
    }
  }
}
