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
          c_now + state, activated ? activated + state : NULL, hidden + state, state_row};
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
      lstm_cells(&at, rows);
    }
  }
}

static void run_lstm(const lab_lstm *call, float *arena, share s) {
  const range batch = part_of(call->batch, 1, s);
  for (ptrdiff_t t = 0; t < call->steps; t++) lstm_step(call, arena, batch, t);
}

/// The gradient of h at the last step for some rows and columns.
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
  }
}

static void run_lstm_gradient(const lab_lstm_gradient *call, float *arena, share s) {
  const range batch = part_of(call->batch, 1, s);
  const ptrdiff_t steps = call->steps, units = call->units;
  const ptrdiff_t gates_row = steps * 4 * units, state_row = steps * units;
  const bool far_away = lstm_is_far_away(call->batch * steps, 0, units);
  for (ptrdiff_t t = steps - 1; t >= 0; t--) {
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
        if (t == steps - 1)
          last_hidden_gradient(rows, columns, upstream, state_row,
                               d_last ? d_last + row * units + u : NULL, units, d_h);
        else
          gate_chains(rows, columns, units, dz + 4 * units + row * gates_row, gates_row,
                      panel, upstream, state_row, d_h, far_away ? &asked : NULL);
        for (ptrdiff_t b = row; b < row + rows; b++)
          lstm_cell_gradient(units, columns, gates + b * gates_row + u,
                             activated + b * state_row + u,
                             c_before ? c_before + b * before_row + u : NULL, t == steps - 1,
                             d_h + (b - row) * PANEL, arena + call->d_c + b * units + u,
                             dz + b * gates_row + u);
      }
    }
  }
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
