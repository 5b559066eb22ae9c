// An LSTM of at most sixteen units, one row of the batch after the other: a time step's gates never
// leave the registers, and what the next step waits for is as short as its chains.

#define SMALL_UNITS GROUP
#define SMALL_VECTORS (SMALL_UNITS / LANES)

/// The operands of one row of the batch.
typedef struct {
  ptrdiff_t steps, features, units;
  const float *x, *kernel, *recurrent, *bias, *h0, *c0;
  float *gates, *cells, *activated, *hidden;
  const float *mask;
} small_row;

/// z of all gates takes `count` more terms of `a` (one after the other) times rows of `weights`.
static inline __attribute__((always_inline)) void small_terms(
    const int vectors, vec z[4][SMALL_VECTORS], const float *a, ptrdiff_t count,
    const float *weights, ptrdiff_t units) {
  for (ptrdiff_t k = 0; k < count; k++) {
    const vec left = vec_splat(a[k]);
#pragma clang loop unroll(full)
    for (int gate = 0; gate < 4; gate++)
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++)
        z[gate][v] = vec_fma(
            left,
            vec_load_first(weights + (4 * k + gate) * units + v * LANES, vec_count(units - v * LANES)),
            z[gate][v]);
  }
}

static inline __attribute__((always_inline)) void small_forward(const int vectors,
                                                                const bool masked,
                                                                const small_row *row) {
  const ptrdiff_t units = row->units;
  _Alignas(64) float h[SMALL_UNITS];
  vec c[SMALL_VECTORS], bias[4][SMALL_VECTORS];
  bool has_state = row->h0 != NULL;
#pragma clang loop unroll(full)
  for (int v = 0; v < vectors; v++) {
    const ptrdiff_t left = vec_count(units - v * LANES);
#pragma clang loop unroll(full)
    for (int gate = 0; gate < 4; gate++)
      bias[gate][v] =
          row->bias ? vec_load_first(row->bias + gate * units + v * LANES, left) : vec_splat(0);
    vec_store(h + v * LANES, has_state ? vec_load_first(row->h0 + v * LANES, left) : vec_splat(0));
    c[v] = has_state ? vec_load_first(row->c0 + v * LANES, left) : vec_splat(0);
  }
  for (ptrdiff_t t = 0; t < row->steps; t++) {
    vec z[4][SMALL_VECTORS];
#pragma clang loop unroll(full)
    for (int gate = 0; gate < 4; gate++)
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) z[gate][v] = bias[gate][v];
    small_terms(vectors, z, row->x + t * row->features, row->features, row->kernel, units);
    if (has_state) small_terms(vectors, z, h, units, row->recurrent, units);
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      const ptrdiff_t left = vec_count(units - v * LANES), u = v * LANES;
      const vec i = vec_sigmoid(vec_flush(z[0][v])), f = vec_sigmoid(vec_flush(z[1][v]));
      const vec g = vec_tanh(vec_flush(z[2][v])), o = vec_sigmoid(vec_flush(z[3][v]));
      const ivec valid = masked ? vec_is_set(vec_splat(row->mask[t])) : (ivec)vec_splat(0);
      const vec c_now = vec_flush(has_state ? vec_fma(f, c[v], i * g) : i * g);
      c[v] = masked ? vec_select(valid, c_now, c[v]) : c_now;
      const vec tanh_c = vec_tanh(c[v]), fresh = vec_flush(o * tanh_c);
      const vec h_now = masked ? vec_select(valid, fresh, vec_load(h + u)) : fresh;
      vec_store(h + u, h_now);
      float *gates = row->gates + 4 * t * units + u;
      vec_store_first(gates, i, left);
      vec_store_first(gates + units, f, left);
      vec_store_first(gates + 2 * units, g, left);
      vec_store_first(gates + 3 * units, o, left);
      vec_store_first(row->cells + t * units + u, c[v], left);
      if (row->activated) vec_store_first(row->activated + t * units + u, tanh_c, left);
      vec_store_first(row->hidden + t * units + u, h_now, left);
    }
    has_state = true;
  }
}

static inline __attribute__((always_inline)) small_row small_row_at(const lab_lstm *call,
                                                                    float *arena, ptrdiff_t b) {
  const ptrdiff_t steps = call->steps, units = call->units;
  return (small_row){
      .steps = steps, .features = call->features, .units = units,
      .x = arena + call->x + b * steps * call->features, .kernel = arena + call->kernel,
      .recurrent = arena + call->recurrent, .bias = at_or_null(arena, call->bias),
      .h0 = call->h0 == LAB_ABSENT ? NULL : arena + call->h0 + b * units,
      .c0 = call->c0 == LAB_ABSENT ? NULL : arena + call->c0 + b * units,
      .gates = arena + call->gates + b * steps * 4 * units,
      .cells = arena + call->cells + b * steps * units,
      .activated = call->activated_cells == LAB_ABSENT
                       ? NULL : arena + call->activated_cells + b * steps * units,
      .hidden = arena + call->hidden + b * steps * units};
}

/// Kept out of its caller, where registers are scarce.
static __attribute__((noinline)) void small_masked_forward(const lab_lstm *call, float *arena,
                                                           range batch) {
  for (ptrdiff_t b = batch.from; b < batch.to; b++) {
    small_row row = small_row_at(call, arena, b);
    row.mask = arena + call->mask + b * call->steps;
    if (row.units <= LANES)
      small_forward(1, true, &row);
    else
      small_forward(SMALL_VECTORS, true, &row);
  }
}

static void run_lstm_small(const lab_lstm *call, float *arena, share s) {
  const range batch = part_of(call->batch, 1, s);
  if (call->mask != LAB_ABSENT) {
    small_masked_forward(call, arena, batch);
    return;
  }
  for (ptrdiff_t b = batch.from; b < batch.to; b++) {
    const small_row row = small_row_at(call, arena, b);
    if (row.units <= LANES)
      small_forward(1, false, &row);
    else
      small_forward(SMALL_VECTORS, false, &row);
  }
}

/// The operands of one row of the batch, backward.
typedef struct {
  ptrdiff_t steps, units;
  const float *gates, *cells, *activated, *c0, *transposed, *d_hidden, *d_last;
  float *gate_gradients;
  const float *mask, *d_last_cell;
  float *d_h0, *d_c0;
} small_gradient_row;

/// One chain a gate over dz, from zero: all four side by side, since the next step waits for the
/// longest.
static inline __attribute__((always_inline)) void small_gate_gradient(
    const int vectors, const small_gradient_row *row, const float *dz,
    vec chain[4][SMALL_VECTORS]) {
  const ptrdiff_t units = row->units;
  for (ptrdiff_t k = 0; k < units; k++)
#pragma clang loop unroll(full)
    for (int gate = 0; gate < 4; gate++) {
      const vec left = vec_splat(dz[gate * SMALL_UNITS + k]);
      const float *weights = row->transposed + (gate * units + k) * GROUP;
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++)
        chain[gate][v] = vec_fma(left, vec_load(weights + v * LANES), chain[gate][v]);
    }
}

/// Without `states`, nothing arrives at the last c, and nobody reads the gradients of h0 and c0.
static inline __attribute__((always_inline)) void small_backward(const int vectors,
                                                                 const bool masked,
                                                                 const bool states,
                                                                 const small_gradient_row *row) {
  const ptrdiff_t units = row->units;
  _Alignas(64) float dz[4 * SMALL_UNITS];
  // `passed` is the gradient of h that a masked step passes on.
  vec d_c[SMALL_VECTORS], passed[SMALL_VECTORS];
  const bool begins_with_c = states && row->d_last_cell;
  if (begins_with_c)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++)
      d_c[v] = vec_load_first(row->d_last_cell + v * LANES, vec_count(units - v * LANES));
  for (ptrdiff_t t = row->steps - 1; t >= 0; t--) {
    const bool last = t == row->steps - 1;
    vec chain[4][SMALL_VECTORS];
#pragma clang loop unroll(full)
    for (int gate = 0; gate < 4; gate++)
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) chain[gate][v] = vec_splat(0);
    if (!last) small_gate_gradient(vectors, row, dz, chain);
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      const ptrdiff_t left = vec_count(units - v * LANES), u = v * LANES;
      vec dh = row->d_hidden ? LOAD_LEFT(row->d_hidden + t * units + u) : vec_splat(0);
      if (last && row->d_last) {
        const vec d_last = LOAD_LEFT(row->d_last + u);
        dh = row->d_hidden ? dh + d_last : d_last;
      }
      if (!last) {
        if (masked) dh = row->d_hidden ? dh + passed[v] : passed[v];
        dh = masked || row->d_hidden ? dh + chain[0][v] : chain[0][v];
        dh = dh + chain[1][v];
        dh = dh + chain[2][v];
        dh = dh + chain[3][v];
      }
      const ivec valid = masked ? vec_is_set(vec_splat(row->mask[t])) : (ivec)vec_splat(0);
      if (masked) passed[v] = vec_where(~valid, dh);
      dh = VALID(vec_flush(dh));
      const float *y = row->gates + 4 * t * units + u;
      const vec i = LOAD_LEFT(y), f = LOAD_LEFT(y + units), g = LOAD_LEFT(y + 2 * units),
                o = LOAD_LEFT(y + 3 * units);
      const float *cells = row->cells + t * units + u;
      const float *before = t > 0 ? cells - units : row->c0 ? row->c0 + u : NULL;
      const vec tanh_c = LOAD_LEFT(row->activated + t * units + u);
      const vec from_h = VALID(tanh_gradient(tanh_c, dh * o));
      const vec whole = last && !begins_with_c ? from_h : d_c[v] + from_h;
      const vec dc = vec_flush(whole);
      const vec d_gates[4] = {
          sigmoid_gradient(i, dc * g),
          before ? sigmoid_gradient(f, dc * LOAD_LEFT(before)) : vec_splat(0),
          tanh_gradient(g, dc * i), sigmoid_gradient(o, dh * tanh_c)};
#pragma clang loop unroll(full)
      for (int gate = 0; gate < 4; gate++) {
        const vec d_gate = VALID(vec_flush(d_gates[gate]));
        vec_store(dz + gate * SMALL_UNITS + u, d_gate);
        STORE_LEFT(row->gate_gradients + (4 * t + gate) * units + u, d_gate);
      }
      d_c[v] = masked ? vec_select(valid, dc * f, whole) + vec_splat(0) : dc * f;
    }
  }
  if (!states || !row->d_h0) return;
  vec chain[4][SMALL_VECTORS];
#pragma clang loop unroll(full)
  for (int gate = 0; gate < 4; gate++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) chain[gate][v] = vec_splat(0);
  small_gate_gradient(vectors, row, dz, chain);
#pragma clang loop unroll(full)
  for (int v = 0; v < vectors; v++) {
    const ptrdiff_t left = vec_count(units - v * LANES), u = v * LANES;
    vec dh = masked ? passed[v] + chain[0][v] : chain[0][v];
    dh = dh + chain[1][v];
    dh = dh + chain[2][v];
    dh = dh + chain[3][v];
    STORE_LEFT(row->d_h0 + u, dh);
    STORE_LEFT(row->d_c0 + u, d_c[v]);
  }
}

static inline __attribute__((always_inline)) small_gradient_row small_gradient_row_at(
    const lab_lstm_gradient *call, float *arena, ptrdiff_t b) {
  const ptrdiff_t steps = call->steps, units = call->units;
  return (small_gradient_row){
      .steps = steps, .units = units, .gates = arena + call->gates + b * steps * 4 * units,
      .cells = arena + call->cells + b * steps * units,
      .activated = arena + call->activated_cells + b * steps * units,
      .c0 = call->c0 == LAB_ABSENT ? NULL : arena + call->c0 + b * units,
      .transposed = arena + call->recurrent_transposed,
      .d_hidden = call->d_hidden == LAB_ABSENT ? NULL : arena + call->d_hidden + b * steps * units,
      .d_last = call->d_last == LAB_ABSENT ? NULL : arena + call->d_last + b * units,
      .gate_gradients = arena + call->gate_gradients + b * steps * 4 * units};
}

/// With a mask, a gradient of the last c, or those of the initial states. Kept out of its caller like
/// the masked forward pass.
static __attribute__((noinline)) void small_backward_with_states(const lab_lstm_gradient *call,
                                                                 float *arena, range batch) {
  const ptrdiff_t units = call->units;
  for (ptrdiff_t b = batch.from; b < batch.to; b++) {
    small_gradient_row row = small_gradient_row_at(call, arena, b);
    if (call->mask != LAB_ABSENT) row.mask = arena + call->mask + b * call->steps;
    if (call->d_last_cell != LAB_ABSENT) row.d_last_cell = arena + call->d_last_cell + b * units;
    if (call->gives_initial) {
      row.d_h0 = arena + call->d_h0 + b * units;
      row.d_c0 = arena + call->d_c0 + b * units;
    }
    if (units <= LANES && row.mask)
      small_backward(1, true, true, &row);
    else if (units <= LANES)
      small_backward(1, false, true, &row);
    else if (row.mask)
      small_backward(SMALL_VECTORS, true, true, &row);
    else
      small_backward(SMALL_VECTORS, false, true, &row);
  }
}

static void run_lstm_gradient_small(const lab_lstm_gradient *call, float *arena, share s) {
  const range batch = part_of(call->batch, 1, s);
  if (call->mask != LAB_ABSENT || call->d_last_cell != LAB_ABSENT || call->gives_initial) {
    small_backward_with_states(call, arena, batch);
    return;
  }
  for (ptrdiff_t b = batch.from; b < batch.to; b++) {
    const small_gradient_row row = small_gradient_row_at(call, arena, b);
    if (row.units <= LANES)
      small_backward(1, false, false, &row);
    else
      small_backward(SMALL_VECTORS, false, false, &row);
  }
}
