// Says which sanitizer watches the tests: some of them, or what they use, do not go with one.
#ifndef SANITIZERS_H
#define SANITIZERS_H

#include <stdbool.h>

// A build with `--sanitize` gives the same option to the compiler of C, which tells by these
// features.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

/// Whether AddressSanitizer or ThreadSanitizer watches the tests, and the commands that they start.
bool is_sanitized(void);

#endif
