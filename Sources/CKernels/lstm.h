// The LSTM over all time steps, forward and backward. The time loop lives in here, for a part of the
// batch's rows, which never meet.

/// Whether what an LSTM of `rows` steps of samples reads and writes is too much for the second cache.
static bool lstm_is_far_away(ptrdiff_t rows, ptrdiff_t features, ptrdiff_t units) {
  return (rows * 6 + (features + units) * 4) * units > FAR_AWAY;
}

/// One time step of some rows: z by panels, each activated while it is in the first cache.
static void lstm_step(const lab_lstm *call, float *arena, range batch, ptrdiff_t t) {
  const ptrdiff_t steps = call->steps, features = call->features, units = call->units;
  const ptrdiff_t gates_row = steps * 4 * units, state_row = steps * units;
  const ptrdiff_t depth = features + units;
  float *gates = arena + call->gates + t * 4 * units;
  float *c_now = arena + call->cells + t * units, *hidden = arena + call->hidden + t * units;
  float *activated = output_or_null(arena, call->activated_cells);
  if (activated) activated += t * units;
  const float *h = t > 0 ? hidden - units : at_or_null(arena, call->h0);
  const float *c = t > 0 ? c_now - units : at_or_null(arena, call->c0);
  const float *mask = at_or_null(arena, call->mask);
  const ptrdiff_t before_row = t > 0 ? state_row : units;
  const product whole = {
      .x = arena + call->x + t * features, .x_row = steps * features, .x_count = features,
      .a = h ? h : hidden, .a_row = before_row, .a_column = 1, .k = h ? units : 0, .runs = 1,
      .b = arena + call->weights, .b_row = PANEL,
      .initial = at_or_null(arena, call->bias),
      .c = gates, .c_row = gates_row, .group = units, .apart = true,
  };
  const bool far_away = lstm_is_far_away(call->batch * steps, features, units);
  for (ptrdiff_t u = 0; u < units; u += GROUP) {
    const ptrdiff_t count = units - u < GROUP ? units - u : GROUP;
    const ptrdiff_t panel = u / GROUP * depth * PANEL;
    ptrdiff_t ahead = depth * PANEL;
    EACH_TILE(batch.from, batch.to) {
      const ptrdiff_t state = row * state_row + u;
      const cells at = {
          units, count, gates + row * gates_row + u, gates_row,
          c ? c + row * before_row + u : NULL, before_row,
          c_now + state, activated ? activated + state : NULL, hidden + state, state_row,
          h ? h + row * before_row + u : NULL, mask ? mask + row * steps + t : NULL, steps};
      fetches asked;
      if (far_away) {
        // The rows' gates, c and h; and the panel after this one, by as many tiles as it takes.
        const bool more = u + GROUP < units && ahead < 2 * depth * PANEL;
        asked = (fetches){{{at.z, gates_row, units, 4},
                           {at.c, state_row, at.h - at.c, 2},
                           {at.activated, state_row, 0, at.activated ? 1 : 0}},
                          more ? whole.b + panel + ahead : NULL};
        ahead += FETCHED_AHEAD(depth);
      }
      panel_tile(rows, PANEL_GROUPS, count, &whole, row, u, panel, far_away ? &asked : NULL);
      if (mask)
        lstm_masked_cells(&at, rows);
      else
        lstm_cells(&at, rows);
    }
  }
}

static void run_lstm(const lab_lstm *call, float *arena, share s) {
  const range batch = part_of(call->batch, 1, s);
  for (ptrdiff_t t = 0; t < call->steps; t++) lstm_step(call, arena, batch, t);
}

/// The gradient of h at the last step for some rows and columns; zeros where none arrives.
static void last_hidden_gradient(ptrdiff_t rows, ptrdiff_t columns, const float *d_hidden,
                                 ptrdiff_t d_hidden_row, const float *d_last,
                                 ptrdiff_t d_last_row, float *d_h) {
  for (ptrdiff_t r = 0; r < rows; r++) {
    float *to = d_h + r * PANEL;
    if (d_hidden) copy_rows(1, columns, d_hidden + r * d_hidden_row, 0, to, 0);
    if (d_last && d_hidden)
      add_row(columns, to, d_last + r * d_last_row, to);
    else if (d_last)
      copy_rows(1, columns, d_last + r * d_last_row, 0, to, 0);
    else if (!d_hidden)
      clear_row(columns, to);
  }
}

/// The gradient of h that some rows and columns begin with where steps may be masked: what arrives
/// from above (null: nothing) and then what a masked step after passes on.
static void passed_gradient(ptrdiff_t rows, ptrdiff_t columns, const float *upstream,
                            ptrdiff_t upstream_row, const float *passed, ptrdiff_t passed_row,
                            float *d_h) {
  for (ptrdiff_t r = 0; r < rows; r++) {
    if (upstream)
      add_row(columns, upstream + r * upstream_row, passed + r * passed_row, d_h + r * PANEL);
    else
      copy_rows(1, columns, passed + r * passed_row, 0, d_h + r * PANEL, 0);
  }
}

/// The gradient of h0: the chains of the first step's dz, added to what a masked first step passes on.
static void initial_hidden_gradient(const lab_lstm_gradient *call, float *arena, range batch) {
  const ptrdiff_t units = call->units, gates_row = call->steps * 4 * units;
  const bool masked = call->mask != LAB_ABSENT;
  for (ptrdiff_t u = 0; u < units; u += PANEL) {
    const ptrdiff_t columns = units - u < PANEL ? units - u : PANEL;
    EACH_TILE(batch.from, batch.to) {
      float *d_h0 = arena + call->d_h0 + row * units + u;
      tile_gate_chains(rows, columns, units, arena + call->gate_gradients + row * gates_row,
                       gates_row, arena + call->recurrent_transposed + u * 4 * units,
                       masked ? d_h0 : NULL, units, d_h0, units, NULL);
    }
  }
}

static void run_lstm_gradient(const lab_lstm_gradient *call, float *arena, share s) {
  const range batch = part_of(call->batch, 1, s);
  const ptrdiff_t steps = call->steps, units = call->units;
  const ptrdiff_t gates_row = steps * 4 * units, state_row = steps * units;
  const bool far_away = lstm_is_far_away(call->batch * steps, 0, units);
  const float *mask = at_or_null(arena, call->mask);
  float *d_c = arena + call->d_c0, *passed = output_or_null(arena, call->d_h0);
  const bool begins_with_c = call->d_last_cell != LAB_ABSENT;
  if (begins_with_c)
    copy_rows(1, (batch.to - batch.from) * units,
              arena + call->d_last_cell + batch.from * units, 0, d_c + batch.from * units, 0);
  for (ptrdiff_t t = steps - 1; t >= 0; t--) {
    const bool last = t == steps - 1;
    const float *gates = arena + call->gates + t * 4 * units;
    float *dz = arena + call->gate_gradients + t * 4 * units;
    const float *cells = arena + call->cells + t * units;
    const float *activated = arena + call->activated_cells + t * units;
    const float *c_before = t > 0 ? cells - units : at_or_null(arena, call->c0);
    const ptrdiff_t before_row = t > 0 ? state_row : units;
    const float *d_hidden = at_or_null(arena, call->d_hidden);
    if (d_hidden) d_hidden += t * units;
    const float *d_last = at_or_null(arena, call->d_last);
    for (ptrdiff_t u = 0; u < units; u += PANEL) {
      const ptrdiff_t columns = units - u < PANEL ? units - u : PANEL;
      const float *panel = arena + call->recurrent_transposed + u * 4 * units;
      const float *ahead = panel + 4 * units * PANEL;
      EACH_TILE(batch.from, batch.to) {
        _Alignas(64) float d_h[TILE_ROWS * PANEL];
        const float *upstream = d_hidden ? d_hidden + row * state_row + u : NULL;
        ptrdiff_t upstream_row = state_row;
        if (mask && !last) {
          passed_gradient(rows, columns, upstream, upstream_row, passed + row * units + u, units,
                          d_h);
          upstream = d_h;
          upstream_row = PANEL;
        }
        cell_fetches asked;
        if (far_away) {
          const ptrdiff_t groups = (columns + GROUP - 1) / GROUP;
          const bool more = u + PANEL < units && ahead < panel + 8 * units * PANEL;
          asked = (cell_fetches){{gates + row * gates_row + u, gates_row, GROUP, groups},
                                 {activated + row * state_row + u, state_row, GROUP, groups},
                                 {NULL, 0, 0, 0},
                                 more ? ahead : NULL};
          if (c_before)
            asked.c_before = (lines){c_before + row * before_row + u, before_row, GROUP, groups};
          ahead += 4 * FETCHED_AHEAD(units);
        }
        if (last)
          last_hidden_gradient(rows, columns, upstream, upstream_row,
                               d_last ? d_last + row * units + u : NULL, units, d_h);
        else
          gate_chains(rows, columns, units, dz + 4 * units + row * gates_row, gates_row,
                      panel, upstream, upstream_row, d_h, far_away ? &asked : NULL);
        for (ptrdiff_t b = row; b < row + rows; b++) {
          const ptrdiff_t state = b * state_row + u, gate = b * gates_row + u;
          const float *c = c_before ? c_before + b * before_row + u : NULL;
          const float *d_h_row = d_h + (b - row) * PANEL;
          float *d_c_row = d_c + b * units + u;
          const bool begins = last && !begins_with_c;
          if (mask)
            lstm_masked_cell_gradient(units, columns, gates + gate, activated + state, c, begins,
                                      d_h_row, d_c_row, dz + gate,
                                      (cell_mask){mask + b * steps + t, passed + b * units + u});
          else
            lstm_cell_gradient(units, columns, gates + gate, activated + state, c, begins, d_h_row,
                               d_c_row, dz + gate);
        }
      }
    }
  }
  if (call->gives_initial) initial_hidden_gradient(call, arena, batch);
}

static void run_lstm_input_gradient(const lab_lstm_input_gradient *call, float *arena, share s) {
  const range all = part_of(call->rows, TILE_ROWS, s);
  const ptrdiff_t units = call->units, features = call->features;
  for (ptrdiff_t n = 0; n < features; n += PANEL)
    EACH_TILE(all.from, all.to) {
      tile_gate_chains(rows, features - n < PANEL ? features - n : PANEL, units,
                       arena + call->gate_gradients + row * 4 * units, 4 * units,
                       arena + call->kernel_transposed + n * 4 * units, NULL, 0,
                       arena + call->d_x + row * features + n, features, NULL);
    }
}
