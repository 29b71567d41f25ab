// SPDX-License-Identifier: GPL-3.0-or-later
// Touschek: D(u) against quadrature and its limits, Piwinski against independent quadrature and against Bruck,
// scalings, averages over a ring, refusals.
#include "machine/touschek.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_sf_bessel.h>
#include <gsl/gsl_sf_expint.h>
#include <stdbool.h>

#include "base/constants.h"
#include "tests/lr_test.h"

static gsl_integration_workspace *workspace;
static struct lr_error error;

// The second integral of Bruck's form as it is printed, in t = e^v.
static double log_integrand(double v, void *data) {
  (void)data;
  return v * exp(-exp(v));
}

static double bruck_as_printed(double u) {
  gsl_function f = {log_integrand, NULL};
  double logs, rough;
  gsl_integration_qag(&f, log(u), log(u + 60), 1e-18, 1e-13, 1000, 6, workspace, &logs, &rough);
  return sqrt(u) * (-1.5 * exp(-u) + u / 2 * logs + 0.5 * (3 * u - u * log(u) + 2) * gsl_sf_expint_E1(u));
}

static void test_D(void) {
  for (double u = 1e-8; u < 20; u *= 1.7) LR_NEAR(lr_touschek_D(u), bruck_as_printed(u), 1e-9);
  LR_NEAR(lr_touschek_D(1 - 1e-12), lr_touschek_D(1), 1e-10);  // the two branches meet
  for (double u = 1e-12; u < 1e-7; u *= 10)
    LR_NEAR(lr_touschek_D(u), sqrt(u) * (log(1 / u) - 0.57721566490153286 - 1.5), 20 * u * log(1 / u) * log(1 / u));
  for (double u = 100; u < 650; u *= 1.5)  // the next term goes with u^-3
    LR_NEAR(lr_touschek_D(u) * exp(u) * 2 * pow(u, 1.5), 1 - 3 / u + 10 / (u * u), 60 / (u * u * u));
  LR_CHECK(lr_touschek_D(800) == 0);
  LR_CHECK(isnan(lr_touschek_D(0)) && isnan(lr_touschek_D(-1)) && isnan(lr_touschek_D(NAN)));
  for (int i = 0; i < 300; i++) {
    double u = lr_test_log_between(1e-9, 500), D = lr_touschek_D(u);
    LR_CHECK(D > 0);
    // D / u^(3/2) is what the rate goes with: it falls with the acceptance
    double v = u * lr_test_between(1.001, 2);
    LR_CHECK(lr_touschek_D(v) / pow(v, 1.5) < D / pow(u, 1.5));
  }
}

// Piwinski's formulas as they are printed, integrated in kappa = arctan sqrt(tau).
struct printed {
  double tau_m, B1, B2;
};

static double printed_integrand(double kappa, void *data) {
  const struct printed *p = data;
  double tau = tan(kappa) * tan(kappa), x = tau / p->tau_m / (1 + tau);
  double bracket = pow(2 + 1 / tau, 2) * (x - 1) + 1 - 1 / sqrt(x) - 1 / (2 * tau) * (4 + 1 / tau) * log(x);
  return bracket * exp((p->B2 - p->B1) * tau) * gsl_sf_bessel_I0_scaled(p->B2 * tau) * sqrt(tau / (1 + tau)) * 2 *
         tan(kappa) * (1 + tau);
}

// Printed, the integral begins at tau_m, where the bracket is still negative; `zero`: where the bracket is 0.
static double piwinski_as_printed(const struct lr_touschek_beam *b, const struct lr_optics_point *o, double d, bool zero,
                                  double *u) {
  double beta2 = 1 - 1 / (b->gamma * b->gamma), g2 = b->gamma * b->gamma, sp2 = b->energy_spread * b->energy_spread;
  double sxb2 = b->emittance_x_m * o->beta_x_m, syb2 = b->emittance_y_m * o->beta_y_m;
  double tx = o->alpha_x * o->eta_x_m + o->beta_x_m * o->eta_px, ty = o->alpha_y * o->eta_y_m + o->beta_y_m * o->eta_py;
  double Dx2 = o->eta_x_m * o->eta_x_m, Dy2 = o->eta_y_m * o->eta_y_m;
  double sh2 = 1 / (1 / sp2 + (Dx2 + tx * tx) / sxb2 + (Dy2 + ty * ty) / syb2);
  double gx = o->beta_x_m * o->beta_x_m / sxb2 * (1 - sh2 * tx * tx / sxb2);
  double gy = o->beta_y_m * o->beta_y_m / syb2 * (1 - sh2 * ty * ty / syb2);
  struct printed p = {.tau_m = beta2 * d * d, .B1 = (gx + gy) / (2 * beta2 * g2)};
  double cross = sh2 * o->beta_x_m * o->beta_y_m * tx * ty / (beta2 * g2 * sxb2 * syb2);
  p.B2 = sqrt(pow((gx - gy) / (2 * beta2 * g2), 2) + cross * cross);
  gsl_function f = {printed_integrand, &p};
  double tau_0 = p.tau_m / (1 - p.tau_m);
  *u = (p.B1 - p.B2) * p.tau_m;
  double low = atan(sqrt(zero ? tau_0 : p.tau_m)), high = atan(sqrt(p.tau_m + 60 / (p.B1 - p.B2))), sum, rough;
  gsl_integration_qag(&f, low, high, 0, 1e-11, 1000, 6, workspace, &sum, &rough);
  double sx2 = sxb2 + sp2 * Dx2, sy2 = syb2 + sp2 * Dy2;
  return b->radius_m * b->radius_m * LR_C_m_s * b->bunch_population * sqrt(LR_PI * (p.B1 * p.B1 - p.B2 * p.B2)) * sum /
         (8 * LR_PI * g2 * b->sigma_z_m * sqrt(sx2 * sy2 - sp2 * sp2 * Dx2 * Dy2));
}

static struct lr_touschek_beam random_beam(void) {
  return (struct lr_touschek_beam){.gamma = lr_test_log_between(300, 1e5),
                                   .radius_m = LR_ELECTRON_RADIUS_m,
                                   .bunch_population = lr_test_log_between(1e8, 1e12),
                                   .emittance_x_m = lr_test_log_between(1e-10, 1e-8),
                                   .emittance_y_m = lr_test_log_between(1e-12, 1e-9),
                                   .sigma_z_m = lr_test_log_between(1e-3, 1e-1),
                                   .energy_spread = lr_test_log_between(1e-4, 2e-3)};
}

static struct lr_optics_point random_optics(void) {
  return (struct lr_optics_point){.beta_x_m = lr_test_log_between(1, 50),
                                  .alpha_x = lr_test_between(-2, 2),
                                  .eta_x_m = lr_test_between(-1, 1),
                                  .eta_px = lr_test_between(-0.1, 0.1),
                                  .beta_y_m = lr_test_log_between(1, 50),
                                  .alpha_y = lr_test_between(-2, 2),
                                  .eta_y_m = lr_test_between(-0.02, 0.02),
                                  .eta_py = lr_test_between(-0.002, 0.002)};
}

static double rate_at(enum lr_touschek_form form, struct lr_touschek_beam b, struct lr_optics_point o, double d) {
  double rate = NAN;
  enum lr_status status = lr_touschek_rate_at(form, &b, &o, d, &rate, &error);
  LR_CHECK(status == LR_OK);
  if (status) fprintf(stderr, "    %s\n", error.text);
  return status ? NAN : rate;
}

static void test_piwinski_quadrature(void) {
  for (int i = 0; i < 200; i++) {
    struct lr_touschek_beam b = random_beam();
    struct lr_optics_point o = random_optics();
    double d = lr_test_log_between(3e-3, 5e-2), u, printed = piwinski_as_printed(&b, &o, d, true, &u);
    if (printed < 1e-200) continue;
    double rate = rate_at(LR_TOUSCHEK_PIWINSKI, b, o, d);
    LR_NEAR(rate, printed, 1e-8);
    // the negative part is tau_m^2 / (4 D(u) / sqrt(u)) of the whole, 5.5 d^4 at u = 1 for flat beams
    if (u < 1) LR_NEAR(rate, piwinski_as_printed(&b, &o, d, false, &u), 1e-8 + 10 * d * d * d * d);
  }
}

// Flat and not relativistic across: the forms meet; the difference falls with both.
static void test_limits(void) {
  struct lr_touschek_beam b = {1e3, LR_ELECTRON_RADIUS_m, 1e10, 1e-9, 1e-9, 5e-3, 7e-4};
  struct lr_optics_point o = {.beta_x_m = 10, .alpha_x = 0.5, .eta_x_m = 0.1, .eta_px = -0.02, .beta_y_m = 10};
  double before = 1;
  for (double flat = 1e-2; flat > 1e-11; flat *= 0.1) {
    b.emittance_y_m = flat * b.emittance_x_m;
    double ratio = rate_at(LR_TOUSCHEK_PIWINSKI, b, o, 1e-3) / rate_at(LR_TOUSCHEK_BRUCK, b, o, 1e-3);
    LR_CHECK(fabs(ratio - 1) < before);
    before = fabs(ratio - 1) + 1e-4;  // what the transverse momentum leaves
  }
  LR_NEAR(rate_at(LR_TOUSCHEK_PIWINSKI, b, o, 1e-3), rate_at(LR_TOUSCHEK_BRUCK, b, o, 1e-3), 5e-4);
  for (int i = 0; i < 50; i++) {  // random flat beams with gamma sigma_x' below 5e-4
    b = random_beam();
    o = random_optics();
    o.eta_y_m = o.eta_py = 0;
    b.emittance_x_m = 1e-7 * o.beta_x_m / (b.gamma * b.gamma);
    b.emittance_y_m = 1e-9 * b.emittance_x_m;
    // the slope of the dispersion adds to sigma_x': no more than doubles its square
    double slope_m = fabs(o.alpha_x * o.eta_x_m + o.beta_x_m * o.eta_px);
    b.energy_spread = lr_test_between(0.1, 1) * sqrt(b.emittance_x_m * o.beta_x_m) / slope_m;
    double d = lr_test_log_between(1e-5, 5e-4);
    double bruck = rate_at(LR_TOUSCHEK_BRUCK, b, o, d);
    if (bruck > 1e-200) LR_NEAR(rate_at(LR_TOUSCHEK_PIWINSKI, b, o, d), bruck, 2e-3);
  }
  // round and not relativistic, small acceptance: F = pi sqrt(B1) (1 - 6 sqrt(u/pi)), u = B1 tau_m
  b = (struct lr_touschek_beam){1e4, LR_ELECTRON_RADIUS_m, 1e10, 1e-13, 1e-13, 5e-3, 0};
  o = (struct lr_optics_point){.beta_x_m = 10, .beta_y_m = 10};
  double B1 = 10 / (1e8 * 1e-13), d = 1e-9, u = B1 * d * d;
  double front = LR_ELECTRON_RADIUS_m * LR_ELECTRON_RADIUS_m * LR_C_m_s * 1e10 / (8 * LR_PI * 1e8 * 5e-3 * 1e-12 * d * d);
  LR_NEAR(rate_at(LR_TOUSCHEK_PIWINSKI, b, o, d), front * LR_PI * sqrt(B1) * (1 - 6 * sqrt(u / LR_PI)), 1e-4);
}

static void test_scaling(void) {
  for (int i = 0; i < 100; i++) {
    enum lr_touschek_form form = i % 2 ? LR_TOUSCHEK_BRUCK : LR_TOUSCHEK_PIWINSKI;
    struct lr_touschek_beam b = random_beam(), more = b;
    struct lr_optics_point o = random_optics(), p = o;
    double d = lr_test_log_between(2e-3, 2e-2), f = lr_test_between(1.1, 3), rate = rate_at(form, b, o, d);
    LR_CHECK(rate >= 0 && isfinite(rate));
    if (rate < 1e-200) continue;
    more.bunch_population *= f;
    LR_NEAR(rate_at(form, more, o, d), f * rate, 1e-12);  // tau ~ 1/N
    more = b;
    more.sigma_z_m *= f;
    LR_NEAR(rate_at(form, more, o, d), rate / f, 1e-12);  // tau ~ sigma_z
    LR_CHECK(rate_at(form, b, o, d * f) < rate);          // a wider acceptance lives longer
    // sizes with the same angles: emittance and beta times f, no dispersion
    o.eta_x_m = o.eta_px = o.eta_y_m = o.eta_py = 0;
    rate = rate_at(form, b, o, d);
    p = o;
    more = b;
    p.beta_x_m *= f, more.emittance_x_m *= f;
    LR_NEAR(rate_at(form, more, p, d), rate / f, 1e-9);  // tau ~ sigma_x
    p.beta_y_m *= f, more.emittance_y_m *= f;
    LR_NEAR(rate_at(form, more, p, d), rate / (f * f), 1e-9);  // tau ~ sigma_y
    // acceptance with u fixed (angles times f): tau ~ d^3 for Bruck
    if (form == LR_TOUSCHEK_BRUCK) {
      p = o, more = b;
      p.beta_x_m /= f, more.emittance_x_m *= f;
      LR_NEAR(rate_at(form, more, p, d * f), rate / (f * f * f), 1e-9);
    }
    // exchanging the planes changes nothing in Piwinski's form
    if (form == LR_TOUSCHEK_PIWINSKI) {
      o = random_optics();
      p = (struct lr_optics_point){o.beta_y_m, o.alpha_y, o.eta_y_m, o.eta_py, o.beta_x_m, o.alpha_x, o.eta_x_m, o.eta_px};
      more = b;
      more.emittance_x_m = b.emittance_y_m, more.emittance_y_m = b.emittance_x_m;
      rate = rate_at(form, b, o, d);
      if (rate > 1e-200) LR_NEAR(rate_at(form, more, p, d), rate, 1e-8);
    }
  }
}

// Vertical dispersion makes the bunch of Bruck's form higher, by sqrt(1 + (eta_y sigma_delta)^2 / (epsilon_y beta_y)).
static void test_vertical_dispersion(void) {
  for (int i = 0; i < 50; i++) {
    struct lr_touschek_beam b = random_beam();
    struct lr_optics_point o = random_optics(), flat = o;
    flat.eta_y_m = 0;
    double d = lr_test_log_between(2e-3, 2e-2), higher = o.eta_y_m * b.energy_spread / sqrt(b.emittance_y_m * o.beta_y_m);
    double rate = rate_at(LR_TOUSCHEK_BRUCK, b, flat, d);
    if (rate > 1e-200) LR_NEAR(rate_at(LR_TOUSCHEK_BRUCK, b, o, d), rate / hypot(1, higher), 1e-12);
  }
}

static void test_ring(void) {
  struct lr_touschek_beam b = {7828, LR_ELECTRON_RADIUS_m, 9e10, 3.2e-9, 9e-12, 6e-3, 8e-4};
  struct lr_optics_point low = {.beta_x_m = 4, .alpha_x = 1, .eta_x_m = 0.1, .eta_px = 0.05, .beta_y_m = 20},
                         high = {.beta_x_m = 20, .alpha_x = -1, .eta_x_m = 0.2, .eta_px = 0.01, .beta_y_m = 5};
  // two halves; a step is two places with the same s
  double s[] = {100, 130, 130, 140}, beta_x[] = {4, 4, 20, 20}, alpha_x[] = {1, 1, -1, -1}, eta_x[] = {0.1, 0.1, 0.2, 0.2},
         eta_px[] = {0.05, 0.05, 0.01, 0.01}, beta_y[] = {20, 20, 5, 5}, local[] = {0.01, 0.01, 0.02, 0.02};
  struct lr_optics_table t = {
      .points = 4, .s_m = s, .beta_x_m = beta_x, .alpha_x = alpha_x, .eta_x_m = eta_x, .eta_px = eta_px, .beta_y_m = beta_y};
  for (enum lr_touschek_form form = LR_TOUSCHEK_PIWINSKI; form <= LR_TOUSCHEK_BRUCK; form++) {
    double rate = NAN, at_low = rate_at(form, b, low, 0.01);
    t.acceptance = NULL;
    LR_CHECK(lr_touschek_rate(form, &b, &t, 0.01, &rate, &error) == LR_OK);
    LR_NEAR(rate, 0.75 * at_low + 0.25 * rate_at(form, b, high, 0.01), 1e-13);
    t.acceptance = local;
    LR_CHECK(lr_touschek_rate(form, &b, &t, NAN, &rate, &error) == LR_OK);
    LR_NEAR(rate, 0.75 * at_low + 0.25 * rate_at(form, b, high, 0.02), 1e-13);
  }
  double rate;
  s[2] = 120;
  LR_CHECK(lr_touschek_rate(LR_TOUSCHEK_BRUCK, &b, &t, 0.01, &rate, &error) == LR_E_DOMAIN);
  s[2] = 130, beta_x[2] = -1;
  LR_CHECK(lr_touschek_rate(LR_TOUSCHEK_BRUCK, &b, &t, 0.01, &rate, &error) == LR_E_DOMAIN && strstr(error.text, "130"));
  LR_CHECK(lr_touschek_rate(LR_TOUSCHEK_BRUCK, &b, &t, 0.01, &rate, NULL) == LR_E_DOMAIN);
  t.points = 1;
  LR_CHECK(lr_touschek_rate(LR_TOUSCHEK_BRUCK, &b, &t, 0.01, &rate, &error) == LR_E_DOMAIN);
}

// Informative: the design of the LER says 600 s (known; Ohnishi et al., PTEP 2013, 03A011), with its own lattice. The
// smooth approximation with 1 % (assumed) shall be within a factor 2.
static void test_design(void) {
  struct lr_touschek_beam b = {4e9 / LR_ELECTRON_MASS_eV, LR_ELECTRON_RADIUS_m, 9.04e10, 3.2e-9, 8.64e-12, 6e-3, 7.92e-4};
  struct lr_optics_point o = lr_optics_smooth(3016.315, 44.53, 46.57, 3.2e-4);
  LR_NEAR(o.beta_x_m, 10.78, 1e-3);
  LR_NEAR(o.eta_x_m, 0.1536, 1e-3);
  double u, bruck_s = 1 / rate_at(LR_TOUSCHEK_BRUCK, b, o, 0.01), piwinski_s = 1 / rate_at(LR_TOUSCHEK_PIWINSKI, b, o, 0.01);
  printf("design LER, smooth optics, 1 %%: Bruck %.0f s, Piwinski %.0f s, printed Piwinski %.0f s\n", bruck_s, piwinski_s,
         1 / piwinski_as_printed(&b, &o, 0.01, false, &u));
  LR_CHECK(bruck_s > 300 && bruck_s < 1200);
  LR_CHECK(piwinski_s > 300 && piwinski_s < 1200);
}

static void refuse(struct lr_touschek_beam b, struct lr_optics_point o, double d, const char *word) {
  double rate;
  for (enum lr_touschek_form form = LR_TOUSCHEK_PIWINSKI; form <= LR_TOUSCHEK_BRUCK; form++)
    LR_CHECK(lr_touschek_rate_at(form, &b, &o, d, &rate, &error) == LR_E_DOMAIN && strstr(error.text, word));
}

static void test_refusals(void) {
  struct lr_touschek_beam b = {7828, LR_ELECTRON_RADIUS_m, 9e10, 3.2e-9, 9e-12, 6e-3, 8e-4}, c;
  struct lr_optics_point o = {.beta_x_m = 4, .beta_y_m = 20}, p;
#define BEAM(change, word) (c = b, (change), refuse(c, o, 0.01, (word)))
  BEAM(c.gamma = 1, "gamma");
  BEAM(c.radius_m = 0, "radius");
  BEAM(c.bunch_population = -1, "population");
  BEAM(c.emittance_x_m = 0, "emittance_x");
  BEAM(c.emittance_y_m = NAN, "emittance_y");
  BEAM(c.sigma_z_m = INFINITY, "length");
  BEAM(c.energy_spread = -1e-3, "spread");
#undef BEAM
  p = o, p.beta_y_m = 0, refuse(b, p, 0.01, "beta_y");
  p = o, p.eta_px = NAN, refuse(b, p, 0.01, "dispersion");
  refuse(b, o, 0, "acceptance");
  refuse(b, o, 0.5, "acceptance");
  // an acceptance far above the transverse momenta: no loss, not an error
  c = b, c.emittance_x_m = 1e-16, c.emittance_y_m = 1e-18;
  LR_CHECK(rate_at(LR_TOUSCHEK_BRUCK, c, o, 0.3) == 0);
  LR_CHECK(rate_at(LR_TOUSCHEK_PIWINSKI, c, o, 0.3) == 0);
}

int main(void) {
  lr_test_seed_from_environment();
  gsl_set_error_handler_off();
  workspace = gsl_integration_workspace_alloc(1000);
  test_D();
  test_piwinski_quadrature();
  test_limits();
  test_scaling();
  test_vertical_dispersion();
  test_ring();
  test_design();
  test_refusals();
  gsl_integration_workspace_free(workspace);
  return lr_test_end();
}
