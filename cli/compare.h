// SPDX-License-Identifier: GPL-3.0-or-later
// What `compare` has computed.
#ifndef LR_CLI_COMPARE_H
#define LR_CLI_COMPARE_H

#include "cli/compare_side.h"
#include "cli/knobs.h"

enum { LR_MOST_ATTRIBUTED = 12 };  // knobs that are applied one at a time; more are joined

struct lr_comparison {
  const struct lr_call *call;
  struct lr_call stages;          // what the stages get: the seed of both sides, no option of the verb
  struct lr_scenario scenario[2];
  const char *file[2];            // as named on the command line
  bool same_file;                 // one file, B with --set
  struct lr_side side[2];
  struct lr_headline_at at;
  struct lr_knobs knobs;
  struct lr_differences differences;
  // owned
  struct lr_table *scenarios, *knob_table, *attribution, *compared, *differing, *all;
};

// May a key change the beam losses of an ensemble? Those of the plan, the channels and the like do not.
bool lr_comparison_moves_losses(const struct lr_knobs *knobs);
// Note of a `together` that is more than half of the change, or holds a knob that cannot stand alone.
extern const char lr_note_together[];
// The headlines: what each knob alone does to A, and the rest as `together`: table `attribution`. (model.md P26)
enum lr_status lr_comparison_attribute(struct lr_comparison *comparison, struct lr_error *error);
// The headlines side by side for the figure and the report: quantity, unit, a, b, change, relative, words.
struct lr_table *lr_comparison_headlines(const struct lr_comparison *comparison);
// compare.html with its figure, tables and both scenarios into the folder.
enum lr_status lr_comparison_write(struct lr_comparison *comparison, struct lr_error *error);

#endif
