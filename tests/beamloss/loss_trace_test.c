// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of a traced event: columns, and that they agree with the event and with each other.
#include "beamloss/loss_trace.h"

#include "base/constants.h"
#include "tests/beamloss/losses.h"

static struct lr_error error;

static double sum_of(const struct lr_table *t, const char *column) {
  double sum = 0;
  for (size_t i = 0; i < t->rows; i++) {
    double x = lr_table_get(t, i, column);
    sum += isnan(x) ? 0 : x;
  }
  return sum;
}

static void has(const struct lr_table *t, const char *name, const char *const *columns) {
  LR_CHECK(lr_table_ok(t));
  LR_TEXT_IS(t->name, name);
  for (; *columns; columns++) {
    if (lr_table_find(t, *columns) < 0) fprintf(stderr, "no column %s in %s\n", *columns, name);
    LR_CHECK(lr_table_find(t, *columns) >= 0);
  }
}

int main(void) {
  struct lr_loss_input in = losses_good(&LOSSES_ALL);
  struct lr_loss_worker *worker = NULL;
  LR_CHECK(lr_loss_worker_create(&in, &worker, &error) == LR_OK);
  size_t aborted = 0, dust = 0;
  for (uint64_t id = 1; id <= 120; id++) {
    struct lr_loss_trace trace = {0};
    struct lr_loss_event e;
    LR_CHECK(lr_loss_event_run(&in, 1, id, true, worker, &trace, &e, &error) == LR_OK);
    struct lr_table *turns = lr_loss_turns_table(&trace), *elements = lr_loss_elements_table(&in, &e), *map = lr_loss_dose_map_table(&e),
                    *path = lr_loss_trajectory_table(&trace, e.draw.mechanism == LR_LOSS_DUST), *abort = lr_loss_abort_table(&in, &e), *all = lr_loss_event_table(&in, &e);
    has(turns, "turns", (const char *const[]){"turn", "t", "current", "source_charge", "lost", "stored", "dumped", "dose_l1", NULL});
    has(elements, "loss_elements", (const char *const[]){"element", "s", "kind", "lost", "energy", NULL});
    has(path, "trajectory", (const char *const[]){"t", "y", "v", "temperature", "charge", "mass", "vapour", "electrons", NULL});
    has(map, "dose_map", (const char *const[]){"layer", "ladder", "module", "phi", "dose", "gates", NULL});
    has(abort, "abort", (const char *const[]){"step", "monitor", "t", NULL});
    has(all, "event", (const char *const[]){"quantity", "value", "unit", "text", NULL});
    LR_CHECK(map->rows == 40 && abort->rows == 7 && elements->rows == 3 && (long)turns->rows == e.turns && path->rows == trace.points);
    LR_CHECK(fabs(sum_of(elements, "lost") - e.lost) < 1e-9);
    LR_CHECK(fabs(sum_of(elements, "dose_l1") - e.dose_rad[0]) <= 1e-9 * e.dose_rad[0]);
    LR_CHECK(fabs(sum_of(elements, "energy") - e.lost * e.particles * in.ring[e.draw.ring].energy_eV * LR_E_C * 1e-3) < 1e-9 * 1e3);
    LR_CHECK(sum_of(map, "gates") == e.gates.lost);
    double l1 = 0;
    for (size_t i = 0; i < 40; i++) l1 += lr_table_get(map, i, "layer") == 1 ? lr_table_get(map, i, "dose") / 16 : 0;
    LR_CHECK(fabs(l1 - e.dose_rad[0]) <= 1e-9 * e.dose_rad[0]);
    for (size_t i = 0; i < turns->rows; i++) {
      LR_NEAR(lr_table_get(turns, i, "t"), (double)(i + 1) * trace.ring.turn_s * 1e6, 1e-9);
      LR_CHECK(lr_table_get(turns, i, "stored") + lr_table_get(turns, i, "dumped") <= 1 + 1e-9);
      if (i) LR_CHECK(lr_table_get(turns, i, "current") <= lr_table_get(turns, i - 1, "current") && lr_table_get(turns, i, "stored") <= lr_table_get(turns, i - 1, "stored"));
    }
    double last = -INFINITY;
    for (size_t i = 0; i < abort->rows; i++) {  // steps in order of time, those that were not reached are empty
      double t = lr_table_get(abort, i, "t");
      LR_CHECK(isnan(t) || t >= last);
      if (!isnan(t)) last = t;
    }
    if (e.aborted) LR_TEXT_IS(lr_table_get_text(abort, 5, "monitor"), "fast");
    aborted += e.aborted;
    dust += e.draw.mechanism == LR_LOSS_DUST;
    // the source begins to act at t = 0, before that only the grain moves
    if (trace.turns) LR_CHECK(fabs(lr_table_get(path, path->rows - 1, "t")) < 1e6 && lr_table_get(path, 0, "t") <= 0);
    struct lr_table *const tables[] = {turns, elements, map, path, abort, all};
    for (size_t i = 0; i < 6; i++) lr_table_free(tables[i]);
    lr_loss_trace_free(&trace);
  }
  LR_CHECK(aborted > 3 && dust > 20);
  lr_loss_worker_free(worker);
  lr_loss_input_free(&in);
  losses_clean();
  return lr_test_end();
}
