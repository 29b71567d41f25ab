#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `lumireach when`: the date at which a reach or a luminosity is passed, never included, and what a wrong call is told.
# shellcheck disable=SC2016 # $1 belongs to awk
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
scenario=$source_dir/inputs/scenarios/baseline.yaml
: "${LR_JSON_CHECK:?names the program that reads JSON}"

cell() { # column, first row whose text matches: its value, from the CSV in `out`
  awk -F, -v column="$1" -v wanted="$2" 'NR == 1 { for (i = 1; i <= NF; i++) { name = $i; sub(/ \[.*/, "", name); if (name == column) at = i } }
    NR > 1 && $0 ~ wanted { print $at; exit }' out
}

# a luminosity: the date of the milestone of the same size, in the closed form and in the histories
wants 0 plan "$scenario" -q -n 300 -t milestones -f csv
for column in expected p10 p50 p90; do cell $column '^10,' >>from_plan; done
wants 0 when "$scenario" -q -n 300 -L '10 ab^-1' -t reach_milestones -f csv
for column in expected p10 p50 p90; do cell $column ',10,' >>from_when; done
check 'the dates of a milestone of that size' cmp -s from_plan from_when

# a coupling: the limit at the luminosity that it asks for is the coupling
wants 0 when "$scenario" -q -n 300 -c zp_invisible -m '1 GeV' -g 5e-3 -f csv -t when
check 'rows: luminosity, expected, three quantiles' sh -c '[ "$(grep -cE ",(luminosity|expected|p10|p50|p90)," out)" -eq 5 ]'
luminosity=$(cell luminosity_ab ',luminosity,')
check 'probabilities rise from 0 to 1' awk -F, '/,passed,/ { if ($8 < last) bad = 1; last = $8; n++ } END { exit !(n == 26 && !bad && last == 1) }' out
cp out bits
wants 0 when "$scenario" -q -j 1 -n 300 -c zp_invisible -m '1 GeV' -g 5e-3 -f csv -t when
check 'the same bits with one thread' cmp -s bits out
wants 0 reach "$scenario" -q -c zp_invisible -m '1 GeV' -L "$luminosity ab^-1" -f csv
limit=$(cell continuous ',expected,')
check 'the limit there is the coupling' awk -v g="$limit" 'BEGIN { exit !(g > 5e-3 * (1 - 1e-8) && g < 5e-3 * (1 + 1e-8)) }'
wants 0 when "$scenario" -q -n 300 -c zp_invisible -m '1 GeV' -g 5e-3 --by 2028-06-30 -f json
check 'JSON' "$LR_JSON_CHECK" reach_milestones when <out
shows '2028-06-30'

# all masses with a published limit; now; never; nothing
wants 0 when "$scenario" -q -n 50 -c alp_gammagamma -g '1e-4 GeV^-1' -t reach_milestones -f csv
check 'thirteen masses' [ "$(grep -c '^alp' out)" -eq 13 ]
shows 'not with 1e6 ab^-1 either'
wants 0 when "$scenario" -q -n 50 -c zp_invisible -m '1 GeV' -g 0.1 -t reach_milestones -f csv
check 'reached already: the day of the record' [ "$(cell expected '^zp')" = 2024-12-31 ]
shows 'reached already'
wants 0 when "$scenario" -q -n 50 -c zp_invisible -m '1 GeV' -g 1e-3 -t reach_milestones -f csv
check 'never: no date, probability 0' sh -c 'grep -qE "^zp.*,,,,,0,,$" out'
wants 64 when "$scenario" -q -n 50 -c zp_invisible -m '9 GeV' -g 1
says "outside the range of 'zp_invisible', 0.1 to 8 GeV"

# milestones of the scenario, in plan; a change of one moves nothing else
wants 0 plan "$scenario" -q -n 100 -t reach_milestones -f csv
check 'two of them' [ "$(grep -c . out)" -eq 3 ]
wants 0 plan "$scenario" -q -n 100 -t milestones -f csv
cp out before
wants 0 plan "$scenario" -q -n 100 -t milestones -f csv --set reach.milestones='[{channel: zp_invisible, mass: 2 GeV, coupling: 7e-3}]'
check 'the other dates stay' cmp -s before out
# with sigma: the luminosity and the dates of --sigma, each milestone a name of its own
found='{channel: zp_invisible, mass: 1 GeV, coupling: 6e-3, sigma: 5}'
wants 0 plan "$scenario" -q -n 100 -t reach_milestones -f csv --set reach.milestones="[{channel: zp_invisible, mass: 1 GeV, coupling: 6e-3}, $found]"
check 'the limit has no sigma, and is passed first' awk -F, 'NR == 2 { a = $7; s = $14 } NR == 3 { exit !(s == "" && $14 == 5 && $7 > 8 * a) }' out
tail -n 1 out >as_milestone
wants 0 when "$scenario" -q -n 100 -c zp_invisible -m '1 GeV' -g 6e-3 --sigma 5 -t reach_milestones -f csv
tail -n 1 out >as_option
check "a milestone with sigma is when --sigma: $(cat as_milestone)" cmp -s as_milestone as_option
wants 0 run "$scenario" -q -o milestones --set histories=20 --set losses.events=20 --set losses.particles=50 --set reach.milestones="[{channel: zp_invisible, mass: 1 GeV, coupling: 6e-3}, $found]"
check 'its name says so' grep -q '^"zp_invisible 1 GeV, 0.006, 5 sigma",.*,5$' milestones/milestone_probability.csv
check 'the other has none' grep -q '^"zp_invisible 1 GeV, 0.006",.*,$' milestones/milestone_probability.csv
check 'the report says it' grep -q 'found with 5 sigma, in the median' milestones/report.html
wants 2 check "$scenario" --set reach.milestones='[{channel: zp_invisible, mass: 1 GeV, coupling: 6e-3, sigma: 4}]'
says "'sigma' wants one of none|3|5, got '4'"
for bad in '[{channel: zp_invisibel, mass: 1 GeV, coupling: 1e-3}]|did you mean .zp_invisible' '[{channel: zp_invisible, mass: 1 GeV}]|coupling' \
  '[{channel: zp_invisible, mass: 1 GeV, coupling: 1e-4 GeV^-1}]|coupling' '[{channel: zp_invisible, mass: 1 mm, coupling: 1}]|mass' \
  '[{channel: alp_gammagamma, mass: 1 GeV, coupling: -1e-4 GeV^-1}]|above zero' '[7]|milestone' '7|milestones'; do
  wants 2 check "$scenario" --set "reach.milestones=${bad%%|*}"
  check "the message has '${bad##*|}'" grep -q "${bad##*|}" err
done
printf 'base: [%s/inputs/plans/baseline.yaml, %s/inputs/channels/zp_invisible.yaml]\nreach: {milestones: [{channel: alp_gammagamma, mass: 1 GeV, coupling: 1e-4 GeV^-1}]}\n' "$source_dir" "$source_dir" >one.yaml
wants 2 check one.yaml
says "no channel 'alp_gammagamma'"
printf 'base: %s/inputs/plans/baseline.yaml\nreach: {milestones: [{channel: alp_gammagamma, mass: 1 GeV, coupling: 1e-4 GeV^-1}]}\n' "$source_dir" >none.yaml
wants 0 plan none.yaml -q -n 20 -t reach_milestones
shows 'alp_gammagamma'

# wrong calls
wants 64 when "$scenario"
says '--luminosity'
wants 64 when "$scenario" -c zp_invisible -m '1 GeV'
says '1 GeV: 0.0064'
wants 64 when "$scenario" -c zp_invisible
says '8 GeV: 0.609'
wants 64 when "$scenario" -c zp_invisibl -g 1
says "did you mean 'zp_invisible'"
wants 64 when "$scenario" -c zp_invisible -g -1
wants 64 when "$scenario" -c alp_gammagamma -g '1e-4 GeV'
says 'GeV^-1'
wants 64 when "$scenario" -c zp_invisible -m '1 mm' -g 1
wants 64 when "$scenario" -L '10 ab^-1' -c zp_invisible
says 'not both'
wants 64 when "$scenario" -L '0 ab^-1'
wants 64 when "$scenario" -L '10 ab^-1' --by yesterday
wants 64 when "$scenario" -L '10 ab^-1' --by 2060-01-01
says '2050-12-31'
wants 64 when "$scenario" -L '10 ab^-1' -n 0
finish
