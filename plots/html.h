// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of HTML: escaped text, tables for readers, and gnuplot's SVG made fit to stand inside a page.
#ifndef LR_PLOTS_HTML_H
#define LR_PLOTS_HTML_H

#include "base/table.h"
#include "plots/gnuplot.h"

// Text for content and for attributes in double quotes: & < > " ' are escaped; what is no clean UTF-8 (lr_text_is_clean)
// shows as U+FFFD; a newline and a tab stay.
void lr_html_escape(struct lr_text *html, const char *text);

// <table> of an lr_table: head with units, numbers to the right in digits that suit the column, dates and texts to the
// left, empty cells as a dash, columns named `status` as tags. `fold`: a table of
// more than LR_HTML_LONG rows folds away.
enum { LR_HTML_LONG = 40 };
void lr_html_table(struct lr_text *html, const struct lr_table *table, const char *caption, bool fold);

// The SVG without XML head, title and foreign name spaces, with `prefix` before each id and each reference to one, and
// with role, aria-label, title and description for those who cannot see it. False when it is no SVG.
bool lr_html_svg(struct lr_text *html, const struct lr_bytes *svg, const char *prefix, const char *title,
                 const char *description);

#endif
