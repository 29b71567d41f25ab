// SPDX-License-Identifier: GPL-3.0-or-later
// Files and texts with their bases, laid over or under what a document holds.
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/document_parts.h"

enum { MOST_FILES = 200 };

static enum lr_status read_stream(FILE *stream, struct lr_buffer *text) {
  char chunk[16384];
  size_t got;
  while ((got = fread(chunk, 1, sizeof chunk, stream)) > 0 && text->length <= LR_LARGEST_FILE)
    lr_buffer_add_bytes(text, chunk, got);
  if (text->failed) return LR_E_MEMORY;
  return ferror(stream) ? LR_E_IO : LR_OK;
}

static char *join_path(const char *folder, const char *path) {
  struct lr_buffer joined = {0};
  if (*path != '/' && strcmp(folder, ".") != 0) lr_buffer_print(&joined, "%s/", folder);
  lr_buffer_add(&joined, path);
  if (joined.failed) lr_buffer_free(&joined);
  return joined.text;
}

static char *folder_of(const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash) return strdup(".");
  return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

static struct lr_node *load_tree(struct lr_document *document, const char *path, const struct lr_node *asked_by, int depth,
                                 struct lr_problems *problems, enum lr_status *status);

struct lr_node *lr_document_with_bases(struct lr_document *document, struct lr_node *tree, int depth, struct lr_problems *problems,
                                       enum lr_status *status) {
  const struct lr_node *base = lr_node_child(tree, "base");
  if (!base) return tree;
  struct lr_node *merged = NULL;
  size_t count = base->kind == LR_LIST ? base->children : 1;
  if (base->kind == LR_MAPPING) {
    lr_node_problem(problems, false, base, "'base' wants a file name or a list of file names");
    count = 0;
  }
  for (size_t i = 0; i < count && *status == LR_OK; i++) {
    const struct lr_node *name = base->kind == LR_LIST ? base->child[i] : base;
    if (name->kind != LR_SCALAR) {
      lr_node_problem(problems, false, name, "'base' wants a file name or a list of file names");
      continue;
    }
    char *path = join_path(name->source->folder, name->text);
    struct lr_node *under = path ? load_tree(document, path, name, depth + 1, problems, status) : NULL;
    if (!path) *status = LR_E_MEMORY;
    free(path);
    if (under) {
      merged = merged ? lr_node_merge(merged, under) : under;
      if (!merged) *status = LR_E_MEMORY;
    }
  }
  for (size_t i = 0; i < tree->children; i++)
    if (tree->child[i] == base) {
      memmove(tree->child + i, tree->child + i + 1, (tree->children - i - 1) * sizeof(struct lr_node *));
      tree->children--;
      break;
    }
  if (!merged) return tree;
  merged = lr_node_merge(merged, tree);
  if (!merged) *status = LR_E_MEMORY;
  return merged;
}

static struct lr_node *tree_of_text(struct lr_document *document, const char *name, const char *folder, const char *text,
                                    size_t length, int depth, struct lr_problems *problems, enum lr_status *status) {
  if (length > LR_LARGEST_FILE) {
    lr_problems_add(problems, false, name, NULL, 0, 0, "larger than 1 MB: this is no scenario file");
    return NULL;
  }
  struct lr_source *source = lr_document_source(document, name, folder, text, length);
  if (!source) {
    *status = LR_E_MEMORY;
    return NULL;
  }
  size_t errors_before = problems->errors;
  struct lr_node *tree = lr_yaml_parse(document, source, length, problems);
  if (!tree && !problems->no_memory && problems->errors == errors_before)
    lr_problems_add(problems, false, name, NULL, 0, 0,
                    "the file is empty: `lumireach defaults` prints a full scenario to begin with");
  if (tree && tree->kind != LR_MAPPING) {
    lr_node_problem(problems, false, tree, "a scenario is a mapping of keys such as 'machine:' and 'plan:'");
    return NULL;
  }
  return tree ? lr_document_with_bases(document, tree, depth, problems, status) : NULL;
}

static struct lr_node *load_tree(struct lr_document *document, const char *path, const struct lr_node *asked_by, int depth,
                                 struct lr_problems *problems, enum lr_status *status) {
  bool standard_input = strcmp(path, "-") == 0 && !asked_by;
  if (depth > LR_MOST_BASES) {
    if (asked_by) lr_node_problem(problems, false, asked_by, "more than %d files deep: does a base name itself?", LR_MOST_BASES);
    *status = LR_E_INPUT;  // ends the reading: a list of such bases would be read 2^16 times
    return NULL;
  }
  if (document->sources >= MOST_FILES) {
    if (asked_by) lr_node_problem(problems, false, asked_by, "more than %d files in one scenario", MOST_FILES);
    *status = LR_E_INPUT;
    return NULL;
  }
  struct stat info;
  FILE *stream = standard_input ? stdin : fopen(path, "rb");
  if (stream && !standard_input && fstat(fileno(stream), &info) == 0 && S_ISDIR(info.st_mode)) {
    fclose(stream);
    stream = NULL;
    errno = EISDIR;
  }
  if (!stream) {
    char text[PATH_MAX + 64];
    snprintf(text, sizeof text, "cannot read '%s': %s", path, strerror(errno));
    if (asked_by) lr_node_problem(problems, false, asked_by, "%s", text);
    else lr_problems_add(problems, false, "", NULL, 0, 0, text);
    return NULL;
  }
  struct lr_buffer text = {0};
  *status = read_stream(stream, &text);
  if (!standard_input) fclose(stream);
  struct lr_node *tree = NULL;
  if (*status == LR_OK) {
    char *folder = standard_input ? strdup(".") : folder_of(path);
    if (folder)
      tree = tree_of_text(document, standard_input ? "<stdin>" : path, folder, lr_buffer_text(&text), text.length, depth,
                          problems, status);
    else
      *status = LR_E_MEMORY;
    free(folder);
  } else {
    lr_problems_add(problems, false, path, NULL, 0, 0, "reading failed");
  }
  lr_buffer_free(&text);
  return tree;
}

enum lr_status lr_document_lay(struct lr_document *document, struct lr_node *under, struct lr_node *over, struct lr_problems *problems,
                               enum lr_status status) {
  if (under && over) {
    struct lr_node *merged = lr_node_merge(under, over);
    if (!merged) return LR_E_MEMORY;
    document->root = merged;
    merged->parent = NULL;
  }
  if (status == LR_OK && problems->errors) status = LR_E_INPUT;
  return status;
}

enum lr_status lr_document_load(struct lr_document *document, const char *path, struct lr_problems *problems) {
  enum lr_status status = LR_OK;
  struct lr_node *tree = load_tree(document, path, NULL, 0, problems, &status);
  return lr_document_lay(document, document->root, tree, problems, status);
}

enum lr_status lr_document_load_under(struct lr_document *document, const char *path, struct lr_problems *problems) {
  enum lr_status status = LR_OK;
  struct lr_node *tree = load_tree(document, path, NULL, 0, problems, &status);
  return lr_document_lay(document, tree, document->root, problems, status);
}

enum lr_status lr_document_load_text(struct lr_document *document, const char *name, const char *folder,
                                     const char *text, size_t length, struct lr_problems *problems) {
  enum lr_status status = LR_OK;
  struct lr_node *tree = tree_of_text(document, name, folder, text, length, 0, problems, &status);
  return lr_document_lay(document, document->root, tree, problems, status);
}
