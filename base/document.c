// SPDX-License-Identifier: GPL-3.0-or-later
// What a document is made of: nodes, and the texts that they came from.
#include "base/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/document_parts.h"

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

struct lr_source *lr_document_source(struct lr_document *document, const char *path, const char *folder, const char *text,
                                     size_t length) {
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
