#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Whole processes on the wall clock: `run` on the baseline with 2000 histories (claim: under 10 s on two cores), `lumi`
# (claim: under 50 ms), `losses` of both rings (claim: 10,000 events under 20 s on two cores), `plan`, `verify`. Median of N runs (default 9). Runs from the root of the source tree.
set -eu
program=${LUMIREACH:-$(dirname -- "$0")/../cli/lumireach}
runs=${RUNS:-9}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT INT TERM
measure() { # name, claim, command...
  name=$1 claim=$2
  shift 2
  : > "$out/times"
  i=0
  while [ "$i" -lt "$runs" ]; do
    start=$(date +%s%N)
    "$@" > "$out/stdout"
    end=$(date +%s%N)
    echo $(((end - start) / 1000)) >> "$out/times"
    i=$((i + 1))
  done
  sort -n "$out/times" | awk -v name="$name" -v claim="$claim" \
    '{ t[NR] = $1 } END { printf "%-34s median %8.1f ms  min %8.1f  max %8.1f  (%d runs; claim: %s)\n", name, t[int((NR + 1) / 2)] / 1000, t[1] / 1000, t[NR] / 1000, NR, claim }'
}
measure 'run, baseline, 2000 histories' 'under 10 s on two cores' "$program" run inputs/scenarios/baseline.yaml -q -o "$out/result"
measure 'lumi, 2022-06' 'under 50 ms' "$program" lumi inputs/machines/2022-06.yaml
measure 'plan, baseline, 2000 histories' 'none' "$program" plan inputs/scenarios/baseline.yaml -q
measure 'plan, 20000 histories' 'none' "$program" plan inputs/scenarios/baseline.yaml -q --histories 20000
measure 'reach, baseline' 'none' "$program" reach inputs/scenarios/baseline.yaml -q
many=$runs
runs=3
measure 'losses, baseline, 10000 events' 'under 20 s on two cores' "$program" losses inputs/scenarios/baseline.yaml -q --events 10000 -t summary
runs=$many
measure 'verify, all cases' 'none' "$program" verify
