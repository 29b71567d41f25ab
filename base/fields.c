// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fields.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/prior.h"

enum { MOST_KEYS = 96 };
static const char *const COMMON_KEYS[] = {"source", "status", "note"};

const char *lr_node_name(const struct lr_node *node) {
  while (node && (!node->key || strcmp(node->key, "value") == 0) && node->parent) node = node->parent;
  return node && node->key ? node->key : "the scenario";
}

static const char *short_text(const struct lr_node *node) {
  if (node->kind == LR_LIST) return "a list";
  if (node->kind == LR_MAPPING) return "a mapping";
  return *node->text ? node->text : "nothing";
}

static bool scalar_wanted(const struct lr_reading *reading, const struct lr_node *node, const char *wants) {
  if (node->kind == LR_SCALAR) return true;
  lr_node_problem(reading->problems, false, node, "'%s' wants %s, got %s", lr_node_name(node), wants, short_text(node));
  return false;
}

static void check_key(const struct lr_reading *reading, const struct lr_node *mapping, const char *const known[],
                      const struct lr_node *node) {
  for (size_t i = 0; known[i]; i++)
    if (strcmp(known[i], node->key) == 0) return;
  struct lr_node key = *node;
  const char *nearest = lr_text_nearest(key.key, known);
  if (key.key_line) {  // the caret belongs under the key, not its value
    key.line = key.key_line;
    key.column = key.key_column;
  }
  char path[256];
  lr_node_path(key.parent ? key.parent : mapping, path, sizeof path);  // of period_defaults, if it came from there
  lr_node_problem(reading->problems, false, &key, "unknown key '%.60s' in %s%s%s%s", key.key, *path ? path : "the scenario",
                  nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
}

static void check_keys(const struct lr_reading *reading, const struct lr_node *mapping, const struct lr_field *fields) {
  const char *known[MOST_KEYS + 4];
  size_t count = 0;
  for (const struct lr_field *field = fields; field->key && count < MOST_KEYS; field++) known[count++] = field->key;
  for (size_t i = 0; i < 3; i++) known[count++] = COMMON_KEYS[i];
  known[count] = NULL;
  for (size_t i = 0; i < mapping->children; i++) check_key(reading, mapping, known, mapping->child[i]);
  for (const struct lr_node *null = mapping->idle; null; null = null->idle_before) check_key(reading, mapping, known, null);
}

// The node with the value of a figure; what else stands in {value: .., } must be one of the common keys.
static const struct lr_node *figure_value(const struct lr_reading *reading, const struct lr_node *node) {
  const struct lr_node *value = lr_node_value(node);
  static const struct lr_field FIGURE[] = {{.key = "value"}, {.key = NULL}};
  if (value != node) check_keys(reading, node, FIGURE);
  return value;
}

bool lr_read_quantity(const struct lr_reading *reading, const struct lr_node *node, enum lr_dimension dimension,
                      double *value_SI) {
  char wants[96], reason[96];
  snprintf(wants, sizeof wants, "%s such as '%s'", lr_dimension_words(dimension), lr_dimension_example(dimension));
  node = figure_value(reading, node);
  if (!scalar_wanted(reading, node, wants)) return false;
  if (lr_quantity_parse(node->text, dimension, value_SI, reason, sizeof reason)) return true;
  lr_node_problem(reading->problems, false, node, "'%s' wants %s, got '%.60s' (%s)", lr_node_name(node), wants,
                  node->text, reason);
  return false;
}

bool lr_read_date(const struct lr_reading *reading, const struct lr_node *node, int *date) {
  node = figure_value(reading, node);
  if (!scalar_wanted(reading, node, "a date such as 2026-02-01")) return false;
  if (lr_date_parse(node->text, date)) return true;
  char day[16] = "", hint[96] = "";
  int whole;
  bool shaped = strspn(node->text, "0123456789-") >= 10 && node->text[4] == '-' && node->text[7] == '-';
  if (shaped) memcpy(day, node->text, 10);
  if (shaped && node->text[10] && lr_date_parse(day, &whole))  // a time, a time zone
    snprintf(hint, sizeof hint, ": dates are whole days in Japan (JST), without time and zone: write %s", day);
  else if (shaped && !node->text[10])
    snprintf(hint, sizeof hint, ": the calendar has no such day");
  lr_node_problem(reading->problems, false, node, "'%s' wants a date such as 2026-02-01, got '%.60s'%s", lr_node_name(node), node->text, hint);
  return false;
}

bool lr_read_text(const struct lr_reading *reading, const struct lr_node *node, char *text, size_t size) {
  node = figure_value(reading, node);
  if (!scalar_wanted(reading, node, "a text")) return false;
  if (strlen(node->text) >= size) {
    lr_node_problem(reading->problems, false, node, "'%s' is longer than %zu characters", lr_node_name(node), size - 1);
    return false;
  }
  size_t i = 0;
  for (; node->text[i]; i++) {  // a folded text may have line ends: they become blanks
    unsigned char byte = (unsigned char)node->text[i];
    text[i] = byte == '\n' || byte == '\t' ? ' ' : node->text[i];
    if ((byte < 0x20 && text[i] != ' ') || byte == 0x7f || (byte == 0xc2 && (unsigned char)node->text[i + 1] < 0xa0)) {
      lr_node_problem(reading->problems, false, node, "'%s' holds a control character", lr_node_name(node));
      return false;
    }
  }
  text[i] = '\0';
  return true;
}

// Reads an end of a range such as ">0 m"; true when there is one.
static bool range_end(const char *text, enum lr_dimension dimension, double *end, bool *open) {
  if (!text) return false;
  *open = *text == '>' || *text == '<';
  char reason[96];
  return lr_quantity_parse(text + *open, dimension, end, reason, sizeof reason);
}

// The way out for a fraction written as so many per cent without the sign: 90 in place of 90 %.
static const char *percent_hint(const struct lr_field *field, const char *text, double value, double end, char *hint, size_t size) {
  bool number = (field->type == LR_FIELD_QUANTITY || field->type == LR_FIELD_PRIOR) && field->dimension == LR_DIM_NUMBER;
  *hint = '\0';
  if (number && end > 0 && end <= 1 && value > 1 && value / 100 <= end && lr_number_parse(text, &value))
    snprintf(hint, size, ": write %.6g %% or %.6g", value, value / 100);
  return hint;
}

static bool in_range(const struct lr_reading *reading, const struct lr_node *node, const struct lr_field *field,
                     double value) {
  double end;
  bool open;
  char hint[64];
  if (range_end(field->low, field->dimension, &end, &open) && (value < end || (open && value == end))) {
    lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' must be %s %s, got '%.60s'", field->key,
                    open ? "above" : "at least", field->low + open, lr_node_value(node)->text);
    return false;
  }
  if (range_end(field->high, field->dimension, &end, &open) && (value > end || (open && value == end))) {
    lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' must be %s %s, got '%.60s'%s", field->key,
                    open ? "below" : "at most", field->high + open, lr_node_value(node)->text,
                    percent_hint(field, lr_node_value(node)->text, value, end, hint, sizeof hint));
    return false;
  }
  return true;
}

// The range holds for both ends of what a prior can give; one without an upper end is not held to `high`.
static bool read_prior(const struct lr_reading *reading, const struct lr_node *node, const struct lr_field *field,
                       struct lr_prior *prior) {
  double low, high;
  if (!lr_prior_read(reading, node, field->dimension, prior)) return false;
  if (prior->distribution == LR_FIXED) return in_range(reading, node, field, prior->a);
  lr_prior_support(prior, &low, &high);
  struct lr_field lower = *field, upper = *field;
  lower.high = NULL;
  if (lower.low && *lower.low == '>' && prior->distribution != LR_UNIFORM && prior->distribution != LR_TRIANGULAR && low == 0)
    lower.low++;  // 0 is an end that is never drawn
  upper.low = NULL;
  const struct lr_node *low_node = lr_node_child(node, "low"), *high_node = lr_node_child(node, "high");
  return in_range(reading, low_node ? low_node : lr_node_child(node, "dist"), &lower, low) &&
         (isinf(high) || in_range(reading, high_node ? high_node : lr_node_child(node, "dist"), &upper, high));
}

static int choice_index(const char *choices, const char *text) {
  int index = 0;
  size_t length = strlen(text);
  while (choices && *choices) {
    size_t word = strcspn(choices, "|");
    if (word == length && memcmp(choices, text, length) == 0) return index;
    choices += word + (choices[word] == '|');
    index++;
  }
  return -1;
}

static bool read_choice(const struct lr_reading *reading, const struct lr_node *node, const struct lr_field *field,
                        int *target) {
  node = figure_value(reading, node);
  if (!scalar_wanted(reading, node, field->choices)) return false;
  *target = choice_index(field->choices, node->text);
  if (*target >= 0) return true;
  lr_node_problem(reading->problems, false, node, "'%s' wants one of %s, got '%.60s'", field->key, field->choices,
                  node->text);
  return false;
}

static bool read_switch(const struct lr_reading *reading, const struct lr_node *node, bool *target) {
  node = figure_value(reading, node);
  if (!scalar_wanted(reading, node, "yes or no")) return false;
  int index = choice_index("no|yes|false|true|off|on", node->text);
  *target = index % 2 == 1;
  if (index >= 0) return true;
  lr_node_problem(reading->problems, false, node, "'%s' wants yes or no, got '%.60s'", lr_node_name(node), node->text);
  return false;
}

static bool read_count(const struct lr_reading *reading, const struct lr_node *node, const struct lr_field *field,
                       long *target) {
  double value;
  node = figure_value(reading, node);
  if (!scalar_wanted(reading, node, "a whole number")) return false;
  if (!lr_number_parse(node->text, &value) || value != floor(value) || fabs(value) > 1e15) {
    lr_node_problem(reading->problems, false, node, "'%s' wants a whole number, got '%.60s'", field->key, node->text);
    return false;
  }
  *target = (long)value;
  return in_range(reading, node, field, value);
}

static bool read_one(const struct lr_reading *reading, const struct lr_node *node, const struct lr_field *field,
                     void *target) {
  double value;
  switch (field->type) {
    case LR_FIELD_QUANTITY:
      if (!lr_read_quantity(reading, node, field->dimension, &value)) return false;
      *(double *)target = value * (field->scale != 0 ? field->scale : 1);
      return in_range(reading, node, field, value);
    case LR_FIELD_COUNT: return read_count(reading, node, field, target);
    case LR_FIELD_TEXT: {
      int index = 0;
      return field->choices ? read_choice(reading, node, field, &index) && lr_read_text(reading, node, target, field->size)
                            : lr_read_text(reading, node, target, field->size);
    }
    case LR_FIELD_DATE: return lr_read_date(reading, node, target);
    case LR_FIELD_CHOICE: return read_choice(reading, node, field, target);
    case LR_FIELD_SWITCH: return read_switch(reading, node, target);
    case LR_FIELD_PRIOR: return read_prior(reading, node, field, target);
    case LR_FIELD_STRUCT:
      if (node->kind == LR_MAPPING) return lr_fields_read(reading, node, field->fields, target);
      lr_node_problem(reading->problems, false, node, "'%s' wants a mapping of keys, got %s", field->key,
                      short_text(node));
      return false;
    case LR_FIELD_CUSTOM: return field->read(reading, node, target);
  }
  return false;
}

static void set_missing(const struct lr_field *field, void *target) {
  switch (field->type) {
    case LR_FIELD_QUANTITY: *(double *)target = NAN; break;
    case LR_FIELD_COUNT: *(long *)target = -1; break;
    case LR_FIELD_TEXT: *(char *)target = '\0'; break;
    case LR_FIELD_DATE: *(int *)target = LR_NO_DATE; break;
    case LR_FIELD_CHOICE: *(int *)target = -1; break;
    case LR_FIELD_SWITCH: *(bool *)target = false; break;
    case LR_FIELD_PRIOR: *(struct lr_prior *)target = (struct lr_prior){.dimension = field->dimension, .a = NAN}; break;
    case LR_FIELD_STRUCT:
    case LR_FIELD_CUSTOM: break;
  }
}

static bool read_missing(const struct lr_reading *reading, const struct lr_node *mapping, const struct lr_field *field,
                         void *target) {
  set_missing(field, target);
  if (!field->missing) {
    char path[256] = "", hint[128] = "";
    const struct lr_node *at = mapping ? mapping : reading->document->root;
    lr_node_path(at, path, sizeof path);
    const char *example = field->example                       ? field->example
                          : field->type == LR_FIELD_QUANTITY || field->type == LR_FIELD_PRIOR
                              ? lr_dimension_example(field->dimension)
                              : NULL;
    if (example) snprintf(hint, sizeof hint, ": add '%s: %s'", field->key, example);
    const struct lr_node *null = mapping && mapping->removed && strcmp(mapping->removed->key, field->key) == 0 ? mapping->removed : NULL;
    lr_node_problem(reading->problems, false, null ? null : at, "'%s' is %s %s%s", field->key,
                    null ? "taken away from" : "missing in", *path ? path : "the scenario", hint);
    return false;
  }
  if (field->type == LR_FIELD_STRUCT) {
    struct lr_reading quiet = *reading;
    struct lr_problems nothing = {0};
    quiet.problems = &nothing;
    lr_fields_read(&quiet, NULL, field->fields, target);  // members take their own missing values
    lr_problems_free(&nothing);
    return true;
  }
  if (!*field->missing) return true;
  struct lr_node written = {.kind = LR_SCALAR, .key = (char *)(size_t)field->key, .text = (char *)(size_t)field->missing};
  return read_one(reading, &written, field, target);
}

bool lr_fields_read(const struct lr_reading *reading, const struct lr_node *mapping, const struct lr_field *fields,
                    void *target) {
  size_t errors_before = reading->problems->errors;
  if (mapping && mapping->kind == LR_MAPPING) check_keys(reading, mapping, fields);
  for (const struct lr_field *field = fields; field->key; field++) {
    void *member = (char *)target + field->offset;
    const struct lr_node *node = mapping ? lr_node_child(mapping, field->key) : NULL;
    if (node) {
      set_missing(field, member);
      read_one(reading, node, field, member);
    } else {
      read_missing(reading, mapping, field, member);
    }
  }
  return reading->problems->errors == errors_before;
}
