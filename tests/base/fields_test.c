// SPDX-License-Identifier: GPL-3.0-or-later
// Field tables: every error in one pass with its place, nearest names, ranges, figures, defaults.
#include "base/date.h"
#include "base/prior.h"
#include "tests/base/documents.h"

struct inner {
  double length_m;
};
struct thing {
  double length_m, energy_GeV, share, plain;
  long count;
  char name[8];
  int day, kind;
  bool on;
  struct inner inner;
  double custom;
};

static bool read_custom(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  return lr_read_quantity(reading, node, LR_DIM_CURRENT, target);
}

#define AT(member) offsetof(struct thing, member)
static const struct lr_field INNER[] = {
    {"length", LR_FIELD_QUANTITY, offsetof(struct inner, length_m), .dimension = LR_DIM_LENGTH, .missing = "7 mm"}, {.key = NULL}};
static const struct lr_field THING[] = {
    {"length", LR_FIELD_QUANTITY, AT(length_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .high = "1 km"},
    {"energy", LR_FIELD_QUANTITY, AT(energy_GeV), .dimension = LR_DIM_ENERGY, .scale = 1e-9, .missing = "4 GeV"},
    {"share", LR_FIELD_QUANTITY, AT(share), .dimension = LR_DIM_NUMBER, .low = "0", .high = "<1", .missing = ""},
    {"plain", LR_FIELD_QUANTITY, AT(plain), .dimension = LR_DIM_NUMBER, .missing = ""},
    {"count", LR_FIELD_COUNT, AT(count), .low = "1", .high = "1000", .missing = "5"},
    {"name", LR_FIELD_TEXT, AT(name), .size = 8, .missing = ""},
    {"day", LR_FIELD_DATE, AT(day), .missing = ""},
    {"kind", LR_FIELD_CHOICE, AT(kind), .choices = "linear|flat|line", .missing = "flat"},
    {"on", LR_FIELD_SWITCH, AT(on), .missing = "no"},
    {"inner", LR_FIELD_STRUCT, AT(inner), .fields = INNER, .missing = ""},
    {"custom", LR_FIELD_CUSTOM, AT(custom), .read = read_custom, .missing = ""},
    {.key = NULL}};
#undef AT

static bool read_thing(const char *yaml, struct thing *thing, struct said *said) {
  *said = said_of(yaml);
  struct lr_reading reading = {said->document, &said->problems};
  memset(thing, 0x55, sizeof *thing);
  bool fine = lr_fields_read(&reading, said->document->root, THING, thing);
  said_print(said);
  return fine;
}

static void good(void) {
  struct thing t;
  struct said s;
  LR_CHECK(read_thing("length: 3 mm\n", &t, &s));
  LR_CHECK(t.length_m == 3e-3 && isnan(t.share) && t.count == 5 && !*t.name && t.day == LR_NO_DATE && t.kind == 1 && !t.on);
  LR_NEAR(t.energy_GeV, 4, 1e-15);
  LR_NEAR(t.inner.length_m, 7e-3, 1e-15);
  said_free(&s);
  LR_CHECK(read_thing("length: {value: 3 mm, source: \"a, b\", status: read, note: n}\nenergy: 7 TeV\nshare: 12 %\nplain: -1e3\ncount: 1e2\n"
                      "name: {value: 1234567}\nday: {value: 2026-02-28}\nkind: {value: line}\non: {value: yes}\ninner: {length: 1 cm}\n"
                      "custom: {value: 2 mA, status: known}\nsource: all\nstatus: known\nnote: x\n", &t, &s));
  fputs(s.text, stderr);
  LR_CHECK(t.length_m == 3e-3 && t.count == 100 && t.kind == 2 && t.on && t.day == lr_date_make(2026, 2, 28));
  LR_TEXT_IS(t.name, "1234567");
  LR_NEAR(t.energy_GeV, 7000, 1e-15);
  LR_NEAR(t.share, 0.12, 1e-15);
  LR_NEAR(t.custom, 2e-3, 1e-15);
  LR_NEAR(t.inner.length_m, 1e-2, 1e-15);
  said_free(&s);
}

// Every one of these is an error of its own, and all are said in one pass.
static void all_at_once(void) {
  struct thing t;
  struct said s;
  LR_CHECK(!read_thing("length: 1.46x\n"
                       "enregy: 4 GeV\n"
                       "share: 120 %\n"
                       "plain: nan\n"
                       "count: 2.5\n"
                       "name: too long a name\n"
                       "day: 2026-02-30\n"
                       "kind: lin\n"
                       "on: maybe\n"
                       "inner: {lenght: 3 m, length: 1 s}\n"
                       "custom: [1]\n",
                       &t, &s));
  LR_CHECK(s.problems.errors == 12 && s.problems.count == 12);
  LR_CHECK(says(&s, "t.yaml:1:9: error: 'length' wants a length such as '0.6 mm', got '1.46x' ('x' is not a known unit)\n"
                    "    1 | length: 1.46x\n      |         ^\n"));
  LR_CHECK(says(&s, "t.yaml:2:1: error: unknown key 'enregy' in the scenario; did you mean 'energy'?\n    2 | enregy: 4 GeV\n      | ^\n"));
  LR_CHECK(says(&s, "t.yaml:3:8: error: 'share' must be below 1, got '120 %'"));
  LR_CHECK(says(&s, "t.yaml:4:8: error: 'plain' wants a number such as '0.9 or 90 %', got 'nan' (it is not a number)"));
  LR_CHECK(says(&s, "t.yaml:5:8: error: 'count' wants a whole number, got '2.5'"));
  LR_CHECK(says(&s, "t.yaml:6:7: error: 'name' is longer than 7 characters"));
  LR_CHECK(says(&s, "t.yaml:7:6: error: 'day' wants a date such as 2026-02-01, got '2026-02-30'"));
  LR_CHECK(says(&s, "t.yaml:8:7: error: 'kind' wants one of linear|flat|line, got 'lin'"));
  LR_CHECK(says(&s, "t.yaml:9:5: error: 'on' wants yes or no, got 'maybe'"));
  LR_CHECK(says(&s, "t.yaml:10:9: error: unknown key 'lenght' in inner; did you mean 'length'?"));
  LR_CHECK(says(&s, "t.yaml:10:30: error: 'length' wants a length such as '0.6 mm', got '1 s' (its unit is of another kind)"));
  LR_CHECK(says(&s, "t.yaml:11:9: error: 'custom' wants a current such as '1.46 A', got a list"));
  struct lr_error error = {0};
  LR_CHECK(lr_problems_status(&s.problems, &error) == LR_E_INPUT);
  LR_TEXT_IS(error.text, "12 errors in the input; nothing was written");
  said_free(&s);
}

static void each(const char *yaml, const char *text) {
  struct thing t;
  struct said s;
  LR_CHECK(!read_thing(yaml, &t, &s));
  LR_CHECK(says(&s, text));
  said_free(&s);
}

static void single(void) {
  each("energy: 4 GeV\n", "'length' is missing in the scenario: add 'length: 0.6 mm'");
  each("length: 0 m\n", "'length' must be above 0 m, got '0 m'");
  each("length: 1.01 km\n", "'length' must be at most 1 km");
  each("length: 5\n", "(it has no unit)");
  each("length: 0x10 m\n", "is not a known unit");
  each("length: 1e400 m\n", "(it is not finite)");
  each("length: inf m\n", "(it is not a number)");
  each("length: 1 parsec\n", "('parsec' is not a known unit)");
  each("length: [1 m]\n", "got a list");
  each("length: {source: x}\n", "t.yaml:1:9: error: 'length' wants a length such as '0.6 mm', got a mapping");
  each("length:\n", "'length' wants a length such as '0.6 mm', got ''");
  each("length: {value: {value: 1 m}}\n", "got a mapping");
  each("length: {value: 1 m, sorce: x}\n", "t.yaml:1:22: error: unknown key 'sorce' in length; did you mean 'source'?");
  each("length: {value: 1 m, min: 2}\n", "unknown key 'min' in length");
  each("length: {value: -1 m}\n", "t.yaml:1:17: error: 'length' must be above 0 m, got '-1 m'");
  each("length: 1 m\ncount: 0\n", "'count' must be at least 1");
  each("length: 1 m\ncount: 1001\n", "'count' must be at most 1000");
  each("length: 1 m\ncount: 1e300\n", "'count' wants a whole number");
  each("length: 1 m\nshare: 1\n", "'share' must be below 1");
  each("length: 1 m\nshare: 90\n", "'share' must be below 1, got '90': write 90 % or 0.9");
  each("length: 1 m\nshare: 150\n", "'share' must be below 1, got '150'\n");
  each("length: 1 m\nshare: 120 %\n", "'share' must be below 1, got '120 %'\n");
  each("length: 1 m\ninner: 5\n", "t.yaml:2:8: error: 'inner' wants a mapping of keys, got 5");
  each("length: 1 m\nkind: [flat]\n", "'kind' wants linear|flat|line, got a list");
  each("length: 1 m\nkind: ''\n", "'kind' wants one of");
  each("length: 1 m\nzzzzzzzzzzzzzz: 1\n", "unknown key 'zzzzzzzzzzzzzz' in the scenario\n");
}

// An error that a default brings to many places is said once.
static void once(void) {
  struct said s = said_of("length: 1 x\n");
  struct lr_reading reading = {s.document, &s.problems};
  struct thing t;
  for (int i = 0; i < 20; i++) LR_CHECK(!lr_fields_read(&reading, s.document->root, THING, &t));
  said_print(&s);
  LR_CHECK(s.problems.count == 1 && s.problems.errors == 20);
  struct lr_error error = {0};
  lr_problems_status(&s.problems, &error);
  LR_TEXT_IS(error.text, "1 error in the input; nothing was written");
  said_free(&s);
}

static void as_text(void) {
  struct lr_buffer out = {0};
  lr_fields_write_yaml(THING, 0, true, &out);
  struct said s = said_of(out.text);  // what is shown can be read
  LR_CHECK(s.status == LR_OK);
  LR_TEXT_IS(text_at(&s, "length"), "0.6 mm");
  LR_TEXT_IS(text_at(&s, "inner.length"), "7 mm");
  said_free(&s);
  lr_buffer_free(&out);
  lr_fields_write_markdown(THING, "", &out);
  LR_CHECK(strstr(out.text, "| `inner.length` | a length | 7 mm | 7 mm |") != NULL);
  LR_CHECK(strstr(out.text, "| `length` | a length, >0 m to 1 km | required |") != NULL);
  lr_buffer_free(&out);
}

struct spread {
  struct lr_prior size_m, share, above, dose;
};
#define AT(member) offsetof(struct spread, member)
static const struct lr_field SPREAD[] = {
    {"size", LR_FIELD_PRIOR, AT(size_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .high = "1 m"},
    {"share", LR_FIELD_PRIOR, AT(share), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1", .missing = "25 %"},
    {"above", LR_FIELD_PRIOR, AT(above), .dimension = LR_DIM_NUMBER, .low = "2", .missing = ""},
    {"dose", LR_FIELD_PRIOR, AT(dose), .dimension = LR_DIM_DOSE, .missing = "", .example = "{dist: uniform, low: 1 rad, high: 2 rad}"},
    {.key = NULL}};
#undef AT

static bool read_spread(const char *yaml, struct spread *spread, struct said *said) {
  *said = said_of(yaml);
  struct lr_reading reading = {said->document, &said->problems};
  memset(spread, 0x55, sizeof *spread);
  bool fine = lr_fields_read(&reading, said->document->root, SPREAD, spread);
  said_print(said);
  return fine;
}

static void priors(void) {
  struct spread p;
  struct said s;
  LR_CHECK(read_spread("size: 3 mm\n", &p, &s));
  LR_CHECK(p.size_m.distribution == LR_FIXED && p.size_m.dimension == LR_DIM_LENGTH && p.size_m.a == 3e-3);
  LR_CHECK(p.share.distribution == LR_FIXED && p.share.a == 0.25 && isnan(p.above.a) && p.above.distribution == LR_FIXED && p.dose.dimension == LR_DIM_DOSE);
  said_free(&s);
  LR_CHECK(read_spread("size: {dist: loguniform, low: 5 um, high: 200 um, status: assumed, source: \"a, b\"}\nshare: {dist: beta, a: 9, b: 1}\n"
                       "above: {dist: uniform, low: 2, high: 3}\ndose: {value: 3 krad, status: read}\n", &p, &s));
  LR_CHECK(p.size_m.distribution == LR_LOGUNIFORM && p.share.distribution == LR_BETA && p.above.b == 3);
  LR_NEAR(p.size_m.b, 2e-4, 1e-15);
  LR_NEAR(p.dose.a, 30, 1e-15);
  said_free(&s);
  // what begins at zero but never gives it is above 0; one without an upper end is not held to it
  LR_CHECK(read_spread("size: {dist: lognormal, median: 1 mm, sigma: 1}\nshare: {dist: exponential, mean: 10 %}\n", &p, &s));
  said_free(&s);
  static const struct {
    const char *yaml, *text;
  } WRONG[] = {{"{}\n", "'size' is missing in the scenario: add 'size: 0.6 mm'"},
               {"size: 0 m\n", "t.yaml:1:7: error: 'size' must be above 0 m, got '0 m'"},
               {"size: {value: 0 m}\n", "t.yaml:1:15: error: 'size' must be above 0 m, got '0 m'"},
               {"size: {dist: fixed, value: 2 m}\n", "'size' must be at most 1 m, got '2 m'"},
               {"size: {dist: uniform, low: 0 m, high: 1 m}\n", "t.yaml:1:28: error: 'size' must be above 0 m, got '0 m'"},
               {"size: {dist: uniform, low: 1 mm, high: 2 m}\n", "t.yaml:1:40: error: 'size' must be at most 1 m, got '2 m'"},
               {"size: {dist: triangular, low: 0 m, mode: 1 mm, high: 2 mm}\n", "'size' must be above 0 m"},
               {"size: 1 mm\nshare: {dist: uniform, low: 0.5, high: 120 %}\n", "'share' must be at most 1, got '120 %'"},
               {"size: 1 mm\nabove: {dist: lognormal, median: 3, sigma: 0.1}\n", "'above' must be at least 2"},
               {"size: 1 mm\nabove: 1\n", "'above' must be at least 2, got '1'"},
               {"size: {dist: lognorml, median: 1 mm, sigma: 1}\n", "'size' wants a distribution such as"},
               {"size: {dist: uniform, low: 1 mm}\n", "'size' with dist: uniform needs 'high'"},
               {"size: {dist: uniform, low: 1 mm, high: 2 s}\n", "its unit is of another kind"},
               {"size: 1 mm\ndose: 4 deg\n", "'dose' wants a dose such as '4 mrad', got '4 deg' (its unit is of another kind)"},
               {"size: [1 mm]\n", "'size' wants a distribution such as"}};
  for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
    LR_CHECK(!read_spread(WRONG[i].yaml, &p, &s));
    LR_CHECK(says(&s, WRONG[i].text) && s.problems.errors == 1);
    said_free(&s);
  }
  struct lr_buffer out = {0};
  lr_fields_write_yaml(SPREAD, 0, true, &out);
  s = said_of(out.text);
  struct lr_reading reading = {s.document, &s.problems};
  LR_CHECK(s.status == LR_OK && lr_fields_read(&reading, s.document->root, SPREAD, &p) && p.share.a == 0.25);
  said_free(&s);
  lr_buffer_free(&out);
  lr_fields_write_markdown(SPREAD, "", &out);
  LR_CHECK(strstr(out.text, "| `size` | a value or a distribution, >0 m to 1 m | required |") != NULL);
  lr_buffer_free(&out);
}

// A null that finds nothing to take away is no reason to let a key pass that nobody knows.
static void nulls(void) {
  struct thing t;
  struct said s;
  s = said_of("length: 1 m\nenergy: null\nlenght: null\ninner: {length: null, lentgh: ~}\n");
  lr_document_settle(s.document);
  struct lr_reading reading = {s.document, &s.problems};
  LR_CHECK(!lr_fields_read(&reading, s.document->root, THING, &t));
  said_print(&s);
  LR_CHECK(strstr(s.text, "t.yaml:3:1: error: unknown key 'lenght'") != NULL);
  LR_CHECK(strstr(s.text, "unknown key 'lentgh' in inner; did you mean 'length'?") != NULL);
  LR_CHECK(s.problems.errors == 2);
  said_free(&s);
}

int main(void) {
  priors();
  good();
  all_at_once();
  single();
  once();
  as_text();
  nulls();
  return lr_test_end();
}
