// SPDX-License-Identifier: GPL-3.0-or-later
// One turn of a ring between collisions: rotations in the normal modes, synchrotron motion, radiation.
#include <math.h>
#include <stdlib.h>

#include "base/constants.h"
#include "base/random.h"
#include "machine/track/map.h"

static double square(double x) { return x * x; }

static bool coupled(const struct lr_track_ring *ring) {
  return ring->coupling[0] != 0 || ring->coupling[1] != 0 || ring->coupling[2] != 0 || ring->coupling[3] != 0;
}

// To the normal modes (sign 1) and back (sign -1): (u; v) = [mu I, J R^T J; R, mu I] (x; y), mu^2 + det R = 1 (model.md K8).
static void normal_modes(const struct lr_track_ring *ring, double sign, struct lr_track_block *b) {
  double r1 = sign * ring->coupling[0], r2 = sign * ring->coupling[1], r3 = sign * ring->coupling[2],
         r4 = sign * ring->coupling[3], mu = sqrt(1 - (r1 * r4 - r2 * r3));
  for (uint32_t i = 0; i < b->count; i++) {
    double x = b->x[i], px = b->px[i], y = b->y[i], py = b->py[i];
    b->x[i] = mu * x - r4 * y + r2 * py;
    b->px[i] = mu * px + r3 * y - r1 * py;
    b->y[i] = mu * y + r1 * x + r2 * px;
    b->py[i] = mu * py + r3 * x + r4 * px;
  }
}

void lr_track_from_modes(const struct lr_track_ring *ring, struct lr_track_block *b) {
  if (coupled(ring)) normal_modes(ring, -1, b);
}

// Rotation of one plane by 2 pi (tune + chromaticity delta); the path that comes with it goes to z (model.md K8).
static void rotate(double tune, double chromaticity, double beta_m, double *restrict q, double *restrict p,
                   const double *restrict delta, double *restrict z, uint32_t count) {
  double cosine = cos(2 * LR_PI * tune), sine = sin(2 * LR_PI * tune);
  for (uint32_t i = 0; i < count; i++) {
    if (chromaticity != 0) {
      double angle = 2 * LR_PI * (tune + chromaticity * delta[i]);
      cosine = cos(angle);
      sine = sin(angle);
      z[i] += LR_PI * chromaticity * (square(q[i]) / beta_m + square(p[i]) * beta_m);
    }
    double at = q[i];
    q[i] = at * cosine + beta_m * sine * p[i];
    p[i] = p[i] * cosine - sine / beta_m * at;
  }
}

static void synchrotron(const struct lr_track_ring *ring, struct lr_track_block *b) {
  if (ring->rf) {
    double still = sin(ring->rf_phase_rad);
    for (uint32_t i = 0; i < b->count; i++) {  // half the way, the cavities, half the way: alpha_z = 0 at the IP
      b->z[i] -= ring->slip_m / 2 * b->delta[i];
      b->delta[i] += ring->rf_amplitude * (sin(ring->rf_phase_rad + ring->rf_wave_1_m * b->z[i]) - still);
      b->z[i] -= ring->slip_m / 2 * b->delta[i];
    }
    return;
  }
  double cosine = cos(2 * LR_PI * ring->tune[2]), sine = sin(2 * LR_PI * ring->tune[2]), beta_m = ring->beta_m[2];
  for (uint32_t i = 0; i < b->count; i++) {  // above transition: more energy falls behind
    double z = b->z[i];
    b->z[i] = z * cosine - beta_m * sine * b->delta[i];
    b->delta[i] = b->delta[i] * cosine + sine / beta_m * z;
  }
}

void lr_track_turn(const struct lr_track_ring *ring, struct lr_track_block *b) {
  bool mixed = coupled(ring);
  if (mixed) normal_modes(ring, 1, b);
  rotate(ring->tune[0], ring->chromaticity[0], ring->beta_m[0], b->x, b->px, b->delta, b->z, b->count);
  rotate(ring->tune[1], ring->chromaticity[1], ring->beta_m[1], b->y, b->py, b->delta, b->z, b->count);
  if (mixed) normal_modes(ring, -1, b);
  synchrotron(ring, b);
}

// Uniform in +-sqrt(3), variance 1, from 32 bits.
static double kick(uint64_t bits) { return (((double)(bits & 0xffffffffu) + 0.5) * 0x1p-32 - 0.5) * 3.4641016151377544; }

void lr_track_radiate(const struct lr_track_ring *ring, uint64_t seed, uint64_t stream, uint64_t turn, uint64_t block_index,
                      struct lr_track_block *b) {
  double keep[3], size[3], slope[3];
  for (int k = 0; k < 3; k++) {
    keep[k] = exp(-ring->damping[k]);
    double excite = sqrt(ring->emittance_m[k] * -expm1(-2 * ring->damping[k]));
    size[k] = excite * sqrt(ring->beta_m[k]);
    slope[k] = excite / sqrt(ring->beta_m[k]);
  }
  double keep_delta = keep[2];
  if (ring->noise_in_energy) {  // twice the rate, for half of the phase space
    keep[2] = 1;
    size[2] = 0;
    keep_delta = exp(-2 * ring->damping[2]);
    slope[2] = sqrt(ring->emittance_m[2] / ring->beta_m[2] * -expm1(-4 * ring->damping[2]));
  }
  bool mixed = coupled(ring);
  if (mixed) normal_modes(ring, 1, b);
  for (uint32_t i = 0; i < b->count; i++) {
    uint64_t word[4];
    lr_random_words(seed, stream, turn, block_index * LR_TRACK_BLOCK + i, word);
    b->x[i] = keep[0] * b->x[i] + size[0] * kick(word[0]);
    b->px[i] = keep[0] * b->px[i] + slope[0] * kick(word[0] >> 32);
    b->y[i] = keep[1] * b->y[i] + size[1] * kick(word[1]);
    b->py[i] = keep[1] * b->py[i] + slope[1] * kick(word[1] >> 32);
    b->z[i] = keep[2] * b->z[i] + size[2] * kick(word[2]);
    b->delta[i] = keep_delta * b->delta[i] + slope[2] * kick(word[2] >> 32);
  }
  if (mixed) normal_modes(ring, -1, b);
}
