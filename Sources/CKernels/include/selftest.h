// Every kernel over memory that is the same everywhere, so that the bits of processors and
// instruction sets can be compared. Nothing here allocates or keeps state: the caller gives the
// memory.
#ifndef LSTM_LAB_SELFTEST_H
#define LSTM_LAB_SELFTEST_H

#include "CKernels.h"

/// Floats of memory that a case needs at most.
#define LAB_SELFTEST_FLOATS (1 << 17)

/// One kernel, or one of the ways to call it, in several sizes.
typedef struct {
  /// As a plan's listing names the call.
  const char *name;
  lab_kernel kernel;
  /// The digest that every machine must give.
  uint64_t expected;
} lab_selftest_case;

/// What a case gave.
typedef struct {
  /// FNV-1a (64 bits) over all memory after each call, every NaN as one and the same.
  uint64_t digest;
  /// Into how many parts the calls were divided when other bits came out; zero: that changes none.
  int64_t differing_parts;
} lab_selftest_result;

/// The number of cases.
int64_t lab_selftest_count(void);

/// The case at an index.
lab_selftest_case lab_selftest_at(int64_t index);

/// Runs the case at an index over `LAB_SELFTEST_FLOATS` floats, whole and in two, three and seven
/// parts, the last part first.
lab_selftest_result lab_selftest_run(int64_t index, lab_run run, float *memory);

#endif
