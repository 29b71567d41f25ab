// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/reach_conditions.h"

#include <math.h>
#include <stdlib.h>

#include "base/constants.h"
#include "base/write.h"
#include "projections/plan_dates.h"
#include "projections/plan_exposure.h"
#include "projections/reach_dates.h"

// LR_NO_DATE: those of the reference.
static int date_of(const struct lr_reach_conditions *c, const struct lr_channel *channel, double luminosity_fb) {
  if (!c || c->kind == LR_AT_REFERENCE) return LR_NO_DATE;
  if (c->kind == LR_AT_DATE) return c->date;
  int date = lr_plan_dataset_date_of(c->plan, c->days, lr_reach_only_4s(channel), luminosity_fb / LR_fb_m2);
  return date == LR_NO_DATE ? c->plan->horizon : date;
}

enum lr_status lr_reach_conditions_at(const struct lr_reach_conditions *c, const struct lr_channel *channel, double mass, double luminosity_fb,
                                      struct lr_exposure *exposure, size_t *exposures, struct lr_error *error) {
  const struct lr_exposure plain = {luminosity_fb, 1, 1};
  const int date = date_of(c, channel, luminosity_fb);
  double sum = 0;
  *exposures = 0;
  if (date != LR_NO_DATE) {
    char text[16];
    enum lr_status status = lr_plan_exposures(c->plan, c->days, c->trigger, channel, mass, date, exposure, exposures, error);
    if (status) return lr_error_context(error, "conditions of the plan for '%s'", channel->id);
    if (!*exposures) return lr_error_set(error, LR_E_INPUT, "the plan has no data of '%s' by %s: no conditions", channel->id, lr_date_text(date, text));
  }
  for (size_t i = 0; i < *exposures; i++) sum += exposure[i].luminosity_fb;
  for (size_t i = 0; i < *exposures; i++) exposure[i].luminosity_fb *= luminosity_fb / sum;
  if (lr_exposures_plain(exposure, *exposures)) {
    exposure[0] = plain;
    *exposures = 1;
  }
  return LR_OK;
}

const char *lr_reach_conditions_words(const struct lr_reach_conditions *c, const struct lr_channel *channel, double luminosity_fb, char text[128]) {
  static const char *const PXD[] = {"", "; pixel detector aged", "; pixel detector off"};
  const int date = date_of(c, channel, luminosity_fb);
  const struct lr_conditions *d = c ? c->detector : NULL;
  char day[16], tracking[32] = "", photon[32] = "", number[32];
  if (d && d->tracking != 1) snprintf(tracking, sizeof tracking, "; tracking %.12s", (lr_number_short(d->tracking, 6, number), number));
  if (d && d->photon != 1) snprintf(photon, sizeof photon, "; photons %.12s", (lr_number_short(d->photon, 6, number), number));
  const bool spread = d && d->recoil_resolution_GeV > 0 && (d->spread_ler != d->reference_spread_ler || d->spread_her != d->reference_spread_her);
  snprintf(text, 128, "%s%s%s%s%s%s", date == LR_NO_DATE ? "reference" : "plan up to ", date == LR_NO_DATE ? "" : lr_date_text(date, day), d ? PXD[d->pxd] : "",
           tracking, photon, spread ? "; energy spread" : "");
  return text;
}

enum lr_status lr_reach_table_at_conditions(struct lr_table *table, const struct lr_reach_conditions *c, const struct lr_channel *channel,
                                            const double *mass, size_t masses, double luminosity_fb, struct lr_error *error) {
  struct lr_exposure exposure[LR_MOST_EXPOSURES];
  struct lr_reach_point *point = calloc(masses, sizeof *point);
  size_t exposures = 0;
  enum lr_status status = point ? LR_OK : lr_error_set(error, LR_E_MEMORY, "reach of %zu masses", masses);
  for (size_t i = 0; i < masses && !status; i++) {
    if (i == 0 || !lr_exposures_alike(channel, mass[i], mass[i - 1]))
      status = lr_reach_conditions_at(c, channel, mass[i], luminosity_fb, exposure, &exposures, error);
    if (!status) status = lr_reach_exposures_point(channel, mass[i], exposure, exposures, &point[i], error);
    point[i].luminosity_fb = luminosity_fb;
  }
  if (!status) lr_reach_table_points(table, channel, point, masses);
  free(point);
  return status;
}
