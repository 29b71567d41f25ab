// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/html.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

// Length of the clean character at `c`, or 0.
static size_t character(const char *c) {
  char one[5] = {0};
  for (size_t n = 1; n <= 4; n++) {
    one[n - 1] = c[n - 1];
    if (!c[n - 1]) return 0;
    if (lr_text_is_clean(one)) return n;
  }
  return 0;
}

void lr_html_escape(struct lr_text *html, const char *text) {
  for (const char *c = text ? text : ""; *c;) {
    size_t n = character(c);
    const char *entity = *c == '&' ? "&amp;" : *c == '<' ? "&lt;" : *c == '>' ? "&gt;" : *c == '"' ? "&quot;" : NULL;
    if (*c == '\'') entity = "&#39;";
    if (entity)
      lr_text_append(html, entity, strlen(entity));
    else if (n || *c == '\n' || *c == '\t')
      lr_text_append(html, c, n ? n : 1);
    else
      lr_text_append(html, "\xef\xbf\xbd", 3);
    c += n ? n : 1;
  }
}

static void escape_unit(struct lr_text *html, const char *unit) {
  struct lr_text shown = {0};
  lr_text_unit(&shown, unit);
  lr_html_escape(html, lr_buffer_text(&shown.buffer));
  if (shown.buffer.failed) html->buffer.failed = true;
  lr_text_free(&shown);
}

// Do so many decimals show the numbers of the column in full?
static bool column_is_exact(const struct lr_table *table, size_t column, int decimals) {
  double scale = pow(10, decimals);
  for (size_t row = 0; row < table->rows; row++) {
    const struct lr_cell *cell = &table->cell[row * table->columns + column];
    if (cell->kind == LR_NUMBER && fabs(round(cell->number * scale) / scale - cell->number) > 1e-9 * fabs(cell->number))
      return false;
  }
  return true;
}

// Decimals that give the largest number of a column four significant digits; -1 when the column is better written number
// by number: its sizes differ by more than a thousand, or need powers of ten.
static int column_decimals(const struct lr_table *table, size_t column) {
  double low = INFINITY, high = 0;
  bool integers = true;
  for (size_t row = 0; row < table->rows; row++) {
    const struct lr_cell *cell = &table->cell[row * table->columns + column];
    if (cell->kind != LR_NUMBER || cell->number == 0) continue;
    double size = fabs(cell->number);
    low = fmin(low, size);
    high = fmax(high, size);
    integers &= floor(size) == size;
  }
  if (high == 0 || (integers && high < 1e6)) return 0;
  if (integers || high >= 1e5 || high < 0.01 || high / low > 1000) return -1;
  int decimals = 3 - (int)floor(log10(high));
  if (decimals < 0) decimals = 0;
  while (decimals > 0 && column_is_exact(table, column, decimals - 1)) decimals--;  // no zeros that nobody measured
  return decimals;
}

static void number(struct lr_text *html, double value, int decimals) {
  if (decimals < 0)
    lr_text_number(html, value, 4);
  else
    lr_text_add(html, "%s%.*f", value < 0 ? "−" : "", decimals, fabs(value));
}

// "luminosity_ab" is the name for programs; people get "luminosity", the unit, and the description as a tooltip.
static void heading(struct lr_text *html, const struct lr_column *column) {
  lr_text_add(html, "<th scope=\"col\"%s title=\"", column->kind == LR_NUMBER ? " class=\"n\"" : "");
  lr_html_escape(html, column->description);
  lr_text_add(html, "\">");
  char name[96];
  snprintf(name, sizeof name, "%s", column->name);
  char *suffix = strrchr(name, '_');
  if (suffix && suffix > name && suffix[1] && strstr(column->unit, suffix + 1)) *suffix = 0;
  for (char *c = name; *c; c++)
    if (*c == '_') *c = ' ';
  lr_html_escape(html, name);
  if (*column->unit) {
    lr_text_add(html, " <span class=\"u\">[");
    escape_unit(html, column->unit);
    lr_text_add(html, "]</span>");
  }
  lr_text_add(html, "</th>");
}

static void cell_html(struct lr_text *html, const struct lr_column *column, const struct lr_cell *cell, int decimals) {
  static const char *const known[] = {"read", "known", "derived", "assumed"};
  if (cell->kind == LR_NUMBER) {
    lr_text_add(html, "<td class=\"n\">");
    number(html, cell->number, decimals);
  } else if (cell->kind == LR_EMPTY) {
    lr_text_add(html, "<td%s>–", column->kind == LR_NUMBER ? " class=\"n\"" : "");
  } else if (strcmp(column->name, "unit") == 0) {
    lr_text_add(html, "<td class=\"w\">");
    escape_unit(html, cell->text);
  } else if (strcmp(column->name, "status") == 0) {
    const char *kind = "";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
      if (strcmp(cell->text, known[i]) == 0) kind = known[i];
    lr_text_add(html, "<td><span class=\"tag %s\">", kind);
    lr_html_escape(html, cell->text);
    lr_text_add(html, "</span>");
  } else {
    bool small = strcmp(column->name, "source") == 0 || strcmp(column->name, "description") == 0;
    lr_text_add(html, "<td%s>", cell->kind == LR_DATE              ? " class=\"w\""
                                  : small                              ? " class=\"s\""
                                  : strcmp(column->name, "key") == 0 ? " class=\"k\""
                                                                       : "");
    lr_html_escape(html, cell->text);
  }
  lr_text_add(html, "</td>");
}

// Where the columns come from, under the table; columns of one source share an entry.
static void column_notes(struct lr_text *html, const struct lr_table *table) {
  bool any = false;
  for (size_t i = 0; i < table->columns; i++) any |= *table->column[i].source != 0;
  if (!any) return;
  lr_text_add(html, "<p class=\"notes\">");
  const char *between = "";
  for (size_t i = 0; i < table->columns; i++) {
    const char *source = table->column[i].source;
    bool told = !*source;
    for (size_t k = 0; k < i; k++) told |= strcmp(table->column[k].source, source) == 0;
    if (told) continue;
    lr_text_add(html, "%s", between);
    for (size_t k = i; k < table->columns; k++) {
      if (strcmp(table->column[k].source, source) != 0) continue;
      lr_text_add(html, "%s<i>", k > i ? ", " : "");
      lr_html_escape(html, table->column[k].name);
      lr_text_add(html, "</i>");
    }
    lr_text_add(html, ": ");
    lr_html_escape(html, source);
    between = "; ";
  }
  lr_text_add(html, "</p>\n");
}

void lr_html_table(struct lr_text *html, const struct lr_table *table, const char *caption, bool fold) {
  enum { MOST_COLUMNS = 64 };
  if (table->columns > MOST_COLUMNS) LR_BUG("a table for a reader has at most 64 columns");
  int decimals[MOST_COLUMNS];
  fold = fold && table->rows > LR_HTML_LONG;
  if (fold) lr_text_add(html, "<details><summary>Table of %zu rows: ", table->rows);
  if (fold) lr_html_escape(html, caption && *caption ? caption : table->title);
  lr_text_add(html, "%s<div class=\"wide\" tabindex=\"0\"><table>\n<caption>", fold ? "</summary>\n" : "");
  lr_html_escape(html, caption && *caption ? caption : table->title);
  lr_text_add(html, "</caption>\n<thead><tr>");
  for (size_t i = 0; i < table->columns; i++) {
    decimals[i] = column_decimals(table, i);
    heading(html, &table->column[i]);
  }
  lr_text_add(html, "</tr></thead>\n<tbody>\n");
  for (size_t row = 0; row < table->rows; row++) {
    lr_text_add(html, "<tr>");
    for (size_t i = 0; i < table->columns; i++)
      cell_html(html, &table->column[i], &table->cell[row * table->columns + i], decimals[i]);
    lr_text_add(html, "</tr>\n");
  }
  lr_text_add(html, "</tbody></table></div>\n");
  column_notes(html, table);
  if (fold) lr_text_add(html, "</details>\n");
}
