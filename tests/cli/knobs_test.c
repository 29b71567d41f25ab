// SPDX-License-Identifier: GPL-3.0-or-later
// Keys that differ between two scenarios: which, how deep, joined when they are many.
#include "cli/knobs.h"

#include "tests/base/documents.h"

static bool has(const struct lr_knobs *knobs, const char *path) {
  for (size_t i = 0; i < knobs->count; i++)
    if (strcmp(knobs->knob[i].path, path) == 0) return true;
  return false;
}

static size_t count_of(const char *left, const char *right, struct said *a, struct said *b, struct lr_knobs *knobs) {
  *a = said_of(left);
  *b = said_of(right);
  LR_CHECK(lr_knobs_find(a->document, b->document, knobs) == LR_OK);
  return knobs->count;
}

static void done(struct said *a, struct said *b, struct lr_knobs *knobs) {
  lr_knobs_free(knobs);
  said_free(a);
  said_free(b);
}

static void finds(void) {
  struct said a, b;
  struct lr_knobs k;
  LR_CHECK(count_of("name: x\nseed: 1\nhistories: 10\nm: {I: 1 A, note: a}\n", "name: y\nseed: 2\nm: {I: {value: 1 A, status: read}}\nhistories: 20\n", &a, &b, &k) == 0);
  struct lr_table *t = lr_knobs_table(&k);
  LR_TEXT_IS(t->title, "No key differs");
  lr_table_free(t);
  done(&a, &b, &k);
  // a seed deeper down is a knob; lists are whole; a mapping of one side is whole; a prior is whole; what is gone is a knob
  LR_CHECK(count_of("m: {I: 1 A, n: 2, seed: 1}\nl: [1, 2]\np: {dist: normal, mean: 1, sigma: 0.1}\nq: {value: 1 fb, kind: x}\n",
                    "m: {I: {value: 2 A, source: s}, seed: 2}\nl: [1, 3]\nf: {a: {b: 1}, note: n}\np: {dist: normal, mean: 1, sigma: 0.2}\nq: {value: 2 fb, kind: x}\n", &a, &b, &k) == 7);
  LR_CHECK(has(&k, "m.I") && has(&k, "m.n") && has(&k, "m.seed") && has(&k, "l") && has(&k, "f") && has(&k, "p") && has(&k, "q.value"));
  t = lr_knobs_table(&k);
  LR_TEXT_IS(t->title, "Keys that differ: 7");
  LR_TEXT_IS(lr_table_get_text(t, 0, "key"), "m.I");
  LR_TEXT_IS(lr_table_get_text(t, 0, "a"), "1 A");
  LR_TEXT_IS(lr_table_get_text(t, 0, "b"), "2 A");
  LR_TEXT_IS(lr_table_get_text(t, 3, "a"), "[1, 2]");
  LR_TEXT_IS(lr_table_get_text(t, 6, "b"), "{a: {b: 1}}");
  LR_CHECK(lr_table_cell(t, 6, "a")->kind == LR_EMPTY);
  lr_table_free(t);
  done(&a, &b, &k);
}

static void joins(void) {
  struct said a, b;
  struct lr_knobs k, groups;
  LR_CHECK(count_of("m: {I: 1}\np: {q: {x: {u: 1, v: 1}, y: {u: 1, v: 1}}, r: 1}\n", "m: {I: 2}\np: {q: {x: {u: 2, v: 2}, y: {u: 2, v: 2}}, r: 2}\n", &a, &b, &k) == 6);
  const size_t most[] = {6, 5, 4, 3, 2, 1}, expected[] = {6, 4, 4, 3, 2, 2};  // the root's keys are the last that it can do
  for (int i = 0; i < 6; i++) {
    LR_CHECK(lr_knobs_join(a.document, b.document, &k, most[i], &groups) == LR_OK);
    LR_CHECK(groups.count == expected[i]);
    if (i == 3) LR_CHECK(has(&groups, "m.I") && has(&groups, "p.q") && has(&groups, "p.r"));
    for (size_t g = 0; g < groups.count; g++) LR_CHECK(groups.knob[g].a && groups.knob[g].b);
    lr_knobs_free(&groups);
  }
  done(&a, &b, &k);
}

int main(void) {
  finds();
  joins();
  return lr_test_end();
}
