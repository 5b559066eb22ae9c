// Lets a chosen call of the system fail: for tests of what a command does then.
//
// Counted are the calls that write below a folder of results: open for writing, write, rename,
// mkdir, fsync. LAB_FAULT_CALL=n lets the nth of them fail with the error LAB_FAULT_ERRNO, and all
// behind it too where LAB_FAULT_REST is set, as on a full disk. LAB_FAULT_COUNT names a file that
// gets the number of calls when the command ends.
#if defined(__linux__)
#define _GNU_SOURCE
#include "FaultInjection.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { descriptors = 4096 };

static atomic_long calls;
// Whether a descriptor belongs to a file below a folder of results.
static atomic_bool watched[descriptors];

static long number(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

// Counts a call; tells whether it fails.
static bool fails(void) {
  const long call = atomic_fetch_add(&calls, 1) + 1;
  const long chosen = number("LAB_FAULT_CALL");
  if (chosen == 0 || call < chosen || (call > chosen && !getenv("LAB_FAULT_REST"))) return false;
  errno = (int)number("LAB_FAULT_ERRNO");
  return true;
}

static bool is_result(const char *path) { return strstr(path, "results") != NULL; }

__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("LAB_FAULT_COUNT");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld\n", atomic_load(&calls));
  fclose(file);
}

typedef int (*open_function)(const char *, int, ...);

static int opened(open_function real, const char *path, int flags, mode_t mode) {
  const bool writes = (flags & O_CREAT) != 0 && is_result(path);
  if (writes && fails()) return -1;
  const int descriptor = real(path, flags, mode);
  if (descriptor >= 0 && descriptor < descriptors) watched[descriptor] = writes;
  return descriptor;
}

int open(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  return opened((open_function)dlsym(RTLD_NEXT, "open"), path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  return opened((open_function)dlsym(RTLD_NEXT, "open64"), path, flags, mode);
}

static bool is_watched(int descriptor) {
  return descriptor >= 0 && descriptor < descriptors && watched[descriptor];
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  if (is_watched(descriptor) && fails()) return -1;
  return ((ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write"))(
      descriptor, bytes, count);
}

int fsync(int descriptor) {
  if (is_watched(descriptor) && fails()) return -1;
  return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(descriptor);
}

int rename(const char *from, const char *to) {
  if (is_result(to) && fails()) return -1;
  return ((int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename"))(from, to);
}

int mkdir(const char *path, mode_t mode) {
  if (is_result(path) && fails()) return -1;
  return ((int (*)(const char *, mode_t))dlsym(RTLD_NEXT, "mkdir"))(path, mode);
}
#else
// Elsewhere libraries are not loaded in this way.
static const int nothing = 0;
#endif
