// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/knobs.h"

#include <stdlib.h>
#include <string.h>

static bool is_one_of(const char *key, const char *const *list) {
  for (; *list; list++)
    if (strcmp(key, *list) == 0) return true;
  return false;
}

static bool is_remark(const char *key) {
  static const char *const REMARKS[] = {"name", "description", "note", "source", "status", NULL};
  return is_one_of(key, REMARKS);
}

static bool is_shared(const struct lr_node *node) {
  static const char *const SHARED[] = {"seed", "histories", NULL};
  return !node->parent->parent && is_one_of(node->key, SHARED);
}

// The value of a figure that holds nothing but remarks beside it; else the node itself.
static const struct lr_node *bare(const struct lr_node *node) {
  const struct lr_node *value = lr_node_child(node, "value");
  for (size_t i = 0; value && i < node->children; i++)
    if (node->child[i] != value && !is_remark(node->child[i]->key)) return node;
  return value ? value : node;
}

static bool same(const struct lr_node *a, const struct lr_node *b) {
  if (a->kind == LR_MAPPING) a = bare(a);
  if (b->kind == LR_MAPPING) b = bare(b);
  if (a->kind != b->kind) return false;
  if (a->kind == LR_SCALAR) return strcmp(a->text, b->text) == 0;
  if (a->kind == LR_LIST) {
    bool all = a->children == b->children;
    for (size_t i = 0; all && i < a->children; i++) all = same(a->child[i], b->child[i]);
    return all;
  }
  for (size_t i = 0; i < a->children; i++) {
    const struct lr_node *other = lr_node_child(b, a->child[i]->key);
    if (!is_remark(a->child[i]->key) && !(other && same(a->child[i], other))) return false;
  }
  for (size_t i = 0; i < b->children; i++)
    if (!is_remark(b->child[i]->key) && !lr_node_child(a, b->child[i]->key)) return false;
  return true;
}

static enum lr_status keep(struct lr_knobs *knobs, const char *path, const struct lr_node *a, const struct lr_node *b) {
  if (knobs->count == knobs->room) {
    size_t room = knobs->room ? 2 * knobs->room : 16;
    struct lr_knob *grown = realloc(knobs->knob, room * sizeof *grown);
    if (!grown) return LR_E_MEMORY;
    knobs->knob = grown;
    knobs->room = room;
  }
  struct lr_knob *knob = &knobs->knob[knobs->count];
  *knob = (struct lr_knob){strdup(path), a, b};
  if (!knob->path) return LR_E_MEMORY;
  knobs->count++;
  return LR_OK;
}

static enum lr_status walk(const struct lr_node *a, const struct lr_node *b, struct lr_knobs *knobs) {
  char path[1024];
  enum lr_status status = LR_OK;
  for (size_t i = 0; i < a->children && status == LR_OK; i++) {
    const struct lr_node *left = a->child[i], *right = lr_node_child(b, left->key);
    if (is_remark(left->key) || is_shared(left)) continue;
    if (right && same(left, right)) continue;
    bool inner = right && left->kind == LR_MAPPING && right->kind == LR_MAPPING && bare(left) == left && bare(right) == right &&
                 !lr_node_child(left, "dist") && !lr_node_child(right, "dist");  // parameters of a distribution belong together
    status = inner ? walk(left, right, knobs) : keep(knobs, lr_node_path(left, path, sizeof path), left, right);
  }
  for (size_t i = 0; i < b->children && status == LR_OK; i++) {
    const struct lr_node *right = b->child[i];
    if (is_remark(right->key) || is_shared(right) || lr_node_child(a, right->key)) continue;
    status = keep(knobs, lr_node_path(right, path, sizeof path), NULL, right);
  }
  return status;
}

enum lr_status lr_knobs_find(const struct lr_document *a, const struct lr_document *b, struct lr_knobs *knobs) {
  *knobs = (struct lr_knobs){0};
  return walk(a->root, b->root, knobs);
}

void lr_knobs_free(struct lr_knobs *knobs) {
  for (size_t i = 0; i < knobs->count; i++) free(knobs->knob[i].path);
  free(knobs->knob);
  *knobs = (struct lr_knobs){0};
}

// Length of the first `depth` keys of a path.
static size_t head(const char *path, size_t depth) {
  size_t length = 0;
  while (depth--) {
    length += strcspn(path + length, ".");
    if (path[length] && depth) length++;
  }
  return length;
}

static enum lr_status join_at(const struct lr_document *a, const struct lr_document *b, const struct lr_knobs *knobs, size_t depth,
                              struct lr_knobs *groups) {
  enum lr_status status = LR_OK;
  for (size_t i = 0; i < knobs->count && status == LR_OK; i++) {
    char path[1024];
    snprintf(path, sizeof path, "%.*s", (int)head(knobs->knob[i].path, depth), knobs->knob[i].path);
    bool known = false;
    for (size_t k = 0; k < groups->count; k++) known = known || strcmp(groups->knob[k].path, path) == 0;
    if (!known) status = keep(groups, path, lr_document_find(a, path), lr_document_find(b, path));
  }
  return status;
}

enum lr_status lr_knobs_join(const struct lr_document *a, const struct lr_document *b, const struct lr_knobs *knobs, size_t most,
                             struct lr_knobs *groups) {
  enum lr_status status = LR_OK;
  *groups = (struct lr_knobs){0};
  for (size_t depth = 16; depth >= 1 && status == LR_OK; depth--) {
    lr_knobs_free(groups);
    status = join_at(a, b, knobs, depth, groups);
    if (groups->count <= most) break;
  }
  return status;
}

// A value in a line, without remarks.
static void write_words(const struct lr_node *node, struct lr_buffer *out) {
  if (node->kind == LR_MAPPING) node = bare(node);
  if (node->kind == LR_SCALAR) {
    lr_buffer_add(out, node->text);
    return;
  }
  bool list = node->kind == LR_LIST, first = true;
  lr_buffer_add(out, list ? "[" : "{");
  for (size_t i = 0; i < node->children; i++) {
    if (!list && is_remark(node->child[i]->key)) continue;
    lr_buffer_add(out, first ? "" : ", ");
    first = false;
    if (!list) lr_buffer_print(out, "%s: ", node->child[i]->key);
    write_words(node->child[i], out);
  }
  lr_buffer_add(out, list ? "]" : "}");
}

struct lr_table *lr_knobs_table(const struct lr_knobs *knobs) {
  char title[96];
  if (knobs->count) snprintf(title, sizeof title, "Keys that differ: %zu", knobs->count);
  else snprintf(title, sizeof title, "No key differs");
  struct lr_table *t = lr_table_create("knobs", title);
  lr_table_column(t, "key", LR_TEXT, "", "key of the scenario", "");
  lr_table_column(t, "a", LR_TEXT, "", "what stands there in A; empty: nothing", "scenario");
  lr_table_column(t, "b", LR_TEXT, "", "what stands there in B; empty: nothing", "scenario");
  for (size_t i = 0; i < knobs->count; i++) {
    const struct lr_node *const side[] = {knobs->knob[i].a, knobs->knob[i].b};
    lr_table_row(t);
    lr_table_text(t, "key", knobs->knob[i].path);
    for (int k = 0; k < 2; k++) {
      struct lr_buffer words = {0};
      if (side[k]) write_words(side[k], &words);
      if (side[k]) lr_table_text(t, k ? "b" : "a", lr_buffer_text(&words));
      lr_buffer_free(&words);
    }
  }
  return t;
}
