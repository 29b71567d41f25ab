// SPDX-License-Identifier: GPL-3.0-or-later
// inputs/references.bib as a list of entries, and which of them a text names.
#ifndef LR_CLI_BIBLIOGRAPHY_H
#define LR_CLI_BIBLIOGRAPHY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"

struct lr_bib_entry {
  char key[48];      // arXiv number, or a short name
  char cited[96];    // words by which it is named where it has no arXiv number; "" for none
  const char *text;  // from '@' to the closing brace, in the text of the bibliography
  size_t length;
  bool always;       // the program and its libraries
  bool used;
};

struct lr_bibliography {
  char *text;
  struct lr_bib_entry *entry;
  size_t entries;
  char (*unknown)[16];  // arXiv numbers that a text names and that have no entry
  size_t unknowns;
};

// Takes a BibTeX text apart. Status: LR_E_INPUT with the line for braces that do not close, a key without a name or given
// twice; LR_E_MEMORY. `name` stands for the file in messages. The caller frees, after an error too.
enum lr_status lr_bibliography_parse(const char *name, const char *text, struct lr_bibliography *out, struct lr_error *error);
void lr_bibliography_free(struct lr_bibliography *bibliography);

// Marks what a text names: an arXiv number (2007.13071, with a month from 01 to 12 and four or five digits, in a text that
// says arXiv) or the words of `cited`. Status: LR_E_MEMORY.
enum lr_status lr_bibliography_mark(struct lr_bibliography *bibliography, const char *text, struct lr_error *error);

// Adds the entries to a buffer as BibTeX: all, or those that are used or always; then a @misc for each unknown number.
void lr_bibliography_write(const struct lr_bibliography *bibliography, bool all, struct lr_buffer *out);

#endif
