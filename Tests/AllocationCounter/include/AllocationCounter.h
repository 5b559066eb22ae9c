// Counts what a thread asks of the heap: malloc and its kin are replaced by ones that count. Only
// with glibc and without a sanitizer, which has its own malloc; elsewhere nothing is counted.
#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

#include <stdbool.h>
#include <stdint.h>

/// Whether allocations are counted here.
bool allocation_counter_works(void);

/// Allocations that the calling thread has made so far.
int64_t allocation_count(void);

#endif
