// The matrix product. C[m, n] is one chain over k; a tile of C stays in registers for all of it.

// The widest tile in vectors for six rows: as many accumulators as fit beside the operands.
#if LANES == 16
#define GEMM_VECTORS 4
#else
#define GEMM_VECTORS 2
#endif
#define GEMM_ROWS 6

typedef struct {
  const float *a;
  ptrdiff_t a_row, a_column;
  const float *b;
  ptrdiff_t b_row;
  const float *initial;  // null: from zero
  ptrdiff_t initial_row;
  float *c;
  ptrdiff_t c_row;
  ptrdiff_t k;
  bool add;
} gemm_operands;

/// One tile of `rows` by `vectors` registers; the last register of a row has `last` lanes in use.
/// `rows`, `vectors` and `whole` are constants where this is called, so that every loop over them
/// unrolls and the accumulators live in registers.
static inline __attribute__((always_inline)) void gemm_tile(
    const int rows, const int vectors, const bool whole, ptrdiff_t last, const gemm_operands *g) {
  vec sum[GEMM_ROWS][8];
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      if (!g->initial) {
        sum[r][v] = vec_splat(0);
      } else {
        const float *from = g->initial + r * g->initial_row + v * LANES;
        sum[r][v] = whole || v < vectors - 1 ? vec_load(from) : vec_load_first(from, last);
      }
    }
  for (ptrdiff_t k = 0; k < g->k; k++) {
    const float *b = g->b + k * g->b_row, *a = g->a + k * g->a_column;
    vec right[8];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++)
      right[v] = whole || v < vectors - 1 ? vec_load(b + v * LANES)
                                          : vec_load_first(b + v * LANES, last);
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
      const vec left = vec_splat(a[r * g->a_row]);
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) sum[r][v] = vec_fma(left, right[v], sum[r][v]);
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      float *to = g->c + r * g->c_row + v * LANES;
      if (whole || v < vectors - 1) {
        vec_store(to, g->add ? vec_load(to) + sum[r][v] : sum[r][v]);
      } else {
        vec_store_first(to, g->add ? vec_load_first(to, last) + sum[r][v] : sum[r][v], last);
      }
    }
}

#define GEMM_TILE(rows, vectors)                                                                 \
  static void gemm_tile_##rows##x##vectors(ptrdiff_t last, const gemm_operands *g) {             \
    if (last == LANES)                                                                           \
      gemm_tile(rows, vectors, true, last, g);                                                   \
    else                                                                                         \
      gemm_tile(rows, vectors, false, last, g);                                                  \
  }
#define GEMM_TILES(vectors)                                                                      \
  GEMM_TILE(1, vectors)                                                                          \
  GEMM_TILE(2, vectors)                                                                          \
  GEMM_TILE(3, vectors)                                                                          \
  GEMM_TILE(4, vectors)                                                                          \
  GEMM_TILE(5, vectors)                                                                          \
  GEMM_TILE(6, vectors)
GEMM_TILES(1)
GEMM_TILES(2)
#if GEMM_VECTORS == 4
GEMM_TILES(4)
#endif
GEMM_TILE(1, 8)

/// Where each operand's tile at row m and column n begins.
static gemm_operands gemm_at(const gemm_operands *g, ptrdiff_t m, ptrdiff_t n) {
  gemm_operands at = *g;
  at.a += m * g->a_row;
  at.b += n;
  if (at.initial) at.initial += m * g->initial_row + n;
  at.c += m * g->c_row + n;
  return at;
}

#define GEMM_CASE(rows, vectors)                                                                 \
  case rows:                                                                                     \
    gemm_tile_##rows##x##vectors(last, &at);                                                     \
    break;
#define GEMM_COLUMNS(vectors)                                                                    \
  static void gemm_columns_##vectors(ptrdiff_t rows, ptrdiff_t n, ptrdiff_t last,                \
                                     const gemm_operands *g) {                                   \
    for (ptrdiff_t m = 0; m < rows; m += GEMM_ROWS) {                                            \
      const gemm_operands at = gemm_at(g, m, n);                                                 \
      switch (rows - m) {                                                                        \
        GEMM_CASE(1, vectors)                                                                    \
        GEMM_CASE(2, vectors)                                                                    \
        GEMM_CASE(3, vectors)                                                                    \
        GEMM_CASE(4, vectors)                                                                    \
        GEMM_CASE(5, vectors)                                                                    \
        default:                                                                                 \
          gemm_tile_6x##vectors(last, &at);                                                      \
      }                                                                                          \
    }                                                                                            \
  }
GEMM_COLUMNS(1)
GEMM_COLUMNS(2)
#if GEMM_VECTORS == 4
GEMM_COLUMNS(4)
#endif

/// C (rows by columns) in column blocks, widest first, so that B's block stays in the first cache.
static void gemm(ptrdiff_t rows, ptrdiff_t columns, const gemm_operands *g) {
  ptrdiff_t n = 0;
  while (n < columns) {
    const ptrdiff_t left = columns - n;
    const ptrdiff_t vectors = (left + LANES - 1) / LANES;
    const ptrdiff_t taken = rows == 1 && vectors >= 8    ? 8
                            : vectors >= GEMM_VECTORS    ? GEMM_VECTORS
                            : vectors >= 2               ? 2
                                                         : 1;
    const ptrdiff_t width = taken * LANES;
    const ptrdiff_t last = left >= width ? LANES : left - (taken - 1) * LANES;
    if (taken == 8) {
      const gemm_operands at = gemm_at(g, 0, n);
      gemm_tile_1x8(last, &at);
    } else if (taken == 1) {
      gemm_columns_1(rows, n, last, g);
    } else if (taken == 2) {
      gemm_columns_2(rows, n, last, g);
    } else {
#if GEMM_VECTORS == 4
      gemm_columns_4(rows, n, last, g);
#endif
    }
    n += width;
  }
}

static void run_gemm(const lab_gemm *call, float *arena) {
  const gemm_operands g = {
      .a = arena + call->a,
      .a_row = call->a_row,
      .a_column = call->a_column,
      .b = arena + call->b,
      .b_row = call->b_row,
      .initial = at_or_null(arena, call->initial),
      .initial_row = call->initial_row,
      .c = arena + call->c,
      .c_row = call->c_row,
      .k = call->k,
      .add = call->add != 0,
  };
  gemm(call->m, call->n, &g);
}
