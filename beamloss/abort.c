// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/abort.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

struct loss_event {
  double time_s, particles;
  size_t element;
};

struct monitor_state {
  struct lr_monitor set;
  int64_t window_samples;
  int64_t open;                // the sample that is being filled
  double open_sum;
  int64_t index[LR_MOST_SAMPLES];  // the samples of the window that are not empty, a ring buffer
  double sample[LR_MOST_SAMPLES];
  size_t first, samples;
  double sampled_sum;
  size_t oldest;               // first event within the moving window
  double moving_sum;
  double crossed_s, sampled_s, requested_s;  // NAN until then
  struct lr_monitor_reading reading;
};

struct lr_abort {
  struct lr_loss_ring ring;
  struct monitor_state monitor[LR_MOST_MONITORS];
  size_t monitors;
  struct lr_abort_kicker kicker;
  double now_s, first_loss_s;
  struct loss_event *event;    // until all monitors have crossed
  size_t events, capacity;
};

static double signal_of(const struct lr_abort *abort, const struct lr_monitor *set, size_t element, double particles) {
  if (set->kind == LR_MONITOR_LOCAL) return element == set->element ? particles : 0;
  return particles * abort->ring.element[element].dose_per_lost_Gy * set->dose_factor;
}

static double sample_end_s(const struct monitor_state *m, int64_t k) {
  return m->set.phase_s + (double)k * m->set.sampling_s;
}

static enum lr_status check(const struct lr_loss_ring *ring, const struct lr_monitor *m, struct lr_error *error) {
  if (!(m->threshold > 0) || !(m->window_s > 0) || !(m->sampling_s > 0))
    return lr_error_set(error, LR_E_DOMAIN, "monitor %s: threshold, window and sampling must be positive", m->name);
  double samples = floor(m->window_s / m->sampling_s + 1e-9);
  if (!(samples >= 1 && samples <= LR_MOST_SAMPLES))
    return lr_error_set(error, LR_E_DOMAIN, "monitor %s: %g samples in a window, 1 to %d are possible", m->name,
                        m->window_s / m->sampling_s, (int)LR_MOST_SAMPLES);
  if (!(m->logic_s >= 0) || !(m->link_s >= 0) || !isfinite(m->phase_s) || !(m->saturation_per_s > 0))
    return lr_error_set(error, LR_E_DOMAIN, "monitor %s: negative delay, or no saturation (INFINITY stands for none)",
                        m->name);
  if (m->kind == LR_MONITOR_LOCAL ? m->element >= ring->elements : !(m->dose_factor >= 0))
    return lr_error_set(error, LR_E_DOMAIN, "monitor %s: no such element, or a negative dose factor", m->name);
  return LR_OK;
}

enum lr_status lr_abort_restart(struct lr_abort *abort, const struct lr_loss_ring *ring, const struct lr_monitor *monitor,
                                size_t monitors, const struct lr_abort_kicker *kicker, struct lr_error *error) {
  if (monitors == 0 || monitors > LR_MOST_MONITORS)
    return lr_error_set(error, LR_E_DOMAIN, "%zu loss monitors, 1 to %d are possible", monitors, (int)LR_MOST_MONITORS);
  if (kicker->gaps == 0 || !(kicker->turn_s > 0) || !(kicker->rise_s >= 0) || !isfinite(kicker->first_gap_s))
    return lr_error_set(error, LR_E_DOMAIN, "the abort kicker needs a gap, a turn and a rise that is not negative");
  for (size_t i = 0; i < monitors; i++) {
    enum lr_status status = check(ring, &monitor[i], error);
    if (status != LR_OK) return status;
  }
  abort->ring = *ring;
  abort->monitors = monitors;
  abort->kicker = *kicker;
  abort->now_s = -INFINITY;
  abort->first_loss_s = NAN;
  abort->events = 0;
  for (size_t i = 0; i < monitors; i++) {
    struct monitor_state *m = &abort->monitor[i];
    m->set = monitor[i];
    m->window_samples = (int64_t)floor(m->set.window_s / m->set.sampling_s + 1e-9);
    m->open = 0;
    m->first = m->samples = m->oldest = 0;
    m->open_sum = m->sampled_sum = m->moving_sum = 0;
    m->crossed_s = m->sampled_s = m->requested_s = NAN;
    m->reading = (struct lr_monitor_reading){0};
  }
  return LR_OK;
}

enum lr_status lr_abort_create(const struct lr_loss_ring *ring, const struct lr_monitor *monitor, size_t monitors,
                               const struct lr_abort_kicker *kicker, struct lr_abort **abort, struct lr_error *error) {
  *abort = calloc(1, sizeof **abort);
  if (!*abort) return lr_error_set(error, LR_E_MEMORY, "no memory for the loss monitors");
  enum lr_status status = lr_abort_restart(*abort, ring, monitor, monitors, kicker, error);
  if (status != LR_OK) {
    lr_abort_free(*abort);
    *abort = NULL;
  }
  return status;
}

void lr_abort_free(struct lr_abort *abort) {
  if (!abort) return;
  free(abort->event);
  free(abort);
}

struct lr_abort_kicker lr_abort_kicker_of(const struct lr_loss_ring *ring, const struct lr_filling *filling, double rise_s) {
  double delay_s = isnan(ring->kicker_path_m) ? 0 : ring->kicker_path_m / ring->circumference_m * ring->turn_s;
  return (struct lr_abort_kicker){filling->gaps, ring->turn_s, filling->first_gap_s + delay_s, rise_s};
}

static void close_sample(struct monitor_state *m) {
  double most = m->set.saturation_per_s * m->set.sampling_s, shown = fmin(m->open_sum, most);
  if (m->open_sum > most) m->reading.saturated = true;
  m->reading.recorded += shown;
  m->open_sum = 0;
  while (m->samples && m->index[m->first] <= m->open - m->window_samples) {
    m->sampled_sum -= m->sample[m->first];
    m->first = (m->first + 1) % LR_MOST_SAMPLES;
    m->samples--;
  }
  if (m->samples == 0) m->sampled_sum = 0;
  size_t last = (m->first + m->samples++) % LR_MOST_SAMPLES;
  m->index[last] = m->open;
  m->sample[last] = shown;
  m->sampled_sum += shown;
  if (!(m->sampled_sum >= m->set.threshold) || !isnan(m->sampled_s)) return;
  m->sampled_s = sample_end_s(m, m->open);
  m->requested_s = m->sampled_s + m->set.logic_s + m->set.link_s;
  if (isnan(m->crossed_s)) m->crossed_s = m->sampled_s;  // sums equal but for rounding
}

void lr_abort_advance(struct lr_abort *abort, double time_s) {
  for (size_t i = 0; i < abort->monitors; i++) {
    struct monitor_state *m = &abort->monitor[i];
    if (m->open_sum > 0 && sample_end_s(m, m->open) <= time_s) close_sample(m);
  }
  abort->now_s = fmax(abort->now_s, time_s);
}

// The sample with end(k - 1) <= time < end(k).
static int64_t sample_at(const struct monitor_state *m, double time_s) {
  int64_t k = (int64_t)floor((time_s - m->set.phase_s) / m->set.sampling_s) + 1;
  while (sample_end_s(m, k) <= time_s) k++;
  while (sample_end_s(m, k - 1) > time_s) k--;
  return k;
}

// The sum over the moving window that ends now, from the events themselves.
static void follow(struct lr_abort *abort, struct monitor_state *m, double signal) {
  double now_s = abort->now_s;
  for (; abort->event[m->oldest].time_s <= now_s - m->set.window_s; m->oldest++) {
    const struct loss_event *old = &abort->event[m->oldest];
    m->moving_sum -= signal_of(abort, &m->set, old->element, old->particles);
  }
  m->moving_sum = m->oldest + 1 == abort->events ? signal : m->moving_sum + signal;
  if (signal > 0 && m->moving_sum >= m->set.threshold) m->crossed_s = now_s;
}

enum lr_status lr_abort_feed(struct lr_abort *abort, double time_s, size_t element, double particles,
                             struct lr_error *error) {
  if (!(time_s >= abort->now_s) || element >= abort->ring.elements)
    return lr_error_set(error, LR_E_DOMAIN, "a loss at %g us in element %zu: before %g us, or no such element",
                        time_s * 1e6, element, abort->now_s * 1e6);
  lr_abort_advance(abort, time_s);
  if (isnan(abort->first_loss_s)) abort->first_loss_s = time_s;
  bool all_crossed = true;
  for (size_t i = 0; i < abort->monitors; i++) all_crossed = all_crossed && !isnan(abort->monitor[i].crossed_s);
  if (!all_crossed) {
    if (abort->events == abort->capacity) {
      size_t capacity = abort->capacity ? 2 * abort->capacity : 1024;
      struct loss_event *event = realloc(abort->event, capacity * sizeof *event);
      if (!event) return lr_error_set(error, LR_E_MEMORY, "no memory for %zu losses", capacity);
      abort->event = event;
      abort->capacity = capacity;
    }
    abort->event[abort->events++] = (struct loss_event){time_s, particles, element};
  }
  for (size_t i = 0; i < abort->monitors; i++) {
    struct monitor_state *m = &abort->monitor[i];
    double signal = signal_of(abort, &m->set, element, particles);
    if (isnan(m->crossed_s)) follow(abort, m, signal);
    if (!(signal > 0)) continue;
    m->reading.received += signal;
    if (!(m->open_sum > 0)) m->open = sample_at(m, time_s);
    m->open_sum += signal;
  }
  return LR_OK;
}

static size_t winner(const struct lr_abort *abort) {
  size_t best = abort->monitors;
  for (size_t i = 0; i < abort->monitors; i++) {
    double requested_s = abort->monitor[i].requested_s;
    if (!isnan(requested_s) && (best == abort->monitors || requested_s < abort->monitor[best].requested_s)) best = i;
  }
  return best;
}

static double next_gap_s(const struct lr_abort_kicker *kicker, double time_s) {
  double period = kicker->turn_s / (double)kicker->gaps;
  return kicker->first_gap_s + ceil((time_s - kicker->first_gap_s) / period) * period;
}

double lr_abort_fire_s(const struct lr_abort *abort) {
  size_t best = winner(abort);
  if (best == abort->monitors || !(abort->monitor[best].requested_s <= abort->now_s)) return INFINITY;
  return next_gap_s(&abort->kicker, abort->monitor[best].requested_s) + abort->kicker.rise_s;
}

struct lr_abort_line lr_abort_timeline(const struct lr_abort *abort) {
  struct lr_abort_line line = {winner(abort), abort->first_loss_s, NAN, NAN, NAN, NAN, NAN, NAN};
  if (line.monitor == abort->monitors) return line;
  const struct monitor_state *m = &abort->monitor[line.monitor];
  line.crossed_s = m->crossed_s;
  line.sampled_s = m->sampled_s;
  line.requested_s = m->requested_s;
  line.gap_s = next_gap_s(&abort->kicker, m->requested_s);
  line.full_s = line.gap_s + abort->kicker.rise_s;
  line.empty_s = line.full_s + abort->kicker.turn_s;
  return line;
}

struct lr_monitor_reading lr_abort_reading(const struct lr_abort *abort, size_t monitor) {
  const struct monitor_state *m = &abort->monitor[monitor];
  struct lr_monitor_reading reading = m->reading;
  double most = m->set.saturation_per_s * m->set.sampling_s;
  reading.recorded += fmin(m->open_sum, most);
  reading.saturated = reading.saturated || m->open_sum > most;
  return reading;
}
