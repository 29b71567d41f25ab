// SPDX-License-Identifier: GPL-3.0-or-later
// Comma-separated rows: fields, quotes, comments, lines counted, headings, refusals, spoiled bytes.
#include "base/csv.h"

#include "base/files.h"
#include "tests/lr_test.h"

static const char *const NAMES[] = {"one", "two", "three", NULL};
static struct lr_error error;

static enum lr_status read_all(const char *text, size_t needed, bool pass_over, size_t *rows) {
  struct lr_csv csv = lr_csv_begin("a.csv", text);
  int column[LR_CSV_MOST_FIELDS];
  enum lr_status status;
  *rows = 0;
  while ((status = lr_csv_next(&csv, &error)) == LR_OK && csv.fields) {
    if (!*rows) status = lr_csv_heading(&csv, NAMES, needed, pass_over, column, &error);
    if (status) break;
    (*rows)++;
  }
  return status;
}

static void refuse(const char *text, const char *words) {
  size_t rows;
  LR_CHECK(read_all(text, 1, false, &rows) == LR_E_INPUT);
  LR_CHECK(strstr(error.text, words) != NULL);
  if (!strstr(error.text, words)) fprintf(stderr, "    got '%s', without '%s'\n", error.text, words);
}

static void test_rows(void) {
  struct lr_csv csv = lr_csv_begin("a.csv", "\xEF\xBB\xBF# c\n\n two , \"one\"\r\n  \"a, b\" ,\t\n#,,,\n,\"\"");
  int column[LR_CSV_MOST_FIELDS];
  LR_CHECK(lr_csv_next(&csv, &error) == LR_OK && csv.fields == 2 && csv.line == 3);
  LR_CHECK(lr_csv_heading(&csv, NAMES, 2, false, column, &error) == LR_OK && column[0] == 1 && column[1] == 0);
  LR_CHECK(lr_csv_heading(&csv, NAMES, 3, false, column, &error) == LR_E_INPUT);
  LR_TEXT_IS(error.text, "a.csv:3: the heading row has no column 'three'");
  LR_CHECK(lr_csv_next(&csv, &error) == LR_OK && csv.fields == 2 && csv.line == 4);
  LR_TEXT_IS(csv.field[0], "a, b");
  LR_TEXT_IS(csv.field[1], "");
  LR_CHECK(lr_csv_next(&csv, &error) == LR_OK && csv.fields == 2 && csv.line == 6);
  LR_TEXT_IS(csv.field[0], "");
  LR_TEXT_IS(csv.field[1], "");
  LR_CHECK(lr_csv_next(&csv, &error) == LR_OK && !csv.fields);
  LR_CHECK(lr_csv_next(&csv, &error) == LR_OK && !csv.fields);
  size_t rows;
  LR_CHECK(read_all("", 1, false, &rows) == LR_OK && !rows);
  LR_CHECK(read_all("x,one,x\n1,2,3\n", 1, true, &rows) == LR_OK && rows == 2);  // two others of one name: passed over
  LR_CHECK(lr_csv_status_word("derived") && !lr_csv_status_word("") && !lr_csv_status_word("guessed"));
}

static void test_refusals(void) {
  refuse("one,two\n1\n", "a.csv:2: the row has 1 fields, the heading 2");
  refuse("one,two\n1,2,\n", "a.csv:2: the row has 3 fields, the heading 2");
  refuse("two\n1\n", "a.csv:1: the heading row has no column 'one'");
  refuse("one,two,one\n", "a.csv:1: column 'one' stands twice");
  refuse("one,thre\n", "a.csv:1: unknown column 'thre'; did you mean 'three'?");
  refuse("one,\n", "a.csv:1: unknown column ''");
  refuse("\none\n\"1\n", "a.csv:3: quotes do not match");
  refuse("one\n\"1\" 2\n", "a.csv:2: quotes do not match");
  refuse("one\n1\a\n", "a.csv:2: the line holds a control character");
  refuse("one\n1\r2\n", "a.csv:2: the line holds a control character");
  char longer[LR_CSV_MOST_LINE + 16] = "one\n";
  memset(longer + 4, '1', sizeof longer - 5);
  refuse(longer, "a.csv:2: the line has more than 1023 bytes");
  char many[2 * LR_CSV_MOST_FIELDS + 16] = "";
  memset(many, ',', LR_CSV_MOST_FIELDS);
  refuse(many, "more than 32 fields");
  many[LR_CSV_MOST_FIELDS - 1] = '\0';
  refuse(many, "a.csv:1: unknown column ''");  // 32 of them fit
}

static void test_spoiled(void) {
  static const char GOOD[] = "one,two\n1,\"2\"\n3,4\n";
  for (int trial = 0; trial < 20000; trial++) {
    char text[sizeof GOOD];
    size_t rows;
    memcpy(text, GOOD, sizeof GOOD);
    for (int i = 0; i < 3; i++) text[(size_t)(lr_test_random() * (sizeof GOOD - 1))] = ",\"\n #\r\t\x01\xffx"[(int)(10 * lr_test_random())];
    enum lr_status status = read_all(text, 0, true, &rows);
    LR_CHECK((status == LR_OK && rows <= 7) || (status == LR_E_INPUT && strstr(error.text, "a.csv:")));
  }
}

static void test_files(void) {
  char *text = NULL;
  LR_CHECK(lr_file_read_table("/", "table", 10, &text, &error) == LR_E_INPUT && !text);
  LR_TEXT_IS(error.text, "/: is no table: a plain file of 10 bytes at most");
  LR_CHECK(lr_file_read_table("/nonexistent/a.csv", "table", 10, &text, &error) == LR_E_IO && !text);
  char name[] = "/tmp/csv_testXXXXXX";
  int fd = mkstemp(name);
  FILE *stream = fd >= 0 ? fdopen(fd, "wb") : NULL;
  LR_CHECK(stream != NULL);
  if (!stream) return;
  fwrite("a\0b", 1, 3, stream);
  fclose(stream);
  LR_CHECK(lr_file_read_table(name, "table", 2, &text, &error) == LR_E_INPUT && strstr(error.text, "2 bytes at most"));
  LR_CHECK(lr_file_read_table(name, "table", 3, &text, &error) == LR_E_INPUT && strstr(error.text, "is no text") && !text);
  remove(name);
}

int main(void) {
  lr_test_seed_from_environment();
  test_rows();
  test_refusals();
  test_spoiled();
  test_files();
  return lr_test_end();
}
