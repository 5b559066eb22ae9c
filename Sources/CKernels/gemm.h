// The matrix product of any layout, straight from where its operands stand.

/// The rows and columns of c that are asked for, in column blocks, widest first, so that b's block
/// stays in the first cache.
static void gemm(range all_rows, range columns, const product *p) {
  ptrdiff_t n = columns.from;
  while (n < columns.to) {
    const ptrdiff_t left = columns.to - n;
    const ptrdiff_t vectors = (left + LANES - 1) / LANES;
    const ptrdiff_t taken = all_rows.to - all_rows.from == 1 && vectors > TILE_VECTORS ? 8
                            : vectors < TILE_VECTORS                ? vectors
                                                                    : TILE_VECTORS;
    const int edge = left >= taken * LANES ? WHOLE : MASKED;
    if (taken > TILE_VECTORS) {
      tile_row(edge, left, p, all_rows.from, n, n);
    } else {
      EACH_TILE(all_rows.from, all_rows.to) {
        tile_vectors(taken, rows, edge, left, p, row, n, n, NULL);
      }
    }
    n += taken * LANES;
  }
}

/// The same with a packed right operand, for columns.from ..< columns.to, of which the first begins
/// a panel.
static void packed_gemm(range all_rows, range columns, const product *p) {
  for (ptrdiff_t n = columns.from; n < columns.to; n += PANEL) {
    product panel = *p;
    panel.b_row = panel_width(columns.to, n);
    EACH_TILE(all_rows.from, all_rows.to) {
      panel_tile(rows, panel.b_row / GROUP, columns.to - n, &panel, row, n, n * p->k, NULL);
    }
  }
}

/// One column: y[r] = chain over k of a[r, k]·b[k] for a row-major a, side by side over rows, which a
/// transposition puts into lanes.
static void column_product(range rows, const product *p) {
  ptrdiff_t r = rows.from;
  for (; r + LANES <= rows.to; r += LANES) {
    float column[LANES];
    for (int lane = 0; lane < LANES; lane++)
      column[lane] = p->initial ? p->initial[(r + lane) * p->initial_row] : 0;
    vec sum = vec_load(column);
    for (ptrdiff_t k = 0; k < p->k; k += LANES) {
      const ptrdiff_t left = p->k - k < LANES ? p->k - k : LANES;
      vec block[LANES];
      const float *a = p->a + r * p->a_row + k;
      if (left == LANES) {
#pragma clang loop unroll(full)
        for (int lane = 0; lane < LANES; lane++) block[lane] = vec_load(a + lane * p->a_row);
      } else {
        for (int lane = 0; lane < LANES; lane++)
          block[lane] = vec_load_first(a + lane * p->a_row, left);
      }
      vec_transpose(block);
      const float *b = p->b + k * p->b_row;
      if (left == LANES) {
#pragma clang loop unroll(full)
        for (int j = 0; j < LANES; j++) sum = vec_fma(block[j], vec_splat(b[j * p->b_row]), sum);
      } else {
        for (int j = 0; j < left; j++) sum = vec_fma(block[j], vec_splat(b[j * p->b_row]), sum);
      }
    }
    vec_store(column, sum);
    for (int lane = 0; lane < LANES; lane++) {
      float *to = p->c + (r + lane) * p->c_row;
      *to = p->addend ? *to + column[lane] : column[lane];
    }
  }
  if (r < rows.to) gemm((range){r, rows.to}, (range){0, 1}, p);
}

static void run_gemm(const lab_gemm *call, float *arena, share s) {
  product p = {
      .a = arena + call->a, .a_row = call->a_row, .a_column = call->a_column,
      .k = call->k, .runs = 1,
      .b = arena + call->b, .b_row = call->b_row,
      .initial = at_or_null(arena, call->initial), .initial_row = call->initial_row,
      .c = arena + call->c, .c_row = call->c_row, .group = GROUP,
  };
  if (call->add) {
    p.addend = p.c;
    p.addend_row = p.c_row;
  }
  ptrdiff_t m = call->m, n = call->n;
  if (!call->packed && n == 1 && p.a_row == 1 && p.c_row == 1 && !p.initial) {
    // A product with a column is that of the transposes: its outputs lie side by side then.
    const product transposed = {
        .a = p.b, .a_column = p.b_row, .k = p.k, .runs = 1, .b = p.a, .b_row = p.a_column,
        .addend = p.addend, .c = p.c, .group = GROUP};
    p = transposed;
    n = m;
    m = 1;
  }
  const range rows = m >= n ? part_of(m, TILE_ROWS, s) : (range){0, m};
  const range columns = m >= n ? (range){0, n} : part_of(n, call->packed ? PANEL : GROUP, s);
  if (call->packed)
    packed_gemm(rows, columns, &p);
  else if (m >= n && n == 1 && p.a_column == 1)
    column_product(rows, &p);
  else
    gemm(rows, columns, &p);
}
