#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Wrong usage, help, exit codes, standard output against standard error, broken outputs.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
scenario=$source_dir/inputs/scenarios/baseline.yaml

wants 64
says 'Usage: lumireach VERB'
wants 0 --version
check 'the version is one line of words and a number' grep -qE '^lumireach [0-9]+\.[0-9]+\.[0-9]+$' out
wants 0 --help
check 'no message with --help' [ ! -s err ]
for verb in run lumi fill plan reach trigger compare check defaults explain verify completion help limit xsec; do
  wants 0 --help
  shows "  $verb"
  wants 0 "$verb" --help
  shows '--format'
done
wants 0 --cite
wants 64 pln "$scenario"
says "did you mean 'plan'?"
wants 64 nonsense
says "there is no verb 'nonsense'"
wants 64 --nonsense
wants 64 plan
says 'SCENARIO is missing'
wants 64 plan "$scenario" "$scenario"
says 'too many arguments'
wants 64 plan --frmat json "$scenario"
says "unrecognized option '--frmat'"
wants 64 plan --format xml "$scenario"
says "--format wants text, csv or json, got 'xml'"
for seed in x -1 1.5 1e3 99999999999999999999 18446744073709551615 ''; do
  wants 64 plan --seed "$seed" "$scenario"
  says '--seed wants a whole number'
done
for jobs in x 0 -1 5000 ''; do
  wants 64 plan --jobs "$jobs" "$scenario"
  says '--jobs wants a number'
done
for count in x 0 -5 1000001 ''; do
  wants 64 plan --histories "$count" "$scenario"
  says '--histories wants a number'
done
wants 64 plan --table nothing "$scenario"
says "there is no table 'nothing': this verb gives periods, milestones"
wants 64 reach --channel zp_invisble "$scenario"
says "did you mean 'zp_invisible'?"
wants 64 reach --mass '1 mm' "$scenario"
says "--mass wants an energy such as '1 GeV', or a number of GeV"
wants 64 reach --mass '-1 GeV' "$scenario"
wants 0 reach --mass 1 --channel zp_invisible "$scenario"
wants 64 reach --table gain_table "$scenario"
says "the table 'gain_table' is made with --gains"
wants 64 explain --seed 1
says 'explain reads no scenario and has no use for --seed'
wants 64 reach --luminosity '1 fb' "$scenario"
wants 64 lumi --histories 5 "$scenario"
wants 64 explain no_such_thing
wants 64 verify no_such_case
wants 64 completion fish
wants 64 help plna
says "did you mean 'plan'?"
wants 2 plan none.yaml
says 'none.yaml'

# Outputs that cannot be written: 4, with the reason; a reader that has seen enough is no reason for words.
for call in 'plan' 'lumi' 'reach' 'check' 'plan --format json' 'plan --format csv'; do
  # shellcheck disable=SC2086 # split on purpose
  "$program" $call "$scenario" >/dev/full 2>err
  check "exit code 4 for a full device: $call" [ $? -eq 4 ]
  says 'No space left on device'
  # shellcheck disable=SC2086
  "$program" $call "$scenario" >&- 2>err
  check "exit code 4 for a closed output: $call" [ $? -eq 4 ]
done
for call in --version --help --cite defaults explain verify help 'completion bash' 'help --man'; do
  # shellcheck disable=SC2086
  "$program" $call >/dev/full 2>err
  check "exit code 4 for a full device: $call" [ $? -eq 4 ]
done
for format in text csv json; do
  { "$program" plan --daily --format "$format" "$scenario" 2>err; echo $? >code; } | head -n 1 >out
  check "one line of $format came through a closed pipe" [ "$(wc -l <out)" -eq 1 ]
  check "a closed pipe ends it without a crash: $(cat code)" [ "$(cat code)" -le 4 ]
  check 'and without words' [ ! -s err ]
done
finish
