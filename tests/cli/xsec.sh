#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `lumireach xsec`: cross-section, widths and couplings of one channel; units; what a wrong call is told.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
: "${LR_JSON_CHECK:?names the program that reads JSON}"
LUMIREACH_DATA=$source_dir
export LUMIREACH_DATA

near() { # quantity, value, relative tolerance: its row of the CSV in `out`
  awk -F, -v name="$1" -v wanted="$2" -v room="$3" '$1 == name { found = 1; d = $2 - wanted; if (d < 0) d = -d; bad = d > room * (wanted < 0 ? -wanted : wanted) }
    END { exit !(found && !bad) }' out
}

# two masses; a figure computed elsewhere
wants 0 xsec -c dark_higgsstrahlung -m '9 GeV' -M '1 GeV' -g 1e-8 -f csv
check 'the heading' [ "$(head -n 1 out)" = quantity,value,unit ]
check 'cross-section' near cross_section 6.49187 1e-6
check 'Born' near isr_factor 1 1e-12
check 'eps at alpha_D 0.1' near eps_at_alpha_d 3.16228e-4 1e-5
cp out with_units
wants 0 xsec --channel dark_higgsstrahlung --mass 9 --mass2 1000MeV --coupling 1e-8 -f csv
check 'the same with plain numbers' cmp -s with_units out
# eps beside alpha_D in place of their product
wants 0 xsec -c dark_higgsstrahlung -m 9 -M 1 -g 3.1622776601683795e-4 --alpha-d 0.1 -f csv
check 'eps^2 alpha_D from eps' near eps2_alpha_d 1e-8 1e-9
check 'its cross-section' near cross_section 6.49187 1e-6
wants 0 xsec -c idm_dark_higgs -m 1 -g 1e-3 --alpha-d 0.2 -f csv
check 'a parameter of the model' near eps2_alpha_d 2e-7 1e-9

# radiation, energy, model, coupling with a unit, JSON
wants 0 xsec -c dark_higgsstrahlung -m 4 -M 1 -g 1e-8 --isr all -f csv
check 'all radiation' near isr_factor 1.24 5e-3
wants 0 xsec -c dark_higgsstrahlung -m 4 -M 1 -g 1e-8 --isr 0.01 -f csv
check 'soft radiation only' near isr_factor 0.72 0.05
wants 0 xsec -c dark_higgsstrahlung -m 4 -M 1 -g 1e-8 --energy '11 GeV' -f json
check 'JSON' "$LR_JSON_CHECK" xsec <out
shows 'sqrt(s) = 11 GeV'
wants 0 xsec -c zp_invisible -m 1 -g 1e-3 --model invisible -f csv
check 'the dark model' near br_invisible 1 0
wants 0 xsec -c alp_gammagamma -m '0.3 GeV' -g '1e-3 GeV^-1' -f csv
check 'the ALP' near cross_section 118.1 1e-3
cp out with_units
wants 0 xsec -c alp_gammagamma -m 0.3 -g 1e-3 -f csv
check 'a plain number is in the unit of the channel' cmp -s with_units out
# every shipped channel answers somewhere, without a scenario
for call in 'zp_invisible 1' 'alp_gammagamma 1' 'dark_higgsstrahlung 6' 'dark_higgs_multilepton 1' 'idm_dark_higgs 1' 'idm_dark_higgs_theta 1'; do
  wants 0 xsec -c "${call% *}" -m "${call#* }" -g 1e-4
  shows 'signal_cross_section'
done
# what is looked for is a part of what is produced
for call in 'zp_invisible 1' 'zp_mumu 1' 'b_to_k_s 1' 'b_to_k_alp 1' 'tau_to_l_alpha 1' 'alp_tautau 4' 's_mumu 1' 's_tautau 4' 'dark_photon_visible 1' \
  'dark_photon_invisible 1' 'dark_higgsstrahlung 6'; do
  wants 0 xsec -c "${call% *}" -m "${call#* }" -g 1e-6 -f csv
  # shellcheck disable=SC2016 # $1 and $2 belong to awk
  check "signal of ${call% *}" awk -F, '$1 == "cross_section" { all = $2 } $1 == "signal_cross_section" { seen = $2 } END { exit !(seen > 0 && seen <= all * (1 + 1e-12)) }' out
done
wants 0 xsec -c tau_to_l_alpha -m 1 -g 1e-6 -f csv
check 'both leptons' near cross_section 84491 1e-4

# a scenario
printf 'base: %s/inputs/channels/dark_higgsstrahlung.yaml\nchannels: {dark_higgsstrahlung: {mass2: 0.5 GeV, isr: all}}\n' "$source_dir" >own.yaml
wants 0 xsec own.yaml -c dark_higgsstrahlung -m 9 -g 1e-8 -f csv
check 'the ISR of the scenario' near isr_factor 0.98 6e-3
check 'its second mass' near mass2 0.5 0
wants 0 xsec own.yaml -s 'channels.dark_higgsstrahlung.mass2=1 GeV' -c dark_higgsstrahlung -m 9 -g 1e-8 --isr none -f csv
check '--set and --isr over it' near cross_section 6.49187 1e-6

# wrong calls
wants 64 xsec -m 1 -g 1
says '--channel'
wants 64 xsec -c zp_invisble -m 1 -g 1
says "did you mean 'zp_invisible'?"
wants 64 xsec own.yaml -c zp_invisible -m 1 -g 1
says "the scenario has no channel 'zp_invisible'"
wants 64 xsec -c zp_invisible -g 1
says '--mass'
wants 64 xsec -c zp_invisible -m 1
says "of 'zp_invisible'"
wants 64 xsec -c alp_gammagamma -m 1
says 'in GeV^-1'
for bad in 0 -1; do
  wants 64 xsec -c zp_invisible -m 1 -g "$bad"
  says '--coupling must be above zero'
  wants 64 xsec -c zp_invisible -m "$bad" -g 1
  says '--mass must be above zero'
done
wants 64 xsec -c zp_invisible -m '1 mm' -g 1
says "--mass wants an energy such as '1 GeV', or a number of GeV"
wants 64 xsec -c alp_gammagamma -m 1 -g '1 GeV'
says 'an inverse energy'
wants 64 xsec -c zp_invisible -m 11 -g 1
says 'outside the kinematic range'
wants 64 xsec -c dark_higgsstrahlung -m 9 -M 2 -g 1e-8
says 'need 11 GeV'
wants 64 xsec -c dark_higgs_multilepton -m 2 -M 3 -g 1e-8
says 'outside the kinematic range'
wants 64 xsec -c zp_invisible -m 1 -M 1 -g 1
says 'no second mass'
wants 64 xsec -c zp_invisible -m 1 -g 1 --model dark
says 'it has vanilla, invisible'
wants 64 xsec -c zp_invisible -m 1 -g 1 --alpha-d 0.1
says 'no parameter alpha_d'
for bad in 0 -1 x; do
  wants 64 xsec -c dark_higgsstrahlung -m 9 -g 1e-4 --alpha-d "$bad"
  says '--alpha-d wants a number'
  wants 64 xsec -c zp_invisible -m 1 -g 1 --isr "$bad"
  says '--isr wants none, all'
done
wants 64 xsec -c zp_invisible -m 1e9 -g 1
says '--mass must be below 1e+06 GeV'
wants 64 xsec -c zp_invisible -m 1 -g 1e-170
says '--coupling must lie from 1e-60'
# decays of known parents: no fraction above 1, no energy
wants 64 xsec -c tau_to_l_alpha -m 1 -g 1e-3
says 'a branching fraction of 2.298e+04, above 1: the largest coupling is 6.596e-06'
wants 0 xsec -c tau_to_l_alpha -m 1 -g 6.596e-6
wants 64 xsec -c b_to_k_s -m 1 -g 1e-3 --energy 11
says 'looks at decays of known parents, counted per fb^-1 at 10.58 GeV: --energy has no use'
wants 64 xsec -c b_to_k_alp -m 1 -g 1e-3 --isr all
says '--isr has no use'
# --set changes the shipped channel too
wants 0 xsec -c zp_invisible --set channels.zp_invisible.model=invisible -m 1 -g 1e-3 -f csv
check 'the model that was set' near br_invisible 1 0
wants 2 xsec none.yaml -c zp_invisible -m 1 -g 1
finish
