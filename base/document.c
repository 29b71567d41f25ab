// SPDX-License-Identifier: GPL-3.0-or-later
// Nodes, loading with bases, merging, --set.
#include "base/document.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LARGEST_FILE = 1 << 20, MOST_BASES = 16, MOST_FILES = 200 };

struct lr_document *lr_document_create(void) {
  struct lr_document *document = calloc(1, sizeof *document);
  if (document) document->root = lr_document_node(document, LR_MAPPING);
  if (document && !document->root) {
    free(document);
    return NULL;
  }
  return document;
}

void lr_document_free(struct lr_document *document) {
  if (!document) return;
  for (size_t i = 0; i < document->nodes; i++) {
    free(document->node[i]->key);
    free(document->node[i]->text);
    free(document->node[i]->child);
    free(document->node[i]);
  }
  for (size_t i = 0; i < document->sources; i++) {
    free(document->source[i]->path);
    free(document->source[i]->folder);
    free(document->source[i]->text);
    free(document->source[i]);
  }
  free(document->node);
  free(document->source);
  free(document);
}

struct lr_node *lr_document_node(struct lr_document *document, enum lr_node_kind kind) {
  if (document->nodes == document->node_room) {
    size_t room = document->node_room ? 2 * document->node_room : 256;
    struct lr_node **grown = realloc(document->node, room * sizeof *grown);
    if (!grown) return NULL;
    document->node = grown;
    document->node_room = room;
  }
  struct lr_node *node = calloc(1, sizeof *node);
  if (!node) return NULL;
  node->kind = kind;
  document->node[document->nodes++] = node;
  return node;
}

bool lr_node_append(struct lr_node *parent, struct lr_node *child) {
  if (parent->children == parent->room) {
    size_t room = parent->room ? 2 * parent->room : 8;
    struct lr_node **grown = realloc(parent->child, room * sizeof(struct lr_node *));
    if (!grown) return false;
    parent->child = grown;
    parent->room = room;
  }
  child->parent = parent;
  parent->child[parent->children++] = child;
  return true;
}

static struct lr_source *add_source(struct lr_document *document, const char *path, const char *folder,
                                    const char *text, size_t length) {
  struct lr_source **grown = realloc(document->source, (document->sources + 1) * sizeof(struct lr_source *));
  if (!grown) return NULL;
  document->source = grown;
  struct lr_source *source = calloc(1, sizeof *source);
  if (!source) return NULL;
  document->source[document->sources++] = source;
  source->path = strdup(path);
  source->folder = strdup(folder);
  source->text = malloc(length + 1);
  if (!source->path || !source->folder || !source->text) return NULL;
  memcpy(source->text, text, length);
  source->text[length] = '\0';
  return source;
}

static bool is_null(const struct lr_node *node) {
  return node->kind == LR_SCALAR && !node->quoted && (!strcmp(node->text, "null") || !strcmp(node->text, "~"));
}

static void drop_nulls(struct lr_node *node) {
  size_t kept = 0;
  for (size_t i = 0; i < node->children; i++) {
    if (node->kind == LR_MAPPING && is_null(node->child[i])) continue;
    drop_nulls(node->child[i]);
    node->child[kept++] = node->child[i];
  }
  node->children = kept;
}

void lr_document_settle(struct lr_document *document) { drop_nulls(document->root); }

static bool is_remark(const struct lr_node *node) {
  return strcmp(node->key, "source") == 0 || strcmp(node->key, "status") == 0 || strcmp(node->key, "note") == 0;
}

// {value, source, status} and nothing else.
static bool is_bare_figure(const struct lr_node *mapping) {
  for (size_t i = 0; i < mapping->children; i++)
    if (strcmp(mapping->child[i]->key, "value") != 0 && !is_remark(mapping->child[i])) return false;
  return true;
}

static void drop_remarks(struct lr_node *mapping) {
  size_t kept = 0;
  for (size_t i = 0; i < mapping->children; i++)
    if (!is_remark(mapping->child[i])) mapping->child[kept++] = mapping->child[i];
  mapping->children = kept;
}

// `over` laid over `under`: mappings by key, everything else replaced whole, `null` takes away. A figure that brings its
// own value comes with its own source and status or none: it never keeps those of the figure that it replaces.
static struct lr_node *merge(struct lr_node *under, struct lr_node *over) {
  if (!under || under->kind != LR_MAPPING || over->kind != LR_MAPPING) return over;
  if (lr_node_child(over, "dist")) return over;  // a distribution with all its parameters
  if (lr_node_child(over, "value")) {
    if (is_bare_figure(under)) return over;
    drop_remarks(under);  // more than a figure, such as recorded_so_far with its date: only what was said of the value goes
  }
  for (size_t i = 0; i < over->children; i++) {
    struct lr_node *item = over->child[i];
    bool removal = is_null(item);
    size_t at = 0;
    while (at < under->children && strcmp(under->child[at]->key, item->key) != 0) at++;
    if (removal) {
      if (at < under->children) {
        memmove(under->child + at, under->child + at + 1, (under->children - at - 1) * sizeof(struct lr_node *));
        under->children--;
        under->removed = item;
      }
    } else if (at < under->children) {
      struct lr_node *merged = merge(under->child[at], item);
      if (!merged) return NULL;
      under->child[at] = merged;
      merged->parent = under;
    } else if (!lr_node_append(under, item)) {
      return NULL;
    }
  }
  return under;
}

static enum lr_status read_stream(FILE *stream, struct lr_buffer *text) {
  char chunk[16384];
  size_t got;
  while ((got = fread(chunk, 1, sizeof chunk, stream)) > 0 && text->length <= LARGEST_FILE)
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

// The bases of a tree, merged, with the tree on top.
static struct lr_node *with_bases(struct lr_document *document, struct lr_node *tree, int depth,
                                  struct lr_problems *problems, enum lr_status *status) {
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
      merged = merged ? merge(merged, under) : under;
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
  merged = merge(merged, tree);
  if (!merged) *status = LR_E_MEMORY;
  return merged;
}

static struct lr_node *tree_of_text(struct lr_document *document, const char *name, const char *folder, const char *text,
                                    size_t length, int depth, struct lr_problems *problems, enum lr_status *status) {
  if (length > LARGEST_FILE) {
    lr_problems_add(problems, false, name, NULL, 0, 0, "larger than 1 MB: this is no scenario file");
    return NULL;
  }
  struct lr_source *source = add_source(document, name, folder, text, length);
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
  return tree ? with_bases(document, tree, depth, problems, status) : NULL;
}

static struct lr_node *load_tree(struct lr_document *document, const char *path, const struct lr_node *asked_by, int depth,
                                 struct lr_problems *problems, enum lr_status *status) {
  bool standard_input = strcmp(path, "-") == 0 && !asked_by;
  if (depth > MOST_BASES) {
    if (asked_by) lr_node_problem(problems, false, asked_by, "more than %d files deep: does a base name itself?", MOST_BASES);
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

static enum lr_status laid(struct lr_document *document, struct lr_node *under, struct lr_node *over,
                           struct lr_problems *problems, enum lr_status status) {
  if (under && over) {
    struct lr_node *merged = merge(under, over);
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
  return laid(document, document->root, tree, problems, status);
}

enum lr_status lr_document_load_under(struct lr_document *document, const char *path, struct lr_problems *problems) {
  enum lr_status status = LR_OK;
  struct lr_node *tree = load_tree(document, path, NULL, 0, problems, &status);
  return laid(document, tree, document->root, problems, status);
}

enum lr_status lr_document_load_text(struct lr_document *document, const char *name, const char *folder,
                                     const char *text, size_t length, struct lr_problems *problems) {
  enum lr_status status = LR_OK;
  struct lr_node *tree = tree_of_text(document, name, folder, text, length, 0, problems, &status);
  return laid(document, document->root, tree, problems, status);
}

static struct lr_node *scalar_node(struct lr_document *document, const struct lr_source *source, const char *text) {
  struct lr_node *node = lr_document_node(document, LR_SCALAR);
  if (!node) return NULL;
  node->source = source;
  node->line = node->column = 1;
  node->text = strdup(text);
  return node->text ? node : NULL;
}

// {key: value}
static struct lr_node *wrapped(struct lr_document *document, const struct lr_source *source, const char *key, size_t length,
                               struct lr_node *value) {
  struct lr_node *mapping = lr_document_node(document, LR_MAPPING);
  value->key = strndup(key, length);
  if (!mapping || !value->key || !lr_node_append(mapping, value)) return NULL;
  mapping->source = source;
  mapping->line = mapping->column = 1;
  return mapping;
}

static enum lr_status bad_set(struct lr_problems *problems, const char *what, const char *why) {
  lr_problems_add(problems, false, what, NULL, 0, 0, why);
  return LR_E_INPUT;
}

enum lr_status lr_document_set(struct lr_document *document, const char *assignment, struct lr_problems *problems) {
  const char *equals = strchr(assignment, '=');
  char text[256];
  if (!equals || equals == assignment) {
    snprintf(text, sizeof text, "--set wants key=value such as machine.ler.current='1.3 A', got '%.100s'", assignment);
    lr_problems_add(problems, false, "--set", NULL, 0, 0, text);
    return LR_E_INPUT;
  }
  snprintf(text, sizeof text, "--set %.*s", (int)(equals - assignment > 200 ? 200 : equals - assignment), assignment);
  size_t errors_before = problems->errors, length = strlen(equals + 1);
  struct lr_source *source = length <= LARGEST_FILE ? add_source(document, text, ".", equals + 1, length) : NULL;
  if (!source) return LR_E_MEMORY;
  // The value is a YAML text of its own, so that commas and colons in it cannot become further keys.
  struct lr_node *tree = lr_yaml_parse(document, source, length, problems);
  if (problems->errors != errors_before) return LR_E_INPUT;
  if (!tree) tree = scalar_node(document, source, "");  // key= with nothing behind it
  const char *end = equals;
  for (int depth = 0; tree && end > assignment; depth++) {
    const char *start = end;
    while (start > assignment && start[-1] != '.') start--;
    tree = wrapped(document, source, start, (size_t)(end - start), tree);
    if (tree && depth == MOST_BASES) return bad_set(problems, text, "more than 16 levels of keys");
    if (tree && !lr_key_is_word(tree->child[0]->key)) return bad_set(problems, text, "a key is one word, keys are joined by single dots");
    end = start > assignment ? start - 1 : start;
    if (start > assignment && end == assignment) return bad_set(problems, text, "keys are joined by single dots, with none in front");
  }
  enum lr_status status = tree ? LR_OK : LR_E_MEMORY;
  if (tree) tree = with_bases(document, tree, 0, problems, &status);
  status = laid(document, document->root, tree, problems, status);
  return status == LR_E_INPUT && problems->errors == errors_before ? LR_OK : status;  // errors of before are not its own
}
