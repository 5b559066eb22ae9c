// exp, sigmoid and tanh over the vectors of vectors/*.h, for the widths' common including file.
//
// Only + - * / and vec_fma, integer operations and selects, no branch and no table: a lane's bits
// depend on its input alone, so every width gives the same ones (of a NaN only that it is one).
// Subnormal results are rounded gradually; the caller's floating-point state must not flush them.
//
// "Measured" below is over all 2^32 floats against float64, whose own error, about 2^-28 of a
// float's ulp, is far below the distance of any figure here to 1. An ulp is the distance of
// neighbouring floats around the exact value, 2^-149 below the normal range. The order of the
// operations is part of the result: whoever reorders them changes bits.
//
// The method is the classical one of reduction by ln 2 and a short polynomial, with the tail of an
// intermediate kept where one rounding more would break the bound: J.-M. Muller, Elementary
// Functions, 3rd ed., 2016, chapters 3 (polynomials) and 11 (Cody and Waite's reduction); T. J.
// Dekker, A floating-point technique for extending the available precision, 1971 (tails).

typedef uint32_t uvec __attribute__((vector_size(sizeof(vec))));

/// A number 2^n e^r with `r` reduced. `scaled_exponent` holds 512 (n + bias) in its low bits.
typedef struct {
  uvec scaled_exponent;
  vec r;
} reduced;

/// e^x = 2^n e^r with e^r in [3/4, 3/2], for |x| <= 176 and n + bias in 0 ..< 512; NaN stays in r.
///
/// Adding 3 * 2^13 rounds x log2(e) to 1/512, the ulp there; clearing nine bits takes the floor, so
/// that n steps up where x log2(e) has the fraction 1 - 425/1024, and -425/1024 is log2(3/4) to
/// 2e-6. The interval is [3/4, 3/2] and not the usual [1/sqrt 2, sqrt 2] because e^r - 1, then in
/// [-1/4, 1/2], and r, in [-0.2877, 0.4055], have a finer ulp where e^r has; with the usual one e^x
/// misses the bound (1.02 ulp).
/// The first fused multiply-add of r is exact: its result is a multiple of 2^-25 below 1/2.
static inline reduced vec_reduce(vec x, float bias) {
  const float magic = 0x1.8p+14f + bias;
  const vec t = vec_fma(x, vec_splat(0x1.715476p+0f), vec_splat(magic + 212.0f / 512.0f));
  const uvec bits = (uvec)t & ~511u;
  const vec n = (vec)bits - vec_splat(magic);
  const vec high = vec_fma(n, vec_splat(-0x1.62e430p-1f), x);
  return (reduced){bits, vec_fma(n, vec_splat(0x1.05c610p-29f), high)};
}

/// e^r - 1 for r in [-0.2877, 0.4055]: r + r^2 q(r).
///
/// q is minimax in the relative error of e^r with its coefficients rounded one after the other:
/// 2^-28.4 (found by Lawson's weighting; unrounded 2^-28.4).
static inline vec vec_exp_minus_one(vec r) {
  const vec r2 = r * r;
  const vec q0 = vec_fma(r, vec_splat(0x1.5554d8p-3f), vec_splat(0x1.000006p-1f));
  const vec q2 = vec_fma(r, vec_splat(0x1.11f0bep-7f), vec_splat(0x1.554418p-5f));
  const vec q = vec_fma(r2, vec_fma(r2, vec_splat(0x1.7fd9e6p-10f), q2), q0);
  return vec_fma(r2, q, r);
}

/// 2^n of a reduction, times 2^(bias - 127), for n + bias in 1 ... 254; zero for n + bias = 0.
static inline vec vec_power_of_two(reduced x) { return (vec)(x.scaled_exponent << 14); }

/// e^x. Measured: at most 0.927 ulp, never decreasing.
///
/// 2^n is applied as two factors since neither 2^128 nor 2^-150 is a float; only the second
/// multiplication can round, and only below the normal range. At the clamps the result is infinity,
/// and zero by a factor of zero: underflow, which is slow on many machines, ends there.
static inline vec vec_exp(vec x) {
  const vec low = vec_splat(-176.0f), high = vec_splat(89.0f);
  const vec below = vec_select((ivec)(x > high), high, x);
  const reduced y = vec_reduce(vec_select((ivec)(below < low), low, below), 254.0f);
  const vec p = vec_exp_minus_one(y.r);
  const uvec first = (y.scaled_exponent >> 10) << 23;
  const uvec second = (y.scaled_exponent << 14) - first;
  return vec_fma(p, (vec)first, (vec)first) * (vec)second;
}

/// 1 / (1 + e^-x). Measured: at most 0.908 ulp (0.588 for x >= 0), never decreasing.
///
/// With e = e^-|x| it is 1 / (1 + e) or e / (1 + e): one division g = 1 / d, d = 1 + e, whose
/// residual 1 - g (d + tail of d) corrects both. e is kept as 2^n (m + tail of m), where m carries
/// a factor 2^-32 and 2^n the inverse: so 2^n stays a normal float down to n = -158, and the
/// multiplication by it is the one that rounds to a subnormal result. At the clamp it is zero.
static inline vec vec_sigmoid(vec x) {
  const vec one = vec_splat(1.0f), small = vec_splat(0x1p-32f), low = vec_splat(-110.0f);
  const vec negative = (vec)((ivec)x | (int32_t)0x80000000);
  const reduced y = vec_reduce(vec_select((ivec)(negative < low), low, negative), 159.0f);
  const vec p = vec_exp_minus_one(y.r);
  const vec scale = vec_power_of_two(y);

  const vec m = vec_fma(p, small, small);
  const vec m_tail = vec_fma(p, small, small - m);
  const vec d = vec_fma(m, scale, one);
  const vec d_tail = vec_fma(m_tail, scale, vec_fma(m, scale, one - d));
  const vec g = one / d;
  const vec residual = vec_fma(-g, d_tail, vec_fma(-g, d, one));

  const vec where_positive = vec_fma(g, residual, g);
  const vec where_negative = vec_fma(g, m, g * vec_fma(m, residual, m_tail)) * scale;
  return vec_select((ivec)x < 0, where_negative, where_positive);
}

/// tanh x. Measured: at most 0.886 ulp, never decreasing; exactly odd, -0 included.
///
/// Below 1 it is x + x^3 P(x^2), P minimax in the relative error of tanh with rounded coefficients
/// (2^-30.9; found as q above). From 1 on it is 1 - 2 / (e^2|x| + 1), where the quotient is under
/// 1/4 so that its errors count little (0.861 ulp); nearer zero they count more: 1.05 ulp at 0.88.
static inline vec vec_tanh(vec x) {
  const vec one = vec_splat(1.0f), high = vec_splat(10.0f);
  const vec a = vec_abs(x);

  const vec z = a * a;
  vec p = vec_fma(z, vec_splat(0x1.e86d62p-14f), vec_splat(-0x1.aee922p-11f));
  p = vec_fma(z, p, vec_splat(0x1.8f9f52p-9f));
  p = vec_fma(z, p, vec_splat(-0x1.18de98p-7f));
  p = vec_fma(z, p, vec_splat(0x1.64c0a4p-6f));
  p = vec_fma(z, p, vec_splat(-0x1.b9f6dep-5f));
  p = vec_fma(z, p, vec_splat(0x1.11103cp-3f));
  p = vec_fma(z, p, vec_splat(-0x1.555552p-2f));
  const vec below_one = vec_fma(z * p, a, a);

  const vec clamped = vec_select((ivec)(a > high), high, a);
  const reduced y = vec_reduce(clamped + clamped, 127.0f);
  const vec scale = vec_power_of_two(y);
  const vec d = vec_fma(vec_exp_minus_one(y.r), scale, scale + one);
  const vec from_one = one - vec_splat(2.0f) / d;
  return vec_copysign(vec_select((ivec)(a < one), below_one, from_one), x);
}
