// SPDX-License-Identifier: GPL-3.0-or-later
// The reader of the bibliography: entries, braces, keys, and what a text names.
#include "cli/bibliography.h"

#include "tests/lr_test.h"

static const char TEXT[] =
    "@comment{not {an} entry}\n"
    "@misc{program,\n  title = {{A}},\n  lumireach = {always},\n}\n"
    "words between\n"
    "@article{2007.13071,\n  title = {brackets \\{ and {braces}},\n  year = {2020},\n}\n"
    "@book{old,\n  title = {x},\n  cited = {PRD 38 (1988) 3375},\n}\n";

static int refused(const char *text, const char *words) {
  struct lr_bibliography bib;
  struct lr_error error = {.status = LR_OK};
  enum lr_status status = lr_bibliography_parse("x.bib", text, &bib, &error);
  lr_bibliography_free(&bib);
  return status == LR_E_INPUT && strstr(error.text, words) != NULL;
}

// Which of the three entries a text marks, as bits; unknown numbers count 8 each.
static int marked(const char *text) {
  struct lr_bibliography bib;
  struct lr_error error = {.status = LR_OK};
  int bits = 0;
  if (lr_bibliography_parse("x.bib", TEXT, &bib, &error) == LR_OK && lr_bibliography_mark(&bib, text, &error) == LR_OK)
    for (size_t i = 0; i < bib.entries; i++) bits |= bib.entry[i].used << i;
  bits += 8 * (int)bib.unknowns;
  lr_bibliography_free(&bib);
  return bits;
}

int main(void) {
  struct lr_bibliography bib;
  struct lr_error error = {.status = LR_OK};
  LR_CHECK(lr_bibliography_parse("x.bib", TEXT, &bib, &error) == LR_OK);
  LR_CHECK(bib.entries == 3);
  if (bib.entries == 3) {
    LR_TEXT_IS(bib.entry[0].key, "program");
    LR_CHECK(bib.entry[0].always && !bib.entry[1].always);
    LR_TEXT_IS(bib.entry[1].key, "2007.13071");
    LR_TEXT_IS(bib.entry[2].cited, "PRD 38 (1988) 3375");
    LR_CHECK(bib.entry[2].text[bib.entry[2].length - 1] == '}');
  }
  struct lr_buffer out = {0};
  lr_bibliography_write(&bib, false, &out);
  LR_TEXT_IS(lr_buffer_text(&out), "@misc{program,\n  title = {{A}},\n  lumireach = {always},\n}\n\n");
  lr_buffer_free(&out);
  lr_bibliography_free(&bib);
  lr_bibliography_free(&bib);

  LR_CHECK(marked("arXiv:2007.13071") == 2 && marked("(arXiv:1234.5678, 2007.13071).") == 2);
  LR_CHECK(marked("2007.13071") == 0);                       // a number in a text that says nothing of arXiv
  LR_CHECK(marked("arXiv:12007.13071 2007.130711 3.2007.13071") == 0);
  LR_CHECK(marked("arXiv 2012.00001 and 2012.00001, 2012.0002") == 16);  // each once
  LR_CHECK(marked("Bjorken et al., PRD 38 (1988) 3375") == 4 && marked("PRD 38 (1988) 33750") == 0);

  LR_CHECK(refused("@misc{a,\n", "x.bib:1"));
  LR_CHECK(refused("\n@misc a", "x.bib:2"));
  LR_CHECK(refused("@{a,}", "x.bib:1"));
  LR_CHECK(refused("@misc{,}", "no key"));
  LR_CHECK(refused("@misc{a}", "no key"));
  LR_CHECK(refused("@misc{a,}\n@misc{a,}", "x.bib:2: the key 'a' is there twice, first in line 1"));
  // many entries: the list grows
  struct lr_buffer many = {0};
  for (int i = 0; i < 300; i++) lr_buffer_print(&many, "@misc{k%d,\n}\n", i);
  LR_CHECK(lr_bibliography_parse("x.bib", lr_buffer_text(&many), &bib, &error) == LR_OK && bib.entries == 300);
  LR_TEXT_IS(bib.entries == 300 ? bib.entry[299].key : "", "k299");
  lr_bibliography_free(&bib);
  lr_buffer_free(&many);
  return lr_test_end();
}
