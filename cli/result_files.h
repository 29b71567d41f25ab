// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a result: merged scenarios with copies of what they name, tables as CSV and JSON, figures with their scripts, the report.
#ifndef LR_CLI_RESULT_FILES_H
#define LR_CLI_RESULT_FILES_H

#include "cli/run.h"

struct lr_result_files {
  struct lr_provenance provenance;
  struct {
    const char *name;                    // "scenario.yaml"
    const struct lr_scenario *scenario;
  } scenario[2];
  size_t scenarios;
  struct lr_table *const *table;         // NAME.csv each, all in result.json
  size_t tables;
  const struct lr_run_figure *figure;    // NAME.gp and NAME.svg
  size_t figures;
  struct {
    const char *name;                    // one more file; NULL: none
    const struct lr_buffer *text;
  } more;
  const char *report;                    // its name: named last, when it is there, everything is
  const struct lr_bytes *html;
};

// Writes all or nothing; prints the path of the report. Status: LR_E_IO, LR_E_MEMORY, LR_E_INTERRUPTED.
enum lr_status lr_result_files_write(const char *folder, const struct lr_result_files *result, struct lr_error *error);

#endif
