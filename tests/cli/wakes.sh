#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `bunch_length: {model: haissinski}` from resonators and walls; a fill that goes beyond the current of the machine; refusals.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
machine=$source_dir/inputs/machines/2022-06.yaml
fill=$source_dir/inputs/scenarios/fill_2022-06.yaml

length() { # the bunch length of the ler by table luminosity in out
  sed -n 's/^sigma_z,ler,\([^,]*\),.*/\1/p' out
}
law() { # keys of the law
  wants 0 lumi --table luminosity --format csv "$machine" \
    --set "machine.ler.bunch_length={model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4, $1}"
}
longer() { # what, length, than
  check "$1: $2 against $3" awk -v a="$2" -v b="$3" 'BEGIN { exit !(a != "" && a > b * 1.0005) }'
}
law 'inductance: 5 nH'
inductance=$(length)
longer 'an inductance lengthens' "$inductance" 4.6
law 'inductance: 5 nH, walls: {pipe: {length: 3016 m, radius: 45 mm, conductivity: 3.77e7 S/m}}'
longer 'a wall too' "$(length)" "$inductance"
law 'wake: superkekb_ler_2021.dat'
table=$(length)
law 'wake: superkekb_ler_2021.dat, resonators: {broad: {shunt: 1 kohm, frequency: 20 GHz, quality: 1}}'
longer 'a resonator beside a file' "$(length)" "$table"

cat >far.yaml <<YAML
base: $fill
machine:
  ler:
    bunch_length: {model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4, wake: superkekb_ler_2021.dat}
fill:
  duration: 2 h
  samples: 9
  events:
    - {at: 20 min, kind: step, ler: 3.2 A}
    - {at: 1 h, kind: step, ler: 1.2 A}
YAML
wants 0 fill --table fill far.yaml
cat >nowhere.yaml <<YAML
base: far.yaml
fill:
  events:
    - {at: 1 h, kind: step, ler: 60 A}
YAML
wants 2 check nowhere.yaml
says 'nowhere.yaml:4:34: error:'
says 'mA a bunch'
says 'lower this current, or give the bunch length by another model'

cat >bad.yaml <<YAML
base: $machine
machine:
  ler:
    bunch_length:
      model: haissinski
      zero_current: 4.6 mm
      resonators:
        broad: {shunt: 1 km, frequency: 10 GHz}
      walls:
        pipe: {length: 3016 m, radius: 45 mm, conductivty: 3.77e7 S/m}
    energy_spread: null
YAML
wants 2 check bad.yaml
says "bad.yaml:8:24: error: 'shunt' wants an impedance such as '1 kohm', got '1 km'"
says "did you mean 'conductivity'"
says "needs 'energy_spread'"
wants 2 check --set 'machine.ler.bunch_length={model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4}' "$machine"
says "needs 'wake', 'resonators', 'walls', 'inductance' or 'resistance', one at least"
finish
