# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(lr_projections PRIVATE formulas.c record.c record_range.c
               plan.c plan_days.c plan_shape.c plan_ramp.c plan_rates.c plan_power.c plan_losses.c plan_causes.c uptime.c uptime_day.c
               plan_fields.c plan_read.c plan_from_machine.c plan_parts.c plan_part_fields.c plan_part_read.c plan_remarks.c plan_period_read.c dated_fields.c
               epistemic.c slips.c epistemic_draw.c epistemic_expect.c histories.c history_setup.c history_run.c history_events.c history_spread.c day_quantiles.c
               plan_tables.c plan_tables_sums.c plan_tables_losses.c plan_tables_daily.c
               plan_dates.c reach_dates.c reach_at_dates.c reach_in_plan.c plan_exposure.c plan_calendar.c operation_table.c
               channel_fields.c channel_trigger_fields.c channel_read.c channel_points.c existing_fields.c)
