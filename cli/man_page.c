// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/man_page.h"

#include <string.h>

#include "cli/call.h"
#include "version.h"

static const char CHANGED[] = "2026-11-22";  // when the words of this page last changed: never the clock

static bool continues(char c) { return ((unsigned char)c & 0xc0) == 0x80; }

// One word with troff's own characters made plain. Hyphens stay hyphens that can be copied.
static void add_word(const char *text, size_t length, struct lr_buffer *out) {
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c == '\\') lr_buffer_add(out, "\\e");
    else if (c == '-') lr_buffer_add(out, "\\-");
    else if (c == '\'') lr_buffer_add(out, "\\(aq");
    else if (c == '`') lr_buffer_add(out, "\\(ga");
    else if (c == '^') lr_buffer_add(out, "\\(ha");
    else if (c == '~') lr_buffer_add(out, "\\(ti");
    else if (c < 0x80) lr_buffer_add_bytes(out, text + i, 1);
    else {
      unsigned code = c >= 0xf0 ? c & 7u : c >= 0xe0 ? c & 15u : c & 31u;
      while (i + 1 < length && continues(text[i + 1])) code = code << 6 | ((unsigned char)text[++i] & 63u);
      lr_buffer_print(out, "\\[u%04X]", code);
    }
  }
}

// A paragraph, filled, each sentence on a line of its own, which is how troff sources are written.
static void add_text(const char *text, struct lr_buffer *out) {
  size_t line = out->length;
  while (*text) {
    size_t length = strcspn(text, " ");
    bool begins = out->length == line;
    if (!begins && out->length - line + length > 74) {
      lr_buffer_add(out, "\n");
      line = out->length;
      begins = true;
    }
    if (!begins) lr_buffer_add(out, " ");
    if (begins && (*text == '.' || *text == '\'')) lr_buffer_add(out, "\\&");
    add_word(text, length, out);
    bool sentence = length > 1 && text[length - 1] == '.' && text[length];
    text += length + strspn(text + length, " ");
    if (sentence) {
      lr_buffer_add(out, "\n");
      line = out->length;
    }
  }
  lr_buffer_add(out, "\n");
}

static void add_heading(const char *text, struct lr_buffer *out) { lr_buffer_print(out, ".SH %s\n", text); }

static void add_example(const char *text, struct lr_buffer *out) {
  lr_buffer_add(out, ".RS 4\n.nf\n");
  for (const char *line = text; *line;) {
    size_t length = strcspn(line, "\n");
    add_word(line, length, out);
    lr_buffer_add(out, "\n");
    line += length + (line[length] == '\n');
  }
  lr_buffer_add(out, ".fi\n.RE\n");
}

static void add_tagged(const char *tag, const char *text, struct lr_buffer *out) {
  lr_buffer_add(out, ".TP\n\\fB");
  add_word(tag, strlen(tag), out);
  lr_buffer_add(out, "\\fR\n");
  add_text(text, out);
}

static void add_options(const struct argp_option *option, struct lr_buffer *out) {
  for (; option && option->name; option++) {
    lr_buffer_print(out, ".TP\n\\fB\\-%c\\fR, \\fB\\-\\-", option->key);
    add_word(option->name, strlen(option->name), out);
    lr_buffer_add(out, "\\fR");
    if (option->arg) lr_buffer_print(out, "=\\fI%s\\fR", option->arg);
    lr_buffer_add(out, "\n");
    add_text(option->doc, out);
  }
}

static void add_verbs(struct lr_buffer *out) {
  add_heading("VERBS", out);
  for (const struct lr_command *command = lr_commands; command->name; command++) {
    lr_buffer_print(out, ".SS %s\n\\fBlumireach %s\\fR", command->name, command->name);
    if (command->options) lr_buffer_add(out, " [\\fIoptions\\fR]");
    if (*command->arguments) lr_buffer_print(out, " \\fI%s\\fR", command->arguments);
    lr_buffer_add(out, "\n.PP\n");
    char first = command->summary[0];
    char capital = first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first;
    struct lr_buffer text = {0};
    lr_buffer_print(&text, "%c%s. %s", capital, command->summary + 1, command->details ? command->details : "");
    add_text(lr_buffer_text(&text), out);
    lr_buffer_free(&text);
    add_options(command->options, out);
  }
}

static void add_statuses(struct lr_buffer *out) {
  add_heading("EXIT STATUS", out);
  for (int code = 0; code < 256; code++) {
    struct lr_buffer text = {0};
    for (int status = 0; status < LR_STATUS_COUNT; status++)
      if (lr_status_exit_code((enum lr_status)status) == code)
        lr_buffer_print(&text, "%s%s", text.length ? "; " : "", lr_status_text((enum lr_status)status));
    char tag[12];
    snprintf(tag, sizeof tag, "%d", code);
    if (text.length) add_tagged(tag, text.text, out);
    lr_buffer_free(&text);
  }
}

static const char EXAMPLES[] =
    "lumireach run inputs/scenarios/baseline.yaml -o out\n"
    "lumireach lumi inputs/machines/2022-06.yaml --factors\n"
    "lumireach plan inputs/plans/baseline.yaml -t milestones -f csv\n"
    "lumireach plan inputs/plans/baseline.yaml \\\n"
    "    -s plan.periods.2027.availability=0.9\n"
    "lumireach reach inputs/scenarios/baseline.yaml \\\n"
    "    -c zp_invisible -m '1 GeV' -L '50 ab^-1'\n"
    "lumireach explain xi_y_hourglass";

void lr_man_page_write(struct lr_buffer *out) {
  lr_buffer_print(out, ".\\\" Made by `lumireach help --man`.\n.TH LUMIREACH 1 \"%s\" \"lumireach %s\" \"User Commands\"\n", CHANGED,
                  LR_VERSION);
  add_heading("NAME", out);
  lr_buffer_add(out, "lumireach \\- from SuperKEKB machine parameters to Belle II reach\n");
  add_heading("SYNOPSIS", out);
  lr_buffer_add(out,
                "\\fBlumireach\\fR \\fIVERB\\fR [\\fIoptions\\fR] [\\fISCENARIO\\fR|\\-]\n.br\n"
                "\\fBlumireach\\fR \\fB\\-\\-version\\fR|\\fB\\-\\-help\\fR|\\fB\\-\\-cite\\fR [SCENARIO]\n");
  add_heading("DESCRIPTION", out);
  add_text("lumireach turns machine parameters and a run plan into luminosity, integrated luminosity with its spread, and expected "
           "limits of dark-sector searches. A scenario is a YAML file in which every quantity carries its unit and may carry "
           "status and source; `base: FILE` lays it over another one, so that a what-if lists only what changes. `-' stands for "
           "standard input. Results go to standard output, messages to standard error.",
           out);
  add_verbs(out);
  add_heading("OPTIONS OF ALL VERBS", out);
  add_options(lr_common_options, out);
  add_tagged("-?, --help", "Help on the verb", out);
  add_tagged("--usage", "Its options in one line", out);
  add_statuses(out);
  add_heading("ENVIRONMENT", out);
  add_tagged("LUMIREACH_DATA", "Folder that holds inputs/ and tests/cases/, in place of the installed one", out);
  add_tagged("LUMIREACH_GNUPLOT", "Program that draws the figures, in place of gnuplot", out);
  add_tagged("NO_COLOR", "Honoured: no message is coloured, with or without it", out);
  add_heading("FILES", out);
  add_tagged("share/lumireach/inputs", "Shipped machines, plans, channels and scenarios, beside the folder of the program", out);
  add_tagged("share/lumireach/tests/cases", "Published figures that verify compares with", out);
  add_tagged("out/report.html", "Report of run; it is named last, so that its presence means that all files are there", out);
  add_tagged("out/result.json", "All tables of run, with version, seed and the sha256 of the merged scenario", out);
  add_tagged("out/scenario.yaml", "The merged scenario, with every base and --set in it", out);
  add_heading("EXAMPLES", out);
  add_example(EXAMPLES, out);
  add_heading("SEE ALSO", out);
  lr_buffer_add(out, ".BR gnuplot (1)\n.PP\n");
  add_text("docs/model.md (equations), docs/inputs.md (scenario keys), docs/validation.md (published figures), docs/tutorial.md.", out);
}
