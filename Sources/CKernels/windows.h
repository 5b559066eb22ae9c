// Windows of the steps of a sequence as rows, for convolutions, and back.

static void run_unfold(const lab_unfold *call, float *arena, share s) {
  const range batch = part_of(call->batch, 1, s);
  const ptrdiff_t columns = call->columns, size = call->size;
  for (ptrdiff_t b = batch.from; b < batch.to; b++)
    for (ptrdiff_t w = 0; w < call->windows; w++)
      for (ptrdiff_t k = 0; k < size; k++) {
        const ptrdiff_t t = w * call->stride + k * call->dilation - call->before;
        float *y = arena + call->y + ((b * call->windows + w) * size + k) * columns;
        if (t < 0 || t >= call->steps)
          clear_row(columns, y);
        else
          copy_rows(1, columns, arena + call->x + (b * call->steps + t) * columns, columns, y, columns);
      }
}

static void run_fold(const lab_unfold *call, float *arena, share s) {
  const range batch = part_of(call->batch, 1, s);
  const ptrdiff_t columns = call->columns, size = call->size;
  for (ptrdiff_t b = batch.from; b < batch.to; b++) {
    float *x = arena + call->x + b * call->steps * columns;
    clear_row(call->steps * columns, x);
    for (ptrdiff_t w = 0; w < call->windows; w++)
      for (ptrdiff_t k = 0; k < size; k++) {
        const ptrdiff_t t = w * call->stride + k * call->dilation - call->before;
        if (t < 0 || t >= call->steps) continue;
        float *row = x + t * columns;
        add_row(columns, row, arena + call->y + ((b * call->windows + w) * size + k) * columns, row);
      }
  }
}
