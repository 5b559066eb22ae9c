// Tells ThreadSanitizer of the waits in Swift's Mutex. It sees a lock that is free being taken, for
// that is compiled into the caller; but to wait for a lock, and to wake who waits, is done in a
// library that is built without it. Linked before that library, these take the place of its
// functions and call them.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

void __tsan_acquire(void *address);
void __tsan_release(void *address);

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void wait_for_lock(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void wake_for_lock(SELF) __asm__(UNLOCK);

SWIFT void wait_for_lock(uint32_t thread, SELF) {
  ((SWIFT void (*)(uint32_t, SELF))dlsym(RTLD_NEXT, LOCK))(thread, self);
  __tsan_acquire(self);
}

SWIFT void wake_for_lock(SELF) {
  __tsan_release(self);
  ((SWIFT void (*)(SELF))dlsym(RTLD_NEXT, UNLOCK))(self);
}
