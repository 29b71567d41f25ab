// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/status.h"

const char *lr_status_text(enum lr_status status) {
#define LR_STATUS_CASE(name, exit_code, text) \
  case name: return text;
  switch (status) {
    LR_STATUS_LIST(LR_STATUS_CASE)
    default: return "unknown status";
  }
#undef LR_STATUS_CASE
}

int lr_status_exit_code(enum lr_status status) {
#define LR_STATUS_CASE(name, exit_code, text) \
  case name: return exit_code;
  switch (status) {
    LR_STATUS_LIST(LR_STATUS_CASE)
    default: return 70;
  }
#undef LR_STATUS_CASE
}
