#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `lumireach compare`: nothing differs from itself, signs, what a knob moves and what it leaves, the shipped what-ifs, results on disk.
# shellcheck disable=SC2016 # $LR_JSON_CHECK belongs to the inner shell
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
scenarios=$source_dir/inputs/scenarios
plans=$source_dir/inputs/plans
: "${LR_JSON_CHECK:?names the program that reads JSON}"
few='losses: {events: 60, particles: 100}'
printf 'base: %s/baseline.yaml\nhistories: 40\n%s\n' "$scenarios" "$few" >small.yaml

differences() { # arguments of compare: the table as CSV
  wants 0 compare --quiet --table differences --format csv "$@"
}

# A key may hold commas: fields are counted from the end. `rows PATTERN OF NAME` prints a, b and change.
rows() { # quantity, key (regular expressions)
  awk -F, -v quantity="$1" -v key="$2" 'NR > 1 {
    id = $3; for (i = 4; i <= NF - 5; i++) id = id "," $i
    if ($1 ~ "^(" quantity ")$" && id ~ key) print $(NF - 3), $(NF - 2), $(NF - 1) }' out
}

all_of() { # what, quantity, key, condition of awk on a, b, change: rows are there and all fulfil it
  rows "$2" "$3" >found
  check "$1 (rows: $(wc -l <found), first: $(head -n 1 found))" awk "{ n++; a = \$1; b = \$2; change = \$3; if (!($4)) bad = 1 } END { exit !(n && !bad) }" found
}

nothing_in() { # groups: no row of them differs
  for group in "$@"; do
    check "$group does not move: $(grep -m 1 ",$group," out)" sh -c "! grep -q ',$group,' out"
  done
}

# ---- usage ----

wants 64 compare
says 'A [B] is missing'
wants 64 compare small.yaml
says 'compare wants two scenarios, or one and what to change in it'
wants 64 compare small.yaml small.yaml small.yaml
says 'too many arguments'
wants 64 compare - -
says "only A or B can be '-'"
wants 64 compare small.yaml small.yaml --histories 0
says '--histories wants a number'
wants 64 compare small.yaml small.yaml --table nothing
says 'there is no table'
wants 2 compare small.yaml none.yaml
says 'none.yaml'
wants 2 compare small.yaml --set machine.ler.curent='1 A'
says "unknown key 'curent' in machine.ler; did you mean 'current'?"
wants 2 compare small.yaml --set machine.ler.current=1.8
says '--set machine.ler.current:1:1: error:'

# ---- nothing differs from itself ----

wants 0 compare small.yaml small.yaml
shows 'No difference: all'
shows 'No key differs'
check 'no message' [ ! -s err ]
differences small.yaml small.yaml
check 'no row' [ "$(wc -l <out)" -eq 1 ]
differences --all small.yaml small.yaml
check "all rows ($(wc -l <out))" [ "$(wc -l <out)" -gt 1000 ]
all_of 'all of them zero' '.*' '' 'a == b && change == 0'
differences small.yaml --set name=other --set seed=7 --set histories=50
check 'names, seed and histories are no knobs' [ "$(wc -l <out)" -eq 1 ]
wants 0 compare small.yaml --set seed=7
says 'note: seed and histories of B are those of A (1, 40)'
wants 0 compare small.yaml --set seed=7 --seed 3 --histories 30
check 'those of the command line are said by the user' [ ! -s err ]
differences small.yaml --set 'machine.ler.current={value: 1.632 A, status: assumed, source: the same}'
check 'another source of the same figure is no difference' [ "$(wc -l <out)" -eq 1 ]
wants 0 compare --format json small.yaml small.yaml
check 'JSON with its tables' sh -c '"$LR_JSON_CHECK" scenarios knobs attribution compared differences <out'

# ---- signs: B against A is minus A against B ----

swapped() { # the rows of a table, with a and b (and the sign of the change) turned round when $1 = yes
  awk -F, -v turn="$1" 'NR > 1 {
    id = $1; for (i = 2; i <= NF - 4; i++) id = id "," $i
    a = $(NF - 3); b = $(NF - 2); change = $(NF - 1)
    if (turn == "yes") { t = a; a = b; b = t; if (change != "" && change != 0) change = substr(change, 1, 1) == "-" ? substr(change, 2) : "-" change }
    print id "|" a "|" b "|" change }' | sort
}
differences --all --histories 40 "$plans/baseline.yaml" "$plans/pessimistic.yaml"
swapped no <out >forward
differences --all --histories 40 "$plans/pessimistic.yaml" "$plans/baseline.yaml"
swapped yes <out >backward
check 'there is something to compare' [ "$(wc -l <forward)" -gt 500 ]
check 'B against A is minus A against B' cmp -s forward backward
printf 'base: small.yaml\ntrigger: {budget: 8 kHz, track_finder: 0.8, path: {target: {current_ler: 3 A}}, lines: {displaced_vertex: {on: yes}}}\n' >other.yaml
differences --all small.yaml other.yaml
swapped no <out | grep trigger_ >forward
differences --all other.yaml small.yaml
swapped yes <out | grep trigger_ >backward
check 'the trigger is compared' [ "$(wc -l <forward)" -gt 1000 ]
check 'and differs' [ "$(awk -F'|' '$4 != 0 && $4 != ""' forward | wc -l)" -gt 100 ]
check 'the other way round too' cmp -s forward backward

# ---- a knob moves what depends on it, and nothing else ----

differences small.yaml --set channels.zp_invisible.signal_factor=1.2
nothing_in machine plan dose trigger
all_of 'more signal, smaller coupling' 'reach.continuous' '^"?zp_invisible' 'change < 0'
check 'the other channel stays' [ -z "$(rows '.*' alp_gammagamma)" ]
differences small.yaml --set plan.horizon=2046-12-31
nothing_in machine dose reach
check 'what is left has the same numbers' [ -z "$(rows 'integrated.*|datasets.*' '^20(2|3)')" ]
all_of 'what is cut off stands on one side' 'integrated.*' '^20(48|49|50)-12-31' 'NF == 1'
differences small.yaml --set machine.ler.current='1.7 A'
nothing_in plan reach trigger
all_of 'more current, more luminosity' luminosity '' 'change > 0 && change / (b - a) > 1 - 1e-9 && change / (b - a) < 1 + 1e-9'
differences small.yaml --set plan.periods.2028.peak='12e34 cm^-2 s^-1'
nothing_in machine
all_of 'a fifth more in that year' 'periods.delivered' '^2028$' 'b / a > 1.2 - 1e-9 && b / a < 1.2 + 1e-9'
check 'no other year delivers more' [ "$(rows periods.delivered '' | wc -l)" -eq 1 ]
check 'nothing before it' [ -z "$(rows '.*' '^20(25|26|27)')" ]

differences small.yaml --set trigger.budget='8 kHz'
nothing_in machine plan dose
all_of 'a smaller budget: prescales' trigger_rates.prescale '' 'change > 0'
check 'none at 1e35' [ -z "$(rows trigger_rates.prescale '1e.35 cm')" ]
all_of 'efficiencies never rise' trigger_efficiency.efficiency '' 'change < 0'
all_of 'nor in the periods of the plan' trigger_periods.mean_relative '' 'change < 0'
check 'what the lines want stays' [ -z "$(rows 'trigger_rates.(rate_physics|rate_background|rate_own)|trigger_setups.*|trigger_total.rate_wanted' '')" ]
all_of 'at a late date the reach is weaker' reach.continuous '2040-12-31' 'change > 0'
check 'at a luminosity it is that of the reference' [ -z "$(rows 'reach.*' 'ab\^-1')" ]
check 'nor does it move before the prescales' [ -z "$(rows 'reach.*' '2028-12-31')" ]
differences small.yaml --set trigger.displaced.outer='50 cm'
nothing_in machine plan dose reach
check 'the range of the line of displaced vertices moves its table alone' [ -z "$(awk -F, 'NR > 1 && $1 !~ /^trigger_displaced\.(with|ratio)$/' out)" ]
all_of 'a shorter range, less seen' trigger_displaced.with '' 'change < 0'
differences small.yaml --set channels.zp_invisible.trigger.lines='{two_track: 0.8}'
nothing_in machine plan dose
all_of 'the lines of a channel move it: the muon is the best one left' trigger_efficiency.efficiency '^"?zp_invisible' 'b / a > 0.9 / 0.95 - 1e-9 && b / a < 0.9 / 0.95 + 1e-9'
check 'and no other' [ -z "$(awk -F, 'NR > 1' out | grep -v zp_invisible)" ]
limit='{channel: zp_invisible, mass: 1 GeV, coupling: 6e-3}' found='{channel: zp_invisible, mass: 1 GeV, coupling: 6e-3, sigma: 5}'
printf 'base: small.yaml\nreach: {milestones: [%s, %s]}\n' "$limit" "$found" >one.yaml
printf 'base: small.yaml\nreach: {milestones: [%s, %s]}\n' "$found" "$limit" >two.yaml
differences --all one.yaml two.yaml
all_of 'milestones are told apart by their sigma' reach_milestones.luminosity_ab '0.006, 5"?$' 'a == b && a > 5'
all_of 'the one without has none' reach_milestones.luminosity_ab '0.006"?$' 'a == b && a < 1'

# ---- attribution: the contributions add up to the change; what cannot stand alone says so ----

wants 0 compare --quiet --table attribution --format csv small.yaml --set plan.periods.2028.peak='12e34 cm^-2 s^-1' --set plan.periods.2028.study_fraction='20 %' \
  --set machine.ler.current='1.7 A'
check 'three knobs and the rest, for six quantities' [ "$(wc -l <out)" -eq 25 ]
check 'they add up' awk -F, 'NR > 1 { sum[$2] += $4; change[$2] = $6 } END { for (q in sum) if (sum[q] - change[q] > 1e-9 * (1 + change[q] ^ 2) || change[q] - sum[q] > 1e-9 * (1 + change[q] ^ 2)) exit 1 }' out
check 'the current moves the luminosity alone' awk -F, '$1 == "machine.ler.current" && $2 == "luminosity" { found = $4 > 0 && $4 == $6 } END { exit !found }' out
check 'peak and studies act on one another' awk -F, '$1 == "together" && $2 ~ /^expected/ { found = $4 < 0 } END { exit !found }' out
wants 0 compare --quiet --table attribution --format csv small.yaml --set plan.periods.2028.start=2028-02-15 --set plan.periods.2027.end=2028-02-14
check 'a period that would overlap cannot stand alone' grep -q '^plan.periods.2027.end,.*cannot stand alone: period .2028. starts (2028-01-01) before' out
check 'the other one can' sh -c "! grep '^plan.periods.2028.start' out | grep -q 'cannot stand alone'"

# ---- one side only; two files with --set; standard input ----

wants 0 compare --table compared "$plans/baseline.yaml" "$source_dir/inputs/machines/2022-06.yaml" --histories 10
check 'a plan and a machine have neither in common' awk '$1 == "machine" { m = $3 == 0 && $6 > 30 } $1 == "plan" { p = $3 == 0 && $5 > 100 } END { exit !(m && p) }' out
differences small.yaml small.yaml --set machine.ler.current='1.7 A'
check 'with two scenarios --set is laid over both' [ "$(wc -l <out)" -eq 1 ]
wants 0 compare --table knobs small.yaml small.yaml --set machine.ler.current='1.7 A'
says 'note: two scenarios are given: --set is laid over both'
"$program" compare --quiet --table knobs - --set machine.ler.current='1.7 A' <small.yaml >out 2>err || check 'standard input' false
shows 'machine.ler.current  1.632 A  1.7 A'

# ---- the shipped what-ifs: the sign of what they must change; what has nothing to do with it stays ----

whatif() {
  differences --histories 40 --set losses.events=60 --set losses.particles=100 "$scenarios/baseline.yaml" "$scenarios/whatif-$1.yaml"
  nothing_in machine
  [ "${2-}" = reach ] || check "$1: at a luminosity the reach is the same" [ -z "$(rows 'reach.*' 'ab\^-1')" ]
}
before() { # year: nothing of the sums moves up to its end
  check "nothing moves up to $1" [ -z "$(awk -F, -v year="$1" '$1 ~ /^(integrated|datasets|peak)\./ && substr($3, 1, 4) <= year' out)" ]
}
whatif beta_y
before 2027
all_of 'beta_y: more in 2028 and 2029' 'periods.recorded' '' 'change > 0'
check 'in no other year' [ "$(rows periods.recorded '' | wc -l)" -eq 2 ]
all_of 'beta_y: 0.8 over 0.6 mm, less what the squeeze costs' periods.recorded '^2028$' 'b / a > 1.25 && b / a < 0.8 / 0.6'
all_of 'beta_y: 50 ab^-1 earlier' milestones.expected '^50 ab' 'a > b'
all_of 'beta_y: a smaller coupling at a date' reach.continuous '2028-12-31' 'change < 0'
whatif currents
before 2029
all_of 'currents: more from 2030 on' 'integrated.(expected|p50)' '^20[345]' 'change > 0'
all_of 'currents: more electricity' electricity.energy '^203[1-5]' 'change > 0'
all_of 'currents: more sudden losses' faults.number 'sudden' 'change > 0'
whatif losses-cured
before 2025
all_of 'cured: fewer sudden losses' faults.number 'sudden' 'change < 0 && b < 0.2 * a'
all_of 'cured: less dose' risk.dose_mean '^20(2[7-9]|3|4)' 'change < 0 && b < 0.11 * a'
all_of 'cured: more luminosity' 'integrated.expected' '' 'change > 0'
all_of 'cured: higher uptime' periods.uptime '' 'change > 0'
whatif losses-stay
before 2026
all_of 'not cured: more sudden losses' faults.number 'sudden' 'change > 0'
all_of 'not cured: more dose' risk.dose_mean '' 'change > 0'
all_of 'not cured: less luminosity' 'integrated.expected' '' 'change < 0'
whatif pxd-off reach
nothing_in plan
check 'PXD off: gates and reach alone' [ -z "$(awk -F, 'NR > 1 && $1 !~ /^(gates|gates_expected|risk\.gates.*|risk\.alive|risk\.powered|reach|reach_milestones)(\.|$)/' out)" ]
all_of 'PXD off: searches with tracks are weaker' reach.continuous 'b_to_k_s' 'change > 0' 
all_of 'PXD off: no gate is lost' 'risk.gates_(mean|p10|p90)' '' 'b == 0 && a > 0'
whatif electricity
before 2025
all_of 'electricity: never more' electricity.energy '' 'change < 0'
all_of 'electricity: a fifth less in each year' electricity.energy '^20[234]' 'b < 0.81 * a && b > 0.79 * a'
all_of 'electricity: days without it' electricity.days_cut '' 'change > 0'
all_of 'electricity: less luminosity' 'integrated.expected' '' 'change < 0'
wants 0 plan --quiet --histories 2 --table calendar --format csv "$scenarios/whatif-electricity.yaml"
check 'start-up waits for beams: 20 days of it behind the days cut' awk -F, '$1 == 2036 && $5 == "cut" && !n { cut = $3 } $1 == 2036 && $5 == "start-up" { n += $4; first = $2 } END { exit !(n >= 20 && n <= 22 && first > cut && cut != "") }' out
whatif ls2-late
before 2031
all_of 'LS2: a year more before it' integrated.expected '^203[23]' 'change > 0'
all_of 'LS2: behind ten years later' integrated.expected '^20(3[5-9]|4)' 'change < 0'
all_of 'LS2: 2033 has beam' periods.recorded '^2033$' 'a != ""'
all_of 'LS2: 50 ab^-1 later' milestones.expected '^50 ab' 'b > a'
wants 0 compare --quiet --histories 10 --set losses.events=60 --set losses.particles=100 --table attribution "$scenarios/baseline.yaml" "$scenarios/whatif-ls2-late.yaml"
shows 'knobs are joined, as there are more than 12'

# ---- results on disk ----

command -v gnuplot >/dev/null || finish_without=yes
if [ "${finish_without-}" != yes ]; then
  wants 0 compare small.yaml --set machine.ler.current='1.7 A' --set plan.periods.2028.peak='12e34 cm^-2 s^-1' -o one/two
  shows 'one/two/compare.html'
  for file in a.yaml b.yaml differences.csv knobs.csv attribution.csv result.json compare.svg compare.gp files.txt compare.html; do
    check "$file is there" [ -s "one/two/$file" ]
  done
  check 'the page is whole' sh -c 'tail -n 1 one/two/compare.html | grep -q "</html>"'
  check 'it says what was changed' grep -q 'plan.periods.2028.peak' one/two/compare.html
  check 'JSON' sh -c '"$LR_JSON_CHECK" scenarios headlines knobs attribution compared differences <one/two/result.json'
  check 'all rows' [ "$(wc -l <one/two/differences.csv)" -gt 1000 ]
  wants 0 compare one/two/a.yaml one/two/b.yaml -o again --jobs 1
  for file in differences.csv knobs.csv attribution.csv headlines.csv a.yaml b.yaml; do
    check "the merged scenarios give the same $file" cmp -s "one/two/$file" "again/$file"
  done
  wants 0 compare small.yaml small.yaml -o same
  check 'no difference, a page all the same' grep -q 'none of [0-9]* numbers' same/compare.html
  wants 0 compare "$source_dir/inputs/machines/2022-06.yaml" "$source_dir/inputs/machines/2021-06.yaml" -o machines
  check 'without a plan too' [ -s machines/compare.svg ]
  : >file
  wants 4 compare small.yaml small.yaml -o file
  LUMIREACH_GNUPLOT=/bin/false
  export LUMIREACH_GNUPLOT
  wants 4 compare small.yaml small.yaml -o none
  check 'nothing is written without a figure' [ -z "$(find none -type f 2>/dev/null)" ]
fi
finish
