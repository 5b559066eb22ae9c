// Masks: bool words, zero for what does not count, and the weights that they give to rows.

static void run_differs(const lab_differs *call, float *arena, share s) {
  const range rows = part_of(call->rows, GROUP, s);
  for (ptrdiff_t r = rows.from; r < rows.to; r++) {
    const float *x = arena + call->x + r * call->columns;
    int32_t differs = 0;
    for (ptrdiff_t c = 0; c < call->columns; c++) differs |= x[c] != call->value;
    ((int32_t *)(void *)(arena + call->y))[r] = differs;
  }
}

static void run_row_weights(const lab_row_weights *call, float *arena, share s) {
  if (s.part > 0) return;
  const int32_t *mask =
      call->mask == LAB_ABSENT ? NULL : (const int32_t *)(const void *)(arena + call->mask);
  const float *weights = at_or_null(arena, call->weights);
  float *y = arena + call->y;
  int64_t valid = 0;
  for (ptrdiff_t r = 0; r < call->rows; r++) valid += !mask || mask[r] != 0;
  for (ptrdiff_t r = 0; r < call->rows; r++) {
    const double weight = weights ? (double)weights[r] : 1;
    y[r] = mask && mask[r] == 0 ? 0 : (float)(weight / (call->mean ? (double)valid : 1));
  }
}
