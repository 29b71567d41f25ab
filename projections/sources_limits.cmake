# SPDX-License-Identifier: GPL-3.0-or-later
# limits, channels and reach
target_sources(lr_projections PRIVATE
  quadrature.c root.c poisson_cls.c isr.c
  channel.c channel_check.c channel_finish.c channel_prepare.c channel_types.c systematics.c channels/mumux.c channels/zp_invisible.c channels/alp_gammagamma.c
            reach.c reach_table.c reach_luminosity.c reach_overview.c reach_raster.c reach_wish_fields.c counting_windows.c reach_signal.c reach_edges.c reach_gain.c reach_conditions.c conditions.c conditions_fields.c)
