// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/track_difference.h"

#include <stdio.h>
#include <string.h>

enum { DEPTH = 8, STEP = 2 };  // mappings in one another; blanks of each

struct walk {
  const char *at, *end;
  char name[DEPTH][40];
};

struct entry {
  char key[160], value[100];
};

// "0.9 mm" of "{value: 0.9 mm, status: ..}"; any other text is itself.
static void take_value(const char *text, size_t length, struct entry *e) {
  static const char VALUE[] = "{value: ";
  const char *comma = NULL;
  if (length >= sizeof VALUE && memcmp(text, VALUE, sizeof VALUE - 1) == 0) {
    text += sizeof VALUE - 1;
    length -= sizeof VALUE - 1;
    comma = memchr(text, *text == '[' ? ']' : ',', length);
  }
  if (!length) text = "given", length = 5;  // a mapping or a list, on lines of its own
  if (comma) length = (size_t)(comma - text) + (*comma == ']');
  snprintf(e->value, sizeof e->value, "%.*s", (int)(length < sizeof e->value ? length : sizeof e->value - 1), text);
}

static bool matters(const char *key) {
  static const char *const ASIDE[] = {"name", "note", "source", "status", "description"};
  if (strncmp(key, "machine.", 8) != 0 && strncmp(key, "track.", 6) != 0) return false;
  if (strcmp(key, "track.turns") == 0 || strcmp(key, "track.average") == 0) return false;
  const char *last = strrchr(key, '.') + 1;
  for (size_t i = 0; i < sizeof ASIDE / sizeof *ASIDE; i++)
    if (strcmp(last, ASIDE[i]) == 0) return false;
  return true;
}

// The next line that matters.
static bool next(struct walk *w, struct entry *e) {
  while (w->at < w->end) {
    const char *line = w->at, *stop = memchr(line, '\n', (size_t)(w->end - line));
    if (!stop) stop = w->end;
    w->at = stop < w->end ? stop + 1 : stop;
    size_t blank = 0;
    while (line + blank < stop && line[blank] == ' ') blank++;
    const char *text = line + blank, *colon = memchr(text, ':', (size_t)(stop - text));
    size_t depth = blank / STEP;
    if (text == stop || *text == '#' || depth >= DEPTH) continue;
    const bool item = *text == '-' || !colon;  // of a list: its text is all there is to compare
    snprintf(w->name[depth], sizeof w->name[depth], "%.*s", item ? (int)(stop - text) : (int)(colon - text), text);
    *e->key = '\0';
    for (size_t d = 0; d <= depth; d++) snprintf(e->key + strlen(e->key), sizeof e->key - strlen(e->key), "%s%s", d ? "." : "", w->name[d]);
    const char *value = item ? stop : colon + 1;
    while (value < stop && *value == ' ') value++;
    take_value(value, (size_t)(stop - value), e);
    if (matters(e->key)) return true;
  }
  return false;
}

static bool find(const char *text, size_t length, const char *key, struct entry *e) {
  struct walk w = {.at = text, .end = text + length};
  while (next(&w, e))
    if (strcmp(e->key, key) == 0) return true;
  return false;
}

bool lr_track_difference(const char *a, size_t a_length, const char *b, size_t b_length, struct lr_track_difference *out) {
  struct walk w = {.at = a, .end = a + a_length};
  struct entry mine, other;
  while (next(&w, &mine)) {
    bool found = find(b, b_length, mine.key, &other);
    if (found && strcmp(mine.value, other.value) == 0) continue;
    snprintf(out->key, sizeof out->key, "%s", mine.key);
    snprintf(out->a, sizeof out->a, "%s", mine.value);
    snprintf(out->b, sizeof out->b, "%s", found ? other.value : "");
    return true;
  }
  w = (struct walk){.at = b, .end = b + b_length};
  while (next(&w, &mine)) {
    if (find(a, a_length, mine.key, &other)) continue;
    snprintf(out->key, sizeof out->key, "%s", mine.key);
    *out->a = '\0';
    snprintf(out->b, sizeof out->b, "%s", mine.value);
    return true;
  }
  return false;
}
