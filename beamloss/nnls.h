// SPDX-License-Identifier: GPL-3.0-or-later
// Non-negative least squares: min |A x - b|^2 with x >= 0, by the active-set method of Lawson and Hanson, Solving Least
// Squares Problems (1974), ch. 23 (model.md B28).
#ifndef LR_BEAMLOSS_NNLS_H
#define LR_BEAMLOSS_NNLS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { LR_NNLS_MOST_COLUMNS = 16, LR_NNLS_MOST_ROWS = 1024 };

struct lr_nnls {
  double x[LR_NNLS_MOST_COLUMNS];
  bool free[LR_NNLS_MOST_COLUMNS];  // not held at 0
  double residual2;                 // |A x - b|^2
  double error[LR_NNLS_MOST_COLUMNS];  // 1 sigma from the covariance of the free ones when the rows carry unit errors; NaN
                                       // for those held at 0
  double low[LR_NNLS_MOST_COLUMNS], high[LR_NNLS_MOST_COLUMNS];  // where the least |A x - b|^2 with this x held grows by 1
};

// In: a: rows x columns, row by row; b: rows; each row divided by its error (1 sigma). Out: *fit.
// Status: LR_E_DOMAIN: no rows or columns, more than the most, fewer rows than columns, a number that is not finite, a column
// of zeros, or columns that depend on one another (named in the text by their index from 0); LR_E_MEMORY; LR_E_CONVERGE.
enum lr_status lr_nnls_solve(const double *a, const double *b, size_t rows, size_t columns, struct lr_nnls *fit,
                             struct lr_error *error);

#endif
