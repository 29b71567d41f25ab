// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_event.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "beamloss/kick.h"
#include "beamloss/loss_source.h"
#include "beamloss/loss_turn.h"

enum { SAMPLES = LR_LOSS_TRACE_SAMPLES, MOST_LEAD_TURNS = 8000, QUIET_TURNS = 5, MOST_TURNS = 600 };

struct lr_loss_worker {
  struct lr_train train;
  struct lr_abort *abort;
  struct lr_grain_run *grain;
  struct lr_loss_optics_point *optics[LR_LOSS_RINGS];
  double weight[MOST_TURNS];  // of a macro-particle that leaves in a turn: what direct losses have left of it
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
    for (int i = 0; i <= SAMPLES; i++) *acts = *acts || lr_loss_source_acts(&point[i]);
    if (*acts || lr_loss_source_done(source, &point[SAMPLES])) break;
  }
  return LR_OK;
}

struct setting {  // of the turns of an event
  const struct lr_loss_input *input;
  const struct lr_loss_ring *ring;
  struct lr_loss_worker *worker;
  struct lr_abort *abort;       // NULL: no monitor in this ring
  double current_A, particles;  // particles: of a macro-particle
  uint64_t seed;
  // Parts of the start. A macro-particle weighs what the grain has not scattered out of it; its weight is kept for each turn.
  double weight, direct, dumped;
  size_t dumped_at_once;  // macro-particles, those without an entry in the list of losses
};

// What the grain has scattered out of the beam in the turn: it is lost at the first aperture behind the source.
static enum lr_status scatter(struct setting *s, const struct lr_loss_source *source, double *scattered_before, struct lr_error *error) {
  struct lr_train *train = &s->worker->train;
  double part = fmin(fmax(source->direct - *scattered_before, 0), 1), lost = part * s->weight * (double)train->stored / (double)train->start;
  *scattered_before = source->direct;
  s->direct += lost;
  s->weight *= 1 - part;
  // monitors see it where it is more than they resolve
  if (!s->abort || lost * (double)train->start < 0.5) return LR_OK;
  return lr_abort_feed(s->abort, (double)train->turn * s->ring->turn_s, 0, lost * (double)train->start * s->particles, error);
}

// Macro-particles that were dumped out of the stored ones, not out of the losses that were still on their way.
static void count_dump(struct setting *s, size_t stored_before, size_t listed_before) {
  const struct lr_train *train = &s->worker->train;
  size_t gone = stored_before - train->stored, listed = train->losses - listed_before;
  s->dumped_at_once += gone - listed;
  s->dumped += s->weight * (double)(gone - listed) / (double)train->start;
}

static bool trace_turn(struct setting *s, struct lr_loss_trace *trace, const struct lr_loss_event *event, double current_A, double charge,
                       double direct) {
  if (!room_for((void **)&trace->turn, sizeof *trace->turn, trace->turns, &trace->turn_room)) return false;
  trace->turn[trace->turns++] = (struct lr_loss_turn_trace){
      .time_s = (double)event->turns * s->ring->turn_s, .current_A = current_A, .charge = charge, .lost = direct, .dumped = s->dumped};
  return true;
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
  double scattered = 0;
  while (train->stored && event->turns < MOST_TURNS && counted < s->input->turns) {
    double time_s[SAMPLES + 1], charge[SAMPLES + 1], y_m[SAMPLES + 1];
    size_t lost_before = train->lost_total, stored_before = train->stored, listed_before = train->losses;
    for (int i = 0; i <= SAMPLES; i++) {
      time_s[i] = point[i].time_s - point[0].time_s;
      charge[i] = point[i].net_electrons;
      y_m[i] = point[i].y_m;
      if (lr_loss_source_acts(&point[i]) && fabs(charge[i]) > fabs(event->highest_charge)) event->highest_charge = charge[i];
    }
    const struct lr_train_charge source_charge = {SAMPLES + 1, time_s, charge, y_m, draw->offset_x_m, draw->softening_m};
    double current_A = s->current_A * s->weight * (double)stored_before / (double)train->start, direct = s->direct;
    enum lr_status status = scatter(s, source, &scattered, error);
    s->worker->weight[event->turns] = s->weight;
    if (status == LR_OK) status = lr_loss_turn(train, s->ring, &beam, &source_charge, &random, s->abort, s->particles, error);
    if (status != LR_OK) return status;
    event->turns++;
    count_dump(s, stored_before, listed_before);
    quiet = train->lost_total == lost_before ? quiet + 1 : 0;
    bool asked = s->abort && isfinite(lr_abort_timeline(s->abort).requested_s);  // followed until the ring is empty
    bool in_flight = source->dust && lr_grain_run_summary(source->grain)->outcome == LR_GRAIN_IN_FLIGHT;
    counted += train->lost_total || !in_flight;
    if (trace && !trace_turn(s, trace, event, current_A, charge[SAMPLES], s->direct - direct))
      return lr_error_set(error, LR_E_MEMORY, "no memory for the trace of an event");
    if (!train->stored) break;
    if (lr_loss_source_done(source, &point[SAMPLES]) && quiet >= QUIET_TURNS && !asked) break;
    status = lr_loss_source_turn(source, s->current_A * s->weight * (double)train->stored / (double)train->start, SAMPLES, point, error);
    if (status == LR_OK && trace) status = trace_points(trace, point, 1, SAMPLES + 1, error);
    if (status != LR_OK) return status;
  }
  size_t stored_before = train->stored, listed_before = train->losses;
  enum lr_status status = lr_loss_finish(train, s->ring, s->abort, s->particles, (double)(event->turns + 4) * s->ring->turn_s, error);
  count_dump(s, stored_before, listed_before);
  return status;
}

static void take_losses(struct setting *s, struct lr_loss_event *event, struct lr_loss_deposit *deposit) {
  const struct lr_train *train = &s->worker->train;
  double start = (double)train->start, energy_J = s->input->ring[event->draw.ring].energy_eV * LR_E_C;
  double first_s = INFINITY, last_s = -INFINITY;
  size_t dumped_later = 0;
  event->first_aperture = -1;
  event->direct = s->direct;
  event->lost_at[s->ring->element[0].aperture] = s->direct;
  for (size_t i = 0; i < train->losses; i++) {
    const struct lr_train_loss *loss = &train->loss[i];
    double part = s->worker->weight[loss->turn] / start;
    if (loss->dumped) {
      dumped_later++;
      s->dumped += part;
      continue;
    }
    event->lost_at[s->ring->element[loss->element].aperture] += part;
    if (loss->time_s < first_s) event->first_aperture = (int)s->ring->element[loss->element].aperture;
    first_s = fmin(first_s, loss->time_s);
    last_s = fmax(last_s, loss->time_s);
  }
  if (s->dumped_at_once + dumped_later != train->dumped) LR_BUG("macro-particles dumped by two ways of counting");
  event->duration_s = last_s > first_s ? last_s - first_s : 0;
  event->stored = s->weight * (double)train->stored / start;
  event->dumped = s->dumped;
  if (s->abort && isfinite(lr_abort_timeline(s->abort).full_s)) {  // asked for when the last turn to be followed came
    event->dumped += event->stored;
    event->stored = 0;
  }
  for (size_t k = 0; k < s->ring->elements; k++) {
    const struct lr_loss_element *element = &s->ring->element[k];
    double share = event->lost_at[element->aperture], joule = share * event->particles * energy_J;
    event->lost += share;
    event->dose_rad[0] += 100 * share * event->particles * element->dose_per_lost_Gy;  // mean of layer 1, spread later
    if (element->kind == LR_LOSS_IR) {
      deposit->ir_J += joule;
      deposit->ir_particles += share * event->particles;
    } else if (element->kind == LR_LOSS_COLLIMATOR) {
      deposit->collimator_J = fmax(deposit->collimator_J, joule);
    }
  }
}

// The losses of a traced event in the turn in which they were; what was dumped on its way is none.
static void complete_trace(const struct setting *s, struct lr_loss_trace *trace) {
  const struct lr_train *train = &s->worker->train;
  double dose_rad = 0, left = 1, per_lost_rad = 100 * s->particles * (double)train->start;
  for (size_t n = 0; n < trace->turns; n++) {
    struct lr_loss_turn_trace *turn = &trace->turn[n];
    dose_rad += per_lost_rad * turn->lost * s->ring->element[0].dose_per_lost_Gy;
    for (size_t i = 0; i < train->losses; i++) {
      const struct lr_train_loss *loss = &train->loss[i];
      size_t at = (size_t)(loss->time_s / s->ring->turn_s);
      if (loss->dumped || (at < n || (at > n && n + 1 < trace->turns))) continue;
      double part = s->worker->weight[loss->turn] / (double)train->start;
      turn->lost += part;
      dose_rad += per_lost_rad * part * s->ring->element[loss->element].dose_per_lost_Gy;
    }
    left -= turn->lost;
    turn->dose_l1_rad = dose_rad;
    if (n + 1 == trace->turns) turn->dumped = s->dumped;
    turn->stored = fmax(0, left - turn->dumped);
  }
}

// Dose, gates and the end of an event whose losses are known.
static enum lr_status detector(const struct setting *s, bool powered, const struct lr_loss_deposit *deposit,
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
  if (status == LR_OK && !source.kept_away) status = lead_in(&source, of->current_A, trace, point, &acts, error);
  struct setting s = {.input = input, .ring = &ring, .worker = worker, .abort = monitors ? worker->abort : NULL, .current_A = of->current_A,
                      .particles = event->particles / (double)input->particles, .seed = seed, .weight = 1};
  if (status == LR_OK && trace && acts) trace->lead_s = point[0].time_s;
  if (status == LR_OK && acts) status = follow(&s, &source, point, trace, event, error);
  if (status != LR_OK) goto done;
  if (source.dust && !source.kept_away) event->grain = lr_loss_source_outcome(&source);
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
    complete_trace(&s, trace);
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
