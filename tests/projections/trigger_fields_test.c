// SPDX-License-Identifier: GPL-3.0-or-later
// The reader of `trigger:`: what it takes and every bad input with its place.
#include "tests/projections/triggers.h"

static char out[8192];

#define HEAD "trigger:\n  budget: 30 kHz\n  reference: {luminosity: 4e34 cm^-2 s^-1, current_ler: 1.3 A, current_her: 1.1 A}\n"
#define PROCESSES "  processes: {bb: {cross_section: 1.1 nb}, tautau: {cross_section: 0.919 nb}}\n"
#define LINE(text) HEAD PROCESSES "  lines:\n    two_track: {" text "}\n"
#define GOOD LINE("priority: 1, accepts: {bb: 98 %}")

static void taken(void) {
  struct lr_trigger t;
  LR_CHECK(trigger_read(GOOD, &t, out, sizeof out) == 0);
  LR_CHECK(t.lines == 1 && t.processes == 2 && t.setups == 1 && t.reference == 0);
  LR_NEAR(t.budget_Hz, 30e3, 1e-12);
  LR_CHECK(t.dead_time == 0 && t.track_finder == 1 && t.background == 1 && t.most_prescale == 1000);
  LR_CHECK(isnan(t.whatif.budget_Hz) && isnan(t.whatif.background));
  LR_NEAR(t.displaced.standard_radius_m, 0.17, 1e-12);
  LR_NEAR(t.process[0].cross_section_m2, 1.1e-37, 1e-12);
  const struct lr_trigger_line *line = &t.line[0];
  LR_CHECK(line->on && line->may_prescale && !line->tracks && isnan(line->exclusive) && line->background_exclusive == 1);
  LR_NEAR(line->accepts[0], 0.98, 1e-12);
  LR_CHECK(line->accepts[1] == 0 && isnan(line->background[0].rate_Hz));
  LR_CHECK(trigger_read(HEAD PROCESSES
                        "  path: {status: known, low: {luminosity: 1e34 cm^-2 s^-1, current_ler: 1 A, current_her: 0.8 A, pressure: 0.7}, high: {luminosity: 1e35 "
                        "cm^-2 s^-1, current_ler: 2 A, current_her: 1.8 A, pressure: 1.5}}\n"
                        "  lines:\n    source: a paper\n    b: {priority: 7, on: no, exclusive: 40 %, accepts: {tautau: {value: 0.5, status: known, source: x}}}\n"
                        "    a: {priority: 2, prescale: no, tracks: yes, background: {currents: {rate: 0.2 kHz, power: 1.5}, pressure: {rate: 5 Hz}}, "
                        "background_exclusive: 0.5}\n",
                        &t, out, sizeof out) == 0);
  if (*out) fprintf(stderr, "%s", out);
  LR_CHECK(t.setups == 3 && t.reference == 1);
  LR_TEXT_IS(t.path[1].id, "reference");
  LR_TEXT_IS(t.path[2].id, "high");
  LR_NEAR(t.path[0].state.pressure, 0.7, 1e-12);
  LR_TEXT_IS(t.line[0].id, "a");  // by falling priority
  LR_CHECK(!t.line[0].may_prescale && t.line[0].tracks && !t.line[1].on);
  LR_NEAR(t.line[0].background[LR_TRIGGER_CURRENTS].rate_Hz, 200, 1e-12);
  LR_NEAR(t.line[0].background[LR_TRIGGER_CURRENTS].power, 1.5, 1e-12);
  LR_NEAR(t.line[0].background[LR_TRIGGER_PRESSURE].power, 1, 1e-12);
  LR_NEAR(t.line[0].background_exclusive, 0.5, 1e-12);
  LR_NEAR(t.line[1].exclusive, 0.4, 1e-12);
  LR_NEAR(t.line[1].accepts[1], 0.5, 1e-12);
}

static void refused(void) {
  static const struct {
    const char *text, *says;
  } BAD[] = {
      {"trigger: 5\n", "1:10: 'trigger' wants a mapping; a file is taken in by 'base: FILE'"},
      {"trigger: {budget: 30 kHz}\n", "'reference' is missing"},
      {"trigger: {budget: 30 kHz}\n", "'processes' is missing"},
      {"trigger: {budget: 30 kHz}\n", "'lines' is missing"},
      {"trigger: {budget: 0 Hz}\n", "1:19: 'budget' must be at least 1 Hz"},
      {"trigger: {budget: 30}\n", "1:19: 'budget' wants a rate"},
      {GOOD "  dead_time: 100 %\n", "7:14: 'dead_time' must be below 1"},
      {GOOD "  track_finder: -1\n", "'track_finder' must be at least 0"},
      {GOOD "  most_prescale: 0.5\n", "'most_prescale' must be at least 1"},
      {GOOD "  budgt: 1 kHz\n", "7:3: unknown key 'budgt' in trigger; did you mean 'budget'?"},
      {GOOD "  displaced: {inner: 60 cm, outer: 50 cm}\n", "'inner' must be below 'outer'"},
      {GOOD "  whatif: {budget: 0 Hz}\n", "'budget' must be at least 1 Hz"},
      {GOOD "  path: {a: {luminosity: 4e34 cm^-2 s^-1, current_ler: 1 A, current_her: 1 A, pressure: 1}}\n", "none may be that of the reference"},
      {GOOD "  path: {a: {luminosity: 2e35 cm^-2 s^-1, current_ler: 1 A, current_her: 1 A, pressure: 1}, b: {luminosity: 1e35 cm^-2 s^-1, current_ler: 1 A, "
            "current_her: 1 A, pressure: 1}}\n", "'b': the luminosity must rise"},
      {GOOD "  path: {a: {luminosity: 2e35 cm^-2 s^-1, current_ler: 0 A, current_her: 1 A, pressure: 1}}\n", "'current_ler' must be above 0 A"},
      {GOOD "  path: {a: 3}\n", "7:13: 'a' wants a mapping"},
      {HEAD "  processes: {}\n  lines: {a: {priority: 1}}\n", "'processes' is empty"},
      {HEAD PROCESSES "  lines: {}\n", "'lines' is empty"},
      {HEAD PROCESSES "  lines: {a: 1}\n", "'a' wants a mapping"},
      {HEAD "  processes: {bb: {cross_section: -1 nb}}\n  lines: {a: {priority: 1}}\n", "4:35: 'cross_section' must be at least 0 nb"},
      {LINE("accepts: {bb: 98 %}"), "'priority' is missing in trigger.lines.two_track"},
      {LINE("priority: 0"), "6:27: 'priority' must be at least 1"},
      {LINE("priority: 1.5"), "'priority' wants a whole number"},
      {LINE("priority: 1, accepts: {bb: 101 %}"), "6:44: 'bb' must be 0 % to 100 %"},
      {LINE("priority: 1, accepts: {bb: -1 %}"), "'bb' must be 0 % to 100 %"},
      {LINE("priority: 1, accepts: {tautua: 1 %}"), "there is no process 'tautua'; did you mean 'tautau'?"},
      {LINE("priority: 1, accepts: 3"), "'accepts' wants a mapping"},
      {LINE("priority: 1, exclusive: 2"), "'exclusive' must be at most 1"},
      {LINE("priority: 1, background: {currents: {power: 1}}"), "'rate' is missing"},
      {LINE("priority: 1, background: {currents: {rate: -1 Hz}}"), "'rate' must be at least 0 Hz"},
      {LINE("priority: 1, background: {currents: {rate: 1 Hz, power: 9}}"), "'power' must be at most 4"},
      {LINE("priority: 1, background: {current: {rate: 1 Hz}}"), "did you mean 'currents'?"},
      {LINE("priority: 1, prescale: maybe"), "'prescale' wants yes or no"},
      {GOOD "    other: {priority: 1}\n", "7:23: 'two_track' and 'other' both have priority 1"},
      {GOOD "    a_name_of_more_than_thirty_one_characters: {priority: 3}\n", "the name of a line has at most 31 characters"}};
  struct lr_trigger t;
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
    LR_CHECK(trigger_read(BAD[i].text, &t, out, sizeof out) >= 1);
    LR_CHECK(strstr(out, BAD[i].says) != NULL);
    if (!strstr(out, BAD[i].says)) fprintf(stderr, "    case %zu wants '%s', says:\n%s", i, BAD[i].says, out);
  }
  // all in one pass
  LR_CHECK(trigger_read(LINE("priority: 0, accepts: {bb: 2, cc: 1}, colour: red, exclusive: 3"), &t, out, sizeof out) == 5);
  char text[16384] = HEAD PROCESSES "  lines:\n";
  for (int i = 0; i <= LR_TRIGGER_MOST_LINES; i++) {
    size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, "    l%d: {priority: %d}\n", i, i + 1);
  }
  LR_CHECK(trigger_read(text, &t, out, sizeof out) == 1 && strstr(out, "at most 24 lines"));
}

static void lines_of_a_channel(void) {
  static const char TEXT[] = "lines: {two_track: 0.9, twotrack: 0.8, source: a paper}\n";
  struct lr_trigger t;
  struct lr_problems problems = {0};
  struct lr_document *document = lr_document_create();
  LR_CHECK(trigger_read(GOOD, &t, out, sizeof out) == 0);
  LR_CHECK(lr_document_load_text(document, "test", ".", TEXT, strlen(TEXT), &problems) == LR_OK);
  struct lr_reading reading = {document, &problems};
  lr_trigger_lines_check(&reading, lr_node_child(document->root, "lines"), &t);
  LR_CHECK(problems.errors == 1 && problems.item[0].line == 1);
  LR_TEXT_IS(problems.item[0].text, "there is no line 'twotrack'; did you mean 'two_track'?");
  lr_trigger_lines_check(&reading, NULL, &t);
  LR_CHECK(problems.errors == 1);
  lr_problems_free(&problems);
  lr_document_free(document);
}

int main(void) {
  taken();
  refused();
  lines_of_a_channel();
  return lr_test_end();
}
