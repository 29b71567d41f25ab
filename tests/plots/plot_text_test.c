// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers, units, label places: the small things that all figures and the report share.
#include "plots/axis.h"
#include "plots/labels.h"
#include "plots/text.h"
#include "tests/lr_test.h"

static void number_is(double value, int digits, const char *expected) {
  struct lr_text text = {0};
  lr_text_number(&text, value, digits);
  LR_TEXT_IS(lr_buffer_text(&text.buffer), expected);
  lr_text_free(&text);
}

static void unit_is(const char *unit, const char *expected) {
  struct lr_text text = {0};
  lr_text_unit(&text, unit);
  LR_TEXT_IS(lr_buffer_text(&text.buffer), expected);
  lr_text_free(&text);
}

static void luminosity_is(double luminosity_ab, const char *expected) {
  struct lr_text text = {0};
  lr_text_luminosity(&text, luminosity_ab);
  LR_TEXT_IS(lr_buffer_text(&text.buffer), expected);
  lr_text_free(&text);
}

static void texts(void) {
  number_is(4.65e34, 3, "4.65×10³⁴");
  number_is(4.6e34, 4, "4.6×10³⁴");
  number_is(1e35, 4, "1×10³⁵");
  number_is(-3.1e-4, 2, "−3.1×10⁻⁴");
  number_is(0.001234, 3, "0.00123");
  number_is(9.999999e-4, 3, "0.00100");  // rounds into the plain range
  number_is(999999.6, 4, "1×10⁶");
  number_is(2249, 3, "2249");
  number_is(0, 3, "0");
  number_is(0.8, 3, "0.800");
  number_is(12345.6, 3, "12346");
  number_is(NAN, 3, "–");
  unit_is("cm^-2 s^-1", "cm⁻² s⁻¹");
  unit_is("1e34 cm^-2 s^-1", "10³⁴ cm⁻² s⁻¹");
  unit_is("um", "µm");
  unit_is("GeV^2", "GeV²");
  unit_is("number", "number");
  unit_is("", "");
  luminosity_is(50, "50 ab⁻¹");
  luminosity_is(0.58, "0.58 ab⁻¹");
  luminosity_is(0.0628, "62.8 fb⁻¹");
}

static void axes(void) {
  LR_NEAR(lr_axis_round_up(0.23), 0.5, 1e-12);
  LR_NEAR(lr_axis_round_up(2), 2, 1e-12);
  LR_NEAR(lr_axis_round_up(7e34), 1e35, 1e-12);
  LR_NEAR(lr_axis_round_down(8.2e-6), 5e-6, 1e-12);
  LR_NEAR(lr_axis_round_down(1e-3), 1e-3, 1e-12);
  LR_NEAR(lr_axis_round_down(0.3), 0.2, 1e-12);
  struct lr_frame frame = {.left = 100, .right = 300, .bottom = 0, .top = 100, .x_low = 0.01, .x_high = 1, .y_high = 10, .x_log = true};
  LR_NEAR(lr_frame_x(&frame, 0.1), 200, 1e-12);
  LR_NEAR(lr_frame_y(&frame, 2.5), 25, 1e-12);
  LR_CHECK(lr_frame_x(&frame, 0) == -INFINITY);
}

static bool collide(struct lr_box a, struct lr_box b) {
  return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}

static void places(void) {
  lr_test_seed_from_environment();
  struct lr_labels labels = {.panel = {0, 0, 400, 300}};
  struct lr_box placed[200];
  size_t n = 0;
  for (int i = 0; i < 2000 && n < 200; i++)
    n += lr_labels_place(&labels, lr_test_between(0, 400), lr_test_between(0, 300), lr_test_between(10, 90), 12, &placed[n]);
  LR_CHECK(n > 20);
  for (size_t i = 0; i < n; i++) {
    LR_CHECK(placed[i].left >= 0 && placed[i].right <= 400 && placed[i].bottom >= 0 && placed[i].top <= 300);
    for (size_t k = 0; k < i; k++) LR_CHECK(!collide(placed[i], placed[k]));
  }
  lr_labels_free(&labels);
  labels.panel = (struct lr_box){0, 0, 100, 100};
  double foot_x, foot_y;
  const struct lr_box box = {10, 10, 50, 22};
  lr_labels_foot(box, 80, 15, &foot_x, &foot_y);  // beside it: the leader is level and ends at the side
  LR_CHECK(foot_x == 50 && foot_y == 15);
  lr_labels_foot(box, 30, 90, &foot_x, &foot_y);  // above
  LR_CHECK(foot_x == 30 && foot_y == 22);
  lr_labels_foot(box, 0, 0, &foot_x, &foot_y);  // over the corner
  LR_CHECK(foot_x == 10 && foot_y == 10);
  lr_labels_block_line(&labels, 0, 0, 100, 100);
  LR_CHECK(!lr_labels_place(&labels, 50, 50, 20, 10, NULL));
  LR_CHECK(lr_labels_place(&labels, 75, 20, 20, 10, NULL));
  LR_CHECK(!lr_labels_place(&labels, 95, 20, 20, 10, NULL));
  lr_labels_free(&labels);

  for (int i = 0; i < 200; i++) {
    double y[12];
    size_t count = 1 + (size_t)(11.99 * lr_test_random());
    y[0] = lr_test_between(-50, 250);
    for (size_t k = 1; k < count; k++) y[k] = y[k - 1] + (lr_test_random() < 0.5 ? 0 : lr_test_between(0, 60));
    LR_CHECK(lr_labels_spread(y, count, 16, 0, 200));
    for (size_t k = 0; k < count; k++) {
      LR_CHECK(y[k] >= -1e-9 && y[k] <= 200 + 1e-9);
      if (k) LR_CHECK(y[k] - y[k - 1] >= 16 - 1e-9);
    }
  }
  double still[] = {10, 50, 90}, many[] = {1, 2, 3};
  LR_CHECK(lr_labels_spread(still, 3, 16, 0, 100) && still[0] == 10 && still[1] == 50 && still[2] == 90);
  LR_CHECK(!lr_labels_spread(many, 3, 16, 0, 20));
  LR_CHECK(lr_labels_width("WWWW", 10) > lr_labels_width("iiii", 10));
}

int main(void) {
  texts();
  axes();
  places();
  return lr_test_end();
}
