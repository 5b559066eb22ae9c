#pragma STDC FP_CONTRACT OFF
#include "CKernels.h"

#include "vectors/portable.h"

#include "run.h"

lab_run lab_run_portable(void) { return run; }
