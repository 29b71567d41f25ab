// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/track_products.h"

#include <math.h>
#include <string.h>

#include "base/progress.h"
#include "cli/track_points_keep.h"
#include "cli/track_stage.h"

enum { MOST_POINTS = 100000, FOOT_POINTS = 21, FOOT_TURNS = 1024 };

static enum lr_status read_axis(const char *text, struct lr_track_wish *wish, struct lr_error *error) {
  if (wish->axes == 2) return lr_error_set(error, LR_E_USAGE, "--scan: two tunes at most, tune_x and tune_y");
  struct lr_scan_axis *axis = &wish->axis[wish->axes];
  bool fine = lr_scan_axis_read(text, axis, NULL) == LR_OK && (strcmp(axis->key, "tune_x") == 0 || strcmp(axis->key, "tune_y") == 0);
  if (!fine || *axis->unit || axis->logarithmic)
    return lr_error_set(error, LR_E_USAGE, "track --scan wants tune_x or tune_y of the tracked ring as KEY=LO:HI[:N] with 2 to %d points, "
                        "such as tune_x=44.51:44.55:21, got '%.60s'", LR_MOST_SCAN_POINTS, text);
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

// What is for one run, or for one tracked ring.
static enum lr_status check_alone(const struct lr_call *call, const struct lr_track_wish *wish, struct lr_error *error) {
  static const struct {
    int option;
    const char *name, *value, *reason;
    enum { ALL, CURVE, FOOTPRINT } of;  // FOOTPRINT: of one alone
  } ALONE[] = {{'b', "tails", NULL, "is for one run", ALL},
               {'T', "turn-by-turn", NULL, "is for one run", ALL},
               {'C', "checkpoint", NULL, "keeps turns, or the points of a scan or a curve", FOOTPRINT},
               {'R', "restart", NULL, "takes up turns, or the points of a scan or a curve", FOOTPRINT},
               {'w', "weak", NULL, "tracks one ring", CURVE},
               {'m', "mode weak-strong", "weak-strong", "tracks one ring", CURVE},
               {'x', "scan", NULL, "is another work", CURVE},
               {'p', "footprint", NULL, "is another work", CURVE}};
  const char *with = wish->curve ? "curve, which tracks both rings at every point" : wish->axes ? "scan" : "footprint";
  for (size_t i = 0; i < sizeof ALONE / sizeof *ALONE; i++) {
    const char *value = lr_call_option(call, ALONE[i].option);
    const bool holds = ALONE[i].of == ALL || (ALONE[i].of == CURVE ? wish->curve != NULL : !wish->curve && !wish->axes);
    if (value && holds && (!ALONE[i].value || strcmp(value, ALONE[i].value) == 0))
      return lr_error_set(error, LR_E_USAGE, "--%s %s: it does not go with --%s", ALONE[i].name, ALONE[i].reason, with);
  }
  return LR_OK;
}

enum lr_status lr_track_wish_read(const struct lr_call *call, struct lr_track_wish *wish, struct lr_error *error) {
  enum lr_status status = LR_OK;
  const char *footprint = lr_call_option(call, 'p');
  *wish = (struct lr_track_wish){.tails = lr_call_option(call, 'b') != NULL, .curve = lr_call_option(call, 'P')};
  for (size_t i = 0; i < call->options && status == LR_OK; i++)
    if (call->option[i].key == 'x') status = read_axis(call->option[i].value, wish, error);
  if (status == LR_OK && footprint) status = read_footprint(footprint, wish, error);
  return status == LR_OK && (wish->axes || wish->footprint || wish->curve) ? check_alone(call, wish, error) : status;
}

size_t lr_track_open_points(const struct lr_table *table) {
  size_t open = 0;
  for (size_t row = 0; row < table->rows; row++) open += strcmp(lr_table_get_text(table, row, "converged"), "no") == 0;
  return open;
}

void lr_track_say_open(const struct lr_track_setting *setting, bool both, size_t open, size_t count) {
  const long wanted = open ? lr_track_slices_wanted(setting, both) : 0;
  if (!open) return;
  fprintf(stderr, "note: %zu of %zu points have not converged (column converged): ", open, count);
  if (!wanted) fputs("more turns or particles\n", stderr);
  else if (wanted > LR_TRACK_MOST_SLICES) fputs("slices too few, and no number of them would do\n", stderr);
  else fprintf(stderr, "slices too few, --slices %ld\n", wanted);
}

// What the first point without a result said.
static void say_failed(const struct lr_call *call, const struct lr_track_tune_point *point, const struct lr_track_points *points) {
  for (size_t i = 0; i < points->count && !call->quiet; i++) {
    if (!points->done[i] || !point[i].failed) continue;
    fprintf(stderr, "note: no result at tune_x %.10g, tune_y %.10g: %s\n", point[i].tune[0], point[i].tune[1], point[i].text);
    return;
  }
}

// (all) The points, with those of a checkpoint.
static enum lr_status scan_points(struct lr_points_keeper *keeper, const struct lr_track_input *input, struct lr_track_tune_point *point,
                                  struct lr_error *unkept, struct lr_error *error) {
  const struct lr_call *call = keeper->call;
  const struct lr_track_setting *setting = &keeper->scenario->track;
  const uint64_t seed = lr_call_seed(call, keeper->scenario);
  struct lr_track_input alone = *input;
  struct lr_track_run *trial = NULL;
  struct lr_buffer asked = {0};
  struct lr_progress progress;
  alone.world = NULL;
  for (size_t i = 0; i < call->options; i++)
    if (call->option[i].key == 'x') lr_buffer_print(&asked, "%s--scan %s", asked.length ? " " : "", call->option[i].value);
  enum lr_status status = lr_track_run_create(setting->ring, setting->half_angle_rad, setting->attract, &alone, seed, &trial, error);
  if (status == LR_OK) lr_track_run_print(trial, &keeper->print);
  lr_track_run_free(trial);
  if (status == LR_OK && (asked.failed || keeper->print.failed)) status = lr_error_set(error, LR_E_MEMORY, "no memory for the scan");
  status = lr_world_agree(call->world, status, error);
  if (status == LR_OK) status = lr_points_keeper_begin(keeper, lr_buffer_text(&asked), error);
  lr_buffer_free(&asked);
  if (status != LR_OK) return status;
  const struct lr_track_points_how how = lr_points_keeper_how(keeper, &progress);
  lr_progress_start(&progress, "tune scan", call->quiet);
  status = lr_track_tune_scan(setting->ring, setting->half_angle_rad, setting->attract, input, seed, point, keeper->points.count, &how, error);
  lr_progress_end(&progress);
  return lr_points_keeper_end(keeper, status, "these were written, the rest is empty (failure: stopped)", unkept, error);
}

enum lr_status lr_stage_tune_scan(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_track_wish *wish,
                                  struct lr_table **table, struct lr_error *unkept, struct lr_error *error) {
  const struct lr_track_setting *setting = &scenario->track;
  struct lr_track_input input = lr_track_input_of(setting);
  input.world = call->world;
  const struct lr_scan_axis *axis[2] = {NULL, NULL};
  for (int i = 0; i < wish->axes; i++) axis[strcmp(wish->axis[i].key, "tune_y") == 0] = &wish->axis[i];
  size_t nx = axis[0] ? (size_t)axis[0]->points : 1, ny = axis[1] ? (size_t)axis[1]->points : 1, count = nx * ny;
  *table = NULL;
  if (count > MOST_POINTS) return lr_error_set(error, LR_E_USAGE, "a scan of %zu runs: %d are possible", count, MOST_POINTS);
  struct lr_track_tune_point *point = calloc(count, sizeof *point);
  bool *done = calloc(count, sizeof *done);
  enum lr_status status = point && done ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for %zu points", count);
  status = lr_world_agree(call->world, status, error);
  for (size_t i = 0; i < count && status == LR_OK; i++) {
    point[i].tune[0] = axis[0] ? lr_scan_axis_value(axis[0], (int)(i % nx)) : setting->ring[input.weak].tune[0];
    point[i].tune[1] = axis[1] ? lr_scan_axis_value(axis[1], (int)(i / nx)) : setting->ring[input.weak].tune[1];
  }
  struct lr_points_keeper keeper = {.call = call, .scenario = scenario, .kind = "scan", .points = lr_track_tune_points(point, count, done)};
  if (status == LR_OK) {
    lr_track_say_ignored(call, scenario, lr_track_frozen(scenario));
    status = scan_points(&keeper, &input, point, unkept, error);
  }
  const bool some = status == LR_OK || (status == LR_E_INTERRUPTED && lr_track_points_done(&keeper.points));
  if (some) {
    say_failed(call, point, &keeper.points);
    *table = lr_track_tune_scan_table(&setting->collider, setting, point, count);
  }
  lr_buffer_free(&keeper.print);
  free(point);
  free(done);
  if (some && !lr_table_ok(*table)) return lr_error_set(error, LR_E_MEMORY, "no memory for the scan");
  size_t open = some ? lr_track_open_points(*table) : 0;
  if (!call->quiet) lr_track_say_open(setting, false, open, count);
  return status;
}

// What is in the runs of this scenario, but not in a footprint.
static void say_what_is_left_out(const struct lr_call *call, const struct lr_scenario *scenario, bool ignored_said) {
  static const char *const MODE[] = {"", "quasi-strong-strong", "strong-strong"}, *const RING[] = {"ler", "her"};
  const struct lr_track_setting *setting = &scenario->track;
  const struct lr_track_keys *keys = &setting->keys;
  const bool strong = keys->mode != LR_TRACK_WEAK_STRONG, wake = setting->table[keys->weak] != NULL, feedback = keys->feedback_x > 0 || keys->feedback_y > 0;
  if (call->quiet) return;
  if (!ignored_said || strong) lr_track_say_ignored(call, scenario, 1 - keys->weak);
  if (!(strong || wake || feedback || keys->beamstrahlung || isfinite(keys->aperture_x.value) || isfinite(keys->aperture_y.value))) return;
  fprintf(stderr, "note: the footprint is of particles of the %s against a frozen %s; it knows no radiation,%s%s%s%s%s apertures\n", RING[keys->weak], RING[1 - keys->weak],
          strong ? " mode " : "", MODE[keys->mode], strong ? "," : "", wake ? " wake," : "", feedback ? " feedback," : "");
}

enum lr_status lr_stage_footprint(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_track_wish *wish,
                                  struct lr_table **table, struct lr_error *error) {
  const struct lr_track_setting *setting = &scenario->track;
  struct lr_track_input input = lr_track_input_of(setting);
  input.world = call->world;
  size_t count = (size_t)(wish->foot.points[0] * wish->foot.points[1]);
  struct lr_track_footprint_point *point = calloc(count, sizeof *point);
  *table = NULL;
  enum lr_status status = point ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for %zu points", count);
  status = lr_world_agree(call->world, status, error);
  struct lr_progress progress;
  say_what_is_left_out(call, scenario, wish->axes > 0);
  lr_progress_start(&progress, "footprint", call->quiet);
  if (status == LR_OK)
    status = lr_track_footprint(setting->ring, setting->half_angle_rad, setting->attract, &input, &wish->foot, call->jobs, &progress, point, error);
  lr_progress_end(&progress);
  if (status == LR_OK) *table = lr_track_footprint_table(setting, point, count);
  free(point);
  if (status == LR_OK && !lr_table_ok(*table)) return lr_error_set(error, LR_E_MEMORY, "no memory for the footprint");
  return status;
}
