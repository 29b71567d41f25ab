// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/fill_sample.h"

#include <math.h>
#include <stdlib.h>

#include "machine/overlap.h"

enum lr_status lr_fill_sample_take(const struct lr_fill *fill, const struct lr_fill_model *m, double time_s,
                                   const double state[LR_FILL_STATES], struct lr_fill_result *result, struct lr_error *error) {
  if (result->samples == result->room) {
    size_t room = result->room ? 2 * result->room : (size_t)fill->outputs + 2 * fill->events + 2;
    struct lr_fill_sample *more = realloc(result->sample, room * sizeof *more);
    if (!more) return lr_error_set(error, LR_E_MEMORY, "no memory for the samples of a fill");
    result->sample = more;
    result->room = room;
  }
  struct lr_fill_sample *sample = &result->sample[result->samples];
  struct lr_fill_rates rates = {0};
  if (!lr_fill_evaluate(m, state, &rates))
    return lr_error_set(error, LR_E_DOMAIN, "sizes are not positive at %g s of the fill", time_s);
  *sample = (struct lr_fill_sample){.time_s = time_s, .luminosity_m2s = rates.luminosity_m2s, .overlap_m2s = NAN};
  bool beams = true;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    double n = state[r * LR_FILL_PER_RING + LR_FILL_CHARGE];
    sample->current_A[r] = n * m->ring[r].current_A;
    sample->emittance_y_m[r] = state[r * LR_FILL_PER_RING + LR_FILL_EMITTANCE] * m->ring[r].emittance_m;
    sample->lifetime_s[r] = n > 0 ? n / rates.ring[r].loss : NAN;
    sample->load[r] = m->ring[r].rate > 0 ? rates.ring[r].injection / m->ring[r].rate : 0;
    beams = beams && n > 0;
  }
  if (fill->overlap) {
    sample->overlap_m2s = 0;
    struct lr_overlap overlap;
    struct lr_collider collider = lr_fill_collider(fill, m, state);
    enum lr_status status = beams ? lr_overlap_evaluate(&collider, 1e-6, &overlap, error) : LR_OK;
    if (status) return status;
    if (beams) sample->overlap_m2s = overlap.luminosity_m2 * m->bunches * lr_revolution_frequency(&collider);
  }
  result->samples++;
  return LR_OK;
}

void lr_fill_result_free(struct lr_fill_result *result) {
  free(result->sample);
  result->sample = NULL;
  result->samples = result->room = 0;
}
