// SPDX-License-Identifier: GPL-3.0-or-later
// Binned models from files: the shipped example, the same model built by hand, every kind of mistake with its place.
#include "projections/stats/limit_model.h"

#include "projections/stats/qtilde.h"
#include "tests/lr_test.h"

static double value(const struct lr_table *table, const char *quantity) {
  for (size_t row = 0; row < table->rows; row++)
    if (strcmp(lr_table_get_text(table, row, "quantity"), quantity) == 0) return lr_table_get(table, row, "value");
  return -1;
}

static void shipped_example(void) {
  char path[512];
  const char *top = getenv("LR_SOURCE_DIR");
  snprintf(path, sizeof path, "%s/inputs/limits/shape_example.yaml", top ? top : ".");
  struct lr_problems problems = {0};
  struct lr_error error = {0};
  struct lr_table *limit, *pulls, *tight = NULL, *more = NULL;
  LR_CHECK(lr_limit_model_tables(path, 0.9, &problems, &limit, &pulls, &error) == LR_OK);
  LR_CHECK(problems.count == 0);
  if (!limit) return;
  static const char *const ROWS[] = {"ul_m2s", "ul_m1s", "ul_median", "ul_p1s", "ul_p2s", "ul_observed", "mu_hat", "mu_error", "z", "z_expected"};
  LR_CHECK(limit->rows == sizeof ROWS / sizeof *ROWS);
  for (size_t i = 0; i < limit->rows; i++) LR_TEXT_IS(lr_table_get_text(limit, i, "quantity"), ROWS[i]);
  for (size_t i = 1; i < 5; i++) LR_CHECK(value(limit, ROWS[i]) > 1.2 * value(limit, ROWS[i - 1]));
  LR_CHECK(value(limit, "mu_hat") < 0 && value(limit, "ul_observed") < value(limit, "ul_median"));
  LR_CHECK(value(limit, "z") >= 0 && value(limit, "z_expected") > 1);
  LR_CHECK(pulls->rows == 5);
  LR_TEXT_IS(lr_table_get_text(pulls, 0, "nuisance"), "luminosity");
  LR_NEAR(lr_table_get(pulls, 0, "error"), 1, 1e-3);  // nothing but its side measurement fixes it
  LR_CHECK(lr_table_get(pulls, 2, "error") < 0.9);    // the data fix the slope
  // mu_hat and a log-normal factor on the whole signal: moved by 1 %, the other way
  LR_NEAR(lr_table_get(pulls, 0, "impact"), -0.01 * value(limit, "mu_hat"), 0.02);
  LR_CHECK(lr_limit_model_tables(path, 0.95, &problems, &tight, &more, &error) == LR_OK);
  LR_CHECK(value(tight, "ul_median") > 1.1 * value(limit, "ul_median"));
  LR_CHECK(value(tight, "ul_observed") > 1.1 * value(limit, "ul_observed"));
  LR_NEAR(value(tight, "mu_hat"), value(limit, "mu_hat"), 1e-12);
  lr_table_free(limit);
  lr_table_free(pulls);
  lr_table_free(tight);
  lr_table_free(more);
  lr_problems_free(&problems);
}

static void by_hand(void) {
  const char *text =
      "nuisances: {norm: {constraint: poisson, error: 10 %}, eff: {}, bend: {constraint: gauss}}\n"
      "channels:\n"
      "  a:\n"
      "    observed: [12, 9, 8]\n"
      "    bin_error: [10 %, 0.05, 0]\n"
      "    bin_constraint: gauss\n"
      "    samples:\n"
      "      s: {signal: yes, events: {value: [1, 3, 1], status: assumed}, effects: {eff: {lognormal: [1.1, 0.95]}}}\n"
      "      b: {events: [10, 9, 8], effects: {norm: {linear: 10 %}, bend: {up: [11, 9, 7], down: [9, 9.5, 9], interpolation: logarithmic}}}\n"
      "  b: {observed: [4], samples: {s: {signal: yes, events: [2]}, b: {events: [5], effects: {norm: {linear: 10 %}}}}}\n";
  const double s1[] = {1, 3, 1}, b1[] = {10, 9, 8}, up[] = {11, 9, 7}, down[] = {9, 9.5, 9}, rel[] = {0.1, 0.05, 0}, s2 = 2, b2 = 5;
  const double seen[] = {12, 9, 8, 4}, one[] = {1, 1, 1, 1}, zero[3] = {0};
  struct lr_like_channel channel[2] = {
      {.bins = 3, .samples = 2, .bin_constraint = LR_LIKE_GAUSS, .bin_rel = rel,
       .sample = {{.signal = true, .events = s1, .effects = 1, .effect = {{.kind = LR_LIKE_LOGNORMAL, .nuisance = 1, .up = 1.1, .down = 0.95}}},
                  {.events = b1, .effects = 2,
                   .effect = {{.kind = LR_LIKE_LINEAR, .nuisance = 0, .up = 0.1},
                              {.kind = LR_LIKE_SHAPE_LOG, .nuisance = 2, .up_events = up, .down_events = down}}}}},
      {.bins = 1, .samples = 2,
       .sample = {{.signal = true, .events = &s2}, {.events = &b2, .effects = 1, .effect = {{.kind = LR_LIKE_LINEAR, .up = 0.1}}}}}};
  struct lr_like like = {.channel = channel, .channels = 2, .nuisances = 3,
                         .nuisance = {{LR_LIKE_POISSON, 0.1}, {LR_LIKE_GAUSS, 0}, {LR_LIKE_GAUSS, 0}}};
  struct lr_like_work *w = NULL;
  double ul[5], observed = 0;
  LR_CHECK(lr_like_work_create(&like, &w, NULL) == LR_OK);
  LR_CHECK(lr_qtilde_expected(w, 0.95, ul, NULL) == LR_OK);
  LR_CHECK(lr_qtilde_observed(w, &(struct lr_like_data){seen, one, zero}, 0.95, &observed, NULL) == LR_OK);
  lr_like_work_free(w);
  struct lr_problems problems = {0};
  struct lr_error error = {0};
  struct lr_limit_model *model;
  struct lr_table *limit = NULL, *pulls = NULL;
  LR_CHECK(lr_limit_model_read_text("model.yaml", text, &model, &problems, &error) == LR_OK);
  if (!model) {
    lr_problems_print(&problems, stderr);
    return;
  }
  LR_CHECK(lr_limit_model_evaluate(model, 0.95, &limit, &pulls, &error) == LR_OK);
  LR_NEAR(value(limit, "ul_m2s"), ul[0], 1e-12);
  LR_NEAR(value(limit, "ul_median"), ul[2], 1e-12);
  LR_NEAR(value(limit, "ul_observed"), observed, 1e-12);
  lr_table_free(limit);
  lr_table_free(pulls);
  LR_CHECK(lr_limit_model_evaluate(model, 1.2, &limit, &pulls, &error) == LR_E_DOMAIN && !limit && !pulls);
  lr_limit_model_free(model);
  lr_problems_free(&problems);
}

// Without counts: expected limits, errors and impacts, nothing observed.
static void without_counts(void) {
  struct lr_problems problems = {0};
  struct lr_limit_model *model;
  struct lr_table *limit = NULL, *pulls = NULL;
  const char *text = "nuisances: {n: {}}\nchannels: {a: {samples: {s: {signal: yes, events: [3]}, b: {events: [30], effects: {n: {linear: 20 %}}}}}}\n";
  LR_CHECK(lr_limit_model_read_text("m", text, &model, &problems, NULL) == LR_OK);
  LR_CHECK(lr_limit_model_evaluate(model, 0.9, &limit, &pulls, NULL) == LR_OK);
  LR_CHECK(isnan(value(limit, "ul_observed")) && isnan(value(limit, "mu_hat")) && isnan(value(limit, "z")));
  LR_NEAR(value(limit, "mu_error"), sqrt(30 + 36) / 3, 1e-9);
  LR_NEAR(lr_table_get(pulls, 0, "impact"), -2, 0.02);  // 20 % of 30 events over 3 of signal
  LR_CHECK(fabs(lr_table_get(pulls, 0, "pull")) < 1e-9);
  lr_table_free(limit);
  lr_table_free(pulls);
  lr_limit_model_free(model);
  // counts that only a signal explains: a limit and a best fit, but no Z
  text = "channels: {a: {observed: [3], samples: {s: {signal: yes, events: [1]}}}}\n";
  LR_CHECK(lr_limit_model_read_text("m", text, &model, &problems, NULL) == LR_OK);
  LR_CHECK(lr_limit_model_evaluate(model, 0.9, &limit, &pulls, NULL) == LR_OK);
  if (limit) {
    LR_NEAR(value(limit, "mu_hat"), 3, 1e-9);
    LR_CHECK(value(limit, "ul_observed") > 4 && value(limit, "ul_observed") < 10 && isnan(value(limit, "z")));
  }
  lr_table_free(limit);
  lr_table_free(pulls);
  lr_limit_model_free(model);
  lr_problems_free(&problems);
}

static void mistakes(void) {
  static const struct {
    const char *text;
    int line, column;
    const char *says;
  } table[] = {
      {"channels: {a: {samples: {s: {signal: yes, events: [1, -2]}}}}\n", 1, 55, "at least 0"},
      {"channels: {a: {samples: {s: {signal: yes, events: [1, x]}}}}\n", 1, 55, "number"},
      {"channels: {a: {samples: {s: {signal: yes, events: 3}}}}\n", 1, 51, "list"},
      {"channels: {a: {samples: {s: {events: [1]}}}}\n", 1, 11, "signal"},
      {"channels: {a: {samples: {s: {signal: yes, events: [1]}, b: {events: [1, 2]}}}}\n", 1, 69, "2 numbers"},
      {"channels: {a: {observed: [1, 2], samples: {s: {signal: yes, events: [1]}}}}\n", 1, 26, "2 numbers"},
      {"channels: {a: {bin_error: [1, 2], samples: {s: {signal: yes, events: [1]}}}}\n", 1, 27, "2 numbers"},
      {"channels: {a: {bin_error: -1, samples: {s: {signal: yes, events: [1]}}}}\n", 1, 27, "at least 0"},
      {"channels: {a: {observed: [1], samples: {s: {signal: yes, events: [1]}}}, b: {samples: {s: {events: [1]}}}}\n", 1, 77, "all or in none"},
      {"channels: {a: {obsverved: [1], samples: {s: {signal: yes, events: [1]}}}}\n", 1, 16, "observed"},
      {"channels: {a: 3}\n", 1, 15, "mapping"},
      {"channels: [1]\n", 1, 11, "keyed by name"},
      {"channels: {a: {samples: [1]}}\n", 1, 25, "keyed by name"},
      {"title: x\n", 0, 0, "channels"},
      {"nuisances: {lumi: {constraint: gaus}}\nchannels: {a: {samples: {s: {signal: yes, events: [1]}}}}\n", 1, 32, "gauss"},
      {"nuisances: {n: {constraint: poisson}}\nchannels: {a: {samples: {s: {signal: yes, events: [1]}}}}\n", 1, 16, "error"},
      {"nuisances: {n: {error: 5 %}}\nchannels: {a: {samples: {s: {signal: yes, events: [1]}}}}\n", 1, 16, "poisson"},
      {"nuisances: {lumi: {}}\nchannels: {a: {samples: {s: {signal: yes, events: [1], effects: {lumy: {lognormal: 1.1}}}}}}\n", 2, 72, "did you mean 'lumi'"},
      {"nuisances: {n: {}}\nchannels: {a: {samples: {s: {signal: yes, events: [1], effects: {n: {}}}}}}\n", 2, 69, "one of"},
      {"nuisances: {n: {}}\nchannels: {a: {samples: {s: {signal: yes, events: [1], effects: {n: {lognormal: 2, linear: 1}}}}}}\n", 2, 69, "one of"},
      {"nuisances: {n: {}}\nchannels: {a: {samples: {s: {signal: yes, events: [1], effects: {n: {up: [1]}}}}}}\n", 2, 69, "both templates"},
      {"nuisances: {n: {}}\nchannels: {a: {samples: {s: {signal: yes, events: [1], effects: {n: {up: [1], down: [1, 2]}}}}}}\n", 2, 85, "2 numbers"},
      {"nuisances: {n: {}}\nchannels: {a: {samples: {s: {signal: yes, events: [1], effects: {n: {lognormal: [1, 2, 3]}}}}}}\n", 2, 81, "[up, down]"},
      {"nuisances: {n: {}}\nchannels: {a: {samples: {s: {signal: yes, events: [1], effects: {n: {lognormal: 0}}}}}}\n", 2, 81, "above 0"},
      {"nuisances: {n: {}}\nchannels: {a: {samples: {s: {signal: yes, events: [1], effects: {n: {up: [0], down: [1], interpolation: logarithmic}}}}}}\n", 2, 69, "smooth"},
      {"nuisances: {n: {}}\nchannels: {a: {samples: {s: {signal: yes, events: [1], effects: {n: {linear: 50}}}}}}\n", 2, 78, "10"},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    struct lr_problems problems = {0};
    struct lr_error error = {0};
    struct lr_limit_model *model;
    LR_CHECK(lr_limit_model_read_text("model.yaml", table[i].text, &model, &problems, &error) == LR_E_INPUT);
    LR_CHECK(!model && problems.errors >= 1);
    if (problems.count == 0) continue;
    int ok = strstr(problems.item[0].text, table[i].says) && (table[i].line == 0 || problems.item[0].line == table[i].line) &&
             (table[i].column == 0 || problems.item[0].column == table[i].column);
    LR_CHECK(ok);
    if (!ok) fprintf(stderr, "    %s    %d:%d %s\n", table[i].text, problems.item[0].line, problems.item[0].column, problems.item[0].text);
    lr_limit_model_free(model);
    lr_problems_free(&problems);
  }
  // all in one pass
  struct lr_problems problems = {0};
  struct lr_limit_model *model;
  const char *text = "nuisances: {n: 3}\nchannels:\n  a: {samples: {s: {signal: maybe, events: [1, -1]}}}\n  b: {observed: 3, samples: {s: {events: []}}}\n";
  LR_CHECK(lr_limit_model_read_text("model.yaml", text, &model, &problems, NULL) == LR_E_INPUT && problems.errors == 5);
  lr_problems_free(&problems);
  struct lr_error error = {0};
  LR_CHECK(lr_limit_model_read("/nowhere/model.yaml", &model, &problems, &error) == LR_E_INPUT && !model);
  lr_problems_free(&problems);
}

int main(void) {
  shipped_example();
  by_hand();
  without_counts();
  mistakes();
  return lr_test_end();
}
