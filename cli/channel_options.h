// SPDX-License-Identifier: GPL-3.0-or-later
// Masses, couplings and plain numbers among the options of a call: one way to write them for all verbs.
#ifndef LR_CLI_CHANNEL_OPTIONS_H
#define LR_CLI_CHANNEL_OPTIONS_H

#include "cli/call.h"

// All of these: NaN when the option was not given. Status: LR_E_USAGE with the name of the option, what it wants and what it got.

// An energy such as '1 GeV' or, without a unit, a number of GeV; above zero, below 1e6 GeV.
enum lr_status lr_option_mass(const struct lr_call *call, int key, const char *name, double *mass_GeV, struct lr_error *error);
// A coupling of the channel: '1e-4 GeV^-1' or, without a unit, a number in the unit of the channel; from 1e-60 to 1e12.
enum lr_status lr_option_coupling(const struct lr_call *call, int key, const char *name, const struct lr_channel_type *type,
                                  double *coupling, struct lr_error *error);
// A number from low to high, both excluded.
enum lr_status lr_option_number(const struct lr_call *call, int key, const char *name, double low, double high, double *value,
                                struct lr_error *error);

#endif
