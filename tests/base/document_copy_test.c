// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of documents: the same text, on their own; a key of another document in its place, with what was said of it.
#include "tests/base/documents.h"

static char *text_of(const struct lr_document *document) {
  struct lr_buffer out = {0};
  lr_document_write(document, &out);
  return out.text ? out.text : strdup("");
}

static void copies(void) {
  struct said s = said_of("name: x\nmachine:\n  ler: {current: 1.3 A, note: \"a: b\"}\nlist: [1, [2, 3], {a: 4}]\nnone: {}\n");
  struct lr_document *copy = lr_document_copy(s.document);
  char *first = merged_text(&s), *second = text_of(copy), path[64];
  LR_TEXT_IS(second, first);
  const struct lr_node *current = lr_document_find(copy, "machine.ler.current");
  LR_CHECK(current && current != lr_document_find(s.document, "machine.ler.current"));
  LR_CHECK(current->line == 3 && current->column == 18);
  LR_TEXT_IS(lr_node_path(current, path, sizeof path), "machine.ler.current");
  // what is laid over the copy does not reach the original
  struct lr_problems problems = {0};
  LR_CHECK(lr_document_set(copy, "machine.ler.current=2 A", &problems) == LR_OK && !problems.errors);
  LR_CHECK(lr_document_set(copy, "list=null", &problems) == LR_OK);
  lr_document_settle(copy);
  LR_TEXT_IS(lr_document_find(copy, "machine.ler.current")->text, "2 A");
  LR_CHECK(!lr_document_find(copy, "list"));
  LR_TEXT_IS(text_at(&s, "machine.ler.current"), "1.3 A");
  char *after = merged_text(&s);
  LR_TEXT_IS(after, first);
  free(first);
  free(second);
  free(after);
  lr_problems_free(&problems);
  lr_document_free(copy);
  said_free(&s);
}

static void put(struct lr_document *to, const struct said *from, const char *path) {
  LR_CHECK(lr_document_put(to, path, lr_document_find(from->document, path)) == LR_OK);
}

static void puts_in_place(void) {
  struct said a = said_of("source: of a\nplan:\n  periods: {p1: {peak: 1}, p3: {peak: 3}}\n  horizon: 2030-01-01\n");
  struct said b = said_of("source: of b\nplan:\n  refill: 20 min\n  periods: {p1: {peak: 1}, p2: {peak: 2}, p3: {peak: 4}, p4: {peak: 5}}\n");
  struct lr_document *copy = lr_document_copy(a.document);
  put(copy, &b, "plan.periods.p4");
  put(copy, &b, "plan.periods.p2");
  put(copy, &b, "plan.periods.p3.peak");
  put(copy, &b, "plan.refill");  // first where it comes from: first here
  LR_TEXT_IS(lr_document_find(copy, "plan")->child[0]->key, "refill");
  const struct lr_node *periods = lr_document_find(copy, "plan.periods");
  LR_CHECK(periods->children == 4);
  for (size_t i = 0; i < 4; i++) {
    const char *const NAMES[] = {"p1", "p2", "p3", "p4"};
    LR_TEXT_IS(periods->child[i]->key, NAMES[i]);
    LR_CHECK(periods->child[i]->parent == periods);
  }
  LR_TEXT_IS(lr_document_find(copy, "plan.periods.p3.peak")->text, "4");
  LR_CHECK(!lr_node_says(lr_document_find(copy, "plan.periods.p2.peak"), "source"));  // nobody of its file says so above it
  LR_TEXT_IS(lr_node_says(lr_document_find(copy, "plan.periods.p1.peak"), "source"), "of a");
  // away, twice; a path through what is no mapping
  LR_CHECK(lr_document_put(copy, "plan.horizon", NULL) == LR_OK && !lr_document_find(copy, "plan.horizon"));
  LR_CHECK(lr_document_put(copy, "plan.horizon", NULL) == LR_OK);
  LR_CHECK(lr_document_put(copy, "source.x", lr_document_find(b.document, "source")) == LR_E_DOMAIN);
  LR_CHECK(lr_document_put(copy, "nothing.x", lr_document_find(b.document, "source")) == LR_E_DOMAIN);
  LR_CHECK(lr_document_put(copy, "", lr_document_find(b.document, "source")) == LR_E_DOMAIN);
  LR_TEXT_IS(text_at(&a, "plan.horizon"), "2030-01-01");
  lr_document_free(copy);
  said_free(&a);
  said_free(&b);
}

int main(void) {
  copies();
  puts_in_place();
  return lr_test_end();
}
