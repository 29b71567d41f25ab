// SPDX-License-Identifier: GPL-3.0-or-later
// The inputs of a result with their sources: one row a figure, or one row for a mapping whose figures share one source.
#include <ctype.h>
#include <string.h>

#include "cli/scenario.h"

static bool is_remark(const char *key) {
  static const char *const KEYS[] = {"source", "status", "note", "name", "description", "title", "publication", "experiment"};
  for (size_t i = 0; key && i < sizeof KEYS / sizeof *KEYS; i++)
    if (strcmp(KEYS[i], key) == 0) return true;
  return false;
}

static bool is_figure(const struct lr_node *node) {
  return node->kind != LR_MAPPING || lr_node_child(node, "value") || lr_node_child(node, "dist");
}

static const char *says(const struct lr_node *node, const char *key) {
  const char *said = lr_node_says(node, key);
  return said ? said : "";
}

// Do all figures below have the source and the status of the mapping itself?
static bool one_source(const struct lr_node *mapping) {
  for (size_t i = 0; i < mapping->children; i++) {
    const struct lr_node *child = mapping->child[i];
    if (is_remark(child->key)) continue;
    if (!is_figure(child) || child->source != mapping->source) return false;
    if (strcmp(says(child, "source"), says(mapping, "source")) || strcmp(says(child, "status"), says(mapping, "status")))
      return false;
  }
  return true;
}

static void add_value(const struct lr_node *node, struct lr_buffer *out) {
  if (node->kind == LR_SCALAR) {
    lr_buffer_add(out, node->text);
  } else if (node->kind == LR_LIST) {
    bool pairs = node->children > 4 && node->child[0]->kind == LR_LIST;
    if (pairs) {
      lr_buffer_print(out, "%zu points", node->children);
      return;
    }
    for (size_t i = 0; i < node->children; i++) {
      if (i) lr_buffer_add(out, node->child[i]->kind == LR_LIST ? "; " : ", ");
      if (node->child[i]->kind == LR_LIST && node->child[i]->children == 2) {
        add_value(node->child[i]->child[0], out);
        lr_buffer_add(out, " – ");
        add_value(node->child[i]->child[1], out);
      } else {
        add_value(node->child[i], out);
      }
    }
  } else if (lr_node_child(node, "value")) {
    add_value(lr_node_child(node, "value"), out);
    for (size_t i = 0; i < node->children; i++)
      if (!is_remark(node->child[i]->key) && strcmp(node->child[i]->key, "value") != 0) {
        lr_buffer_print(out, ", %s ", node->child[i]->key);
        add_value(node->child[i], out);
      }
  } else {
    bool first = true;
    for (size_t i = 0; i < node->children; i++) {
      if (is_remark(node->child[i]->key)) continue;
      lr_buffer_print(out, "%s%s ", first ? "" : ", ", node->child[i]->key);
      add_value(node->child[i], out);
      first = false;
    }
  }
}

static void add_row(struct lr_table *table, const struct lr_node *node) {
  char path[256], place[512];
  struct lr_buffer value = {0};
  add_value(node, &value);
  const char *file = node->source ? strrchr(node->source->path, '/') : NULL;
  snprintf(place, sizeof place, "%s:%d", file ? file + 1 : node->source ? node->source->path : "",
           node->key_line ? node->key_line : node->line);
  lr_table_row(table);
  lr_table_text(table, "input", lr_node_path(node, path, sizeof path));
  lr_table_text(table, "value", lr_buffer_text(&value));
  lr_table_text(table, "status", lr_node_says(node, "status"));
  lr_table_text(table, "source", lr_node_says(node, "source"));
  lr_table_text(table, "place", place);
  lr_buffer_free(&value);
}

static void walk(struct lr_table *table, const struct lr_node *mapping, int depth) {
  for (size_t i = 0; i < mapping->children; i++) {
    const struct lr_node *child = mapping->child[i];
    if (is_remark(child->key)) continue;
    if (is_figure(child) || (depth >= 2 && one_source(child))) add_row(table, child);
    else walk(table, child, depth + 1);
  }
}

struct lr_table *lr_inputs_table(const struct lr_document *document) {
  struct lr_table *table = lr_table_create("inputs", "Inputs, with status and source");
  lr_table_column(table, "input", LR_TEXT, "", "key in the scenario", "");
  lr_table_column(table, "value", LR_TEXT, "", "as written", "");
  lr_table_column(table, "status", LR_TEXT, "", "read, known, derived or assumed; empty: the scenario does not say", "");
  lr_table_column(table, "source", LR_TEXT, "", "publication", "");
  lr_table_column(table, "place", LR_TEXT, "", "file and line", "");
  static const char *const PARTS[] = {"machine", "blowup", "bunch_length_measured", "limits", "fill", "losses", "backgrounds", "plan", "channels"};
  for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
    const struct lr_node *part = lr_node_child(document->root, PARTS[i]);
    if (part && part->kind == LR_MAPPING) walk(table, part, 1);
  }
  return table;
}
