# Redraw with: gnuplot -d loss_elements.gp > loss_elements.svg
set encoding utf8
set terminal svg size 960,584 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'loss_elements'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'Where the charge of one event is lost' at screen 0.0146,0.9692 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9917,0.0154 right noenhanced font ',8' tc rgb '#666666' front
$kind0 << EOD
370.36 0.32 363.126652 377.593348 1e-06 0.32
402.1 0.0002 394.866652 409.333348 1e-06 0.0002
441 7e-05 433.766652 448.233348 1e-06 7e-05
489.68 0.041 482.446652 496.913348 1e-06 0.041
1214.2 0.002 1206.96665 1221.43335 1e-06 0.002
1290.4 0.0006 1283.16665 1297.63335 1e-06 0.0006
1380 3e-05 1372.76665 1387.23335 1e-06 3e-05
1433.81 0.11 1426.57665 1441.04335 1e-06 0.11
1468 0.0012 1460.76665 1475.23335 1e-06 0.0012
EOD
$kind1 << EOD
1510.2 0.0004 1502.96665 1517.43335 1e-06 0.0004
1515.4 0.0061 1508.16665 1522.63335 1e-06 0.0061
1516.4 3e-05 1509.16665 1523.63335 1e-06 3e-05
1517.4 0.0049 1510.16665 1524.63335 1e-06 0.0049
1522 0.0002 1514.76665 1529.23335 1e-06 0.0002
EOD
$kind2 << EOD
2250 8e-05 2242.76665 2257.23335 1e-06 8e-05
2410 1e-05 2402.76665 2417.23335 1e-06 1e-05
EOD
$none << EOD
800 1e-06
1190 1e-06
EOD
set lmargin at screen 0.1042
set rmargin at screen 0.9729
set bmargin at screen 0.1541
set tmargin at screen 0.6301
unset logscale x
set logscale y
set xrange [0:3016.306]
set yrange [1e-06:1]
set grid y lc rgb '#E6E6E6' lt 1 lw 0.6
set style fill solid 1 noborder
set object rectangle from first 251.359, graph 0 to first 502.718, graph 1 behind fc rgb '#E9EEF4' fs solid noborder
set object rectangle from first 251.359, screen 0.1062 to first 502.718, screen 0.1438 back fc rgb '#C7D6E6' fs solid noborder
set label 'D06' at screen 0.2128,0.1250 center noenhanced font ',9' tc rgb '#222222' front
set object rectangle from first 502.718, graph 0 to first 754.077, graph 1 behind fc rgb '#F3F3F3' fs solid noborder
set object rectangle from first 502.718, screen 0.1062 to first 754.077, screen 0.1438 back fc rgb '#DADADA' fs solid noborder
set label 'D05' at screen 0.2852,0.1250 center noenhanced font ',9' tc rgb '#222222' front
set object rectangle from first 754.077, graph 0 to first 1005.436, graph 1 behind fc rgb '#E9EEF4' fs solid noborder
set object rectangle from first 754.077, screen 0.1062 to first 1005.436, screen 0.1438 back fc rgb '#C7D6E6' fs solid noborder
set label 'D04' at screen 0.3576,0.1250 center noenhanced font ',9' tc rgb '#222222' front
set object rectangle from first 1005.436, graph 0 to first 1256.795, graph 1 behind fc rgb '#F3F3F3' fs solid noborder
set object rectangle from first 1005.436, screen 0.1062 to first 1256.795, screen 0.1438 back fc rgb '#DADADA' fs solid noborder
set label 'D03' at screen 0.4299,0.1250 center noenhanced font ',9' tc rgb '#222222' front
set object rectangle from first 1256.795, graph 0 to first 1508.154, graph 1 behind fc rgb '#E9EEF4' fs solid noborder
set object rectangle from first 1256.795, screen 0.1062 to first 1508.154, screen 0.1438 back fc rgb '#C7D6E6' fs solid noborder
set label 'D02' at screen 0.5023,0.1250 center noenhanced font ',9' tc rgb '#222222' front
set object rectangle from first 1508.154, graph 0 to first 1759.513, graph 1 behind fc rgb '#F3F3F3' fs solid noborder
set object rectangle from first 1508.154, screen 0.1062 to first 1759.513, screen 0.1438 back fc rgb '#DADADA' fs solid noborder
set label 'D01' at screen 0.5747,0.1250 center noenhanced font ',9' tc rgb '#222222' front
set object rectangle from first 1759.513, graph 0 to first 2010.872, graph 1 behind fc rgb '#E9EEF4' fs solid noborder
set object rectangle from first 1759.513, screen 0.1062 to first 2010.872, screen 0.1438 back fc rgb '#C7D6E6' fs solid noborder
set label 'D12' at screen 0.6471,0.1250 center noenhanced font ',9' tc rgb '#222222' front
set object rectangle from first 2010.872, graph 0 to first 2262.231, graph 1 behind fc rgb '#F3F3F3' fs solid noborder
set object rectangle from first 2010.872, screen 0.1062 to first 2262.231, screen 0.1438 back fc rgb '#DADADA' fs solid noborder
set label 'D11' at screen 0.7195,0.1250 center noenhanced font ',9' tc rgb '#222222' front
set object rectangle from first 2262.231, graph 0 to first 2513.59, graph 1 behind fc rgb '#E9EEF4' fs solid noborder
set object rectangle from first 2262.231, screen 0.1062 to first 2513.59, screen 0.1438 back fc rgb '#C7D6E6' fs solid noborder
set label 'D10' at screen 0.7919,0.1250 center noenhanced font ',9' tc rgb '#222222' front
set object rectangle from first 2513.59, graph 0 to first 2764.949, graph 1 behind fc rgb '#F3F3F3' fs solid noborder
set object rectangle from first 2513.59, screen 0.1062 to first 2764.949, screen 0.1438 back fc rgb '#DADADA' fs solid noborder
set label 'D09' at screen 0.8643,0.1250 center noenhanced font ',9' tc rgb '#222222' front
set object rectangle from first 2764.949, graph 0 to first 3016.306, graph 1 behind fc rgb '#E9EEF4' fs solid noborder
set object rectangle from first 2764.949, screen 0.1062 to first 3016.306, screen 0.1438 back fc rgb '#C7D6E6' fs solid noborder
set label 'D08' at screen 0.9367,0.1250 center noenhanced font ',9' tc rgb '#222222' front
set object rectangle from first 0, graph 0 to first 0.002, graph 1 behind fc rgb '#E9EEF4' fs solid noborder
set object rectangle from first 0, screen 0.1062 to first 0.002, screen 0.1438 back fc rgb '#C7D6E6' fs solid noborder
set object rectangle from first 0.002, graph 0 to first 251.361, graph 1 behind fc rgb '#F3F3F3' fs solid noborder
set object rectangle from first 0.002, screen 0.1062 to first 251.361, screen 0.1438 back fc rgb '#DADADA' fs solid noborder
set label 'D07' at screen 0.1404,0.1250 center noenhanced font ',9' tc rgb '#222222' front
set arrow from screen 0.2108,0.5909 to screen 0.2108,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.2108,0.6353 to screen 0.2034,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'PMD06V1  32 %' at screen 0.2034,0.6712 left rotate noenhanced font ',10' tc rgb '#0072B2' front
set arrow from screen 0.2200,0.3367 to screen 0.2200,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.2200,0.6353 to screen 0.2190,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'PMD06H1  0.020 %' at screen 0.2190,0.6712 left rotate noenhanced font ',10' tc rgb '#0072B2' front
set arrow from screen 0.2312,0.3005 to screen 0.2312,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.2312,0.6353 to screen 0.2346,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'PMD06H3  0.0070 %' at screen 0.2346,0.6712 left rotate noenhanced font ',10' tc rgb '#0072B2' front
set arrow from screen 0.2452,0.5201 to screen 0.2452,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.2452,0.6353 to screen 0.2502,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'PMD06V2  4.1 %' at screen 0.2502,0.6712 left rotate noenhanced font ',10' tc rgb '#0072B2' front
set arrow from screen 0.4539,0.4160 to screen 0.4539,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.4539,0.6353 to screen 0.4477,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'PMD03V1  0.20 %' at screen 0.4477,0.6712 left rotate noenhanced font ',10' tc rgb '#0072B2' front
set arrow from screen 0.4758,0.3745 to screen 0.4758,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.4758,0.6353 to screen 0.4633,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'PMD03V2  0.060 %' at screen 0.4633,0.6712 left rotate noenhanced font ',10' tc rgb '#0072B2' front
set arrow from screen 0.5016,0.2713 to screen 0.5016,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.5016,0.6353 to screen 0.4789,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'PMD02H1  0.0030 %' at screen 0.4789,0.6712 left rotate noenhanced font ',10' tc rgb '#0072B2' front
set arrow from screen 0.5171,0.5541 to screen 0.5171,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.5171,0.6353 to screen 0.4945,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'PMD02V1  11 %' at screen 0.4945,0.6712 left rotate noenhanced font ',10' tc rgb '#0072B2' front
set arrow from screen 0.5270,0.3984 to screen 0.5270,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.5270,0.6353 to screen 0.5102,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'PMD02H4  0.12 %' at screen 0.5102,0.6712 left rotate noenhanced font ',10' tc rgb '#0072B2' front
set arrow from screen 0.5391,0.3606 to screen 0.5391,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.5391,0.6353 to screen 0.5258,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'QC2LP  0.040 %' at screen 0.5258,0.6712 left rotate noenhanced font ',10' tc rgb '#D55E00' front
set arrow from screen 0.5406,0.4544 to screen 0.5406,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.5406,0.6353 to screen 0.5414,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'QC1LP  0.61 %' at screen 0.5414,0.6712 left rotate noenhanced font ',10' tc rgb '#D55E00' front
set arrow from screen 0.5409,0.2713 to screen 0.5409,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.5409,0.6353 to screen 0.5570,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'IP chamber  0.0030 %' at screen 0.5570,0.6712 left rotate noenhanced font ',10' tc rgb '#D55E00' front
set arrow from screen 0.5412,0.4469 to screen 0.5412,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.5412,0.6353 to screen 0.5727,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'QC1RP  0.49 %' at screen 0.5727,0.6712 left rotate noenhanced font ',10' tc rgb '#D55E00' front
set arrow from screen 0.5425,0.3367 to screen 0.5425,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.5425,0.6353 to screen 0.5883,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'QC2RP  0.020 %' at screen 0.5883,0.6712 left rotate noenhanced font ',10' tc rgb '#D55E00' front
set arrow from screen 0.7522,0.3051 to screen 0.7522,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.7522,0.6353 to screen 0.7522,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'wiggler pipe  0.0080 %' at screen 0.7522,0.6712 left rotate noenhanced font ',10' tc rgb '#4D4D4D' front
set arrow from screen 0.7983,0.2334 to screen 0.7983,0.6353 nohead lw 0.7 lc rgb '#C4C4C4'
set arrow from screen 0.7983,0.6353 to screen 0.7983,0.6644 nohead lw 0.7 lc rgb '#8A8A8A'
set label 'pipe D10  0.0010 %' at screen 0.7983,0.6712 left rotate noenhanced font ',10' tc rgb '#4D4D4D' front
set arrow from first 1516.4, graph 0 to first 1516.4, graph 1 nohead lw 1.6 dt (2,3) lc rgb '#000000'
set label 'IP, 1516 m' at screen 0.5461,0.6096 left noenhanced font ',11' tc rgb '#000000' front
set arrow from first 2275, graph 0 to first 2275, graph 1 nohead lw 1.6 dt (6,4) lc rgb '#8A4B6E'
set label 'source, 2275 m' at screen 0.7646,0.5822 left noenhanced font ',11' tc rgb '#8A4B6E' front
unset xtics
set arrow from screen 0.1042,0.1062 to screen 0.9729,0.1062 nohead lw 1 lc rgb '#333333'
set arrow from screen 0.1042,0.0976 to screen 0.1042,0.1062 nohead lw 0.7 lc rgb '#333333'
set label '0' at screen 0.1042,0.0822 center noenhanced font ',11' tc rgb '#000000' front
set arrow from screen 0.2482,0.0976 to screen 0.2482,0.1062 nohead lw 0.7 lc rgb '#333333'
set label '500' at screen 0.2482,0.0822 center noenhanced font ',11' tc rgb '#000000' front
set arrow from screen 0.3922,0.0976 to screen 0.3922,0.1062 nohead lw 0.7 lc rgb '#333333'
set label '1000' at screen 0.3922,0.0822 center noenhanced font ',11' tc rgb '#000000' front
set arrow from screen 0.5362,0.0976 to screen 0.5362,0.1062 nohead lw 0.7 lc rgb '#333333'
set label '1500' at screen 0.5362,0.0822 center noenhanced font ',11' tc rgb '#000000' front
set arrow from screen 0.6802,0.0976 to screen 0.6802,0.1062 nohead lw 0.7 lc rgb '#333333'
set label '2000' at screen 0.6802,0.0822 center noenhanced font ',11' tc rgb '#000000' front
set arrow from screen 0.8242,0.0976 to screen 0.8242,0.1062 nohead lw 0.7 lc rgb '#333333'
set label '2500' at screen 0.8242,0.0822 center noenhanced font ',11' tc rgb '#000000' front
set arrow from screen 0.9682,0.0976 to screen 0.9682,0.1062 nohead lw 0.7 lc rgb '#333333'
set label '3000' at screen 0.9682,0.0822 center noenhanced font ',11' tc rgb '#000000' front
set label 's along the ring [m]' at screen 0.5385,0.0479 center noenhanced font ',12' tc rgb '#000000' front
set ytics scale 1,0.5 ('10⁻⁶' 1.00000001e-06, '10⁻⁵' 1e-05, '10⁻⁴' 0.0001, '0.001' 0.001, '0.01' 0.01, '0.1' 0.1, '1' 0.99999999) font ',11'
set label 'lost, share of the start' at screen 0.0229,0.3921 center rotate noenhanced font ',12' tc rgb '#000000' front
set key at screen 0.9729,0.9178 right bottom horizontal Left reverse samplen 1.5 font ',11' maxrows 1
plot $kind0 using 1:2:3:4:5:6 with boxxyerror fc rgb '#0072B2' title 'collimator', \
  $kind1 using 1:2:3:4:5:6 with boxxyerror fc rgb '#D55E00' title 'interaction region', \
  $kind2 using 1:2:3:4:5:6 with boxxyerror fc rgb '#8A8A8A' title 'elsewhere', \
  $none using 1:2 with points pt 8 ps 0.6 lc rgb '#333333' title 'nothing lost'
unset output
