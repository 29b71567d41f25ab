# SPDX-License-Identifier: GPL-3.0-or-later
# axion-like particles, and bosons from tau decays
target_sources(lr_projections PRIVATE
  channels/alp_fusion.c channels/alp_invisible.c channels/b_to_k_alp.c channels/tau_to_l_alpha.c)
