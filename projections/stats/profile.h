// SPDX-License-Identifier: GPL-3.0-or-later
// One counting window whose background was measured beside it: n ~ Pois(s + beta), and of beta either
//   poisson: m ~ Pois(tau beta), tau = 1/(rel^2 b): events of a sideband, or
//   gauss:   x ~ N(beta, rel b), beta > 0.
// Both give beta in closed form when s is held. (model.md S3)
#ifndef LR_PROJECTIONS_STATS_PROFILE_H
#define LR_PROJECTIONS_STATS_PROFILE_H

enum lr_constraint { LR_CONSTRAINT_POISSON, LR_CONSTRAINT_GAUSS };

struct lr_counting {
  double background, relative_error;  // events; relative, 0: the background is known
  enum lr_constraint constraint;
};

// beta that fits best at a signal s, when n were counted and the side measurement says `aux` = m/tau or x. [events]
double lr_profile_background(const struct lr_counting *window, double n, double aux, double s);
// -2 ln of the likelihood at s, beta fitted, over that of a model that meets n and aux exactly; >= 0, without cancellation.
double lr_profile_deviance(const struct lr_counting *window, double n, double aux, double s);

#endif
