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
  for axis in beta_y=1mm:2mm tune_x=44.5 tune_x=44.5:44.6:3:log tune_x=44.5:44.6:1; do
    wants 64 track "$machine" --scan $axis
    says 'track --scan wants tune_x or tune_y of the tracked ring as KEY=LO:HI[:N]'
  done
  wants 0 track "$machine" $tiny --weak her --scan tune_x=45.51:45.55:2
  says 'tracking ignores crab_waist of the ler'
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
  wants 0 track "$machine" --slices 20 --weak her --footprint 4:8:2
  says 'tracking ignores crab_waist of the ler'
  check 'no more than that' [ "$(wc -l <"$work/err")" -eq 1 ]
  wants 0 track "$machine" --slices 20 --particles 512 --mode strong-strong --set track.feedback_y=0.1 --footprint 4:8:2
  says 'particles of the ler against a frozen her; it knows no radiation, mode strong-strong, feedback, apertures'
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

# ctrl-C in a scan: the points that were done are written. The bar of progress, on a terminal, comes with the first point that is done.
stopped() { # options...
  rm -f typescript pid
  cat >scan.sh <<END
echo \$\$ >pid
exec '$program' track '$machine' --particles 128 --turns 2000 --average 20 --slices 10 --kernel reference --jobs 1 --scan tune_x=44.51:44.55:1000 $* >out
END
  TERM=xterm script -qefc 'sh scan.sh' typescript </dev/null >/dev/null 2>&1 &
  job=$!
  waits grep -q 'tune scan' typescript
  stops "$(cat pid)"
  check 'what was written is said' grep -q 'stopped by the user after [1-9][0-9]* of 1000 points of the scan: these were written' typescript
}
partly() { # file: a thousand rows, the first is there, most are not
  check "the rows of $1" awk -F, 'NR == 2 { first = $3 > 1e30 && $NF == "" } $NF == "stopped" { none += $3 == "" } END { exit !(NR == 1001 && first && none > 500) }' "$1"
}
# a checkpoint of a scan: what is done is kept, and goes on to the same bytes
long='--particles 128 --turns 3000 --average 20 --slices 10 --kernel reference --format csv --scan tune_x=44.51:44.55:6 --scan tune_y=46.58:46.59:2'
# shellcheck disable=SC2086 # $long is split into words on purpose
{
  "$program" track "$machine" $long --jobs 1 --checkpoint state >out 2>err </dev/null &
  job=$!
  waits [ -s state ]
  stops "$job"
  says 'of 12 points of the scan: these were written, the rest is empty (failure: stopped); the same call with --restart state goes on from there'
  check 'rows of both kinds' awk -F, 'NR > 1 { full += $3 > 1e30; none += $3 == "" && $NF == "stopped" } END { exit !(NR == 13 && full && none && full + none == 12) }' out
  wants 0 track "$machine" -q $long --jobs 1
  cp out whole
  wants 0 track "$machine" -q $long --jobs 2 --restart state --checkpoint state --footprint 3:3:2 --table tune_scan
  check 'the same scan' cmp -s out whole
  check 'all points are in the checkpoint' grep -qa '^scan 12$' state
  wants 2 track "$machine" $long --restart state --set track.wake_ler="$source_dir/inputs/wakes/superkekb_ler_2021.dat"
  says "is a checkpoint of another scenario; 'track.wake_ler' is missing in its scenario"
  wants 2 track "$machine" $tiny --kernel reference --scan tune_x=44.51:44.55:3 --restart state
  says 'it was made with --scan tune_x=44.51:44.55:6 --scan tune_y=46.58:46.59:2 of 3000 turns, averaged over 20, this is --scan tune_x=44.51:44.55:3 of 40 turns'
  wants 2 track "$machine" $tiny --kernel reference --restart state
  says "the checkpoint 'state' is of a --scan, this is one run"
}
for option in '--checkpoint c' '--restart c'; do
  # shellcheck disable=SC2086 # an option and its value
  wants 64 track "$machine" --footprint 3 $option
  says 'it does not go with --footprint'
done

# A root without /dev/pts has script and no terminal for it to give.
if TERM=xterm script -qefc true typescript </dev/null >/dev/null 2>&1; then
  stopped --format csv
  partly out
  stopped -o part
  partly part/tune_scan.csv
  check 'with its page and its figure' [ -s part/track.html ]
else
  echo 'skipped: ctrl-C in a scan: no terminal here (script, of bsdutils, with a pty of /dev/pts)'
fi
finish
