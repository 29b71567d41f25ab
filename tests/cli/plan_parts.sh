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
wants 2 check -s 'plan.power.cost_budget=6e9' "$plan"
says "'cost_budget' needs 'price: 20' (money per kWh)"
wants 2 check -s 'plan.ramp.current_ler=[[2030-01-01, 2 A]]' "$plan"
says "period '2030' needs 'at: {current_ler: 2.08 A}'"
wants 2 check -s 'plan.horizon=2050-12-31T24:00+09:00' "$plan"
says "dates are whole days in Japan (JST), without time and zone: write 2050-12-31"

finish
