// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/track_products.h"

#include <math.h>
#include <string.h>

#include "base/progress.h"

enum { MOST_POINTS = 100000, FOOT_POINTS = 21, FOOT_TURNS = 1024 };

static enum lr_status read_axis(const char *text, struct lr_track_wish *wish, struct lr_error *error) {
  if (wish->axes == 2) return lr_error_set(error, LR_E_USAGE, "--scan: two tunes at most, tune_x and tune_y");
  struct lr_scan_axis *axis = &wish->axis[wish->axes];
  enum lr_status status = lr_scan_axis_read(text, axis, error);
  if (status != LR_OK) return status;
  if ((strcmp(axis->key, "tune_x") != 0 && strcmp(axis->key, "tune_y") != 0) || *axis->unit)
    return lr_error_set(error, LR_E_USAGE, "track --scan wants tune_x or tune_y of the tracked ring, such as tune_x=44.51:44.55:21, got '%.60s'", text);
  if (wish->axes && strcmp(axis->key, wish->axis[0].key) == 0) return lr_error_set(error, LR_E_USAGE, "--scan: '%s' stands twice", axis->key);
  wish->axes++;
  return LR_OK;
}

static enum lr_status read_footprint(const char *text, struct lr_track_wish *wish, struct lr_error *error) {
  char copy[64], *part[4], *at = copy;
  int parts = 0;
  double value[3] = {NAN, NAN, FOOT_POINTS};
  bool fine = strlen(text) < sizeof copy;
  if (fine) memcpy(copy, text, strlen(text) + 1);
  while (fine && at && parts < 4) {
    part[parts++] = at;
    at = strchr(at, ':');
    if (at) *at++ = '\0';
  }
  fine = fine && parts < 4;
  for (int i = 0; fine && i < parts; i++) fine = lr_number_parse(part[i], &value[i]);
  if (fine && parts == 1) value[1] = value[0];
  fine = fine && value[0] >= 0.1 && value[0] <= 1000 && value[1] >= 0.1 && value[1] <= 1000 && value[2] >= 2 && value[2] <= 200 && value[2] == floor(value[2]);
  if (!fine)
    return lr_error_set(error, LR_E_USAGE, "--footprint wants the largest amplitudes in sigma (0.1 to 1000) and points of a side (2 to 200), such as 10, 5:20 or 5:20:41, got '%.40s'", text);
  wish->footprint = true;
  wish->foot = (struct lr_track_footprint_wish){{value[0], value[1]}, {(long)value[2], (long)value[2]}, 0, FOOT_TURNS};
  return LR_OK;
}

enum lr_status lr_track_wish_read(const struct lr_call *call, struct lr_track_wish *wish, struct lr_error *error) {
  enum lr_status status = LR_OK;
  const char *footprint = lr_call_option(call, 'p');
  *wish = (struct lr_track_wish){.tails = lr_call_option(call, 'b') != NULL};
  for (size_t i = 0; i < call->options && status == LR_OK; i++)
    if (call->option[i].key == 'x') status = read_axis(call->option[i].value, wish, error);
  if (status == LR_OK && footprint) status = read_footprint(footprint, wish, error);
  if (status != LR_OK || !(wish->axes || wish->footprint)) return status;
  static const struct {
    int option;
    const char *name;
  } ALONE[] = {{'b', "tails"}, {'T', "turn-by-turn"}, {'C', "checkpoint"}, {'R', "restart"}};
  for (size_t i = 0; i < sizeof ALONE / sizeof *ALONE; i++)
    if (lr_call_option(call, ALONE[i].option))
      return lr_error_set(error, LR_E_USAGE, "--%s is for one run: it does not go with --%s", ALONE[i].name, wish->axes ? "scan" : "footprint");
  return LR_OK;
}

size_t lr_track_open_points(const struct lr_table *table) {
  size_t open = 0;
  for (size_t row = 0; row < table->rows; row++) open += strcmp(lr_table_get_text(table, row, "converged"), "no") == 0;
  return open;
}

enum lr_status lr_stage_tune_scan(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_track_wish *wish,
                                  struct lr_table **table, struct lr_error *error) {
  const struct lr_track_setting *setting = &scenario->track;
  struct lr_track_input input = lr_track_input_of(setting);
  input.world = call->world;
  const struct lr_scan_axis *axis[2] = {NULL, NULL};
  for (int i = 0; i < wish->axes; i++) axis[strcmp(wish->axis[i].key, "tune_y") == 0] = &wish->axis[i];
  size_t nx = axis[0] ? (size_t)axis[0]->points : 1, ny = axis[1] ? (size_t)axis[1]->points : 1, count = nx * ny;
  *table = NULL;
  if (count > MOST_POINTS) return lr_error_set(error, LR_E_USAGE, "a scan of %zu runs: %d are possible", count, MOST_POINTS);
  struct lr_track_tune_point *point = calloc(count, sizeof *point);
  if (!point) return lr_error_set(error, LR_E_MEMORY, "no memory for %zu points", count);
  for (size_t i = 0; i < count; i++) {
    point[i].tune[0] = axis[0] ? lr_scan_axis_value(axis[0], (int)(i % nx)) : setting->ring[input.weak].tune[0];
    point[i].tune[1] = axis[1] ? lr_scan_axis_value(axis[1], (int)(i / nx)) : setting->ring[input.weak].tune[1];
  }
  struct lr_progress progress;
  lr_progress_start(&progress, "tune scan", call->quiet);
  enum lr_status status = lr_track_tune_scan(setting->ring, setting->half_angle_rad, setting->attract, &input, lr_call_seed(call, scenario), point, count,
                                             call->jobs, &progress, error);
  lr_progress_end(&progress);
  if (status == LR_OK) *table = lr_track_tune_scan_table(&setting->collider, setting, point, count);
  for (size_t i = 0; i < count && status == LR_OK && !call->quiet; i++)
    if (point[i].failed) {
      fprintf(stderr, "note: no result at tune_x %.10g, tune_y %.10g: %s\n", point[i].tune[0], point[i].tune[1], point[i].text);
      break;
    }
  free(point);
  if (status == LR_OK && !lr_table_ok(*table)) return lr_error_set(error, LR_E_MEMORY, "no memory for the scan");
  size_t open = status == LR_OK ? lr_track_open_points(*table) : 0;
  if (open && !call->quiet) fprintf(stderr, "note: %zu of %zu points have not converged (column converged): more turns or particles\n", open, count);
  return status;
}

enum lr_status lr_stage_footprint(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_track_wish *wish,
                                  struct lr_table **table, struct lr_error *error) {
  const struct lr_track_setting *setting = &scenario->track;
  const struct lr_track_input input = lr_track_input_of(setting);
  size_t count = (size_t)(wish->foot.points[0] * wish->foot.points[1]);
  struct lr_track_footprint_point *point = calloc(count, sizeof *point);
  *table = NULL;
  if (!point) return lr_error_set(error, LR_E_MEMORY, "no memory for %zu points", count);
  struct lr_progress progress;
  lr_progress_start(&progress, "footprint", call->quiet);
  enum lr_status status =
      lr_track_footprint(setting->ring, setting->half_angle_rad, setting->attract, &input, &wish->foot, call->jobs, &progress, point, error);
  lr_progress_end(&progress);
  if (status == LR_OK) *table = lr_track_footprint_table(setting, point, count);
  free(point);
  if (status == LR_OK && !lr_table_ok(*table)) return lr_error_set(error, LR_E_MEMORY, "no memory for the footprint");
  return status;
}
