// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/blowup_curve.h"

#include <gsl/gsl_interp.h>
#include <math.h>
#include <string.h>

#include "base/csv.h"
#include "base/files.h"

enum { MOST_BYTES = 1 << 20 };
enum column { PRODUCT, RATIO, LER, HER, SPECIFIC, ERROR, TRACKED_LER, TRACKED_HER, BETA, WAIST = BETA + 2, LENGTH = WAIST + 2, CONVERGED = LENGTH + 2, COLUMNS };
static const char *const COLUMN_NAMES[COLUMNS + 1] = {
    "bunch_current_product_mA2", "emittance_y_ratio", "emittance_y_ler_pm",     "emittance_y_her_pm",     "specific_luminosity_1e31", "error_percent",
    "tracked_emittance_y_ler_pm", "tracked_emittance_y_her_pm",
    "beta_y_ler_mm",             "beta_y_her_mm",     "crab_waist_ler_percent", "crab_waist_her_percent", "bunch_length_ler_mm",      "bunch_length_her_mm",
    "converged",                 NULL};
static const char *const ROW_WORDS[] = {"", "yes", "no", "not tracked"};  // of enum lr_blowup_row
static const double same_end = 1e-9;  // relative: rounding of a product at an end of the curve

// Place of each column in the heading row, -1 = not there; and that what stands is enough.
static enum lr_status read_heading(const struct lr_csv *csv, int place[COLUMNS], struct lr_error *error) {
  int column[LR_CSV_MOST_FIELDS];
  enum lr_status status = lr_csv_heading(csv, COLUMN_NAMES, PRODUCT + 1, true, column, error);
  if (status) return status;
  for (int c = 0; c < COLUMNS; c++) place[c] = -1;
  for (size_t i = 0; i < csv->fields; i++)
    if (column[i] >= 0) place[column[i]] = (int)i;
  bool rings = place[LER] >= 0 || place[HER] >= 0;
  if (place[RATIO] >= 0 ? rings : place[LER] < 0)
    return lr_error_set(error, LR_E_INPUT,
                        "%s:%d: a curve wants either 'emittance_y_ratio', or 'emittance_y_ler_pm' with or without "
                        "'emittance_y_her_pm'",
                        csv->name, csv->line);
  bool both = place[TRACKED_LER] >= 0 && place[TRACKED_HER] >= 0 && place[HER] >= 0;
  if ((place[TRACKED_LER] >= 0 || place[TRACKED_HER] >= 0) && !both)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: '%s' and '%s' go together, beside '%s' and '%s'", csv->name, csv->line,
                        COLUMN_NAMES[TRACKED_LER], COLUMN_NAMES[TRACKED_HER], COLUMN_NAMES[LER], COLUMN_NAMES[HER]);
  return LR_OK;
}

static bool may_be_zero(int column) { return column == PRODUCT || column == ERROR; }
static bool may_be_negative(int column) { return column == WAIST || column == WAIST + 1; }

static enum lr_status read_state(const struct lr_csv *csv, int place, enum lr_blowup_row *row, struct lr_error *error) {
  *row = LR_BLOWUP_NOT_SAID;
  if (place < 0) return LR_OK;
  for (int w = LR_BLOWUP_CONVERGED; w <= LR_BLOWUP_NOT_TRACKED; w++)
    if (strcmp(csv->field[place], ROW_WORDS[w]) == 0) *row = (enum lr_blowup_row)w;
  if (*row != LR_BLOWUP_NOT_SAID) return LR_OK;
  return lr_error_set(error, LR_E_INPUT, "%s:%d: converged wants yes, no, 'not tracked' or stopped, not '%.40s'", csv->name, csv->line, csv->field[place]);
}

static bool is_stopped(const struct lr_csv *csv, const int place[COLUMNS]) { return place[CONVERGED] >= 0 && strcmp(csv->field[place[CONVERGED]], "stopped") == 0; }

static enum lr_status read_row(const struct lr_csv *csv, const int place[COLUMNS], struct lr_blowup_curve *curve,
                               struct lr_error *error) {
  double value[CONVERGED];
  size_t row = curve->count;
  if (row == LR_BLOWUP_MOST_ROWS)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: more than %d rows", csv->name, csv->line, LR_BLOWUP_MOST_ROWS);
  for (int c = 0; c < CONVERGED; c++) {
    value[c] = NAN;
    if (place[c] < 0) continue;
    const char *text = csv->field[place[c]];
    if (c == ERROR && !*text) continue;  // not known
    if (c > PRODUCT && is_stopped(csv, place)) continue;
    char *end = NULL;
    value[c] = strtod(text, &end);
    if (end == text || *end || !isfinite(value[c]) || !(may_be_negative(c) || (may_be_zero(c) ? value[c] >= 0 : value[c] > 0)))
      return lr_error_set(error, LR_E_INPUT, "%s:%d: %s wants a number%s, not '%.40s'", csv->name, csv->line,
                          COLUMN_NAMES[c], may_be_negative(c) ? "" : may_be_zero(c) ? " that is not negative" : " above 0", text);
  }
  if (is_stopped(csv, place)) {
    if (!curve->stopped++) curve->stopped_A2 = value[PRODUCT] * 1e-6;
    return LR_OK;
  }
  curve->product_A2[row] = value[PRODUCT] * 1e-6;
  if (row && !(curve->product_A2[row] > curve->product_A2[row - 1]))
    return lr_error_set(error, LR_E_INPUT, "%s:%d: %s must ascend from row to row: %g after %g", csv->name, csv->line,
                        COLUMN_NAMES[PRODUCT], value[PRODUCT], curve->product_A2[row - 1] * 1e6);
  curve->ratio = place[RATIO] >= 0;
  curve->has_her = place[HER] >= 0;
  curve->ler[row] = curve->ratio ? value[RATIO] : value[LER] * 1e-12;
  curve->her[row] = curve->has_her ? value[HER] * 1e-12 : curve->ler[row];
  curve->has_tracked = place[TRACKED_LER] >= 0;
  for (int r = 0; r < 2; r++) curve->tracked_m[r][row] = value[TRACKED_LER + r] * 1e-12;
  curve->specific_m2sA2[row] = value[SPECIFIC] * 1e41;
  curve->specific_error[row] = value[ERROR] * 0.01;
  for (int k = 0; k < 2; k++) {
    curve->optics[row].beta_y_m[k] = value[BETA + k] * 1e-3;
    curve->optics[row].crab_waist[k] = value[WAIST + k] * 0.01;
    curve->optics[row].bunch_length_m[k] = value[LENGTH + k] * 1e-3;
  }
  curve->count++;
  return read_state(csv, place[CONVERGED], &curve->row[row], error);
}

// Steffen's derivatives at the rows, as GSL has them: with them the cubics between the rows need no allocation.
static enum lr_status find_slopes(struct lr_blowup_curve *curve, struct lr_error *error) {
  gsl_interp *interp = gsl_interp_alloc(gsl_interp_steffen, curve->count);
  if (!interp) return lr_error_set(error, LR_E_MEMORY, "no memory for the blow-up curve");
  for (int i = 0; i < (curve->has_tracked ? 4 : 2); i++) {
    const double *column = i > 1 ? curve->tracked_m[i - 2] : i ? curve->her : curve->ler;
    double *slope = i > 1 ? curve->tracked_slope[i - 2] : i ? curve->her_slope : curve->ler_slope;
    gsl_interp_init(interp, curve->product_A2, column, curve->count);
    for (size_t k = 0; k < curve->count; k++)
      slope[k] = gsl_interp_eval_deriv(interp, curve->product_A2, column, curve->product_A2[k], NULL);
  }
  gsl_interp_free(interp);
  return LR_OK;
}

enum lr_status lr_blowup_curve_parse(const char *name, const char *text, struct lr_blowup_curve *curve,
                                     struct lr_error *error) {
  struct lr_csv csv = lr_csv_begin(name, text);
  int place[COLUMNS];
  bool heading = true;
  enum lr_status status;
  memset(curve, 0, sizeof *curve);
  snprintf(curve->name, sizeof curve->name, "%s", name);
  while ((status = lr_csv_next(&csv, error)) == LR_OK && csv.fields) {
    status = heading ? read_heading(&csv, place, error) : read_row(&csv, place, curve, error);
    if (status) return status;
    heading = false;
  }
  if (status) return status;
  if (curve->count < LR_BLOWUP_LEAST_ROWS)
    return lr_error_set(error, LR_E_INPUT, "%s: a curve wants %d rows at least, there %s %zu", name,
                        LR_BLOWUP_LEAST_ROWS, curve->count == 1 ? "is" : "are", curve->count);
  return find_slopes(curve, error);
}

enum lr_status lr_blowup_curve_read(const char *path, struct lr_blowup_curve *curve, struct lr_error *error) {
  char *text = NULL;
  curve->count = 0;
  enum lr_status status = lr_file_read_table(path, "blow-up curve", MOST_BYTES, &text, error);
  if (!status) status = lr_blowup_curve_parse(path, text, curve, error);
  free(text);
  return status;
}

bool lr_blowup_curve_holds(const struct lr_blowup_curve *curve, double product_A2) {
  double low_A2 = curve->product_A2[0], high_A2 = curve->product_A2[curve->count - 1];
  return product_A2 >= low_A2 * (1 - same_end) && product_A2 <= high_A2 * (1 + same_end);
}

// A column y with its derivatives d at the rows, and its slope.
static double interpolate(const struct lr_blowup_curve *curve, const double *y, const double *d, double product_A2, double *slope) {
  const double *x = curve->product_A2;
  size_t last = curve->count - 1;
  if (product_A2 >= x[last]) {
    *slope = d[last];
    return y[last] + d[last] * (product_A2 - x[last]);
  }
  *slope = product_A2 < x[0] ? 0 : d[0];
  if (product_A2 <= x[0]) return y[0];
  size_t k = gsl_interp_bsearch(x, product_A2, 0, last);
  double h = x[k + 1] - x[k], t = product_A2 - x[k], rise = (y[k + 1] - y[k]) / h;
  double square = (3 * rise - 2 * d[k] - d[k + 1]) / h, cube = (d[k] + d[k + 1] - 2 * rise) / (h * h);
  *slope = d[k] + t * (2 * square + 3 * cube * t);
  return y[k] + t * (d[k] + t * (square + cube * t));
}

double lr_blowup_curve_column(const struct lr_blowup_curve *curve, bool her, double product_A2, double *slope) {
  return her ? interpolate(curve, curve->her, curve->her_slope, product_A2, slope)
             : interpolate(curve, curve->ler, curve->ler_slope, product_A2, slope);
}

double lr_blowup_curve_tracked(const struct lr_blowup_curve *curve, bool her, double product_A2, double *slope) {
  *slope = 0;
  if (!curve->has_tracked) return 1;
  double by_tracked, by_column, column = lr_blowup_curve_column(curve, her, product_A2, &by_column);
  double part = interpolate(curve, curve->tracked_m[her], curve->tracked_slope[her], product_A2, &by_tracked) / column;
  *slope = (by_tracked - part * by_column) / column;
  return part;
}

enum lr_status lr_blowup_curve_at(const struct lr_blowup_curve *curve, double product_A2, double *ler, double *her,
                                  struct lr_error *error) {
  if (curve->count < LR_BLOWUP_LEAST_ROWS) return lr_error_set(error, LR_E_DOMAIN, "the blow-up curve is empty");
  double low_A2 = curve->product_A2[0], high_A2 = curve->product_A2[curve->count - 1], slope;
  if (!lr_blowup_curve_holds(curve, product_A2))
    return lr_error_set(
        error, LR_E_DOMAIN,
        "%s: the curve holds from %.4g to %.4g mA^2 of the product of the bunch currents, %.4g mA^2 is outside: a "
        "curve is not extrapolated; lengthen it, or give a law",
        curve->name, low_A2 * 1e6, high_A2 * 1e6, product_A2 * 1e6);
  product_A2 = fmin(fmax(product_A2, low_A2), high_A2);
  *ler = lr_blowup_curve_column(curve, false, product_A2, &slope);
  *her = lr_blowup_curve_column(curve, true, product_A2, &slope);
  return LR_OK;
}
