#pragma STDC FP_CONTRACT OFF
#include "CKernels.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#include "vectors/avx2.h"

#include "run.h"
#pragma clang attribute pop

lab_run lab_run_avx2(void) {
  // Every feature that this file is compiled for.
  return __builtin_cpu_supports("x86-64-v3") ? run : NULL;
}
#else
lab_run lab_run_avx2(void) { return NULL; }
#endif
