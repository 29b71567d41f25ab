// SPDX-License-Identifier: GPL-3.0-or-later
// Statuses: one list gives the enum, the texts and the exit codes of the program.
#ifndef LR_BASE_STATUS_H
#define LR_BASE_STATUS_H

// X(name, exit code of the program, text)
#define LR_STATUS_LIST(X)                                                     \
  X(LR_OK, 0, "ok")                                                           \
  X(LR_E_VERIFY, 1, "comparison or verification failed")                      \
  X(LR_E_INPUT, 2, "bad input")                                               \
  X(LR_E_DOMAIN, 3, "outside the range in which the model is valid")          \
  X(LR_E_CONVERGE, 3, "a numerical method did not reach its tolerance")       \
  X(LR_E_MEMORY, 3, "out of memory")                                          \
  X(LR_E_IO, 4, "could not read or write a file")                             \
  X(LR_E_PLOT, 4, "gnuplot could not draw a figure")                          \
  X(LR_E_USAGE, 64, "wrong usage of the command line")                        \
  X(LR_E_INTERNAL, 70, "internal error: please report it")                    \
  X(LR_E_INTERRUPTED, 130, "interrupted")

#define LR_STATUS_ENUM(name, exit_code, text) name,
enum lr_status { LR_STATUS_LIST(LR_STATUS_ENUM) LR_STATUS_COUNT };
#undef LR_STATUS_ENUM

// Text of a status, in English, static storage.
const char *lr_status_text(enum lr_status status);
// Exit code of the program for a status (the table in the man page is made from it).
int lr_status_exit_code(enum lr_status status);

#endif
