// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/case_expect.h"

#include <math.h>
#include <string.h>

#include "base/files.h"
#include "machine/luminosity.h"

// ---- units ----

// Which dimension a unit is of, and its factor to SI; false for one of no dimension that scenarios know.
static bool unit_of(const char *unit, int *dimension, double *factor) {
  char text[96], reason[96];
  if (snprintf(text, sizeof text, "1 %s", unit) >= (int)sizeof text) return false;
  for (int d = 0; d < LR_DIMENSION_COUNT; d++)
    if (lr_quantity_parse(text, (enum lr_dimension)d, factor, reason, sizeof reason)) {
      *dimension = d;
      return true;
    }
  return false;
}

static enum lr_status convert(double *value, const char *from, const char *to, struct lr_error *error) {
  int dimension_from, dimension_to;
  double factor_from, factor_to;
  if (strcmp(from, to) == 0) return LR_OK;
  if (!unit_of(from, &dimension_from, &factor_from) || !unit_of(to, &dimension_to, &factor_to) ||
      dimension_from != dimension_to)
    return lr_error_set(error, LR_E_INPUT, "'%s' cannot be compared with '%s'", *from ? from : "a pure number",
                        *to ? to : "a pure number");
  *value *= factor_from / factor_to;
  return LR_OK;
}

// ---- the scenario, and what is computed from it once ----

static void clear(struct lr_case_desk *desk) {
  if (desk->has_days) lr_plan_days_free(&desk->days);
  lr_table_free(desk->luminosity);
  lr_table_free(desk->equilibrium);
  if (desk->loaded) lr_scenario_free(&desk->scenario);
  lr_buffer_free(&desk->key);
  *desk = (struct lr_case_desk){.jobs = desk->jobs, .seen = desk->seen, .seens = desk->seens, .seen_room = desk->seen_room};
}

void lr_case_desk_free(struct lr_case_desk *desk) {
  clear(desk);
  free(desk->seen);
  desk->seen = NULL;
  desk->seens = desk->seen_room = 0;
}

// The scenario of a case with one more key set (`change`, may be NULL).
static enum lr_status load(const struct lr_case *owner, const char *change, int needs, struct lr_scenario *scenario,
                           struct lr_error *error) {
  const char *data = lr_data_folder(), *set[LR_MOST_SETS];
  size_t sets = 0;
  memset(scenario, 0, sizeof *scenario);
  if (!data) return lr_error_set(error, LR_E_IO, "the folder of the shipped inputs was not found: set LUMIREACH_DATA");
  for (; sets < owner->sets; sets++) set[sets] = owner->set[sets];
  if (change) set[sets++] = change;
  struct lr_buffer path = {0};
  if (*owner->scenario != '/') lr_buffer_print(&path, "%s/", data);
  lr_buffer_add(&path, owner->scenario);
  struct lr_problems problems = {0};
  enum lr_status status = path.failed ? lr_error_set(error, LR_E_MEMORY, "no memory")
                                      : lr_scenario_load(path.text, set, sets, needs, scenario, &problems, error);
  if (problems.errors) lr_problems_print(&problems, stderr);
  lr_problems_free(&problems);
  lr_buffer_free(&path);
  if (status == LR_E_INPUT) lr_error_set(error, status, "the scenario '%s' has errors", owner->scenario);
  return status;
}

static enum lr_status take_scenario(struct lr_case_desk *desk, const struct lr_case *owner, int needs,
                                    struct lr_error *error) {
  struct lr_buffer key = {0};
  lr_buffer_print(&key, "%s\n%d", owner->scenario, needs);
  for (size_t i = 0; i < owner->sets; i++) lr_buffer_print(&key, "\n%s", owner->set[i]);
  if (key.failed) return lr_error_set(error, LR_E_MEMORY, "no memory");
  if (desk->loaded && strcmp(lr_buffer_text(&desk->key), key.text) == 0) {
    lr_buffer_free(&key);
    return desk->usable ? LR_OK : lr_error_set(error, LR_E_INPUT, "the scenario '%s' has errors", owner->scenario);
  }
  clear(desk);
  desk->key = key;
  desk->loaded = true;
  enum lr_status status = load(owner, NULL, needs, &desk->scenario, error);
  desk->usable = status == LR_OK;
  return status;
}

static enum lr_status luminosity_table(const struct lr_scenario *scenario, struct lr_table **table,
                                       struct lr_error *error) {
  struct lr_luminosity luminosity;
  if (*table) return LR_OK;
  enum lr_status status = lr_luminosity_evaluate(&scenario->machine.collider, &luminosity, error);
  if (status != LR_OK) return status;
  *table = lr_luminosity_table(&scenario->machine.collider, &luminosity);
  return lr_table_ok(*table) ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory");
}

enum lr_status lr_case_row(const struct lr_table *table, const struct lr_expect *expect, double *value, const char **unit,
                           struct lr_error *error) {
  for (size_t i = 0; i < table->rows; i++) {
    if (strcmp(lr_table_get_text(table, i, "quantity"), expect->subject) != 0 ||
        strcmp(lr_table_get_text(table, i, "ring"), expect->part) != 0)
      continue;
    *value = lr_table_get(table, i, "value");
    const char *text = lr_table_get_text(table, i, "unit");
    // the ratio outlives its table: static units only
    *unit = expect->kind == LR_EXPECT_RATIO ? "" : text;
    return isfinite(*value) ? LR_OK : lr_error_set(error, LR_E_DOMAIN, "'%s' has no value here", expect->subject);
  }
  return lr_error_set(error, LR_E_INPUT, "the %s table has no row '%s'%s%s", table->name, expect->subject,
                      *expect->part ? " of the ring " : " without a ring", expect->part);
}

static enum lr_status ratio(const struct lr_case_desk *desk, const struct lr_case *owner,
                            const struct lr_expect *expect, double *value, const char **unit, struct lr_error *error) {
  struct lr_scenario changed;
  struct lr_table *table = NULL;
  double over;
  enum lr_status status = load(owner, expect->change, LR_NEED_MACHINE, &changed, error);
  if (status == LR_OK) status = luminosity_table(&changed, &table, error);
  if (status == LR_OK) status = lr_case_row(desk->luminosity, expect, value, unit, error);
  if (status == LR_OK) status = lr_case_row(table, expect, &over, unit, error);
  if (status == LR_OK) *value /= over;
  lr_table_free(table);
  lr_scenario_free(&changed);
  return status;
}

// ---- comparison ----

static enum lr_status value_of(struct lr_case_desk *desk, const struct lr_case *owner, const struct lr_expect *expect,
                               double *value, const char **unit, struct lr_error *error) {
  enum lr_status status;
  switch (expect->kind) {
    case LR_EXPECT_LUMI:
    case LR_EXPECT_RATIO:
      status = take_scenario(desk, owner, LR_NEED_MACHINE, error);
      if (status == LR_OK) status = luminosity_table(&desk->scenario, &desk->luminosity, error);
      if (status != LR_OK) return status;
      return expect->kind == LR_EXPECT_LUMI ? lr_case_row(desk->luminosity, expect, value, unit, error)
                                            : ratio(desk, owner, expect, value, unit, error);
    case LR_EXPECT_CUMULATED:
    case LR_EXPECT_DATE:
    case LR_EXPECT_NEVER:
    case LR_EXPECT_RECORDING:
      status = take_scenario(desk, owner, LR_NEED_PLAN, error);
      return status == LR_OK ? lr_case_plan(desk, expect, value, unit, error) : status;
    case LR_EXPECT_SUM:
    case LR_EXPECT_EFFICIENCY:
    case LR_EXPECT_NAIVE:
    case LR_EXPECT_PEAK:
    case LR_EXPECT_STOP:
    case LR_EXPECT_DIFFERENCE:
    case LR_EXPECT_SHARE:
      status = take_scenario(desk, owner, LR_NEED_PLAN, error);
      return status == LR_OK ? lr_case_record(&desk->scenario.plan, expect, value, unit, error) : status;
    case LR_EXPECT_XSEC:
    case LR_EXPECT_REACH:
      status = take_scenario(desk, owner, LR_NEED_CHANNELS, error);
      return status == LR_OK ? lr_case_channel(&desk->scenario, expect, value, unit, error) : status;
    case LR_EXPECT_TRIGGER:
      status = take_scenario(desk, owner, LR_NEED_TRIGGER, error);
      return status == LR_OK ? lr_case_trigger(&desk->scenario.trigger, expect, value, unit, error) : status;
    case LR_EXPECT_TRACK:
      status = take_scenario(desk, owner, LR_NEED_MACHINE | LR_NEED_TRACK, error);
      return status == LR_OK ? lr_case_track(desk, expect, value, unit, error) : status;
    case LR_EXPECT_RMS:
      return lr_case_rms(desk, expect, value, unit, error);
    case LR_EXPECT_FORMULA:
      return lr_case_formula(expect, value, unit, error);
    case LR_EXPECT_LIMIT:
      *unit = "";
      return lr_case_limit(expect, value, error);
  }
  return lr_error_set(error, LR_E_INTERNAL, "an unknown kind of expectation");
}

enum lr_status lr_expect_evaluate(struct lr_case_desk *desk, const struct lr_case *owner,
                                  const struct lr_expect *expect, struct lr_outcome *out, struct lr_error *error) {
  const char *unit = "";
  *out = (struct lr_outcome){.value = NAN, .tolerance = NAN, .pull = NAN, .unit = expect->unit};
  double value = NAN, tolerance = expect->tolerance;
  enum lr_status status = value_of(desk, owner, expect, &value, &unit, error);
  if (status == LR_OK) status = convert(&value, unit, expect->unit, error);
  if (status != LR_OK) return status;
  out->value = value;
  lr_case_remember(desk, owner, expect, value);
  const struct lr_channel_type *type = expect->kind == LR_EXPECT_REACH ? lr_channel_type_find(expect->subject) : NULL;
  if (type && !*expect->unit) out->unit = type->coupling_unit;  // a bare figure is in the unit of the channel
  if (expect->kind == LR_EXPECT_NEVER) {
    out->passed = !isfinite(value);
    return LR_OK;
  }
  if (strcmp(expect->tolerance_unit, "%") == 0)
    tolerance *= 0.01 * fabs(expect->published);
  else if (*expect->tolerance_unit)
    status = convert(&tolerance, expect->tolerance_unit, expect->unit, error);
  if (status != LR_OK) return status;
  if (!isfinite(value)) return lr_error_set(error, LR_E_DOMAIN, "the value is not finite");
  out->tolerance = tolerance;
  out->pull = (value - expect->published) / tolerance;
  out->passed = fabs(value - expect->published) <= tolerance;
  return LR_OK;
}
