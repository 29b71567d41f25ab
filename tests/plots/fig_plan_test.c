// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a run plan: scripts against tests/golden/*.gp byte for byte, each drawn by gnuplot; what has nothing to draw is refused.
#include <math.h>

#include "base/date.h"
#include "plots/plan_figures.h"
#include "tests/plots/figure_test.h"

static struct lr_error error;
static struct lr_text script;

static void waterfall(void) {
  struct lr_table *t = TABLE("waterfall", "t:cause", "luminosity_fb", "histories_fb");
  struct lr_figure_style style = figure_style("waterfall", LR_FIGURE_SVG, "From the ideal to the recorded luminosity: it's a plan");
  figure_refused(lr_figure_waterfall(&style, t, &script, &error), "waterfall", &script, &error);
  ROW_OF(t, "ideal: peak luminosity all beam days", "104500", "104500");
  ROW_OF(t, "start-up days", "-9300", "-9310");
  ROW_OF(t, "below the peak (ramp, decay)", "-22900", "-31500");
  ROW_OF(t, "machine studies and tuning", "-7700", "-7000");
  ROW_OF(t, "priors of the histories", "0", "1200");
  ROW_OF(t, "fault: rf", "-5200", "");
  ROW_OF(t, "sudden beam losses", "-430", "-600.4");
  ROW_OF(t, "delivered", "58970", "57290");
  ROW_OF(t, "detector not recording, a cause with a 'quote' that is too long to fit", "-4620", "-4400");
  ROW_OF(t, "recorded", "54350", "52890");
  figure_finish(lr_figure_waterfall(&style, t, &script, &error), "waterfall", &script, &error);
  style.format = LR_FIGURE_PDF;
  figure_finish(lr_figure_waterfall(&style, t, &script, &error), NULL, &script, &error);
  lr_table_free(t);
  // without histories: no column of them; fb^-1 for a small one
  t = TABLE("waterfall", "t:cause", "luminosity_fb");
  ROW_OF(t, "ideal", "300");
  ROW_OF(t, "trips", "-100.5");
  ROW_OF(t, "recorded", "199.5");
  LR_CHECK(!figure_has(lr_figure_waterfall(&style, t, &script, &error), "histories'", &script));
  figure_finish(lr_figure_waterfall(&style, t, &script, &error), NULL, &script, &error);
  LR_CHECK(figure_has(lr_figure_waterfall(&style, t, &script, &error), "[fb⁻¹]", &script));
  ROW_OF(t, "a\n!cause", "1");
  LR_CHECK(lr_figure_waterfall(&style, t, &script, &error) == LR_E_INPUT);
  lr_text_free(&script);
  lr_table_free(t);
}

static void calendar(void) {
  struct lr_table *t = TABLE("calendar", "year", "d:start", "d:end", "days", "t:state");
  struct lr_figure_style style = figure_style("calendar", LR_FIGURE_SVG, "Calendar of the plan");
  figure_refused(lr_figure_calendar(&style, t, &script, &error), "calendar", &script, &error);
  for (int year = 2026; year < 2034; year++) {
    char number[16], text[10][16];
    static const int DAY[][2] = {{1, 1}, {2, 15}, {3, 6}, {7, 1}, {10, 8}, {12, 22}};
    static const char *const STATE[] = {"no beam", "start-up", "physics", "no beam", "physics"};
    snprintf(number, sizeof number, "%d", year);
    for (int k = 0; k < 5; k++) {
      const char *state = year == 2032 && k > 2 ? "shutdown" : year == 2033 && k < 4 ? "shutdown" : STATE[k];
      lr_date_text(lr_date_make(year, DAY[k][0], DAY[k][1]), text[0]);
      lr_date_text(lr_date_make(year, DAY[k + 1][0], DAY[k + 1][1]) - 1, text[1]);
      ROW_OF(t, number, text[0], text[1], "", state);
    }
    lr_date_text(lr_date_make(year, 12, 22), text[0]);
    lr_date_text(lr_date_make(year, 12, 31), text[1]);
    ROW_OF(t, number, text[0], text[1], "", year % 2 ? "cut" : "no beam");
  }
  figure_finish(lr_figure_calendar(&style, t, &script, &error), "calendar", &script, &error);
  style.format = LR_FIGURE_PNG;
  figure_finish(lr_figure_calendar(&style, t, &script, &error), NULL, &script, &error);
  LR_CHECK(figure_has(lr_figure_calendar(&style, t, &script, &error), "cut [days]", &script));
  lr_table_free(t);
  t = TABLE("calendar", "year", "d:start", "d:end", "t:state");
  ROW_OF(t, "2028", "2028-01-01", "2028-12-31", "physics");  // a leap year: 366 days
  ROW_OF(t, "2029", "2028-12-31", "2029-01-02", "physics");  // not of its year
  ROW_OF(t, "2029", "yesterday", "2029-01-02", "physics");
  LR_CHECK(figure_has(lr_figure_calendar(&style, t, &script, &error), "'366'", &script));
  lr_table_free(t);
  t = TABLE("calendar", "year", "d:start", "d:end", "t:state");
  ROW_OF(t, "2028", "2028-01-01", "2028-12-31", "party");
  figure_refused(lr_figure_calendar(&style, t, &script, &error), "state", &script, &error);
  lr_table_free(t);
}

static void probability(void) {
  struct lr_table *t = TABLE("milestone_probability", "t:milestone", "luminosity_ab", "d:date", "probability");
  struct lr_figure_style style = figure_style("milestone_probability", LR_FIGURE_SVG, "Probability that a milestone is passed");
  figure_refused(lr_figure_milestone_probability(&style, t, &script, &error), "milestone_probability", &script, &error);
  static const struct {
    const char *name;
    double middle, width, most;
  } CURVE[] = {{"1 ab^-1", 2027.6, 0.2, 1},   {"5 ab^-1", 2033.5, 1.2, 1},  {"10 ab^-1", 2037, 1.4, 1},
               {"50 ab^-1", 2048, 2.4, 0.58}, {"zp_invisible 1 GeV, 0.0054", 2027.9, 0.2, 1}, {"alp_gammagamma 1 GeV, 0.0001 GeV^-1", 2037.4, 1.4, 1}, {"500 ab^-1", 2100, 1, 0}};
  for (size_t k = 0; k < sizeof CURVE / sizeof *CURVE; k++)
    for (int year = 2025; year <= 2050; year++)
      for (int month = 1; month < 12; month += 3) {
        char day[40], p[32];
        snprintf(day, sizeof day, "%d-%02d-01", year, month);
        double z = (year + month / 12. - CURVE[k].middle) / CURVE[k].width;
        snprintf(p, sizeof p, "%.4f", CURVE[k].most * 0.5 * erfc(-z));
        ROW_OF(t, CURVE[k].name, "", day, p);
      }
  figure_finish(lr_figure_milestone_probability(&style, t, &script, &error), "milestone_probability", &script, &error);
  style.format = LR_FIGURE_PDF;
  figure_finish(lr_figure_milestone_probability(&style, t, &script, &error), NULL, &script, &error);
  for (size_t k = 0; k < 7; k++) LR_CHECK(strlen(CURVE[k].name) > 0);
  lr_table_free(t);
  t = TABLE("milestone_probability", "t:milestone", "d:date", "probability");
  ROW_OF(t, "a\n!name", "2026-01-01", "0");
  ROW_OF(t, "a\n!name", "2027-01-01", "1");
  LR_CHECK(lr_figure_milestone_probability(&style, t, &script, &error) == LR_E_INPUT);
  lr_text_free(&script);
  lr_table_free(t);
}

static void power(void) {
  struct lr_table *t = lr_table_create("electricity", "electricity");
  struct lr_figure_style style = figure_style("power", LR_FIGURE_SVG, "Electricity");
  static const char *const NAME[] = {"year", "energy", "budget", "cost", "days_cut"}, *const UNIT[] = {"", "GWh", "GWh", "JPY", ""};
  for (int k = 0; k < 5; k++) lr_table_column(t, NAME[k], k ? LR_NUMBER : LR_DATE, UNIT[k], "", "");
  figure_refused(lr_figure_power(&style, t, &script, &error), "electricity", &script, &error);
  for (int year = 2026; year < 2046; year++) {
    double energy = fmin(300, 230 + 7. * (year - 2026));
    const double row[] = {energy, year < 2044 ? 300 : NAN, energy * 20e6, energy >= 300 ? 3 * (year - 2035) : 0};
    char first[16];
    figure_numbers(t, row);
    lr_table_text(t, "year", lr_date_text(lr_date_make(year, 4, 1), first));
  }
  figure_finish(lr_figure_power(&style, t, &script, &error), "power", &script, &error);
  style.format = LR_FIGURE_PNG;
  figure_finish(lr_figure_power(&style, t, &script, &error), NULL, &script, &error);
  lr_table_free(t);
  t = TABLE("electricity", "year", "energy");  // neither budget nor cost
  ROW_OF(t, "2026", "250");
  LR_CHECK(!figure_has(lr_figure_power(&style, t, &script, &error), "$cost", &script));
  LR_CHECK(figure_has(lr_figure_power(&style, t, &script, &error), "'year' at", &script));
  figure_finish(lr_figure_power(&style, t, &script, &error), NULL, &script, &error);
  lr_table_free(t);
}

int main(void) {
  waterfall();
  calendar();
  probability();
  power();
  return lr_test_end();
}
