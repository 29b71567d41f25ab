#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `plan --hindcast`, and `plan --as-of --recorded`: tables, one kind, what is refused.
# shellcheck disable=SC2016 # $1 belongs to awk
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
plan=$source_dir/inputs/plans/baseline.yaml

cell() { # table of CSV, first fields of the row, number of the column
  "$program" plan "$scenario" --quiet --histories 10 --format csv --table "$1" --hindcast 2>err | awk -F, -v row="$2" -v at="$3" 'index($0, row ",") == 1 { print $at; exit }'
}
near() { # what, value, wanted, tolerance
  check "$1: $2 for $3" awk -v a="$2" -v b="$3" -v t="$4" 'BEGIN { d = a - b; exit !(a != "" && (d < 0 ? -d : d) <= t) }'
}

# 2024 in the online kind: 147.5 came, the naive forecast is twice that; the band of 90 % does not hold it
scenario=$plan
wants 0 plan "$plan" --hindcast --histories 10 --quiet
for table in calibration record_fit priors_record hindcast hindcast_scores; do
  wants 0 plan "$plan" --hindcast --histories 10 --quiet --table $table
done
near 'came' "$(cell hindcast '2024,peak given,2022ab,1' 10)" 147.5 0.01
near 'naive' "$(cell hindcast '2024,peak given,2022ab,1' 14)" 282.4 0.3
# Student's t by hand: 2024ab lies 1.77 scales below the line of seven points, 5 degrees of freedom: 0.0685; 2022ab 0.04 above, 4: 0.515
near 'pit of 2024ab' "$(cell hindcast '2024ab,peak given,2022ab,1' 11)" 0.0685 0.012
near 'pit of 2022ab' "$(cell hindcast '2022ab,peak given,2021c,1' 11)" 0.515 0.024
near 'growth' "$(cell calibration growth_per_running_year 2)" 1.4755 0.0001
near 'periods, the pilot run not among them' "$(cell calibration periods 2)" 9 0
near 'coverage' "$(cell hindcast_scores 'peak given,periods,1' 6)" 0.8 0.001
check 'the naive forecast scores worse' awk -v a="$(cell hindcast_scores 'peak given,periods,1' 10)" -v b="$(cell hindcast_scores 'peak given,periods,1' 11)" 'BEGIN { exit !(a + 0 < b + 0 && a > 0) }'
outside=$(cell hindcast '2024,peak given,2022ab,1' 15)
check "2024 is outside the 90 % band, and that is said: $outside" awk -v a="$outside" 'BEGIN { exit !(a > 1.2 && a < 2) }'

# the offline kind, in a file of its own
scenario=$source_dir/inputs/plans/hindcast_offline.yaml
near 'offline' "$(cell hindcast '2024,peak given,2022ab,1' 10)" 151.27 0.01
"$program" plan "$scenario" --quiet --histories 10 --hindcast --format csv --table calibration >out 2>err
check 'the kind is named' grep -q "kind 'offline'" out
# kinds are not mixed: one period of another kind is not in the fit
scenario=mixed.yaml
printf 'base: %s\nplan: {history: {2020c: {kind: offline}}}\n' "$plan" >mixed.yaml
near 'eight of one kind' "$(cell calibration periods 2)" 8 0
# years of studies are a declared prior
printf 'base: %s\nplan: {hindcast: {studies_probability: 25 %%, studies_share: {dist: uniform, low: 0.2, high: 0.6}}}\n' "$plan" >mixed.yaml
inside=$(cell hindcast '2024,peak given,2022ab,1' 15)
check "with a declared year of studies the band is wider: $inside" awk -v a="$inside" -v b="$outside" 'BEGIN { exit !(a < b - 0.3) }'
wants 2 plan "$plan" --set plan.hindcast.studies_probability=1.2 --hindcast
says 'must be at most 1'
# a record that is too short
wants 3 plan "$plan" --histories 10 --hindcast --set plan.history.2021ab=null --set plan.history.2021c=null --set plan.history.2022ab=null --set plan.history.2024ab=null --set plan.history.2024c=null
says 'needs more than 4 past periods of one kind'

# an update
milestone() { "$program" plan "$plan" --quiet --histories 400 --format csv --table milestones "$@" 2>err | awk -F, '$1 == 1 { print $4 }'; }
cat >r.csv <<CSV
start,end,recorded_fb,kind,id,note
2025-11-05,2025-12-31,15,recorded,2025c,made up
2026-02-15,2026-06-27,60,recorded,2026ab,made up
CSV
wants 0 plan "$plan" --histories 400 --recorded r.csv --format csv --table update
check 'no caution' [ ! -s err ]
shows 'efficiency,'
check 'the efficiency is known better' awk -F, '$1 == "efficiency" { found = $7 - $5 < 0.8 * ($4 - $2) } END { exit !found }' out
wants 0 plan "$plan" --histories 50 --recorded r.csv --format csv --table update_record
shows '2025-01-01,2025-12-31,15,'
wants 0 plan "$plan" --histories 50 --recorded r.csv --format csv --table history
shows '2026ab,2026-02-15,2026-06-27'
wants 0 plan "$plan" --histories 50 --recorded r.csv --format csv --table periods
shows '2026,2026-06-28,2026-12-31'
check 'periods behind are gone' sh -c '! grep -q ^2025, out'
wants 0 plan "$plan" --histories 50 --as-of 2025-12-31 --recorded r.csv --format csv --table integrated
shows '2025-12-31,590,590,590,590'
as_planned=$(milestone)
after_half=$(sed 's/,15,/,8,/; s/,60,/,40,/' r.csv >half.csv && milestone --recorded half.csv)
check "less than planned comes later: $as_planned, $after_half" awk -v a="$as_planned" -v b="$after_half" 'BEGIN { exit !(a != "" && a < b) }'
sed 's/,15,/,4,/; s/,60,/,20,/' r.csv >far.csv
wants 0 plan "$plan" --histories 50 --recorded far.csv --table update
says 'the record lies far outside the priors of the plan'
says 'do not use the updated numbers for dates'
wants 0 plan "$plan" --histories 50 --recorded r.csv --jobs 1 --format csv
cp out one
wants 0 plan "$plan" --histories 50 --recorded r.csv --jobs 2 --format csv
check 'the same with two threads' cmp -s one out
# the same by the scenario, which is relative to itself
mkdir -p elsewhere
cp r.csv elsewhere/r.csv
printf 'base: %s\nplan: {update: {recorded_file: r.csv}}\n' "$plan" >elsewhere/updated.yaml
wants 0 plan elsewhere/updated.yaml --histories 50 --format csv
check 'by the key as by the option' cmp -s one out

# refused
wants 2 plan "$plan" --as-of 2026-06-30
says 'does not say what was recorded on days between 2025-11-05 and 2026-06-27'
says '--recorded'
wants 64 plan "$plan" --as-of today
says "--as-of wants a date such as 2026-06-30, got 'today'"
wants 4 plan "$plan" --recorded nowhere.csv
says 'nowhere.csv'
wants 2 plan "$plan" --as-of 2024-06-30 --recorded r.csv
says 'the plan counts all up to 2024-12-31'
wants 2 plan "$plan" --as-of 2026-03-01 --recorded r.csv
says 'r.csv:3: the row from 2026-02-15 to 2026-06-27 goes beyond 2026-03-01'
sed 's/60,recorded/60,offline/' r.csv >kinds.csv
wants 2 plan "$plan" --recorded kinds.csv
says "kinds.csv:3: the row from 2026-02-15 to 2026-06-27 is of kind 'offline', the plan sums 'recorded'"
sed 's/,15,/,1e5,/' r.csv >typo.csv
wants 2 plan "$plan" --recorded typo.csv
says 'typo.csv:2: the row from 2025-11-05 to 2025-12-31 has 1e+05 fb^-1, more than the'
sed 's/,60,/,many,/' r.csv >words.csv
wants 2 plan "$plan" --recorded words.csv
says "words.csv:3: 'recorded_fb' wants a number of fb^-1"

printf 'base: %s\nplan:\n  update: {recorded_file: words.csv}\n' "$plan" >named.yaml
wants 2 check named.yaml
says "named.yaml:3:27: error: words.csv:3: 'recorded_fb' wants a number of fb^-1"

# the history of the plan stands for a file where it covers the days
printf 'base: %s\nplan: {history: {2025c: {start: 2025-11-05, end: 2025-12-31, recorded: 15 fb^-1, kind: recorded}}}\n' "$plan" >known.yaml
wants 0 plan known.yaml --histories 50 --as-of 2026-01-31 --format csv --table integrated
shows '2026-01-31,590,590,590,590'

# in run: tables, figure, sentences; the file goes along with the result
if command -v gnuplot >/dev/null; then
  sed "s|^base: .*|base: $source_dir/inputs/scenarios/baseline.yaml|" elsewhere/updated.yaml >elsewhere/run.yaml
  few="--set histories=50 --set losses.events=60 --set losses.particles=100"
  # shellcheck disable=SC2086 # split on purpose
  wants 0 run $few -o one_run elsewhere/run.yaml
  for file in calibration.csv record_fit.csv priors_record.csv hindcast.csv hindcast_scores.csv hindcast.svg hindcast.gp update.csv update_record.csv; do
    check "$file is there" [ -s one_run/$file ]
  done
  check 'the hard test in words' grep -q 'The hard test is 2024' one_run/report.html
  check 'the update in words' grep -q 'The plan is updated to 2026-06-27' one_run/report.html
  wants 0 run -o again one_run/scenario.yaml
  check 'the result is read again' cmp -s one_run/update.csv again/update.csv
  # shellcheck disable=SC2086 # split on purpose
  wants 0 run $few -o short "$source_dir/inputs/scenarios/baseline.yaml" --set plan.history.2021ab=null --set plan.history.2021c=null --set plan.history.2022ab=null --set plan.history.2024ab=null --set plan.history.2024c=null
  check 'a short record: no hindcast' [ ! -e short/hindcast.csv ]
fi
finish
