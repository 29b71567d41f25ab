# Redraw with: gnuplot -d fill.gp > fill.svg
set encoding utf8
set terminal svg size 900,738 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'fill'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'It'."'".'s a fill with `ticks` and {braces}' at screen 0.0156,0.9756 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, seed 1' at screen 0.9911,0.0122 right noenhanced font ',8' tc rgb '#666666' front
$panel0_0 << EOD
0 0.2
1 4.5
2 4.5
2 0
2.5 0
8 4.5
EOD
$panel0_1 << EOD
0 0.21
1 4.5
2 4.5


8 4.5
EOD
$panel1_0 << EOD
0 0.2
1 1.321
2 1.321
2 0
2.5 0
8 1.321
EOD
$panel1_1 << EOD
0 0.2
1 1.099
2 1.099
2 0
2.5 0
8 1.099
EOD
$panel2_0 << EOD
0 50
1 9.5
2 9.5


8 9.5
EOD
$panel2_1 << EOD
0 133.333333
1 25
2 25


8 25
EOD
set grid lc rgb '#E6E6E6' lt 1 lw 0.6
set multiplot
set lmargin at screen 0.0956
set rmargin at screen 0.9711
set bmargin at screen 0.6558
set tmargin at screen 0.9133
unset logscale x
unset logscale y
set xrange [0:8]
set yrange [0:5]
set xtics autofreq format ''
set ylabel 'luminosity [10³⁴ cm⁻² s⁻¹]' noenhanced offset 0.5,0
set key at screen 0.9711,0.9146 right bottom horizontal Left reverse samplen 2.5 font ',11' maxrows 1
plot $panel0_0 using 1:2 with lines lw 2 lc rgb '#000000' title 'luminosity', \
  $panel0_1 using 1:2 with lines lw 2 dt (10,4) lc rgb '#009E73' title 'exact overlap'
unset label
set lmargin at screen 0.0956
set rmargin at screen 0.9711
set bmargin at screen 0.3659
set tmargin at screen 0.6233
unset logscale x
unset logscale y
set xrange [0:8]
set yrange [0:1.5]
set xtics autofreq format ''
set ylabel 'current [A]' noenhanced offset 0.5,0
set key at screen 0.9711,0.6247 right bottom horizontal Left reverse samplen 2.5 font ',11' maxrows 1
plot $panel1_0 using 1:2 with lines lw 2 lc rgb '#D55E00' title 'LER', \
  $panel1_1 using 1:2 with lines lw 2 dt (10,4) lc rgb '#0072B2' title 'HER'
unset label
set lmargin at screen 0.0956
set rmargin at screen 0.9711
set bmargin at screen 0.0759
set tmargin at screen 0.3333
unset logscale x
set logscale y
set xrange [0:8]
set yrange [5:200]
set xtics autofreq format '%g'
set ylabel 'lifetime [min]' noenhanced offset 0.5,0
set xlabel 'time since the start of the fill [h]' offset 0,0.3
set key at screen 0.9711,0.3347 right bottom horizontal Left reverse samplen 2.5 font ',11' maxrows 1
plot $panel2_0 using 1:2 with lines lw 2 lc rgb '#D55E00' title 'LER', \
  $panel2_1 using 1:2 with lines lw 2 dt (10,4) lc rgb '#0072B2' title 'HER'
unset label
unset multiplot
unset output
