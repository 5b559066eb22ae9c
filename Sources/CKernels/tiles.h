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

/// Terms ahead of their use that elements of a left operand whose rows are far apart are asked for.
#define LEFT_AHEAD 8

/// Lets the chains take `count` more terms; gives the right operand's row behind them.
static inline __attribute__((always_inline)) const float *take_terms(
    const int rows, const int vectors, const bool masked, const bool fetching, ptrdiff_t columns,
    vec sum[][8], const float *a, ptrdiff_t a_row, ptrdiff_t a_column, const float *b,
    ptrdiff_t b_row, ptrdiff_t count, fetch_walk *walk) {
  for (ptrdiff_t k = 0; k < count; k++) {
    if (fetching) {
      if (k % FETCH_TERMS == 0) fetch_some(walk);
      __builtin_prefetch(a + LEFT_AHEAD * a_column);
    }
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

/// The tile at row `m` of x, a, c, initial and addend, at column `n` of the latter three, and at
/// element `b_from` of b. `columns` is the number of columns in use: of every group if groups are
/// apart, of all if they are adjacent. `rows`, `vectors`, `whole`, `packed` and `fetching` are
/// constants where this is called, so that every loop over them unrolls and the accumulators live in
/// registers. A packed right operand is padded, and may be read beyond its columns. The place comes
/// as numbers, not as a moved product: a copy is read before it is stored, and a small tile waits
/// for it.
static inline __attribute__((always_inline)) void tile(
    const int rows, const int vectors, const bool whole, const bool packed, const bool fetching,
    ptrdiff_t columns, const product *p, ptrdiff_t m, ptrdiff_t n, ptrdiff_t b_from,
    const fetches *asked) {
  const ptrdiff_t group = p->group;
  const bool apart = p->apart;
  vec sum[TILE_ROWS][8];
#define IN_USE(v) vec_count(columns - (apart ? (v)*LANES % GROUP : (v)*LANES))
  const float *initial = p->initial;
  if (initial) initial += m * p->initial_row + n;
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      if (!initial) {
        sum[r][v] = vec_splat(0);
      } else {
        const float *from = initial + r * p->initial_row + AT_VECTOR(v);
        sum[r][v] = whole ? vec_load(from) : vec_load_first(from, IN_USE(v));
      }
    }
  const bool masked = !whole && !packed;
  fetch_walk walk = {0};
  if (fetching) walk = fetch_walk_of(asked, rows);
#define TAKE(a, a_row, a_column, count)                                                          \
  take_terms(rows, vectors, masked, fetching, columns, sum, a, a_row, a_column, b, p->b_row,     \
             count, &walk)
  const float *b = p->b + b_from;
  if (p->x_count > 0) b = TAKE(p->x + m * p->x_row, p->x_row, 1, p->x_count);
  const float *a = p->a + m * p->a_row;
  for (ptrdiff_t run = 0; run < p->runs; run++) {
    b = TAKE(a, p->a_row, p->a_column, p->k);
    a += p->a_run;
    b += p->b_gap;
  }
#undef TAKE
  const ptrdiff_t addend_row = p->addend_row, c_row = p->c_row;
  const float *addend = p->addend;
  if (addend) addend += m * addend_row + n;
  float *c = p->c + m * c_row + n;
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      vec result = sum[r][v];
      if (addend) {
        const float *from = addend + r * addend_row + AT_VECTOR(v);
        result = (whole ? vec_load(from) : vec_load_first(from, IN_USE(v))) + result;
      }
      float *to = c + r * c_row + AT_VECTOR(v);
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
    if (edge == WHOLE && asked && vectors == TILE_VECTORS)                                       \
      tile(rows, vectors, true, true, vectors == TILE_VECTORS, columns, p, m, n, b, asked);      \
    else if (edge == WHOLE)                                                                      \
      tile(rows, vectors, true, true, false, columns, p, m, n, b, NULL);                         \
    else if (edge == PADDED)                                                                     \
      tile(rows, vectors, false, true, false, columns, p, m, n, b, NULL);                        \
    else                                                                                         \
      tile(rows, vectors, false, false, false, columns, p, m, n, b, NULL);                       \
    break;
#define TILE(vectors)                                                                            \
  static void tile_##vectors(ptrdiff_t rows, int edge, ptrdiff_t columns, const product *p,      \
                             ptrdiff_t m, ptrdiff_t n, ptrdiff_t b, const fetches *asked) {      \
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
static void tile_row(int edge, ptrdiff_t columns, const product *p, ptrdiff_t m,
                     ptrdiff_t n, ptrdiff_t b) {
  if (edge == WHOLE)
    tile(1, 8, true, true, false, columns, p, m, n, b, NULL);
  else
    tile(1, 8, false, edge == PADDED, false, columns, p, m, n, b, NULL);
}

/// `asked`: null, or what is asked for meanwhile; only whole tiles of the full width do so.
static void tile_vectors(ptrdiff_t vectors, ptrdiff_t rows, int edge, ptrdiff_t columns,
                         const product *p, ptrdiff_t m, ptrdiff_t n, ptrdiff_t b,
                         const fetches *asked) {
  switch (vectors) {
    case 1: tile_1(rows, edge, columns, p, m, n, b, asked); break;
    case 2: tile_2(rows, edge, columns, p, m, n, b, asked); break;
#if TILE_VECTORS == 4
    case 3: tile_3(rows, edge, columns, p, m, n, b, asked); break;
    default: tile_4(rows, edge, columns, p, m, n, b, asked);
#endif
  }
}

/// A tile of up to six rows by one panel of `groups` groups with a packed right operand. `columns`
/// as for `tile`, `asked` as for `tile_vectors`.
static void panel_tile(ptrdiff_t rows, ptrdiff_t groups, ptrdiff_t columns, const product *p,
                       ptrdiff_t m, ptrdiff_t n, ptrdiff_t b, const fetches *asked) {
  const bool apart = p->apart;
  const int edge = columns >= (apart ? GROUP : groups * GROUP) ? WHOLE : PADDED;
#if LANES == GROUP
  tile_vectors(groups, rows, edge, columns, p, m, n, b, asked);
#else
  for (ptrdiff_t part = 0; part < groups * GROUP; part += TILE_VECTORS * LANES)
    tile_vectors(TILE_VECTORS, rows, edge, columns - (apart ? part % GROUP : part), p, m,
                 n + part / GROUP * p->group + part % GROUP, b + part, part == 0 ? asked : NULL);
#endif
}

/// The height of the next tile where `rows` rows are left, so that all are of nearly the same height.
static inline ptrdiff_t tile_height(ptrdiff_t rows) {
  if (rows <= TILE_ROWS) return rows;
  const ptrdiff_t tiles = (rows + TILE_ROWS - 1) / TILE_ROWS;
  return (rows + tiles - 1) / tiles;
}

/// The rows from ..< to in tiles: a loop over `row`, the first of `rows`.
#define EACH_TILE(from, to)                                                                      \
  for (ptrdiff_t row = (from), rows; (rows = tile_height((to)-row)) > 0; row += rows)
