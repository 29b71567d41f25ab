// SPDX-License-Identifier: GPL-3.0-or-later
// Looking things up in the registry.
#include "cli/equations.h"

#include <ctype.h>
#include <string.h>

static const struct lr_equation *const PARTS[] = {
    lr_equations_machine, lr_equations_dynamics, lr_equations_tracking, lr_equations_tracking_strong, lr_equations_fill, lr_equations_levers, lr_equations_grain,
    lr_equations_loss, lr_equations_dose, lr_equations_losses, lr_equations_plan, lr_equations_plan_events,
    lr_equations_plan_record, lr_equations_dates, lr_equations_compare, lr_equations_statistics, lr_equations_likelihood,
    lr_equations_reach, lr_equations_reach_modes, lr_equations_channels_vs, lr_equations_channels_dh, lr_equations_channels_bks,
    lr_equations_channels_alp, lr_equations_trigger, lr_equations_tracking_products};

const struct lr_equation *lr_equation_at(size_t i) {
  for (size_t part = 0; part < sizeof PARTS / sizeof *PARTS; part++)
    for (const struct lr_equation *equation = PARTS[part]; equation->label; equation++)
      if (i-- == 0) return equation;
  return NULL;
}

static char plain(char c) { return c == '-' || c == ' ' ? '_' : (char)tolower((unsigned char)c); }

static bool same(const char *a, const char *b, bool loose) {
  if (!loose) return strcmp(a, b) == 0;
  for (; *a && plain(*a) == plain(*b); a++) b++;
  return !*a && !*b;
}

bool lr_equation_answers(const struct lr_equation *equation, const char *name, bool loose) {
  if (same(equation->label, name, loose)) return true;
  for (const char *const *quantity = equation->quantities; *quantity; quantity++)
    if (same(*quantity, name, loose)) return true;
  return false;
}

const char *lr_equation_nearest(const char *name) {
  const char *known[4096];
  size_t count = 0;
  const struct lr_equation *equation;
  for (size_t i = 0; (equation = lr_equation_at(i)); i++) {
    if (count < 4095) known[count++] = equation->label;
    for (const char *const *quantity = equation->quantities; *quantity; quantity++)
      if (count < 4095) known[count++] = *quantity;
  }
  known[count] = NULL;
  return lr_text_nearest(name, known);
}

struct lr_table *lr_equations_table(const char *name, bool loose) {
  static const char *const COLUMNS[][2] = {{"label", "number in docs/model.md"},
                                           {"title", "what it gives"},
                                           {"quantities", "names in tables and keys"},
                                           {"equation", "plain text"},
                                           {"unit", "of the result, as written to tables"},
                                           {"symbols", "meaning"},
                                           {"source", "publications"},
                                           {"status", "read, known, derived or assumed"},
                                           {"valid", "range of validity"},
                                           {"code", "file:function"},
                                           {"cases", "published cases that check it"},
                                           {"tests", "what else checks it"}};
  struct lr_table *table = lr_table_create("equations", "Equations");
  for (size_t i = 0; i < sizeof COLUMNS / sizeof *COLUMNS; i++)
    lr_table_column(table, COLUMNS[i][0], LR_TEXT, "", COLUMNS[i][1], "");
  const struct lr_equation *e;
  for (size_t i = 0; (e = lr_equation_at(i)); i++) {
    if (name && !lr_equation_answers(e, name, loose)) continue;
    struct lr_buffer names = {0};
    for (const char *const *quantity = e->quantities; *quantity; quantity++)
      lr_buffer_print(&names, "%s%s", names.length ? " " : "", *quantity);
    const char *const TEXT[] = {e->label,  e->title,  lr_buffer_text(&names), e->equation, e->unit,  e->symbols,
                                e->source, e->status, e->valid,               e->code,     e->cases, e->tests};
    lr_table_row(table);
    for (size_t c = 0; c < sizeof TEXT / sizeof *TEXT; c++) lr_table_text(table, COLUMNS[c][0], *TEXT[c] ? TEXT[c] : NULL);
    lr_buffer_free(&names);
  }
  return table;
}
