// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/track_difference.h"

#include "tests/lr_test.h"

static const char BASE[] = "name: a\nmachine:\n  name: M\n  bunches: 1\n  ler:\n    beta_y: 1 mm\n    tune_x: {value: 44.5, status: read, source: \"x\"}\n"
                           "  her:\n    beta_y: 1 mm\ntrack:\n  turns: 40\n  slices: 10\nplan:\n  start: 2026-01-01\n";

// Text with one line changed, or put in before it.
static void differs(const char *from, const char *to, const char *key, const char *a, const char *b) {
  char text[1024];
  const char *at = strstr(BASE, from);
  LR_CHECK(at != NULL);
  if (!at) return;
  snprintf(text, sizeof text, "%.*s%s%s", (int)(at - BASE), BASE, to, at + strlen(from));
  struct lr_track_difference d;
  bool found = lr_track_difference(BASE, strlen(BASE), text, strlen(text), &d);
  LR_CHECK(found == (key != NULL));
  if (!found || !key) return;
  LR_TEXT_IS(d.key, key);
  LR_TEXT_IS(d.a, a);
  LR_TEXT_IS(d.b, b);
  LR_CHECK(lr_track_difference(text, strlen(text), BASE, strlen(BASE), &d));
  LR_TEXT_IS(d.a, b);
  LR_TEXT_IS(d.b, a);
}

int main(void) {
  differs("name: a\n", "name: b\n", NULL, "", "");
  differs("  name: M\n", "  name: N\n  note: n\n", NULL, "", "");
  differs("turns: 40", "turns: 60\n  average: 5", NULL, "", "");
  differs("2026-01-01", "2027-01-01", NULL, "", "");
  differs("status: read", "status: known", NULL, "", "");
  differs("    beta_y: 1 mm\ntrack", "    beta_y: 0.9 mm\ntrack", "machine.her.beta_y", "1 mm", "0.9 mm");
  differs("    beta_y: 1 mm\ntrack", "    beta_y: {value: 0.9 mm, status: \"\"}\ntrack", "machine.her.beta_y", "1 mm", "0.9 mm");
  differs("value: 44.5", "value: 44.6", "machine.ler.tune_x", "44.5", "44.6");
  differs("  bunches: 1\n", "  offset_x: 1 um\n  bunches: 1\n", "machine.offset_x", "", "1 um");
  differs("  slices: 10\n", "  slices: 10\n  modes:\n    - one\n", "track.modes", "", "given");
  differs("  slices: 10\n", "", "track.slices", "10", "");
  return lr_test_end();
}
