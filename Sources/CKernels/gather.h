// Rows of a table by their numbers.

static ptrdiff_t gather_row(const lab_gather *call, const float *arena, ptrdiff_t r) {
  int32_t id;
  memcpy(&id, arena + call->ids + r, sizeof id);
  // Data are checked before a run; whatever else comes stays inside the table.
  return id < 0 ? 0 : id < call->table_rows ? id : (ptrdiff_t)call->table_rows - 1;
}

static void run_cast(const lab_unary *call, float *arena, share s) {
  const range all = part_of(call->count, GROUP, s);
  for (ptrdiff_t n = all.from; n < all.to; n++) {
    const float x = arena[call->x + n];
    const int32_t y = x >= -0x1p30f && x <= 0x1p30f ? (int32_t)x : 0;
    memcpy(arena + call->y + n, &y, sizeof y);
  }
}

static void run_gather(const lab_gather *call, float *arena, share s) {
  const range rows = part_of(call->rows, 1, s);
  const ptrdiff_t columns = call->columns;
  for (ptrdiff_t r = rows.from; r < rows.to; r++)
    copy_rows(1, columns, arena + call->table + gather_row(call, arena, r) * columns, columns,
              arena + call->y + r * columns, columns);
}

static void run_gather_gradient(const lab_gather *call, float *arena, share s) {
  const range part = part_of(call->columns, GROUP, s);
  const ptrdiff_t columns = call->columns;
  for (ptrdiff_t r = 0; r < call->table_rows; r++)
    clear_row(part.to - part.from, arena + call->table + r * columns + part.from);
  for (ptrdiff_t r = 0; r < call->rows; r++) {
    float *row = arena + call->table + gather_row(call, arena, r) * columns + part.from;
    add_row(part.to - part.from, row, arena + call->y + r * columns + part.from, row);
  }
}
