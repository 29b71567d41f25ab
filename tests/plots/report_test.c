// SPDX-License-Identifier: GPL-3.0-or-later
// The report: everything escaped, well formed, self-contained, ids unique, numbers and tags as readers get them.
#include "plots/report.h"

#include <ctype.h>

#include "plots/html.h"
#include "tests/lr_test.h"

static const char attack[] = "<script>alert(\"x\")</script> & it's </p> \xff\x01";
static const char svg_text[] =
    "<?xml version=\"1.0\"?>\n<svg \n viewBox=\"0 0 90 56\"\n xmlns=\"http://www.w3.org/2000/svg\"\n"
    " xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n<title>f</title><desc>Produced by GNUPLOT</desc>\n"
    "<g id=\"gnuplot_canvas\"><circle id='gpDot' r='0.5'/><use xlink:href='#gpDot' id='gpPt6'/>"
    "<g id=\"f_plot_1\" ><title>$x</title><path d='M0,0' fill='url(#gpDot)' data-id='keep'/><text>a &gt; b data='no' #gpDot</text></g></g>\n</svg>\n";

static bool is_void(const char *name) { return strcmp(name, "meta") == 0; }

// Walks the tags; returns the depth of what stays open, or -1 at the first fault. The doctype is the only declaration.
static int balance(const char *html) {
  char open[128][24];
  int depth = 0;
  for (const char *c = strchr(html, '<'); c; c = strchr(c, '<')) {
    if (strncmp(c, "<!DOCTYPE html>", 15) == 0) {
      c += 15;
      continue;
    }
    bool closing = c[1] == '/';
    char name[24];
    size_t n = strspn(c + 1 + closing, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    if (n == 0 || n >= sizeof name) return -1;
    memcpy(name, c + 1 + closing, n);
    name[n] = 0;
    const char *end = c;
    char quote = 0;
    for (end = c; *end && (quote || *end != '>'); end++)
      if (quote ? *end == quote : *end == '"' || *end == '\'') quote = quote ? 0 : *end;
    if (!*end) return -1;
    if (closing) {
      if (depth == 0 || strcmp(open[--depth], name) != 0) return -1;
    } else if (end[-1] != '/') {
      if (is_void(name) || depth == 128) return -1;
      memcpy(open[depth++], name, n + 1);
    }
    c = end + 1;
  }
  return depth;
}

static size_t count(const char *text, const char *what) {
  size_t n = 0;
  for (; (text = strstr(text, what)); text += strlen(what)) n++;
  return n;
}

// Every id once; every reference to one that exists.
static void check_ids(const char *html) {
  for (const char *c = html; (c = strstr(c, " id=")); c += 4) {
    char id[160], again[176];
    size_t n = strcspn(c + 5, "'\"");
    snprintf(id, sizeof id, "%.*s", (int)n, c + 5);
    snprintf(again, sizeof again, " id=\"%s\"", id);
    size_t found = count(html, again);
    snprintf(again, sizeof again, " id='%s'", id);
    found += count(html, again);
    LR_CHECK(found == 1);
    if (found != 1) fprintf(stderr, "    id '%s' stands %zu times\n", id, found);
  }
  for (const char *c = html; (c = strstr(c, "href=")); c += 5) {
    char id[160], target[176];
    LR_CHECK(c[6] == '#');
    snprintf(id, sizeof id, "%.*s", (int)strcspn(c + 7, "'\""), c + 7);
    snprintf(target, sizeof target, " id=\"%s\"", id);
    size_t found = count(html, target);
    snprintf(target, sizeof target, " id='%s'", id);
    LR_CHECK(found + count(html, target) == 1);
  }
}

static struct lr_table *inputs(void) {
  struct lr_table *t = lr_table_create("inputs", "Inputs");
  static const char *const columns[] = {"key", "value", "unit", "status", "source"};
  static const char *const rows[][5] = {{"ler.current", "1.321", "A", "read", "a paper"},
                                        {"plan.growth", "1.19", "cm^-2 s^-1", "assumed", ""},
                                        {attack, attack, "", "assumed", attack}};
  for (size_t i = 0; i < 5; i++) lr_table_column(t, columns[i], LR_TEXT, "", attack, "");
  for (size_t r = 0; r < 3; r++) {
    lr_table_row(t);
    for (size_t i = 0; i < 5; i++) lr_table_text(t, columns[i], rows[r][i]);
  }
  return t;
}

static struct lr_table *numbers(size_t rows) {
  struct lr_table *t = lr_table_create("numbers", "Numbers & more");
  lr_table_column(t, "luminosity_ab", LR_NUMBER, "ab^-1", "", "model.md P1");
  lr_table_column(t, "peak", LR_NUMBER, "1e34 cm^-2 s^-1", "", "model.md P1");
  lr_table_column(t, "wide", LR_NUMBER, "", "", "");
  lr_table_column(t, "date", LR_DATE, "", "", "model.md P2");
  for (size_t i = 0; i < rows; i++) {
    lr_table_row(t);
    lr_table_number(t, "luminosity_ab", (double)i + 1);
    lr_table_number(t, "peak", i ? 4.71 : 1.2);
    lr_table_number(t, "wide", i ? 4.65e34 : -0.25);
    if (i) lr_table_text(t, "date", "2043-09-21");
  }
  return t;
}

static void page(void) {
  struct lr_report *report = lr_report_create(&(struct lr_report_head){attack, attack, "0.1.0", attack, attack, attack, 7});
  LR_CHECK(report != NULL);
  struct lr_table *in = inputs(), *few = numbers(2), *many = numbers(50);
  struct lr_bytes svg = {(char *)(size_t)svg_text, sizeof svg_text - 1}, html, again;
  lr_report_summary(report, "First.\n\nSecond <b>.");
  lr_report_tile(report, attack, attack, attack);
  lr_report_tile(report, "plain", "1", NULL);
  lr_report_caution(report, attack);
  lr_report_section(report, attack);
  lr_report_paragraph(report, attack);
  for (int i = 0; i < 2; i++)
    lr_report_figure(report, &(struct lr_report_figure){"f", attack, attack, attack, &svg, attack});
  lr_report_table(report, few, NULL);
  lr_report_table(report, many, attack);
  lr_report_inputs(report, in);
  struct lr_error error = {0};
  LR_CHECK(lr_report_bytes(report, &html, &error) == LR_OK);
  const char *text = html.data ? html.data : "";
  LR_CHECK(strlen(text) == html.length && balance(text) == 0);
  LR_CHECK(!strstr(text, "<script") && !strstr(text, "<b>.") && !strstr(text, "\x01") && !strstr(text, "\xff"));
  LR_CHECK(strstr(text, "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; it&#39;s &lt;/p&gt;") != NULL);
  LR_CHECK(!strstr(text, "http://") && !strstr(text, "https://") && !strstr(text, "src=") && !strstr(text, "@import"));
  LR_CHECK(!strstr(text, "url(") || count(text, "url(") == count(text, "url(#"));
  check_ids(text);
  LR_CHECK(strstr(text, "<p>First.</p>") && strstr(text, "<p>Second &lt;b&gt;.</p>"));
  LR_CHECK(strstr(text, "2 of 3 inputs are assumed") && count(text, "tag assumed") == 2);
  LR_CHECK(strstr(text, "luminosity <span class=\"u\">[ab⁻¹]") && strstr(text, "[10³⁴ cm⁻² s⁻¹]"));
  LR_CHECK(strstr(text, "<td class=\"n\">1.20</td>") && strstr(text, "<td class=\"n\">4.71</td>"));
  LR_CHECK(strstr(text, "<td class=\"n\">−0.2500</td>") && strstr(text, "<td class=\"n\">4.65×10³⁴</td>"));
  LR_CHECK(strstr(text, "<td>–</td>") && strstr(text, "<td class=\"w\">2043-09-21</td>"));
  LR_CHECK(strstr(text, "<i>luminosity_ab</i>, <i>peak</i>: model.md P1; <i>date</i>: model.md P2") != NULL);
  LR_CHECK(strstr(text, "<summary>Table of 50 rows") && !strstr(text, "Table of 2 rows"));
  LR_CHECK(strstr(text, "role=\"img\" aria-labelledby=\"figure-2-title figure-2-desc\"") && strstr(text, "url(#figure-1-gpDot)"));
  LR_CHECK(strstr(text, "data-id='keep'") && strstr(text, "a &gt; b data='no' #gpDot") && !strstr(text, "GNUPLOT"));
  LR_CHECK(lr_report_bytes(report, &again, &error) == LR_OK && again.length == html.length && memcmp(again.data, html.data, html.length) == 0);
  lr_bytes_free(&again);
  lr_bytes_free(&html);

  FILE *full = fopen("/dev/full", "w");
  if (full) {
    LR_CHECK(lr_report_write(report, full, &error) == LR_E_IO);
    fclose(full);
  }
  struct lr_bytes png = {(char *)(size_t) "\x89PNG", 4};
  lr_report_figure(report, &(struct lr_report_figure){"picture", "", "", "", &png, NULL});
  LR_CHECK(lr_report_bytes(report, &html, &error) == LR_E_PLOT);
  LR_CHECK(strstr(error.text, "picture") != NULL);
  lr_report_free(report);
  lr_report_free(NULL);
  lr_table_free(in);
  lr_table_free(few);
  lr_table_free(many);
}

static void checker_can_fail(void) {
  LR_CHECK(balance("<p>a</p>") == 0 && balance("<p><b>a</p></b>") == -1 && balance("<p>a") == 1 && balance("a < b") == -1);
}

int main(void) {
  checker_can_fail();
  page();
  return lr_test_end();
}
