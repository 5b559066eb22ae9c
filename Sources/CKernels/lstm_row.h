// An LSTM over one row of the batch after the other: as many chains side by side as hide the latency
// of their terms, over weights packed without a gap between gates, since they are read anew in every
// step and should stay in the first cache.

/// Vectors side by side in a row, in two halves which may stand in two panels.
#define ROW_VECTORS 8
#define ROW_HALF (ROW_VECTORS / 2)

/// Where some columns begin in the packed weights, and how far apart the rows stand there.
typedef struct {
  const float *at;
  ptrdiff_t width;
} packed_columns;

static packed_columns packed_columns_at(const lab_lstm *call, const float *arena,
                                        ptrdiff_t column) {
  const ptrdiff_t depth = call->features + call->units, first = column / PANEL * PANEL;
  return (packed_columns){arena + call->weights + first * depth + column % PANEL,
                          panel_width(4 * call->units, first)};
}

/// z of `vectors` vectors from column `n` on.
static inline __attribute__((always_inline)) void row_chains(const int vectors,
                                                             const lab_lstm *call,
                                                             const float *arena, ptrdiff_t n,
                                                             const float *x, const float *h,
                                                             float *z) {
  const ptrdiff_t left = 4 * call->units - n;
  const float *bias = at_or_null(arena, call->bias);
  packed_columns first = packed_columns_at(call, arena, n);
  packed_columns second =
      vectors > ROW_HALF ? packed_columns_at(call, arena, n + ROW_HALF * LANES) : first;
  vec sum[ROW_VECTORS];
#pragma clang loop unroll(full)
  for (int v = 0; v < vectors; v++)
    sum[v] = bias ? vec_load_first(bias + n + v * LANES, vec_count(left - v * LANES)) : vec_splat(0);
  for (int part = 0; part < 2; part++) {
    const float *a = part == 0 ? x : h;
    const ptrdiff_t count = part == 0 ? call->features : h ? call->units : 0;
    for (ptrdiff_t k = 0; k < count; k++) {
      const vec term = vec_splat(a[k]);
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++)
        sum[v] = vec_fma(term,
                         vec_load(v < ROW_HALF ? first.at + v * LANES
                                               : second.at + (v - ROW_HALF) * LANES),
                         sum[v]);
      first.at += first.width;
      second.at += second.width;
    }
  }
#pragma clang loop unroll(full)
  for (int v = 0; v < vectors; v++)
    vec_store_first(z + n + v * LANES, sum[v], vec_count(left - v * LANES));
}

/// z [4H] of one row, with h of the step before (null: none).
static void row_step(const lab_lstm *call, const float *arena, const float *x, const float *h,
                     float *z) {
#define ROW_CASE(vectors)                                                                        \
  case vectors:                                                                                  \
    row_chains(vectors, call, arena, n, x, h, z);                                                \
    break;
  const ptrdiff_t length = 4 * call->units;
  for (ptrdiff_t n = 0; n < length; n += ROW_VECTORS * LANES) {
    switch ((length - n + LANES - 1) / LANES) {
      ROW_CASE(1)
      ROW_CASE(2)
      ROW_CASE(3)
      ROW_CASE(4)
      ROW_CASE(5)
      ROW_CASE(6)
      ROW_CASE(7)
      default:
        row_chains(ROW_VECTORS, call, arena, n, x, h, z);
    }
  }
#undef ROW_CASE
}

static void run_lstm_row(const lab_lstm *call, float *arena, share s) {
  const ptrdiff_t steps = call->steps, units = call->units;
  const range batch = part_of(call->batch, 1, s);
  const float *h0 = at_or_null(arena, call->h0), *c0 = at_or_null(arena, call->c0);
  const float *mask = at_or_null(arena, call->mask);
  float *activated = output_or_null(arena, call->activated_cells);
  for (ptrdiff_t row = batch.from * steps; row < batch.to * steps; row++) {
    const ptrdiff_t t = row % steps, b = row / steps;
    float *z = arena + call->gates + row * 4 * units;
    float *c_now = arena + call->cells + row * units, *hidden = arena + call->hidden + row * units;
    const float *h = t > 0 ? hidden - units : h0 ? h0 + b * units : NULL;
    const float *c = t > 0 ? c_now - units : c0 ? c0 + b * units : NULL;
    row_step(call, arena, arena + call->x + row * call->features, h, z);
    const cells row_cells = {
        .units = units, .count = units, .z = z, .c_before = c, .c = c_now,
        .activated = activated ? activated + row * units : NULL, .h = hidden, .h_before = h,
        .mask = mask ? mask + row : NULL};
    if (mask)
      lstm_masked_cells(&row_cells, 1);
    else
      lstm_cells(&row_cells, 1);
  }
}
