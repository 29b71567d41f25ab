// SPDX-License-Identifier: GPL-3.0-or-later
// What every limit asks of its arguments, with one wording of the refusal. Counts and backgrounds are in events, errors of
// a background relative to it.
#ifndef LR_PROJECTIONS_STATS_ARGUMENTS_H
#define LR_PROJECTIONS_STATS_ARGUMENTS_H

#include "base/error.h"

// Status of all: LR_E_DOMAIN outside the range.
enum lr_status lr_check_level(double cl, struct lr_error *error);  // 0 < cl < 1; says 0.90 where 90 was given
enum lr_status lr_check_background(double background, struct lr_error *error);  // 0 to 1e9
enum lr_status lr_check_count(double n, struct lr_error *error);  // 0 to 1e9
enum lr_status lr_check_relative_error(double relative_error, struct lr_error *error);  // 0 to 10
enum lr_status lr_check_sigmas(double sigmas, struct lr_error *error);  // -5 to 5
enum lr_status lr_check_signal(double signal, struct lr_error *error);  // 0 to 1e9

#endif
