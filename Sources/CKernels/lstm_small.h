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
