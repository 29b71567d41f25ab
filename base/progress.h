// SPDX-License-Identifier: GPL-3.0-or-later
// A progress bar with the time left, on stderr, only when stderr is a terminal; never in a pipe, never with --quiet.
#ifndef LR_BASE_PROGRESS_H
#define LR_BASE_PROGRESS_H

#include <stdbool.h>

struct lr_progress {
  const char *what;
  bool visible;
  double started_s, shown_s;
};

void lr_progress_start(struct lr_progress *progress, const char *what, bool quiet);
void lr_progress_update(struct lr_progress *progress, double fraction);  // 0..1; redraws at most ten times a second
void lr_progress_end(struct lr_progress *progress);                      // clears the line

#endif
