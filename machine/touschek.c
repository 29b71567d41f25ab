// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/touschek.h"

#include <gsl/gsl_integration.h>
#include <gsl/gsl_sf_bessel.h>
#include <gsl/gsl_sf_expint.h>
#include <math.h>
#include <stdbool.h>

#include "base/constants.h"

static const double quadrature_tolerance = 1e-10;  // relative, of each panel
static const double longest_panel = 3;             // in the logarithm; 87 points do there
static const double negligible_exponent = 50;      // where the tail of an integral ends
static const double underflow_exponent = 700;

static double square(double x) { return x * x; }

// Short panels in a logarithmic variable: the integrands are smooth there, so that a rule without
// workspace (Gauss-Kronrod-Patterson) does.
static bool integrate(const gsl_function *function, double high, double *sum) {
  int panels = (int)ceil(high / longest_panel);
  *sum = 0;
  for (int i = 0; i < panels; i++) {
    double value, error;
    size_t evaluations;
    if (gsl_integration_qng(function, high * i / panels, high * (i + 1) / panels, 0, quadrature_tolerance, &value,
                            &error, &evaluations))
      return false;
    *sum += value;
  }
  return true;
}

// Int_u^inf ln(t/u) e^-t/t dt by its series.
static double log_integral(double u) {
  double sum = square(log(u) + 0.57721566490153286) / 2 + square(LR_PI) / 12, term = 1;
  for (int k = 1; k < 40; k++) {
    term *= -u / k;
    sum += term / square(k);
  }
  return sum;
}

// D(u) = sqrt(u) e^-u Int_0^inf (x - ln(1+x)/2) e^-ux / (1+x)^2 dx, t = u (1+x), with x = e^y - 1.
static double tail_integrand(double y, void *data) {
  double x = expm1(y);
  return (x - y / 2) * exp(-y - *(double *)data * x);
}

double lr_touschek_D(double u) {
  if (!(u > 0)) return NAN;
  if (u > underflow_exponent) return 0;
  // above 1 the terms of the closed form cancel
  if (u < 1) return sqrt(u) * (-1.5 * exp(-u) + (1 + 1.5 * u) * gsl_sf_expint_E1(u) + u / 2 * log_integral(u));
  gsl_function function = {tail_integrand, &u};
  double sum;
  return integrate(&function, log1p(negligible_exponent / u), &sum) ? sqrt(u) * exp(-u) * sum : NAN;
}

static enum lr_status check(const struct lr_touschek_beam *beam, const struct lr_optics_point *optics,
                            double acceptance, struct lr_error *error) {
  const struct {
    const char *name;
    double value;
  } positive[] = {
      {"classical radius", beam->radius_m},    {"bunch population", beam->bunch_population},
      {"emittance_x", beam->emittance_x_m},    {"emittance_y", beam->emittance_y_m},
      {"bunch length", beam->sigma_z_m},       {"beta_x", optics->beta_x_m},
      {"beta_y", optics->beta_y_m},            {"gamma - 1", beam->gamma - 1},
      {"momentum acceptance", acceptance},
  };
  for (size_t i = 0; i < sizeof positive / sizeof *positive; i++)
    if (!(isfinite(positive[i].value) && positive[i].value > 0))
      return lr_error_set(error, LR_E_DOMAIN, "Touschek: %s must be positive and finite, not %g", positive[i].name,
                          positive[i].value);
  if (acceptance >= 0.5)
    return lr_error_set(error, LR_E_DOMAIN, "Touschek: a momentum acceptance of %g is no small part of the momentum",
                        acceptance);
  if (!(isfinite(beam->energy_spread) && beam->energy_spread >= 0))
    return lr_error_set(error, LR_E_DOMAIN, "Touschek: energy spread must be finite and not negative, not %g",
                        beam->energy_spread);
  double slopes = optics->alpha_x + optics->eta_x_m + optics->eta_px + optics->alpha_y + optics->eta_y_m + optics->eta_py;
  if (!isfinite(slopes)) return lr_error_set(error, LR_E_DOMAIN, "Touschek: alpha and dispersion must be finite");
  return LR_OK;
}

// Squares of dispersion over betatron size, and of alpha eta + beta eta' over the same; times the energy spread squared.
struct dispersion {
  double size_x, slope_x, size_y, slope_y, cross;
};

static struct dispersion dispersion_of(const struct lr_touschek_beam *beam, const struct lr_optics_point *o) {
  double spread2 = square(beam->energy_spread);
  double x = o->alpha_x * o->eta_x_m + o->beta_x_m * o->eta_px, y = o->alpha_y * o->eta_y_m + o->beta_y_m * o->eta_py;
  double width2 = beam->emittance_x_m * o->beta_x_m, height2 = beam->emittance_y_m * o->beta_y_m;
  return (struct dispersion){.size_x = spread2 * square(o->eta_x_m) / width2,
                             .slope_x = spread2 * square(x) / width2,
                             .size_y = spread2 * square(o->eta_y_m) / height2,
                             .slope_y = spread2 * square(y) / height2,
                             .cross = spread2 * fabs(x * y) / (beam->emittance_x_m * beam->emittance_y_m)};
}

// r^2 c N / (8 pi sigma_z sigma_x sigma_y gamma^2): both forms are this over delta^3, or delta^2, times a function.
static double density_factor(const struct lr_touschek_beam *beam, const struct lr_optics_point *o, double size_terms) {
  double area2 = beam->emittance_x_m * o->beta_x_m * beam->emittance_y_m * o->beta_y_m * size_terms;
  return square(beam->radius_m / beam->gamma) * LR_C_m_s * beam->bunch_population /
         (8 * LR_PI * beam->sigma_z_m * sqrt(area2));
}

static double bruck_rate(const struct lr_touschek_beam *beam, const struct lr_optics_point *optics, double acceptance) {
  struct dispersion d = dispersion_of(beam, optics);
  // spread of the angle at one place, (epsilon_x / sigma_x) sqrt(1 + H sigma_delta^2 / epsilon_x), squared
  double angle2 = beam->emittance_x_m / optics->beta_x_m * (1 + d.size_x + d.slope_x) / (1 + d.size_x);
  double u = square(acceptance / beam->gamma) / angle2;
  return density_factor(beam, optics, (1 + d.size_x) * (1 + d.size_y)) * lr_touschek_D(u) /
         (acceptance * acceptance * acceptance);
}

struct piwinski {
  double tau_m, tau_0, B2, difference;  // tau_0: where the loss begins; B1 - B2
};

// Integrand of Piwinski's F in y = ln(tau / tau_0), times e^{(B1 - B2) tau_0}; x - 1 = (e^y - 1) / (1 + tau).
static double piwinski_integrand(double y, void *data) {
  const struct piwinski *p = data;
  double tau = p->tau_0 * exp(y), above = expm1(y) / (1 + tau), log_x = log1p(above);
  double cross_section = square(2 + 1 / tau) * above - expm1(-log_x / 2) - (4 + 1 / tau) * log_x / (2 * tau);
  return cross_section * exp(-p->difference * p->tau_0 * expm1(y)) * gsl_sf_bessel_I0_scaled(p->B2 * tau) *
         sqrt(tau / (1 + tau)) * tau;
}

static bool piwinski_rate(const struct lr_touschek_beam *beam, const struct lr_optics_point *o, double acceptance,
                          double *rate_per_s) {
  struct dispersion d = dispersion_of(beam, o);
  double velocity2 = 1 - 1 / square(beam->gamma), momentum2 = square(beam->gamma) * velocity2;
  double all = 1 + d.size_x + d.slope_x + d.size_y + d.slope_y;
  double x = o->beta_x_m / (2 * momentum2 * beam->emittance_x_m), y = o->beta_y_m / (2 * momentum2 * beam->emittance_y_m);
  double of_x = x * (all - d.slope_x) / all, of_y = y * (all - d.slope_y) / all;
  double product = 4 * x * y * (1 + d.size_x + d.size_y) / all;  // B1^2 - B2^2 without the cancellation
  double B1 = of_x + of_y, B2 = hypot(of_x - of_y, d.cross / (momentum2 * all));
  struct piwinski p = {.tau_m = velocity2 * square(acceptance), .B2 = B2, .difference = product / (B1 + B2)};
  p.tau_0 = p.tau_m / (1 - p.tau_m);
  double exponent = p.difference * p.tau_0, sum;
  *rate_per_s = 0;
  if (exponent > underflow_exponent) return true;
  gsl_function function = {piwinski_integrand, &p};
  if (!integrate(&function, log1p(negligible_exponent / exponent), &sum)) return false;
  *rate_per_s = density_factor(beam, o, 1 + d.size_x + d.size_y) * sqrt(LR_PI * product) * sum * exp(-exponent);
  return true;
}

enum lr_status lr_touschek_rate_at(enum lr_touschek_form form, const struct lr_touschek_beam *beam,
                                   const struct lr_optics_point *optics, double acceptance, double *rate_per_s,
                                   struct lr_error *error) {
  enum lr_status status = check(beam, optics, acceptance, error);
  if (status) return status;
  bool done = true;
  if (form == LR_TOUSCHEK_BRUCK)
    *rate_per_s = bruck_rate(beam, optics, acceptance);
  else
    done = piwinski_rate(beam, optics, acceptance, rate_per_s);
  if (!done || !isfinite(*rate_per_s))
    return lr_error_set(error, LR_E_CONVERGE, "Touschek: the integral over the scattering did not converge");
  return LR_OK;
}

static double entry(const double *array, size_t i) { return array ? array[i] : 0; }

enum lr_status lr_touschek_rate(enum lr_touschek_form form, const struct lr_touschek_beam *beam,
                                const struct lr_optics_table *table, double acceptance, double *rate_per_s,
                                struct lr_error *error) {
  size_t n = table->points;
  if (n < 2 || !(table->s_m[n - 1] > table->s_m[0]))
    return lr_error_set(error, LR_E_DOMAIN, "Touschek: the optics table must have at least two places and a length");
  double sum = 0;
  for (size_t i = 0; i < n; i++) {
    double before_m = table->s_m[i > 0 ? i - 1 : 0], after_m = table->s_m[i < n - 1 ? i + 1 : i], rate;
    if (!(before_m <= table->s_m[i] && table->s_m[i] <= after_m))
      return lr_error_set(error, LR_E_DOMAIN, "Touschek: s must not decrease in the optics table, place %zu", i + 1);
    struct lr_optics_point o = {
        .beta_x_m = table->beta_x_m[i],        .alpha_x = entry(table->alpha_x, i), .eta_x_m = entry(table->eta_x_m, i),
        .eta_px = entry(table->eta_px, i),     .beta_y_m = table->beta_y_m[i],      .alpha_y = entry(table->alpha_y, i),
        .eta_y_m = entry(table->eta_y_m, i),   .eta_py = entry(table->eta_py, i)};
    double local = table->acceptance ? table->acceptance[i] : acceptance;
    enum lr_status status = lr_touschek_rate_at(form, beam, &o, local, &rate, error);
    if (status) return error ? lr_error_context(error, "optics at s = %g m", table->s_m[i]) : status;
    sum += rate * (after_m - before_m) / 2;
  }
  *rate_per_s = sum / (table->s_m[n - 1] - table->s_m[0]);
  return LR_OK;
}

struct lr_optics_point lr_optics_smooth(double circumference_m, double tune_x, double tune_y,
                                        double momentum_compaction) {
  double radius_m = circumference_m / (2 * LR_PI);
  return (struct lr_optics_point){
      .beta_x_m = radius_m / tune_x, .eta_x_m = momentum_compaction * radius_m, .beta_y_m = radius_m / tune_y};
}
