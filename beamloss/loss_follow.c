// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_follow.h"

#include <math.h>
#include <stdlib.h>

#include "base/constants.h"
#include "beamloss/kick.h"
#include "beamloss/loss_turn.h"

enum { SAMPLES = LR_LOSS_TRACE_SAMPLES, MOST_LEAD_TURNS = 8000, QUIET_TURNS = 5 };

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

enum lr_status lr_loss_lead_in(struct lr_loss_source *source, double current_A, struct lr_loss_trace *trace,
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

// What the grain has scattered out of the beam in the turn: it is lost at the first aperture behind the source.
static enum lr_status scatter(struct lr_loss_follow *s, const struct lr_loss_source *source, double *scattered_before, struct lr_error *error) {
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
static void count_dump(struct lr_loss_follow *s, size_t stored_before, size_t listed_before) {
  const struct lr_train *train = &s->worker->train;
  size_t gone = stored_before - train->stored, listed = train->losses - listed_before;
  s->dumped_at_once += gone - listed;
  s->dumped += s->weight * (double)(gone - listed) / (double)train->start;
}

static bool trace_turn(struct lr_loss_follow *s, struct lr_loss_trace *trace, const struct lr_loss_event *event, double current_A, double charge,
                       double direct) {
  if (!room_for((void **)&trace->turn, sizeof *trace->turn, trace->turns, &trace->turn_room)) return false;
  trace->turn[trace->turns++] = (struct lr_loss_turn_trace){
      .time_s = (double)event->turns * s->ring->turn_s, .current_A = current_A, .charge = charge, .lost = direct, .dumped = s->dumped};
  return true;
}

enum lr_status lr_loss_follow(struct lr_loss_follow *s, struct lr_loss_source *source, struct lr_loss_source_point *point,
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
  while (train->stored && event->turns < LR_LOSS_MOST_TURNS && counted < s->input->turns) {
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

void lr_loss_take(struct lr_loss_follow *s, struct lr_loss_event *event, struct lr_loss_deposit *deposit) {
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

void lr_loss_complete_trace(const struct lr_loss_follow *s, struct lr_loss_trace *trace) {
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
