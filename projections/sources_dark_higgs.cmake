# SPDX-License-Identifier: GPL-3.0-or-later
# dark Higgs channels
target_sources(lr_projections PRIVATE
  channels/dark_higgs.c channels/dark_coupling.c channels/dark_higgsstrahlung.c channels/dark_higgs_multilepton.c
  channels/inelastic.c channels/idm_dark_higgs.c)
