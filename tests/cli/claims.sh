#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Sentences of the report that are not computed for the scenario at hand, against the shipped inputs; and that the merged
# scenario of a result is read again from anywhere, with the files that it names.
# shellcheck disable=SC2016 # $1 belongs to awk
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"

# "Every long plan that reaches 50 ab^-1 assumes 0.46-0.52" of peak x beam days
for plan in baseline optimistic official2022_target; do
  wants 0 plan "$source_dir/inputs/plans/$plan.yaml" --quiet --histories 10 --format csv --table periods
  check "$plan assumes 0.46 to 0.52 at maturity" awk -F, '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == "efficiency") column = i }
    NR > 1 && $column > best { best = $column }
    END { exit !(best >= 0.46 && best < 0.525) }' out
  wants 0 plan "$source_dir/inputs/plans/$plan.yaml" --quiet --histories 10 --format csv --table milestones
  check "$plan reaches 50 ab^-1" awk -F, '$1 == 50 && $2 != "" { found = 1 } END { exit !found }' out
done

# files named by a merged scenario: the wake of the machine, the machine of a period
cat >named.yaml <<YAML
base: [$source_dir/inputs/plans/baseline.yaml, $source_dir/inputs/machines/bbws_2022-04_wake.yaml]
histories: 20
plan:
  periods:
    2027: {peak: null, machine: ../machines/step_1e35.yaml}
YAML
wants 0 run named.yaml --quiet -o result
wants 0 lumi named.yaml --format csv
cp out first
wants 0 lumi result/scenario.yaml --format csv
check 'the merged scenario gives the same luminosity' cmp -s first out
wants 0 plan named.yaml --quiet --format csv --table periods
cp out first
wants 0 plan result/scenario.yaml --quiet --format csv --table periods
check 'the merged scenario gives the same plan' cmp -s first out

# the study of the target: its lifetimes in `limits` are those of its fill; the injector of 2022 holds one ring of the two
study=$source_dir/inputs/scenarios/study_target.yaml
wants 0 check "$study"
wants 0 fill "$study" -q -t fill_summary -f csv
check 'lifetimes of the fill' awk -F, '
  $1 == "lifetime" && $2 == "ler" { ler = $3 / 60 } $1 == "lifetime" && $2 == "her" { her = $3 / 60 }
  END { exit !(ler > 3.435 && ler < 3.445 && her > 9.335 && her < 9.345) }' out
check 'injector' awk -F, '
  $1 == "injector_load_needed" && $2 == "ler" { ler = $3 } $1 == "injector_load_needed" && $2 == "her" { her = $3 }
  END { exit !(ler > 1 && her > 0 && her < 1) }' out
wants 0 lumi "$study" -q --limits -t limits -f csv
check 'its limits say the same' awk -F, '$1 == "injector" && $2 == "ler" && $6 < 0 { found = 1 } END { exit !found }' out
# sudden losses of the shipped scenario: as long as those observed (10 to 50 us), first seen in D06 in a good part of them
wants 0 losses "$source_dir/inputs/scenarios/baseline.yaml" -q --events 600 --calibrate -t summary -f csv
check 'durations of 10 to 50 us' awk -F, '$1 == "duration" && $2 == "observed" { found = $5 >= 10 && $7 <= 50 } END { exit !found }' out
wants 0 losses "$source_dir/inputs/scenarios/baseline.yaml" -q --events 600 --calibrate -t facts -f csv
check 'the facts are possible' awk -F, '/all of these/ { found = $NF > 0.1 } END { exit !found }' out
# a grain of silica, 50 um, thrown at 10 m/s from Nikko, its own charge taken away (published chain: no loss at a share of 1e-4, 4 % in the first
# turn and 18 % by the fourth at 3e-4, 18 % in the first at 1e-3; later turns differ, as the height of the charge is another)
cat >chain.yaml <<YAML
base: [$source_dir/inputs/machines/2024-12.yaml, $source_dir/inputs/losses/superkekb.yaml]
losses:
  ler_share: 1
  dust_share: 1
  particles: 10000
  softening: 50 um
  ler:
    current: 1.3 A
    emittance_y: 40 pm
    gap_scale: 1
    damping_turns: 1e9
    sections: {nikko: {weight: 1, start: 2275 m, end: 2275 m}, oho: {weight: 0}, elsewhere: {weight: 0}}
  dust: {mixture: {silica: 1, graphite: 0, copper: 0}, radius: 50 um, neutral_share: 1, launched_share: 1, speed: 10 m/s, retention: 0 Hz, strength: 1e-12 MPa, charge_cap: 1e30}
  abort: {monitors: {diamonds_fast: {threshold: 1e9 Gy}, diamonds_slow: {threshold: 1e9 Gy}}}
YAML
chain() { # share of the electrons, turn, least and most part that is lost by then
  wants 0 losses chain.yaml -q --event 1 --set "losses.dust.electron_share=$1" -t turns -f csv
  check "a share of $1: lost by turn $2 within $3 to $4" awk -F, -v turn="$2" -v low="$3" -v high="$4" '
    $1 == turn { lost = 1 - $6 } END { exit !(lost >= low && lost <= high) }' out
}
chain 1e-4 7 0 0.001
chain 3e-4 2 0.03 0.05
chain 3e-4 4 0.15 0.21
chain 1e-3 2 0.16 0.22
finish
