#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# lumireach under mpirun: the same bytes for any number of ranks, threads and restarts; one voice; one exit code.
# shellcheck source-path=SCRIPTDIR source=lib.sh disable=SC2154
. "$(dirname -- "$0")/lib.sh"

export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMP_NUM_THREADS=2
# more ranks and threads than cores: who waits must not stand in the way
export OMP_WAIT_POLICY=passive OMPI_MCA_mpi_yield_when_idle=1
# one machine, maybe without a network: messages go through its memory; short TMPDIR for the sockets of mpirun
export OMPI_MCA_btl=self,vader OMPI_MCA_btl_vader_single_copy_mechanism=none TMPDIR=/tmp PMIX_MCA_gds=hash

# the stacks of its leaks are complete with the slow unwinder alone
[ -z "${LR_KEEP_MODULES-}" ] || export ASAN_OPTIONS="${ASAN_OPTIONS-}:fast_unwind_on_malloc=0"

ranks() { # number, command...
  number=$1
  shift
  # under the address sanitizer modules of MPI stay loaded, so that their leaks have names: tests/lsan.supp
  timeout 120 mpirun --oversubscribe -n "$number" ${LR_KEEP_MODULES:+-x LD_PRELOAD="$LR_KEEP_MODULES"} "$@" </dev/null
}

command -v mpirun >/dev/null || {
  echo "skipped: mpirun is not installed"
  exit 77
}
if ! (unset LR_KEEP_MODULES && ranks 2 true) >start 2>&1; then
  echo "skipped: mpirun cannot start two processes here: $(grep -v '^-*$' start | head -n 3 | tr '\n' ' ')"
  exit 77
fi

mpi() { # exit code, number of ranks, arguments of lumireach...: results in $work/out, messages in $work/err
  code=$1
  number=$2
  shift 2
  got=0
  ranks "$number" "$program" "$@" >"$work/out" 2>"$work/err" || got=$?
  check "exit code $got instead of $code: mpirun -n $number lumireach $*: $(head -n 5 "$work/err")" [ "$got" -eq "$code" ]
}

for number in 2 3; do
  for test in "${LR_WORLD_TEST:?}" "${LR_SHARE_TEST:?}"; do
    LR_WANTED_RANKS=$number ranks "$number" "$test" >out 2>&1 || {
      failed=$((failed + 1))
      echo "failed: $(basename "$test") on $number ranks" >&2
      head -n 20 out >&2
    }
    passed=$((passed + 1))
  done
done

scenario=$source_dir/inputs/scenarios/baseline.yaml
set -- track "$scenario" --quiet --kernel reference --particles 1500 --slices 3 --average 20 --format json
wants 0 "$@" --turns 60 --checkpoint alone
mv out alone.json
for number in 1 2 3; do
  mpi 0 "$number" "$@" --turns 60 --jobs 2 --checkpoint ranks
  check "the result of $number ranks" cmp out alone.json
  check "the checkpoint of $number ranks" cmp ranks alone
done

wants 0 "$@" --mode strong-strong --particles 1100 --turns 20
mv out both.json
mpi 0 2 "$@" --mode strong-strong --particles 1100 --turns 20 --jobs 1
check "both beams on 2 ranks" cmp out both.json

# stopped on 2 ranks, taken up on 1 and 3, and without mpirun
mpi 0 2 "$@" --turns 37 --checkpoint part
for number in 1 3; do
  mpi 0 "$number" "$@" --turns 60 --restart part
  check "the restart on $number ranks" cmp out alone.json
done
wants 0 "$@" --turns 60 --restart part
check "the restart without mpirun" cmp out alone.json

# a scenario on standard input, which mpirun gives to rank 0 alone
(cd "$source_dir/inputs/scenarios" && mpirun --oversubscribe -n 2 ${LR_KEEP_MODULES:+-x LD_PRELOAD="$LR_KEEP_MODULES"} "$program" \
  track - --quiet --kernel reference --particles 1500 --slices 3 --average 20 --turns 60 --format json <baseline.yaml) >out 2>err
check "the scenario on standard input" cmp out alone.json

# one voice and one exit code, also of verbs that do not share their work
mpi 2 3 track nowhere.yaml
check "a problem is said once" [ "$(grep -c "cannot read 'nowhere.yaml'" err)" -eq 1 ]
mpi 64 2 track
check "wrong usage is said once" [ "$(grep -c 'SCENARIO is missing' err)" -eq 1 ]
mpi 4 2 "$@" --turns 30 --checkpoint nowhere/part
says "cannot write the checkpoint 'nowhere/part'"
mpi 2 2 "$@" --turns 30 --restart nowhere
says "nowhere"
mpi 2 2 "$@" --turns 60 --restart part --particles 1400
says "is a checkpoint of another run"
mpi 0 2 lumi "$scenario" --format csv
mv out ranks.csv
wants 0 lumi "$scenario" --format csv
check "lumi on 2 ranks" cmp out ranks.csv
mpi 0 2 track "$scenario" --quiet --slices 20 --footprint 5:5:11 --format csv --jobs 1
mv out ranks.csv
wants 0 track "$scenario" --quiet --slices 20 --footprint 5:5:11 --format csv
check "a footprint on 2 ranks" cmp out ranks.csv
mpi 0 3 "$@" --turns 40 --scan tune_x=44.52:44.54:5 --jobs 1
mv out ranks.json
wants 0 "$@" --turns 40 --scan tune_x=44.52:44.54:5
check "a scan on 3 ranks, more points than threads" cmp out ranks.json
# a curve: its points over the ranks; kept by two, taken up by three and by one
cat >curve.yaml <<YAML
base: $source_dir/inputs/machines/2022-06.yaml
machine:
  ler: {emittance_y: 20 pm, damping_x: 0.02, damping_y: 0.02, damping_s: 0.02}
  her: {emittance_y: 35 pm, damping_x: 0.02, damping_y: 0.02, damping_s: 0.02}
track: {particles: 128, turns: 200, slices: 5, exchange: 50, kernel: reference}
YAML
wants 0 track curve.yaml --quiet --curve product=0:0.6:7 -o alone.curve
mpi 0 3 track curve.yaml --quiet --curve product=0:0.6:7 -o ranks.curve --jobs 1
for file in blowup_curve.csv specific_luminosity.csv; do
  check "$file of a curve on 3 ranks" cmp "ranks.curve/$file" "alone.curve/$file"
done
mpi 3 2 track curve.yaml --quiet --curve product=0:0.6:7 --set machine.her.tune_y=null
check "a refusal is said once" [ "$(grep -c "'tune_y' of the her is missing" err)" -eq 1 ]
# one rank may call the program again and again, as long as one call alone shares its work
# shellcheck disable=SC2016 # for the shell of the rank
ranks 2 sh -c '"$0" --version && "$0" explain luminosity >/dev/null && "$0" "$@"' "$program" "$@" --turns 60 >out 2>err
# shellcheck disable=SC2016 # $( ) is for the shell that is called
check "several calls of a rank" sh -c '[ "$(sed 1d out | cksum)" = "$(cksum <alone.json)" ]'
mpi 0 2 --version
check "the version is said once" [ "$(wc -l <out)" -eq 1 ]

# an interrupt of one rank stops all
interrupted() { # text and file that show that it is at work, options...
  text=$1 event=$2
  shift 2
  mpirun --oversubscribe -n 2 ${LR_KEEP_MODULES:+-x LD_PRELOAD="$LR_KEEP_MODULES"} "$program" "$@" >out 2>err &
  job=$!
  waits grep -qs "$text" "$event"
  stops "$(pgrep -P "$job" | tail -n 1)"
}
# rank 0 keeps the run; with --tails each rank has one of its own
interrupted '^turn' kept "$@" --turns 1000000 --checkpoint kept
says "the same call with --restart kept goes on from there"
check "no result of an interrupted call" [ ! -s out ]
turn=$(sed -n 's/^lumireach: stopped by the user at turn \([0-9]*\) .*/\1/p' err)
check "some turns were done: '$turn'" [ "${turn:-0}" -gt 0 ]
wants 0 "$@" --turns "$((turn + 20))"
mv out whole.json
mpi 0 3 "$@" --turns "$((turn + 20))" --restart kept
check "an interrupted run goes on to the same bytes" cmp out whole.json
interrupted '^turn' tails "$@" --turns 1000000 --tails --checkpoint tails
says "the same call with --restart tails goes on from there"
interrupted '^curve' points track curve.yaml --quiet --turns 3000 --average 100 --jobs 1 --curve product=0:0.6:7 -o part.curve --checkpoint points
says "of 7 points of the curve: these were written"
check "rows that were stopped" grep -q ',stopped$' part.curve/specific_luminosity.csv
wants 0 track curve.yaml --quiet --turns 3000 --average 100 --curve product=0:0.6:7 -o alone.curve
for number in 1 3; do
  mpi 0 "$number" track curve.yaml --quiet --turns 3000 --average 100 --curve product=0:0.6:7 -o ranks.curve --restart points
  check "an interrupted curve goes on on $number ranks" cmp ranks.curve/blowup_curve.csv alone.curve/blowup_curve.csv
done
interrupted 'tracking ignores' err track "$scenario" --kernel reference --particles 200 --slices 20 --turns 3000 --scan tune_x=44.52:44.54:999 --jobs 1
says "stopped by the user"
finish
