// The element-wise part of an LSTM, forward and backward, for some units of one row.

#define LOAD_LEFT(p) vec_load_first(p, left)
#define STORE_LEFT(p, v) vec_store_first(p, v, left)

/// Activates gates (z in, gates out) and gives c, tanh(c) and h; `units` is the distance between
/// gates.
#define LSTM_CELL(load, store)                                                                   \
  const vec i = vec_sigmoid(vec_flush(load(z + u)));                                             \
  const vec f = vec_sigmoid(vec_flush(load(z + units + u)));                                     \
  const vec g = vec_tanh(vec_flush(load(z + 2 * units + u)));                                    \
  const vec o = vec_sigmoid(vec_flush(load(z + 3 * units + u)));                                 \
  const vec c = vec_flush(c_before ? vec_fma(f, load(c_before + u), i * g) : i * g);             \
  store(z + u, i);                                                                               \
  store(z + units + u, f);                                                                       \
  store(z + 2 * units + u, g);                                                                   \
  store(z + 3 * units + u, o);                                                                   \
  const vec tanh_c = vec_tanh(c);                                                                \
  store(c_now + u, c);                                                                           \
  if (activated) store(activated + u, tanh_c);                                                   \
  store(h + u, vec_flush(o * tanh_c));

/// z: gates of H units each; c_before: null at a step without a state before; activated: null, or
/// takes tanh(c). From each the first `count` units are computed.
static void lstm_cell(ptrdiff_t units, ptrdiff_t count, float *z, const float *c_before,
                      float *c_now, float *activated, float *h) {
  ptrdiff_t u = 0;
  for (; u + LANES <= count; u += LANES) {
    LSTM_CELL(vec_load, vec_store)
  }
  if (u < count) {
    const ptrdiff_t left = count - u;
    LSTM_CELL(LOAD_LEFT, STORE_LEFT)
  }
}

/// From dh and the dc of the step after (in d_c; none at the last step) to the four dz and the dc of
/// the step before. As the adjoint of the composition adds it: dc = (dc after · f) + dh·o·(1 − tanh²c).
#define LSTM_CELL_GRADIENT(load, store)                                                          \
  const vec i = load(y + u), f = load(y + units + u), g = load(y + 2 * units + u),               \
            o = load(y + 3 * units + u);                                                         \
  const vec tanh_c = load(activated + u);                                                        \
  const vec dh = vec_flush(load(d_h + u));                                                       \
  const vec from_h = tanh_gradient(tanh_c, dh * o);                                              \
  const vec dc = vec_flush(last ? from_h : load(d_c + u) + from_h);                              \
  store(dz + u, vec_flush(sigmoid_gradient(i, dc * g)));                                         \
  store(dz + units + u,                                                                          \
        c_before ? vec_flush(sigmoid_gradient(f, dc * load(c_before + u))) : vec_splat(0));      \
  store(dz + 2 * units + u, vec_flush(tanh_gradient(g, dc * i)));                                \
  store(dz + 3 * units + u, vec_flush(sigmoid_gradient(o, dh * tanh_c)));                        \
  store(d_c + u, dc * f);

/// y: gates of H units each, and dz alike; activated: tanh(c); c_before: null at a step without a state before.
static void lstm_cell_gradient(ptrdiff_t units, ptrdiff_t count, const float *y,
                               const float *activated, const float *c_before, bool last, const float *d_h, float *d_c,
                               float *dz) {
  ptrdiff_t u = 0;
  for (; u + LANES <= count; u += LANES) {
    LSTM_CELL_GRADIENT(vec_load, vec_store)
  }
  if (u < count) {
    const ptrdiff_t left = count - u;
    LSTM_CELL_GRADIENT(LOAD_LEFT, STORE_LEFT)
  }
}
