// Sixteen lanes in one AVX-512 register. The including file sets the target attribute.
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#include "watch.h"

#define LANES 16
typedef float vec __attribute__((vector_size(64)));
typedef int32_t ivec __attribute__((vector_size(64)));

static inline vec vec_load(const float *p) {
  tell_read(p, LANES);
  return _mm512_loadu_ps(p);
}
static inline void vec_store(float *p, vec v) {
  tell_write(p, LANES);
  _mm512_storeu_ps(p, v);
}

static inline __mmask16 vec_first(ptrdiff_t n) { return (__mmask16)((1u << n) - 1u); }
static inline vec vec_load_first(const float *p, ptrdiff_t n) {
  tell_read(p, n);
  return _mm512_maskz_loadu_ps(vec_first(n), p);
}
static inline void vec_store_first(float *p, vec v, ptrdiff_t n) {
  tell_write(p, n);
  _mm512_mask_storeu_ps(p, vec_first(n), v);
}

static inline vec vec_splat(float x) { return _mm512_set1_ps(x); }
static inline vec vec_fma(vec a, vec b, vec c) { return _mm512_fmadd_ps(a, b, c); }
static inline vec vec_sqrt(vec a) { return _mm512_sqrt_ps(a); }

/// Exchanges rows and columns of sixteen vectors.
static inline void vec_transpose(vec m[LANES]) {
  vec pairs[16], quads[16];
  for (int n = 0; n < 16; n += 2) {
    pairs[n] = _mm512_unpacklo_ps(m[n], m[n + 1]);
    pairs[n + 1] = _mm512_unpackhi_ps(m[n], m[n + 1]);
  }
  for (int n = 0; n < 16; n += 4)
    for (int j = 0; j < 2; j++) {
      quads[n + 2 * j] = _mm512_shuffle_ps(pairs[n + j], pairs[n + j + 2], 0x44);
      quads[n + 2 * j + 1] = _mm512_shuffle_ps(pairs[n + j], pairs[n + j + 2], 0xEE);
    }
  for (int n = 0; n < 4; n++) {
    const vec low = _mm512_shuffle_f32x4(quads[n], quads[n + 4], 0x88);
    const vec high = _mm512_shuffle_f32x4(quads[n], quads[n + 4], 0xDD);
    const vec low_2 = _mm512_shuffle_f32x4(quads[n + 8], quads[n + 12], 0x88);
    const vec high_2 = _mm512_shuffle_f32x4(quads[n + 8], quads[n + 12], 0xDD);
    m[n] = _mm512_shuffle_f32x4(low, low_2, 0x88);
    m[n + 4] = _mm512_shuffle_f32x4(high, high_2, 0x88);
    m[n + 8] = _mm512_shuffle_f32x4(low, low_2, 0xDD);
    m[n + 12] = _mm512_shuffle_f32x4(high, high_2, 0xDD);
  }
}
