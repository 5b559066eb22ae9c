// The backward pass of an LSTM of at most sixteen units, one row of the batch after the other.

/// The operands of one row of the batch, backward.
typedef struct {
  ptrdiff_t steps, units;
  const float *gates, *cells, *activated, *c0, *transposed, *d_hidden, *d_last;
  float *gate_gradients;
  const float *mask, *d_last_cell;
  float *d_h0, *d_c0;
} small_gradient_row;

/// Lets the chains of all gates take the terms of a step's dz, as `small_backward` does in place, where
/// a function costs registers.
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
  // Zeros where nothing arrives at the last c change no bit: what they are added to is flushed.
  if (states)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++)
      d_c[v] = row->d_last_cell ? vec_load_first(row->d_last_cell + v * LANES,
                                                 vec_count(units - v * LANES))
                                : vec_splat(0);
  for (ptrdiff_t t = row->steps - 1; t >= 0; t--) {
    const bool last = t == row->steps - 1;
    vec chain[4][SMALL_VECTORS];
#pragma clang loop unroll(full)
    for (int gate = 0; gate < 4; gate++)
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) chain[gate][v] = vec_splat(0);
    // All four chains side by side, since the next step waits for the longest.
    if (!last)
      for (ptrdiff_t k = 0; k < units; k++)
#pragma clang loop unroll(full)
        for (int gate = 0; gate < 4; gate++) {
          const vec left = vec_splat(dz[gate * SMALL_UNITS + k]);
          const float *weights = row->transposed + (gate * units + k) * GROUP;
#pragma clang loop unroll(full)
          for (int v = 0; v < vectors; v++)
            chain[gate][v] = vec_fma(left, vec_load(weights + v * LANES), chain[gate][v]);
        }
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
      const vec whole = last && !states ? from_h : d_c[v] + from_h;
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
/// the masked forward pass, each apart, since they are short of registers.
#define BACKWARD_WITH_STATES(name, vectors, masked)                                              \
  static __attribute__((noinline)) void name(const small_gradient_row *row) {                    \
    small_backward(vectors, masked, true, row);                                                  \
  }
BACKWARD_WITH_STATES(small_backward_states, 1, false)
BACKWARD_WITH_STATES(small_backward_masked, 1, true)
#if SMALL_VECTORS > 1
BACKWARD_WITH_STATES(small_backward_states_wide, SMALL_VECTORS, false)
BACKWARD_WITH_STATES(small_backward_masked_wide, SMALL_VECTORS, true)
#else
#define small_backward_states_wide small_backward_states
#define small_backward_masked_wide small_backward_masked
#endif

static void run_small_backward_with_states(const lab_lstm_gradient *call, float *arena,
                                           range batch) {
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
      small_backward_masked(&row);
    else if (units <= LANES)
      small_backward_states(&row);
    else if (row.mask)
      small_backward_masked_wide(&row);
    else
      small_backward_states_wide(&row);
  }
}

static void run_lstm_gradient_small(const lab_lstm_gradient *call, float *arena, share s) {
  const range batch = part_of(call->batch, 1, s);
  if (call->mask != LAB_ABSENT || call->d_last_cell != LAB_ABSENT || call->gives_initial) {
    run_small_backward_with_states(call, arena, batch);
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
