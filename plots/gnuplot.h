// SPDX-License-Identifier: GPL-3.0-or-later
// The gnuplot process: a script goes in through a pipe, the figure comes back as bytes. No shell, no temporary files.
#ifndef LR_PLOTS_GNUPLOT_H
#define LR_PLOTS_GNUPLOT_H

#include <stddef.h>

#include "base/error.h"
#include "plots/text.h"

struct lr_bytes {
  char *data;  // a zero byte follows the last one, so that an SVG can be read as text
  size_t length;
};
void lr_bytes_free(struct lr_bytes *bytes);  // leaves it empty

// Runs `gnuplot -d /dev/stdin` on a script that leaves its output on stdout (no `set output`), and returns what it drew.
// -d keeps the user's own start-up files out; a script read by name stops at its first error and names the line.
//   in   script, length   bytes of the script
//   out  figure           what gnuplot wrote; free with lr_bytes_free; empty after an error
// LR_E_PLOT: no such program (gnuplot-nox is to be installed), a script that failed (its line and gnuplot's message),
// or an empty figure. LR_E_IO, LR_E_MEMORY: the system refused a pipe or memory.
// The environment variable LUMIREACH_GNUPLOT may name another program. Safe to call from several threads.
enum lr_status lr_gnuplot_run(const char *script, size_t length, struct lr_bytes *figure, struct lr_error *error);

// Appends `text` as a gnuplot string expression: in single quotes, where a quote inside becomes '."'".' (text, a quote,
// text). Double quotes never hold user text, since gnuplot runs what stands between back-ticks in them. Control characters
// (a raw newline ends a gnuplot string, and the next line would be a command) and broken UTF-8 are refused: then
// script->status becomes LR_E_INPUT and nothing is added.
void lr_gnuplot_quote(struct lr_text *script, const char *text);

#endif
