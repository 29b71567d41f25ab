#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `lumireach fill`: tables and columns, charge bookkeeping, seed, warnings, errors with their place.
# shellcheck disable=SC2016 # the quoted programs are for awk
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
: "${LR_JSON_CHECK:?names the program that reads JSON}"
scenario=$source_dir/inputs/scenarios/fill_2022-06.yaml
machine=$source_dir/inputs/machines/2022-06.yaml

wants 0 fill "$scenario"
wants 0 fill "$scenario" --format json
check 'JSON with the three tables' "$LR_JSON_CHECK" fill lifetimes fill_summary <"$work/out"
for column in t current_ler current_her emittance_y_ler lifetime_her injector_load_ler luminosity luminosity_overlap process ring value; do
  check "a column $column" grep -qF "\"$column\"" "$work/out"
done

value() { # quantity, ring: the number in the summary of the last call, which was CSV
  awk -F, -v q="$1" -v r="$2" '$1 == q && $2 == r { print $3; exit }' "$work/out"
}
holds() { # what, expression of awk
  check "$1: $2" awk "BEGIN { exit !($2) }"
}

wants 0 fill "$scenario" --table fill_summary --format csv
cp "$work/out" summary
holds 'mean and peak' "$(value mean '') > 0.5 * $(value peak '') && $(value mean '') <= $(value peak '')"
holds 'their ratio' "($(value mean_over_peak '') * $(value peak '') / $(value mean '') - 1) ^ 2 < 1e-18"
for ring in ler her; do
  holds "charge of the $ring" "$(value charge_balance $ring) < 1e-9"
  holds "injected into the $ring" "$(value charge_injected $ring) > 0 && $(value charge_lost $ring) > 0"
done
wants 0 fill "$scenario" --table fill_summary --format csv
check 'the same again' cmp -s summary "$work/out"

# aborts: none without a rate, others with another seed, charge is dumped
wants 0 fill "$scenario" -t fill_summary -f csv --set fill.aborts=null
holds 'no aborts' "$(value aborts '') == 0 && $(value charge_dumped ler) == 0"
wants 0 fill "$scenario" -t fill_summary -f csv --set fill.aborts.per_day=20 --seed 7
holds 'aborts' "$(value aborts '') > 3 && $(value charge_dumped ler) > 0 && $(value charge_balance ler) < 1e-9"
cp "$work/out" seven
wants 0 fill "$scenario" -t fill_summary -f csv --set fill.aborts.per_day=20 --seed 8
check 'another seed, other aborts' sh -c "! cmp -s seven '$work/out'"

# listed events
cat >events.yaml <<END
base: $scenario
fill:
  aborts: null
  duration: 3 h
  events:
    - {at: 30 min, kind: abort, rings: her, recovery: 10 min}
    - {at: 2 h, kind: step, ler: 1 A}
END
wants 0 fill events.yaml -t fill_summary -f csv
holds 'one abort' "$(value aborts '') == 1 && $(value charge_dumped ler) == 0 && $(value charge_dumped her) > 0"
wants 0 fill events.yaml -t fill -f csv
holds 'the step is reached' "($(tail -n 1 "$work/out" | cut -d, -f2) - 1000) ^ 2 < 1"

# an injector that cannot hold the current: a result, with a warning
wants 0 fill "$scenario" -t fill_summary -f csv --set fill.ler.lifetime_touschek.at='1 min'
says 'cannot hold the current of the ler'
holds 'limited' "$(value injector_load_needed ler) > 1 && $(value injector_current_limit ler) < 1321"
wants 0 fill "$scenario" -q -t fill_summary -f csv --set fill.ler.lifetime_touschek.at='1 min'
check 'quiet' [ ! -s "$work/err" ]

# protons: no injection asked for, no radiative Bhabha scattering, no lifetimes, no warning
printf 'base: %s\nfill: {duration: 1 h}\n' "$source_dir/inputs/machines/lhc.yaml" >lhc.yaml
wants 0 fill lhc.yaml -t fill_summary -f csv
holds 'a fill without losses' "$(value mean_over_peak '') > 1 - 1e-9 && $(value charge_lost ler) == 0"
check 'no warning' [ ! -s "$work/err" ]
wants 0 check "$scenario"
shows 'a fill'

# lifetimes here and at another operating point
wants 0 fill "$scenario" -t lifetimes -f csv
check 'no target' sh -c "! grep -q '^target,' '$work/out'"
check 'Touschek is evaluated' awk -F, '$1 == "here" && $2 == "ler" && $3 == "touschek" && $4 > 1 { found = 1 } END { exit !found }' "$work/out"
wants 0 fill "$scenario" -t lifetimes -f csv --at "$source_dir/inputs/machines/tdr_8e35.yaml"
check 'shorter at the design' awk -F, '$2 == "ler" && $3 == "total" { tau[$1] = $4 } END { exit !(tau["target"] > 0 && tau["target"] < tau["here"]) }' "$work/out"
check 'radiative Bhabha at the design: 28 min' awk -F, '$1 == "target" && $2 == "ler" && $3 == "radiative_bhabha" { exit !($4 > 26.6 && $4 < 29.4) }' "$work/out"

# what is wrong has its place
wants 2 fill "$machine"
says "no 'fill'"
wants 2 fill "$scenario" --at nothing.yaml
says 'nothing.yaml'
bad() { # a line under `fill:` at line 3 of the file, message
  printf 'base: %s\nfill:\n  %s\n' "$scenario" "$1" >bad.yaml
  wants 2 fill bad.yaml
  says 'bad.yaml:3'
  says "$2"
}
bad 'duration: 0 h' 'above'
bad 'duratoin: 1 h' 'duration'
bad 'samples: 1' 'whole number'
bad 'ler: {lifetime_touschek: {at: 0 min}}' 'above'
bad 'ler: {injection: {charge: 3 A}}' 'a charge'
bad 'ler: {gas: {conditioning: 0.7}}' 'dose'
bad 'ler: {blowup: {product: 0.3 mA^2}}' 'exponent'
bad 'events: [{at: 1 h, kind: abort}]' 'recovery'
bad 'events: [{at: 1 h, kind: refill}, {at: 30 min, kind: refill}]' 'order of time'
bad 'events: [{at: 1 h, kind: refill, ler: 1 A}]' 'not of an event'
bad 'events: [{at: 1 h, kind: trip}]' 'abort|refill|step'
bad 'events: 3' 'a list'
wants 2 fill "$scenario" --set fill.ler.injection.share='60 %'
says 'share of the pulses'
wants 2 fill "$scenario" --set machine.ler.lifetime.momentum_acceptance=2
says 'momentum_acceptance'
wants 2 fill "$scenario" --set machine.her.lifetime.aperture_y='10 mm'
says 'aperture_y_beta'

# several that are wrong together: each at its place, in one pass
cat >several.yaml <<END
base: $scenario
fill:
  duration: 1 h
  veto: 21 ms
  ler: {gas: {conditioning: 0.7}, injection: {share: 80 %}}
  her: {injection: {share: 30 %}}
  events:
    - {at: 50 min, kind: abort, recovery: 1 min}
    - {at: 40 min, kind: refill}
    - {at: 2 h, kind: refill}
END
wants 2 check several.yaml
for place in 4:9 5:29 6:28 9:12 10:12; do says "several.yaml:$place: error:"; done
check 'no more than these' [ "$(grep -c ' error: ' "$work/err")" -eq 5 ]
# a current beyond a bunch-length curve
printf 'base: %s\nfill: {ler: {target_current: 9 A}}\n' "$source_dir/inputs/machines/bbws_2022-04_wake.yaml" >curve.yaml
wants 2 check curve.yaml
says 'curve.yaml:2:30: error:'
says 'Haissinski equation, followed to'
printf 'fill: {duration: 1 h}\n' >alone.yaml
wants 2 fill alone.yaml
says "machine"
finish
