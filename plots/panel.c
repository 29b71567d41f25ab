// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/panel.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "plots/labels.h"

static void fit(double low, double high, bool log, double decades, double *from, double *to) {
  if (log) {
    *to = pow(10, ceil(log10(high * 1.05) - 1e-9));
    *from = pow(10, floor(log10(fmax(low, *to * pow(10, -decades))) + 1e-9));
    if (*from > *to / 9) *from = *to / 10;
    return;
  }
  if (!(high > low)) {
    double more = high != 0 ? fabs(high) * 0.5 : 1;
    low = high == 0 ? 0 : low - more;
    high += more;
  }
  double step = lr_axis_round_up((high - low) / 10);
  *from = step * floor(low / step + 1e-9);
  *to = step * ceil(high / step - 1e-9);
}

void lr_frame_fit_y(struct lr_frame *frame, double low, double high, bool log, double decades) {
  frame->y_log = log;
  fit(low, high, log, decades, &frame->y_low, &frame->y_high);
}

void lr_frame_fit_x(struct lr_frame *frame, double low, double high, bool log, double decades) {
  frame->x_log = log;
  fit(low, high, log, decades, &frame->x_low, &frame->x_high);
}

void lr_text_tick(struct lr_text *text, double value) {
  double size = fabs(value);
  char plain[32];
  if (size == 0 || (size > 0.99e-3 && size < 0.99e5)) {
    lr_text_add(text, "%s%.6g", value < 0 ? "−" : "", size);
    return;
  }
  int decade = (int)floor(log10(size) + 1e-9);
  double leading = size / pow(10, decade);
  lr_text_add(text, "%s", value < 0 ? "−" : "");
  if (fabs(leading - 1) > 1e-6) lr_text_add(text, "%.3g×", leading);
  snprintf(plain, sizeof plain, "10^%d", decade);
  lr_text_unit(text, plain);
}

static void tick(struct lr_text *script, double value, double at, bool labelled, int rank, const char **comma) {
  lr_text_add(script, "%s'", *comma);
  if (labelled) lr_text_tick(script, value);
  lr_text_add(script, "' %.10g%s", at, rank ? " 1" : "");
  *comma = ", ";
}

// gnuplot 5.4 leaves out ticks at the very end of a log axis when logarithms round the wrong way: these move inwards by 1e-8.
static void log_tics(struct lr_text *script, double low, double high, bool labels, const char **comma) {
  int first = (int)floor(log10(low) + 1e-9), last = (int)ceil(log10(high) - 1e-9), span = last - first;
  int every = span > 16 ? 4 : span > 8 ? 2 : 1;
  for (int decade = first; decade <= last; decade++)
    for (int digit = 1; digit < (span > 4 ? 2 : 10); digit++) {
      double at = digit * pow(10, decade);
      if (at < low * (1 - 1e-9) || at > high * (1 + 1e-9)) continue;
      bool shown = digit == 1 ? decade % every == 0 : span < 2 && (digit == 2 || digit == 5);
      double inwards = at < low * (1 + 1e-9) ? 1 + 1e-8 : at > high * (1 - 1e-9) ? 1 - 1e-8 : 1;
      tick(script, at, at * inwards, labels && shown, digit > 1, comma);
    }
}

static void linear_tics(struct lr_text *script, double low, double high, int most, bool labels, const char **comma) {
  double step = lr_axis_round_up((high - low) / most);
  double first = ceil(low / step - 1e-9);
  for (int i = 0; i <= most && (first + i) * step <= high + 1e-9 * step; i++) {
    double at = first + i == 0 ? 0 : (first + i) * step;
    tick(script, at, at, labels, 0, comma);
  }
}

void lr_script_tics(struct lr_text *script, const struct lr_frame *frame, char axis, bool labels) {
  bool x = axis == 'x';
  double low = x ? frame->x_low : frame->y_low, high = x ? frame->x_high : frame->y_high;
  const char *comma = "";
  lr_text_add(script, "set %ctics scale 1,0.5 (", axis);
  if (x ? frame->x_log : frame->y_log)
    log_tics(script, low, high, labels, &comma);
  else
    linear_tics(script, low, high, x ? 12 : 6, labels, &comma);
  lr_text_add(script, ") font ',11'\n");
}

void lr_text_fit(struct lr_text *out, const char *utf8, double size, double width) {
  if (lr_labels_width(utf8, size) <= width) {
    lr_text_append(out, utf8, strlen(utf8));
    return;
  }
  char part[256];
  size_t keep = 0;
  for (size_t i = 0; utf8[i] && i < sizeof part - 1; i++) {
    part[i] = utf8[i];
    if ((utf8[i + 1] & 0xc0) == 0x80) continue;  // inside a character
    part[i + 1] = 0;
    if (lr_labels_width(part, size) > width - size) break;
    keep = i + 1;
  }
  lr_text_append(out, utf8, keep);
  lr_text_append(out, "…", strlen("…"));
}

void lr_script_labelf(struct lr_text *script, const struct lr_frame *frame, double x, double y, const char *where,
                      double size, const char *colour, const char *format, ...) {
  char *text = NULL;
  va_list arguments;
  va_start(arguments, format);
  int length = vasprintf(&text, format, arguments);
  va_end(arguments);
  if (length < 0) {
    script->buffer.failed = true;
    return;
  }
  lr_script_label(script, frame, x, y, where, size, colour, text);
  free(text);
}

void lr_script_y_title(struct lr_text *script, const struct lr_frame *frame, const char *title) {
  lr_script_label(script, frame, frame->left - 78, (frame->bottom + frame->top) / 2, "center rotate", 12, "#000000",
                  title);
}

void lr_script_x_title(struct lr_text *script, const struct lr_frame *frame, const char *title) {
  lr_script_label(script, frame, (frame->left + frame->right) / 2, frame->bottom - 34, "center", 12, "#000000", title);
}

void lr_script_key_above(struct lr_text *script, const struct lr_frame *frame) {
  lr_text_add(script,
              "set key at screen %.4f,%.4f right bottom horizontal Left reverse samplen 2 font ',11' maxrows 1\n",
              frame->right / frame->width, (frame->top + 1) / frame->height);
}

double lr_script_swatch(struct lr_text *script, const struct lr_frame *frame, double x, double y, const char *fill, const char *text) {
  lr_text_add(script, "set object rectangle from screen %.4f,%.4f to screen %.4f,%.4f front %s\n", x / frame->width, (y - 5) / frame->height,
              (x + 22) / frame->width, (y + 5) / frame->height, fill);
  lr_script_label(script, frame, x + 28, y, "left", 11, "#000000", text);
  return x + 28 + lr_labels_width(text, 11) + 16;
}

void lr_script_panel_end(struct lr_text *script) {
  lr_text_add(script, "unset label\nunset arrow\nunset object\nunset key\n");
}

void lr_script_rectangle(struct lr_text *script, double x1, double y1, double x2, double y2, const char *fill,
                         const char *edge) {
  lr_text_add(script, "set object rectangle from %.9g,%.9g to %.9g,%.9g behind fc rgb '%s' fs solid ", x1, y1, x2, y2,
              fill);
  if (edge)
    lr_text_add(script, "border lc rgb '%s'\n", edge);
  else
    lr_text_add(script, "noborder\n");
}

void lr_script_line(struct lr_text *script, double x1, double y1, double x2, double y2, const char *look) {
  lr_text_add(script, "set arrow from %.9g,%.9g to %.9g,%.9g nohead %s\n", x1, y1, x2, y2, look);
}

// Five points of viridis (N. Smith and S. van der Walt, matplotlib 1.5, CC0), straight lines between them.
const char *lr_colour_map(double u, char hex[8]) {
  static const int stop[][3] = {{253, 231, 37}, {94, 201, 98}, {33, 145, 140}, {59, 82, 139}, {68, 1, 84}};
  double at = 4 * fmin(fmax(u, 0), 1);
  int left = at < 4 ? (int)at : 3;
  unsigned rgb[3];
  for (int i = 0; i < 3; i++)
    rgb[i] = (unsigned)lround(stop[left][i] + (at - left) * (stop[left + 1][i] - stop[left][i])) & 0xff;
  snprintf(hex, 8, "#%02X%02X%02X", rgb[0], rgb[1], rgb[2]);
  return hex;
}

const char *lr_colour_on(const char *hex) {
  unsigned long rgb = strtoul(hex + 1, NULL, 16);
  double light = 0.299 * (double)(rgb >> 16 & 0xff) + 0.587 * (double)(rgb >> 8 & 0xff) + 0.114 * (double)(rgb & 0xff);
  return light > 140 ? "#000000" : "#FFFFFF";
}

void lr_script_palette(struct lr_text *script, const struct lr_frame *frame, double low, double high, const char *label) {
  char hex[8];
  lr_text_add(script, "set palette defined (");
  for (int i = 0; i <= 4; i++) lr_text_add(script, "%s%d '%s'", i ? ", " : "", i, lr_colour_map(i / 4.0, hex));
  lr_text_add(script, ")\nset cbrange [%.9g:%.9g]\nset colorbox horizontal user origin screen %.4f,%.4f size screen %.4f,%.4f\n", low, high,
              frame->left / frame->width, (frame->bottom - 76) / frame->height, (frame->right - frame->left) / frame->width, 12 / frame->height);
  lr_text_add(script, "set cbtics font ',11' offset 0,0.3 scale 0.6\n");
  lr_script_label(script, frame, (frame->left + frame->right) / 2, frame->bottom - 110, "center", 12, "#000000", label);
}
