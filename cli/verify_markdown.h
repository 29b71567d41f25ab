// SPDX-License-Identifier: GPL-3.0-or-later
// What `verify` finds, and its page in docs/.
#ifndef LR_CLI_VERIFY_MARKDOWN_H
#define LR_CLI_VERIFY_MARKDOWN_H

#include "cli/case_expect.h"

struct lr_verdict {
  const struct lr_case *owner;
  const struct lr_expect *expect;
  struct lr_outcome outcome;
};

struct lr_verdicts {
  struct lr_verdict *item;
  size_t count, failed, left_out;  // left out: long cases
};

// Prints the page. In: `chosen`, one for each case, says which were evaluated. Status: LR_E_MEMORY, and what the output says.
enum lr_status lr_verify_markdown(const struct lr_cases *cases, const bool *chosen, const struct lr_verdicts *verdicts,
                                  struct lr_error *error);

#endif
