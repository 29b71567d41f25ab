// SPDX-License-Identifier: GPL-3.0-or-later
// Files made to hurt: each is refused (or read) in bounded work; the time limit of the test is the judge.
#include "tests/base/documents.h"

enum { MB = 1 << 20 };

static struct lr_buffer repeated(const char *head, const char *piece, const char *tail, size_t most) {
  struct lr_buffer text = {0};
  lr_buffer_add(&text, head);
  while (text.length + strlen(piece) + strlen(tail) < most) lr_buffer_add(&text, piece);
  lr_buffer_add(&text, tail);
  return text;
}

static void refused(const char *head, const char *piece, const char *tail, size_t most, const char *why) {
  struct lr_buffer text = repeated(head, piece, tail, most);
  struct said s = said_of_bytes(text.text, text.length);
  LR_CHECK(s.status == LR_E_INPUT);
  if (strlen(s.text) > 2000) s.text[2000] = '\0';
  LR_CHECK(says(&s, why));
  LR_CHECK(s.problems.count <= 500);
  said_free(&s);
  lr_buffer_free(&text);
}

int main(void) {
  refused("a: ", "x", "\n", MB + 100, "larger than 1 MB");
  refused("a: ", "[", "", MB, "more than 40 levels of nesting");
  refused("a: ", "{b: ", "", MB, "more than 40 levels of nesting");
  refused("a: ", "{? ", "", MB, "a key must be one word");
  refused("", "- ", "x", MB, "more than 40 levels of nesting");
  refused("", "? ", "x", MB, "a key must be one word");
  refused("a: ", "- ", "", MB, "YAML");
  refused("x: 1\n", "a: *b\n", "", MB, "aliases");
  refused("x: 1\n", "a: &b 1\n", "", MB, "anchors");
  refused("x: [", "*b, ", "]", MB, "aliases");
  refused("x: 1\n", "x: 1\n", "", MB, "stands twice");
  refused("x: \"", "\\", "", MB, "YAML");
  refused("x: '", "''", "", MB, "YAML");
  refused("", "a", "", MB, "a scenario is a mapping");
  refused("", "a", ": 1\n", MB, "YAML");
  refused("? ", "a", "\n: 1\n", MB, "a key must be one word");
  refused("", "[", "]", MB, "more than 40 levels");
  refused("", "%TAG ! x\n", "---\na: 1\n", MB, "YAML");
  refused("", "# remark\n", "", MB, "the file is empty");
  refused("", "\n", "", MB, "the file is empty");
  refused("", "--- \n", "", MB, "error");
  refused("a: |\n", " \n", "b\n\tc", MB, "YAML");
  refused("", "é", "", MB, "a scenario is a mapping");

  struct lr_buffer keys = {0};
  for (int i = 0; keys.length < MB - 20; i++) lr_buffer_print(&keys, "k%d: 1\n", i);
  struct said s = said_of(keys.text);
  LR_CHECK(s.status == LR_E_INPUT && says(&s, "more than 2000 keys in one mapping"));
  said_free(&s);
  lr_buffer_free(&keys);

  // large and fine: half a million list items, and 1 MB of text
  struct lr_buffer fine = repeated("a: [", "1,", "1]\n", MB);
  s = said_of(fine.text);
  LR_CHECK(s.status == LR_OK && lr_document_find(s.document, "a")->children > 500000);
  char *written = merged_text(&s);
  struct said back = said_of(written);
  LR_CHECK(strlen(written) > MB ? back.status == LR_E_INPUT : back.status == LR_OK);
  free(written);
  said_free(&back);
  said_free(&s);
  lr_buffer_free(&fine);
  fine = repeated("a: \"", "x\\n", "\"\n", MB);
  s = said_of(fine.text);
  LR_CHECK(s.status == LR_OK);
  said_free(&s);
  lr_buffer_free(&fine);
  fine = repeated("a: {b: ", "x ", "}\n", MB);
  s = said_of(fine.text);
  LR_CHECK(s.status == LR_OK);
  said_free(&s);
  lr_buffer_free(&fine);
  return lr_test_end();
}
