// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/case_file.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/files.h"

struct reader {
  struct lr_cases *cases;
  struct lr_problems *problems;
  int line;
  bool open, no_memory;
};

static void __attribute__((format(printf, 3, 4))) complain(struct reader *r, int line, const char *format, ...) {
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  const struct lr_case_file *file = &r->cases->file[r->cases->files - 1];
  lr_problems_add(r->problems, false, file->path, file->text, line, 1, text);
}

// The array with room for one more; NULL (and marked) when there is no memory.
static void *grown(struct reader *r, void *array, size_t count, size_t size) {
  if (count & (count - 1)) return array;  // room is the next power of two
  void *more = realloc(array, (count ? 2 * count : 1) * size);
  if (!more) r->no_memory = true;
  return more;
}

static void keep(struct reader *r, char **place, const char *value) {
  *place = strdup(value);
  if (!*place) r->no_memory = true;
}

static void end_case(struct reader *r) {
  if (!r->open) return;
  r->open = false;
  const struct lr_case *c = &r->cases->item[r->cases->count - 1];
  const char *missing = !c->title     ? "title"
                        : !c->source  ? "source"
                        : !c->status  ? "status"
                        : !c->expects ? "expect"
                                      : NULL;
  if (missing) complain(r, c->line, "the case '%s' has no '%s'", c->id, missing);
  bool needs = false;
  for (size_t i = 0; i < c->expects; i++)
    needs = needs || (c->expect[i].kind != LR_EXPECT_FORMULA && c->expect[i].kind != LR_EXPECT_LIMIT);
  if (needs && !c->scenario) complain(r, c->line, "the case '%s' has no 'scenario'", c->id);
  if (c->sets && !c->scenario) complain(r, c->line, "the case '%s' sets keys of no scenario", c->id);
}

static void begin_case(struct reader *r, const char *id) {
  if (r->open) complain(r, r->line, "a blank line stands between cases");
  end_case(r);
  if (strchr(id, ' ')) complain(r, r->line, "the name of a case has no blanks");
  struct lr_cases *all = r->cases;
  for (size_t i = 0; i < all->count; i++)
    if (strcmp(all->item[i].id, id) == 0)
      complain(r, r->line, "there is a case '%s' already: %s:%d", id, all->file[all->item[i].file].path,
               all->item[i].line);
  void *items = grown(r, all->item, all->count, sizeof *all->item);
  if (!items) return;
  all->item = items;
  all->item[all->count] = (struct lr_case){.line = r->line, .file = all->files - 1};
  keep(r, &all->item[all->count++].id, id);
  r->open = !r->no_memory;
}

static void add_expect(struct reader *r, struct lr_case *c, const char *value) {
  char reason[256];
  void *expects = grown(r, c->expect, c->expects, sizeof *c->expect);
  if (!expects) return;
  c->expect = expects;
  struct lr_expect *expect = &c->expect[c->expects++];
  if (!lr_expect_parse(value, expect, reason, sizeof reason)) {
    complain(r, r->line, "%s", reason);
    expect->kind = LR_EXPECT_LIMIT;  // needs no scenario: say no more of this line
  }
  expect->line = r->line;
}

static const char *const KEYS[] = {"case", "title", "source", "status", "scenario", "long", "set", "expect", "note", NULL};

static void add_line(struct reader *r, const char *key, char *value) {
  struct lr_case *c = r->open ? &r->cases->item[r->cases->count - 1] : NULL;
  bool known = false;
  for (int i = 0; KEYS[i]; i++) known = known || strcmp(KEYS[i], key) == 0;
  if (!known) {
    const char *nearest = lr_text_nearest(key, KEYS);
    complain(r, r->line, "'%.40s' is no word of a case%s%s%s", key, nearest ? ": did you mean '" : "",
             nearest ? nearest : "", nearest ? "'?" : "");
  } else if (!*value) {
    complain(r, r->line, "'%s' has no value", key);
  } else if (strcmp(key, "case") == 0) {
    begin_case(r, value);
  } else if (!c) {
    complain(r, r->line, "this line stands in no case: a case begins with 'case NAME' and ends with a blank line");
  } else if (strcmp(key, "expect") == 0) {
    add_expect(r, c, value);
  } else if (strcmp(key, "set") == 0) {
    if (c->sets == LR_MOST_SETS - 1)
      complain(r, r->line, "more than %d keys set", LR_MOST_SETS - 1);
    else if (!lr_assignment_squeeze(value))
      complain(r, r->line, "'set' wants the form KEY = VALUE");
    else
      keep(r, &c->set[c->sets++], value);
  } else if (strcmp(key, "note") == 0) {
    if (c->notes == LR_MOST_CASE_NOTES)
      complain(r, r->line, "more than %d notes", LR_MOST_CASE_NOTES);
    else
      keep(r, &c->note[c->notes++], value);
  } else {
    char **place = strcmp(key, "title") == 0    ? &c->title
                   : strcmp(key, "source") == 0 ? &c->source
                   : strcmp(key, "status") == 0 ? &c->status
                   : strcmp(key, "long") == 0   ? &c->takes
                                                : &c->scenario;
    if (*place)
      complain(r, r->line, "a second '%s'", key);
    else
      keep(r, place, value);
    if (place == &c->status && strcmp(value, "read") && strcmp(value, "known") && strcmp(value, "derived") &&
        strcmp(value, "assumed"))
      complain(r, r->line, "'status' wants one of read, known, derived, assumed, got '%.40s'", value);
  }
}

static void read_line(struct reader *r, char *line) {
  size_t length = strlen(line);
  for (const char *c = line; *c; c++)
    if ((unsigned char)*c < 0x20) {
      complain(r, r->line, "a control character (tab, carriage return, ..)");
      return;
    }
  if (*line == '#') return;
  if (!length) {
    end_case(r);
  } else if (*line == ' ' || line[length - 1] == ' ') {
    complain(r, r->line, "blanks at the %s of the line", *line == ' ' ? "beginning" : "end");
  } else {
    char *blank = strchr(line, ' '), *value = blank ? blank + 1 : line + length;
    if (blank) *blank = '\0';
    while (*value == ' ') value++;
    add_line(r, line, value);
  }
}

static enum lr_status read_file(struct reader *r, const char *folder, const char *name, struct lr_error *error) {
  void *files = grown(r, r->cases->file, r->cases->files, sizeof *r->cases->file);
  struct lr_buffer path = {0};
  lr_buffer_print(&path, "%s/%s", folder, name);
  if (!files || path.failed) return lr_error_set(error, LR_E_MEMORY, "no memory to read '%s'", name);
  r->cases->file = files;
  struct lr_case_file *file = &r->cases->file[r->cases->files++];
  *file = (struct lr_case_file){.path = path.text, .name = strrchr(path.text, '/') + 1};
  size_t length;
  enum lr_status status = lr_file_read(file->path, &file->text, &length, error);
  if (status != LR_OK) return status;
  r->line = 1;
  if (strlen(file->text) != length) complain(r, 0, "the file has a zero byte in it");
  char *copy = strdup(file->text);
  if (!copy) return lr_error_set(error, LR_E_MEMORY, "no memory to read '%s'", name);
  for (char *line = copy, *end; line && !r->no_memory; line = end, r->line++) {
    end = strchr(line, '\n');
    if (end) *end++ = '\0';
    read_line(r, line);
  }
  if (!r->no_memory) end_case(r);
  free(copy);
  return r->no_memory ? lr_error_set(error, LR_E_MEMORY, "no memory to read '%s'", name) : LR_OK;
}

static int is_case_file(const struct dirent *entry) {
  size_t length = strlen(entry->d_name);
  return *entry->d_name != '.' && length > 5 && strcmp(entry->d_name + length - 5, ".case") == 0;
}

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

enum lr_status lr_cases_read(const char *folder, struct lr_cases *cases, struct lr_problems *problems,
                             struct lr_error *error) {
  struct dirent **entry;
  struct reader r = {.cases = cases, .problems = problems};
  *cases = (struct lr_cases){0};
  int count = scandir(folder, &entry, is_case_file, by_name);
  if (count < 0)
    return lr_error_set(error, LR_E_INPUT, "cannot read the folder of cases '%s': %s", folder, strerror(errno));
  enum lr_status status = count ? LR_OK : lr_error_set(error, LR_E_INPUT, "there are no *.case files in '%s'", folder);
  for (int i = 0; i < count && status == LR_OK; i++) status = read_file(&r, folder, entry[i]->d_name, error);
  for (int i = 0; i < count; i++) free(entry[i]);
  free(entry);
  return status == LR_OK ? lr_problems_status(problems, error) : status;
}

void lr_cases_free(struct lr_cases *cases) {
  for (size_t i = 0; i < cases->count; i++) {
    struct lr_case *c = &cases->item[i];
    char *const TEXTS[] = {c->id, c->title, c->source, c->status, c->scenario, c->takes};
    for (size_t k = 0; k < sizeof TEXTS / sizeof *TEXTS; k++) free(TEXTS[k]);
    for (size_t k = 0; k < c->notes; k++) free(c->note[k]);
    for (size_t k = 0; k < c->sets; k++) free(c->set[k]);
    for (size_t k = 0; k < c->expects; k++) {
      struct lr_expect *e = &c->expect[k];
      char *const PIECES[] = {e->words, e->published_text, e->tolerance_text, e->pieces[0], e->pieces[1]};
      for (size_t p = 0; p < sizeof PIECES / sizeof *PIECES; p++) free(PIECES[p]);
    }
    free(c->expect);
  }
  for (size_t i = 0; i < cases->files; i++) {
    free(cases->file[i].path);
    free(cases->file[i].text);
  }
  free(cases->item);
  free(cases->file);
  *cases = (struct lr_cases){0};
}
