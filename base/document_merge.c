// SPDX-License-Identifier: GPL-3.0-or-later
// One tree laid over another.
#include <string.h>

#include "base/document_parts.h"

static bool is_null(const struct lr_node *node) {
  return node->kind == LR_SCALAR && !node->quoted && (!strcmp(node->text, "null") || !strcmp(node->text, "~"));
}

static void keep_idle(struct lr_node *mapping, struct lr_node *null) {
  null->parent = mapping;
  null->idle_before = mapping->idle;
  mapping->idle = null;
}

static void drop_nulls(struct lr_node *node) {
  size_t kept = 0;
  for (size_t i = 0; i < node->children; i++) {
    if (node->kind == LR_MAPPING && is_null(node->child[i])) {
      keep_idle(node, node->child[i]);
      continue;
    }
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

struct lr_node *lr_node_merge(struct lr_node *under, struct lr_node *over) {
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
      } else {
        keep_idle(under, item);
      }
    } else if (at < under->children) {
      struct lr_node *merged = lr_node_merge(under->child[at], item);
      if (!merged) return NULL;
      under->child[at] = merged;
      merged->parent = under;
    } else if (!lr_node_append(under, item)) {
      return NULL;
    }
  }
  return under;
}
