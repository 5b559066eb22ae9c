// The element-wise part of an LSTM, forward for some rows and backward for some units of one row.

#define LOAD_LEFT(p) vec_load_first(p, left)
#define STORE_LEFT(p, v) vec_store_first(p, v, left)

/// Where the cells of some rows read and write.
typedef struct {
  ptrdiff_t units;  // distance between gates
  ptrdiff_t count;  // cells of a row
  float *z;         // gates of H units each: z in, activated gates out
  ptrdiff_t z_row;
  const float *c_before;  // null at a step without a state before
  ptrdiff_t before_row;
  float *c, *activated, *h;  // activated: null, or takes tanh(c)
  ptrdiff_t state_row;
} cells;

/// A vector of cells whose c is known and whose h is still to come.
typedef struct {
  vec o, c;
  float *activated, *h;
  ptrdiff_t left;  // cells in use; zero: none
} open_cells;

static inline __attribute__((always_inline)) void close_cells(const open_cells *open) {
  const vec tanh_c = vec_tanh(open->c), h = vec_flush(open->o * tanh_c);
  if (open->left >= LANES) {
    if (open->activated) vec_store(open->activated, tanh_c);
    vec_store(open->h, h);
  } else if (open->left > 0) {
    if (open->activated) vec_store_first(open->activated, tanh_c, open->left);
    vec_store_first(open->h, h, open->left);
  }
}

#define OPEN_CELLS(load, store)                                                                  \
  const vec i = vec_sigmoid(vec_flush(load(z + u)));                                             \
  const vec f = vec_sigmoid(vec_flush(load(z + at->units + u)));                                 \
  const vec g = vec_tanh(vec_flush(load(z + 2 * at->units + u)));                                \
  const vec o = vec_sigmoid(vec_flush(load(z + 3 * at->units + u)));                             \
  const vec c = vec_flush(before ? vec_fma(f, load(before + u), i * g) : i * g);                 \
  store(z + u, i);                                                                               \
  store(z + at->units + u, f);                                                                   \
  store(z + 2 * at->units + u, g);                                                               \
  store(z + 3 * at->units + u, o);                                                               \
  store(at->c + r * at->state_row + u, c);                                                       \
  close_cells(&open);                                                                            \
  open = (open_cells){                                                                           \
      o, c, at->activated ? at->activated + r * at->state_row + u : NULL,                        \
      at->h + r * at->state_row + u, left};

/// The cells of `rows` rows, a vector after the other. The last tanh of one waits for its gates, so
/// that of the vector before goes along with the next one's gates.
static void lstm_cells(const cells *at, ptrdiff_t rows) {
  open_cells open = {.o = vec_splat(0), .c = vec_splat(0), .left = 0};
  for (ptrdiff_t r = 0; r < rows; r++) {
    float *z = at->z + r * at->z_row;
    const float *before = at->c_before ? at->c_before + r * at->before_row : NULL;
    for (ptrdiff_t u = 0; u < at->count; u += LANES) {
      const ptrdiff_t left = at->count - u;
      if (left >= LANES) {
        OPEN_CELLS(vec_load, vec_store)
      } else {
        OPEN_CELLS(LOAD_LEFT, STORE_LEFT)
      }
    }
  }
  close_cells(&open);
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

/// y: gates of H units each, and dz alike; activated: tanh(c); c_before: null at a step without a
/// state before.
static void lstm_cell_gradient(ptrdiff_t units, ptrdiff_t count, const float *y,
                               const float *activated, const float *c_before, bool last,
                               const float *d_h, float *d_c, float *dz) {
  ptrdiff_t u = 0;
  for (; u + LANES <= count; u += LANES) {
    LSTM_CELL_GRADIENT(vec_load, vec_store)
  }
  if (u < count) {
    const ptrdiff_t left = count - u;
    LSTM_CELL_GRADIENT(LOAD_LEFT, STORE_LEFT)
  }
}
