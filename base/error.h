// SPDX-License-Identifier: GPL-3.0-or-later
// One error: what happened, and what was being done at the time. The library never prints and never exits.
#ifndef LR_BASE_ERROR_H
#define LR_BASE_ERROR_H

#include <stdio.h>
#include <stdlib.h>

#include "base/status.h"

struct lr_error {
  enum lr_status status;
  char text[1536];  // "what failed", with the context of the callers in front: "reading X: ..."
};

// Sets status and text; returns status, so that a function can end with `return lr_error_set(...)`.
// `error` may be NULL: then only the status is passed on.
enum lr_status lr_error_set(struct lr_error *error, enum lr_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Puts "context: " in front of the text that a callee set. Returns error->status.
enum lr_status lr_error_context(struct lr_error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// A broken invariant of the program itself (never of its input): prints the place and aborts with exit code 70.
#define LR_BUG(text) lr_bug(__FILE__, __LINE__, (text))
_Noreturn void lr_bug(const char *file, int line, const char *text);

#endif
