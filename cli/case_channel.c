// SPDX-License-Identifier: GPL-3.0-or-later
// Expectations of channels and of limits.
#include <string.h>

#include "cli/case_expect.h"
#include "projections/poisson_cls.h"
#include "projections/reach.h"

enum lr_status lr_case_channel(const struct lr_scenario *scenario, const struct lr_expect *expect, double *value, const char **unit,
                               struct lr_error *error) {
  const struct lr_channel *channel = NULL;
  for (size_t i = 0; i < scenario->channels; i++)
    if (strcmp(scenario->channel[i].id, expect->subject) == 0) channel = &scenario->channel[i];
  if (!channel) return lr_error_set(error, LR_E_INPUT, "the scenario has no channel '%s'", expect->subject);
  double mass, other;
  bool reach = expect->kind == LR_EXPECT_REACH;
  enum lr_status status = lr_expect_argument(expect, "mass", LR_DIM_NUMBER, &mass, error);
  if (status == LR_OK)
    status = reach ? lr_expect_argument(expect, "luminosity", LR_DIM_INTEGRATED, &other, error)
                   : lr_expect_argument(expect, "coupling", LR_DIM_NUMBER, &other, error);
  if (status != LR_OK) return status;
  if (reach) {
    struct lr_reach_point point;
    *unit = *expect->unit ? channel->type->coupling_unit : "";
    status = lr_reach_solve(channel, mass, lr_in_unit(other, "fb^-1"), &point, error);
    if (status == LR_OK && !point.has) return lr_error_set(error, LR_E_DOMAIN, "no reach: %s", point.reason);
    if (status == LR_OK) *value = point.coupling[LR_REACH_MEDIAN];
    return status;
  }
  *unit = "fb";
  if (!*expect->part) return lr_channel_cross_section(channel, mass, other, value, error);
  struct lr_quantity row[32];
  size_t rows;
  status = lr_channel_quantities(channel, mass, other, row, sizeof row / sizeof *row, &rows, error);
  if (status != LR_OK) return status;
  for (size_t i = 0; i < rows; i++)
    if (strcmp(row[i].name, expect->part) == 0) {
      *unit = row[i].unit;
      *value = row[i].value;
      return LR_OK;
    }
  return lr_error_set(error, LR_E_INPUT, "the channel '%s' has no quantity '%s'", expect->subject, expect->part);
}

enum lr_status lr_case_limit(const struct lr_expect *expect, double *value, struct lr_error *error) {
  static const char *const BANDS[] = {"m2s", "m1s", "median", "p1s", "p2s"};
  double background, cl, observed;
  enum lr_status status = lr_expect_argument(expect, "background", LR_DIM_NUMBER, &background, error);
  if (status == LR_OK) status = lr_expect_argument(expect, "cl", LR_DIM_NUMBER, &cl, error);
  if (status != LR_OK) return status;
  if (!*expect->part) {
    status = lr_expect_argument(expect, "observed", LR_DIM_NUMBER, &observed, error);
    return status == LR_OK ? lr_cls_observed(observed, background, cl, value, error) : status;
  }
  if (strcmp(expect->part, "mean") == 0) return lr_cls_expected_mean(background, cl, value, error);
  for (int i = 0; i < 5; i++)
    if (strcmp(expect->part, BANDS[i]) == 0) return lr_cls_expected_quantile(background, i - 2, cl, value, error);
  return lr_error_set(error, LR_E_INPUT, "there is no expected limit '%s': m2s, m1s, median, p1s, p2s or mean",
                      expect->part);
}
