// SPDX-License-Identifier: GPL-3.0-or-later
// What sudden losses cost in the periods of a run plan: gates, dose and beam time, from an ensemble and a rate (model.md B33).
#ifndef LR_BEAMLOSS_LOSS_RISK_H
#define LR_BEAMLOSS_LOSS_RISK_H

#include "base/table.h"
#include "beamloss/loss_ensemble.h"

enum { LR_RISK_LAWS = 100, LR_RISK_MOST_LAWS = 200, LR_RISK_DRAWS = 4000 };

// Laws of the gates (D0, b): unknown, but one for all events of a detector. Holds the expected gates of each observed event under each.
struct lr_risk_laws;
// `laws` of them (1 to LR_RISK_MOST_LAWS; 100 are usual), drawn from the priors, D0 evenly over its probability.
// Status: LR_E_DOMAIN for that number, LR_E_MEMORY, what lr_gates_lose says. To be freed by the caller.
enum lr_status lr_risk_laws_create(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble, uint64_t seed, size_t laws,
                                   struct lr_risk_laws **out, struct lr_error *error);
void lr_risk_laws_free(struct lr_risk_laws *laws);

struct lr_risk_period {
  const char *id;
  int start, end;      // days
  double beam_days;    // in which losses can happen
  double delivered_m2; // NaN = not known
};

struct lr_risk {
  double days, events;      // beam days, expected observed events
  double powered_share;     // of the events, in which the PXD is powered
  double gates_mean, gates_p10, gates_p90;  // lost in the period by a detector with all its gates, each event taken alone
  double gates_of_law[LR_RISK_MOST_LAWS];   // their expectation under each law
  size_t laws;                              // 1 where each event drew its own
  double survive[LR_RISK_DRAWS];            // part of the live gates that outlives the period in each draw
  double dose_mean_rad, dose_p10_rad, dose_p90_rad;  // layer 1
  double quenches, damages; // expected
  double downtime_s;        // expected
};

// Rate of observed events on a day [1/s], with the dependence on the bunch current of the positron ring.
double lr_loss_rate(const struct lr_loss_rate *rate, int date, double bunch_current_A);
// Powered on that day at that rate: on_from and the policy.
bool lr_loss_powered(const struct lr_loss_detector *detector, int date, double rate_per_s);

// One period. The number of events is Poisson; what each does is drawn from the observed events of the ensemble, which was run with the PXD
// powered; quantiles from 4000 draws. Draw k has law k mod `laws` for all its events, in every period; its gates are those expected of each
// event under that law, and gates_mean is the mean over the laws. `laws` NULL: each event has the law and the gates that it drew itself.
// Status: LR_E_DOMAIN when the ensemble has no observed event or `laws` are those of another ensemble, LR_E_MEMORY.
enum lr_status lr_loss_risk(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble, uint64_t seed,
                            const struct lr_risk_laws *laws, const struct lr_risk_period *period, size_t index, struct lr_risk *risk, struct lr_error *error);

// Table "risk": what is left of the detector goes from period to period, nothing is replaced: under one law a share exp(-n g) of the gates
// outlives n events that kill a share g each (exact for the mean of Poisson numbers of independent events), and the mean over the laws
// is shown. Quantiles are those of the draws, each with what it has left from the period before. period, start, end, days, events, powered, gates_mean, gates_p10, gates_p90, alive, dose_mean, dose_p10, dose_p90,
// gates_per_fb, dose_per_fb, quenches, damages, downtime. NULL without memory.
struct lr_table *lr_loss_risk_table(const struct lr_risk_period *period, const struct lr_risk *risk, size_t periods);

#endif
