#pragma STDC FP_CONTRACT OFF
#include "CKernels.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#include "vectors/avx512.h"

#include "run.h"
#pragma clang attribute pop

lab_run lab_run_avx512(void) {
  // Every feature that this file is compiled for.
  return __builtin_cpu_supports("x86-64-v4") ? run : NULL;
}
#else
lab_run lab_run_avx512(void) { return NULL; }
#endif
