#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `lumireach reach`: options, tables, 4S data, conditions, and what a wrong call is told.
# shellcheck disable=SC2016 # $1 belongs to awk
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
scenario=$source_dir/inputs/scenarios/baseline.yaml
: "${LR_JSON_CHECK:?names the program that reads JSON}"

cell() { # column, first row whose text matches: its value, from the CSV in `out`
  awk -F, -v column="$1" -v wanted="$2" 'NR == 1 { for (i = 1; i <= NF; i++) { name = $i; sub(/ \[.*/, "", name); if (name == column) at = i } }
    NR > 1 && $0 ~ wanted { print $at; exit }' out
}
near() { awk -v a="$1" -v b="$2" -v t="$3" 'BEGIN { d = a - b; exit !((d < 0 ? -d : d) <= t * (b < 0 ? -b : b)) }'; }
one() { wants 0 reach "$scenario" -q -c zp_invisible -m '1 GeV' -L '1 ab^-1' -f csv "$@"; }

one
plain=$(cell continuous expected)
columns='channel,dataset,luminosity_ab,cl,mass_GeV,mass2_GeV,edge,coupling,m2s,m1s,p1s,p2s,kind'
check 'the columns of the contract stand first' [ "$(head -n 1 out | sed 's/ \[[^]]*\]//g' | cut -d, -f1-13)" = "$columns" ]
check '3 sigma above the limit, 5 above 3' awk -v g="$plain" -v a="$(cell evidence_3s expected)" -v b="$(cell discovery_5s expected)" \
  'BEGIN { exit !(a > g && b > a && b < 2 * g) }'
one --set channels.zp_invisible.gain=4
check 'a gain of 4: half the coupling' near "$(cell continuous expected)" "$(awk -v g="$plain" 'BEGIN { print g / 2 }')" 1e-5
check 'the gain stands in its column' [ "$(cell gain expected)" = 4 ]
check 'no anchor at this mass' [ "$(grep -c ',anchor,' out)" -eq 0 ]
wants 0 reach "$scenario" -q -c zp_invisible -m '0.1 GeV' -L '1 ab^-1' -f csv --set channels.zp_invisible.gain=4
check 'an anchor at this mass, no other' [ "$(grep ',anchor,' out | cut -d, -f5)" = 0.1 ]
check 'no gain at the anchor' [ "$(cell gain anchor)" = 1 ]
one --cl 0.95
check 'CL 95 %' awk -v g="$plain" -v h="$(cell continuous expected)" 'BEGIN { exit !(h > 1.05 * g && h < 1.15 * g) }'
one --cl '95 %'
check 'the same in per cent' [ "$(cell cl expected)" = 0.95 ]
one --set 'channels.zp_invisible.systematics={background_floor: 0.05}'
check 'a floor of the background is seen' awk -v g="$plain" -v h="$(cell continuous expected)" 'BEGIN { exit !(h > 1.1 * g) }'
check 'and named' [ "$(cell regime expected)" = systematics-limited ]
one --model invisible
check 'the model that goes all to nothing reaches farther' awk -v g="$plain" -v h="$(cell continuous expected)" 'BEGIN { exit !(h < 0.9 * g) }'

# conditions
printf 'base: %s\nconditions: {pxd: off, prompt: {value: 0.9, status: assumed}, tracking: 0.95}\n' "$scenario" >conditions.yaml
wants 0 reach "$scenario" -q -c zp_invisible -m '1 GeV' -L '1 ab^-1' -f csv --set channels.zp_invisible.background_factor=0.9025
fewer=$(cell continuous expected)
wants 0 reach conditions.yaml -q -c zp_invisible -m '1 GeV' -L '1 ab^-1' -f csv
check 'efficiency lost: g as its root, with the tracks of the background' near "$(cell continuous expected)" "$(awk -v g="$fewer" 'BEGIN { print g / sqrt(0.9 * 0.95 * 0.95) }')" 1e-4
printf 'base: %s\nconditions: {pxd: broken}\n' "$scenario" >bad.yaml
wants 2 reach bad.yaml -q
says 'on'

# tables beside the curves
wants 0 reach "$scenario" -q --gains --limits-by --expressed -f json
check 'JSON' "$LR_JSON_CHECK" reach gain_table limits_by expressed <out
wants 0 reach "$scenario" -q -c zp_invisible -m '1 GeV' --gains -t gain_table -f csv
check 'today and four luminosities' [ "$(grep -c '^zp' out)" -eq 5 ]
check '50 ab^-1 against 0.575' near "$(cell ratio ',50,')" 0.32665 1e-3
wants 0 reach "$scenario" -q -c alp_gammagamma -L '1 ab^-1' --limits-by -t limits_by -f csv
check 'one of the effects is the largest' [ "$(awk -F, '$10 == 1' out | wc -l)" -eq 1 ]

# both masses: the cell at which a curve stands, blank where the pair is closed
wants 0 reach "$scenario" -q -c dark_higgsstrahlung -L '50 ab^-1' --map -t reach_map -f csv
check '25 x 25 cells, some closed' [ "$(grep -c '^dark_h' out)" -eq 625 ] && check 'blank' [ "$(grep -c 'below threshold' out)" -gt 100 ]
line=$(grep background-limited out | sed -n 100p)
mass=$(echo "$line" | cut -d, -f5) mass2=$(echo "$line" | cut -d, -f6)
wants 0 reach "$scenario" -q -c dark_higgsstrahlung -L '50 ab^-1' -m "$mass GeV" --mass2 "$mass2 GeV" -f csv
check 'the limit of that pair of masses' near "$(cell coupling expected)" "$(echo "$line" | cut -d, -f8)" 1e-6
wants 64 reach "$scenario" -q -c zp_invisible --map
says 'no channel of that name has a map in two masses'
wants 64 reach "$scenario" -q --map -m '5 GeV'
says '--map takes all masses'

# a date: what the plan expects by then
wants 0 reach "$scenario" -q -c zp_invisible -m '1 GeV' --date 2030-12-31 -f csv
dated=$(cell continuous expected) luminosity=$(cell luminosity_ab expected)
wants 0 reach "$scenario" -q -c zp_invisible -m '1 GeV' -L "$luminosity ab^-1" -f csv
check 'the limit of its luminosity' near "$(cell continuous expected)" "$dated" 1e-9

# conditions at luminosities: the reference unless asked for; those of the plan; said in the tables
gains() { wants 0 reach "$scenario" -q --gains -t gain_table -f csv "$@"; }
prescaled='trigger.budget=8 kHz'
gains
check 'the default is the reference' [ "$(grep -c ',reference$' out)" -eq "$(($(wc -l <out) - 1))" ]
mv out default.csv
gains --conditions reference
check 'to the last bit' cmp -s out default.csv
gains --set "$prescaled"
check 'where a budget does not act' cmp -s out default.csv
gains -c zp_invisible -m '1 GeV' -C plan --set "$prescaled"
today=$(cell coupling ',0.575,0.575,') end=$(cell coupling ',50,50,')
check 'it says which' grep -q ',50,50,.*,plan up to 20[34][0-9]-[0-9-]*$' out
gains -c zp_invisible -m '1 GeV'
check 'what is recorded has the conditions of the reference' [ "$(cell coupling ',0.575,0.575,')" = "$today" ]
check 'prescales make it weaker' awk -v a="$(cell coupling ',50,50,')" -v b="$end" 'BEGIN { exit !(b > 1.01 * a && b < 1.2 * a) }'
gains -c dark_photon_invisible -C plan
end=$(cell coupling ',50,50,')
gains -c dark_photon_invisible
check 'fewer hours per luminosity: less of what comes with time' awk -v a="$(cell coupling ',50,50,')" -v b="$end" 'BEGIN { exit !(b < a && b > a * (1 - 0.05) ^ 0.25 * 0.999) }'
wants 0 reach "$scenario" -q -c zp_invisible -m '1 GeV' --date 2040-12-31 -f csv --set "$prescaled"
dated=$(cell continuous expected) luminosity=$(cell luminosity_ab expected)
wants 0 reach "$scenario" -q -c zp_invisible -m '1 GeV' -L "$luminosity ab^-1" -C 2040-12-31 -f csv --set "$prescaled"
check 'the luminosity of a date at its conditions: the limit of the date' near "$(cell continuous expected)" "$dated" 1e-9
wants 0 reach "$scenario" -q -c zp_invisible -m '1 GeV' -L "$luminosity ab^-1" -f csv --set "$prescaled"
check 'not so at the reference' awk -v a="$(cell continuous expected)" -v b="$dated" 'BEGIN { exit !(a < 0.99 * b) }'
wants 0 reach "$scenario" -q -c zp_invisible -m '1 GeV' -L '50 ab^-1' --limits-by -t limits_by -C plan -f csv --set "$prescaled"
plain=$(cell without ',trigger,')
wants 0 reach "$scenario" -q -c zp_invisible -m '1 GeV' -L '50 ab^-1' --limits-by -t limits_by -f csv
check 'without the trigger: the limit without prescales' near "$plain" "$(cell coupling ',trigger,')" 1e-9
for state in aged off; do
  printf 'base: [%s, %s/inputs/conditions/pxd_%s.yaml]\n' "$scenario" "$source_dir" "$state" >"$state.yaml"
  wants 0 reach "$state.yaml" -q --gains -t gain_table -f csv
  mv out "$state.csv"
  check "it says that the detector is $state" [ "$(grep -c ",reference; pixel detector $state\$" "$state.csv")" -eq "$(($(wc -l <"$state.csv") - 1))" ]
done
at_50() { awk -F, -v channel="$2" '$1 == channel && $5 == 50 { print $7 }' "$1.csv"; }
for channel in b_to_k_s idm_dark_higgs; do
  check "displaced ($channel): weaker aged, weaker still off" awk -v a="$(at_50 default "$channel")" -v b="$(at_50 aged "$channel")" -v c="$(at_50 off "$channel")" \
    'BEGIN { exit !(b > 1.01 * a && c > 1.01 * b) }'
done
check 'prompt: a root of 0.98, against a background that stays' near "$(at_50 off zp_invisible)" "$(awk -v g="$(at_50 default zp_invisible)" 'BEGIN { print g / sqrt(0.98) }')" 1e-3
check 'photons alone: nothing' [ "$(at_50 off dark_photon_invisible)" = "$(at_50 default dark_photon_invisible)" ]

# a veto window and a closed mass are gaps, not numbers
one --set 'channels.zp_invisible.vetoes=[[0.9 GeV, 1.1 GeV]]'
check 'a gap' [ -z "$(cell coupling expected)" ]
check 'with its reason' [ "$(cell regime expected)" = 'veto window' ]

# on a floor, at a date, with periods of other backgrounds: no ratio of the periods beats it, and it has its name
floor() { wants 0 reach "$scenario" -q -c dark_photon_invisible -m '6.2955 GeV' -f csv --set 'channels.dark_photon_invisible.systematics.background_floor=10 %' "$@"; }
floor --date 2040-12-31
dated=$(cell continuous expected)
check 'the regime of a date on a floor' [ "$(cell regime expected)" = systematics-limited ]
check 'flat' awk -v x="$(cell exponent expected)" 'BEGIN { exit !(x > -1e-3 && x <= 0) }'
cleaner=$(cell background expected) luminosity=$(cell luminosity_ab expected)
floor -L "$luminosity ab^-1"
check 'better than the reference by its smaller background alone, g as its root' awk -v a="$dated" -v b="$(cell continuous expected)" -v c="$cleaner" \
  -v d="$(cell background expected)" 'BEGIN { r = a / b / sqrt(c / d); exit !(r > 0.985 && r <= 1.0001) }'
floor -L "$luminosity ab^-1" --conditions plan
check 'with the conditions of the plan: as at the date' near "$(cell continuous expected)" "$dated" 1e-4

# wrong calls
bad() { # message, arguments
  message=$1
  shift
  wants 64 reach "$scenario" -q "$@"
  says "$message"
}
bad "lies outside the range of 'zp_invisible', 0.1 to 8 GeV" -c zp_invisible -m '20 GeV'
bad 'no channel looks at 50 GeV' -m '50 GeV'
bad "write 0.9 or '90 %'" --cl 90
bad 'between 0.5 and 1' --cl 0.2
bad "it has vanilla, invisible" -c zp_invisible --model dark
bad 'give --channel' --model invisible
bad 'has no second mass' -c zp_invisible --mass2 '1 GeV'
bad 'the plan covers' --date 2019-01-01
bad 'not both' --date 2030-12-31 -L '1 ab^-1'
bad "wants a date" --date soon
bad "--conditions wants reference, plan, or a date such as 2030-12-31, got 'soon'" --conditions soon
bad '--conditions 2019-01-01: the plan covers' --conditions 2019-01-01
bad 'a --date has its own conditions' --date 2030-12-31 --conditions plan
wants 64 reach "$source_dir/inputs/channels/zp_invisible.yaml" -q --conditions plan
says 'needs a run plan'
wants 2 check "$scenario" -q --set channels.zp_invisible.cl=90
says "at most 99.99 %, got '90': write 90 % or 0.9"
wants 2 check "$scenario" -q --set channels.zp_invisible.reference.cl=90
says "write 90 % or 0.9"
wants 2 check "$scenario" -q --set channels.zp_invisible.existing.belle2_2018.cl=90
says "write 90 % or 0.9"

# 3 and 5 sigma of a coupling
wants 0 when "$scenario" -q -n 50 -c zp_invisible -m '1 GeV' -g 6e-3 -t when -f csv
limit=$(cell luminosity_ab ',luminosity,')
wants 0 when "$scenario" -q -n 50 -c zp_invisible -m '1 GeV' -g 6e-3 --sigma 5 -t when -f csv
found=$(cell luminosity_ab ',luminosity,')
check 'a discovery asks for (5/1.645)^2 of the data' near "$found" "$(awk -v l="$limit" 'BEGIN { print l * (5 / 1.6449) ^ 2 }')" 0.03
check 'sigma stands in the table' [ "$(cell sigma ',luminosity,')" = 5 ]
wants 0 reach "$scenario" -q -c zp_invisible -m '1 GeV' -L "$found ab^-1" -f csv
check 'there and back' near "$(cell discovery_5s expected)" 6e-3 1e-6
wants 64 when "$scenario" -q -c zp_invisible -m '1 GeV' -g 5e-3 --sigma 4
says 'wants 3 or 5'
wants 64 when "$scenario" -q -L '1 ab^-1' --sigma 3
wants 64 when "$scenario" -q -c zp_invisible -m '20 GeV' -g 5e-3
says '0.1 to 8 GeV'
finish
