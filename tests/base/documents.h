// SPDX-License-Identifier: GPL-3.0-or-later
// For tests of the scenario reader: a text to a document, and what was said about it.
#ifndef LR_TESTS_BASE_DOCUMENTS_H
#define LR_TESTS_BASE_DOCUMENTS_H

#include <stdarg.h>
#include <unistd.h>

#include "base/document.h"
#include "base/fields.h"
#include "tests/lr_test.h"

struct said {
  struct lr_document *document;
  struct lr_problems problems;
  enum lr_status status;
  char *text;  // as printed
};

static inline void said_print(struct said *said) {
  free(said->text);
  size_t size;
  FILE *stream = open_memstream(&said->text, &size);
  lr_problems_print(&said->problems, stream);
  fclose(stream);
}

static inline void said_free(struct said *said) {
  lr_document_free(said->document);
  lr_problems_free(&said->problems);
  free(said->text);
  memset(said, 0, sizeof *said);
}

static inline struct said said_of_bytes(const char *text, size_t length) {
  struct said said = {.document = lr_document_create()};
  said.status = lr_document_load_text(said.document, "t.yaml", ".", text, length, &said.problems);
  said_print(&said);
  return said;
}
static inline struct said said_of(const char *text) { return said_of_bytes(text, strlen(text)); }

static inline struct said said_of_file(const char *path) {
  struct said said = {.document = lr_document_create()};
  said.status = lr_document_load(said.document, path, &said.problems);
  said_print(&said);
  return said;
}

// Does what was printed hold the text? Shows all of it when not.
static inline int says(const struct said *said, const char *text) {
  int found = said->text && strstr(said->text, text) != NULL;
  if (!found) fprintf(stderr, "--- expected '%s' in\n%s---\n", text, said->text ? said->text : "");
  return found;
}

static inline const char *text_at(const struct said *said, const char *path) {
  const struct lr_node *node = lr_document_find(said->document, path);
  return !node ? "(none)" : node->kind == LR_SCALAR ? node->text : node->kind == LR_LIST ? "(list)" : "(mapping)";
}

static inline char *merged_text(const struct said *said) {
  struct lr_buffer out = {0};
  lr_document_write(said->document, &out);
  return out.text ? out.text : strdup("");
}

static inline void write_file(const char *path, const char *text) {
  FILE *stream = fopen(path, "wb");
  if (!stream || fputs(text, stream) == EOF || fclose(stream) != 0) {
    perror(path);
    exit(1);
  }
}

#endif
