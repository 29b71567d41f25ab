// SPDX-License-Identifier: GPL-3.0-or-later
// One side of a comparison: a scenario through the stages of `run`, as the tables that are compared.
#ifndef LR_CLI_COMPARE_SIDE_H
#define LR_CLI_COMPARE_SIDE_H

#include "beamloss/loss_ensemble.h"
#include "cli/call.h"
#include "cli/differences.h"
#include "cli/trigger_stage.h"
#include "machine/luminosity.h"
#include "projections/histories.h"

enum { LR_SIDE_TABLES = 24 };

// How the tables of a side are compared, in their order; ended by a row without a group.
extern const struct lr_differ lr_side_differ[];

struct lr_side {
  const struct lr_scenario *scenario;
  struct lr_luminosity luminosity;  // with a machine
  struct lr_plan_days days;         // with a plan
  struct lr_histories histories;
  struct lr_loss_ensemble ensemble; // of beam losses, where they were asked for
  bool lent;                        // it belongs to another side
  double dose_rad;                  // of layer 1, over all written periods; NaN without beam losses and a plan
  struct lr_table *integrated;      // at all dates
  struct lr_table *table[LR_SIDE_TABLES];  // NULL: the scenario has none
};

struct lr_side_wish {
  bool losses;                                // beam losses too
  bool tables;                                // false: only what the headlines need
  const struct lr_side *lender;               // its ensembles are taken, as the beam losses are the same; NULL: new ones
  const struct lr_scenario *masses;           // the reach is at the masses of these channels; NULL: at its own
};

// `call` says seed and jobs; the scenario says the number of histories. To be freed even after a failure, before the scenario.
enum lr_status lr_side_evaluate(const struct lr_call *call, struct lr_scenario *scenario, const struct lr_side_wish *wish,
                                struct lr_side *side, struct lr_error *error);
void lr_side_free(struct lr_side *side);
// Parts of it, of a side whose plan is evaluated. The trigger: at luminosities that no key moves, so that each row has its twin. The reach:
// `reach` at a few masses, at luminosities with the conditions of the reference, at dates with those of the plan (R15). The caller frees.
enum lr_status lr_side_trigger(const struct lr_side_wish *wish, const struct lr_side *side, struct lr_trigger_stage *stage, struct lr_error *error);
enum lr_status lr_side_reach(const struct lr_side_wish *wish, const struct lr_side *side, struct lr_table **table, struct lr_error *error);

// The quantities of the table `attribution` and of the figure.
enum lr_headline { LR_HEADLINE_LUMINOSITY, LR_HEADLINE_EXPECTED, LR_HEADLINE_P50, LR_HEADLINE_MILESTONE, LR_HEADLINE_PROBABILITY, LR_HEADLINE_DOSE, LR_HEADLINES };
struct lr_headline_at {
  int date;             // of the sums: the last one that both sides have; LR_NO_DATE: none
  double milestone_m2;  // the highest of both plans that either expects to pass by that date and none has reached already; NaN: none
};
struct lr_headline_at lr_headline_common(const struct lr_side *a, const struct lr_side *b);
// NaN where the side has none; the day of a milestone as a day number, NaN when the side does not pass it by the date.
double lr_headline_value(const struct lr_side *side, const struct lr_headline_at *at, enum lr_headline which);
// "expected on 2050-12-31", and its unit.
const char *lr_headline_words(const struct lr_headline_at *at, enum lr_headline which, char text[64]);
const char *lr_headline_unit(enum lr_headline which);

#endif
