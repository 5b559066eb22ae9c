// Eight lanes in one AVX2 register. The including file sets the target attribute.
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#include "watch.h"

#define LANES 8
typedef float vec __attribute__((vector_size(32)));
typedef int32_t ivec __attribute__((vector_size(32)));

static inline vec vec_load(const float *p) {
  tell_read(p, LANES);
  return _mm256_loadu_ps(p);
}
static inline void vec_store(float *p, vec v) {
  tell_write(p, LANES);
  _mm256_storeu_ps(p, v);
}

static inline __m256i vec_first(ptrdiff_t n) {
  const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)n), lane);
}
static inline vec vec_load_first(const float *p, ptrdiff_t n) {
  tell_read(p, n);
  return _mm256_maskload_ps(p, vec_first(n));
}
static inline void vec_store_first(float *p, vec v, ptrdiff_t n) {
  tell_write(p, n);
  _mm256_maskstore_ps(p, vec_first(n), v);
}

static inline vec vec_splat(float x) { return _mm256_set1_ps(x); }
static inline vec vec_fma(vec a, vec b, vec c) { return _mm256_fmadd_ps(a, b, c); }
static inline vec vec_sqrt(vec a) { return _mm256_sqrt_ps(a); }

/// Exchanges rows and columns of eight vectors.
static inline void vec_transpose(vec m[LANES]) {
  vec pairs[8], quads[8];
  for (int n = 0; n < 8; n += 2) {
    pairs[n] = _mm256_unpacklo_ps(m[n], m[n + 1]);
    pairs[n + 1] = _mm256_unpackhi_ps(m[n], m[n + 1]);
  }
  for (int n = 0; n < 8; n += 4)
    for (int j = 0; j < 2; j++) {
      quads[n + 2 * j] = _mm256_shuffle_ps(pairs[n + j], pairs[n + j + 2], 0x44);
      quads[n + 2 * j + 1] = _mm256_shuffle_ps(pairs[n + j], pairs[n + j + 2], 0xEE);
    }
  for (int n = 0; n < 4; n++) {
    m[n] = _mm256_permute2f128_ps(quads[n], quads[n + 4], 0x20);
    m[n + 4] = _mm256_permute2f128_ps(quads[n], quads[n + 4], 0x31);
  }
}
