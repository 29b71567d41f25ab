// SPDX-License-Identifier: GPL-3.0-or-later
// Limits and significances of a counting window by name, for `expect formula`. Errors of the background are relative.
#include "cli/case_formula.h"
#include "projections/stats/asymptotic.h"
#include "projections/stats/discovery.h"
#include "projections/stats/feldman_cousins.h"
#include "projections/stats/hybrid.h"
#include "projections/stats/look_elsewhere.h"
#include "projections/stats/normal.h"
#include "projections/stats/punzi.h"

static enum lr_status asymptotic_poisson(const double *in, double *out, struct lr_error *error) {
  struct lr_counting window = {in[0], in[1], LR_CONSTRAINT_POISSON};
  return lr_asymptotic_expected(&window, in[3], in[2], out, error);
}

static enum lr_status asymptotic_gauss(const double *in, double *out, struct lr_error *error) {
  struct lr_counting window = {in[0], in[1], LR_CONSTRAINT_GAUSS};
  return lr_asymptotic_expected(&window, in[3], in[2], out, error);
}

static enum lr_status averaged(const double *in, enum lr_prior prior, double *out, struct lr_error *error) {
  struct lr_averaged window = {in[0], in[1], prior};
  enum lr_status status = lr_hybrid_quantile_count(&window, in[3], &out[1], error);
  return status ? status : lr_hybrid_observed(&window, out[1], in[2], &out[0], error);
}

static enum lr_status averaged_gamma(const double *in, double *out, struct lr_error *error) {
  return averaged(in, LR_PRIOR_GAMMA, out, error);
}
static enum lr_status averaged_gauss(const double *in, double *out, struct lr_error *error) {
  return averaged(in, LR_PRIOR_TRUNCATED_GAUSS, out, error);
}
static enum lr_status averaged_lognormal(const double *in, double *out, struct lr_error *error) {
  return averaged(in, LR_PRIOR_LOG_NORMAL, out, error);
}

static enum lr_status flat(const double *in, enum lr_prior prior, double *out, struct lr_error *error) {
  struct lr_averaged window = {in[0], in[1], prior};
  return lr_hybrid_observed(&window, in[3], in[2], out, error);
}

static enum lr_status flat_gamma(const double *in, double *out, struct lr_error *error) {
  return flat(in, LR_PRIOR_GAMMA, out, error);
}
static enum lr_status flat_gauss(const double *in, double *out, struct lr_error *error) {
  return flat(in, LR_PRIOR_TRUNCATED_GAUSS, out, error);
}
static enum lr_status flat_lognormal(const double *in, double *out, struct lr_error *error) {
  return flat(in, LR_PRIOR_LOG_NORMAL, out, error);
}

static enum lr_status feldman_cousins(const double *in, double *out, struct lr_error *error) {
  struct lr_fc_interval interval = {0};
  enum lr_status status = lr_feldman_cousins(in[0], in[1], in[2], &interval, error);
  out[0] = interval.lower;
  out[1] = interval.upper_raw;
  out[2] = interval.upper;
  return status;
}

static enum lr_status punzi(const double *in, double *out, struct lr_error *error) {
  double cl = lr_normal_cdf(in[2]);
  enum lr_status status = lr_punzi_merit(1, in[0], in[1], &out[0], error);
  if (!status) status = lr_punzi_gauss(in[0], in[1], cl, &out[1], error);
  return status ? status : lr_punzi_improved(in[0], in[1], cl, &out[2], error);
}

static enum lr_status punzi_exact(const double *in, double *out, struct lr_error *error) {
  return lr_punzi_exact(in[0], in[1], in[2], &out[0], &out[1], error);
}

static enum lr_status discovery(const double *in, enum lr_constraint constraint, double *out, struct lr_error *error) {
  struct lr_counting window = {in[0], in[1], constraint};
  enum lr_status status = lr_discovery_z(&window, in[0] + in[2], &out[0], error);
  return status ? status : lr_discovery_simple(&window, in[2], &out[1], error);
}

static enum lr_status discovery_poisson(const double *in, double *out, struct lr_error *error) {
  return discovery(in, LR_CONSTRAINT_POISSON, out, error);
}
static enum lr_status discovery_gauss(const double *in, double *out, struct lr_error *error) {
  return discovery(in, LR_CONSTRAINT_GAUSS, out, error);
}
static enum lr_status discovery_exact(const double *in, double *out, struct lr_error *error) {
  return lr_discovery_exact(in[0], in[1], out, error);
}
static enum lr_status look_elsewhere(const double *in, double *out, struct lr_error *error) {
  return lr_global_z(in[0], in[1], out, error);
}

#define WINDOW \
  {"background", LR_DIM_NUMBER}, {"error", LR_DIM_NUMBER}, { "cl", LR_DIM_NUMBER }

const struct lr_formula lr_formulas_statistics[] = {
    {"limit_asymptotic_poisson", {WINDOW, {"sigmas", LR_DIM_NUMBER}}, {{"limit", ""}}, asymptotic_poisson},
    {"limit_asymptotic_gauss", {WINDOW, {"sigmas", LR_DIM_NUMBER}}, {{"limit", ""}}, asymptotic_gauss},
    {"limit_prior_gamma", {WINDOW, {"sigmas", LR_DIM_NUMBER}}, {{"limit", ""}, {"count", ""}}, averaged_gamma},
    {"limit_prior_gauss", {WINDOW, {"sigmas", LR_DIM_NUMBER}}, {{"limit", ""}, {"count", ""}}, averaged_gauss},
    {"limit_prior_lognormal", {WINDOW, {"sigmas", LR_DIM_NUMBER}}, {{"limit", ""}, {"count", ""}}, averaged_lognormal},
    {"limit_flat_gamma", {WINDOW, {"observed", LR_DIM_NUMBER}}, {{"limit", ""}}, flat_gamma},
    {"limit_flat_gauss", {WINDOW, {"observed", LR_DIM_NUMBER}}, {{"limit", ""}}, flat_gauss},
    {"limit_flat_lognormal", {WINDOW, {"observed", LR_DIM_NUMBER}}, {{"limit", ""}}, flat_lognormal},
    {"feldman_cousins",
     {{"observed", LR_DIM_NUMBER}, {"background", LR_DIM_NUMBER}, {"cl", LR_DIM_NUMBER}},
     {{"lower", ""}, {"upper_raw", ""}, {"upper", ""}},
     feldman_cousins},
    {"punzi",
     {{"background", LR_DIM_NUMBER}, {"significance", LR_DIM_NUMBER}, {"quantile", LR_DIM_NUMBER}},
     {{"fom", ""}, {"s_min_gauss", ""}, {"s_min", ""}},
     punzi},
    {"punzi_exact",
     {{"background", LR_DIM_NUMBER}, {"significance", LR_DIM_NUMBER}, {"cl", LR_DIM_NUMBER}},
     {{"s_min", ""}, {"count", ""}},
     punzi_exact},
    {"discovery_poisson",
     {{"background", LR_DIM_NUMBER}, {"error", LR_DIM_NUMBER}, {"signal", LR_DIM_NUMBER}},
     {{"z", ""}, {"simple", ""}},
     discovery_poisson},
    {"discovery_gauss",
     {{"background", LR_DIM_NUMBER}, {"error", LR_DIM_NUMBER}, {"signal", LR_DIM_NUMBER}},
     {{"z", ""}, {"simple", ""}},
     discovery_gauss},
    {"discovery_exact", {{"background", LR_DIM_NUMBER}, {"observed", LR_DIM_NUMBER}}, {{"z", ""}}, discovery_exact},
    {"look_elsewhere", {{"z", LR_DIM_NUMBER}, {"windows", LR_DIM_NUMBER}}, {{"global", ""}}, look_elsewhere},
    {.name = NULL}};
