# Redraw with: gnuplot -d calendar.gp > calendar.svg
set encoding utf8
set terminal svg size 900,338 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'calendar'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'Calendar of the plan' at screen 0.0156,0.9467 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9911,0.0266 right noenhanced font ',8' tc rgb '#666666' front
$physics << EOD
64 7.5 64 181 7.14 7.86
280 7.5 280 355 7.14 7.86
64 6.5 64 181 6.14 6.86
280 6.5 280 355 6.14 6.86
65 5.5 65 182 5.14 5.86
281 5.5 281 356 5.14 5.86
64 4.5 64 181 4.14 4.86
280 4.5 280 355 4.14 4.86
64 3.5 64 181 3.14 3.86
280 3.5 280 355 3.14 3.86
64 2.5 64 181 2.14 2.86
280 2.5 280 355 2.14 2.86
65 1.5 65 182 1.14 1.86
280 0.5 280 355 0.14 0.86
EOD
$startup << EOD
45 7.5 45 64 7.14 7.86
45 6.5 45 64 6.14 6.86
45 5.5 45 65 5.14 5.86
45 4.5 45 64 4.14 4.86
45 3.5 45 64 3.14 3.86
45 2.5 45 64 2.14 2.86
45 1.5 45 65 1.14 1.86
EOD
$no_beam << EOD
0 7.5 0 45 7.14 7.86
181 7.5 181 280 7.14 7.86
355 7.5 355 365 7.14 7.86
0 6.5 0 45 6.14 6.86
181 6.5 181 280 6.14 6.86
0 5.5 0 45 5.14 5.86
182 5.5 182 281 5.14 5.86
356 5.5 356 366 5.14 5.86
0 4.5 0 45 4.14 4.86
181 4.5 181 280 4.14 4.86
0 3.5 0 45 3.14 3.86
181 3.5 181 280 3.14 3.86
355 3.5 355 365 3.14 3.86
0 2.5 0 45 2.14 2.86
181 2.5 181 280 2.14 2.86
0 1.5 0 45 1.14 1.86
356 1.5 356 366 1.14 1.86
EOD
$shutdown << EOD
182 1.5 182 281 1.14 1.86
281 1.5 281 356 1.14 1.86
0 0.5 0 45 0.14 0.86
45 0.5 45 64 0.14 0.86
64 0.5 64 181 0.14 0.86
181 0.5 181 280 0.14 0.86
EOD
$cut << EOD
355 6.5 355 365 6.14 6.86
355 4.5 355 365 4.14 4.86
355 2.5 355 365 2.14 2.86
355 0.5 355 365 0.14 0.86
EOD
set lmargin at screen 0.0689
set rmargin at screen 0.8333
set bmargin at screen 0.1361
set tmargin at screen 0.7515
unset logscale x
unset logscale y
set xrange [0:366]
set yrange [0:8]
unset ytics
set grid x lc rgb '#C8C8C8' lt 1 lw 0.5 front
set xtics scale 0.6 ('' 0, '' 31, '' 59, '' 90, '' 120, '' 151, '' 181, '' 212, '' 243, '' 273, '' 304, '' 334)
set label 'Jan' at screen 0.1002,0.0947 center noenhanced font ',11' tc rgb '#000000' front
set label 'Feb' at screen 0.1650,0.0947 center noenhanced font ',11' tc rgb '#000000' front
set label 'Mar' at screen 0.2234,0.0947 center noenhanced font ',11' tc rgb '#000000' front
set label 'Apr' at screen 0.2882,0.0947 center noenhanced font ',11' tc rgb '#000000' front
set label 'May' at screen 0.3509,0.0947 center noenhanced font ',11' tc rgb '#000000' front
set label 'Jun' at screen 0.4156,0.0947 center noenhanced font ',11' tc rgb '#000000' front
set label 'Jul' at screen 0.4783,0.0947 center noenhanced font ',11' tc rgb '#000000' front
set label 'Aug' at screen 0.5430,0.0947 center noenhanced font ',11' tc rgb '#000000' front
set label 'Sep' at screen 0.6078,0.0947 center noenhanced font ',11' tc rgb '#000000' front
set label 'Oct' at screen 0.6704,0.0947 center noenhanced font ',11' tc rgb '#000000' front
set label 'Nov' at screen 0.7352,0.0947 center noenhanced font ',11' tc rgb '#000000' front
set label 'Dec' at screen 0.7978,0.0947 center noenhanced font ',11' tc rgb '#000000' front
set label 'physics [calendar days]' at screen 0.9156,0.7870 right noenhanced font ',10' tc rgb '#555555' front
set label 'cut [days]' at screen 0.9867,0.7870 right noenhanced font ',10' tc rgb '#555555' front
set label '2026' at screen 0.0578,0.7130 right noenhanced font ',11' tc rgb '#000000' front
set label '192' at screen 0.9156,0.7130 right noenhanced font ',11' tc rgb '#000000' front
set label '0' at screen 0.9867,0.7130 right noenhanced font ',11' tc rgb '#000000' front
set label '2027' at screen 0.0578,0.6361 right noenhanced font ',11' tc rgb '#000000' front
set label '192' at screen 0.9156,0.6361 right noenhanced font ',11' tc rgb '#000000' front
set label '10' at screen 0.9867,0.6361 right noenhanced font ',11' tc rgb '#000000' front
set label '2028' at screen 0.0578,0.5592 right noenhanced font ',11' tc rgb '#000000' front
set label '192' at screen 0.9156,0.5592 right noenhanced font ',11' tc rgb '#000000' front
set label '0' at screen 0.9867,0.5592 right noenhanced font ',11' tc rgb '#000000' front
set label '2029' at screen 0.0578,0.4822 right noenhanced font ',11' tc rgb '#000000' front
set label '192' at screen 0.9156,0.4822 right noenhanced font ',11' tc rgb '#000000' front
set label '10' at screen 0.9867,0.4822 right noenhanced font ',11' tc rgb '#000000' front
set label '2030' at screen 0.0578,0.4053 right noenhanced font ',11' tc rgb '#000000' front
set label '192' at screen 0.9156,0.4053 right noenhanced font ',11' tc rgb '#000000' front
set label '0' at screen 0.9867,0.4053 right noenhanced font ',11' tc rgb '#000000' front
set label '2031' at screen 0.0578,0.3284 right noenhanced font ',11' tc rgb '#000000' front
set label '192' at screen 0.9156,0.3284 right noenhanced font ',11' tc rgb '#000000' front
set label '10' at screen 0.9867,0.3284 right noenhanced font ',11' tc rgb '#000000' front
set label '2032' at screen 0.0578,0.2515 right noenhanced font ',11' tc rgb '#000000' front
set label '117' at screen 0.9156,0.2515 right noenhanced font ',11' tc rgb '#000000' front
set label '0' at screen 0.9867,0.2515 right noenhanced font ',11' tc rgb '#000000' front
set label '2033' at screen 0.0578,0.1746 right noenhanced font ',11' tc rgb '#000000' front
set label '75' at screen 0.9156,0.1746 right noenhanced font ',11' tc rgb '#000000' front
set label '10' at screen 0.9867,0.1746 right noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.0689,0.8314 to screen 0.0933,0.8609 front fc rgb '#0072B2' fs solid 1 noborder
set label 'physics' at screen 0.1000,0.8462 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.1686,0.8314 to screen 0.1931,0.8609 front fc rgb '#56B4E9' fs solid 1 noborder
set label 'start-up' at screen 0.1997,0.8462 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.2669,0.8314 to screen 0.2913,0.8609 front fc rgb '#ECECEC' fs solid 1 noborder
set label 'no beam' at screen 0.2980,0.8462 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.3708,0.8314 to screen 0.3952,0.8609 front fc rgb '#8A8A8A' fs solid 1 noborder
set label 'long shutdown' at screen 0.4019,0.8462 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.5148,0.8314 to screen 0.5392,0.8609 front fc rgb '#D55E00' fs pattern 4 border lc rgb '#D55E00'
set label 'no electricity' at screen 0.5459,0.8462 left noenhanced font ',11' tc rgb '#000000' front
unset key
plot $physics using 1:2:3:4:5:6 with boxxyerror fc rgb '#0072B2' fs solid 1 noborder notitle, \
  $startup using 1:2:3:4:5:6 with boxxyerror fc rgb '#56B4E9' fs solid 1 noborder notitle, \
  $no_beam using 1:2:3:4:5:6 with boxxyerror fc rgb '#ECECEC' fs solid 1 noborder notitle, \
  $shutdown using 1:2:3:4:5:6 with boxxyerror fc rgb '#8A8A8A' fs solid 1 noborder notitle, \
  $cut using 1:2:3:4:5:6 with boxxyerror fc rgb '#D55E00' fs pattern 4 border lc rgb '#D55E00' notitle
unset output
