// SPDX-License-Identifier: GPL-3.0-or-later
// A binned likelihood of many channels (final states, periods, energies) with one signal strength mu and nuisances that
// channels share by index (model.md S10):
//   -ln L = sum over bins [nu - n + n ln(n/nu)] + constraints,   nu = mu S(theta) + gamma B(theta)
// A yield is (nominal + sum of additive shapes) x product of factors. Below 1 % of the nominal events and of what the
// templates add to them (at most half the nominal events) the sum bends, twice differentiable, to stay above 0; where nothing
// is nominal, sums from 0 down give 0. gamma is the statistical factor of a bin's whole background: it is profiled in closed
// form inside each bin, so that only mu and theta stay for the fit.
// The caller owns all arrays; a work space belongs to one model and one thread.
#ifndef LR_PROJECTIONS_STATS_LIKELIHOOD_H
#define LR_PROJECTIONS_STATS_LIKELIHOOD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { LR_LIKE_CHANNELS = 64, LR_LIKE_NUISANCES = 32, LR_LIKE_SAMPLES = 12, LR_LIKE_EFFECTS = 16, LR_LIKE_BINS = 4096, LR_LIKE_NAME = 32 };

enum lr_like_effect_kind {
  LR_LIKE_LOGNORMAL,  // factor up^a (a > 1) .. down^-a (a < -1), smooth between; down = 0 stands for 1/up
  LR_LIKE_LINEAR,     // factor 1 + up a: a Gaussian normalisation (or one with a Poisson side measurement)
  LR_LIKE_SHAPE,      // added to the bins: smooth between the templates at a = -1 and +1, straight beyond
  LR_LIKE_SHAPE_LOG   // the same interpolation of ln(template / nominal): factors on the bins, never negative
};
struct lr_like_effect {
  enum lr_like_effect_kind kind;
  size_t nuisance;
  double up, down;
  const double *up_events, *down_events;  // templates of a shape [bins]
};
struct lr_like_sample {
  bool signal;           // multiplied by mu
  const double *events;  // nominal [bins], at least 0
  struct lr_like_effect effect[LR_LIKE_EFFECTS];
  size_t effects;
};
enum lr_like_constraint { LR_LIKE_NONE, LR_LIKE_GAUSS, LR_LIKE_POISSON };
struct lr_like_channel {
  size_t bins;
  struct lr_like_sample sample[LR_LIKE_SAMPLES];
  size_t samples;
  enum lr_like_constraint bin_constraint;  // of gamma: x ~ N(gamma, rel), or m ~ Pois(gamma / rel^2)
  const double *bin_rel;                   // relative error of the background [bins]; 0: gamma = 1
};
struct lr_like_nuisance {
  enum lr_like_constraint constraint;  // GAUSS: a ~ N(theta, 1); POISSON: m ~ Pois((1 + rel theta) / rel^2); NONE: free
  double rel;                          // of POISSON
};
struct lr_like {
  const struct lr_like_channel *channel;
  size_t channels;
  struct lr_like_nuisance nuisance[LR_LIKE_NUISANCES];
  size_t nuisances;
  const char (*channel_name)[LR_LIKE_NAME], (*nuisance_name)[LR_LIKE_NAME];  // for messages; NULL: they are numbered from 1
};

// What was measured: counts of all bins (channel by channel), and the side measurements in units of the nuisances (nominal:
// bin_aux 1, aux 0). A Poisson side measurement m is handed over as m rel^2 (of a bin) or (m rel^2 - 1) / rel.
struct lr_like_data {
  const double *observed, *bin_aux, *aux;
};

struct lr_like_fit {
  double mu, theta[LR_LIKE_NUISANCES];
  double nll;                                     // -ln L against a perfect fit
  double mu_error, error[LR_LIKE_NUISANCES];      // from the inverse Hessian; 0 where fixed or at a bound
  double slope;                                   // d nll / d mu at the fit
  int steps;
};
// What a fit leaves free. Bounds of mu: mu_low == mu_high fixes it. `fixed`: index of a nuisance kept where `fit` has it.
struct lr_like_free {
  double mu_low, mu_high;
  bool has_fixed;
  size_t fixed;
};

struct lr_like_work;
// Checks the model and makes its work space. Status: LR_E_DOMAIN (what is wrong), LR_E_MEMORY.
enum lr_status lr_like_work_create(const struct lr_like *model, struct lr_like_work **work, struct lr_error *error);
void lr_like_work_free(struct lr_like_work *work);  // NULL is fine
size_t lr_like_bins(const struct lr_like_work *work);

// Minimum of -ln L by a damped Newton step inside the bounds, from where `fit` stands (mu, theta): the one downhill from
// there, where large shapes make several. Where a bend is narrower than a step, the point that short steps no longer improve
// is taken. The same input gives the same bits. Status: LR_E_CONVERGE when it is not reached (names what still moves);
// LR_E_DOMAIN for data that are no counts, and for counts in a bin that nothing free gives an expectation (names the bin).
enum lr_status lr_like_minimise(struct lr_like_work *work, const struct lr_like_data *data, const struct lr_like_free *free,
                                struct lr_like_fit *fit, struct lr_error *error);

// -ln L, gradient and Hessian (row by row) in (mu, theta) at a point, with gamma profiled: D = 1 + nuisances values and D^2.
// INFINITY where a bin with counts has no expectation.
double lr_like_evaluate(struct lr_like_work *work, const struct lr_like_data *data, const double *x, double *gradient,
                        double *hessian);

// Expected counts of all bins, and, when `gamma` is not NULL, the profiled statistical factors under `data`.
void lr_like_expected(struct lr_like_work *work, const struct lr_like_data *data, double mu, const double *theta,
                      double *events, double *gamma);
// Nominal signal (per mu) and background of all bins.
void lr_like_nominal(struct lr_like_work *work, double *signal, double *background);

// Inside the fit: the lower and upper end of a nuisance, where a linear factor would turn negative.
double lr_like_low(const struct lr_like_work *work, size_t nuisance);
double lr_like_high(const struct lr_like_work *work, size_t nuisance);
const struct lr_like *lr_like_model(const struct lr_like_work *work);

#endif
