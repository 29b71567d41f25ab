// SPDX-License-Identifier: GPL-3.0-or-later
// How far a figure lies from the published ones of several cases, as an rms.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/case_expect.h"

void lr_case_remember(struct lr_case_desk *desk, const struct lr_case *owner, const struct lr_expect *expect, double value) {
  if (desk->seen_room == desk->seens) {
    size_t room = desk->seens ? 2 * desk->seens : 64;
    struct lr_case_seen *larger = realloc(desk->seen, room * sizeof *larger);
    if (!larger) return;  // an rms that misses it says so
    desk->seen = larger;
    desk->seen_room = room;
  }
  desk->seen[desk->seens++] = (struct lr_case_seen){owner->id, expect->words, value / expect->published - 1};
}

enum lr_status lr_case_rms(const struct lr_case_desk *desk, const struct lr_expect *expect, double *value, const char **unit,
                           struct lr_error *error) {
  double sum = 0;
  size_t count = 0;
  *unit = "";
  for (const char *at = expect->change; *at; count++) {
    size_t length = strcspn(at, " "), k = 0;
    while (k < desk->seens && (strlen(desk->seen[k].id) != length || strncmp(desk->seen[k].id, at, length) != 0 ||
                               strcmp(desk->seen[k].words, expect->subject) != 0))
      k++;
    if (k == desk->seens)
      return lr_error_set(error, LR_E_INPUT, "wants '%s' of case %.*s, evaluated before it in the same call", expect->subject, (int)length, at);
    sum += desk->seen[k].off * desk->seen[k].off;
    at += length;
    at += *at == ' ';
  }
  *value = sqrt(sum / (double)count);
  return LR_OK;
}
