// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/fill_stretch.h"

#include <math.h>
#include <string.h>

enum { STAGES = 7, MOST_STEPS = 8 };

// Dormand and Prince, J. Comput. Appl. Math. 6 (1980) 19: the last row is the result of order 5 (read).
static const double A[STAGES][STAGES - 1] = {
    {0},
    {1.0 / 5},
    {3.0 / 40, 9.0 / 40},
    {44.0 / 45, -56.0 / 15, 32.0 / 9},
    {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
    {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
    {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84},
};
// Order 5 minus order 4.
static const double E[STAGES] = {71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40};

bool lr_fill_stretch_is_short(const struct lr_fill_model *model, double length_s) {
  return fmax(model->ring[0].relaxation, model->ring[1].relaxation) * length_s < 2;
}

static bool step(const struct lr_fill_model *m, double h_s, double relative, const double *absolute, double *state) {
  double rate[STAGES][LR_FILL_STATES], at[LR_FILL_STATES];
  for (int s = 0; s < STAGES; s++) {
    for (int i = 0; i < LR_FILL_STATES; i++) {
      double sum = 0;
      for (int k = 0; k < s; k++) sum += A[s][k] * rate[k][i];
      at[i] = state[i] + h_s * sum;
    }
    if (!lr_fill_rhs(m, at, rate[s])) return false;
  }
  for (int i = 0; i < LR_FILL_STATES; i++) {
    double error = 0;
    for (int s = 0; s < STAGES; s++) error += E[s] * rate[s][i];
    if (!(fabs(h_s * error) <= relative * fabs(at[i]) + absolute[i])) return false;
  }
  memcpy(state, at, sizeof at);
  return true;
}

bool lr_fill_stretch(const struct lr_fill_model *model, double length_s, double relative,
                     const double absolute[LR_FILL_STATES], double state[LR_FILL_STATES], long *steps) {
  for (int count = 1; count <= MOST_STEPS; count *= 2) {
    double local[LR_FILL_STATES];
    int done = 0;
    memcpy(local, state, sizeof local);
    while (done < count && step(model, length_s / count, relative, absolute, local)) done++;
    if (done < count) continue;
    memcpy(state, local, sizeof local);
    *steps += count;
    return true;
  }
  return false;
}
