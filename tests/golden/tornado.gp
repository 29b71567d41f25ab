# Redraw with: gnuplot -d tornado.gp > tornado.svg
set encoding utf8
set terminal svg size 900,278 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'tornado'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'It'."'".'s a title' at screen 0.0156,0.9353 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach, seed 1' at screen 0.9911,0.0324 right noenhanced font ',8' tc rgb '#666666' front
$up << EOD
-8.74 3.5 -8.74 0 3.5 3.86
9.4 2.5 0 9.4 2.5 2.86
-9.13 1.5 -9.13 0 1.5 1.86
-2.23 0.5 -2.23 0 0.5 0.86
EOD
$down << EOD
10.5 3.5 0 10.5 3.14 3.5
-9.5 2.5 -9.5 0 2.14 2.5
-9.13 1.5 -9.13 0 1.14 1.5
2.37 0.5 0 2.37 0.14 0.5
EOD
set lmargin at screen 0.3000
set rmargin at screen 0.8333
set bmargin at screen 0.2374
set tmargin at screen 0.7266
unset logscale x
unset logscale y
set xrange [-15:15]
set yrange [0:4]
set label 'crossing_angle' at screen 0.0156,0.6871 left noenhanced font ',12' tc rgb '#000000' front
set label 'at 83 mrad' at screen 0.0156,0.6367 left noenhanced font ',9' tc rgb '#555555' front
set label '−0.956' at screen 0.9667,0.6655 right noenhanced font ',12' tc rgb '#000000' front
set label 'current, her' at screen 0.0156,0.5647 left noenhanced font ',12' tc rgb '#000000' front
set label 'at 1.259 A' at screen 0.0156,0.5144 left noenhanced font ',9' tc rgb '#555555' front
set label '0.945' at screen 0.9667,0.5432 right noenhanced font ',12' tc rgb '#000000' front
set label 'offset_x' at screen 0.0156,0.4424 left noenhanced font ',12' tc rgb '#000000' front
set label 'at 0 µm, ± 0.1 × Sigma_x' at screen 0.0156,0.3921 left noenhanced font ',9' tc rgb '#555555' front
set label '0 *' at screen 0.9667,0.4209 right noenhanced font ',12' tc rgb '#000000' front
set label 'a knob with a '."'".'quote'."'".' and {braces}, ler' at screen 0.0156,0.3201 left noenhanced font ',12' tc rgb '#000000' front
set label 'at 1' at screen 0.0156,0.2698 left noenhanced font ',9' tc rgb '#555555' front
set label '−0.230' at screen 0.9667,0.2986 right noenhanced font ',12' tc rgb '#000000' front
set label 'dlnL/dlnp (* per unit)' at screen 0.9822,0.7770 right noenhanced font ',10' tc rgb '#555555' front
unset ytics
set xtics 5
set grid x lc rgb '#E6E6E6' lt 1 lw 0.6
set style fill solid 1 noborder
set arrow from 0, graph 0 to 0, graph 1 nohead lw 1 lc rgb '#333333' front
set xlabel 'change of the luminosity [%]' noenhanced offset 0,0.2
set key at screen 0.8333,0.7482 right bottom horizontal font ',11' samplen 1.5
plot $up using 1:2:3:4:5:6 with boxxyerror fc rgb '#0072B2' title 'knob 10 % higher', \
  $down using 1:2:3:4:5:6 with boxxyerror fc rgb '#E69F00' title '10 % lower'
unset output
