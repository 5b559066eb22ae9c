// Right operands of products, copied into panels of up to four groups of sixteen columns whose rows
// follow each other. A panel's last group is padded with zeros. So they are read in order, and
// distances between rows that are powers of two do no harm to caches.

/// block[i][j] = source[i + j·column] for i < rows, j < columns, zero elsewhere.
static inline void load_transposed(vec block[LANES], const float *source, ptrdiff_t column,
                                   ptrdiff_t rows, ptrdiff_t columns) {
  if (rows >= LANES && columns >= LANES) {
#pragma clang loop unroll(full)
    for (int n = 0; n < LANES; n++) block[n] = vec_load(source + n * column);
  } else {
    for (ptrdiff_t n = 0; n < LANES; n++)
      block[n] = n < columns ? vec_load_first(source + n * column, vec_count(rows)) : vec_splat(0);
  }
  vec_transpose(block);
}

/// Rows of at most a panel's columns that lie side by side, padded with zeros to whole groups; those
/// of the panel are `width` apart. Kept out of its callers, where registers are scarce.
static __attribute__((noinline)) void pack_rows(const float *source, ptrdiff_t row, ptrdiff_t rows,
                                                ptrdiff_t columns, float *target,
                                                ptrdiff_t width) {
  for (ptrdiff_t k = 0; k < rows; k++) {
    if (columns == PANEL) {
#pragma clang loop unroll(full)
      for (int n = 0; n < PANEL; n += LANES) vec_store(target + n, vec_load(source + n));
    } else {
      for (ptrdiff_t n = 0; n < columns; n += GROUP)
#pragma clang loop unroll(full)
        for (int lane = 0; lane < GROUP; lane += LANES)
          vec_store(target + n + lane,
                    vec_load_first(source + n + lane, vec_count(columns - n - lane)));
    }
    source += row;
    target += width;
  }
}

/// One group: `rows` rows of `columns` (at most sixteen) columns; panel rows are `width` apart. Rows
/// or columns of the source are dense.
static void pack_group(const float *source, ptrdiff_t row, ptrdiff_t column, ptrdiff_t rows,
                       ptrdiff_t columns, float *target, ptrdiff_t width) {
  if (column == 1) {
    pack_rows(source, row, rows, columns, target, width);
    return;
  }
  for (ptrdiff_t k = 0; k < rows; k += LANES) {
    const ptrdiff_t lines = rows - k < LANES ? rows - k : LANES;
    for (ptrdiff_t n = 0; n < GROUP; n += LANES) {
      vec block[LANES];
      load_transposed(block, source + k + n * column, column, rows - k, columns - n);
      if (lines == LANES) {
#pragma clang loop unroll(full)
        for (int line = 0; line < LANES; line++)
          vec_store(target + (k + line) * width + n, block[line]);
      } else {
        for (ptrdiff_t line = 0; line < lines; line++)
          vec_store(target + (k + line) * width + n, block[line]);
      }
    }
  }
}

/// The width of the panel that begins with column `first` of `columns`.
static ptrdiff_t panel_width(ptrdiff_t columns, ptrdiff_t first) {
  const ptrdiff_t left = (columns - first + GROUP - 1) / GROUP * GROUP;
  return left < PANEL ? left : PANEL;
}

static void run_pack(const lab_pack *call, float *arena, share s) {
  const ptrdiff_t columns = call->columns;
  const range groups = part_of((columns + GROUP - 1) / GROUP, 1, s);
  const float *source = arena + call->source;
  float *target = arena + call->target;
  for (ptrdiff_t n = groups.from * GROUP; n < groups.to * GROUP; n += GROUP) {
    const ptrdiff_t left = columns - n < GROUP ? columns - n : GROUP;
    if (call->gates) {
      for (ptrdiff_t gate = 0; gate < 4; gate++)
        pack_group(source + gate * columns + n, 4 * columns, 1, call->rows, left,
                   target + (n / GROUP * call->depth + call->first) * PANEL + gate * GROUP, PANEL);
    } else {
      const ptrdiff_t first = n / PANEL * PANEL, width = panel_width(columns, first);
      pack_group(source + n * call->column, call->row, call->column, call->rows, left,
                 target + first * call->depth + call->first * width + (n - first), width);
    }
  }
}
