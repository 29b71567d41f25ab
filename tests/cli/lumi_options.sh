#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# lumi --limits, --levers, --scan, --offset-scan: tables, columns, refusals.
# shellcheck disable=SC2016 # $0 and $@ belong to the inner shell
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
machine=$source_dir/inputs/machines/2024-12.yaml
bounds=base=$source_dir/inputs/limits/superkekb.yaml
: "${LR_JSON_CHECK:?names the program that reads JSON}"

json() { # tables that must be there ... -- arguments
  tables=
  while [ "$1" != -- ]; do
    tables="$tables $1"
    shift
  done
  shift
  wants 0 lumi "$@" --format json
  # shellcheck disable=SC2086 # split on purpose
  check "JSON of lumireach lumi $*" sh -c '"$0" "$@" <out' "$LR_JSON_CHECK" $tables
}
json luminosity levers -- --levers "$machine"
json luminosity limits -- --limits --set "$bounds" "$machine"
json luminosity offset_scan offset_fit -- --offset-scan "$machine"
json luminosity scan -- --scan beta_y=0.3mm:1mm "$machine"
json luminosity luminosity_factors limits levers offset_scan offset_fit scan -- -F --limits --levers --offset-scan \
  --scan bunches=1000:2346:3 --set "$bounds" "$machine"

csv() { # table, arguments
  name=$1
  shift
  wants 0 lumi --table "$name" --format csv "$@"
}
csv levers --levers "$machine"
shows 'knob,ring,value,unit,dlnL_dlnp,error,per,curvature,up,down,held'
check 'all knobs' [ "$(wc -l <out)" -eq 28 ]
check 'currents, with bunches that lengthen, below 1' awk -F, '$1 == "current" { n++; if (!($5 > 0.8 && $5 < 1)) exit 1 } END { exit n != 2 }' out
check 'a knob at zero has a natural unit' grep -q '^offset_y,,0,um,0,.*,Sigma_y,-0\.9' out

csv limits --limits --set "$bounds" "$machine"
shows 'limit,ring,value,bound,unit,margin,side,formula,status,source'
check 'the nearest first' awk -F, 'NR > 2 && ($6 == "" ? 0 : last == "" || $6 + 0 < last + 0) { exit 1 } NR > 1 { last = $6 }' out
shows 'beam_beam,ler,'
check 'a value without a bound stands last' sh -c 'tail -n 1 out | grep -q ",no bound given: limits.her."'
csv limits --limits --set "$bounds" --set limits.ler.beam_power='9 MW' --set limits.ler.current='1.5 A' "$machine"
check 'beam power from U0' awk -F, '$1 == "beam_power" && $2 == "ler" { found = $3 > 2.87 && $3 < 2.88 && $4 == 9 } END { exit !found }' out
csv limits --limits --set "$bounds" --set limits.site_power_fixed='30 MW' --set limits.ler.cavities=22 \
  --set limits.ler.power_per_cavity='400 kW' --set limits.ler.collimators='{D02V1: {beta: 15 m, kick_factor: 1000 V/pC/m}}' "$machine"
check 'power of the site' awk -F, '$1 == "power_contract" { found = $3 > 41.87 && $3 < 41.88 && $4 == 68.04 } END { exit !found }' out
check 'cavities times power' awk -F, '$1 == "beam_power" && $2 == "ler" { found = $4 == 8.8 } END { exit !found }' out
check 'the cap of the collimators' awk -F, '$1 == "bunch_current" && $2 == "ler" { found = $4 > 4.9 && $4 < 5 } END { exit !found }' out
csv limits --limits --set limits.ler.lifetime=null "$source_dir/inputs/scenarios/baseline.yaml"
shows ',"I with I / tau(I) = f0 q n f_pulse eta, tau(I) of the lifetime budget (M19)",'
check 'dynamic aperture from below' awk -F, '$1 == "dynamic_aperture" { n++; if (!($3 == 0.9 && $4 < 0.9 && $7 == "least")) exit 1 } END { exit n != 2 }' out
check 'bucket above the acceptance' awk -F, '$1 == "rf_bucket" { n++; if (!($3 > 2 && $3 < 2.6)) exit 1 } END { exit n != 2 }' out
csv limits --limits --set "$bounds" --set limits.ler.beam_power='9 MW' --set limits.ler.current='1.5 A' "$machine"
check 'a limit that is passed has a negative margin' awk -F, '$1 == "current" && $2 == "ler" { exit !($6 < 0) }' out
wants 2 lumi --limits "$machine"
says 'base: ../limits/superkekb.yaml'
wants 2 lumi --limits --set "$bounds" --set limits.her.efficiency=null "$machine"
says "lacks 'efficiency'"
wants 2 lumi --limits --set "$bounds" --set limits.rf_efficiency='120 %' --set limits.power_contract='0 MW' "$machine"
says "'rf_efficiency' must be above 0 and at most 100 %"
says "'power_contract' must be above 0"
wants 2 check --set limits.ler.curent='1 A' "$machine"
says "did you mean 'current'"

csv scan --scan beta_y=0.3mm:1mm:8 "$machine"
shows 'beta_y [mm],luminosity [cm^-2 s^-1],R_L,xi_y_nominal_ler,xi_y_nominal_her,'
shows ',specific_luminosity [cm^-2 s^-1 mA^-2]'
check 'N points, falling with beta_y' awk -F, 'NR > 2 && $2 >= last { exit 1 } NR > 1 { last = $2 } END { exit NR != 9 }' out
csv scan --scan beta_y=0.3mm:1mm "$machine"
check '21 points' [ "$(wc -l <out)" -eq 22 ]
# the ends are what lumi says with --set, for one ring, both rings and full keys
csv scan --scan her.current=0.5:1.2A:2 "$machine"
cp out scan
wants 0 lumi --format csv --set machine.her.current='1.2 A' "$machine"
check 'the same luminosity as with --set' sh -c '[ "$(sed -n 3p scan | cut -d, -f2)" = "$(sed -n s/^luminosity,,//p out | cut -d, -f1)" ]'
csv scan --scan machine.her.current=0.5:1.2A:2 "$machine"
check 'a full key' sh -c 'tail -n 2 out >a; tail -n 2 scan | cmp -s - a'
csv scan --scan emittance_y=10pm:0.09nm:3:log "$machine"
check 'log steps, units of the first end' awk -F, 'NR == 3 { exit !($1 > 29.999999 && $1 < 30.000001) }' out
shows 'emittance_y [pm]'
wants 0 lumi --table scan --scan beta_y=1mm:2mm:2 "$source_dir/inputs/machines/kekb_2009.yaml"
wants 0 lumi --table scan --scan beta_y=1mm:2mm:2 "$source_dir/inputs/machines/fcc_ee_z.yaml"

for bad in beta_y beta_y=1mm beta_y=1mm:2A beta_y=1mm:2mm:1 beta_y=1mm:2mm:2.5 beta_y=1mm:2mm:lin beta_y=1mm:1mm \
  beta_y=x:y =1:2 beta_y=1:2:3:log:5 offset_y=-1um:1um:log ler.=1:2; do
  wants 64 lumi --scan "$bad" "$machine"
done
wants 2 lumi --scan beta_why=1mm:2mm "$machine"
says "unknown key 'beta_why'"
wants 2 lumi --scan beta_y=-1mm:1mm:3 "$machine"
says "does not get past -1 mm"
wants 2 lumi --scan beta_y=1A:2A "$machine"

csv offset_scan --offset-scan "$machine"
shows 'offset [um],luminosity [cm^-2 s^-1],fit [cm^-2 s^-1]'
check '41 points' [ "$(wc -l <out)" -eq 42 ]
csv offset_fit --offset-scan "$machine"
check 'the fit is a little wider than Sigma_y' awk -F, '$1 == "width_over_Sigma_y" { exit !($2 > 1.01 && $2 < 1.05) }' out

for label in M25 M26 M27 M28 M29 M30 levers limits dlnL_dlnp margin offset_scan width; do wants 0 explain "$label"; done
finish
