// SPDX-License-Identifier: GPL-3.0-or-later
// A ring with all its losses, and the reading of `lifetime:`.
#ifndef LR_TESTS_MACHINE_LIFETIMES_H
#define LR_TESTS_MACHINE_LIFETIMES_H

#include "machine/lifetime.h"
#include "machine/lifetime_fields.h"
#include "tests/base/documents.h"
#include "tests/machine/colliders.h"

// Figures of the design of the LER beside those of colliders.h (known; gas and apertures assumed).
static inline struct lr_lifetime_input ler_input(void) {
  struct lr_lifetime_input in = lr_lifetime_none();
  in.momentum_acceptance = 0.01;
  in.energy_spread = 7.92e-4;
  in.momentum_compaction = 3.2e-4;
  in.gas = (struct lr_gas){.elements = 2,
                           .element = {{6, 1}, {8, 1}},
                           .pressure_base_Pa = 3e-8,
                           .pressure_per_current_Pa_A = 2e-8,
                           .conditioning = 1,
                           .temperature_K = 300};
  in.gas_beta_y_m = 23;
  in.aperture_y_m = 13.5e-3, in.aperture_y_beta_m = 2900;
  in.aperture_x_m = 10e-3, in.aperture_x_beta_m = 100;
  in.damping_time_s = 45.7e-3, in.damping_time_energy_s = 22.8e-3;
  return in;
}

static inline struct lr_collider design(void) {
  struct lr_collider c = test_design();
  c.ler.tune_x = 44.53, c.ler.tune_y = 46.57;
  c.her.tune_x = 45.53, c.her.tune_y = 43.57;
  return c;
}

static inline struct lr_lifetime_budget budget_of(struct lr_collider c, bool her, struct lr_lifetime_input in, double L) {
  struct lr_lifetime_budget b;
  struct lr_error error = {0};
  enum lr_status status = lr_lifetime_evaluate(&c, her, &in, L, &b, &error);
  LR_CHECK(status == LR_OK);
  if (status) fprintf(stderr, "    %s\n", error.text);
  return b;
}

static inline bool read_text(const char *text, struct lr_lifetime_input *in, struct said *said) {
  *said = said_of(text);
  struct lr_reading reading = {said->document, &said->problems};
  bool fine = lr_lifetime_read(&reading, lr_document_find(said->document, "lifetime"), in);
  said_print(said);
  return fine;
}

#endif
