// SPDX-License-Identifier: GPL-3.0-or-later
// A beam at its equilibrium, and one turn of one block of it.
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "machine/track/beamstrahlung.h"
#include "machine/track/tracker.h"

static const double SOBOL_CELLS = 0x1p30;  // members of the sequence of GSL are multiples of its inverse
static const double MOST_SQUARE = 1e12;  // of the coordinates of a particle, summed: beyond it has left the numbers

const char *lr_track_plane_name(int plane) {
  static const char *const NAME[] = {"x", "y", "energy", "number"};
  return plane >= 0 && plane < LR_TRACK_PLANES ? NAME[plane] : "";
}

const char *lr_track_ring_name(int ring) { return ring ? "her" : "ler"; }

static void place(const struct lr_track_ring *ring, const double normal[6], struct lr_track_block *b, uint32_t i) {
  double size[3], slope[3];
  for (int k = 0; k < 3; k++) {
    size[k] = sqrt(ring->emittance_m[k] * ring->beta_m[k]);
    slope[k] = sqrt(ring->emittance_m[k] / ring->beta_m[k]);
  }
  b->x[i] = size[0] * normal[0];
  b->px[i] = slope[0] * normal[1];
  b->y[i] = size[1] * normal[2];
  b->py[i] = slope[1] * normal[3];
  b->z[i] = size[2] * normal[4];
  b->delta[i] = slope[2] * normal[5];
}

// Six normal numbers of particle p. From a Sobol sequence: its bits, of each coordinate, turned over where those of `shift` are set, which
// leaves it as even as it was.
static void draw(gsl_qrng *sobol, const uint32_t shift[6], uint64_t seed, uint64_t stream, size_t p, double normal[6]) {
  struct lr_random draws = lr_random_stream(seed, stream, p);
  double uniform[6];
  if (sobol) gsl_qrng_get(sobol, uniform);
  for (int k = 0; k < 6; k++)
    normal[k] = sobol ? gsl_cdf_ugaussian_Pinv(((double)((uint32_t)(uniform[k] * SOBOL_CELLS) ^ shift[k]) + 0.5) / SOBOL_CELLS) : lr_random_normal(&draws);
}

// Mean and spread of the normal numbers of a Sobol sequence. A part of it lacks tails: the emittances of 1000 particles would be 1 %
// too small. 0 and 1 for random numbers, which stay independent.
static void centre(gsl_qrng *sobol, const uint32_t shift[6], size_t particles, double mean[6], double spread[6]) {
  double sum[6] = {0}, square[6] = {0}, normal[6];
  for (size_t p = 0; sobol && p < particles; p++) {
    draw(sobol, shift, 0, 0, p, normal);
    for (int k = 0; k < 6; k++) sum[k] += normal[k], square[k] += normal[k] * normal[k];
  }
  if (sobol) gsl_qrng_init(sobol);
  for (int k = 0; k < 6; k++) {
    mean[k] = sobol && particles > 1 ? sum[k] / (double)particles : 0;
    double variance = square[k] / (double)particles - mean[k] * mean[k];
    spread[k] = sobol && particles > 1 && variance > 0 ? sqrt(variance) : 1;
  }
}

enum lr_status lr_track_beam_create(const struct lr_track_ring *ring, size_t particles, bool random, uint64_t seed,
                                    uint64_t stream, struct lr_track_block **blocks, size_t *count, struct lr_error *error) {
  *blocks = NULL;
  *count = (particles + LR_TRACK_BLOCK - 1) / LR_TRACK_BLOCK;
  if (particles < 1 || particles > UINT32_MAX)
    return lr_error_set(error, LR_E_DOMAIN, "%zu particles: 1 to %u are possible", particles, UINT32_MAX);
  struct lr_track_block *b = aligned_alloc(LR_TRACK_ALIGN, *count * sizeof *b);
  gsl_qrng *sobol = random ? NULL : gsl_qrng_alloc(gsl_qrng_sobol, 6);
  if (!b || (!random && !sobol)) {
    free(b);
    if (sobol) gsl_qrng_free(sobol);
    return lr_error_set(error, LR_E_MEMORY, "no memory for %zu particles", particles);
  }
  memset(b, 0, *count * sizeof *b);
  uint32_t shift[6];
  double mean[6], spread[6], normal[6];
  struct lr_random draws = lr_random_stream(seed, stream, UINT64_MAX);
  for (int k = 0; k < 6; k++) shift[k] = (uint32_t)(lr_random_uniform(&draws) * SOBOL_CELLS);
  centre(sobol, shift, particles, mean, spread);
  for (size_t p = 0; p < particles; p++) {
    draw(sobol, shift, seed, stream, p, normal);
    for (int k = 0; k < 6; k++) normal[k] = (normal[k] - mean[k]) / spread[k];
    struct lr_track_block *at = &b[p / LR_TRACK_BLOCK];
    place(ring, normal, at, at->count);
    at->id[at->count++] = (uint32_t)p;
  }
  if (sobol) gsl_qrng_free(sobol);
  for (size_t k = 0; k < *count; k++) lr_track_from_modes(ring, &b[k]);
  *blocks = b;
  return LR_OK;
}

static void add_moments(const struct lr_track_block *b, double *sum) {
  for (uint32_t i = 0; i < b->count; i++) {
    const double x = b->x[i], px = b->px[i], y = b->y[i], py = b->py[i], z = b->z[i], d = b->delta[i];
    sum[LR_TRACK_X] += x, sum[LR_TRACK_PX] += px, sum[LR_TRACK_XX] += x * x, sum[LR_TRACK_XPX] += x * px, sum[LR_TRACK_PXPX] += px * px;
    sum[LR_TRACK_Y] += y, sum[LR_TRACK_PY] += py, sum[LR_TRACK_YY] += y * y, sum[LR_TRACK_YPY] += y * py, sum[LR_TRACK_PYPY] += py * py;
    sum[LR_TRACK_Z] += z, sum[LR_TRACK_DELTA] += d, sum[LR_TRACK_ZZ] += z * z, sum[LR_TRACK_ZDELTA] += z * d, sum[LR_TRACK_DELTA2] += d * d;
  }
  sum[LR_TRACK_ALIVE] = b->count;
}

// Takes a particle out; the last one gets its place.
static void remove_particle(struct lr_track_block *b, uint32_t i) {
  uint32_t last = --b->count;
  b->x[i] = b->x[last], b->px[i] = b->px[last], b->y[i] = b->y[last], b->py[i] = b->py[last];
  b->z[i] = b->z[last], b->delta[i] = b->delta[last], b->id[i] = b->id[last];
}

static void cut(const struct lr_track_ring *ring, uint64_t turn, struct lr_track_block *b, struct lr_track_loss *loss,
                size_t *losses) {
  for (uint32_t i = b->count; i-- > 0;) {
    int plane = fabs(b->x[i]) > ring->aperture_m[0] ? 0 : fabs(b->y[i]) > ring->aperture_m[1] ? 1 : fabs(b->delta[i]) > ring->aperture_delta ? 2 : -1;
    if (plane < 0) continue;
    loss[(*losses)++] = (struct lr_track_loss){b->id[i], (uint32_t)turn, plane};
    remove_particle(b, i);
  }
}

static double square_of(const struct lr_track_block *b, uint32_t i) {
  return b->x[i] * b->x[i] + b->px[i] * b->px[i] + b->y[i] * b->y[i] + b->py[i] * b->py[i] + b->z[i] * b->z[i] + b->delta[i] * b->delta[i];
}

// Takes out what has left the numbers. One sum tells for nearly every block that nothing has.
static void take_out(uint64_t turn, struct lr_track_block *b, struct lr_track_loss *loss, size_t *losses) {
  double all = 0;
  for (uint32_t i = 0; i < b->count; i++) all += square_of(b, i);
  if (all < MOST_SQUARE) return;
  for (uint32_t i = b->count; i-- > 0;) {
    if (square_of(b, i) < MOST_SQUARE) continue;
    loss[(*losses)++] = (struct lr_track_loss){b->id[i], (uint32_t)turn, LR_TRACK_PLANE_NUMBER};
    remove_particle(b, i);
    uint32_t behind = b->count;  // kernels read whole vectors
    b->x[behind] = b->px[behind] = b->y[behind] = b->py[behind] = b->z[behind] = b->delta[behind] = 0;
  }
}

bool lr_track_block_is_sane(const struct lr_track_block *b) {
  for (uint32_t i = 0; i < LR_TRACK_BLOCK; i++)
    if (!(square_of(b, i) < MOST_SQUARE)) return false;
  return true;
}

void lr_track_block_enter(const struct lr_track_setup *setup, uint64_t turn, struct lr_track_block *b, struct lr_track_sums *sums,
                          struct lr_track_loss *loss, size_t *losses) {
  *losses = 0;
  memset(sums, 0, sizeof *sums);
  add_moments(b, sums->sum);
  if (!setup->slices) return;
  lr_track_into_collision(&setup->weak, setup->half_angle_rad, b);
  take_out(turn, b, loss, losses);
}

void lr_track_block_leave(const struct lr_track_setup *setup, uint64_t block_index, uint64_t turn, struct lr_track_block *b,
                          struct lr_track_loss *loss, size_t *losses) {
  if (setup->slices) lr_track_out_of_collision(&setup->weak, setup->half_angle_rad, b);
  lr_track_turn(&setup->weak, b);
  lr_track_radiate(&setup->weak, setup->seed, setup->stream, turn, block_index, b);
  take_out(turn, b, loss, losses);
  cut(&setup->weak, turn, b, loss, losses);
}

void lr_track_block_turn(const struct lr_track_setup *setup, uint64_t block_index, uint64_t turn, struct lr_track_block *b,
                         struct lr_track_sums *sums, struct lr_track_loss *loss, size_t *losses) {
  lr_track_block_enter(setup, turn, b, sums, loss, losses);
  if (setup->slices && setup->beamstrahlung) {
    struct lr_track_emission emission;
    lr_track_emission_begin(&emission, &setup->weak, setup->half_angle_rad, setup->seed, setup->stream, turn);
    for (uint32_t i = 0; i < b->count; i++) lr_track_emission_add(&emission, i, (uint32_t)(block_index * LR_TRACK_BLOCK + i));
    for (size_t k = 0; k < setup->slices; k++)
      sums->sum[LR_TRACK_OVERLAP] += lr_track_kick_radiating(setup->kernel, &emission, b, &setup->slice[k], setup->luminosity);
  } else if (setup->slices) {
    sums->sum[LR_TRACK_OVERLAP] = setup->kernel->kick(b, setup->slice, setup->slices, setup->luminosity);
  }
  lr_track_block_leave(setup, block_index, turn, b, loss, losses);
}
