// SPDX-License-Identifier: GPL-3.0-or-later
// track -o DIR: the tables of a tracking with their figures and a page, and the part of it in the report of run.
#ifndef LR_CLI_TRACK_REPORT_H
#define LR_CLI_TRACK_REPORT_H

#include "cli/run.h"

// Draws what of tune_scan, footprint and tails is among the tables. figure[most] with zeros; *count is raised by what was drawn; the caller frees
// scripts and SVG, also after a failure.
enum { LR_TRACK_FIGURES = 6 };
enum lr_status lr_track_draw(const struct lr_call *call, const struct lr_scenario *scenario, struct lr_table *const *table, size_t tables,
                             struct lr_run_figure figure[LR_TRACK_FIGURES], size_t *count, struct lr_error *error);

struct lr_track_curve_files {
  const struct lr_table *line, *points;  // of the figure of the specific luminosity (plots/figures.h)
  const char *name;                      // of the file that `blowup: {curve: FILE}` reads
  const struct lr_buffer *text;
};

// Draws, and writes tables, figures, merged scenario and track.html into the folder of the call; prints the path of the page.
// Status: as lr_result_files_write, LR_E_PLOT.
enum lr_status lr_track_write(const struct lr_call *call, const struct lr_scenario *scenario, struct lr_table *const *table, size_t tables,
                              struct lr_error *error);
// The same of a curve, with its file.
enum lr_status lr_track_write_curve(const struct lr_call *call, const struct lr_scenario *scenario, struct lr_table *table,
                                    const struct lr_track_curve_files *curve, struct lr_error *error);

#endif
