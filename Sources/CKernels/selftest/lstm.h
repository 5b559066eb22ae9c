// The LSTM, forward and backward.

/// Batch, steps, features and units.
static const int64_t layers[][4] = {
    {1, 1, 1, 1},  {1, 7, 2, 1},   {3, 7, 1, 3},   {16, 1, 3, 5},   {3, 1, 5, 17}, {1, 7, 17, 33},
    {16, 7, 3, 5}, {33, 7, 2, 17}, {33, 1, 33, 33}, {3, 2, 66, 65}, {2, 130, 3, 5},
};

/// The units that a kernel can do.
static int64_t most_units(lab_kernel kernel) {
  switch (kernel) {
    case LAB_LSTM_SMALL: case LAB_LSTM_GRADIENT_SMALL: return 16;
    case LAB_LSTM_LANES: case LAB_LSTM_GRADIENT_LANES: return 64;
    default: return INT64_MAX;
  }
}

static void forward_case(bench *at, lab_kernel kernel, bool masked) {
  for (int64_t n = 0; n < COUNT(layers); n++)
    for (int way = 0; way < 4; way++) {
      const int64_t B = layers[n][0], T = layers[n][1], I = layers[n][2], H = layers[n][3];
      const int64_t x = place(at, B * T * I, n % 3 == 2 ? TINY : SMALL);
      const bool unpacked = kernel == LAB_LSTM_SMALL || kernel == LAB_LSTM_LANES;
      if (H > most_units(kernel)) continue;
      const int64_t W = optional_place(at, unpacked, I * 4 * H);
      const int64_t U = optional_place(at, unpacked, H * 4 * H);
      const int64_t packed =
          kernel == LAB_LSTM ? panels(4 * (I + H), H) : panels(I + H, 4 * H);
      const int64_t weights = optional_place(at, !unpacked, packed);
      const int64_t bias = optional_place(at, way & 1, 4 * H);
      const int64_t h0 = optional_place(at, way & 2, B * H);
      const int64_t c0 = optional_place(at, way & 2, B * H);
      const int64_t gates = place(at, B * T * 4 * H, SMALL);
      const int64_t cells = place(at, B * T * H, SMALL);
      const int64_t activated = optional_place(at, n % 2 == 0, B * T * H);
      const int64_t hidden = place(at, B * T * H, SMALL);
      const int64_t mask = masked ? mask_place(at, B * T) : LAB_ABSENT;
      finish(at, kernel,
             (lab_arguments){
                 .lstm = {B, T, I, H, x, W, U, weights, bias, h0, c0, gates, cells,
                          activated, hidden, mask}});
    }
}

static void lstm_case(bench *at, lab_kernel kernel) { forward_case(at, kernel, false); }
static void lstm_masked_case(bench *at, lab_kernel kernel) { forward_case(at, kernel, true); }

/// What may arrive: the gradients of all h (2), of the last h (4) and of the last c (8). Only with
/// `states` are there the latter, alone as well, and the gradients of the initial states.
static void backward_case(bench *at, lab_kernel kernel, bool masked, bool states) {
  for (int64_t n = 0; n < COUNT(layers); n++)
    for (int way = 2; way < (states ? 16 : 8); way++) {
      const int64_t B = layers[n][0], T = layers[n][1], H = layers[n][3];
      if (H > most_units(kernel)) continue;
      const int64_t gates = place(at, B * T * 4 * H, POSITIVE);
      const int64_t cells = place(at, B * T * H, SMALL);
      const int64_t activated = place(at, B * T * H, SMALL);
      const int64_t c0 = optional_place(at, way & 1, B * H);
      const int64_t transposed = place(at, panels(4 * H, H), SMALL);
      const int64_t d_hidden =
          way & 2 ? place(at, B * T * H, n % 3 == 2 ? TINY : SMALL) : LAB_ABSENT;
      const int64_t d_last = optional_place(at, way & 4, B * H);
      const int64_t dz = n % 2 == 0 ? place(at, B * T * 4 * H, SMALL) : gates;
      const bool gives_initial = states && way & 1;
      const bool tiles = kernel == LAB_LSTM_GRADIENT;
      const int64_t d_c0 = optional_place(at, tiles || gives_initial, B * H);
      const int64_t mask = masked ? mask_place(at, B * T) : LAB_ABSENT;
      const int64_t d_last_cell = optional_place(at, way & 8, B * H);
      const int64_t d_h0 = optional_place(at, (tiles && masked) || gives_initial, B * H);
      finish(at, kernel,
             (lab_arguments){
                 .lstm_gradient = {B, T, H, gates, cells, activated, c0, transposed, d_hidden,
                                   d_last, dz, d_c0, mask, d_last_cell, d_h0, gives_initial}});
    }
}

static void lstm_gradient_case(bench *at, lab_kernel kernel) {
  backward_case(at, kernel, false, false);
}
static void lstm_gradient_masked_case(bench *at, lab_kernel kernel) {
  backward_case(at, kernel, true, false);
}
static void lstm_gradient_states_case(bench *at, lab_kernel kernel) {
  backward_case(at, kernel, false, true);
}
static void lstm_gradient_masked_states_case(bench *at, lab_kernel kernel) {
  backward_case(at, kernel, true, true);
}

static void lstm_input_gradient_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(layers); n++) {
    const int64_t rows = layers[n][0] * layers[n][1], I = layers[n][2], H = layers[n][3];
    const int64_t dz = place(at, rows * 4 * H, SMALL);
    const int64_t transposed = place(at, panels(4 * H, I), SMALL);
    const int64_t d_x = place(at, rows * I, SMALL);
    finish(at, kernel, (lab_arguments){.lstm_input_gradient = {rows, I, H, dz, transposed, d_x}});
  }
}

static void lstm_weight_gradient_case(bench *at, lab_kernel kernel) {
  for (int64_t n = 0; n < COUNT(layers); n++)
    for (int way = 0; way < 8; way++) {
      const int64_t B = layers[n][0], T = layers[n][1], I = layers[n][2], H = layers[n][3];
      const int64_t x = place(at, B * T * I, SMALL), hidden = place(at, B * T * H, SMALL);
      const int64_t h0 = optional_place(at, way & 1, B * H);
      const int64_t dz = place(at, B * T * 4 * H, SMALL);
      const int64_t d_kernel = optional_place(at, way & 2, I * 4 * H);
      const int64_t d_recurrent = place(at, H * 4 * H, SMALL);
      const int64_t d_bias = optional_place(at, way & 4, 4 * H);
      finish(at, kernel,
             (lab_arguments){
                 .lstm_weight_gradient = {B, T, I, H, x, hidden, h0, dz, d_kernel, d_recurrent, d_bias}});
    }
}
