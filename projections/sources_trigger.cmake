# SPDX-License-Identifier: GPL-3.0-or-later
# the trigger
target_sources(lr_projections PRIVATE trigger.c trigger_fields.c trigger_tables.c trigger_whatif.c trigger_plan.c)
