#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `lifetime: {optics: FILE}`: constant optics are the ring averages, a local acceptance tells, where the file is looked for,
# refusals at the key with the line of the file.
# shellcheck disable=SC2016 # the quoted programs are for awk
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
scenario=$source_dir/inputs/scenarios/fill_2022-06.yaml

touschek() { # ring, of the table in out
  awk -F, -v ring="$1" '$1 == "here" && $2 == ring && $3 == "touschek" { print $4 }' out
}
near() { # figure, expected, relative tolerance
  awk -v a="$1" -v b="$2" -v t="$3" 'BEGIN { d = a / b - 1; exit !(a != "" && d <= t && d >= -t) }'
}
lifetimes() {
  wants 0 fill --table lifetimes --format csv "$@"
}

# constant optics at beta = C / (2 pi nu), eta = alpha_p C / (2 pi): the averages that serve without a file
lifetimes "$scenario"
smooth=$(touschek ler) smooth_her=$(touschek her)
check 'ring averages say so' grep -q 'M15 Piwinski, ring averages' out
mkdir tables
awk 'BEGIN {
  R = 3016.315 / (2 * atan2(0, -1))
  print "# constant optics\nelement,s_m,eta_x_m,beta_x_m,beta_y_m"
  for (i = 0; i <= 6; i++) printf "p%d,%.10g,%.12g,%.12g,%.12g\n", i, i * 100, 3.2e-4 * R, R / 44.525, R / 46.589
}' >tables/ler.csv
cat >constant.yaml <<YAML
base: $scenario
machine: {ler: {tune_x: 44.525, tune_y: 46.589, lifetime: {optics: {value: tables/ler.csv, status: assumed, source: "constant"}}}}
YAML
lifetimes constant.yaml
check "constant optics: $(touschek ler), smooth $smooth" near "$(touschek ler)" "$smooth" 1e-3
check 'the other ring as before' near "$(touschek her)" "$smooth_her" 1e-9
check 'the table says which optics' grep -q '^here,ler,touschek,.*"\{0,1\}M15 Piwinski, optics of ler.csv: 7 places over 600 m' out
check 'and that it is not the whole ring' grep -q 'over 600 m; warning: 20 % of the ring alone' out
check 'and which are averages' grep -q '^here,her,touschek,.*ring averages' out

# beside the file that names it, from anywhere
mkdir elsewhere
(cd elsewhere && "$program" fill --table lifetimes --format csv ../constant.yaml >../out 2>../err)
check 'found beside the scenario' near "$(touschek ler)" "$smooth" 1e-3

# a local acceptance takes the place of that of the ring: half of it, more than four times the loss
sed 's/^element,.*/&,acceptance/; s/^p[0-9].*/&,0.0045/' tables/ler.csv >tables/local.csv
lifetimes --set machine.ler.lifetime.optics="$work/tables/local.csv" constant.yaml
check 'local acceptance' grep -q 'optics of local.csv: 7 places over 600 m, local acceptance' out
check 'it shortens the life' awk -v a="$(touschek ler)" -v b="$smooth" 'BEGIN { exit !(a < b / 4 && a > b / 16) }'
# one number does not set them: no acceptance is asked for, and the bucket is held against the smallest of them
sed '/^p3,/s/0.0045$/0.0031/' tables/local.csv >tables/least.csv
cat >limits.yaml <<YAML
base: [constant.yaml, $source_dir/inputs/limits/superkekb.yaml]
YAML
wants 0 lumi --limits --format csv limits.yaml
check 'an acceptance for the ring has a bound' grep -q '^dynamic_aperture,ler,0.9,0[.]' out
wants 0 lumi --limits --format csv --set machine.ler.lifetime.optics="$work/tables/least.csv" limits.yaml
check 'a local one has none' grep -q '^dynamic_aperture,ler,0.31,,.*not evaluated: the optics give a local acceptance' out
check 'the bucket against the smallest' awk -F, '$1 == "rf_bucket" && $2 == "ler" { n = $4 == 0.31 } END { exit !n }' out
# her: same as ler
lifetimes --set machine.her=same constant.yaml
check 'the same ring twice' near "$(touschek her)" "$(touschek ler)" 1e-9

# refusals
wants 2 check --set machine.ler.lifetime.optics=none.csv constant.yaml
says 'none.csv'
sed 's/^p3,[^,]*/p3,150/' tables/ler.csv >tables/back.csv
printf 'base: %s\nmachine:\n  ler:\n    lifetime:\n      optics: tables/back.csv\n      gas: air\n' "$scenario" >back.yaml
wants 2 check back.yaml
says 'back.yaml:5:15: error:'
says "tables/back.csv:6: s_m = 150 of 'p3' decreases: line 5, 'p2', has 200"
says 'back.yaml:6:12: error:'
awk -F, '{ OFS = ","; if (/^p/) $2 = $2 * 6; print }' tables/ler.csv >tables/long.csv
wants 2 check --set machine.ler.lifetime.optics="$work/tables/long.csv" constant.yaml
says 'long.csv:9: the optics go over 3600 m, the ring has a circumference of 3016.315 m'
sed 's/beta_y_m/bta_y_m/' tables/ler.csv >tables/typing.csv
wants 2 check --set machine.ler.lifetime.optics="$work/tables/typing.csv" constant.yaml
says "typing.csv:2: unknown column 'bta_y_m'; did you mean 'beta_y_m'?"
wants 2 check --set machine.ler.lifetime.optics=/dev/zero constant.yaml
says 'is no table of optics'
wants 2 check --set machine.ler.lifetime.optics="$work/tables" constant.yaml
says 'is no table of optics'
finish
