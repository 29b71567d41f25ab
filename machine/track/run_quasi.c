// SPDX-License-Identifier: GPL-3.0-or-later
// Quasi strong-strong: the beams take turns, each against the sizes that the other had. The sizes come from the record of
// turns alone, so a run that is taken up again finds them there.
#include <math.h>

#include "machine/track/run_state.h"

// Beam b frozen with its second moments over the turns [from, to) (model.md K15); with none at its equilibrium without
// collision.
static enum lr_status freeze(struct lr_track_run *run, int b, long from, long to, struct lr_error *error) {
  const struct lr_track_input *input = &run->input;
  const struct lr_track_ring *ring = &run->ring[b];
  double mean[3][3] = {{0}}, alive = 0;
  if (input->slices <= 0) return LR_OK;
  for (long t = from; t < to; t++) {
    alive += run->beam[b].turn[t].sum[LR_TRACK_ALIVE];
    for (int k = 0; k < 3; k++) {
      double moment[3];
      lr_track_moments(&run->beam[b].turn[t], k, moment);
      for (int i = 0; i < 3; i++) mean[k][i] += moment[i] / (double)(to - from);
    }
  }
  struct lr_track_ring now = *ring;
  if (to > from) now.number *= alive / (double)(to - from) / (double)input->particles;
  for (int k = 0; k < 3 && to <= from; k++) {
    mean[k][0] = ring->emittance_m[k] * ring->beta_m[k];
    mean[k][2] = ring->emittance_m[k] / ring->beta_m[k];
  }
  if (!(mean[0][0] > 0 && mean[1][0] > 0 && mean[2][0] > 0))
    return lr_error_set(error, LR_E_DOMAIN, "the %s has no size left at turn %ld: one particle is left, or none", lr_track_ring_name(b), to);
  return lr_track_slice_moments(&now, &run->ring[1 - b], mean, run->half_angle_rad, input->kick ? run->attract : 0,
                                input->slicing, (size_t)input->slices, run->slice[b], error);
}

enum lr_status lr_track_step_quasi(struct lr_track_run *run, long end, int jobs, struct lr_error *error) {
  int first = run->input.weak, second = 1 - first;
  long period = run->input.exchange, from = run->beam[second].turns / period * period;
  long to = from + period < run->input.turns ? from + period : run->input.turns;
  bool lead = run->beam[first].turns < to;  // else the second follows through the same turns
  int b = lead ? first : second;
  long before = lead && from > 0 ? from - period : from;
  enum lr_status status = lead ? freeze(run, second, before, from, error) : freeze(run, first, from, to, error);
  status = lr_world_agree(run->input.world, status, error);
  if (status != LR_OK) return status;
  long most = lead ? to : to < end ? to : end, turns = most - run->beam[b].turns;
  const long chunk = lr_track_run_chunk(run);
  return lr_track_step_beam(run, b, turns < chunk ? turns : chunk, jobs, error);
}
