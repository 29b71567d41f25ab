// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

enum lr_status lr_error_set(struct lr_error *error, enum lr_status status, const char *format, ...) {
  if (error) {
    va_list arguments;
    va_start(arguments, format);
    error->status = status;
    vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
  }
  return status;
}

enum lr_status lr_error_context(struct lr_error *error, const char *format, ...) {
  if (!error) return LR_E_INTERNAL;
  char context[512], old[sizeof error->text];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(context, sizeof context, format, arguments);
  va_end(arguments);
  memcpy(old, error->text, sizeof old);
  size_t used = strlen(context), rest = strlen(old);
  if (rest > sizeof error->text - used - 3) rest = sizeof error->text - used - 3;
  memcpy(error->text, context, used);
  memcpy(error->text + used, ": ", 2);
  memcpy(error->text + used + 2, old, rest);
  error->text[used + 2 + rest] = '\0';
  return error->status;
}

void lr_bug(const char *file, int line, const char *text) {
  fprintf(stderr, "lumireach: internal error at %s:%d: %s\nPlease report it with the scenario that led here.\n", file,
          line, text);
  fflush(stderr);
  _exit(70);
}
