#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `channels:` of a scenario over the shipped files: one key changed, another background, mistakes at their place.
# shellcheck disable=SC2016 # $1 belongs to awk
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "$0")/lib.sh"
LUMIREACH_DATA=$source_dir
export LUMIREACH_DATA

# one key changed: every verb takes the rest from the shipped file
printf 'base: %s/inputs/machines/2024-12.yaml\nchannels: {zp_invisible: {cl: 0.95}}\n' "$source_dir" >one_key.yaml
printf 'base: [%s/inputs/machines/2024-12.yaml, %s/inputs/plans/baseline.yaml]\nchannels: {zp_invisible: {cl: 0.95}}\n' "$source_dir" "$source_dir" >with_plan.yaml
wants 0 lumi one_key.yaml
wants 0 plan -n 20 with_plan.yaml
wants 0 check one_key.yaml
wants 0 --cite one_key.yaml
shows '2212.03066'
wants 0 reach -c zp_invisible -m 1 -L '1 ab^-1' -f csv one_key.yaml
cp out changed
printf 'channels: {zp_invisible: {cl: 0.90}}\n' >same.yaml
wants 0 reach -c zp_invisible -m 1 -L '1 ab^-1' -f csv same.yaml
check 'the key has an effect' sh -c '! cmp -s changed out'

# what fixes the background takes the place of what does so in the file
printf 'channels:\n  zp_invisible: {reference: {anchors: {knots: [[0.1 GeV, 2e-3], [8 GeV, 1]]}}}\n  alp_gammagamma: {background: {knots: [[1 GeV, 0.01]]}}\n' >other.yaml
for verb in check reach; do wants 0 $verb other.yaml; done
wants 0 reach -c zp_invisible -m '0.1 GeV' -L '79.7 fb^-1' -f csv other.yaml
check 'the anchor is the new one' awk -F, 'NR == 2 { d = $14 / 2e-3 - 1 } END { exit !(d * d < 1e-6) }' out
wants 0 reach -c alp_gammagamma -m 1 -L '1 ab^-1' -f csv other.yaml
check 'the background is the new one' awk -F, 'NR == 2 { d = $16 / 10 - 1 } END { exit !(d * d < 1e-12) }' out
# a whole channel stands alone: what the file says beside it is not taken in
printf 'channels: {zp_invisible: {mass_min: 1 GeV, mass_max: 2 GeV, coupling_max: 1, efficiency: {knots: [[1 GeV, 1]]}, background: {knots: [[1 GeV, 1]]}}}\n' >whole.yaml
wants 0 --cite whole.yaml
check 'nothing of the shipped file' sh -c '! grep -q 1606.03501 out'
# over a base both may stand, and one has to go
printf 'base: %s/inputs/channels/zp_invisible.yaml\nchannels: {zp_invisible: {background: {knots: [[1 GeV, 0.01]]}}}\n' "$source_dir" >both.yaml
wants 2 check both.yaml
says "both.yaml:2:39: error: channel 'zp_invisible': 'background' stands beside the anchors of 'reference'"
says "'reference: {anchors: null}'"
printf 'base: %s/inputs/channels/zp_invisible.yaml\nchannels: {zp_invisible: {reference: {anchors: null}, background: {knots: [[1 GeV, 0.01]]}}}\n' "$source_dir" >both.yaml
wants 0 check both.yaml

# the place of a fault in an assignment
wants 2 check one_key.yaml --set channels.b_to_k_s.modes.kplus_mumu.background.knots='[[1 GeV,-1]]'
says "--set channels.b_to_k_s.modes.kplus_mumu.background.knots:1:9: error: a value of 'background' must be at least 0, got '-1'"
wants 2 check one_key.yaml --set channels.zp_invisible.split.luminosity=0.5
says "'split': shares of luminosity, beam and time must not be negative and add up to 1, not to 0.5"
check 'the channel is named once' [ "$(grep -o zp_invisible err | wc -l)" -le 2 ]
finish
