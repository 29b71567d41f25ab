# Redraw with: gnuplot -d compare.gp > compare.svg
set encoding utf8
set terminal svg size 900,650 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'compare'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'What if: A against B' at screen 0.0156,0.9723 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9911,0.0138 right noenhanced font ',8' tc rgb '#666666' front
$A_band << EOD
2024-12-31 0.575 0.575 0.575
2030-12-31 2.5 3.3 4.6
2040-12-31 12 19 31
EOD
$A << EOD
2024-12-31 0.575
2030-12-31 3.9
2040-12-31 34.6
EOD
$B_band << EOD
2024-12-31 0.575 0.575 0.575
2030-12-31 2.75 3.63 5.06
2040-12-31 13.2 20.9 34.1
EOD
$B << EOD
2024-12-31 0.575
2030-12-31 4.29
2040-12-31 38.06
EOD
$bars << EOD
9.27 3.5 0 9.27 3.2 3.8
10 2.5 0 10 2.2 2.8

-16.4 0.5 -16.4 0 0.2 0.8
EOD
set multiplot
set lmargin at screen 0.0867
set rmargin at screen 0.9667
set bmargin at screen 0.4277
set tmargin at screen 0.9292
unset logscale x
unset logscale y
set xdata time
set timefmt '%Y-%m-%d'
set xrange ['2024-01-01':'2041-01-01']
set xtics scale 1,0.5 ('' '2024-01-01' 1, '2025' '2025-01-01', '' '2026-01-01' 1, '' '2027-01-01' 1, '' '2028-01-01' 1, '' '2029-01-01' 1, '2030' '2030-01-01', '' '2031-01-01' 1, '' '2032-01-01' 1, '' '2033-01-01' 1, '' '2034-01-01' 1, '2035' '2035-01-01', '' '2036-01-01' 1, '' '2037-01-01' 1, '' '2038-01-01' 1, '' '2039-01-01' 1, '2040' '2040-01-01', '' '2041-01-01' 1)
set yrange [0:40]
set grid y lc rgb '#E6E6E6' lt 1 lw 0.6
set key top left Left reverse samplen 2.5 spacing 1.1 font ',11'
set ytics scale 1,0.5 ('0' 0, '10' 10, '20' 20, '30' 30, '40' 40) font ',11'
set ylabel 'integrated luminosity, recorded [ab⁻¹]' noenhanced offset 0.5,0
plot $A_band using 1:2:4 with filledcurves fc rgb '#0072B2' fs solid 0.22 noborder notitle, \
  $B_band using 1:2:4 with filledcurves fc rgb '#D55E00' fs solid 0.22 noborder notitle, \
  $A_band using 1:2 with lines lw 0.7 lc rgb '#0072B2' notitle, \
  $A_band using 1:4 with lines lw 0.7 lc rgb '#0072B2' notitle, \
  $B_band using 1:2 with lines lw 0.7 lc rgb '#D55E00' notitle, \
  $B_band using 1:4 with lines lw 0.7 lc rgb '#D55E00' notitle, \
  $A_band using 1:3 with lines lw 2.2 lc rgb '#0072B2' title 'A: Baseline, P50, band P10–P90', \
  $A using 1:2 with lines lw 1.8 dt (10,5) lc rgb '#0072B2' title 'A: Baseline, closed form', \
  $B_band using 1:3 with lines lw 2.2 lc rgb '#D55E00' title 'B: It'."'".'s plan.periods.2028.peak=1.2e35 c…, P50, band P10–P90', \
  $B using 1:2 with lines lw 1.8 dt (10,5) lc rgb '#D55E00' title 'B: It'."'".'s plan.periods.2028.peak=1.2e35 c…, closed form'
set xdata
unset ylabel
unset key
unset label
unset arrow
unset object
unset key
set lmargin at screen 0.2667
set rmargin at screen 0.6556
set bmargin at screen 0.0954
set tmargin at screen 0.3046
unset logscale x
unset logscale y
set xrange [-20:15]
set yrange [0:4]
set label 'luminosity' at screen 0.0156,0.2785 left noenhanced font ',12' tc rgb '#000000' front
set label '5.1×10³⁴ → 5.57×10³⁴ cm⁻² s⁻¹, +9.3 %' at screen 0.6711,0.2785 left noenhanced font ',11' tc rgb '#000000' front
set label 'expected on 2040-12-31' at screen 0.0156,0.2262 left noenhanced font ',12' tc rgb '#000000' front
set label '34600 → 38060 fb⁻¹, +10 %' at screen 0.6711,0.2262 left noenhanced font ',11' tc rgb '#000000' front
set label 'date of 10 ab⁻¹' at screen 0.0156,0.1738 left noenhanced font ',12' tc rgb '#000000' front
set label '2036-04-18 → 2035-11-01, 169 d earlier' at screen 0.6711,0.1738 left noenhanced font ',11' tc rgb '#000000' front
set label 'dose of '."'".'PXD'."'".' {layer} 1' at screen 0.0156,0.1215 left noenhanced font ',12' tc rgb '#000000' front
set label '17974 → 15026 rad, and a text that is far too l…' at screen 0.6711,0.1215 left noenhanced font ',11' tc rgb '#000000' front
unset ytics
set grid x lc rgb '#E6E6E6' lt 1 lw 0.6
set style fill solid 1 noborder
set xtics scale 1,0.5 ('−20' -20, '−15' -15, '−10' -10, '−5' -5, '0' 0, '5' 5, '10' 10, '15' 15) font ',11'
set arrow from 0, graph 0 to 0, graph 1 nohead lw 1 lc rgb '#333333' front
set xlabel 'relative change, B over A − 1 [%]' noenhanced offset 0,0.2
set label 'A → B' at screen 0.6711,0.3262 left noenhanced font ',10' tc rgb '#555555' front
plot $bars using 1:2:3:4:5:6 with boxxyerror fc rgb '#D55E00' notitle
unset multiplot
unset output
