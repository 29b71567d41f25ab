# Redraw with: gnuplot -d loss_turns.gp > loss_turns.svg
set encoding utf8
set terminal svg size 900,756 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'loss_turns'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'It'."'".'s one loss, turn by turn' at screen 0.0156,0.9762 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9911,0.0119 right noenhanced font ',8' tc rgb '#666666' front
set grid lc rgb '#E6E6E6' lt 1 lw 0.6
set style fill solid 1 noborder
set multiplot
$panel0 << EOD
0 100
1 100
2 100
3 100
4 100
5 99.96
6 93.96
7 22.96
8 0
EOD
$panel0_other << EOD
0 0
1 0
2 0
3 0
4 0
5 0
6 0
7 55
8 75.96
EOD
set lmargin at screen 0.1111
set rmargin at screen 0.9711
set bmargin at screen 0.6825
set tmargin at screen 0.8519
unset logscale x
unset logscale y
set xrange [-0.6:8.6]
set yrange [0:105]
set xtics scale 1,0.5 ('' 0, '' 1, '' 2, '' 3, '' 4, '' 5, '' 6, '' 7, '' 8) font ',11'
set xtics 1 format ''
set ytics scale 1,0.5 ('0' 0, '20' 20, '40' 40, '60' 60, '80' 80, '100' 100) font ',11'
set label 'share of start [%]' at screen 0.0244,0.7672 center rotate noenhanced font ',12' tc rgb '#000000' front
set key at screen 0.9711,0.9167 right bottom horizontal Left reverse samplen 2 font ',11' maxrows 1
set arrow from screen 0.6596,0.6825 to screen 0.6596,0.8823 nohead lw 0.7 lc rgb '#777777'
set label 'threshold crossed: 53.0 µs' at screen 0.6541,0.8849 right noenhanced font ',11' tc rgb '#555555' front
set arrow from screen 0.7953,0.6825 to screen 0.7953,0.8624 nohead lw 0.7 lc rgb '#000000'
set label 'kicker at full field: 67.6 µs' at screen 0.7897,0.8651 right noenhanced font ',11' tc rgb '#000000' front
plot $panel0 using 1:2 with steps lw 2 lc rgb '#000000' title 'stored after the turn', \
  $panel0 using 1:2 with points pt 7 ps 0.5 lc rgb '#000000' notitle, \
  $panel0_other using 1:2 with steps lw 2 dt (8,4) lc rgb '#009E73' title 'dumped by the abort'
unset label
unset arrow
unset object
unset key
$panel1 << EOD





5 0.04 4.6 5.4 0.01 0.04
6 6 5.6 6.4 0.01 6
7 16 6.6 7.4 0.01 16
8 2 7.6 8.4 0.01 2
EOD
set yrange [1:10]
set lmargin at screen 0.1111
set rmargin at screen 0.9711
set bmargin at screen 0.4841
set tmargin at screen 0.6534
unset logscale x
set logscale y
set xrange [-0.6:8.6]
set yrange [0.01:100]
set xtics scale 1,0.5 ('' 0, '' 1, '' 2, '' 3, '' 4, '' 5, '' 6, '' 7, '' 8) font ',11'
set xtics 1 format ''
set ytics scale 1,0.5 ('0.01' 0.0100000001, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '0.1' 0.1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '1' 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '10' 10, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '100' 99.999999) font ',11'
set label 'lost per turn [%]' at screen 0.0244,0.5688 center rotate noenhanced font ',12' tc rgb '#000000' front
set key at screen 0.9711,0.6548 right bottom horizontal Left reverse samplen 2 font ',11' maxrows 1
set arrow from screen 0.6596,0.4841 to screen 0.6596,0.6534 nohead lw 0.7 lc rgb '#777777'
set arrow from screen 0.7953,0.4841 to screen 0.7953,0.6534 nohead lw 0.7 lc rgb '#000000'
plot $panel1 using 1:2:3:4:5:6 with boxxyerror fc rgb '#D55E00' title 'lost in the turn'
unset label
unset arrow
unset object
unset key
$panel2 << EOD



3 400000000
4 1.68e+09
5 7.056e+09
6 2.96352e+10
7 1.2446784e+11
8 5.22764928e+11
EOD
set yrange [1:10]
set lmargin at screen 0.1111
set rmargin at screen 0.9711
set bmargin at screen 0.2857
set tmargin at screen 0.4550
unset logscale x
set logscale y
set xrange [-0.6:8.6]
set yrange [100000000:1e+12]
set xtics scale 1,0.5 ('' 0, '' 1, '' 2, '' 3, '' 4, '' 5, '' 6, '' 7, '' 8) font ',11'
set xtics 1 format ''
set ytics scale 1,0.5 ('10⁸' 100000001, '' 200000000 1, '' 300000000 1, '' 400000000 1, '' 500000000 1, '' 600000000 1, '' 700000000 1, '' 800000000 1, '' 900000000 1, '10⁹' 1000000000, '' 2000000000 1, '' 3000000000 1, '' 4000000000 1, '' 5000000000 1, '' 6000000000 1, '' 7000000000 1, '' 8000000000 1, '' 9000000000 1, '10¹⁰' 1e+10, '' 2e+10 1, '' 3e+10 1, '' 4e+10 1, '' 5e+10 1, '' 6e+10 1, '' 7e+10 1, '' 8e+10 1, '' 9e+10 1, '10¹¹' 1e+11, '' 2e+11 1, '' 3e+11 1, '' 4e+11 1, '' 5e+11 1, '' 6e+11 1, '' 7e+11 1, '' 8e+11 1, '' 9e+11 1, '10¹²' 9.9999999e+11) font ',11'
set label 'source [electrons]' at screen 0.0244,0.3704 center rotate noenhanced font ',12' tc rgb '#000000' front
set key at screen 0.9711,0.4563 right bottom horizontal Left reverse samplen 2 font ',11' maxrows 1
set arrow from screen 0.6596,0.2857 to screen 0.6596,0.4550 nohead lw 0.7 lc rgb '#777777'
set arrow from screen 0.7953,0.2857 to screen 0.7953,0.4550 nohead lw 0.7 lc rgb '#000000'
plot $panel2 using 1:2 with steps lw 2 lc rgb '#CC79A7' title 'net charge at the source', \
  $panel2 using 1:2 with points pt 7 ps 0.5 lc rgb '#CC79A7' notitle
unset label
unset arrow
unset object
unset key
$panel3 << EOD





5 0.016
6 2.416
7 8.816
8 9.616
EOD
set yrange [1:10]
set lmargin at screen 0.1111
set rmargin at screen 0.9711
set bmargin at screen 0.0873
set tmargin at screen 0.2566
unset logscale x
set logscale y
set xrange [-0.6:8.6]
set yrange [0.01:100]
set xtics scale 1,0.5 ('0' 0, '1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font ',11'
set xtics 1 format '%g'
set ytics scale 1,0.5 ('0.01' 0.0100000001, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '0.1' 0.1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '1' 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '10' 10, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '100' 99.999999) font ',11'
set label 'dose, layer 1 [rad]' at screen 0.0244,0.1720 center rotate noenhanced font ',12' tc rgb '#000000' front
set key at screen 0.9711,0.2579 right bottom horizontal Left reverse samplen 2 font ',11' maxrows 1
set arrow from screen 0.6596,0.0873 to screen 0.6596,0.2566 nohead lw 0.7 lc rgb '#777777'
set arrow from screen 0.7953,0.0873 to screen 0.7953,0.2566 nohead lw 0.7 lc rgb '#000000'
set label 'turn (one turn is 10.06 µs)' at screen 0.5411,0.0423 center noenhanced font ',12' tc rgb '#000000' front
plot $panel3 using 1:2 with steps lw 2 lc rgb '#0072B2' title 'running dose in PXD layer 1', \
  $panel3 using 1:2 with points pt 7 ps 0.5 lc rgb '#0072B2' notitle
unset label
unset arrow
unset object
unset key
unset multiplot
unset output
