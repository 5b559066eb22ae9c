// The backward pass of an LSTM over sixteen rows of the batch at a time, in the blocks of lstm_lanes.h.

/// The gradient of h of `chains` units from `u` on: one chain a gate of dz of the step after, added
/// to what arrives (null: nothing). Beyond the last unit weights are zeros, as they are packed, and
/// nobody reads what comes out.
static inline __attribute__((always_inline)) void lane_gate_chains(
    const int chains, ptrdiff_t units, ptrdiff_t u, const float *dz, const float *weights,
    const float *upstream, float *d_h) {
  const ptrdiff_t width = panel_width(units, 0);
  vec total[LANE_CHAINS][LANE_VECTORS];
  for (int gate = 0; gate < 4; gate++) {
    vec sum[LANE_CHAINS][LANE_VECTORS];
#pragma clang loop unroll(full)
    for (int c = 0; c < chains; c++)
#pragma clang loop unroll(full)
      for (int v = 0; v < LANE_VECTORS; v++) sum[c][v] = vec_splat(0);
    lane_terms(chains, sum, weights + gate * units * width + u, width, dz + gate * units * GROUP,
               units);
#pragma clang loop unroll(full)
    for (int c = 0; c < chains; c++)
#pragma clang loop unroll(full)
      for (int v = 0; v < LANE_VECTORS; v++) {
        const ptrdiff_t at = (u + c) * GROUP + v * LANES;
        if (gate == 0)
          total[c][v] = upstream ? vec_load(upstream + at) + sum[c][v] : sum[c][v];
        else
          total[c][v] = total[c][v] + sum[c][v];
      }
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < chains; c++)
#pragma clang loop unroll(full)
    for (int v = 0; v < LANE_VECTORS; v++)
      vec_store(d_h + (u + c) * GROUP + v * LANES, total[c][v]);
}

/// The same of all units.
static void lane_hidden_gradient(ptrdiff_t units, const float *dz, const float *weights,
                                 const float *upstream, float *d_h) {
  ptrdiff_t u = 0;
  for (; units - u > 4; u += LANE_CHAINS)
    lane_gate_chains(LANE_CHAINS, units, u, dz, weights, upstream, d_h);
  if (u < units) lane_gate_chains(4, units, u, dz, weights, upstream, d_h);
}

/// All steps of the rows from `first` on, at most sixteen, backward.
static void lane_backward(const lab_lstm_gradient *call, float *arena, ptrdiff_t first,
                          ptrdiff_t rows) {
  const ptrdiff_t steps = call->steps, units = call->units;
  const ptrdiff_t length = 4 * units, state = units * GROUP;
  const ptrdiff_t together = lane_steps(units, 0);
  // dz takes the place of the gates; dz_after is that of the step behind them. c is that of the step
  // before.
  LANE_BLOCK(dz, 4 * LANE_UNITS);
  LANE_BLOCK(dz_after, 4 * LANE_UNITS);
  LANE_BLOCK(c, 2 * LANE_UNITS);
  LANE_BLOCK(activated, 2 * LANE_UNITS);
  LANE_BLOCK(upstream, 2 * LANE_UNITS);
  LANE_BLOCK(d_last, LANE_UNITS);
  LANE_BLOCK(d_h, LANE_UNITS);
  LANE_BLOCK(d_c, LANE_UNITS);
  LANE_BLOCK(masks, LANE_COLUMNS);
  // The gradient of h that a masked step passes on.
  LANE_BLOCK(passed, LANE_UNITS);
  const float *mask = at_or_null(arena, call->mask);
  const bool begins_with_c = call->d_last_cell != LAB_ABSENT;
  if (begins_with_c)
    load_lanes(arena + call->d_last_cell + first * units, units, rows, units, d_c);
  const float *weights = arena + call->recurrent_transposed;
  const bool arrives = call->d_hidden != LAB_ABSENT;
  for (ptrdiff_t end = steps; end > 0; end -= together) {
    const ptrdiff_t count = end < together ? end : together, begin = end - count;
    const ptrdiff_t row = first * steps + begin;
    const bool has_before = begin > 0 || call->c0 != LAB_ABSENT;
    if (begin > 0) {
      load_lanes(arena + call->cells + (row - 1) * units, steps * units, rows, count * units, c);
    } else {
      if (has_before) load_lanes(arena + call->c0 + first * units, units, rows, units, c);
      load_lanes(arena + call->cells + row * units, steps * units, rows, (count - 1) * units,
                 c + state);
    }
    load_lanes(arena + call->activated_cells + row * units, steps * units, rows, count * units,
               activated);
    load_lanes(arena + call->gates + row * length, steps * length, rows, count * length, dz);
    if (arrives)
      load_lanes(arena + call->d_hidden + row * units, steps * units, rows, count * units,
                 upstream);
    if (mask) load_lanes(mask + row, steps, rows, count, masks);
    for (ptrdiff_t s = count - 1; s >= 0; s--) {
      float *dz_now = dz + s * 4 * state;
      const float *arriving = arrives ? upstream + s * state : NULL;
      const bool last = begin + s == steps - 1;
      if (mask && !last) {
        if (arriving) add_row(state, arriving, passed, upstream + s * state);
        if (!arriving) arriving = passed;
      }
      if (last) {
        if (arriving) copy_rows(1, state, arriving, 0, d_h, 0);
        if (call->d_last != LAB_ABSENT) {
          load_lanes(arena + call->d_last + first * units, units, rows, units,
                     arriving ? d_last : d_h);
          if (arriving) add_row(state, d_h, d_last, d_h);
        } else if (!arriving) {
          clear_row(state, d_h);
        }
      } else {
        const float *after = s + 1 < count ? dz_now + 4 * state : dz_after;
        lane_hidden_gradient(units, after, weights, arriving, d_h);
      }
      const float *c_before = s > 0 || has_before ? c + s * state : NULL;
      const bool begins = last && !begins_with_c;
      if (mask)
        lstm_lane_masked_cell_gradient(state, state, dz_now, activated + s * state, c_before, begins,
                                       d_h, d_c, dz_now, (cell_mask){masks + s * GROUP, passed});
      else
        lstm_cell_gradient(state, state, dz_now, activated + s * state, c_before, begins, d_h, d_c,
                           dz_now);
    }
    store_lanes(dz, count * length, rows, arena + call->gate_gradients + row * length,
                steps * length);
    copy_rows(1, 4 * state, dz, 0, dz_after, 0);
  }
  if (!call->gives_initial) return;
  lane_hidden_gradient(units, dz_after, weights, mask ? passed : NULL, d_h);
  store_lanes(d_h, units, rows, arena + call->d_h0 + first * units, units);
  store_lanes(d_c, units, rows, arena + call->d_c0 + first * units, units);
}

static void run_lstm_gradient_lanes(const lab_lstm_gradient *call, float *arena, share s) {
  const range batch = part_of(call->batch, GROUP, s);
  for (ptrdiff_t b = batch.from; b < batch.to; b += GROUP)
    lane_backward(call, arena, b, batch.to - b < GROUP ? batch.to - b : GROUP);
}
