// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of documents and of parts of them: a scenario with a few keys of another.
#include <stdlib.h>
#include <string.h>

#include "base/document.h"

static struct lr_node *copy_node(struct lr_document *document, const struct lr_node *from) {
  struct lr_node *node = lr_document_node(document, from->kind);
  if (!node) return NULL;
  node->quoted = from->quoted;
  node->line = from->line;
  node->column = from->column;
  node->key_line = from->key_line;
  node->key_column = from->key_column;
  node->source = from->source;
  node->removed = from->removed;
  node->idle = from->idle;
  if (from->key && !(node->key = strdup(from->key))) return NULL;
  if (from->text && !(node->text = strdup(from->text))) return NULL;
  for (size_t i = 0; i < from->children; i++) {
    struct lr_node *child = copy_node(document, from->child[i]);
    if (!child || !lr_node_append(node, child)) return NULL;
  }
  return node;
}

struct lr_document *lr_document_copy(const struct lr_document *from) {
  struct lr_document *copy = lr_document_create();
  struct lr_node *root = copy ? copy_node(copy, from->root) : NULL;
  if (root) {
    copy->root = root;
    return copy;
  }
  lr_document_free(copy);
  return NULL;
}

static size_t index_of(const struct lr_node *mapping, const char *key) {
  size_t i = 0;
  while (i < mapping->children && strcmp(mapping->child[i]->key, key) != 0) i++;
  return i;
}

// Where a new key goes: behind the nearest key in front of it where it comes from, so that an order that matters is kept.
static size_t place_of(const struct lr_node *mapping, const struct lr_node *value) {
  const struct lr_node *home = value->parent;
  for (size_t i = home && home->kind == LR_MAPPING ? index_of(home, value->key) : 0; i-- > 0;) {
    size_t at = index_of(mapping, home->child[i]->key);
    if (at < mapping->children) return at + 1;
  }
  return home && home->kind == LR_MAPPING ? 0 : mapping->children;
}

static enum lr_status insert(struct lr_node *mapping, size_t at, struct lr_node *child) {
  if (!lr_node_append(mapping, child)) return LR_E_MEMORY;
  memmove(mapping->child + at + 1, mapping->child + at, (mapping->children - 1 - at) * sizeof(struct lr_node *));
  mapping->child[at] = child;
  return LR_OK;
}

enum lr_status lr_document_put(struct lr_document *document, const char *dotted_path, const struct lr_node *value) {
  struct lr_node *mapping = document->root;
  for (;;) {
    char key[128];
    size_t length = strcspn(dotted_path, ".");
    if (!length || length >= sizeof key) return LR_E_DOMAIN;
    memcpy(key, dotted_path, length);
    key[length] = '\0';
    size_t at = index_of(mapping, key);
    bool last = !dotted_path[length], there = at < mapping->children;
    if (!last) {
      if (!there || mapping->child[at]->kind != LR_MAPPING) return LR_E_DOMAIN;
      mapping = mapping->child[at];
      dotted_path += length + 1;
      continue;
    }
    if (!value) {
      if (!there) return LR_OK;
      memmove(mapping->child + at, mapping->child + at + 1, (mapping->children - at - 1) * sizeof(struct lr_node *));
      mapping->children--;
      return LR_OK;
    }
    struct lr_node *copy = copy_node(document, value);
    char *name = copy ? strdup(key) : NULL;
    if (!name) return LR_E_MEMORY;
    free(copy->key);
    copy->key = name;
    if (!there) return insert(mapping, place_of(mapping, value), copy);
    copy->parent = mapping;
    mapping->child[at] = copy;
    return LR_OK;
  }
}
