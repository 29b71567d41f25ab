// SPDX-License-Identifier: GPL-3.0-or-later
// What every SUNDIALS solver of a run shares: the SUNContext and the last message of the library. One for each run object,
// never shared between threads. The one place that knows SUNDIALS 6 from 7.
//
//   struct lr_sundials sundials;
//   status = lr_sundials_open(&sundials, error);
//   void *solver = KINCreate(sundials.context);
//   lr_sundials_watch(&sundials, solver, KINSetErrHandlerFn);
//   ..
//   if (flag < 0) status = lr_sundials_error(&sundials, error, LR_E_CONVERGE, "KINSOL (%d)", flag);
//   KINFree(&solver);
//   lr_sundials_close(&sundials);
#ifndef LR_BASE_SUNDIALS_CONTEXT_H
#define LR_BASE_SUNDIALS_CONTEXT_H

#include <sundials/sundials_config.h>
#include <sundials/sundials_context.h>

#include "base/error.h"

struct lr_sundials {
  SUNContext context;
  char message[512];  // the last one of the library; "" = none. Warnings count as messages
};

// Opens a context. It must stay where it is (the library keeps its address) until it is closed. Status: LR_E_MEMORY.
enum lr_status lr_sundials_open(struct lr_sundials *sundials, struct lr_error *error);
// Closes it, after everything that was made with it. A zeroed struct, or one closed before, is fine.
void lr_sundials_close(struct lr_sundials *sundials);

#if SUNDIALS_VERSION_MAJOR >= 7
// Messages go through the context: nothing is to be set for a solver.
#define lr_sundials_watch(sundials, solver, set_handler) ((void)(sundials), (void)(solver))
#else
// The handler of messages for KINSetErrHandlerFn and CVodeSetErrHandlerFn; `sundials` is a struct lr_sundials.
void lr_sundials_note(int code, const char *module, const char *function, char *text, void *sundials);
#define lr_sundials_watch(sundials, solver, set_handler) ((void)set_handler((solver), lr_sundials_note, (sundials)))
#endif

// "WHAT: last message of the library" into `error`. Returns the status.
enum lr_status lr_sundials_error(const struct lr_sundials *sundials, struct lr_error *error, enum lr_status status,
                                 const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
