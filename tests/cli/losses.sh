#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `lumireach losses`: tables, options, one event, errors with their place, interruption.
# shellcheck disable=SC2016 # the quoted programs are for awk
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
: "${LR_JSON_CHECK:?names the program that reads JSON}"

cat >optics.csv <<'END'
element,s_m,beta_x_m,beta_y_m,nu_y
TOP,370.359,14.610,67.204,6.0358
NARROW,1433.810,13.714,23.263,22.0072
FOCUS,1515.397,20,1284.67,23.4833
NIKKO,2275.000,16.454,13.210,35.3637
END,3016.30649,55.434,12.117,46.5812
END
cat >losses.yaml <<END
base: $source_dir/inputs/losses/materials.yaml
losses:
  events: 60
  turns: 12
  particles: 200
  dust_share: {dist: uniform, low: 0, high: 1}
  softening: 50 um
  ler:
    optics: optics.csv
    current: 1.3 A
    bunches: 2346
    energy: 4 GeV
    emittance_x: 4 nm
    emittance_y: {dist: lognormal, median: 40 pm, sigma: 0.25}
    kicker: 785 m
    sections:
      nikko: {weight: 1, start: 2206 m, end: 2345 m, at: NIKKO, mean_beta_y: 16 m}
    apertures:
      TOP: {top: 2.8 mm, bottom: 2.8 mm, dose: 6e-14 rad}
      NARROW: {top: 1.3 mm, bottom: 1.3 mm, dose: 6e-13 rad}
      FOCUS: {kind: ir, top: 10.5 mm, bottom: 10.5 mm, dose: 6e-12 rad}
  dust:
    mixture: {graphite: 1, silica: 1, copper: 1}
    radius: {dist: loguniform, low: 5 um, high: 200 um}
    launched_share: 1
    electron_share: {dist: loguniform, low: 1e-5, high: 1e-2}
    charge_cap: 1e11
  arc:
    charge: {dist: lognormal, median: 3e10, sigma: 1.1}
    rise: {dist: loguniform, low: 1 us, high: 50 us}
    fall: {dist: loguniform, low: 10 us, high: 500 us}
  abort:
    monitors:
      fast: {threshold: 4 mrad, window: 10 us, sampling: 2.5 us, logic: 2 us, link: 7.5 us}
  detector:
    gate_dose: {dist: loguniform, low: 0.1 krad, high: 10 krad}
  outcomes:
    quench_energy: 1 kJ
    damage_energy: 30 kJ
    refill: {mean: 40 min}
    quench: {mean: 4 h}
    damage: {mean: 3 days}
  rate:
    events: 0.1 /day
  observed:
    longest: 500 us
    first_loss: [TOP, NARROW]
END

wants 0 check losses.yaml
wants 0 losses losses.yaml -q
shows 'lost_fraction'
wants 0 losses losses.yaml -q -f json
check 'JSON with the tables' "$LR_JSON_CHECK" summary events <"$work/out"
wants 0 losses losses.yaml -q -t events -f csv
cp "$work/out" events.csv
check '60 events' [ "$(grep -vc '^#' events.csv)" -eq 61 ]
for column in id ring source mechanism turns lost_fraction 'dose_l1 \[rad\]' 'dose_l2 \[rad\]' gates quench 'downtime \[h\]'; do
  check "a column $column" sh -c "grep -v '^#' events.csv | head -n 1 | tr ',' '\n' | grep -qx '$column'"
done
wants 0 losses losses.yaml -q -t events -f csv -j 1
check 'the same with one thread' cmp -s events.csv "$work/out"
wants 0 losses losses.yaml -q -t events -f csv -j 7
check 'the same with seven' cmp -s events.csv "$work/out"
wants 0 losses losses.yaml -q -t events -f csv --seed 5
check 'another seed, other events' sh -c "! cmp -s events.csv '$work/out'"
wants 0 losses losses.yaml -q -t events -f csv --events 7
check '7 events, the first of the same' sh -c "grep -v '^#' '$work/out' >seven; grep -v '^#' events.csv | head -n 8 | cmp -s - seven"

# one event: the same as in the ensemble
for table in event turns loss_elements abort dose_map trajectory; do
  wants 0 losses losses.yaml -q --event 3 -t $table -f csv
  check "rows of $table" [ "$(grep -vc '^#' "$work/out")" -gt 1 ]
done
column() { # file, name, id
  grep -v '^#' "$1" | awk -F, -v name="$2" -v id="$3" 'NR == 1 { for (i = 1; i <= NF; i++) { sub(/ .*/, "", $i); at[$i] = i } next } $at["id"] == id { print $at[name] }'
}
for id in 1 3 7 60; do
  wants 0 losses losses.yaml -q --event $id -t event -f csv
  for name in lost_fraction dose_l1 gates; do
    check "$name of event $id" [ "$(column events.csv $name $id)" = "$(awk -F, -v n=$name '$1 == n { print $2 }' "$work/out")" ]
  done
done
wants 0 losses losses.yaml -q --event 3 -f json
check 'JSON of an event' "$LR_JSON_CHECK" event turns loss_elements abort dose_map trajectory <"$work/out"

# what a faster abort buys, what the facts say
wants 0 losses losses.yaml -q --abort -t abort_variants -f csv
check 'as given and three variants' [ "$(grep -vc '^#' "$work/out")" -eq 5 ]
for name in 'as given' 'no abort' 'request in 2 us' 'loss monitor near TOP'; do shows "$name"; done
wants 0 losses losses.yaml -q --calibrate -t calibration -f csv
shows 'electron_share'
wants 0 losses losses.yaml -q --calibrate -t facts
shows 'first loss at'
wants 2 losses losses.yaml -q --calibrate --set losses.observed=null
says 'nothing to calibrate with'
wants 3 losses losses.yaml -q --calibrate --set losses.observed.shortest='400 us' --set losses.observed.longest='400.001 us'
says 'none of the 60 events agrees with what was observed'
# without a plan there is no risk; nothing observed is a warning, not an error
wants 64 losses losses.yaml -q -t risk
says "there is no table 'risk'"
wants 0 losses losses.yaml --set losses.dust_share=0 --set losses.arc.charge=1
says 'warning: none of the 60 events lost the share of the beam'
wants 0 losses losses.yaml -q --set losses.dust_share=0 --set losses.arc.charge=1
check 'quiet' [ ! -s "$work/err" ]
wants 0 losses losses.yaml -q --set losses.abort.monitors.fast=null -t events -f csv
check 'nothing is dumped without monitors' awk -F, '!/^#/ && ++row > 1 && $11 != 0 { bad = 1 } END { exit bad || row != 61 }' "$work/out"

# calls that are wrong
for value in 0 -1 x 1.5 '' 1x 99999999999999999999; do
  wants 64 losses losses.yaml --event "$value"
  says '--event wants the number of an event'
  wants 64 losses losses.yaml --events "$value"
  says '--events wants a number'
done
wants 64 losses losses.yaml --events 10000001
wants 64 losses losses.yaml -q -t evnts
says "there is no table 'evnts'"
wants 64 losses losses.yaml --evnt 3
wants 64 losses
wants 2 losses losses.yaml --set losses.evnts=3
says "did you mean 'events'"
wants 2 losses losses.yaml --set losses.events=0
says "'events' must be at least 1"
wants 2 losses losses.yaml --set losses.ler.apertures.NARROW.top='0.05 mm'
says 'three sigma'
wants 2 losses losses.yaml --set losses.ler.optics=nothing.csv
says 'nothing.csv'
wants 2 losses losses.yaml --set losses.detector.gate_dose='4 deg'
says 'another kind'
wants 2 losses "$source_dir/inputs/machines/2022-06.yaml"
says "there is no 'losses'"
sed 's/^TOP,370/TOP,1470/' optics.csv >wrong.csv
wants 2 losses losses.yaml --set losses.ler.optics=wrong.csv
says 'wrong.csv:3'

# a full device, a closed pipe, an interruption
"$program" losses losses.yaml -q >/dev/full 2>err
check 'exit code 4 for a full device' [ $? -eq 4 ]
(
  "$program" losses losses.yaml -q -t events -f csv
  echo $? >code
) | head -n 1 >first
check 'a line came through a closed pipe' [ "$(wc -l <first)" -eq 1 ]
check "a closed pipe ends it without a crash: $(cat code)" [ "$(cat code)" -le 4 ]
"$program" losses losses.yaml -q --events 10000000 >interrupted 2>err &
process=$!
sleep 0.5
kill -s INT "$process"
code=0
wait "$process" || code=$?
check "exit code of an interruption: $code" [ "$code" -eq 130 ]
check 'nothing half-written' [ ! -s interrupted ]
check 'it says so' grep -qF 'nothing was written' err
finish
