// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of what another trigger does: values against the functions, and which rows there are.
#include "projections/trigger_tables.h"

#include "tests/projections/triggers.h"

static size_t row_of(const struct lr_table *t, const char *what, const char *channel) {
  for (size_t i = 0; t && i < t->rows; i++)
    if (strcmp(lr_table_get_text(t, i, "what"), what) == 0 && strcmp(lr_table_get_text(t, i, "channel"), channel) == 0) return i;
  return (size_t)-1;
}

int main(void) {
  struct lr_trigger t;
  trigger_shipped(&t);
  const struct lr_trigger_use hadronic[] = {{"three_track", 0.95, 0, 0}, {"ecl_1gev", 0.99, 0, 0}}, photon[] = {{"single_photon_05", 0.8, 0, 0}, {"single_photon_1", 0.6, 0, 0}},
                              displaced[] = {{"ecl_1gev", 0.5, 0, 0}, {"displaced_vertex", 0.7, 0, 0}};
  const struct lr_trigger_channel channel[] = {{"b_to_k_s", hadronic, 2, LR_TRIGGER_BEST, NAN}, {"photon", photon, 2, LR_TRIGGER_BEST, NAN},
                                               {"idm", displaced, 2, LR_TRIGGER_INDEPENDENT, NAN}};
  const double at[] = {8e39};
  struct lr_error error = {0};
  struct lr_table *w = lr_trigger_whatif_table(&t, channel, 3, at, 1, false, &error);
  LR_CHECK(lr_table_ok(w));
  size_t row = row_of(w, "displaced_vertex on", "b_to_k_s");  // the rest of the event triggers: nothing gained
  LR_CHECK(row < w->rows && lr_table_get(w, row, "ratio") == 1);
  row = row_of(w, "displaced_vertex on", "idm");
  LR_NEAR(lr_table_get(w, row, "before"), 0.5, 1e-12);
  LR_NEAR(lr_table_get(w, row, "after"), 1 - 0.5 * 0.3, 1e-12);
  row = row_of(w, "single_photon_05 lost", "photon");
  LR_NEAR(lr_table_get(w, row, "ratio"), 0.75, 1e-12);
  LR_TEXT_IS(lr_table_get_text(w, row, "line"), "single_photon_1");
  LR_CHECK(row_of(w, "single_photon_05 lost", "b_to_k_s") < w->rows);     // photon lines: every channel
  LR_CHECK(row_of(w, "three_track lost", "photon") >= w->rows);           // others: those that use them
  LR_NEAR(lr_table_get(w, row_of(w, "three_track lost", "b_to_k_s"), "after"), 0.99, 1e-12);
  LR_CHECK(lr_table_get(w, row_of(w, "budget 20 kHz", "photon"), "ratio") < 1);
  LR_CHECK(lr_table_get(w, row_of(w, "budget 20 kHz", "b_to_k_s"), "ratio") == 1);
  LR_CHECK(lr_table_get(w, row_of(w, "background x 3", "photon"), "ratio") < 1);
  struct lr_table *brief = lr_trigger_whatif_table(&t, channel, 3, at, 1, true, &error);
  LR_CHECK(lr_table_ok(brief) && brief->rows < w->rows && row_of(brief, "displaced_vertex on", "b_to_k_s") >= brief->rows);
  for (size_t i = 0; i < brief->rows; i++) LR_CHECK(lr_table_get(brief, i, "after") != lr_table_get(brief, i, "before"));

  struct lr_table *d = lr_trigger_displaced_table(&t, channel, 3, 8e39, &error);
  LR_CHECK(lr_table_ok(d) && d->rows == 8);
  for (size_t i = 0; d && i < d->rows; i++) {
    double decay = lr_table_get(d, i, "decay_length") * 1e-2;
    LR_TEXT_IS(lr_table_get_text(d, i, "channel"), "idm");
    LR_NEAR(lr_table_get(d, i, "without"), lr_trigger_displaced_efficiency(&t.displaced, 0.5, 0, decay), 1e-12);
    LR_NEAR(lr_table_get(d, i, "with"), lr_trigger_displaced_efficiency(&t.displaced, 0.5, 0.7, decay), 1e-12);
    LR_CHECK(i == 0 || lr_table_get(d, i, "ratio") > lr_table_get(d, i - 1, "ratio"));  // the longer the more it gains
  }
  struct lr_table *none = lr_trigger_displaced_table(&t, channel, 2, 8e39, &error);
  LR_CHECK(lr_table_ok(none) && none->rows == 0);

  const struct lr_trigger_use wrong[] = {{"two_tracks", 0.9, 0, 0}};
  const struct lr_trigger_channel bad = {"bad", wrong, 1, LR_TRIGGER_BEST, NAN};
  LR_CHECK(lr_trigger_whatif_table(&t, &bad, 1, at, 1, false, &error) == NULL && error.status == LR_E_INPUT);
  LR_CHECK(strstr(error.text, "channel 'bad'") && strstr(error.text, "did you mean 'two_track'?"));
  LR_CHECK(lr_trigger_efficiency_table(&t, &bad, 1, at, 1, &error) == NULL && error.status == LR_E_INPUT);

  struct lr_table *e = lr_trigger_efficiency_table(&t, channel, 3, at, 1, &error);  // 3 channels, factor 1 and 3
  LR_CHECK(lr_table_ok(e) && e->rows == 6);
  LR_NEAR(lr_table_get(e, 2, "efficiency"), 0.8, 1e-12);
  LR_NEAR(lr_table_get(e, 3, "background_factor"), 3, 0);
  LR_NEAR(lr_table_get(e, 3, "relative"), lr_table_get(e, 3, "efficiency") / 0.8, 1e-12);
  struct lr_table *const TABLES[] = {w, brief, d, none, e};
  for (size_t i = 0; i < 5; i++) lr_table_free(TABLES[i]);

  double ladder[10];
  lr_trigger_ladder(1e38, 8e39, 10, ladder);
  LR_CHECK(ladder[0] == 1e38 && ladder[9] == 8e39);
  for (int i = 1; i < 10; i++) LR_NEAR(ladder[i] / ladder[i - 1], pow(80, 1. / 9), 0.01);
  lr_trigger_ladder(2e38, 8e39, 1, ladder);
  LR_CHECK(ladder[0] == 8e39);
  return lr_test_end();
}
