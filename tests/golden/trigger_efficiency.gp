# Redraw with: gnuplot -d trigger_efficiency.gp > trigger_efficiency.svg
set encoding utf8
set terminal svg size 900,520 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'trigger_efficiency'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'Trigger rates' at screen 0.0156,0.9654 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9911,0.0173 right noenhanced font ',8' tc rgb '#666666' front
$channel0 << EOD
1 0.95
5.1 0.95
80 0.95
EOD
$more0 << EOD
1 0.95
5.1 0.95
80 0.475
EOD
$channel1 << EOD
1 0.9
5.1 0.9
80 0.9
EOD
$more1 << EOD
1 0.9
5.1 0.9
80 0.9
EOD
$channel2 << EOD
1 0.95
5.1 0.95
80 0.95
EOD
$more2 << EOD
1 0.95
5.1 0.95
80 0.475
EOD
set lmargin at screen 0.1111
set rmargin at screen 0.7822
set bmargin at screen 0.1231
set tmargin at screen 0.8731
set logscale x
unset logscale y
set xrange [1:80]
set yrange [0:1.05]
set grid lc rgb '#E6E6E6' lt 1 lw 0.6
unset key
set xtics scale 1,0.5 ('1' 1, '2' 2, '5' 5, '10' 10, '20' 20, '50' 50) font ',11'
set label 'luminosity [10³⁴ cm⁻² s⁻¹]' at screen 0.4467,0.0577 center noenhanced font ',12' tc rgb '#000000' front
set ytics scale 1,0.5 0.2 font ',11'
set label 'trigger efficiency' at screen 0.0244,0.4981 center rotate noenhanced font ',12' tc rgb '#000000' front
set object rectangle from first 1.5, graph 0 to first 20, graph 1 fc rgb '#EAF1F8' fs solid noborder behind
set label 'peaks of the plan' at screen 0.3716,0.1654 center noenhanced font ',11' tc rgb '#3D5A78' front
set arrow from screen 0.3234,0.1231 to screen 0.3234,0.8731 nohead back lw 1 dt (3,4) lc rgb '#888888'
set arrow from screen 0.3234,0.8731 to screen 0.2944,0.8923 nohead lw 0.7 lc rgb '#888888'
set label 'reference' at screen 0.2944,0.9058 center noenhanced font ',10' tc rgb '#4D4D4D' front
set arrow from screen 0.3606,0.1231 to screen 0.3606,0.8731 nohead back lw 1 dt (3,4) lc rgb '#888888'
set arrow from screen 0.3606,0.8731 to screen 0.3897,0.8923 nohead lw 0.7 lc rgb '#888888'
set label 'today'."'".'s' at screen 0.3897,0.9058 center noenhanced font ',10' tc rgb '#4D4D4D' front
set arrow from screen 0.6320,0.1231 to screen 0.6320,0.8731 nohead back lw 1.6 dt (10,5) lc rgb '#B00020'
set arrow from screen 0.6320,0.8731 to screen 0.6320,0.8923 nohead lw 0.7 lc rgb '#B00020'
set label '30 kHz passed' at screen 0.6320,0.9058 center noenhanced font ',10' tc rgb '#B00020' front
set arrow from screen 0.7822,0.1231 to screen 0.7822,0.8731 nohead back lw 1 dt (3,4) lc rgb '#888888'
set arrow from screen 0.7822,0.8731 to screen 0.7822,0.8923 nohead lw 0.7 lc rgb '#888888'
set label 'design' at screen 0.7822,0.9058 center noenhanced font ',10' tc rgb '#4D4D4D' front
set arrow from screen 0.7844,0.7659 to screen 0.7978,0.7590 nohead lw 0.7 lc rgb '#D55E00'
set label 'channel_2' at screen 0.8011,0.7590 left noenhanced font ',11' tc rgb '#D55E00' front
set arrow from screen 0.7844,0.8016 to screen 0.7978,0.7897 nohead lw 0.7 lc rgb '#0072B2'
set label 'channel_1' at screen 0.8011,0.7897 left noenhanced font ',11' tc rgb '#0072B2' front
set arrow from screen 0.7844,0.8016 to screen 0.7978,0.8205 nohead lw 0.7 lc rgb '#0072B2'
set label 'channel_3' at screen 0.8011,0.8205 left noenhanced font ',11' tc rgb '#0072B2' front
set label 'dashed: beam background × 3' at screen 0.1244,0.2000 left noenhanced font ',11' tc rgb '#4D4D4D' front
plot $channel0 using 1:2 with lines lw 2.2 lc rgb '#0072B2', \
  $channel1 using 1:2 with lines lw 2.2 lc rgb '#D55E00', \
  $channel2 using 1:2 with lines lw 2.2 lc rgb '#0072B2', \
  $more0 using 1:2 with lines lw 1.6 dt (8,5) lc rgb '#0072B2', \
  $more1 using 1:2 with lines lw 1.6 dt (8,5) lc rgb '#D55E00', \
  $more2 using 1:2 with lines lw 1.6 dt (8,5) lc rgb '#0072B2'
unset output
