#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Files of the user's own that a scenario names lie beside a result, and its merged scenario is read again from anywhere.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
wakes=$source_dir/inputs/wakes
machines=$source_dir/inputs/machines

mkdir own own/sub
sed 's/^# SPDX.*/# my own copy/' "$wakes/superkekb_ler_2021.dat" >'own/sub/my wake.dat'
check 'the wake is not the shipped one' sh -c "! cmp -s '$wakes/superkekb_ler_2021.dat' 'own/sub/my wake.dat'"
printf 'bunch_current_product_mA2,emittance_y_ratio\n0,1\n0.5,1.5\n2,3\n' >own/curve.csv
cat >own/later.yaml <<YAML
base: $machines/bbws_2022-04_wake.yaml
machine: {name: of my own, ler: {bunch_length: {wake: sub/my wake.dat}}}
YAML
cat >own/fill.yaml <<YAML
base: $source_dir/inputs/scenarios/fill_2022-06.yaml
fill: {duration: 2 h, aborts: null}
YAML
cat >own/study.yaml <<YAML
base: [$source_dir/inputs/plans/baseline.yaml, $machines/bbws_2022-04_wake.yaml]
histories: 10
machine: {ler: {bunch_length: {wake: sub/my wake.dat}}}
blowup: {curve: curve.csv, emittance_y0: 20 pm, target: ../later.yaml}
plan:
  periods:
    2027: {peak: null, machine: later.yaml}
    2028: {peak: null, machine: $machines/step_1e35.yaml, mean_over_peak: null, fill: fill.yaml}
YAML
cp own/later.yaml later.yaml # the same name in another folder, with other bytes once merged
sed -i 's/of my own/the target/; s#sub/my wake.dat#own/sub/my wake.dat#' later.yaml

results() { # scenario: what lumi and plan say of it
  wants 0 lumi -q --blowup --format csv "$1" >&2
  cat out
  wants 0 plan -q --format csv --table periods "$1" >&2
  cat out
}
results own/study.yaml >before
wants 0 run -q -o result own/study.yaml
for name in my_wake curve later fill; do
  check "a copy of $name" sh -c "ls result | grep -q '^$name-[0-9a-f]\\{8\\}\\.'"
  check "$name is listed" grep -q "^$name-[0-9a-f]\\{8\\}\\." result/files.txt
done
check 'two files of one name' [ "$(grep -c '^later-' result/files.txt)" -eq 2 ]
check 'one wake for three that name it' [ "$(grep -c '^my_wake-' result/files.txt)" -eq 1 ]
check 'a shipped file is not copied' sh -c '! grep -q step_1e35 result/files.txt'
check 'the copy is the file' cmp -s 'own/sub/my wake.dat' result/my_wake-*.dat

# from elsewhere, without the folder that it was made in
mkdir away
mv result away/there
mv own gone
rm later.yaml
results away/there/scenario.yaml >after
check 'the merged scenario says the same' cmp -s before after
sha() { sed -n 's/.*"scenario_sha256": *"\([0-9a-f]*\)".*/\1/p' "$1"; }
first=$(sha away/there/result.json)
check 'its sha256 is that of the file' [ "$first" = "$(sha256sum <away/there/scenario.yaml | cut -d' ' -f1)" ]
wants 0 run -q -o again away/there/scenario.yaml
check 'run again: the same sha256' [ "$first" = "$(sha again/result.json)" ]
check 'and the same files' cmp -s away/there/files.txt again/files.txt
wants 0 run -q -o again again/scenario.yaml # into the folder that it is read from
check 'still there' cmp -s away/there/scenario.yaml again/scenario.yaml
check 'with its files' cmp -s gone/curve.csv again/curve-*.csv

# other bytes are another scenario; copies of an earlier result go
echo '3,5' >>gone/curve.csv
mv gone own
cp away/there/later-*.yaml .
sed -i 's#\.\./later.yaml#later.yaml#' own/study.yaml
wants 0 run -q -o again own/study.yaml
check 'another sha256' [ "$first" != "$(sha again/result.json)" ]
check 'one curve' [ "$(find again -name 'curve-*.csv' | wc -l)" -eq 1 ]
wants 0 run -q -o again --set histories=10 --set losses.events=60 --set losses.particles=100 "$source_dir/inputs/scenarios/baseline.yaml"
check 'none left' sh -c '! ls again | grep -q "^curve-\\|^my_wake-\\|^later-"'

# a file that a result could not hold
head -c 17000000 /dev/zero >own/curve.csv
wants 2 check own/study.yaml
says 'curve.csv'
finish
