# SPDX-License-Identifier: GPL-3.0-or-later
# scalars that mix with the Higgs boson, displaced vertices, B -> K S
target_sources(lr_projections PRIVATE scalar_widths.c displaced.c channels/b_to_k_s.c)
