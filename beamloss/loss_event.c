// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_event.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "beamloss/kick.h"
#include "beamloss/loss_source.h"
#include "beamloss/loss_turn.h"

enum { SAMPLES = LR_LOSS_TRACE_SAMPLES, MOST_LEAD_TURNS = 8000, QUIET_TURNS = 5 };

struct lr_loss_worker {
  struct lr_train train;
  struct lr_abort *abort;
  struct lr_grain_run *grain;
  struct lr_loss_optics_point *optics[LR_LOSS_RINGS];
};

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
  for (size_t i = 0; i < of->apertures; i++)
    aperture[i] = (struct lr_aperture){of->aperture[i].id, (enum lr_loss_kind)of->aperture[i].kind,
                                       of->aperture[i].top_m * draw->gap_scale[i], of->aperture[i].bottom_m * draw->gap_scale[i],
                                       draw->dose_Gy[i]};
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

static bool room_for(void **items, size_t size, size_t count, size_t *room) {
  if (count < *room) return true;
  size_t more = *room ? 2 * *room : 256;
  void *grown = realloc(*items, more * size);
  if (!grown) return false;
  *items = grown;
  *room = more;
  return true;
}

static enum lr_status trace_points(struct lr_loss_trace *trace, const struct lr_loss_source_point *point, size_t from, size_t count,
                                   struct lr_error *error) {
  for (size_t i = from; i < count; i++) {
    if (!room_for((void **)&trace->point, sizeof *trace->point, trace->points, &trace->point_room))
      return lr_error_set(error, LR_E_MEMORY, "no memory for the trace of an event");
    trace->point[trace->points++] = (struct lr_loss_point_trace){point[i].time_s, point[i].net_electrons, point[i].grain};
  }
  return LR_OK;
}

// The source alone, at the full current, until it acts on the beam. Out: `point` of the turn in which it does; *acts false when it
// never does.
static enum lr_status lead_in(struct lr_loss_source *source, double current_A, struct lr_loss_trace *trace,
                              struct lr_loss_source_point *point, bool *acts, struct lr_error *error) {
  *acts = false;
  for (int turn = 0; turn < MOST_LEAD_TURNS; turn++) {
    enum lr_status status = lr_loss_source_turn(source, current_A, SAMPLES, point, error);
    if (status == LR_OK && trace) status = trace_points(trace, point, turn ? 1 : 0, SAMPLES + 1, error);
    if (status != LR_OK) return status;
    for (int i = 0; i <= SAMPLES; i++) *acts = *acts || fabs(point[i].net_electrons) > lr_loss_quiet_charge;
    if (*acts || lr_loss_source_done(source, &point[SAMPLES])) break;
  }
  return LR_OK;
}

struct setting {  // of the turns of an event
  const struct lr_loss_input *input;
  const struct lr_loss_ring *ring;
  struct lr_loss_worker *worker;
  struct lr_abort *abort;  // NULL: no monitor in this ring
  double current_A, particles;  // particles: of a macro-particle
  uint64_t seed;
};

static double dose_so_far(const struct setting *s) {
  double dose_Gy = 0;
  for (size_t k = 0; k < s->ring->elements; k++)
    dose_Gy += (double)s->worker->train.lost[k] * s->particles * s->ring->element[k].dose_per_lost_Gy;
  return 100 * dose_Gy;
}

static enum lr_status follow(struct setting *s, struct lr_loss_source *source, struct lr_loss_source_point *point,
                             struct lr_loss_trace *trace, struct lr_loss_event *event, struct lr_error *error) {
  struct lr_train *train = &s->worker->train;
  const struct lr_loss_draw *draw = &event->draw;
  double gamma = s->input->ring[draw->ring].energy_eV / LR_ELECTRON_MASS_eV, turns = s->input->ring[draw->ring].damping_turns;
  double beta_x_m = isfinite(s->ring->source_beta_x_m) ? s->ring->source_beta_x_m : s->ring->source_beta_y_m;
  const struct lr_train_beam beam = {.strength_m = lr_kick_strength_m(gamma, draw->ring == LR_LOSS_HER ? -1 : 1),
                                     .sigma_x_m = sqrt(draw->emittance_x_m * beta_x_m),
                                     .feedback = exp(-1 / turns)};
  struct lr_random random = lr_random_stream(s->seed, LR_LOSS_STREAM_KICKS, event->id);
  long counted = 0, quiet = 0;
  while (train->stored && event->turns < MOST_LEAD_TURNS && counted < s->input->turns) {
    double time_s[SAMPLES + 1], charge[SAMPLES + 1], y_m[SAMPLES + 1];
    size_t lost_before = train->lost_total;
    for (int i = 0; i <= SAMPLES; i++) {
      time_s[i] = point[i].time_s - point[0].time_s;
      charge[i] = point[i].net_electrons;
      y_m[i] = point[i].y_m;
      if (fabs(charge[i]) > fabs(event->highest_charge)) event->highest_charge = charge[i];
    }
    const struct lr_train_charge source_charge = {SAMPLES + 1, time_s, charge, y_m, draw->offset_x_m, draw->softening_m};
    double stored_before = (double)train->stored / (double)train->start;
    enum lr_status status = lr_loss_turn(train, s->ring, &beam, &source_charge, &random, s->abort, s->particles, error);
    if (status != LR_OK) return status;
    event->turns++;
    quiet = train->lost_total == lost_before ? quiet + 1 : 0;
    bool asked = s->abort && isfinite(lr_abort_timeline(s->abort).requested_s);  // followed until the ring is empty
    bool in_flight = source->dust && lr_grain_run_summary(source->grain)->outcome == LR_GRAIN_IN_FLIGHT;
    counted += train->lost_total || !in_flight;
    if (trace) {
      if (!room_for((void **)&trace->turn, sizeof *trace->turn, trace->turns, &trace->turn_room))
        return lr_error_set(error, LR_E_MEMORY, "no memory for the trace of an event");
      double start = (double)train->start;
      trace->turn[trace->turns++] = (struct lr_loss_turn_trace){(double)event->turns * s->ring->turn_s, stored_before * s->current_A, charge[SAMPLES],
                                                                ((double)train->lost_total - (double)lost_before) / start, (double)train->stored / start,
                                                                (double)train->dumped / start, dose_so_far(s)};
    }
    if (!train->stored) break;
    if (lr_loss_source_done(source, &point[SAMPLES]) && quiet >= QUIET_TURNS && !asked) break;
    status = lr_loss_source_turn(source, s->current_A * (double)train->stored / (double)train->start, SAMPLES, point, error);
    if (status == LR_OK && trace) status = trace_points(trace, point, 1, SAMPLES + 1, error);
    if (status != LR_OK) return status;
  }
  return lr_loss_finish(train, s->ring, s->abort, s->particles, (double)(event->turns + 4) * s->ring->turn_s, error);
}

static void take_losses(const struct setting *s, struct lr_loss_event *event, struct lr_loss_deposit *deposit) {
  const struct lr_train *train = &s->worker->train;
  double start = (double)train->start, energy_J = s->input->ring[event->draw.ring].energy_eV * LR_E_C, kept = 1 - event->direct;
  double first_s = INFINITY, last_s = -INFINITY;
  event->stored = kept * (double)train->stored / start;
  event->dumped = kept * (double)train->dumped / start;
  event->lost = kept * (double)train->lost_total / start;
  if (s->abort && isfinite(lr_abort_timeline(s->abort).full_s)) {  // asked for when the last turn to be followed came
    event->dumped += event->stored;
    event->stored = 0;
  }
  event->first_aperture = -1;
  for (size_t k = 0; k < s->ring->elements; k++) {
    double share = (double)train->lost[k] / start, joule = kept * share * event->particles * energy_J;
    event->lost_at[s->ring->element[k].aperture] = kept * share;
    if (s->ring->element[k].kind == LR_LOSS_IR) {
      deposit->ir_J += joule;
      deposit->ir_particles += kept * share * event->particles;
    } else if (s->ring->element[k].kind == LR_LOSS_COLLIMATOR) {
      deposit->collimator_J = fmax(deposit->collimator_J, joule);
    }
  }
  for (size_t i = 0; i < train->losses; i++) {
    if (train->loss[i].dumped) continue;
    if (train->loss[i].time_s < first_s) event->first_aperture = (int)s->ring->element[train->loss[i].element].aperture;
    first_s = fmin(first_s, train->loss[i].time_s);
    last_s = fmax(last_s, train->loss[i].time_s);
  }
  event->duration_s = last_s > first_s ? last_s - first_s : 0;
}

// Dose, gates and the end of an event whose losses are known.
static enum lr_status detector(const struct setting *s, bool powered, const struct lr_loss_deposit *deposit,
                               struct lr_loss_event *event, struct lr_error *error) {
  const struct lr_loss_draw *d = &event->draw;
  const struct lr_pxd_spread spread = {d->radial_exponent, d->azimuthal, d->phi0_rad, d->asymmetry};
  const struct lr_gate_law law = {100 * d->gate_dose_Gy, d->gate_shape};
  const struct lr_loss_thresholds thresholds = {d->quench_J, INFINITY, d->damage_J};
  struct lr_random gates = lr_random_stream(s->seed, LR_LOSS_STREAM_GATES, event->id), end = lr_random_stream(s->seed, LR_LOSS_STREAM_END, event->id);
  enum lr_status status = lr_pxd_spread_dose(&spread, (1 - event->direct) * dose_so_far(s), event->module_rad, error);
  for (int layer = 1; layer <= LR_PXD_LAYERS; layer++) event->dose_rad[layer - 1] = lr_pxd_layer_mean(event->module_rad, layer);
  if (status == LR_OK) status = lr_gates_lose(&law, event->module_rad, NULL, powered, &gates, &event->gates, error);
  if (status == LR_OK) status = lr_loss_outcome(deposit, &thresholds, s->input->outcomes.recovery, &end, &event->outcome, error);
  event->gates_expected = event->gates.expected;
  event->downtime_s = event->lost > 0 || event->dumped > 0 ? event->outcome.downtime_s : 0;
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
  if (status == LR_OK) status = lead_in(&source, of->current_A, trace, point, &acts, error);
  struct setting s = {input, &ring, worker, monitors ? worker->abort : NULL, of->current_A,
                      event->particles / (double)input->particles, seed};
  if (status == LR_OK && trace) trace->lead_s = point[0].time_s;
  if (status == LR_OK && acts) status = follow(&s, &source, point, trace, event, error);
  if (status != LR_OK) goto done;
  if (source.dust) {
    event->grain = lr_grain_run_summary(worker->grain)->outcome;
    event->direct = fmin(lr_grain_run_state(worker->grain).direct_loss, 1);
  }
  take_losses(&s, event, &deposit);
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
    for (size_t i = 0; i < trace->turns; i++) {  // parts of the start, as those of the event
      struct lr_loss_turn_trace *turn = &trace->turn[i];
      double *const part[] = {&turn->lost, &turn->stored, &turn->dumped, &turn->dose_l1_rad};
      for (int k = 0; k < 4; k++) *part[k] *= 1 - event->direct;
    }
    trace->ring = ring;
    trace->sigma_y_m = sqrt(event->draw.emittance_y_m * ring.source_beta_y_m);
    trace->sigma_x_m = sqrt(event->draw.emittance_x_m * (isfinite(ring.source_beta_x_m) ? ring.source_beta_x_m : ring.source_beta_y_m));
    if (source.dust) trace->grain = *lr_grain_run_summary(worker->grain);
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
