# Redraw with: gnuplot -d overview.gp > overview.svg
set encoding utf8
set terminal svg size 1040,600 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'overview'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'What more data `buys`' at screen 0.0135,0.9700 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9923,0.0150 right noenhanced font ',8' tc rgb '#666666' front
$channel1 << EOD
0.575 1
5 1.72
50 3.06
EOD
$channel2 << EOD
0.575 1
5 1.72
50 3.06
EOD
$channel3 << EOD
5 1
50 6.1
EOD
set lmargin at screen 0.0731
set rmargin at screen 0.5962
set bmargin at screen 0.0933
set tmargin at screen 0.9267
set logscale x
set logscale y
set xrange [0.575:50]
set yrange [0.9:10]
set xlabel 'integrated luminosity [ab⁻¹]' offset 0,0.3
set ylabel 'gain in coupling against today' offset 0.5,0
set format x '%g'
set format y '%g'
set xtics (0.5, 1, 2, 5, 10, 20, 50, 100)
set ytics (1, 2, 3, 5, 7, 10, 20, 30, 50, 100)
set grid lc rgb '#E6E6E6' lt 1 lw 0.6
unset key
set label '∝ 𝓛^{1/4}' at screen 0.5438,0.5108 center font ',12' tc rgb '#777777' front
set label '∝ 𝓛^{1/2}' at screen 0.5700,0.8872 center font ',12' tc rgb '#777777' front
set arrow from screen 0.5981,0.5169 to screen 0.6212,0.5044 nohead lw 0.7 lc rgb '#0072B2'
set arrow from screen 0.6212,0.5044 to screen 0.6538,0.5044 nohead lw 2 dt 1 lc rgb '#0072B2'
set label 'zp_invisible ×3.06' at screen 0.6596,0.5044 left noenhanced font ',11' tc rgb '#0072B2' front
set arrow from screen 0.5981,0.5169 to screen 0.6212,0.5294 nohead lw 0.7 lc rgb '#D55E00'
set arrow from screen 0.6212,0.5294 to screen 0.6538,0.5294 nohead lw 2 dt (10,4) lc rgb '#D55E00'
set label 'alp_gammagamma ×3.06' at screen 0.6596,0.5294 left noenhanced font ',11' tc rgb '#D55E00' front
set arrow from screen 0.5981,0.7556 to screen 0.6212,0.7556 nohead lw 0.7 lc rgb '#009E73'
set arrow from screen 0.6212,0.7556 to screen 0.6538,0.7556 nohead lw 2 dt (3,3) lc rgb '#009E73'
set label 'b_to_k_s ×6.1' at screen 0.6596,0.7556 left noenhanced font ',11' tc rgb '#009E73' front
plot (x/0.575)**0.25 with lines lw 5 lc rgb '#DDDDDD' notitle, (x/0.575)**0.5 with lines lw 5 lc rgb '#DDDDDD' notitle, \
  $channel1 using 1:2 with lines lw 2 dt 1 lc rgb '#0072B2' notitle, \
  $channel2 using 1:2 with lines lw 2 dt (10,4) lc rgb '#D55E00' notitle, \
  $channel3 using 1:2 with lines lw 2 dt (3,3) lc rgb '#009E73' notitle
unset output
