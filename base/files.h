// SPDX-License-Identifier: GPL-3.0-or-later
// A result that holds a list of its own files, files.txt, replaces an earlier one of the same folder whole.
// Results on disk: all files of a result are written whole under no name (or a temporary one), then named one after the
// other in the order given, so that a killed run leaves no half file and the last name (the report) means that all is there:
// that of an earlier result is taken away first.
#ifndef LR_BASE_FILES_H
#define LR_BASE_FILES_H

#include <stddef.h>

#include "base/error.h"

struct lr_file {
  const char *name;  // inside the folder; no slash
  const char *bytes;
  size_t length;
};

// Makes the folder (and its parents) if needed. Status: LR_E_IO with the reason, LR_E_INTERRUPTED.
enum lr_status lr_files_write(const char *folder, const struct lr_file *files, size_t count, struct lr_error *error);

// Could lr_files_write make the folder, or write into it? Asked before long work: a folder is made in what there is, and
// taken away. Status: LR_E_IO with the reason.
enum lr_status lr_files_try(const char *folder, struct lr_error *error);

// A whole file into a malloc'd text with a zero behind it.
enum lr_status lr_file_read(const char *path, char **text, size_t *length, struct lr_error *error);
// A table that a scenario names: a plain file of `most_bytes` at most, without a zero byte. `what` says what it should be,
// such as "wake table". Status: LR_E_INPUT "PATH: is no WHAT: ..", LR_E_IO, LR_E_MEMORY.
enum lr_status lr_file_read_table(const char *path, const char *what, long most_bytes, char **text,
                                  struct lr_error *error);

// The folder of the shipped data (inputs/, tests/cases/): $LUMIREACH_DATA, else share/lumireach beside the program's
// folder, else the source tree that it was built from. Static storage; NULL when none of them holds inputs/.
const char *lr_data_folder(void);

#endif
