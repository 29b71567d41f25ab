# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(lr_projections PRIVATE formulas.c plan.c plan_days.c plan_shape.c plan_ramp.c plan_rates.c plan_power.c uptime.c uptime_day.c plan_fields.c plan_read.c
               plan_from_machine.c plan_histories.c channel_fields.c plan_tables.c record.c plan_losses.c
               dated_fields.c plan_parts.c plan_part_fields.c plan_part_read.c plan_period_read.c)
