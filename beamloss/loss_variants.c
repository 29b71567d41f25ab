// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_variants.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sorted.h"

enum { STEPS = 6 };
static const char *const STEP_NAMES[STEPS] = {"first loss",  "threshold crossed",    "sample read", "request at the kicker",
                                              "gap arrives", "kicker at full field"};

// Times of the steps from the first loss [us].
static void steps_of(const struct lr_abort_line *line, double time_us[STEPS]) {
  const double time_s[STEPS] = {line->first_loss_s, line->crossed_s, line->sampled_s, line->requested_s, line->gap_s, line->full_s};
  for (int k = 0; k < STEPS; k++) time_us[k] = (time_s[k] - line->first_loss_s) * 1e6;
}

static void add_steps(struct lr_table *steps, const char *name, double *time_us, size_t room, size_t aborted) {
  for (int k = 0; k < STEPS && aborted; k++) {
    double *of = time_us + (size_t)k * room;
    lr_sort(of, aborted);
    lr_table_row(steps);
    lr_table_text(steps, "variant", name);
    lr_table_text(steps, "step", STEP_NAMES[k]);
    lr_table_number(steps, "p05", lr_sorted_quantile(of, aborted, 0.05));
    lr_table_number(steps, "p50", lr_sorted_quantile(of, aborted, 0.5));
    lr_table_number(steps, "p95", lr_sorted_quantile(of, aborted, 0.95));
  }
}

static enum lr_status add_row(struct lr_table *t, struct lr_table *steps, const struct lr_loss_input *input, const char *name,
                              const struct lr_loss_ensemble *given, const struct lr_loss_ensemble *variant, struct lr_error *error) {
  static const char *const NAMES[] = {"aborted", "lost", "dose_l1", "gates", "quench", "damage"};
  size_t room = variant->count + 1, aborted = 0, count = 0;
  double *time_us = malloc(STEPS * room * sizeof *time_us), sums[6] = {0};
  if (!time_us) return lr_error_set(error, LR_E_MEMORY, "no memory for the variants of the abort");
  for (size_t i = 0; i < variant->count; i++) {
    const struct lr_loss_event *e = &variant->event[i];
    double of[STEPS];
    if (!lr_loss_event_observed(input, &given->event[i])) continue;
    count++;
    const double value[] = {e->aborted, e->lost, e->dose_rad[0], e->gates_expected, e->outcome.quench, e->outcome.damage};
    for (int k = 0; k < 6; k++) sums[k] += value[k];
    if (!e->aborted) continue;
    steps_of(&e->abort, of);
    for (size_t k = 0; k < STEPS; k++) time_us[k * room + aborted] = of[k];
    aborted++;
  }
  lr_table_row(t);
  lr_table_text(t, "variant", name);
  lr_table_number(t, "events", (double)count);
  for (int k = 0; k < 6 && count; k++) lr_table_number(t, NAMES[k], sums[k] / (double)count);
  add_steps(steps, name, time_us, room, aborted);
  if (aborted) {
    const double *full = time_us + (STEPS - 1) * room;
    lr_table_number(t, "time_p05", lr_sorted_quantile(full, aborted, 0.05));
    lr_table_number(t, "time_p50", lr_sorted_quantile(full, aborted, 0.5));
    lr_table_number(t, "time_p95", lr_sorted_quantile(full, aborted, 0.95));
  }
  free(time_us);
  return LR_OK;
}

static const struct lr_prior microsecond = {LR_FIXED, LR_DIM_TIME, 1e-6, 0, 0};

static void speed_up(struct lr_loss_input *variant) {
  for (size_t i = 0; i < variant->abort.monitors; i++) variant->abort.monitor[i].logic_s = variant->abort.monitor[i].link_s = microsecond;
}

// The aperture of the positron ring that saw most first losses.
static const char *usual_place(const struct lr_loss_input *input, const struct lr_loss_ensemble *given) {
  size_t seen[LR_LOSS_MOST_APERTURES] = {0};
  int best = -1;
  for (size_t i = 0; i < given->count; i++)
    if (given->event[i].draw.ring == LR_LOSS_LER && given->event[i].first_aperture >= 0) seen[given->event[i].first_aperture]++;
  for (size_t k = 0; k < input->ring[LR_LOSS_LER].apertures; k++)
    if (seen[k] && (best < 0 || seen[k] > seen[best])) best = (int)k;
  return best < 0 ? NULL : input->ring[LR_LOSS_LER].aperture[best].id;
}

static bool add_monitor(struct lr_loss_input *variant, const char *at) {
  if (variant->abort.monitors == LR_LOSS_MOST_MONITORS) return false;
  struct lr_loss_monitor *m = &variant->abort.monitor[variant->abort.monitors++];
  *m = (struct lr_loss_monitor){.threshold_Gy = NAN, .threshold_particles = 1e9, .window_s = 1e-6, .sampling_s = 1e-7,
                                .saturation_Gy_s = INFINITY, .logic_s = microsecond, .link_s = microsecond};
  snprintf(m->id, sizeof m->id, "near %.25s", at);
  snprintf(m->at, sizeof m->at, "%s", at);
  return true;
}

enum lr_status lr_loss_variants(const struct lr_loss_input *input, const struct lr_loss_ensemble *given, uint64_t seed, bool powered,
                                int jobs, struct lr_progress *progress, struct lr_table **table, struct lr_table **steps, struct lr_error *error) {
  struct lr_table *t = lr_table_create("abort_variants", "What a faster abort buys: the same events with other monitors");
  lr_table_column(t, "variant", LR_TEXT, "", "monitors", "model.md B35");
  lr_table_column(t, "events", LR_NUMBER, "", "observed in the first row's ensemble", "");
  lr_table_column(t, "aborted", LR_NUMBER, "", "part in which the kicker dumped beam", "model.md B17");
  lr_table_column(t, "time_p05", LR_NUMBER, "us", "first loss to kicker at full field", "model.md B17");
  lr_table_column(t, "time_p50", LR_NUMBER, "us", "median", "model.md B17");
  lr_table_column(t, "time_p95", LR_NUMBER, "us", "quantile", "model.md B17");
  lr_table_column(t, "lost", LR_NUMBER, "", "mean part of the beam lost", "model.md B16");
  lr_table_column(t, "dose_l1", LR_NUMBER, "rad", "mean dose of layer 1", "model.md B21");
  lr_table_column(t, "gates", LR_NUMBER, "", "mean gates lost", "model.md B23");
  lr_table_column(t, "quench", LR_NUMBER, "", "probability", "model.md B25");
  lr_table_column(t, "damage", LR_NUMBER, "", "probability", "model.md B25");
  struct lr_table *s = lr_table_create("abort_steps", "Steps of the abort, from the first loss");
  lr_table_column(s, "variant", LR_TEXT, "", "monitors", "model.md B35");
  lr_table_column(s, "step", LR_TEXT, "", "what happened", "model.md B17");
  lr_table_column(s, "p05", LR_NUMBER, "us", "5 % of the aborted events are earlier", "model.md B17");
  lr_table_column(s, "p50", LR_NUMBER, "us", "median of each step", "model.md B17");
  lr_table_column(s, "p95", LR_NUMBER, "us", "5 % are later", "model.md B17");
  struct lr_loss_input *variant = malloc(sizeof *variant);
  enum lr_status status = lr_table_ok(t) && lr_table_ok(s) && variant ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for the variants of the abort");
  if (status == LR_OK) status = add_row(t, s, input, "as given", given, given, error);
  for (int which = 0; which < 3 && status == LR_OK; which++) {
    struct lr_loss_ensemble ensemble;
    char name[80] = "no abort";
    *variant = *input;
    if (which == 0) {
      variant->abort.monitors = 0;
    } else if (which == 1) {
      speed_up(variant);
      snprintf(name, sizeof name, "request in 2 us");
    } else {
      const char *first = input->observed.first_losses ? input->observed.first_loss[0] : usual_place(input, given);
      if (!first || !add_monitor(variant, first)) break;
      for (size_t i = 1; i < input->observed.first_losses && i < 2; i++) add_monitor(variant, input->observed.first_loss[i]);
      snprintf(name, sizeof name, "loss monitor %s", variant->abort.monitor[input->abort.monitors].id);
    }
    status = lr_loss_ensemble_again(variant, given, seed, powered, jobs, progress, &ensemble, error);
    if (status != LR_OK) break;
    status = add_row(t, s, input, name, given, &ensemble, error);
    lr_loss_ensemble_free(&ensemble);
  }
  free(variant);
  if (status == LR_OK && (!lr_table_ok(t) || !lr_table_ok(s))) status = lr_error_set(error, LR_E_MEMORY, "no memory for the variants of the abort");
  if (status == LR_OK) {
    *table = t;
    *steps = s;
  } else {
    lr_table_free(t);
    lr_table_free(s);
  }
  return status;
}
