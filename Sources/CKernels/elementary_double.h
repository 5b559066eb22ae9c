// log, log1p, expm1 and erf over the vectors of vectors/*.h, computed in float64 and rounded once.
//
// Float64 has 29 bits more than float32 has: a few roundings there leave the float32 result within
// 0.502 ulp of the exact value ("measured" is over all 2^32 floats, see elementary.h). Only + - * / and
// integer operations: no fused multiply-add, since not every machine has one for float64, so every
// width gives the same bits (of a NaN only that it is one). Every float is a normal float64.
//
// The method is the classical one: reduction by powers of two, the logarithm by the series of its
// inverse hyperbolic tangent, the exponential by its own series (J.-M. Muller, Elementary Functions,
// 3rd ed., 2016, chapters 3 and 11).

// Half as many lanes, in registers of the same width.
typedef double d_vec __attribute__((vector_size(4 * LANES)));
typedef int64_t d_bits __attribute__((vector_size(4 * LANES)));
typedef float d_half __attribute__((vector_size(2 * LANES)));

static inline d_vec d_select(d_bits mask, d_vec where_set, d_vec where_clear) {
  return (d_vec)((mask & (d_bits)where_set) | (~mask & (d_bits)where_clear));
}
static inline d_vec d_splat(double x) { return x - (d_vec){0}; }

#define D_INFINITY d_splat(__builtin_inf())
#define D_NAN d_splat(__builtin_nan(""))

/// x = 2^exponent · (1 + fraction), with 1 + fraction in (sqrt ½, sqrt 2]; for x > 0, finite.
typedef struct {
  d_vec exponent, fraction;
} d_parts;

static inline d_parts d_split(d_vec x) {
  const d_bits bits = (d_bits)x;
  // A float64 of 2^52 and more holds an integer in its low bits.
  const d_bits stored = (d_bits)((bits >> 52) & 0x7ff);
  const d_vec exponent = (d_vec)(stored | 0x4330000000000000) - (0x1p52 + 1023);
  const d_vec m = (d_vec)((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  const d_bits is_high = (d_bits)(m > 0x1.6a09e667f3bcdp+0);
  return (d_parts){d_select(is_high, exponent + 1, exponent),
                   d_select(is_high, 0.5 * m, m) - 1};
}

/// log(1 + f) for 1 + f in (sqrt ½, sqrt 2]: 2 artanh s, s = f / (2 + f), by its series.
static inline d_vec d_log_near_one(d_vec f) {
  const d_vec s = f / (2 + f), z = s * s;
  d_vec p = z * (1.0 / 19) + 1.0 / 17;
  p = p * z + 1.0 / 15;
  p = p * z + 1.0 / 13;
  p = p * z + 1.0 / 11;
  p = p * z + 1.0 / 9;
  p = p * z + 1.0 / 7;
  p = p * z + 1.0 / 5;
  p = p * z + 1.0 / 3;
  return 2 * s + 2 * s * (z * p);
}

#define D_LN2 0x1.62e42fefa39efp-1

/// log d. -infinity of zero, NaN below it.
static inline d_vec d_log(d_vec d) {
  const d_parts parts = d_split(d);
  d_vec y = parts.exponent * D_LN2 + d_log_near_one(parts.fraction);
  y = d_select((d_bits)(d == __builtin_inf()), d, y);
  y = d_select((d_bits)(d == 0), -D_INFINITY, y);
  return d_select((d_bits)(d >= 0), y, D_NAN);
}

/// log(1 + d). -infinity of -1, NaN below it; -0 of -0.
static inline d_vec d_log1p(d_vec d) {
  const d_vec sum = 1 + d;
  const d_parts parts = d_split(sum);
  // Near zero x itself is the fraction, and nothing is lost.
  const d_bits is_near = (d_bits)(parts.exponent == 0);
  const d_vec log = d_log_near_one(d_select(is_near, d, parts.fraction));
  d_vec y = d_select(is_near, log, parts.exponent * D_LN2 + log);
  y = d_select((d_bits)(d == __builtin_inf()), d, y);
  y = d_select((d_bits)(d == -1), -D_INFINITY, y);
  return d_select((d_bits)(d >= -1), y, D_NAN);
}

/// e^d - 1; -0 of -0.
static inline d_vec d_expm1(d_vec d) {
  const d_vec above = d_select((d_bits)(d < -80), d_splat(-80), d);
  const d_vec clamped = d_select((d_bits)(above > 89), d_splat(89), above);
  // The sum rounds x log2(e) to an integer, which stands in its low bits.
  const d_vec magic = clamped * 0x1.71547652b82fep+0 + 0x1.8p52;
  const d_vec n = magic - 0x1.8p52;
  // The high part of ln 2 has 32 bits, so that its product with n is exact.
  const d_vec r = (clamped - n * 0x1.62e42feep-1) - n * 0x1.a39ef35793c76p-33;
  d_vec p = r * (1.0 / 6227020800) + 1.0 / 479001600;
  p = p * r + 1.0 / 39916800;
  p = p * r + 1.0 / 3628800;
  p = p * r + 1.0 / 362880;
  p = p * r + 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 0.5;
  const d_vec e = r + r * r * p;
  const d_vec scale = (d_vec)(((d_bits)magic + 1023) << 52);
  const d_vec y = scale * e + (scale - 1);
  const d_vec bounded = d_select((d_bits)(d > 89), D_INFINITY, y);
  return d_select((d_bits)(d != d) | (d_bits)(d == 0), d, bounded);
}

/// erf d: d P(d^2) below 3.93, where P interpolates erf(d) / d at Chebyshev's points (error 2.3e-11 of
/// values from 0.25 to 1.13); beyond, it is 1 in float32.
static inline d_vec d_erf(d_vec d) {
  static const double c[] = {
      -0x1.8c05f645e1df4p-16, 0x1.1634cf696e54ap-14, -0x1.ffcb70bbbf9e8p-15,
      0x1.151ffe47b1761p-13, -0x1.0a3fc4a66235dp-11, 0x1.27fcdf71efbb0p-10,
      -0x1.13a186507ea0bp-9, 0x1.094284d409d89p-8, -0x1.ec52bb851b1eap-8,
      0x1.a5e80cdd66eb8p-7, -0x1.51f8e304574a3p-6, 0x1.fcf57fec55f84p-6,
      -0x1.67f63c3648c1ep-5, 0x1.dfd4643337af6p-5, -0x1.2fe2c68a5dc71p-4,
      0x1.72e67544d2f7fp-4, -0x1.bdf35f48f67c7p-4, 0x1.118c91c7ea889p-3,
      -0x1.6f4db90809bd9p-3, 0x1.6fcd22af2f6c4p-2,
  };
  const d_vec t = d * d * (1 / 7.75) - 1;
  d_vec p = d_splat(c[0]);
  for (int n = 1; n < (int)(sizeof c / sizeof c[0]); n++) p = p * t + c[n];
  const d_vec inside = d * p;
  const d_vec beyond = d_select((d_bits)(d > 0), d_splat(1), d_splat(-1));
  const d_bits is_inside = (d_bits)(d < 3.93) & (d_bits)(d > -3.93);
  return d_select(is_inside | (d_bits)(d != d), inside, beyond);
}

/// A function of float64 for all lanes of float32, rounded once.
#define ROUNDED(name)                                                                            \
  static inline vec vec_##name(vec x) {                                                          \
    d_half halves[2];                                                                            \
    memcpy(halves, &x, sizeof x);                                                                \
    for (int n = 0; n < 2; n++)                                                                  \
      halves[n] = __builtin_convertvector(d_##name(__builtin_convertvector(halves[n], d_vec)), d_half); \
    memcpy(&x, halves, sizeof x);                                                                \
    return x;                                                                                    \
  }
ROUNDED(log)
ROUNDED(log1p)
ROUNDED(expm1)
ROUNDED(erf)
