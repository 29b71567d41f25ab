# Redraw with: gnuplot -d scan.gp > scan.svg
set encoding utf8
set terminal svg size 760,460 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'scan'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'Luminosity against `beta_y`' at screen 0.0184,0.9609 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach, seed 1' at screen 0.9895,0.0196 right noenhanced font ',8' tc rgb '#666666' front
$fit << EOD



EOD
$scan << EOD
0.3 8.02
0.5 6.8
1 5.1
EOD
set lmargin at screen 0.1053
set rmargin at screen 0.9605
set bmargin at screen 0.1565
set tmargin at screen 0.8913
set logscale x
unset logscale y
set xrange [0.3:1]
set yrange [0:10]
set grid lc rgb '#E6E6E6' lt 1 lw 0.6
set xtics ('0.3' 0.3, '0.4' 0.4, '0.5' 0.5, '0.6' 0.6, '0.7' 0.7, '0.8' 0.8, '0.9' 0.9, '1' 1)
set xlabel 'beta_y [mm]' noenhanced
set ylabel 'luminosity [10³⁴ cm⁻² s⁻¹]' noenhanced
unset key
plot $scan using 1:2 with lines lw 2 lc rgb '#0072B2' notitle
unset output
