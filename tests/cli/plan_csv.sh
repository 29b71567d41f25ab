#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# CSV of a plan: one clean table for a spreadsheet, whatever the locale; peak and integrated luminosity against the date can be
# shellcheck disable=SC2016 # $1 and the like belong to awk and to the inner shell
# drawn from it alone.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
plan=$source_dir/inputs/plans/baseline.yaml

one() { # table: no blank line, no second heading, as many fields in every line, LF only
  wants 0 plan --histories 50 --format csv --table "$1" "$plan"
  check "$1: no blank line and no heading of a table" sh -c '! grep -nE "^(#|$)" out'
  check "$1: lines end with LF, the last one too" sh -c '! grep -q "$(printf "\r")" out && [ -z "$(tail -c 1 out)" ]'
  # quoted fields become one word before they are counted
  check "$1: every line has the fields of the heading" sh -c 'sed "s/\"[^\"]*\"/q/g" out | awk -F, "NR == 1 { n = NF } NF != n { exit 1 } END { exit NR < 2 }"'
}
for table in periods integrated milestones peak waterfall datasets layers priors daily losses_daily; do one $table; done

wants 0 plan --histories 50 --format csv --table daily "$plan"
cp out daily.csv
check 'units stand in the heading' sh -c 'head -n 1 daily.csv | grep -q "^date,period,delivered \[fb^-1\],recorded \[fb^-1\],cumulated \[fb^-1\],peak \[cm^-2 s^-1\],"'
check 'dates are ISO dates, one a day' awk -F, 'NR > 1 && $1 !~ /^[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]$/ { exit 1 } NR > 1 && $1 <= before { exit 1 } { if (NR > 1) before = $1 }' daily.csv
check 'numbers have a decimal point' awk -F, 'NR > 1 { for (i = 3; i <= NF; i++) if ($i !~ /^-?[0-9]*(\.[0-9]+)?(e[-+]?[0-9]+)?$/) exit 1 }' daily.csv
LC_ALL=de_DE.UTF-8 "$program" plan --histories 50 --format csv --table daily "$plan" >other.csv 2>err
check 'another locale changes nothing' cmp -s daily.csv other.csv
check 'nothing but ASCII in a table of numbers' sh -c '! LC_ALL=C grep -q "[^ -~]" daily.csv'
wants 0 plan --daily --histories 50 --format csv "$plan"
check 'tables in one stream are apart and named' sh -c '[ "$(grep -c "^# " out)" -ge 8 ] && grep -q "^# daily$" out'

# The projection that is shown in talks: peak and integrated luminosity against the date.
if ! command -v gnuplot >/dev/null 2>&1; then
  echo 'gnuplot is not here: the plot from the CSV was not drawn' >&2
  finish && exit 77
  exit 1
fi
cat >plot.gp <<'END'
set terminal svg size 900,500
set output 'plot.svg'
set datafile separator ','
set xdata time
set timefmt '%Y-%m-%d'
set format x '%Y'
set ylabel 'integrated luminosity [ab^{-1}]'
set y2label 'peak luminosity [10^{35} cm^{-2} s^{-1}]'
set y2tics
set key left
plot 'daily.csv' using 'date':(column('p10 [fb^-1]')/1000):(column('p90 [fb^-1]')/1000) with filledcurves title 'P10 to P90', \
     '' using 'date':(column('cumulated [fb^-1]')/1000) with lines title 'integrated', \
     '' using 'date':(column('peak [cm^-2 s^-1]')/1e35) axes x1y2 with lines title 'peak'
print sprintf('top %.1f %.1f', GPVAL_DATA_Y_MAX, GPVAL_DATA_Y2_MAX)
END
check 'gnuplot draws it' sh -c 'gnuplot -d plot.gp >drawn 2>&1 && [ -s plot.svg ]'
check 'without a word of warning' sh -c '! grep -qi warning drawn'
check 'three curves are in it' sh -c '[ "$(grep -c "gnuplot_plot_[123]\"" plot.svg)" -ge 3 ]'
top=$(awk -F, 'NR > 1 { if ($6 > m) m = $6 } END { printf "%.1f", m / 1e35 }' daily.csv)
check "the peak on the plot is the highest of the table, $top" grep -q "^top [0-9.]* $top$" drawn
finish
