#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Sudden losses of a plan from `losses` of the same scenario: every verb that knows the plan takes them, with its own number of events.
# shellcheck disable=SC2016 # what is quoted belongs to the inner shell
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
# shellcheck disable=SC2154 # of lib.sh
cat >plan.yaml <<END
base: $source_dir/inputs/scenarios/baseline.yaml
losses: {events: 200}
plan:
  faults: null
  sudden_losses:
    {from: losses, step_back: {level: 70 %, time: 7 days}, rate: null, reference_bunch_current: null, exponent: null, refill: null, quench: null,
     damage: null, dose: null, gates: null}
END
wants 0 plan --histories 40 --format csv --table faults plan.yaml
check 'one row, of the sudden losses' grep -q '^sudden beam losses,' out
wants 0 plan --histories 40 --format csv --table waterfall plan.yaml
check 'they stand in the waterfall' grep -q '^sudden beam losses,-' out
check 'and so do the steps back' grep -q '^steps back after damage,-' out
cp out one
wants 0 plan --histories 40 --jobs 1 --format csv --table waterfall plan.yaml
check 'the same for one thread' cmp -s one out
wants 0 plan --histories 40 --format csv --table waterfall --set losses.events=150 plan.yaml
check 'other events, other ends' sh -c '! cmp -s one out'
wants 0 plan --histories 40 --format csv --table periods plan.yaml
cut -d, -f1-8 out >periods
check 'the declared uptime stands: expectation as without them' sh -c '
  "$1" plan --histories 40 --format csv --table periods --set plan.sudden_losses=null plan.yaml | cut -d, -f1-6 |
    awk -F, "NR == FNR { a[FNR] = \$6; next } FNR > 1 && (\$6 - a[FNR]) ^ 2 > 1e-18 * \$6 ^ 2 { exit 1 }" periods -' sh "$program"
wants 0 losses --format csv --table summary plan.yaml
cp out one
wants 0 losses --format csv --table summary --set plan.sudden_losses=null plan.yaml
check 'losses are what they are without a plan that takes them' cmp -s one out
wants 0 losses --format csv --table summary --events 90 plan.yaml
check 'another number of events is another ensemble' sh -c '! cmp -s one out'
wants 0 reach --channel zp_invisible --mass '1 GeV' --format csv plan.yaml
wants 3 plan --histories 4 --set losses.observed_from='99.999 %' --set losses.events=5 plan.yaml
says 'none of the 5 events'
wants 2 plan --histories 4 --set plan.periods.2030.at=null plan.yaml
says 'at: {'
finish
