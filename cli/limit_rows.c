// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/limit_rows.h"

#include <math.h>
#include <string.h>

#include "projections/poisson_cls.h"
#include "projections/stats/asymptotic.h"
#include "projections/stats/discovery.h"
#include "projections/stats/feldman_cousins.h"
#include "projections/stats/hybrid.h"
#include "projections/stats/look_elsewhere.h"
#include "projections/stats/punzi.h"
#include "projections/stats/qtilde_ensemble.h"

static const char *const BANDS[] = {"ul_m2s", "ul_m1s", "ul_median", "ul_p1s", "ul_p2s"};

struct lr_table *lr_limit_table_create(void) {
  struct lr_table *table = lr_table_create("limit", "Limits and significances of a counting window");
  lr_table_column(table, "quantity", LR_TEXT, "",
                  "ul_: upper limit on the signal (expected at -2 .. +2 sigma, observed); fc_: interval; s_min: "
                  "smallest signal; z: significance",
                  "");
  lr_table_column(table, "value", LR_NUMBER, "", "in the unit of the row", "model.md S1 to S8");
  lr_table_column(table, "unit", LR_TEXT, "", "of the value", "");
  lr_table_column(table, "note", LR_TEXT, "", "what was assumed", "");
  return table;
}

static void put(struct lr_table *table, const char *quantity, double value, const char *unit, const char *note) {
  lr_table_row(table);
  lr_table_text(table, "quantity", quantity);
  lr_table_number(table, "value", value);
  lr_table_text(table, "unit", unit);
  lr_table_text(table, "note", note);
}

static void put_count(struct lr_table *table, const char *quantity, double value, double n) {
  char note[48];
  snprintf(note, sizeof note, "n = %.0f", n);
  put(table, quantity, value, "events", note);
}

static enum lr_status exact_observed(const struct lr_limit_request *r, struct lr_table *table, struct lr_error *error) {
  double s = NAN;
  enum lr_status status = LR_OK;
  if (!isnan(r->observed) && !(status = lr_cls_observed(r->observed, r->background, r->cl, &s, error)))
    put_count(table, "ul_observed", s, r->observed);
  return status;
}

static enum lr_status cls_exact(const struct lr_limit_request *r, struct lr_table *table, struct lr_error *error) {
  double bands[5], n, mean;
  enum lr_status status = lr_cls_expected_bands(r->background, r->cl, bands, error);
  for (int k = 0; k < 5 && !status; k++) {
    status = lr_cls_quantile_count(r->background, k - 2, &n, error);
    if (!status) put_count(table, BANDS[k], bands[k], n);
  }
  if (!status) status = lr_cls_expected_mean(r->background, r->cl, &mean, error);
  if (!status) put(table, "ul_mean", mean, "events", "mean over n");
  return status ? status : exact_observed(r, table, error);
}

static enum lr_status exact_asimov(const struct lr_limit_request *r, struct lr_table *table, struct lr_error *error) {
  double s;
  enum lr_status status = lr_cls_expected_continuous(r->background, r->cl, &s, error);
  if (!status) put(table, "ul_median", s, "events", "n = b, not rounded");
  return status ? status : exact_observed(r, table, error);
}

// The constraint as a side measurement.
static enum lr_status counting_of(const struct lr_limit_request *r, struct lr_counting *window, const char **note,
                                  struct lr_error *error) {
  bool gauss = strcmp(r->constraint, "gauss") == 0;
  if (*r->constraint && !gauss && strcmp(r->constraint, "poisson") != 0)
    return lr_error_set(error, LR_E_USAGE,
                        "--constraint of this method is poisson or gauss, a side measurement that is fitted; '%s' is a "
                        "prior: see cls-hybrid and bayes",
                        r->constraint);
  *window = (struct lr_counting){r->background, r->relative_error, gauss ? LR_CONSTRAINT_GAUSS : LR_CONSTRAINT_POISSON};
  *note = r->relative_error == 0 ? "background known"
          : gauss                ? "background fitted, x ~ N(b, E)"
                                 : "background fitted, m ~ Pois(tau b)";
  return LR_OK;
}

static enum lr_status cls_asymptotic(const struct lr_limit_request *r, struct lr_table *table, struct lr_error *error) {
  struct lr_counting window;
  const char *how;
  char note[160];
  double s;
  enum lr_status status = counting_of(r, &window, &how, error);
  const char *low = r->background < LR_ASYMPTOTIC_FEW ? "; too few events: at 90 % the median is 7 (b = 10) to 41 % (0) low, see cls-exact" : "";
  snprintf(note, sizeof note, "%s%s", how, low);
  for (int k = 0; k < 5 && !status; k++) {
    status = lr_asymptotic_expected(&window, k - 2, r->cl, &s, error);
    if (!status) put(table, BANDS[k], s, "events", note);
  }
  if (status || isnan(r->observed)) return status;
  status = lr_asymptotic_observed(&window, r->observed, r->cl, &s, error);
  snprintf(note, sizeof note, "n = %.0f%s", r->observed, low);
  if (!status) put(table, "ul_observed", s, "events", note);
  return status;
}

// The same statistic without an asymptotic formula; it wants an error of the background.
static enum lr_status cls_ensemble(const struct lr_limit_request *r, struct lr_table *table, struct lr_error *error) {
  struct lr_counting window;
  const char *note;
  double ul[5], s;
  enum lr_status status = counting_of(r, &window, &note, error);
  const struct lr_ensemble e = {.constraint = window.constraint == LR_CONSTRAINT_GAUSS ? LR_LIKE_GAUSS : LR_LIKE_POISSON,
                                .background = r->background, .rel = r->relative_error};
  if (!status) status = lr_ensemble_expected(&e, r->cl, ul, error);
  for (int k = 0; k < 5 && !status; k++) put(table, BANDS[k], ul[k], "events", note);
  if (status || isnan(r->observed)) return status;
  status = lr_ensemble_observed(&e, r->observed, r->cl, &s, error);
  if (!status) put_count(table, "ul_observed", s, r->observed);
  return status;
}

static enum lr_status averaged(const struct lr_limit_request *r, struct lr_table *table, struct lr_error *error) {
  static const struct {
    const char *name, *note;
    enum lr_prior prior;
  } PRIORS[] = {{"", "gamma prior", LR_PRIOR_GAMMA},
                {"gamma", "gamma prior", LR_PRIOR_GAMMA},
                {"poisson", "gamma prior, of a sideband count", LR_PRIOR_GAMMA},
                {"truncated-gauss", "truncated Gaussian prior", LR_PRIOR_TRUNCATED_GAUSS},
                {"gauss", "truncated Gaussian prior", LR_PRIOR_TRUNCATED_GAUSS},
                {"lognormal", "log-normal prior", LR_PRIOR_LOG_NORMAL}};
  size_t i = 0, priors = sizeof PRIORS / sizeof *PRIORS;
  while (i < priors && strcmp(PRIORS[i].name, r->constraint) != 0) i++;
  if (i == priors)
    return lr_error_set(error, LR_E_USAGE,
                        "--constraint of this method is a prior: gamma, truncated-gauss or lognormal, not '%s'",
                        r->constraint);
  struct lr_averaged window = {r->background, r->relative_error, PRIORS[i].prior};
  const char *prior = r->relative_error == 0 ? "background known" : PRIORS[i].note;
  char note[96];
  double s, n;
  enum lr_status status = LR_OK;
  for (int k = 0; k < 5 && !status; k++) {
    status = lr_hybrid_expected(&window, k - 2, r->cl, &n, &s, error);
    if (status) break;
    snprintf(note, sizeof note, "n = %.0f, %s", n, prior);
    put(table, BANDS[k], s, "events", note);
  }
  if (status || isnan(r->observed)) return status;
  status = lr_hybrid_observed(&window, r->observed, r->cl, &s, error);
  snprintf(note, sizeof note, "n = %.0f, %s", r->observed, prior);
  if (!status) put(table, "ul_observed", s, "events", note);
  return status;
}

static enum lr_status feldman_cousins(const struct lr_limit_request *r, struct lr_table *table,
                                      struct lr_error *error) {
  struct lr_fc_interval interval;
  enum lr_status status = lr_feldman_cousins(r->observed, r->background, r->cl, &interval, error);
  if (status) return status;
  put_count(table, "fc_lower", interval.lower, r->observed);
  put(table, "fc_upper", interval.upper, "events", "made non-increasing in the background");
  put(table, "fc_upper_raw", interval.upper_raw, "events", "as the ordering gives it");
  return LR_OK;
}

static enum lr_status punzi(const struct lr_limit_request *r, struct lr_table *table, struct lr_error *error) {
  double merit, gauss, improved, exact, n;
  enum lr_status status = lr_punzi_merit(r->efficiency, r->background, r->significance, &merit, error);
  if (!status) status = lr_punzi_gauss(r->background, r->significance, r->cl, &gauss, error);
  if (!status) status = lr_punzi_improved(r->background, r->significance, r->cl, &improved, error);
  if (!status) status = lr_punzi_exact(r->background, r->significance, r->cl, &exact, &n, error);
  if (status) return status;
  char note[64];
  snprintf(note, sizeof note, "efficiency / (a/2 + sqrt B), a = %g", r->significance);
  put(table, "fom", merit, "", note);
  put(table, "s_min", improved, "events", "improved Gaussian form, eq. 7");
  put(table, "s_min_gauss", gauss, "events", "Gaussian form, eq. 6");
  snprintf(note, sizeof note, "Poisson sums; a discovery begins at n = %.0f", n);
  put(table, "s_min_exact", exact, "events", note);
  put(table, "s_min_produced", r->efficiency > 0 ? improved / r->efficiency : NAN, "events",
      "s_min over the efficiency");
  return LR_OK;
}

static enum lr_status signals_needed(const struct lr_limit_request *r, const struct lr_counting *window,
                                     const char *note, struct lr_table *table, struct lr_error *error) {
  static const char *const NAMES[][2] = {{"signal_3sigma", "signal_3sigma_global"},
                                         {"signal_5sigma", "signal_5sigma_global"}};
  enum lr_status status = LR_OK;
  for (int i = 0; i < 2 && !status; i++) {
    double z = i ? 5 : 3, signal;
    for (int global = 0; global <= !isnan(r->windows) && !status; global++) {
      if (global) status = lr_local_z(z, r->windows, &z, error);
      if (!status) status = lr_discovery_signal(window, z, &signal, error);
      if (status == LR_E_CONVERGE) status = LR_OK, signal = NAN;  // the background is known too badly
      if (!status) put(table, NAMES[i][global], signal, "events", isnan(signal) ? "no signal up to 1e9 events" : note);
    }
  }
  return status;
}

// Without a background any event is a discovery, whatever its count: no significance and no signal is a number.
static void discovery_without_background(double n, struct lr_table *table) {
  char note[96];
  const char *ratio = n > 0 ? "infinite: the likelihood ratio of any event without a background" : "no event, no significance";
  snprintf(note, sizeof note, n > 0 ? "infinite: P(N >= %.0f) = 0 without a background" : "no event, P(N >= %.0f) = 1", ceil(n));
  if (!isnan(n)) {
    put(table, "z", NAN, "sigma", ratio);
    put(table, "z_exact", NAN, "sigma", note);
  }
  const char *none = "no finite answer: one event is enough; give the background that is still possible";
  put(table, "signal_3sigma", NAN, "events", none);
  put(table, "signal_5sigma", NAN, "events", none);
}

static enum lr_status discovery(const struct lr_limit_request *r, struct lr_table *table, struct lr_error *error) {
  struct lr_counting window;
  const char *note;
  double z = NAN, simple, exact, global, n = isnan(r->observed) ? r->signal + r->background : r->observed, whole = n;
  enum lr_status status = counting_of(r, &window, &note, error);
  if (!status && r->background == 0) {
    discovery_without_background(n, table);
    return LR_OK;
  }
  if (!status && !isnan(n)) status = lr_discovery_z(&window, n, &z, error);
  if (!status && !isnan(n)) {
    put(table, "z", z, "sigma", note);
    if (n >= r->background && !(status = lr_discovery_simple(&window, n - r->background, &simple, error)))
      put(table, "z_simple", simple, "sigma", "s / sqrt(b + E^2)");
    if (!status && isnan(r->observed)) status = lr_cls_quantile_count(n, 0, &whole, error);
    if (!status) status = lr_discovery_exact(r->background, whole, &exact, error);
    char at[64];
    snprintf(at, sizeof at, "P(N >= %.0f), background taken as known", whole);
    if (!status) put(table, "z_exact", exact, "sigma", at);
    if (!status && !isnan(r->windows) && !(status = lr_global_z(z, r->windows, &global, error))) {
      snprintf(at, sizeof at, "best of %g independent windows", r->windows);
      put(table, "z_global", global, "sigma", at);
    }
    if (!status && !isnan(r->upcrossings) && !(status = lr_global_z_upcrossings(z, r->upcrossings, r->level, &global, error))) {
      snprintf(at, sizeof at, "%g upcrossings of q0 = %g", r->upcrossings, r->level);
      put(table, "z_global_upcrossings", global, "sigma", at);
    }
  }
  return status ? status : signals_needed(r, &window, note, table, error);
}

const struct lr_limit_method lr_limit_methods[] = {
    {"cls-exact", LR_LIMIT_OBSERVED, 0, cls_exact},
    {"cls-asymptotic", LR_LIMIT_ERROR | LR_LIMIT_CONSTRAINT | LR_LIMIT_OBSERVED, 0, cls_asymptotic},
    {"cls-ensemble", LR_LIMIT_ERROR | LR_LIMIT_CONSTRAINT | LR_LIMIT_OBSERVED, LR_LIMIT_ERROR, cls_ensemble},
    {"cls-hybrid", LR_LIMIT_ERROR | LR_LIMIT_CONSTRAINT | LR_LIMIT_OBSERVED, 0, averaged},
    {"exact-asimov", LR_LIMIT_OBSERVED, 0, exact_asimov},
    {"bayes", LR_LIMIT_ERROR | LR_LIMIT_CONSTRAINT | LR_LIMIT_OBSERVED, 0, averaged},
    {"feldman-cousins", LR_LIMIT_OBSERVED, LR_LIMIT_OBSERVED, feldman_cousins},
    {"punzi", LR_LIMIT_EFFICIENCY | LR_LIMIT_SIGNIFICANCE, 0, punzi},
    {"discovery", LR_LIMIT_ERROR | LR_LIMIT_CONSTRAINT | LR_LIMIT_OBSERVED | LR_LIMIT_SIGNAL | LR_LIMIT_WINDOWS | LR_LIMIT_UPCROSSINGS | LR_LIMIT_LEVEL, 0,
     discovery},
    {.name = NULL}};
