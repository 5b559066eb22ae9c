// What every vector width shares. Lanes of a mask are 0 or -1, as vector comparisons give them.

static inline vec vec_select(ivec mask, vec where_set, vec where_clear) {
  return (vec)((mask & (ivec)where_set) | (~mask & (ivec)where_clear));
}
/// x where the mask is set, else +0.
static inline vec vec_where(ivec mask, vec x) { return (vec)(mask & (ivec)x); }
/// Set where the word is not zero: what a mask of steps holds for a valid one.
static inline ivec vec_is_set(vec words) { return (ivec)words != 0; }
static inline vec vec_abs(vec x) { return (vec)((ivec)x & 0x7fffffff); }
/// The magnitude of `x` with the sign of `sign`.
static inline vec vec_copysign(vec x, vec sign) {
  return (vec)(((ivec)x & 0x7fffffff) | ((ivec)sign & (int32_t)0x80000000));
}

/// How many of a vector's lanes are in use where `left` elements are left.
static inline ptrdiff_t vec_count(ptrdiff_t left) { return left < 0 ? 0 : left < LANES ? left : LANES; }

/// x, or zero where |x| < 2^-63: a product of two numbers that are left is never subnormal. Some
/// processors take two hundred times as long for those. NaN stays.
static inline vec vec_flush(vec x) {
  // Exponents from 64 on, as they are stored, have one of the two highest bits set.
  return (vec)((ivec)x & (((ivec)x & 0x60000000) != 0));
}

/// x, or zero where |x| < 2^-95: for squares, whose roots count.
static inline vec vec_flush_square(vec x) {
  return (vec)((ivec)x & (((ivec)x & 0x70000000) != 0));
}
