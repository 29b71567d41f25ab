// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of optics: columns in any order, what is not given, look-up by name, what a use wants, refusals, spoiled bytes.
#include "machine/twiss.h"

#include "tests/lr_test.h"

static struct lr_error error;

static const char GOOD[] =
    "# one ring\n"
    "element,beta_y_m, s_m,beta_x_m,alpha_x,eta_x_m,nu_y,status,source,acceptance\n"
    "IP,0.001,0,0.08,0,0,0,read,\"a paper, p. 3\",0.01\n"
    ",10,5,20,-1.5,0.1,0.25,,,\n"
    "\n"
    "D06H3,4.5,5,24,0.5,-0.2,,derived,,0.02\n"
    "end,0.001,12.5,0.08,,0,0.25,assumed,,0.01\n";

static void test_table(void) {
  struct lr_twiss *t = NULL;
  LR_CHECK(lr_twiss_parse("t.csv", GOOD, &t, &error) == LR_OK && t);
  if (!t) {
    fprintf(stderr, "    %s\n", error.text);
    return;
  }
  LR_CHECK(t->rows == 4 && t->line[0] == 3 && t->line[2] == 6);
  LR_TEXT_IS(t->name, "t.csv");
  LR_NEAR(t->value[LR_TWISS_BETA_Y][1], 10, 0);
  LR_NEAR(t->value[LR_TWISS_S][3], 12.5, 0);
  LR_NEAR(t->value[LR_TWISS_ALPHA_X][1], -1.5, 0);
  LR_CHECK(isnan(t->value[LR_TWISS_ALPHA_X][3]) && isnan(t->value[LR_TWISS_NU_Y][2]));
  LR_CHECK(!t->value[LR_TWISS_NU_X] && !t->value[LR_TWISS_ALPHA_Y]);
  LR_TEXT_IS(t->element[1], "");
  LR_TEXT_IS(t->source[0], "a paper, p. 3");
  LR_TEXT_IS(t->status[2], "derived");
  size_t row = 99;
  LR_CHECK(lr_twiss_find(t, "D06H3", &row) && row == 2);
  LR_CHECK(lr_twiss_find(t, "IP", &row) && row == 0);
  LR_CHECK(lr_twiss_find(t, "end", &row) && row == 3);
  LR_CHECK(!lr_twiss_find(t, "", &row) && !lr_twiss_find(t, "D06H4", &row) && !lr_twiss_find(t, "zz", &row));

  LR_CHECK(lr_twiss_require(t, LR_TWISS_FOR_TOUSCHEK, 1u << LR_TWISS_ETA_X, &error) == LR_OK);
  LR_CHECK(lr_twiss_require(t, 1u << LR_TWISS_NU_X, 0, &error) == LR_E_INPUT);
  LR_TEXT_IS(error.text, "t.csv: there is no column 'nu_x'");
  LR_CHECK(lr_twiss_require(t, 1u << LR_TWISS_NU_Y, 0, &error) == LR_E_INPUT);
  LR_TEXT_IS(error.text, "t.csv:6: nu_y is not given: it must stand in every row");
  LR_CHECK(lr_twiss_require(t, LR_TWISS_FOR_TOUSCHEK, LR_TWISS_WITH_TOUSCHEK, &error) == LR_E_INPUT);
  LR_TEXT_IS(error.text, "t.csv:7: alpha_x is not given: it must stand in every row, or in none");

  struct lr_optics_table optics = lr_twiss_optics(t);
  LR_CHECK(optics.points == 4 && !optics.alpha_y && optics.eta_x_m[2] == -0.2 && optics.acceptance[2] == 0.02);
  LR_CHECK(optics.s_m == t->value[LR_TWISS_S] && optics.beta_x_m[1] == 20);
  lr_twiss_free(t);
  lr_twiss_free(NULL);
}

static void refuse(const char *text, const char *words) {
  struct lr_twiss *t = NULL;
  LR_CHECK(lr_twiss_parse("t.csv", text, &t, &error) == LR_E_INPUT && !t);
  LR_CHECK(strstr(error.text, words) != NULL);
  if (!strstr(error.text, words)) fprintf(stderr, "    got '%s', without '%s'\n", error.text, words);
  lr_twiss_free(t);
}

static void test_refusals(void) {
  refuse("", "t.csv:0: there is no row");
  refuse("s_m,beta_x_m\n# nothing\n", "t.csv:2: there is no row");
  refuse("beta_x_m\n1\n", "t.csv:1: the heading row has no column 's_m'");
  refuse("s_m,betax_m\n0,1\n", "t.csv:1: unknown column 'betax_m'; did you mean 'beta_x_m'?");
  refuse("s_m,s_m\n0,1\n", "t.csv:1: column 's_m' stands twice");
  refuse("s_m,beta_x_m\n0,1\n1,0\n", "t.csv:3: beta_x_m wants a number above 0, not '0'");
  refuse("s_m,beta_y_m\n0,-1\n", "t.csv:2: beta_y_m wants a number above 0, not '-1'");
  refuse("s_m,beta_y_m\n0,inf\n", "beta_y_m wants");
  refuse("s_m,alpha_x\n0,nan\n", "t.csv:2: alpha_x wants a number, not 'nan'");
  refuse("s_m,alpha_x\n0,1 m\n", "not '1 m'");
  refuse("s_m,alpha_x\n0,0x10\n", "not '0x10'");
  refuse("s_m,alpha_x\n0,1e999\n", "not '1e999'");
  refuse("s_m,alpha_x\n,1\n", "t.csv:2: s_m wants a number, not ''");
  refuse("s_m,acceptance\n0,1.2\n", "acceptance wants a number from 1e-6 to below 0.5");
  refuse("s_m,acceptance\n0,0\n", "acceptance wants");
  refuse("s_m,element\n0,a\n\n2,b\n1,c\n", "t.csv:5: s_m = 1 of 'c' decreases: line 4, 'b', has 2");
  refuse("s_m\n2\n1\n", "t.csv:3: s_m = 1 decreases: line 2 has 2");
  refuse("s_m,nu_x\n0,1\n1,\n2,0.5\n", "t.csv:4: nu_x = 0.5 decreases: line 2 has 1");
  refuse("s_m,element\n0,b\n1,a\n2,a\n3,b\n4,a\n", "t.csv:4: element 'a' stands twice: line 3 has it too");
  refuse("s_m,status\n0,guessed\n", "t.csv:2: status 'guessed' is none of read, known, derived, assumed");
  refuse("s_m,element\n0\n", "t.csv:2: the row has 1 fields, the heading 2");
  refuse("s_m,element\n0,\"a\n", "t.csv:2: quotes do not match");
  struct lr_twiss *t = NULL;
  LR_CHECK(lr_twiss_read("/nonexistent/t.csv", &t, &error) == LR_E_IO && !t);
  LR_CHECK(lr_twiss_read("/", &t, &error) == LR_E_INPUT && strstr(error.text, "is no table of optics") && !t);
}

// All that fits, and one row more.
static void test_size(void) {
  size_t rows = LR_TWISS_MOST_ROWS, used = 0;
  char *text = malloc(16 * (rows + 2));
  LR_CHECK(text != NULL);
  if (!text) return;
  used += (size_t)snprintf(text, 16, "s_m,element\n");
  for (size_t i = 0; i < rows; i++) used += (size_t)snprintf(text + used, 16, "%zu,E%zu\n", i, (i * 7919) % rows);
  struct lr_twiss *t = NULL;
  LR_CHECK(lr_twiss_parse("t.csv", text, &t, &error) == LR_OK);
  size_t row;
  for (size_t i = 0; t && i < rows; i += 997) {
    char name[24];
    snprintf(name, sizeof name, "E%zu", (i * 7919) % rows);
    LR_CHECK(lr_twiss_find(t, name, &row) && row == i);
  }
  lr_twiss_free(t);
  snprintf(text + used, 16, "%zu,\n", rows);
  refuse(text, "t.csv:100002: more than 100000 rows");
  free(text);
}

static void test_spoiled(void) {
  for (int trial = 0; trial < 20000; trial++) {  // spoiled bytes: a table that holds to its rules, or a status
    char text[sizeof GOOD];
    struct lr_twiss *t = NULL;
    memcpy(text, GOOD, sizeof GOOD);
    for (int i = 0; i < 3; i++)
      text[(size_t)(lr_test_random() * (sizeof GOOD - 1))] = ",\"\n 0-#\r\tx9e"[(int)(12 * lr_test_random())];
    enum lr_status status = lr_twiss_parse("t.csv", text, &t, &error);
    LR_CHECK((status == LR_E_INPUT && !t && strstr(error.text, "t.csv:")) || (status == LR_OK && t && t->rows > 0));
    for (size_t i = 0; t && i < t->rows; i++) {
      LR_CHECK(isfinite(t->value[LR_TWISS_S][i]) && (!i || t->value[LR_TWISS_S][i] >= t->value[LR_TWISS_S][i - 1]));
      LR_CHECK(!t->value[LR_TWISS_BETA_X] || !(t->value[LR_TWISS_BETA_X][i] <= 0));
    }
    lr_twiss_free(t);
  }
}

int main(void) {
  lr_test_seed_from_environment();
  test_table();
  test_refusals();
  test_size();
  test_spoiled();
  return lr_test_end();
}
