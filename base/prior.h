// SPDX-License-Identifier: GPL-3.0-or-later
// Declared priors: the distribution of a factor, a time, a size or a luminosity (model.md P11). None is ever negative.
#ifndef LR_BASE_PRIOR_H
#define LR_BASE_PRIOR_H

#include "base/fields.h"
#include "base/random.h"

enum lr_distribution {
  LR_FIXED,
  LR_NORMAL,
  LR_LOGNORMAL,
  LR_TRIANGULAR,
  LR_EXPONENTIAL,
  LR_UNIFORM,
  LR_LOGUNIFORM,
  LR_BETA
};

struct lr_prior {
  enum lr_distribution distribution;
  enum lr_dimension dimension;  // of the parameters below, which are in SI
  double a, b, c;  // fixed: a; normal: mean a, sigma b, cut at zero; lognormal: median a, sigma of the logarithm b;
                   // triangular: low a, mode b, high c; exponential: mean a; uniform, loguniform: low a, high b;
                   // beta: on 0 to 1, parameters a and b
};

// The value whose cumulative probability is u in (0, 1): one uniform number, one draw.
double lr_prior_quantile(const struct lr_prior *prior, double u);
double lr_prior_mean(const struct lr_prior *prior);
// In words: "log-normal, median 0.819, sigma 0.35".
void lr_prior_words(const struct lr_prior *prior, char *text, size_t size);

// The ends of what it can give; high may be INFINITY.
void lr_prior_support(const struct lr_prior *prior, double *low, double *high);

// Reads {dist: normal, mean: 1, sigma: 0.12} in the given dimension; a bare quantity is a fixed value.
bool lr_prior_read(const struct lr_reading *reading, const struct lr_node *node, enum lr_dimension dimension,
                   struct lr_prior *prior);

#endif
