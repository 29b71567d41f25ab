// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/blowup_optics.h"

#include <math.h>

static const double BETA = 1e-4, WAIST = 1e-4, LENGTH = 0.02;  // allowed: relative, of a full crab waist, relative

enum lr_status lr_blowup_optics_of(const struct lr_collider *collider, double product_A2, struct lr_blowup_optics *optics, struct lr_error *error) {
  struct lr_collider c = *collider;
  struct lr_ring_state state[2];
  enum lr_status status = lr_ring_evaluate(&c, &c.ler, &state[0], error);
  if (status == LR_OK) status = lr_ring_evaluate(&c, &c.her, &state[1], error);
  if (status != LR_OK) return status;
  double factor = sqrt(product_A2 / (state[0].bunch_current_A * state[1].bunch_current_A));
  for (int k = 0; k < 2 && status == LR_OK; k++) {
    struct lr_ring *ring = k ? &c.her : &c.ler;
    ring->current_A = NAN;
    ring->bunch_population = fmax(factor * state[k].bunch_population, 1);
    status = lr_ring_evaluate(&c, ring, &state[k], error);
    optics->beta_y_m[k] = ring->beta_y_m;
    optics->crab_waist[k] = ring->crab_waist;
    optics->bunch_length_m[k] = state[k].sigma_z_m;
  }
  return status;
}

struct apart {
  double by, file, machine, product_A2;  // by: over what is allowed; the largest of all rows
};

static void keep(struct apart *worst, double by, double file, double machine, double product_A2) {
  if (by > worst->by) *worst = (struct apart){by, file, machine, product_A2};  // a file that does not say it: NaN
}

static void say(const struct lr_reading *reading, const struct lr_node *node, const char *what, const char *unit, double per_SI, int ring,
                const struct apart *worst) {
  if (worst->by <= 1) return;
  lr_node_problem(reading->problems, true, node,
                  "the curve was made with %s %.5g %s of the %s (at %.4g mA^2), the machine has %.5g %s: its emittances are effective, those of "
                  "that optics alone; track it again",
                  what, worst->file * per_SI, unit, ring ? "her" : "ler", worst->product_A2 * 1e6, worst->machine * per_SI, unit);
}

void lr_blowup_optics_check(const struct lr_reading *reading, const struct lr_node *node, const struct lr_blowup_curve *curve,
                            const struct lr_collider *collider) {
  size_t open = 0, first = 0;
  struct apart beta[2] = {{0}}, waist[2] = {{0}}, length[2] = {{0}};
  for (size_t i = 0; i < curve->count; i++) {
    const struct lr_blowup_optics *is = &curve->optics[i];
    struct lr_blowup_optics here;
    double product_A2 = curve->product_A2[i];
    if (curve->row[i] == LR_BLOWUP_OPEN && !open++) first = i;
    if (lr_blowup_optics_of(collider, product_A2, &here, NULL) != LR_OK) continue;  // a bunch length without a value there
    for (int k = 0; k < 2; k++) {
      keep(&beta[k], fabs(is->beta_y_m[k] / here.beta_y_m[k] - 1) / BETA, is->beta_y_m[k], here.beta_y_m[k], product_A2);
      keep(&waist[k], fabs(is->crab_waist[k] - here.crab_waist[k]) / WAIST, is->crab_waist[k], here.crab_waist[k], product_A2);
      keep(&length[k], fabs(is->bunch_length_m[k] / here.bunch_length_m[k] - 1) / LENGTH, is->bunch_length_m[k], here.bunch_length_m[k], product_A2);
    }
  }
  if (curve->stopped)
    lr_node_problem(reading->problems, true, node,
                    "%zu of %zu points of the curve are not there: their tracking was stopped (column converged), the first at %.4g mA^2; what is "
                    "between its rows is interpolated",
                    curve->stopped, curve->count + curve->stopped, curve->stopped_A2 * 1e6);
  if (open)
    lr_node_problem(reading->problems, true, node,
                    "%zu of %zu rows of the curve had not converged when they were tracked (column converged), the first at %.4g mA^2: track them "
                    "with more turns",
                    open, curve->count, curve->product_A2[first] * 1e6);
  for (int k = 0; k < 2; k++) {
    say(reading, node, "beta_y", "mm", 1e3, k, &beta[k]);
    say(reading, node, "crab_waist", "%", 100, k, &waist[k]);
    say(reading, node, "bunch length", "mm", 1e3, k, &length[k]);
  }
}
