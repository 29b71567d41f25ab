#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The parts of a plan through the program: all keys, the annotated defaults read back, messages, --set.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
plan=$source_dir/inputs/plans/baseline.yaml

wants 0 check "$source_dir/tests/fuzz/corpus/plan_parts.yaml"
check 'nothing is said of a plan with all keys' [ ! -s err ]

# the defaults show every part as comments, and are a scenario
wants 0 defaults --annotated
cp out annotated.yaml
for key in faults sudden_losses ramp detector power at energy_sharing luminosity_cap on_4s; do
  check "defaults --annotated shows $key" grep -qE "^ +# $key:" annotated.yaml
done
wants 0 check annotated.yaml
# so are these parts, once they are no comments any more
awk '
  function begin() { match($0, /[^ ]/) }
  inside { begin(); if (RSTART <= depth || substr($0, RSTART, 2) != "# ") inside = 0 }
  /^[a-z]/ { plan = /^plan:/ }
  plan && !inside && /^ +# (at|energy_sharing|ramp|detector|power):/ { begin(); depth = RSTART; inside = 1 }
  inside { sub(/# /, "") }
  { print }' \
  annotated.yaml >said.yaml
check 'the parts are said' [ "$(diff annotated.yaml said.yaml | grep -cE '^> +(at|energy_sharing|ramp|detector|power):')" -eq 5 ]
wants 0 check said.yaml

# a part by --set; a plan without one stays
wants 0 check -s 'plan.faults={rf: {rate: 2 /day, recovery: 30 min}}' -s plan.sampling=antithetic "$plan"
wants 2 check -s 'plan.sudden_losses={from: losses}' "$plan"
says "'from: losses' needs 'losses:' in the scenario: take it in by 'base: FILE'"
wants 2 check -s 'plan.faults.rf={rate: 2 /day, mtbf: 3 h, recovery: 30 min}' "$plan"
says "'mtbf' and 'rate' say the same thing twice: keep one"
wants 2 check -s plan.power.price=null -s 'plan.power.cost_budget=6e9' "$plan"
says "'cost_budget' needs 'price: 20' (money per kWh)"
wants 2 check -s plan.power=null -s plan.faults=null -s plan.sudden_losses=null -s plan.periods.2030.at=null -s 'plan.ramp.current_ler=[[2030-01-01, 2 A]]' "$plan"
says "period '2030' needs 'at: {current_ler: 2.08 A}'"
wants 2 check -s 'plan.horizon=2050-12-31T24:00+09:00' "$plan"
says "dates are whole days in Japan (JST), without time and zone: write 2050-12-31"

# what the plan refuses is refused here
wants 2 check -s plan.sudden_losses.rate='5 /day' "$plan"
says "refill, tuning and steps back leave"
sed '/^sha256/d' err >checked
wants 2 plan --histories 4 -s plan.sudden_losses.rate='5 /day' "$plan"
check 'in the same words' cmp -s err checked

# a what-if that the declared uptime absorbs, and what the days show
wants 0 plan --histories 4 -s plan.faults.rf.rate='8 /day' "$plan"
says "plan.faults.rf.rate changes no luminosity of a period that declares its uptime"
says "the recovery times are multiplied by 0.04 (recovery_scale)"
wants 0 plan --quiet --histories 4 -s plan.faults.rf.rate='8 /day' "$plan"
check 'nothing for the quiet' [ ! -s err ]
wants 0 compare --histories 4 -s plan.faults.rf.recovery='20 min' "$plan"
says "the declared availability x trip_factor stands"
printf 'base: %s\nplan: {faults: {rf: {recovery: 20 min}}}\n' "$plan" >over.yaml
wants 0 check over.yaml
says "over.yaml:2:32: warning: plan.faults.rf.recovery changes no luminosity"
wants 0 check -s plan.power.cap='20 MW' "$plan"
says "period '2025' has no beam: 'power' cuts each of its 57 days"
cat >tuned.yaml <<END
plan:
  faults: {vacuum: {rate: 1 /day, recovery: 12 h, tuning: 4 h, tuning_level: 95 %}}
  periods: {x: {start: 2026-01-01, end: 2026-12-31, peak: 4e34 cm^-2 s^-1, mean_over_peak: 0.7}}
END
wants 0 check tuned.yaml
says "tuning after 'vacuum' runs at 95 % of the luminosity, above the"
wants 0 check -s plan.faults.vacuum.tuning_level='50 %' tuned.yaml
check 'a level below the uptime is no gain' [ ! -s err ]
for file in "$source_dir"/inputs/plans/[bop]*.yaml "$source_dir"/inputs/scenarios/*.yaml; do
  case $file in *fill_*|*study_*) continue ;; esac
  wants 0 check "$file"
  check "nothing is said of $file" sh -c '! grep -q "recovery_scale\|counts as 1\|left out\|has no beam\|while tuning" err'
done

finish
