// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/blowup.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "machine/overlap.h"

static const double overlap_tolerance = 1e-11, emittance_tolerance = 1e-10, fit_tolerance = 1e-12;
static const double most_per_dof = 10, most_scatter = 0.2;
static const double same_product = 1e-9;  // relative: rounding of a product at the end of the points
enum { MOST_STEPS = 60, MOST_ITERATIONS = 500 };

// ---- from the specific luminosity to the emittance ----

static double product_of(const struct lr_blowup_point *point) {
  return point->bunch_current_ler_A * point->bunch_current_her_A;
}

static enum lr_status invert(struct lr_collider *c, const struct lr_blowup_point *point, double her_over_ler,
                             double *emittance_y_m, struct lr_error *error) {
  double per_crossing = lr_revolution_frequency(c) / product_of(point);  // L_sp over the luminosity of one crossing
  double emittance_m = 30e-12;
  for (int step = 0; step < MOST_STEPS; step++) {
    struct lr_overlap overlap;
    c->ler.emittance_y_m = emittance_m;
    c->her.emittance_y_m = her_over_ler * emittance_m;
    enum lr_status status = lr_overlap_evaluate(c, overlap_tolerance, &overlap, error);
    if (status) return status;
    // Sigma_y^2 is proportional to the emittance, and L_sp nearly to 1/Sigma_y
    double factor = overlap.luminosity_m2 * per_crossing / point->specific_luminosity_m2sA2;
    factor *= factor;
    emittance_m *= factor;
    if (!isfinite(emittance_m) || !(emittance_m > 0)) break;
    if (fabs(factor - 1) < emittance_tolerance) {
      *emittance_y_m = emittance_m;
      return LR_OK;
    }
  }
  return lr_error_set(error, LR_E_CONVERGE, "no vertical emittance gives a specific luminosity of %g cm^-2 s^-1 mA^-2",
                      point->specific_luminosity_m2sA2 * 1e-10);
}

enum lr_status lr_blowup_emittance_of_point(const struct lr_collider *collider, const struct lr_blowup_point *point,
                                            double her_over_ler, double *emittance_y_m, struct lr_error *error) {
  if (!(her_over_ler > 0) || !isfinite(her_over_ler))
    return lr_error_set(error, LR_E_DOMAIN, "the ratio of the vertical emittances must be positive, not %g",
                        her_over_ler);
  double product_A2 = product_of(point);
  if (!(point->bunch_current_ler_A > 0 && product_A2 > 0 && point->specific_luminosity_m2sA2 > 0) ||
      !isfinite(product_A2) || !isfinite(point->specific_luminosity_m2sA2))
    return lr_error_set(error, LR_E_DOMAIN, "bunch currents and specific luminosity must be positive");
  struct lr_collider c = *collider;
  double particle_A = LR_E_C * lr_revolution_frequency(&c);
  c.ler.current_A = c.her.current_A = NAN;
  c.ler.bunch_population = point->bunch_current_ler_A / particle_A;
  c.her.bunch_population = point->bunch_current_her_A / particle_A;
  return invert(&c, point, her_over_ler, emittance_y_m, error);
}

// ---- the fit ----

struct data {
  size_t count;
  double x[LR_BLOWUP_MOST_POINTS];  // product / middle product
  double y[LR_BLOWUP_MOST_POINTS];  // emittance / middle emittance
  double weight[LR_BLOWUP_MOST_POINTS];  // 1 / error of y
};

// ln eps0, ln P0, ln n of scaled data; (x/x0)^n as an exponential, so that no power of a negative appears
static double growth(const gsl_vector *p, double x) {
  return exp(exp(gsl_vector_get(p, 2)) * (log(x) - gsl_vector_get(p, 1)));
}

static int residuals(const gsl_vector *p, void *data, gsl_vector *f) {
  const struct data *d = data;
  for (size_t i = 0; i < d->count; i++) {
    double value = exp(gsl_vector_get(p, 0)) * (1 + growth(p, d->x[i]));
    if (!isfinite(value)) return GSL_EDOM;
    gsl_vector_set(f, i, (value - d->y[i]) * d->weight[i]);
  }
  return GSL_SUCCESS;
}

static int jacobian(const gsl_vector *p, void *data, gsl_matrix *J) {
  const struct data *d = data;
  double start = exp(gsl_vector_get(p, 0)), n = exp(gsl_vector_get(p, 2));
  for (size_t i = 0; i < d->count; i++) {
    double g = growth(p, d->x[i]), scale = start * d->weight[i];
    gsl_matrix_set(J, i, 0, scale * (1 + g));
    gsl_matrix_set(J, i, 1, -scale * g * n);
    gsl_matrix_set(J, i, 2, scale * g * n * (log(d->x[i]) - gsl_vector_get(p, 1)));
  }
  return GSL_SUCCESS;
}

// For a given exponent the law is a straight line in x^n: the best of a few exponents is where the fit begins.
// False when none has a positive emittance at no current and a positive slope.
static bool begin(const struct data *d, gsl_vector *p) {
  double best = INFINITY;
  for (double n = 0.25; n <= 8; n *= 1.25) {
    double s = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, chi2 = 0;
    for (size_t i = 0; i < d->count; i++) {
      double w = d->weight[i] * d->weight[i], u = pow(d->x[i], n);
      s += w, sx += w * u, sy += w * d->y[i], sxx += w * u * u, sxy += w * u * d->y[i];
    }
    double slope = (s * sxy - sx * sy) / (s * sxx - sx * sx), start = (sy - slope * sx) / s;
    for (size_t i = 0; i < d->count; i++) chi2 += pow((start + slope * pow(d->x[i], n) - d->y[i]) * d->weight[i], 2);
    if (!(start > 0 && slope > 0 && chi2 < best)) continue;
    best = chi2;
    gsl_vector_set(p, 0, log(start));
    gsl_vector_set(p, 1, log(start / slope) / n);
    gsl_vector_set(p, 2, log(n));
  }
  return isfinite(best);
}

static enum lr_status solve(const struct data *d, gsl_multifit_nlinear_workspace *w, gsl_vector *start,
                            struct lr_blowup_fit *fit, struct lr_error *error) {
  if (!begin(d, start))
    return lr_error_set(error, LR_E_DOMAIN,
                        "the vertical emittance does not rise with the product of the bunch currents");
  gsl_multifit_nlinear_fdf fdf = {
      .f = residuals, .df = jacobian, .n = d->count, .p = LR_BLOWUP_PARAMETERS, .params = (void *)d};
  int info = 0, failed = gsl_multifit_nlinear_init(start, &fdf, w);
  if (!failed)
    failed = gsl_multifit_nlinear_driver(MOST_ITERATIONS, fit_tolerance, fit_tolerance, 0, NULL, NULL, &info, w);
  if (failed)
    return lr_error_set(error, LR_E_CONVERGE, "the fit of the blow-up law did not converge: %s", gsl_strerror(failed));
  gsl_matrix_view covariance =
      gsl_matrix_view_array(&fit->covariance_ln[0][0], LR_BLOWUP_PARAMETERS, LR_BLOWUP_PARAMETERS);
  const gsl_vector *f = gsl_multifit_nlinear_residual(w), *p = gsl_multifit_nlinear_position(w);
  if (gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(w), 1e-10, &covariance.matrix) ||
      gsl_blas_ddot(f, f, &fit->chi2))
    return lr_error_set(error, LR_E_CONVERGE, "the fit of the blow-up law has no covariance");
  fit->law.emittance_y_m = exp(gsl_vector_get(p, 0));
  fit->law.product_A2 = exp(gsl_vector_get(p, 1));
  fit->law.exponent = exp(gsl_vector_get(p, 2));
  for (int i = 0; i < LR_BLOWUP_PARAMETERS; i++)  // a column that GSL drops as dependent leaves a zero
    if (!(fit->covariance_ln[i][i] > 0) || !isfinite(fit->covariance_ln[i][i]) ||
        !isfinite(exp(gsl_vector_get(p, (size_t)i))))
      return lr_error_set(error, LR_E_DOMAIN, "the points do not fix the three parameters of the blow-up law");
  return LR_OK;
}

// Names the optics in front of a refusal.
static enum lr_status refuse(const struct lr_blowup_points *p, const char *kind, double beta_y_m,
                             struct lr_error *error) {
  return lr_error_context(error, "%s: blow-up law of the %s points at beta_y* %g mm", p->name, kind, beta_y_m * 1e3);
}

static enum lr_status check(const struct lr_blowup_points *p, struct lr_blowup_fit *fit, struct lr_error *error) {
  size_t different = 0, with_error = 0;
  fit->product_low_A2 = INFINITY;
  fit->product_high_A2 = 0;
  for (size_t i = 0; i < p->count; i++) {
    double product_A2 = product_of(&p->point[i]);
    bool new = true;
    for (size_t k = 0; k < i; k++)
      if (fabs(product_of(&p->point[k]) / product_A2 - 1) < 1e-6) new = false;
    different += new;
    with_error += isfinite(p->point[i].relative_error) ? 1 : 0;
    fit->product_low_A2 = fmin(fit->product_low_A2, product_A2);
    fit->product_high_A2 = fmax(fit->product_high_A2, product_A2);
  }
  if (p->count < LR_BLOWUP_LEAST_POINTS)
    return lr_error_set(error, LR_E_DOMAIN, "three parameters want %d points of one optics at least, there %s %zu",
                        LR_BLOWUP_LEAST_POINTS, p->count == 1 ? "is" : "are", p->count);
  if (different <= LR_BLOWUP_PARAMETERS)
    return lr_error_set(error, LR_E_DOMAIN,
                        "three parameters want 4 different products of the bunch currents, there %s %zu",
                        different == 1 ? "is" : "are", different);
  if (with_error && with_error < p->count)
    return lr_error_set(error, LR_E_DOMAIN, "%zu of %zu points have an error: give one to all or to none", with_error,
                        p->count);
  fit->errors_given = with_error > 0;
  return LR_OK;
}

static enum lr_status fit_points(const struct lr_collider *collider, const struct lr_blowup_points *p, struct data *d,
                                 struct lr_blowup_fit *fit, struct lr_error *error) {
  enum lr_status status = check(p, fit, error);
  if (status) return status;
  double middle_m = 0, middle_A2 = sqrt(fit->product_low_A2 * fit->product_high_A2);
  for (size_t i = 0; i < p->count; i++) {
    status = lr_blowup_emittance_of_point(collider, &p->point[i], fit->law.her_over_ler, &fit->emittance_y_m[i], error);
    if (status) {
      lr_error_context(error, "line %d", p->point[i].line);
      return status;
    }
    middle_m += fit->emittance_y_m[i] / (double)p->count;
  }
  d->count = fit->points = p->count;
  for (size_t i = 0; i < p->count; i++) {
    double relative = fit->errors_given ? p->point[i].relative_error : 0.01;  // without errors all are alike
    d->x[i] = product_of(&p->point[i]) / middle_A2;
    d->y[i] = fit->emittance_y_m[i] / middle_m;
    d->weight[i] = 1 / (2 * relative * d->y[i]);
  }
  gsl_multifit_nlinear_parameters how = gsl_multifit_nlinear_default_parameters();
  gsl_multifit_nlinear_workspace *w =
      gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &how, d->count, LR_BLOWUP_PARAMETERS);
  gsl_vector *start = gsl_vector_alloc(LR_BLOWUP_PARAMETERS);
  status = w && start ? solve(d, w, start, fit, error) : lr_error_set(error, LR_E_MEMORY, "no memory for a fit");
  gsl_multifit_nlinear_free(w);
  gsl_vector_free(start);
  fit->law.emittance_y_m *= middle_m;
  fit->law.product_A2 *= middle_A2;
  return status;
}

// A law that misses its points is none: by the errors given, or, without any, by a scatter that no measurement has. The points
// are judged by the logarithm of their emittance: one that is far off cannot hide in its own weight.
static enum lr_status judge(const struct lr_blowup_points *p, const struct lr_blowup_fit *fit, struct lr_error *error) {
  double sum = 0, worst = 0;
  size_t at = 0;
  for (size_t i = 0; i < p->count; i++) {
    double relative = fit->errors_given ? p->point[i].relative_error : 0.01;
    double off = fabs(log(fit->emittance_y_m[i] / lr_blowup_emittance(&fit->law, product_of(&p->point[i])))) / (2 * relative);
    sum += off * off;
    if (off > worst) at = i, worst = off;
  }
  double per_dof = fmax(sum, fit->chi2) / (double)(p->count - LR_BLOWUP_PARAMETERS);
  if (fit->errors_given ? per_dof <= most_per_dof : 0.01 * sqrt(per_dof) <= most_scatter) return LR_OK;
  if (fit->errors_given)
    lr_error_set(error, LR_E_DOMAIN, "chi2/dof is %.3g, at most %g: the law does not hold for these points and errors", per_dof,
                 most_per_dof);
  else
    lr_error_set(error, LR_E_DOMAIN, "the points scatter about the law by %.3g %% in the specific luminosity, at most %g %%",
                 sqrt(per_dof), 100 * most_scatter);
  return lr_error_context(error, "line %d, the worst of them, %.3g cm^-2 s^-1 mA^-2", p->point[at].line,
                          p->point[at].specific_luminosity_m2sA2 * 1e-10);
}

enum lr_status lr_blowup_fit(const struct lr_collider *collider, const struct lr_blowup_points *points,
                             const char *kind, double her_over_ler, struct lr_blowup_fit *fit, struct lr_error *error) {
  double beta_y_m = collider->ler.beta_y_m;
  memset(fit, 0, sizeof *fit);
  fit->law.her_over_ler = her_over_ler;
  if (!(fabs(collider->her.beta_y_m - beta_y_m) <= 1e-6 * beta_y_m))
    return lr_error_set(error, LR_E_DOMAIN, "a blow-up law wants one beta_y* in both rings, not %g and %g mm",
                        beta_y_m * 1e3, collider->her.beta_y_m * 1e3);
  struct lr_blowup_points *selected = malloc(sizeof *selected);
  struct data *d = malloc(sizeof *d);
  enum lr_status status = LR_E_MEMORY;
  if (selected && d) {
    lr_blowup_points_select(points, kind, beta_y_m, selected);
    status = fit_points(collider, selected, d, fit, error);
    if (!status) status = judge(selected, fit, error);
    if (status) refuse(points, kind, beta_y_m, error);
  } else {
    lr_error_set(error, status, "no memory for a fit");
  }
  free(selected);
  free(d);
  if (status) return status;
  fit->dof = (double)(fit->points - LR_BLOWUP_PARAMETERS);
  double per_dof = fit->chi2 / fit->dof;
  fit->scatter = fit->errors_given ? NAN : 0.01 * sqrt(per_dof);
  const double value[] = {fit->law.emittance_y_m, fit->law.product_A2, fit->law.exponent};
  for (int i = 0; i < LR_BLOWUP_PARAMETERS; i++) {
    if (!fit->errors_given)
      for (int k = 0; k < LR_BLOWUP_PARAMETERS; k++) fit->covariance_ln[i][k] *= per_dof;
    fit->error[i] = value[i] * sqrt(fit->covariance_ln[i][i]);
  }
  return LR_OK;
}

// ---- prediction ----

double lr_blowup_emittance(const struct lr_blowup_law *law, double product_A2) {
  return law->emittance_y_m * (1 + pow(product_A2 / law->product_A2, law->exponent));
}

enum lr_status lr_blowup_predict(const struct lr_blowup_fit *fit, double bunch_current_ler_A,
                                 double bunch_current_her_A, struct lr_blowup_prediction *out, struct lr_error *error) {
  double product_A2 = bunch_current_ler_A * bunch_current_her_A;
  if (!(bunch_current_ler_A >= 0 && bunch_current_her_A >= 0) || !isfinite(product_A2))
    return lr_error_set(error, LR_E_DOMAIN, "bunch currents %g and %g A must be finite and not negative",
                        bunch_current_ler_A, bunch_current_her_A);
  const struct lr_blowup_law *law = &fit->law;
  double g = pow(product_A2 / law->product_A2, law->exponent), part = law->exponent * g / (1 + g), variance = 0;
  double gradient[LR_BLOWUP_PARAMETERS] = {1, -part, product_A2 > 0 ? part * log(product_A2 / law->product_A2) : 0};
  for (int i = 0; i < LR_BLOWUP_PARAMETERS; i++)
    for (int k = 0; k < LR_BLOWUP_PARAMETERS; k++) variance += gradient[i] * fit->covariance_ln[i][k] * gradient[k];
  out->product_A2 = product_A2;
  out->emittance_y_ler_m = lr_blowup_emittance(law, product_A2);
  out->emittance_y_her_m = law->her_over_ler * out->emittance_y_ler_m;
  out->relative_error = sqrt(fmax(variance, 0));
  out->low_ler_m = out->emittance_y_ler_m * exp(-out->relative_error);
  out->high_ler_m = out->emittance_y_ler_m * exp(out->relative_error);
  bool above = product_A2 > fit->product_high_A2 * (1 + same_product), below = product_A2 < fit->product_low_A2 * (1 - same_product);
  out->extrapolation = above ? product_A2 / fit->product_high_A2 : below ? product_A2 / fit->product_low_A2 : 1;
  out->extrapolated = out->extrapolation != 1;
  return LR_OK;
}
