// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_event.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "beamloss/loss_follow.h"

enum { SAMPLES = LR_LOSS_TRACE_SAMPLES };

void lr_loss_worker_free(struct lr_loss_worker *worker) {
  if (!worker) return;
  lr_train_free(&worker->train);
  lr_abort_free(worker->abort);
  lr_grain_run_close(worker->grain);
  for (int r = 0; r < LR_LOSS_RINGS; r++) free(worker->optics[r]);
  free(worker);
}

void lr_loss_trace_free(struct lr_loss_trace *trace) {
  free(trace->turn);
  free(trace->point);
  *trace = (struct lr_loss_trace){0};
}

enum lr_status lr_loss_worker_create(const struct lr_loss_input *input, struct lr_loss_worker **out, struct lr_error *error) {
  struct lr_loss_worker *worker = calloc(1, sizeof *worker);
  enum lr_status status = worker ? lr_train_create((size_t)input->particles, &worker->train, error)
                                 : lr_error_set(error, LR_E_MEMORY, "no memory for a beam loss");
  for (int r = 0; r < LR_LOSS_RINGS && status == LR_OK; r++) {
    const struct lr_twiss *t = input->ring[r].optics;
    if (!t) continue;
    worker->optics[r] = calloc(t->rows, sizeof *worker->optics[r]);
    if (!worker->optics[r]) status = lr_error_set(error, LR_E_MEMORY, "no memory for the optics of a beam loss");
    for (size_t i = 0; i < t->rows && status == LR_OK; i++)
      worker->optics[r][i] = (struct lr_loss_optics_point){
          t->element[i], t->value[LR_TWISS_S][i], t->value[LR_TWISS_BETA_X] ? t->value[LR_TWISS_BETA_X][i] : NAN,
          t->value[LR_TWISS_BETA_Y] ? t->value[LR_TWISS_BETA_Y][i] : NAN, t->value[LR_TWISS_NU_Y][i]};
  }
  if (status == LR_OK) *out = worker;
  else lr_loss_worker_free(worker);
  return status;
}

// The ring as seen from the source of a draw.
static enum lr_status build_ring(const struct lr_loss_input *input, const struct lr_loss_draw *draw,
                                 const struct lr_loss_worker *worker, struct lr_loss_ring *ring, struct lr_error *error) {
  const struct lr_loss_ring_input *of = &input->ring[draw->ring];
  const struct lr_loss_section *section = &of->section[draw->section];
  const struct lr_twiss *t = of->optics;
  struct lr_aperture aperture[LR_LOSS_MOST_APERTURES];
  for (size_t i = 0; i < of->apertures; i++) {
    size_t at;
    double least_m = lr_twiss_find(t, of->aperture[i].id, &at) ? 1.01 * sqrt(draw->emittance_y_m * t->value[LR_TWISS_BETA_Y][at]) : 0;
    aperture[i] = (struct lr_aperture){of->aperture[i].id, (enum lr_loss_kind)of->aperture[i].kind,  // a wide prior must not cut into the core
                                       fmax(least_m, of->aperture[i].top_m * draw->gap_scale[i]),
                                       fmax(least_m, of->aperture[i].bottom_m * draw->gap_scale[i]), draw->dose_Gy[i]};
  }
  struct lr_loss_ring_setup setup = {
      .optics = {worker->optics[draw->ring], t->rows, lr_loss_ring_end(of), t->value[LR_TWISS_NU_Y][t->rows - 1]},
      .aperture = aperture,
      .apertures = of->apertures,
      .source = {.s_m = draw->s_m, .optics = LR_SOURCE_SMOOTH},
      .emittance_y_m = draw->emittance_y_m,
      .kicker_s_m = of->kicker_m,
      .ip_s_m = NAN};
  size_t row;
  if (*section->at && lr_twiss_find(t, section->at, &row)) {
    double beta_y_m = t->value[LR_TWISS_BETA_Y][row], mean_m = isfinite(section->mean_beta_y_m) ? section->mean_beta_y_m : beta_y_m;
    setup.source.optics = LR_SOURCE_GIVEN;
    setup.source.beta_y_m = beta_y_m;
    setup.source.beta_x_m = t->value[LR_TWISS_BETA_X] ? t->value[LR_TWISS_BETA_X][row] : NAN;
    setup.source.nu_y = t->value[LR_TWISS_NU_Y][row] + (draw->s_m - t->value[LR_TWISS_S][row]) / (2 * LR_PI * mean_m);
  }
  return lr_loss_ring_build(&setup, ring, error);
}

// The monitors of this ring; those at an aperture of the other ring are left out.
static size_t build_monitors(const struct lr_loss_input *input, const struct lr_loss_draw *draw, const struct lr_loss_ring *ring,
                             struct lr_monitor monitor[LR_LOSS_MOST_MONITORS], size_t *detector) {
  size_t count = 0;
  *detector = LR_LOSS_MOST_MONITORS;
  for (size_t i = 0; i < input->abort.monitors; i++) {
    const struct lr_loss_monitor *of = &input->abort.monitor[i];
    struct lr_monitor m = {.name = of->id,
                           .kind = LR_MONITOR_DOSE,
                           .dose_factor = 1 / draw->diamond_factor,
                           .threshold = of->threshold_Gy,
                           .window_s = of->window_s,
                           .sampling_s = of->sampling_s,
                           .phase_s = draw->sample_phase[i] * of->sampling_s,
                           .saturation_per_s = of->saturation_Gy_s,
                           .logic_s = draw->logic_s[i],
                           .link_s = draw->link_s[i]};
    if (strcmp(of->at, "detector") != 0) {
      size_t k = 0;
      while (k < ring->elements && strcmp(input->ring[draw->ring].aperture[ring->element[k].aperture].id, of->at) != 0) k++;
      if (k == ring->elements) continue;
      m.kind = LR_MONITOR_LOCAL;
      m.element = k;
      m.threshold = of->threshold_particles;
    } else if (*detector == LR_LOSS_MOST_MONITORS) {
      *detector = count;
    }
    monitor[count++] = m;
  }
  return count;
}

static enum lr_status start_abort(const struct lr_loss_input *input, const struct lr_loss_draw *draw, const struct lr_loss_ring *ring,
                                  const struct lr_filling *filling, struct lr_loss_worker *worker, const char **names, size_t *monitors, size_t *detector,
                                  struct lr_error *error) {
  struct lr_monitor monitor[LR_LOSS_MOST_MONITORS];
  *monitors = build_monitors(input, draw, ring, monitor, detector);
  for (size_t i = 0; i < *monitors; i++) names[i] = monitor[i].name;
  if (!*monitors) return LR_OK;
  struct lr_abort_kicker kicker = lr_abort_kicker_of(ring, filling, input->abort.kicker_rise_s);
  return worker->abort ? lr_abort_restart(worker->abort, ring, monitor, *monitors, &kicker, error)
                       : lr_abort_create(ring, monitor, *monitors, &kicker, &worker->abort, error);
}

// Dose, gates and the end of an event whose losses are known.
static enum lr_status detector(const struct lr_loss_follow *s, bool powered, const struct lr_loss_deposit *deposit,
                               struct lr_loss_event *event, struct lr_error *error) {
  const struct lr_loss_draw *d = &event->draw;
  const struct lr_pxd_spread spread = {d->radial_exponent, d->azimuthal, d->phi0_rad, d->asymmetry};
  const struct lr_gate_law law = {100 * d->gate_dose_Gy, d->gate_shape};
  const struct lr_loss_thresholds thresholds = {d->quench_J, INFINITY, d->damage_J};
  struct lr_random gates = lr_random_stream(s->seed, LR_LOSS_STREAM_GATES, event->id), end = lr_random_stream(s->seed, LR_LOSS_STREAM_END, event->id);
  enum lr_status status = lr_pxd_spread_dose(&spread, event->dose_rad[0], event->module_rad, error);
  for (int layer = 1; layer <= LR_PXD_LAYERS; layer++) event->dose_rad[layer - 1] = lr_pxd_layer_mean(event->module_rad, layer);
  if (status == LR_OK) status = lr_gates_lose(&law, event->module_rad, NULL, powered, &gates, &event->gates, error);
  if (status == LR_OK) status = lr_loss_outcome(deposit, &thresholds, s->input->outcomes.recovery, &end, &event->outcome, error);
  event->gates_expected = event->gates.expected;
  bool struck = event->lost * (double)s->input->particles > 0.5 || event->dumped > 0;  // what the grain scatters out before is a short lifetime
  event->downtime_s = struck ? event->outcome.downtime_s : 0;
  return status;
}

enum lr_status lr_loss_event_run(const struct lr_loss_input *input, uint64_t seed, uint64_t id, bool powered,
                                 struct lr_loss_worker *worker, struct lr_loss_trace *trace, struct lr_loss_event *event,
                                 struct lr_error *error) {
  struct lr_loss_ring ring;
  struct lr_loss_source source;
  struct lr_loss_source_point point[SAMPLES + 1];
  struct lr_loss_deposit deposit = {0};
  size_t monitors = 0, first_detector = 0;
  const char *monitor_name[LR_LOSS_MOST_MONITORS] = {NULL};
  bool acts = false;
  *event = (struct lr_loss_event){.id = id, .recorded_rad = NAN};
  lr_loss_draw(input, seed, id, &event->draw);
  const struct lr_loss_ring_input *of = &input->ring[event->draw.ring];
  enum lr_status status = build_ring(input, &event->draw, worker, &ring, error);
  if (status != LR_OK) goto done;
  const struct lr_filling filling = {(size_t)of->bunches, (size_t)input->abort.gaps, input->abort.gap_s,
                                     event->draw.first_gap * ring.turn_s / (double)input->abort.gaps};
  const struct lr_train_start start = {(size_t)input->particles, event->draw.emittance_y_m, filling,
                                       lr_random_stream(seed, LR_LOSS_STREAM_BEAM, id)};
  event->particles = of->current_A * ring.turn_s / LR_E_C;
  status = lr_train_restart(&worker->train, &ring, &start, error);
  if (status == LR_OK) status = start_abort(input, &event->draw, &ring, &filling, worker, monitor_name, &monitors, &first_detector, error);
  if (status == LR_OK) status = lr_loss_source_start(input, &event->draw, &ring, &worker->grain, &source, error);
  event->kept_away = status == LR_OK && source.kept_away;
  if (status == LR_OK && !source.kept_away) status = lr_loss_lead_in(&source, of->current_A, trace, point, &acts, error);
  struct lr_loss_follow s = {.input = input, .ring = &ring, .worker = worker, .abort = monitors ? worker->abort : NULL, .current_A = of->current_A,
                      .particles = event->particles / (double)input->particles, .seed = seed, .weight = 1};
  if (status == LR_OK && trace && acts) trace->lead_s = point[0].time_s;
  if (status == LR_OK && acts) status = lr_loss_follow(&s, &source, point, trace, event, error);
  if (status != LR_OK) goto done;
  if (source.dust && !source.kept_away) event->grain = lr_loss_source_outcome(&source);
  lr_loss_take(&s, event, &deposit);
  if (s.abort) {
    event->abort = lr_abort_timeline(s.abort);
    event->monitor = monitor_name[event->abort.monitor < monitors ? event->abort.monitor : 0];
    event->aborted = isfinite(event->abort.full_s) && event->dumped > 0;
    if (first_detector < monitors) {
      struct lr_monitor_reading reading = lr_abort_reading(s.abort, first_detector);
      event->recorded_rad = 100 * reading.recorded;
      event->saturated = reading.saturated;
    }
  }
  status = detector(&s, powered, &deposit, event, error);
  if (trace) {
    lr_loss_complete_trace(&s, trace);
    trace->ring = ring;
    trace->sigma_y_m = sqrt(event->draw.emittance_y_m * ring.source_beta_y_m);
    trace->sigma_x_m = sqrt(event->draw.emittance_x_m * (isfinite(ring.source_beta_x_m) ? ring.source_beta_x_m : ring.source_beta_y_m));
    if (source.dust && !source.kept_away) trace->grain = *lr_grain_run_summary(worker->grain);
  }
done:
  if (status != LR_OK) {
    const struct lr_loss_draw *d = &event->draw;
    if (d->mechanism == LR_LOSS_DUST)
      lr_error_context(error, "grain of %s, radius %.4g um, charge %.4g, speed %.4g m/s (0: fallen %.4g mm), retention %.4g /s, s %.6g m",
                       input->material[d->material].name, d->radius_m * 1e6, -d->charge, d->speed_m_s, d->fall_m * 1e3, d->retention_per_s, d->s_m);
    lr_error_context(error, "beam loss %llu", (unsigned long long)id);
  }
  return status;
}
