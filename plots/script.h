// SPDX-License-Identifier: GPL-3.0-or-later
// What all gnuplot scripts share: head, palette, axes, data blocks, labels, provenance line.
#ifndef LR_PLOTS_SCRIPT_H
#define LR_PLOTS_SCRIPT_H

#include "base/table.h"
#include "plots/axis.h"
#include "plots/text.h"

enum lr_figure_format { LR_FIGURE_SVG, LR_FIGURE_PDF, LR_FIGURE_PNG };

struct lr_figure_style {
  enum lr_figure_format format;
  const char *name;        // letters, digits, _ and -; the file is called after it, and ids in an SVG begin with it
  const char *title;       // above the figure; NULL or "" for none
  const char *provenance;  // small, lower right: "lumireach 0.1.0, scenario 1a2b3c4d, seed 1"
};

// Okabe and Ito's palette, which colour-blind readers can tell apart, and the greys of existing limits.
enum lr_colour {
  LR_BLACK, LR_ORANGE, LR_SKY, LR_GREEN, LR_YELLOW, LR_BLUE, LR_VERMILION, LR_PURPLE,
  LR_GREY_LIGHT, LR_GREY, LR_GREY_EDGE, LR_GREY_TEXT, LR_COLOUR_COUNT
};
const char *lr_colour_hex(enum lr_colour colour);  // "#0072B2"
// Shades of one blue, rank 0 (lightest) to count - 1 (darkest): more luminosity is darker.
const char *lr_colour_shade(size_t rank, size_t count);

// Encoding, terminal of width x height pixels (PDF: 72 to the inch; PNG: twice the pixels), title and provenance.
void lr_script_begin(struct lr_text *script, const struct lr_figure_style *style, double width, double height);
// Closes the script; the status of all that was written.
enum lr_status lr_script_end(struct lr_text *script, const struct lr_figure_style *style, struct lr_error *error);

// Margins, log scales and ranges of a panel. A date axis has a tick a year or every five, with years at its feet when
// `years` is set.
void lr_script_frame(struct lr_text *script, const struct lr_frame *frame, bool years);

// Numbers on a logarithmic mass or scan axis that spans few decades, where gnuplot would name the decades alone.
void lr_script_log_tics(struct lr_text *script, const struct lr_frame *frame);

// Data blocks: `$name << EOD`, rows, `EOD`. A row with a number that is not finite becomes an empty line, which is a gap in
// what gnuplot draws, and gives false. `date`: a first column; NULL for none; a text that is no date is a gap too. A block
// without a single point must not be plotted: gnuplot complains about it.
void lr_script_block(struct lr_text *script, const char *name);
bool lr_script_row(struct lr_text *script, const char *date, const double *value, size_t count);
void lr_script_gap(struct lr_text *script);
void lr_script_block_end(struct lr_text *script);
// The block of a table: `count` columns of numbers after the column `date` (NULL for none). Returns the number of points.
size_t lr_script_table(struct lr_text *script, const char *name, const struct lr_table *table, const char *date,
                       const char *const *columns, size_t count);

// A text at a place in pixels; `where` is left, center or right, and may go on with more gnuplot options ("left rotate").
// User text is never taken as gnuplot's enhanced markup.
void lr_script_label(struct lr_text *script, const struct lr_frame *frame, double x, double y, const char *where,
                     double size, const char *colour, const char *text);
// A line in pixels without a head: leaders from a label to its curve.
void lr_script_leader(struct lr_text *script, const struct lr_frame *frame, double x1, double y1, double x2, double y2,
                      const char *colour);
// The same over filled regions, which hide the other one.
void lr_script_leader_front(struct lr_text *script, const struct lr_frame *frame, double x1, double y1, double x2, double y2,
                            const char *colour);

#endif
