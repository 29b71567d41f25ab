// SPDX-License-Identifier: GPL-3.0-or-later
// docs/validation.md: the published cases with their pulls.
#include "cli/verify_markdown.h"

#include <math.h>
#include <string.h>

static const char *const STATUS_WORDS[] = {"read", "known", "derived", "assumed"};
enum { STATUSES = sizeof STATUS_WORDS / sizeof *STATUS_WORDS };

struct tally {
  size_t cases, passed, failed;
};

static void cell(struct lr_buffer *out, const char *text) {
  lr_buffer_add(out, "| ");
  for (const char *c = text; *c; c++) {
    if (strchr("|*<`\\", *c)) lr_buffer_add(out, "\\");
    lr_buffer_add_bytes(out, c, 1);
  }
  lr_buffer_add(out, " ");
}

// As many digits as show a tenth of the tolerance.
static void number_cell(struct lr_buffer *out, double value, double tolerance) {
  char text[32] = "";
  int digits = 4;
  if (tolerance > 0 && value != 0) digits = 2 + (int)ceil(log10(fabs(value) / tolerance));
  if (isfinite(value)) lr_number_short(value, digits < 4 ? 4 : digits > 12 ? 12 : digits, text);
  cell(out, text);
}

static void markdown_row(struct lr_buffer *out, const struct lr_verdict *v, bool first) {
  const struct lr_case *c = v->owner;
  char pull[32] = "";
  cell(out, c->id);
  cell(out, first ? c->title : "");
  cell(out, v->expect->words);
  if (v->expect->kind == LR_EXPECT_NEVER && v->outcome.passed)
    cell(out, "never");
  else
    number_cell(out, v->outcome.value, v->outcome.tolerance);
  struct lr_buffer published = {0}, notes = {0};
  bool implied = !*v->expect->unit && *v->outcome.unit;  // a unit that the case left out
  lr_buffer_print(&published, "%s%s%s", v->expect->published_text, implied ? " " : "", implied ? v->outcome.unit : "");
  cell(out, lr_buffer_text(&published));
  cell(out, v->expect->tolerance_text);
  if (isfinite(v->outcome.pull)) snprintf(pull, sizeof pull, "%+.2f", v->outcome.pull);
  lr_buffer_print(out, "| %s%s%s ", pull, v->outcome.passed || !*pull ? "" : " ",
                  v->outcome.passed ? "" : "**FAILED**");
  cell(out, c->status);
  cell(out, first ? c->source : "");
  for (size_t i = 0; first && i < c->notes; i++) lr_buffer_print(&notes, "%s%s", i ? "; " : "", c->note[i]);
  cell(out, lr_buffer_text(&notes));
  lr_buffer_add(out, "|\n");
  out->failed = out->failed || published.failed || notes.failed;
  lr_buffer_free(&published);
  lr_buffer_free(&notes);
}

static void markdown_summary(struct lr_buffer *out, const struct lr_verdicts *verdicts) {
  struct tally tally[STATUSES + 1] = {{0}};
  for (size_t i = 0; i < verdicts->count; i++) {
    const struct lr_verdict *v = &verdicts->item[i];
    for (int s = 0; s <= STATUSES; s++) {
      if (s < STATUSES && strcmp(STATUS_WORDS[s], v->owner->status) != 0) continue;
      tally[s].cases += !i || v->owner != v[-1].owner;
      *(v->outcome.passed ? &tally[s].passed : &tally[s].failed) += 1;
    }
  }
  lr_buffer_add(out,
                "| status of the published figure | cases | figures | passed | failed |\n|---|---:|---:|---:|---:|\n");
  for (int s = 0; s <= STATUSES; s++)
    if (tally[s].cases)
      lr_buffer_print(out, "| %s | %zu | %zu | %zu | %zu |\n", s < STATUSES ? STATUS_WORDS[s] : "all", tally[s].cases,
                      tally[s].passed + tally[s].failed, tally[s].passed, tally[s].failed);
}

enum lr_status lr_verify_markdown(const struct lr_cases *cases, const bool *chosen, const struct lr_verdicts *verdicts,
                                  struct lr_error *error) {
  struct lr_buffer out = {0};
  lr_buffer_add(
      &out,
      "# Validation\n\nMade by `lumireach verify --markdown` from the cases in tests/cases. The pull is (value - "
      "published) / tolerance:\na case passes when it lies between -1 and 1. Status words: read = taken from the "
      "source itself, known = quoted from it\nfrom memory, derived = computed independently or from other figures, "
      "assumed "
      "= this project's own choice. Title, source\nand notes stand in the first row of a case.\n\n");
  markdown_summary(&out, verdicts);
  if (verdicts->left_out) {
    lr_buffer_add(&out, "\nNot in here, as they take minutes (`lumireach verify --long`):");
    for (size_t i = 0, told = 0; i < cases->count; i++)
      if (cases->item[i].takes && !chosen[i])
        lr_buffer_print(&out, "%s %s (%s)", told++ ? "," : "", cases->item[i].id, cases->item[i].takes);
    lr_buffer_add(&out, ".\n");
  }
  for (size_t i = 0; i < verdicts->count; i++) {
    const struct lr_case *owner = verdicts->item[i].owner, *before = i ? verdicts->item[i - 1].owner : NULL;
    if (!before || before->file != owner->file)
      lr_buffer_print(&out,
                      "\n## %s\n\n| case | title | quantity | value | published | tolerance | pull | status | source "
                      "| notes |\n|---|---|---|---:|---:|---:|---:|---|---|---|\n",
                      cases->file[owner->file].name);
    markdown_row(&out, &verdicts->item[i], before != owner);
  }
  enum lr_status status = out.failed ? lr_error_set(error, LR_E_MEMORY, "no memory for the result")
                                     : lr_call_print_text(lr_buffer_text(&out), error);
  lr_buffer_free(&out);
  return status;
}
