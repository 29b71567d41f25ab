# Redraw with: gnuplot -d luminosity.gp > luminosity.svg
set encoding utf8
set terminal svg size 900,800 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'luminosity'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'It'."'".'s a title with `ticks` and {braces}' at screen 0.0156,0.9775 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9911,0.0112 right noenhanced font ',8' tc rgb '#666666' front
$integrated << EOD
2026-11-22 0.74
2030-01-01 3.1
2035-01-01 9
2040-01-01 31
2049-12-31 61
EOD
$integrated_band << EOD
2026-11-22 0.74 0.74 0.74
2030-01-01 2 2.7 3.4

2040-01-01 15 25 36
2049-12-31 31 50 70
EOD
$peak << EOD
2026-11-22 6

2033-04-01 20
2049-12-31 60
EOD
$peak_band << EOD
2026-11-22 5 6 7

2033-04-01 12 18 23
2049-12-31 36 54 72
EOD
$integrated_record << EOD
2022-06-22 0.424
2024-10-09 0.424
2024-12-27 0.575
EOD
$peak_record << EOD
2022-02-21 4.71
2022-06-22 4.71

2024-10-09 5.1
2024-12-27 5.1

EOD
set grid y lc rgb '#E6E6E6' lt 1 lw 0.6
set key at screen 0.0867,0.9300 left bottom horizontal Left reverse samplen 2.5 font ',11' maxrows 1
set multiplot
set lmargin at screen 0.0867
set rmargin at screen 0.8022
set bmargin at screen 0.6150
set tmargin at screen 0.9200
unset logscale x
unset logscale y
set xdata time
set timefmt '%Y-%m-%d'
set xrange ['2022-01-01':'2050-01-01']
set xtics scale 1,0.5 ('' '2022-01-01' 1, '' '2023-01-01' 1, '' '2024-01-01' 1, '' '2025-01-01' 0, '' '2026-01-01' 1, '' '2027-01-01' 1, '' '2028-01-01' 1, '' '2029-01-01' 1, '' '2030-01-01' 0, '' '2031-01-01' 1, '' '2032-01-01' 1, '' '2033-01-01' 1, '' '2034-01-01' 1, '' '2035-01-01' 0, '' '2036-01-01' 1, '' '2037-01-01' 1, '' '2038-01-01' 1, '' '2039-01-01' 1, '' '2040-01-01' 0, '' '2041-01-01' 1, '' '2042-01-01' 1, '' '2043-01-01' 1, '' '2044-01-01' 1, '' '2045-01-01' 0, '' '2046-01-01' 1, '' '2047-01-01' 1, '' '2048-01-01' 1, '' '2049-01-01' 1, '' '2050-01-01' 0)
set yrange [0:80]
set object rectangle from '2022-06-22', graph 0 to '2024-01-29', graph 1 fc rgb '#EBEBEB' fs solid noborder behind
set label 'LS1' at screen 0.1192,0.9087 center noenhanced font ',9' tc rgb '#666666' front
set object rectangle from '2032-01-01', graph 0 to '2033-03-31', graph 1 fc rgb '#EBEBEB' fs solid noborder behind
set label 'LS2, it'."'".'s '."'".'long'."'".'' at screen 0.3581,0.9125 right rotate by 90 noenhanced font ',9' tc rgb '#666666' front
set arrow from '2026-11-22', graph 0 to '2026-11-22', graph 1 nohead lw 0.8 lc rgb '#777777' back
set label 'forecast from 2026-11-22' at screen 0.2205,0.9125 right rotate by 90 noenhanced font ',9' tc rgb '#666666' front
set ylabel 'peak luminosity [10³⁴ cm⁻² s⁻¹]' noenhanced offset 0.5,0
plot $peak_band using 1:2:4 with filledcurves fc rgb '#0072B2' fs solid 0.30 noborder title 'P10–P90', \
  $peak_band using 1:3 with lines lw 2.2 lc rgb '#0072B2' title 'P50 (median)', \
  $peak using 1:2 with lines lw 1.8 dt (10,5) lc rgb '#D55E00' title 'closed form', \
  $peak_record using 1:2 with linespoints lw 2 pt 7 ps 0.45 lc rgb '#000000' title 'record'
unset label
unset arrow
unset object
unset key
set lmargin at screen 0.0867
set rmargin at screen 0.8022
set bmargin at screen 0.0650
set tmargin at screen 0.5850
unset logscale x
set logscale y
set xdata time
set timefmt '%Y-%m-%d'
set xrange ['2022-01-01':'2050-01-01']
set xtics scale 1,0.5 ('' '2022-01-01' 1, '' '2023-01-01' 1, '' '2024-01-01' 1, '2025' '2025-01-01', '' '2026-01-01' 1, '' '2027-01-01' 1, '' '2028-01-01' 1, '' '2029-01-01' 1, '2030' '2030-01-01', '' '2031-01-01' 1, '' '2032-01-01' 1, '' '2033-01-01' 1, '' '2034-01-01' 1, '2035' '2035-01-01', '' '2036-01-01' 1, '' '2037-01-01' 1, '' '2038-01-01' 1, '' '2039-01-01' 1, '2040' '2040-01-01', '' '2041-01-01' 1, '' '2042-01-01' 1, '' '2043-01-01' 1, '' '2044-01-01' 1, '2045' '2045-01-01', '' '2046-01-01' 1, '' '2047-01-01' 1, '' '2048-01-01' 1, '' '2049-01-01' 1, '2050' '2050-01-01')
set yrange [0.2:100]
set object rectangle from '2022-06-22', graph 0 to '2024-01-29', graph 1 fc rgb '#EBEBEB' fs solid noborder behind
set object rectangle from '2032-01-01', graph 0 to '2033-03-31', graph 1 fc rgb '#EBEBEB' fs solid noborder behind
set arrow from '2026-11-22', graph 0 to '2026-11-22', graph 1 nohead lw 0.8 lc rgb '#777777' back
set arrow from graph 0, first 1 to graph 1, first 1 nohead lw 0.8 dt 3 lc rgb '#777777' back
set arrow from screen 0.8022,0.1997 to screen 0.8156,0.1997 nohead lw 0.7 lc rgb '#777777'
set label '1 ab⁻¹: 2027 (2027–2028)' at screen 0.8189,0.1997 left noenhanced font ',10' tc rgb '#333333' front
set arrow from graph 0, first 10 to graph 1, first 10 nohead lw 0.8 dt 3 lc rgb '#777777' back
set arrow from screen 0.8022,0.3923 to screen 0.8156,0.3923 nohead lw 0.7 lc rgb '#777777'
set label '10 ab⁻¹: 2036 (2033–2041)' at screen 0.8189,0.3923 left noenhanced font ',10' tc rgb '#333333' front
set arrow from graph 0, first 50 to graph 1, first 50 nohead lw 0.8 dt 3 lc rgb '#777777' back
set arrow from screen 0.8022,0.5270 to screen 0.8156,0.5270 nohead lw 0.7 lc rgb '#777777'
set label '50 ab⁻¹: 2044 (2041–later)' at screen 0.8189,0.5270 left noenhanced font ',10' tc rgb '#333333' front
set arrow from graph 0, first 100 to graph 1, first 100 nohead lw 0.8 dt 3 lc rgb '#777777' back
set arrow from screen 0.8022,0.5850 to screen 0.8156,0.5800 nohead lw 0.7 lc rgb '#777777'
set label '100 ab⁻¹: after the horizon' at screen 0.8189,0.5800 left noenhanced font ',10' tc rgb '#333333' front
set label 'milestone: P50 (P10–P90)' at screen 0.8189,0.5950 left noenhanced font ',9' tc rgb '#666666' front
set xlabel 'year (1 January at the tick)' offset 0,0.3
set ylabel 'integrated luminosity, recorded [ab⁻¹]' noenhanced offset 0.5,0
plot $integrated_band using 1:2:4 with filledcurves fc rgb '#0072B2' fs solid 0.30 noborder title 'P10–P90', \
  $integrated_band using 1:3 with lines lw 2.2 lc rgb '#0072B2' title 'P50 (median)', \
  $integrated using 1:2 with lines lw 1.8 dt (10,5) lc rgb '#D55E00' title 'closed form', \
  $integrated_record using 1:2 with linespoints lw 2 pt 7 ps 0.45 lc rgb '#000000' title 'record'
unset multiplot
unset output
