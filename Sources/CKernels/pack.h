// Right operands of products, copied into panels of up to four groups of sixteen columns whose rows
// follow each other. A panel's last group is padded with zeros. So they are read in order, and
// distances between rows that are powers of two do no harm to caches.

/// block[i][j] = source[i·row + j·column] for i < rows, j < columns, zero elsewhere.
static void load_block(vec block[LANES], const float *source, ptrdiff_t row, ptrdiff_t column,
                       ptrdiff_t rows, ptrdiff_t columns) {
  const ptrdiff_t lines = column == 1 ? rows : columns, lanes = column == 1 ? columns : rows;
  const ptrdiff_t line = column == 1 ? row : column;
  for (ptrdiff_t n = 0; n < LANES; n++)
    block[n] = n < lines ? vec_load_first(source + n * line, vec_count(lanes)) : vec_splat(0);
  if (column != 1) vec_transpose(block);
}

/// One group: `rows` rows of `columns` (at most sixteen) columns; panel rows are `width` apart.
static void pack_group(const float *source, ptrdiff_t row, ptrdiff_t column, ptrdiff_t rows,
                       ptrdiff_t columns, float *target, ptrdiff_t width) {
  for (ptrdiff_t k = 0; k < rows; k += LANES) {
    const ptrdiff_t lines = rows - k < LANES ? rows - k : LANES;
    for (ptrdiff_t n = 0; n < GROUP; n += LANES) {
      vec block[LANES];
      load_block(block, source + k * row + n * column, row, column, lines, columns - n);
      for (ptrdiff_t line = 0; line < lines; line++)
        vec_store(target + (k + line) * width + n, block[line]);
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
