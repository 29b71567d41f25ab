# Redraw with: gnuplot -d hindcast.gp > hindcast.svg
set encoding utf8
set terminal svg size 960,460 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'hindcast'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'Hindcast of the `record`' at screen 0.0146,0.9609 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9917,0.0196 right noenhanced font ',8' tc rgb '#666666' front
set lmargin at screen 0.1167
set rmargin at screen 0.9792
set bmargin at screen 0.1435
set tmargin at screen 0.8000
unset logscale x
set logscale y
set xrange [-0.6:2.6]
set yrange [20:2000]
unset xtics
set grid y lc rgb '#E6E6E6' lt 1 lw 0.6
set ytics scale 1,0.5 ('' 20.0000002 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '100' 100, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '1000' 1000, '' 1999.99998 1) font ',11'
set label 'luminosity of the target [fb⁻¹]' at screen 0.0354,0.4717 center rotate noenhanced font ',12' tc rgb '#000000' front
set label '2022ab' at screen 0.2784,0.1130 center noenhanced font ',11' tc rgb '#000000' front
set label 'from …2021c' at screen 0.2784,0.0783 center noenhanced font ',9' tc rgb '#555555' front
set label '2024ab' at screen 0.5479,0.1130 center noenhanced font ',11' tc rgb '#000000' front
set label 'from …2022ab' at screen 0.5479,0.0783 center noenhanced font ',9' tc rgb '#555555' front
set label 'year 2024' at screen 0.8174,0.1130 center noenhanced font ',11' tc rgb '#000000' front
set label 'from …2022ab' at screen 0.8174,0.0783 center noenhanced font ',9' tc rgb '#555555' front
set arrow from 1.5, graph 0 to 1.5, graph 1 nohead back lw 0.8 lc rgb '#CFCFCF'
set label 'predicted from the record up to the period below' at screen 0.5479,0.0348 center noenhanced font ',12' tc rgb '#000000' front
set object rectangle from -0.37,65 to -0.03,296 fc rgb '#0072B2' fs solid 0.30 noborder behind
set object rectangle from -0.37,102 to -0.03,229 fc rgb '#0072B2' fs solid 0.60 noborder behind
set object rectangle from 0.03,51 to 0.37,477 fc rgb '#E69F00' fs solid 0.30 noborder behind
set object rectangle from 0.03,92 to 0.37,322 fc rgb '#E69F00' fs solid 0.60 noborder behind
set object rectangle from 0.63,94 to 0.97,308 fc rgb '#0072B2' fs solid 0.30 noborder behind
set object rectangle from 0.63,131 to 0.97,252 fc rgb '#0072B2' fs solid 0.60 noborder behind
set object rectangle from 1.63,196 to 1.97,482 fc rgb '#0072B2' fs solid 0.30 noborder behind
set object rectangle from 1.63,251 to 1.97,413 fc rgb '#0072B2' fs solid 0.60 noborder behind
set object rectangle from 2.03,239 to 2.37,1050 fc rgb '#E69F00' fs solid 0.30 noborder behind
set object rectangle from 2.03,346 to 2.37,792 fc rgb '#E69F00' fs solid 0.60 noborder behind
$median << EOD
-0.2 159
0.2 179
0.8 187
1.8 327
2.2 532
EOD
$naive << EOD
-0.2 160
0.2 131
0.8 168
1.8 282
2.2 279
EOD
$came << EOD
0 160
1 103
2 147.5
EOD
set key at screen 0.1167,0.8130 left bottom horizontal font ',11' samplen 1.2 maxrows 1
plot NaN with boxes fc rgb '#0072B2' fs solid 0.6 noborder title 'peak given: 68 %, 90 %', \
  NaN with boxes fc rgb '#E69F00' fs solid 0.6 noborder title 'peak predicted', \
  $median using ($1-0.17):2:(0.34):(0) with vectors nohead lw 2 lc rgb '#000000' title 'median', \
  $naive using 1:2 with points pt 12 ps 1.1 lw 1.4 lc rgb '#D55E00' title 'naive', \
  $came using 1:2 with points pt 7 ps 1.1 lc rgb '#000000' title 'came'
unset output
