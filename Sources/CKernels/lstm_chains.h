// The products of an LSTM's backward pass: one chain a gate, added in the order i, f, c, o.

/// What the cells of a tile read once its chains are ended, if it is not in a cache.
typedef struct {
  lines gates;     // those of the first gate; the others are `units` further each
  lines c_before;
} cell_lines;

/// A tile of Σ over gates of dz·Wᵀ: one chain a gate, each from zero, added to `addend` (null: to
/// nothing) in the order i, f, c, o. dz rows are `dz_row` apart; `weights` are packed with 4H rows.
/// `asked`: null, or what is asked for meanwhile.
static void tile_gate_chains(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t units, const float *dz,
                             ptrdiff_t dz_row, const float *weights, const float *addend,
                             ptrdiff_t addend_row, float *c, ptrdiff_t c_row,
                             const cell_lines *asked) {
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
      some = (fetches){{asked->gates, gate == 0 ? asked->c_before : (lines){0}}, NULL};
      some.soon[0].at += gate * units;
      if (gate == 1 && addend) some.soon[1] = (lines){addend, addend_row, GROUP, groups};
    }
    panel_tile(rows, groups, columns, &from_gate, 0, 0, 0, asked ? &some : NULL);
  }
}

/// The same for one row, the chains of `gates` gates at a time: as many side by side as hide the
/// latency of their terms.
static inline __attribute__((always_inline)) void row_gate_chains(
    const int vectors, const int gates, ptrdiff_t units, const float *dz, const float *weights,
    const float *addend, ptrdiff_t columns, float *d_h) {
  const ptrdiff_t width = (columns + GROUP - 1) / GROUP * GROUP;
  vec total[ROW_VECTORS];
#pragma clang loop unroll(full)
  for (int v = 0; v < vectors; v++)
    total[v] = addend ? vec_load_first(addend + v * LANES, vec_count(columns - v * LANES))
                      : vec_splat(0);
  for (ptrdiff_t gate = 0; gate < 4; gate += gates) {
    vec sum[4][ROW_VECTORS];
#pragma clang loop unroll(full)
    for (int g = 0; g < gates; g++)
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) sum[g][v] = vec_splat(0);
    for (ptrdiff_t k = 0; k < units; k++)
#pragma clang loop unroll(full)
      for (int g = 0; g < gates; g++) {
        const vec left = vec_splat(dz[(gate + g) * units + k]);
        const float *row = weights + ((gate + g) * units + k) * width;
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++)
          sum[g][v] = vec_fma(left, vec_load(row + v * LANES), sum[g][v]);
      }
#pragma clang loop unroll(full)
    for (int g = 0; g < gates; g++)
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++)
        total[v] = !addend && gate + g == 0 ? sum[g][v] : total[v] + sum[g][v];
  }
#pragma clang loop unroll(full)
  for (int v = 0; v < vectors; v++) vec_store(d_h + v * LANES, total[v]);
}

/// Any number of rows up to a tile's, into c whose rows are a panel wide.
static void gate_chains(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t units, const float *dz,
                        ptrdiff_t dz_row, const float *weights, const float *addend,
                        ptrdiff_t addend_row, float *c, const cell_lines *asked) {
#define ROW_CHAINS(groups, gates)                                                                \
  row_gate_chains((groups)*GROUP / LANES, gates, units, dz, weights, addend, columns, c)
  const ptrdiff_t groups = rows > 1 ? 0 : (columns + GROUP - 1) / GROUP;
  switch (groups < PANEL_GROUPS ? groups : PANEL_GROUPS) {
#if LANES == 16
    case 1: ROW_CHAINS(1, 4); break;
    case 2: ROW_CHAINS(2, 4); break;
    case 3: ROW_CHAINS(3, 2); break;
    case 4: ROW_CHAINS(4, 2); break;
#elif LANES == 8
    case 1: ROW_CHAINS(1, 4); break;
    case 2: ROW_CHAINS(2, 2); break;
    case 3: ROW_CHAINS(3, 1); break;
    case 4: ROW_CHAINS(4, 1); break;
#endif
    default:
      tile_gate_chains(rows, columns, units, dz, dz_row, weights, addend, addend_row, c, PANEL,
                       asked);
  }
#undef ROW_CHAINS
}
