# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(lr_projections PRIVATE formulas.c plan.c plan_fields.c plan_read.c plan_from_machine.c plan_histories.c channel_fields.c plan_tables.c record.c
  record_fit.c hindcast.c hindcast_fields.c hindcast_tables.c recorded_file.c plan_advance.c plan_update.c plan_update_tables.c)
