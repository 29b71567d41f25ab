// SPDX-License-Identifier: GPL-3.0-or-later
// The report: one HTML file that opens from disk, prints on A4, and needs no network, script or other file.
//
//   struct lr_report *report = lr_report_create(&head);
//   lr_report_summary(report, "The plan delivers ...");
//   lr_report_tile(report, "50 ab⁻¹ by", "2043-09", "P10 2040-02, P90 not before 2050");
//   lr_report_section(report, "Integrated luminosity");
//   lr_report_figure(report, &figure);
//   status = lr_report_write(report, file, error);
//   lr_report_free(report);
//
// All texts are plain and are escaped here. An empty line in a text begins a new paragraph. Summary, tiles, cautions and
// inputs may be added at any time and stand where they belong; sections, paragraphs, figures and tables stand in the order of
// the calls. What goes wrong (memory, a figure that is no SVG) is kept and reported by lr_report_write.
#ifndef LR_PLOTS_REPORT_H
#define LR_PLOTS_REPORT_H

#include <stdint.h>
#include <stdio.h>

#include "base/table.h"
#include "plots/gnuplot.h"

struct lr_report;

struct lr_report_head {
  const char *title, *scenario, *version, *scenario_sha256, *as_of;
  const char *command;  // what to type to make this report again
  uint64_t seed;
};

struct lr_report_figure {
  const char *name;                // as in lr_figure_style: unique within the report
  const char *title, *description; // for readers who cannot see the figure; the description says what it shows
  const char *caption;
  const struct lr_bytes *svg;      // drawn by gnuplot; may be freed after the call
  const char *script;              // its gnuplot script, offered to readers who want to redraw it; NULL for none
};

struct lr_report *lr_report_create(const struct lr_report_head *head);  // copies what it is given; NULL: no memory
void lr_report_free(struct lr_report *report);                          // NULL is fine

void lr_report_summary(struct lr_report *report, const char *text);
void lr_report_tile(struct lr_report *report, const char *label, const char *value, const char *note);
void lr_report_caution(struct lr_report *report, const char *text);
void lr_report_section(struct lr_report *report, const char *heading);
void lr_report_paragraph(struct lr_report *report, const char *text);
void lr_report_figure(struct lr_report *report, const struct lr_report_figure *figure);
void lr_report_table(struct lr_report *report, const struct lr_table *table, const char *caption);  // NULL: its title
// The inputs with their sources; a column `status` (read, known, derived, assumed) is counted and shown as tags.
void lr_report_inputs(struct lr_report *report, const struct lr_table *inputs);

enum lr_status lr_report_bytes(const struct lr_report *report, struct lr_bytes *html, struct lr_error *error);
enum lr_status lr_report_write(const struct lr_report *report, FILE *file, struct lr_error *error);

#endif
