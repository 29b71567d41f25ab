# Redraw with: gnuplot -d abort.gp > abort.svg
set encoding utf8
set terminal svg size 960,372 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'abort'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'From the first loss to an empty ring' at screen 0.0146,0.9516 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9917,0.0242 right noenhanced font ',8' tc rgb '#666666' front
set lmargin at screen 0.2188
set rmargin at screen 0.9583
set bmargin at screen 0.1613
set tmargin at screen 0.7581
unset logscale x
unset logscale y
set xrange [0:45]
set yrange [0:3]
unset ytics
unset key
set xtics scale 1,0.5 ('0' 0, '5' 5, '10' 10, '15' 15, '20' 20, '25' 25, '30' 30, '35' 35, '40' 40, '45' 45) font ',11'
set arrow from first 0, graph 0 to first 0, graph 1 nohead back lw 0.8 dt (3,3) lc rgb '#8A8A8A'
set label '0' at screen 0.2188,0.7823 center noenhanced font ',10' tc rgb '#555555' front
set arrow from first 10.061, graph 0 to first 10.061, graph 1 nohead back lw 0.8 dt (3,3) lc rgb '#8A8A8A'
set label '1' at screen 0.3841,0.7823 center noenhanced font ',10' tc rgb '#555555' front
set arrow from first 20.122, graph 0 to first 20.122, graph 1 nohead back lw 0.8 dt (3,3) lc rgb '#8A8A8A'
set label '2' at screen 0.5495,0.7823 center noenhanced font ',10' tc rgb '#555555' front
set arrow from first 30.183, graph 0 to first 30.183, graph 1 nohead back lw 0.8 dt (3,3) lc rgb '#8A8A8A'
set label '3' at screen 0.7148,0.7823 center noenhanced font ',10' tc rgb '#555555' front
set arrow from first 40.244, graph 0 to first 40.244, graph 1 nohead back lw 0.8 dt (3,3) lc rgb '#8A8A8A'
set label '4' at screen 0.8802,0.7823 center noenhanced font ',10' tc rgb '#555555' front
set label 'turns' at screen 0.2062,0.7823 right noenhanced font ',10' tc rgb '#555555' front
set object rectangle from screen 0.0146,0.8629 to screen 0.0281,0.8925 fc rgb '#E69F00' fs solid noborder
set label 'threshold crossed' at screen 0.0333,0.8763 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.1584,0.8629 to screen 0.1719,0.8925 fc rgb '#0072B2' fs solid noborder
set label 'sample read' at screen 0.1771,0.8763 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.2685,0.8629 to screen 0.2821,0.8925 fc rgb '#56B4E9' fs solid noborder
set label 'request at the kicker' at screen 0.2873,0.8763 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.4298,0.8629 to screen 0.4433,0.8925 fc rgb '#D55E00' fs solid noborder
set label 'gap' at screen 0.4485,0.8763 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.4868,0.8629 to screen 0.5004,0.8925 fc rgb '#F0E442' fs solid noborder
set label 'kicker at full field' at screen 0.5056,0.8763 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from screen 0.6322,0.8629 to screen 0.6458,0.8925 fc rgb '#009E73' fs solid noborder
set label 'ring empty' at screen 0.6510,0.8763 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from 0,2.52 to 1.6,2.82 behind fc rgb '#E69F00' fs solid border lc rgb '#FFFFFF'
set arrow from 0.3,2.43891892 to 4,2.43891892 nohead lw 2.4 lc rgb '#E69F00'
set arrow from 1.6,2.40513514 to 1.6,2.4727027 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 1.6,2.52 to 2.9,2.82 behind fc rgb '#0072B2' fs solid border lc rgb '#FFFFFF'
set arrow from 0.6,2.37135135 to 6.2,2.37135135 nohead lw 2.4 lc rgb '#0072B2'
set arrow from 2.9,2.33756757 to 2.9,2.40513514 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 2.9,2.52 to 12.4,2.82 behind fc rgb '#56B4E9' fs solid border lc rgb '#FFFFFF'
set arrow from 10.1,2.30378378 to 15.7,2.30378378 nohead lw 2.4 lc rgb '#56B4E9'
set arrow from 12.4,2.27 to 12.4,2.33756757 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 12.4,2.52 to 14.9,2.82 behind fc rgb '#D55E00' fs solid border lc rgb '#FFFFFF'
set arrow from 10.3,2.23621622 to 19.9,2.23621622 nohead lw 2.4 lc rgb '#D55E00'
set arrow from 14.9,2.20243243 to 14.9,2.27 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 14.9,2.52 to 15.4,2.82 behind fc rgb '#F0E442' fs solid border lc rgb '#FFFFFF'
set arrow from 10.8,2.16864865 to 20.4,2.16864865 nohead lw 2.4 lc rgb '#F0E442'
set arrow from 15.4,2.13486486 to 15.4,2.20243243 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 15.4,2.52 to 25.5,2.82 behind fc rgb '#009E73' fs solid border lc rgb '#FFFFFF'
set arrow from 20.9,2.10108108 to 30.5,2.10108108 nohead lw 2.4 lc rgb '#009E73'
set arrow from 25.5,2.0672973 to 25.5,2.13486486 nohead lw 1.2 lc rgb '#000000'
set label 'diamonds of the IR, as today' at screen 0.2062,0.6924 right noenhanced font ',12' tc rgb '#000000' front
set label '25.5 µs  (20.9 – 30.5)' at screen 0.6441,0.6924 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from 0,1.52 to 1.6,1.82 behind fc rgb '#E69F00' fs solid border lc rgb '#FFFFFF'
set arrow from 0.3,1.43891892 to 4,1.43891892 nohead lw 2.4 lc rgb '#E69F00'
set arrow from 1.6,1.40513514 to 1.6,1.4727027 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 1.6,1.52 to 2.9,1.82 behind fc rgb '#0072B2' fs solid border lc rgb '#FFFFFF'
set arrow from 0.6,1.37135135 to 6.2,1.37135135 nohead lw 2.4 lc rgb '#0072B2'
set arrow from 2.9,1.33756757 to 2.9,1.40513514 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 2.9,1.52 to 5.9,1.82 behind fc rgb '#56B4E9' fs solid border lc rgb '#FFFFFF'
set arrow from 3.6,1.30378378 to 9.2,1.30378378 nohead lw 2.4 lc rgb '#56B4E9'
set arrow from 5.9,1.27 to 5.9,1.33756757 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 5.9,1.52 to 8.4,1.82 behind fc rgb '#D55E00' fs solid border lc rgb '#FFFFFF'
set arrow from 3.8,1.23621622 to 13.4,1.23621622 nohead lw 2.4 lc rgb '#D55E00'
set arrow from 8.4,1.20243243 to 8.4,1.27 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 8.4,1.52 to 8.9,1.82 behind fc rgb '#F0E442' fs solid border lc rgb '#FFFFFF'
set arrow from 4.3,1.16864865 to 13.9,1.16864865 nohead lw 2.4 lc rgb '#F0E442'
set arrow from 8.9,1.13486486 to 8.9,1.20243243 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 8.9,1.52 to 19,1.82 behind fc rgb '#009E73' fs solid border lc rgb '#FFFFFF'
set arrow from 14.4,1.10108108 to 24,1.10108108 nohead lw 2.4 lc rgb '#009E73'
set arrow from 19,1.0672973 to 19,1.13486486 nohead lw 1.2 lc rgb '#000000'
set label 'faster link' at screen 0.2062,0.4935 right noenhanced font ',12' tc rgb '#000000' front
set label '19.0 µs  (14.4 – 24.0)' at screen 0.5373,0.4935 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from 0,0.52 to 0.3,0.82 behind fc rgb '#E69F00' fs solid border lc rgb '#FFFFFF'
set arrow from 0.1,0.438918919 to 0.6,0.438918919 nohead lw 2.4 lc rgb '#E69F00'
set arrow from 0.3,0.405135135 to 0.3,0.472702703 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 0.3,0.52 to 1.1,0.82 behind fc rgb '#0072B2' fs solid border lc rgb '#FFFFFF'
set arrow from 0.2,0.371351351 to 2.4,0.371351351 nohead lw 2.4 lc rgb '#0072B2'
set arrow from 1.1,0.337567568 to 1.1,0.405135135 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 1.1,0.52 to 2.1,0.82 behind fc rgb '#56B4E9' fs solid border lc rgb '#FFFFFF'
set arrow from 1.2,0.303783784 to 3.4,0.303783784 nohead lw 2.4 lc rgb '#56B4E9'
set arrow from 2.1,0.27 to 2.1,0.337567568 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 2.1,0.52 to 4.6,0.82 behind fc rgb '#D55E00' fs solid border lc rgb '#FFFFFF'
set arrow from 1.4,0.236216216 to 7.9,0.236216216 nohead lw 2.4 lc rgb '#D55E00'
set arrow from 4.6,0.202432432 to 4.6,0.27 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 4.6,0.52 to 5.1,0.82 behind fc rgb '#F0E442' fs solid border lc rgb '#FFFFFF'
set arrow from 1.9,0.168648649 to 8.4,0.168648649 nohead lw 2.4 lc rgb '#F0E442'
set arrow from 5.1,0.134864865 to 5.1,0.202432432 nohead lw 1.2 lc rgb '#000000'
set object rectangle from 5.1,0.52 to 15.2,0.82 behind fc rgb '#009E73' fs solid border lc rgb '#FFFFFF'
set arrow from 12,0.101081081 to 18.5,0.101081081 nohead lw 2.4 lc rgb '#009E73'
set arrow from 15.2,0.0672972973 to 15.2,0.134864865 nohead lw 1.2 lc rgb '#000000'
set label 'monitor near D06' at screen 0.2062,0.2946 right noenhanced font ',12' tc rgb '#000000' front
set label '15.2 µs  (12.0 – 18.5)' at screen 0.4748,0.2946 left noenhanced font ',11' tc rgb '#000000' front
set label 'time [µs]; bars: medians, thin lines: P5 – P95 of each step' at screen 0.5885,0.0699 center noenhanced font ',12' tc rgb '#000000' front
plot NaN notitle
unset output
