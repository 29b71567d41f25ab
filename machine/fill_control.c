// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/fill_control.h"

#include <math.h>

static const double slack = 1e-10;  // of a target: what counts as being there

static double *charge(double *state, int r) { return &state[r * LR_FILL_PER_RING + LR_FILL_CHARGE]; }

static void after_target(struct lr_fill_control *c, struct lr_fill_model *m, int r) {
  c->ring[r].reached = true;
  c->ring[r].train = false;
  m->ring[r].mode = !c->fill->top_up || m->ring[r].rate == 0 ? LR_FILL_FREE
                    : c->fill->pulsed                        ? LR_FILL_PULSED
                                                             : LR_FILL_HOLD;
}

static double threshold(const struct lr_fill_control *c, const struct lr_fill_model *m, int r) {
  return m->ring[r].target * (1 - c->fill->hysteresis);
}

static void begin_train(struct lr_fill_control *c, int r, double time_s) {
  c->ring[r].train = true;
  c->ring[r].next_pulse_s = fmax(time_s, c->ring[r].free_s);
}

// The mode that fits the state. A ring that has just left HOLD at its limit stays at the full rate: the two tests leave
// a gap between them.
static void settle(struct lr_fill_control *c, struct lr_fill_model *m, int r, double time_s, double *state) {
  double target = m->ring[r].target, n = *charge(state, r);
  struct lr_fill_rates rates;
  double loss = lr_fill_evaluate(m, state, &rates) ? rates.ring[r].loss : 0;
  enum lr_fill_mode mode = m->ring[r].mode;
  if (mode == LR_FILL_OFF) return;
  if (mode == LR_FILL_FULL && n >= target * (1 - slack)) {
    c->ring[r].reached = true;
    if (n > target * (1 + 10 * slack))
      m->ring[r].mode = LR_FILL_ABOVE;
    else if (!c->fill->top_up || c->fill->pulsed || m->ring[r].rate > loss * (1 + 1e-9))
      after_target(c, m, r);
  } else if (mode == LR_FILL_HOLD && m->ring[r].rate <= loss) {
    m->ring[r].mode = LR_FILL_FULL;
  }
  if (m->ring[r].mode == LR_FILL_PULSED && !c->ring[r].train && n <= threshold(c, m, r) * (1 + slack))
    begin_train(c, r, time_s);
}

void lr_fill_control_start(struct lr_fill_control *control, const struct lr_fill *fill, struct lr_fill_model *model,
                           const double *state) {
  *control = (struct lr_fill_control){.fill = fill, .veto_until_s = 0};
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    model->ring[r].mode = LR_FILL_FULL;
    if (state[r * LR_FILL_PER_RING] > model->ring[r].target * (1 + slack)) model->ring[r].mode = LR_FILL_ABOVE;
  }
}

void lr_fill_control_note_missed(struct lr_fill_control *c, const struct lr_fill_model *m, int r, const double *state) {
  if (m->ring[r].mode == LR_FILL_FULL && state[r * LR_FILL_PER_RING] < m->ring[r].target * (1 - 1e-3)) c->ring[r].missed = true;
}

static void apply(struct lr_fill_control *c, struct lr_fill_model *m, const struct lr_fill_event *e, double *state) {
  if (e->kind == LR_FILL_ABORT)  // rings that are empty already have nothing to abort
    for (int r = 0; r < LR_FILL_RINGS; r++)
      if (e->ring[r] && m->ring[r].mode != LR_FILL_OFF) {
        c->aborts++;
        break;
      }
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    if (e->kind == LR_FILL_STEP && !isnan(e->current_A[r])) {
      lr_fill_control_note_missed(c, m, r, state);
      m->ring[r].target = e->current_A[r] / m->ring[r].current_A;
      c->ring[r].train = false;
      if (m->ring[r].mode != LR_FILL_OFF)
        m->ring[r].mode = *charge(state, r) > m->ring[r].target * (1 + slack) ? LR_FILL_ABOVE : LR_FILL_FULL;
    } else if (e->kind == LR_FILL_ABORT && e->ring[r]) {
      c->ring[r].dumped += *charge(state, r);
      *charge(state, r) = 0;
      c->ring[r].recover_s = fmax(c->ring[r].recover_s, e->time_s + e->recovery_s);  // the longer one holds
      c->ring[r].train = false;
      m->ring[r].mode = LR_FILL_OFF;
    } else if (e->kind == LR_FILL_REFILL && e->ring[r] && m->ring[r].mode == LR_FILL_FREE) {
      m->ring[r].mode = LR_FILL_FULL;
    }
  }
}

// One pulse, and the time after it that the detector does not see; windows of both rings that overlap count once.
static void pulse(struct lr_fill_control *c, struct lr_fill_model *m, int r, double time_s, double *state) {
  *charge(state, r) += m->ring[r].pulse;
  state[r * LR_FILL_PER_RING + LR_FILL_INJECTED] += m->ring[r].pulse;
  c->ring[r].pulses++;
  c->ring[r].free_s = time_s + m->ring[r].pulse / m->ring[r].rate;
  c->ring[r].next_pulse_s = c->ring[r].free_s;
  if (*charge(state, r) >= m->ring[r].target) c->ring[r].train = false;
  struct lr_fill_rates rates;
  double from_s = fmax(time_s, c->veto_until_s), to_s = fmin(time_s + m->veto_s, c->fill->duration_s);
  if (to_s > from_s && lr_fill_evaluate(m, state, &rates))
    state[LR_FILL_RECORDED] -=
        rates.luminosity_m2s * (to_s - from_s) / (m->luminosity_unit_m2s * lr_fill_hour_s);
  c->veto_until_s = fmax(c->veto_until_s, to_s);
}

bool lr_fill_control_event_due(const struct lr_fill_control *control, double time_s) {
  return control->next_event < control->fill->events && control->fill->event[control->next_event].time_s <= time_s;
}

void lr_fill_control_act(struct lr_fill_control *control, struct lr_fill_model *model, double time_s, double *state) {
  while (lr_fill_control_event_due(control, time_s))
    apply(control, model, &control->fill->event[control->next_event++], state);
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    if (model->ring[r].mode == LR_FILL_OFF && control->ring[r].recover_s <= time_s) model->ring[r].mode = LR_FILL_FULL;
    if (control->ring[r].train && control->ring[r].next_pulse_s <= time_s) pulse(control, model, r, time_s, state);
  }
  for (int r = 0; r < LR_FILL_RINGS; r++) settle(control, model, r, time_s, state);
}

double lr_fill_control_stop(const struct lr_fill_control *control, const struct lr_fill_model *model) {
  double stop_s = control->fill->duration_s;
  if (control->next_event < control->fill->events)
    stop_s = fmin(stop_s, control->fill->event[control->next_event].time_s);
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    if (model->ring[r].mode == LR_FILL_OFF) stop_s = fmin(stop_s, control->ring[r].recover_s);
    if (control->ring[r].train) stop_s = fmin(stop_s, control->ring[r].next_pulse_s);
  }
  return stop_s;
}

double lr_fill_control_root(const struct lr_fill_control *control, const struct lr_fill_model *model, int ring,
                            const double *state, const struct lr_fill_rates *rates) {
  double n = state[ring * LR_FILL_PER_RING + LR_FILL_CHARGE], target = model->ring[ring].target;
  switch (model->ring[ring].mode) {
    case LR_FILL_FULL: return n - target * (1 + 2 * slack);  // a ring that starts at its target is watched too
    case LR_FILL_ABOVE: return n - target;
    case LR_FILL_HOLD: return (model->ring[ring].rate - rates->ring[ring].loss) / model->ring[ring].rate;
    case LR_FILL_PULSED: return control->ring[ring].train ? 1 : n - threshold(control, model, ring);
    case LR_FILL_OFF:
    case LR_FILL_FREE: break;
  }
  return 1;
}

int lr_fill_control_direction(const struct lr_fill_control *control, const struct lr_fill_model *model, int ring) {
  switch (model->ring[ring].mode) {
    case LR_FILL_FULL: return 1;
    case LR_FILL_ABOVE:
    case LR_FILL_HOLD: return -1;
    case LR_FILL_PULSED: return control->ring[ring].train ? 0 : -1;
    case LR_FILL_OFF:
    case LR_FILL_FREE: break;
  }
  return 0;
}

void lr_fill_control_met(struct lr_fill_control *control, struct lr_fill_model *model, int ring, double time_s) {
  enum lr_fill_mode mode = model->ring[ring].mode;
  if (mode == LR_FILL_FULL || mode == LR_FILL_ABOVE) after_target(control, model, ring);
  if (mode == LR_FILL_HOLD) model->ring[ring].mode = LR_FILL_FULL;
  if (mode == LR_FILL_PULSED) begin_train(control, ring, time_s);
}
