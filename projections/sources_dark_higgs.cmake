# SPDX-License-Identifier: GPL-3.0-or-later
# dark Higgs channels
target_sources(lr_projections PRIVATE
  channels/dark_higgs.c channels/inelastic.c)
