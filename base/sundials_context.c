// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/sundials_context.h"

#include <stdarg.h>
#include <string.h>

#if SUNDIALS_VERSION_MAJOR >= 7
static void note_of_context(int line, const char *function, const char *file, const char *text, SUNErrCode code,
                            void *user, SUNContext context) {
  (void)line, (void)file, (void)code, (void)context;
  struct lr_sundials *sundials = user;
  snprintf(sundials->message, sizeof sundials->message, "%s: %s", function ? function : "SUNDIALS", text ? text : "");
}
#else
void lr_sundials_note(int code, const char *module, const char *function, char *text, void *user) {
  (void)code, (void)module;
  struct lr_sundials *sundials = user;
  snprintf(sundials->message, sizeof sundials->message, "%s: %s", function ? function : "SUNDIALS", text ? text : "");
}
#endif

enum lr_status lr_sundials_open(struct lr_sundials *sundials, struct lr_error *error) {
  memset(sundials, 0, sizeof *sundials);
#if SUNDIALS_VERSION_MAJOR >= 7
  int failed = SUNContext_Create(SUN_COMM_NULL, &sundials->context);
  if (!failed) {
    SUNContext_ClearErrHandlers(sundials->context);
    SUNContext_PushErrHandler(sundials->context, note_of_context, sundials);
  }
#else
  int failed = SUNContext_Create(NULL, &sundials->context);
#endif
  if (!failed) return LR_OK;
  sundials->context = NULL;
  return lr_error_set(error, LR_E_MEMORY, "no memory for a context of SUNDIALS");
}

void lr_sundials_close(struct lr_sundials *sundials) {
  if (sundials->context) SUNContext_Free(&sundials->context);
  sundials->context = NULL;
}

enum lr_status lr_sundials_error(const struct lr_sundials *sundials, struct lr_error *error, enum lr_status status,
                                 const char *format, ...) {
  char what[256];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(what, sizeof what, format, arguments);
  va_end(arguments);
  return lr_error_set(error, status, "%s%s%s", what, *sundials->message ? ": " : "", sundials->message);
}
