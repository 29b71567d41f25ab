#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# JSON of every verb with tables, --table, and results that depend on scenario and seed only.
# shellcheck disable=SC2016 # $0 and $@ belong to the inner shell
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
scenario=$source_dir/inputs/scenarios/baseline.yaml
: "${LR_JSON_CHECK:?names the program that reads JSON}"

json() { # tables that must be there ... -- arguments
  tables=
  while [ "$1" != -- ]; do
    tables="$tables $1"
    shift
  done
  shift
  wants 0 "$@" --format json
  # shellcheck disable=SC2086 # split on purpose
  check "JSON of lumireach $*" sh -c '"$0" "$@" <out' "$LR_JSON_CHECK" $tables
}
json luminosity -- lumi "$scenario"
json luminosity luminosity_factors -- lumi --factors "$scenario"
json periods milestones integrated peak waterfall priors history shutdowns -- plan --histories 300 "$scenario"
json daily -- plan --histories 300 --daily "$scenario"
json reach -- reach "$scenario"
json reach -- reach --channel zp_invisible --mass '1 GeV' --luminosity '10 ab^-1' "$scenario"
json verify -- verify
json milestones -- plan --histories 300 --table milestones "$scenario"

wants 0 plan --table milestones --format csv "$scenario"
check '--table prints that table only' [ "$(wc -l <out)" -eq 5 ]
shows 'luminosity_ab [ab^-1],expected,p10,p50,p90,probability'
for format in text csv json; do
  wants 0 plan --histories 300 --jobs 1 --daily --format $format "$scenario"
  cp out one
  wants 0 plan --histories 300 --jobs 2 --daily --format $format "$scenario"
  check "the same bytes for one and two threads: $format" cmp -s one out
  wants 0 plan --histories 300 --jobs 5 --seed 1 --daily --format $format "$scenario"
  check "the seed of the scenario is 1: $format" cmp -s one out
  wants 0 plan --histories 300 --seed 2 --daily --format $format "$scenario"
  check "another seed, other bytes: $format" sh -c '! cmp -s one out'
done
wants 0 plan --histories 300 --seed 9007199254740992 --format json "$scenario"
check 'the largest seed is JSON' sh -c '"$0" <out' "$LR_JSON_CHECK"
wants 0 reach --jobs 1 --format json "$scenario"
cp out one
wants 0 reach --jobs 2 --format json "$scenario"
check 'the same reach for one and two threads' cmp -s one out

# the expectation does not depend on the histories; without priors and events the histories are the expectation
wants 0 plan --table integrated --format csv --set plan.priors=null --set plan.shutdowns=null --set plan.faults=null --set plan.sudden_losses=null --histories 20 "$scenario"
check 'P10 = P50 = P90 = expected without priors and events' awk -F, 'NR > 1 && ($2 != $3 || $3 != $4 || $4 != $5) { exit 1 }' out
finish
