// SPDX-License-Identifier: GPL-3.0-or-later
// Binned models as people make them: 400 copies of the shipped example in which one to three figures of the lists are 0, 0.5,
// 5, 20 or 100. Each gives finite limits, or an error that names a place; fewer than 2 % give an error.
#include "base/random.h"
#include "projections/stats/limit_model.h"
#include "tests/lr_test.h"

enum { MUTANTS = 400, MOST_NUMBERS = 1000, ROOM = 16384 };

struct example {
  char text[ROOM];
  size_t at[MOST_NUMBERS], length[MOST_NUMBERS], numbers;  // figures between brackets
};

static void read_example(struct example *e) {
  char path[512];
  const char *top = getenv("LR_SOURCE_DIR");
  snprintf(path, sizeof path, "%s/inputs/limits/shape_example.yaml", top ? top : ".");
  FILE *file = fopen(path, "r");
  LR_CHECK(file != NULL);
  if (!file) exit(1);
  size_t size = fread(e->text, 1, ROOM - 1, file);
  fclose(file);
  e->text[size] = '\0';
  bool inside = false;
  for (size_t i = 0; i < size && e->numbers < MOST_NUMBERS;) {
    if (e->text[i] == '[' || e->text[i] == ']') inside = e->text[i] == '[';
    size_t length = inside ? strspn(e->text + i, "0123456789.") : 0;
    if (length > 0) {
      e->at[e->numbers] = i;
      e->length[e->numbers++] = length;
    }
    i += length > 0 ? length : 1;
  }
  LR_CHECK(e->numbers == 2 * 20 * 7);
}

// The text with figure `which[k]` written as `as[k]`; the first of those that name one figure counts.
static void mutate(const struct example *e, const size_t *which, const char *const *as, size_t count, char out[ROOM + 64]) {
  size_t from = 0, used = 0;
  for (size_t i = 0; i < e->numbers; i++)
    for (size_t k = 0; k < count; k++) {
      if (which[k] != i || e->at[i] < from) continue;
      used += (size_t)snprintf(out + used, ROOM + 64 - used, "%.*s%s", (int)(e->at[i] - from), e->text + from, as[k]);
      from = e->at[i] + e->length[i];
    }
  snprintf(out + used, ROOM + 64 - used, "%s", e->text + from);
}

// Whether a limit comes out; an error must name a channel with its bin, or a nuisance.
static bool limits(const char *text, const char *name) {
  static const char *const UL[] = {"ul_m2s", "ul_m1s", "ul_median", "ul_p1s", "ul_p2s", "ul_observed"};
  struct lr_problems problems = {0};
  struct lr_error error = {0};
  struct lr_limit_model *model = NULL;
  struct lr_table *limit = NULL, *pulls = NULL;
  LR_CHECK(lr_limit_model_read_text("mutant", text, &model, &problems, &error) == LR_OK);
  if (!model) return false;
  enum lr_status status = lr_limit_model_evaluate(model, 0.9, &limit, &pulls, &error);
  bool named = (strstr(error.text, "period_") && strstr(error.text, "bin ")) || strstr(error.text, "nuisance '");
  LR_CHECK(status == LR_OK || named);
  if (status != LR_OK) fprintf(stderr, "    %s: %s\n", name, error.text);
  double before = 0;
  for (size_t i = 0; i < 6 && limit; i++) {
    double ul = lr_table_get(limit, i, "value");
    LR_TEXT_IS(lr_table_get_text(limit, i, "quantity"), UL[i]);
    bool fine = isfinite(ul) && ul > 0 && (i == 5 || ul > before);
    LR_CHECK(fine);
    if (!fine) fprintf(stderr, "    %s: %s %g\n", name, UL[i], ul);
    before = ul;
  }
  for (size_t k = 0; pulls && k < pulls->rows; k++) LR_CHECK(isfinite(lr_table_get(pulls, k, "pull")));
  lr_table_free(limit);
  lr_table_free(pulls);
  lr_limit_model_free(model);
  lr_problems_free(&problems);
  return status == LR_OK;
}

static size_t figure(const struct example *e, int line, const char *text) {
  int at = 1;
  size_t i = 0;
  for (size_t byte = 0; i < e->numbers; i++) {
    for (; byte < e->at[i]; byte++) at += e->text[byte] == '\n';
    if (at == line && strlen(text) == e->length[i] && strncmp(text, e->text + e->at[i], e->length[i]) == 0) break;
  }
  LR_CHECK(i < e->numbers);
  return i;
}

int main(void) {
  static const char *const VALUES[] = {"0", "0.5", "5", "20", "100"};
  static struct example e;
  char text[ROOM + 64], name[160];
  read_example(&e);
  // a bin of the signal, and one of the background, without events but with templates that have some
  size_t which[3] = {figure(&e, 21, "0.685")};
  mutate(&e, which, VALUES, 1, text);
  LR_CHECK(limits(text, "line 21, 0.685 as 0"));
  which[0] = figure(&e, 51, "21");
  mutate(&e, which, VALUES, 1, text);
  LR_CHECK(limits(text, "line 51, 21 as 0"));
  int failed = 0;
  for (uint64_t mutant = 0; mutant < MUTANTS; mutant++) {
    struct lr_random random = lr_random_stream(1, 1, mutant);
    const char *as[3];
    size_t count = 1 + (size_t)(3 * lr_random_uniform(&random));
    int used = snprintf(name, sizeof name, "mutant %d", (int)mutant);
    for (size_t k = 0; k < count; k++) {
      which[k] = (size_t)((double)e.numbers * lr_random_uniform(&random));
      as[k] = VALUES[(size_t)(5 * lr_random_uniform(&random))];
      used += snprintf(name + used, sizeof name - (size_t)used, ", figure %zu as %s", which[k], as[k]);
    }
    mutate(&e, which, as, count, text);
    failed += !limits(text, name);
  }
  printf("%d of %d mutants give an error\n", failed, MUTANTS);
  LR_CHECK(failed < MUTANTS / 50);
  return lr_test_end();
}
