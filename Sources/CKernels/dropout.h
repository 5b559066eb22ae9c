// Random masks by Philox 4x32-10 (J. Salmon et al., Parallel random numbers: as easy as 1, 2, 3, 2011).

static void philox(uint32_t counter[4], uint32_t key_low, uint32_t key_high) {
  for (int round = 0; round < 10; round++) {
    const uint64_t first = (uint64_t)0xD2511F53 * counter[0];
    const uint64_t second = (uint64_t)0xCD9E8D57 * counter[2];
    counter[0] = (uint32_t)(second >> 32) ^ counter[1] ^ key_low;
    counter[2] = (uint32_t)(first >> 32) ^ counter[3] ^ key_high;
    counter[1] = (uint32_t)second;
    counter[3] = (uint32_t)first;
    key_low += 0x9E3779B9;
    key_high += 0xBB67AE85;
  }
}

static void run_dropout(const lab_dropout *call, float *arena, share s) {
  const range all = part_of(call->count, GROUP, s);
  uint32_t seed[2], step;
  memcpy(seed, arena + call->seed, sizeof seed);
  memcpy(&step, arena + call->step, sizeof step);
  for (ptrdiff_t start = all.from; start < all.to; start += 4) {
    uint32_t words[4] = {(uint32_t)(start / 4), step, (uint32_t)call->stream,
                         (uint32_t)((uint64_t)call->stream >> 32)};
    philox(words, seed[0], seed[1]);
    for (ptrdiff_t n = start; n < all.to && n < start + 4; n++)
      arena[call->y + n] = (words[n - start] >> 8) >= (uint32_t)call->threshold ? call->scale : 0;
  }
}
