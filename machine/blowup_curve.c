// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/blowup_curve.h"

#include <gsl/gsl_interp.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "base/files.h"
#include "machine/blowup_points.h"

enum { MOST_BYTES = 1 << 20, MOST_LINE = 1024 };
enum column { PRODUCT, RATIO, LER, HER, COLUMNS };
static const char *const COLUMN_NAMES[COLUMNS] = {"bunch_current_product_mA2", "emittance_y_ratio",
                                                  "emittance_y_ler_pm", "emittance_y_her_pm"};
static const double same_end = 1e-9;  // relative: rounding of a product at an end of the curve

struct table {
  const char *name;
  int line, place[COLUMNS];  // field of a column, -1 = not there
  size_t columns;  // 0 until the heading row is read
};

static enum lr_status read_heading(struct table *t, char *const *field, size_t fields, struct lr_error *error) {
  for (int c = 0; c < COLUMNS; c++) {
    t->place[c] = -1;
    for (size_t i = 0; i < fields; i++) {
      if (strcmp(field[i], COLUMN_NAMES[c]) != 0) continue;
      if (t->place[c] >= 0)
        return lr_error_set(error, LR_E_INPUT, "%s:%d: column '%s' stands twice", t->name, t->line, field[i]);
      t->place[c] = (int)i;
    }
  }
  bool rings = t->place[LER] >= 0 || t->place[HER] >= 0;
  if (t->place[PRODUCT] < 0)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: the heading row has no column '%s'", t->name, t->line,
                        COLUMN_NAMES[PRODUCT]);
  if (t->place[RATIO] >= 0 ? rings : t->place[LER] < 0)
    return lr_error_set(error, LR_E_INPUT,
                        "%s:%d: a curve wants either 'emittance_y_ratio', or 'emittance_y_ler_pm' with or without "
                        "'emittance_y_her_pm'",
                        t->name, t->line);
  t->columns = fields;
  return LR_OK;
}

static enum lr_status read_row(const struct table *t, char *const *field, size_t fields, struct lr_blowup_curve *curve,
                               struct lr_error *error) {
  double value[COLUMNS] = {NAN, NAN, NAN, NAN};
  size_t row = curve->count;
  if (fields != t->columns)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: the row has %zu fields, the heading %zu", t->name, t->line, fields,
                        t->columns);
  if (row == LR_BLOWUP_MOST_ROWS)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: more than %d rows", t->name, t->line, LR_BLOWUP_MOST_ROWS);
  for (int c = 0; c < COLUMNS; c++) {
    if (t->place[c] < 0) continue;
    const char *text = field[t->place[c]];
    char *end = NULL;
    value[c] = strtod(text, &end);
    if (end == text || *end || !isfinite(value[c]) || !(c == PRODUCT ? value[c] >= 0 : value[c] > 0))
      return lr_error_set(error, LR_E_INPUT, "%s:%d: %s wants a number %s, not '%.40s'", t->name, t->line,
                          COLUMN_NAMES[c], c == PRODUCT ? "that is not negative" : "above 0", text);
  }
  curve->product_A2[row] = value[PRODUCT] * 1e-6;
  if (row && !(curve->product_A2[row] > curve->product_A2[row - 1]))
    return lr_error_set(error, LR_E_INPUT, "%s:%d: %s must ascend from row to row: %g after %g", t->name, t->line,
                        COLUMN_NAMES[PRODUCT], value[PRODUCT], curve->product_A2[row - 1] * 1e6);
  curve->ratio = t->place[RATIO] >= 0;
  curve->has_her = t->place[HER] >= 0;
  curve->ler[row] = curve->ratio ? value[RATIO] : value[LER] * 1e-12;
  curve->her[row] = curve->has_her ? value[HER] * 1e-12 : curve->ler[row];
  curve->count++;
  return LR_OK;
}

enum lr_status lr_blowup_curve_parse(const char *name, const char *text, struct lr_blowup_curve *curve,
                                     struct lr_error *error) {
  struct table t = {.name = name};
  memset(curve, 0, sizeof *curve);
  snprintf(curve->name, sizeof curve->name, "%s", name);
  for (const char *at = text; *at;) {
    char copy[MOST_LINE], *field[LR_BLOWUP_MOST_COLUMNS];
    size_t length = strcspn(at, "\n"), fields;
    t.line++;
    if (length >= sizeof copy)
      return lr_error_set(error, LR_E_INPUT, "%s:%d: the line has more than %d bytes", name, t.line, MOST_LINE - 1);
    memcpy(copy, at, length);
    copy[length] = '\0';
    at += length + (at[length] == '\n');
    const char *begin = copy + strspn(copy, " \t\r");
    if (!*begin || *begin == '#') continue;
    if (!lr_blowup_split_row(copy, field, &fields))
      return lr_error_set(error, LR_E_INPUT, "%s:%d: quotes do not match, or there are more than %d fields", name,
                          t.line, LR_BLOWUP_MOST_COLUMNS);
    enum lr_status status =
        t.columns ? read_row(&t, field, fields, curve, error) : read_heading(&t, field, fields, error);
    if (status) return status;
  }
  if (curve->count < LR_BLOWUP_LEAST_ROWS)
    return lr_error_set(error, LR_E_INPUT, "%s: a curve wants %d rows at least, there %s %zu", name,
                        LR_BLOWUP_LEAST_ROWS, curve->count == 1 ? "is" : "are", curve->count);
  return LR_OK;
}

enum lr_status lr_blowup_curve_read(const char *path, struct lr_blowup_curve *curve, struct lr_error *error) {
  char *text = NULL;
  size_t length = 0;
  struct stat about;
  curve->count = 0;
  if (stat(path, &about) == 0 && (!S_ISREG(about.st_mode) || about.st_size > MOST_BYTES))
    return lr_error_set(error, LR_E_INPUT, "%s: is no blow-up curve: a plain file of %d bytes at most", path,
                        MOST_BYTES);
  enum lr_status status = lr_file_read(path, &text, &length, error);
  if (!status && strlen(text) != length) status = lr_error_set(error, LR_E_INPUT, "%s: is no text", path);
  if (!status) status = lr_blowup_curve_parse(path, text, curve, error);
  free(text);
  return status;
}

enum lr_status lr_blowup_curve_at(const struct lr_blowup_curve *curve, double product_A2, double *ler, double *her,
                                  struct lr_error *error) {
  size_t last = curve->count - 1;
  double low_A2 = curve->product_A2[0], high_A2 = curve->product_A2[last];
  if (curve->count < LR_BLOWUP_LEAST_ROWS) return lr_error_set(error, LR_E_DOMAIN, "the blow-up curve is empty");
  if (!(product_A2 >= low_A2 * (1 - same_end) && product_A2 <= high_A2 * (1 + same_end)))
    return lr_error_set(
        error, LR_E_DOMAIN,
        "%s: the curve holds from %.4g to %.4g mA^2 of the product of the bunch currents, %.4g mA^2 is outside: a "
        "curve is not extrapolated; lengthen it, or give a law",
        curve->name, low_A2 * 1e6, high_A2 * 1e6, product_A2 * 1e6);
  product_A2 = fmin(fmax(product_A2, low_A2), high_A2);
  const double *column[] = {curve->ler, curve->her};
  double *result[] = {ler, her};
  gsl_interp *interp = gsl_interp_alloc(gsl_interp_steffen, curve->count);
  if (!interp) return lr_error_set(error, LR_E_MEMORY, "no memory for the blow-up curve");
  for (int i = 0; i < 2; i++) {
    gsl_interp_init(interp, curve->product_A2, column[i], curve->count);
    *result[i] = gsl_interp_eval(interp, curve->product_A2, column[i], product_A2, NULL);
  }
  gsl_interp_free(interp);
  return LR_OK;
}
