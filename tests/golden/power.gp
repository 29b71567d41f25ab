# Redraw with: gnuplot -d power.gp > power.svg
set encoding utf8
set terminal svg size 900,646 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'power'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'Electricity' at screen 0.0156,0.9721 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9911,0.0139 right noenhanced font ',8' tc rgb '#666666' front
$energy << EOD
2026 115 2025.64 2026.36 0 230
2027 118.5 2026.64 2027.36 0 237
2028 122 2027.64 2028.36 0 244
2029 125.5 2028.64 2029.36 0 251
2030 129 2029.64 2030.36 0 258
2031 132.5 2030.64 2031.36 0 265
2032 136 2031.64 2032.36 0 272
2033 139.5 2032.64 2033.36 0 279
2034 143 2033.64 2034.36 0 286
2035 146.5 2034.64 2035.36 0 293
2036 150 2035.64 2036.36 0 300
2037 150 2036.64 2037.36 0 300
2038 150 2037.64 2038.36 0 300
2039 150 2038.64 2039.36 0 300
2040 150 2039.64 2040.36 0 300
2041 150 2040.64 2041.36 0 300
2042 150 2041.64 2042.36 0 300
2043 150 2042.64 2043.36 0 300
2044 150 2043.64 2044.36 0 300
2045 150 2044.64 2045.36 0 300
EOD
$budget << EOD
2025.5 300
2026.5 300
2026.5 300
2027.5 300
2027.5 300
2028.5 300
2028.5 300
2029.5 300
2029.5 300
2030.5 300
2030.5 300
2031.5 300
2031.5 300
2032.5 300
2032.5 300
2033.5 300
2033.5 300
2034.5 300
2034.5 300
2035.5 300
2035.5 300
2036.5 300
2036.5 300
2037.5 300
2037.5 300
2038.5 300
2038.5 300
2039.5 300
2039.5 300
2040.5 300
2040.5 300
2041.5 300
2041.5 300
2042.5 300
2042.5 300
2043.5 300




EOD
$cost << EOD
2026 2300 2025.64 2026.36 0 4600
2027 2370 2026.64 2027.36 0 4740
2028 2440 2027.64 2028.36 0 4880
2029 2510 2028.64 2029.36 0 5020
2030 2580 2029.64 2030.36 0 5160
2031 2650 2030.64 2031.36 0 5300
2032 2720 2031.64 2032.36 0 5440
2033 2790 2032.64 2033.36 0 5580
2034 2860 2033.64 2034.36 0 5720
2035 2930 2034.64 2035.36 0 5860
2036 3000 2035.64 2036.36 0 6000
2037 3000 2036.64 2037.36 0 6000
2038 3000 2037.64 2038.36 0 6000
2039 3000 2038.64 2039.36 0 6000
2040 3000 2039.64 2040.36 0 6000
2041 3000 2040.64 2041.36 0 6000
2042 3000 2041.64 2042.36 0 6000
2043 3000 2042.64 2043.36 0 6000
2044 3000 2043.64 2044.36 0 6000
2045 3000 2044.64 2045.36 0 6000
EOD
set grid y lc rgb '#E6E6E6' lt 1 lw 0.6
set style fill solid 1 noborder
set multiplot
set lmargin at screen 0.1067
set rmargin at screen 0.9711
set bmargin at screen 0.5139
set tmargin at screen 0.8700
unset logscale x
unset logscale y
set xrange [2025.3:2045.7]
set yrange [0:350]
set ytics scale 1,0.5 ('0' 0, '100' 100, '200' 200, '300' 300) font ',11'
set xtics scale 0.6 ('' 2026, '' 2027, '' 2028, '' 2029, '' 2030, '' 2031, '' 2032, '' 2033, '' 2034, '' 2035, '' 2036, '' 2037, '' 2038, '' 2039, '' 2040, '' 2041, '' 2042, '' 2043, '' 2044, '' 2045) font ',11'
set label 'energy a year [GWh]' at screen 0.0200,0.6920 center rotate noenhanced font ',12' tc rgb '#000000' front
set label '3 d' at screen 0.5601,0.8330 center noenhanced font ',10' tc rgb '#D55E00' front
set label '6 d' at screen 0.6025,0.8330 center noenhanced font ',10' tc rgb '#D55E00' front
set label '9 d' at screen 0.6448,0.8330 center noenhanced font ',10' tc rgb '#D55E00' front
set label '12 d' at screen 0.6872,0.8330 center noenhanced font ',10' tc rgb '#D55E00' front
set label '15 d' at screen 0.7296,0.8330 center noenhanced font ',10' tc rgb '#D55E00' front
set label '18 d' at screen 0.7719,0.8330 center noenhanced font ',10' tc rgb '#D55E00' front
set label '21 d' at screen 0.8143,0.8330 center noenhanced font ',10' tc rgb '#D55E00' front
set label '24 d' at screen 0.8567,0.8330 center noenhanced font ',10' tc rgb '#D55E00' front
set label '27 d' at screen 0.8991,0.8330 center noenhanced font ',10' tc rgb '#D55E00' front
set label '30 d' at screen 0.9414,0.8330 center noenhanced font ',10' tc rgb '#D55E00' front
set object rectangle from screen 0.1067,0.8932 to screen 0.1311,0.9087 front fc rgb '#0072B2' fs solid 1 noborder
set label 'energy, expected' at screen 0.1378,0.9009 left noenhanced font ',11' tc rgb '#000000' front
set arrow from screen 0.2665,0.9009 to screen 0.2910,0.9009 nohead lw 0.7 lc rgb '#000000'
set label 'budget' at screen 0.2976,0.9009 left noenhanced font ',11' tc rgb '#000000' front
set label 'd: days cut for want of electricity' at screen 0.3732,0.9009 left noenhanced font ',11' tc rgb '#D55E00' front
unset key
plot $energy using 1:2:3:4:5:6 with boxxyerror fc rgb '#0072B2' notitle, \
  $budget using 1:2 with lines lw 2.4 lc rgb '#000000' notitle
unset label
unset arrow
unset object
unset key
set lmargin at screen 0.1067
set rmargin at screen 0.9711
set bmargin at screen 0.0960
set tmargin at screen 0.4520
unset logscale x
unset logscale y
set xrange [2025.3:2045.7]
set yrange [0:7000]
set ytics scale 1,0.5 ('0' 0, '2000' 2000, '4000' 4000, '6000' 6000) font ',11'
set xtics scale 0.6 ('' 2026, '' 2027, '' 2028, '' 2029, '2030' 2030, '' 2031, '' 2032, '' 2033, '' 2034, '2035' 2035, '' 2036, '' 2037, '' 2038, '' 2039, '2040' 2040, '' 2041, '' 2042, '' 2043, '' 2044, '2045' 2045) font ',11'
set label 'cost a year [10⁶ JPY]' at screen 0.0200,0.2740 center rotate noenhanced font ',12' tc rgb '#000000' front
set label 'year of the budget (begins in April)' at screen 0.5389,0.0433 center noenhanced font ',12' tc rgb '#000000' front
plot $cost using 1:2:3:4:5:6 with boxxyerror fc rgb '#56B4E9' notitle
unset multiplot
unset output
