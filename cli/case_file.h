// SPDX-License-Identifier: GPL-3.0-or-later
// Published cases: what the files tests/cases/*.case say. Line based, `#` comments, a blank line between cases:
//
//   case L01
//   title  ..        source  ..        status  read|known|derived|assumed        note  .. (several)
//   scenario inputs/machines/tdr_8e35.yaml        (under the data folder)
//   set machine.ler.crab_waist = 0 %              (as --set; several)
//   long 2 min                                    (how long it takes: only `verify --long` runs it)
//   expect WORDS = VALUE [UNIT] within TOLERANCE [%|UNIT]      (several)
//
// WORDS is one of
//   lumi QUANTITY [ler|her]              bunch_length ler|her
//   lumi-ratio QUANTITY [ler|her] over KEY = NEWVALUE          (`is VALUE` in place of `= VALUE`)
//   track QUANTITY [ler|her]             (a row of `track`, or first_crossing, first_luminosity: of turn 0)
//   plan cumulated DATE                  plan date LUMINOSITY           plan milestone LUMINOSITY (`= never` only)
//   plan recording DATE                  (recorded over delivered in stable running on a day with beam)
//   history sum FIRST..LAST              history efficiency ID         history peak FIRST..LAST (the highest)
//   history stop LAST..NEXT [collision]  (days from the last day to the first day or collision of a past or planned period)
//   history naive YEAR                  (the last year of the record: best earlier efficiency x peak x days)
//   history difference ALL less PART     history ratio PART over WHOLE (each FIRST..LAST or one id)
//   formula NAME key=value unit, .. -> RESULT
//   xsec CHANNEL mass=M coupling=G [QUANTITY]                  (M in GeV)
//   limit cls-exact background=B cl=C m2s|m1s|median|p1s|p2s|mean        or observed=N in place of the word
//   reach CHANNEL mass=M luminosity=LUMINOSITY
//   rms of WORDS over CASE CASE ..       (of value / published - 1 of that expectation of earlier cases; `= 0 within 0.015`)
//   trigger QUANTITY luminosity=LUMINOSITY                     (rate_out, track_background, ..)
// A tolerance in % is relative to the published value, one without a unit is in the unit of the value.
#ifndef LR_CLI_CASE_FILE_H
#define LR_CLI_CASE_FILE_H

#include "base/problems.h"
#include "base/units.h"
#include "cli/call.h"

enum { LR_MOST_CASE_ARGUMENTS = 12, LR_MOST_CASE_NOTES = 16 };

enum lr_expect_kind {
  LR_EXPECT_LUMI,
  LR_EXPECT_RATIO,
  LR_EXPECT_CUMULATED,
  LR_EXPECT_DATE,
  LR_EXPECT_RECORDING,
  LR_EXPECT_NEVER,
  LR_EXPECT_SUM,
  LR_EXPECT_EFFICIENCY,
  LR_EXPECT_NAIVE,
  LR_EXPECT_PEAK,
  LR_EXPECT_STOP,
  LR_EXPECT_DIFFERENCE,
  LR_EXPECT_SHARE,
  LR_EXPECT_FORMULA,
  LR_EXPECT_XSEC,
  LR_EXPECT_LIMIT,
  LR_EXPECT_REACH,
  LR_EXPECT_TRIGGER,
  LR_EXPECT_TRACK,
  LR_EXPECT_RMS
};

struct lr_expect {
  int line;
  enum lr_expect_kind kind;
  char *words;  // all before the value, as written
  char *published_text, *tolerance_text;  // "8e35 cm^-2 s^-1", "2 %"; "never" and "" for LR_EXPECT_NEVER
  const char *subject;  // quantity, date, luminosity, first period, formula, method or channel
  const char *part;  // ring, last period, result, band; "" = none
  const char *change;  // of a ratio: KEY=NEWVALUE; of a stop: "collision"; of an rms: the cases
  const char *other[2];  // first and last period of the second range of a difference or share
  struct {
    const char *key, *text;
  } argument[LR_MOST_CASE_ARGUMENTS];
  size_t arguments;
  double published, tolerance;  // as written; NaN for never
  const char *unit, *tolerance_unit;  // "" = none
  char *pieces[2];  // the memory of the words above
};

struct lr_case {
  char *id, *title, *source, *status, *scenario, *note[LR_MOST_CASE_NOTES], *set[LR_MOST_SETS];  // scenario NULL: none
  char *takes;  // how long, NULL: no time to speak of
  size_t notes, sets;
  struct lr_expect *expect;
  size_t expects;
  size_t file;  // index in lr_cases.file
  int line;
};

struct lr_case_file {
  char *path, *text;
  const char *name;  // last part of the path
};

struct lr_cases {
  struct lr_case *item;
  size_t count;
  struct lr_case_file *file;
  size_t files;
};

// Reads all *.case files of a folder in the order of their names. Status: LR_E_IO (no such folder, no case file in it),
// LR_E_INPUT with every malformed line in `problems`, LR_E_MEMORY. The caller frees, also after a failure.
enum lr_status lr_cases_read(const char *folder, struct lr_cases *cases, struct lr_problems *problems,
                             struct lr_error *error);
void lr_cases_free(struct lr_cases *cases);

// Argument `key` of an expectation as a quantity [SI]. Status: LR_E_INPUT when it is missing or no such quantity.
enum lr_status lr_expect_argument(const struct lr_expect *expect, const char *key, enum lr_dimension dimension,
                                  double *value_SI, struct lr_error *error);
// Takes one line apart, without its keyword `expect`. False, with the reason, when it is malformed.
// Freed by lr_cases_free.
bool lr_expect_parse(const char *text, struct lr_expect *expect, char *reason, size_t size);
// KEY = VALUE to KEY=VALUE in place, as --set has it. False when there is no key or no value.
bool lr_assignment_squeeze(char *text);

#endif
