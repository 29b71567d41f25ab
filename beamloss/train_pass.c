// SPDX-License-Identifier: GPL-3.0-or-later
// One turn of a bunch train (model.md B16).
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "beamloss/bunch_train.h"
#include "beamloss/fast_normal.h"

// Charge and height at the arrival of each macro-particle; both are ascending in time.
static void sample_charge(const struct lr_train *train, const struct lr_train_charge *charge) {
  const double *t = charge->time_s, *n = charge->net_electrons, *y = charge->y_m;
  size_t last = charge->samples - 1, k = 0;
  for (size_t i = 0; i < train->stored; i++) {
    double tau = train->tau_s[i];
    while (k < last && t[k + 1] <= tau) k++;
    double share = k < last && tau > t[k] ? (tau - t[k]) / (t[k + 1] - t[k]) : 0;
    size_t next = share > 0 ? k + 1 : k;
    train->charge[i] = n[k] + share * (n[next] - n[k]);
    train->height[i] = y[k] + share * (y[next] - y[k]);
  }
}

static void kick(struct lr_train *train, const struct lr_loss_ring *ring, const struct lr_train_beam *beam,
                 const struct lr_train_charge *charge) {
  const double root = sqrt(ring->source_beta_y_m), scale = -beam->strength_m * root, sigma_x = beam->sigma_x_m;
  const double x_d = charge->x_m, a2 = charge->softening_m * charge->softening_m;
  const double *restrict x = train->x, *restrict n = train->charge, *restrict height = train->height;
  const double *restrict y = train->y;
  double *restrict p = train->p;
  for (size_t i = 0; i < train->stored; i++) {
    double dx = sigma_x * x[i] - x_d, dy = root * y[i] - height[i];
    p[i] += scale * n[i] * dy / (dx * dx + dy * dy + a2 + 1e-40);  // never 0/0; (1e-20 m)^2 is nothing
  }
}

// The mean motion of each slice times (factor - 1) is added to all in it.
static void feed_back(struct lr_train *train, double factor) {
  double slice_s = train->turn_s / LR_TRAIN_SLICES;
  for (size_t from = 0, to; from < train->stored; from = to) {
    double slice = floor(train->tau_s[from] / slice_s), y = 0, p = 0;
    for (to = from; to < train->stored && floor(train->tau_s[to] / slice_s) == slice; to++) {
      y += train->y[to];
      p += train->p[to];
    }
    double share = (factor - 1) / (double)(to - from);
    for (size_t i = from; i < to; i++) {
      train->y[i] += share * y;
      train->p[i] += share * p;
    }
  }
}

static bool later(const struct lr_train_loss *a, const struct lr_train_loss *b) { return a->time_s > b->time_s; }

// Merge sort, so that losses at the same time keep the order of the train.
static void sort_losses(struct lr_train_loss *loss, size_t count, struct lr_train_loss *spare) {
  if (count <= 8) {
    for (size_t i = 1; i < count; i++) {
      struct lr_train_loss one = loss[i];
      size_t k = i;
      for (; k > 0 && later(&loss[k - 1], &one); k--) loss[k] = loss[k - 1];
      loss[k] = one;
    }
    return;
  }
  size_t half = count / 2;
  sort_losses(loss, half, spare);
  sort_losses(loss + half, count - half, spare);
  if (!later(&loss[half - 1], &loss[half])) return;
  memcpy(spare, loss, half * sizeof *loss);
  size_t i = 0, k = half, out = 0;
  while (i < half) loss[out++] = k < count && later(&spare[i], &loss[k]) ? loss[k++] : spare[i++];
}

// The first element that stops a particle, or ring->elements. Every element is looked at, zero length or not: a particle
// is nowhere between them.
static size_t first_hit(const struct lr_loss_ring *ring, double y, double p) {
  for (size_t e = 0; e < ring->elements; e++) {
    const struct lr_loss_element *element = &ring->element[e];
    double at = element->cos_m * y + element->sin_m * p;
    if (at > element->upper_m || at < -element->lower_m) return e;
  }
  return ring->elements;
}

void lr_train_pass(struct lr_train *train, const struct lr_loss_ring *ring, const struct lr_train_beam *beam,
                   const struct lr_train_charge *charge, struct lr_random *random) {
  bool fired = train->fire_s < INFINITY;
  double kicker_s = ring->kicker_path_m / LR_C_m_s, start_s = train->turn * ring->turn_s;
  double safe2 = ring->safe_amplitude * ring->safe_amplitude * (1 - 1e-12), c = ring->cos_turn, s = ring->sin_turn;
  sample_charge(train, charge);
  lr_normal_fill(random, train->x, train->stored);
  kick(train, ring, beam, charge);
  size_t kept = 0;
  for (size_t i = 0; i < train->stored; i++) {
    double y = train->y[i], p = train->p[i], tau = train->tau_s[i];
    size_t e = y * y + p * p < safe2 ? ring->elements : first_hit(ring, y, p);
    if (fired && lr_train_dump_turn(train, kicker_s, tau) <= train->turn &&
        (e == ring->elements || ring->kicker_path_m <= ring->element[e].path_m)) {
      train->dumped++;
    } else if (e < ring->elements) {
      train->loss[train->losses++] = (struct lr_train_loss){
          .time_s = start_s + tau + ring->element[e].delay_s, .tau_s = tau, .turn = train->turn, .element = (uint32_t)e};
      train->lost[e]++;
      train->lost_total++;
    } else {
      train->y[kept] = y;
      train->p[kept] = p;
      train->tau_s[kept++] = tau;
    }
  }
  train->stored = kept;
  sort_losses(train->loss + train->taken, train->losses - train->taken, train->spare);
  if (beam->feedback != 1) feed_back(train, beam->feedback);
  for (size_t i = 0; i < kept; i++) {
    double y = train->y[i], p = train->p[i];
    train->y[i] = y * c + p * s;
    train->p[i] = p * c - y * s;
  }
  train->turn++;
}
