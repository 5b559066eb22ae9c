#!/usr/bin/env bash
# Compares the kernels' bits on this processor with those on AArch64, which qemu emulates. Needs
# clang, gcc-aarch64-linux-gnu and qemu-user.
set -euo pipefail
cd "$(dirname "$0")/../.."
kernels=Sources/CKernels
build=.build/architectures
mkdir -p "$build"
flags=(-O2 -Wall -Wextra -Werror -I "$kernels/include")

clang "${flags[@]}" Tests/Architectures/digest.c "$kernels"/run_*.c -lm -o "$build/native"
objects=()
for source in Tests/Architectures/digest.c "$kernels"/run_*.c; do
  object="$build/$(basename "$source").o"
  clang --target=aarch64-linux-gnu -isystem /usr/aarch64-linux-gnu/include "${flags[@]}" \
    -c "$source" -o "$object"
  objects+=("$object")
done
aarch64-linux-gnu-gcc -static "${objects[@]}" -lm -o "$build/aarch64"

expected=$("$build/native" portable)
echo "this processor, portable: $expected"
status=0
for name in avx2 avx512; do
  if actual=$("$build/native" "$name" 2>&1); then
    echo "this processor, $name: $actual"
    [ "$actual" = "$expected" ] || status=1
  else
    echo "this processor, $name: not there"
  fi
done
actual=$(qemu-aarch64 "$build/aarch64")
echo "AArch64: $actual"
[ "$actual" = "$expected" ] || status=1
[ $status = 0 ] || echo "the bits differ"
exit $status
