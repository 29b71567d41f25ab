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
