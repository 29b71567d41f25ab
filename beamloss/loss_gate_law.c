// SPDX-License-Identifier: GPL-3.0-or-later
// What the gates lost say about the law of the gates.
#include <math.h>
#include <stdlib.h>

#include "beamloss/loss_calibration_parts.h"

enum { LAW_DRAWS = 5000 };

// Losses that were seen, under a law.
struct seen_losses {
  double gates, log_dose;  // expected; logarithm of the dose for a lost particle
};

// `losses` accepted events, the worst `events` of them in front.
static enum lr_status draw_losses(const struct lr_loss_ensemble *ensemble, const size_t *list, size_t count, const struct lr_loss_observed *seen,
                                  const struct lr_gate_law *law, struct lr_random *random, struct seen_losses *loss, struct lr_error *error) {
  for (long k = 0; k < seen->losses_seen; k++) {
    const struct lr_loss_event *e = &ensemble->event[list[(size_t)(lr_random_uniform(random) * (double)count)]];
    struct lr_gate_losses losses;
    enum lr_status status = lr_gates_lose(law, e->module_rad, NULL, true, NULL, &losses, error);
    if (status != LR_OK) return status;
    loss[k] = (struct seen_losses){losses.expected, log(lr_loss_particle_dose(e))};
  }
  for (long k = 0; k < seen->events; k++) {
    long worst = k;
    for (long i = k + 1; i < seen->losses_seen; i++)
      if (loss[i].gates > loss[worst].gates) worst = i;
    struct seen_losses one = loss[k];
    loss[k] = loss[worst];
    loss[worst] = one;
  }
  return LR_OK;
}

enum lr_status lr_loss_law_rows(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble, const bool *accepted,
                                uint64_t seed, double *facts_share, struct lr_table *t, struct lr_error *error) {
  enum { DOSE, SHAPE, PARTICLE, RATIO, ROWS };
  static const char *const NAMES[] = {"gate_dose", "gate_shape", "dose for a lost particle", "gate_dose over it"};
  static const char *const UNITS[] = {"rad", "", "rad", "particles"}, *const OF[] = {"law of the gates", "law of the gates", "worst losses", "worst losses"};
  const struct lr_loss_observed *seen = &input->observed;
  double target = seen->gates_share / lr_pxd_gate_fraction(), *work = malloc(3 * ROWS * LAW_DRAWS * sizeof *work);
  size_t *list = malloc((ensemble->count + 1) * sizeof *list), count = 0, kept = 0;
  struct seen_losses *loss = malloc((size_t)seen->losses_seen * sizeof *loss);
  enum lr_status status = list && work && loss ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for the calibration");
  for (size_t i = 0; status == LR_OK && i < ensemble->count; i++)
    if (accepted[i] && ensemble->event[i].lost > 0) list[count++] = i;
  for (size_t j = 0; j < LAW_DRAWS && status == LR_OK && count; j++) {
    struct lr_random random = lr_random_stream(seed, LR_LOSS_STREAM_CALIBRATION, j);
    struct lr_gate_law law = {100 * lr_prior_quantile(&input->detector.gate_dose_Gy, lr_random_uniform(&random)),
                              lr_prior_quantile(&input->detector.gate_shape, lr_random_uniform(&random))};
    double sum = 0, log_dose = 0;
    status = draw_losses(ensemble, list, count, seen, &law, &random, loss, error);
    for (long k = 0; status == LR_OK && k < seen->events; k++) {
      sum += loss[k].gates;
      log_dose += loss[k].log_dose / (double)seen->events;
    }
    const double value[ROWS] = {law.scale_rad, law.exponent, exp(log_dose), law.scale_rad / exp(log_dose)};
    bool keep = sum <= target * seen->factor && sum >= target / seen->factor;
    for (size_t row = 0; row < ROWS; row++) {
      work[3 * row * LAW_DRAWS + j] = value[row];
      work[(3 * row + (keep ? 1 : 2)) * LAW_DRAWS + (keep ? kept : j - kept)] = value[row];
    }
    kept += keep;
  }
  if (status == LR_OK) {
    *facts_share = (double)kept / LAW_DRAWS;
    for (size_t row = 0; row < ROWS; row++)
      lr_loss_calibration_row(t, NAMES[row], UNITS[row], OF[row], 1, work + 3 * row * LAW_DRAWS, count ? LAW_DRAWS : 0,
                              work + (3 * row + 1) * LAW_DRAWS, kept, work + (3 * row + 2) * LAW_DRAWS);
  }
  free(loss);
  free(list);
  free(work);
  return status;
}
