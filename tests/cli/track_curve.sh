#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# track --curve: the table, the file, and that lumi, fill and plan follow it.
# shellcheck disable=SC2016 # $1 belongs to awk
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
machine=$source_dir/inputs/machines/2022-06.yaml

near() { # figure, expected, relative tolerance
  awk -v a="$1" -v b="$2" -v t="$3" 'BEGIN { d = a / b - 1; exit !(a != "" && d <= t && d >= -t) }'
}
cell() { # product, column of blowup_curve.csv
  awk -F, -v p="$1" -v c="$2" '$1 == p { print $c }' curve/blowup_curve.csv
}

# strong damping: a few hundred turns are enough
cat >fast.yaml <<YAML
base: $machine
machine:
  ler: {emittance_y: 20 pm, damping_x: 0.02, damping_y: 0.02, damping_s: 0.02}
  her: {emittance_y: 35 pm, damping_x: 0.02, damping_y: 0.02, damping_s: 0.02}
track: {particles: 256, turns: 300, slices: 10, exchange: 50}
YAML
wants 0 track -q --seed 3 --jobs 2 --curve product=0:0.6:4 -o curve fast.yaml
shows 'curve/track.html'
for file in blowup_curve.csv specific_luminosity.csv scenario.yaml result.json specific_luminosity.svg specific_luminosity.gp track.html; do
  check "$file" sh -c "[ -s curve/$file ] && grep -qxF $file curve/files.txt"
done
check 'a page that names its command' grep -qF -e '--curve product=0:0.6:4' curve/track.html
check 'provenance' grep -q '^# lumireach .*, scenario [0-9a-f]\{64\}, seed 3$' curve/blowup_curve.csv
check 'the command' grep -q '^# lumireach track fast.yaml --curve product=0:0.6:4' curve/blowup_curve.csv
check 'how it was tracked' grep -q '256 particles of each beam, 300 turns, average over the last 150, 10 slices' curve/blowup_curve.csv
check 'tunes, lengths and wake in the head' grep -q '^# tunes x 44.525/45.532, .*; bunch lengths at no current 4.6/5.1 mm; longitudinal wake tracked: none$' curve/blowup_curve.csv
check 'emittances of the particles' awk -F, '/^b/ { for (i = 1; i <= NF; i++) if ($i == "tracked_emittance_y_ler_pm") c = i } $1 == 0 { zero = $c } $1 == 0.6 { end = $c } END { exit !(zero == 20 && end > 20) }' curve/blowup_curve.csv
check 'at no current as given' [ "$(cell 0 2),$(cell 0 3)" = 20,35 ]
cp curve/blowup_curve.csv first.csv
wants 0 track -q --seed 3 --jobs 1 --curve product=0:0.6:4 -o curve fast.yaml
check 'the same bits on one thread' cmp -s first.csv curve/blowup_curve.csv
wants 0 track -q --seed 3 --jobs 2 --curve product=0:0.6:4 --format csv fast.yaml
shows 'product [mA^2],'
check 'rows' [ "$(wc -l <out)" -eq 5 ]

# lumi at the product of a row gives the tracked specific luminosity: 0.2 mA^2 at the ratio of the currents
ler=$(awk -F, '$1 == 0.2 { print $2 * 2249 }' out) her=$(awk -F, '$1 == 0.2 { print $3 * 2249 }' out)
tracked=$(awk -F, '$1 == 0.2 { print $4 }' out)
cat >follows.yaml <<YAML
base: fast.yaml
blowup: {curve: first.csv, measured: points_1mm.csv, apply: yes}
YAML
wants 0 lumi --table luminosity --format csv --set machine.ler.current="$ler mA" --set machine.her.current="$her mA" follows.yaml
check 'lumi gives it back' near "$(sed -n 's/^specific_luminosity,,\([^,]*\),.*/\1/p' out)" "$tracked" 1e-6
says 'by the blow-up curve'
# the curve is not tracked with what it gives itself
wants 0 track -q --seed 3 --curve product=0:0.6:4 -o again follows.yaml
check 'emittances of the scenario' sh -c 'grep -v "^#" first.csv >a; grep -v "^#" again/blowup_curve.csv | cmp -s a -'
# nor is a run, a scan, a footprint: the blow-up is what they find
for product in '' '--tails' '--scan tune_x=44.51:44.53:2' '--footprint 4:8:2'; do
  # shellcheck disable=SC2086 # words
  wants 0 track -q --seed 3 --format csv $product fast.yaml
  cp out without
  # shellcheck disable=SC2086
  wants 0 track --seed 3 --format csv $product follows.yaml
  says 'tracking begins from the vertical emittances as given, 20 pm (ler) and 35 pm (her)'
  check "the same with a blow-up that acts: track $product" cmp -s without out
done

# fill: the equilibrium follows the curve
cat >fill.yaml <<YAML
base: $source_dir/inputs/scenarios/fill_2022-06.yaml
blowup: {curve: first.csv, apply: yes}
YAML
wants 0 fill --table fill --format csv fill.yaml
check 'no remark that the fill holds' sh -c '! grep -q "does not reach" err'
check 'the emittance moves with the currents' awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /^emittance_y_ler/) c = i } NR > 1 { if (!n++ || $c < low) low = $c; if ($c > high) high = $c }
  END { exit !(high > 1.01 * low) }' out
check 'the curve has what lifetimes want' sh -c '! grep -q "has no columns" err'
cut -d, -f1-3 first.csv >effective.csv
wants 0 fill --table fill --format csv --set blowup.curve=effective.csv fill.yaml
says 'Touschek lifetimes follow the emittances of the luminosity'
wants 0 lumi -q --table luminosity --format csv fill.yaml
emittance=$(sed -n 's/^emittance_y,ler,\([^,]*\),.*/\1/p' out)
wants 0 fill -q --table fill --format csv --set fill.ler.initial_current=null --set fill.her.initial_current=null fill.yaml
check 'it begins at that of the operating point' near "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /^emittance_y_ler/) c = i } NR == 2 { print $c }' out)" "$emittance" 1e-6
wants 3 fill --set fill.ler.target_current='3 A' fill.yaml
says 'the targets of the fill'
says 'not extrapolated'
awk '/^#/ || /^b/ || $1 + 0 > 0.1' first.csv >high.csv # begins above no current: aborts leave it
wants 3 fill --set blowup.curve=high.csv fill.yaml
says 'not extrapolated'

# the plan: the peak of a period is that of the machine with its curve
cat >period.yaml <<YAML
base: $source_dir/inputs/plans/only2026_2030.yaml
plan: {periods: {2026: {machine: follows.yaml}}}
YAML
wants 0 lumi -q --table luminosity --format csv follows.yaml
luminosity=$(sed -n 's/^luminosity,,\([^,]*\),.*/\1/p' out)
wants 0 plan -q --table periods --format csv period.yaml
check 'the peak of the plan' awk -F, -v l="$luminosity" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /^peak/) c = i }
  $1 == 2026 { d = $c / l; while (d < 0.5) d *= 10; while (d > 5) d /= 10; ok = d > 0.9999 && d < 1.0001 } END { exit !ok }' out
printf 'base: follows.yaml\nmachine: {bunches: 1000}\n' >beyond.yaml
sed 's/follows/beyond/' period.yaml >beyond_period.yaml
wants 2 plan beyond_period.yaml
says 'not extrapolated'

# a curve of another machine, and one that had not converged, are not taken without a word
sed '/^[0-9]/s/,[a-z ]*$/,yes/' first.csv >fine.csv
sed '/^0.4/s/,[a-z ]*$/,no/' fine.csv >open.csv
wants 0 check --set blowup.curve=fine.csv follows.yaml
check 'silent on its own machine' sh -c '! grep -q warning err'
wants 0 check --set blowup.curve=open.csv follows.yaml
says '1 of 4 rows of the curve had not converged'
says 'the first at 0.4 mA^2'
wants 0 check --set blowup.curve=fine.csv --set machine.ler.beta_y='0.8 mm' --set machine.her.crab_waist='80 %' follows.yaml
says 'made with beta_y 1 mm of the ler (at 0 mA^2), the machine has 0.8 mm'
says 'made with crab_waist 40 % of the her'
sed '/^[0-9]/s/,[a-z ]*$/,perhaps/' fine.csv >bad.csv
wants 2 check --set blowup.curve=bad.csv follows.yaml
says "converged wants yes, no, 'not tracked' or stopped"
# stopped by ctrl-C: the points that were done are written, the others say so; the checkpoint goes on to the same bytes
long='--seed 3 --kernel reference --jobs 1 --set track.turns=2000 --set track.average=1000'
stopped() { # arguments...: ends with the second point at work
  rm -f state
  "$program" track --checkpoint state "$@" >out 2>err </dev/null &
  job=$!
  waits [ -s state ]
  stops "$job"
}
# shellcheck disable=SC2086 # $long is split into words on purpose
{
  stopped $long --curve product=0:0.6:5 --format csv fast.yaml
  check 'what was written is said' grep -q 'stopped by the user after [1-4] of 5 points of the curve: these were written, the rest is empty (converged: stopped)' err
  says 'the same call with --restart state goes on from there'
  check 'five rows of both kinds' awk -F, 'NR > 1 { full += $4 > 1e30; none += $4 == "" && $2 > 0 && $NF == "stopped" } END { exit !(NR == 6 && full && none && full + none == 5) }' out
  stopped $long --curve product=0:0.6:5 -o few fast.yaml
  says 'too few for a blowup_curve.csv'
  check 'its table and its page' [ -s few/specific_luminosity.csv ]
  check 'no curve' [ ! -e few/blowup_curve.csv ]
  wants 0 track -q $long --curve product=0:0.6:5 -o whole fast.yaml
  wants 0 track -q $long --curve product=0:0.6:5 --restart state --checkpoint state -o on fast.yaml
  check 'the same curve' cmp -s whole/blowup_curve.csv on/blowup_curve.csv
  check 'the same table' cmp -s whole/specific_luminosity.csv on/specific_luminosity.csv
  check 'all points are in the checkpoint' grep -qa '^curve 5$' state
  wants 0 track -q $long --curve product=0:0.6:5 --restart state -o twice fast.yaml
  check 'one that is whole' cmp -s whole/blowup_curve.csv twice/blowup_curve.csv
  wants 2 track $long --curve product=0:0.7:5 --restart state fast.yaml
  says 'it was made with --curve product=0:0.6:5 of 2000 turns'
  wants 2 track $long --curve product=0:0.6:5 --restart state --set machine.her.beta_y='1.1 mm' fast.yaml
  says "is a checkpoint of another scenario; 'machine.her.beta_y' is "
  wants 2 track --seed 3 --kernel reference --curve product=0:0.6:5 --restart state fast.yaml
  says 'of other settings: it was made with --curve product=0:0.6:5 of 2000 turns, averaged over 1000, this is --curve product=0:0.6:5 of 300 turns'
  wants 2 track $long --curve product=0:0.6:5 --restart state --seed 4 fast.yaml
  says 'was made with the seed 3'
  wants 2 track $long --scan tune_x=44.51:44.55:5 --restart state fast.yaml
  says "the checkpoint 'state' is of a --curve, this is a --scan"
  head -c 1000 state >short
  wants 2 track $long --curve product=0:0.6:5 --restart short fast.yaml
  says 'is damaged'
}
wants 4 track --curve product=0:0.6:4 --checkpoint nowhere/state fast.yaml
says "cannot write the checkpoint 'nowhere/state'"

# a curve with points that were stopped is read without them, and warned of
cp fine.csv part.csv
printf '0.8,,,,,,,,,,,,,,,,,stopped\n' >>part.csv
wants 0 check --set blowup.curve=part.csv follows.yaml
says '1 of 5 points of the curve are not there: their tracking was stopped (column converged), the first at 0.8 mA^2'

# a line that a shell reads again
mkdir "it's"
cp fast.yaml "it's/a b.yaml"
wants 0 track -q --seed 3 --curve product=0:0.6:4 -o "o'c" "it's/a b.yaml" --set track.turns=40 --set track.average=20
check 'quoted' grep -qF "# lumireach track 'it'\\''s/a b.yaml' --curve product=0:0.6:4" "o'c/blowup_curve.csv"

# the shipped curve
wants 0 check -q "$source_dir/inputs/scenarios/tracked_1mm.yaml"
wants 0 lumi -q --blowup --table blowup --format csv "$source_dir/inputs/scenarios/tracked_1mm.yaml"

# refusals
wants 64 track --curve product=0:0.6 fast.yaml
says '--curve wants product=LO:HI:N'
wants 64 track --curve product=0.6:0.2:4 fast.yaml
wants 64 track --curve current=0:1:4 fast.yaml
wants 64 track --curve product=0:0.6:2 fast.yaml
for option in '--weak her' '--mode weak-strong' --turn-by-turn --tails '--footprint 3' '--scan tune_x=44.5:44.6'; do
  # shellcheck disable=SC2086 # an option and its value
  wants 64 track --curve product=0:0.6:4 $option fast.yaml
  says 'it does not go with --curve'
done
wants 3 track --curve product=0:0.6:4 --set machine.her.tune_y=null fast.yaml
says "'tune_y' of the her is missing"
wants 2 check --set blowup.measured=none.csv follows.yaml
finish
