// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach lumi --scan: the luminosity against one key of the scenario.
#ifndef LR_CLI_LUMI_SCAN_H
#define LR_CLI_LUMI_SCAN_H

#include "cli/scan_axis.h"
#include "cli/scenario.h"

// Table "scan": the key, luminosity, R_L, xi_y of both rings in three definitions, specific_luminosity; with a blow-up that is
// applied also emittance_y of both rings, blowup_extrapolation and, of a fit, blowup_optics. Each point goes through
// the reader of the scenario, whose document holds the last value afterwards: do this last.
// Status: LR_E_INPUT (problems on stderr; emittance_y while the blow-up gives it), as lr_luminosity_evaluate and lr_blowup_apply; the error names the point. *table is freed by the caller.
enum lr_status lr_lumi_scan_table(const struct lr_scan_axis *scan, struct lr_scenario *scenario, struct lr_table **table,
                                  struct lr_error *error);

// On stderr: that a fitted blow-up is carried to other optics (column blowup_optics), that no column of the table changes.
void lr_lumi_scan_note(const struct lr_scan_axis *scan, const struct lr_table *table);

#endif
