// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the input: a list, so that every error of a file is reported in one pass, with file:line:column,
// the line itself and a caret.
#ifndef LR_BASE_PROBLEMS_H
#define LR_BASE_PROBLEMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/error.h"

struct lr_problem {
  char *file, *text, *line_text;
  int line, column;  // from 1; 0 = none
  int caret;         // column in line_text, which is a part of the line when that is long
  bool warning;
  size_t file_rank;  // files in the order in which they were first named
};

struct lr_problems {
  struct lr_problem *item;
  size_t count, room;
  size_t errors;    // all that were added: a reader compares it before and after
  bool no_memory;   // a reader ran out of memory: what was read is not whole
  size_t repeated;  // of these, said before (a default that many periods take): printed and counted once
};

// `content` is the whole text of the file (or NULL), from which the line is taken.
void lr_problems_add(struct lr_problems *problems, bool warning, const char *file, const char *content, int line,
                     int column, const char *text);
// Errors and warnings in order of file and line: `file:line:column: error: text`, the line, a caret. The first 500 are kept.
void lr_problems_print(struct lr_problems *problems, FILE *stream);
void lr_problems_free(struct lr_problems *problems);
// LR_E_MEMORY when memory ran out, LR_E_INPUT with a one-line summary when there are errors, else LR_OK.
enum lr_status lr_problems_status(const struct lr_problems *problems, struct lr_error *error);

#endif
