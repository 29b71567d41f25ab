// SPDX-License-Identifier: GPL-3.0-or-later
// The scenario reader: places of errors, YAML errors, bases and merging, --set, inheritance of source and status.
#include <sys/stat.h>

#include "tests/base/documents.h"
#include "tests/folders.h"

static void set(struct said *said, const char *assignment, enum lr_status status) {
  enum lr_status got = lr_document_set(said->document, assignment, &said->problems);
  if (got != status) fprintf(stderr, "--set '%s' gave %s\n", assignment, lr_status_text(got));
  LR_CHECK(got == status);
  said_print(said);
}

static void tree(void) {
  struct said s = said_of("name: x\nmachine:\n  ler: {current: 1.3 A, note: \"a: b\"}\nlist: [1, [2, 3], {a: 4}]\n");
  LR_CHECK(s.status == LR_OK);
  LR_TEXT_IS(text_at(&s, "machine.ler.current"), "1.3 A");
  LR_TEXT_IS(text_at(&s, "machine.ler.note"), "a: b");
  LR_TEXT_IS(text_at(&s, "machine.her"), "(none)");
  const struct lr_node *current = lr_document_find(s.document, "machine.ler.current");
  LR_CHECK(current->line == 3 && current->column == 18 && current->key_line == 3 && current->key_column == 9);
  char path[64];
  LR_TEXT_IS(lr_node_path(current, path, sizeof path), "machine.ler.current");
  const struct lr_node *list = lr_document_find(s.document, "list");
  LR_TEXT_IS(lr_node_path(list->child[1]->child[1], path, sizeof path), "list[2][2]");
  LR_TEXT_IS(lr_node_path(list->child[2]->child[0], path, sizeof path), "list[3].a");
  char small[8];
  lr_node_path(current, small, sizeof small);
  LR_CHECK(strlen(small) < sizeof small);
  said_free(&s);
}

static void duplicates(void) {
  struct said s = said_of("a: 1\nb:\n  x: 1\n  y: 2\n  x: 3\na: 2\n");
  LR_CHECK(s.status == LR_E_INPUT && s.problems.errors == 2);
  LR_CHECK(says(&s, "t.yaml:5:3: error: 'x' stands twice in this mapping: the first is at line 3"));
  LR_CHECK(says(&s, "    5 |   x: 3\n      |   ^\n"));
  LR_CHECK(says(&s, "t.yaml:6:1: error: 'a' stands twice in this mapping: the first is at line 1"));
  said_free(&s);
}

static void refused(void) {
  static const struct {
    const char *yaml, *says;
  } CASES[] = {
      {"a: &x 1\n", "t.yaml:1:4: error: anchors"},
      {"a: &x [1]\n", "error: anchors"},
      {"a: &x {b: 1}\n", "error: anchors"},
      {"&k a: 1\n", "t.yaml:1:1: error: anchors"},
      {"a: 1\nb: *a\n", "t.yaml:2:4: error: aliases"},
      {"a: !!int 1\n", "t.yaml:1:4: error: tags"},
      {"a: !x {b: 1}\n", "error: tags"},
      {"a: !x [b]\n", "error: tags"},
      {"a: !x [*b]\n", "error: aliases"},
      {"a: 1\n---\nb: 2\n", "t.yaml:2:1: error: a second YAML document begins here"},
      {"? [a, b]\n: 1\n", "a key must be one word, not a list"},
      {"{{a: 1}: 2}\n", "a key must be one word"},
      {"*x : 1\n", "error: "},
      {"two words: 1\n", "t.yaml:1:1: error: a key must be one word"},
      {"\"\": 1\n", "a key must be one word"},
      {"kéy: 1\n", "a key must be one word"},
      {"a: \"x\\0y\"\n", "a text holds a zero byte"},
      {"\"a\\0b\": 1\n", "a key must be one word"},
      {"- a\n- b\n", "t.yaml:1:1: error: a scenario is a mapping"},
      {"just text\n", "a scenario is a mapping"},
      {"*x\n", "aliases"},
      {"", "t.yaml: error: the file is empty"},
      {"# only a remark\n", "the file is empty"},
      {"---\n...\n", "a scenario is a mapping"},
      {"a: [1, 2\n", "while parsing a flow sequence (which began at line 1, column 4)"},
      {"a: {b: 1\nc: 2\n", "(which began at line 1, column 4)"},
      {"a: \"open\nb: 2\n", "while scanning a quoted scalar (which began at line 1, column 4)"},
      {"a: 1\n b: 2\n", "t.yaml:2:3: error: YAML: "},
      {"a:\n\tb: 1\n", "t.yaml:2:1: error: YAML: found character that cannot start any token"},
      {"a: @x\n", "YAML: found character that cannot start any token"},
      {"a: \xff\xfe\n", "t.yaml:1:4: error: this is no plain UTF-8 text"},
      {"b: 1\na: é\x80\n", "t.yaml:2:5: error: this is no plain UTF-8 text"},
      {"a: \x01\n", "t.yaml:1:4: error: this is no plain UTF-8 text"},
      {"\xff\xfe" "a: 1", "this is no plain UTF-8 text"},
      {"base: {a: 1}\n", "'base' wants a file name or a list of file names"},
      {"base: [[a]]\n", "'base' wants a file name or a list of file names"},
      {"base: nowhere/none.yaml\n", "t.yaml:1:7: error: cannot read 'nowhere/none.yaml': No such file or directory"},
      {"base: .\n", "cannot read '.': Is a directory"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    struct said s = said_of(CASES[i].yaml);
    if (s.status != LR_E_INPUT) fprintf(stderr, "not refused: %s\n", CASES[i].yaml);
    LR_CHECK(s.status == LR_E_INPUT);
    LR_CHECK(says(&s, CASES[i].says));
    said_free(&s);
  }
  const char zero[] = "a: 1\nb: \0 2\n";
  struct said s = said_of_bytes(zero, sizeof zero - 1);
  LR_CHECK(s.status == LR_E_INPUT && says(&s, "t.yaml:2:4: error: this is no plain UTF-8 text"));
  said_free(&s);
  s = said_of("\xef\xbb\xbf" "a: 1\n");  // a byte order mark of UTF-8 is fine
  LR_CHECK(s.status == LR_OK);
  LR_TEXT_IS(text_at(&s, "a"), "1");
  said_free(&s);
}

// What is printed: one line, a caret, nothing that a terminal would obey.
static void printed(void) {
  char yaml[1000], line[600];
  memset(line, 'x', 400);
  line[400] = '\0';
  snprintf(yaml, sizeof yaml, "a: {b: \"%s\", b: 2}\n", line);
  struct said s = said_of(yaml);
  LR_CHECK(says(&s, "t.yaml:1:412: error: 'b' stands twice"));
  const char *caret = s.text ? strrchr(s.text, '^') : NULL, *last = caret;
  while (last && last > s.text && last[-1] != '\n') last--;
  LR_CHECK(caret && caret - last < 140);
  const char *shown = s.text ? strstr(s.text, "b: 2}") : NULL;
  const char *start = shown;
  while (start && start > s.text && start[-1] != '\n') start--;
  LR_CHECK(shown && caret && shown - start == caret - last);  // the caret stands under the key
  said_free(&s);
  s = said_of("status: \"\\e[31m\\x9b\"\nb: \"\\e[2J\"\nb: 1\n");
  lr_node_problem(&s.problems, false, s.document->root->child[0], "got '%s'", text_at(&s, "status"));
  said_print(&s);
  int clean = 1;
  for (const char *c = s.text; *c; c++) clean = clean && (*c == '\n' || (unsigned char)*c >= 0x20);
  LR_CHECK(clean && !strstr(s.text, "\xc2\x9b"));
  said_free(&s);
  s = said_of("a: µ, b: 1\n");  // the caret counts letters, not bytes
  LR_CHECK(says(&s, "    1 | a: µ, b: 1\n      |        ^\n"));
  said_free(&s);
}

static char folder[] = "/tmp/lr_document_test_XXXXXX";

static void bases(void) {
  if (!mkdtemp(folder) || chdir(folder) != 0) exit(1);
  if (mkdir("sub", 0777) != 0) exit(1);
  write_file("one.yaml", "name: one\nmachine:\n  source: paper\n  status: read\n  ler: {current: 1 A, beta_x: 80 mm}\n  list: [1, 2, 3]\n"
                         "  fig: {value: 3 m, source: old, status: known}\n  gone: 5\n");
  write_file("sub/two.yaml", "base: ../one.yaml\nname: two\nmachine:\n  ler: {current: 2 A}\n  list: [9]\n  gone: null\n  fig: {value: 4 m}\n");
  write_file("sub/three.yaml", "base: [two.yaml, four.yaml]\nmachine: {her: same, ler: {tune: null}}\n");
  write_file("sub/four.yaml", "name: four\nmachine: {ler: {tune: 0.5}, extra: ~, late: 1}\n");
  struct said s = said_of_file("sub/three.yaml");
  if (s.problems.errors) fputs(s.text, stderr);
  LR_CHECK(s.status == LR_OK);
  LR_TEXT_IS(text_at(&s, "name"), "four");
  LR_TEXT_IS(text_at(&s, "base"), "(none)");
  LR_TEXT_IS(text_at(&s, "machine.ler.current"), "2 A");
  LR_TEXT_IS(text_at(&s, "machine.ler.beta_x"), "80 mm");
  LR_TEXT_IS(text_at(&s, "machine.her"), "same");
  LR_TEXT_IS(text_at(&s, "machine.gone"), "(none)");
  LR_TEXT_IS(text_at(&s, "machine.ler.tune"), "(none)");
  LR_TEXT_IS(text_at(&s, "machine.extra"), "(none)");
  LR_TEXT_IS(text_at(&s, "machine.fig.value"), "4 m");
  LR_TEXT_IS(text_at(&s, "machine.fig.source"), "(none)");  // a figure that brings its value is replaced whole
  LR_CHECK(lr_document_find(s.document, "machine.list")->children == 1);
  const struct lr_node *beta = lr_document_find(s.document, "machine.ler.beta_x");
  LR_TEXT_IS(lr_node_says(beta, "source"), "paper");
  LR_TEXT_IS(lr_node_says(beta, "status"), "read");
  LR_CHECK(!lr_node_says(lr_document_find(s.document, "machine.ler.current"), "source"));  // written in another file
  LR_CHECK(!lr_node_says(lr_document_find(s.document, "machine.fig"), "status"));
  said_free(&s);

  s = said_of_file("one.yaml");
  set(&s, "machine.fig=5 m", LR_OK);
  LR_TEXT_IS(text_at(&s, "machine.fig"), "5 m");
  LR_CHECK(!lr_node_says(lr_document_find(s.document, "machine.fig"), "source"));
  set(&s, "machine.ler.current=1.3 A", LR_OK);
  set(&s, "machine.list=[7, 8]", LR_OK);
  set(&s, "machine.ler.beta_x=null", LR_OK);
  set(&s, "machine.new.deep.key={value: 1 A, status: assumed}", LR_OK);
  set(&s, "name=a, b: c, {d} # e", LR_E_INPUT);
  LR_TEXT_IS(text_at(&s, "machine.ler.current"), "1.3 A");
  LR_TEXT_IS(text_at(&s, "machine.ler.beta_x"), "(none)");
  LR_TEXT_IS(text_at(&s, "machine.new.deep.key.value"), "1 A");
  LR_CHECK(lr_document_find(s.document, "machine.list")->children == 2);
  said_free(&s);

  s = said_of_file("one.yaml");
  set(&s, "name=hello, world", LR_OK);  // the comma makes no further key
  LR_TEXT_IS(text_at(&s, "name"), "hello, world");
  set(&s, "name='quoted: # text'", LR_OK);
  LR_TEXT_IS(text_at(&s, "name"), "quoted: # text");
  set(&s, "name=x}, seed: 5, a: {", LR_E_INPUT);
  LR_TEXT_IS(text_at(&s, "seed"), "(none)");
  set(&s, "name=", LR_OK);
  LR_TEXT_IS(text_at(&s, "name"), "");
  set(&s, "base=sub/four.yaml", LR_OK);
  said_free(&s);

  const char *const BAD[] = {"", "=", "=x", "name", ".a=1", "a.=1", "a..b=1", ".=1", "a b=1", "é=1", "a=&x 1", "a=*x", "a=!t 1",
                             "a=[1", "a=1\n---\nb", "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t=1"};
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
    s = said_of("x: 1\n");
    set(&s, BAD[i], LR_E_INPUT);
    LR_CHECK(s.document->root->children == 1 && strstr(s.text, "--set"));
    said_free(&s);
  }
}

// Written as one file, a figure keeps its own source and status: it does not take those of the file it was laid over.
static void provenance(void) {
  write_file("under.yaml", "m:\n  source: paper\n  status: read\n  a: 1 m\n  b: 2 m\n  c: {value: 3 m, status: known}\n  w: word\n  l: [1, 2]\n");
  write_file("over.yaml", "base: under.yaml\nm: {b: 20 m, c: {value: 30 m}, d: {value: 4 m, source: mine}, w: other, e: {status: assumed, f: 5 m}}\n");
  struct said s = said_of_file("over.yaml");
  set(&s, "m.g=6 m", LR_OK);
  set(&s, "m.l=[1, 2, 3]", LR_OK);
  char *text = merged_text(&s);
  struct said one = said_of(text);
  LR_CHECK(one.status == LR_OK);
  const char *const NAMES[] = {"a", "b", "c", "d", "g"};
  const char *const VALUES[] = {"1 m", "20 m", "30 m", "4 m", "6 m"};
  const char *const SOURCES[] = {"paper", NULL, NULL, "mine", NULL}, *const STATUSES[] = {"read", NULL, NULL, NULL, NULL};
  for (int i = 0; i < 5; i++) {
    char path[16];
    snprintf(path, sizeof path, "m.%s", NAMES[i]);
    const struct said *both[] = {&s, &one};
    for (int k = 0; k < 2; k++) {
      const struct lr_node *node = lr_document_find(both[k]->document, path);
      const char *source = lr_node_says(node, "source"), *status = lr_node_says(node, "status");
      LR_TEXT_IS(lr_node_value(node)->text, VALUES[i]);
      LR_TEXT_IS(source ? source : "(none)", SOURCES[i] ? SOURCES[i] : "(none)");
      LR_TEXT_IS(status ? status : "(none)", STATUSES[i] ? STATUSES[i] : "(none)");
    }
  }
  LR_TEXT_IS(text_at(&one, "m.w"), "other");
  LR_TEXT_IS(lr_node_says(lr_document_find(one.document, "m.e.f"), "status"), "assumed");
  LR_CHECK(!lr_node_says(lr_document_find(one.document, "m.e.f"), "source"));
  char *again = merged_text(&one);
  LR_TEXT_IS(again, text);
  free(text);
  free(again);
  said_free(&one);
  said_free(&s);
}

// Bases that name themselves end with one message, not with 2^16 files.
static void cycles(void) {
  write_file("self.yaml", "base: self.yaml\n");
  write_file("twice.yaml", "base: [twice.yaml, twice.yaml]\nname: x\n");
  write_file("ping.yaml", "base: [pong.yaml, pong.yaml]\n");
  write_file("pong.yaml", "base: [ping.yaml, ping.yaml]\n");
  const char *const FILES[] = {"self.yaml", "twice.yaml", "ping.yaml"};
  for (int i = 0; i < 3; i++) {
    struct said s = said_of_file(FILES[i]);
    LR_CHECK(s.status == LR_E_INPUT && s.problems.errors == 1 && s.document->sources < 20);
    LR_CHECK(says(&s, "does a base name itself?"));
    said_free(&s);
  }
  struct lr_buffer many = {0};
  lr_buffer_add(&many, "base: [");
  for (int i = 0; i < 20000; i++) lr_buffer_add(&many, "one.yaml, ");
  lr_buffer_add(&many, "one.yaml]\n");
  write_file("many.yaml", many.text);
  lr_buffer_free(&many);
  struct said s = said_of_file("many.yaml");
  LR_CHECK(s.status == LR_E_INPUT && s.problems.errors == 1 && says(&s, "more than 200 files in one scenario"));
  said_free(&s);
  if (chdir("/") != 0) exit(1);
  LR_CHECK(lr_test_remove(folder) == 0);
}

// A key with null is not there, whether or not a base has it; and it takes away what a later layer underneath brings.
static void nulls(void) {
  struct said s = said_of("a: {b: null, c: ~, d: \"null\", e: {f: null}}\ng: null\nh: [null]\n");
  lr_document_settle(s.document);
  LR_TEXT_IS(text_at(&s, "a.b"), "(none)");
  LR_TEXT_IS(text_at(&s, "a.c"), "(none)");
  LR_TEXT_IS(text_at(&s, "a.d"), "null");
  LR_TEXT_IS(text_at(&s, "a.e"), "(mapping)");
  LR_TEXT_IS(text_at(&s, "a.e.f"), "(none)");
  LR_CHECK(lr_document_find(s.document, "h")->children == 1);
  said_free(&s);
}

int main(void) {
  tree();
  duplicates();
  refused();
  printed();
  bases();
  provenance();
  cycles();
  nulls();
  return lr_test_end();
}
