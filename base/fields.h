// SPDX-License-Identifier: GPL-3.0-or-later
// Field tables: one table per struct is the single source of reading, range checks, defaults, `lumireach defaults`,
// docs/inputs.md and completion. A row says which key fills which member, in which unit, within which range.
//
//   static const struct lr_field RING[] = {
//       {"energy", LR_FIELD_QUANTITY, offsetof(struct lr_ring, energy_eV), .dimension = LR_DIM_ENERGY, .low = ">0 GeV",
//        .doc = "beam energy"},
//       {NULL}};
#ifndef LR_BASE_FIELDS_H
#define LR_BASE_FIELDS_H

#include "base/document.h"
#include "base/units.h"

enum lr_field_type {
  LR_FIELD_QUANTITY,  // double, SI times `scale`; missing = NaN
  LR_FIELD_COUNT,     // long; missing = -1
  LR_FIELD_TEXT,      // char[size]; missing = ""
  LR_FIELD_DATE,      // int, a day number; missing = LR_NO_DATE
  LR_FIELD_CHOICE,    // int, the index in `choices`; missing = -1
  LR_FIELD_SWITCH,    // bool: yes or no; missing = false
  LR_FIELD_PRIOR,     // struct lr_prior of `dimension` within the range; missing = fixed, NaN
  LR_FIELD_STRUCT,    // a mapping read by `fields` into the struct at offset
  LR_FIELD_CUSTOM     // `read` does it; the target is the struct at offset
};

struct lr_reading {  // what a reader needs at hand
  const struct lr_document *document;
  struct lr_problems *problems;
};

struct lr_field {
  const char *key;
  enum lr_field_type type;
  size_t offset;
  size_t size;                 // of a text
  enum lr_dimension dimension;
  double scale;                // stored value = SI value * scale; 0 means 1 (e.g. 1e-9 for GeV)
  const char *low, *high;      // range, as texts with units; ">0 m" excludes the end itself; NULL: no end
  const char *missing;         // NULL: the key must stand; "": it may be missing; else the default as it would be written
  const char *choices;         // "linear|cubic"; of a text: the only ones allowed
  const struct lr_field *fields;
  bool (*read)(const struct lr_reading *reading, const struct lr_node *node, void *target);
  const char *wants;           // CUSTOM: "a list of [first day, last day]"
  const char *example;         // CUSTOM or for the annotated defaults; beside `fields`: the value in place of the mapping
  const char *doc;
  const char *source;          // of a default
  const char *id;              // of mappings keyed by id: one to show in `defaults`
  int in_defaults;             // 1: `defaults` sets it although it may be missing; -1: it shows it as a comment
};

// Fills a struct from a mapping. All problems go to reading->problems (unknown keys with the nearest name, wrong units,
// out of range, missing keys); returns false when there was one. `mapping` NULL: everything missing.
bool lr_fields_read(const struct lr_reading *reading, const struct lr_node *mapping, const struct lr_field *fields,
                    void *target);

// Readers for one value, also for use in custom readers. They report and return false when it does not fit.
bool lr_read_quantity(const struct lr_reading *reading, const struct lr_node *node, enum lr_dimension dimension,
                      double *value_SI);
bool lr_read_date(const struct lr_reading *reading, const struct lr_node *node, int *date);
bool lr_read_text(const struct lr_reading *reading, const struct lr_node *node, char *text, size_t size);

// A name for messages: the key of the node, or that of the list that it stands in.
const char *lr_node_name(const struct lr_node *node);

// The tables as text: keys with unit, range, default and meaning, as YAML comments (annotated) or as Markdown rows.
void lr_fields_write_yaml(const struct lr_field *fields, int indent, bool annotated, struct lr_buffer *out);
void lr_fields_write_markdown(const struct lr_field *fields, const char *prefix, struct lr_buffer *out);

#endif
