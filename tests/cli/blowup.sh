#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# lumi --blowup and --bunch-length: a law given, points that it makes fitted again, how far it is extrapolated, refusals.
# shellcheck disable=SC2016 # $1 belongs to awk, $0 to the inner shell
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
machine=$source_dir/inputs/machines/2022-06.yaml
shipped=$source_dir/inputs/blowup/points_1mm.csv
: "${LR_JSON_CHECK:?names the program that reads JSON}"

value() { # parameter, from: of table blowup in out
  awk -F, -v what="$1" -v from="$2" '$1 == what && $5 == from { print $2 }' out
}
near() { # figure, expected, relative tolerance
  awk -v a="$1" -v b="$2" -v t="$3" 'BEGIN { d = a / b - 1; exit !(a != "" && d <= t && d >= -t) }'
}

# a law given
cat >given.yaml <<YAML
base: $machine
blowup:
  emittance_y0: {value: 20 pm, status: assumed, source: "round figure"}
  product: 0.35 mA^2
  exponent: 1.5
  her_over_ler: 1.25
YAML
wants 0 lumi --blowup --table blowup --format csv given.yaml
shows 'parameter,value,error,unit,from,status,definition'
check 'the law as written' grep -q '^emittance_y0,20,,pm,given,assumed,' out
check 'an exponent' grep -q '^exponent,1.5,,,given,,' out
check 'the sharing is an assumption' grep -q '^her_over_ler,1.25,,,given,assumed,' out
check 'no chi2 of a law that is given' sh -c '! grep -q ^chi2 out'
# 1.321 A x 1.099 A / 2249^2 = 0.287025 mA^2; 20 pm (1 + (0.287025/0.35)^1.5) = 34.853 pm
check 'the product here' near "$(value operating_product scenario)" 0.287025 1e-5
check 'the emittance here' near "$(value emittance_y_ler law)" 34.853 1e-4
check 'of the other ring' near "$(value emittance_y_her law)" 43.566 1e-4
value luminosity law >by_law
# the luminosity is what lumi says with these emittances
ler=$(value emittance_y_ler law) her=$(value emittance_y_her law)
wants 0 lumi --table luminosity --format csv --set machine.ler.emittance_y="$ler pm" --set machine.her.emittance_y="$her pm" "$machine"
check 'the luminosity by the law' near "$(cat by_law)" "$(sed -n 's/^luminosity,,\([^,]*\),.*/\1/p' out)" 1e-5
wants 0 lumi --blowup --table blowup_curve given.yaml
shows 'how far it is extrapolated is not known'
wants 0 lumi --blowup --table blowup_curve --format csv given.yaml
shows 'product [mA^2],L_sp [cm^-2 s^-1 mA^-2],emittance_y_ler [pm],emittance_y_her [pm],low_ler [pm],high_ler [pm],extrapolation,extrapolated,operating_point'
check 'one operating point' [ "$(grep -c ',not known,yes$' out)" -eq 1 ]
check 'L_sp falls, emittance and product rise' awk -F, 'NR > 2 && !($1 > p && $2 < l && $3 > e) { exit 1 } NR > 1 { p = $1; l = $2; e = $3 } END { exit NR < 20 }' out

# points that the law makes: the fit finds it again, from a file beside the scenario
{
  echo 'beta_y_mm,bunch_current_ler_mA,bunch_current_her_mA,specific_luminosity_1e31,kind'
  for bunches in 7000 5000 4000 3400 2900 2600; do
    wants 0 lumi --blowup --table blowup --format csv --set machine.bunches=$bunches given.yaml >&2
    ler=$(value emittance_y_ler law) her=$(value emittance_y_her law)
    wants 0 lumi --table luminosity --format csv --set machine.bunches=$bunches --set machine.ler.emittance_y="$ler pm" \
      --set machine.her.emittance_y="$her pm" "$machine" >&2
    awk -F, -v n=$bunches '$1 == "specific_luminosity" { printf "1,%.10g,%.10g,%.10g,simulation\n", 1321 / n, 1099 / n, $3 / 1e31 }' out
  done
} >points.csv
check 'six points' [ "$(wc -l <points.csv)" -eq 7 ]
cat >fitted.yaml <<YAML
base: $machine
blowup: {points: points.csv, kind: simulation, beta_y: 1 mm, her_over_ler: 1.25}
YAML
wants 0 lumi --blowup --table blowup --format csv fitted.yaml
check 'eps_y0 again' near "$(value emittance_y0 fit)" 20 1e-3
check 'P0 again' near "$(value product fit)" 0.35 1e-3
check 'n again' near "$(value exponent fit)" 1.5 1e-3
check 'derived, with an error' awk -F, '$1 == "exponent" { exit !($3 > 0 && $3 < 0.01 && $6 == "derived") }' out
check 'points and dof' sh -c 'grep -q "^points,6,,,fit" out && grep -q "^dof,3,,,fit" out'
check 'chi2/dof' grep -q '^chi2_per_dof,' out
# highest point 1.321 x 1.099 / 2600^2 = 0.214760 mA^2: 0.287025 is 1.33649 times that
check 'the extrapolation' near "$(value extrapolation law)" 1.33649 1e-4
wants 0 lumi --blowup --table blowup_curve fitted.yaml
shows 'is extrapolated: 1.34 times the highest of the points'
wants 0 lumi --blowup --table blowup_curve --format csv fitted.yaml
check 'the operating point lies beyond' grep -q ',yes,yes$' out
check 'others within' grep -q ',1,no,no$' out
check 'the band holds the law' awk -F, 'NR > 1 && !($5 <= $3 && $3 <= $6) { exit 1 }' out
wants 0 lumi --blowup --table blowup_curve --set machine.bunches=3000 fitted.yaml
shows 'not extrapolated'
wants 0 lumi --blowup --table blowup_curve --set machine.ler.beta_y='0.9 mm' --set machine.her.beta_y='0.9 mm' fitted.yaml
shows 'carried from beta_y* 1 mm to 0.9/0.9 mm'
wants 0 lumi --blowup --bunch-length --format json fitted.yaml
check 'JSON' sh -c '"$0" luminosity blowup blowup_curve bunch_length bunch_length_luminosity <out' "$LR_JSON_CHECK"

# a scan of beta_y carries the fit to optics without points, and says so
wants 0 lumi --scan beta_y=0.8mm:1mm:2 --table scan --format csv --set blowup.apply=yes fitted.yaml
says 'is carried over to them (column blowup_optics)'
check 'marked in its rows' sh -c 'grep -q ",carried over from beta_y 1 mm$" out && grep -q ",own$" out'
wants 0 lumi --scan ler.current=1A:1.2A:2 --table scan --format csv --set blowup.apply=yes fitted.yaml
check 'not when the optics are its own' sh -c '! grep -q blowup_optics err'
wants 0 lumi --scan ler.tune_x=44.52:44.53:2 --table scan --format csv given.yaml
says "'ler.tune_x' changes nothing in this scan"

# refusals, at their keys
printf 'base: %s\nblowup:\n  points: %s\n' "$machine" "$shipped" >four.yaml
wants 2 lumi --blowup four.yaml
says 'four.yaml:3:11: error:'
says 'at beta_y* 1 mm: three parameters want 5 points of one optics at least, there are 4'
wants 2 check four.yaml
wants 2 check --set blowup.points=points_1mm.csv --set blowup.kind=simulation "$machine" # a shipped file, by its name
says 'there are 2'
wants 2 check --set blowup.points=none.csv "$machine"
says 'none.csv'
wants 2 check --set blowup.exponent=2 given.yaml --set blowup.product=null
says "'blowup' lacks 'product'"
wants 2 check --set blowup.exponent=2 fitted.yaml
says 'say the same thing twice'
wants 2 check --set blowup.product='-1 mA^2' given.yaml
wants 2 check --set blowup.her_over_ler=0 fitted.yaml
wants 2 check --set blowup.emitance=1 fitted.yaml
wants 2 check --set blowup=points.csv "$machine"
says 'wants a mapping'
wants 2 lumi --blowup "$machine"
says "no 'blowup'"

# a law that acts: the luminosity is that of its emittances, the table and a note say so; without apply nothing changes
wants 0 lumi --table luminosity --format csv --set blowup.apply=yes given.yaml
check 'the luminosity by the law' near "$(sed -n 's/^luminosity,,\([^,]*\),.*/\1/p' out)" "$(cat by_law)" 1e-9
check 'its emittance' near "$(sed -n 's/^emittance_y,ler,\([^,]*\),.*/\1/p' out)" 34.853 1e-4
check 'that of the scenario' grep -q '^emittance_y_given,ler,46.2,pm,' out
says 'note: blowup.apply: vertical emittances 34.85 pm (ler) and 43.57 pm (her) by the blow-up law, in place of 46.2 and 46.2 pm; no points'
wants 0 lumi --table luminosity --format csv --set blowup.apply=no given.yaml
cp out no
wants 0 lumi --table luminosity --format csv "$machine"
check 'no: as without blowup' cmp -s no out
wants 0 lumi -q --blowup --table blowup --format csv --set blowup.apply=yes given.yaml
check 'the emittances given stand beside' grep -q '^emittance_y_ler,46.2,,pm,scenario' out
check 'and their luminosity' near "$(value luminosity scenario)" "$(sed -n 's/^luminosity,,\([^,]*\),.*/\1/p' no)" 1e-9
# a scan follows: at twice the current of ler the product doubles, 20 pm (1 + (2 x 0.287025/0.35)^1.5) = 62.009 pm
wants 0 lumi -q --scan ler.current=1.321A:2.642A:2 --table scan --format csv --set blowup.apply=yes given.yaml
check 'the scan' near "$(awk -F, 'END { print $11 }' out)" 62.009 1e-4
wants 2 lumi --scan emittance_y=20pm:40pm:2 --set blowup.apply=yes given.yaml
says 'changes nothing while blowup.apply is yes'
wants 0 lumi -q --levers --table levers --format csv --set blowup.apply=yes given.yaml
check 'the lever of a current has the blow-up' awk -F, '$1 == "current" && $2 == "ler" { exit !($5 < 0.7) }' out
wants 0 lumi -q --table luminosity --set blowup.apply=yes fitted.yaml
wants 0 lumi --table luminosity --set blowup.apply=yes fitted.yaml
says 'extrapolated: 0.287 mA^2 is 1.34 times the highest of the points'

# a curve: what the law makes, tabulated
awk 'BEGIN { print "bunch_current_product_mA2,emittance_y_ratio"; for (i = 0; i <= 40; i++) printf "%g,%.10g\n", i / 100, 1 + (i / 35) ^ 1.5 }' >curve.csv
cat >curve.yaml <<YAML
base: $machine
blowup: {curve: curve.csv, emittance_y0: 20 pm, her_over_ler: 1.25}
YAML
wants 0 lumi --blowup --table blowup --format csv curve.yaml
check 'the curve here' near "$(value emittance_y_ler curve)" 34.853 1e-4
check 'of the other ring' near "$(value emittance_y_her curve)" 43.566 1e-4
wants 0 lumi --blowup --table blowup_curve curve.yaml
shows 'lies within'
wants 0 lumi -q --table luminosity --format csv --set blowup.apply=yes curve.yaml
check 'it acts as the law' near "$(sed -n 's/^luminosity,,\([^,]*\),.*/\1/p' out)" "$(cat by_law)" 1e-4
# beyond its end: said where it is only shown, refused where it acts
wants 0 lumi --blowup --table blowup --format csv --set machine.bunches=1800 curve.yaml
check 'no emittance beyond' grep -q '^emittance_y_ler,,,pm,curve' out
check 'how far' near "$(value extrapolation curve)" 1.12022 1e-4
wants 2 lumi --set blowup.apply=yes --set machine.bunches=1800 curve.yaml
says 'the curve holds from 0 to 0.4 mA^2'
says 'a curve is not extrapolated'
wants 3 lumi -q --scan ler.current=1.321A:2.642A:2 --set blowup.apply=yes curve.yaml
says 'does not get past 2.642 A'
wants 2 check --set blowup.emittance_y0=null curve.yaml
says "needs 'emittance_y0' beside it"
wants 2 check --set blowup.points=points.csv curve.yaml
says 'say the same thing twice'
printf 'bunch_current_product_mA2,emittance_y_ler_pm,emittance_y_her_pm\n0,20,22\n0.2,25,26\n0.4,40,44\n' >rings.csv
wants 2 check --set blowup.curve=rings.csv curve.yaml
says "take 'emittance_y0' out"
says "take 'her_over_ler' out"
wants 0 lumi -q --set blowup='{curve: rings.csv, apply: yes}' "$machine"

# the report has it: tables, figure, how far the target lies
cat >report.yaml <<YAML
base: [fitted.yaml, $source_dir/inputs/plans/baseline.yaml]
histories: 10
blowup: {target: $source_dir/inputs/machines/step_2.4e35.yaml}
YAML
wants 0 run -q -o report report.yaml
check 'a section' grep -q '>Vertical blow-up<' report/report.html
check 'a figure' [ -s report/blowup.svg ]
check 'six points' [ "$(wc -l <report/blowup_points.csv)" -eq 7 ]
check 'a covariance, symmetric' awk -F, 'NR > 1 { for (i = 3; i <= 5; i++) c[NR - 2, i - 3] = $i } END { exit !(c[0, 0] == 1 && c[0, 1] == c[1, 0] && c[1, 2] == c[2, 1] && c[0, 1] ^ 2 < 1) }' report/blowup_covariance.csv
# 7.36e10 x 5.89e10 (e f0)^2 = 1.09926 mA^2, over 0.214760
check 'the target' near "$(awk -F, '$1 == "target" { print $4 }' report/blowup_reach.csv)" 5.11856 1e-4
wants 0 run -q -o report --set blowup.apply=yes --set blowup.target=null report.yaml
check 'no target' sh -c '! grep -q ^target report/blowup_reach.csv'
check 'it acts' grep -q 'It acts (apply: yes)' report/report.html
wants 2 check --set blowup.target=nothing.yaml report.yaml
says 'nothing.yaml'

# bunch lengths: 5.4466 + 1.7642 x 0.587372 = 6.48284 mm over 4.6 mm, 6.0211 + 1.3711 x 0.488662 = 6.69110 mm over 5.1 mm
cat >lengths.yaml <<YAML
base: [$machine, $source_dir/inputs/bunch_length/superkekb_measured.yaml]
YAML
wants 0 check lengths.yaml
wants 0 lumi --bunch-length --table bunch_length lengths.yaml
shows '+41 % in ler, +31 % in her'
wants 0 lumi --bunch-length --table bunch_length --format csv lengths.yaml
shows 'ring,bunch_current [mA],law [mm],measured [mm],ratio,operating_point'
check 'ler' near "$(awk -F, '$1 == "ler" && $6 == "yes" { print $4 }' out)" 6.48284 1e-5
check 'her' near "$(awk -F, '$1 == "her" && $6 == "yes" { print $4 }' out)" 6.69110 1e-5
check 'the ratio' near "$(awk -F, '$1 == "ler" && $6 == "yes" { print $5 }' out)" 1.409313 1e-5
check 'the law of the scenario' awk -F, 'NR > 1 && $1 == "ler" && $3 != 4.6 { exit 1 } END { exit NR != 23 }' out
wants 0 lumi --bunch-length --table bunch_length_luminosity --format csv lengths.yaml
cp out either
wants 0 lumi --table luminosity --format csv "$machine" \
  --set machine.ler.bunch_length='{model: linear, zero_current: 5.4466 mm, slope: 1.7642 mm/mA}' \
  --set machine.her.bunch_length='{model: linear, zero_current: 6.0211 mm, slope: 1.3711 mm/mA}'
check 'luminosity_measured is lumi with these lengths' near "$(sed -n 's/^luminosity_measured,\([^,]*\),.*/\1/p' either)" \
  "$(sed -n 's/^luminosity,,\([^,]*\),.*/\1/p' out)" 1e-6
check 'longer bunches, less luminosity' awk -F, '$1 == "difference" { exit !($2 < -0.2 && $2 > -0.4) }' either
wants 0 lumi --bunch-length --table bunch_length "$machine"
shows 'no measured fit beside it'
wants 0 lumi --bunch-length --table bunch_length_luminosity --format csv "$machine"
check 'only the law' sh -c '! grep -q ^luminosity_measured out && grep -q ^luminosity_law out'
wants 0 lumi --bunch-length --table bunch_length "$source_dir/inputs/machines/2024-12.yaml" \
  --set base="$source_dir/inputs/bunch_length/superkekb_measured.yaml"
shows 'the law of the scenario is the measured fit'
# against the wake model, at 0.7 mA: the gap of 25 % and more
wants 0 lumi --bunch-length --table bunch_length --format csv "$source_dir/inputs/machines/bbws_2022-04_wake.yaml" \
  --set base="$source_dir/inputs/bunch_length/superkekb_measured.yaml"
check 'the gap to the impedance model' awk -F, '$1 == "ler" && $6 == "yes" { found = $5 > 1.2 && $5 < 1.3 } END { exit !found }' out
wants 2 check --set bunch_length_measured.ler.slope=null lengths.yaml
says "'slope'"

for label in M13 blowup_curve extrapolation bunch_length_measured luminosity_measured; do wants 0 explain "$label"; done
finish
