#!/usr/bin/env bash
# Times `lstm-lab check` of a thousand experiment files, the whole process: the median of RUNS runs
# (5 by default). Takes the release build, and copies of the committed experiments.
#
#   Tests/Benchmarks/check.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-5}
swift build --configuration release --product lstm-lab
command=$(swift build --configuration release --show-bin-path)/lstm-lab

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/.git" # A project of its own.
experiments=(experiments/*.yaml)
for number in $(seq 0 999); do
  cp "${experiments[number % ${#experiments[@]}]}" "$folder/experiment-$number.yaml"
done

TIMEFORMAT="%R %U %S"
times=$(for _ in $(seq "$runs"); do
  { time "$command" check "$folder" 2> "$folder/told"; } 2>&1
  grep -q "^1000 experiments checked, no problem found$" "$folder/told" || {
    cat "$folder/told" >&2
    exit 1
  }
done | sort -n)
echo "$times" | awk '{ print "run: " $1 " s, of the processors " $2 + $3 " s" }'
echo "$times" | awk -v middle=$(((runs + 1) / 2)) 'NR == middle { print "median: " $1 " s" }'
