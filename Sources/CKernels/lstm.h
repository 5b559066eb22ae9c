// The LSTM over all time steps, forward and backward. The time loop lives in here.

/// Activates one row of gates (z in, gates out) and gives c and h. `lanes` outputs from unit u on.
#define LSTM_CELL(load, store)                                                                   \
  const vec i = vec_sigmoid(load(z + u));                                                        \
  const vec f = vec_sigmoid(load(z + units + u));                                                \
  const vec g = vec_tanh(load(z + 2 * units + u));                                               \
  const vec o = vec_sigmoid(load(z + 3 * units + u));                                            \
  const vec c = c_before ? vec_fma(f, load(c_before + u), i * g) : i * g;                        \
  store(z + u, i);                                                                               \
  store(z + units + u, f);                                                                       \
  store(z + 2 * units + u, g);                                                                   \
  store(z + 3 * units + u, o);                                                                   \
  store(c_now + u, c);                                                                           \
  store(h + u, o * vec_tanh(c));

#define LOAD_LEFT(p) vec_load_first(p, left)
#define STORE_LEFT(p, v) vec_store_first(p, v, left)

/// z: 4H gates; c_before: H, or null at a step without a state before; c_now, h: H.
static void lstm_cell(ptrdiff_t units, float *z, const float *c_before, float *c_now, float *h) {
  ptrdiff_t u = 0;
  for (; u + LANES <= units; u += LANES) {
    LSTM_CELL(vec_load, vec_store)
  }
  if (u < units) {
    const ptrdiff_t left = units - u;
    LSTM_CELL(LOAD_LEFT, STORE_LEFT)
  }
}

static void run_lstm(const lab_lstm *call, float *arena) {
  const ptrdiff_t batch = call->batch, steps = call->steps, units = call->units;
  const ptrdiff_t gates_row = steps * 4 * units, state_row = steps * units;
  float *gates = arena + call->gates, *cells = arena + call->cells, *hidden = arena + call->hidden;
  const float *h0 = at_or_null(arena, call->h0), *c0 = at_or_null(arena, call->c0);

  const gemm_operands from_x = {
      .a = arena + call->x, .a_row = call->features, .a_column = 1,
      .b = arena + call->kernel, .b_row = 4 * units,
      .initial = at_or_null(arena, call->bias), .initial_row = 0,
      .c = gates, .c_row = 4 * units, .k = call->features,
  };
  gemm(batch * steps, 4 * units, &from_x);

  for (ptrdiff_t t = 0; t < steps; t++) {
    float *z = gates + t * 4 * units;
    const float *h = t > 0 ? hidden + (t - 1) * units : h0;
    if (h) {
      const gemm_operands from_h = {
          .a = h, .a_row = t > 0 ? state_row : units, .a_column = 1,
          .b = arena + call->recurrent, .b_row = 4 * units,
          .initial = z, .initial_row = gates_row,
          .c = z, .c_row = gates_row, .k = units,
      };
      gemm(batch, 4 * units, &from_h);
    }
    for (ptrdiff_t b = 0; b < batch; b++) {
      const ptrdiff_t at = b * state_row + t * units;
      const float *c_before = t > 0 ? cells + at - units : c0 ? c0 + b * units : NULL;
      lstm_cell(units, z + b * gates_row, c_before, cells + at, hidden + at);
    }
  }
}

/// From dh and the dc of the step after (in d_c; none at the last step) to the four dz and the dc of
/// the step before. As the adjoint of the composition adds it: dc = (dc after · f) + dh·o·(1 − tanh²c).
#define LSTM_CELL_GRADIENT(load, store)                                                          \
  const vec i = load(y + u), f = load(y + units + u), g = load(y + 2 * units + u),               \
            o = load(y + 3 * units + u);                                                         \
  const vec tanh_c = vec_tanh(load(c + u));                                                      \
  const vec dh = load(d_h + u);                                                                  \
  const vec from_h = tanh_gradient(tanh_c, dh * o);                                              \
  const vec dc = last ? from_h : load(d_c + u) + from_h;                                         \
  store(dz + u, sigmoid_gradient(i, dc * g));                                                    \
  store(dz + units + u, c_before ? sigmoid_gradient(f, dc * load(c_before + u)) : vec_splat(0)); \
  store(dz + 2 * units + u, tanh_gradient(g, dc * i));                                           \
  store(dz + 3 * units + u, sigmoid_gradient(o, dh * tanh_c));                                   \
  store(d_c + u, dc * f);

static void lstm_cell_gradient(ptrdiff_t units, const float *y, const float *c,
                               const float *c_before, bool last, const float *d_h, float *d_c,
                               float *dz) {
  ptrdiff_t u = 0;
  for (; u + LANES <= units; u += LANES) {
    LSTM_CELL_GRADIENT(vec_load, vec_store)
  }
  if (u < units) {
    const ptrdiff_t left = units - u;
    LSTM_CELL_GRADIENT(LOAD_LEFT, STORE_LEFT)
  }
}

/// d_h [B,H] for step t: the upstream gradients, then one chain a gate of step t + 1.
static void lstm_hidden_gradient(const lab_lstm_gradient *call, float *arena, ptrdiff_t t) {
  const ptrdiff_t batch = call->batch, steps = call->steps, units = call->units;
  float *d_h = arena + call->d_h;
  const float *d_hidden = at_or_null(arena, call->d_hidden);
  const bool last = t == steps - 1;
  bool begun = false;
  if (d_hidden) {
    copy_rows(batch, units, d_hidden + t * units, steps * units, d_h, units);
    begun = true;
  }
  if (last && call->d_last != LAB_ABSENT) {
    const lab_binary sum = {batch * units, call->d_h, call->d_last, call->d_h};
    if (begun)
      run_add(&sum, arena);
    else
      copy_rows(1, batch * units, arena + call->d_last, 0, d_h, 0);
  }
  if (last) return;
  for (ptrdiff_t gate = 0; gate < 4; gate++) {
    const gemm_operands from_gate = {
        .a = arena + call->gate_gradients + (t + 1) * 4 * units + gate * units,
        .a_row = steps * 4 * units, .a_column = 1,
        .b = arena + call->recurrent_transposed + gate * units * units, .b_row = units,
        .c = d_h, .c_row = units, .k = units, .add = begun || gate > 0,
    };
    gemm(batch, units, &from_gate);
  }
}

static void run_lstm_gradient(const lab_lstm_gradient *call, float *arena) {
  const ptrdiff_t batch = call->batch, steps = call->steps, units = call->units;
  const float *gates = arena + call->gates, *cells = arena + call->cells;
  const float *c0 = at_or_null(arena, call->c0);
  for (ptrdiff_t t = steps - 1; t >= 0; t--) {
    lstm_hidden_gradient(call, arena, t);
    for (ptrdiff_t b = 0; b < batch; b++) {
      const ptrdiff_t at = b * steps + t;
      const float *c = cells + at * units;
      lstm_cell_gradient(units, gates + at * 4 * units, c,
                         t > 0 ? c - units : c0 ? c0 + b * units : NULL, t == steps - 1,
                         arena + call->d_h + b * units, arena + call->d_c + b * units,
                         arena + call->gate_gradients + at * 4 * units);
    }
  }
}

/// Lets the chain over `terms` rows of h (before) and dz go on in dU; `begun` tells whether dU holds
/// the chain so far.
static void recurrent_chain(ptrdiff_t units, ptrdiff_t terms, const float *h, const float *dz,
                            bool begun, float *d_recurrent) {
  const gemm_operands g = {
      .a = h, .a_row = 1, .a_column = units, .b = dz, .b_row = 4 * units,
      .initial = begun ? d_recurrent : NULL, .initial_row = 4 * units,
      .c = d_recurrent, .c_row = 4 * units, .k = terms,
  };
  gemm(units, 4 * units, &g);
}

static void run_lstm_recurrent_gradient(const lab_lstm_recurrent_gradient *call, float *arena) {
  const ptrdiff_t steps = call->steps, units = call->units;
  const float *h0 = at_or_null(arena, call->h0), *hidden = arena + call->hidden;
  const float *gate_gradients = arena + call->gate_gradients;
  float *d_recurrent = arena + call->d_recurrent;
  recurrent_chain(units, 0, hidden, gate_gradients, false, d_recurrent);
  for (ptrdiff_t b = 0; b < call->batch; b++) {
    const float *dz = gate_gradients + b * steps * 4 * units;
    if (h0) recurrent_chain(units, 1, h0 + b * units, dz, true, d_recurrent);
    recurrent_chain(units, steps - 1, hidden + b * steps * units, dz + 4 * units, true,
                    d_recurrent);
  }
}
