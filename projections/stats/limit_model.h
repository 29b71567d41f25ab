// SPDX-License-Identifier: GPL-3.0-or-later
// A binned model in a file of its own: channels with bins of signal, background and data, nuisances shared by name.
//   nuisances: {luminosity: {constraint: gauss}}
//   channels: {y4s: {observed: [..], bin_error: 5 %, samples: {zp: {signal: yes, events: [..], effects: {luminosity: {lognormal: 1.01}}}}}}
// inputs/limits/shape_example.yaml shows all keys.
#ifndef LR_PROJECTIONS_STATS_LIMIT_MODEL_H
#define LR_PROJECTIONS_STATS_LIMIT_MODEL_H

#include "base/fields.h"
#include "base/table.h"
#include "projections/stats/likelihood.h"

struct lr_limit_model {
  struct lr_like like;
  struct lr_like_channel channel[LR_LIKE_CHANNELS];
  char title[128], channel_name[LR_LIKE_CHANNELS][LR_LIKE_NAME], nuisance_name[LR_LIKE_NUISANCES][LR_LIKE_NAME];
  struct lr_like_data data;  // observed counts, or the nominal background when there are none
  bool has_observed;
  double *number;  // all lists; owned
  size_t numbers, room;
  struct lr_document *document;  // owned
};

// The keys of such a file, for `defaults` and completion.
extern const struct lr_field lr_limit_model_fields[];

// Reads a file ("-": standard input). Every problem goes to `problems`. *model: NULL when there was one.
// Status: LR_E_INPUT (also for a file that cannot be read), LR_E_MEMORY.
enum lr_status lr_limit_model_read(const char *path, struct lr_limit_model **model, struct lr_problems *problems, struct lr_error *error);
// The same for a text in memory; `name` stands for the path in messages.
enum lr_status lr_limit_model_read_text(const char *name, const char *text, struct lr_limit_model **model,
                                        struct lr_problems *problems, struct lr_error *error);
void lr_limit_model_free(struct lr_limit_model *model);  // NULL is fine

// Table `limit` (quantity, value, unit, note): ul_m2s, ul_m1s, ul_median, ul_p1s, ul_p2s, ul_observed, mu_hat, mu_error, z,
// z_expected; table `pulls` (nuisance, pull, error, impact): the best fit to the data. Limits are signal strengths.
// Status: LR_E_DOMAIN, LR_E_CONVERGE, LR_E_MEMORY; both tables are NULL then.
enum lr_status lr_limit_model_evaluate(const struct lr_limit_model *model, double cl, struct lr_table **limit,
                                       struct lr_table **pulls, struct lr_error *error);

// Both in one call: what a verb needs.
enum lr_status lr_limit_model_tables(const char *path, double cl, struct lr_problems *problems, struct lr_table **limit,
                                     struct lr_table **pulls, struct lr_error *error);

#endif
