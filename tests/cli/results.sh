#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `lumireach run`: whole results or none, whatever happens on the way.
# shellcheck disable=SC2016 # $LR_JSON_CHECK and $0 belong to the inner shell
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
baseline=$source_dir/inputs/scenarios/baseline.yaml
inputs=$source_dir/inputs
# the baseline with two channels: what is tested after the first run does not depend on their number
scenario=$work/light.yaml
cat >"$scenario" <<EOF_LIGHT
name: Baseline, two channels
as_of: 2024-12-31
base: [$inputs/machines/2024-12.yaml, $inputs/bunch_length/superkekb_measured.yaml, $inputs/limits/lifetime.yaml, $inputs/limits/superkekb.yaml,
  $inputs/losses/superkekb.yaml, $inputs/losses/backgrounds_superkekb.yaml, $inputs/plans/baseline.yaml, $inputs/channels/zp_invisible.yaml, $inputs/channels/alp_gammagamma.yaml]
seed: 1
reach: {luminosities: [1 ab^-1, 50 ab^-1], dates: [2032-12-31]}
EOF_LIGHT
: "${LR_JSON_CHECK:?names the program that reads JSON}"
few="--set histories=50 --set losses.events=60 --set losses.particles=100"
command -v gnuplot >/dev/null || {
  echo 'skipped: no gnuplot here'
  exit 77
}

whole() { # folder: the report is absent, or whole with all that belongs to it; and nothing else lies about
  [ -z "$(find "$1" -name '*.tmp' 2>/dev/null)" ] || return 1
  [ -e "$1/report.html" ] || return 0
  tail -n 1 "$1/report.html" | grep -q '</html>' && "$LR_JSON_CHECK" periods luminosity reach <"$1/result.json" && [ -s "$1/scenario.yaml" ]
}

# shellcheck disable=SC2086 # $few is split on purpose throughout
{
  wants 0 run $few -o one/two "$baseline"
  shows 'one/two/report.html'
  check 'a whole result' whole one/two
  check 'it is there' [ -s one/two/report.html ]
  for file in one/two/*.csv one/two/*.svg one/two/*.gp one/two/result.json one/two/scenario.yaml; do
    check "$file is not empty" [ -s "$file" ]
  done

  # the operating point: limits, knobs, scans
  check 'its tables' sh -c '"$LR_JSON_CHECK" limits levers offset_scan offset_fit scan inputs <one/two/result.json'
  for figure in levers offset_scan scan_beta_y; do check "figure $figure" [ -s one/two/$figure.svg ]; done
  check 'the tightest limit in words' grep -q 'Of the 18 limits given for it, the tightest is .*, a margin of [0-9]* %' one/two/report.html
  check 'the bounds are inputs with a source' grep -q '^limits.ler.current,3.6 A,known,.*Akai' one/two/inputs.csv
  check 'the scan does not get into the inputs' grep -q '^machine.ler.beta_y,1 mm,known,' one/two/inputs.csv
  at=$(sed -n 's/^luminosity,,\([^,]*\),.*/\1/p' one/two/luminosity.csv)
  check 'the scan passes through the operating point' awk -F, -v at="$at" '$1 > 0.999999 && $1 < 1.000001 { found = $2 / at > 1 - 1e-9 && $2 / at < 1 + 1e-9 } END { exit !found }' one/two/scan.csv
  wants 0 run $few --set limits.ler.current='1.5 A' -o beyond "$scenario"
  check 'a limit that is passed' grep -q 'the tightest is current of the LER: 1.63 A against at most 1.5 A, beyond it by 8 %' beyond/report.html
  wants 0 run $few --set limits=null -o unlimited "$scenario"
  check 'no limits given: no table' [ ! -e unlimited/limits.csv ]
  check 'and no word of them' sh -c '! grep -q "tightest" unlimited/report.html'

  # the merged scenario that is written beside the result gives the result again, with the same sum
  wants 0 run $few --set machine.ler.current='1.2 A' --set plan.periods.2026.availability=0.7 -o again_from "$scenario"
  wants 0 run -o again again_from/scenario.yaml
  check 'the merged scenario gives the same merged scenario' cmp -s again_from/scenario.yaml again/scenario.yaml
  check 'and the same numbers' cmp -s again_from/integrated.csv again/integrated.csv
  check 'the same sum' [ "$(head -c 200 again_from/result.json)" = "$(head -c 200 again/result.json)" ]
  for folder in again_from again; do sed 's/,[^,]*$//' $folder/inputs.csv >$folder.inputs; done
  check 'and the same sources: a figure without one does not take that of another file' cmp -s again_from.inputs again.inputs
  grep -q '^machine.ler.current,1.2 A,,$' again.inputs || check 'a figure of --set has no source' false
  cp again/result.json earlier.json

  # into an existing folder, one and two threads: the same bytes
  wants 0 run $few --jobs 1 -o threads "$baseline"
  cp -r threads first
  wants 0 run $few --jobs 2 -o threads "$baseline"
  for file in first/*; do
    check "the same bytes again: ${file#first/}" cmp -s "$file" "threads/${file#first/}"
  done

  # gnuplot missing, wrong, or failing: 4, and nothing is written
  for gnuplot in /nonexistent /bin/false /bin/true /etc/passwd; do
    LUMIREACH_GNUPLOT=$gnuplot
    export LUMIREACH_GNUPLOT
    wants 4 run $few -o none "$scenario"
    check "nothing is written with gnuplot = $gnuplot" [ ! -e none/report.html ]
    check "and no other file" [ -z "$(find none -type f 2>/dev/null)" ]
    wants 4 run $few -o again "$scenario"
    check 'an earlier result stays whole' cmp -s again/result.json earlier.json
    unset LUMIREACH_GNUPLOT
  done

  # places that cannot be written
  : >file
  wants 4 run $few -o file "$scenario"
  says 'file'
  wants 4 run $few -o file/under "$scenario"
  wants 4 run $few -o /proc/nowhere "$scenario"
  mkdir -p taken/report.html
  wants 4 run $few -o taken "$scenario"
  says 'report.html'
  check 'a folder in the place of the report: nothing is written' [ -z "$(find taken -type f)" ]
}

# killed at a random moment, into a new and into an existing folder
turn=0
for signal in KILL TERM INT KILL TERM INT KILL KILL; do
  turn=$((turn + 1))
  folder=killed
  [ $((turn % 2)) -eq 0 ] || folder=killed$turn
  # shellcheck disable=SC2086
  "$program" run $few -o "$folder" "$scenario" >killed.out 2>killed.err &
  process=$!
  sleep "$(awk -v t="$turn" -v s="$(date +%N | sed 's/^0*//')" 'BEGIN { srand(s + t); print rand() * 1.6 }')"
  kill -s "$signal" "$process" 2>/dev/null
  code=0
  wait "$process" || code=$?
  case $signal in
    KILL) check "exit code of KILL: $code" expr "$code" = 137 \| "$code" = 0 >/dev/null ;;
    *) check "exit code of $signal: $code" expr "$code" = 130 \| "$code" = 0 \| "$code" = 143 >/dev/null ;;
  esac
  check "nothing half after $signal" whole "$folder"
done
finish
