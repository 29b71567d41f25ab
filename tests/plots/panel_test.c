// SPDX-License-Identifier: GPL-3.0-or-later
// Ranges, ticks, cut texts and the colour map of plots/panel.h.
#include "plots/panel.h"

#include "plots/labels.h"
#include "tests/lr_test.h"

static void tick_is(double value, const char *expected) {
  struct lr_text text = {0};
  lr_text_tick(&text, value);
  LR_TEXT_IS(lr_buffer_text(&text.buffer), expected);
  lr_text_free(&text);
}

static void tics_are(struct lr_frame frame, const char *expected) {
  struct lr_text text = {0};
  lr_script_tics(&text, &frame, 'y', true);
  LR_TEXT_IS(lr_buffer_text(&text.buffer), expected);
  lr_text_free(&text);
}

static double lightness(double u) {
  char hex[8];
  unsigned long rgb = strtoul(lr_colour_map(u, hex) + 1, NULL, 16);
  return 0.299 * (double)(rgb >> 16) + 0.587 * (double)(rgb >> 8 & 0xff) + 0.114 * (double)(rgb & 0xff);
}

static void ranges(void) {
  struct lr_frame frame = {0};
  lr_frame_fit_y(&frame, -402, 300, false, 0);
  LR_NEAR(frame.y_low, -500, 1e-12);
  LR_NEAR(frame.y_high, 300, 1e-12);
  lr_frame_fit_y(&frame, 5, 5, false, 0);
  LR_CHECK(frame.y_low < 5 && frame.y_high > 5 && !frame.y_log);
  lr_frame_fit_y(&frame, 0, 0, false, 0);
  LR_CHECK(frame.y_low == 0 && frame.y_high == 1);
  lr_frame_fit_x(&frame, 3e-12, 40, true, 6);  // never more decades than asked for
  LR_CHECK(frame.x_log);
  LR_NEAR(frame.x_low, 1e-4, 1e-9);
  LR_NEAR(frame.x_high, 100, 1e-9);
  lr_frame_fit_x(&frame, 5, 5, true, 6);
  LR_NEAR(frame.x_low, 1, 1e-9);
  LR_NEAR(frame.x_high, 10, 1e-9);
}

static void ticks(void) {
  tick_is(0, "0");
  tick_is(-0.05, "−0.05");
  tick_is(12, "12");
  tick_is(1e-6, "10⁻⁶");
  tick_is(2e9, "2×10⁹");
  tics_are((struct lr_frame){.y_low = -1, .y_high = 1},
           "set ytics scale 1,0.5 ('−1' -1, '−0.5' -0.5, '0' 0, '0.5' 0.5, '1' 1) font ',11'\n");
  // the ends of a log axis stand a little inside
  tics_are((struct lr_frame){.y_low = 1e8, .y_high = 1e13, .y_log = true},
           "set ytics scale 1,0.5 ('10⁸' 100000001, '10⁹' 1000000000, '10¹⁰' 1e+10, '10¹¹' 1e+11, '10¹²' 1e+12, '10¹³' "
           "9.9999999e+12) font ',11'\n");
  tics_are((struct lr_frame){.y_low = 1e15, .y_high = 1e15 + 0.5},
           "set ytics scale 1,0.5 ('10¹⁵' 1e+15, '10¹⁵' 1e+15, '10¹⁵' 1e+15, '10¹⁵' 1e+15, '10¹⁵' 1e+15, '10¹⁵' 1e+15) "
           "font ',11'\n");
}

int main(void) {
  ranges();
  ticks();
  for (int i = 0; i < 100; i++) LR_CHECK(lightness(i / 100.) > lightness((i + 1) / 100.));
  LR_TEXT_IS(lr_colour_on("#FDE725"), "#000000");
  LR_TEXT_IS(lr_colour_on("#440154"), "#FFFFFF");
  struct lr_text text = {0};
  lr_text_fit(&text, "a name of µm that is too long", 10, 60);
  LR_CHECK(lr_labels_width(lr_buffer_text(&text.buffer), 10) <= 65 && strstr(lr_buffer_text(&text.buffer), "…"));
  lr_text_free(&text);
  lr_text_fit(&text, "short", 10, 60);
  LR_TEXT_IS(lr_buffer_text(&text.buffer), "short");
  lr_text_free(&text);
  return lr_test_end();
}
