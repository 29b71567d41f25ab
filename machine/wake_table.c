// SPDX-License-Identifier: GPL-3.0-or-later
// A wake given as a table: reading, checks, exact integrals of the straight pieces.
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "machine/wake.h"

enum { MOST_BYTES = 16 << 20 };

struct row {
  double z_m, W_V_C;
  double integral[3];  // of the rows before, taken once, twice, three times
};

struct lr_wake_table {
  size_t rows, room;
  struct row *row;
};

void lr_wake_table_free(struct lr_wake_table *table) {
  if (table) free(table->row);
  free(table);
}

double lr_wake_table_end(const struct lr_wake_table *table) { return table->row[table->rows - 1].z_m; }

// The wake or an integral of it at d behind a row, the wake being straight with the given slope:
// slope d^(t+1)/(t+1)! + W d^t/t! + I1 d^(t-1)/(t-1)! + .. for t = times.
static double along(const struct row *row, double slope, double d, int times) {
  const double term[] = {row->W_V_C, row->integral[0], row->integral[1], row->integral[2]};
  double sum = 0, power = 1;  // d^n / n!
  for (int n = 0; n <= times; n++) {
    sum += term[times - n] * power;
    power *= d / (n + 1);
  }
  return sum + slope * power;
}

static bool add_row(struct lr_wake_table *table, double z_m, double W_V_C) {
  if (table->rows == table->room) {
    size_t room = table->room ? 2 * table->room : 256;
    struct row *grown = realloc(table->row, room * sizeof *grown);
    if (!grown) return false;
    table->row = grown;
    table->room = room;
  }
  struct row *new = &table->row[table->rows++];
  *new = (struct row){.z_m = z_m, .W_V_C = W_V_C};
  if (table->rows > 1) {
    const struct row *last = new - 1;
    double d = z_m - last->z_m, slope = (W_V_C - last->W_V_C) / d;
    for (int times = 1; times <= 3; times++) new->integral[times - 1] = along(last, slope, d, times);
  }
  return true;
}

// Two numbers and nothing else.
static bool read_row(const char *line, double *z_m, double *W_V_pC) {
  char *end = NULL;
  *z_m = strtod(line, &end);
  if (end == line || (*end != ' ' && *end != '\t' && *end != ',')) return false;
  line = end + strspn(end, " \t,");
  *W_V_pC = strtod(line, &end);
  if (end == line) return false;
  end += strspn(end, " \t\r");
  return (*end == '\0' || *end == '#') && isfinite(*z_m) && isfinite(*W_V_pC);
}

static enum lr_status check_table(const char *name, const struct lr_wake_table *table, int first_line, int line,
                                  struct lr_error *error) {
  if (table->rows < 3)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: a wake table wants 3 rows at least, it has %zu", name, line,
                        table->rows);
  if (table->row[0].z_m > 0)
    return lr_error_set(error, LR_E_INPUT,
                        "%s:%d: the wake begins at z = %g m: it must begin at the charge (z = 0) or ahead of it", name,
                        first_line, table->row[0].z_m);
  if (lr_wake_table_end(table) <= 0)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: the wake ends at z = %g m, ahead of the charge", name, line,
                        lr_wake_table_end(table));
  double ahead = 0, behind = 0;
  for (size_t i = 1; i < table->rows; i++) {
    const struct row *a = &table->row[i - 1], *b = &table->row[i];
    double area = (fabs(a->W_V_C) + fabs(b->W_V_C)) / 2 * (b->z_m - a->z_m);
    *(a->z_m + b->z_m < 0 ? &ahead : &behind) += area;
  }
  if (ahead > behind)
    return lr_error_set(error, LR_E_INPUT,
                        "%s:%d: most of the wake lies ahead of the charge: z > 0 must be behind it (turn the sign of z)",
                        name, first_line);
  return LR_OK;
}

enum lr_status lr_wake_table_parse(const char *name, const char *text, struct lr_wake_table **out,
                                   struct lr_error *error) {
  struct lr_wake_table *table = calloc(1, sizeof *table);
  enum lr_status status = LR_OK;
  int line = 0, first_line = 1;
  *out = NULL;
  for (const char *at = text; table && *at && !status;) {
    char copy[256];
    size_t length = strcspn(at, "\n"), kept = length < sizeof copy ? length : sizeof copy - 1;
    memcpy(copy, at, kept);
    copy[kept] = '\0';
    at += length + (at[length] == '\n');
    line++;
    const char *begin = copy + strspn(copy, " \t\r");
    if (!*begin || *begin == '#') continue;
    double z_m, W_V_pC;
    if (kept < length || !read_row(begin, &z_m, &W_V_pC))
      status = lr_error_set(error, LR_E_INPUT, "%s:%d: a row wants two numbers, z [m] and W [V/pC], not '%.60s'", name,
                            line, begin);
    else if (table->rows && z_m <= table->row[table->rows - 1].z_m)
      status = lr_error_set(error, LR_E_INPUT, "%s:%d: z = %g m does not rise: the row before has %g m", name, line, z_m,
                            table->row[table->rows - 1].z_m);
    else {
      if (!table->rows) first_line = line;
      if (!add_row(table, z_m, -1e12 * W_V_pC)) status = lr_error_set(error, LR_E_MEMORY, "no memory for a wake table");
    }
  }
  if (!table) return lr_error_set(error, LR_E_MEMORY, "no memory for a wake table");
  if (!status) status = check_table(name, table, first_line, line, error);
  if (status) lr_wake_table_free(table);
  else *out = table;
  return status;
}

enum lr_status lr_wake_table_read(const char *path, struct lr_wake_table **table, struct lr_error *error) {
  char *text = NULL;
  *table = NULL;
  enum lr_status status = lr_file_read_table(path, "wake table", MOST_BYTES, &text, error);
  if (!status) status = lr_wake_table_parse(path, text, table, error);
  free(text);
  return status;
}

double lr_wake_table_value(const struct lr_wake_table *table, double s_m, int times) {
  const struct row *row = table->row;
  if (s_m < row[0].z_m) return 0;
  if (s_m > lr_wake_table_end(table)) return NAN;
  size_t low = 0, high = table->rows - 1;
  while (high - low > 1) {
    size_t middle = (low + high) / 2;
    *(row[middle].z_m <= s_m ? &low : &high) = middle;
  }
  double slope = (row[high].W_V_C - row[low].W_V_C) / (row[high].z_m - row[low].z_m);
  return along(&row[low], slope, s_m - row[low].z_m, times);
}
