// SPDX-License-Identifier: GPL-3.0-or-later
// The overview of channels: script against tests/golden/overview.gp byte for byte, names apart, refusals; projections and bands of
// others in the reach figure.
#include <math.h>

#include "plots/figures.h"
#include "tests/plots/figure_test.h"

static void overview(void) {
  struct lr_text script = {0};
  struct lr_error error = {0};
  struct lr_figure_style style = figure_style("overview", LR_FIGURE_SVG, "What more data `buys`");
  struct lr_table *t = TABLE("overview", "t:channel", "luminosity_ab", "gain"), *none = TABLE("overview", "t:channel", "luminosity_ab", "gain");
  figure_refused(lr_figure_overview(&style, none, &script, &error), "nothing to draw", &script, &error);
  ROW_OF(none, "alone", "1", "1");
  figure_refused(lr_figure_overview(&style, none, &script, &error), "nothing to draw", &script, &error);
  const char *const names[] = {"zp_invisible", "alp_gammagamma", "b_to_k_s"};
  for (int k = 0; k < 3; k++) {
    ROW_OF(t, names[k], "0.575", k == 2 ? "" : "1");  // one that begins later
    ROW_OF(t, names[k], "5", k == 2 ? "1" : "1.72");
    ROW_OF(t, names[k], "50", k == 2 ? "6.1" : "3.06");
  }
  figure_finish(lr_figure_overview(&style, t, &script, &error), "overview", &script, &error);
  LR_CHECK(figure_has(lr_figure_overview(&style, t, &script, &error), "b_to_k_s ×6.1", &script));
  for (int i = 0; i < 40; i++) {
    char name[24];
    snprintf(name, sizeof name, "channel %d", i);
    ROW_OF(t, name, "1", "1");
  }
  figure_refused(lr_figure_overview(&style, t, &script, &error), "room for 40", &script, &error);
  lr_table_free(t);
  lr_table_free(none);
}

// Titles stand in place of ids, with the id where two are alike; neighbours at the margin differ in colour and in dash; the names of
// the laws keep off the lines.
static void looks(void) {
  struct lr_text script = {0};
  struct lr_error error = {0};
  struct lr_figure_style style = figure_style("overview", LR_FIGURE_SVG, "Looks");
  struct lr_table *t = TABLE("overview", "t:channel", "t:title", "luminosity_ab", "gain");
  for (int i = 0; i < 20; i++) {
    char id[24], title[24], last[24];
    snprintf(id, sizeof id, "id_%d", i);
    snprintf(title, sizeof title, "Title %d", i < 2 ? 0 : i);
    snprintf(last, sizeof last, "%g", 2.5 + 0.1 * ((7 * i) % 20));
    ROW_OF(t, id, i == 19 ? "" : title, "0.5", "1");
    ROW_OF(t, id, i == 19 ? "" : title, "50", last);
  }
  LR_CHECK(lr_figure_overview(&style, t, &script, &error) == LR_OK);
  const char *text = lr_buffer_text(&script.buffer), *line = strstr(text, "plot (x/");
  LR_CHECK(strstr(text, "'Title 0 (id_0) ×") && strstr(text, "'Title 0 (id_1) ×") && strstr(text, "'Title 5 ×") && strstr(text, "'id_19 ×"));
  char look[20][64] = {""};
  int count = 0;
  for (; line && count < 20 && (line = strstr(line, "using 1:2 with lines lw 2 dt ")) != NULL; line += 10)
    snprintf(look[count++], sizeof *look, "%.*s", (int)(strstr(line, " notitle") - line - 29), line + 29);
  LR_CHECK(count == 20);
  for (int i = 1; i < count; i++) {
    char *rgb = strstr(look[i], " lc"), *before = strstr(look[i - 1], " lc");
    LR_CHECK(rgb && before && strcmp(rgb, before) != 0 && strncmp(look[i], look[i - 1], 4) != 0);
    for (int k = 0; k < i; k++) LR_CHECK(strcmp(look[i], look[k]) != 0);
  }
  figure_finish(LR_OK, NULL, &script, &error);
  lr_table_free(t);
}

// Place of the label with this text in fractions of the figure.
static bool place(const char *script, const char *label, double *x, double *y) {
  char quoted[96];
  snprintf(quoted, sizeof quoted, "set label '%s' at screen ", label);
  const char *at = strstr(script, quoted);
  return at && sscanf(at + strlen(quoted), "%lf,%lf", x, y) == 2;
}

// Lines that end in another order than that of their luminosities get a key in that order; a sine ends at 1; the note stands there.
static void margin(void) {
  struct lr_text script = {0};
  struct lr_error error = {0};
  struct lr_figure_style style = figure_style("reach_margin", LR_FIGURE_SVG, "Margin");
  struct lr_table *t = TABLE("reach", "t:channel", "luminosity_ab", "cl", "mass_GeV", "coupling", "t:kind");
  const char *const rows[][3] = {{"1", "1", "0.02"}, {"1", "9", "0.2"}, {"10", "1", "0.01"}, {"10", "9.4", "0.12"}, {"50", "1", "0.005"}, {"50", "9.8", "0.9"}};
  for (int i = 0; i < 6; i++) ROW_OF(t, "dark", rows[i][0], "0.9", rows[i][1], rows[i][2], "expected");
  struct lr_reach_figure figure = {.reach = t, .channel = "dark", .mass_label = "mass", .coupling_label = "sin θ", .coupling_bound = 1, .note = "m_{h′} = 0.2 GeV"};
  LR_CHECK(lr_figure_reach(&style, &figure, &script, &error) == LR_OK);
  const char *text = lr_buffer_text(&script.buffer);
  double x, y[3] = {0};
  LR_CHECK(place(text, "1 ab⁻¹", &x, &y[0]) && place(text, "10 ab⁻¹", &x, &y[1]) && place(text, "50 ab⁻¹", &x, &y[2]));
  LR_CHECK(y[0] > y[1] && y[1] > y[2] && strstr(text, "nohead front lw 2.2 dt (10,5)") != NULL);
  LR_CHECK(strstr(text, ":1]\nset") != NULL && strstr(text, "set label 'm_{h′} = 0.2 GeV' at screen") != NULL);
  figure_finish(LR_OK, NULL, &script, &error);
  figure.coupling_bound = 0;
  LR_CHECK(!figure_has(lr_figure_reach(&style, &figure, &script, &error), ":1]\nset", &script));
  lr_table_number(t, "coupling", 0.08);  // now more data end lower: each label beside its line
  LR_CHECK(lr_figure_reach(&style, &figure, &script, &error) == LR_OK);
  LR_CHECK(strstr(lr_buffer_text(&script.buffer), "nohead front lw 2.2") == NULL && strstr(lr_buffer_text(&script.buffer), "nohead lw 0.7") != NULL);
  figure_finish(LR_OK, NULL, &script, &error);
  lr_table_free(t);
}

// A long straight line of others is named beside it, also where its first point lies outside the panel; a name whose leader would go
// over another edge stands in its own region.
static void straight(void) {
  struct lr_text script = {0};
  struct lr_error error = {0};
  struct lr_figure_style style = figure_style("reach_straight", LR_FIGURE_SVG, "Straight edges");
  struct lr_table *t = TABLE("reach", "t:channel", "luminosity_ab", "cl", "mass_GeV", "coupling", "t:kind");
  struct lr_table *old = TABLE("existing", "t:channel", "t:label", "t:group", "mass_GeV", "coupling", "closed", "t:kind");
  ROW_OF(t, "dark", "50", "0.9", "0.1", "1e-4", "expected");
  ROW_OF(t, "dark", "50", "0.9", "10", "1e-4", "expected");
  ROW_OF(old, "dark", "Study", "a", "0.01", "1e-5", "0", "projection");
  ROW_OF(old, "dark", "Study", "a", "100", "1e-5", "0", "projection");
  ROW_OF(old, "dark", "Near", "b", "0.1", "1e-3", "0", "limit");
  ROW_OF(old, "dark", "Near", "b", "10", "1e-3", "0", "limit");
  ROW_OF(old, "dark", "Far", "c", "0.1", "6e-3", "0", "limit");
  ROW_OF(old, "dark", "Far", "c", "2", "6e-3", "0", "limit");
  struct lr_reach_figure figure = {.reach = t, .existing = old, .channel = "dark", .mass_label = "mass", .coupling_label = "g", .coupling_low = 1e-6, .coupling_high = 1e-1};
  LR_CHECK(lr_figure_reach(&style, &figure, &script, &error) == LR_OK);
  const char *text = lr_buffer_text(&script.buffer);
  const double low = 56. / 640, high = (640 - 44.) / 640;
  double x, y = 0, line = low + (high - low) / 5;
  LR_CHECK(place(text, "Study", &x, &y));
  LR_CHECK(fabs(y - line) * 640 < 21 && fabs(y - line) * 640 > 8);  // beside the line, not on it
  LR_CHECK(place(text, "Far", &x, &y) && y > low + (high - low) * (3 + log10(6)) / 5);
  LR_CHECK(strstr(text, "nohead front lw 0.7") == NULL);  // no leader
  figure_finish(LR_OK, NULL, &script, &error);
  lr_table_free(t);
  lr_table_free(old);
}

static void others(void) {
  struct lr_text script = {0};
  struct lr_error error = {0};
  struct lr_figure_style style = figure_style("reach_others", LR_FIGURE_SVG, "Limit, projection, band");
  struct lr_table *t = TABLE("reach", "t:channel", "luminosity_ab", "cl", "mass_GeV", "coupling", "t:kind");
  struct lr_table *old = TABLE("existing", "t:channel", "t:label", "t:group", "mass_GeV", "coupling", "closed", "t:kind");
  ROW_OF(t, "dark", "50", "0.9", "0.1", "1e-4", "expected");
  ROW_OF(t, "dark", "50", "0.9", "5", "4e-4", "expected");
  ROW_OF(old, "dark", "BaBar", "a", "0.1", "1e-3", "0", "limit");
  ROW_OF(old, "dark", "BaBar", "a", "5", "2e-3", "0", "limit");
  ROW_OF(old, "dark", "Physics Book", "b", "0.1", "2e-4", "0", "projection");
  ROW_OF(old, "dark", "Physics Book", "b", "5", "3e-4", "0", "projection");
  ROW_OF(old, "dark", "(g-2)", "c", "0.1", "5e-4", "1", "band");
  ROW_OF(old, "dark", "(g-2)", "c", "1", "6e-4", "1", "band");
  ROW_OF(old, "dark", "(g-2)", "c", "1", "9e-4", "1", "band");
  struct lr_reach_figure figure = {.reach = t, .existing = old, .channel = "dark", .mass_label = "mass", .coupling_label = "g"};
  LR_CHECK(lr_figure_reach(&style, &figure, &script, &error) == LR_OK);
  const char *text = lr_buffer_text(&script.buffer);
  LR_CHECK(strstr(text, "$existing1 using 1:2 with filledcurves y=") && !strstr(text, "$existing2 using 1:2 with filledcurves"));
  LR_CHECK(strstr(text, "$existing2 using 1:2 with lines lw 1.3 dt") && strstr(text, "$existing3 using 1:2 with filledcurves closed"));
  figure_finish(LR_OK, NULL, &script, &error);
  lr_table_free(t);
  lr_table_free(old);
}

int main(void) {
  overview();
  others();
  looks();
  margin();
  straight();
  return lr_test_end();
}
