// SPDX-License-Identifier: GPL-3.0-or-later
// Limits, best fit and pulls of a binned model as tables.
#include <math.h>
#include <string.h>

#include "projections/stats/asymptotic.h"
#include "projections/stats/limit_model.h"
#include "projections/stats/qtilde.h"

static const double NOTHING = 1e-12;  // pulls and impacts below it are rounding

struct result {
  double ul[5], observed, z, z_expected;
  struct lr_like_fit fit;
  double lowest;  // end of the range of mu
  bool at_end;    // mu is there
  double impact[LR_LIKE_NUISANCES];
};

// How far mu may go below 0: no bin with signal may lose its expectation.
static double lowest_mu(const struct lr_like *like) {
  double lowest = -INFINITY;
  for (size_t c = 0; c < like->channels; c++)
    for (size_t i = 0; i < like->channel[c].bins; i++) {
      double signal = 0, background = 0;
      for (size_t s = 0; s < like->channel[c].samples; s++)
        *(like->channel[c].sample[s].signal ? &signal : &background) += like->channel[c].sample[s].events[i];
      if (signal > 0) lowest = fmax(lowest, -0.95 * background / signal);
    }
  return lowest;
}

// The change of the best mu when a nuisance is moved by its own error: half the difference of both sides, refitted.
static enum lr_status impact_of(struct lr_like_work *work, const struct lr_like_data *data, const struct lr_like_fit *best, size_t k,
                                double lowest, double *impact, struct lr_error *error) {
  double mu[2];
  for (int side = 0; side < 2; side++) {
    struct lr_like_fit fit = *best;
    fit.theta[k] += (side ? 1 : -1) * best->error[k];
    enum lr_status status = lr_like_minimise(work, data, &(struct lr_like_free){lowest, INFINITY, true, k}, &fit, error);
    if (status != LR_OK) return status;
    mu[side] = fit.mu;
  }
  *impact = 0.5 * (mu[1] - mu[0]);
  return LR_OK;
}

// Best fit, its errors and impacts. Below mu = 0 a template may take all expectation from a bin: an edge that no fit can lean on.
static enum lr_status best_fit(const struct lr_limit_model *model, struct lr_like_work *work, struct result *r, struct lr_error *error) {
  r->lowest = lowest_mu(&model->like);
  const struct lr_like_fit start = {.mu = 0};
  r->fit = start;
  enum lr_status status = lr_like_minimise(work, &model->data, &(struct lr_like_free){r->lowest, INFINITY, false, 0}, &r->fit, error);
  if (status == LR_E_CONVERGE && r->lowest < 0) {
    r->lowest = 0;
    r->fit = start;
    status = lr_like_minimise(work, &model->data, &(struct lr_like_free){0, INFINITY, false, 0}, &r->fit, error);
  }
  r->at_end = r->fit.mu <= r->lowest;
  for (size_t k = 0; k < model->like.nuisances && status == LR_OK; k++)
    if (impact_of(work, &model->data, &r->fit, k, r->lowest, &r->impact[k], NULL) != LR_OK) r->impact[k] = NAN;  // no fit there
  return status;
}

static enum lr_status evaluate(const struct lr_limit_model *model, double cl, struct lr_like_work *work, struct result *r, struct lr_error *error) {
  enum lr_status status = lr_qtilde_expected(work, cl, r->ul, error);
  if (status == LR_OK && model->has_observed) status = lr_qtilde_observed(work, &model->data, cl, &r->observed, error);
  if (status == LR_OK && model->has_observed) status = lr_discovery_observed(work, &model->data, &r->z, error);
  if (status == LR_E_DOMAIN && isfinite(r->observed)) {
    r->z = NAN;
    status = LR_OK;
  }
  if (status == LR_OK && lr_discovery_expected(work, 1, &r->z_expected, error) != LR_OK) r->z_expected = NAN;  // no background in a bin
  return status == LR_OK ? best_fit(model, work, r, error) : status;
}

static void add(struct lr_table *table, const char *quantity, double value, const char *note) {
  lr_table_row(table);
  lr_table_text(table, "quantity", quantity);
  lr_table_number(table, "value", value);
  lr_table_text(table, "note", *note ? note : NULL);
}

static double background_of(const struct lr_like *like) {
  double sum = 0;
  for (size_t c = 0; c < like->channels; c++)
    for (size_t s = 0; s < like->channel[c].samples; s++)
      for (size_t i = 0; i < like->channel[c].bins && !like->channel[c].sample[s].signal; i++) sum += like->channel[c].sample[s].events[i];
  return sum;
}

static struct lr_table *limit_table(const struct lr_limit_model *model, double cl, const struct result *r) {
  static const char *const NAMES[] = {"ul_m2s", "ul_m1s", "ul_median", "ul_p1s", "ul_p2s"};
  struct lr_table *table = lr_table_create("limit", *model->title ? model->title : "Limit on the signal strength");
  const char *low = background_of(&model->like) < LR_ASYMPTOTIC_FEW ? "; too few background events for the asymptotic form: low (S11)" : "";
  char note[160];
  lr_table_column(table, "quantity", LR_TEXT, "", "what it is", "");
  lr_table_column(table, "value", LR_NUMBER, "", "signal strength mu; z in standard deviations", "model.md S11");
  lr_table_column(table, "unit", LR_TEXT, "", "of the value; empty: a pure number", "");
  lr_table_column(table, "note", LR_TEXT, "", "how", "");
  snprintf(note, sizeof note, "%g %% CL, q~ of the nominal background (Asimov)%s", 100 * cl, low);
  for (int i = 0; i < 5; i++) add(table, NAMES[i], r->ul[i], note);
  const char *none = "no observed counts in the model";
  snprintf(note, sizeof note, "%g %% CL, q~ of the counts%s", 100 * cl, low);
  add(table, "ul_observed", model->has_observed ? r->observed : NAN, model->has_observed ? note : none);
  const char *end = r->lowest == 0 ? "best fit at or above 0: below it a bin may lose its expectation"
                    : r->at_end    ? "at the lower end of its range: a bin has nearly no expectation left" : "best fit, may be negative";
  add(table, "mu_hat", model->has_observed ? r->fit.mu : NAN, model->has_observed ? end : none);
  add(table, "mu_error", r->at_end ? NAN : r->fit.mu_error, model->has_observed ? "from the curvature" : "from the curvature, for the nominal background");
  add(table, "z", model->has_observed ? r->z : NAN, !model->has_observed ? none : isfinite(r->z) ? "local, of the counts" : "not defined: counts in a bin without background");
  add(table, "z_expected", r->z_expected, "local, median for mu = 1");
  return table;
}

static struct lr_table *pull_table(const struct lr_limit_model *model, const struct result *r) {
  struct lr_table *table = lr_table_create("pulls", model->has_observed ? "Nuisances of the best fit" : "Nuisances of a fit to the nominal background");
  lr_table_column(table, "nuisance", LR_TEXT, "", "name", "");
  lr_table_column(table, "pull", LR_NUMBER, "", "fitted value in standard deviations of its side measurement", "model.md S10");
  lr_table_column(table, "error", LR_NUMBER, "", "of the fitted value: below 1 the data constrain it", "model.md S10");
  lr_table_column(table, "impact", LR_NUMBER, "", "change of mu_hat when it moves up by that error, refitted", "model.md S10");
  for (size_t k = 0; k < model->like.nuisances; k++) {
    lr_table_row(table);
    lr_table_text(table, "nuisance", model->nuisance_name[k]);
    lr_table_number(table, "pull", fabs(r->fit.theta[k]) < NOTHING ? 0 : r->fit.theta[k]);
    lr_table_number(table, "error", r->fit.error[k]);
    lr_table_number(table, "impact", fabs(r->impact[k]) < NOTHING ? 0 : r->impact[k]);
  }
  return table;
}

enum lr_status lr_limit_model_evaluate(const struct lr_limit_model *model, double cl, struct lr_table **limit,
                                       struct lr_table **pulls, struct lr_error *error) {
  struct lr_like_work *work = NULL;
  struct result r = {.observed = NAN};
  *limit = *pulls = NULL;
  enum lr_status status = lr_like_work_create(&model->like, &work, error);
  if (status == LR_OK) status = evaluate(model, cl, work, &r, error);
  if (status == LR_OK) {
    *limit = limit_table(model, cl, &r);
    *pulls = pull_table(model, &r);
    if (!lr_table_ok(*limit) || !lr_table_ok(*pulls)) status = lr_error_set(error, LR_E_MEMORY, "out of memory");
  }
  if (status != LR_OK) {
    lr_table_free(*limit);
    lr_table_free(*pulls);
    *limit = *pulls = NULL;
  }
  lr_like_work_free(work);
  return status;
}

enum lr_status lr_limit_model_tables(const char *path, double cl, struct lr_problems *problems, struct lr_table **limit,
                                     struct lr_table **pulls, struct lr_error *error) {
  struct lr_limit_model *model;
  *limit = *pulls = NULL;
  enum lr_status status = lr_limit_model_read(path, &model, problems, error);
  if (status == LR_OK) status = lr_limit_model_evaluate(model, cl, limit, pulls, error);
  lr_limit_model_free(model);
  return status;
}
