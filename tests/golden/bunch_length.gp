# Redraw with: gnuplot -d bunch_length.gp > bunch_length.svg
set encoding utf8
set terminal svg size 760,400 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'bunch_length'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'Bunch length of the `LER`' at screen 0.0184,0.9550 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9895,0.0225 right noenhanced font ',8' tc rgb '#666666' front
$law << EOD
0 4.6
0.25 4.85
0.5 5.1
0.75 5.35

EOD
$measured << EOD
0 5.4466
0.25 5.88765
0.5 6.3287
0.75 6.76975
1 7.2108
EOD
$impedance << EOD
0 4.6
0.25 4.825
0.5 5.05
0.75 5.275
1 5.5
EOD
$law_here << EOD
0.5 5.1
EOD
$measured_here << EOD
0.5 6.3287
EOD
$impedance_here << EOD
0.5 5.05
EOD
set lmargin at screen 0.1053
set rmargin at screen 0.9605
set bmargin at screen 0.1800
set tmargin at screen 0.8750
unset logscale x
unset logscale y
set xrange [0:1]
set yrange [3:9]
set grid lc rgb '#E6E6E6' lt 1 lw 0.6
set key top left Left reverse samplen 3.5 font ',11'
set xlabel 'bunch current [mA]' noenhanced
set ylabel 'bunch length σ_z [mm]' noenhanced
plot $law using 1:2 with lines lw 2 lc rgb '#0072B2' title 'law of the scenario', \
  $measured using 1:2 with lines lw 2.5 dt (8,5) lc rgb '#D55E00' title 'measured fit', \
  $impedance using 1:2 with lines lw 2 dt (2,4) lc rgb '#009E73' title 'impedance model', \
  $law_here using 1:2 with points pt 7 ps 1.1 lc rgb '#0072B2' title 'operating point', \
  $measured_here using 1:2 with points pt 7 ps 0.7 lc rgb '#D55E00' notitle, \
  $impedance_here using 1:2 with points pt 7 ps 0.7 lc rgb '#009E73' notitle
unset output
