// SPDX-License-Identifier: GPL-3.0-or-later
// The same events with other monitors: no abort never loses less, a faster request never aborts later.
#include "beamloss/loss_variants.h"

#include "tests/beamloss/losses.h"

enum { EVENTS = 1500 };
static struct lr_error error;

static void each_event(const struct lr_loss_input *in, const struct lr_loss_ensemble *given) {
  struct lr_loss_input none = *in, fast = *in;
  struct lr_loss_ensemble without, faster;
  none.abort.monitors = 0;
  fast.abort.monitor[0].logic_s = fast.abort.monitor[0].link_s = fixed_prior(1e-6);
  LR_CHECK(lr_loss_ensemble_run(&none, EVENTS, 6, true, 2, NULL, &without, &error) == LR_OK);
  LR_CHECK(lr_loss_ensemble_run(&fast, EVENTS, 6, true, 2, NULL, &faster, &error) == LR_OK);
  size_t aborted = 0, saved = 0, early = 0;
  for (size_t i = 0; i < EVENTS; i++) {
    const struct lr_loss_event *g = &given->event[i], *w = &without.event[i], *f = &faster.event[i];
    LR_CHECK(memcmp(g->draw.gap_scale, w->draw.gap_scale, sizeof g->draw.gap_scale) == 0 && memcmp(g->draw.dose_Gy, w->draw.dose_Gy, sizeof g->draw.dose_Gy) == 0);
    LR_CHECK(!w->aborted && w->dumped == 0);
    double lost = g->lost / (1 - g->direct), more = w->lost / (1 - w->direct);  // of what the grain itself has left
    if (more < lost - 1e-12) fprintf(stderr, "event %zu: %g without an abort, %g with it\n", i + 1, more, lost);
    LR_CHECK(more >= lost - 1e-12);
    aborted += g->aborted;
    saved += w->lost > g->lost + 0.01;
    if (!g->aborted || !f->aborted) continue;
    LR_CHECK(f->abort.full_s <= g->abort.full_s);
    early += f->abort.full_s < g->abort.full_s;
  }
  LR_CHECK(aborted > 50 && saved > 20 && early > 20);
  lr_loss_ensemble_free(&without);
  lr_loss_ensemble_free(&faster);
}

static void table(const struct lr_loss_input *in, const struct lr_loss_ensemble *given) {
  struct lr_table *t = NULL, *again = NULL, *steps = NULL, *steps_again = NULL;
  LR_CHECK(lr_loss_variants(in, given, 6, true, 2, NULL, &t, &steps, &error) == LR_OK && lr_table_ok(t) && t->rows == 4);
  LR_CHECK(steps->rows == 3 * 6);  // no abort has none
  for (size_t i = 1; i < steps->rows; i++)
    if (i % 6) LR_CHECK(lr_table_get(steps, i, "p50") >= lr_table_get(steps, i - 1, "p50"));
  static const char *const NAMES[] = {"as given", "no abort", "request in 2 us", "loss monitor near NARROW"};
  for (size_t i = 0; i < 4; i++) LR_CHECK(lr_table_get(t, i, "events") == lr_table_get(t, 0, "events"));
  for (size_t i = 0; i < 3; i++) LR_TEXT_IS(lr_table_get_text(t, i, "variant"), NAMES[i]);
  LR_CHECK(strncmp(lr_table_get_text(t, 3, "variant"), NAMES[3], 18) == 0);
  LR_CHECK(lr_table_get(t, 1, "aborted") == 0 && isnan(lr_table_get(t, 1, "time_p50")));
  LR_CHECK(lr_table_get(t, 1, "lost") >= lr_table_get(t, 0, "lost") && lr_table_get(t, 2, "lost") <= lr_table_get(t, 0, "lost") + 1e-12);
  LR_CHECK(lr_table_get(t, 2, "time_p50") <= lr_table_get(t, 0, "time_p50") && lr_table_get(t, 3, "time_p50") <= lr_table_get(t, 0, "time_p50"));
  LR_CHECK(lr_table_get(t, 3, "aborted") >= lr_table_get(t, 0, "aborted"));
  for (size_t i = 0; i < 4; i++)
    LR_CHECK(isnan(lr_table_get(t, i, "time_p50")) || (lr_table_get(t, i, "time_p05") <= lr_table_get(t, i, "time_p50") && lr_table_get(t, i, "time_p50") <= lr_table_get(t, i, "time_p95")));
  LR_CHECK(lr_loss_variants(in, given, 6, true, 1, NULL, &again, &steps_again, &error) == LR_OK);
  for (size_t i = 0; i < t->rows * t->columns; i++) LR_CHECK(t->cell[i].kind == again->cell[i].kind && (t->cell[i].kind != LR_NUMBER || t->cell[i].number == again->cell[i].number));
  lr_table_free(t);
  lr_table_free(again);
  lr_table_free(steps);
  lr_table_free(steps_again);
}

int main(void) {
  struct losses_text text = LOSSES_ALL;
  struct lr_loss_input in = losses_good(&text);
  struct lr_loss_ensemble given;
  LR_CHECK(lr_loss_ensemble_run(&in, EVENTS, 6, true, 2, NULL, &given, &error) == LR_OK);
  each_event(&in, &given);
  table(&in, &given);
  lr_loss_ensemble_free(&given);
  lr_loss_input_free(&in);
  text.observed = "    first_loss: [TOP, NARROW]\n";  // the monitors stand where first losses were seen
  in = losses_good(&text);
  struct lr_table *t = NULL, *steps = NULL;
  LR_CHECK(lr_loss_ensemble_run(&in, 200, 6, true, 2, NULL, &given, &error) == LR_OK);
  LR_CHECK(lr_loss_variants(&in, &given, 6, true, 2, NULL, &t, &steps, &error) == LR_OK && t->rows == 4);
  LR_TEXT_IS(lr_table_get_text(t, 3, "variant"), "loss monitor near TOP");
  lr_table_free(t);
  lr_table_free(steps);
  lr_loss_ensemble_free(&given);
  lr_loss_input_free(&in);
  losses_clean();
  return lr_test_end();
}
