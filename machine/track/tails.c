// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/tails.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "machine/track/run_state.h"

enum { EDGES = LR_TRACK_TAIL_EDGES, GROUPS = 8, GROUP = LR_TRACK_BLOCK / GROUPS, NOT_SEEN = UINT16_MAX };

static const struct {
  double from, width;
  size_t first;
} ZONE[] = {{0, 0.1, 0}, {6, 0.2, 60}, {20, 0.5, 130}, {50, 1, 190}};
enum { ZONES = sizeof ZONE / sizeof *ZONE };

double lr_track_tail_edge(size_t i) {
  int z = ZONES - 1;
  while (z > 0 && i < ZONE[z].first) z--;
  return ZONE[z].from + ZONE[z].width * (double)(i - ZONE[z].first);
}

// The last edge at or below an amplitude.
static uint16_t edge_below(double amplitude) {
  int z = ZONES - 1;
  while (z > 0 && amplitude < ZONE[z].from) z--;
  double i = (double)ZONE[z].first + (amplitude - ZONE[z].from) / ZONE[z].width;
  return (uint16_t)fmin(i, EDGES - 1);
}

struct collected {  // of one block
  uint64_t count[GROUPS][2][EDGES];  // by plane: last edge at or below the amplitude
  double square[GROUPS][2];          // sum of squared amplitudes
  uint32_t passed[2][EDGES];
  uint64_t risk[2][EDGES];           // of those that passed
  uint16_t start[2][LR_TRACK_BLOCK], most[2][LR_TRACK_BLOCK];
};

struct lr_track_tails {
  struct lr_track_run *run;
  long from;
  double scale_1_m2[2][2], beta_m[2][2];  // beam, plane
  struct collected *now[2], *kept[2];     // kept: as it was when the last step ended well
};

static void look(void *context, int beam, size_t block_index, long turn, const struct lr_track_block *block) {
  const struct lr_track_tails *tails = context;
  struct collected *c = &tails->now[beam][block_index];
  for (int k = 0; k < 2; k++) {
    const double *q = k ? block->y : block->x, *p = k ? block->py : block->px;
    double beta_m = tails->beta_m[beam][k], scale = tails->scale_1_m2[beam][k];
    for (uint32_t i = 0; i < block->count; i++) {
      uint32_t local = block->id[i] % LR_TRACK_BLOCK;
      double slope = beta_m * p[i], square = (q[i] * q[i] + slope * slope) * scale;
      uint16_t at = edge_below(sqrt(square)), *most = &c->most[k][local];
      c->count[local / GROUP][k][at]++;
      c->square[local / GROUP][k] += square;
      if (*most == NOT_SEEN) {
        c->start[k][local] = *most = at;
      } else if (at > *most) {
        for (uint16_t e = (uint16_t)(*most + 1); e <= at; e++) {
          c->passed[k][e]++;
          c->risk[k][e] += (uint64_t)(turn - tails->from);
        }
        *most = at;
      }
    }
  }
}

static void settle(void *context, bool good) {
  struct lr_track_tails *tails = context;
  for (int b = 0; b < 2; b++)
    if (tails->now[b]) memcpy(good ? tails->kept[b] : tails->now[b], good ? tails->now[b] : tails->kept[b], tails->run->beam[b].blocks * sizeof **tails->now);
}

static enum lr_status create_beam(struct lr_track_tails *tails, int b, struct lr_error *error) {
  const struct lr_track_ring *ring = &tails->run->ring[b];
  size_t blocks = tails->run->beam[b].blocks;
  for (int k = 0; k < 2; k++) {
    tails->beta_m[b][k] = ring->beta_m[k];
    tails->scale_1_m2[b][k] = 1 / (ring->emittance_m[k] * ring->beta_m[k]);
    if (!(ring->emittance_m[k] > 0)) return lr_error_set(error, LR_E_DOMAIN, "tails: amplitudes in sigma need an emittance above 0");
  }
  tails->now[b] = calloc(blocks, sizeof **tails->now);
  tails->kept[b] = calloc(blocks, sizeof **tails->kept);
  if (!tails->now[b] || !tails->kept[b]) return lr_error_set(error, LR_E_MEMORY, "no memory for the tails");
  for (size_t i = 0; i < blocks; i++) memset(tails->now[b][i].most, 0xff, sizeof tails->now[b][i].most);
  for (size_t i = 0; i < blocks; i++) memset(tails->kept[b][i].most, 0xff, sizeof tails->kept[b][i].most);
  return LR_OK;
}

enum lr_status lr_track_tails_create(struct lr_track_run *run, long from, struct lr_track_tails **out, struct lr_error *error) {
  *out = NULL;
  long done = run->beam[0].turns > run->beam[1].turns ? run->beam[0].turns : run->beam[1].turns;
  if (from < 0 || done > from || from >= run->input.turns)
    return lr_error_set(error, LR_E_DOMAIN, "tails from turn %ld on: the run stands at turn %ld of %ld", from, done, run->input.turns);
  struct lr_track_tails *tails = calloc(1, sizeof *tails);
  if (!tails) return lr_error_set(error, LR_E_MEMORY, "no memory for the tails");
  tails->run = run;
  tails->from = from;
  enum lr_status status = LR_OK;
  for (int b = 0; b < 2 && status == LR_OK; b++)
    if (run->beam[b].block) status = create_beam(tails, b, error);
  if (status != LR_OK) {
    lr_track_tails_free(tails);
    return status;
  }
  lr_track_run_collect(run, &(struct lr_track_collector){look, settle, tails, from});
  *out = tails;
  return LR_OK;
}

void lr_track_tails_free(struct lr_track_tails *tails) {
  if (!tails) return;
  if (tails->run->collector.context == tails) lr_track_run_collect(tails->run, NULL);
  for (int b = 0; b < 2; b++) {
    free(tails->now[b]);
    free(tails->kept[b]);
  }
  free(tails);
}

// Share of the looks with an amplitude between edges `low` and `high` (high excluded; EDGES: to infinity), with its error.
static struct lr_track_quantity share(const struct lr_track_tails *tails, int beam, int plane, size_t low, size_t high) {
  double part = 0, whole = 0, square = 0, cross = 0, whole_square = 0, groups = 0;
  for (size_t b = 0; b < tails->run->beam[beam].blocks; b++)
    for (int g = 0; g < GROUPS; g++) {
      const uint64_t *count = tails->now[beam][b].count[g][plane];
      double in = 0, all = 0;
      for (size_t e = 0; e < EDGES; e++) {
        all += (double)count[e];
        if (e >= low && e < high) in += (double)count[e];
      }
      part += in, whole += all, square += in * in, cross += in * all, whole_square += all * all, groups += all > 0;
    }
  double ratio = part / whole, variance = square - 2 * ratio * cross + ratio * ratio * whole_square;  // of a ratio of sums
  return (struct lr_track_quantity){ratio, groups > 1 ? sqrt(fmax(variance, 0) * groups / (groups - 1)) / whole : NAN};
}

// Those who never came to an edge were at risk of it to the end, or until they were lost.
static enum lr_status add_risk(const struct lr_track_tails *tails, int beam, int plane, struct lr_track_tail *tail, struct lr_error *error) {
  const struct lr_track_beam *of = &tails->run->beam[beam];
  size_t slots = of->blocks * LR_TRACK_BLOCK;
  long *end = malloc(slots * sizeof *end);
  if (!end) return lr_error_set(error, LR_E_MEMORY, "no memory for the tails");
  for (size_t i = 0; i < slots; i++) end[i] = tail->turns - 1;
  for (size_t i = 0; i < of->losses; i++) end[of->loss[i].id] = (long)of->loss[i].turn - tails->from;
  for (size_t i = 0; i < slots; i++) {
    uint16_t most = tails->now[beam][i / LR_TRACK_BLOCK].most[plane][i % LR_TRACK_BLOCK];
    if (most == NOT_SEEN) continue;
    for (size_t e = (size_t)most + 1; e < EDGES; e++) tail->risk[e] += (double)end[i];
  }
  free(end);
  return LR_OK;
}

// -dS/dA at edge i from the parabola of ln S through it and its neighbours.
static void differentiate(const struct lr_track_tails *tails, int beam, int plane, size_t i, struct lr_track_tail *tail) {
  tail->density[i] = tail->density_error[i] = NAN;
  if (i == 0 || i + 1 >= EDGES || !(tail->survival[i + 1] > 0)) return;
  double a = lr_track_tail_edge(i) - lr_track_tail_edge(i - 1), b = lr_track_tail_edge(i + 1) - lr_track_tail_edge(i);
  double left = log(tail->survival[i] / tail->survival[i - 1]) / a, right = log(tail->survival[i + 1] / tail->survival[i]) / b;
  tail->density[i] = -tail->survival[i] * (b * left + a * right) / (a + b);
  struct lr_track_quantity near = share(tails, beam, plane, i - 1, i + 1);
  tail->density_error[i] = tail->density[i] * near.error / near.value;
}

enum lr_status lr_track_tails_read(const struct lr_track_tails *tails, int beam, int plane, struct lr_track_tail *tail,
                                   struct lr_error *error) {
  *tail = (struct lr_track_tail){.turns = tails->run->beam[beam].turns - tails->from};
  double square = 0, whole = 0;
  if (!tails->now[beam] || tail->turns < 1) return lr_error_set(error, LR_E_DOMAIN, "tails: no turn was looked at");
  for (size_t b = 0; b < tails->run->beam[beam].blocks; b++) {
    const struct collected *c = &tails->now[beam][b];
    for (int g = 0; g < GROUPS; g++) {
      square += c->square[g][plane];
      for (size_t e = 0; e < EDGES; e++) whole += (double)c->count[g][plane][e];
    }
    for (size_t e = 0; e < EDGES; e++) {
      tail->passed[e] += c->passed[plane][e];
      tail->risk[e] += (double)c->risk[plane][e];
    }
  }
  if (!(whole > 0)) return lr_error_set(error, LR_E_DOMAIN, "tails: no particle was left to look at");
  tail->emittance_ratio = square / whole / 2;
  enum lr_status status = add_risk(tails, beam, plane, tail, error);
  for (size_t e = 0; e < EDGES; e++) {
    struct lr_track_quantity s = share(tails, beam, plane, e, EDGES);
    tail->survival[e] = s.value;
    tail->survival_error[e] = s.error;
  }
  for (size_t e = 0; e < EDGES; e++) differentiate(tails, beam, plane, e, tail);
  return status;
}

struct lr_track_quantity lr_track_tail_flux(const struct lr_track_tail *tail, size_t i, double damping) {
  double factor = damping * lr_track_tail_edge(i);
  return (struct lr_track_quantity){factor * tail->density[i], factor * tail->density_error[i]};
}

struct lr_track_rate lr_track_poisson_rate(double events, double exposure) {
  const double LOW = 0.158655254, HIGH = 0.841344746;  // one standard deviation of a normal distribution on either side
  if (!(exposure > 0)) return (struct lr_track_rate){NAN, NAN, NAN};
  double low = events > 0 ? gsl_cdf_chisq_Pinv(LOW, 2 * events) / 2 : 0, high = gsl_cdf_chisq_Pinv(HIGH, 2 * events + 2) / 2;
  return (struct lr_track_rate){events / exposure, low / exposure, high / exposure};
}
