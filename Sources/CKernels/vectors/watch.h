// ThreadSanitizer passes over accesses of more than sixteen bytes, and over masked ones. What loads
// and stores wide vectors tells it of them; in a build without it that is nothing.
#include <stddef.h>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define IS_WATCHED 1
#endif
#endif

#if defined(IS_WATCHED)
void __tsan_read_range(void *memory, size_t bytes);
void __tsan_write_range(void *memory, size_t bytes);

static inline void tell_read(const float *p, ptrdiff_t n) {
  if (n > 0) __tsan_read_range((void *)p, (size_t)n * sizeof(float));
}
static inline void tell_write(float *p, ptrdiff_t n) {
  if (n > 0) __tsan_write_range(p, (size_t)n * sizeof(float));
}
#else
static inline void tell_read(const float *p, ptrdiff_t n) { (void)p, (void)n; }
static inline void tell_write(float *p, ptrdiff_t n) { (void)p, (void)n; }
#endif
