// SPDX-License-Identifier: GPL-3.0-or-later
// Texts, errors, statuses: growing, hashing, likely typing errors, contexts that do not overflow.
#include "base/buffer.h"

#include "base/error.h"
#include "tests/lr_test.h"

static void buffer(void) {
  struct lr_buffer b = {0};
  LR_TEXT_IS(lr_buffer_text(&b), "");
  lr_buffer_add(&b, NULL);
  LR_TEXT_IS(lr_buffer_text(&b), "");
  size_t length = 0;
  for (int i = 0; i < 3000; i++) {
    lr_buffer_print(&b, "%d,%s", i, "x");
    lr_buffer_add_bytes(&b, "ab\0c", 2);
    length += (size_t)snprintf(NULL, 0, "%d,x", i) + 2;
  }
  LR_CHECK(b.length == length && strlen(b.text) == length && !b.failed && b.room > length);
  LR_CHECK(strncmp(b.text, "0,xab1,xab2,xab", 15) == 0);
  lr_buffer_free(&b);
  LR_CHECK(!b.text && !b.length);
}

static void hash(void) {  // FIPS 180-2, appendix B
  char hex[65];
  lr_sha256_hex("abc", 3, hex);
  LR_TEXT_IS(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  lr_sha256_hex("", 0, hex);
  LR_TEXT_IS(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void nearest(void) {
  const char *const KEYS[] = {"energy", "current", "beta_x", "beta_y", "emittance_x", "emittance_y", "bunch_length", NULL};
  LR_TEXT_IS(lr_text_nearest("curent", KEYS), "current");
  LR_TEXT_IS(lr_text_nearest("currnet", KEYS), "current");
  LR_TEXT_IS(lr_text_nearest("betay", KEYS), "beta_y");
  LR_TEXT_IS(lr_text_nearest("emmitance_y", KEYS), "emittance_y");
  LR_TEXT_IS(lr_text_nearest("bunchlength", KEYS), "bunch_length");
  LR_CHECK(!lr_text_nearest("luminosity_kind", KEYS));
  LR_CHECK(lr_text_distance("", "") == 0 && lr_text_distance("abc", "abc") == 0 && lr_text_distance("abc", "") == 3);
  LR_CHECK(lr_text_distance("ab", "ba") == 1 && lr_text_distance("kitten", "sitting") == 3 && lr_text_distance("ca", "abc") == 3);
  char longer[200];
  memset(longer, 'a', sizeof longer - 1);
  longer[199] = '\0';
  LR_CHECK(lr_text_distance(longer, "a") == 99 && !lr_text_nearest(longer, KEYS));
  for (int k = 0; k < 2000; k++) {  // symmetry and the triangle with a third text
    char t[3][8];
    for (int i = 0; i < 3; i++) {
      int n = (int)(lr_test_random() * 7);
      for (int c = 0; c < n; c++) t[i][c] = (char)('a' + (int)(lr_test_random() * 3));
      t[i][n] = '\0';
    }
    int d = lr_text_distance(t[0], t[1]);
    LR_CHECK(d == lr_text_distance(t[1], t[0]) && (d == 0) == (strcmp(t[0], t[1]) == 0));
  }
}

static void errors(void) {
  struct lr_error error = {.status = LR_OK};
  LR_CHECK(lr_error_set(NULL, LR_E_IO, "x") == LR_E_IO && lr_error_set(&error, LR_E_DOMAIN, "%d", 5) == LR_E_DOMAIN);
  LR_CHECK(lr_error_context(&error, "reading %s", "a") == LR_E_DOMAIN);
  LR_TEXT_IS(error.text, "reading a: 5");
  char wide[900];
  memset(wide, 'w', sizeof wide - 1);
  wide[899] = '\0';
  for (int i = 0; i < 6; i++) lr_error_context(&error, "%s", wide);
  LR_CHECK(strlen(error.text) < sizeof error.text && strncmp(error.text, "www", 3) == 0);
  LR_CHECK(lr_status_exit_code(LR_OK) == 0 && lr_status_exit_code(LR_E_VERIFY) == 1 && lr_status_exit_code(LR_E_INPUT) == 2 &&
           lr_status_exit_code(LR_E_DOMAIN) == 3 && lr_status_exit_code(LR_E_CONVERGE) == 3 && lr_status_exit_code(LR_E_IO) == 4 &&
           lr_status_exit_code(LR_E_PLOT) == 4 && lr_status_exit_code(LR_E_USAGE) == 64 &&
           lr_status_exit_code(LR_E_INTERNAL) == 70 && lr_status_exit_code(LR_E_INTERRUPTED) == 130);
  LR_CHECK(lr_status_exit_code((enum lr_status)LR_STATUS_COUNT) == 70 && *lr_status_text((enum lr_status)LR_STATUS_COUNT));
}

int main(void) {
  lr_test_seed_from_environment();
  buffer();
  hash();
  nearest();
  errors();
  return lr_test_end();
}
