// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/track_curve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/progress.h"
#include "cli/track_points_keep.h"
#include "cli/track_products.h"
#include "cli/track_report.h"
#include "version.h"
#include "machine/track/curve.h"
#include "machine/track/ring_of.h"

static enum lr_status read_range(const char *text, double *product_A2, size_t *count, struct lr_error *error) {
  static const char KEY[] = "product=";
  double low, high;
  long points;
  int used = 0;
  bool fine = strncmp(text, KEY, sizeof KEY - 1) == 0;
  if (fine) fine = sscanf(text + sizeof KEY - 1, "%lf:%lf:%ld%n", &low, &high, &points, &used) == 3 && !text[sizeof KEY - 1 + (size_t)used];
  if (!fine || !(low >= 0 && high > low && high < 1e6) || points < LR_TRACK_CURVE_LEAST || points > LR_TRACK_CURVE_MOST)
    return lr_error_set(error, LR_E_USAGE, "--curve wants product=LO:HI:N, the product of the bunch currents in mA^2 with %d to %d points, "
                        "such as product=0:0.8:9, not '%.60s'", LR_TRACK_CURVE_LEAST, LR_TRACK_CURVE_MOST, text);
  *count = (size_t)points;
  for (long i = 0; i < points; i++) product_A2[i] = 1e-6 * (low + (high - low) * (double)i / (double)(points - 1));
  return LR_OK;
}

// Where the curve comes from, one thing on a line.
static void write_head(const struct lr_call *call, const struct lr_scenario *scenario, const char *range, struct lr_buffer *out) {
  static const char *const MODE[] = {"quasi strong-strong", "quasi strong-strong", "strong-strong"};
  static const char *const wakes[] = {"none", "ler", "her", "ler and her"};
  const struct lr_track_input *in = &scenario->track.input;
  lr_buffer_print(out, "SPDX-License-Identifier: GPL-3.0-or-later\nVertical emittance against the product of the bunch currents, by tracking: %s\n",
                  scenario->machine.name);
  lr_call_word(out, "lumireach track ", call->argument[0]);
  lr_call_word(out, " --curve ", range);
  lr_call_sets(call, out);
  lr_buffer_print(out, " --seed %llu", (unsigned long long)lr_call_seed(call, scenario));
  lr_buffer_print(out, "\nlumireach %s, scenario %s, seed %llu\n", LR_VERSION, scenario->sha256, (unsigned long long)lr_call_seed(call, scenario));
  lr_buffer_print(out, "%s, %ld particles of each beam, %ld turns, average over the last %ld, %ld slices", MODE[in->mode], in->particles, in->turns,
                  in->average, in->slices);
  if (in->mode != LR_TRACK_STRONG_STRONG) lr_buffer_print(out, ", sizes exchanged every %ld turns", in->exchange);
  lr_buffer_print(out, ", kernel %s\n", in->kernel ? in->kernel->name : lr_track_kernel_at(0)->name);
  const struct lr_ring *ler = &scenario->machine.collider.ler, *her = &scenario->machine.collider.her;
  lr_buffer_print(out, "tunes x %g/%g, y %g/%g, s %g/%g; bunch lengths at no current %g/%g mm; longitudinal wake tracked: %s\n", ler->tune_x, her->tune_x,
                  ler->tune_y, her->tune_y, ler->tune_s, her->tune_s, ler->bunch_length.length_m * 1e3, her->bunch_length.length_m * 1e3,
                  wakes[(scenario->track.table[0] != NULL) + 2 * (scenario->track.table[1] != NULL)]);
  lr_buffer_add(out, "error_percent: 1 sigma of the averages and systematic_percent in quadrature; systematic_percent: half the difference of what the "
                     "two rings see, of the model\n");
  lr_buffer_print(out, "beta_y %g/%g mm, crab waist %g/%g %%; emittances are effective: the overlap integral gives the tracked luminosity with them; "
                       "tracked_emittance_y: of the particles\n",
                  ler->beta_y_m * 1e3, her->beta_y_m * 1e3, ler->crab_waist * 100, her->crab_waist * 100);
}

// Beside the tables the file, read again for the figure as `blowup:` will read it.
static enum lr_status write_files(const struct lr_call *call, const struct lr_scenario *scenario, struct lr_table *table,
                                  const struct lr_buffer *curve, struct lr_error *error) {
  static const char NAME[] = "blowup_curve.csv";
  const struct lr_collider *collider = &scenario->track.collider;
  struct lr_blowup_input *blowup = calloc(1, sizeof *blowup);
  struct lr_table *line = NULL, *points = NULL;
  enum lr_status status = !blowup || curve->failed ? lr_error_set(error, LR_E_MEMORY, "no memory for the curve") : LR_OK;
  if (status == LR_OK) status = lr_blowup_curve_parse(NAME, curve->text, &blowup->curve, error);
  if (status == LR_OK) {
    blowup->tabulated = true;
    blowup->her_over_ler = 1;
    blowup->beta_y_m = collider->ler.beta_y_m;
    points = lr_blowup_specific_table(blowup);
    status = lr_blowup_curve_table(blowup, collider, &line, error);
  }
  const struct lr_track_curve_files files = {line, points, NAME, curve};
  if (status == LR_OK && (!lr_table_ok(line) || !lr_table_ok(points))) status = lr_error_set(error, LR_E_MEMORY, "no memory for the curve");
  if (status == LR_OK) status = lr_track_write_curve(call, scenario, table, &files, error);
  lr_table_free(line);
  lr_table_free(points);
  free(blowup);
  return status;
}

static void say(const struct lr_scenario *scenario, const struct lr_table *table) {
  char text[192];
  size_t open = lr_track_open_points(table);
  for (size_t i = 0; lr_track_ring_ignores(&scenario->machine.collider, -1, i, text, sizeof text); i++)
    fprintf(stderr, "note: tracking ignores %s\n", text);
  lr_track_say_open(&scenario->track, true, open, table->rows);
}

static size_t rows_of(const struct lr_track_curve_point *point, size_t count) {
  size_t rows = 0;
  for (size_t p = 0; p < count; p++) rows += !point[p].stopped;
  return rows;
}

// (rank 0) Tables and files of what is there.
static enum lr_status write_curve(const struct lr_call *call, const struct lr_scenario *scenario, const char *range,
                                  const struct lr_track_curve_point *point, size_t count, struct lr_error *error) {
  struct lr_buffer head = {0}, curve = {0};
  struct lr_table *table = lr_track_curve_table(point, count);
  const size_t rows = rows_of(point, count);
  enum lr_status status = LR_OK;
  write_head(call, scenario, range, &head);
  if (rows < count) lr_buffer_print(&head, "stopped by the user after %zu of %zu points\n", rows, count);
  lr_track_curve_write(point, count, lr_buffer_text(&head), &curve);
  if (!lr_table_ok(table) || head.failed) status = lr_error_set(error, LR_E_MEMORY, "no memory for the curve");
  if (status == LR_OK && !call->quiet) say(scenario, table);
  if (status == LR_OK && !call->has_output) status = lr_call_print(call, scenario, (const struct lr_table *const[]){table}, 1, error);
  else if (status == LR_OK && rows < LR_BLOWUP_LEAST_ROWS) status = lr_track_write(call, scenario, &table, 1, error);
  else if (status == LR_OK) status = write_files(call, scenario, table, &curve, error);
  lr_table_free(table);
  lr_buffer_free(&head);
  lr_buffer_free(&curve);
  return status;
}

// (all) The points, with those of a checkpoint.
static enum lr_status track_points(struct lr_points_keeper *keeper, const struct lr_track_curve_input *input, const char *range,
                                   struct lr_track_curve_point *point, struct lr_error *unkept, struct lr_error *error) {
  const struct lr_call *call = keeper->call;
  char asked[100];
  snprintf(asked, sizeof asked, "--curve %.80s", range);
  enum lr_status status = lr_world_agree(call->world, lr_track_curve_begin(input, point, &keeper->print, error), error);
  if (status == LR_OK) status = lr_points_keeper_begin(keeper, asked, error);
  if (status != LR_OK) return status;
  struct lr_progress progress;
  const struct lr_track_points_how how = lr_points_keeper_how(keeper, &progress);
  lr_progress_start(&progress, "tracking the curve", call->quiet);
  status = lr_track_curve(input, point, &how, error);
  lr_progress_end(&progress);
  return lr_points_keeper_end(keeper, status, call->has_output && lr_track_points_done(&keeper->points) < LR_BLOWUP_LEAST_ROWS
                              ? "these were written, the rest is empty (converged: stopped); they are too few for a blowup_curve.csv"
                              : "these were written, the rest is empty (converged: stopped)", unkept, error);
}

enum lr_status lr_track_curve_run(const struct lr_call *call, const struct lr_scenario *scenario, const char *range, struct lr_error *error) {
  double product_A2[LR_TRACK_CURVE_MOST];
  bool done[LR_TRACK_CURVE_MOST] = {false};
  const struct lr_track_setting *setting = &scenario->track;
  struct lr_track_curve_input input = {.collider = setting->collider,
                                       .track = lr_track_input_of(setting),
                                       .aperture_delta = setting->ring[0].aperture_delta,
                                       .product_A2 = product_A2,
                                       .seed = lr_call_seed(call, scenario)};
  enum lr_status status = read_range(range, product_A2, &input.count, error);
  if (status != LR_OK) return status;
  input.track.world = call->world;
  for (int r = 0; r < 2; r++)
    for (int plane = 0; plane < 2; plane++) input.aperture_m[r][plane] = setting->ring[r].aperture_m[plane];
  struct lr_track_curve_point *point = calloc(input.count, sizeof *point);
  status = lr_world_agree(call->world, point ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for the curve"), error);
  struct lr_points_keeper keeper = {.call = call, .scenario = scenario, .kind = "curve", .points = lr_track_curve_points(point, input.count, done)};
  struct lr_error unkept = {0}, unwritten = {0};
  if (status == LR_OK) status = track_points(&keeper, &input, range, point, &unkept, error);
  if (status == LR_E_DOMAIN || status == LR_E_CONVERGE) lr_error_context(error, "curve of '%s'", call->argument[0]);
  const bool some = status == LR_OK || (status == LR_E_INTERRUPTED && lr_track_points_done(&keeper.points));
  if (some && lr_world_rank(call->world) == 0) {
    if (status == LR_E_INTERRUPTED) lr_interrupt_clear();  // a second one ends it at once
    if (write_curve(call, scenario, range, point, input.count, &unwritten) != LR_OK) *error = unwritten, status = unwritten.status;
  }
  if (status == LR_OK && unkept.status != LR_OK) *error = unkept, status = unkept.status;
  lr_buffer_free(&keeper.print);
  free(point);
  return status;
}
