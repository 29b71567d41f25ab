// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_ring.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"

static const double SAME_PLACE_m = 1e-3;      // an s of the table
static const double MOST_PHASE_BETWEEN = 0.05;  // turns of phase over which a linear beta is defensible

const char *lr_loss_kind_text(enum lr_loss_kind kind) {
  static const char *const TEXT[] = {"collimator", "ir", "pipe"};
  return kind >= LR_LOSS_COLLIMATOR && kind <= LR_LOSS_PIPE ? TEXT[kind] : "unknown";
}

// All problems in one text.
struct findings {
  char text[1200];
  int count;
};
__attribute__((format(printf, 2, 3))) static void found(struct findings *findings, const char *format, ...) {
  size_t used = strlen(findings->text);
  int n = snprintf(findings->text + used, sizeof findings->text - used, "%s", findings->count++ ? "; " : "");
  used += (size_t)n;
  if (used >= sizeof findings->text) return;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(findings->text + used, sizeof findings->text - used, format, arguments);
  va_end(arguments);
}

static void check_optics(const struct lr_loss_optics *optics, struct findings *bad) {
  if (!(optics->circumference_m > 0) || !isfinite(optics->circumference_m))
    found(bad, "circumference %g m is not positive", optics->circumference_m);
  if (!(optics->tune_y > 0) || !isfinite(optics->tune_y)) found(bad, "tune %g is not positive", optics->tune_y);
  double s = 0, nu = 0;
  const char *before = "the start", *phased = "the start";
  for (size_t i = 0; i < optics->points; i++) {
    const struct lr_loss_optics_point *p = &optics->point[i];
    if (!(p->s_m >= 0 && p->s_m <= optics->circumference_m * (1 + 1e-12)))
      found(bad, "%s lies at %g m, outside the ring of %g m", p->name, p->s_m, optics->circumference_m);
    else if (p->s_m < s)
      found(bad, "%s at %g m comes after %s at %g m", p->name, p->s_m, before, s);
    else
      s = p->s_m, before = p->name;
    if (!isnan(p->nu_y)) {
      if (!(p->nu_y >= nu && p->nu_y <= optics->tune_y + 1e-9))
        found(bad, "%s has a phase of %g turns, after %s with %g, in a ring of %g", p->name, p->nu_y, phased, nu,
              optics->tune_y);
      else
        nu = p->nu_y, phased = p->name;
    }
    if (!isnan(p->beta_y_m) && !(p->beta_y_m > 0)) found(bad, "%s has a beta_y of %g m", p->name, p->beta_y_m);
  }
}

static bool has_phase(const struct lr_loss_optics_point *p) { return !isnan(p->nu_y); }

// The start of the ring (i < 0) and its end count as rows with a phase only.
static void find_source(const struct lr_loss_ring_setup *setup, struct lr_loss_ring *ring, struct findings *bad) {
  const struct lr_loss_optics *optics = &setup->optics;
  const struct lr_ring_source *source = &setup->source;
  double s = source->s_m;
  ring->source_s_m = s;
  ring->source_beta_y_m = source->beta_y_m;
  ring->source_nu_y = source->nu_y;
  ring->source_beta_x_m = source->beta_x_m;
  if (!(s >= 0 && s <= optics->circumference_m)) {
    found(bad, "the source at %g m lies outside the ring of %g m", s, optics->circumference_m);
    return;
  }
  if (source->optics == LR_SOURCE_GIVEN) {
    if (!(source->beta_y_m > 0) || !(source->nu_y >= 0 && source->nu_y <= optics->tune_y))
      found(bad, "optics given for the source: beta_y %g m and nu_y %g must be positive, nu_y within the tune",
            source->beta_y_m, source->nu_y);
    return;
  }
  const struct lr_loss_optics_point *before = NULL, *after = NULL;
  for (size_t i = 0; i < optics->points; i++) {
    const struct lr_loss_optics_point *p = &optics->point[i];
    if (!has_phase(p)) continue;
    if (source->optics == LR_SOURCE_TABLE && isnan(p->beta_y_m)) continue;
    if (source->optics == LR_SOURCE_TABLE && fabs(p->s_m - s) <= SAME_PLACE_m) {
      ring->source_beta_y_m = p->beta_y_m;
      ring->source_nu_y = p->nu_y;
      ring->source_beta_x_m = p->beta_x_m;
      return;
    }
    if (p->s_m <= s) before = p;
    if (p->s_m > s && !after) after = p;
  }
  static const struct lr_loss_optics_point START = {"the start", 0, NAN, NAN, 0};
  const struct lr_loss_optics_point end = {"the end", optics->circumference_m, NAN, NAN, optics->tune_y};
  if (!before) before = &START;
  if (!after) after = &end;
  double length = after->s_m - before->s_m, advance = after->nu_y - before->nu_y, share = (s - before->s_m) / length;
  if (source->optics == LR_SOURCE_TABLE && (isnan(before->beta_y_m) || isnan(after->beta_y_m) || advance > MOST_PHASE_BETWEEN)) {
    found(bad,
          "no optics at the source, %g m: the nearest rows, %s and %s, are %.3g turns of phase apart; give beta_y and nu_y "
          "of the source",
          s, before->name, after->name, advance);
    return;
  }
  if (!(length > 0) || !(advance > 0)) {
    found(bad, "no phase advance around the source at %g m, between %s and %s", s, before->name, after->name);
    return;
  }
  ring->source_nu_y = before->nu_y + share * advance;
  bool smooth = source->optics == LR_SOURCE_SMOOTH;
  ring->source_beta_y_m = smooth ? length / (2 * LR_PI * advance)
                                 : before->beta_y_m + share * (after->beta_y_m - before->beta_y_m);
  ring->source_beta_x_m = smooth ? NAN : before->beta_x_m + share * (after->beta_x_m - before->beta_x_m);
}

// In (0, C]: the place of the source itself is reached after a whole turn.
static double path_to(double s_m, double source_s_m, double circumference_m) {
  double path = s_m - source_s_m;
  return path > 0 ? path : path + circumference_m;
}

static double place(const char *what, double s_m, const struct lr_loss_ring *ring, struct findings *bad) {
  if (isnan(s_m)) return NAN;
  if (!(s_m >= 0 && s_m <= ring->circumference_m)) found(bad, "the %s at %g m lies outside the ring", what, s_m);
  return path_to(s_m, ring->source_s_m, ring->circumference_m);
}

static void add_element(const struct lr_loss_ring_setup *setup, size_t index, struct lr_loss_ring *ring,
                        struct findings *bad) {
  const struct lr_aperture *aperture = &setup->aperture[index];
  const struct lr_loss_optics_point *point = NULL;
  for (size_t i = 0; i < setup->optics.points && !point; i++)
    if (strcmp(setup->optics.point[i].name, aperture->element) == 0) point = &setup->optics.point[i];
  if (!point) {
    found(bad, "no row '%s' in the optics", aperture->element);
    return;
  }
  if (isnan(point->beta_y_m) || isnan(point->nu_y)) {
    found(bad, "%s has no %s in the optics", point->name, isnan(point->beta_y_m) ? "beta_y" : "nu_y");
    return;
  }
  double half_gap = fmin(aperture->upper_m, aperture->lower_m), sigma = sqrt(setup->emittance_y_m * point->beta_y_m);
  if (!(aperture->upper_m > 0) || !(aperture->lower_m > 0))
    found(bad, "%s: jaws at %g and %g m must be positive distances", point->name, aperture->upper_m, aperture->lower_m);
  else if (isinf(half_gap))
    found(bad, "%s: both jaws are open", point->name);
  else if (!(half_gap >= sigma))
    found(bad, "%s: the half gap of %.3g mm is less than one sigma of the beam, %.3g mm", point->name, half_gap * 1e3,
          sigma * 1e3);
  struct lr_loss_element *e = &ring->element[ring->elements++];
  *e = (struct lr_loss_element){.kind = aperture->kind,
                                .s_m = point->s_m,
                                .path_m = path_to(point->s_m, ring->source_s_m, ring->circumference_m),
                                .beta_y_m = point->beta_y_m,
                                .upper_m = aperture->upper_m,
                                .lower_m = aperture->lower_m,
                                .dose_per_lost_Gy = aperture->dose_per_lost_Gy,
                                .aperture = index};
  snprintf(e->name, sizeof e->name, "%s", point->name);
  e->delay_s = e->path_m / LR_C_m_s;
  e->nu = point->nu_y - ring->source_nu_y;
  if (!(point->s_m > ring->source_s_m)) e->nu += ring->tune_y;
  double angle = 2 * LR_PI * fmod(e->nu, 1), root = sqrt(e->beta_y_m);
  e->cos_m = root * cos(angle);
  e->sin_m = root * sin(angle);
  ring->safe_amplitude = fmin(ring->safe_amplitude, half_gap / root);
}

static int by_path(const void *a, const void *b) {
  const struct lr_loss_element *x = a, *y = b;
  if (x->path_m != y->path_m) return x->path_m < y->path_m ? -1 : 1;
  return (x->aperture > y->aperture) - (x->aperture < y->aperture);
}

enum lr_status lr_loss_ring_build(const struct lr_loss_ring_setup *setup, struct lr_loss_ring *out,
                                  struct lr_error *error) {
  struct findings bad = {.count = 0};
  struct lr_loss_ring ring = {.circumference_m = setup->optics.circumference_m,
                              .turn_s = setup->optics.circumference_m / LR_C_m_s,
                              .tune_y = setup->optics.tune_y,
                              .safe_amplitude = INFINITY};
  check_optics(&setup->optics, &bad);
  find_source(setup, &ring, &bad);
  if (!(setup->emittance_y_m > 0)) found(&bad, "the vertical emittance %g m is not positive", setup->emittance_y_m);
  if (setup->apertures == 0) found(&bad, "no aperture: nothing can be lost");
  if (setup->apertures > LR_MOST_LOSS_ELEMENTS)
    found(&bad, "%zu apertures, at most %d", setup->apertures, (int)LR_MOST_LOSS_ELEMENTS);
  for (size_t i = 0; i < setup->apertures && i < LR_MOST_LOSS_ELEMENTS; i++) add_element(setup, i, &ring, &bad);
  ring.kicker_path_m = place("abort kicker", setup->kicker_s_m, &ring, &bad);
  ring.ip_path_m = place("detector", setup->ip_s_m, &ring, &bad);
  if (bad.count) return lr_error_set(error, LR_E_DOMAIN, "%s", bad.text);
  qsort(ring.element, ring.elements, sizeof *ring.element, by_path);
  double angle = 2 * LR_PI * fmod(ring.tune_y, 1);
  ring.cos_turn = cos(angle);
  ring.sin_turn = sin(angle);
  *out = ring;
  return LR_OK;
}
