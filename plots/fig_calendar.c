// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "plots/panel.h"
#include "plots/plan_figures.h"

enum { WIDTH = 900, LEFT = 62, RIGHT = 150, MOST_YEARS = 80, STATES = 5 };

// Dark for physics, light for none: the order is readable in grey too; days that are cut are hatched.
static const struct {
  const char *state, *block, *fill, *title;
} STATE[STATES] = {{"physics", "physics", "fc rgb '#0072B2' fs solid 1 noborder", "physics"},
                   {"start-up", "startup", "fc rgb '#56B4E9' fs solid 1 noborder", "start-up"},
                   {"no beam", "no_beam", "fc rgb '#ECECEC' fs solid 1 noborder", "no beam"},
                   {"shutdown", "shutdown", "fc rgb '#8A8A8A' fs solid 1 noborder", "long shutdown"},
                   {"cut", "cut", "fc rgb '#D55E00' fs pattern 4 border lc rgb '#D55E00'", "no electricity"}};

static bool in_year(const struct lr_table *t, size_t row, int *year, double *from, double *to) {
  int start, end;
  double number = lr_table_get(t, row, "year");
  if (!isfinite(number) || !lr_date_parse(lr_table_get_text(t, row, "start"), &start) ||
      !lr_date_parse(lr_table_get_text(t, row, "end"), &end))
    return false;
  *year = (int)number;
  *from = start - lr_date_make(*year, 1, 1);
  *to = end - lr_date_make(*year, 1, 1) + 1;
  return *from >= 0 && *to <= 366 && *from < *to;
}

// Names of the months between their ticks, of a common year.
static void months(struct lr_text *script, const struct lr_frame *frame) {
  static const char *const NAME[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  lr_text_add(script, "set xtics scale 0.6 (");
  for (int month = 1; month <= 12; month++) {
    int start = lr_date_make(2025, month, 1) - lr_date_make(2025, 1, 1);
    lr_text_add(script, "%s'' %d", month > 1 ? ", " : "", start);
  }
  lr_text_add(script, ")\n");
  for (int month = 1; month <= 12; month++) {
    double middle = lr_date_make(2025, month, 1) - lr_date_make(2025, 1, 1) + 15;
    lr_script_label(script, frame, lr_frame_x(frame, middle), frame->bottom - 14, "center", 11, "#000000", NAME[month - 1]);
  }
}

enum lr_status lr_figure_calendar(const struct lr_figure_style *style, const struct lr_table *t, struct lr_text *script,
                                  struct lr_error *error) {
  int year, first = 0, last = -1;
  double from, to;
  for (size_t row = 0; row < t->rows; row++) {
    if (!in_year(t, row, &year, &from, &to)) continue;
    if (last < first || year < first) first = year;
    if (last < year) last = year;
  }
  if (last < first) return lr_error_set(error, LR_E_INPUT, "the table 'calendar' has no days: nothing to draw");
  int years = last - first + 1;
  if (years > MOST_YEARS) return lr_error_set(error, LR_E_INPUT, "the figure of the calendar has room for %d years", MOST_YEARS);
  double height = years > 12 ? 18 : 26;
  struct lr_frame frame = {.width = WIDTH, .height = 130 + height * years, .left = LEFT, .right = WIDTH - RIGHT, .bottom = 46, .x_high = 366};
  frame.top = frame.height - 84;
  frame.y_high = years;
  double physics[MOST_YEARS] = {0}, cut[MOST_YEARS] = {0};
  size_t points[STATES] = {0};
  lr_script_begin(script, style, frame.width, frame.height);
  for (int state = 0; state < STATES; state++) {
    lr_script_block(script, STATE[state].block);
    for (size_t row = 0; row < t->rows; row++) {
      if (!in_year(t, row, &year, &from, &to) || strcmp(lr_table_get_text(t, row, "state"), STATE[state].state) != 0) continue;
      double y = last - year + 0.5;
      const double box[] = {from, y, from, to, y - 0.36, y + 0.36};
      points[state] += lr_script_row(script, NULL, box, 6);
      if (state == 0) physics[year - first] += to - from;
      if (state == STATES - 1) cut[year - first] += to - from;
    }
    lr_script_block_end(script);
  }
  lr_script_frame(script, &frame, false);
  lr_text_add(script, "unset ytics\nset grid x lc rgb '#C8C8C8' lt 1 lw 0.5 front\n");
  months(script, &frame);
  lr_script_label(script, &frame, frame.right + 74, frame.top + 12, "right", 10, "#555555", "physics [calendar days]");
  if (points[STATES - 1]) lr_script_label(script, &frame, frame.width - 12, frame.top + 12, "right", 10, "#555555", "cut [days]");
  for (year = first; year <= last; year++) {
    double y = lr_frame_y(&frame, last - year + 0.5);
    lr_script_labelf(script, &frame, frame.left - 10, y, "right", 11, "#000000", "%d", year);
    lr_script_labelf(script, &frame, frame.right + 74, y, "right", 11, "#000000", "%.0f", physics[year - first]);
    if (points[STATES - 1]) lr_script_labelf(script, &frame, frame.width - 12, y, "right", 11, "#000000", "%.0f", cut[year - first]);
  }
  double x = frame.left;
  for (int state = 0; state < STATES; state++)
    if (points[state]) x = lr_script_swatch(script, &frame, x, frame.top + 32, STATE[state].fill, STATE[state].title);
  lr_text_add(script, "unset key\n");
  const char *between = "plot ";
  for (int state = 0; state < STATES; state++) {
    if (!points[state]) continue;
    lr_text_add(script, "%s$%s using 1:2:3:4:5:6 with boxxyerror %s notitle", between, STATE[state].block, STATE[state].fill);
    between = ", \\\n  ";
  }
  if (*between == 'p') return lr_error_set(error, LR_E_INPUT, "the table 'calendar' has no state that is known: nothing to draw");
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
