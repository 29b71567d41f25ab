#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `lumireach run` of a scenario with a `track:` section: its tables, its figure and its section of the report.
# shellcheck disable=SC2016 # the quoted programs are for awk and the inner shell
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
: "${LR_JSON_CHECK:?names the program that reads JSON}"
inputs=$source_dir/inputs
command -v gnuplot >/dev/null || {
  echo 'skipped: no gnuplot here'
  exit 77
}
cat >plain.yaml <<YAML
base: [$inputs/machines/2022-06.yaml, $inputs/plans/only2026_2030.yaml]
YAML
cat >tracked.yaml <<YAML
base: plain.yaml
machine:
  ler: {emittance_y: 20 pm, damping_x: 0.02, damping_y: 0.02, damping_s: 0.02}
  her: {emittance_y: 35 pm, damping_x: 0.02, damping_y: 0.02, damping_s: 0.02}
track: {particles: 128, turns: 60, average: 30, slices: 10, kernel: reference}
YAML
few='--quiet --seed 3 --set histories=50'
# shellcheck disable=SC2086 # $few is split into words on purpose
{
  wants 0 run $few -o tracked tracked.yaml
  shows 'tracked/report.html'
  check 'a section of the report' grep -q '<h2[^>]*>Tracking</h2>' tracked/report.html
  check 'how it was tracked' grep -q 'Macro-particles through collision and ring, 128 of a beam for 60 turns: not converged' tracked/report.html
  check 'a caution: so few turns do not converge' grep -q 'The tracking has not converged (above): its sizes' tracked/report.html
  check 'its tables in JSON' sh -c '"$LR_JSON_CHECK" track_equilibrium track_convergence tails track_lifetime <tracked/result.json'
  for file in track_equilibrium.csv track_convergence.csv tails.csv track_lifetime.csv tails_ler.svg tails_ler.gp; do
    check "$file is there, and in the list" sh -c "[ -s tracked/$file ] && grep -qxF $file tracked/files.txt"
  done
  check 'no figure of the ring that is frozen' [ ! -e tracked/tails_her.svg ]

  # the same run by `track`, to the last digit
  wants 0 track --quiet --seed 3 --tails --format csv --table equilibrium tracked.yaml
  check 'the numbers of track' cmp -s out tracked/track_equilibrium.csv
  wants 0 track --quiet --seed 3 --tails --format csv --table tails tracked.yaml
  check 'its tails' cmp -s out tracked/tails.csv
  wants 0 run $few --jobs 1 -o one tracked.yaml
  check 'the same bits on one thread' cmp -s one/track_equilibrium.csv tracked/track_equilibrium.csv

  # without the section nothing is tracked
  wants 0 run $few -o plain plain.yaml
  check 'no section' sh -c '! grep -q ">Tracking</h2>" plain/report.html'
  check 'no table' [ ! -e plain/track_equilibrium.csv ]

  # what cannot be tracked is said, and nothing is written
  wants 2 run $few --set machine.ler.tune_y=null -o none tracked.yaml
  says "'tune_y' is missing in machine.ler, whose particles are tracked"
  check 'no report' [ ! -e none/report.html ]
}
finish
