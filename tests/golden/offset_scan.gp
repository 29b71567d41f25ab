# Redraw with: gnuplot -d offset_scan.gp > offset_scan.svg
set encoding utf8
set terminal svg size 760,460 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'offset_scan'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'Luminosity against `beta_y`' at screen 0.0184,0.9609 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach, seed 1' at screen 0.9895,0.0196 right noenhanced font ',8' tc rgb '#666666' front
$fit << EOD
-0.8 0.0578004071
-0.6 0.410343994
-0.4 1.66402695
-0.2 3.85449708
0 5.1
0.2 3.85449708
0.4 1.66402695
0.6 0.410343994
0.8 0.0578004071
EOD
$scan << EOD
-0.8 0.04197171
-0.6 0.342748115
-0.4 1.53609048
-0.2 3.77817293
0 5.1
0.2 3.77817293
0.4 1.53609048
0.6 0.342748115
0.8 0.04197171
EOD
set lmargin at screen 0.1053
set rmargin at screen 0.9605
set bmargin at screen 0.1565
set tmargin at screen 0.8913
unset logscale x
unset logscale y
set xrange [-0.8:0.8]
set yrange [0:6]
set label 'width 0.271 µm, it'."'".'s 1.02 Σ_y' at screen 0.1211,0.8565 left noenhanced font ',11' tc rgb '#333333' front
set grid lc rgb '#E6E6E6' lt 1 lw 0.6
set xlabel 'offset [µm]' noenhanced
set ylabel 'luminosity [10³⁴ cm⁻² s⁻¹]' noenhanced
set key top right font ',11'
plot $fit using 1:2 smooth mcsplines with lines lw 2 lc rgb '#E69F00' title 'Gaussian fit', \
  $scan using 1:2 with points pt 7 ps 0.5 lc rgb '#0072B2' title 'full overlap'
unset output
