// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/csv.h"

#include <string.h>

#include "base/buffer.h"

struct lr_csv lr_csv_begin(const char *name, const char *text) {
  return (struct lr_csv){.name = name, .at = text + (strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0),
                         .end = text + strlen(text)};
}

static void trim(char **text) {
  *text += strspn(*text, " \t");
  size_t length = strlen(*text);
  while (length && strchr(" \t\r", (*text)[length - 1])) (*text)[--length] = '\0';
}

// Takes the line apart in place. False: an open quote, text behind a closing one, or too many fields.
static bool split(struct lr_csv *csv, char *line) {
  for (csv->fields = 0; csv->fields < LR_CSV_MOST_FIELDS;) {
    line += strspn(line, " \t");
    bool quoted = *line == '"';
    if (quoted) line++;
    csv->field[csv->fields++] = line;
    line += strcspn(line, quoted ? "\"" : ",");
    if (quoted) {
      if (!*line) return false;
      *line++ = '\0';
      line += strspn(line, " \t\r");
      if (*line && *line != ',') return false;
    }
    bool more = *line == ',';
    *line = '\0';
    if (!quoted) trim(&csv->field[csv->fields - 1]);
    if (!more) return true;
    line++;
  }
  return false;
}

static bool has_control(const char *text) {
  for (; *text; text++)
    if (((unsigned char)*text < 0x20 && *text != '\t' && !(*text == '\r' && !text[1])) || *text == 0x7f) return true;
  return false;
}

enum lr_status lr_csv_next(struct lr_csv *csv, struct lr_error *error) {
  csv->fields = 0;
  while (*csv->at) {
    const char *line_end = memchr(csv->at, '\n', (size_t)(csv->end - csv->at));
    size_t length = (size_t)((line_end ? line_end : csv->end) - csv->at);
    csv->line++;
    if (length >= sizeof csv->copy)
      return lr_error_set(error, LR_E_INPUT, "%s:%d: the line has more than %d bytes", csv->name, csv->line,
                          LR_CSV_MOST_LINE - 1);
    memcpy(csv->copy, csv->at, length);
    csv->copy[length] = '\0';
    csv->at += length + (line_end != NULL);
    const char *begin = csv->copy + strspn(csv->copy, " \t\r");
    if (!*begin || *begin == '#') continue;
    if (has_control(csv->copy))
      return lr_error_set(error, LR_E_INPUT, "%s:%d: the line holds a control character", csv->name, csv->line);
    if (!split(csv, csv->copy))
      return lr_error_set(error, LR_E_INPUT, "%s:%d: quotes do not match, or there are more than %d fields", csv->name,
                          csv->line, LR_CSV_MOST_FIELDS);
    if (!csv->columns) csv->columns = csv->fields;
    if (csv->fields == csv->columns) return LR_OK;
    return lr_error_set(error, LR_E_INPUT, "%s:%d: the row has %zu fields, the heading %zu", csv->name, csv->line,
                        csv->fields, csv->columns);
  }
  return LR_OK;
}

enum lr_status lr_csv_heading(const struct lr_csv *csv, const char *const *names, size_t needed, bool pass_over,
                              int column[LR_CSV_MOST_FIELDS], struct lr_error *error) {
  for (size_t i = 0; i < csv->fields; i++) {
    const char *text = csv->field[i];
    column[i] = -1;
    for (int c = 0; names[c]; c++)
      if (strcmp(text, names[c]) == 0) column[i] = c;
    for (size_t before = 0; before < i; before++)
      if (column[i] >= 0 && column[before] == column[i])
        return lr_error_set(error, LR_E_INPUT, "%s:%d: column '%s' stands twice", csv->name, csv->line, text);
    if (column[i] >= 0 || pass_over) continue;
    const char *nearest = lr_text_nearest(text, names);
    return lr_error_set(error, LR_E_INPUT, "%s:%d: unknown column '%.60s'%s%s%s", csv->name, csv->line, text,
                        nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
  }
  for (size_t c = 0; c < needed; c++) {
    bool seen = false;
    for (size_t i = 0; i < csv->fields; i++) seen = seen || column[i] == (int)c;
    if (!seen)
      return lr_error_set(error, LR_E_INPUT, "%s:%d: the heading row has no column '%s'", csv->name, csv->line, names[c]);
  }
  return LR_OK;
}

bool lr_csv_status_word(const char *text) {
  static const char *const WORDS[] = {"read", "known", "derived", "assumed"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    if (strcmp(text, WORDS[i]) == 0) return true;
  return false;
}
