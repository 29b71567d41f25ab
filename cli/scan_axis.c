// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scan_axis.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/units.h"
#include "machine/collider_fields.h"

static const char form[] = "--scan wants KEY=LO:HI[:N][:log] such as beta_y=0.3mm:1mm";

// "0.3mm" or "0.3 mm" to "0.3" and "mm".
static bool split(const char *text, char number[32], char unit[32]) {
  size_t digits = strspn(text, "+-.0123456789");
  // an exponent, but not the unit eV
  if ((text[digits] == 'e' || text[digits] == 'E') && strcspn(text + digits + 1, "+-0123456789") == 0)
    digits += 1 + strspn(text + digits + 1, "+-0123456789");
  const char *rest = text + digits + strspn(text + digits, " ");
  if (!digits || digits >= 32 || strlen(rest) >= 32) return false;
  snprintf(number, 32, "%.*s", (int)digits, text);
  snprintf(unit, 32, "%s", rest);
  for (size_t n = strlen(unit); n > 0 && unit[n - 1] == ' '; n--) unit[n - 1] = '\0';
  return true;
}

// The dimension in which both ends make sense.
static bool read_ends(const char *low, const char *high, struct lr_scan_axis *scan) {
  char number[2][32], unit[2][32], text[80], reason[160];
  if (!split(low, number[0], unit[0]) || !split(high, number[1], unit[1])) return false;
  if (!*unit[0]) memcpy(unit[0], unit[1], sizeof unit[0]);
  if (!*unit[1]) memcpy(unit[1], unit[0], sizeof unit[1]);
  for (int d = 0; d < LR_DIMENSION_COUNT; d++) {
    double from_SI, to_SI;
    snprintf(text, sizeof text, "%s %s", number[0], unit[0]);
    if (!lr_quantity_parse(text, (enum lr_dimension)d, &from_SI, reason, sizeof reason)) continue;
    snprintf(text, sizeof text, "%s %s", number[1], unit[1]);
    if (!lr_quantity_parse(text, (enum lr_dimension)d, &to_SI, reason, sizeof reason)) continue;
    snprintf(text, sizeof text, "1 %s", unit[0]);
    if (!lr_quantity_parse(text, (enum lr_dimension)d, &scan->unit_SI, reason, sizeof reason)) continue;
    memcpy(scan->unit, unit[0], sizeof scan->unit);
    scan->from = from_SI / scan->unit_SI;
    scan->to = to_SI / scan->unit_SI;
    return true;
  }
  return false;
}

static bool is_machine_key(const char *key) {
  for (const struct lr_field *field = lr_machine_fields; field->key; field++)
    if (strcmp(field->key, key) == 0) return true;
  return false;
}

static enum lr_status read_key(const char *key, struct lr_scan_axis *scan, struct lr_error *error) {
  const char *dot = strrchr(key, '.'), *name = dot ? dot + 1 : key;
  if (!*key || strlen(key) > 120 || strlen(name) >= sizeof scan->name || !*name)
    return lr_error_set(error, LR_E_USAGE, "%s; '%.40s' is no key", form, key);
  snprintf(scan->key, sizeof scan->key, "%.120s", key);
  snprintf(scan->name, sizeof scan->name, "%.*s", (int)sizeof scan->name - 1, name);
  if (strncmp(key, "machine.", 8) == 0) {
    snprintf(scan->path[0], sizeof scan->path[0], "%.120s", key);
  } else if (dot || is_machine_key(key)) {
    snprintf(scan->path[0], sizeof scan->path[0], "machine.%.120s", key);
  } else {
    snprintf(scan->path[0], sizeof scan->path[0], "machine.ler.%.120s", key);
    snprintf(scan->path[1], sizeof scan->path[1], "machine.her.%.120s", key);
  }
  return LR_OK;
}

enum lr_status lr_scan_axis_read(const char *text, struct lr_scan_axis *scan, struct lr_error *error) {
  char copy[256], *part[4] = {NULL};
  int parts = 0;
  *scan = (struct lr_scan_axis){.points = 21};
  if (strlen(text) >= sizeof copy) return lr_error_set(error, LR_E_USAGE, "%s; this is longer", form);
  memcpy(copy, text, strlen(text) + 1);
  char *equals = strchr(copy, '=');
  if (!equals) return lr_error_set(error, LR_E_USAGE, "%s, got '%.100s'", form, text);
  *equals = '\0';
  enum lr_status status = read_key(copy, scan, error);
  if (status) return status;
  for (char *at = equals + 1; at;) {
    if (parts == 4) return lr_error_set(error, LR_E_USAGE, "%s, got '%.100s'", form, text);
    part[parts++] = at;
    at = strchr(at, ':');
    if (at) *at++ = '\0';
  }
  if (parts < 2 || !read_ends(part[0], part[1], scan))
    return lr_error_set(error, LR_E_USAGE, "%s: LO and HI are numbers with units of one kind, got '%.100s'", form, text);
  for (int i = 2; i < parts; i++) {
    double points;
    if (strcmp(part[i], "log") == 0 && i == parts - 1) scan->logarithmic = true;
    else if (i == 2 && lr_number_parse(part[i], &points) && points >= 2 && points <= LR_MOST_SCAN_POINTS &&
             points == floor(points)) scan->points = (int)points;
    else
      return lr_error_set(error, LR_E_USAGE, "%s: '%.40s' is neither 'log' nor a number of points from 2 to %d", form,
                          part[i], LR_MOST_SCAN_POINTS);
  }
  if (scan->from == scan->to) return lr_error_set(error, LR_E_USAGE, "%s: LO and HI are the same", form);
  if (scan->logarithmic && !(scan->from > 0 && scan->to > 0))
    return lr_error_set(error, LR_E_USAGE, "%s: logarithmic steps want LO and HI above 0", form);
  return LR_OK;
}

double lr_scan_axis_value(const struct lr_scan_axis *scan, int i) {
  double part = (double)i / (scan->points - 1);
  if (i == 0) return scan->from;
  if (i == scan->points - 1) return scan->to;
  if (scan->logarithmic) return scan->from * pow(scan->to / scan->from, part);
  return scan->from + (scan->to - scan->from) * part;
}
