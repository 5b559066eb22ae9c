// A measure of the machine: multiply-adds with nothing in their way.

/// Vectors in one tile. Each is a chain that waits for itself alone: twelve keep two
/// multiply-adders of four cycles busy (eight would do) and leave room for both operands in sixteen
/// registers.
#define PEAK_CHAINS 12

/// Floats that stay together: a tile of the widest vectors.
#define PEAK_GROUP (PEAK_CHAINS * 16)

static void run_peak(const lab_peak *call, float *arena, share s) {
  const range all = part_of(call->count, PEAK_GROUP, s);
  const vec factor = vec_splat(call->factor), addend = vec_splat(call->addend);
  for (ptrdiff_t n = all.from; n < all.to; n += PEAK_CHAINS * LANES) {
    float *y = arena + call->y + n;
    vec chain[PEAK_CHAINS];
    for (int c = 0; c < PEAK_CHAINS; c++) chain[c] = vec_load(y + c * LANES);
    for (int64_t round = 0; round < call->rounds; round++)
      for (int c = 0; c < PEAK_CHAINS; c++) chain[c] = vec_fma(chain[c], factor, addend);
    for (int c = 0; c < PEAK_CHAINS; c++) vec_store(y + c * LANES, chain[c]);
  }
}
