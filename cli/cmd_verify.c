// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach verify [CASE...]
#include <string.h>

#include "base/files.h"
#include "base/parallel.h"
#include "cli/verify_markdown.h"

// ---- which cases ----

static bool is_file(const struct lr_case_file *file, const char *name) {
  size_t length = strlen(file->name) - strlen(".case");
  return strcmp(file->name, name) == 0 || (strlen(name) == length && strncmp(file->name, name, length) == 0);
}

// A long case is taken with --long, or when it is named itself.
static enum lr_status mark_chosen(const struct lr_call *call, const struct lr_cases *cases, bool *chosen, size_t *left_out,
                                  struct lr_error *error) {
  bool all = lr_call_option(call, 'L') != NULL;
  for (size_t i = 0; i < cases->count && !call->arguments; i++) {
    chosen[i] = all || !cases->item[i].takes;
    *left_out += !chosen[i];
  }
  for (size_t a = 0; a < call->arguments; a++) {
    bool found = false;
    for (size_t i = 0; i < cases->count; i++) {
      bool named = strcmp(cases->item[i].id, call->argument[a]) == 0;
      if (!named && !is_file(&cases->file[cases->item[i].file], call->argument[a])) continue;
      found = true;
      if (!named && !all && cases->item[i].takes)
        ++*left_out;
      else
        chosen[i] = true;
    }
    if (found) continue;
    const char **names = calloc(cases->count + cases->files + 1, sizeof *names);
    if (!names) return lr_error_set(error, LR_E_MEMORY, "no memory for the names of the cases");
    for (size_t i = 0; i < cases->count; i++) names[i] = cases->item[i].id;
    for (size_t i = 0; i < cases->files; i++) names[cases->count + i] = cases->file[i].name;
    const char *nearest = lr_text_nearest(call->argument[a], names);
    lr_error_set(error, LR_E_USAGE, "there is no case and no file of cases '%s'%s%s%s; --cases names another folder",
                 call->argument[a], nearest ? ": did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
    free(names);
    return LR_E_USAGE;
  }
  return LR_OK;
}

// ---- evaluation ----

static void name_reason(const struct lr_cases *cases, const struct lr_verdict *v, const char *text) {
  fprintf(stderr, "%s:%d: error: %s: %s\n", cases->file[v->owner->file].path, v->expect->line, v->owner->id, text);
}

static enum lr_status evaluate(const struct lr_call *call, const struct lr_cases *cases, const bool *chosen, struct lr_verdicts *out,
                               struct lr_error *error) {
  size_t total = 0;
  for (size_t i = 0; i < cases->count; i++) total += chosen[i] ? cases->item[i].expects : 0;
  out->item = calloc(total ? total : 1, sizeof *out->item);
  if (!out->item) return lr_error_set(error, LR_E_MEMORY, "no memory for the results");
  struct lr_case_desk desk = {.jobs = call->jobs};
  enum lr_status status = LR_OK;
  for (size_t i = 0; i < cases->count && status == LR_OK; i++) {
    for (size_t k = 0; chosen[i] && k < cases->item[i].expects && status == LR_OK; k++) {
      struct lr_verdict *v = &out->item[out->count++];
      *v = (struct lr_verdict){.owner = &cases->item[i], .expect = &cases->item[i].expect[k]};
      struct lr_error reason = {.status = LR_OK};
      enum lr_status result = lr_expect_evaluate(&desk, v->owner, v->expect, &v->outcome, &reason);
      if (lr_interrupt_requested())
        status = lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user");
      else if (result == LR_E_MEMORY)
        status = lr_error_set(error, LR_E_MEMORY, "%s", reason.text);
      else if (result != LR_OK)
        name_reason(cases, v, reason.text);
      out->failed += !v->outcome.passed;
    }
  }
  lr_case_desk_free(&desk);
  return status;
}

// ---- as a table ----

// The expectation in words; with `brief`, long lists of arguments are cut so that lines stay readable.
static void add_words(struct lr_buffer *out, const struct lr_expect *expect, bool brief) {
  enum { LONG = 64, KEPT = 44 };
  if (brief && expect->kind == LR_EXPECT_FORMULA && strlen(expect->words) > LONG)
    lr_buffer_print(out, "%.*s .. -> %s", KEPT, expect->words, expect->part);
  else
    lr_buffer_print(out, "%s%s", expect->words, expect->kind == LR_EXPECT_NEVER ? " = never" : "");
}

static struct lr_table *verify_table(const struct lr_verdicts *verdicts, bool brief) {
  struct lr_table *t = lr_table_create("verify", "Published cases");
  lr_table_column(t, "case", LR_TEXT, "", "name of the case", "");
  lr_table_column(t, "quantity", LR_TEXT, "", "what is compared", "");
  lr_table_column(t, "value", LR_NUMBER, "", "of this program, in the unit of the row", "");
  lr_table_column(t, "published", LR_NUMBER, "", "in the unit of the row", "");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of value, published and tolerance", "");
  lr_table_column(t, "tolerance", LR_NUMBER, "", "in the unit of the row", "");
  lr_table_column(t, "pull", LR_NUMBER, "", "(value - published) / tolerance", "");
  lr_table_column(t, "ok", LR_TEXT, "", "yes, or NO", "");
  lr_table_column(t, "status", LR_TEXT, "", "of the published figure: read, known, derived, assumed", "");
  lr_table_column(t, "source", LR_TEXT, "", "of the published figure", "");
  for (size_t i = 0; i < verdicts->count; i++) {
    const struct lr_verdict *v = &verdicts->item[i];
    struct lr_buffer words = {0};
    add_words(&words, v->expect, brief);
    lr_table_row(t);
    lr_table_text(t, "case", v->owner->id);
    lr_table_text(t, "quantity", lr_buffer_text(&words));
    lr_table_number(t, "value", v->outcome.value);
    lr_table_number(t, "published", v->expect->published);
    lr_table_text(t, "unit", v->outcome.unit);
    lr_table_number(t, "tolerance", v->outcome.tolerance);
    lr_table_number(t, "pull", v->outcome.pull);
    lr_table_text(t, "ok", v->outcome.passed ? "yes" : "NO");
    lr_table_text(t, "status", v->owner->status);
    lr_table_text(t, "source", v->owner->source);
    if (words.failed && t) t->failed = true;
    lr_buffer_free(&words);
  }
  return t;
}

static enum lr_status print_table(const struct lr_call *call, const struct lr_verdicts *verdicts, struct lr_error *error) {
  struct lr_table *table = verify_table(verdicts, call->format == LR_FORMAT_TEXT);
  enum lr_status status = lr_call_print(call, NULL, (const struct lr_table *const *)&table, 1, error);
  lr_table_free(table);
  if (status != LR_OK || call->format != LR_FORMAT_TEXT) return status;
  struct lr_buffer line = {0};
  lr_buffer_print(&line, "%zu passed, %zu failed", verdicts->count - verdicts->failed, verdicts->failed);
  if (verdicts->left_out) lr_buffer_print(&line, "; %zu long cases left out (--long)", verdicts->left_out);
  lr_buffer_add(&line, "\n");
  status = lr_call_print_text(lr_buffer_text(&line), error);
  lr_buffer_free(&line);
  return status;
}

static enum lr_status read_cases(const struct lr_call *call, struct lr_cases *cases, struct lr_error *error) {
  const char *wanted = lr_call_option(call, 'C'), *data = lr_data_folder();
  if (call->sets)
    return lr_error_set(error, LR_E_USAGE, "verify takes no --set: a case says itself which keys it sets");
  if (!wanted && !data)
    return lr_error_set(error, LR_E_IO,
                        "the folder of the shipped cases was not found: set LUMIREACH_DATA, or give --cases");
  struct lr_buffer folder = {0};
  if (wanted)
    lr_buffer_add(&folder, wanted);
  else
    lr_buffer_print(&folder, "%s/tests/cases", data);
  struct lr_problems problems = {0};
  enum lr_status status = folder.failed ? lr_error_set(error, LR_E_MEMORY, "no memory")
                                        : lr_cases_read(lr_buffer_text(&folder), cases, &problems, error);
  if (problems.count) lr_problems_print(&problems, stderr);
  if (problems.errors)
    lr_error_set(error, status, "%zu error%s in the cases; nothing was compared", problems.errors,
                 problems.errors == 1 ? "" : "s");
  lr_problems_free(&problems);
  lr_buffer_free(&folder);
  return status;
}

enum lr_status lr_cmd_verify(const struct lr_call *call, struct lr_error *error) {
  struct lr_cases cases = {0};
  struct lr_verdicts verdicts = {0};
  bool *chosen = NULL;
  enum lr_status status = read_cases(call, &cases, error);
  if (status != LR_OK) goto done;
  chosen = calloc(cases.count ? cases.count : 1, sizeof *chosen);
  status = chosen ? mark_chosen(call, &cases, chosen, &verdicts.left_out, error) : lr_error_set(error, LR_E_MEMORY, "no memory");
  if (status == LR_OK) status = evaluate(call, &cases, chosen, &verdicts, error);
  if (status == LR_OK)
    status = lr_call_option(call, 'M') ? lr_verify_markdown(&cases, chosen, &verdicts, error) : print_table(call, &verdicts, error);
  if (status == LR_OK && !verdicts.count && !verdicts.left_out)
    status = lr_error_set(error, LR_E_INPUT, "the files hold no case: nothing was compared");
  if (status == LR_OK && verdicts.failed)
    status = lr_error_set(error, LR_E_VERIFY, "%zu of %zu published figures missed", verdicts.failed, verdicts.count);
done:
  free(chosen);
  free(verdicts.item);
  lr_cases_free(&cases);
  return status;
}
