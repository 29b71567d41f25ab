// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/channel_options.h"

#include <math.h>

// Beyond these the physics is none, and squares of the coupling leave the range of numbers.
static const double LARGEST_MASS_GeV = 1e6, LEAST_COUPLING = 1e-60, LARGEST_COUPLING = 1e12;

enum lr_status lr_option_mass(const struct lr_call *call, int key, const char *name, double *mass_GeV, struct lr_error *error) {
  const char *text = lr_call_option(call, key);
  char reason[96];
  *mass_GeV = NAN;
  if (!text) return LR_OK;
  if (!lr_number_parse(text, mass_GeV)) {
    if (!lr_quantity_parse(text, LR_DIM_ENERGY, mass_GeV, reason, sizeof reason))
      return lr_error_set(error, LR_E_USAGE, "--%s wants an energy such as '1 GeV', or a number of GeV, got '%s' (%s)", name, text, reason);
    *mass_GeV *= 1e-9;
  }
  if (*mass_GeV > 0 && *mass_GeV < LARGEST_MASS_GeV) return LR_OK;
  if (*mass_GeV > 0) return lr_error_set(error, LR_E_USAGE, "--%s must be below %g GeV, got '%s'", name, LARGEST_MASS_GeV, text);
  return lr_error_set(error, LR_E_USAGE, "--%s must be above zero, got '%s'", name, text);
}

enum lr_status lr_option_coupling(const struct lr_call *call, int key, const char *name, const struct lr_channel_type *type,
                                  double *coupling, struct lr_error *error) {
  const char *text = lr_call_option(call, key);
  char reason[96];
  *coupling = NAN;
  if (!text) return LR_OK;
  bool pure = !*type->coupling_unit;
  if (!lr_number_parse(text, coupling)) {
    if (!lr_quantity_parse(text, pure ? LR_DIM_NUMBER : LR_DIM_PER_ENERGY, coupling, reason, sizeof reason))
      return lr_error_set(error, LR_E_USAGE, "--%s of '%s' wants %s, got '%s' (%s)", name, type->id,
                          pure ? "a number such as '2e-3'" : "an inverse energy such as '1e-4 GeV^-1', or a number in GeV^-1", text, reason);
    if (!pure) *coupling *= 1e9;
  }
  if (*coupling > 0 && (*coupling < LEAST_COUPLING || *coupling >= LARGEST_COUPLING))
    return lr_error_set(error, LR_E_USAGE, "--%s must lie from %g to %g%s%s, got '%s'", name, LEAST_COUPLING, LARGEST_COUPLING, pure ? "" : " ",
                        type->coupling_unit, text);
  if (*coupling > 0) return LR_OK;
  return lr_error_set(error, LR_E_USAGE, "--%s must be above zero, got '%s'", name, text);
}

enum lr_status lr_option_number(const struct lr_call *call, int key, const char *name, double low, double high, double *value,
                                struct lr_error *error) {
  const char *text = lr_call_option(call, key);
  *value = NAN;
  if (!text || (lr_number_parse(text, value) && *value > low && *value < high)) return LR_OK;
  return lr_error_set(error, LR_E_USAGE, "--%s wants a number between %g and %g, got '%s'", name, low, high, text);
}
