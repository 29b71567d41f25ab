// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between two scenarios, key by key.
#ifndef LR_CLI_KNOBS_H
#define LR_CLI_KNOBS_H

#include "base/document.h"
#include "base/table.h"

struct lr_knob {
  char *path;                  // "plan.periods.2028.peak"
  const struct lr_node *a, *b; // what stands there; NULL: nothing
};

struct lr_knobs {
  struct lr_knob *knob;
  size_t count, room;
};

// The keys at which `b` differs from `a`, in the order of a, what only b has behind it. Mappings that both have are walked; a list, or a
// mapping that one side lacks, is one knob as a whole. Remarks (name, description, note, source, status) and what both sides of a
// comparison share (seed, histories) are no knobs; a figure with a source equals the same figure without.
// Status: LR_E_MEMORY. To be freed even after a failure; the nodes stay with their documents.
enum lr_status lr_knobs_find(const struct lr_document *a, const struct lr_document *b, struct lr_knobs *knobs);
void lr_knobs_free(struct lr_knobs *knobs);

// The parts of which there are at most `most`: knobs joined at the deepest level that does that, the root's keys at last.
// Out: groups, whose knobs are the mappings joined. Status: LR_E_MEMORY.
enum lr_status lr_knobs_join(const struct lr_document *a, const struct lr_document *b, const struct lr_knobs *knobs, size_t most,
                             struct lr_knobs *groups);

// Table `knobs`: key, a, b.
struct lr_table *lr_knobs_table(const struct lr_knobs *knobs);

#endif
