// SPDX-License-Identifier: GPL-3.0-or-later
// track --curve: specific luminosity against the product of the bunch currents, and the file that `blowup: {curve: FILE}` reads.
#ifndef LR_CLI_TRACK_CURVE_H
#define LR_CLI_TRACK_CURVE_H

#include "cli/call.h"

// (all) `range`: product=LO:HI:N in mA^2, both ends in. Both rings are tracked with the settings of `track:`; emittances are those that the
// scenario gives, also where a blow-up is applied. With --checkpoint and --restart. Prints the table, or with -o writes blowup_curve.csv, the
// table, the figure and track.html into the folder: also of a curve that the user stopped, with the points that are done; fewer than three of
// them make no blowup_curve.csv. Status: LR_E_USAGE, as lr_track_curve and lr_points_keeper_begin; LR_E_IO (also of the last checkpoint).
enum lr_status lr_track_curve_run(const struct lr_call *call, const struct lr_scenario *scenario, const char *range, struct lr_error *error);

#endif
