#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Scenarios through the program: every error in one pass, odd files, --set, standard input, shipped inputs.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
scenario=$source_dir/inputs/scenarios/baseline.yaml
plan=$source_dir/inputs/plans/baseline.yaml

wants 0 check "$scenario"
for file in "$source_dir"/inputs/scenarios/*.yaml "$source_dir"/inputs/plans/*.yaml "$source_dir"/inputs/machines/*.yaml "$source_dir"/inputs/channels/*.yaml; do
  case $file in */history* | */plans/faults* | */plans/site*) continue ;; esac # parts of a plan: none by itself
  wants 0 check "$file"
  check "nothing is said of ${file#"$source_dir"/}: $(head -n 2 err)" [ ! -s err ]
done

# every error of one file, in one pass, in order of the lines
cat >wrong.yaml <<YAML
base: $scenario
nmae: typing error
seed: 1.5
machine:
  ler: {current: 1.3 x, curent: 1 A}
  her: {beta_y: 1 s}
plan:
  horizon: 2050-02-30
  periods:
    2044: {availability: 120 %, peak: 6e34}
    2044: {availability: 1}
channels:
  zp_invisble: {cl: 90 %}
reach: {luminosities: [1 fb]}
YAML
wants 2 check wrong.yaml
says "wrong.yaml:2:1: error: unknown key 'nmae' in the scenario; did you mean 'name'?"
says "wrong.yaml:3:7: error: 'seed' wants a whole number, got '1.5'"
says "wrong.yaml:5:18: error: 'current' wants a current such as '1.46 A', got '1.3 x' ('x' is not a known unit)"
says "wrong.yaml:5:25: error: unknown key 'curent' in machine.ler; did you mean 'current'?"
says "wrong.yaml:6:17: error: 'beta_y' wants a length such as '0.6 mm', got '1 s'"
says "wrong.yaml:8:12: error: 'horizon' wants a date such as 2026-02-01, got '2050-02-30'"
says "wrong.yaml:10:26: error: 'availability' must be at most 1, got '120 %'"
says "wrong.yaml:10:39: error: 'peak' wants a luminosity such as '6e34 cm^-2 s^-1', got '6e34' (it has no unit)"
says "wrong.yaml:11:5: error: '2044' stands twice in this mapping: the first is at line 10"
says "there is no channel 'zp_invisble'; did you mean 'zp_invisible'?"
says "wrong.yaml:14:24: error: 'luminosities' wants an integrated luminosity"
says '    5 |   ler: {current: 1.3 x, curent: 1 A}'
says '      |                  ^'
says 'lumireach: 11 errors in the input; nothing was written'
sed -n 's/^wrong.yaml:\([0-9]*\):.*/\1/p' err >lines
check 'the errors stand in the order of the lines' sort -nc lines
wants 2 run -o out_of_wrong wrong.yaml
check 'a wrong scenario leaves no folder' [ ! -e out_of_wrong ]

# a YAML error ends the file: what was being read, where it began, nothing about what is missing
printf 'machine:\n  ler: {energy: 4 GeV,\n    current: 1 A\nplan: 1\n' >open.yaml
wants 2 plan open.yaml
says 'while parsing a flow mapping (which began at line 2, column 8)'
check 'one error only' [ "$(grep -c 'error:' err)" -eq 1 ]

# odd files
: >empty.yaml
printf '# nothing\n' >remark.yaml
printf 'a: \000\n' >zero.yaml
printf 'a: \377\n' >latin.yaml
printf 'name: x\n---\nname: y\n' >two.yaml
printf 'name: &n x\n' >anchor.yaml
printf 'base: cycle.yaml\n' >cycle.yaml
printf 'base: [cycles.yaml, cycles.yaml]\n' >cycles.yaml
head -c 1100000 /dev/zero | tr '\0' 'x' >large.yaml
head -c 900000 /dev/zero | tr '\0' '[' >deep.yaml
printf 'name: x\n' >unreadable.yaml
chmod 000 unreadable.yaml
mkdir folder
for file in empty.yaml remark.yaml zero.yaml latin.yaml two.yaml anchor.yaml cycle.yaml cycles.yaml large.yaml deep.yaml folder none.yaml /dev/null ''; do
  wants 2 check "$file"
  check "few words about '$file'" [ "$(wc -c <err)" -lt 1500 ]
done
[ "$(id -u)" -eq 0 ] || wants 2 check unreadable.yaml

# standard input
got=0
sed "s|^base: \[\(.*\)\]|base: [\1]|; s|\.\./|$source_dir/inputs/|g" "$scenario" | "$program" plan - >out 2>err || got=$?
check "a scenario from standard input: $(head -n 2 err)" [ "$got" -eq 0 ]
shows 'Dates of milestones'
wants 2 plan - # /dev/null: empty
says '<stdin>: error: the file is empty'

# --set goes through the same reader
wants 0 lumi --format csv --set machine.ler.current='1.3 A' "$scenario"
cp out with_set
wants 0 lumi --format csv "$scenario"
check '--set changes the result' sh -c '! cmp -s out with_set'
wants 0 plan --set plan.milestones='[2 ab^-1, 3 ab^-1]' --table milestones --format csv "$scenario"
check '--set of a list replaces it whole' [ "$(wc -l <out)" -eq 3 ]
wants 0 plan --set plan.priors.year=null --set 'plan.name="a, b: c # d"' --set plan.periods.2026.availability='{value: 0.7, status: assumed}' "$plan"
wants 0 plan --set plan.shutdowns=null "$plan"
check 'null takes a mapping away' sh -c '! grep -q shutdowns out'
wants 2 plan --set plan.periods.2026.availabilty=0.7 "$plan"
says "unknown key 'availabilty' in plan.periods.2026; did you mean 'availability'?"
wants 2 plan --set plan.periods.2026.availability=0.7x "$plan"
says '--set plan.periods.2026.availability:1:1: error:'
for wrong in '' '=' '=1' plan 'plan..x=1' '.plan=1' 'plan.=1' 'plan x=1' 'plan=[1' 'seed=1}' 'name=&a b'; do
  wants 2 plan --set "$wrong" "$plan"
  says '--set'
done
wants 2 lumi --set machine=null "$scenario"
says "there is no 'machine'"
wants 2 plan "$source_dir/inputs/machines/2024-12.yaml"
says "there is no 'plan'"

# control characters of a scenario never reach the terminal
printf 'base: %s\nname: "\\e[31m\\x9b2J"\nseed: "\\e[31m"\n' "$plan" >escape.yaml
wants 2 plan escape.yaml
check 'no escape in the messages' sh -c "! LC_ALL=C grep -q '[[:cntrl:]]' err"
finish
