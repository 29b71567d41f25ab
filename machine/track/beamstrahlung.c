// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/beamstrahlung.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "base/random.h"

static const uint64_t STREAM_PHOTONS = 0x100;  // added to the stream of the beam's noise

void lr_track_emission_begin(struct lr_track_emission *emission, const struct lr_track_ring *ring, double half_angle_rad,
                             uint64_t seed, uint64_t stream, uint64_t turn) {
  emission->gamma = ring->gamma * cos(half_angle_rad);
  emission->wavelength_m = ring->radius_m / LR_ALPHA;
  emission->seed = seed;
  emission->stream = stream + STREAM_PHOTONS;
  emission->turn = turn;
  emission->lost = 0;
}

static struct lr_random draws(const struct lr_track_emission *e, uint32_t i) {
  struct lr_random random = lr_random_stream(e->seed, e->stream, e->turn << 32 | e->place[i]);
  random.block = e->draws[i];
  return random;
}

void lr_track_emission_add(struct lr_track_emission *emission, uint32_t i, uint32_t place) {
  emission->place[i] = place;
  emission->draws[i] = 0;
  struct lr_random random = draws(emission, i);
  emission->due[i] = -log(lr_random_uniform(&random));
  emission->draws[i] = 1;
}

// The spectrum of numbers is Int_x^inf K_5/3(t) dt: x is uniform below t, t has the density t K_5/3(t). With
// K_5/3(t) = Int exp(-t cosh q) cosh(5q/3) dq, t is a Gamma(2) number over cosh q, and q has the density
// cosh(5q/3) / cosh^2 q: an exponential number with mean 3, taken with the probability (1 + v^5/3) / (1 + v)^2, v = e^-2q.
double lr_track_photon(struct lr_random *random) {
  for (;;) {
    double r = lr_random_uniform(random), r2 = r * r, v = r2 * r2 * r2;
    if (lr_random_uniform(random) * (1 + v) * (1 + v) > 1 + v * r2 * r2) continue;  // v^5/3 = r^10
    double cosh_q = (1 + v) / (2 * r2 * r);
    return -log(lr_random_uniform(random) * lr_random_uniform(random)) / cosh_q * lr_random_uniform(random);
  }
}

// A photon takes its energy and its part of the momentum along the particle's way, at the place of the kick.
static void emit(struct lr_track_emission *e, struct lr_track_block *b, uint32_t i, double bend, const struct lr_track_slice *slice) {
  struct lr_random random = draws(e, i);
  e->due[i] -= log(lr_random_uniform(&random));
  double total = 1 + b->delta[i], way = (b->z[i] - slice->z_m) / 2;
  double critical = 1.5 * e->wavelength_m * e->gamma * e->gamma * total * total * bend / (slice->width_m / 2);
  double energy = fmin(critical * lr_track_photon(&random), total / 2), part = energy / total;
  b->delta[i] -= energy;
  e->lost += energy;
  b->x[i] += way * b->px[i] * part;
  b->y[i] += way * b->py[i] * part;
  b->px[i] -= b->px[i] * part;
  b->py[i] -= b->py[i] * part;
  e->draws[i] = (uint32_t)random.block;
}

double lr_track_kick_radiating(const struct lr_track_kernel *kernel, struct lr_track_emission *e, struct lr_track_block *b,
                               const struct lr_track_slice *slice, bool luminosity) {
  const double photons = 5 * LR_ALPHA / (2 * sqrt(3)) * e->gamma;  // for each radian
  double px[LR_TRACK_BLOCK], py[LR_TRACK_BLOCK];
  memcpy(px, b->px, b->count * sizeof *px);
  memcpy(py, b->py, b->count * sizeof *py);
  double overlap = kernel->kick(b, slice, 1, luminosity);
  for (uint32_t i = 0; i < b->count; i++) {
    double bend = hypot(b->px[i] - px[i], b->py[i] - py[i]);
    e->due[i] -= photons * bend;
    while (e->due[i] < 0) emit(e, b, i, bend, slice);
  }
  return overlap;
}
