// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/hadron_ratio.h"

#include <math.h>
#include <stddef.h>

#include "base/constants.h"

static const double CHARM_OPENS_GeV = 3.74;  // 2 m_D, PDG
static const double Z_MASS_GeV = 91.188, ALPHA_S_Z = 0.118;

// Mass [GeV], R. From the branching fraction to muons of the FORESEE collection (MIT licence; model of Ilten et al.,
// arXiv:1801.04847, which follows data on e+ e- -> hadrons), turned into R and thinned to 3 % in R.
static const double table[][2] = {
    {0.280, 0.000205}, {0.281, 0.000565}, {0.283, 0.00159}, {0.286, 0.00366}, {0.290, 0.0071}, {0.295, 0.0122},
    {0.302, 0.0204},   {0.320, 0.0453},   {0.337, 0.0719},  {0.364, 0.119},   {0.399, 0.188},  {0.589, 1.15},
    {0.644, 2.19},     {0.725, 6.71},     {0.742, 7.97},    {0.767, 9.45},    {0.772, 10.4},   {0.775, 11.7},
    {0.781, 19.0},     {0.782, 19.6},     {0.784, 17.5},    {0.787, 12.0},    {0.789, 9.92},   {0.792, 8.25},
    {0.798, 6.83},     {0.809, 5.64},     {0.861, 2.74},    {0.905, 1.65},    {0.945, 1.17},   {0.980, 0.992},
    {0.991, 0.997},    {0.998, 1.08},     {1.003, 1.28},    {1.007, 1.72},    {1.010, 2.55},   {1.012, 3.76},
    {1.013, 4.82},     {1.015, 9.20},     {1.016, 13.9},    {1.018, 36.1},    {1.019, 48.5},   {1.020, 43.8},
    {1.023, 13.3},     {1.024, 9.67},     {1.025, 7.39},    {1.027, 4.86},    {1.029, 3.58},   {1.031, 2.84},
    {1.036, 1.94},     {1.044, 1.41},     {1.054, 1.14},    {1.069, 0.980},   {1.090, 0.885},  {1.134, 0.837},
    {1.193, 0.895},    {1.264, 1.07},     {1.431, 1.78},    {1.504, 2.07},    {1.580, 2.27},   {1.646, 2.33},
    {1.700, 2.18},     {2.000, 2.17},
};

double lr_hadron_ratio(double mass) {
  const size_t last = sizeof table / sizeof table[0] - 1;
  if (mass < table[0][0]) return 0;
  if (mass >= table[last][0]) {
    const double b0 = 23 / (6 * LR_PI);  // five flavours; d(1/alpha_s)/d(ln Q)
    double alpha_s = ALPHA_S_Z / (1 + ALPHA_S_Z * b0 * log(mass / Z_MASS_GeV));
    return (mass < CHARM_OPENS_GeV ? 2 : 10.0 / 3) * (1 + alpha_s / LR_PI);
  }
  size_t low = 0, high = last;
  while (high - low > 1) {
    size_t middle = (low + high) / 2;
    if (table[middle][0] <= mass)
      low = middle;
    else
      high = middle;
  }
  double part = (mass - table[low][0]) / (table[high][0] - table[low][0]);
  return table[low][1] * pow(table[high][1] / table[low][1], part);
}
