// SPDX-License-Identifier: GPL-3.0-or-later
// track --curve: specific luminosity against the product of the bunch currents, and the file that `blowup: {curve: FILE}` reads.
#ifndef LR_CLI_TRACK_CURVE_H
#define LR_CLI_TRACK_CURVE_H

#include "cli/call.h"

// `range`: product=LO:HI:N in mA^2, both ends in. Both rings are tracked with the settings of `track:`; emittances are those that the
// scenario gives, also where a blow-up is applied. Prints the table, or with -o writes blowup_curve.csv, the table,
// the figure and track.html into the folder. Status: LR_E_USAGE, and as lr_track_curve.
enum lr_status lr_track_curve_run(const struct lr_call *call, const struct lr_scenario *scenario, const char *range, struct lr_error *error);

#endif
