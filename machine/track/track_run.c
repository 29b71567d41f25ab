// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/track_fields.h"

struct lr_track_input lr_track_input_of(const struct lr_track_setting *setting) {
  struct lr_track_input input = setting->input;
  for (int r = 0; r < 2; r++) input.wake[r] = setting->table[r] ? &setting->wake[r] : NULL;
  return input;
}

enum lr_status lr_track_run_of(const struct lr_track_setting *setting, uint64_t seed, struct lr_track_run **run, struct lr_error *error) {
  const struct lr_track_input input = lr_track_input_of(setting);
  return lr_track_run_create(setting->ring, setting->half_angle_rad, setting->attract, &input, seed, run, error);
}

void lr_track_setting_free(struct lr_track_setting *setting) {
  for (int r = 0; r < 2; r++) {
    lr_wake_table_free(setting->table[r]);
    setting->table[r] = NULL;
    setting->wake[r].table = NULL;
  }
}

long lr_track_slices_wanted(const struct lr_track_setting *setting, bool both) {
  const struct lr_track_input *in = &setting->input;
  long most = 0;
  for (int b = 0; b < 2 && in->slices > 0; b++) {
    struct lr_track_coarse coarse = {0};
    if (!both && !lr_track_is_tracked(&setting->keys, 1 - b)) continue;
    if (lr_track_slices_coarse(&setting->ring[b], setting->half_angle_rad, lr_track_slicing_of(in), (size_t)in->slices, &coarse, NULL) == LR_OK && coarse.wanted > most)
      most = coarse.wanted;
  }
  return most;
}
