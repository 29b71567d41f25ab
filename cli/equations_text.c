// SPDX-License-Identifier: GPL-3.0-or-later
// The registry as text: one equation for a terminal, all of them as docs/model.md.
#include <string.h>

#include "cli/equations.h"

enum { WIDTH = 100, INDENT = 14 };

// Columns that a UTF-8 text takes: its bytes without the continuation bytes (the registry has no combining marks of weight).
static size_t columns_of(const char *text, size_t bytes) {
  size_t columns = 0;
  for (size_t i = 0; i < bytes; i++) columns += ((unsigned char)text[i] & 0xc0) != 0x80;
  return columns;
}

// "name        text", filled to WIDTH.
static void add_entry(const char *name, const char *text, struct lr_buffer *out) {
  if (!*text) return;
  lr_buffer_print(out, "  %-*s", INDENT - 2, name);
  size_t column = INDENT, blanks = 0;
  while (*text) {
    size_t word = strcspn(text, " "), wide = columns_of(text, word);
    if (column > INDENT && column + blanks + wide > WIDTH) {
      lr_buffer_print(out, "\n%*s", INDENT, "");
      column = INDENT;
      blanks = 0;
    }
    lr_buffer_print(out, "%*s", (int)blanks, "");
    lr_buffer_add_bytes(out, text, word);
    column += blanks + wide;
    text += word;
    blanks = strspn(text, " ");
    text += blanks;
  }
  lr_buffer_add(out, "\n");
}

static void add_quantities(const struct lr_equation *equation, const char *before, const char *after, struct lr_buffer *out) {
  for (const char *const *quantity = equation->quantities; *quantity; quantity++)
    lr_buffer_print(out, "%s%s%s%s", quantity == equation->quantities ? "" : ", ", before, *quantity, after);
}

void lr_equation_write(const struct lr_equation *equation, struct lr_buffer *out) {
  struct lr_buffer names = {0};
  add_quantities(equation, "", "", &names);
  lr_buffer_print(out, "%s  %s\n\n", equation->label, equation->title);
  for (const char *line = equation->equation; *line;) {
    size_t length = strcspn(line, "\n");
    lr_buffer_add(out, "    ");
    lr_buffer_add_bytes(out, line, length);
    lr_buffer_add(out, "\n");
    line += length + (line[length] == '\n');
  }
  lr_buffer_add(out, "\n");
  add_entry("quantities", lr_buffer_text(&names), out);
  add_entry("unit", equation->unit, out);
  add_entry("symbols", equation->symbols, out);
  add_entry("source", equation->source, out);
  add_entry("status", equation->status, out);
  add_entry("valid", equation->valid, out);
  add_entry("code", equation->code, out);
  add_entry("cases", equation->cases, out);
  add_entry("tests", equation->tests, out);
  lr_buffer_free(&names);
}

static const char INTRO[] =
    "# The model\n\n"
    "Made by `lumireach explain --markdown` from the registry in cli/equations_*.c: do not edit by hand. One equation in the\n"
    "terminal: `lumireach explain luminosity`, or by its number, `lumireach explain M2`. Results name the equation that they come\n"
    "from as \"model.md M2\".\n\n"
    "## Conventions\n\n"
    "- SI inside. Beam energies are in eV inside and masses of channels in GeV; couplings stand in the channel's own unit.\n"
    "  Tables show the units in their columns (cm^-2 s^-1, fb^-1, mm, mA).\n"
    "- `ler` is the positron ring, `her` the electron ring. `ring` in a result names the beam that feels or has the quantity.\n"
    "- The crossing angle is the full angle. Beta functions are at the IP. Emittances and bunch lengths are those in collision:\n"
    "  blow-up by the beam-beam force is an input, or follows law or curve of `blowup: {apply: yes}` (M13, K14).\n"
    "- `luminosity` is per IP, for all bunches, with hourglass, crab waist and offsets, without the pinch of the bunches during the\n"
    "  crossing, which adds a few per cent.\n"
    "- Crab waist r: the waist of a particle stands at s_w = -+ r x / tan(full angle), upper sign for ler; 100 % is full; it needs a\n"
    "  crossing angle. The offset is that of her against ler; a waist shift is positive downstream in the beam's own motion.\n"
    "- The synchrotron tune is a magnitude.\n"
    "- Integrated luminosity has a kind: delivered, recorded, offline, good_4s. Recorded lies 8-14 % below delivered, offline a few\n"
    "  per cent off online; they are neither added nor\n"
    "  subtracted. A plan sums delivered or recorded. Dates are calendar days (JST); \"today\" is `as_of` in the scenario.\n"
    "- Status words, for equations and inputs alike: read (in the cited publication), known (general knowledge of the field,\n"
    "  not checked against the source), derived (computed from what is here), assumed (chosen for want of a source).\n\n"
    "## Expectation and histories\n\n"
    "`expected` is the closed form with the factors that the plan declares (P1, P10), sudden losses at an outcome of 1 (P16). P10, P50 and P90 in the tables are quantiles\n"
    "of Monte Carlo histories drawn from the priors that the plan declares (P11). They answer different questions and may lie\n"
    "apart: a prior that allows a slow ramp and a low ceiling pulls the median below the plan. Both are shown, neither is centred\n"
    "on the other. (The quantile columns are written p10, p50, p90; the equation is P10.)\n\n"
    "## Not modelled yet\n\n"
    "- Pinch and tracking; dynamic beta (M11) is shown, not multiplied into the luminosity. The blow-up (M13) is\n"
    "  shown, and acts on the luminosity with `blowup: {apply: yes}`. Intra-beam scattering, the electron-cloud threshold, jitter and chromatic coupling are inputs, not results.\n"
    "- Fills day by day in the run plan: a period may take its mean_over_peak from one fill (`fill: FILE`, M21).\n"
    "- Beam losses: horizontal plane, showers behind a jaw (one dose for each lost particle stands for them), halo beyond Gaussian tails, the\n"
    "  plasma of the vapour itself (one softened charge stands for it), break-up of grains; the run plan does not yet take its faults from them.\n"
    "- Microwave instability: its threshold and energy spread are inputs of the bunch length (M10).\n"
    "- Reach: counting windows, not fits of shapes (those: `limit --model`); efficiencies against mass are mostly assumed, and cancel at leading\n"
    "  order against the published limit that fixes the background; correlations between windows of neighbouring masses.\n"
    "- `reach` at luminosities, its gains and `limits_by` take the conditions of the reference unless `--conditions` says otherwise, the overview always;\n"
    "  prescales of the trigger and backgrounds of beams and hours enter at dates: `reach_at_dates`, `reach` at dates of the plan, `when` and the milestones.\n"
    "- Theory uncertainties of the signal (B to K S: 25 %) are said, not drawn.\n\n";

static const struct {
  char letter;
  const char *heading;
} HEADINGS[] = {{'M', "Machine"}, {'K', "Tracking"},  {'B', "Beam losses"}, {'P', "Run plan"},
              {'S', "Limits"},  {'R', "Reach"},     {'C', "Channels"},    {'T', "Trigger"}};

static void add_code(const char *list, struct lr_buffer *out) {
  for (bool first = true; *list; first = false) {
    size_t length = strcspn(list, " ");
    lr_buffer_print(out, "%s`%.*s`", first ? "" : ", ", (int)length, list);
    list += length + strspn(list + length, " ");
  }
}

static void add_item(const char *name, const char *text, struct lr_buffer *out) {
  if (*text) lr_buffer_print(out, "- %s: %s\n", name, text);
}

static void add_equation(const struct lr_equation *equation, struct lr_buffer *out) {
  lr_buffer_print(out, "### %s %s\n\n```\n%s\n```\n\n- quantities: ", equation->label, equation->title, equation->equation);
  add_quantities(equation, "`", "`", out);
  lr_buffer_add(out, "\n");
  add_item("unit", equation->unit, out);
  add_item("symbols", equation->symbols, out);
  lr_buffer_print(out, "- source (%s): %s\n", equation->status, equation->source);
  add_item("valid", equation->valid, out);
  lr_buffer_add(out, "- code: ");
  add_code(equation->code, out);
  lr_buffer_add(out, "\n");
  if (*equation->cases || *equation->tests)
    lr_buffer_print(out, "- checked by: %s%s%s\n", equation->cases, *equation->cases && *equation->tests ? "; " : "",
                    equation->tests);
  else
    lr_buffer_add(out, "- checked by: no published figure\n");
  lr_buffer_add(out, "\n");
}

void lr_equations_write_markdown(struct lr_buffer *out) {
  lr_buffer_add(out, INTRO);
  const struct lr_equation *equation;
  for (size_t h = 0; h < sizeof HEADINGS / sizeof *HEADINGS; h++) {  // a letter may be spread over several parts
    lr_buffer_print(out, "## %s\n\n", HEADINGS[h].heading);
    for (size_t i = 0; (equation = lr_equation_at(i)); i++)
      if (*equation->label == HEADINGS[h].letter) add_equation(equation, out);
  }
  if (out->length >= 2 && !out->failed) out->text[--out->length] = '\0';  // one newline at the end
}
