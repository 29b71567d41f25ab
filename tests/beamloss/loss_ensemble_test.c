// SPDX-License-Identifier: GPL-3.0-or-later
// The ensemble: the same bits for any number of threads; its tables against a plain computation.
#include "beamloss/loss_ensemble.h"

#include "base/parallel.h"
#include "tests/beamloss/losses.h"

static struct lr_error error;

static void threads(const struct lr_loss_input *in) {
  enum { COUNT = 203 };  // the last block is not full
  struct lr_loss_ensemble one, other;
  LR_CHECK(lr_loss_ensemble_run(in, COUNT, 9, true, 1, NULL, &one, &error) == LR_OK && one.count == COUNT);
  struct lr_table *table = lr_loss_events_table(in, &one);
  static const int JOBS[] = {2, 7, 0};
  for (int k = 0; k < 3; k++) {
    LR_CHECK(lr_loss_ensemble_run(in, COUNT, 9, true, JOBS[k], NULL, &other, &error) == LR_OK);
    struct lr_table *again = lr_loss_events_table(in, &other);
    LR_CHECK(again->rows == COUNT && again->rows == table->rows);
    for (size_t i = 0; i < COUNT; i++) {
      LR_CHECK(other.event[i].id == i + 1 && memcmp(&one.event[i].draw, &other.event[i].draw, sizeof other.event[i].draw) == 0);
      LR_CHECK(memcmp(one.event[i].module_rad, other.event[i].module_rad, sizeof one.event[i].module_rad) == 0 &&
               memcmp(one.event[i].gates.module, other.event[i].gates.module, sizeof one.event[i].gates.module) == 0);
    }
    for (size_t i = 0; i < table->rows * table->columns; i++) {
      const struct lr_cell *a = &table->cell[i], *b = &again->cell[i];
      LR_CHECK(a->kind == b->kind && (a->kind != LR_NUMBER || memcmp(&a->number, &b->number, sizeof a->number) == 0) &&
               (a->kind != LR_TEXT || strcmp(a->text, b->text) == 0));
    }
    lr_table_free(again);
    lr_loss_ensemble_free(&other);
  }
  // a larger ensemble begins with the smaller one; the memory of a worker leaves no trace
  LR_CHECK(lr_loss_ensemble_run(in, COUNT + 100, 9, true, 2, NULL, &other, &error) == LR_OK);
  for (size_t i = 0; i < COUNT; i++) LR_CHECK(other.event[i].lost == one.event[i].lost && other.event[i].turns == one.event[i].turns && other.event[i].downtime_s == one.event[i].downtime_s);
  lr_loss_ensemble_free(&other);
  LR_CHECK(lr_loss_ensemble_run(in, COUNT, 10, true, 2, NULL, &other, &error) == LR_OK);
  size_t differ = 0;
  for (size_t i = 0; i < COUNT; i++) differ += other.event[i].draw.s_m != one.event[i].draw.s_m;
  LR_CHECK(differ == COUNT);
  lr_loss_ensemble_free(&other);
  lr_loss_ensemble_free(&one);
  LR_CHECK(!one.event && one.count == 0);
  lr_table_free(table);
}

static double naive(const double *value, size_t count, double p) {  // the k-th smallest by counting, linear between two
  double at = p * (double)(count - 1), low = 0, high = 0;
  size_t k = (size_t)at;
  for (size_t i = 0; i < count; i++) {
    size_t smaller = 0, equal = 0;
    for (size_t j = 0; j < count; j++) {
      smaller += value[j] < value[i];
      equal += value[j] == value[i];
    }
    if (smaller <= k && k < smaller + equal) low = value[i];
    if (smaller <= k + 1 && k + 1 < smaller + equal) high = value[i];
  }
  return k + 1 < count ? low + (at - (double)k) * (high - low) : low;
}

static void row_is(const struct lr_table *t, size_t row, const char *name, const char *of, const double *value, size_t count) {
  double sum = 0;
  LR_TEXT_IS(lr_table_get_text(t, row, "quantity"), name);
  LR_TEXT_IS(lr_table_get_text(t, row, "of"), of);
  for (size_t i = 0; i < count; i++) sum += value[i];
  LR_NEAR(lr_table_get(t, row, "events"), (double)count, 0);
  LR_NEAR(lr_table_get(t, row, "p10"), naive(value, count, 0.1), 1e-12);
  LR_NEAR(lr_table_get(t, row, "p50"), naive(value, count, 0.5), 1e-12);
  LR_NEAR(lr_table_get(t, row, "p90"), naive(value, count, 0.9), 1e-12);
  LR_NEAR(lr_table_get(t, row, "mean"), sum / (double)count, 1e-12);
}

static void tables(const struct lr_loss_input *in) {
  enum { COUNT = 300, QUANTITIES = 13 };
  struct lr_loss_ensemble e;
  double lost[COUNT], gates[COUNT], down[COUNT], duration[COUNT];
  LR_CHECK(lr_loss_ensemble_run(in, COUNT, 2, true, 2, NULL, &e, &error) == LR_OK);
  struct lr_table *t = lr_loss_summary_table(in, &e, &error);
  LR_CHECK(t && lr_table_ok(t) && t->rows == 2 * QUANTITIES);
  LR_TEXT_IS(t->name, "summary");
  for (int observed = 0; observed < 2; observed++) {
    size_t count = 0;
    for (size_t i = 0; i < COUNT; i++) {
      LR_CHECK(lr_loss_event_observed(in, &e.event[i]) == (e.event[i].lost >= 0.01));
      if (observed && !(e.event[i].lost >= 0.01)) continue;
      lost[count] = e.event[i].lost;
      gates[count] = e.event[i].gates.lost;
      down[count] = e.event[i].downtime_s / 3600;
      duration[count++] = e.event[i].duration_s * 1e6;
    }
    const char *of = observed ? "observed" : "all";
    size_t first = observed ? QUANTITIES : 0;
    LR_CHECK(count > 30);
    row_is(t, first, "lost_fraction", of, lost, count);
    row_is(t, first + 2, "duration", of, duration, count);
    row_is(t, first + 6, "gates", of, gates, count);
    row_is(t, first + 12, "downtime", of, down, count);
  }
  lr_table_free(t);
  t = lr_loss_events_table(in, &e);
  static const char *const COLUMNS[] = {"id", "ring", "source", "mechanism", "turns", "lost_fraction", "dose_l1", "dose_l2", "gates", "quench", "downtime",
                                        "section", "damage", "direct_fraction", "stored_fraction", "dumped_fraction"};
  for (size_t i = 0; i < sizeof COLUMNS / sizeof *COLUMNS; i++) LR_CHECK(lr_table_find(t, COLUMNS[i]) >= 0);
  LR_CHECK(lr_table_ok(t) && t->rows == COUNT);
  LR_TEXT_IS(t->name, "events");
  for (size_t i = 0; i < COUNT; i++) {
    LR_CHECK(lr_table_get(t, i, "id") == (double)i + 1 && lr_table_get(t, i, "lost_fraction") == e.event[i].lost);
    bool dust = strcmp(lr_table_get_text(t, i, "mechanism"), "dust") == 0;
    LR_CHECK((strcmp(lr_table_get_text(t, i, "source"), "arc") != 0) == dust && (*lr_table_get_text(t, i, "grain") != 0) == dust);
    double sum = lr_table_get(t, i, "lost_fraction") + lr_table_get(t, i, "dumped_fraction") + lr_table_get(t, i, "stored_fraction");
    LR_NEAR(sum, 1, 1e-9);
    LR_CHECK((lr_table_get(t, i, "lost_fraction") > (1 + 1e-9) * lr_table_get(t, i, "direct_fraction")) == (*lr_table_get_text(t, i, "first_loss") != 0));
  }
  lr_table_free(t);
  lr_loss_ensemble_free(&e);
}

// Nothing is lost: no observed event, tables without numbers there, no crash; an ensemble of one event.
static void nothing(const struct lr_loss_input *of) {
  struct lr_loss_input in = *of;
  in.dust_share = fixed_prior(0);
  in.arc.charge = fixed_prior(1);
  struct lr_loss_ensemble e;
  for (size_t count = 1; count <= 33; count += 32) {
    LR_CHECK(lr_loss_ensemble_run(&in, count, 2, true, 2, NULL, &e, &error) == LR_OK);
    struct lr_table *t = lr_loss_summary_table(&in, &e, &error);
    LR_CHECK(t && lr_table_get(t, 0, "p90") == 0 && lr_table_get(t, 13, "events") == 0 && isnan(lr_table_get(t, 13, "p50")) && isnan(lr_table_get(t, 13, "mean")));
    lr_table_free(t);
    lr_loss_ensemble_free(&e);
  }
}

int main(void) {
  struct lr_loss_input in = losses_good(&LOSSES_ALL);
  threads(&in);
  tables(&in);
  nothing(&in);
  struct lr_loss_ensemble e;
  lr_interrupt_request();  // last: it cannot be taken back
  LR_CHECK(lr_loss_ensemble_run(&in, 100, 2, true, 2, NULL, &e, &error) == LR_E_INTERRUPTED && !e.event);
  lr_loss_input_free(&in);
  losses_clean();
  return lr_test_end();
}
