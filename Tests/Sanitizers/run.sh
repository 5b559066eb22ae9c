#!/usr/bin/env bash
# Runs the tests under sanitizers, on Linux: a job each, or those named as arguments.
#
#   address  every test under AddressSanitizer and LeakSanitizer, with the kernels, in C, under
#            UndefinedBehaviorSanitizer too; Swift checks its own arithmetic
#   thread   under ThreadSanitizer what runs several threads: tests, and trainings of the program
set -Eeuo pipefail
cd "$(dirname "$0")/../.."
here=Tests/Sanitizers
build=$PWD/.build/sanitizers
findings=$build/findings
symbolizer=$(clang -print-prog-name=llvm-symbolizer)
job=""
rm -rf "$findings"
mkdir -p "$findings"

# What the processes of a job found, be they tests or commands that tests start and kill.
tell_findings() {
  local found
  found=$(grep -lE "ERROR: |WARNING: ThreadSanitizer|runtime error: " "$findings"/* 2> /dev/null || true)
  [ -n "$found" ] || return 0
  for file in $found; do head -n 60 "$file"; done
  return 1
}
trap 'tell_findings || true; echo "sanitizers: the job $job failed"' ERR

# No status that a command gives by itself is 99, and no text that tests read is a finding.
options="exitcode=99:log_path=$findings/finding:external_symbolizer_path=$symbolizer"

# Runs tests; prints what was skipped and the last line, or what failed.
run_tests() {
  local log=$build/$job.txt
  swift test -c release --scratch-path ".build/$job" "$@" > "$log" 2>&1 || {
    grep -E "✘|error: |Fatal error" "$log" | head -n 50
    tail -n 20 "$log"
    return 1
  }
  grep -E "skipped: " "$log"
  tail -n 1 "$log"
  tell_findings
}

address() {
  # Where memory ends, the program goes on.
  export ASAN_OPTIONS="$options:allocator_may_return_null=1"
  export LSAN_OPTIONS="suppressions=$PWD/$here/leaks.txt:print_suppressions=0"
  # Checks of addresses are called, not compiled into the kernels: that takes minutes. Swift's own
  # reader of C takes that option only after the other.
  run_tests --sanitize=address -Xcc -fsanitize=address,undefined \
    -Xcc -fsanitize-address-outline-instrumentation -Xcc -fno-sanitize-recover=all
}

thread() {
  export TSAN_OPTIONS=$options
  # Loops that the compiler makes wide would not be seen: Sources/CKernels/vectors/watch.h.
  local flags=(--sanitize=thread -Xcc -fno-vectorize -Xcc -fno-slp-vectorize)
  clang -O2 -Wall -Wextra -Werror -c "$here/mutex.c" -o "$build/mutex.o"
  flags+=(-Xlinker "$build/mutex.o")
  run_tests "${flags[@]}" --filter \
    "EngineTests.ThreadTeamTests|TrainingTests|RunsTests|EndToEndTests.(Console|Signal|Reproducib)"
  train_with_two_threads
}

# The built program trains with two threads, side by side and in a team. Each instruction set has
# kernels of its own.
train_with_two_threads() {
  local program=$PWD/.build/thread/release/lstm-lab folder=$build/trainings
  rm -rf "$folder"
  mkdir -p "$folder"
  cp -r experiments "$folder/"
  # No committed experiment is large enough for a team.
  cat > "$folder/team.yaml" << 'YAML'
seed: 1
data:
  source: {ramp: {length: 480}}
  input: {reshape: [16, 30, 1]}
  target: {reshape: [16, 30, 1]}
model:
  - LSTM: {units: 32, return_sequences: true}
  - TimeDistributed: {layer: {Dense: {units: 1}}}
training: {loss: mean_squared_error, optimizer: Adam, epochs: 200, batch_size: 16}
YAML
  cd "$folder"
  for instructions in $("$program" selftest 2> text | awk 'NR == 1 { $1 = $2 = ""; print }'); do
    export LSTM_LAB_ISA=$instructions
    "$program" run experiments --threads 2 2> text || { cat text; return 1; }
    diff -r --exclude README.md "$OLDPWD/results" results
    "$program" run team.yaml --threads 1 --results "one/$instructions" 2> text
    "$program" run team.yaml --threads 2 --results "two/$instructions" 2> text
    diff -r "one/$instructions" "two/$instructions"
    echo "trained with two threads, $instructions"
  done
  unset LSTM_LAB_ISA
  cd "$OLDPWD"
  tell_findings
}

for job in ${*:-address thread}; do
  echo "-- $job"
  start=$SECONDS
  $job
  echo "-- $job: passed in $((SECONDS - start)) s"
done
