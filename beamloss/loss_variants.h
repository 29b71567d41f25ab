// SPDX-License-Identifier: GPL-3.0-or-later
// What a faster abort buys: the same events with other monitors (model.md B35).
#ifndef LR_BEAMLOSS_LOSS_VARIANTS_H
#define LR_BEAMLOSS_LOSS_VARIANTS_H

#include "beamloss/loss_ensemble.h"

// The ensemble again with: no abort; the monitors as they are with a request that takes 1 us for the decision and 1 us for the way;
// a loss monitor beside each aperture named in `observed.first_loss` (else beside the one that saw most first losses) that asks at 1e9 lost particles in
// 1 us, sampled at 10 MHz, with 1 us and 1 us. The draws are those of `given`, so that differences are the abort's.
// Out: table "abort_variants": variant, events, aborted, time_p05, time_p50, time_p95, lost, dose_l1, gates, quench, damage, of the events
// that are observed in `given`; table "abort_steps": variant, step, p05, p50, p95 [us from the first loss], of those aborted.
enum lr_status lr_loss_variants(const struct lr_loss_input *input, const struct lr_loss_ensemble *given, uint64_t seed, bool powered,
                                int jobs, struct lr_progress *progress, struct lr_table **table, struct lr_table **steps,
                                struct lr_error *error);

#endif
