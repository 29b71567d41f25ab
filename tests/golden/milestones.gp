# Redraw with: gnuplot -d milestones.gp > milestones.svg
set encoding utf8
set terminal svg size 900,302 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'milestones'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'It'."'".'s a title with `ticks` and {braces}' at screen 0.0156,0.9404 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9911,0.0298 right noenhanced font ',8' tc rgb '#666666' front
set lmargin at screen 0.1067
set rmargin at screen 0.7222
set bmargin at screen 0.1987
set tmargin at screen 0.7285
unset logscale x
unset logscale y
set xdata time
set timefmt '%Y-%m-%d'
set xrange ['2026-01-01':'2051-01-01']
set xtics scale 1,0.5 ('' '2026-01-01' 1, '' '2027-01-01' 1, '' '2028-01-01' 1, '' '2029-01-01' 1, '2030' '2030-01-01', '' '2031-01-01' 1, '' '2032-01-01' 1, '' '2033-01-01' 1, '' '2034-01-01' 1, '2035' '2035-01-01', '' '2036-01-01' 1, '' '2037-01-01' 1, '' '2038-01-01' 1, '' '2039-01-01' 1, '2040' '2040-01-01', '' '2041-01-01' 1, '' '2042-01-01' 1, '' '2043-01-01' 1, '' '2044-01-01' 1, '2045' '2045-01-01', '' '2046-01-01' 1, '' '2047-01-01' 1, '' '2048-01-01' 1, '' '2049-01-01' 1, '2050' '2050-01-01', '' '2051-01-01' 1)
set yrange [0:4]
unset ytics
set grid x lc rgb '#E6E6E6' lt 1 lw 0.6
set xlabel 'year (1 January at the tick)' offset 0,0.2
set key at screen 0.1067,0.7483 left bottom horizontal font ',11' samplen 1.5 maxrows 1
$p50 << EOD
2027-09-30 3.5
2036-08-11 2.5
2044-09-01 1.5
EOD
$expected << EOD
2027-06-20 3.5
2036-02-10 2.5
2043-09-21 1.5
EOD
set label '1 ab⁻¹' at screen 0.0933,0.6623 right noenhanced font ',13' tc rgb '#000000' front
set label '2027-09  (2027-05 – 2028-06)' at screen 0.7378,0.6623 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from '2027-05-02',3.24 to '2028-06-01',3.76 fc rgb '#0072B2' fs solid 0.35 noborder
set label '10 ab⁻¹' at screen 0.0933,0.5298 right noenhanced font ',13' tc rgb '#000000' front
set label '2036-08  (2033-08 – 2041-05)' at screen 0.7378,0.5298 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from '2033-08-01',2.24 to '2041-05-01',2.76 fc rgb '#0072B2' fs solid 0.35 noborder
set label '50 ab⁻¹' at screen 0.0933,0.3974 right noenhanced font ',13' tc rgb '#000000' front
set label '2044-09  (2041-01 – never)' at screen 0.7378,0.3974 left noenhanced font ',11' tc rgb '#000000' front
set object rectangle from '2041-01-09',1.24 to '2051-01-01',1.76 fc rgb '#0072B2' fs solid 0.35 noborder
set arrow from graph 0.975, first 1.5 to graph 1, first 1.5 head filled size screen 0.009,25 lw 1.5 lc rgb '#0072B2' front
set label '100 ab⁻¹' at screen 0.0933,0.2649 right noenhanced font ',13' tc rgb '#000000' front
set label '–' at screen 0.7378,0.2649 left noenhanced font ',11' tc rgb '#000000' front
set label 'never by 2050' at screen 0.4144,0.2649 center noenhanced font ',11' tc rgb '#555555' front
set label 'P50  (P10 – P90), year-month' at screen 0.7378,0.7748 left noenhanced font ',10' tc rgb '#555555' front
plot NaN with boxes fc rgb '#0072B2' fs solid 0.35 noborder title 'P10–P90', \
  $expected using 1:2 with points pt 13 ps 1.2 lc rgb '#D55E00' title 'closed form', \
  $p50 using 1:($2-0.36):(0):(0.72) with vectors nohead lw 3 lc rgb '#0072B2' title 'P50'
unset output
