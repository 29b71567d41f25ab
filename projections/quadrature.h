// SPDX-License-Identifier: GPL-3.0-or-later
// Gauss-Legendre quadrature with 32 points: exact for polynomials up to degree 63.
#ifndef LR_PROJECTIONS_QUADRATURE_H
#define LR_PROJECTIONS_QUADRATURE_H

typedef double (*lr_integrand)(double x, const void *data);

// Integral of f from low to high, one panel of 32 points. f must be smooth on [low, high].
double lr_quadrature_gauss(lr_integrand f, const void *data, double low, double high);

#endif
