// Where a selftest's case stands: the memory it fills, the calls it runs, the digest of both.
#include "selftest.h"

#include <stddef.h>
#include <string.h>

#define COUNT(array) ((int64_t)(sizeof(array) / sizeof(*(array))))

typedef struct {
  lab_run run;
  int64_t parts;
  float *memory;
  /// Floats in use by the call that is being made.
  int64_t end;
  uint64_t random, digest;
} bench;

/// What memory holds at first: numbers in -1 ..< 1, in -128 ..< 128, in 0 ..< 1, so small that a
/// product of two is subnormal, any bits at all, or zeros.
typedef enum { SMALL, LARGE, POSITIVE, TINY, BITS, ZEROS } contents;

static const int64_t counts[] = {1, 3, 5, 16, 17, 33, 67, 600};

/// Rows and columns.
static const int64_t shapes[][2] = {
    {1, 1}, {3, 5}, {16, 17}, {17, 3}, {33, 1}, {1, 33}, {7, 130}, {33, 65},
};

/// A linear congruential generator (Knuth's MMIX), its upper half.
static uint32_t random_bits(bench *at) {
  at->random = at->random * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(at->random >> 32);
}

static float random_float(bench *at, contents wanted) {
  const uint32_t bits = random_bits(at);
  // Exact: a multiple of 2^-24 in 0 ..< 1.
  const float positive = (float)(int32_t)(bits >> 8) * 0x1p-24f;
  float any;
  memcpy(&any, &bits, sizeof any);
  switch (wanted) {
    case SMALL: return positive * 2 - 1;
    case LARGE: return positive * 256 - 128;
    case POSITIVE: return positive;
    case TINY: return (positive * 2 - 1) * 0x1p-67f;
    case BITS: return any;
    case ZEROS: return 0;
  }
  return 0;
}

/// The place of `count` more floats; a few that no kernel may touch follow.
static int64_t place(bench *at, int64_t count, contents wanted) {
  const int64_t start = at->end;
  at->end += count + 5;
  if (at->end > LAB_SELFTEST_FLOATS) __builtin_trap();
  for (int64_t n = start; n < at->end; n++) at->memory[n] = random_float(at, wanted);
  return start;
}

/// The same at an even place, for float64.
static int64_t even_place(bench *at, int64_t count, contents wanted) {
  if (at->end % 2 == 1) at->memory[at->end++] = 0;
  return place(at, count, wanted);
}

/// The place of one float64.
static int64_t double_place(bench *at, double value) {
  const int64_t start = even_place(at, 2, ZEROS);
  memcpy(at->memory + start, &value, sizeof value);
  return start;
}

/// The place of an operand that some calls do without.
static int64_t optional_place(bench *at, bool is_there, int64_t count) {
  return is_there ? place(at, count, SMALL) : LAB_ABSENT;
}

/// The place of a mask: about a quarter of its words are zero, of the others some are the bits of −0.
static int64_t mask_place(bench *at, int64_t count) {
  static const uint32_t words[] = {0, 1, 0x80000000, 0x3f800000};
  const int64_t start = place(at, count, ZEROS);
  for (int64_t n = start; n < start + count; n++)
    memcpy(at->memory + n, &words[random_bits(at) % COUNT(words)], sizeof(float));
  return start;
}

/// Runs a kernel over the memory in use and adds that to the digest.
static void run_call(bench *at, lab_kernel kernel, lab_arguments arguments) {
  const lab_call call = {kernel, at->parts, 0, arguments};
  for (int64_t part = at->parts - 1; part >= 0; part--)
    at->run(&call, 1, at->memory, part, at->parts);
  for (int64_t n = 0; n < at->end; n++) {
    uint32_t bits;
    memcpy(&bits, at->memory + n, sizeof bits);
    if ((bits & 0x7fffffff) > 0x7f800000) bits = 0x7fc00000;
    for (int shift = 0; shift < 32; shift += 8)
      at->digest = (at->digest ^ ((bits >> shift) & 255)) * 1099511628211u;
  }
}

/// The same, and begins anew: the next call's memory is its own.
static void finish(bench *at, lab_kernel kernel, lab_arguments arguments) {
  run_call(at, kernel, arguments);
  at->end = 0;
}
