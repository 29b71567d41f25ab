// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/script.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "plots/gnuplot.h"

// M. Okabe and K. Ito, "Color Universal Design" (2008).
const char *lr_colour_hex(enum lr_colour colour) {
  static const char *const hex[LR_COLOUR_COUNT] = {"#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2",
                                                   "#D55E00", "#CC79A7", "#E2E2E2", "#CBCBCB", "#8A8A8A", "#4D4D4D"};
  return (unsigned)colour < LR_COLOUR_COUNT ? hex[colour] : hex[LR_BLACK];
}

const char *lr_colour_shade(size_t rank, size_t count) {
  static const char *const shade[] = {"#4FA3DC", "#2F86C6", "#0072B2", "#005A91", "#003F69", "#002745"};
  const size_t last = sizeof shade / sizeof *shade - 1;
  if (count < 2) return shade[2];
  return shade[rank >= count ? last : rank * last / (count - 1)];
}

static bool name_is_plain(const char *name) {
  if (!name || !isalpha((unsigned char)*name)) return false;
  for (const char *c = name; *c; c++)
    if (!isalnum((unsigned char)*c) && *c != '_' && *c != '-') return false;
  return true;
}

void lr_script_begin(struct lr_text *script, const struct lr_figure_style *style, double width, double height) {
  if (!name_is_plain(style->name)) LR_BUG("the name of a figure has letters, digits, _ and - only");
  static const char *const ending[] = {"svg", "pdf", "png"};
  lr_text_add(script, "# Redraw with: gnuplot -d %s.gp > %s.%s\n", style->name, style->name, ending[style->format]);
  lr_text_add(script, "set encoding utf8\n");
  switch (style->format) {
    case LR_FIGURE_SVG:
      lr_text_add(script,
                  "set terminal svg size %.0f,%.0f dynamic font 'DejaVu Sans,13' background '#ffffff' name '%s'\n",
                  width, height, style->name);
      break;
    case LR_FIGURE_PDF:
      lr_text_add(script, "set terminal pdfcairo size %.4gin,%.4gin font 'DejaVu Sans,13' background '#ffffff'\n",
                  width / 72, height / 72);
      break;
    case LR_FIGURE_PNG:
      lr_text_add(script,
                  "set terminal pngcairo size %.0f,%.0f font 'DejaVu Sans,13' fontscale 2 linewidth 2 pointscale 2 "
                  "background '#ffffff'\n",
                  2 * width, 2 * height);
      break;
  }
  lr_text_add(script, "set border lw 1 lc rgb '#333333'\nset tics nomirror\nset key noenhanced\n");
  struct lr_frame whole = {.width = width, .height = height};
  if (style->title && *style->title)
    lr_script_label(script, &whole, 14, height - 18, "left", 15, "#000000", style->title);
  if (style->provenance && *style->provenance)
    lr_script_label(script, &whole, width - 8, 9, "right", 8, "#666666", style->provenance);
}

enum lr_status lr_script_end(struct lr_text *script, const struct lr_figure_style *style, struct lr_error *error) {
  lr_text_add(script, "unset output\n");
  char what[96];
  snprintf(what, sizeof what, "figure %.80s", style->name);
  return lr_text_check(script, what, error);
}

static void year_tics(struct lr_text *script, const struct lr_frame *frame, bool years) {
  int first = (int)ceil(lr_date_year(frame->x_low)), last = (int)floor(lr_date_year(frame->x_high));
  int step = last - first > 32 ? 10 : last - first > 16 ? 5 : last - first > 8 ? 2 : 1;
  lr_text_add(script, "set xtics scale 1,0.5 (");
  for (int year = first; year <= last; year++) {
    bool major = year % step == 0;
    lr_text_add(script, "%s", year > first ? ", " : "");
    if (major && years)
      lr_text_add(script, "'%d' '%d-01-01'", year, year);
    else
      lr_text_add(script, "'' '%d-01-01' %d", year, major ? 0 : 1);
  }
  lr_text_add(script, ")\n");
}

// Ticks written out, since gnuplot would label the decades alone: 1, 2, 5 of each, or 1 to 9 where there is little more than
// one decade.
void lr_script_log_tics(struct lr_text *script, const struct lr_frame *frame) {
  const char *comma = "";
  bool all = frame->x_high < 10.1 * frame->x_low;
  double decade = pow(10, floor(log10(frame->x_low) + 1e-9));
  double at = all ? decade * ceil(frame->x_low / decade - 1e-9) : lr_axis_round_up(frame->x_low);
  lr_text_add(script, "set xtics (");
  for (int i = 0; i < 60 && at <= frame->x_high * (1 + 1e-9); i++) {
    lr_text_add(script, "%s'", comma);
    lr_text_number(script, at, 1);
    lr_text_add(script, "' %.9g", at);
    comma = ", ";
    at = all ? at + pow(10, floor(log10(at) + 1e-9)) : lr_axis_round_up(at * 1.5);
  }
  lr_text_add(script, ")\n");
}

void lr_script_frame(struct lr_text *script, const struct lr_frame *frame, bool years) {
  lr_text_add(script, "set lmargin at screen %.4f\nset rmargin at screen %.4f\n", frame->left / frame->width,
              frame->right / frame->width);
  lr_text_add(script, "set bmargin at screen %.4f\nset tmargin at screen %.4f\n", frame->bottom / frame->height,
              frame->top / frame->height);
  lr_text_add(script, "%sset logscale x\n%sset logscale y\n", frame->x_log ? "" : "un", frame->y_log ? "" : "un");
  if (frame->x_date) {
    char low[16], high[16];
    lr_text_add(script, "set xdata time\nset timefmt '%%Y-%%m-%%d'\nset xrange ['%s':'%s']\n",
                lr_date_text((int)frame->x_low, low), lr_date_text((int)frame->x_high, high));
    year_tics(script, frame, years);
  } else {
    lr_text_add(script, "set xrange [%.9g:%.9g]\n", frame->x_low, frame->x_high);
  }
  lr_text_add(script, "set yrange [%.9g:%.9g]\n", frame->y_low, frame->y_high);
}

void lr_script_block(struct lr_text *script, const char *name) { lr_text_add(script, "$%s << EOD\n", name); }

bool lr_script_row(struct lr_text *script, const char *date, const double *value, size_t count) {
  int day;
  bool gap = date && !lr_date_parse(date, &day);
  for (size_t i = 0; i < count; i++) gap |= !isfinite(value[i]);
  if (gap) {
    lr_text_add(script, "\n");
    return false;
  }
  if (date) lr_text_add(script, "%s%s", date, count ? " " : "");
  for (size_t i = 0; i < count; i++) lr_text_add(script, "%s%.9g", i ? " " : "", value[i]);
  lr_text_add(script, "\n");
  return true;
}

void lr_script_gap(struct lr_text *script) { lr_text_add(script, "\n"); }

void lr_script_block_end(struct lr_text *script) { lr_text_add(script, "EOD\n"); }

size_t lr_script_table(struct lr_text *script, const char *name, const struct lr_table *table, const char *date,
                       const char *const *columns, size_t count) {
  double value[8];
  size_t points = 0;
  if (count > sizeof value / sizeof *value) LR_BUG("a data block takes at most eight columns");
  lr_script_block(script, name);
  for (size_t row = 0; row < table->rows; row++) {
    for (size_t i = 0; i < count; i++) value[i] = lr_table_get(table, row, columns[i]);
    points += lr_script_row(script, date ? lr_table_get_text(table, row, date) : NULL, value, count);
  }
  lr_script_block_end(script);
  return points;
}

void lr_script_label(struct lr_text *script, const struct lr_frame *frame, double x, double y, const char *where,
                     double size, const char *colour, const char *text) {
  lr_text_add(script, "set label ");
  lr_gnuplot_quote(script, text);
  lr_text_add(script, " at screen %.4f,%.4f %s noenhanced font ',%.3g' tc rgb '%s' front\n", x / frame->width,
              y / frame->height, where, size, colour);
}

static void leader(struct lr_text *script, const struct lr_frame *frame, double x1, double y1, double x2, double y2, const char *layer,
                   const char *colour) {
  lr_text_add(script, "set arrow from screen %.4f,%.4f to screen %.4f,%.4f nohead %slw 0.7 lc rgb '%s'\n",
              x1 / frame->width, y1 / frame->height, x2 / frame->width, y2 / frame->height, layer, colour);
}

void lr_script_leader(struct lr_text *script, const struct lr_frame *frame, double x1, double y1, double x2, double y2,
                      const char *colour) {
  leader(script, frame, x1, y1, x2, y2, "", colour);
}

void lr_script_leader_front(struct lr_text *script, const struct lr_frame *frame, double x1, double y1, double x2, double y2,
                            const char *colour) {
  leader(script, frame, x1, y1, x2, y2, "front ", colour);
}
