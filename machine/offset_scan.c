// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/offset_scan.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>

#include "base/constants.h"
#include "machine/overlap.h"

struct points {
  size_t count;
  double x[LR_MOST_OFFSETS], y[LR_MOST_OFFSETS];  // offset / Sigma_y, luminosity / luminosity at zero
};

static double gaussian(const gsl_vector *p, double x) {
  double u = (x - gsl_vector_get(p, 1)) / gsl_vector_get(p, 2);
  return gsl_vector_get(p, 0) * exp(-u * u / 2);
}

static int residuals(const gsl_vector *p, void *data, gsl_vector *f) {
  const struct points *points = data;
  for (size_t i = 0; i < points->count; i++) gsl_vector_set(f, i, gaussian(p, points->x[i]) - points->y[i]);
  return GSL_SUCCESS;
}

static int jacobian(const gsl_vector *p, void *data, gsl_matrix *J) {
  const struct points *points = data;
  double width = gsl_vector_get(p, 2);
  for (size_t i = 0; i < points->count; i++) {
    double g = gaussian(p, points->x[i]), u = (points->x[i] - gsl_vector_get(p, 1)) / width;
    gsl_matrix_set(J, i, 0, exp(-u * u / 2));
    gsl_matrix_set(J, i, 1, g * u / width);
    gsl_matrix_set(J, i, 2, g * u * u / width);
  }
  return GSL_SUCCESS;
}

// Parameters peak, centre, width with their errors, scaled by the scatter.
static enum lr_status fit(struct points *points, double value[3], double sigma[3], double *rms, struct lr_error *error) {
  gsl_multifit_nlinear_parameters settings = gsl_multifit_nlinear_default_parameters();
  gsl_multifit_nlinear_workspace *w =
      gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &settings, points->count, 3);
  gsl_vector *start = gsl_vector_alloc(3);
  gsl_matrix *covariance = gsl_matrix_alloc(3, 3);
  enum lr_status status = LR_OK;
  if (!w || !start || !covariance) {
    status = lr_error_set(error, LR_E_MEMORY, "no memory for the fit of the offset scan");
    goto done;
  }
  gsl_multifit_nlinear_fdf problem = {
      .f = residuals, .df = jacobian, .fvv = NULL, .n = points->count, .p = 3, .params = points};
  gsl_vector_set(start, 0, 1);
  gsl_vector_set(start, 1, 0);
  gsl_vector_set(start, 2, 1);
  int info = 0, failed = gsl_multifit_nlinear_init(start, &problem, w);
  if (!failed) failed = gsl_multifit_nlinear_driver(100, 1e-12, 1e-14, 0, NULL, NULL, &info, w);
  if (failed == GSL_ENOPROG) failed = 0;  // no step lowers the sum any more: the minimum to rounding
  if (!failed) failed = gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(w), 0, covariance);
  double norm = gsl_blas_dnrm2(gsl_multifit_nlinear_residual(w)), freedom = (double)points->count - 3;
  for (size_t i = 0; i < 3; i++) {
    value[i] = gsl_vector_get(gsl_multifit_nlinear_position(w), i);
    sigma[i] = norm * sqrt(gsl_matrix_get(covariance, i, i) / freedom);
  }
  value[2] = fabs(value[2]);
  *rms = norm / sqrt((double)points->count);
  if (failed || !isfinite(value[2]) || !isfinite(sigma[2]))
    status = lr_error_set(error, LR_E_CONVERGE, "the Gaussian fit of the offset scan failed: %s", gsl_strerror(failed));
done:
  if (w) gsl_multifit_nlinear_free(w);
  if (start) gsl_vector_free(start);
  if (covariance) gsl_matrix_free(covariance);
  return status;
}

enum lr_status lr_offset_scan_evaluate(const struct lr_collider *collider, int points, double range,
                                       struct lr_offset_scan *scan, struct lr_error *error) {
  struct lr_ring_state ler, her;
  struct lr_collider at = *collider;
  struct lr_overlap overlap;
  if (points < 7 || points > LR_MOST_OFFSETS || !(range >= 1 && range <= 6))
    return lr_error_set(error, LR_E_DOMAIN, "an offset scan wants 7 to %d points in 1 to 6 Sigma_y, not %d in %g",
                        LR_MOST_OFFSETS, points, range);
  enum lr_status status = lr_ring_evaluate(collider, &collider->ler, &ler, error);
  if (!status) status = lr_ring_evaluate(collider, &collider->her, &her, error);
  at.offset_y_m = 0;
  if (!status) status = lr_overlap_evaluate(&at, 1e-10, &overlap, error);
  if (status) return status;
  double crossings_Hz = collider->bunches * lr_revolution_frequency(collider);
  double unit_m2s = overlap.luminosity_m2 * crossings_Hz, sum_y_m = hypot(ler.sigma_y_m, her.sigma_y_m);
  struct points data = {.count = (size_t)points};
  double area = 0, highest = 0;
  scan->points = points;
  scan->sum_y_m = sum_y_m;
  for (int i = 0; i < points; i++) {
    data.x[i] = range * (2.0 * i / (points - 1) - 1);
    at.offset_y_m = data.x[i] * sum_y_m;
    status = lr_overlap_evaluate(&at, 1e-10, &overlap, error);
    if (status) return status;
    data.y[i] = overlap.luminosity_m2 * crossings_Hz / unit_m2s;
    scan->offset_m[i] = at.offset_y_m;
    scan->luminosity_m2s[i] = data.y[i] * unit_m2s;
    highest = fmax(highest, data.y[i]);
    if (i) area += (data.y[i] + data.y[i - 1]) / 2 * (data.x[i] - data.x[i - 1]);
  }
  double value[3], sigma[3];
  gsl_error_handler_t *before = gsl_set_error_handler_off();
  status = fit(&data, value, sigma, &scan->residual, error);
  gsl_set_error_handler(before);
  if (status) return status;
  scan->peak_m2s = value[0] * unit_m2s;
  scan->centre_m = fabs(value[1]) < 1e-9 ? 0 : value[1] * sum_y_m;  // rounding, other on each machine
  scan->width_m = value[2] * sum_y_m;
  scan->peak_error_m2s = sigma[0] * unit_m2s;
  scan->centre_error_m = sigma[1] * sum_y_m;
  scan->width_error_m = sigma[2] * sum_y_m;
  scan->integral_width_m = area / (sqrt(2 * LR_PI) * highest) * sum_y_m;
  for (int i = 0; i < points; i++) {
    double u = (data.x[i] - value[1]) / value[2];
    scan->fit_m2s[i] = scan->peak_m2s * exp(-u * u / 2);
  }
  return LR_OK;
}

struct lr_table *lr_offset_scan_table(const struct lr_offset_scan *scan) {
  struct lr_table *t = lr_table_create("offset_scan", "Luminosity against the vertical offset");
  lr_table_column(t, "offset", LR_NUMBER, "um", "of her against ler, vertical", "");
  lr_table_column(t, "luminosity", LR_NUMBER, "cm^-2 s^-1", "full overlap", "model.md M2");
  lr_table_column(t, "fit", LR_NUMBER, "cm^-2 s^-1", "Gaussian through all points", "model.md M27");
  for (int i = 0; i < scan->points; i++) {
    lr_table_row(t);
    lr_table_number(t, "offset", scan->offset_m[i] * 1e6);
    lr_table_number(t, "luminosity", scan->luminosity_m2s[i] * 1e-4);
    lr_table_number(t, "fit", scan->fit_m2s[i] * 1e-4);
  }
  return t;
}

static void add(struct lr_table *t, const char *quantity, double value, double error, const char *unit,
                const char *definition) {
  lr_table_row(t);
  lr_table_text(t, "quantity", quantity);
  lr_table_number(t, "value", value);
  lr_table_number(t, "error", error);
  lr_table_text(t, "unit", unit);
  lr_table_text(t, "definition", definition);
}

struct lr_table *lr_offset_fit_table(const struct lr_offset_scan *scan) {
  struct lr_table *t = lr_table_create("offset_fit", "Gaussian fit of the offset scan");
  lr_table_column(t, "quantity", LR_TEXT, "", "what", "");
  lr_table_column(t, "value", LR_NUMBER, "", "in the unit of the row", "");
  lr_table_column(t, "error", LR_NUMBER, "", "from the scatter about the fit; the points carry no noise", "");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of value and error", "");
  lr_table_column(t, "definition", LR_TEXT, "", "equation of model.md and words", "");
  double width = scan->width_m, sum = scan->sum_y_m;
  add(t, "peak", scan->peak_m2s * 1e-4, scan->peak_error_m2s * 1e-4, "cm^-2 s^-1", "M27: of the fit");
  add(t, "centre", scan->centre_m * 1e6, scan->centre_error_m * 1e6, "um", "M27: offset at the peak of the fit");
  add(t, "width", width * 1e6, scan->width_error_m * 1e6, "um", "M27: Gaussian rms of the fit");
  add(t, "Sigma_y", sum * 1e6, NAN, "um", "M1: convolved vertical size at the waist");
  add(t, "width_over_Sigma_y", width / sum, scan->width_error_m / sum, "", "M27: what the fit makes of Sigma_y");
  add(t, "integral_width", scan->integral_width_m * 1e6, NAN, "um",
      "M27: integral over the scan / (sqrt(2 pi) highest point)");
  add(t, "sigma_y_equal", width / sqrt(2) * 1e6, scan->width_error_m / sqrt(2) * 1e6, "um",
      "width / sqrt(2): size of either beam if both were alike, as operation quotes it");
  add(t, "residual", scan->residual, NAN, "", "rms of points minus fit, over the luminosity without offset");
  return t;
}
