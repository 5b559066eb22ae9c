// The products of an LSTM's backward pass: one chain a gate, added in the order i, f, c, o.

/// What is asked for while a tile's chains are computed.
typedef struct {
  lines gates;  // those of the first gate; the others are `units` further each
  lines activated, c_before;
  const float *panel;  // the next lines of the next panel of weights; null: none
} cell_fetches;

/// A tile of Σ over gates of dz·Wᵀ: one chain a gate, each from zero, added to `addend` (null: to
/// nothing) in the order i, f, c, o. dz rows are `dz_row` apart; `weights` are packed with 4H rows.
/// `asked`: null, or what is asked for meanwhile.
static void tile_gate_chains(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t units, const float *dz,
                             ptrdiff_t dz_row, const float *weights, const float *addend,
                             ptrdiff_t addend_row, float *c, ptrdiff_t c_row,
                             const cell_fetches *asked) {
  const ptrdiff_t groups = columns < PANEL ? (columns + GROUP - 1) / GROUP : PANEL_GROUPS;
  const ptrdiff_t width = groups * GROUP;
  for (ptrdiff_t gate = 0; gate < 4; gate++) {
    const product from_gate = {
        .a = dz + gate * units, .a_row = dz_row, .a_column = 1, .k = units, .runs = 1,
        .b = weights + gate * units * width, .b_row = width,
        .addend = gate > 0 ? c : addend, .addend_row = gate > 0 ? c_row : addend_row,
        .c = c, .c_row = c_row, .group = GROUP};
    fetches some;
    if (asked) {
      const lines upstream = {addend, addend_row, GROUP, addend ? groups : 0};
      const lines others[4] = {asked->activated, asked->c_before, upstream, {NULL, 0, 0, 0}};
      const float *panel = asked->panel;
      if (panel) panel += gate * FETCHED_AHEAD(units);
      some = (fetches){{asked->gates, others[gate], {NULL, 0, 0, 0}}, panel};
      some.soon[0].at += gate * units;
    }
    panel_tile(rows, groups, columns, &from_gate, 0, 0, 0, asked ? &some : NULL);
  }
}

/// The same for few columns or rows, the chains of `gates` gates at a time: as many side by side as
/// hide the latency of their terms, and fewer passes over d_h, whose rows are a panel apart.
static inline __attribute__((always_inline)) void small_gate_chains(
    const int rows, const int vectors, const int gates, ptrdiff_t units, const float *dz,
    ptrdiff_t dz_row, const float *weights, const float *addend, ptrdiff_t addend_row,
    ptrdiff_t columns, float *d_h) {
  const ptrdiff_t width = (columns + GROUP - 1) / GROUP * GROUP;
  vec total[TILE_ROWS][ROW_VECTORS];
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++)
      total[r][v] = addend ? vec_load_first(addend + r * addend_row + v * LANES,
                                            vec_count(columns - v * LANES))
                           : vec_splat(0);
#pragma clang loop unroll(full)
  for (int gate = 0; gate < 4; gate += gates) {
    vec sum[4][TILE_ROWS][ROW_VECTORS];
#pragma clang loop unroll(full)
    for (int g = 0; g < gates; g++)
#pragma clang loop unroll(full)
      for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) sum[g][r][v] = vec_splat(0);
    for (ptrdiff_t k = 0; k < units; k++)
#pragma clang loop unroll(full)
      for (int g = 0; g < gates; g++) {
        vec right[ROW_VECTORS];
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++)
          right[v] = vec_load(weights + ((gate + g) * units + k) * width + v * LANES);
#pragma clang loop unroll(full)
        for (int r = 0; r < rows; r++) {
          const vec left = vec_splat(dz[r * dz_row + (gate + g) * units + k]);
#pragma clang loop unroll(full)
          for (int v = 0; v < vectors; v++) sum[g][r][v] = vec_fma(left, right[v], sum[g][r][v]);
        }
      }
#pragma clang loop unroll(full)
    for (int g = 0; g < gates; g++)
#pragma clang loop unroll(full)
      for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++)
          total[r][v] = !addend && gate + g == 0 ? sum[g][r][v] : total[r][v] + sum[g][r][v];
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) vec_store(d_h + r * PANEL + v * LANES, total[r][v]);
}

/// Any number of rows up to a tile's, into c whose rows are a panel wide.
static void gate_chains(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t units, const float *dz,
                        ptrdiff_t dz_row, const float *weights, const float *addend,
                        ptrdiff_t addend_row, float *c, const cell_fetches *asked) {
#define SMALL_CHAINS(rows, groups, gates)                                                        \
  case (rows)*PANEL_GROUPS + (groups)-1:                                                         \
    small_gate_chains(rows, (groups)*GROUP / LANES, gates, units, dz, dz_row, weights, addend,   \
                      addend_row, columns, c);                                                   \
    break;
  const ptrdiff_t groups = (columns + GROUP - 1) / GROUP;
  switch (rows * PANEL_GROUPS + groups - 1) {
#if LANES == 16
    SMALL_CHAINS(1, 1, 4)
    SMALL_CHAINS(1, 2, 4)
    SMALL_CHAINS(1, 3, 2)
    SMALL_CHAINS(1, 4, 2)
    SMALL_CHAINS(2, 1, 4)
    SMALL_CHAINS(3, 1, 4)
    SMALL_CHAINS(4, 1, 4)
    SMALL_CHAINS(5, 1, 4)
    SMALL_CHAINS(6, 1, 4)
    SMALL_CHAINS(2, 2, 4)
    SMALL_CHAINS(3, 2, 4)
    SMALL_CHAINS(4, 2, 2)
    SMALL_CHAINS(5, 2, 2)
    SMALL_CHAINS(6, 2, 2)
#elif LANES == 8
    SMALL_CHAINS(1, 1, 4)
    SMALL_CHAINS(1, 2, 2)
    SMALL_CHAINS(1, 3, 1)
    SMALL_CHAINS(1, 4, 1)
#endif
    default:
      tile_gate_chains(rows, columns, units, dz, dz_row, weights, addend, addend_row, c, PANEL,
                       asked);
  }
#undef SMALL_CHAINS
}
