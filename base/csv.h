// SPDX-License-Identifier: GPL-3.0-or-later
// Comma-separated text: a heading row, then rows with as many fields; blank lines and `#` comments between them. Blanks
// around a field do not count; a field may stand in double quotes (then it may hold commas, but no double quote).
//
//   struct lr_csv csv = lr_csv_begin("a.csv", text);
//   while ((status = lr_csv_next(&csv, error)) == LR_OK && csv.fields) ..  the first row is the heading
#ifndef LR_BASE_CSV_H
#define LR_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { LR_CSV_MOST_FIELDS = 32, LR_CSV_MOST_LINE = 1024 };

struct lr_csv {
  const char *name, *at, *end;  // for messages; where the next line begins, and the text ends
  int line;               // of the row at hand, from 1
  size_t columns;         // fields of the heading; 0 until it is read
  size_t fields;          // of the row at hand; 0: the text has ended
  char *field[LR_CSV_MOST_FIELDS];
  char copy[LR_CSV_MOST_LINE];  // the fields point into it: good until the next row
};

// `name` and `text` must outlive the reader. A byte order mark is passed over.
struct lr_csv lr_csv_begin(const char *name, const char *text);

// The next row. Status: LR_E_INPUT "NAME:LINE: what" (a line too long, a control character, quotes that do not match, too
// many fields, another number of fields than the heading has).
enum lr_status lr_csv_next(struct lr_csv *csv, struct lr_error *error);

// What the fields of the heading row at hand are. In: names (NULL-terminated), of which the first `needed` must stand.
// Out: column[i] = index of field i in `names`; -1: another name, when those are passed over.
// Status: LR_E_INPUT (a name twice, one that is needed missing, an unknown one - with the nearest name).
enum lr_status lr_csv_heading(const struct lr_csv *csv, const char *const *names, size_t needed, bool pass_over,
                              int column[LR_CSV_MOST_FIELDS], struct lr_error *error);

// Is it one of read, known, derived, assumed?
bool lr_csv_status_word(const char *text);

#endif
