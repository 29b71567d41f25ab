// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/track_checkpoint.h"

#include "cli/checkpoint_file.h"

enum lr_status lr_track_checkpoint_write(const char *path, const struct lr_call *call, const struct lr_scenario *scenario,
                                         struct lr_track_run *run, struct lr_error *error) {
  enum lr_status status = lr_track_run_collect(run, error);
  if (status != LR_OK || lr_world_rank(call->world) > 0) return lr_world_agree(call->world, status, error);
  struct lr_buffer body = {0};
  lr_checkpoint_begin(scenario, &body);
  lr_track_run_save(run, &body);
  status = lr_checkpoint_write(path, call, scenario, "turn", lr_track_run_turn(run), &body, error);
  lr_buffer_free(&body);
  return lr_world_agree(call->world, status, error);
}

enum lr_status lr_track_checkpoint_read(const char *path, const struct lr_call *call, const struct lr_scenario *scenario,
                                        struct lr_track_run *run, struct lr_error *error) {
  struct lr_checkpoint checkpoint;
  enum lr_status status = lr_checkpoint_read(path, call, scenario, "turn", &checkpoint, error);
  if (status == LR_OK) {
    status = lr_track_run_restore(run, checkpoint.body + checkpoint.scenario, checkpoint.state, error);
    if (status == LR_E_INPUT) status = lr_checkpoint_refuse(path, &checkpoint, scenario, error);
  }
  lr_checkpoint_free(&checkpoint);
  return lr_world_agree(call->world, status, error);
}
