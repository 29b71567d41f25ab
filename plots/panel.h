// SPDX-License-Identifier: GPL-3.0-or-later
// What figures with stacked panels, log axes and maps share: ranges, written-out ticks, titles of axes, a colour map.
#ifndef LR_PLOTS_PANEL_H
#define LR_PLOTS_PANEL_H

#include "plots/script.h"

// Widens [low, high] to whole ticks and stores it as the vertical or horizontal range of the frame. Log: low > 0; at least
// one decade, at most `decades` below the top. Linear: ends on round numbers; low = high is widened.
void lr_frame_fit_y(struct lr_frame *frame, double low, double high, bool log, double decades);
void lr_frame_fit_x(struct lr_frame *frame, double low, double high, bool log, double decades);

// `set xtics` or `set ytics` (axis 'x', 'y') with every tick written out: decades on a log axis (every second of many;
// 1, 2, 5 of few), multiples of 1, 2 or 5 on a linear one. `labels` false: ticks alone, for panels above others.
void lr_script_tics(struct lr_text *script, const struct lr_frame *frame, char axis, bool labels);
// A number as an axis writes it: 0.05, 12, 10⁻⁶, 2×10⁹.
void lr_text_tick(struct lr_text *text, double value);
// The text cut to `width` pixels at `size`, with an ellipsis where something is missing.
void lr_text_fit(struct lr_text *out, const char *utf8, double size, double width);

// lr_script_label with a format. Texts of users may be among the arguments: the whole is quoted.
void lr_script_labelf(struct lr_text *script, const struct lr_frame *frame, double x, double y, const char *where,
                      double size, const char *colour, const char *format, ...) __attribute__((format(printf, 8, 9)));
// Title of the vertical axis, turned, at a fixed distance from the panel so that those of stacked panels line up.
void lr_script_y_title(struct lr_text *script, const struct lr_frame *frame, const char *title);
// Title of the horizontal axis, below the panel; ticks and title need 46 pixels.
void lr_script_x_title(struct lr_text *script, const struct lr_frame *frame, const char *title);
// Key to the right above the panel, in one line.
void lr_script_key_above(struct lr_text *script, const struct lr_frame *frame);
// A field of a key of one's own: a small box filled with `fill` (gnuplot: "fc rgb '#0072B2' fs solid 1 noborder") at x, y in pixels
// and the text beside it. Returns where the next one goes.
double lr_script_swatch(struct lr_text *script, const struct lr_frame *frame, double x, double y, const char *fill, const char *text);
// Takes labels, arrows, objects and key of a panel away before the next one is drawn.
void lr_script_panel_end(struct lr_text *script);

// Rectangle in the coordinates of the axes, drawn behind curves. `edge`: colour of the border; NULL for none.
void lr_script_rectangle(struct lr_text *script, double x1, double y1, double x2, double y2, const char *fill,
                         const char *edge);
// Line in the coordinates of the axes; `look` are gnuplot's line options, such as "lw 1 lc rgb '#333333'".
void lr_script_line(struct lr_text *script, double x1, double y1, double x2, double y2, const char *look);

// Colour of u in [0, 1], from pale yellow over green to dark violet: the map "viridis" backwards, so that more is darker on
// paper. Monotonic in lightness, hence readable for the colour-blind and in grey.
const char *lr_colour_map(double u, char hex[8]);
// Colour of a text on a field of that colour.
const char *lr_colour_on(const char *hex);

// The palette of gnuplot to lr_colour_map from `low` to `high`, with its bar and `label` below the panel: 116 pixels under it.
void lr_script_palette(struct lr_text *script, const struct lr_frame *frame, double low, double high, const char *label);

#endif
