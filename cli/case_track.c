// SPDX-License-Identifier: GPL-3.0-or-later
// What a case may ask of tracking.
#include <math.h>
#include <string.h>

#include "cli/case_expect.h"
#include "machine/track/track_table.h"

enum { SEED = 1 };  // of cases

static enum lr_status track(struct lr_case_desk *desk, bool first_only, struct lr_error *error) {
  const struct lr_scenario *scenario = &desk->scenario;
  const struct lr_track_setting *setting = &scenario->track;
  const struct lr_collider *collider = &scenario->machine.collider;
  struct lr_track_run *run = NULL;
  struct lr_track_result result;
  int beam = setting->keys.mode == LR_TRACK_WEAK_STRONG ? setting->keys.weak : 0;
  enum lr_status status = lr_track_run_of(setting, SEED, &run, error);
  if (status == LR_OK) status = lr_track_run_to(run, first_only ? 1 : setting->keys.turns, desk->jobs, NULL, NULL, error);
  if (status == LR_OK)
    desk->first_crossing_m2 = lr_track_run_sums(run, beam)->sum[LR_TRACK_OVERLAP] * setting->ring[beam].number / (double)setting->keys.particles;
  if (status == LR_OK && !first_only) {
    status = lr_track_run_result(run, &result, error);
    if (status == LR_OK) status = lr_track_equilibrium_table(collider, setting, run, &result, &desk->equilibrium, error);
    if (status == LR_OK && !lr_table_ok(desk->equilibrium)) status = lr_error_set(error, LR_E_MEMORY, "no memory");
  }
  lr_track_run_free(run);
  return status;
}

enum lr_status lr_case_track(struct lr_case_desk *desk, const struct lr_expect *expect, double *value, const char **unit,
                             struct lr_error *error) {
  bool crossing = strcmp(expect->subject, "first_crossing") == 0, first = crossing || strcmp(expect->subject, "first_luminosity") == 0;
  enum lr_status status = LR_OK;
  if (first ? !(desk->first_crossing_m2 > 0) : !desk->equilibrium) status = track(desk, first, error);
  if (status != LR_OK) return status;
  const struct lr_collider *collider = &desk->scenario.machine.collider;
  if (first) {
    *unit = crossing ? "m^-2" : "m^-2 s^-1";
    *value = desk->first_crossing_m2 * (crossing ? 1 : lr_revolution_frequency(collider) * collider->bunches);
    return LR_OK;
  }
  return lr_case_row(desk->equilibrium, expect, value, unit, error);
}
