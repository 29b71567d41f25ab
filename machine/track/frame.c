// SPDX-License-Identifier: GPL-3.0-or-later
// The way into the frame in which both bunches move along one line, and back.
#include <math.h>

#include "machine/track/map.h"

static double square(double x) { return x * x; }

// Crab sextupole and offset (model.md K2), forward (sign 1) before the boost.
static void crab(const struct lr_track_ring *ring, struct lr_track_block *b) {
  for (uint32_t i = 0; i < b->count; i++) {
    b->y[i] += ring->crab_m * b->x[i] * b->py[i];
    b->px[i] -= ring->crab_m * square(b->py[i]) / 2;
    b->x[i] += ring->offset_m[0];
    b->y[i] += ring->offset_m[1];
  }
}

static void uncrab(const struct lr_track_ring *ring, struct lr_track_block *b) {
  for (uint32_t i = 0; i < b->count; i++) {
    b->x[i] -= ring->offset_m[0];
    b->y[i] -= ring->offset_m[1];
    b->px[i] += ring->crab_m * square(b->py[i]) / 2;
    b->y[i] -= ring->crab_m * b->x[i] * b->py[i];
  }
}

// Slopes of the Hamiltonian 1 + delta - sqrt((1 + delta)^2 - px^2 - py^2), itself in `h`.
struct slopes {
  double h, x, y, z;
};

static struct slopes slopes(double px, double py, double delta) {
  double p2 = square(px) + square(py), total = 1 + delta, along = sqrt(square(total) - p2), h = p2 / (total + along);
  return (struct slopes){h, px / along, py / along, -h / along};
}

void lr_track_into_collision(const struct lr_track_ring *ring, double half_angle_rad, struct lr_track_block *b) {
  double sine = sin(half_angle_rad), cosine = cos(half_angle_rad), tangent = sine / cosine;
  crab(ring, b);
  if (half_angle_rad == 0) return;
  for (uint32_t i = 0; i < b->count; i++) {
    double h = slopes(b->px[i], b->py[i], b->delta[i]).h, x = b->x[i];
    b->delta[i] += tangent * (h * tangent - b->px[i]);
    b->px[i] = (b->px[i] - h * tangent) / cosine;
    b->py[i] /= cosine;
    struct slopes s = slopes(b->px[i], b->py[i], b->delta[i]);
    b->x[i] = b->z[i] * tangent + x * (1 + s.x * sine);
    b->y[i] += s.y * sine * x;
    b->z[i] = b->z[i] / cosine + s.z * sine * x;
  }
}

void lr_track_out_of_collision(const struct lr_track_ring *ring, double half_angle_rad, struct lr_track_block *b) {
  double sine = sin(half_angle_rad), cosine = cos(half_angle_rad);
  if (half_angle_rad != 0) {
    for (uint32_t i = 0; i < b->count; i++) {
      struct slopes s = slopes(b->px[i], b->py[i], b->delta[i]);
      double x = (b->x[i] - sine * b->z[i]) / (1 + (s.x - s.z * sine) * sine);
      b->z[i] = cosine * (b->z[i] - s.z * sine * x);
      b->y[i] -= s.y * sine * x;
      b->x[i] = x;
      b->delta[i] += b->px[i] * sine;
      b->px[i] = cosine * (b->px[i] + s.h * sine);
      b->py[i] *= cosine;
    }
  }
  uncrab(ring, b);
}
