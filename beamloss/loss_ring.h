// SPDX-License-Identifier: GPL-3.0-or-later
// The ring as seen from a source of kicks: apertures in order of path over one turn (model.md B12). Path runs in the beam's
// direction, as s of the optics does. An element exactly at the source comes last, at the end of the turn: a kick does not
// move a particle at its own place.
#ifndef LR_BEAMLOSS_LOSS_RING_H
#define LR_BEAMLOSS_LOSS_RING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { LR_MOST_LOSS_ELEMENTS = 64, LR_LOSS_NAME = 32 };

enum lr_loss_kind { LR_LOSS_COLLIMATOR, LR_LOSS_IR, LR_LOSS_PIPE };
const char *lr_loss_kind_text(enum lr_loss_kind kind);  // "collimator", "ir", "pipe"

// A row of the optics table; NAN stands for a figure that is not given.
struct lr_loss_optics_point {
  const char *name;
  double s_m, beta_x_m, beta_y_m, nu_y;  // nu_y: vertical phase advance from s = 0, in turns of 2 pi
};
struct lr_loss_optics {
  const struct lr_loss_optics_point *point;  // s_m does not fall; equal s is allowed
  size_t points;
  double circumference_m, tune_y;
};

// Jaws as distances from the nominal orbit, > 0; INFINITY = open (a jaw on one side only). A particle is lost where
// y > upper or y < -lower.
struct lr_aperture {
  const char *element;  // name of the optics point
  enum lr_loss_kind kind;
  double upper_m, lower_m;
  double dose_per_lost_Gy;  // at the reference place, per particle lost here; carried through
};

enum lr_source_optics {
  LR_SOURCE_TABLE,   // a row of the table at this s (within 1 mm); between rows only where they are less than 0.05 of a
                     // turn of phase apart: then beta_y, beta_x and nu_y are linear in s
  LR_SOURCE_GIVEN,   // beta_y_m and nu_y (and beta_x_m, which may be NAN) below
  LR_SOURCE_SMOOTH,  // between rows: nu_y linear in s and beta_y = ds/(2 pi dnu), whose inverse is the mean of 1/beta_y
                     // between the rows: a typical source of this stretch; beta_x is NAN
};
struct lr_ring_source {
  double s_m;
  enum lr_source_optics optics;
  double beta_y_m, nu_y, beta_x_m;  // LR_SOURCE_GIVEN only
};

struct lr_loss_element {
  char name[LR_LOSS_NAME];
  enum lr_loss_kind kind;
  double s_m, path_m;      // path from the source, in (0, C]
  double delay_s;          // path / c
  double beta_y_m, nu;     // phase advance from the source, in (0, tune]
  double upper_m, lower_m, dose_per_lost_Gy;
  double cos_m, sin_m;     // y = cos_m Y + sin_m P for the normalised Y, P behind the kick at the source [sqrt(m)]
  size_t aperture;         // index in the caller's list
};

struct lr_loss_ring {
  struct lr_loss_element element[LR_MOST_LOSS_ELEMENTS];
  size_t elements;
  double circumference_m, turn_s, tune_y;
  double source_s_m, source_beta_y_m, source_beta_x_m, source_nu_y;
  double cos_turn, sin_turn;
  double safe_amplitude;         // [sqrt(m)]: a smaller normalised amplitude passes every aperture
  double kicker_path_m;          // of the abort kicker, in (0, C]; NAN: none
  double ip_path_m;              // of the detector, in (0, C]; NAN: not said
};

struct lr_loss_ring_setup {
  struct lr_loss_optics optics;
  const struct lr_aperture *aperture;
  size_t apertures;
  struct lr_ring_source source;
  double emittance_y_m;          // for the check of apertures against the beam
  double kicker_s_m, ip_s_m;     // NAN: none
};

// Out: *ring. All problems are named in one text, separated by "; ".
// Status: LR_E_DOMAIN: optics not in order of s or of nu_y, s outside [0, C], tune or circumference not positive; an
// aperture names no row, or one without beta_y or nu_y; a jaw not positive or NaN, both jaws open; half gap below one sigma
// of the beam; no aperture or more than LR_MOST_LOSS_ELEMENTS; source, kicker or detector outside [0, C]; no optics at the
// source.
enum lr_status lr_loss_ring_build(const struct lr_loss_ring_setup *setup, struct lr_loss_ring *ring,
                                  struct lr_error *error);

#endif
