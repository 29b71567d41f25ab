// SPDX-License-Identifier: GPL-3.0-or-later
// The gnuplot process: attacks on the quoting, every way to fail, and that a failure harms nobody else.
#include "plots/gnuplot.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "tests/lr_test.h"

static enum lr_status run(const char *script, struct lr_bytes *figure, struct lr_error *error) {
  *error = (struct lr_error){0};
  return lr_gnuplot_run(script, strlen(script), figure, error);
}

static int open_descriptors(void) {
  int n = 0;
  for (int fd = 0; fd < 256; fd++) n += fcntl(fd, F_GETFD) != -1;
  return n;
}

static void quoting(void) {
  struct lr_text text = {0};
  lr_gnuplot_quote(&text, "it's \"x\" `date` \\n {a_b} β");
  LR_TEXT_IS(lr_buffer_text(&text.buffer), "'it'.\"'\".'s \"x\" `date` \\n {a_b} β'");
  LR_CHECK(text.status == LR_OK);
  lr_text_free(&text);
  static const char *const refused[] = {"a\n!touch x", "a\rb", "tab\there", "\x7f", "\x01", "broken \xff utf-8",
                                        "\xc0\xaf", "\xed\xa0\x80", "c1 \xc2\x85", "cut \xe2\x82"};
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    struct lr_error error = {0};
    lr_gnuplot_quote(&text, refused[i]);
    LR_CHECK(text.buffer.length == 0);
    LR_CHECK(lr_text_check(&text, "figure x", &error) == LR_E_INPUT);
    LR_CHECK(strstr(error.text, "figure x: control character") != NULL);
    lr_text_free(&text);
  }
}

// What a hostile title may try: after the run its file must not exist, and its words must stand in the figure.
static void attacks(void) {
  char victim[] = "/tmp/lumireach-quote-XXXXXX", title[256];
  int fd = mkstemp(victim);
  LR_CHECK(fd >= 0);
  close(fd);
  unlink(victim);
  static const char *const forms[] = {"`touch %s`", "\"`touch %s`\"", "'; system('touch %s'); '", "'.system(\"touch %s\").'",
                                      "\\\"; !touch %s", "@{`touch %s`}", "'`touch %s`", "'''; !touch %s", "''''!touch %s",
                                      "' . system('touch %s') . '", "%s '", "\"%s"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    struct lr_text script = {0};
    struct lr_bytes figure;
    struct lr_error error;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(title, sizeof title, forms[i], victim);
#pragma GCC diagnostic pop
    lr_text_add(&script, "set terminal svg\nset label ");
    lr_gnuplot_quote(&script, title);
    lr_text_add(&script, " at 0,0 noenhanced\nplot x title ");
    lr_gnuplot_quote(&script, title);
    lr_text_add(&script, "\n");
    LR_CHECK(run(script.buffer.text, &figure, &error) == LR_OK);
    if (error.status) fprintf(stderr, "    %s: %s\n", title, error.text);
    LR_CHECK(access(victim, F_OK) != 0);
    LR_CHECK(figure.data && strstr(figure.data, victim) != NULL);
    unlink(victim);
    lr_bytes_free(&figure);
    lr_text_free(&script);
  }
}

static void failures(void) {
  struct lr_bytes figure;
  struct lr_error error;
  LR_CHECK(run("set terminal svg\nset xrange [0:1]\nplot nosuch(x)\n", &figure, &error) == LR_E_PLOT);
  LR_CHECK(strstr(error.text, "script line 3: undefined function") != NULL);
  LR_CHECK(strstr(error.text, "in: plot nosuch(x)") != NULL);
  LR_CHECK(figure.data == NULL && figure.length == 0);
  LR_CHECK(run("set terminal svg\nset nonsense 3\nplot x\n", &figure, &error) == LR_E_PLOT);
  LR_CHECK(strstr(error.text, "script line 2: ") != NULL);
  // gnuplot itself leaves with 0 here and draws what it can: that would be a figure with a curve missing.
  LR_CHECK(run("set terminal svg\n$a << EOD\nEOD\nset yrange [0:1]\nset xrange [0:1]\nplot $a using 1:2, x\n", &figure, &error) == LR_E_PLOT);
  LR_CHECK(strstr(error.text, "script line 6: warning") != NULL);
  LR_CHECK(run("set terminal svg\n", &figure, &error) == LR_E_PLOT);
  LR_CHECK(strstr(error.text, "drew nothing") != NULL);
  LR_CHECK(run("exit status 3\n", &figure, &error) == LR_E_PLOT);
  LR_CHECK(strstr(error.text, "exit code 3") != NULL);

  setenv("LUMIREACH_GNUPLOT", "no-such-gnuplot", 1);
  LR_CHECK(run("plot x\n", &figure, &error) == LR_E_PLOT);
  LR_CHECK(strstr(error.text, "no-such-gnuplot") && strstr(error.text, "gnuplot-nox"));
  setenv("LUMIREACH_GNUPLOT", "/", 1);
  LR_CHECK(run("plot x\n", &figure, &error) == LR_E_PLOT);
  setenv("LUMIREACH_GNUPLOT", "false", 1);
  LR_CHECK(run("plot x\n", &figure, &error) == LR_E_PLOT);
  LR_CHECK(strstr(error.text, "exit code 1: no message") != NULL);
  setenv("LUMIREACH_GNUPLOT", "", 1);
  LR_CHECK(run("set terminal svg\nplot x\n", &figure, &error) == LR_OK);
  lr_bytes_free(&figure);
  LR_CHECK(lr_gnuplot_run("plot nosuch(x)\n", 15, &figure, NULL) == LR_E_PLOT);  // no one asked for the text
}

// A program that reads nothing: more than a pipe holds is written to it, and SIGPIPE must neither kill nor stay pending.
static void broken_pipe(void) {
  struct lr_bytes figure;
  struct lr_error error = {0};
  size_t size = 4u << 20;
  char *script = malloc(size);
  LR_CHECK(script != NULL);
  if (!script) return;
  memset(script, '#', size);
  setenv("LUMIREACH_GNUPLOT", "true", 1);
  LR_CHECK(lr_gnuplot_run(script, size, &figure, &error) == LR_E_PLOT);
  LR_CHECK(strstr(error.text, "drew nothing") != NULL);
  unsetenv("LUMIREACH_GNUPLOT");
  sigset_t pending, blocked;
  sigpending(&pending);
  LR_CHECK(!sigismember(&pending, SIGPIPE));
  sigprocmask(SIG_BLOCK, NULL, &blocked);
  LR_CHECK(!sigismember(&blocked, SIGPIPE));
  free(script);
}

// The figure comes back whole and the same each time; large scripts and figures do not block; no descriptor stays open.
static void figures(void) {
  struct lr_text script = {0};
  struct lr_bytes a, b;
  struct lr_error error;
  lr_text_add(&script, "set terminal svg name 'x'\n$data << EOD\n");
  for (int i = 0; i < 50000; i++) lr_text_add(&script, "%d %.17g\n", i, sin(i));
  lr_text_add(&script, "EOD\nplot $data using 1:2 with lines\n");
  int before = open_descriptors();
  signal(SIGPIPE, SIG_IGN);
  LR_CHECK(run(script.buffer.text, &a, &error) == LR_OK);
  signal(SIGPIPE, SIG_DFL);
  LR_CHECK(run(script.buffer.text, &b, &error) == LR_OK);
  LR_CHECK(open_descriptors() == before);
  LR_CHECK(a.length > 100000 && a.length == b.length && memcmp(a.data, b.data, a.length) == 0);
  LR_CHECK(a.data && strstr(a.data, "</svg>") != NULL);
  lr_bytes_free(&a);
  lr_bytes_free(&b);
  lr_text_free(&script);
}

int main(void) {
  unsetenv("LUMIREACH_GNUPLOT");
  quoting();
  attacks();
  failures();
  broken_pipe();
  figures();
  return lr_test_end();
}
