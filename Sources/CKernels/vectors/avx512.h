// Sixteen lanes in one AVX-512 register. The including file sets the target attribute.
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#define LANES 16
typedef float vec __attribute__((vector_size(64)));
typedef int32_t ivec __attribute__((vector_size(64)));

static inline vec vec_load(const float *p) { return _mm512_loadu_ps(p); }
static inline void vec_store(float *p, vec v) { _mm512_storeu_ps(p, v); }

static inline __mmask16 vec_first(ptrdiff_t n) { return (__mmask16)((1u << n) - 1u); }
static inline vec vec_load_first(const float *p, ptrdiff_t n) {
  return _mm512_maskz_loadu_ps(vec_first(n), p);
}
static inline void vec_store_first(float *p, vec v, ptrdiff_t n) {
  _mm512_mask_storeu_ps(p, vec_first(n), v);
}

static inline vec vec_splat(float x) { return _mm512_set1_ps(x); }
static inline vec vec_fma(vec a, vec b, vec c) { return _mm512_fmadd_ps(a, b, c); }
static inline vec vec_sqrt(vec a) { return _mm512_sqrt_ps(a); }
