// SPDX-License-Identifier: GPL-3.0-or-later
// The registry of equations: `lumireach explain` and docs/model.md are printed from it. A new equation is one row here and
// its label ("model.md M2") in the comment of the function that computes it; tests/docs.sh holds both to each other.
#ifndef LR_CLI_EQUATIONS_H
#define LR_CLI_EQUATIONS_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/table.h"

enum { LR_MOST_QUANTITIES = 20 };

struct lr_equation {
  const char *label, *title;
  const char *quantities[LR_MOST_QUANTITIES];  // names in tables and scenario keys, NULL-terminated
  const char *equation;  // plain text, lines end with \n but for the last
  const char *unit;      // of what the equation gives, as written to tables
  const char *symbols;   // "a: meaning; b: meaning"
  const char *source;    // publications; "" stands for none
  const char *status;    // read, known, derived or assumed: of the equation itself
  const char *valid;     // range of validity and what is left out
  const char *code;      // "folder/file.c:function ..." separated by blanks
  const char *cases;     // ids of tests/cases separated by blanks; "" when none
  const char *tests;     // what else checks it, in words; "" when nothing else
};

// The parts of the registry, each ended by a row without a label.
extern const struct lr_equation lr_equations_channels_alp[], lr_equations_channels_bks[], lr_equations_channels_dh[], lr_equations_channels_vs[], lr_equations_compare[],
    lr_equations_dates[], lr_equations_dose[], lr_equations_dynamics[], lr_equations_fill[], lr_equations_grain[],
    lr_equations_levers[], lr_equations_likelihood[], lr_equations_loss[], lr_equations_losses[], lr_equations_machine[],
    lr_equations_plan[], lr_equations_plan_events[], lr_equations_plan_record[], lr_equations_reach[], lr_equations_reach_modes[],
    lr_equations_statistics[], lr_equations_tracking[], lr_equations_tracking_products[], lr_equations_tracking_strong[],
    lr_equations_trigger[];

// Row i of all parts in order; NULL past the end.
const struct lr_equation *lr_equation_at(size_t i);
// Does the row answer to this label or quantity? Exact first; `loose` takes any case, and blanks or hyphens for underscores.
bool lr_equation_answers(const struct lr_equation *equation, const char *name, bool loose);
// The nearest label or quantity to a name that nothing answers to; NULL when none is near.
const char *lr_equation_nearest(const char *name);

// One equation for a terminal.
void lr_equation_write(const struct lr_equation *equation, struct lr_buffer *out);
// All as docs/model.md.
void lr_equations_write_markdown(struct lr_buffer *out);
// Rows as a table, for the JSON and CSV formats: those that answer to `name`, or all when it is NULL.
struct lr_table *lr_equations_table(const char *name, bool loose);

#endif
