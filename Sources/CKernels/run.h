// The whole engine for one instruction set: the including file has set the target and included one
// of vectors/*.h.
#include "vectors/select.h"

static const float *at_or_null(const float *arena, int64_t place) {
  return place == LAB_ABSENT ? NULL : arena + place;
}
static float *output_or_null(float *arena, int64_t place) {
  return place == LAB_ABSENT ? NULL : arena + place;
}

#include "share.h"

#include "elementary.h"
#include "elementary_double.h"
#include "fetch.h"
#include "tiles.h"
#include "pack.h"
#include "elementwise.h"
#include "gemm.h"
#include "lstm_cell.h"
#include "lstm_row.h"
#include "lstm_chains.h"
#include "lstm.h"
#include "lstm_small.h"
#include "lstm_small_gradient.h"
#include "lstm_lanes.h"
#include "lstm_lanes_gradient.h"
#include "lstm_weight_gradient.h"
#include "losses.h"
#include "masks.h"
#include "expressions.h"
#include "rows.h"
#include "gather.h"
#include "dropout.h"
#include "moments.h"
#include "windows.h"
#include "training.h"
#include "peak.h"

#define CASE(name, member, function)                                                             \
  case LAB_##name:                                                                               \
    run_##function(&call->arguments.member, arena, s);                                           \
    break;

static void run(const lab_call *calls, int64_t count, float *arena, int64_t part, int64_t parts) {
  for (const lab_call *call = calls; call < calls + count; call++) {
    share s = {part, call->parts < parts ? call->parts : parts};
    if (s.parts == 1) s.part = part == call->owner % parts ? 0 : 1;
    if (s.part >= s.parts) continue;
    switch ((lab_kernel)call->kernel) {
      LAB_KERNELS(CASE)
    }
  }
}
