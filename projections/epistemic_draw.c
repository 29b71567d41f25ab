// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of probabilities at which the epistemic priors are read. Row h at random or antithetic depends on the seed and h alone;
// a Sobol row on h and on a shift of each factor by the seed (Cranley and Patterson).
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "projections/epistemic.h"
#include "projections/history_run.h"

enum { MOST_SOBOL = 40 };

static void random_row(uint64_t seed, uint64_t row, size_t factors, double *u) {
  struct lr_random random = lr_random_stream(seed, LR_STREAM_EPISTEMIC, row);
  for (size_t k = 0; k < factors; k++) u[k] = lr_random_uniform(&random);
}

static enum lr_status sobol_rows(uint64_t seed, size_t count, size_t factors, double *u, struct lr_error *error) {
  if (factors > MOST_SOBOL)
    return lr_error_set(error, LR_E_DOMAIN, "Sobol points have at most %d factors, the plan has %zu; take sampling: random", MOST_SOBOL, factors);
  gsl_qrng *sobol = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)factors);
  double shift[MOST_SOBOL];
  if (!sobol) return lr_error_set(error, LR_E_MEMORY, "no memory for the Sobol points");
  struct lr_random random = lr_random_stream(seed, LR_STREAM_SOBOL, 0);
  for (size_t k = 0; k < factors; k++) shift[k] = lr_random_uniform(&random);
  for (size_t h = 0; h < count; h++, u += factors) {
    gsl_qrng_get(sobol, u);
    for (size_t k = 0; k < factors; k++) {
      u[k] += shift[k];
      if (u[k] >= 1) u[k] -= 1;
      if (!(u[k] > 0)) u[k] = 0x1p-53;
    }
  }
  gsl_qrng_free(sobol);
  return LR_OK;
}

enum lr_status lr_epistemic_draw(const struct lr_plan *plan, size_t count, uint64_t seed, int sampling, double *u, struct lr_error *error) {
  size_t factors = lr_epistemic_factors(plan);
  if (sampling == LR_SAMPLING_SOBOL) return sobol_rows(seed, count, factors, u, error);
  for (size_t h = 0; h < count; h++) {
    double *row = u + h * factors;
    if (sampling == LR_SAMPLING_ANTITHETIC && h % 2) {
      for (size_t k = 0; k < factors; k++) row[k] = 1 - (row - factors)[k];
    } else {
      random_row(seed, h, factors, row);
    }
  }
  return LR_OK;
}
