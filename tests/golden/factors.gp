# Redraw with: gnuplot -d factors.gp > factors.svg
set encoding utf8
set terminal svg size 900,348 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'factors'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'It'."'".'s a title with `ticks` and {braces}' at screen 0.0156,0.9483 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9911,0.0259 right noenhanced font ',8' tc rgb '#666666' front
$total << EOD
5.1e+35 4.5 2e+34 5.1e+35 4.2 4.8
4.71e+34 0.5 2e+34 4.71e+34 0.2 0.8
EOD
$loss << EOD
4.79e+34 3.5 4.79e+34 5.1e+35 3.2 3.8
4.656e+34 2.5 4.656e+34 4.79e+34 2.2 2.8
EOD
$gain << EOD
4.71e+34 1.5 4.656e+34 4.71e+34 1.2 1.8
EOD
$steps << EOD
5.1e+35 4.2 0 -1
4.79e+34 3.2 0 -1
4.656e+34 2.2 0 -1
4.71e+34 1.2 0 -1
EOD
set lmargin at screen 0.3333
set rmargin at screen 0.7889
set bmargin at screen 0.1897
set tmargin at screen 0.7931
set logscale x
unset logscale y
set xrange [2e+34:1e+36]
set yrange [0:5]
set label 'head-on, no hourglass' at screen 0.0156,0.7557 left noenhanced font ',12' tc rgb '#000000' front
set label 'f0 nb N+ N- / (4π σx σy)' at screen 0.0156,0.7098 left noenhanced font ',9' tc rgb '#555555' front
set label '5.1×10³⁵' at screen 0.9822,0.7328 right noenhanced font ',12' tc rgb '#000000' front
set label 'crossing angle' at screen 0.0156,0.6351 left noenhanced font ',12' tc rgb '#000000' front
set label 'a description that is much too long for the margin and …' at screen 0.0156,0.5891 left noenhanced font ',9' tc rgb '#555555' front
set label '× 0.0940' at screen 0.8689,0.6121 right noenhanced font ',12' tc rgb '#000000' front
set label '4.79×10³⁴' at screen 0.9822,0.6121 right noenhanced font ',12' tc rgb '#000000' front
set label 'hourglass' at screen 0.0156,0.4914 left noenhanced font ',12' tc rgb '#000000' front
set label '× 0.972' at screen 0.8689,0.4914 right noenhanced font ',12' tc rgb '#000000' front
set label '4.66×10³⁴' at screen 0.9822,0.4914 right noenhanced font ',12' tc rgb '#000000' front
set label 'crab waist' at screen 0.0156,0.3937 left noenhanced font ',12' tc rgb '#000000' front
set label '80 % LER' at screen 0.0156,0.3477 left noenhanced font ',9' tc rgb '#555555' front
set label '× 1.01' at screen 0.8689,0.3707 right noenhanced font ',12' tc rgb '#000000' front
set label '4.71×10³⁴' at screen 0.9822,0.3707 right noenhanced font ',12' tc rgb '#000000' front
set label 'result' at screen 0.0156,0.2500 left noenhanced font ',12' tc rgb '#000000' front
set label '× 1' at screen 0.8689,0.2500 right noenhanced font ',12' tc rgb '#000000' front
set label '4.71×10³⁴' at screen 0.9822,0.2500 right noenhanced font ',12' tc rgb '#000000' front
set label 'factor' at screen 0.8689,0.8333 right noenhanced font ',10' tc rgb '#555555' front
set label 'after it [cm⁻² s⁻¹]' at screen 0.9822,0.8333 right noenhanced font ',10' tc rgb '#555555' front
unset ytics
set grid x lc rgb '#E6E6E6' lt 1 lw 0.6
set style fill solid 1 noborder
set xtics ('2×10³⁴' 2e+34, '5×10³⁴' 5e+34, '1×10³⁵' 1e+35, '2×10³⁵' 2e+35, '5×10³⁵' 5e+35, '1×10³⁶' 1e+36)
set xlabel 'luminosity [cm⁻² s⁻¹], log scale' noenhanced offset 0,0.2
set key at screen 0.7889,0.8103 right bottom horizontal font ',11' samplen 1.5
plot $total using 1:2:3:4:5:6 with boxxyerror fc rgb '#0072B2' title 'luminosity', \
  $loss using 1:2:3:4:5:6 with boxxyerror fc rgb '#E69F00' title 'lowers it', \
  $gain using 1:2:3:4:5:6 with boxxyerror fc rgb '#56B4E9' title 'raises it', \
  $steps using 1:2:3:4 with vectors nohead lw 1 lc rgb '#777777' notitle
unset output
