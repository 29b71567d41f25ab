#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `lumireach verify`: the shipped cases pass, a wrong figure fails, a malformed case is named with file and line.
#   LUMIREACH=build/release/cli/lumireach sh tests/cli/verify_cases.sh
set -eu
export LC_ALL=C
program=${LUMIREACH:?the program to test}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

# check NAME EXIT_CODE WANTED_TEXT ARGUMENT..: exit code, and a fixed text somewhere in the output
check() {
  name=$1 code=$2 wanted=$3
  shift 3
  got=0
  "$program" verify "$@" > "$folder/out" 2>&1 || got=$?
  if [ "$got" -eq "$code" ] && grep -qF -e "$wanted" "$folder/out"; then
    printf 'ok      %s\n' "$name"
  else
    failed=$((failed + 1))
    printf 'FAILED  %s: exit %s, wanted %s and "%s"\n' "$name" "$got" "$code" "$wanted"
    sed 's/^/        /' "$folder/out" | cut -c1-200 | tail -n 12
  fi
}

# one_case TEXT: a folder with one file of cases, x.case; line 5 is the first line of TEXT
one_case() {
  mkdir -p "$folder/cases"
  printf 'case X1\ntitle t\nsource s\nstatus known\n%s\n' "$1" > "$folder/cases/x.case"
}

# malformed NAME TEXT: refused, with the line
malformed() {
  one_case "$2"
  check "refused: $1" 2 "$folder/cases/x.case:5:1: error" --cases "$folder/cases"
}

expect() { # NAME EXIT TEXT_OF_OUTPUT EXPECTATION [LINE..]
  name=$1 code=$2 wanted=$3 line=$4
  shift 4
  one_case "$(for more in "$@"; do printf '%s\n' "$more"; done; printf 'expect %s' "$line")"
  check "$name" "$code" "$wanted" --cases "$folder/cases"
}

check 'shipped cases pass' 0 ' passed, 0 failed'
check 'one case' 0 '1 passed, 0 failed' L01
check 'a file of cases' 0 ' passed, 0 failed' overlap.case
check 'long cases are counted, not run' 0 '0 passed, 0 failed; 1 long cases left out (--long)' --cases "$(one_case "long 1 min
expect limit cls-exact background=0 cl=0.90 observed=0 = 9 within 1 %"; echo "$folder/cases")"
check 'a long case with --long' 1 '0 passed, 1 failed' --long --cases "$folder/cases"
check 'a long case by its name' 1 '0 passed, 1 failed' --cases "$folder/cases" X1
# shellcheck disable=SC2016 # the text holds back-ticks
check 'long cases in the markdown' 0 'Not in here, as they take minutes (`lumireach verify --long`): X1 (1 min).' --markdown --cases "$folder/cases"
cat > "$folder/cases/x.case" <<'TEXT'
case X1
title t
source s
status known
scenario inputs/machines/tdr_8e35.yaml
expect lumi luminosity = 8e35 cm^-2 s^-1 within 2 %

case X2
title t
source s
status known
scenario inputs/machines/2022-06.yaml
expect lumi luminosity = 4.5e34 cm^-2 s^-1 within 2 %
expect rms of lumi luminosity over X1 X2 = 0.00659 within 0.00001
TEXT
check 'an rms over cases' 0 '3 passed, 0 failed' --cases "$folder/cases"
check 'an rms without one of its cases' 1 "X2: wants 'lumi luminosity' of case X1, evaluated before it" --cases "$folder/cases" X2
check 'csv has no count' 0 'case,quantity,value,published,unit,tolerance,pull,ok,status,source' --format csv L01
check 'markdown' 0 '| L01 | SuperKEKB design: luminosity with hourglass | lumi luminosity |' --markdown L01
check 'unknown case' 64 "did you mean 'KEKB01'" KEKB11
check 'no such folder' 2 'cannot read the folder' --cases "$folder/none"
mkdir "$folder/empty"
check 'empty folder' 2 'no *.case files' --cases "$folder/empty"

design='scenario inputs/machines/tdr_8e35.yaml'
limit='limit cls-exact background=0 cl=0.90 observed=0'
expect 'right figure' 0 '1 passed, 0 failed' "$limit = 2.302585 within 1e-4 %"
expect 'wrong figure' 1 '0 passed, 1 failed' "$limit = 2.31 within 0.1 %"
expect 'wrong figure is marked' 1 ' NO ' "$limit = 2.31 within 0.1 %"
expect 'other unit of the same kind' 0 '1 passed' 'lumi sigma_z ler = 0.6 cm within 10 um' "$design"
expect 'unit of another kind' 1 "'mm' cannot be compared with 's'" 'lumi sigma_z ler = 6 s within 1 %' "$design"
expect 'unit left out' 1 'cannot be compared with' 'lumi sigma_z ler = 6 within 1 %' "$design"
expect 'unknown quantity' 1 "x.case:6: error: X1: the luminosity table has no row 'sigma_q'" 'lumi sigma_q ler = 6 mm within 1 %' "$design"
expect 'ring needed' 1 'without a ring' 'lumi sigma_z = 6 mm within 1 %' "$design"
expect 'key of the scenario misspelt' 1 'has errors' 'lumi luminosity = 8e35 cm^-2 s^-1 within 2 %' "$design" 'set machine.ler.curent = 1 A'
expect 'set counts' 1 '0 passed, 1 failed' 'lumi luminosity = 8e35 cm^-2 s^-1 within 2 %' "$design" 'set machine.ler.current = 1 A'
expect 'a milestone that is reached' 1 '0 passed, 1 failed' 'plan milestone 1 ab^-1 = never' 'scenario inputs/plans/baseline.yaml'
expect 'a date that never comes' 1 'does not reach 900 ab^-1' 'plan date 900 ab^-1 = 2050 within 1' 'scenario inputs/plans/baseline.yaml'
expect 'a date beyond the plan' 1 'does not cover' 'plan cumulated 2090-12-31 = 1 ab^-1 within 1 %' 'scenario inputs/plans/baseline.yaml'
record='scenario tests/cases/records.yaml'
expect 'highest of a range' 0 '1 passed' 'history peak run1..run5 = 1.2069e34 cm^-2 s^-1 within 0.01 %' "$record"
expect 'no peak known' 1 'no peak' 'history peak run1..run2 = 1e34 cm^-2 s^-1 within 1 %' "$record"
expect 'length of a stop' 0 '1 passed' 'history stop run4..run5 = 259 d within 0.1 d' "$record"
expect 'in hours' 0 '1 passed' 'history stop run4..run5 collision = 6216 h within 0.1 h' "$record"
expect 'a difference of two kinds' 1 'kinds are not subtracted' 'history difference run1 less run1_usable = 1.54 fb^-1 within 1 %' "$record"
expect 'a ratio of two kinds' 0 '1 passed' 'history ratio run1_usable over run1 = 0.93186 within 1e-5' "$record"
expect 'a ratio that is off' 1 '0 passed, 1 failed' 'history ratio run1_usable over run1 = 0.94 within 0.005' "$record"
expect 'recorded share with a declared one' 0 '1 passed' 'plan recording 2028-05-01 = 0.9 within 0.0001' 'scenario inputs/plans/baseline.yaml'
expect 'no beam, nothing recorded' 1 'there is no beam on 2028-08-01' 'plan recording 2028-08-01 = 0.9 within 0.1' 'scenario inputs/plans/baseline.yaml'
expect 'unknown formula' 1 "no formula 'idle_day'" 'formula idle_day peak=1e34 cm^-2 s^-1 -> luminosity = 1 fb^-1 within 1 %'
expect 'argument too many' 1 "takes no 'days'" 'formula ideal_day peak=1e34 cm^-2 s^-1, days=2 -> luminosity = 1 fb^-1 within 1 %'
expect 'quantity of a channel' 0 '1 passed' 'xsec zp_invisible mass=1 coupling=0.1 isr_factor = 1 within 0.001' 'scenario inputs/channels/zp_invisible.yaml'
expect 'no reach above the masses' 1 'no reach' 'reach zp_invisible mass=9 luminosity=1 ab^-1 = 1 within 1 %' 'scenario inputs/channels/zp_invisible.yaml'

tracked='set track.particles = 100'
bench='scenario inputs/machines/bbws_2022-04.yaml'
expect 'a crossing' 0 '1 passed' 'track first_crossing = 3.72e30 m^-2 within 20 %' "$bench" "$tracked" 'set track.slices = 20'
expect 'a row of track' 0 '1 passed' 'track sigma_z ler = 4.6 mm within 20 %' "$bench" "$tracked" 'set track.slices = 20' 'set track.turns = 4' 'set track.average = 4'
expect 'no such row of track' 1 "the equilibrium table has no row 'sigma_q'" 'track sigma_q ler = 1 mm within 1 %' "$bench" "$tracked" 'set track.slices = 2' 'set track.turns = 4' 'set track.average = 4'
expect 'a machine that cannot be tracked' 1 'has errors' 'track first_crossing = 1 m^-2 within 1 %' 'scenario inputs/machines/lhc.yaml'

malformed 'a sum of one id' 'expect history sum run1 = 1 fb^-1 within 1 %'
malformed 'a stop of one id' 'expect history stop run1 = 1 d within 1 %'
malformed 'a stop to something else' 'expect history stop run1..run2 collisions = 1 d within 1 %'
malformed 'a difference without less' 'expect history difference run1..run2 over run3 = 1 fb^-1 within 1 %'
malformed 'a ratio to nothing' 'expect history ratio run1..run2 over = 1 within 1 %'
malformed 'a range with an open end' 'expect history peak run1.. = 1e34 cm^-2 s^-1 within 1 %'
malformed 'no tolerance' "expect $limit = 2.3"
malformed 'tolerance of zero' "expect $limit = 2.3 within 0"
malformed 'no number' "expect $limit = nan within 1 %"
malformed 'two blanks' "expect $limit =  2.3 within 1 %"
malformed 'unknown kind' 'expect lumen luminosity = 8e35 cm^-2 s^-1 within 2 %'
malformed 'unknown word' 'exspect lumi luminosity = 8e35 cm^-2 s^-1 within 2 %'
malformed 'no date' 'expect plan cumulated 2031-02-30 = 1 ab^-1 within 1 %'
malformed 'observed and a band' "expect limit cls-exact background=0 cl=0.9 median observed=1 = 2 within 1 %"
malformed 'an argument twice' 'expect xsec zp_invisible mass=1 mass=2 = 2 fb within 1 %'
malformed 'a word of the value too many' 'expect plan milestone 50 ab^-1 = 2040'
malformed 'second title' 'title again'
malformed 'blank at the end' 'note x '
malformed 'tab' "$(printf 'note\tx')"
malformed 'case without a blank line' 'case X2'
one_case ''
check 'refused: no expectation' 2 "$folder/cases/x.case:1:1: error: the case 'X1' has no 'expect'" --cases "$folder/cases"
one_case 'expect lumi luminosity = 8e35 cm^-2 s^-1 within 2 %'
check 'refused: no scenario' 2 "has no 'scenario'" --cases "$folder/cases"
one_case "expect $limit = 2.302585 within 1 %"
cp "$folder/cases/x.case" "$folder/cases/y.case"
check 'refused: the same case twice' 2 "$folder/cases/y.case:1:1: error: there is a case 'X1' already" --cases "$folder/cases"
rm "$folder/cases/y.case"
sed 's/known/seen/' "$folder/cases/x.case" > "$folder/z" && mv "$folder/z" "$folder/cases/x.case"
check 'refused: another status' 2 'x.case:4:1: error' --cases "$folder/cases"

if [ "$failed" -gt 0 ]; then
  printf '%s failed\n' "$failed"
  exit 1
fi
