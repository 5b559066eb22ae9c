// Prints the digest of every selftest case under the instruction set that the argument names, and
// says where one is not the committed one.
#include "CKernels.h"

#include <stdio.h>
#include <string.h>

static float memory[LAB_SELFTEST_FLOATS] __attribute__((aligned(64)));

int main(int count, char **arguments) {
  const char *name = count > 1 ? arguments[1] : "portable";
  const lab_run run = !strcmp(name, "avx512")     ? lab_run_avx512()
                      : !strcmp(name, "avx2")     ? lab_run_avx2()
                      : !strcmp(name, "portable") ? lab_run_portable()
                                                  : NULL;
  if (!run) return 2;
  int status = 0;
  for (int64_t n = 0; n < lab_selftest_count(); n++) {
    const lab_selftest_case about = lab_selftest_at(n);
    const lab_selftest_result result = lab_selftest_run(n, run, memory);
    printf("%-34s %016llx", about.name, (unsigned long long)result.digest);
    if (result.digest != about.expected)
      printf("  expected %016llx", (unsigned long long)about.expected);
    if (result.differing_parts)
      printf("  other bits in %lld parts", (long long)result.differing_parts);
    if (result.digest != about.expected || result.differing_parts) status = 1;
    printf("\n");
  }
  return status;
}
