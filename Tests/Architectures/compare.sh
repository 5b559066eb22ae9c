#!/usr/bin/env bash
# Runs every kernel under this processor's instruction sets and on AArch64, which qemu emulates, and
# compares the bits with the committed digests. Needs clang, gcc-aarch64-linux-gnu,
# libc6-dev-arm64-cross and qemu-user.
set -euo pipefail
cd "$(dirname "$0")/../.."
kernels=Sources/CKernels
build=.build/architectures
mkdir -p "$build"
flags=(-O2 -Wall -Wextra -Werror -I "$kernels/include")
sources=(Tests/Architectures/digest.c "$kernels"/*.c)

clang "${flags[@]}" "${sources[@]}" -lm -o "$build/native"
# As if all operands were too large for the caches.
clang "${flags[@]}" -DFAR_AWAY=0 "${sources[@]}" -lm -o "$build/far_away"
objects=()
for source in "${sources[@]}"; do
  object="$build/$(basename "$source").o"
  clang --target=aarch64-linux-gnu -isystem /usr/aarch64-linux-gnu/include "${flags[@]}" \
    -c "$source" -o "$object"
  objects+=("$object")
done
aarch64-linux-gnu-gcc -static "${objects[@]}" -lm -o "$build/aarch64"

failed=0
compare() {
  local name=$1 status=0
  shift
  "$@" > "$build/digests" || status=$?
  case $status in
    0) echo "$name: every digest is the committed one" ;;
    2) echo "$name: not there" ;;
    *)
      echo "$name: other bits"
      cat "$build/digests"
      failed=1
      ;;
  esac
}
compare "AArch64" qemu-aarch64 "$build/aarch64" portable
for name in portable avx2 avx512; do
  compare "this processor, $name" "$build/native" "$name"
  compare "this processor, $name, far away" "$build/far_away" "$name"
done
exit $failed
