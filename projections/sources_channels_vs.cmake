# SPDX-License-Identifier: GPL-3.0-or-later
# prompt channels of the vector and scalar portals, and the physics that they share
target_sources(lr_projections PRIVATE
  channels/lepton_widths.c channels/leptophilic.c channels/lmutau.c channels/gm2.c channels/hadron_ratio.c channels/dark_photon.c
  channels/zp_mumu.c channels/zp_tautau.c channels/s_mumu.c channels/s_tautau.c channels/alp_tautau.c
  channels/dark_photon_invisible.c channels/dark_photon_visible.c)
