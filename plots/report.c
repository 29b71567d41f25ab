// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/report.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "plots/html.h"
#include "plots/report_style.h"

struct lr_report {
  struct lr_text head, contents, summary, tiles, cautions, body, inputs, footer, title;
  unsigned sections, figures;
};

enum { PARTS = 9 };
static const struct lr_text *const *parts(const struct lr_report *report, const struct lr_text *list[PARTS]) {
  const struct lr_text *all[PARTS] = {&report->head, &report->contents, &report->summary, &report->tiles, &report->cautions,
                                      &report->body, &report->inputs, &report->footer, &report->title};
  memcpy(list, all, sizeof all);
  return list;
}

// <open>escaped text</close>
static void element(struct lr_text *html, const char *open, const char *text, const char *close) {
  lr_text_add(html, "%s", open);
  lr_html_escape(html, text);
  lr_text_add(html, "%s", close);
}

static void meta(struct lr_text *html, const char *key, const char *value) {
  if (!value || !*value) return;
  lr_text_add(html, "<div><dt>%s</dt>", key);
  element(html, "<dd>", value, "</dd></div>\n");
}

struct lr_report *lr_report_create(const struct lr_report_head *head) {
  struct lr_report *report = calloc(1, sizeof *report);
  if (!report) return NULL;
  char seed[32];
  snprintf(seed, sizeof seed, "%" PRIu64, head->seed);
  element(&report->title, "<title>", head->title, "</title>\n");
  element(&report->head, "<header>\n<h1>", head->title, "</h1>\n<dl class=\"meta\">\n");
  meta(&report->head, "Scenario", head->scenario);
  meta(&report->head, "As of", head->as_of);
  meta(&report->head, "lumireach", head->version);
  meta(&report->head, "Seed", seed);
  meta(&report->head, "Scenario SHA-256", head->scenario_sha256);
  lr_text_add(&report->head, "</dl>\n</header>\n");
  lr_text_add(&report->footer, "<footer>\n");
  if (head->command && *head->command) {
    element(&report->footer, "<p>To make this report again: <code>", head->command, "</code></p>\n");
    lr_text_add(&report->footer, "<p>The same scenario, seed and version give the same numbers. The scenario is the same "
                                 "when its SHA-256 is the one at the head of this page.</p>\n");
  }
  element(&report->footer, "<p>Written by lumireach ", head->version ? head->version : "", ".</p>\n</footer>\n");
  return report;
}

void lr_report_free(struct lr_report *report) {
  if (!report) return;
  const struct lr_text *list[PARTS];
  parts(report, list);
  for (size_t i = 0; i < PARTS; i++) free(list[i]->buffer.text);
  free(report);
}

static void paragraphs(struct lr_text *html, const char *text) {
  while (text && *text) {
    const char *end = strstr(text, "\n\n");
    size_t length = end ? (size_t)(end - text) : strlen(text);
    char *part = strndup(text, length);
    if (!part) {
      html->buffer.failed = true;
      return;
    }
    if (*part) element(html, "<p>", part, "</p>\n");
    free(part);
    text += length + (end ? 2 : 0);
  }
}

void lr_report_summary(struct lr_report *report, const char *text) { paragraphs(&report->summary, text); }

void lr_report_tile(struct lr_report *report, const char *label, const char *value, const char *note) {
  element(&report->tiles, "<li><span class=\"k\">", label, "</span>");
  element(&report->tiles, "<span class=\"v\">", value, "</span>");
  if (note && *note) element(&report->tiles, "<span class=\"t\">", note, "</span>");
  lr_text_add(&report->tiles, "</li>\n");
}

void lr_report_caution(struct lr_report *report, const char *text) { element(&report->cautions, "<li>", text, "</li>\n"); }

void lr_report_section(struct lr_report *report, const char *heading) {
  report->sections++;
  lr_text_add(&report->body, "<h2 id=\"section-%u\">", report->sections);
  element(&report->body, "", heading, "</h2>\n");
  lr_text_add(&report->contents, "<li><a href=\"#section-%u\">", report->sections);
  element(&report->contents, "", heading, "</a></li>\n");
}

void lr_report_paragraph(struct lr_report *report, const char *text) { paragraphs(&report->body, text); }

void lr_report_figure(struct lr_report *report, const struct lr_report_figure *figure) {
  struct lr_text *html = &report->body;
  char prefix[96];
  report->figures++;
  snprintf(prefix, sizeof prefix, "figure-%u", report->figures);
  lr_text_add(html, "<figure id=\"%s\">\n", prefix);
  if (!lr_html_svg(html, figure->svg, prefix, figure->title, figure->description) && html->status == LR_OK) {
    html->status = LR_E_PLOT;
    snprintf(html->refused, sizeof html->refused, "figure %.60s is not an SVG drawing", figure->name);
  }
  lr_text_add(html, "<figcaption><b>Figure %u.</b> ", report->figures);
  element(html, "", figure->caption, "</figcaption>\n");
  if (figure->script && *figure->script) {
    element(html, "<details><summary>gnuplot script of this figure, ", figure->name, ".gp</summary>\n");
    element(html, "<pre><code>", figure->script, "</code></pre></details>\n");
  }
  lr_text_add(html, "</figure>\n");
}

void lr_report_table(struct lr_report *report, const struct lr_table *table, const char *caption) {
  lr_html_table(&report->body, table, caption, true);
}

void lr_report_inputs(struct lr_report *report, const struct lr_table *inputs) {
  size_t assumed = 0;
  for (size_t row = 0; row < inputs->rows; row++) assumed += strcmp(lr_table_get_text(inputs, row, "status"), "assumed") == 0;
  lr_text_add(&report->inputs, "<p><b>%zu of %zu inputs are assumed</b>: no publication stands behind them. "
                               "<span class=\"tag read\">read</span> was read in the source, "
                               "<span class=\"tag known\">known</span> is common knowledge of the field, "
                               "<span class=\"tag derived\">derived</span> was worked out from published figures. "
                               "All of them stand in the file of this table beside the report; on paper they are left out.</p>\n"
                               "<details><summary>All %zu inputs with status, source and place</summary>\n",
              assumed, inputs->rows, inputs->rows);
  lr_html_table(&report->inputs, inputs, NULL, false);
  lr_text_add(&report->inputs, "</details>\n");
}

static void build(const struct lr_report *report, struct lr_text *html) {
  lr_text_add(html, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n%s<style>\n%s</style>\n</head>\n<body>\n%s",
              lr_buffer_text(&report->title.buffer), lr_report_style(), lr_buffer_text(&report->head.buffer));
  lr_text_add(html, "<main>\n<section class=\"summary\" aria-label=\"Summary\">\n%s", lr_buffer_text(&report->summary.buffer));
  if (report->tiles.buffer.length) lr_text_add(html, "<ul class=\"tiles\">\n%s</ul>\n", report->tiles.buffer.text);
  lr_text_add(html, "</section>\n");
  if (report->cautions.buffer.length)
    lr_text_add(html, "<section class=\"cautions\">\n<h2>Read with care</h2>\n<ul>\n%s</ul>\n</section>\n",
                report->cautions.buffer.text);
  bool inputs = report->inputs.buffer.length > 0;
  if (report->sections)
    lr_text_add(html, "<nav aria-label=\"Contents\"><ol>\n%s%s</ol></nav>\n", lr_buffer_text(&report->contents.buffer),
                inputs ? "<li><a href=\"#inputs\">Inputs and sources</a></li>\n" : "");
  lr_text_append(html, lr_buffer_text(&report->body.buffer), report->body.buffer.length);
  if (inputs) lr_text_add(html, "<h2 id=\"inputs\">Inputs and sources</h2>\n%s", report->inputs.buffer.text);
  lr_text_add(html, "</main>\n%s</body>\n</html>\n", lr_buffer_text(&report->footer.buffer));
}

enum lr_status lr_report_bytes(const struct lr_report *report, struct lr_bytes *html, struct lr_error *error) {
  *html = (struct lr_bytes){0};
  const struct lr_text *list[PARTS];
  parts(report, list);
  for (size_t i = 0; i < PARTS; i++) {
    enum lr_status status = lr_text_check(list[i], "report", error);
    if (status) return status;
  }
  struct lr_text page = {0};
  build(report, &page);
  enum lr_status status = lr_text_check(&page, "report", error);
  if (status)
    lr_text_free(&page);
  else
    *html = (struct lr_bytes){page.buffer.text, page.buffer.length};
  return status;
}

enum lr_status lr_report_write(const struct lr_report *report, FILE *file, struct lr_error *error) {
  struct lr_bytes html;
  enum lr_status status = lr_report_bytes(report, &html, error);
  if (status) return status;
  if (fwrite(html.data, 1, html.length, file) != html.length || fflush(file) != 0)
    status = lr_error_set(error, LR_E_IO, "could not write the report: %s", strerror(errno));
  lr_bytes_free(&html);
  return status;
}
