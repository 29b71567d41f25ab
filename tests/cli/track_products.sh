#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `lumireach track`: tune scans, footprint, tails, figures.
# shellcheck disable=SC2016 # the quoted programs are for awk
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
: "${LR_JSON_CHECK:?names the program that reads JSON}"
machine=$source_dir/inputs/machines/bbws_2022-04.yaml
tiny='--particles 128 --turns 40 --average 20 --slices 10'

# shellcheck disable=SC2086 # $tiny is split into words on purpose
{
  # one tune and two: a point does not know of the others
  wants 0 track "$machine" $tiny --scan tune_x=44.51:44.55:5 --format csv
  check 'five points' [ "$(wc -l <"$work/out")" -eq 6 ]
  check 'its columns' grep -q '^tune_x,tune_y,luminosity.*,luminosity_error.*,specific_luminosity.*,sigma_x.*,emittance_y.*,lost_fraction,converged,failure' "$work/out"
  grep '^44.53,' "$work/out" >"$work/one"
  wants 0 track "$machine" $tiny --scan tune_y=46.589:46.6:2 --scan tune_x=44.53:44.56:3 --format csv --jobs 1
  check 'a map, tune_x the faster' [ "$(awk -F, 'NR > 1 { printf "%s %s;", $1, $2 }' "$work/out")" = \
    '44.53 46.589;44.545 46.589;44.56 46.589;44.53 46.6;44.545 46.6;44.56 46.6;' ]
  check 'the same bits' grep -qxF "$(cat "$work/one")" "$work/out"
  wants 0 track "$machine" $tiny --scan tune_x=44.51:44.55:3 --format csv --aperture-y '1 pm'
  says 'no result at tune_x 44.51, tune_y 46.589: no particle is left'
  check 'null rows with a word' [ "$(grep -c '^44.5[135],46.589,,,.*,1,,lost$' "$work/out")" -eq 3 ]
  wants 0 track "$machine" $tiny --scan tune_x=44.51:44.55:3 --format json
  check 'JSON' "$LR_JSON_CHECK" tune_scan <"$work/out"
  wants 64 track "$machine" --scan beta_y=1mm:2mm
  says 'track --scan wants tune_x or tune_y'
  wants 64 track "$machine" --scan tune_x=44.51:44.55 --scan tune_x=44.51:44.55
  says "stands twice"
  wants 64 track "$machine" --scan tune_x=44.51:44.55 --tails
  says 'is for one run: it does not go with --scan'
  wants 64 track "$machine" --scan tune_x=44.51

  # footprint
  wants 0 track "$machine" --slices 40 --footprint 4:8:3 --format csv
  check 'nine particles' [ "$(wc -l <"$work/out")" -eq 10 ]
  check 'tunes above those without collision, falling with amplitude' awk -F, \
    'NR > 1 { if (!($3 > 44.524 && $4 > 46.589)) exit 1; y[NR] = $4 } END { exit !(y[2] > y[5] && y[5] > y[8]) }' "$work/out"
  wants 64 track "$machine" --footprint 0
  says '--footprint wants'

  # tails
  wants 0 track "$machine" $tiny --tails --format csv --table tails
  check 'from one to none' awk -F, '$2 == "y" { if ($3 == 0 && $4 != 1) exit 1; last = $4; n++ } END { exit !(n > 20 && last == 0) }' "$work/out"
  cp "$work/out" "$work/one"
  wants 0 track "$machine" $tiny --tails --format csv --table tails --jobs 1
  check 'the same bits' cmp -s "$work/one" "$work/out"
  wants 0 track "$machine" $tiny --tails --aperture-y 2 --format csv --table lifetime
  check 'losses with an interval' awk -F, '$2 == "y" && $4 == "losses" { found = $6 < $5 && $5 < $7 && $8 > 5 } END { exit !found }' "$work/out"
  check 'the tails too late' [ "$("$program" track "$machine" $tiny --checkpoint "$work/c" -q >/dev/null; "$program" track "$machine" $tiny --turns 60 --average 40 --restart "$work/c" --tails 2>&1 >/dev/null | grep -c 'tails from turn 20 on: the run stands at turn 40')" -eq 1 ]

  # figures
  wants 0 track "$machine" $tiny --tails -o "$work/tails"
  for file in tails_ler.svg tails_ler.gp equilibrium.csv tails.csv lifetime.csv result.json scenario.yaml; do
    check "tails: $file" [ -s "$work/tails/$file" ]
  done
  check 'a page that names its command' grep -q -e '--tails' "$work/tails/track.html"
  wants 0 track "$machine" $tiny --scan tune_x=44.51:44.55:3 --scan tune_y=46.57:46.6:3 --footprint 3:3:3 -o "$work/map"
  for file in tune_map.svg footprint.gp tune_scan.csv; do
    check "map: $file" [ -s "$work/map/$file" ]
  done
}
finish
