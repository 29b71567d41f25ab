// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/problems.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_KEPT = 500, LONGEST_LINE = 160 };

static bool goes_on(char c) { return ((unsigned char)c & 0xc0) == 0x80; }  // inside a UTF-8 character

// The line, or the part of a long line around the column, which then counts from the start of that part.
static char *line_of(const char *content, int line, int *column) {
  if (!content) return NULL;
  const char *end = content + strlen(content);
  for (int i = 1; i < line; i++) {
    content = memchr(content, '\n', (size_t)(end - content));
    if (!content) return NULL;
    content++;
  }
  size_t length = strcspn(content, "\r\n");
  if (*column > LONGEST_LINE - 40) {
    int skip = *column - LONGEST_LINE / 2;
    *column -= skip;
    while (skip > 0 && length) {
      do {
        content++;
        length--;
      } while (length && goes_on(*content));
      skip--;
    }
  }
  if (length > LONGEST_LINE) {
    length = LONGEST_LINE;
    while (length && goes_on(content[length])) length--;
  }
  return strndup(content, length);
}

static bool same(const char *a, const char *b) { return a && b && strcmp(a, b) == 0; }

static bool said_before(const struct lr_problems *problems, const char *file, int line, int column, const char *text) {
  for (size_t i = 0; i < problems->count; i++) {
    const struct lr_problem *other = &problems->item[i];
    if (other->line == line && other->column == column && same(other->text, text) && same(other->file, file)) return true;
  }
  return false;
}

void lr_problems_add(struct lr_problems *problems, bool warning, const char *file, const char *content, int line,
                     int column, const char *text) {
  if (!warning) problems->errors++;
  if (problems->count == MOST_KEPT) return;  // they still count, and the summary says how many there are
  if (said_before(problems, file ? file : "", line, column, text)) {
    if (!warning) problems->repeated++;
    return;
  }
  if (problems->count == problems->room) {
    size_t room = problems->room ? 2 * problems->room : 16;
    struct lr_problem *grown = realloc(problems->item, room * sizeof *grown);
    if (!grown) {
      problems->no_memory = true;
      return;
    }
    problems->item = grown;
    problems->room = room;
  }
  struct lr_problem *problem = &problems->item[problems->count++];
  *problem = (struct lr_problem){.line = line, .column = column, .caret = column, .warning = warning};
  problem->file = strdup(file ? file : "");
  problem->text = strdup(text);
  if (line > 0) problem->line_text = line_of(content, line, &problem->caret);
}

// Stable order: files as they were first named, in each by line and column. Problems are few, insertion is enough.
static void sort(struct lr_problems *problems) {
  size_t files = 0;
  for (size_t i = 0; i < problems->count; i++) {
    size_t k = 0;
    while (k < i && !same(problems->item[k].file, problems->item[i].file)) k++;
    problems->item[i].file_rank = k < i ? problems->item[k].file_rank : files++;
  }
  for (size_t i = 1; i < problems->count; i++) {
    struct lr_problem moved = problems->item[i];
    size_t j = i;
    for (; j > 0; j--) {
      const struct lr_problem *other = &problems->item[j - 1];
      if (other->file_rank < moved.file_rank) break;
      if (other->file_rank == moved.file_rank &&
          (other->line < moved.line || (other->line == moved.line && other->column <= moved.column)))
        break;
      problems->item[j] = problems->item[j - 1];
    }
    problems->item[j] = moved;
  }
}

// No control character of the input reaches the terminal: neither C0, nor C1 in UTF-8 (c2 80 .. c2 9f).
static void print_clean(FILE *stream, const char *text) {
  for (const char *c = text ? text : ""; *c; c++) {
    unsigned char byte = (unsigned char)*c;
    if (byte == 0xc2 && (unsigned char)c[1] >= 0x80 && (unsigned char)c[1] < 0xa0) {
      fputc(' ', stream);
      c++;
    } else {
      fputc(byte < 0x20 || byte == 0x7f ? ' ' : byte, stream);
    }
  }
}

void lr_problems_print(struct lr_problems *problems, FILE *stream) {
  sort(problems);
  for (size_t i = 0; i < problems->count; i++) {
    const struct lr_problem *problem = &problems->item[i];
    if (problem->file && *problem->file) {
      print_clean(stream, problem->file);
      fputc(':', stream);
      if (problem->line > 0) fprintf(stream, "%d:%d:", problem->line, problem->column);
      fputc(' ', stream);
    }
    fputs(problem->warning ? "warning: " : "error: ", stream);
    print_clean(stream, problem->text);
    fputc('\n', stream);
    if (problem->line_text) {
      fprintf(stream, "%5d | ", problem->line);
      print_clean(stream, problem->line_text);
      fprintf(stream, "\n      | %*s^\n", problem->caret > 0 ? problem->caret - 1 : 0, "");
    }
  }
  if (problems->count == MOST_KEPT) fprintf(stream, "(only the first %d are shown)\n", MOST_KEPT);
}

void lr_problems_free(struct lr_problems *problems) {
  for (size_t i = 0; i < problems->count; i++) {
    free(problems->item[i].file);
    free(problems->item[i].text);
    free(problems->item[i].line_text);
  }
  free(problems->item);
  memset(problems, 0, sizeof *problems);
}

enum lr_status lr_problems_status(const struct lr_problems *problems, struct lr_error *error) {
  if (problems->no_memory) return lr_error_set(error, LR_E_MEMORY, "no memory to read the scenario");
  if (!problems->errors) return LR_OK;
  size_t count = problems->errors - problems->repeated;
  return lr_error_set(error, LR_E_INPUT, "%zu error%s in the input; nothing was written", count, count == 1 ? "" : "s");
}
