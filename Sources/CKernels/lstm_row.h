// One time step of one row of an LSTM: as many chains side by side as hide the latency of their
// terms, over the same packed weights as the tiles of several rows.

/// z of `vectors` vectors of gates, of which the first begins a panel's row or lies inside it. In the
/// packed weights they follow each other; `column` is the first one's place there.
static inline __attribute__((always_inline)) void row_gates(const int vectors, const lab_lstm *call,
                                                            const float *arena, ptrdiff_t column,
                                                            const float *x, const float *h,
                                                            float *z) {
  const ptrdiff_t units = call->units, features = call->features;
  const ptrdiff_t panel = (features + units) * PANEL;
  const float *bias = at_or_null(arena, call->bias);
  const float *weights = arena + call->weights + column / PANEL * panel + column % PANEL;
#define ROW_AT(v) ((column % PANEL + (v)*LANES) / PANEL * panel + (v)*LANES % PANEL)
#define ROW_UNIT(v) ((column + (v)*LANES) / PANEL * GROUP + (column + (v)*LANES) % GROUP)
#define ROW_PLACE(v) ((column + (v)*LANES) % PANEL / GROUP * units + ROW_UNIT(v))
  vec sum[ROW_VECTORS];
#pragma clang loop unroll(full)
  for (int v = 0; v < vectors; v++)
    sum[v] = bias ? vec_load_first(bias + ROW_PLACE(v), vec_count(units - ROW_UNIT(v)))
                  : vec_splat(0);
  for (int part = 0; part < 2; part++) {
    const float *a = part == 0 ? x : h;
    const ptrdiff_t count = part == 0 ? features : h ? units : 0;
    for (ptrdiff_t k = 0; k < count; k++) {
      const vec left = vec_splat(a[k]);
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++)
        sum[v] = vec_fma(left, vec_load(weights + ROW_AT(v)), sum[v]);
      weights += PANEL;
    }
  }
#pragma clang loop unroll(full)
  for (int v = 0; v < vectors; v++)
    vec_store_first(z + ROW_PLACE(v), sum[v], vec_count(units - ROW_UNIT(v)));
#undef ROW_AT
#undef ROW_UNIT
#undef ROW_PLACE
}

/// z [4H] of one row, with h of the step before (null: none).
static void row_step(const lab_lstm *call, const float *arena, const float *x, const float *h,
                     float *z) {
  const ptrdiff_t columns = (call->units + GROUP - 1) / GROUP * PANEL;
  ptrdiff_t n = 0;
  for (; n + ROW_VECTORS * LANES <= columns; n += ROW_VECTORS * LANES)
    row_gates(ROW_VECTORS, call, arena, n, x, h, z);
  if (n < columns) row_gates(ROW_VECTORS / 2, call, arena, n, x, h, z);
}
