// Four lanes for any machine. Without a fused multiply-add instruction each lane calls libm's fmaf,
// which is exact by definition, only slower.
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
static inline vec vec_fma(vec a, vec b, vec c) {
#if defined(__ARM_FEATURE_FMA)
  return __builtin_elementwise_fma(a, b, c);
#else
  return (vec){fmaf(a[0], b[0], c[0]), fmaf(a[1], b[1], c[1]), fmaf(a[2], b[2], c[2]),
               fmaf(a[3], b[3], c[3])};
#endif
}
static inline vec vec_sqrt(vec a) { return (vec){sqrtf(a[0]), sqrtf(a[1]), sqrtf(a[2]), sqrtf(a[3])}; }
