# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(lr_projections PRIVATE formulas.c plan.c plan_fields.c plan_read.c plan_from_machine.c plan_histories.c channel_fields.c plan_tables.c record.c plan_dates.c reach_dates.c)
