# SPDX-License-Identifier: GPL-3.0-or-later
# calibration on the record, hindcast, update
target_sources(lr_projections PRIVATE record_fit.c hindcast.c hindcast_fields.c hindcast_tables.c calibration_tables.c recorded_file.c plan_advance.c plan_update.c plan_update_record.c
               plan_update_tables.c)
