# Redraw with: gnuplot -d risk.gp > risk.svg
set encoding utf8
set terminal svg size 960,574 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'risk'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'Risk to the pixel detector' at screen 0.0146,0.9686 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9917,0.0157 right noenhanced font ',8' tc rgb '#666666' front
set label 'PXD policy: it'."'".'s on in `physics` runs' at screen 0.0146,0.9303 left noenhanced font ',12' tc rgb '#333333' front
set grid y lc rgb '#E6E6E6' lt 1 lw 0.6
set style fill solid 1 noborder
set multiplot
$bars0 << EOD
0.5 38 0.18 0.82 0 38
1.5 21 1.18 1.82 0 21
2.5 50 2.18 2.82 0 50

4.5 30 4.18 4.82 0 30
EOD
$spread0 << EOD
0.5 0 0 110
1.5 0 0 70
2.5 2 2 150

4.5 0 0 90
EOD
$sum0 << EOD
0.5 38
1.5 59
2.5 109


EOD
set lmargin at screen 0.1042
set rmargin at screen 0.9729
set bmargin at screen 0.5192
set tmargin at screen 0.8502
unset logscale x
unset logscale y
set xrange [0:5]
set yrange [0:160]
unset xtics
set ytics scale 1,0.5 ('0' 0, '50' 50, '100' 100, '150' 150) font ',11'
set label 'gates lost' at screen 0.0229,0.6847 center rotate noenhanced font ',12' tc rgb '#000000' front
set key at screen 0.9729,0.8519 right bottom horizontal Left reverse samplen 2 font ',11' maxrows 1
plot $bars0 using 1:2:3:4:5:6 with boxxyerror fc rgb '#E69F00' title 'mean of the period', \
  $spread0 using 1:2:(0):($4-$3) with vectors heads size screen 0.004,90 lw 1.6 lc rgb '#333333' title 'P10–P90', \
  $sum0 using 1:2 with linespoints pt 7 ps 0.6 lw 1.8 lc rgb '#000000' title 'running sum of the means'
unset label
unset arrow
unset object
unset key
$bars1 << EOD
0.5 41 0.18 0.82 0 41
1.5 22 1.18 1.82 0 22
2.5 55 2.18 2.82 0 55
3.5 25 3.18 3.82 0 25
4.5 35 4.18 4.82 0 35
EOD
$spread1 << EOD
0.5 3 3 120
1.5 0.8 0.8 66
2.5 5 5 170
3.5 1 1 80
4.5 2 2 100
EOD
$sum1 << EOD
0.5 41
1.5 63
2.5 118
3.5 143
4.5 178
EOD
set lmargin at screen 0.1042
set rmargin at screen 0.9729
set bmargin at screen 0.1289
set tmargin at screen 0.4599
unset logscale x
unset logscale y
set xrange [0:5]
set yrange [0:200]
unset xtics
set ytics scale 1,0.5 ('0' 0, '50' 50, '100' 100, '150' 150, '200' 200) font ',11'
set label 'dose, layer 1 [rad]' at screen 0.0229,0.2944 center rotate noenhanced font ',12' tc rgb '#000000' front
set key at screen 0.9729,0.4617 right bottom horizontal Left reverse samplen 2 font ',11' maxrows 1
set label '2026ab' at screen 0.1910,0.1080 center noenhanced font ',11' tc rgb '#000000' front
set label '2026-02 – 2026-06' at screen 0.1910,0.0819 center noenhanced font ',9' tc rgb '#555555' front
set label '6.2' at screen 0.1910,0.0557 center noenhanced font ',10' tc rgb '#000000' front
set label '2026c' at screen 0.3648,0.1080 center noenhanced font ',11' tc rgb '#000000' front
set label '2026-10 – 2026-12' at screen 0.3648,0.0819 center noenhanced font ',9' tc rgb '#555555' front
set label '3.1' at screen 0.3648,0.0557 center noenhanced font ',10' tc rgb '#000000' front
set label '2027ab' at screen 0.5385,0.1080 center noenhanced font ',11' tc rgb '#000000' front
set label '2027-02 – 2027-06' at screen 0.5385,0.0819 center noenhanced font ',9' tc rgb '#555555' front
set label '7' at screen 0.5385,0.0557 center noenhanced font ',10' tc rgb '#000000' front
set label '2027c' at screen 0.7123,0.1080 center noenhanced font ',11' tc rgb '#000000' front
set label '2027-10 – 2027-12' at screen 0.7123,0.0819 center noenhanced font ',9' tc rgb '#555555' front
set label '–' at screen 0.7123,0.0557 center noenhanced font ',10' tc rgb '#000000' front
set label '2028ab' at screen 0.8860,0.1080 center noenhanced font ',11' tc rgb '#000000' front
set label '2028-02 – 2028-06' at screen 0.8860,0.0819 center noenhanced font ',9' tc rgb '#555555' front
set label '5' at screen 0.8860,0.0557 center noenhanced font ',10' tc rgb '#000000' front
set label 'beam losses' at screen 0.0958,0.0557 right noenhanced font ',10' tc rgb '#000000' front
plot $bars1 using 1:2:3:4:5:6 with boxxyerror fc rgb '#56B4E9' title 'mean of the period', \
  $spread1 using 1:2:(0):($4-$3) with vectors heads size screen 0.004,90 lw 1.6 lc rgb '#333333' title 'P10–P90', \
  $sum1 using 1:2 with linespoints pt 7 ps 0.6 lw 1.8 lc rgb '#000000' title 'running sum of the means'
unset label
unset arrow
unset object
unset key
unset multiplot
unset output
