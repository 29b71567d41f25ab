// SPDX-License-Identifier: GPL-3.0-or-later
// -ln L of all bins with its gradient and Hessian. Each bin is linear algebra on a handful of numbers: the factors and
// interpolation weights of the samples are worked out once a call, not once a bin.
#include "projections/stats/likelihood.h"

#include <math.h>
#include <string.h>

#include "projections/stats/likelihood_terms.h"
#include "projections/stats/likelihood_work.h"

// The weights of the odd and even part of a pair of templates at `a`, with two derivatives: polynomial of sixth order
// within |a| < 1 that meets the straight lines with equal value, slope and curvature (HistFactory, CERN-OPEN-2012-016).
static void interpolate(double a, double *odd, double even[3]) {
  *odd = a;
  double a2 = a * a;
  if (a2 >= 1) {
    even[0] = 8 * fabs(a);
    even[1] = a > 0 ? 8 : -8;
    even[2] = 0;
  } else {
    even[0] = a2 * (15 + a2 * (3 * a2 - 10));
    even[1] = a * (30 + a2 * (18 * a2 - 40));
    even[2] = 30 + a2 * (90 * a2 - 120);
  }
}

struct active {  // a nuisance acting on a sample
  size_t slot;   // among those of the channel
  double m, mm;  // first and second derivative of ln(factor)
};
struct additive {  // a shape of it
  size_t at;       // in `active`
  bool log;
  double odd, even[3];
  const double *odd_part, *even_part;
};
struct prepared {
  double factor;
  struct active active[LR_LIKE_EFFECTS];
  size_t actives;
  struct additive shape[LR_LIKE_EFFECTS];
  size_t shapes;
};

static size_t active_of(struct prepared *p, size_t slot) {
  for (size_t i = 0; i < p->actives; i++)
    if (p->active[i].slot == slot) return i;
  p->active[p->actives] = (struct active){.slot = slot};
  return p->actives++;
}

static void prepare(const struct lr_like_work *w, const struct lr_like_work_channel *channel, size_t sample_index,
                    const double *theta, struct prepared *p) {
  const struct lr_like_sample *sample = &channel->channel->sample[sample_index];
  p->factor = 1;
  p->actives = p->shapes = 0;
  for (size_t e = 0; e < sample->effects; e++) {
    const struct lr_like_effect *effect = &sample->effect[e];
    size_t at = active_of(p, channel->slot[effect->nuisance]);
    double a = theta[effect->nuisance], odd, even[3];
    if (effect->kind == LR_LIKE_LINEAR) {
      double f = 1 + effect->up * a, d = f > 0 ? effect->up / f : 0;
      p->factor *= f;
      p->active[at].m += d;
      p->active[at].mm -= d * d;
      continue;
    }
    interpolate(a, &odd, even);
    if (effect->kind == LR_LIKE_LOGNORMAL) {
      double up = log(effect->up), down = effect->down > 0 ? log(effect->down) : -up;
      double s = 0.5 * (up - down), c = (up + down) / 16;
      p->factor *= exp(s * odd + c * even[0]);
      p->active[at].m += s + c * even[1];
      p->active[at].mm += c * even[2];
    } else {
      const double *part = w->parts + channel->part[sample_index][e];
      p->shape[p->shapes++] = (struct additive){.at = at, .log = effect->kind == LR_LIKE_SHAPE_LOG, .odd = odd,
                                                .even = {even[0], even[1], even[2]}, .odd_part = part,
                                                .even_part = part + channel->channel->bins};
    }
  }
}

// Shapes may add up to less than nothing. Below `scale` the sum bends (twice differentiable) and stays above 0, so that a fit
// meets no wall. Where nothing is nominal, nothing is what the sum 0 and all below it give, again without a kink.
// Returns the sum, with two derivatives.
static const double FLOOR = 0.01, WIDEST = 0.5;
static double lift(double sum, double scale, bool nominal, double *first, double *second) {
  if (nominal) {
    const double u = (scale - sum) / scale, d = 1 + u + u * u, slope = (1 + 2 * u) / (d * d);
    *first = slope;
    *second = -2 / scale * (1 / (d * d) - slope * (1 + 2 * u) / d);
    return scale / d;
  }
  const double t = sum > 0 ? sum / scale : 0, t2 = t * t;
  *first = t2 * (18 + t * (15 * t - 32));
  *second = t * (36 + t * (60 * t - 96)) / scale;
  return scale * t2 * t * (6 + t * (3 * t - 8));
}

// Where the sum begins to bend: 1 % of the nominal events and of how far the templates go from them.
static double scale_of(const struct prepared *p, double nominal, size_t bin) {
  double reach = 0;
  for (size_t i = 0; i < p->shapes; i++)
    if (!p->shape[i].log) reach += fabs(p->shape[i].odd_part[bin]) + 8 * fabs(p->shape[i].even_part[bin]);
  return nominal > 0 ? fmin(FLOOR * (nominal + reach), WIDEST * nominal) : FLOOR * reach;
}

// Adds one sample in one bin: value, first and second derivatives in the slots of the channel.
static double add_yield(const struct prepared *p, double nominal, size_t bin, double *d, double *dd, size_t slots) {
  double sum = nominal, factor = p->factor, a1[LR_LIKE_EFFECTS], a2[LR_LIKE_EFFECTS], m1[LR_LIKE_EFFECTS], m2[LR_LIKE_EFFECTS];
  for (size_t i = 0; i < p->actives; i++) {
    a1[i] = a2[i] = 0;
    m1[i] = p->active[i].m;
    m2[i] = p->active[i].mm;
  }
  double exponent = 0;
  for (size_t i = 0; i < p->shapes; i++) {
    const struct additive *s = &p->shape[i];
    double odd = s->odd_part[bin], even = s->even_part[bin];
    double value = odd * s->odd + even * s->even[0], first = odd + even * s->even[1], second = even * s->even[2];
    if (s->log) {
      exponent += value;
      m1[s->at] += first;
      m2[s->at] += second;
    } else {
      sum += value;
      a1[s->at] += first;
      a2[s->at] += second;
    }
  }
  if (exponent != 0) factor *= exp(exponent);
  double bend = 0;
  const double scale = sum < WIDEST * nominal || nominal <= 0 ? scale_of(p, nominal, bin) : 0;
  if (sum < scale) {
    double first;
    sum = lift(sum, scale, nominal > 0, &first, &bend);
    for (size_t i = 0; i < p->actives; i++) {
      a2[i] = first * a2[i] + bend * a1[i] * a1[i];
      a1[i] *= first;
    }
    bend = first > 0 ? bend / (first * first) : 0;  // of the mixed derivatives, from the bent ones
  }
  if (!d) return sum * factor;
  for (size_t i = 0; i < p->actives; i++) {
    size_t row = p->active[i].slot;
    d[row] += factor * (a1[i] + sum * m1[i]);
    dd[row * slots + row] += factor * (a2[i] + 2 * a1[i] * m1[i] + sum * (m1[i] * m1[i] + m2[i]));
    for (size_t j = 0; j < i; j++) {
      size_t column = p->active[j].slot;
      double mixed = factor * (bend * a1[i] * a1[j] + a1[i] * m1[j] + a1[j] * m1[i] + sum * m1[i] * m1[j]);
      dd[row * slots + column] += mixed;
      dd[column * slots + row] += mixed;
    }
  }
  return sum * factor;
}

double lr_like_evaluate(struct lr_like_work *w, const struct lr_like_data *data, const double *x, double *gradient,
                        double *hessian) {
  const size_t dim = 1 + w->model->nuisances;
  const double mu = x[0], *theta = x + 1;
  double nll = 0;
  if (gradient) memset(gradient, 0, dim * sizeof *gradient);
  if (gradient) memset(hessian, 0, dim * dim * sizeof *hessian);
  for (size_t k = 0; k < w->model->nuisances; k++) {
    double first, second;
    nll += lr_like_nuisance_constraint(&w->model->nuisance[k], theta[k], data->aux[k], &first, &second);
    if (gradient) gradient[1 + k] = first;
    if (gradient) hessian[(1 + k) * dim + 1 + k] = second;
  }
  struct prepared prepared[LR_LIKE_SAMPLES];
  double *const d_of[2] = {w->first, w->first + LR_LIKE_NUISANCES};
  size_t at = 0;
  for (size_t c = 0; c < w->model->channels; c++) {
    const struct lr_like_work_channel *wc = &w->channel[c];
    const struct lr_like_channel *channel = wc->channel;
    const size_t slots = wc->slots;
    double *const dd_of[2] = {w->second, w->second + slots * slots};
    for (size_t s = 0; s < channel->samples; s++) prepare(w, wc, s, theta, &prepared[s]);
    for (size_t bin = 0; bin < channel->bins; bin++, at++) {
      double yield[2] = {0, 0};  // background, signal
      if (gradient) {
        memset(w->first, 0, 2 * LR_LIKE_NUISANCES * sizeof *w->first);
        memset(w->second, 0, 2 * slots * slots * sizeof *w->second);
      }
      for (size_t s = 0; s < channel->samples; s++) {
        int kind = channel->sample[s].signal ? 1 : 0;
        yield[kind] += add_yield(&prepared[s], channel->sample[s].events[bin], bin, gradient ? d_of[kind] : NULL, dd_of[kind], slots);
      }
      const double n = data->observed[at], B = yield[0], S = yield[1];
      const double rel = channel->bin_constraint == LR_LIKE_NONE ? 0 : channel->bin_rel[bin];
      double gamma = 1, c2 = 0;
      if (rel > 0) {
        gamma = lr_like_gamma(channel->bin_constraint, rel, n, mu * S, B, data->bin_aux[at]);
        if (gamma > 0 || channel->bin_constraint == LR_LIKE_GAUSS || data->bin_aux[at] <= 0)
          nll += lr_like_bin_constraint(channel->bin_constraint, rel, gamma, data->bin_aux[at], &c2);
        else
          return w->at_fault = at, INFINITY;
      }
      w->gamma[at] = gamma;
      const double nu = mu * S + gamma * B;
      w->expected[at] = nu;
      if (nu < 0 || (nu <= 0 && n > 0) || !isfinite(nu)) return w->at_fault = at, INFINITY;
      nll += lr_like_deviance(n, nu);
      if (!gradient) continue;
      const double r1 = n > 0 ? 1 - n / nu : 1, r2 = n > 0 ? n / (nu * nu) : 0;
      const bool profiled = rel > 0 && gamma > 0;
      const double inner = profiled ? r2 * B * B + c2 : 0, over = inner > 0 ? 1 / inner : 0;
      double *nu1 = w->nu1, *cross = w->cross;  // first derivatives of nu; mixed ones with gamma; slot 0 is mu
      nu1[0] = S;
      cross[0] = r2 * S * B;
      for (size_t i = 0; i < slots; i++) {
        nu1[1 + i] = mu * d_of[1][i] + gamma * d_of[0][i];
        cross[1 + i] = r2 * nu1[1 + i] * B + r1 * d_of[0][i];
      }
      gradient[0] += r1 * S;
      hessian[0] += r2 * S * S - cross[0] * cross[0] * over;
      for (size_t i = 0; i < slots; i++) {
        const size_t row = 1 + wc->nuisance[i];
        gradient[row] += r1 * nu1[1 + i];
        double *line = hessian + row * dim;
        line[0] += r2 * nu1[1 + i] * S + r1 * d_of[1][i] - cross[1 + i] * cross[0] * over;
        for (size_t j = 0; j <= i; j++) {
          double nu2 = mu * dd_of[1][i * slots + j] + gamma * dd_of[0][i * slots + j];
          line[1 + wc->nuisance[j]] += r2 * nu1[1 + i] * nu1[1 + j] + r1 * nu2 - cross[1 + i] * cross[1 + j] * over;
        }
      }
    }
  }
  if (gradient)  // slots are in rising order of the nuisances: the lower triangle was filled
    for (size_t i = 0; i < dim; i++)
      for (size_t j = 0; j < i; j++) hessian[j * dim + i] = hessian[i * dim + j];
  return isnan(nll) ? INFINITY : nll;
}

void lr_like_expected(struct lr_like_work *w, const struct lr_like_data *data, double mu, const double *theta, double *events,
                      double *gamma) {
  double x[1 + LR_LIKE_NUISANCES];
  x[0] = mu;
  for (size_t k = 0; k < w->model->nuisances; k++) x[1 + k] = theta[k];
  for (size_t i = 0; i < w->bins; i++) w->expected[i] = 0, w->gamma[i] = 1;
  lr_like_evaluate(w, data, x, NULL, NULL);
  memcpy(events, w->expected, w->bins * sizeof *events);
  if (gamma) memcpy(gamma, w->gamma, w->bins * sizeof *gamma);
}
