#include "large_blocks.h"

#include <stdlib.h>

#if defined(__GLIBC__)
#include <malloc.h>

void lab_return_large_blocks(void) { mallopt(M_MMAP_THRESHOLD, 1 << 18); }
#else
void lab_return_large_blocks(void) {}
#endif
