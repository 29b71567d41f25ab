// SPDX-License-Identifier: GPL-3.0-or-later
// Optics around a ring as a table (Twiss parameters): one reader for ring averages and for places along the ring.
#ifndef LR_MACHINE_TWISS_H
#define LR_MACHINE_TWISS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "machine/touschek.h"

enum { LR_TWISS_MOST_ROWS = 100000 };

// X(name, column): the columns of numbers
#define LR_TWISS_LIST(X)               \
  X(LR_TWISS_S, "s_m")                 \
  X(LR_TWISS_BETA_X, "beta_x_m")       \
  X(LR_TWISS_ALPHA_X, "alpha_x")       \
  X(LR_TWISS_ETA_X, "eta_x_m")         \
  X(LR_TWISS_ETA_PX, "eta_px")         \
  X(LR_TWISS_BETA_Y, "beta_y_m")       \
  X(LR_TWISS_ALPHA_Y, "alpha_y")       \
  X(LR_TWISS_ETA_Y, "eta_y_m")         \
  X(LR_TWISS_ETA_PY, "eta_py")         \
  X(LR_TWISS_NU_X, "nu_x")             \
  X(LR_TWISS_NU_Y, "nu_y")             \
  X(LR_TWISS_ACCEPTANCE, "acceptance")

#define LR_TWISS_ENUM(name, column) name,
enum lr_twiss_number { LR_TWISS_LIST(LR_TWISS_ENUM) LR_TWISS_NUMBERS };
#undef LR_TWISS_ENUM

struct lr_twiss {
  char name[256];  // of the file, for messages
  size_t rows;
  int *line;                        // of each row in the file
  double *value[LR_TWISS_NUMBERS];  // NULL: no such column; NaN: an empty field
  const char **element, **status, **source;  // "": not given
  size_t *by_name;  // rows in order of their element; those without a name stand first
  char *words;      // what the texts point into
};

// Reads a table: comma-separated rows under a heading row, blank lines and `#` comments (base/csv.h). Columns by name, in
// any order: s_m [m] along the ring (it must be there), beta_x_m, alpha_x, eta_x_m, eta_px and the same for y, nu_x, nu_y
// (phase from the start in units of 2 pi), acceptance (relative momentum, local); texts element, status (read, known,
// derived, assumed), source. An empty field is not given; s_m stands in every row.
// Status: LR_E_INPUT with "NAME:LINE: what" (what base/csv.h refuses, an unknown column, a field that is no number, s or a
// phase that decreases, a beta that is not positive, an acceptance outside 1e-6 to 0.5, an element twice, no row, more than
// LR_TWISS_MOST_ROWS), LR_E_MEMORY.
enum lr_status lr_twiss_parse(const char *name, const char *text, struct lr_twiss **twiss, struct lr_error *error);
// The same from a file. Status also LR_E_IO.
enum lr_status lr_twiss_read(const char *path, struct lr_twiss **twiss, struct lr_error *error);
void lr_twiss_free(struct lr_twiss *twiss);  // NULL is fine

// What a use wants. In: masks of 1u << enum lr_twiss_number: `needed` columns must stand and be filled in every row, of
// `whole` a column may be missing, but must be filled when it stands.
// Status: LR_E_INPUT with the column, and the line that lacks it.
enum lr_status lr_twiss_require(const struct lr_twiss *twiss, unsigned needed, unsigned whole, struct lr_error *error);

// The row of an element. False: there is none of that name.
bool lr_twiss_find(const struct lr_twiss *twiss, const char *element, size_t *row);

// A view for Touschek averages, good as long as the table; the columns of struct lr_optics_table must be whole
// (LR_TWISS_FOR_TOUSCHEK, LR_TWISS_WITH_TOUSCHEK).
enum {
  LR_TWISS_FOR_TOUSCHEK = 1 << LR_TWISS_BETA_X | 1 << LR_TWISS_BETA_Y,
  LR_TWISS_WITH_TOUSCHEK = 1 << LR_TWISS_ALPHA_X | 1 << LR_TWISS_ETA_X | 1 << LR_TWISS_ETA_PX | 1 << LR_TWISS_ALPHA_Y |
                           1 << LR_TWISS_ETA_Y | 1 << LR_TWISS_ETA_PY | 1 << LR_TWISS_ACCEPTANCE
};
struct lr_optics_table lr_twiss_optics(const struct lr_twiss *twiss);

#endif
