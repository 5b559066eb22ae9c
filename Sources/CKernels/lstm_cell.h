// The element-wise part of an LSTM, forward for some rows and backward for some units of one row.

#define LOAD_LEFT(p) vec_load_first(p, left)
#define STORE_LEFT(p, v) vec_store_first(p, v, left)

/// What says which steps are masked: nothing; one word a row; or one word a lane, sixteen in all, for
/// vectors that begin at multiples of their width. It is a constant where it is passed on.
enum { UNMASKED, ROW_MASK, LANE_MASK };

/// Set where cells from `u` on are of a step that is not masked.
static inline __attribute__((always_inline)) ivec valid_cells(const int masked, const float *mask,
                                                              ptrdiff_t u) {
  if (masked == UNMASKED) return (ivec)vec_splat(0);
  return vec_is_set(masked == ROW_MASK ? vec_splat(*mask) : vec_load(mask + u % GROUP));
}

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
  const float *h_before, *mask;  // read if there is a mask; h_before like c_before
  ptrdiff_t mask_row;
} cells;

/// A vector of cells whose c is known and whose h is still to come.
typedef struct {
  vec o, c;
  float *activated, *h;
  ptrdiff_t left;  // cells in use; zero: none
  ivec valid;
  vec h_before;
} open_cells;

static inline __attribute__((always_inline)) void close_cells(const int masked,
                                                              const open_cells *open) {
  const vec tanh_c = vec_tanh(open->c), fresh = vec_flush(open->o * tanh_c);
  const vec h = masked ? vec_select(open->valid, fresh, open->h_before) : fresh;
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
  const vec fresh = vec_flush(before ? vec_fma(f, load(before + u), i * g) : i * g);             \
  const ivec valid = valid_cells(masked, mask, u);                                               \
  const vec c =                                                                                  \
      masked ? vec_select(valid, fresh, before ? load(before + u) : vec_splat(0)) : fresh;       \
  store(z + u, i);                                                                               \
  store(z + at->units + u, f);                                                                   \
  store(z + 2 * at->units + u, g);                                                               \
  store(z + 3 * at->units + u, o);                                                               \
  store(at->c + r * at->state_row + u, c);                                                       \
  close_cells(masked, &open);                                                                    \
  open = (open_cells){                                                                           \
      o, c, at->activated ? at->activated + r * at->state_row + u : NULL,                        \
      at->h + r * at->state_row + u, left, valid,                                                \
      masked && h_before ? load(h_before + u) : vec_splat(0)};

/// The cells of `rows` rows, a vector after the other. The last tanh of one waits for its gates, so
/// that of the vector before goes along with the next one's gates.
static inline __attribute__((always_inline)) void cells_of_rows(const int masked, const cells *at,
                                                                ptrdiff_t rows) {
  open_cells open = {.o = vec_splat(0), .c = vec_splat(0), .left = 0};
  for (ptrdiff_t r = 0; r < rows; r++) {
    float *z = at->z + r * at->z_row;
    const float *before = at->c_before ? at->c_before + r * at->before_row : NULL;
    const float *h_before = masked && at->h_before ? at->h_before + r * at->before_row : NULL;
    const float *mask = masked ? at->mask + r * at->mask_row : NULL;
    for (ptrdiff_t u = 0; u < at->count; u += LANES) {
      const ptrdiff_t left = at->count - u;
      if (left >= LANES) {
        OPEN_CELLS(vec_load, vec_store)
      } else {
        OPEN_CELLS(LOAD_LEFT, STORE_LEFT)
      }
    }
  }
  close_cells(masked, &open);
}

static void lstm_cells(const cells *at, ptrdiff_t rows) { cells_of_rows(UNMASKED, at, rows); }
/// With a word of the mask for each row.
static void lstm_masked_cells(const cells *at, ptrdiff_t rows) { cells_of_rows(ROW_MASK, at, rows); }
/// With sixteen words of the mask, one a lane.
static void lstm_lane_masked_cells(const cells *at) { cells_of_rows(LANE_MASK, at, 1); }

/// What a masked step adds to the backward pass of the cells of one row.
typedef struct {
  const float *mask;
  float *d_h;  // takes the gradient of h that goes on to the step before; zero where not masked
} cell_mask;

/// From dh and the dc of the step after (in d_c; none at the last step) to the four dz and the dc of
/// the step before. As the adjoint of the composition adds it: dc = (dc after · f) + dh·o·(1 − tanh²c).
/// Where the step is masked, what comes is passed on. The zero that is then added is what the
/// composition adds from the other way, and gives −0 its sign.
#define LSTM_CELL_GRADIENT(load, store)                                                          \
  const vec i = load(y + u), f = load(y + units + u), g = load(y + 2 * units + u),               \
            o = load(y + 3 * units + u);                                                         \
  const vec tanh_c = load(activated + u);                                                        \
  const ivec valid = valid_cells(masked, mask.mask, u);                                          \
  const vec arriving = load(d_h + u);                                                            \
  const vec dh = VALID(vec_flush(arriving));                                                     \
  const vec from_h = VALID(tanh_gradient(tanh_c, dh * o));                                       \
  const vec whole = last ? from_h : load(d_c + u) + from_h;                                      \
  const vec dc = vec_flush(whole);                                                               \
  store(dz + u, VALID(vec_flush(sigmoid_gradient(i, dc * g))));                                  \
  store(dz + units + u, c_before ? VALID(vec_flush(sigmoid_gradient(f, dc * load(c_before + u)))) \
                                 : vec_splat(0));                                                \
  store(dz + 2 * units + u, VALID(vec_flush(tanh_gradient(g, dc * i))));                         \
  store(dz + 3 * units + u, VALID(vec_flush(sigmoid_gradient(o, dh * tanh_c))));                 \
  store(d_c + u, masked ? vec_select(valid, dc * f, whole) + vec_splat(0) : dc * f);             \
  if (masked) store(mask.d_h + u, vec_where(~valid, arriving));
#define VALID(x) (masked ? vec_where(valid, x) : (x))

static inline __attribute__((always_inline)) void cell_gradient(
    const int masked, ptrdiff_t units, ptrdiff_t count, const float *y, const float *activated,
    const float *c_before, bool last, const float *d_h, float *d_c, float *dz, cell_mask mask) {
  ptrdiff_t u = 0;
  for (; u + LANES <= count; u += LANES) {
    LSTM_CELL_GRADIENT(vec_load, vec_store)
  }
  if (u < count) {
    const ptrdiff_t left = count - u;
    LSTM_CELL_GRADIENT(LOAD_LEFT, STORE_LEFT)
  }
}

/// y: gates of H units each, and dz alike; activated: tanh(c); c_before: null at a step without a
/// state before.
static void lstm_cell_gradient(ptrdiff_t units, ptrdiff_t count, const float *y,
                               const float *activated, const float *c_before, bool last,
                               const float *d_h, float *d_c, float *dz) {
  cell_gradient(UNMASKED, units, count, y, activated, c_before, last, d_h, d_c, dz,
                (cell_mask){NULL, NULL});
}

/// The same with a word of the mask for all.
static void lstm_masked_cell_gradient(ptrdiff_t units, ptrdiff_t count, const float *y,
                                      const float *activated, const float *c_before, bool last,
                                      const float *d_h, float *d_c, float *dz, cell_mask mask) {
  cell_gradient(ROW_MASK, units, count, y, activated, c_before, last, d_h, d_c, dz, mask);
}

/// The same with sixteen words of the mask, one a lane.
static void lstm_lane_masked_cell_gradient(ptrdiff_t units, ptrdiff_t count, const float *y,
                                           const float *activated, const float *c_before, bool last,
                                           const float *d_h, float *d_c, float *dz,
                                           cell_mask mask) {
  cell_gradient(LANE_MASK, units, count, y, activated, c_before, last, d_h, d_c, dz, mask);
}
