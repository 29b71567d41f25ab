// SPDX-License-Identifier: GPL-3.0-or-later
// Property: what lr_document_write writes reads back to the same tree, whatever the texts are.
#include "tests/base/documents.h"

static const char *const PIECES[] = {
    "a", "Z", "0", "1.3 A", " ", "  ", "-", "--", "---", "...", "- ", "? ", ": ", ":", "#", " #", ",", "[", "]", "{", "}", "&a", "*a",
    "!", "!!str", "|", ">", "'", "''", "\"", "\\", "\\n", "%", "%YAML", "@", "`", "~", "null", "yes", "=", "<<", "\n", "\n\n", "\t", "\r",
    "\r\n", "\x7f", "\x01", "\x1b[31m", "é", "µ", "日本", "😀", "\xc2\x85", "\xc2\x9b", "\xc2\xa0", "\xe2\x80\xa8", "\xe2\x80\xa9",
    "\xef\xbb\xbf", "\xef\xbf\xbd", "\xef\xbf\xbe", "\xef\xbf\xbf", "\xf4\x8f\xbf\xbf", "key: value", "a, b", "[1, 2]", "6e34 cm^-2 s^-1"};
enum { PIECE_COUNT = sizeof PIECES / sizeof *PIECES };
static const char *const KEYS[] = {"a", "b.c", "2026ab", "null", "~", "-", "--", "-x", "x-", "?", ":", "x:", ":x", "#", "x#", "@a", "`a", "{",
                                   "}", "[", "]", ",", "a,b", "&a", "*a", "!a", "|", ">", "'", "\"", "\\", "%", "=", "<<", "true", "1e5", "a:b",
                                   "'x'", "\"x\"", "...", "---", "_", "/", "+1"};
enum { KEY_COUNT = sizeof KEYS / sizeof *KEYS };

static int pick(int count) { return (int)(lr_test_random() * count); }

static struct lr_node *grow(struct lr_document *document, const struct lr_source *source, int depth) {
  int kind = depth > 5 ? 0 : depth == 0 ? 2 : pick(5);
  struct lr_node *node = lr_document_node(document, kind == 1 ? LR_LIST : kind >= 2 && (kind < 4 || depth == 0) ? LR_MAPPING : LR_SCALAR);
  node->source = source;
  if (node->kind == LR_SCALAR) {
    struct lr_buffer text = {0};
    for (int i = pick(5); i > 0; i--) lr_buffer_add(&text, PIECES[pick(PIECE_COUNT)]);
    node->text = strdup(lr_buffer_text(&text));
    // plain texts arise from plain YAML only: those are trimmed and without what YAML would not take as plain
    node->quoted = pick(2) || strpbrk(node->text, "\n\r\t\"'\\") || strstr(node->text, "\xe2\x80") || strstr(node->text, "\xc2\x85");
    lr_buffer_free(&text);
    return node;
  }
  for (int i = pick(5) + (depth == 0); i > 0; i--) {
    struct lr_node *child = grow(document, source, depth + 1);
    if (node->kind == LR_MAPPING) {
      const char *key = KEYS[pick(KEY_COUNT)];
      if (lr_node_child(node, key) || (depth == 0 && !strcmp(key, "base"))) continue;
      child->key = strdup(key);
    }
    lr_node_append(node, child);
  }
  return node;
}

static int equal(const struct lr_node *a, const struct lr_node *b) {
  if (a->kind != b->kind || a->children != b->children || !a->key != !b->key || (a->key && strcmp(a->key, b->key) != 0)) return 0;
  if (a->kind == LR_SCALAR && strcmp(a->text, b->text) != 0) return 0;
  for (size_t i = 0; i < a->children; i++)
    if (!equal(a->child[i], b->child[i])) return 0;
  return 1;
}

int main(void) {
  lr_test_seed_from_environment();
  static const struct lr_source SOURCE = {.path = (char *)(size_t) "grown", .folder = (char *)(size_t) ".", .text = (char *)(size_t) ""};
  for (int k = 0; k < 20000; k++) {
    struct said grown = {.document = lr_document_create()};
    uint64_t seed = lr_test_state;
    grown.document->root = grow(grown.document, &SOURCE, 0);
    char *text = merged_text(&grown);
    if (!grown.document->root->children) {
      free(text);
      said_free(&grown);
      continue;
    }
    struct said back = said_of(text);
    // `null` texts that were quoted stay texts; plain ones are taken away when the text is laid over an empty document
    lr_document_settle(grown.document);
    lr_document_settle(back.document);
    int same = back.status == LR_OK && equal(grown.document->root, back.document->root);
    LR_CHECK(same);
    if (same) {  // and a second time it is the same text
      char *first = merged_text(&grown), *second = merged_text(&back);
      struct said again = said_of(second);
      LR_CHECK(!grown.document->root->children || (again.status == LR_OK && equal(back.document->root, again.document->root)));
      said_free(&again);
      free(first);
      free(second);
    } else {
      fprintf(stderr, "LR_TEST_SEED=%llu; written:\n%s\n%s\n", (unsigned long long)seed, text, back.text);
      k += 5000;  // a few are enough
    }
    free(text);
    said_free(&back);
    said_free(&grown);
  }
  return lr_test_end();
}
