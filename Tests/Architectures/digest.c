// Runs the kernels of an LSTM's training over pseudo-random memory and prints a digest of every bit,
// so that processors of different kinds can be compared. The argument names an instruction set.
#include "CKernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA = 1 << 18, WAVE = 4096, B = 3, T = 7, I = 2 };

static uint64_t state = 42;

/// Uniform in -1 ..< 1, from a linear congruential generator (Knuth's MMIX).
static float uniform(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (float)(int32_t)(state >> 32) * 0x1p-31f;
}

static int64_t end;

/// The place of `count` more floats.
static int64_t place(int64_t count) {
  const int64_t start = end;
  end += (count + 15) / 16 * 16;
  return start;
}

static uint64_t digest = 14695981039346656037u;

/// FNV-1a over the bits of the arena in use.
static void add_to_digest(const float *arena) {
  for (int64_t n = 0; n < end; n++) {
    uint32_t bits;
    memcpy(&bits, arena + n, sizeof bits);
    for (int shift = 0; shift < 32; shift += 8) {
      digest = (digest ^ ((bits >> shift) & 255)) * 1099511628211u;
    }
  }
}

static void train(lab_run run, float *arena, int64_t H) {
  for (int n = 0; n < ARENA; n++) arena[n] = uniform();
  end = 0;
  const int64_t x = place(B * T * I), W = place(I * 4 * H), U = place(H * 4 * H), b = place(4 * H),
                h0 = place(B * H), c0 = place(B * H), gates = place(B * T * 4 * H),
                cells = place(B * T * H), hidden = place(B * T * H), Ut = place(4 * H * H),
                dz = place(B * T * 4 * H), dh = place(B * H), dc = place(B * H),
                dU = place(4 * H * H), dy = place(B * T * H), m = place(4 * H * H),
                v = place(4 * H * H), adam = place(16), wave = place(WAVE);
  memset(arena + m, 0, (size_t)(4 * H * H) * sizeof(float));
  memset(arena + v, 0, (size_t)(4 * H * H) * sizeof(float));
  memset(arena + adam, 0, 16 * sizeof(float));
  for (int n = 0; n < WAVE; n++) arena[wave + n] *= 60;
  const lab_call calls[] = {
      {LAB_LSTM, {.lstm = {B, T, I, H, x, W, U, b, h0, c0, gates, cells, hidden}}},
      {LAB_TRANSPOSE, {.transpose = {H, 4 * H, U, Ut}}},
      {LAB_LSTM_GRADIENT,
       {.lstm_gradient = {B, T, H, gates, cells, c0, Ut, dy, LAB_ABSENT, dz, dh, dc}}},
      {LAB_LSTM_RECURRENT_GRADIENT, {.lstm_recurrent_gradient = {B, T, H, hidden, h0, dz, dU}}},
      {LAB_ADAM_STEP, {.adam_step = {adam, 0.001, 0.9, 0.999}}},
      {LAB_ADAM,
       {.adam = {4 * H * H, U, dU, m, v, adam, (float)(1 - 0.9), (float)(1 - 0.999), 1e-7f}}},
      {LAB_EXP, {.unary = {WAVE, wave, wave}}},
      {LAB_TANH, {.unary = {WAVE, wave, wave}}},
      {LAB_SIGMOID, {.unary = {WAVE, wave, wave}}},
  };
  for (int step = 0; step < 100; step++) run(calls, sizeof calls / sizeof *calls, arena);
  add_to_digest(arena);
}

int main(int count, char **arguments) {
  const char *name = count > 1 ? arguments[1] : "portable";
  const lab_run run = !strcmp(name, "avx512") ? lab_run_avx512()
                      : !strcmp(name, "avx2") ? lab_run_avx2()
                                              : lab_run_portable();
  float *arena = aligned_alloc(64, ARENA * sizeof(float));
  if (!run || !arena) {
    fprintf(stderr, "%s cannot run here\n", name);
    return 1;
  }
  const int64_t units[] = {1, 3, 5, 17, 33};
  for (int n = 0; n < 5; n++) train(run, arena, units[n]);
  printf("%016llx\n", (unsigned long long)digest);
  free(arena);
  return 0;
}
