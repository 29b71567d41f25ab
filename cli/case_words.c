// SPDX-License-Identifier: GPL-3.0-or-later
// The grammar of one `expect` line.
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "cli/case_file.h"

static const struct {
  const char *head, *form;
  enum lr_expect_kind kind;
} FORMS[] = {
    {"lumi", "lumi QUANTITY [ler|her]", LR_EXPECT_LUMI},
    {"bunch_length", "bunch_length ler|her", LR_EXPECT_LUMI},
    {"lumi-ratio", "lumi-ratio QUANTITY [ler|her] over KEY = NEWVALUE is VALUE", LR_EXPECT_RATIO},
    {"plan cumulated", "plan cumulated DATE", LR_EXPECT_CUMULATED},
    {"plan date", "plan date LUMINOSITY", LR_EXPECT_DATE},
    {"plan recording", "plan recording DATE", LR_EXPECT_RECORDING},
    {"plan milestone", "plan milestone LUMINOSITY = never", LR_EXPECT_NEVER},
    {"history sum", "history sum FIRST..LAST", LR_EXPECT_SUM},
    {"history efficiency", "history efficiency ID", LR_EXPECT_EFFICIENCY},
    {"history naive", "history naive YEAR", LR_EXPECT_NAIVE},
    {"history peak", "history peak FIRST..LAST", LR_EXPECT_PEAK},
    {"history stop", "history stop LAST..NEXT [collision]", LR_EXPECT_STOP},
    {"history difference", "history difference FIRST..LAST less FIRST..LAST", LR_EXPECT_DIFFERENCE},
    {"history ratio", "history ratio FIRST..LAST over FIRST..LAST", LR_EXPECT_SHARE},
    {"formula", "formula NAME key=value unit, .. -> RESULT", LR_EXPECT_FORMULA},
    {"xsec", "xsec CHANNEL mass=M coupling=G [QUANTITY]", LR_EXPECT_XSEC},
    {"limit cls-exact", "limit cls-exact background=B cl=C m2s|m1s|median|p1s|p2s|mean|observed=N", LR_EXPECT_LIMIT},
    {"reach", "reach CHANNEL mass=M luminosity=LUMINOSITY", LR_EXPECT_REACH},
    {"trigger", "trigger QUANTITY luminosity=LUMINOSITY", LR_EXPECT_TRIGGER},
    {"track", "track QUANTITY [ler|her]", LR_EXPECT_TRACK},
    {"rms of", "rms of WORDS over CASE CASE ..", LR_EXPECT_RMS},
};

static char *next_word(char **at) {
  char *word = *at, *blank = strchr(word, ' ');
  if (!*word) return NULL;
  *at = blank ? blank + 1 : word + strlen(word);
  if (blank) *blank = '\0';
  return word;
}

static bool is_ring(const char *word) { return word && (strcmp(word, "ler") == 0 || strcmp(word, "her") == 0); }

bool lr_assignment_squeeze(char *text) {
  char *equals = strchr(text, '='), *before = equals, *after = equals;
  if (!equals) return false;
  while (before > text && before[-1] == ' ') before--;
  while (*++after == ' ') {
  }
  if (before == text || !*after) return false;
  *before = '=';
  memmove(before + 1, after, strlen(after) + 1);
  return true;
}

static bool add_argument(struct lr_expect *expect, char *word) {
  char *equals = strchr(word, '=');
  if (!equals || equals == word || !equals[1] || expect->arguments == LR_MOST_CASE_ARGUMENTS) return false;
  *equals = '\0';
  for (size_t i = 0; i < expect->arguments; i++)
    if (strcmp(expect->argument[i].key, word) == 0) return false;
  expect->argument[expect->arguments].key = word;
  expect->argument[expect->arguments++].text = equals + 1;
  return true;
}

static bool parse_formula(struct lr_expect *expect, char *at) {
  expect->subject = next_word(&at);
  char *arrow = strstr(at, " -> ");
  if (!expect->subject || !arrow) return false;
  expect->part = arrow + 4;
  *arrow = '\0';
  while (*at) {
    char *comma = strstr(at, ", "), *word = at;
    at = comma ? comma + 2 : at + strlen(at);
    if (comma) *comma = '\0';
    if (!add_argument(expect, word)) return false;
  }
  return expect->arguments && *expect->part && !strchr(expect->part, ' ');
}

enum lr_status lr_expect_argument(const struct lr_expect *expect, const char *key, enum lr_dimension dimension,
                                  double *value_SI, struct lr_error *error) {
  char reason[96];
  for (size_t i = 0; i < expect->arguments; i++) {
    if (strcmp(expect->argument[i].key, key) != 0) continue;
    if (lr_quantity_parse(expect->argument[i].text, dimension, value_SI, reason, sizeof reason)) return LR_OK;
    return lr_error_set(error, LR_E_INPUT, "'%s' wants %s such as '%s': %s", key, lr_dimension_words(dimension),
                        lr_dimension_example(dimension), reason);
  }
  return lr_error_set(error, LR_E_INPUT, "'%s' is missing", key);
}

// Words with = are arguments; one without is the part, or goes on with a value (`luminosity=79.7 fb^-1`).
static bool parse_arguments(struct lr_expect *expect, char *at, const char *last_key) {
  if (expect->kind != LR_EXPECT_LIMIT && !(expect->subject = next_word(&at))) return false;
  for (char *word; (word = at, *word);) {
    if (expect->kind == LR_EXPECT_REACH && strncmp(word, "luminosity=", 11) == 0)
      at += strlen(at);  // with its unit
    else
      next_word(&at);
    if (strchr(word, '=')) {
      if (!add_argument(expect, word)) return false;
    } else if (*expect->part) {
      return false;
    } else {
      expect->part = word;
    }
  }
  const char *const KEYS[] = {expect->kind == LR_EXPECT_LIMIT ? "background" : "mass", last_key};
  bool observed = false;
  double value;
  for (size_t i = 0; i < 2; i++)
    if (lr_expect_argument(expect, KEYS[i], strcmp(KEYS[i], "luminosity") == 0 ? LR_DIM_INTEGRATED : LR_DIM_NUMBER,
                           &value, NULL) != LR_OK)
      return false;
  if (expect->kind == LR_EXPECT_LIMIT)
    observed = lr_expect_argument(expect, "observed", LR_DIM_NUMBER, &value, NULL) == LR_OK;
  if (expect->arguments != 2 + (size_t)observed) return false;
  return expect->kind == LR_EXPECT_LIMIT ? observed != (*expect->part != '\0')
                                         : expect->kind != LR_EXPECT_REACH || !*expect->part;
}

// FIRST..LAST; one id where that is allowed.
static bool parse_range(char *word, bool one, const char **first, const char **last) {
  char *dots = word ? strstr(word, "..") : NULL;
  if (!word || !*word || dots == word || (dots ? !dots[2] : !one)) return false;
  if (dots) *dots = '\0';
  *first = word;
  *last = dots ? dots + 2 : word;
  return true;
}

static bool parse_words(struct lr_expect *expect, char *at, bool bunch_length) {
  char *word;
  double value;
  int date;
  char reason[96];
  switch (expect->kind) {
    case LR_EXPECT_LUMI:
    case LR_EXPECT_TRACK:
    case LR_EXPECT_RATIO:
      expect->subject = bunch_length ? "sigma_z" : next_word(&at);
      word = next_word(&at);
      if (is_ring(word)) {
        expect->part = word;
        word = next_word(&at);
      }
      if (expect->kind != LR_EXPECT_RATIO) return expect->subject && !word && (!bunch_length || *expect->part);
      expect->change = at;
      return word && strcmp(word, "over") == 0 && lr_assignment_squeeze(at);
    case LR_EXPECT_CUMULATED:
    case LR_EXPECT_RECORDING:
      expect->subject = at;
      return lr_date_parse(at, &date);
    case LR_EXPECT_DATE:
    case LR_EXPECT_NEVER:
      expect->subject = at;
      return lr_quantity_parse(at, LR_DIM_INTEGRATED, &value, reason, sizeof reason);
    case LR_EXPECT_SUM:
    case LR_EXPECT_PEAK:
      return parse_range(next_word(&at), expect->kind == LR_EXPECT_PEAK, &expect->subject, &expect->part) && !*at;
    case LR_EXPECT_STOP:
      if (!parse_range(next_word(&at), false, &expect->subject, &expect->part)) return false;
      expect->change = next_word(&at);
      return !*at && (!expect->change || strcmp(expect->change, "collision") == 0);
    case LR_EXPECT_DIFFERENCE:
    case LR_EXPECT_SHARE:
      if (!parse_range(next_word(&at), true, &expect->subject, &expect->part)) return false;
      word = next_word(&at);
      return word && strcmp(word, expect->kind == LR_EXPECT_SHARE ? "over" : "less") == 0 &&
             parse_range(next_word(&at), true, &expect->other[0], &expect->other[1]) && !*at;
    case LR_EXPECT_EFFICIENCY:
    case LR_EXPECT_NAIVE:
      expect->subject = at;
      return *at && !strchr(at, ' ');
    case LR_EXPECT_FORMULA:
      return parse_formula(expect, at);
    case LR_EXPECT_XSEC:
      return parse_arguments(expect, at, "coupling");
    case LR_EXPECT_LIMIT:
      return parse_arguments(expect, at, "cl");
    case LR_EXPECT_REACH:
      return parse_arguments(expect, at, "luminosity");
    case LR_EXPECT_RMS:
      expect->subject = at;
      word = strstr(at, " over ");
      if (!word || word == at) return false;
      *word = '\0';
      expect->change = word + 6;
      return *expect->change && *expect->change != ' ';
    case LR_EXPECT_TRIGGER:
      expect->subject = next_word(&at);
      return expect->subject && *at && add_argument(expect, at) &&
             lr_expect_argument(expect, "luminosity", LR_DIM_LUMINOSITY, &value, NULL) == LR_OK;
  }
  return false;
}

static bool number_and_unit(char *text, double *number, const char **unit) {
  char *rest = text;
  next_word(&rest);
  *unit = rest;
  return lr_number_parse(text, number);
}

// "8e35 cm^-2 s^-1 within 2 %"
static bool parse_value(struct lr_expect *expect, char *text) {
  if (expect->kind == LR_EXPECT_NEVER) {
    expect->published_text = strdup(text);
    expect->tolerance_text = strdup("");
    expect->published = expect->tolerance = NAN;
    return strcmp(text, "never") == 0;
  }
  char *within = strstr(text, " within ");
  if (!within) return false;
  *within = '\0';
  expect->published_text = strdup(text);
  expect->tolerance_text = strdup(within + 8);
  if (!number_and_unit(text, &expect->published, &expect->unit) ||
      !number_and_unit(within + 8, &expect->tolerance, &expect->tolerance_unit))
    return false;
  return expect->tolerance > 0 && (expect->published != 0 || strcmp(expect->tolerance_unit, "%") != 0);
}

bool lr_expect_parse(const char *text, struct lr_expect *expect, char *reason, size_t size) {
  *expect = (struct lr_expect){.part = "", .unit = "", .tolerance_unit = ""};
  size_t form = 0, length = 0, forms = sizeof FORMS / sizeof *FORMS;
  for (; form < forms; form++) {
    length = strlen(FORMS[form].head);
    if (strncmp(text, FORMS[form].head, length) == 0 && text[length] == ' ') break;
  }
  if (form == forms) {
    snprintf(reason, size,
             "'expect' wants lumi, lumi-ratio, bunch_length, plan, history, formula, xsec, limit, reach, trigger, track or rms");
    return false;
  }
  expect->kind = FORMS[form].kind;
  const char *separator = expect->kind == LR_EXPECT_RATIO ? " is " : " = ", *found = strstr(text, separator);
  snprintf(reason, size, "this wants the form '%s%s'", FORMS[form].form,
           expect->kind == LR_EXPECT_NEVER   ? ""
           : expect->kind == LR_EXPECT_RATIO ? " within TOLERANCE [%]"
                                             : " = VALUE [UNIT] within TOLERANCE [%|UNIT]");
  if (!found || strstr(text, "  ")) return false;
  expect->words = strndup(text, (size_t)(found - text));
  expect->pieces[0] = expect->words ? strdup(expect->words) : NULL;
  expect->pieces[1] = strdup(found + strlen(separator));
  bool fine = expect->pieces[0] && expect->pieces[1] && strlen(expect->words) > length &&
              parse_words(expect, expect->pieces[0] + length + 1, strcmp(FORMS[form].head, "bunch_length") == 0) &&
              parse_value(expect, expect->pieces[1]);
  return fine && expect->published_text && expect->tolerance_text;
}
