// Four lanes for any machine. Where there is no fused multiply-add instruction, float64 makes one.
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LANES 4
typedef float vec __attribute__((vector_size(16)));
typedef int32_t ivec __attribute__((vector_size(16)));

static inline vec vec_load_first(const float *p, ptrdiff_t n) {
  vec v = {0, 0, 0, 0};
  memcpy(&v, p, (size_t)n * sizeof(float));
  return v;
}
static inline void vec_store_first(float *p, vec v, ptrdiff_t n) {
  memcpy(p, &v, (size_t)n * sizeof(float));
}
static inline vec vec_load(const float *p) { return vec_load_first(p, LANES); }
static inline void vec_store(float *p, vec v) { vec_store_first(p, v, LANES); }

static inline vec vec_splat(float x) { return (vec){x, x, x, x}; }
#if defined(__ARM_FEATURE_FMA)
static inline vec vec_fma(vec a, vec b, vec c) { return __builtin_elementwise_fma(a, b, c); }
#else
typedef double dvec __attribute__((vector_size(32)));
typedef int64_t lvec __attribute__((vector_size(32)));

/// The product is exact in float64. The sum is rounded to odd there: if something is lost, the last
/// bit is set, so that rounding to float32, which has 29 bits less, sees on which side of a tie the
/// exact value lies, and rounds once in effect (Boldo & Melquiond 2008, "Emulation of FMA and
/// correctly rounded sums: proved algorithms using rounding to odd").
static inline vec vec_fma(vec a, vec b, vec c) {
  const dvec product = __builtin_convertvector(a, dvec) * __builtin_convertvector(b, dvec);
  const dvec addend = __builtin_convertvector(c, dvec);
  const dvec sum = product + addend;
  // What the sum lost, exactly (Knuth's TwoSum); NaN where the sum is not finite.
  const dvec part = sum - product;
  const dvec lost = (product - (sum - part)) + (addend - part);
  const lvec bits = (lvec)sum;
  const lvec is_inexact = (lost > 0) | (lost < 0), is_even = (bits & 1) - 1;
  // Towards the exact value: one up in magnitude if what was lost has the sum's sign, else down.
  const lvec step = (((lvec)lost ^ bits) >> 63) | 1;
  return __builtin_convertvector((dvec)(bits + (step & is_inexact & is_even)), vec);
}
#endif
static inline vec vec_sqrt(vec a) { return (vec){sqrtf(a[0]), sqrtf(a[1]), sqrtf(a[2]), sqrtf(a[3])}; }

/// Exchanges rows and columns of four vectors.
static inline void vec_transpose(vec m[LANES]) {
  const vec a = __builtin_shufflevector(m[0], m[1], 0, 4, 1, 5);
  const vec b = __builtin_shufflevector(m[0], m[1], 2, 6, 3, 7);
  const vec c = __builtin_shufflevector(m[2], m[3], 0, 4, 1, 5);
  const vec d = __builtin_shufflevector(m[2], m[3], 2, 6, 3, 7);
  m[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
  m[1] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
  m[2] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
  m[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
}
