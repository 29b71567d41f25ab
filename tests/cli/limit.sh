#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `lumireach limit`: the numbers of every method, formats, and what a wrong call is told.
# shellcheck disable=SC2016 # $1 belongs to awk
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
: "${LR_JSON_CHECK:?names the program that reads JSON}"

# quantity, value, options...: the row of the CSV is the value to 1e-6
is() {
  quantity=$1
  value=$2
  shift 2
  wants 0 limit -f csv "$@"
  check "$quantity = $value: limit $*" awk -F, -v q="$quantity" -v v="$value" \
    '$1 == q { d = $2 - v; if (d < 0) d = -d; found = d <= 1e-6 * (v < 0 ? -v : v) + 1e-12 } END { exit !found }' out
}

is ul_median 4.362388 --background 3
is ul_m2s 2.3025851 --background 3 --cl 0.90
is ul_p2s 10.170893 --background 3 --cl '95 %'
is ul_mean 4.5508702 --background 3
is ul_observed 4.4431633 --background 3 --observed 2 --cl 0.95
is ul_median 2.3025851 --background 0
is ul_median 2.9957323 --background 0 --cl 0.95
is ul_median 165.79998 --background 1e4
is ul_median 4.362388 --background 3 --method exact-asimov
is ul_median 1.3527717 --background 0 --method cls-asymptotic
is ul_median 2944.5001 --background 1e4 --background-error '20 %' --method cls-asymptotic
is ul_median 2944.5001 --background 1e4 --background-error 2000 --constraint poisson --method cls-asymptotic
is ul_p1s 4761.5202 --background 1e4 --background-error 2000 --constraint gauss --method cls-asymptotic
is ul_median 2919.6359 --background 1e4 --background-error 20% --method cls-hybrid
is ul_median 3294.4272 --background 1e4 --background-error 20% --method cls-hybrid --constraint truncated-gauss
is ul_median 2597.2855 --background 1e4 --background-error 20% --method cls-hybrid --constraint lognormal
is ul_observed 6.5418673 --background 3 --background-error 0.6 --method bayes --observed 5
is ul_observed 6.5418673 --background 3 --background-error 0.6 --method cls-hybrid --constraint gamma --observed 5
is ul_median 6.797273 --background 10 --background-error 20% --method cls-ensemble
is ul_p2s 9.6329941 --background 3 --background-error 5% --method cls-ensemble --cl 0.95
is z 4.9956596 --background 10 --background-error 5% --method discovery --signal 20
is z 4.0247203 --background 10 --background-error 2 --method discovery --signal 20
is z 4.2044556 --background 10 --background-error 2 --constraint gauss --method discovery --signal 20
is z_exact 5.0255506 --background 10 --method discovery --signal 20
is s_min_exact 18.292373 --background 3 --method punzi --significance 5 --cl 0.90
is fom 0.23629206 --background 3 --method punzi --significance 5
is fom 0.047258412 --background 3 --method punzi --significance 5 --efficiency 0.2
wants 0 limit -b 0 -n 1 -m feldman-cousins -f csv
check 'the interval of 1 over nothing is 0.11 to 4.36' awk -F, '$1 == "fc_lower" && $2 > 0.105 && $2 < 0.106 { l = 1 } $1 == "fc_upper" && $2 > 4.35 && $2 < 4.36 { u = 1 } END { exit !(l && u) }' out

# what the signals for 3 and 5 sigma mean: they give that significance
wants 0 limit -b 20 -e 10% -m discovery -w 50 -f csv
signal=$(awk -F, '$1 == "signal_5sigma" { print $2 }' out)
everywhere=$(awk -F, '$1 == "signal_5sigma_global" { print $2 }' out)
is z 5 -b 20 -e 10% -m discovery -g "$signal"
is z_global 5 -b 20 -e 10% -m discovery -w 50 -g "$everywhere"

# the bound by upcrossings: p = 1 - Phi(Z) + N0 exp(-(Z^2 - c0)/2)
wants 0 limit -b 20 -m discovery -g "$signal" -u 5 -l 1 -f csv
check 'fewer sigma after upcrossings' awk -F, '$1 == "z" { z = $2 } $1 == "z_global_upcrossings" { found = $2 < z - 0.3 && $2 > z - 1.5 } END { exit !found }' out
# without a background any event is a discovery: said, not refused
wants 0 limit -b 0 -m discovery -n 5 -f csv
shows 'z_exact,,sigma,'
shows 'P(N >= 5) = 0 without a background'
shows 'signal_5sigma,,events,no finite answer'
wants 0 limit -b 0 -m discovery -n 0 -f csv
shows 'no event'
# few events: the asymptotic form says so
wants 0 limit -b 3 -m cls-asymptotic -f csv
shows 'too few events'
wants 0 limit -b 10 -m cls-asymptotic -f csv
check 'no such note at 10 events' sh -c '! grep -q "too few events" out'

wants 0 limit -b 3 -n 2 -f json
check JSON "$LR_JSON_CHECK" limit <out
wants 0 limit --help
shows '--background-error'
wants 0 explain S4
shows 'prior'
wants 0 explain fc_upper
shows 'S5'

# wrong calls
wants 64 limit
says 'wants --background'
wants 64 limit -b -3
says 'background of -3 events'
wants 64 limit -b 3 --cl 90
says 'write 0.9 or 90 %'
wants 64 limit -b 3 --cl 0
says 'write 0.90 or 90 %'
wants 64 limit -b 3 -n -1
says 'count of events -1'
wants 64 limit -b 3 -n 2.5
says 'whole number'
wants 64 limit -b three
says "got 'three'"
wants 64 limit -b nan
wants 64 limit -b 3 -m cls-asymptotc
says "did you mean 'cls-asymptotic'"
wants 64 limit -b 3 -e 1
says 'takes the background as known'
wants 64 limit -b 3 -e -1 -m bayes
says 'below zero'
wants 64 limit -b 0 -e 1 -m bayes
says 'background of 0'
wants 64 limit -b 3 -e 1 -m cls-asymptotic -k gamma
says 'is a prior'
wants 64 limit -b 3 -e 1 -m bayes -k poison
says "not 'poison'"
wants 64 limit -b 3 -m feldman-cousins
says 'wants --observed'
wants 64 limit -b 3 -m punzi -n 3
says 'has no use for --observed'
wants 64 limit -b 3 -m discovery -n 3 -g 2
says 'one of them'
wants 64 limit -b 3 -m discovery -n 3 -w 0
says 'from 1 on'
wants 64 limit -b 3 -m bayes -e 2000%
says 'outside 0 to 10'
wants 64 limit -b 3 -m cls-ensemble
says 'wants --background-error'
wants 64 limit -b 3 -m discovery -n 3 -l 1
says 'belongs to --upcrossings'
wants 64 limit -b 3 -n 3 -u 5
says 'has no use for --upcrossings: it belongs to discovery'
wants 3 limit -b 2000 -n 2000 -m feldman-cousins
says 'backgrounds to 1000'
wants 64 limit -b 3 -m punzi -E 2
says '--efficiency 2 is outside'
wants 64 limit -b 3 -m punzi -Z 100
says '--significance of 100 sigma'
wants 64 limit -b 3 -m discovery -g 3 -w 1e300
says 'up to 1e12, got 1e+300'
wants 64 limit -b 1e9
says '--background of 1e+09 events is outside 0 to 9.9e+08'
wants 64 limit -b 1e13
says '--background of 1e+13 events is outside 0 to 9.9e+08'
wants 0 limit -b 9.9e8
wants 64 limit -b 3 -m cls-exac
says "(did you mean 'cls-exact'?); the methods are cls-exact, "
for option in --set=name=x --seed=2 --output=here; do
  wants 64 limit -b 3 $option
  says "limit reads no scenario and has no use for ${option%%=*}"
done
wants 64 limit -b 3 scenario.yaml

# a binned model: another level gives another limit, data are asked for by nothing else
model=$source_dir/inputs/limits/shape_example.yaml
wants 0 limit --model "$model" -f csv -t limit
awk -F, '$1 == "ul_median" { print $2 }' out > at_90
wants 0 limit --model "$model" --cl 0.95 -f csv -t limit
check 'a limit at 95 % is weaker than one at 90 %' awk -F, -v ninety="$(cat at_90)" '$1 == "ul_median" { found = $2 > 1.1 * ninety } END { exit !found }' out
wants 0 limit --model "$model" -f json
check 'the tables are JSON' sh -c '"$0" limit pulls <out' "$LR_JSON_CHECK"
shows '"pulls"'
wants 64 limit --model "$model" --background 3
says 'no use beside --model'
wants 64 limit --model "$model" --cl 95
says 'write 0.95 or 95 %'
printf 'channels: {a: {samples: {s: {signal: yes, events: [2]}, b: {events: [9]}}}}\n' > few.yaml
wants 0 limit --model few.yaml -f csv -t limit
shows 'too few background events'
wants 0 limit --model "$model" -f csv -t limit
check 'no such note with many events' sh -c '! grep -q "too few" out'
wants 0 limit --model "$model" -f csv -t pulls
check 'no rounding in the pulls' awk -F, 'NR > 1 { for (i = 2; i <= 4; i++) if ($i != 0 && $i < 1e-12 && $i > -1e-12) bad = 1 } END { exit bad }' out
printf 'channels: {a: {samples: {s: {signal: yes, events: [-1]}}}}\n' > bad.yaml
wants 2 limit --model bad.yaml
says 'bad.yaml:1:'
finish
