// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/cut.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int owner(const struct lr_world *world, size_t k) { return (int)(k % (size_t)lr_world_size(world)); }

size_t lr_track_cut_slot(const struct lr_track_cut *cut, const struct lr_world *world, size_t k) {
  return lr_world_share_of(world, owner(world, k), cut->blocks).first + k / (size_t)lr_world_size(world);
}

enum lr_status lr_track_cut_open(const struct lr_track_collision *in, size_t b, struct lr_track_cut *cut, struct lr_error *error) {
  size_t slices = in->slices;
  for (size_t k = 0; k < in->blocks[b]; k++) cut->alive += in->block[b][k].count;
  if (cut->alive < LR_TRACK_LEAST_IN_SLICE * slices)
    return lr_error_set(error, LR_E_DOMAIN, "%zu particles of the %s at turn %llu for %zu slices: strong-strong wants %d for each", cut->alive,
                        lr_track_ring_name((int)b), (unsigned long long)in->turn, slices, LR_TRACK_LEAST_IN_SLICE);
  cut->piece = calloc(slices, sizeof *cut->piece);
  if (!cut->piece) return lr_error_set(error, LR_E_MEMORY, "no memory for %zu slices", slices);
  for (size_t s = 0; s < slices; s++) {
    struct lr_track_piece *piece = &cut->piece[s];
    piece->at = cut->blocks;
    piece->first = s * cut->alive / slices;
    piece->count = (s + 1) * cut->alive / slices - piece->first;
    piece->blocks = (piece->count + LR_TRACK_BLOCK - 1) / LR_TRACK_BLOCK;
    cut->blocks += piece->blocks;
  }
  bool radiates = in->setup[b]->beamstrahlung;
  cut->order = malloc(cut->alive * sizeof *cut->order);
  cut->block = aligned_alloc(LR_TRACK_ALIGN, cut->blocks * sizeof *cut->block);
  cut->emission = radiates ? malloc(cut->blocks * sizeof *cut->emission) : NULL;
  cut->seen = calloc(cut->blocks, sizeof *cut->seen);
  cut->where = malloc(cut->blocks * sizeof *cut->where);
  if (cut->order && cut->block && cut->seen && cut->where && (!radiates || cut->emission)) return LR_OK;
  return lr_error_set(error, LR_E_MEMORY, "no memory for %zu slices", slices);
}

// Half the way between the neighbours; at the ends the way to the one neighbour.
static void set_widths(struct lr_track_cut *cut, size_t slices) {
  struct lr_track_piece *piece = cut->piece;
  if (slices == 1) piece[0].width_m = cut->order[0].z_m - cut->order[cut->alive - 1].z_m;
  for (size_t s = 0; s < slices && slices > 1; s++) {
    size_t before = s > 0 ? s - 1 : 0, behind = s + 1 < slices ? s + 1 : s;
    piece[s].width_m = (piece[before].z_m - piece[behind].z_m) / (double)(behind - before);
  }
}

enum lr_status lr_track_cut_sort(const struct lr_track_collision *in, size_t b, struct lr_track_cut *cut, struct lr_error *error) {
  size_t n = 0;
  for (size_t k = 0; k < in->blocks[b]; k++)
    for (uint32_t i = 0; i < in->block[b][k].count; i++)
      cut->order[n++] = (struct lr_track_order){in->block[b][k].z[i], (uint32_t)(k * LR_TRACK_BLOCK + i)};
  for (size_t k = 0; k < n; k++)
    if (!isfinite(cut->order[k].z_m)) return lr_error_set(error, LR_E_DOMAIN, "a particle of the %s has no place before the collision of turn %llu",
                                                            lr_track_ring_name((int)b), (unsigned long long)in->turn);
  struct lr_track_order *spare = malloc(n * sizeof *spare);
  if (!spare) return lr_error_set(error, LR_E_MEMORY, "no memory to sort %zu particles", n);
  lr_track_order_sort(cut->order, spare, n);
  free(spare);
  for (size_t s = 0; s < in->slices; s++) {
    struct lr_track_piece *piece = &cut->piece[s];
    const struct lr_track_order *order = cut->order + piece->first;
    double z = 0, count = (double)piece->count;
    for (size_t k = 0; k < piece->count; k++) z += order[k].z_m;
    piece->z_m = z / count;
    piece->zz_m2 = 0;
    for (size_t k = 0; k < piece->count; k++) piece->zz_m2 += (order[k].z_m - piece->z_m) * (order[k].z_m - piece->z_m) / count;
  }
  set_widths(cut, in->slices);
  return LR_OK;
}

static void copy(struct lr_track_block *to, uint32_t j, const struct lr_track_block *from, uint32_t i) {
  to->x[j] = from->x[i], to->px[j] = from->px[i], to->y[j] = from->y[i], to->py[j] = from->py[i];
  to->z[j] = from->z[i], to->delta[j] = from->delta[i], to->id[j] = from->id[i];
}

static size_t count_in(const struct lr_track_piece *piece, size_t k) {
  size_t left = piece->count - k * LR_TRACK_BLOCK;
  return left < LR_TRACK_BLOCK ? left : LR_TRACK_BLOCK;
}

void lr_track_cut_fill(const struct lr_track_collision *in, size_t b, struct lr_track_cut *cut, size_t slice) {
  const struct lr_track_piece *piece = &cut->piece[slice];
  const struct lr_track_setup *setup = in->setup[b];
  for (size_t k = 0; k < piece->blocks; k++) {
    if (owner(in->world, piece->at + k) != lr_world_rank(in->world)) continue;
    size_t slot = lr_track_cut_slot(cut, in->world, piece->at + k);
    struct lr_track_block *to = &cut->block[slot];
    struct lr_track_emission *emission = cut->emission ? &cut->emission[slot] : NULL;
    memset(to, 0, sizeof *to);
    if (emission) lr_track_emission_begin(emission, &setup->weak, setup->half_angle_rad, setup->seed, setup->stream, in->turn);
    to->count = (uint32_t)count_in(piece, k);
    for (uint32_t i = 0; i < to->count; i++) {
      uint32_t place = cut->order[piece->first + k * LR_TRACK_BLOCK + i].place;
      copy(to, i, &in->block[b][place / LR_TRACK_BLOCK], place % LR_TRACK_BLOCK);
      if (emission) lr_track_emission_add(emission, i, place);
    }
  }
}

void lr_track_cut_empty(const struct lr_track_collision *in, size_t b, const struct lr_track_cut *cut, size_t slice) {
  const struct lr_track_piece *piece = &cut->piece[slice];
  for (size_t k = 0; k < piece->blocks; k++) {
    const struct lr_track_block *from = &cut->block[lr_track_cut_slot(cut, in->world, piece->at + k)];
    for (uint32_t i = 0; i < from->count; i++) {
      uint32_t place = cut->order[piece->first + k * LR_TRACK_BLOCK + i].place;
      copy(&in->block[b][place / LR_TRACK_BLOCK], place % LR_TRACK_BLOCK, from, i);
    }
  }
}

void lr_track_cut_free(struct lr_track_cut *cut) {
  free(cut->order);
  free(cut->block);
  free(cut->emission);
  free(cut->seen);
  free(cut->where);
  free(cut->piece);
}
