// A tile of a matrix product: up to six rows by four groups of sixteen columns whose elements stay in
// registers for their whole chains. Everything that multiplies matrices is built from it.

/// Columns of a group. A packed right operand is made of groups, so that it is the same for every
/// width of a vector.
#define GROUP 16
/// Groups of a panel: as many accumulators as fit beside the operands of sixteen lanes.
#define PANEL_GROUPS 4
#define PANEL (PANEL_GROUPS * GROUP)
#define TILE_ROWS 6

// Vectors side by side in a tile; narrow ones take a panel in several tiles.
#if LANES == 8 || (LANES == 4 && !defined(__ARM_FEATURE_FMA))
#define TILE_VECTORS 2
#else
#define TILE_VECTORS 4
#endif

/// What a tile computes: c[r, n] = addend[r, n] + chain, where the chain starts from initial[r, n]
/// or zero and takes the terms of x (k = 0 ..< x_count), then those of a, one after the other.
/// Element a[r, k] of run j stands at a + r·a_row + k·a_column + j·a_run. The rows of b follow each
/// other at b_row; between runs, b moves on by another b_gap.
typedef struct {
  const float *x;
  ptrdiff_t x_row, x_count;
  const float *a;
  ptrdiff_t a_row, a_column, k;
  ptrdiff_t runs, a_run, b_gap;
  const float *b;
  ptrdiff_t b_row;
  const float *initial;  // null: from zero
  ptrdiff_t initial_row;
  const float *addend;  // null: nothing is added
  ptrdiff_t addend_row;
  float *c;
  ptrdiff_t c_row;
  ptrdiff_t group;  // distance between groups of columns in c, initial and addend
  bool apart;       // every group has as many columns in use, whatever their distance
} product;

/// Lets the chains take `count` more terms; gives the right operand's row behind them.
static inline __attribute__((always_inline)) const float *take_terms(
    const int rows, const int vectors, const bool masked, ptrdiff_t columns, vec sum[][8],
    const float *a, ptrdiff_t a_row, ptrdiff_t a_column, const float *b, ptrdiff_t b_row,
    ptrdiff_t count) {
  for (ptrdiff_t k = 0; k < count; k++) {
    vec right[8];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++)
      right[v] = masked ? vec_load_first(b + v * LANES, vec_count(columns - v * LANES))
                        : vec_load(b + v * LANES);
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
      const vec left = vec_splat(a[r * a_row]);
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) sum[r][v] = vec_fma(left, right[v], sum[r][v]);
    }
    a += a_column;
    b += b_row;
  }
  return b;
}

/// Where vector `v` of a row stands, for groups `group` apart.
#define AT_VECTOR(v) ((v)*LANES / GROUP * group + (v)*LANES % GROUP)

/// One tile. `columns` is the number of columns in use: of every group if groups are apart, of all
/// if they are adjacent. `rows`, `vectors`, `whole` and `packed` are constants where this is called,
/// so that every loop over them unrolls and the accumulators live in registers. A packed right
/// operand is padded, and may be read beyond its columns.
static inline __attribute__((always_inline)) void tile(
    const int rows, const int vectors, const bool whole, const bool packed, ptrdiff_t columns,
    const product *p) {
  const ptrdiff_t group = p->group;
  const bool apart = p->apart;
  vec sum[TILE_ROWS][8];
#define IN_USE(v) vec_count(columns - (apart ? (v)*LANES % GROUP : (v)*LANES))
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      if (!p->initial) {
        sum[r][v] = vec_splat(0);
      } else {
        const float *from = p->initial + r * p->initial_row + AT_VECTOR(v);
        sum[r][v] = whole ? vec_load(from) : vec_load_first(from, IN_USE(v));
      }
    }
  const bool masked = !whole && !packed;
  const float *b = take_terms(rows, vectors, masked, columns, sum, p->x, p->x_row, 1, p->b,
                              p->b_row, p->x_count);
  const float *a = p->a;
  for (ptrdiff_t run = 0; run < p->runs; run++) {
    b = take_terms(rows, vectors, masked, columns, sum, a, p->a_row, p->a_column, b, p->b_row, p->k);
    a += p->a_run;
    b += p->b_gap;
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      vec result = sum[r][v];
      if (p->addend) {
        const float *from = p->addend + r * p->addend_row + AT_VECTOR(v);
        result = (whole ? vec_load(from) : vec_load_first(from, IN_USE(v))) + result;
      }
      float *to = p->c + r * p->c_row + AT_VECTOR(v);
      if (whole)
        vec_store(to, result);
      else
        vec_store_first(to, result, IN_USE(v));
    }
#undef IN_USE
}

/// How a tile's last columns are handled: there are none (`WHOLE`), its right operand is padded
/// (`PADDED`), or nothing beyond them may be read (`MASKED`).
enum { WHOLE, PADDED, MASKED };

#define TILE_OF_ROWS(rows, vectors)                                                              \
  case rows:                                                                                     \
    if (edge == WHOLE)                                                                           \
      tile(rows, vectors, true, true, columns, p);                                               \
    else if (edge == PADDED)                                                                     \
      tile(rows, vectors, false, true, columns, p);                                              \
    else                                                                                         \
      tile(rows, vectors, false, false, columns, p);                                             \
    break;
#define TILE(vectors)                                                                            \
  static void tile_##vectors(ptrdiff_t rows, int edge, ptrdiff_t columns, const product *p) {          \
    switch (rows) {                                                                              \
      TILE_OF_ROWS(1, vectors)                                                                   \
      TILE_OF_ROWS(2, vectors)                                                                   \
      TILE_OF_ROWS(3, vectors)                                                                   \
      TILE_OF_ROWS(4, vectors)                                                                   \
      TILE_OF_ROWS(5, vectors)                                                                   \
      TILE_OF_ROWS(6, vectors)                                                                   \
    }                                                                                            \
  }
#if TILE_VECTORS == 4
TILE(4)
TILE(3)
#endif
TILE(2)
TILE(1)

/// One row of eight vectors: as many chains side by side as hide the latency of their terms.
static void tile_row(int edge, ptrdiff_t columns, const product *p) {
  if (edge == WHOLE)
    tile(1, 8, true, true, columns, p);
  else
    tile(1, 8, false, edge == PADDED, columns, p);
}

static void tile_vectors(ptrdiff_t vectors, ptrdiff_t rows, int edge, ptrdiff_t columns,
                         const product *p) {
  switch (vectors) {
    case 1: tile_1(rows, edge, columns, p); break;
    case 2: tile_2(rows, edge, columns, p); break;
#if TILE_VECTORS == 4
    case 3: tile_3(rows, edge, columns, p); break;
    default: tile_4(rows, edge, columns, p);
#endif
  }
}

/// The product with each operand moved to row `m` of the left one and to `n` columns further.
static product moved(const product *p, ptrdiff_t m, ptrdiff_t b, ptrdiff_t n) {
  product at = *p;
  if (at.x) at.x += m * p->x_row;
  at.a += m * p->a_row;
  at.b += b;
  if (at.initial) at.initial += m * p->initial_row + n;
  if (at.addend) at.addend += m * p->addend_row + n;
  at.c += m * p->c_row + n;
  return at;
}

/// A tile of up to six rows by one panel of `groups` groups with a packed right operand. `columns`
/// as for `tile`.
static void panel_tile(ptrdiff_t rows, ptrdiff_t groups, ptrdiff_t columns, const product *p) {
  const bool apart = p->apart;
  const int edge = columns >= (apart ? GROUP : groups * GROUP) ? WHOLE : PADDED;
#if LANES == GROUP
  tile_vectors(groups, rows, edge, columns, p);
#else
  for (ptrdiff_t n = 0; n < groups * GROUP; n += TILE_VECTORS * LANES) {
    const product at = moved(p, 0, n, n / GROUP * p->group + n % GROUP);
    tile_vectors(TILE_VECTORS, rows, edge, columns - (apart ? n % GROUP : n), &at);
  }
#endif
}

/// The height of the next tile where `rows` rows are left, so that all are of nearly the same height.
static inline ptrdiff_t tile_height(ptrdiff_t rows) {
  const ptrdiff_t tiles = (rows + TILE_ROWS - 1) / TILE_ROWS;
  return tiles > 0 ? (rows + tiles - 1) / tiles : 0;
}

/// The rows from ..< to in tiles: a loop over `row`, the first of `rows`.
#define EACH_TILE(from, to)                                                                      \
  for (ptrdiff_t row = (from), rows; (rows = tile_height((to)-row)) > 0; row += rows)
