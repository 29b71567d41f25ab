# Redraw with: gnuplot -d reach.gp > reach.svg
set encoding utf8
set terminal svg size 900,640 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'reach'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'It'."'".'s a title with `ticks` and {braces}' at screen 0.0156,0.9719 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9911,0.0141 right noenhanced font ',8' tc rgb '#666666' front
$existing1 << EOD
0.05 0.0009
2 0.0009
8 0.0012
EOD
$existing2 << EOD
0.15 2e-06
0.8 4e-06
0.4 4e-05
0.15 2e-06
EOD
$band << EOD
0.1 6e-05 8e-05 0.00013 0.00016

1 0.00012 0.00016 0.00026 0.00032
5 0.00024 0.00032 0.00052 0.00064
EOD
$reach1 << EOD
2 0.002
EOD
$reach2 << EOD
0.1 0.0003
5 0.0012
EOD
$reach3 << EOD

EOD
$reach4 << EOD
0.1 0.0001

1 0.0002
5 0.0004
EOD
set lmargin at screen 0.0933
set rmargin at screen 0.7889
set bmargin at screen 0.0875
set tmargin at screen 0.9313
set logscale x
set logscale y
set xrange [0.1:5]
set yrange [1e-06:0.005]
set xlabel 'A′ mass [GeV]' offset 0,0.3
set ylabel 'g_{aγγ} [GeV⁻¹]' offset 0.5,0
set format y '10^{%T}'
set tics front
set border front
set format x '%g'
set xtics ('0.1' 0.1, '0.2' 0.2, '0.5' 0.5, '1' 1, '2' 2, '5' 5)
set key at screen 0.7978,0.0875 left bottom Left reverse font ',10' samplen 1.5
set arrow from screen 0.7922,0.6810 to screen 0.8022,0.6810 nohead lw 0.7 lc rgb '#002745'
set label '50 ab⁻¹' at screen 0.8056,0.6810 left noenhanced font ',11' tc rgb '#002745' front
set arrow from screen 0.7922,0.7899 to screen 0.8022,0.7899 nohead lw 0.7 lc rgb '#4FA3DC'
set label 'today 0.58 ab⁻¹' at screen 0.8056,0.7899 left noenhanced font ',11' tc rgb '#4FA3DC' front
set label '90 % CL, expected upper limit (median)' at screen 0.7889,0.9500 right noenhanced font ',11' tc rgb '#000000' front
set arrow from screen 0.6260,0.8405 to screen 0.6171,0.8514 nohead front lw 0.7 lc rgb '#D55E00'
set label 'published, 62.8 fb⁻¹' at screen 0.5566,0.8624 center noenhanced font ',10' tc rgb '#D55E00' front
set label 'BaBar'."'".'s limit' at screen 0.1684,0.7864 center noenhanced font ',10' tc rgb '#4D4D4D' front
set label 'dump' at screen 0.2250,0.1949 center noenhanced font ',10' tc rgb '#4D4D4D' front
plot NaN notitle, \
  $existing1 using 1:2 with filledcurves y=0.005 fc rgb '#E2E2E2' fs solid noborder notitle, \
  $existing2 using 1:2 with filledcurves closed fc rgb '#CBCBCB' fs solid noborder notitle, \
  $existing1 using 1:2 with lines lw 0.8 lc rgb '#8A8A8A' notitle, \
  $existing2 using 1:2 with lines lw 0.8 lc rgb '#8A8A8A' notitle, \
  $band using 1:3:4 with filledcurves fc rgb '#56B4E9' fs solid 0.60 noborder title '±1σ, 50 ab⁻¹', \
  $band using 1:2:3 with filledcurves fc rgb '#56B4E9' fs solid 0.28 noborder title '±2σ', \
  $band using 1:4:5 with filledcurves fc rgb '#56B4E9' fs solid 0.28 noborder notitle, \
  $reach1 using 1:2 with points pt 9 ps 1.1 lw 1.5 lc rgb '#D55E00' notitle, \
  $reach2 using 1:2 with lines lw 2.2 dt (10,5) lc rgb '#4FA3DC' notitle, \
  $reach4 using 1:2 with lines lw 2.2 dt (14,4,3,4) lc rgb '#002745' notitle
unset output
