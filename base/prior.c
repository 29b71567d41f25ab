// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/prior.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/write.h"

double lr_prior_quantile(const struct lr_prior *prior, double u) {
  double a = prior->a, b = prior->b, c = prior->c;
  switch (prior->distribution) {
    case LR_FIXED: return a;
    case LR_NORMAL: {  // cut at zero: a factor, a time or a luminosity is never negative
      double below = gsl_cdf_gaussian_P(-a, b), above = gsl_cdf_gaussian_Q(-a, b);
      double x = u < 0.5 ? gsl_cdf_gaussian_Pinv(below + u * above, b) : gsl_cdf_gaussian_Qinv((1 - u) * above, b);
      return fmax(0, a + x);
    }
    case LR_LOGNORMAL: return a * exp(b * gsl_cdf_ugaussian_Pinv(u));
    case LR_TRIANGULAR: {
      double split = (b - a) / (c - a);
      return u < split ? a + sqrt(u * (c - a) * (b - a)) : c - sqrt((1 - u) * (c - a) * (c - b));
    }
    case LR_EXPONENTIAL: return -a * log1p(-u);
    case LR_UNIFORM: return a + u * (b - a);
    case LR_LOGUNIFORM: return a * pow(b / a, u);
    case LR_BETA: return gsl_cdf_beta_Pinv(u, a, b);
  }
  return NAN;
}

double lr_prior_mean(const struct lr_prior *prior) {
  double a = prior->a, b = prior->b, c = prior->c;
  switch (prior->distribution) {
    case LR_FIXED:
    case LR_EXPONENTIAL: return a;
    case LR_NORMAL: return a + b * gsl_ran_ugaussian_pdf(a / b) / gsl_cdf_ugaussian_P(a / b);
    case LR_LOGNORMAL: return a * exp(b * b / 2);
    case LR_TRIANGULAR: return (a + b + c) / 3;
    case LR_UNIFORM: return (a + b) / 2;
    case LR_LOGUNIFORM: return (b - a) / log(b / a);
    case LR_BETA: return a / (a + b);
  }
  return NAN;
}

void lr_prior_support(const struct lr_prior *prior, double *low, double *high) {
  *low = 0;
  *high = INFINITY;
  switch (prior->distribution) {
    case LR_FIXED: *low = *high = prior->a; break;
    case LR_TRIANGULAR:
      *low = prior->a;
      *high = prior->c;
      break;
    case LR_UNIFORM:
    case LR_LOGUNIFORM:
      *low = prior->a;
      *high = prior->b;
      break;
    case LR_BETA: *high = 1; break;
    case LR_NORMAL:
    case LR_LOGNORMAL:
    case LR_EXPONENTIAL: break;
  }
}

static const struct {
  const char *name, *key[3];
} SHAPES[] = {
    {"fixed", {"value", NULL, NULL}},         {"normal", {"mean", "sigma", NULL}},
    {"lognormal", {"median", "sigma", NULL}}, {"triangular", {"low", "mode", "high"}},
    {"exponential", {"mean", NULL, NULL}},    {"uniform", {"low", "high", NULL}},
    {"loguniform", {"low", "high", NULL}},    {"beta", {"a", "b", NULL}},
};
enum { SHAPE_COUNT = sizeof SHAPES / sizeof *SHAPES };

// A unit in which the first parameter reads well.
static const char *words_unit(const struct lr_prior *prior) {
  double size = fabs(prior->a);
  if (prior->dimension == LR_DIM_TIME)
    return size >= 2.6e6 ? "year" : size >= 3600 ? "h" : size >= 60 ? "min" : size >= 1 ? "s" : size >= 1e-3 ? "ms" : "us";
  if (prior->dimension == LR_DIM_LENGTH)
    return size >= 1 || size == 0 ? "m" : size >= 1e-3 ? "mm" : size >= 1e-6 ? "um" : size >= 1e-9 ? "nm" : "pm";
  return lr_dimension_unit(prior->dimension);
}

void lr_prior_words(const struct lr_prior *prior, char *text, size_t size) {
  const double value[] = {prior->a, prior->b, prior->c};
  const char *unit = words_unit(prior);
  const char *shown = prior->dimension == LR_DIM_LUMINOSITY ? "cm⁻² s⁻¹" : unit;
  int used = snprintf(text, size, "%s", SHAPES[prior->distribution].name);
  for (int i = 0; i < 3 && SHAPES[prior->distribution].key[i] && used >= 0 && (size_t)used < size; i++) {
    char number[32];
    bool pure = prior->distribution == LR_LOGNORMAL && i == 1;
    lr_number_short(pure ? value[i] : lr_in_unit(value[i], unit), 3, number);
    used += snprintf(text + used, size - (size_t)used, ", %s %s%s%s", SHAPES[prior->distribution].key[i], number,
                     pure || !*unit ? "" : " ", pure ? "" : shown);
  }
}

static bool order_is_wrong(const struct lr_prior *prior) {
  switch (prior->distribution) {
    case LR_NORMAL: return !(prior->b > 0) || !(prior->a >= 0);
    case LR_LOGNORMAL: return !(prior->b > 0) || !(prior->a > 0);
    case LR_TRIANGULAR: return !(prior->a >= 0 && prior->a <= prior->b && prior->b <= prior->c && prior->a < prior->c);
    case LR_EXPONENTIAL: return !(prior->a > 0);
    case LR_UNIFORM: return !(prior->a >= 0 && prior->a < prior->b);
    case LR_LOGUNIFORM: return !(prior->a > 0 && prior->a < prior->b);
    case LR_BETA: return !(prior->a > 0 && prior->b > 0);
    case LR_FIXED: return !(prior->a >= 0);
  }
  return true;
}

bool lr_prior_read(const struct lr_reading *reading, const struct lr_node *node, enum lr_dimension dimension,
                   struct lr_prior *prior) {
  *prior = (struct lr_prior){.distribution = LR_FIXED, .dimension = dimension};
  const struct lr_node *name = lr_node_child(node, "dist");
  if (!name && (node->kind == LR_SCALAR || lr_node_child(node, "value"))) {
    if (!lr_read_quantity(reading, node, dimension, &prior->a)) return false;
    if (prior->a >= 0) return true;
    lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' cannot be negative", lr_node_name(node));
    return false;
  }
  int shape = 0;
  if (name && name->kind == LR_SCALAR)
    while (shape < SHAPE_COUNT && strcmp(SHAPES[shape].name, name->text) != 0) shape++;
  if (!name || name->kind != LR_SCALAR || shape == SHAPE_COUNT) {
    lr_node_problem(reading->problems, false, name ? name : node,
                    "'%s' wants a distribution such as {dist: normal, mean: 1, sigma: 0.1}; dist is one of fixed, normal, "
                    "lognormal, triangular, exponential, uniform, loguniform, beta",
                    lr_node_name(node));
    return false;
  }
  memcpy(&prior->distribution, &shape, sizeof shape);
  double *slot[] = {&prior->a, &prior->b, &prior->c};
  bool fine = true;
  for (int i = 0; i < 3 && SHAPES[shape].key[i]; i++) {
    const struct lr_node *value = lr_node_child(node, SHAPES[shape].key[i]);
    if (!value) {
      lr_node_problem(reading->problems, false, node, "'%s' with dist: %s needs '%s'", lr_node_name(node),
                      SHAPES[shape].name, SHAPES[shape].key[i]);
      fine = false;
      continue;
    }
    bool pure = (shape == LR_LOGNORMAL && i == 1) || shape == LR_BETA;
    fine = lr_read_quantity(reading, value, pure ? LR_DIM_NUMBER : dimension, slot[i]) && fine;
  }
  for (size_t i = 0; i < node->children; i++) {
    const char *known[] = {"dist", "source", "status", "note", SHAPES[shape].key[0], SHAPES[shape].key[1],
                           SHAPES[shape].key[2]};
    size_t j = 0;
    while (j < 7 && (!known[j] || strcmp(known[j], node->child[i]->key) != 0)) j++;
    if (j < 7) continue;
    lr_node_problem(reading->problems, false, node->child[i], "unknown key '%.60s' in '%s': dist: %s takes %s%s%s%s%s",
                    node->child[i]->key, lr_node_name(node), SHAPES[shape].name, SHAPES[shape].key[0],
                    SHAPES[shape].key[1] ? ", " : "", SHAPES[shape].key[1] ? SHAPES[shape].key[1] : "",
                    SHAPES[shape].key[2] ? ", " : "", SHAPES[shape].key[2] ? SHAPES[shape].key[2] : "");
    fine = false;
  }
  if (fine && order_is_wrong(prior)) {
    lr_node_problem(reading->problems, false, node, "'%s': the parameters of dist: %s are out of order or negative",
                    lr_node_name(node), SHAPES[shape].name);
    fine = false;
  }
  return fine;
}
