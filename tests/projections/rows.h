// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of tests/projections/data/*.txt: words between blanks, lines with # skipped.
#ifndef LR_TESTS_PROJECTIONS_ROWS_H
#define LR_TESTS_PROJECTIONS_ROWS_H

#include "tests/lr_test.h"

enum { ROW_WORDS = 24 };

struct row {
  char word[ROW_WORDS][32];
  double number[ROW_WORDS];  // of the same word; NaN when it is none
  int words;
};

static inline FILE *rows_open(const char *name) {
  const char *top = getenv("LR_SOURCE_DIR");
  char path[1024];
  snprintf(path, sizeof path, "%s/tests/projections/data/%s", top ? top : ".", name);
  FILE *file = fopen(path, "r");
  LR_CHECK(file != NULL);
  return file;
}

static inline int rows_next(FILE *file, struct row *row) {
  char line[1024];
  while (file && fgets(line, sizeof line, file)) {
    if (line[0] == '#') continue;
    *row = (struct row){.words = 0};
    char *rest = NULL;
    for (char *word = strtok_r(line, " \n", &rest); word && row->words < ROW_WORDS;
         word = strtok_r(NULL, " \n", &rest)) {
      char *end;
      snprintf(row->word[row->words], sizeof row->word[0], "%s", word);
      double number = strtod(word, &end);
      row->number[row->words++] = *end ? NAN : number;
    }
    return 1;
  }
  return 0;
}

#endif
