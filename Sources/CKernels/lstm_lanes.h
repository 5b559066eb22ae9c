// An LSTM of few units over sixteen rows of the batch at a time, one in each lane: none is idle,
// however few units there are. A weight is one scalar for all lanes. A block holds columns of
// sixteen lanes and is transposed on its way from and to memory, where everything stands as for the
// other layouts. To `lstm_cells`, a block of gates is one row with sixteen times as many units.

/// Units at most: as many as a packed transpose has in one panel.
#define LANE_UNITS PANEL
/// Features at most.
#define LANE_FEATURES 256
/// Columns of c and of h that are transposed at a time, in whole steps but at least one: enough to
/// fill squares, and all of a block stays in the first cache.
#define LANE_COLUMNS (2 * GROUP)
#define LANE_VECTORS (GROUP / LANES)
/// Columns whose chains are side by side: they hide the latency of their terms.
#if LANES == 16
#define LANE_CHAINS 8
#else
#define LANE_CHAINS 4
#endif

/// A block with that many columns, each in whole cache lines.
#define LANE_BLOCK(name, columns) _Alignas(64) float name[(columns)*GROUP]

/// Steps at a time, so that no block has more columns than there is place for.
static ptrdiff_t lane_steps(ptrdiff_t units, ptrdiff_t features) {
  const ptrdiff_t by_units = LANE_COLUMNS / units;
  const ptrdiff_t by_features = features > 0 ? LANE_FEATURES / features : by_units;
  const ptrdiff_t steps = by_units < by_features ? by_units : by_features;
  return steps > 1 ? steps : 1;
}

/// Where the vectors of columns begin: the last overlaps the one before, if there is one.
static inline ptrdiff_t lane_column(ptrdiff_t n, ptrdiff_t columns) {
  return columns - n < LANES && columns >= LANES ? columns - LANES : n;
}

/// A square of full vectors, transposed in registers.
static inline __attribute__((always_inline)) void move_square(const float *source, ptrdiff_t row,
                                                              float *target,
                                                              ptrdiff_t target_row) {
  vec square[LANES];
#pragma clang loop unroll(full)
  for (int n = 0; n < LANES; n++) square[n] = vec_load(source + n * row);
  vec_transpose(square);
#pragma clang loop unroll(full)
  for (int n = 0; n < LANES; n++) vec_store(target + n * target_row, square[n]);
}

/// block[n][r] = source[n + r·row] for n < columns and r < rows; zero in the other lanes.
static void load_lanes(const float *source, ptrdiff_t row, ptrdiff_t rows, ptrdiff_t columns,
                       float *block) {
  for (ptrdiff_t n = 0; n < columns; n += LANES) {
    const ptrdiff_t first = lane_column(n, columns);
    for (ptrdiff_t r = 0; r < GROUP; r += LANES) {
      const float *from = source + first + r * row;
      float *to = block + first * GROUP + r;
      if (columns - first >= LANES && rows - r >= LANES) {
        move_square(from, row, to, GROUP);
      } else {
        vec square[LANES];
        load_transposed(square, from, row, columns - first, rows - r);
        const ptrdiff_t lines = vec_count(columns - first);
        for (ptrdiff_t line = 0; line < lines; line++) vec_store(to + line * GROUP, square[line]);
      }
    }
  }
}

/// target[n + r·row] = block[n][r] for n < columns and r < rows.
static void store_lanes(const float *block, ptrdiff_t columns, ptrdiff_t rows, float *target,
                        ptrdiff_t row) {
  for (ptrdiff_t n = 0; n < columns; n += LANES) {
    const ptrdiff_t first = lane_column(n, columns);
    for (ptrdiff_t r = 0; r < rows; r += LANES) {
      const float *from = block + first * GROUP + r;
      float *to = target + first + r * row;
      if (columns - first >= LANES && rows - r >= LANES) {
        move_square(from, GROUP, to, row);
      } else {
        vec square[LANES];
        load_transposed(square, from, GROUP, LANES, columns - first);
        const ptrdiff_t lines = vec_count(rows - r);
        for (ptrdiff_t line = 0; line < lines; line++)
          vec_store_first(to + line * row, square[line], vec_count(columns - first));
      }
    }
  }
}

/// Lets `chains` columns of chains take `count` terms: columns of `block` times adjacent scalars of
/// `weights`, whose rows are `row` apart.
static inline __attribute__((always_inline)) void lane_terms(
    const int chains, vec sum[][LANE_VECTORS], const float *weights, ptrdiff_t row,
    const float *block, ptrdiff_t count) {
  for (ptrdiff_t k = 0; k < count; k++) {
    vec right[LANE_VECTORS];
#pragma clang loop unroll(full)
    for (int v = 0; v < LANE_VECTORS; v++) right[v] = vec_load(block + k * GROUP + v * LANES);
#pragma clang loop unroll(full)
    for (int n = 0; n < chains; n++) {
      const vec left = vec_splat(weights[k * row + n]);
#pragma clang loop unroll(full)
      for (int v = 0; v < LANE_VECTORS; v++) sum[n][v] = vec_fma(left, right[v], sum[n][v]);
    }
  }
}

/// z of `chains` columns from `n` on, with h of the step before (null: none).
static inline __attribute__((always_inline)) void lane_gates(
    const int chains, const lab_lstm *call, const float *arena, ptrdiff_t n, const float *x,
    const float *h, float *z) {
  const ptrdiff_t length = 4 * call->units;
  const float *bias = at_or_null(arena, call->bias);
  vec sum[LANE_CHAINS][LANE_VECTORS];
#pragma clang loop unroll(full)
  for (int c = 0; c < chains; c++)
#pragma clang loop unroll(full)
    for (int v = 0; v < LANE_VECTORS; v++) sum[c][v] = vec_splat(bias ? bias[n + c] : 0);
  lane_terms(chains, sum, arena + call->kernel + n, length, x, call->features);
  if (h) lane_terms(chains, sum, arena + call->recurrent + n, length, h, call->units);
#pragma clang loop unroll(full)
  for (int c = 0; c < chains; c++)
#pragma clang loop unroll(full)
    for (int v = 0; v < LANE_VECTORS; v++)
      vec_store(z + (n + c) * GROUP + v * LANES, sum[c][v]);
}

/// All steps of the rows from `first` on, at most sixteen.
static void lane_forward(const lab_lstm *call, float *arena, ptrdiff_t first, ptrdiff_t rows) {
  const ptrdiff_t steps = call->steps, features = call->features, units = call->units;
  const ptrdiff_t length = 4 * units, state = units * GROUP;
  const ptrdiff_t together = lane_steps(units, features);
  // c and h begin with those of the step before.
  LANE_BLOCK(x, LANE_FEATURES);
  LANE_BLOCK(z, 4 * LANE_UNITS);
  LANE_BLOCK(c, 2 * LANE_UNITS);
  LANE_BLOCK(activated, 2 * LANE_UNITS);
  LANE_BLOCK(h, 2 * LANE_UNITS);
  LANE_BLOCK(masks, LANE_COLUMNS);
  const float *mask = at_or_null(arena, call->mask);
  float *all_activated = output_or_null(arena, call->activated_cells);
  bool has_state = call->h0 != LAB_ABSENT;
  if (has_state) {
    load_lanes(arena + call->h0 + first * units, units, rows, units, h);
    load_lanes(arena + call->c0 + first * units, units, rows, units, c);
  }
  for (ptrdiff_t t = 0; t < steps; t += together) {
    const ptrdiff_t count = steps - t < together ? steps - t : together;
    const ptrdiff_t row = first * steps + t;
    load_lanes(arena + call->x + row * features, steps * features, rows, count * features, x);
    if (mask) load_lanes(mask + row, steps, rows, count, masks);
    for (ptrdiff_t s = 0; s < count; s++) {
      const float *x_now = x + s * features * GROUP, *h_before = has_state ? h + s * state : NULL;
      float *z_now = z + s * 4 * state;
      ptrdiff_t n = 0;
      for (; n + LANE_CHAINS <= length; n += LANE_CHAINS)
        lane_gates(LANE_CHAINS, call, arena, n, x_now, h_before, z_now);
      if (n < length) lane_gates(4, call, arena, n, x_now, h_before, z_now);
      const cells step_cells = {
          .units = state, .count = state, .z = z_now,
          .c_before = has_state ? c + s * state : NULL, .c = c + (s + 1) * state,
          .activated = activated + s * state, .h = h + (s + 1) * state, .h_before = h_before,
          .mask = masks + s * GROUP};
      if (mask)
        lstm_lane_masked_cells(&step_cells);
      else
        lstm_cells(&step_cells, 1);
      has_state = true;
    }
    store_lanes(z, count * length, rows, arena + call->gates + row * length, steps * length);
    store_lanes(c + state, count * units, rows, arena + call->cells + row * units, steps * units);
    if (all_activated)
      store_lanes(activated, count * units, rows, all_activated + row * units, steps * units);
    store_lanes(h + state, count * units, rows, arena + call->hidden + row * units, steps * units);
    copy_rows(1, state, c + count * state, 0, c, 0);
    copy_rows(1, state, h + count * state, 0, h, 0);
  }
}

static void run_lstm_lanes(const lab_lstm *call, float *arena, share s) {
  const range batch = part_of(call->batch, GROUP, s);
  for (ptrdiff_t b = batch.from; b < batch.to; b += GROUP)
    lane_forward(call, arena, b, batch.to - b < GROUP ? batch.to - b : GROUP);
}
