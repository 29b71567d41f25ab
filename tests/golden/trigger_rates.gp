# Redraw with: gnuplot -d trigger_rates.gp > trigger_rates.svg
set encoding utf8
set terminal svg size 900,520 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'trigger_rates'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'Trigger rates' at screen 0.0156,0.9654 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9911,0.0173 right noenhanced font ',8' tc rgb '#666666' front
$line0 << EOD
1 0.02
5.1 0.102
80 1.6
EOD
$line1 << EOD
1 0.04
5.1 0.204
80 3.2
EOD
$line2 << EOD
1 0.06
5.1 0.306
80 4.8
EOD
$line3 << EOD
1 0.08
5.1 0.408
80 6.4
EOD
$line4 << EOD
1 0.1
5.1 0.51
80 8
EOD
$line5 << EOD
1 0.12
5.1 0.612
80 9.6
EOD
$line6 << EOD
1 0.14
5.1 0.714
80 11.2
EOD
$line7 << EOD
1 0.16
5.1 0.816
80 12.8
EOD
$line8 << EOD
1 0.18
5.1 0.918
80 14.4
EOD
$rate_out << EOD
1 0.2
5.1 1.02
80 16
EOD
$rate_background << EOD
1 0.08
5.1 0.408
80 6.4
EOD
$budget << EOD
1 30
5.1 30
80 30
EOD
set lmargin at screen 0.1111
set rmargin at screen 0.7822
set bmargin at screen 0.1231
set tmargin at screen 0.8731
set logscale x
set logscale y
set xrange [1:80]
set yrange [0.02:50]
set grid lc rgb '#E6E6E6' lt 1 lw 0.6
unset key
set xtics scale 1,0.5 ('1' 1, '2' 2, '5' 5, '10' 10, '20' 20, '50' 50) font ',11'
set label 'luminosity [10³⁴ cm⁻² s⁻¹]' at screen 0.4467,0.0577 center noenhanced font ',12' tc rgb '#000000' front
set ytics scale 1,0.5 ('' 0.0200000002 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '0.1' 0.1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '1' 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '10' 10, '' 20 1, '' 30 1, '' 40 1, '' 49.9999995 1) font ',11'
set label 'rate after prescales [kHz]' at screen 0.0244,0.4981 center rotate noenhanced font ',12' tc rgb '#000000' front
set object rectangle from first 1.5, graph 0 to first 20, graph 1 fc rgb '#EAF1F8' fs solid noborder behind
set label 'peaks of the plan' at screen 0.3716,0.1654 center noenhanced font ',11' tc rgb '#3D5A78' front
set arrow from screen 0.3234,0.1231 to screen 0.3234,0.8731 nohead back lw 1 dt (3,4) lc rgb '#888888'
set arrow from screen 0.3234,0.8731 to screen 0.3102,0.8923 nohead lw 0.7 lc rgb '#888888'
set label 'reference' at screen 0.3102,0.9058 center noenhanced font ',10' tc rgb '#4D4D4D' front
set arrow from screen 0.3606,0.1231 to screen 0.3606,0.8731 nohead back lw 1 dt (3,4) lc rgb '#888888'
set arrow from screen 0.3606,0.8731 to screen 0.3738,0.8923 nohead lw 0.7 lc rgb '#888888'
set label 'today'."'".'s' at screen 0.3738,0.9058 center noenhanced font ',10' tc rgb '#4D4D4D' front
set arrow from screen 0.7822,0.1231 to screen 0.7822,0.8731 nohead back lw 1 dt (3,4) lc rgb '#888888'
set arrow from screen 0.7822,0.8731 to screen 0.7822,0.8923 nohead lw 0.7 lc rgb '#888888'
set label 'design' at screen 0.7822,0.9058 center noenhanced font ',10' tc rgb '#4D4D4D' front
set arrow from screen 0.7844,0.5431 to screen 0.7978,0.5269 nohead lw 0.7 lc rgb '#0072B2'
set label 'line_1' at screen 0.8011,0.5269 left noenhanced font ',11' tc rgb '#0072B2' front
set arrow from screen 0.7844,0.6096 to screen 0.7978,0.5577 nohead lw 0.7 lc rgb '#D55E00'
set label 'line_2' at screen 0.8011,0.5577 left noenhanced font ',11' tc rgb '#D55E00' front
set arrow from screen 0.7844,0.6484 to screen 0.7978,0.5885 nohead lw 0.7 lc rgb '#009E73'
set label 'line_3' at screen 0.8011,0.5885 left noenhanced font ',11' tc rgb '#009E73' front
set arrow from screen 0.7844,0.6760 to screen 0.7978,0.6192 nohead lw 0.7 lc rgb '#CC79A7'
set label 'line_4' at screen 0.8011,0.6192 left noenhanced font ',11' tc rgb '#CC79A7' front
set arrow from screen 0.7844,0.6760 to screen 0.7978,0.6500 nohead lw 0.7 lc rgb '#000000'
set label 'of it from the beams' at screen 0.8011,0.6500 left noenhanced font ',11' tc rgb '#000000' front
set arrow from screen 0.7844,0.6974 to screen 0.7978,0.6808 nohead lw 0.7 lc rgb '#E69F00'
set label 'line_5' at screen 0.8011,0.6808 left noenhanced font ',11' tc rgb '#E69F00' front
set arrow from screen 0.7844,0.7149 to screen 0.7978,0.7115 nohead lw 0.7 lc rgb '#56B4E9'
set label 'line_6' at screen 0.8011,0.7115 left noenhanced font ',11' tc rgb '#56B4E9' front
set arrow from screen 0.7844,0.7297 to screen 0.7978,0.7423 nohead lw 0.7 lc rgb '#7A5C99'
set label 'line_7' at screen 0.8011,0.7423 left noenhanced font ',11' tc rgb '#7A5C99' front
set arrow from screen 0.7844,0.7425 to screen 0.7978,0.7731 nohead lw 0.7 lc rgb '#8C6D31'
set label 'line_8' at screen 0.8011,0.7731 left noenhanced font ',11' tc rgb '#8C6D31' front
set arrow from screen 0.7844,0.7538 to screen 0.7978,0.8038 nohead lw 0.7 lc rgb '#0072B2'
set label 'line_9' at screen 0.8011,0.8038 left noenhanced font ',11' tc rgb '#0072B2' front
set arrow from screen 0.7844,0.7639 to screen 0.7978,0.8346 nohead lw 0.7 lc rgb '#000000'
set label 'all lines' at screen 0.8011,0.8346 left noenhanced font ',11' tc rgb '#000000' front
set arrow from screen 0.7844,0.8241 to screen 0.7978,0.8654 nohead lw 0.7 lc rgb '#B00020'
set label 'budget' at screen 0.8011,0.8654 left noenhanced font ',11' tc rgb '#B00020' front
plot $line0 using 1:2 with lines lw 1.8 lc rgb '#0072B2', \
  $line1 using 1:2 with lines lw 1.8 lc rgb '#D55E00', \
  $line2 using 1:2 with lines lw 1.8 lc rgb '#009E73', \
  $line3 using 1:2 with lines lw 1.8 lc rgb '#CC79A7', \
  $line4 using 1:2 with lines lw 1.8 lc rgb '#E69F00', \
  $line5 using 1:2 with lines lw 1.8 lc rgb '#56B4E9', \
  $line6 using 1:2 with lines lw 1.8 lc rgb '#7A5C99', \
  $line7 using 1:2 with lines lw 1.8 lc rgb '#8C6D31', \
  $line8 using 1:2 with lines lw 1.8 dt (8,4) lc rgb '#0072B2', \
  $rate_out using 1:2 with lines lw 3 lc rgb '#000000', \
  $rate_background using 1:2 with lines lw 2 dt (2,4) lc rgb '#000000', \
  $budget using 1:2 with lines lw 2 dt (10,5) lc rgb '#B00020'
unset output
