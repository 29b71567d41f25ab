#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `lumireach track`: tables and rows, bad input in one pass, the same bits for any threads, stops and restarts.
# shellcheck disable=SC2016 # the quoted programs are for awk
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
: "${LR_JSON_CHECK:?names the program that reads JSON}"
machine=$source_dir/inputs/machines/bbws_2022-04.yaml
tiny='--particles 256 --turns 40 --average 20 --slices 30'

value() { # quantity, ring: of the last call, which was CSV
  awk -F, -v q="$1" -v r="$2" '$1 == q && $2 == r { print $3; exit }' "$work/out"
}
holds() { # what, expression of awk
  check "$1: $2" awk "BEGIN { exit !($2) }"
}

# shellcheck disable=SC2086 # $tiny is split into words on purpose
{
  wants 0 track "$machine" $tiny
  shows 'not converged: slices too few'
  shows '--slices '
  wants 0 track "$machine" --particles 256 --turns 40 --average 20 --slices 60
  shows 'not converged: only'
  wants 0 track "$machine" $tiny --format json --turn-by-turn
  check 'JSON with its tables' "$LR_JSON_CHECK" equilibrium convergence turns <"$work/out"
  wants 0 track "$machine" $tiny --format csv --table equilibrium
  check 'columns' [ "$(head -n 1 "$work/out")" = 'quantity,ring,value,error,unit,definition' ]
  for row in sigma_x sigma_y sigma_z emittance_x emittance_y emittance_z lost_particles xi_y_luminosity; do
    check "a row $row of the ler" grep -q "^$row,ler," "$work/out"
  done
  for row in luminosity specific_luminosity luminosity_overlap luminosity_ratio pinch_factor; do
    check "a row $row" grep -q "^$row,," "$work/out"
  done
  holds 'luminosity' "$(value luminosity '') > 3.4e31 && $(value luminosity '') < 4.1e31"
  holds 'sizes' "($(value sigma_x ler) / 17.9 - 1) ^ 2 < 0.04 && ($(value sigma_z ler) / 4.6 - 1) ^ 2 < 0.01 && $(value emittance_z ler) < 4"
  holds 'of the frozen beam' "($(value sigma_y her) / 0.187083 - 1) ^ 2 < 1e-9"
  check 'its error is empty' grep -q '^sigma_y,her,[^,]*,,um' "$work/out"
  wants 0 track "$machine" $tiny --format csv --table turns --turn-by-turn
  check 'as many turns' [ "$(wc -l <"$work/out")" -eq 41 ]
  wants 64 track "$machine" $tiny --table turns
  says 'this verb gives equilibrium, convergence'

  # the other ring, more bunches, no kick
  wants 0 track "$machine" $tiny --weak her -f csv
  check 'her is tracked' grep -q '^sigma_y,her,.*before the collision' "$work/out"
  says 'tracking ignores crab_waist of the ler, 80 %'
  check 'in the table too' grep -q '^ignored,,,,,.*crab_waist of the ler' "$work/out"
  wants 0 track "$machine" $tiny --weak her -q -t equilibrium
  check 'quiet' [ ! -s "$work/err" ]
  wants 0 track "$machine" $tiny -f csv --set track.kick=no
  holds 'without a kick' "($(value luminosity_ratio '') - 1) ^ 2 < 9e-4"
  one=$(value luminosity '')
  wants 0 track "$machine" $tiny -f csv --set track.kick=no --set machine.bunches=10
  holds 'ten bunches' "($(value luminosity '') / $one / 10 - 1) ^ 2 < 1e-18"

  # the other modes, a wake
  for mode in quasi-strong-strong strong-strong; do
    wants 0 track "$machine" --mode $mode --particles 512 --turns 40 --average 20 --slices 30 -f csv --set track.exchange=10
    check "both are tracked, $mode" grep -q '^sigma_y,her,.*before the collision' "$work/out"
    cp "$work/out" mode
    wants 0 track "$machine" --mode $mode --particles 512 --turns 20 --average 20 --slices 30 --set track.exchange=10 --checkpoint mode_state
    wants 0 track "$machine" --mode $mode --particles 512 --turns 40 --average 20 --slices 30 -f csv --set track.exchange=10 --restart mode_state
    check "a restart, $mode" cmp -s mode "$work/out"
  done
  wants 0 track "$machine" $tiny -f csv
  one=$(value sigma_z ler)
  wants 0 track "$machine" $tiny -f csv --set track.wake_ler=superkekb_ler_2021.dat
  wake=$(value sigma_z ler)
  wants 0 track "$machine" $tiny -f csv --set track.wake_ler=superkekb_ler_2021.dat --set track.beamstrahlung=yes --set track.feedback_y=0.1
  all=$(value sigma_z ler)
  holds 'a wake, and what goes with it, act' "$one != $wake && $wake != $all"
  wants 2 track "$machine" $tiny --set track.wake_ler=nothing.dat
  says 'nothing.dat'

  # losses
  wants 0 track "$machine" $tiny -f csv --set track.aperture_y=2
  check 'losses with turn and plane' grep -q '^ler,[0-9]*,[0-9]*,y$' "$work/out"
  check 'as many as are said' [ "$(value lost_particles ler)" -eq "$(grep -c '^ler,[0-9]*,[0-9]*,y$' "$work/out")" ]
  wants 3 track "$machine" $tiny --set track.aperture_y='1 pm'
  says 'no particle is left'

  # the same bits
  wants 0 track "$machine" $tiny -f json --turn-by-turn --jobs 1
  cp "$work/out" one
  wants 0 track "$machine" $tiny -f json --turn-by-turn --jobs 2
  check 'two threads' cmp -s one "$work/out"
  wants 0 track "$machine" $tiny -f json --turn-by-turn --seed 2
  check 'another seed' sh -c "! cmp -s one '$work/out'"

  # more turns from a checkpoint; what else differs is refused
  wants 0 track "$machine" --particles 256 --turns 25 --average 20 --slices 30 --checkpoint state
  check 'a checkpoint, and nothing half' [ "$(echo state*)" = state ]
  wants 0 track "$machine" $tiny -f json --turn-by-turn --restart state
  check 'a restart' cmp -s one "$work/out"
  wants 2 track "$machine" $tiny --restart state --set machine.her.beta_y='0.9 mm'
  says "'state' is a checkpoint of another run"
  says "'machine.her.beta_y' is 1 mm in its scenario, 0.9 mm in this one"
  # one key more, before those that are the same
  wants 2 track "$machine" $tiny --restart state --set machine.ler.chromaticity_x=1
  says "'machine.ler.chromaticity_x' is missing in its scenario, 1 in this one"
  wants 2 track "$machine" $tiny --restart state --seed 5
  says '--seed 1'
  wants 2 track "$machine" --particles 256 --turns 40 --average 20 --slices 31 --restart state
  says "'track.slices' is 30 in its scenario, 31 in this one"
  wants 2 track "$machine" --particles 256 --turns 20 --slices 30 --restart state
  says 'beyond the 20 turns'
  head -c 3000 state >short
  wants 2 track "$machine" $tiny --restart short
  says 'damaged'
  { head -c 5000 state; printf x; tail -c +5002 state; } >changed
  wants 2 track "$machine" $tiny --restart changed
  says 'its sum does not fit'
  wants 2 track "$machine" $tiny --restart "$machine"
  says 'is no checkpoint of lumireach track'
  wants 2 track "$machine" $tiny --restart nothing
  wants 4 track "$machine" $tiny --checkpoint /nowhere/state
  says '/nowhere/state'
  wants 4 track "$machine" $tiny --checkpoint .
  says 'is no plain file'
  printf 'no folder\n' >plain
  wants 4 track "$machine" -o plain/out # at once: this would take minutes
  says "cannot write into the folder 'plain/out'"
  wants 4 track "$machine" -o plain
  says 'is not a folder'
  # the disk is full at the end: the tables are printed all the same
  (
    trap '' XFSZ
    ulimit -f 4
    "$program" track "$machine" $tiny -f csv -t equilibrium --checkpoint full 2>&1
    echo "code $?"
  ) | cat >"$work/out"
  shows 'code 4'
  shows "cannot write the checkpoint 'full'"
  check 'the tables in spite of it' grep -q '^luminosity,' "$work/out"
  if "$program" track "$machine" $tiny -q --kernel sse2 -t equilibrium >/dev/null 2>&1; then
    wants 2 track "$machine" $tiny --restart state --kernel reference
    says 'was made with the kernel'
  fi
}

# ctrl-C: the run is kept, and the rest of it gives the bits of a run without a stop
long='--particles 512 --average 20 --slices 15 --kernel reference'
# shellcheck disable=SC2086
interrupted() { # text and file that show that it is at work, options...
  text=$1 event=$2
  shift 2
  "$program" track "$machine" $long --turns 100000 -f json "$@" >"$work/out" 2>"$work/err" &
  job=$!
  waits grep -qs "$text" "$event"
  stops "$job"
  check 'no output' [ ! -s "$work/out" ]
  says 'stopped by the user at turn'
  turn=$(sed -n 's/^lumireach: stopped by the user at turn \([0-9]*\) .*/\1/p' "$work/err")
}
# shellcheck disable=SC2086
{
  rm -f "$work/err"
  interrupted '^turn' stopped --checkpoint stopped # written after the first turns
  says ' of 100000; the same call with --restart stopped goes on'
  check "turns were done: $turn" [ "${turn:-0}" -gt 0 ]
  wants 0 track "$machine" $long --turns $((turn + 40)) -f json
  cp "$work/out" whole
  wants 0 track "$machine" $long --turns $((turn + 40)) -f json --restart stopped
  check 'the same after the stop' cmp -s whole "$work/out"

  : >"$work/err"
  interrupted 'tracking ignores' "$work/err" --weak her --seed 7 # its note of what is ignored comes before the first turn
  name=$(sed -n 's/.*--restart \([^ ]*\) goes on.*/\1/p' "$work/err")
  check "the seed in the name of its own: $name" [ "${name%-7.checkpoint}" != "$name" ]
  wants 0 track "$machine" $long --turns $((turn + 40)) -f json --weak her --seed 7
  cp "$work/out" whole
  wants 0 track "$machine" $long --turns $((turn + 40)) -f json --weak her --seed 7 --restart "$name" --jobs 1
  check 'the same after a stop with a name of its own' cmp -s whole "$work/out"

  # the tails are lost: the message says how to begin them anew, and that works
  rm -f stopped
  interrupted '^turn' stopped --tails --average 99990 --checkpoint stopped
  says 'the tails since turn 10 are lost'
  again=$(sed -n 's/.*--restart stopped --turns \([0-9]*\) --average 99990 goes on.*/\1/p' "$work/err")
  check "with more turns: $again" [ "${again:-0}" -eq $((turn + 99990)) ]
  wants 0 track "$machine" $long --tails --turns $((turn + 20)) --restart stopped -t tails
}

# ctrl-C in `run`, which cannot go on from a checkpoint: nothing is left
cat >whole.yaml <<END
base: $source_dir/inputs/scenarios/baseline.yaml
track: {particles: 512, turns: 1000000, slices: 15}
END
mkdir empty
: >"$work/err"
(cd empty && exec "$program" run ../whole.yaml -o out >"$work/out" 2>"$work/err") &
job=$!
waits grep -q 'tracking ignores' "$work/err"
stops "$job"
says 'stopped by the user; nothing was written'
check 'and nothing was' [ -z "$(ls empty)" ]

# what is wrong, in one pass, each at its place
cat >bad.yaml <<END
base: $machine
machine:
  ler: {damping_x: null, energy_spread: null, tune_s: 0}
track:
  weak: both
  particles: 10
  turns: 100
  average: 200
  slices: 0
  kernel: mmx
  wakes: none
END
wants 2 check bad.yaml
for place in 5:9 6:14 8:12 9:11 10:11 11:3; do says "bad.yaml:$place: error:"; done
cat >bad.yaml <<END
base: $machine
machine:
  ler: {damping_x: null, energy_spread: null}
track: {average: 30000}
END
wants 2 track bad.yaml
says "'damping_x' is missing in machine.ler, whose particles are tracked: the rate of the amplitude per turn, T0 / tau, such as 2e-4"
says "'energy_spread' is missing in machine.ler"
says "'average' of 30000 turns, but there are only 18000"
wants 64 track "$machine" --slices 0 --weak both
says "'slices' must be at least 1"
says 'ler|her'
wants 64 track "$machine" --kernel mmx
says 'auto|portable|reference|sse2|avx2|avx512'
wants 64 track "$machine" --particles 0
wants 2 track "$machine" --set track.particles=0
wants 2 track "$machine" --particles 0 --set track.turns=0
wants 2 track "$machine" --set machine.ler.rf_voltage='9 MV'
says 'harmonic'
wants 2 track "$source_dir/inputs/machines/kekb_2009.yaml"
says "is missing in machine.ler"
wants 2 track "$source_dir/inputs/plans/baseline.yaml" --set machine=null
printf 'track: {turns: 100}\n' >alone.yaml
wants 2 check alone.yaml
says "'track' needs a 'machine'"
wants 64 track "$machine" --nothing
finish
