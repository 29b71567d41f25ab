// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "base/error.h"

// powers of metre, second, ampere, electronvolt, radian, ohm (apart: no unit here joins volts and energies)
struct powers {
  int m, s, A, eV, rad, ohm;
};

struct unit {
  const char *name;
  double factor;
  struct powers powers;
};

static const struct unit UNITS[] = {
    {"m", 1, {.m = 1}},
    {"cm", 1e-2, {.m = 1}},
    {"mm", 1e-3, {.m = 1}},
    {"um", 1e-6, {.m = 1}},
    {"µm", 1e-6, {.m = 1}},  // U+00B5
    {"μm", 1e-6, {.m = 1}},  // U+03BC, which looks the same
    {"nm", 1e-9, {.m = 1}},
    {"pm", 1e-12, {.m = 1}},
    {"km", 1e3, {.m = 1}},
    {"s", 1, {.s = 1}},
    {"ms", 1e-3, {.s = 1}},
    {"us", 1e-6, {.s = 1}},
    {"ns", 1e-9, {.s = 1}},
    {"min", 60, {.s = 1}},
    {"h", 3600, {.s = 1}},
    {"hour", 3600, {.s = 1}},
    {"hours", 3600, {.s = 1}},
    {"d", 86400, {.s = 1}},
    {"day", 86400, {.s = 1}},
    {"days", 86400, {.s = 1}},
    {"week", 604800, {.s = 1}},
    {"weeks", 604800, {.s = 1}},
    {"year", 31557600, {.s = 1}},   // Julian year, 365.25 d
    {"years", 31557600, {.s = 1}},
    {"Hz", 1, {.s = -1}},
    {"kHz", 1e3, {.s = -1}},
    {"MHz", 1e6, {.s = -1}},
    {"GHz", 1e9, {.s = -1}},
    {"ohm", 1, {.ohm = 1}},
    {"kohm", 1e3, {.ohm = 1}},
    {"Mohm", 1e6, {.ohm = 1}},
    {"V", 1, {.ohm = 1, .A = 1}},
    {"kV", 1e3, {.ohm = 1, .A = 1}},
    {"MV", 1e6, {.ohm = 1, .A = 1}},
    {"H", 1, {.ohm = 1, .s = 1}},
    {"uH", 1e-6, {.ohm = 1, .s = 1}},
    {"nH", 1e-9, {.ohm = 1, .s = 1}},
    {"S", 1, {.ohm = -1}},
    {"MS", 1e6, {.ohm = -1}},
    {"A", 1, {.A = 1}},
    {"mA", 1e-3, {.A = 1}},
    {"uA", 1e-6, {.A = 1}},
    {"C", 1, {.s = 1, .A = 1}},
    {"mC", 1e-3, {.s = 1, .A = 1}},
    {"uC", 1e-6, {.s = 1, .A = 1}},
    {"nC", 1e-9, {.s = 1, .A = 1}},
    {"pC", 1e-12, {.s = 1, .A = 1}},
    {"eV", 1, {.eV = 1}},
    {"keV", 1e3, {.eV = 1}},
    {"MeV", 1e6, {.eV = 1}},
    {"GeV", 1e9, {.eV = 1}},
    {"TeV", 1e12, {.eV = 1}},
    {"J", 1 / LR_E_C, {.eV = 1}},
    {"kJ", 1e3 / LR_E_C, {.eV = 1}},
    {"Wh", 3600 / LR_E_C, {.eV = 1}},
    {"kWh", 3.6e6 / LR_E_C, {.eV = 1}},
    {"MWh", 3.6e9 / LR_E_C, {.eV = 1}},
    {"GWh", 3.6e12 / LR_E_C, {.eV = 1}},
    {"W", 1 / LR_E_C, {.eV = 1, .s = -1}},
    {"kW", 1e3 / LR_E_C, {.eV = 1, .s = -1}},
    {"MW", 1e6 / LR_E_C, {.eV = 1, .s = -1}},
    {"Pa", 1 / LR_E_C, {.m = -3, .eV = 1}},
    {"MPa", 1e6 / LR_E_C, {.m = -3, .eV = 1}},
    {"Gy", 1, {.m = 2, .s = -2}},
    {"mGy", 1e-3, {.m = 2, .s = -2}},
    {"uGy", 1e-6, {.m = 2, .s = -2}},
    {"kGy", 1e3, {.m = 2, .s = -2}},
    {"rad", 1, {.rad = 1}},
    {"mrad", 1e-3, {.rad = 1}},
    {"urad", 1e-6, {.rad = 1}},
    {"krad", 1e3, {.rad = 1}},
    {"Mrad", 1e6, {.rad = 1}},
    {"deg", LR_PI / 180, {.rad = 1}},
    {"b", 1e-28, {.m = 2}},
    {"mb", 1e-31, {.m = 2}},
    {"ub", 1e-34, {.m = 2}},
    {"nb", 1e-37, {.m = 2}},
    {"pb", 1e-40, {.m = 2}},
    {"fb", 1e-43, {.m = 2}},
    {"ab", 1e-46, {.m = 2}},
};

static const struct {
  const char *words, *example, *unit;
  struct powers powers;
} DIMENSIONS[LR_DIMENSION_COUNT] = {
#define LR_DIMENSION_ROW(name, words, example, unit) [name] = {words, example, unit, {0}},
    LR_DIMENSION_LIST(LR_DIMENSION_ROW)
#undef LR_DIMENSION_ROW
};

const char *lr_dimension_words(enum lr_dimension dimension) { return DIMENSIONS[dimension].words; }
const char *lr_dimension_example(enum lr_dimension dimension) { return DIMENSIONS[dimension].example; }
const char *lr_dimension_unit(enum lr_dimension dimension) { return DIMENSIONS[dimension].unit; }

static bool same_powers(struct powers a, struct powers b) {
  return a.m == b.m && a.s == b.s && a.A == b.A && a.eV == b.eV && a.rad == b.rad && a.ohm == b.ohm;
}

static const struct unit *find_unit(const char *name, size_t length) {
  for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
    if (strlen(UNITS[i].name) == length && memcmp(UNITS[i].name, name, length) == 0) return &UNITS[i];
  return NULL;
}

// A product such as 'cm^-2 s^-1' or 'mm/mA'. False, with the piece that is not known, when it cannot be read.
static bool parse_unit(const char *text, double *factor, struct powers *powers, char *piece, size_t size) {
  *factor = 1;
  *powers = (struct powers){0};
  if (*text == '%' && !text[1 + strspn(text + 1, " ")]) {  // stands alone
    *factor = 1e-2;
    return true;
  }
  int sign = 1;
  const char *at = text;
  while (*at) {
    const char *join = at;
    while (*at == ' ') at++;
    if (*at == '/' || (*at == '*' && join > text)) {
      sign = *at == '/' ? -1 : 1;
      at++;
      while (*at == ' ') at++;
    } else if (!*at) {
      break;
    }
    const char *start = at;
    if (!*at) start = join;  // 'mm/' joins nothing
    while (*at && (isalpha((unsigned char)*at) || (unsigned char)*at >= 0x80)) at++;
    const struct unit *unit = find_unit(start, (size_t)(at - start));
    if (!unit) {
      while (*at && *at != ' ') at++;
      snprintf(piece, size, "%.*s", (int)(at - start), start);
      return false;
    }
    int power = 1;
    if (*at == '^' || isdigit((unsigned char)*at) || (*at == '-' && isdigit((unsigned char)at[1]))) {
      if (*at == '^') at++;
      char *end;
      long value = strtol(at, &end, 10);
      if (end == at || value < -9 || value > 9) {
        snprintf(piece, size, "%s", start);
        return false;
      }
      power = (int)value;
      at = end;
    }
    power *= sign;
    sign = 1;
    *factor *= pow(unit->factor, power);
    powers->m += power * unit->powers.m;
    powers->s += power * unit->powers.s;
    powers->A += power * unit->powers.A;
    powers->eV += power * unit->powers.eV;
    powers->rad += power * unit->powers.rad;
    powers->ohm += power * unit->powers.ohm;
  }
  return true;
}

// Length of the decimal number at the start of `text`, 0 if there is none ('nan', 'inf' and hexadecimal are none).
static size_t number_length(const char *text) {
  const char *at = text;
  if (*at == '+' || *at == '-') at++;
  const char *digits = at;
  while (isdigit((unsigned char)*at)) at++;
  size_t count = (size_t)(at - digits);
  if (*at == '.') {
    at++;
    const char *fraction = at;
    while (isdigit((unsigned char)*at)) at++;
    count += (size_t)(at - fraction);
  }
  if (!count) return 0;
  if (*at == 'e' || *at == 'E') {
    const char *exponent = at + 1;
    if (*exponent == '+' || *exponent == '-') exponent++;
    if (isdigit((unsigned char)*exponent)) {
      while (isdigit((unsigned char)*exponent)) exponent++;
      at = exponent;
    }
  }
  return (size_t)(at - text);
}

bool lr_number_parse(const char *text, double *value) {
  size_t length = number_length(text);
  if (!length || text[length]) return false;
  *value = strtod(text, NULL);
  return isfinite(*value);
}

bool lr_quantity_parse(const char *text, enum lr_dimension dimension, double *value_SI, char *reason, size_t size) {
  size_t length = number_length(text);
  if (!length) {
    snprintf(reason, size, "it is not a number");
    return false;
  }
  double number = strtod(text, NULL);
  const char *unit = text + length;
  while (*unit == ' ') unit++;
  double factor;
  struct powers powers, wanted;
  double wanted_factor;
  char piece[64];
  if (!parse_unit(unit, &factor, &powers, piece, sizeof piece)) {
    snprintf(reason, size, "'%s' is not a known unit", piece);
    return false;
  }
  bool dose = dimension == LR_DIM_DOSE || dimension == LR_DIM_DOSE_RATE;
  if (dose ? strstr(unit, "deg") != NULL : strstr(unit, "krad") || strstr(unit, "Mrad")) {  // the rad of an angle, the rad of a dose
    snprintf(reason, size, "its unit is of another kind");
    return false;
  }
  if (dose) {  // rad = 0.01 Gy = 0.01 m^2 s^-2
    factor *= pow(0.01, powers.rad);
    powers = (struct powers){powers.m + 2 * powers.rad, powers.s - 2 * powers.rad, powers.A, powers.eV, 0, 0};
  }
  parse_unit(DIMENSIONS[dimension].unit, &wanted_factor, &wanted, piece, sizeof piece);
  if (!same_powers(powers, wanted)) {
    snprintf(reason, size, *unit ? "its unit is of another kind" : "it has no unit");
    return false;
  }
  *value_SI = number * factor;
  if (!isfinite(*value_SI)) {
    snprintf(reason, size, "it is not finite");
    return false;
  }
  return true;
}

double lr_unit_factor(const char *unit) {
  double factor;
  struct powers powers;
  char piece[64];
  if (!parse_unit(unit, &factor, &powers, piece, sizeof piece)) LR_BUG("a table column has an unknown unit");
  return factor;
}

double lr_in_unit(double value_SI, const char *unit) { return value_SI / lr_unit_factor(unit); }
