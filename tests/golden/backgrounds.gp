# Redraw with: gnuplot -d backgrounds.gp > backgrounds.svg
set encoding utf8
set terminal svg size 960,608 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'backgrounds'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'Steady backgrounds relative to the limits' at screen 0.0146,0.9704 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9917,0.0148 right noenhanced font ',8' tc rgb '#666666' front
$source0 << EOD
0.025 441 0 0.025 430.6 451.4
0.03 347 0 0.03 336.6 357.4
0.065 253 0 0.065 242.6 263.4
0.03 159 0 0.03 148.6 169.4
0.15 65 0 0.15 54.6 75.4
0.075 415 0 0.075 404.6 425.4
0.09 321 0 0.09 310.6 331.4
0.195 227 0 0.195 216.6 237.4
0.09 133 0 0.09 122.6 143.4
0.45 39 0 0.45 28.6 49.4
0.085 389 0 0.085 378.6 399.4
0.102 295 0 0.102 284.6 305.4
0.221 201 0 0.221 190.6 211.4
0.102 107 0 0.102 96.6 117.4
0.51 13 0 0.51 2.6 23.4
EOD
$source1 << EOD
0.035 441 0.025 0.035 430.6 451.4
0.042 347 0.03 0.042 336.6 357.4
0.091 253 0.065 0.091 242.6 263.4
0.042 159 0.03 0.042 148.6 169.4
0.21 65 0.15 0.21 54.6 75.4
0.12 415 0.075 0.12 404.6 425.4
0.144 321 0.09 0.144 310.6 331.4
0.312 227 0.195 0.312 216.6 237.4
0.144 133 0.09 0.144 122.6 143.4
0.72 39 0.45 0.72 28.6 49.4
0.145 389 0.085 0.145 378.6 399.4
0.174 295 0.102 0.174 284.6 305.4
0.377 201 0.221 0.377 190.6 211.4
0.174 107 0.102 0.174 96.6 117.4
0.87 13 0.51 0.87 2.6 23.4
EOD
$source2 << EOD
0.038 441 0.035 0.038 430.6 451.4
0.0456 347 0.042 0.0456 336.6 357.4
0.0988 253 0.091 0.0988 242.6 263.4
0.0456 159 0.042 0.0456 148.6 169.4
0.228 65 0.21 0.228 54.6 75.4
0.125 415 0.12 0.125 404.6 425.4
0.15 321 0.144 0.15 310.6 331.4
0.325 227 0.312 0.325 216.6 237.4
0.15 133 0.144 0.15 122.6 143.4
0.75 39 0.72 0.75 28.6 49.4
0.151 389 0.145 0.151 378.6 399.4
0.1812 295 0.174 0.1812 284.6 305.4
0.3926 201 0.377 0.3926 190.6 211.4
0.1812 107 0.174 0.1812 96.6 117.4
0.906 13 0.87 0.906 2.6 23.4
EOD
$source3 << EOD
0.04 441 0.038 0.04 430.6 451.4
0.048 347 0.0456 0.048 336.6 357.4
0.104 253 0.0988 0.104 242.6 263.4
0.048 159 0.0456 0.048 148.6 169.4
0.24 65 0.228 0.24 54.6 75.4
0.13 415 0.125 0.13 404.6 425.4
0.156 321 0.15 0.156 310.6 331.4
0.338 227 0.325 0.338 216.6 237.4
0.156 133 0.15 0.156 122.6 143.4
0.78 39 0.75 0.78 28.6 49.4
0.156 389 0.151 0.156 378.6 399.4
0.1872 295 0.1812 0.1872 284.6 305.4
0.4056 201 0.3926 0.4056 190.6 211.4
0.1872 107 0.1812 0.1872 96.6 117.4
0.936 13 0.906 0.936 2.6 23.4
EOD
$source4 << EOD
0.05 441 0.04 0.05 430.6 451.4
0.06 347 0.048 0.06 336.6 357.4
0.13 253 0.104 0.13 242.6 263.4
0.06 159 0.048 0.06 148.6 169.4
0.3 65 0.24 0.3 54.6 75.4
0.23 415 0.13 0.23 404.6 425.4
0.276 321 0.156 0.276 310.6 331.4
0.598 227 0.338 0.598 216.6 237.4
0.276 133 0.156 0.276 122.6 143.4
1.38 39 0.78 1.38 28.6 49.4
0.366 389 0.156 0.366 378.6 399.4
0.4392 295 0.1872 0.4392 284.6 305.4
0.9516 201 0.4056 0.9516 190.6 211.4
2.196 13 0.936 2.196 2.6 23.4
EOD
set lmargin at screen 0.2604
set rmargin at screen 0.9000
set bmargin at screen 0.1020
set tmargin at screen 0.8684
unset logscale x
unset logscale y
set xrange [0:2.5]
set yrange [-6:460]
unset ytics
set grid x lc rgb '#E6E6E6' lt 1 lw 0.6
set style fill solid 1 noborder
set xtics scale 1,0.5 ('0' 0, '0.5' 0.5, '1' 1, '1.5' 1.5, '2' 2, '2.5' 2.5) font ',11'
set label 'background relative to the limit of the detector' at screen 0.5802,0.0461 center noenhanced font ',12' tc rgb '#000000' front
set label 'PXD' at screen 0.0146,0.8372 left noenhanced font ',12' tc rgb '#000000' front
set label 'June 2021' at screen 0.2500,0.8372 right noenhanced font ',11' tc rgb '#000000' front
set label '0.050' at screen 0.9792,0.8372 right noenhanced font ',12' tc rgb '#000000' front
set label 'before LS2' at screen 0.2500,0.7944 right noenhanced font ',11' tc rgb '#000000' front
set label '0.23' at screen 0.9792,0.7944 right noenhanced font ',12' tc rgb '#000000' front
set label 'target' at screen 0.2500,0.7516 right noenhanced font ',11' tc rgb '#000000' front
set label '0.37' at screen 0.9792,0.7516 right noenhanced font ',12' tc rgb '#000000' front
set label 'SVD layer 3' at screen 0.0146,0.6826 left noenhanced font ',12' tc rgb '#000000' front
set arrow from graph 0, first 368 to graph 1, first 368 nohead back lw 0.6 lc rgb '#CFCFCF'
set label 'June 2021' at screen 0.2500,0.6826 right noenhanced font ',11' tc rgb '#000000' front
set label '0.060' at screen 0.9792,0.6826 right noenhanced font ',12' tc rgb '#000000' front
set label 'before LS2' at screen 0.2500,0.6398 right noenhanced font ',11' tc rgb '#000000' front
set label '0.28' at screen 0.9792,0.6398 right noenhanced font ',12' tc rgb '#000000' front
set label 'target' at screen 0.2500,0.5970 right noenhanced font ',11' tc rgb '#000000' front
set label '0.44' at screen 0.9792,0.5970 right noenhanced font ',12' tc rgb '#000000' front
set label 'CDC' at screen 0.0146,0.5280 left noenhanced font ',12' tc rgb '#000000' front
set arrow from graph 0, first 274 to graph 1, first 274 nohead back lw 0.6 lc rgb '#CFCFCF'
set label 'June 2021' at screen 0.2500,0.5280 right noenhanced font ',11' tc rgb '#000000' front
set label '0.13' at screen 0.9792,0.5280 right noenhanced font ',12' tc rgb '#000000' front
set label 'before LS2' at screen 0.2500,0.4852 right noenhanced font ',11' tc rgb '#000000' front
set label '0.60' at screen 0.9792,0.4852 right noenhanced font ',12' tc rgb '#000000' front
set label 'target' at screen 0.2500,0.4424 right noenhanced font ',11' tc rgb '#000000' front
set label '0.95' at screen 0.9792,0.4424 right noenhanced font ',12' tc rgb '#000000' front
set label 'ARICH' at screen 0.0146,0.3734 left noenhanced font ',12' tc rgb '#000000' front
set arrow from graph 0, first 180 to graph 1, first 180 nohead back lw 0.6 lc rgb '#CFCFCF'
set label 'June 2021' at screen 0.2500,0.3734 right noenhanced font ',11' tc rgb '#000000' front
set label '0.060' at screen 0.9792,0.3734 right noenhanced font ',12' tc rgb '#000000' front
set label 'before LS2' at screen 0.2500,0.3306 right noenhanced font ',11' tc rgb '#000000' front
set label '0.28' at screen 0.9792,0.3306 right noenhanced font ',12' tc rgb '#000000' front
set label 'target' at screen 0.2500,0.2878 right noenhanced font ',11' tc rgb '#000000' front
set label '> 0.19' at screen 0.9792,0.2878 right noenhanced font ',12' tc rgb '#000000' front
set label 'TOP' at screen 0.0146,0.2188 left noenhanced font ',12' tc rgb '#000000' front
set arrow from graph 0, first 86 to graph 1, first 86 nohead back lw 0.6 lc rgb '#CFCFCF'
set label 'June 2021' at screen 0.2500,0.2188 right noenhanced font ',11' tc rgb '#000000' front
set label '0.30' at screen 0.9792,0.2188 right noenhanced font ',12' tc rgb '#000000' front
set label 'before LS2' at screen 0.2500,0.1760 right noenhanced font ',11' tc rgb '#000000' front
set label '1.4' at screen 0.9792,0.1760 right noenhanced font ',12' tc rgb '#D55E00' front
set label 'target' at screen 0.2500,0.1332 right noenhanced font ',11' tc rgb '#000000' front
set label '2.2' at screen 0.9792,0.1332 right noenhanced font ',12' tc rgb '#D55E00' front
set label 'sum / limit' at screen 0.9792,0.8849 right noenhanced font ',10' tc rgb '#555555' front
set arrow from 1, graph 0 to 1, graph 1 nohead front lw 2 lc rgb '#000000'
set label 'limit' at screen 0.5162,0.8849 center noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.0146,0.9161 to screen 0.0281,0.9342 fc rgb '#0072B2' fs solid noborder
set label 'LER beam-gas' at screen 0.0333,0.9243 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.1441,0.9161 to screen 0.1577,0.9342 fc rgb '#56B4E9' fs solid noborder
set label 'LER Touschek' at screen 0.1629,0.9243 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.2737,0.9161 to screen 0.2872,0.9342 fc rgb '#D55E00' fs solid noborder
set label 'HER beam-gas' at screen 0.2924,0.9243 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.4032,0.9161 to screen 0.4168,0.9342 fc rgb '#E69F00' fs solid noborder
set label 'HER Touschek' at screen 0.4220,0.9243 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.5328,0.9161 to screen 0.5463,0.9342 fc rgb '#009E73' fs solid noborder
set label 'luminosity' at screen 0.5515,0.9243 left noenhanced font ',11' tc rgb '#000000' front
unset key
plot $source0 using 1:2:3:4:5:6 with boxxyerror fc rgb '#0072B2' notitle, \
  $source1 using 1:2:3:4:5:6 with boxxyerror fc rgb '#56B4E9' notitle, \
  $source2 using 1:2:3:4:5:6 with boxxyerror fc rgb '#D55E00' notitle, \
  $source3 using 1:2:3:4:5:6 with boxxyerror fc rgb '#E69F00' notitle, \
  $source4 using 1:2:3:4:5:6 with boxxyerror fc rgb '#009E73' notitle
unset output
