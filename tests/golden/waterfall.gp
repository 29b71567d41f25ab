# Redraw with: gnuplot -d waterfall.gp > waterfall.svg
set encoding utf8
set terminal svg size 900,480 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'waterfall'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'From the ideal to the recorded luminosity: it'."'".'s a plan' at screen 0.0156,0.9625 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9911,0.0187 right noenhanced font ',8' tc rgb '#666666' front
$closed_total << EOD
104.5 9.68 0 104.5 9.52 9.84
58.97 2.68 0 58.97 2.52 2.84
54.35 0.68 0 54.35 0.52 0.84
EOD
$closed_loss << EOD
95.2 8.68 95.2 104.5 8.52 8.84
72.3 7.68 72.3 95.2 7.52 7.84
64.6 6.68 64.6 72.3 6.52 6.84
64.6 5.68 64.6 64.6 5.52 5.84
59.4 4.68 59.4 64.6 4.52 4.84
58.97 3.68 58.97 59.4 3.52 3.84
54.35 1.68 54.35 58.97 1.52 1.84
EOD
$histories_total << EOD
104.5 9.32 0 104.5 9.16 9.48
57.29 2.32 0 57.29 2.16 2.48
52.89 0.32 0 52.89 0.16 0.48
EOD
$histories_loss << EOD
95.19 8.32 95.19 104.5 8.16 8.48
63.69 7.32 63.69 95.19 7.16 7.48
56.69 6.32 56.69 63.69 6.16 6.48
57.89 5.32 56.69 57.89 5.16 5.48
57.2896 3.32 57.2896 57.89 3.16 3.48
52.89 1.32 52.89 57.29 1.16 1.48
EOD
set lmargin at screen 0.2933
set rmargin at screen 0.7711
set bmargin at screen 0.1292
set tmargin at screen 0.8375
unset logscale x
unset logscale y
set xrange [0:120]
set yrange [0:10]
set grid x lc rgb '#E6E6E6' lt 1 lw 0.6
set style fill solid 1 noborder
unset ytics
set xtics scale 1,0.5 ('0' 0, '10' 10, '20' 20, '30' 30, '40' 40, '50' 50, '60' 60, '70' 70, '80' 80, '90' 90, '100' 100, '110' 110, '120' 120) font ',11'
set label 'ideal: peak luminosity all beam days' at screen 0.2822,0.8021 right noenhanced font ',11' tc rgb '#000000' front
set label '104.5' at screen 0.8511,0.8021 right noenhanced font ',11' tc rgb '#000000' front
set label '104.5' at screen 0.9267,0.8021 right noenhanced font ',11' tc rgb '#000000' front
set label '100 %' at screen 0.9867,0.8021 right noenhanced font ',11' tc rgb '#000000' front
set label 'start-up days' at screen 0.2822,0.7312 right noenhanced font ',11' tc rgb '#000000' front
set label '−9.3' at screen 0.8511,0.7312 right noenhanced font ',11' tc rgb '#000000' front
set label '−9.3' at screen 0.9267,0.7312 right noenhanced font ',11' tc rgb '#000000' front
set label '−8.9 %' at screen 0.9867,0.7312 right noenhanced font ',11' tc rgb '#000000' front
set label 'below the peak (ramp, decay)' at screen 0.2822,0.6604 right noenhanced font ',11' tc rgb '#000000' front
set label '−22.9' at screen 0.8511,0.6604 right noenhanced font ',11' tc rgb '#000000' front
set label '−31.5' at screen 0.9267,0.6604 right noenhanced font ',11' tc rgb '#000000' front
set label '−22 %' at screen 0.9867,0.6604 right noenhanced font ',11' tc rgb '#000000' front
set label 'machine studies and tuning' at screen 0.2822,0.5896 right noenhanced font ',11' tc rgb '#000000' front
set label '−7.7' at screen 0.8511,0.5896 right noenhanced font ',11' tc rgb '#000000' front
set label '−7.0' at screen 0.9267,0.5896 right noenhanced font ',11' tc rgb '#000000' front
set label '−7.4 %' at screen 0.9867,0.5896 right noenhanced font ',11' tc rgb '#000000' front
set label 'priors of the histories' at screen 0.2822,0.5188 right noenhanced font ',11' tc rgb '#000000' front
set label '0' at screen 0.8511,0.5188 right noenhanced font ',11' tc rgb '#000000' front
set label '1.2' at screen 0.9267,0.5188 right noenhanced font ',11' tc rgb '#000000' front
set label '0.0 %' at screen 0.9867,0.5188 right noenhanced font ',11' tc rgb '#000000' front
set label 'fault: rf' at screen 0.2822,0.4479 right noenhanced font ',11' tc rgb '#000000' front
set label '−5.2' at screen 0.8511,0.4479 right noenhanced font ',11' tc rgb '#000000' front
set label '−5.0 %' at screen 0.9867,0.4479 right noenhanced font ',11' tc rgb '#000000' front
set label 'sudden beam losses' at screen 0.2822,0.3771 right noenhanced font ',11' tc rgb '#000000' front
set label '−0.4' at screen 0.8511,0.3771 right noenhanced font ',11' tc rgb '#000000' front
set label '−0.6' at screen 0.9267,0.3771 right noenhanced font ',11' tc rgb '#000000' front
set label '−0.4 %' at screen 0.9867,0.3771 right noenhanced font ',11' tc rgb '#000000' front
set label 'delivered' at screen 0.2822,0.3063 right noenhanced font ',11' tc rgb '#000000' front
set label '59.0' at screen 0.8511,0.3063 right noenhanced font ',11' tc rgb '#000000' front
set label '57.3' at screen 0.9267,0.3063 right noenhanced font ',11' tc rgb '#000000' front
set label '56 %' at screen 0.9867,0.3063 right noenhanced font ',11' tc rgb '#000000' front
set label 'detector not recording, a cause with a '."'".'…' at screen 0.2822,0.2354 right noenhanced font ',11' tc rgb '#000000' front
set label '−4.6' at screen 0.8511,0.2354 right noenhanced font ',11' tc rgb '#000000' front
set label '−4.4' at screen 0.9267,0.2354 right noenhanced font ',11' tc rgb '#000000' front
set label '−4.4 %' at screen 0.9867,0.2354 right noenhanced font ',11' tc rgb '#000000' front
set label 'recorded' at screen 0.2822,0.1646 right noenhanced font ',11' tc rgb '#000000' front
set label '54.4' at screen 0.8511,0.1646 right noenhanced font ',11' tc rgb '#000000' front
set label '52.9' at screen 0.9267,0.1646 right noenhanced font ',11' tc rgb '#000000' front
set label '52 %' at screen 0.9867,0.1646 right noenhanced font ',11' tc rgb '#000000' front
set label 'closed form' at screen 0.8511,0.8625 right noenhanced font ',10' tc rgb '#555555' front
set label 'histories' at screen 0.9267,0.8625 right noenhanced font ',10' tc rgb '#555555' front
set label 'of ideal' at screen 0.9867,0.8625 right noenhanced font ',10' tc rgb '#555555' front
set label 'luminosity [ab⁻¹]' at screen 0.5322,0.0583 center noenhanced font ',12' tc rgb '#000000' front
set object rectangle from screen 0.2933,0.9021 to screen 0.3178,0.9229 front fc rgb '#0072B2' fs solid 1 noborder
set label 'closed form' at screen 0.3244,0.9125 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.4189,0.9021 to screen 0.4433,0.9229 front fc rgb '#56B4E9' fs solid 1 noborder
set label 'mean of the histories' at screen 0.4500,0.9125 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.6061,0.9021 to screen 0.6305,0.9229 front fc rgb '#D55E00' fs solid 1 noborder
set label 'lost, closed form' at screen 0.6372,0.9125 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.7656,0.9021 to screen 0.7900,0.9229 front fc rgb '#E69F00' fs solid 1 noborder
set label 'lost, histories' at screen 0.7967,0.9125 left noenhanced font ',11' tc rgb '#000000' front
unset key
plot $closed_total using 1:2:3:4:5:6 with boxxyerror fc rgb '#0072B2' notitle, \
  $closed_loss using 1:2:3:4:5:6 with boxxyerror fc rgb '#D55E00' notitle, \
  $histories_total using 1:2:3:4:5:6 with boxxyerror fc rgb '#56B4E9' notitle, \
  $histories_loss using 1:2:3:4:5:6 with boxxyerror fc rgb '#E69F00' notitle
unset output
