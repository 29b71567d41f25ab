// SPDX-License-Identifier: GPL-3.0-or-later
// Field tables as text: the annotated scenario of `lumireach defaults` and the rows of docs/inputs.md.
#include <string.h>

#include "base/fields.h"

static const char *wants_of(const struct lr_field *field) {
  switch (field->type) {
    case LR_FIELD_QUANTITY: return lr_dimension_words(field->dimension);
    case LR_FIELD_COUNT: return "a whole number";
    case LR_FIELD_TEXT: return "a text";
    case LR_FIELD_DATE: return "a date";
    case LR_FIELD_CHOICE: return field->choices;
    case LR_FIELD_SWITCH: return "yes or no";
    case LR_FIELD_PRIOR: return field->wants ? field->wants : "a value or a distribution";
    case LR_FIELD_STRUCT: return "a mapping";
    case LR_FIELD_CUSTOM: return field->wants ? field->wants : "";
  }
  return "";
}

static const char *example_of(const struct lr_field *field) {
  if (field->missing && *field->missing) return field->missing;
  if (field->example) return field->example;
  if (field->type == LR_FIELD_QUANTITY || field->type == LR_FIELD_PRIOR) return lr_dimension_example(field->dimension);
  if (field->type == LR_FIELD_DATE) return "2026-02-01";
  if (field->type == LR_FIELD_SWITCH) return "no";
  return "";
}

static void add_range(const struct lr_field *field, struct lr_buffer *out) {
  if (field->low && field->high)
    lr_buffer_print(out, ", %s to %s", field->low, field->high);
  else if (field->low)
    lr_buffer_print(out, ", %s %s", *field->low == '>' ? "above" : "from", field->low + (*field->low == '>'));
  else if (field->high)
    lr_buffer_print(out, ", up to %s", field->high);
}

// A mapping of keys, or of such mappings keyed by id.
static bool is_nested(const struct lr_field *field) { return field->fields != NULL; }
static bool is_keyed(const struct lr_field *field) { return field->wants && strstr(field->wants, "keyed by id"); }

// A value or a mapping of keys: the example is the value, which `defaults` sets; the keys are shown as comments.
static bool is_either(const struct lr_field *field) { return is_nested(field) && field->example && !is_keyed(field); }

// Shown but not set: what may be missing and has no default, also a mapping of nothing but such keys.
static bool is_aside(const struct lr_field *field) {
  if (field->in_defaults) return field->in_defaults < 0;
  if (!field->missing || *field->missing) return false;
  if (!is_nested(field) || is_either(field)) return true;
  for (const struct lr_field *inner = field->fields; inner->key; inner++)
    if (!is_aside(inner)) return false;
  return true;
}

static void write_yaml(const struct lr_field *fields, int indent, bool annotated, bool aside, struct lr_buffer *out) {
  for (const struct lr_field *field = fields; field->key; field++) {
    bool either = is_either(field), nested = is_nested(field) && !either, commented = aside || is_aside(field);
    const char *example = nested ? "" : example_of(field);
    if (!annotated && commented) continue;
    size_t before = out->length;
    lr_buffer_print(out, "%*s%s%s:%s%s", indent, "", commented ? "# " : "", field->key, *example ? " " : "", example);
    if (annotated) {
      size_t width = out->length - before;
      lr_buffer_print(out, "%*s# %s", width < 44 ? (int)(44 - width) : 2, "", field->doc ? field->doc : "");
      if (!nested) {
        lr_buffer_print(out, " (%s", wants_of(field));
        add_range(field, out);
        lr_buffer_add(out, field->missing ? (*field->missing ? ", default" : ", optional") : ", required");
        if (field->source) lr_buffer_print(out, "; %s", field->source);
        lr_buffer_add(out, ")");
      }
    }
    lr_buffer_add(out, "\n");
    if (!is_nested(field)) continue;
    commented = commented || either;
    if (!annotated && commented) continue;
    int deeper = indent + 2;
    if (is_keyed(field)) {
      lr_buffer_print(out, "%*s%s%s:\n", deeper, "", commented ? "# " : "", field->id ? field->id : "ID");
      deeper += 2;
    }
    write_yaml(field->fields, deeper, annotated, commented, out);
  }
}

void lr_fields_write_yaml(const struct lr_field *fields, int indent, bool annotated, struct lr_buffer *out) {
  write_yaml(fields, indent, annotated, false, out);
}

void lr_fields_write_markdown(const struct lr_field *fields, const char *prefix, struct lr_buffer *out) {
  for (const struct lr_field *field = fields; field->key; field++) {
    lr_buffer_print(out, "| `%s%s` | ", prefix, field->key);
    for (const char *c = wants_of(field); *c; c++) lr_buffer_print(out, *c == '|' ? " or " : "%c", *c);
    add_range(field, out);
    lr_buffer_print(out, " | %s | ", !field->missing ? "required" : *field->missing ? field->missing : "optional");
    for (const char *c = example_of(field); *c; c++) lr_buffer_print(out, *c == '|' ? "\\|" : "%c", *c);
    lr_buffer_add(out, " | ");
    for (const char *c = field->doc ? field->doc : ""; *c; c++) lr_buffer_print(out, *c == '|' ? "\\|" : "%c", *c);
    lr_buffer_add(out, " |\n");
    if (is_nested(field)) {
      char longer[160];
      snprintf(longer, sizeof longer, "%s%s%s.", prefix, field->key, is_keyed(field) ? ".ID" : "");
      lr_fields_write_markdown(field->fields, longer, out);
    }
  }
}
