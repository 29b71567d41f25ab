#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The verb trigger: tables, options, what a channel and a plan add, what is wrong with place; run takes it in.
# shellcheck source-path=SCRIPTDIR source=lib.sh
# shellcheck disable=SC2016 # $0 belongs to the inner shell
. "$(dirname -- "$0")/lib.sh"
trigger=$source_dir/inputs/trigger/belle2.yaml
baseline=$source_dir/inputs/scenarios/baseline.yaml
cat >own.yaml <<END
base: [$baseline, $trigger]
histories: 10
channels:
  zp_invisible: {trigger: {lines: {two_track: 0.92, single_muon: 0.7}}}
  alp_gammagamma: {trigger: {combine: independent, lines: {single_photon_05: 0.8, single_photon_1: 0.7, displaced_vertex: 0.4}}}
END

wants 0 trigger "$trigger"
shows 'The trigger as a whole'
shows 'Lines of the trigger'
check 'no periods without a plan' [ "$(grep -c 'each period' out)" -eq 0 ]
wants 0 trigger own.yaml
shows 'What another trigger does to each channel'
shows 'single_photon_05 lost'
shows 'Efficiency of the trigger for displaced vertices'
shows 'The trigger at the highest peak of each period of the plan'
wants 0 trigger own.yaml --table trigger_rates --format csv
check 'ten luminosities of eight lines' [ "$(grep -c 'e+3' out)" -eq 80 ]
wants 0 trigger own.yaml --table trigger_whatif --format csv
check 'a channel that does not change stands there' grep -q '^displaced_vertex on,zp_invisible,[0-9.]*,.*,0.92,0.92,1,two_track$' out
check 'one that loses its line' grep -q '^two_track lost,zp_invisible,[0-9.]*,8e+35,0.92,0.7,0.7608' out
# the photon of a heavy dark photon is soft: above 9.53 GeV the lowest of the three lines is all there is
check 'one photon line less' grep -q '^single_photon_2 lost,dark_photon_invisible,4.7,8e+35,0.95,0.9,' out
check 'the only one at high masses' grep -q '^single_photon_05 lost,dark_photon_invisible,9.7[0-9]*,8e+35,0.85,0,0,$' out
check 'the first line sees none of them' grep -q '^single_photon_2 lost,dark_photon_invisible,9.7[0-9]*,8e+35,0.85,0.85,1,' out
wants 0 trigger own.yaml --table trigger_efficiency --format csv -L '6e35 cm^-2 s^-1' -c dark_photon_invisible --set trigger.lines.single_photon_2.on=no
check 'a lost line is lost' grep -q ',dark_photon_invisible,4.7,0.9,0.947368421052632,single_photon_1$' out
wants 0 trigger own.yaml --table trigger_efficiency --format csv -L '6e35 cm^-2 s^-1' -c idm_dark_higgs
check 'one under study is not' grep -q ',0.9,1,ecl_1gev$' out
wants 2 trigger own.yaml --set channels.zp_invisible.trigger.lines.two_track='{value: 0.9, mass_min: 2 GeV, mass_max: 1 GeV}'
says "'mass_max' of 'two_track' must lie above its 'mass_min'"
wants 2 trigger own.yaml --set channels.zp_invisible.trigger.lines.two_track='{value: 0.9, mass_mx: 1 GeV}'
says "did you mean 'mass_max'?"
wants 0 trigger own.yaml --table trigger_total --format csv --luminosity '6e35 cm^-2 s^-1'
check 'one row' [ "$(wc -l <out)" -eq 2 ]
wants 0 trigger own.yaml --table trigger_efficiency --format csv --channel zp_invisible -L '6e35 cm^-2 s^-1'
check 'one channel, two backgrounds' [ "$(wc -l <out)" -eq 3 ]
wants 0 trigger own.yaml --format json
check 'well-formed, with its tables' sh -c '"$0" trigger_rates trigger_total trigger_efficiency trigger_whatif trigger_displaced trigger_periods <out' "$LR_JSON_CHECK"
# a tenth of the budget: what may be prescaled is, the rest is dead time
wants 0 trigger own.yaml --set trigger.budget='3 kHz' --table trigger_total --format csv -L '6e35 cm^-2 s^-1'
check 'overload' awk -F, 'NR == 2 && $7 > $8 && $9 > 50 { found = 1 } END { exit !found }' out
wants 0 trigger own.yaml --set trigger.lines.displaced_vertex.on=yes --table trigger_rates --format csv
shows 'displaced_vertex'

wants 2 trigger "$source_dir/inputs/plans/baseline.yaml"
says "there is no 'trigger': add one, or 'base: inputs/trigger/belle2.yaml'"
wants 2 trigger own.yaml --set channels.zp_invisible.trigger.lines.two_trck=0.5
says "there is no line 'two_trck'; did you mean 'two_track'?"
wants 2 trigger own.yaml --set trigger.lines.two_track.priority=1
says 'both have priority 1'
wants 64 trigger own.yaml --luminosity '0 cm^-2 s^-1'
wants 64 trigger own.yaml --luminosity '5 ab^-1'
wants 64 trigger own.yaml --channel zp_invisble
says "did you mean 'zp_invisible'?"
wants 64 trigger
wants 0 explain prescale
shows 'excess = wanted - budget'

# dates and curves at dates take what the trigger leaves: the limit on the day that `when` finds is the coupling
wants 0 when own.yaml -q -n 20 -c alp_gammagamma -m '1 GeV' -g '1e-4 GeV^-1' --set trigger.budget='3 kHz' -t reach_milestones -f csv
check 'the overload asks for more' awk -F, 'NR == 2 && $7 > 17 { found = 1 } END { exit !found }' out
day=$(awk -F, 'NR == 2 { print $8 }' out)
wants 0 reach own.yaml -q -c alp_gammagamma -m '1 GeV' -d "$day" --set trigger.budget='3 kHz' -f csv
check 'the limit on that day' awk -F, 'NR == 2 && $14 < 1e-4 && $14 > 0.999e-4 { found = 1 } END { exit !found }' out
wants 0 reach own.yaml -q -c alp_gammagamma -m '1 GeV' -d "$day" -f csv
check 'it is better without' awk -F, 'NR == 2 && $14 < 0.95e-4 { found = 1 } END { exit !found }' out

if command -v gnuplot >/dev/null; then
  wants 0 run own.yaml -o result
  for file in trigger_rates.svg trigger_efficiency.svg trigger_rates.csv trigger_total.csv trigger_whatif.csv trigger_periods.csv; do
    check "$file" [ -s "result/$file" ]
  done
  check 'a section of the report' grep -q '>Trigger<' result/report.html
  check 'behind the last setup up to twice the budget' awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) { if ($i ~ /^rate_wanted/) w = i; if ($i ~ /^budget/) b = i } }
    NR > 2 && $1 <= last { bad = 1 } { last = $1 } END { exit !(!bad && last > 1.001e36 && $w >= 2 * $b && $w < 2.2 * $b) }' result/trigger_total.csv
fi
finish
