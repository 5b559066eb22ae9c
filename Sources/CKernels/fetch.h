// Lines of memory that are asked for before they are needed: one after the other while a tile is
// computed, since a processor waits for a dozen at a time and no more. That changes no bit.

/// Elements of a line.
#define LINE 16

/// Lines for each row of a tile: `count` of them, `group` apart. A count of zero is none.
typedef struct {
  const float *at;
  ptrdiff_t row, group, count;
} lines;

/// What is asked for while a tile is computed.
typedef struct {
  lines soon[3];       // needed after it
  const float *panel;  // the next lines of the panel after this one; null: none
} fetches;

/// Elements in use from which on a call's operands are too many for a core's second cache. A test
/// sets it to zero, so that small operands are fetched as well.
#ifndef FAR_AWAY
#define FAR_AWAY (1 << 20)
#endif
/// Terms of a chain after which the next lines are asked for: one of each kind, and two of a panel.
#define FETCH_TERMS 4
/// Elements of the next panel that a tile of `depth` terms asks for.
#define FETCHED_AHEAD(depth) ((depth) / FETCH_TERMS * 2 * LINE)

/// The way through the lines of a tile.
typedef struct {
  lines left;
  ptrdiff_t next, rows;
} line_walk;

static inline void fetch_next(line_walk *walk) {
  if (walk->rows == 0) return;
  __builtin_prefetch(walk->left.at + walk->next * walk->left.group, 1);
  if (++walk->next < walk->left.count) return;
  walk->next = 0;
  walk->left.at += walk->left.row;
  walk->rows--;
}

/// The ways through everything that is asked for.
typedef struct {
  line_walk soon[3];
  const float *panel;
} fetch_walk;

static inline fetch_walk fetch_walk_of(const fetches *all, ptrdiff_t rows) {
  fetch_walk walk = {.panel = all->panel};
  for (int i = 0; i < 3; i++)
    walk.soon[i] = (line_walk){all->soon[i], 0, all->soon[i].count > 0 ? rows : 0};
  return walk;
}

static inline void fetch_some(fetch_walk *walk) {
  for (int i = 0; i < 3; i++) fetch_next(&walk->soon[i]);
  if (!walk->panel) return;
  __builtin_prefetch(walk->panel, 0, 2);
  __builtin_prefetch(walk->panel + LINE, 0, 2);
  walk->panel += 2 * LINE;
}
