// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/history_events.h"

#include <math.h>

#include "base/random.h"
#include "beamloss/fast_normal.h"

enum { BLOCKS_BIT = 24 };  // blocks of a day: far more than a day has events; the upper half of them is for beginnings

static struct lr_event_system system_of(const struct lr_recovery *recovery, double tuning_s, double tuning_level) {
  double variance = log1p(recovery->cv * recovery->cv);
  return (struct lr_event_system){recovery->mean_s, sqrt(variance), recovery->mean_s * exp(-variance / 2), tuning_s, tuning_level};
}

void lr_event_model_make(const struct lr_plan *plan, const struct lr_loss_sample *loss, size_t losses, struct lr_event_model *m) {
  const struct lr_sudden_losses *sudden = &plan->sudden;
  *m = (struct lr_event_model){.plan = plan, .faults = plan->faults_given, .refill_s = plan->refill_s, .loss = loss, .losses = loss ? losses : 0};
  for (size_t i = 0; i < m->faults; i++) m->system[i] = system_of(&plan->fault[i].recovery, plan->fault[i].tuning_s, plan->fault[i].tuning_level);
  if (!sudden->given) return;
  for (int k = 0; k < LR_END_KINDS; k++) {
    const struct lr_recovery *end = &sudden->end[k];
    if (end->probability > 0) m->end_probability[k] = end->probability;
    m->system[m->faults + (size_t)k] = system_of(&(struct lr_recovery){1, isfinite(end->mean_s) ? end->mean_s : 0, isfinite(end->cv) ? end->cv : 0},
                                                 sudden->tuning_s, sudden->tuning_level);
  }
  if (m->losses) {
    for (int k = 0; k < LR_END_KINDS; k++) m->end_probability[k] = 0;
    for (size_t i = 0; i < m->losses; i++) m->end_probability[loss[i].end] += 1 / (double)m->losses;
  }
  if (sudden->step_back_s > 0 && sudden->step_back_level < 1) {
    m->step_back_s = sudden->step_back_s;
    m->step_back_level = sudden->step_back_level;
  }
}

static bool is_damage(const struct lr_event_model *m, size_t system) { return system == m->faults + LR_END_DAMAGE; }
static size_t cause_of(const struct lr_event_model *m, size_t system) { return system < m->faults ? system : m->faults; }

static double hv_ramp_of(const struct lr_event_model *m, const struct lr_plan_day *day) {
  return day->refill_recorded ? 0 : m->plan->detector.hv_ramp_s;
}

static double recovery_of(const struct lr_event_system *system, double scale, double u) {
  if (!(system->sigma > 0)) return scale * system->mean_s;
  return scale * system->median_s * exp(system->sigma * lr_normal_quantile(u));
}

static double phase_length(const struct lr_event_model *m, const struct lr_plan_day *day, const struct lr_event_state *state, int phase) {
  switch (phase) {
    case LR_PHASE_REFILL: return m->refill_s;
    case LR_PHASE_HV: return hv_ramp_of(m, day);
    case LR_PHASE_TUNING: return m->system[state->system].tuning_s;
    default: return 0;
  }
}

static uint64_t block_of(int date, uint64_t number) { return ((uint64_t)(uint32_t)date << BLOCKS_BIT) + number; }

// What one event draws, from two words: each gives a fine number (40 bits) and a coarse one (24 bits), all in (0, 1).
struct strike {
  double wait, system, recovery, loss;
};

static double fine(uint64_t word) { return ((double)(word >> 24) + 0.5) * 0x1p-40; }
static double coarse(uint64_t word) { return ((double)(word & 0xffffff) + 0.5) * 0x1p-24; }

// Events of a day share blocks in pairs.
struct strikes {
  uint64_t word[4];
  int left;
  uint64_t number;
};

static struct strike next_strike(const struct lr_event_source *s, int date, struct strikes *strikes) {
  if (!strikes->left) {
    lr_random_words(s->seed, s->stream, s->event, block_of(date, strikes->number++), strikes->word);
    strikes->left = 4;
  }
  uint64_t a = strikes->word[4 - strikes->left], b = strikes->word[5 - strikes->left];
  strikes->left -= 2;
  return (struct strike){fine(a), coarse(a), fine(b), coarse(b)};
}

void lr_events_begin(const struct lr_event_model *m, const struct lr_plan_day *day, const double *rate, double outcome,
                     const struct lr_event_source *source, int date, struct lr_event_state *state) {
  const size_t systems = m->faults + (m->plan->sudden.given ? LR_END_KINDS : 0);
  const double scale = day->recovery_scale, sudden = day->sudden_per_s * outcome, hv_s = hv_ramp_of(m, day);
  double part[LR_MOST_SYSTEMS], sum = 1, u[4], v[4];  // mean times of a cycle over the time at top luminosity
  for (size_t i = 0; i < systems; i++) {
    const struct lr_event_system *s = &m->system[i];
    double per_s = i < m->faults ? rate[i] : sudden * m->end_probability[i - m->faults];
    part[i] = per_s > 0 ? per_s * (scale * s->mean_s + m->refill_s + hv_s + s->tuning_s) : 0;
    sum += part[i];
  }
  lr_random_four(source->seed, source->stream, source->event, block_of(date, 1u << (BLOCKS_BIT - 1)), u);
  lr_random_four(source->seed, source->stream, source->event, block_of(date, (1u << (BLOCKS_BIT - 1)) + 1), v);
  *state = (struct lr_event_state){.phase = LR_PHASE_TOP};
  // The last damage, and refill and tuning after it, ended an exponential time ago, other such times not counted; what its own recovery
  // left of the step back runs.
  double damage_per_s = sudden * m->end_probability[LR_END_DAMAGE];
  const struct lr_event_system *damage = &m->system[m->faults + LR_END_DAMAGE];
  if (m->step_back_s > 0 && damage_per_s > 0) {
    double ago_s = -log(v[0]) * (sum - part[m->faults + LR_END_DAMAGE]) / damage_per_s + m->refill_s + hv_s + damage->tuning_s;
    state->step_left_s = fmax(0, m->step_back_s - recovery_of(damage, scale, v[1]) - ago_s);
  }
  double at = u[0] * sum;
  size_t i = 0;
  while (i < systems && at >= part[i]) at -= part[i++];
  if (i == systems) return;
  const struct lr_event_system *s = &m->system[i];
  double per_s = i < m->faults ? rate[i] : sudden * m->end_probability[i - m->faults], at_s = at / per_s;
  state->system = i;
  if (at_s < scale * s->mean_s) {  // a long recovery is met more often: again log-normal, its median higher by exp(sigma^2)
    double whole_s = recovery_of(s, scale, u[1]) * exp(s->sigma * s->sigma);
    state->phase = LR_PHASE_RECOVERY;
    state->left_s = whole_s * u[2];
    if (is_damage(m, i)) state->step_left_s = fmax(0, m->step_back_s - whole_s);
    return;
  }
  at_s -= scale * s->mean_s;
  if (is_damage(m, i)) state->step_left_s = fmax(0, m->step_back_s - recovery_of(damage, scale, v[1]) - at_s);
  for (state->phase = LR_PHASE_REFILL; state->phase < LR_PHASE_TOP; state->phase++) {
    double length_s = phase_length(m, day, state, state->phase);
    if (at_s < length_s) {
      state->left_s = length_s - at_s;
      return;
    }
    at_s -= length_s;
  }
}

// Delivered from the beginning of a phase to `at_s`, in seconds of top luminosity.
static double delivered_to(const struct lr_event_model *m, const struct lr_event_state *state, double at_s) {
  switch (state->phase) {
    case LR_PHASE_RECOVERY: return 0;
    case LR_PHASE_REFILL: return m->refill_s > 0 ? at_s * at_s * at_s / (3 * m->refill_s * m->refill_s) : 0;
    case LR_PHASE_TUNING: return m->system[state->system].tuning_level * at_s;
    default: return at_s;
  }
}

// Stays in the phase from `from_s` to `to_s` after its beginning.
static void stay(const struct lr_event_model *m, const struct lr_plan_day *day, struct lr_event_state *state, double from_s, double to_s,
                 struct lr_event_day *out) {
  double before = delivered_to(m, state, from_s), got = delivered_to(m, state, to_s) - before;
  if (state->phase != LR_PHASE_TOP) out->lost_s[cause_of(m, state->system)] += (to_s - from_s) - got;
  if (state->phase == LR_PHASE_RECOVERY) {
    out->down_s += to_s - from_s;
    if (is_damage(m, state->system)) return;
  }
  if (state->step_left_s > 0) {
    double stepped_s = fmin(to_s - from_s, state->step_left_s);
    double lost = (1 - m->step_back_level) * (delivered_to(m, state, from_s + stepped_s) - before);
    state->step_left_s -= stepped_s;
    out->stepped_s += lost;
    got -= lost;
  }
  if (!day->refill_recorded && (state->phase == LR_PHASE_REFILL || state->phase == LR_PHASE_HV)) out->unrecorded_s += got;
}

// The system that fails; rates before it in `below`, one more for the sudden losses.
static size_t system_at(const struct lr_event_model *m, const double *below, double at) {
  size_t system = 0;
  for (size_t i = 1; i <= m->faults; i++) system += at >= below[i];  // no branch: it would be guessed wrong
  return system;
}

// A sudden loss: what it does, and the system of its end.
static size_t lose(const struct lr_event_model *m, double which, struct lr_event_day *out) {
  const bool pxd = !m->plan->detector.pxd_off;
  out->sudden += 1;
  if (m->losses) {
    const struct lr_loss_sample *loss = &m->loss[(size_t)(which * (double)m->losses)];
    out->dose_Gy += loss->dose_Gy;
    out->gates += pxd ? loss->gates : 0;
    return m->faults + (size_t)loss->end;
  }
  out->dose_Gy += m->plan->sudden.dose_Gy;
  out->gates += pxd ? m->plan->sudden.gates : 0;
  int end = 0;
  while (end + 1 < LR_END_KINDS && which >= m->end_probability[end]) which -= m->end_probability[end++];
  return m->faults + (size_t)end;
}

void lr_events_day(const struct lr_event_model *m, const struct lr_plan_day *day, const double *rate, double outcome,
                   const struct lr_event_source *source, int date, struct lr_event_state *state, struct lr_event_day *out) {
  const double total = day->fault_per_s + day->sudden_per_s * outcome, hv_s = hv_ramp_of(m, day);
  const double rest_s = m->refill_s + hv_s, lost_s = m->refill_s * 2 / 3, unrecorded_s = day->refill_recorded ? 0 : m->refill_s / 3 + hv_s;
  const double mean_wait_s = 1 / total;
  double left_s = day->beam_s, below[LR_MOST_FAULTS + 1];  // left of the day
  struct strikes strikes = {.left = 0};
  struct strike strike = {0};
  below[0] = 0;
  for (size_t i = 0; i < m->faults; i++) below[i + 1] = below[i] + rate[i];
  if (!(day->sudden_per_s * outcome > 0))  // rounding must not find a system that never fails
    for (size_t i = m->faults; i > 0 && !(below[i] < total * (1 - 0x1p-25)); i--) below[i] = INFINITY;
  while (left_s > 0) {
    if (state->phase != LR_PHASE_TOP) {
      double length_s = state->phase == LR_PHASE_RECOVERY ? state->left_s : phase_length(m, day, state, state->phase);
      double spent_s = fmin(state->left_s, left_s), from_s = length_s - state->left_s;
      stay(m, day, state, fmax(0, from_s), fmax(0, from_s) + spent_s, out);
      left_s -= spent_s;
      state->left_s -= spent_s;
      if (state->left_s > 0) continue;
      state->phase++;
      state->left_s = phase_length(m, day, state, state->phase);
      continue;
    }
    double top_s = left_s;
    if (total > 0) {
      strike = next_strike(source, date, &strikes);
      top_s = -log(strike.wait) * mean_wait_s;
    }
    // At top luminosity nothing is lost but by a step back.
    if (state->step_left_s > 0) stay(m, day, state, 0, top_s < left_s ? top_s : left_s, out);
    if (top_s >= left_s) return;
    left_s -= top_s;
    state->system = system_at(m, below, strike.system * total);
    if (state->system == m->faults) state->system = lose(m, strike.loss, out);
    else out->faults += 1;
    const struct lr_event_system *system = &m->system[state->system];
    double recovery_s = recovery_of(system, day->recovery_scale, strike.recovery);
    if (is_damage(m, state->system)) {
      state->step_left_s = fmax(0, m->step_back_s - recovery_s);
    } else if (!(state->step_left_s > 0) && recovery_s + rest_s + system->tuning_s <= left_s) {  // all of it on this day
      left_s -= recovery_s + rest_s + system->tuning_s;
      out->lost_s[cause_of(m, state->system)] += recovery_s + lost_s + (1 - system->tuning_level) * system->tuning_s;
      out->down_s += recovery_s;
      out->unrecorded_s += unrecorded_s;
      continue;
    }
    state->phase = LR_PHASE_RECOVERY;
    state->left_s = recovery_s;
  }
}
