// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/bibliography.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int line_of(const char *text, const char *at) {
  int line = 1;
  for (; text < at; text++) line += *text == '\n';
  return line;
}

// The brace that closes the one at `open`; NULL when none does. Backslash takes the next character out of the count.
static const char *closing(const char *open) {
  int depth = 0;
  for (const char *c = open; *c; c++) {
    if (*c == '\\' && c[1]) c++;
    else if (*c == '{') depth++;
    else if (*c == '}' && --depth == 0) return c;
  }
  return NULL;
}

// The text of a field `name = {...}` of an entry, shortened to the room; false when it has none.
static bool field(const struct lr_bib_entry *entry, const char *name, char *value, size_t room) {
  char head[64];
  int length = snprintf(head, sizeof head, "\n  %s = {", name);
  const char *end = entry->text + entry->length, *at = strstr(entry->text, head);
  if (!at || at >= end) return false;
  const char *from = at + length, *to = closing(from - 1);
  if (!to || to > end) return false;
  snprintf(value, room, "%.*s", (int)(to - from), from);
  return true;
}

static enum lr_status add_entry(struct lr_bibliography *out, const char *at, const char *open, const char *end, const char *name,
                                struct lr_error *error) {
  if ((out->entries & (out->entries + 1)) == 0) {  // room for the next 2^n entries
    struct lr_bib_entry *more = realloc(out->entry, (2 * out->entries + 2) * sizeof *more);
    if (!more) return lr_error_set(error, LR_E_MEMORY, "no memory");
    out->entry = more;
  }
  struct lr_bib_entry *entry = &out->entry[out->entries];
  *entry = (struct lr_bib_entry){.text = at, .length = (size_t)(end + 1 - at)};
  size_t key = strcspn(open + 1, ",} \t\n");
  int line = line_of(out->text, at);
  if (key == 0 || open[1 + key] != ',' || key >= sizeof entry->key)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: the entry has no key of at most %zu characters", name, line, sizeof entry->key - 1);
  memcpy(entry->key, open + 1, key);
  for (size_t i = 0; i < out->entries; i++)
    if (strcmp(out->entry[i].key, entry->key) == 0)
      return lr_error_set(error, LR_E_INPUT, "%s:%d: the key '%s' is there twice, first in line %d", name, line, entry->key,
                          line_of(out->text, out->entry[i].text));
  char always[8];
  field(entry, "cited", entry->cited, sizeof entry->cited);
  entry->always = field(entry, "lumireach", always, sizeof always);
  out->entries++;
  return LR_OK;
}

enum lr_status lr_bibliography_parse(const char *name, const char *text, struct lr_bibliography *out, struct lr_error *error) {
  *out = (struct lr_bibliography){.text = strdup(text)};
  if (!out->text) return lr_error_set(error, LR_E_MEMORY, "no memory");
  enum lr_status status = LR_OK;
  for (const char *at = strchr(out->text, '@'); at && !status; at = strchr(at, '@')) {
    size_t kind = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz");
    const char *open = at + 1 + kind, *end = *open == '{' ? closing(open) : NULL;
    if (!kind || !end) return lr_error_set(error, LR_E_INPUT, "%s:%d: '@' begins no entry that closes", name, line_of(out->text, at));
    if (strncmp(at, "@comment", 8) != 0) status = add_entry(out, at, open, end, name, error);
    at = end;
  }
  return status;
}

void lr_bibliography_free(struct lr_bibliography *bibliography) {
  free(bibliography->text);
  free(bibliography->entry);
  free(bibliography->unknown);
  *bibliography = (struct lr_bibliography){.entries = 0};
}

static enum lr_status mark_number(struct lr_bibliography *bib, const char *number, size_t length, struct lr_error *error) {
  for (size_t i = 0; i < bib->entries; i++)
    if (strlen(bib->entry[i].key) == length && strncmp(bib->entry[i].key, number, length) == 0) {
      bib->entry[i].used = true;
      return LR_OK;
    }
  for (size_t i = 0; i < bib->unknowns; i++)
    if (strlen(bib->unknown[i]) == length && strncmp(bib->unknown[i], number, length) == 0) return LR_OK;
  void *more = realloc(bib->unknown, (bib->unknowns + 1) * sizeof *bib->unknown);
  if (!more) return lr_error_set(error, LR_E_MEMORY, "no memory");
  bib->unknown = more;
  snprintf(bib->unknown[bib->unknowns++], sizeof *bib->unknown, "%.*s", (int)length, number);
  return LR_OK;
}

// Length of the arXiv number that begins here, 0 for none.
static size_t number_at(const char *text, const char *c) {
  if (c > text && (isdigit((unsigned char)c[-1]) || c[-1] == '.')) return 0;
  size_t before = strspn(c, "0123456789");
  if (before != 4 || c[4] != '.') return 0;
  size_t after = strspn(c + 5, "0123456789");
  int month = (c[2] - '0') * 10 + c[3] - '0';
  return (after == 4 || after == 5) && month >= 1 && month <= 12 ? 5 + after : 0;
}

static bool part_of_word(char c) { return isalnum((unsigned char)c) || c == '_'; }

// Does the word stand in the text by itself?
static bool stands_alone(const char *text, const char *word) {
  size_t length = strlen(word);
  for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
    if (!(at > text && part_of_word(at[-1])) && !part_of_word(at[length])) return true;
  return false;
}

enum lr_status lr_bibliography_mark(struct lr_bibliography *bib, const char *text, struct lr_error *error) {
  enum lr_status status = LR_OK;
  for (size_t i = 0; i < bib->entries; i++)
    if (*bib->entry[i].cited && stands_alone(text, bib->entry[i].cited)) bib->entry[i].used = true;
  if (!strstr(text, "arXiv")) return LR_OK;
  for (const char *c = text; *c && !status; c++) {
    size_t length = number_at(text, c);
    if (!length) continue;
    status = mark_number(bib, c, length, error);
    c += length - 1;
  }
  return status;
}

void lr_bibliography_write(const struct lr_bibliography *bib, bool all, struct lr_buffer *out) {
  for (size_t i = 0; i < bib->entries; i++)
    if (all || bib->entry[i].used || bib->entry[i].always) {
      lr_buffer_add_bytes(out, bib->entry[i].text, bib->entry[i].length);
      lr_buffer_add(out, "\n\n");
    }
  for (size_t i = 0; i < bib->unknowns; i++)
    lr_buffer_print(out, "@misc{%s,\n  eprint = {%s},\n  archiveprefix = {arXiv},\n}\n\n", bib->unknown[i], bib->unknown[i]);
}
