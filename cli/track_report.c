// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/track_report.h"

#include <math.h>
#include <string.h>

#include "cli/result_files.h"
#include "cli/track_products.h"
#include "plots/figures.h"
#include "plots/track_figures.h"
#include "version.h"

static const char *const RING[] = {"LER", "HER"}, *const SMALL[] = {"ler", "her"};
enum { MOST_ROWS = 60 };  // of a table on the page

struct drawing {
  const struct lr_call *call;
  const struct lr_scenario *scenario;
  struct lr_run_figure *figure;
  size_t *count;
  char provenance[160];
};

static struct lr_figure_style begin(struct drawing *d, const char *name, const char *title, struct lr_run_figure **figure) {
  if (*d->count == LR_TRACK_FIGURES) LR_BUG("more figures of tracking than there is room for");
  *figure = &d->figure[(*d->count)++];
  snprintf((*figure)->name, sizeof (*figure)->name, "%s", name);
  snprintf((*figure)->title, sizeof (*figure)->title, "%s: %.80s", title, d->scenario->machine.name);
  snprintf(d->provenance, sizeof d->provenance, "lumireach %s, scenario %.8s, seed %llu", LR_VERSION, d->scenario->sha256,
           (unsigned long long)lr_call_seed(d->call, d->scenario));
  return (struct lr_figure_style){LR_FIGURE_SVG, (*figure)->name, (*figure)->title, d->provenance};
}

static bool is_map(const struct lr_table *t) {
  size_t last = t->rows - 1;
  return lr_table_get(t, 0, "tune_x") != lr_table_get(t, last, "tune_x") && lr_table_get(t, 0, "tune_y") != lr_table_get(t, last, "tune_y");
}

static enum lr_status draw_scan(struct drawing *d, const struct lr_table *t, const struct lr_tune_figure *what, struct lr_error *error) {
  struct lr_run_figure *figure;
  bool map = is_map(t);
  struct lr_figure_style style = begin(d, map ? "tune_map" : "tune_scan", map ? "Luminosity over the tunes" : "Luminosity and sizes against the tune", &figure);
  enum lr_status status = map ? lr_figure_tune_map(&style, t, what, &figure->script, error) : lr_figure_tune_scan(&style, t, what, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Each point is a tracking run of its own; its statistical error does not go with that of its neighbours. %s",
           map ? "Lines: resonances of the tunes without collision; dashed with synchrotron motion. In collision the tunes lie above those on the axes. Circles: the turns are too few, the colour still moves."
               : "Dotted lines are at the tunes without collision; the tunes in collision lie above. Open points have not converged; without a bar their turns are too few to tell.");
  snprintf(figure->description, sizeof figure->description, map ? "A map in colours over two tunes with resonance lines." : "Three panels against a tune: luminosity and both sizes.");
  return lr_run_figure_draw(figure, status, error);
}

static enum lr_status draw_footprint(struct drawing *d, const struct lr_table *t, const struct lr_tune_figure *what, struct lr_error *error) {
  struct lr_run_figure *figure;
  struct lr_figure_style style = begin(d, "footprint", "Tune footprint in collision", &figure);
  enum lr_status status = lr_figure_footprint(&style, t, what, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Tunes of particles that start at z = 0 with a grid of amplitudes, against the frozen opposite beam, without radiation. Colour: how far the tune "
           "moves from the first half of the turns to the second; dark points do not keep their tune.");
  snprintf(figure->description, sizeof figure->description, "Points in the tune diagram, joined by amplitude, with resonance lines.");
  return lr_run_figure_draw(figure, status, error);
}

static enum lr_status draw_tails(struct drawing *d, const struct lr_table *t, int ring, struct lr_error *error) {
  struct lr_run_figure *figure;
  char name[32], title[64];
  snprintf(name, sizeof name, "tails_%s", SMALL[ring]);
  snprintf(title, sizeof title, "Tails of the %s", RING[ring]);
  struct lr_figure_style style = begin(d, name, title, &figure);
  enum lr_status status = lr_figure_tails(&style, t, SMALL[ring], &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Share of particles and turns whose amplitude before the collision lies beyond a value. The band is from the scatter of groups of particles: where "
           "one particle makes the tail, it is as wide as the tail is high.");
  snprintf(figure->description, sizeof figure->description, "Two panels, x and y: a falling curve on a logarithmic axis beside those of Gaussian beams.");
  return lr_run_figure_draw(figure, status, error);
}

enum lr_status lr_track_draw(const struct lr_call *call, const struct lr_scenario *scenario, struct lr_table *const *table, size_t tables,
                             struct lr_run_figure figure[LR_TRACK_FIGURES], size_t *count, struct lr_error *error) {
  const struct lr_track_setting *setting = &scenario->track;
  const struct lr_track_ring *ring = &setting->ring[setting->input.weak];
  const struct lr_tune_figure what = {RING[setting->input.weak], ring->tune[0], ring->tune[1], ring->tune[2]};
  struct drawing d = {.call = call, .scenario = scenario, .figure = figure, .count = count};
  const struct lr_table *scan = lr_tables_find(table, tables, "tune_scan"), *foot = lr_tables_find(table, tables, "footprint"), *tails = lr_tables_find(table, tables, "tails");
  enum lr_status status = LR_OK;
  if (scan) status = draw_scan(&d, scan, &what, error);
  if (status == LR_OK && foot) status = draw_footprint(&d, foot, &what, error);
  for (int r = 0; r < 2 && status == LR_OK && tails; r++)
    if (lr_track_is_tracked(&setting->keys, r)) status = draw_tails(&d, tails, r, error);
  return status;
}

static enum lr_status draw_curve(struct drawing *d, const struct lr_track_curve_files *curve, struct lr_error *error) {
  struct lr_run_figure *figure;
  struct lr_figure_style style = begin(d, "specific_luminosity", "Specific luminosity, tracked", &figure);
  const struct lr_specific_figure what = {.line = curve->line, .points = curve->points, .line_words = "overlap with the emittances of the file"};
  enum lr_status status = lr_figure_specific_luminosity(&style, &what, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Circles: tracking, with the statistical error and half the difference of what the two beams see; open ones have not converged. At no current nothing is "
           "tracked: the cross is the overlap of the emittances as given. The line is what %s gives in 'blowup: {curve: FILE}'.", curve->name);
  snprintf(figure->description, sizeof figure->description, "A falling or level line through points with error bars.");
  return lr_run_figure_draw(figure, status, error);
}

// What the tables of a run say, in a sentence.
static void say(struct lr_table *const *table, size_t tables, struct lr_report *report) {
  static const char *const POINTS[] = {"tune_scan", "specific_luminosity"};
  for (size_t i = 0; i < sizeof POINTS / sizeof *POINTS; i++) {
    const struct lr_table *t = lr_tables_find(table, tables, POINTS[i]);
    char text[192];
    size_t open = t ? lr_track_open_points(t) : 0;
    if (!open) continue;
    snprintf(text, sizeof text, "%zu of %zu points have not converged (column converged): their sizes and luminosity still move, or the slices are too few, and their errors are lower bounds.", open, t->rows);
    lr_report_caution(report, text);
  }
  const struct lr_table *convergence = lr_tables_find(table, tables, "convergence"), *equilibrium = lr_tables_find(table, tables, "equilibrium");
  if (!convergence || !equilibrium) return;
  struct lr_text text = {0};
  for (size_t row = 0; row < equilibrium->rows; row++) {
    if (strcmp(lr_table_get_text(equilibrium, row, "quantity"), "luminosity") != 0) continue;
    lr_text_add(&text, "Tracked luminosity ");
    lr_text_number(&text, lr_table_get(equilibrium, row, "value"), 5);
    lr_text_add(&text, " ± ");
    lr_text_number(&text, lr_table_get(equilibrium, row, "error"), 2);
    lr_text_add(&text, " cm⁻² s⁻¹; ");
  }
  lr_text_add(&text, "%s.", lr_table_get_text(convergence, 0, "statement"));
  lr_report_summary(report, lr_buffer_text(&text.buffer));
  if (lr_table_get(convergence, 0, "value") == 0) {
    lr_report_caution(report, lr_table_get_text(convergence, 0, "statement"));
    if (lr_tables_find(table, tables, "lifetime")) lr_report_caution(report, "Tails and lifetimes are not those of an equilibrium.");
  }
  lr_text_free(&text);
}

static enum lr_status page(const struct lr_call *call, const struct lr_scenario *scenario, struct lr_table *const *table, size_t tables,
                           const struct lr_run_figure *figure, size_t figures, struct lr_bytes *html, struct lr_error *error) {
  struct lr_buffer command = {0};
  lr_call_word(&command, "lumireach track ", call->argument[0]);
  lr_call_word(&command, " -o ", call->output);
  lr_buffer_print(&command, " --seed %llu", (unsigned long long)lr_call_seed(call, scenario));
  lr_call_sets(call, &command);
  for (size_t i = 0; i < call->options; i++) {
    if (call->option[i].key == 'x') lr_call_word(&command, " --scan ", call->option[i].value);
    if (call->option[i].key == 'p') lr_call_word(&command, " --footprint ", call->option[i].value);
    if (call->option[i].key == 'P') lr_call_word(&command, " --curve ", call->option[i].value);
    if (call->option[i].key == 'b') lr_buffer_add(&command, " --tails");
  }
  const struct lr_report_head head = {.title = "Tracking", .scenario = scenario->machine.name, .version = LR_VERSION, .scenario_sha256 = scenario->sha256, .as_of = "",
                                      .command = lr_buffer_text(&command), .seed = lr_call_seed(call, scenario)};
  struct lr_report *report = command.failed ? NULL : lr_report_create(&head);
  enum lr_status status = report ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for the report");
  if (status == LR_OK) {
    say(table, tables, report);
    lr_report_section(report, "Tracking");
    for (size_t i = 0; i < figures; i++) {
      const struct lr_run_figure *f = &figure[i];
      const struct lr_report_figure drawn = {f->name, f->title, f->description, f->caption, &f->svg, lr_buffer_text(&f->script.buffer)};
      lr_report_figure(report, &drawn);
    }
    for (size_t i = 0; i < tables; i++)
      if (table[i]->rows <= MOST_ROWS) lr_report_table(report, table[i], NULL);
    status = lr_report_bytes(report, html, error);
  }
  lr_report_free(report);
  lr_buffer_free(&command);
  return status;
}

static enum lr_status write_all(const struct lr_call *call, const struct lr_scenario *scenario, struct lr_table *const *table, size_t tables,
                                const struct lr_track_curve_files *curve, struct lr_error *error) {
  struct lr_run_figure *figure = calloc(LR_TRACK_FIGURES, sizeof *figure);
  struct lr_bytes html = {0};
  size_t figures = 0;
  enum lr_status status = figure ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for the figures");
  struct drawing d = {.call = call, .scenario = scenario, .figure = figure, .count = &figures};
  if (status == LR_OK) status = curve ? draw_curve(&d, curve, error) : lr_track_draw(call, scenario, table, tables, figure, &figures, error);
  if (status == LR_OK) status = page(call, scenario, table, tables, figure, figures, &html, error);
  if (status == LR_OK) {
    const struct lr_result_files files = {.provenance = lr_call_provenance(call, scenario),
                                          .scenario = {{"scenario.yaml", scenario}},
                                          .scenarios = 1,
                                          .table = table,
                                          .tables = tables,
                                          .figure = figure,
                                          .figures = figures,
                                          .more = {curve ? curve->name : NULL, curve ? curve->text : NULL},
                                          .report = "track.html",
                                          .html = &html};
    status = lr_result_files_write(call->output, &files, error);
  }
  lr_bytes_free(&html);
  for (size_t i = 0; i < figures; i++) {
    lr_text_free(&figure[i].script);
    lr_bytes_free(&figure[i].svg);
  }
  free(figure);
  return status;
}

enum lr_status lr_track_write(const struct lr_call *call, const struct lr_scenario *scenario, struct lr_table *const *table, size_t tables,
                              struct lr_error *error) {
  return write_all(call, scenario, table, tables, NULL, error);
}

enum lr_status lr_track_write_curve(const struct lr_call *call, const struct lr_scenario *scenario, struct lr_table *table,
                                    const struct lr_track_curve_files *curve, struct lr_error *error) {
  return write_all(call, scenario, &table, 1, curve, error);
}
