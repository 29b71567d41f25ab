// SPDX-License-Identifier: GPL-3.0-or-later
// `lumireach --cite [SCENARIO]`: what to cite, as BibTeX.
#ifndef LR_CLI_CITE_H
#define LR_CLI_CITE_H

#include "base/buffer.h"
#include "base/error.h"

// Adds the whole of inputs/references.bib, or with a scenario (path, "-": standard input) the program, its libraries, and what
// the texts of the merged scenario and the equations name. Problems of the scenario go to stderr.
enum lr_status lr_cite(const char *scenario, struct lr_buffer *out, struct lr_error *error);

#endif
