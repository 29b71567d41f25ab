# SPDX-License-Identifier: GPL-3.0-or-later
# limits and discovery of a counting window by every method
target_sources(lr_projections PRIVATE
  stats/arguments.c stats/normal.c stats/profile.c stats/asymptotic.c stats/hybrid.c stats/feldman_cousins.c
  stats/punzi.c stats/discovery.c stats/look_elsewhere.c)
