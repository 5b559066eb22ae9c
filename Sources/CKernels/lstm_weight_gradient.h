// The gradients of an LSTM's weights: one chain an element over samples (outer) and steps (inner).

/// Rows of gate gradients that are packed at a time.
#define CHUNK 128

/// Some rows of the batch, whole samples or a piece of one, with their gate gradients.
typedef struct {
  const lab_lstm_weight_gradient *call;
  float *arena;
  ptrdiff_t sample, step;     // the first ones
  ptrdiff_t samples, length;  // their number, and the steps of each
  ptrdiff_t first, rows;      // the same as rows of [batch · steps]
  const float *dz;            // of a panel's columns, rows `dz_row` apart
  ptrdiff_t dz_row;
  bool packed;
  ptrdiff_t column, columns;  // of the 4H columns
} chunk;

/// Tiles of outputs up to which gate gradients are read where they are.
#define FEW_TILES 2

/// One tile of outputs of a panel.
static void weight_tile(const chunk *at, ptrdiff_t rows, const product *p, ptrdiff_t m,
                        const fetches *asked) {
  const ptrdiff_t groups = (at->columns + GROUP - 1) / GROUP;
  if (at->packed)
    panel_tile(rows, groups, at->columns, p, m, 0, 0, asked);
  else
    gemm((range){m, m + rows}, (range){0, at->columns}, p);
}

/// Lets the chains of `rows` outputs take the terms of `p`, which gives the left operand.
static void weight_chains(const chunk *at, ptrdiff_t rows_in_all, product *p, int64_t output) {
  const ptrdiff_t row_length = 4 * at->call->units;
  p->a_row = 1;
  p->x_row = 1;
  p->b_row = at->dz_row;
  p->c = at->arena + output + at->column;
  p->c_row = row_length;
  p->group = GROUP;
  if (at->first > 0) {
    p->initial = p->c;
    p->initial_row = row_length;
  }
  // Asked for: the next tile's outputs; and the gate gradients that are packed next, a row for each
  // of ours.
  const ptrdiff_t next = at->column + PANEL;
  const bool far_away = lstm_is_far_away(at->call->batch * at->call->steps, at->call->features,
                                         at->call->units);
  EACH_TILE(0, rows_in_all) {
    fetches asked;
    if (far_away) {
      const float *packed_next =
          at->arena + at->call->gate_gradients + (at->first + row) * row_length + next;
      const bool more = row < at->rows && next < row_length;
      asked = (fetches){{{p->c + (row + rows) * row_length, row_length, GROUP, PANEL_GROUPS},
                         {packed_next, row_length, GROUP, more ? PANEL_GROUPS : 0},
                         {NULL, 0, 0, 0}},
                        NULL};
    }
    weight_tile(at, rows, p, row, far_away ? &asked : NULL);
  }
}

static void recurrent_chains(const chunk *at) {
  const lab_lstm_weight_gradient *call = at->call;
  const ptrdiff_t units = call->units;
  const float *hidden = at->arena + call->hidden + at->first * units;
  const bool begins = at->step == 0;
  const bool has_state = begins && call->h0 != LAB_ABSENT;
  // The first step of a sample has no h before it, but for the initial one.
  product terms = {
      .x = has_state ? at->arena + call->h0 + at->sample * units : NULL, .x_count = has_state,
      .a = begins ? hidden : hidden - units, .a_column = units,
      .k = begins ? at->length - 1 : at->length,
      .runs = at->samples, .a_run = call->steps * units, .b_gap = at->dz_row,
      .b = begins && !has_state ? at->dz + at->dz_row : at->dz};
  weight_chains(at, units, &terms, call->d_recurrent);
}

static void kernel_chains(const chunk *at) {
  const ptrdiff_t features = at->call->features;
  product terms = {
      .a = at->arena + at->call->x + at->first * features, .a_column = features, .k = at->rows,
      .runs = 1, .b = at->dz};
  weight_chains(at, features, &terms, at->call->d_kernel);
}

static void bias_chains(const chunk *at) {
  const float one = 1;
  product terms = {.a = &one, .a_column = 0, .k = at->rows, .runs = 1, .b = at->dz};
  weight_chains(at, 1, &terms, at->call->d_bias);
}

/// Features up to which x and the one of the bias make a tile together.
#define FEW_FEATURES (TILE_ROWS - 1)

/// The left operand of a tile for kernel and bias: x and a one in each row.
static void few_inputs(const lab_lstm_weight_gradient *call, const float *arena, ptrdiff_t first,
                       ptrdiff_t rows, float *inputs) {
  const ptrdiff_t features = call->features;
  for (ptrdiff_t r = 0; r < rows; r++) {
    for (ptrdiff_t f = 0; f < features; f++)
      inputs[r * TILE_ROWS + f] = arena[call->x + (first + r) * features + f];
    inputs[r * TILE_ROWS + features] = 1;
  }
}

/// The chains of the kernel and of the bias, whose few rows would each wait for themselves, in one
/// tile.
static void few_chains(const chunk *at, const float *inputs) {
  const lab_lstm_weight_gradient *call = at->call;
  const ptrdiff_t features = call->features, length = 4 * call->units;
  float *d_kernel = at->arena + call->d_kernel + at->column;
  float *d_bias = at->arena + call->d_bias + at->column;
  _Alignas(64) float sums[TILE_ROWS * PANEL];
  if (at->first > 0) {
    copy_rows(features, at->columns, d_kernel, length, sums, PANEL);
    copy_rows(1, at->columns, d_bias, 0, sums + features * PANEL, 0);
  }
  const product terms = {
      .a = inputs, .a_row = 1, .a_column = TILE_ROWS, .k = at->rows, .runs = 1,
      .b = at->dz, .b_row = at->dz_row,
      .initial = at->first > 0 ? sums : NULL, .initial_row = PANEL,
      .c = sums, .c_row = PANEL, .group = GROUP};
  weight_tile(at, features + 1, &terms, 0, NULL);
  copy_rows(features, at->columns, sums, PANEL, d_kernel, length);
  copy_rows(1, at->columns, sums + features * PANEL, 0, d_bias, 0);
}

static void run_lstm_weight_gradient(const lab_lstm_weight_gradient *call, float *arena, share s) {
  const ptrdiff_t steps = call->steps, length = 4 * call->units;
  // A chunk is whole samples, or, of a long one, some steps; an initial state is a sample's own.
  const ptrdiff_t together = call->h0 != LAB_ABSENT || 2 * steps > CHUNK ? 1 : CHUNK / steps;
  const range columns = part_of(length, GROUP, s);
  const bool few = call->features <= FEW_FEATURES && call->d_kernel != LAB_ABSENT &&
                   call->d_bias != LAB_ABSENT;
  const bool packed = call->units > FEW_TILES * TILE_ROWS;
  _Alignas(64) float panel[CHUNK * PANEL];
  float inputs[CHUNK * TILE_ROWS];
  ptrdiff_t sample = 0, step = 0;
  while (sample < call->batch) {
    const ptrdiff_t samples = together < call->batch - sample ? together : call->batch - sample;
    const ptrdiff_t steps_left = steps - step;
    const ptrdiff_t chunk_steps = samples == 1 && steps_left > CHUNK ? CHUNK : steps_left;
    const ptrdiff_t first = sample * steps + step, rows = samples * chunk_steps;
    if (few) few_inputs(call, arena, first, rows, inputs);
    for (ptrdiff_t n = columns.from; n < columns.to; n += PANEL) {
      const ptrdiff_t count = columns.to - n < PANEL ? columns.to - n : PANEL;
      const float *dz = arena + call->gate_gradients + first * length + n;
      const ptrdiff_t width = panel_width(count, 0);
      if (packed) pack_rows(dz, length, rows, count, panel, width);
      const chunk at = {call, arena, sample, step, samples, chunk_steps, first, rows,
                        packed ? panel : dz, packed ? width : length, packed, n, count};
      if (few) {
        few_chains(&at, inputs);
      } else {
        if (call->d_kernel != LAB_ABSENT) kernel_chains(&at);
        if (call->d_bias != LAB_ABSENT) bias_chains(&at);
      }
      recurrent_chains(&at);
    }
    step += chunk_steps;
    if (step == steps) {
      sample += samples;
      step = 0;
    }
  }
}
