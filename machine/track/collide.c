// SPDX-License-Identifier: GPL-3.0-or-later
// Particles are taken out of their blocks into blocks of one slice each, so that kernels kick whole blocks; pairs of slices
// that meet at one step have no particle in common, so each is the work of one thread from its first particle to its last.
#include "machine/track/collide.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "machine/track/beamstrahlung.h"

struct order {
  double z_m;
  uint32_t place;
};

struct slice {  // of one beam: `blocks` of its particles, the places of which begin at `first` of the order
  struct lr_track_block *block;
  struct lr_track_emission *emission;  // NULL: none
  size_t blocks, first, count;
  double z_m, zz_m2, width_m;  // mean and variance of z, which the collision leaves as they are
};

struct beam {
  struct order *order;
  size_t alive;
  struct lr_track_block *scratch;
  struct lr_track_emission *emission;
  struct slice *slice;
};

struct crossing {
  const struct lr_track_collision *in;
  struct beam beam[2];
  double *overlap[2];  // of the pairs of a step
  size_t step, first, pairs;  // slices i = first.. of beam 0 meet step - i of beam 1
};

// Head first, then by place: no two are equal.
static int by_z(const void *a, const void *b) {
  const struct order *p = a, *q = b;
  if (p->z_m != q->z_m) return p->z_m > q->z_m ? -1 : 1;
  return p->place < q->place ? -1 : p->place > q->place;
}

static enum lr_status sort_beam(size_t b, void *context, struct lr_error *error) {
  struct crossing *c = context;
  struct beam *beam = &c->beam[b];
  size_t n = 0;
  for (size_t k = 0; k < c->in->blocks[b]; k++)
    for (uint32_t i = 0; i < c->in->block[b][k].count; i++)
      beam->order[n++] = (struct order){c->in->block[b][k].z[i], (uint32_t)(k * LR_TRACK_BLOCK + i)};
  for (size_t k = 0; k < n; k++)
    if (!isfinite(beam->order[k].z_m)) return lr_error_set(error, LR_E_DOMAIN, "a particle of beam %zu has no place before the collision", b);
  qsort(beam->order, n, sizeof *beam->order, by_z);
  return LR_OK;
}

static void copy(struct lr_track_block *to, uint32_t j, const struct lr_track_block *from, uint32_t i) {
  to->x[j] = from->x[i], to->px[j] = from->px[i], to->y[j] = from->y[i], to->py[j] = from->py[i];
  to->z[j] = from->z[i], to->delta[j] = from->delta[i], to->id[j] = from->id[i];
}

// Item 2 s + b: slice s of beam b.
static enum lr_status gather(size_t item, void *context, struct lr_error *error) {
  struct crossing *c = context;
  (void)error;
  size_t b = item % 2;
  struct slice *s = &c->beam[b].slice[item / 2];
  const struct lr_track_setup *setup = c->in->setup[b];
  double z = 0;
  for (size_t k = 0; k < s->blocks; k++) {
    memset(&s->block[k], 0, sizeof s->block[k]);
    if (s->emission) lr_track_emission_begin(&s->emission[k], &setup->weak, setup->half_angle_rad, setup->seed, setup->stream, c->in->turn);
  }
  for (size_t n = 0; n < s->count; n++) {
    uint32_t place = c->beam[b].order[s->first + n].place, i = (uint32_t)(n % LR_TRACK_BLOCK);
    struct lr_track_block *to = &s->block[n / LR_TRACK_BLOCK];
    copy(to, i, &c->in->block[b][place / LR_TRACK_BLOCK], place % LR_TRACK_BLOCK);
    to->count = i + 1;
    if (s->emission) lr_track_emission_add(&s->emission[n / LR_TRACK_BLOCK], i, place);
    z += to->z[i];
  }
  s->z_m = z / (double)s->count;
  s->zz_m2 = 0;
  for (size_t n = 0; n < s->count; n++) {
    double away = s->block[n / LR_TRACK_BLOCK].z[n % LR_TRACK_BLOCK] - s->z_m;
    s->zz_m2 += away * away / (double)s->count;
  }
  return LR_OK;
}

static enum lr_status scatter(size_t item, void *context, struct lr_error *error) {
  struct crossing *c = context;
  (void)error;
  const struct slice *s = &c->beam[item % 2].slice[item / 2];
  for (size_t n = 0; n < s->count; n++) {
    uint32_t place = c->beam[item % 2].order[s->first + n].place;
    copy(&c->in->block[item % 2][place / LR_TRACK_BLOCK], place % LR_TRACK_BLOCK, &s->block[n / LR_TRACK_BLOCK],
         (uint32_t)(n % LR_TRACK_BLOCK));
  }
  return LR_OK;
}

// Mean of q and p, and the polynomial of sigma^2(s) from their central moments at given z: what goes linearly with z within
// the slice (the lean of the bunch by the crossing angle) is no width, as for the slices of a frozen beam. With it the sum of
// slices would be too wide by the square of their distance; without it the sum converges as a trapezoidal rule does.
static void moments(const struct slice *s, bool vertical, double *q_mean, double *p_mean, double sigma2[3]) {
  double n = (double)s->count, q = 0, p = 0, qq = 0, qp = 0, pp = 0, qz = 0, pz = 0;
  for (size_t k = 0; k < s->blocks; k++) {
    const struct lr_track_block *b = &s->block[k];
    const double *at = vertical ? b->y : b->x, *slope = vertical ? b->py : b->px;
    for (uint32_t i = 0; i < b->count; i++) q += at[i], p += slope[i];
  }
  q /= n;
  p /= n;
  for (size_t k = 0; k < s->blocks; k++) {
    const struct lr_track_block *b = &s->block[k];
    const double *at = vertical ? b->y : b->x, *slope = vertical ? b->py : b->px;
    for (uint32_t i = 0; i < b->count; i++) {
      double dq = at[i] - q, dp = slope[i] - p, dz = b->z[i] - s->z_m;
      qq += dq * dq, qp += dq * dp, pp += dp * dp, qz += dq * dz, pz += dp * dz;
    }
  }
  double lean = s->zz_m2 > 0 ? 1 / (n * n * s->zz_m2) : 0;
  *q_mean = q;
  *p_mean = p;
  sigma2[0] = qq / n - lean * qz * qz;
  sigma2[1] = 2 * (qp / n - lean * qz * pz);
  sigma2[2] = pp / n - lean * pz * pz;
}

// Slice s of beam b as the other beam sees it now. False: it has no size.
static bool seen(const struct crossing *c, size_t b, const struct slice *s, struct lr_track_slice *out) {
  const struct lr_track_setup *setup = c->in->setup[b], *other = c->in->setup[1 - b];
  *out = (struct lr_track_slice){.number = setup->weak.number * (double)s->count / c->in->particles[b], .z_m = s->z_m, .width_m = s->width_m};
  out->kick_m = 2 * out->number * other->weak.radius_m / other->weak.gamma * (other->kick ? other->attract : 0);
  moments(s, false, &out->x_m, &out->px, out->xx_m2);
  moments(s, true, &out->y_m, &out->py, out->yy_m2);
  return out->xx_m2[0] > 0 && out->yy_m2[0] > 0;  // or no number: then it shows in the particles
}

static double kick(const struct crossing *c, size_t b, const struct slice *s, const struct lr_track_slice *other) {
  double sum = 0;
  for (size_t k = 0; k < s->blocks; k++)
    sum += s->emission ? lr_track_kick_radiating(c->in->setup[b]->kernel, &s->emission[k], &s->block[k], other, true)
                       : c->in->setup[b]->kernel->kick(&s->block[k], other, 1, true);
  return sum;
}

static enum lr_status meet(size_t item, void *context, struct lr_error *error) {
  struct crossing *c = context;
  size_t i = c->first + item, j = c->step - i;
  const struct slice *a = &c->beam[0].slice[i], *b = &c->beam[1].slice[j];
  struct lr_track_slice of_a, of_b;
  bool fine_a = seen(c, 0, a, &of_a), fine_b = seen(c, 1, b, &of_b);
  if (!fine_a || !fine_b)
    return lr_error_set(error, LR_E_DOMAIN, "slice %zu of beam %d has no size, or a coordinate is no number", fine_a ? j : i, fine_a ? 1 : 0);
  c->overlap[0][item] = kick(c, 0, a, &of_b);
  c->overlap[1][c->pairs - 1 - item] = kick(c, 1, b, &of_a);  // in the order of its own slices
  return LR_OK;
}

// Room for a beam, and its cut into slices once it is in order.
static enum lr_status open_beam(struct crossing *c, size_t b, struct lr_error *error) {
  struct beam *beam = &c->beam[b];
  size_t slices = c->in->slices;
  for (size_t k = 0; k < c->in->blocks[b]; k++) beam->alive += c->in->block[b][k].count;
  if (beam->alive < LR_TRACK_LEAST_IN_SLICE * slices)
    return lr_error_set(error, LR_E_DOMAIN, "%zu particles of beam %zu for %zu slices: strong-strong wants %d for each", beam->alive, b,
                        slices, LR_TRACK_LEAST_IN_SLICE);
  beam->order = malloc(beam->alive * sizeof *beam->order);
  beam->slice = calloc(slices, sizeof *beam->slice);
  if (!beam->order || !beam->slice) return lr_error_set(error, LR_E_MEMORY, "no memory for %zu slices", slices);
  size_t blocks = 0;
  for (size_t s = 0; s < slices; s++) {
    struct slice *slice = &beam->slice[s];
    slice->first = s * beam->alive / slices;
    slice->count = (s + 1) * beam->alive / slices - slice->first;
    slice->blocks = (slice->count + LR_TRACK_BLOCK - 1) / LR_TRACK_BLOCK;
    blocks += slice->blocks;
  }
  beam->scratch = aligned_alloc(LR_TRACK_ALIGN, blocks * sizeof *beam->scratch);
  if (c->in->setup[b]->beamstrahlung) beam->emission = malloc(blocks * sizeof *beam->emission);
  if (!beam->scratch || (c->in->setup[b]->beamstrahlung && !beam->emission))
    return lr_error_set(error, LR_E_MEMORY, "no memory for %zu slices", slices);
  blocks = 0;
  for (size_t s = 0; s < slices; s++) {
    beam->slice[s].block = beam->scratch + blocks;
    beam->slice[s].emission = beam->emission ? beam->emission + blocks : NULL;
    blocks += beam->slice[s].blocks;
  }
  return LR_OK;
}

// Half the way between the neighbours; at the ends the way to the one neighbour.
static void set_widths(struct beam *beam, size_t slices) {
  if (slices == 1) beam->slice[0].width_m = beam->order[0].z_m - beam->order[beam->alive - 1].z_m;
  for (size_t s = 0; s < slices && slices > 1; s++) {
    size_t before = s > 0 ? s - 1 : 0, behind = s + 1 < slices ? s + 1 : s;
    beam->slice[s].width_m = (beam->slice[before].z_m - beam->slice[behind].z_m) / (double)(behind - before);
  }
}

enum lr_status lr_track_collide(const struct lr_track_collision *in, int jobs, double sum[2], struct lr_error *error) {
  struct crossing c = {.in = in};
  size_t slices = in->slices;
  enum lr_status status = LR_OK;
  for (size_t b = 0; b < 2 && status == LR_OK; b++) {
    status = open_beam(&c, b, error);
    c.overlap[b] = calloc(slices, sizeof *c.overlap[b]);
    if (!c.overlap[b] && status == LR_OK) status = lr_error_set(error, LR_E_MEMORY, "no memory for %zu slices", slices);
  }
  if (status == LR_OK) status = lr_parallel_for(2, jobs, sort_beam, &c, NULL, error);
  if (status == LR_OK) status = lr_parallel_for(2 * slices, jobs, gather, &c, NULL, error);
  for (size_t b = 0; b < 2 && status == LR_OK; b++) set_widths(&c.beam[b], slices);
  for (c.step = 0; c.step + 1 < 2 * slices && status == LR_OK; c.step++) {
    c.first = c.step < slices ? 0 : c.step + 1 - slices;
    c.pairs = (c.step < slices ? c.step : slices - 1) - c.first + 1;
    status = lr_parallel_for(c.pairs, jobs, meet, &c, NULL, error);
    for (size_t b = 0; b < 2; b++)
      for (size_t k = 0; k < c.pairs; k++) sum[b] += c.overlap[b][k];
  }
  if (status == LR_OK) status = lr_parallel_for(2 * slices, jobs, scatter, &c, NULL, error);
  for (int b = 0; b < 2; b++) {
    free(c.beam[b].order);
    free(c.beam[b].slice);
    free(c.beam[b].scratch);
    free(c.beam[b].emission);
    free(c.overlap[b]);
  }
  return status;
}
