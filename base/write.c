// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void lr_number_full(double value, char text[32]) {
  for (int digits = 12; digits <= 15; digits++) {
    snprintf(text, 32, "%.*g", digits, value);
    if (strtod(text, NULL) == value) return;
  }
  if (isinf(strtod(text, NULL))) snprintf(text, 32, "%.17g", value);  // rounded up beyond the largest double
}

void lr_number_short(double value, int digits, char text[32]) {
  double size = fabs(value);
  if (value == 0) {
    snprintf(text, 32, "0");
  } else if (size >= 1e-3 && size < 1e6) {
    int before = size >= 1 ? (int)floor(log10(size)) + 1 : (int)floor(log10(size)) + 1;
    int after = digits - before;
    snprintf(text, 32, "%.*f", after > 0 ? after : 0, value);
    if (after > 0) {  // no trailing zeros
      char *end = text + strlen(text);
      while (end[-1] == '0') *--end = '\0';
      if (end[-1] == '.') *--end = '\0';
    }
  } else {
    snprintf(text, 32, "%.*g", digits, value);
  }
}

static void json_text(struct lr_buffer *out, const char *text) {
  lr_buffer_add(out, "\"");
  for (const char *c = text; *c; c++) {
    if (*c == '"' || *c == '\\') lr_buffer_print(out, "\\%c", *c);
    else if (*c == '\n') lr_buffer_add(out, "\\n");
    else if (*c == '\t') lr_buffer_add(out, "\\t");
    else if ((unsigned char)*c < 0x20) lr_buffer_print(out, "\\u%04x", (unsigned)(unsigned char)*c);
    else lr_buffer_add_bytes(out, c, 1);
  }
  lr_buffer_add(out, "\"");
}

static void json_cell(struct lr_buffer *out, const struct lr_cell *cell) {
  char number[32];
  if (cell->kind == LR_NUMBER) {
    lr_number_full(cell->number, number);
    lr_buffer_add(out, number);
  } else if (cell->kind == LR_EMPTY || !cell->text) {
    lr_buffer_add(out, "null");
  } else {
    json_text(out, cell->text);
  }
}

static void json_table(struct lr_buffer *out, const struct lr_table *table) {
  lr_buffer_add(out, "  {\"name\": ");
  json_text(out, table->name);
  lr_buffer_add(out, ", \"title\": ");
  json_text(out, table->title);
  lr_buffer_add(out, ",\n   \"columns\": [");
  for (size_t i = 0; i < table->columns; i++) {
    const struct lr_column *column = &table->column[i];
    lr_buffer_add(out, i ? ",\n     {\"name\": " : "\n     {\"name\": ");
    json_text(out, column->name);
    lr_buffer_add(out, ", \"unit\": ");
    json_text(out, column->unit);
    lr_buffer_add(out, ", \"description\": ");
    json_text(out, column->description);
    lr_buffer_add(out, ", \"source\": ");
    json_text(out, column->source);
    lr_buffer_add(out, "}");
  }
  lr_buffer_add(out, "],\n   \"rows\": [");
  for (size_t i = 0; i < table->rows; i++) {
    lr_buffer_add(out, i ? ",\n     [" : "\n     [");
    for (size_t j = 0; j < table->columns; j++) {
      if (j) lr_buffer_add(out, ", ");
      json_cell(out, &table->cell[i * table->columns + j]);
    }
    lr_buffer_add(out, "]");
  }
  lr_buffer_add(out, "]}");
}

void lr_write_json(const struct lr_provenance *provenance, const struct lr_table *const *tables, size_t count,
                   struct lr_buffer *out) {
  lr_buffer_add(out, "{\"schema\": 1, \"version\": ");
  json_text(out, provenance->version);
  lr_buffer_add(out, ", \"scenario_sha256\": ");
  json_text(out, provenance->scenario_sha256);
  lr_buffer_print(out, ", \"seed\": %llu, \"tables\": [\n", (unsigned long long)provenance->seed);
  for (size_t i = 0; i < count; i++) {
    if (i) lr_buffer_add(out, ",\n");
    json_table(out, tables[i]);
  }
  lr_buffer_add(out, "\n]}\n");
}

static void csv_text(struct lr_buffer *out, const char *text) {
  // A spreadsheet takes a text that begins with = + - @ for a formula: such texts are quoted with a blank in front.
  bool formula = *text && strchr("=+-@\t\r", *text) && !(text[0] == '-' && !text[1]);
  if (!formula && !strpbrk(text, ",\"\r\n")) {
    lr_buffer_add(out, text);
    return;
  }
  lr_buffer_add(out, formula ? "\" " : "\"");
  for (const char *c = text; *c; c++) {
    if (*c == '"') lr_buffer_add(out, "\"");
    lr_buffer_add_bytes(out, c, 1);
  }
  lr_buffer_add(out, "\"");
}

void lr_write_csv(const struct lr_table *table, struct lr_buffer *out) {
  char text[256];
  for (size_t i = 0; i < table->columns; i++) {
    const struct lr_column *column = &table->column[i];
    if (*column->unit) snprintf(text, sizeof text, "%s [%s]", column->name, column->unit);
    else snprintf(text, sizeof text, "%s", column->name);
    if (i) lr_buffer_add(out, ",");
    csv_text(out, text);
  }
  lr_buffer_add(out, "\n");
  for (size_t i = 0; i < table->rows; i++) {
    for (size_t j = 0; j < table->columns; j++) {
      const struct lr_cell *cell = &table->cell[i * table->columns + j];
      if (j) lr_buffer_add(out, ",");
      if (cell->kind == LR_NUMBER) {
        lr_number_full(cell->number, text);
        lr_buffer_add(out, text);
      } else if (cell->kind != LR_EMPTY && cell->text) {
        csv_text(out, cell->text);
      }
    }
    lr_buffer_add(out, "\n");
  }
}

// Display width of UTF-8 text: one column a code point (enough for the letters we print).
static int width_of(const char *text) {
  int width = 0;
  for (; *text; text++) width += ((unsigned char)*text & 0xc0) != 0x80;
  return width;
}

static const char *text_cell(const struct lr_cell *cell, char number[32]) {
  if (cell->kind == LR_NUMBER) {
    lr_number_short(cell->number, 6, number);
    return number;
  }
  return cell->kind == LR_EMPTY || !cell->text ? "-" : cell->text;
}

static void text_padded(struct lr_buffer *out, const char *text, int width, bool right, bool last) {
  int pad = width - width_of(text);
  if (pad < 0 || (last && !right)) pad = 0;
  if (right) lr_buffer_print(out, "%*s", pad, "");
  for (const char *c = text; *c; c++) {  // a control character (C0, or C1 in UTF-8) would break the line or the terminal
    bool c1 = (unsigned char)*c == 0xc2 && (unsigned char)c[1] >= 0x80 && (unsigned char)c[1] < 0xa0;
    if (c1) c++;
    if (c1 || (unsigned char)*c < 0x20 || *c == 0x7f) lr_buffer_add(out, " ");
    else lr_buffer_add_bytes(out, c, 1);
  }
  if (!right) lr_buffer_print(out, "%*s", pad, "");
  lr_buffer_add(out, last ? "\n" : "  ");
}

void lr_write_text(const struct lr_table *table, struct lr_buffer *out) {
  char number[32];
  int *width = calloc(table->columns ? table->columns : 1, sizeof *width);
  if (!width) {
    out->failed = true;
    return;
  }
  bool units = false;
  for (size_t j = 0; j < table->columns; j++) {
    width[j] = width_of(table->column[j].name);
    if (width_of(table->column[j].unit) > width[j]) width[j] = width_of(table->column[j].unit);
    units = units || *table->column[j].unit;
    for (size_t i = 0; i < table->rows; i++) {
      int w = width_of(text_cell(&table->cell[i * table->columns + j], number));
      if (w > width[j]) width[j] = w;
    }
  }
  lr_buffer_print(out, "%s\n", table->title);
  for (size_t line = 0; line < table->rows + 2; line++) {
    if (line == 1 && !units) continue;
    for (size_t j = 0; j < table->columns; j++) {
      const char *text = line == 0   ? table->column[j].name
                         : line == 1 ? table->column[j].unit
                                     : text_cell(&table->cell[(line - 2) * table->columns + j], number);
      text_padded(out, text, width[j], table->column[j].kind == LR_NUMBER, j + 1 == table->columns);
    }
  }
  free(width);
}

void lr_write_tables(enum lr_format format, const struct lr_provenance *provenance,
                     const struct lr_table *const *tables, size_t count, struct lr_buffer *out) {
  if (format == LR_FORMAT_JSON) {
    lr_write_json(provenance, tables, count, out);
    return;
  }
  for (size_t i = 0; i < count; i++) {
    if (i) lr_buffer_add(out, "\n");
    if (format == LR_FORMAT_CSV) {
      if (count > 1) lr_buffer_print(out, "# %s\n", tables[i]->name);
      lr_write_csv(tables[i], out);
    } else {
      lr_write_text(tables[i], out);
    }
  }
}
