// How the work of a call is divided: by outputs, so that no sum is ever split.

/// One of several parts of a call's work.
typedef struct {
  ptrdiff_t part, parts;
} share;

/// from ..< to.
typedef struct {
  ptrdiff_t from, to;
} range;

/// The part of 0 ..< count, in whole units but for the last.
static inline range part_of(ptrdiff_t count, ptrdiff_t unit, share s) {
  // Divisions would be a good part of a small call.
  if (s.parts == 1) return (range){0, count};
  const ptrdiff_t units = (count + unit - 1) / unit;
  const ptrdiff_t from = units * s.part / s.parts * unit;
  const ptrdiff_t to = units * (s.part + 1) / s.parts * unit;
  return (range){from, to < count ? to : count};
}
