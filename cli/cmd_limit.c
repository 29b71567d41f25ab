// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach limit --background B ..: upper limits, intervals and significances of one counting window, by any method.
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "cli/call.h"
#include "cli/limit_rows.h"
#include "projections/stats/arguments.h"
#include "projections/stats/limit_model.h"

static const struct {
  int key, use;
  const char *name;
} OPTIONS[] = {{'e', LR_LIMIT_ERROR, "background-error"}, {'k', LR_LIMIT_CONSTRAINT, "constraint"},
               {'n', LR_LIMIT_OBSERVED, "observed"},      {'g', LR_LIMIT_SIGNAL, "signal"},
               {'E', LR_LIMIT_EFFICIENCY, "efficiency"},  {'Z', LR_LIMIT_SIGNIFICANCE, "significance"},
               {'w', LR_LIMIT_WINDOWS, "windows"},         {'u', LR_LIMIT_UPCROSSINGS, "upcrossings"},
               {'l', LR_LIMIT_LEVEL, "level"}};

// Number of an option, `otherwise` when it is not given; `percent`: '90 %' is fine too.
static enum lr_status number(const struct lr_call *call, int key, const char *name, bool percent, double otherwise,
                             double *value, struct lr_error *error) {
  const char *text = lr_call_option(call, key);
  char reason[96] = "this is no number";
  *value = otherwise;
  if (!text ||
      (percent ? lr_quantity_parse(text, LR_DIM_NUMBER, value, reason, sizeof reason) : lr_number_parse(text, value)))
    return LR_OK;
  return lr_error_set(error, LR_E_USAGE, "--%s wants a number such as %s, got '%s' (%s)", name,
                      percent ? "0.9 or '90 %'" : "3.5", text, reason);
}

static const struct lr_limit_method *method_of(const struct lr_call *call, struct lr_error *error) {
  const char *name = lr_call_option(call, 'm'), *names[16];
  size_t count = 0;
  if (!name) name = "cls-exact";
  for (const struct lr_limit_method *method = lr_limit_methods; method->name; method++) {
    if (strcmp(method->name, name) == 0) return method;
    if (count < 15) names[count++] = method->name;
  }
  names[count] = NULL;
  struct lr_buffer known = {0};
  for (size_t i = 0; i < count; i++) lr_buffer_print(&known, "%s%s", i ? ", " : "", names[i]);
  const char *nearest = lr_text_nearest(name, names);
  lr_error_set(error, LR_E_USAGE, "there is no method '%.80s'%s%s%s; the methods are %s", name,
               nearest ? " (did you mean '" : "", nearest ? nearest : "", nearest ? "'?)" : "", lr_buffer_text(&known));
  lr_buffer_free(&known);
  return NULL;
}

// Options that the method cannot use are refused, not ignored.
static enum lr_status check_uses(const struct lr_call *call, const struct lr_limit_method *method,
                                 struct lr_error *error) {
  for (size_t i = 0; i < sizeof OPTIONS / sizeof *OPTIONS; i++) {
    bool given = lr_call_option(call, OPTIONS[i].key) != NULL;
    if (!given && (method->wants & OPTIONS[i].use))
      return lr_error_set(error, LR_E_USAGE, "method %s wants --%s", method->name, OPTIONS[i].name);
    if (!given || (method->uses & OPTIONS[i].use)) continue;
    struct lr_buffer others = {0};
    for (const struct lr_limit_method *other = lr_limit_methods; other->name; other++)
      if (other->uses & OPTIONS[i].use) lr_buffer_print(&others, "%s%s", others.length ? ", " : "", other->name);
    bool known = (OPTIONS[i].use & (LR_LIMIT_ERROR | LR_LIMIT_CONSTRAINT)) != 0;
    lr_error_set(error, LR_E_USAGE, "method %s has no use for --%s%s: %s %s", method->name, OPTIONS[i].name,
                 known ? ", it takes the background as known" : "", "it belongs to", lr_buffer_text(&others));
    lr_buffer_free(&others);
    return LR_E_USAGE;
  }
  return LR_OK;
}

// The error in events, or relative when it is written with %.
static enum lr_status relative_error(const struct lr_call *call, double background, double *relative,
                                     struct lr_error *error) {
  const char *text = lr_call_option(call, 'e');
  double value;
  *relative = 0;
  enum lr_status status = number(call, 'e', "background-error", text && strchr(text, '%'), 0, &value, error);
  if (status || !text) return status;
  if (value < 0) return lr_error_set(error, LR_E_USAGE, "--background-error must not be below zero");
  if (strchr(text, '%')) {
    *relative = value;
  } else {
    if (background == 0 && value > 0)
      return lr_error_set(error, LR_E_USAGE,
                          "--background-error of %g events on a background of 0: give the background that is expected, "
                          "or the error in %%",
                          value);
    *relative = value > 0 ? value / background : 0;
  }
  return lr_check_relative_error(*relative, error);
}

// NaN: not given.
static enum lr_status check_ranges(const struct lr_limit_request *r, struct lr_error *error) {
  static const double MOST_BACKGROUND = 9.9e8;  // counts two sigma above it are below the largest one, 1e9
  if (!(r->background >= 0 && r->background <= MOST_BACKGROUND))
    return lr_error_set(error, LR_E_USAGE, "--background of %.6g events is outside 0 to %g", r->background, MOST_BACKGROUND);
  if (!(r->efficiency >= 0 && r->efficiency <= 1))
    return lr_error_set(error, LR_E_USAGE, "--efficiency %.6g is outside 0 to 1", r->efficiency);
  if (!(r->significance > 0 && r->significance <= 40))
    return lr_error_set(error, LR_E_USAGE, "--significance of %.6g sigma is outside 0 to 40", r->significance);
  if (!isnan(r->windows) && !(r->windows >= 1 && r->windows <= 1e12))
    return lr_error_set(error, LR_E_USAGE, "--windows wants a number of independent windows from 1 on, up to 1e12, got %.6g", r->windows);
  return LR_OK;
}

static enum lr_status read_request(const struct lr_call *call, struct lr_limit_request *r, struct lr_error *error) {
  *r = (struct lr_limit_request){.constraint = lr_call_option(call, 'k')};
  if (!r->constraint) r->constraint = "";
  static const char *const CONSTRAINTS[] = {"", "poisson", "gauss", "gamma", "truncated-gauss", "lognormal", NULL};
  size_t i = 0;
  while (CONSTRAINTS[i] && strcmp(CONSTRAINTS[i], r->constraint) != 0) i++;
  if (!CONSTRAINTS[i])
    return lr_error_set(error, LR_E_USAGE,
                        "--constraint is poisson, gauss, gamma, truncated-gauss or lognormal, not '%.80s'",
                        r->constraint);
  if (!lr_call_option(call, 'b'))
    return lr_error_set(error, LR_E_USAGE,
                        "limit wants --background, the events expected without a signal, such as 3.5");
  enum lr_status status = number(call, 'b', "background", false, NAN, &r->background, error);
  if (!status) status = number(call, 'c', "cl", true, 0.9, &r->cl, error);
  if (!status) status = number(call, 'n', "observed", false, NAN, &r->observed, error);
  if (!status) status = number(call, 'g', "signal", false, NAN, &r->signal, error);
  if (!status) status = number(call, 'E', "efficiency", true, 1, &r->efficiency, error);
  if (!status) status = number(call, 'Z', "significance", false, 3, &r->significance, error);
  if (!status) status = number(call, 'w', "windows", false, NAN, &r->windows, error);
  if (!status) status = number(call, 'u', "upcrossings", false, NAN, &r->upcrossings, error);
  if (!status) status = number(call, 'l', "level", false, 0.5, &r->level, error);
  if (!status) status = check_ranges(r, error);
  if (!status) status = lr_check_level(r->cl, error);
  if (!status && !isnan(r->observed)) status = lr_check_count(r->observed, error);
  if (!status && !isnan(r->observed) && r->observed != floor(r->observed))
    status = lr_error_set(error, LR_E_USAGE, "--observed wants a whole number of events, got %g", r->observed);
  if (!status && !isnan(r->signal)) status = lr_check_signal(r->signal, error);
  if (!status && !isnan(r->signal) && !isnan(r->observed))
    status = lr_error_set(error, LR_E_USAGE, "--signal is for an expectation, --observed for a count: one of them");
  if (!status && !isnan(r->upcrossings) && !(r->upcrossings >= 0))
    status = lr_error_set(error, LR_E_USAGE, "--upcrossings wants a mean number from 0 on");
  if (!status && !(r->level >= 0)) status = lr_error_set(error, LR_E_USAGE, "--level wants a value of q0 from 0 on");
  if (!status && lr_call_option(call, 'l') && isnan(r->upcrossings))
    status = lr_error_set(error, LR_E_USAGE, "--level belongs to --upcrossings: the level of q0 that they cross");
  return status ? status : relative_error(call, r->background, &r->relative_error, error);
}

// A binned model of a file, in place of one counting window.
static enum lr_status of_model(const struct lr_call *call, struct lr_error *error) {
  static const struct {
    int key;
    const char *name;
  } OTHERS[] = {{'b', "background"}, {'m', "method"}};
  double cl;
  struct lr_problems problems = {0};
  struct lr_table *table[2] = {NULL, NULL};
  for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS + sizeof OPTIONS / sizeof *OPTIONS; i++) {
    const size_t others = sizeof OTHERS / sizeof *OTHERS;
    const int key = i < others ? OTHERS[i].key : OPTIONS[i - others].key;
    if (lr_call_option(call, key))
      return lr_error_set(error, LR_E_USAGE, "--%s has no use beside --model: the file says it all but --cl", i < others ? OTHERS[i].name : OPTIONS[i - others].name);
  }
  enum lr_status status = number(call, 'c', "cl", true, 0.9, &cl, error);
  if (!status) status = lr_check_level(cl, error);
  if (status) {
    if (error) error->status = LR_E_USAGE;
    return LR_E_USAGE;
  }
  status = lr_limit_model_tables(lr_call_option(call, 'M'), cl, &problems, &table[0], &table[1], error);
  if (!call->quiet || problems.errors) lr_problems_print(&problems, stderr);
  lr_problems_free(&problems);
  if (!status) status = lr_call_print(call, NULL, (const struct lr_table *const *)table, 2, error);
  lr_table_free(table[0]);
  lr_table_free(table[1]);
  return status;
}

enum lr_status lr_cmd_limit(const struct lr_call *call, struct lr_error *error) {
  struct lr_limit_request request;
  if (lr_call_option(call, 'M')) return of_model(call, error);
  struct lr_table *table = NULL;
  const struct lr_limit_method *method = method_of(call, error);
  enum lr_status status = method ? read_request(call, &request, error) : LR_E_USAGE;
  if (status == LR_OK) status = check_uses(call, method, error);
  if (status != LR_OK) {  // an option, not the model, is at fault
    if (error) error->status = LR_E_USAGE;
    return LR_E_USAGE;
  }
  table = lr_limit_table_create();
  status = method->rows(&request, table, error);
  if (status == LR_OK) status = lr_call_print(call, NULL, (const struct lr_table *const *)&table, 1, error);
  lr_table_free(table);
  return status;
}
