# Redraw with: gnuplot -d dose_map.gp > dose_map.svg
set encoding utf8
set terminal svg size 1078,478 dynamic font 'DejaVu Sans,13' background '#ffffff' name 'dose_map'
set border lw 1 lc rgb '#333333'
set tics nomirror
set key noenhanced
set label 'Dose of one event in the pixel detector' at screen 0.0130,0.9623 left noenhanced font ',15' tc rgb '#000000' front
set label 'lumireach 0.1.0, scenario 1a2b3c4d, seed 1' at screen 0.9926,0.0188 right noenhanced font ',8' tc rgb '#666666' front
set lmargin at screen 0.0000
set rmargin at screen 1.0000
set bmargin at screen 0.0000
set tmargin at screen 1.0000
unset logscale x
unset logscale y
set xrange [0:1078]
set yrange [0:478]
unset border
unset tics
unset key
set object rectangle from 85,315 to 727,409 behind fc rgb '#777777' fs solid border lc rgb '#777777'
set object rectangle from 86,362 to 166,408 behind fc rgb '#80CF55' fs solid border lc rgb '#FFFFFF'
set label '0.12' at screen 0.1169,0.8054 center noenhanced font ',10' tc rgb '#000000' front
set object rectangle from 86,316 to 166,362 behind fc rgb '#59C466' fs solid border lc rgb '#FFFFFF'
set label '0.25' at screen 0.1169,0.7092 center noenhanced font ',10' tc rgb '#000000' front
set label '1' at screen 0.1169,0.6381 center noenhanced font ',11' tc rgb '#000000' front
set label '0°' at screen 0.1169,0.6088 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 166,362 to 246,408 behind fc rgb '#78CE58' fs solid border lc rgb '#FFFFFF'
set label '0.14' at screen 0.1911,0.8054 center noenhanced font ',10' tc rgb '#000000' front
set object rectangle from 166,316 to 246,362 behind fc rgb '#55C168' fs solid border lc rgb '#FFFFFF'
set label '0.28' at screen 0.1911,0.7092 center noenhanced font ',10' tc rgb '#000000' front
set label '2' at screen 0.1911,0.6381 center noenhanced font ',11' tc rgb '#000000' front
set label '45°' at screen 0.1911,0.6088 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 246,362 to 326,408 behind fc rgb '#35A37E' fs solid border lc rgb '#FFFFFF'
set label '0.94' at screen 0.2653,0.8054 center noenhanced font ',10' tc rgb '#FFFFFF' front
set object rectangle from 246,316 to 326,362 behind fc rgb '#23938B' fs solid border lc rgb '#FFFFFF'
set label '1.9' at screen 0.2653,0.7092 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '3' at screen 0.2653,0.6381 center noenhanced font ',11' tc rgb '#000000' front
set label '90°' at screen 0.2653,0.6088 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 326,362 to 406,408 behind fc rgb '#365F8B' fs solid border lc rgb '#FFFFFF'
set label '13' at screen 0.3395,0.8054 center noenhanced font ',10' tc rgb '#FFFFFF' front
set object rectangle from 326,316 to 406,362 behind fc rgb '#3C4A85' fs solid border lc rgb '#FFFFFF'
set label '25' at screen 0.3395,0.6862 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '6' at screen 0.3395,0.7238 center noenhanced font ',14' tc rgb '#FFFFFF' front
set label '4' at screen 0.3395,0.6381 center noenhanced font ',11' tc rgb '#000000' front
set label '135°' at screen 0.3395,0.6088 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 406,362 to 486,408 behind fc rgb '#40246C' fs solid border lc rgb '#FFFFFF'
set label '73' at screen 0.4137,0.7824 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '18' at screen 0.4137,0.8201 center noenhanced font ',14' tc rgb '#FFFFFF' front
set object rectangle from 406,316 to 486,362 behind fc rgb '#430C5B' fs solid border lc rgb '#FFFFFF'
set label '147' at screen 0.4137,0.6862 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '36' at screen 0.4137,0.7238 center noenhanced font ',14' tc rgb '#FFFFFF' front
set label '5' at screen 0.4137,0.6381 center noenhanced font ',11' tc rgb '#000000' front
set label '180°' at screen 0.4137,0.6088 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 486,362 to 566,408 behind fc rgb '#40286F' fs solid border lc rgb '#FFFFFF'
set label '65' at screen 0.4879,0.7824 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '16' at screen 0.4879,0.8201 center noenhanced font ',14' tc rgb '#FFFFFF' front
set object rectangle from 486,316 to 566,362 behind fc rgb '#42105E' fs solid border lc rgb '#FFFFFF'
set label '131' at screen 0.4879,0.6862 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '32' at screen 0.4879,0.7238 center noenhanced font ',14' tc rgb '#FFFFFF' front
set label '6' at screen 0.4879,0.6381 center noenhanced font ',11' tc rgb '#000000' front
set label '225°' at screen 0.4879,0.6088 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 566,362 to 646,408 behind fc rgb '#33668B' fs solid border lc rgb '#FFFFFF'
set label '9.6' at screen 0.5622,0.8054 center noenhanced font ',10' tc rgb '#FFFFFF' front
set object rectangle from 566,316 to 646,362 behind fc rgb '#3B538B' fs solid border lc rgb '#FFFFFF'
set label '19' at screen 0.5622,0.7092 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '7' at screen 0.5622,0.6381 center noenhanced font ',11' tc rgb '#000000' front
set label '270°' at screen 0.5622,0.6088 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 646,362 to 726,408 behind fc rgb '#3CAA79' fs solid border lc rgb '#FFFFFF'
set label '0.71' at screen 0.6364,0.8054 center noenhanced font ',10' tc rgb '#FFFFFF' front
set object rectangle from 646,316 to 726,362 behind fc rgb '#2A9986' fs solid border lc rgb '#FFFFFF'
set label '1.4' at screen 0.6364,0.7092 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '8' at screen 0.6364,0.6381 center noenhanced font ',11' tc rgb '#000000' front
set label '315°' at screen 0.6364,0.6088 center noenhanced font ',9' tc rgb '#555555' front
set label 'forward' at screen 0.0724,0.8054 right noenhanced font ',11' tc rgb '#000000' front
set label 'backward' at screen 0.0724,0.7092 right noenhanced font ',11' tc rgb '#000000' front
set label 'ladder' at screen 0.0724,0.6381 right noenhanced font ',11' tc rgb '#000000' front
set label 'φ' at screen 0.0724,0.6088 right noenhanced font ',9' tc rgb '#555555' front
set label 'layer 1 (r = 14 mm), gates lost: 108' at screen 0.0798,0.8787 left noenhanced font ',12' tc rgb '#000000' front
set object rectangle from 85,147 to 727,241 behind fc rgb '#777777' fs solid border lc rgb '#777777'
set object rectangle from 86,194 to 139.333333,240 behind fc rgb '#C3DC3B' fs solid border lc rgb '#FFFFFF'
set label '0.046' at screen 0.1045,0.4540 center noenhanced font ',10' tc rgb '#000000' front
set object rectangle from 86,148 to 139.333333,194 behind fc rgb '#93D34E' fs solid border lc rgb '#FFFFFF'
set label '0.093' at screen 0.1045,0.3577 center noenhanced font ',10' tc rgb '#000000' front
set label '1' at screen 0.1045,0.2866 center noenhanced font ',11' tc rgb '#000000' front
set label '0°' at screen 0.1045,0.2573 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 139.333333,194 to 192.666667,240 behind fc rgb '#CDDE37' fs solid border lc rgb '#FFFFFF'
set label '0.040' at screen 0.1540,0.4540 center noenhanced font ',10' tc rgb '#000000' front
set object rectangle from 139.333333,148 to 192.666667,194 behind fc rgb '#9DD54A' fs solid border lc rgb '#FFFFFF'
set label '0.080' at screen 0.1540,0.3577 center noenhanced font ',10' tc rgb '#000000' front
set label '2' at screen 0.1540,0.2866 center noenhanced font ',11' tc rgb '#000000' front
set label '30°' at screen 0.1540,0.2573 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 192.666667,194 to 246,240 behind fc rgb '#9AD44B' fs solid border lc rgb '#FFFFFF'
set label '0.084' at screen 0.2035,0.4540 center noenhanced font ',10' tc rgb '#000000' front
set object rectangle from 192.666667,148 to 246,194 behind fc rgb '#6ACB5D' fs solid border lc rgb '#FFFFFF'
set label '0.17' at screen 0.2035,0.3577 center noenhanced font ',10' tc rgb '#000000' front
set label '3' at screen 0.2035,0.2866 center noenhanced font ',11' tc rgb '#000000' front
set label '60°' at screen 0.2035,0.2573 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 246,194 to 299.333333,240 behind fc rgb '#FFFFFF' fs solid border lc rgb '#FFFFFF'
set label '0' at screen 0.2529,0.4540 center noenhanced font ',10' tc rgb '#000000' front
set object rectangle from 246,148 to 299.333333,194 behind fc rgb '#3CAA79' fs solid border lc rgb '#FFFFFF'
set label '0.71' at screen 0.2529,0.3577 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '4' at screen 0.2529,0.2866 center noenhanced font ',11' tc rgb '#000000' front
set label '90°' at screen 0.2529,0.2573 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 299.333333,194 to 352.666667,240 behind fc rgb '#21908C' fs solid border lc rgb '#FFFFFF'
set label '2.0' at screen 0.3024,0.4540 center noenhanced font ',10' tc rgb '#FFFFFF' front
set object rectangle from 299.333333,148 to 352.666667,194 behind fc rgb '#297D8C' fs solid border lc rgb '#FFFFFF'
set label '4.1' at screen 0.3024,0.3577 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '5' at screen 0.3024,0.2866 center noenhanced font ',11' tc rgb '#000000' front
set label '120°' at screen 0.3024,0.2573 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 352.666667,194 to 406,240 behind fc rgb '#33658B' fs solid border lc rgb '#FFFFFF'
set label '10' at screen 0.3519,0.4540 center noenhanced font ',10' tc rgb '#FFFFFF' front
set object rectangle from 352.666667,148 to 406,194 behind fc rgb '#3B528B' fs solid border lc rgb '#FFFFFF'
set label '20' at screen 0.3519,0.3347 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '5' at screen 0.3519,0.3724 center noenhanced font ',14' tc rgb '#FFFFFF' front
set label '6' at screen 0.3519,0.2866 center noenhanced font ',11' tc rgb '#000000' front
set label '150°' at screen 0.3519,0.2573 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 406,194 to 459.333333,240 behind fc rgb '#3C4783' fs solid border lc rgb '#FFFFFF'
set label '28' at screen 0.4014,0.4310 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '6' at screen 0.4014,0.4686 center noenhanced font ',14' tc rgb '#FFFFFF' front
set object rectangle from 406,148 to 459.333333,194 behind fc rgb '#3F2E73' fs solid border lc rgb '#FFFFFF'
set label '55' at screen 0.4014,0.3347 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '13' at screen 0.4014,0.3724 center noenhanced font ',14' tc rgb '#FFFFFF' front
set label '7' at screen 0.4014,0.2866 center noenhanced font ',11' tc rgb '#000000' front
set label '180°' at screen 0.4014,0.2573 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 459.333333,194 to 512.666667,240 behind fc rgb '#3D4180' fs solid border lc rgb '#FFFFFF'
set label '32' at screen 0.4508,0.4310 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '8' at screen 0.4508,0.4686 center noenhanced font ',14' tc rgb '#FFFFFF' front
set object rectangle from 459.333333,148 to 512.666667,194 behind fc rgb '#40296F' fs solid border lc rgb '#FFFFFF'
set label '65' at screen 0.4508,0.3347 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '16' at screen 0.4508,0.3724 center noenhanced font ',14' tc rgb '#FFFFFF' front
set label '8' at screen 0.4508,0.2866 center noenhanced font ',11' tc rgb '#000000' front
set label '210°' at screen 0.4508,0.2573 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 512.666667,194 to 566,240 behind fc rgb '#38598B' fs solid border lc rgb '#FFFFFF'
set label '15' at screen 0.5003,0.4540 center noenhanced font ',10' tc rgb '#FFFFFF' front
set object rectangle from 512.666667,148 to 566,194 behind fc rgb '#EDEDED' fs solid border lc rgb '#9A9A9A'
set label 'no figure' at screen 0.5003,0.3577 center noenhanced font ',8' tc rgb '#555555' front
set label '9' at screen 0.5003,0.2866 center noenhanced font ',11' tc rgb '#000000' front
set label '240°' at screen 0.5003,0.2573 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 566,194 to 619.333333,240 behind fc rgb '#28818C' fs solid border lc rgb '#FFFFFF'
set label '3.6' at screen 0.5498,0.4540 center noenhanced font ',10' tc rgb '#FFFFFF' front
set object rectangle from 566,148 to 619.333333,194 behind fc rgb '#306E8B' fs solid border lc rgb '#FFFFFF'
set label '7.3' at screen 0.5498,0.3577 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '10' at screen 0.5498,0.2866 center noenhanced font ',11' tc rgb '#000000' front
set label '270°' at screen 0.5498,0.2573 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 619.333333,194 to 672.666667,240 behind fc rgb '#40AD77' fs solid border lc rgb '#FFFFFF'
set label '0.63' at screen 0.5993,0.4540 center noenhanced font ',10' tc rgb '#FFFFFF' front
set object rectangle from 619.333333,148 to 672.666667,194 behind fc rgb '#2D9C84' fs solid border lc rgb '#FFFFFF'
set label '1.3' at screen 0.5993,0.3577 center noenhanced font ',10' tc rgb '#FFFFFF' front
set label '11' at screen 0.5993,0.2866 center noenhanced font ',11' tc rgb '#000000' front
set label '300°' at screen 0.5993,0.2573 center noenhanced font ',9' tc rgb '#555555' front
set object rectangle from 672.666667,194 to 726,240 behind fc rgb '#7DCF56' fs solid border lc rgb '#FFFFFF'
set label '0.13' at screen 0.6487,0.4540 center noenhanced font ',10' tc rgb '#000000' front
set object rectangle from 672.666667,148 to 726,194 behind fc rgb '#58C366' fs solid border lc rgb '#FFFFFF'
set label '0.26' at screen 0.6487,0.3577 center noenhanced font ',10' tc rgb '#000000' front
set label '12' at screen 0.6487,0.2866 center noenhanced font ',11' tc rgb '#000000' front
set label '330°' at screen 0.6487,0.2573 center noenhanced font ',9' tc rgb '#555555' front
set label 'forward' at screen 0.0724,0.4540 right noenhanced font ',11' tc rgb '#000000' front
set label 'backward' at screen 0.0724,0.3577 right noenhanced font ',11' tc rgb '#000000' front
set label 'ladder' at screen 0.0724,0.2866 right noenhanced font ',11' tc rgb '#000000' front
set label 'φ' at screen 0.0724,0.2573 right noenhanced font ',9' tc rgb '#555555' front
set label 'layer 2 (r = 22 mm), gates lost: at least 48' at screen 0.0798,0.5272 left noenhanced font ',12' tc rgb '#000000' front
set object rectangle from 86,62 to 726,76 behind fc rgb '#FBE726' fs solid noborder
set object rectangle from 91,62 to 726,76 behind fc rgb '#F6E628' fs solid noborder
set object rectangle from 96,62 to 726,76 behind fc rgb '#F1E52A' fs solid noborder
set object rectangle from 101,62 to 726,76 behind fc rgb '#ECE42C' fs solid noborder
set object rectangle from 106,62 to 726,76 behind fc rgb '#E7E32E' fs solid noborder
set object rectangle from 111,62 to 726,76 behind fc rgb '#E2E22F' fs solid noborder
set object rectangle from 116,62 to 726,76 behind fc rgb '#DDE131' fs solid noborder
set object rectangle from 121,62 to 726,76 behind fc rgb '#D8E033' fs solid noborder
set object rectangle from 126,62 to 726,76 behind fc rgb '#D3DF35' fs solid noborder
set object rectangle from 131,62 to 726,76 behind fc rgb '#CEDE37' fs solid noborder
set object rectangle from 136,62 to 726,76 behind fc rgb '#C9DD39' fs solid noborder
set object rectangle from 141,62 to 726,76 behind fc rgb '#C4DC3B' fs solid noborder
set object rectangle from 146,62 to 726,76 behind fc rgb '#BFDB3D' fs solid noborder
set object rectangle from 151,62 to 726,76 behind fc rgb '#BADA3F' fs solid noborder
set object rectangle from 156,62 to 726,76 behind fc rgb '#B5D941' fs solid noborder
set object rectangle from 161,62 to 726,76 behind fc rgb '#B0D843' fs solid noborder
set object rectangle from 166,62 to 726,76 behind fc rgb '#ABD844' fs solid noborder
set object rectangle from 171,62 to 726,76 behind fc rgb '#A6D746' fs solid noborder
set object rectangle from 176,62 to 726,76 behind fc rgb '#A1D648' fs solid noborder
set object rectangle from 181,62 to 726,76 behind fc rgb '#9CD54A' fs solid noborder
set object rectangle from 186,62 to 726,76 behind fc rgb '#97D44C' fs solid noborder
set object rectangle from 191,62 to 726,76 behind fc rgb '#92D34E' fs solid noborder
set object rectangle from 196,62 to 726,76 behind fc rgb '#8DD250' fs solid noborder
set object rectangle from 201,62 to 726,76 behind fc rgb '#88D152' fs solid noborder
set object rectangle from 206,62 to 726,76 behind fc rgb '#83D054' fs solid noborder
set object rectangle from 211,62 to 726,76 behind fc rgb '#7ECF56' fs solid noborder
set object rectangle from 216,62 to 726,76 behind fc rgb '#79CE58' fs solid noborder
set object rectangle from 221,62 to 726,76 behind fc rgb '#74CD59' fs solid noborder
set object rectangle from 226,62 to 726,76 behind fc rgb '#6FCC5B' fs solid noborder
set object rectangle from 231,62 to 726,76 behind fc rgb '#6ACB5D' fs solid noborder
set object rectangle from 236,62 to 726,76 behind fc rgb '#65CA5F' fs solid noborder
set object rectangle from 241,62 to 726,76 behind fc rgb '#60C961' fs solid noborder
set object rectangle from 246,62 to 726,76 behind fc rgb '#5DC863' fs solid noborder
set object rectangle from 251,62 to 726,76 behind fc rgb '#5BC664' fs solid noborder
set object rectangle from 256,62 to 726,76 behind fc rgb '#59C565' fs solid noborder
set object rectangle from 261,62 to 726,76 behind fc rgb '#57C367' fs solid noborder
set object rectangle from 266,62 to 726,76 behind fc rgb '#55C168' fs solid noborder
set object rectangle from 271,62 to 726,76 behind fc rgb '#54BF69' fs solid noborder
set object rectangle from 276,62 to 726,76 behind fc rgb '#52BE6B' fs solid noborder
set object rectangle from 281,62 to 726,76 behind fc rgb '#50BC6C' fs solid noborder
set object rectangle from 286,62 to 726,76 behind fc rgb '#4EBA6D' fs solid noborder
set object rectangle from 291,62 to 726,76 behind fc rgb '#4CB86E' fs solid noborder
set object rectangle from 296,62 to 726,76 behind fc rgb '#4AB770' fs solid noborder
set object rectangle from 301,62 to 726,76 behind fc rgb '#48B571' fs solid noborder
set object rectangle from 306,62 to 726,76 behind fc rgb '#46B372' fs solid noborder
set object rectangle from 311,62 to 726,76 behind fc rgb '#44B174' fs solid noborder
set object rectangle from 316,62 to 726,76 behind fc rgb '#42B075' fs solid noborder
set object rectangle from 321,62 to 726,76 behind fc rgb '#40AE76' fs solid noborder
set object rectangle from 326,62 to 726,76 behind fc rgb '#3FAC78' fs solid noborder
set object rectangle from 331,62 to 726,76 behind fc rgb '#3DAA79' fs solid noborder
set object rectangle from 336,62 to 726,76 behind fc rgb '#3BA97A' fs solid noborder
set object rectangle from 341,62 to 726,76 behind fc rgb '#39A77C' fs solid noborder
set object rectangle from 346,62 to 726,76 behind fc rgb '#37A57D' fs solid noborder
set object rectangle from 351,62 to 726,76 behind fc rgb '#35A37E' fs solid noborder
set object rectangle from 356,62 to 726,76 behind fc rgb '#33A280' fs solid noborder
set object rectangle from 361,62 to 726,76 behind fc rgb '#31A081' fs solid noborder
set object rectangle from 366,62 to 726,76 behind fc rgb '#2F9E82' fs solid noborder
set object rectangle from 371,62 to 726,76 behind fc rgb '#2D9C83' fs solid noborder
set object rectangle from 376,62 to 726,76 behind fc rgb '#2B9B85' fs solid noborder
set object rectangle from 381,62 to 726,76 behind fc rgb '#2A9986' fs solid noborder
set object rectangle from 386,62 to 726,76 behind fc rgb '#289787' fs solid noborder
set object rectangle from 391,62 to 726,76 behind fc rgb '#269589' fs solid noborder
set object rectangle from 396,62 to 726,76 behind fc rgb '#24948A' fs solid noborder
set object rectangle from 401,62 to 726,76 behind fc rgb '#22928B' fs solid noborder
set object rectangle from 406,62 to 726,76 behind fc rgb '#21908C' fs solid noborder
set object rectangle from 411,62 to 726,76 behind fc rgb '#228E8C' fs solid noborder
set object rectangle from 416,62 to 726,76 behind fc rgb '#238C8C' fs solid noborder
set object rectangle from 421,62 to 726,76 behind fc rgb '#248A8C' fs solid noborder
set object rectangle from 426,62 to 726,76 behind fc rgb '#25888C' fs solid noborder
set object rectangle from 431,62 to 726,76 behind fc rgb '#25868C' fs solid noborder
set object rectangle from 436,62 to 726,76 behind fc rgb '#26848C' fs solid noborder
set object rectangle from 441,62 to 726,76 behind fc rgb '#27828C' fs solid noborder
set object rectangle from 446,62 to 726,76 behind fc rgb '#28808C' fs solid noborder
set object rectangle from 451,62 to 726,76 behind fc rgb '#297E8C' fs solid noborder
set object rectangle from 456,62 to 726,76 behind fc rgb '#2A7C8C' fs solid noborder
set object rectangle from 461,62 to 726,76 behind fc rgb '#2A7A8C' fs solid noborder
set object rectangle from 466,62 to 726,76 behind fc rgb '#2B788C' fs solid noborder
set object rectangle from 471,62 to 726,76 behind fc rgb '#2C768C' fs solid noborder
set object rectangle from 476,62 to 726,76 behind fc rgb '#2D748C' fs solid noborder
set object rectangle from 481,62 to 726,76 behind fc rgb '#2E728C' fs solid noborder
set object rectangle from 486,62 to 726,76 behind fc rgb '#2E718B' fs solid noborder
set object rectangle from 491,62 to 726,76 behind fc rgb '#2F6F8B' fs solid noborder
set object rectangle from 496,62 to 726,76 behind fc rgb '#306D8B' fs solid noborder
set object rectangle from 501,62 to 726,76 behind fc rgb '#316B8B' fs solid noborder
set object rectangle from 506,62 to 726,76 behind fc rgb '#32698B' fs solid noborder
set object rectangle from 511,62 to 726,76 behind fc rgb '#32678B' fs solid noborder
set object rectangle from 516,62 to 726,76 behind fc rgb '#33658B' fs solid noborder
set object rectangle from 521,62 to 726,76 behind fc rgb '#34638B' fs solid noborder
set object rectangle from 526,62 to 726,76 behind fc rgb '#35618B' fs solid noborder
set object rectangle from 531,62 to 726,76 behind fc rgb '#365F8B' fs solid noborder
set object rectangle from 536,62 to 726,76 behind fc rgb '#375D8B' fs solid noborder
set object rectangle from 541,62 to 726,76 behind fc rgb '#375B8B' fs solid noborder
set object rectangle from 546,62 to 726,76 behind fc rgb '#38598B' fs solid noborder
set object rectangle from 551,62 to 726,76 behind fc rgb '#39578B' fs solid noborder
set object rectangle from 556,62 to 726,76 behind fc rgb '#3A558B' fs solid noborder
set object rectangle from 561,62 to 726,76 behind fc rgb '#3B538B' fs solid noborder
set object rectangle from 566,62 to 726,76 behind fc rgb '#3B518A' fs solid noborder
set object rectangle from 571,62 to 726,76 behind fc rgb '#3B4E88' fs solid noborder
set object rectangle from 576,62 to 726,76 behind fc rgb '#3C4C87' fs solid noborder
set object rectangle from 581,62 to 726,76 behind fc rgb '#3C4985' fs solid noborder
set object rectangle from 586,62 to 726,76 behind fc rgb '#3C4783' fs solid noborder
set object rectangle from 591,62 to 726,76 behind fc rgb '#3D4482' fs solid noborder
set object rectangle from 596,62 to 726,76 behind fc rgb '#3D4280' fs solid noborder
set object rectangle from 601,62 to 726,76 behind fc rgb '#3D3F7E' fs solid noborder
set object rectangle from 606,62 to 726,76 behind fc rgb '#3D3C7C' fs solid noborder
set object rectangle from 611,62 to 726,76 behind fc rgb '#3E3A7B' fs solid noborder
set object rectangle from 616,62 to 726,76 behind fc rgb '#3E3779' fs solid noborder
set object rectangle from 621,62 to 726,76 behind fc rgb '#3E3577' fs solid noborder
set object rectangle from 626,62 to 726,76 behind fc rgb '#3F3276' fs solid noborder
set object rectangle from 631,62 to 726,76 behind fc rgb '#3F3074' fs solid noborder
set object rectangle from 636,62 to 726,76 behind fc rgb '#3F2D72' fs solid noborder
set object rectangle from 641,62 to 726,76 behind fc rgb '#3F2B70' fs solid noborder
set object rectangle from 646,62 to 726,76 behind fc rgb '#40286F' fs solid noborder
set object rectangle from 651,62 to 726,76 behind fc rgb '#40266D' fs solid noborder
set object rectangle from 656,62 to 726,76 behind fc rgb '#40236B' fs solid noborder
set object rectangle from 661,62 to 726,76 behind fc rgb '#402169' fs solid noborder
set object rectangle from 666,62 to 726,76 behind fc rgb '#411E68' fs solid noborder
set object rectangle from 671,62 to 726,76 behind fc rgb '#411C66' fs solid noborder
set object rectangle from 676,62 to 726,76 behind fc rgb '#411964' fs solid noborder
set object rectangle from 681,62 to 726,76 behind fc rgb '#421763' fs solid noborder
set object rectangle from 686,62 to 726,76 behind fc rgb '#421461' fs solid noborder
set object rectangle from 691,62 to 726,76 behind fc rgb '#42115F' fs solid noborder
set object rectangle from 696,62 to 726,76 behind fc rgb '#420F5D' fs solid noborder
set object rectangle from 701,62 to 726,76 behind fc rgb '#430C5C' fs solid noborder
set object rectangle from 706,62 to 726,76 behind fc rgb '#430A5A' fs solid noborder
set object rectangle from 711,62 to 726,76 behind fc rgb '#430758' fs solid noborder
set object rectangle from 716,62 to 726,76 behind fc rgb '#440557' fs solid noborder
set object rectangle from 721,62 to 726,76 behind fc rgb '#440255' fs solid noborder
set arrow from screen 0.0798,0.1213 to screen 0.0798,0.1297 nohead lw 0.7 lc rgb '#333333'
set arrow from screen 0.1388,0.1213 to screen 0.1388,0.1297 nohead lw 0.7 lc rgb '#333333'
set arrow from screen 0.1835,0.1172 to screen 0.1835,0.1297 nohead lw 0.7 lc rgb '#333333'
set label '0.1' at screen 0.1835,0.1004 center noenhanced font ',11' tc rgb '#000000' front
set arrow from screen 0.2282,0.1213 to screen 0.2282,0.1297 nohead lw 0.7 lc rgb '#333333'
set arrow from screen 0.2873,0.1213 to screen 0.2873,0.1297 nohead lw 0.7 lc rgb '#333333'
set arrow from screen 0.3319,0.1172 to screen 0.3319,0.1297 nohead lw 0.7 lc rgb '#333333'
set label '1' at screen 0.3319,0.1004 center noenhanced font ',11' tc rgb '#000000' front
set arrow from screen 0.3766,0.1213 to screen 0.3766,0.1297 nohead lw 0.7 lc rgb '#333333'
set arrow from screen 0.4357,0.1213 to screen 0.4357,0.1297 nohead lw 0.7 lc rgb '#333333'
set arrow from screen 0.4804,0.1172 to screen 0.4804,0.1297 nohead lw 0.7 lc rgb '#333333'
set label '10' at screen 0.4804,0.1004 center noenhanced font ',11' tc rgb '#000000' front
set arrow from screen 0.5250,0.1213 to screen 0.5250,0.1297 nohead lw 0.7 lc rgb '#333333'
set arrow from screen 0.5841,0.1213 to screen 0.5841,0.1297 nohead lw 0.7 lc rgb '#333333'
set arrow from screen 0.6288,0.1172 to screen 0.6288,0.1297 nohead lw 0.7 lc rgb '#333333'
set label '100' at screen 0.6288,0.1004 center noenhanced font ',11' tc rgb '#000000' front
set arrow from screen 0.6735,0.1213 to screen 0.6735,0.1297 nohead lw 0.7 lc rgb '#333333'
set label 'dose [rad]; in the cells: large the gates lost, small the dose' at screen 0.3766,0.0607 center noenhanced font ',12' tc rgb '#000000' front
set label 'r-φ, larger of forward and backward' at screen 0.8497,0.8787 center noenhanced font ',12' tc rgb '#000000' front
set arrow from 996.769231,225.882518 to 996.769231,290.117482 nohead lw 11 lc rgb '#777777'
set arrow from 996.769231,225.882518 to 996.769231,290.117482 nohead lw 9 lc rgb '#59C466'
set label '1' at screen 0.9097,0.5397 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 995.82296,292.401981 to 950.401981,337.82296 nohead lw 11 lc rgb '#777777'
set arrow from 995.82296,292.401981 to 950.401981,337.82296 nohead lw 9 lc rgb '#55C168'
set label '2' at screen 0.8921,0.6353 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 948.117482,338.769231 to 883.882518,338.769231 nohead lw 11 lc rgb '#777777'
set arrow from 948.117482,338.769231 to 883.882518,338.769231 nohead lw 9 lc rgb '#23938B'
set label '3' at screen 0.8497,0.6749 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 881.598019,337.82296 to 836.17704,292.401981 nohead lw 11 lc rgb '#777777'
set arrow from 881.598019,337.82296 to 836.17704,292.401981 nohead lw 9 lc rgb '#3C4A85'
set label '4' at screen 0.8073,0.6353 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 835.230769,290.117482 to 835.230769,225.882518 nohead lw 11 lc rgb '#777777'
set arrow from 835.230769,290.117482 to 835.230769,225.882518 nohead lw 9 lc rgb '#430C5B'
set label '5' at screen 0.7898,0.5397 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 836.17704,223.598019 to 881.598019,178.17704 nohead lw 11 lc rgb '#777777'
set arrow from 836.17704,223.598019 to 881.598019,178.17704 nohead lw 9 lc rgb '#42105E'
set label '6' at screen 0.8073,0.4442 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 883.882518,177.230769 to 948.117482,177.230769 nohead lw 11 lc rgb '#777777'
set arrow from 883.882518,177.230769 to 948.117482,177.230769 nohead lw 9 lc rgb '#3B538B'
set label '7' at screen 0.8497,0.4046 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 950.401981,178.17704 to 995.82296,223.598019 nohead lw 11 lc rgb '#777777'
set arrow from 950.401981,178.17704 to 995.82296,223.598019 nohead lw 9 lc rgb '#2A9986'
set label '8' at screen 0.8921,0.4442 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 1042.92308,225.351421 to 1042.92308,290.648579 nohead lw 11 lc rgb '#777777'
set arrow from 1042.92308,225.351421 to 1042.92308,290.648579 nohead lw 9 lc rgb '#93D34E'
set label '1' at screen 0.9814,0.5397 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 1042.2429,293.18704 to 1009.59432,349.736037 nohead lw 11 lc rgb '#777777'
set arrow from 1042.2429,293.18704 to 1009.59432,349.736037 nohead lw 9 lc rgb '#9DD54A'
set label '2' at screen 0.9637,0.6882 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 1007.73604,351.59432 to 951.18704,384.242898 nohead lw 11 lc rgb '#777777'
set arrow from 1007.73604,351.59432 to 951.18704,384.242898 nohead lw 9 lc rgb '#6ACB5D'
set label '3' at screen 0.9155,0.7969 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 948.648579,384.923077 to 883.351421,384.923077 nohead lw 11 lc rgb '#777777'
set arrow from 948.648579,384.923077 to 883.351421,384.923077 nohead lw 9 lc rgb '#3CAA79'
set label '4' at screen 0.8497,0.8367 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 880.81296,384.242898 to 824.263963,351.59432 nohead lw 11 lc rgb '#777777'
set arrow from 880.81296,384.242898 to 824.263963,351.59432 nohead lw 9 lc rgb '#297D8C'
set label '5' at screen 0.7839,0.7969 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 822.40568,349.736037 to 789.757102,293.18704 nohead lw 11 lc rgb '#777777'
set arrow from 822.40568,349.736037 to 789.757102,293.18704 nohead lw 9 lc rgb '#3B528B'
set label '6' at screen 0.7357,0.6882 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 789.076923,290.648579 to 789.076923,225.351421 nohead lw 11 lc rgb '#777777'
set arrow from 789.076923,290.648579 to 789.076923,225.351421 nohead lw 9 lc rgb '#3F2E73'
set label '7' at screen 0.7181,0.5397 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 789.757102,222.81296 to 822.40568,166.263963 nohead lw 11 lc rgb '#777777'
set arrow from 789.757102,222.81296 to 822.40568,166.263963 nohead lw 9 lc rgb '#40296F'
set label '8' at screen 0.7357,0.3913 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 824.263963,164.40568 to 880.81296,131.757102 nohead lw 11 lc rgb '#777777'
set arrow from 824.263963,164.40568 to 880.81296,131.757102 nohead lw 9 lc rgb '#38598B'
set label '9' at screen 0.7839,0.2826 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 883.351421,131.076923 to 948.648579,131.076923 nohead lw 11 lc rgb '#777777'
set arrow from 883.351421,131.076923 to 948.648579,131.076923 nohead lw 9 lc rgb '#306E8B'
set label '10' at screen 0.8497,0.2428 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 951.18704,131.757102 to 1007.73604,164.40568 nohead lw 11 lc rgb '#777777'
set arrow from 951.18704,131.757102 to 1007.73604,164.40568 nohead lw 9 lc rgb '#2D9C84'
set label '11' at screen 0.9155,0.2826 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 1009.59432,166.263963 to 1042.2429,222.81296 nohead lw 11 lc rgb '#777777'
set arrow from 1009.59432,166.263963 to 1042.2429,222.81296 nohead lw 9 lc rgb '#58C366'
set label '12' at screen 0.9637,0.3913 center noenhanced font ',9' tc rgb '#000000' front
set arrow from 912,258 to 920,258 nohead lw 1 lc rgb '#333333'
set arrow from 916,254 to 916,262 nohead lw 1 lc rgb '#333333'
set arrow from 887.153846,94 to 944.846154,94 nohead lw 1.5 lc rgb '#333333'
set label '10 mm; φ = 0 to the right' at screen 0.8497,0.1736 center noenhanced font ',10' tc rgb '#333333' front
plot NaN notitle
unset output
