// SPDX-License-Identifier: GPL-3.0-or-later
// The context of SUNDIALS: opened, closed twice, and the last message into an error.
#include "base/sundials_context.h"
#include "tests/lr_test.h"

int main(void) {
  struct lr_error error = {0};
  struct lr_sundials one, two;
  LR_CHECK(lr_sundials_open(&one, &error) == LR_OK && one.context);
  LR_CHECK(lr_sundials_open(&two, &error) == LR_OK && two.context && two.context != one.context);
  LR_CHECK(lr_sundials_error(&one, &error, LR_E_CONVERGE, "solver (%d)", -6) == LR_E_CONVERGE);
  LR_TEXT_IS(error.text, "solver (-6)");
#if SUNDIALS_VERSION_MAJOR < 7
  char text[] = "too many steps";
  lr_sundials_note(-6, "KINSOL", "KINSol", text, &one);
  LR_CHECK(lr_sundials_error(&one, &error, LR_E_CONVERGE, "solver (%d)", -6) == LR_E_CONVERGE);
  LR_TEXT_IS(error.text, "solver (-6): KINSol: too many steps");
  lr_sundials_note(-1, NULL, NULL, NULL, &one);  // whatever the library leaves out
  lr_sundials_error(&one, &error, LR_E_INTERNAL, "again");
  LR_TEXT_IS(error.text, "again: SUNDIALS: ");
#endif
  LR_TEXT_IS(two.message, "");
  lr_sundials_close(&one);
  lr_sundials_close(&one);
  lr_sundials_close(&two);
  LR_CHECK(!one.context && !two.context);
  return lr_test_end();
}
