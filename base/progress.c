// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double now_s(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void lr_progress_start(struct lr_progress *progress, const char *what, bool quiet) {
  const char *terminal = getenv("TERM");
  progress->what = what;
  progress->visible = !quiet && isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
  progress->started_s = now_s();
  progress->shown_s = progress->started_s;
}

void lr_progress_update(struct lr_progress *progress, double fraction) {
  if (!progress->visible) return;
  double now = now_s();
  if (now - progress->shown_s < 0.1) return;
  progress->shown_s = now;
  enum { WIDTH = 30 };
  char bar[WIDTH + 1];
  int filled = (int)(fraction * WIDTH);
  for (int i = 0; i < WIDTH; i++) bar[i] = i < filled ? '=' : ' ';
  bar[WIDTH] = '\0';
  double left = fraction > 0 ? (now - progress->started_s) * (1 - fraction) / fraction : 0;
  fprintf(stderr, "\r%s [%s] %3.0f %%, %.0f s left \033[K", progress->what, bar, 100 * fraction, left);
}

void lr_progress_end(struct lr_progress *progress) {
  if (progress->visible) fprintf(stderr, "\r\033[K");
  progress->visible = false;
}
