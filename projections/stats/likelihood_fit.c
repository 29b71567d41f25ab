// SPDX-License-Identifier: GPL-3.0-or-later
// Newton's minimum of -ln L inside a box: variables at an end that the gradient pushes outwards are held, the others take
// the Newton step, clipped to the box and halved until -ln L falls. The Hessian is made positive by adding to its diagonal.
// The factorisation is our own: GSL's aborts on a matrix that is not positive, and here that is an ordinary answer.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "projections/stats/likelihood_work.h"

enum { DIM = 1 + LR_LIKE_NUISANCES, MOST_STEPS = 200, MOST_HALVINGS = 60, MOST_STILL = 8 };
// Twice the distance of -ln L to its minimum (the Newton decrement) below which one more step, which squares it, is the last;
// relative to 1 + |ln L|. The value of -ln L itself is known to ROUNDING only: a fall below that cannot be seen.
static const double ENOUGH = 1e-11, ROUNDING = 1e-13;

struct point {
  double x[DIM], gradient[DIM], hessian[DIM * DIM], value;
};

// Cholesky factor of the rows and columns `on` of `matrix` + damping x diagonal, in place of `factor`. False: not positive.
static bool factorise(const double *matrix, size_t dim, const size_t *on, size_t count, double damping, const double *scale,
                      double *factor) {
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j <= i; j++) {
      double diagonal = matrix[on[i] * dim + on[i]];
      double sum = matrix[on[i] * dim + on[j]] + (i == j ? damping * scale[on[i]] : 0);
      for (size_t k = 0; k < j; k++) sum -= factor[i * count + k] * factor[j * count + k];
      if (i != j) {
        factor[i * count + j] = sum / factor[j * count + j];
      } else {
        if (!(sum > 1e-14 * fabs(diagonal) && sum > 0)) return false;
        factor[i * count + i] = sqrt(sum);
      }
    }
  return true;
}

static void solve(const double *factor, size_t count, double *v) {
  for (size_t i = 0; i < count; i++) {
    for (size_t k = 0; k < i; k++) v[i] -= factor[i * count + k] * v[k];
    v[i] /= factor[i * count + i];
  }
  for (size_t i = count; i-- > 0;) {
    for (size_t k = i + 1; k < count; k++) v[i] -= factor[k * count + i] * v[k];
    v[i] /= factor[i * count + i];
  }
}

struct box {
  double low[DIM], high[DIM];
};

static size_t choose(const struct point *p, const struct box *box, size_t dim, size_t *on) {
  size_t count = 0;
  for (size_t i = 0; i < dim; i++) {
    if (box->low[i] >= box->high[i]) continue;
    if (p->x[i] <= box->low[i] && p->gradient[i] >= 0) continue;
    if (p->x[i] >= box->high[i] && p->gradient[i] <= 0) continue;
    on[count++] = i;
  }
  return count;
}

static double clip(double x, double low, double high) { return x < low ? low : x > high ? high : x; }

// The direction of descent from p; returns the Newton decrement, 0 when nothing is free to move.
static double direction(const struct point *p, const struct box *box, size_t dim, double damping, double *step, bool *damped) {
  size_t on[DIM], count = choose(p, box, dim, on);
  double factor[DIM * DIM], scale[DIM], v[DIM];
  memset(step, 0, dim * sizeof *step);
  *damped = damping > 0;
  if (count == 0) return 0;
  for (size_t i = 0; i < dim; i++) scale[i] = fabs(p->hessian[i * dim + i]) + p->gradient[i] * p->gradient[i] + 1e-30;
  while (!factorise(p->hessian, dim, on, count, damping, scale, factor)) {
    damping = damping > 0 ? 8 * damping : 1e-4;
    *damped = true;
    if (damping > 1e12) return INFINITY;
  }
  for (size_t i = 0; i < count; i++) v[i] = -p->gradient[on[i]];
  solve(factor, count, v);
  double decrement = 0;
  for (size_t i = 0; i < count; i++) {
    step[on[i]] = v[i];
    decrement -= v[i] * p->gradient[on[i]];
  }
  return decrement;
}

static void move(const struct point *p, const struct box *box, size_t dim, const double *step, double part, struct point *q) {
  for (size_t i = 0; i < dim; i++) q->x[i] = box->low[i] >= box->high[i] ? p->x[i] : clip(p->x[i] + part * step[i], box->low[i], box->high[i]);
}

// The start: where it stands; where counts have no expectation there, a signal or a nuisance that gives them one. False: none.
static bool begin(struct lr_like_work *w, const struct lr_like_data *data, const struct box *box, struct point *p) {
  static const double TRY[] = {0.25, -0.25, 1, -1, 3, -3};
  const size_t dim = 1 + w->model->nuisances;
  p->value = lr_like_evaluate(w, data, p->x, p->gradient, p->hessian);
  for (int k = -9; k <= 12 && !isfinite(p->value) && box->low[0] < box->high[0]; k++) {
    p->x[0] = clip(pow(10, k), box->low[0], box->high[0]);
    p->value = lr_like_evaluate(w, data, p->x, p->gradient, p->hessian);
  }
  if (isfinite(p->value)) return true;
  p->x[0] = clip(1, box->low[0], box->high[0]);
  struct point best = *p, q = *p;
  for (size_t i = 1; i <= dim; i++)  // one by one, and at last all of them
    for (size_t k = 0; k < sizeof TRY / sizeof *TRY; k++) {
      for (size_t j = 1; j < dim; j++) q.x[j] = i == j || i == dim ? clip(p->x[j] + TRY[k], box->low[j], box->high[j]) : p->x[j];
      q.value = lr_like_evaluate(w, data, q.x, q.gradient, q.hessian);
      if (q.value < best.value) best = q;
    }
  if (!isfinite(best.value)) lr_like_evaluate(w, data, p->x, p->gradient, p->hessian);  // the bin at fault
  *p = best;
  return isfinite(best.value);
}

static enum lr_status no_expectation(const struct lr_like_work *w, double mu, struct lr_error *error) {
  size_t channel = 0, bin = w->at_fault;
  while (channel + 1 < w->model->channels && bin >= w->model->channel[channel].bins) bin -= w->model->channel[channel++].bins;
  char number[24];
  snprintf(number, sizeof number, "%zu", channel + 1);
  return lr_error_set(error, LR_E_DOMAIN, "channel %s, bin %zu has counts but no expectation at mu = %g: give it some background",
                      w->model->channel_name ? w->model->channel_name[channel] : number, bin + 1, mu);
}

// What still falls most along the last step is named.
static enum lr_status no_minimum(const struct lr_like_work *w, const struct point *p, const double *step, int steps, struct lr_error *error) {
  size_t most = 0;
  for (size_t i = 1; i <= w->model->nuisances; i++)
    if (fabs(step[i] * p->gradient[i]) > fabs(step[most] * p->gradient[most])) most = i;
  char name[64] = "the signal strength mu";
  if (most > 0 && w->model->nuisance_name) snprintf(name, sizeof name, "nuisance '%s'", w->model->nuisance_name[most - 1]);
  else if (most > 0) snprintf(name, sizeof name, "nuisance %zu", most);
  return lr_error_set(error, LR_E_CONVERGE, "the fit did not reach its minimum in %d steps: %s still moves at %g (mu = %g); see whether its "
                      "templates go below 0 or far from the nominal events", steps, name, p->x[most], p->x[0]);
}

static enum lr_status minimise(struct lr_like_work *w, const struct lr_like_data *data, const struct box *box, struct point *p,
                               int *steps, struct lr_error *error) {
  const size_t dim = 1 + w->model->nuisances;
  struct point q;
  double step[DIM], damping = 0;
  bool damped;
  int still = 0;  // steps in a row that gained nothing
  if (!begin(w, data, box, p)) return no_expectation(w, p->x[0], error);
  for (*steps = 0; *steps < MOST_STEPS; ++*steps) {
    double decrement = direction(p, box, dim, damping, step, &damped);
    if (!isfinite(decrement)) break;
    const double size = 1 + fabs(p->value);
    const bool last = decrement <= ENOUGH * size && !damped;
    if (decrement <= 0) return LR_OK;
    double part = 1;
    bool moved = false, edge = false;  // edge: steps end where a bin has no expectation
    for (int halving = 0; halving < MOST_HALVINGS && !moved; halving++, part *= 0.5) {
      move(p, box, dim, step, part, &q);
      double fall = 0;
      for (size_t i = 0; i < dim; i++) fall += p->gradient[i] * (q.x[i] - p->x[i]);
      q.value = lr_like_evaluate(w, data, q.x, q.gradient, q.hessian);
      edge |= !isfinite(q.value);
      moved = isfinite(q.value) && q.value <= p->value + 1e-4 * fmin(fall, 0) + (last ? ROUNDING * size : 0);
      if (last && !moved) return LR_OK;
    }
    if (!moved && decrement < 1e-9 * size) return LR_OK;  // nothing below this point within rounding, and the gradient agrees
    still = moved && p->value - q.value > ROUNDING * size ? 0 : moved ? still + 1 : MOST_STILL;
    if (still >= MOST_STILL) {  // a bend narrower than a step: once more in short steps; where they gain nothing it is the minimum
      if (damping > 0 && edge) break;
      if (damping > 0) return LR_OK;
      damping = 1;
      still = 0;
    }
    if (!moved) continue;
    *p = q;
    if (last) return LR_OK;
  }
  return no_minimum(w, p, step, *steps, error);
}

// Errors of what the fit left free: the diagonal of the inverse Hessian.
static void errors(const struct point *p, const struct box *box, size_t dim, struct lr_like_fit *fit) {
  size_t on[DIM] = {0}, count = 0;
  double factor[DIM * DIM], scale[DIM] = {0};
  for (size_t i = 0; i < dim; i++)
    if (p->x[i] > box->low[i] && p->x[i] < box->high[i]) on[count++] = i;
  fit->mu_error = 0;
  memset(fit->error, 0, sizeof fit->error);
  if (!factorise(p->hessian, dim, on, count, 0, scale, factor)) return;
  for (size_t i = 0; i < count; i++) {
    double v[DIM] = {0};
    v[i] = 1;
    solve(factor, count, v);
    *(on[i] == 0 ? &fit->mu_error : &fit->error[on[i] - 1]) = sqrt(v[i]);
  }
}

static bool counts(const struct lr_like_work *w, const struct lr_like_data *data) {
  bool fine = true;
  size_t at = 0;
  for (size_t k = 0; k < w->model->nuisances; k++) {
    fine &= isfinite(data->aux[k]) != 0;
    if (w->model->nuisance[k].constraint == LR_LIKE_POISSON) fine &= 1 + w->model->nuisance[k].rel * data->aux[k] > -1e-12;
  }
  for (size_t c = 0; c < w->model->channels; c++)
    for (size_t i = 0; i < w->model->channel[c].bins; i++, at++) {
      fine &= data->observed[at] >= 0 && isfinite(data->observed[at]);
      if (w->model->channel[c].bin_constraint == LR_LIKE_POISSON) fine &= data->bin_aux[at] >= 0;
      if (w->model->channel[c].bin_constraint != LR_LIKE_NONE) fine &= isfinite(data->bin_aux[at]) != 0;
    }
  return fine;
}

enum lr_status lr_like_minimise(struct lr_like_work *w, const struct lr_like_data *data, const struct lr_like_free *free,
                                struct lr_like_fit *fit, struct lr_error *error) {
  const size_t dim = 1 + w->model->nuisances;
  struct point p;
  struct box box;
  if (!counts(w, data)) return lr_error_set(error, LR_E_DOMAIN, "the counts and side measurements must be finite, counts at least 0");
  if (!(free->mu_low <= free->mu_high)) return lr_error_set(error, LR_E_DOMAIN, "the range of mu is empty");
  box.low[0] = free->mu_low;
  box.high[0] = free->mu_high;
  p.x[0] = clip(fit->mu, free->mu_low, free->mu_high);
  for (size_t k = 0; k + 1 < dim; k++) {
    bool held = free->has_fixed && free->fixed == k;
    p.x[1 + k] = clip(fit->theta[k], w->low[k], w->high[k]);
    box.low[1 + k] = held ? p.x[1 + k] : w->low[k];
    box.high[1 + k] = held ? p.x[1 + k] : w->high[k];
  }
  enum lr_status status = minimise(w, data, &box, &p, &fit->steps, error);
  if (status != LR_OK) return status;
  fit->mu = p.x[0];
  memcpy(fit->theta, p.x + 1, w->model->nuisances * sizeof *fit->theta);
  fit->nll = p.value;
  fit->slope = p.gradient[0];
  errors(&p, &box, dim, fit);
  return LR_OK;
}
