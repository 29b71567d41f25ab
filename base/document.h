// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario as a tree: mappings, lists and scalars, each with the file, line and column that it came from. Files are
// YAML (one document, no anchors, aliases or tags, at most 1 MB); `base:` files are merged underneath.
#ifndef LR_BASE_DOCUMENT_H
#define LR_BASE_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/problems.h"

enum lr_node_kind { LR_SCALAR, LR_LIST, LR_MAPPING };

struct lr_source {  // a file that was read
  char *path;       // as shown in messages
  char *folder;     // where relative paths in it begin
  char *text;
};

struct lr_node {
  enum lr_node_kind kind;
  char *key;   // in its mapping; NULL in a list and for the root
  char *text;  // of a scalar
  bool quoted;
  int line, column, key_line, key_column;  // from 1
  const struct lr_source *source;
  struct lr_node *parent, **child;
  size_t children, room;
  const struct lr_node *removed;  // the last `key: null` that took something away from this mapping
  struct lr_node *idle;           // the last `key: null` that found nothing to take away: its key must be known all the same
  struct lr_node *idle_before;    // of such a null: the one before it
};

struct lr_document {
  struct lr_node *root;  // a mapping; empty to begin with
  struct lr_source **source;
  size_t sources;
  struct lr_node **node;  // all nodes, for freeing
  size_t nodes, node_room;
};

struct lr_document *lr_document_create(void);
void lr_document_free(struct lr_document *document);

// Reads a file ("-" = standard input) with its bases and lays it over what the document holds already.
// Every error found goes to `problems`. Status: LR_OK, LR_E_INPUT, LR_E_IO (unreadable), LR_E_MEMORY.
enum lr_status lr_document_load(struct lr_document *document, const char *path, struct lr_problems *problems);
// The same for a file that goes underneath what the document holds.
enum lr_status lr_document_load_under(struct lr_document *document, const char *path, struct lr_problems *problems);
// The same for a text in memory; `name` stands for the path in messages.
enum lr_status lr_document_load_text(struct lr_document *document, const char *name, const char *folder,
                                     const char *text, size_t length, struct lr_problems *problems);
// --set machine.ler.current='1.3 A'. `null` takes a key away.
enum lr_status lr_document_set(struct lr_document *document, const char *assignment, struct lr_problems *problems);

// A copy of the tree, with all that was laid over it. The files that it came from stay with `from`, which must outlive the copy.
// NULL: no memory.
struct lr_document *lr_document_copy(const struct lr_document *from);
// Puts a copy of `value` (of another document, which must outlive this one) in place of what stands at a path, or takes that away when it
// is NULL. A new key goes behind the one that it follows where it comes from. Status: LR_E_MEMORY, LR_E_DOMAIN when a part of the path
// before the last key is no mapping.
enum lr_status lr_document_put(struct lr_document *document, const char *dotted_path, const struct lr_node *value);

// Takes away the keys that are `null`, once all files and assignments are laid over one another.
void lr_document_settle(struct lr_document *document);

const struct lr_node *lr_node_child(const struct lr_node *mapping, const char *key);  // NULL: not there
const struct lr_node *lr_document_find(const struct lr_document *document, const char *dotted_path);
// A figure is `x: 1 A` or `x: {value: 1 A, source: .., status: ..}`: the node with the value either way.
const struct lr_node *lr_node_value(const struct lr_node *node);
// Path of a node such as machine.ler.current; returns text.
const char *lr_node_path(const struct lr_node *node, char *text, size_t size);
// The path of a file that a scalar names: as written when absolute, else beside the file that the scalar stands in. When
// nothing is there, the shipped file of that name in inputs/<shipped>, so that the merged scenario of a result still finds it
// (`shipped` NULL: not looked for). False: longer than `size`.
bool lr_node_file(const struct lr_node *name, const char *shipped, char *path, size_t size);
// `source:` or `status:` that holds for a figure: its own, or that of the nearest mapping around it that was written in the
// same file. NULL: none, also where it says "".
const char *lr_node_says(const struct lr_node *node, const char *key);

// An error (or warning) at a node.
void lr_node_problem(struct lr_problems *problems, bool warning, const struct lr_node *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

// The merged scenario as YAML that reads back to the same tree, each figure with the source and status that it had.
void lr_document_write(const struct lr_document *document, struct lr_buffer *out);

// For the YAML reader: nodes that the document owns.
struct lr_node *lr_document_node(struct lr_document *document, enum lr_node_kind kind);
bool lr_node_append(struct lr_node *parent, struct lr_node *child);
bool lr_key_is_word(const char *key);  // what a key may be
// Parses one YAML text into a tree; NULL when it could not be read (the reasons are in problems).
struct lr_node *lr_yaml_parse(struct lr_document *document, const struct lr_source *source, size_t length,
                              struct lr_problems *problems);

#endif
