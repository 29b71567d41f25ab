// SPDX-License-Identifier: GPL-3.0-or-later
// Inside of machine/overlap.c: the geometry of one crossing, and variables in which its integrand is smooth.
//   x cos(phi) = mean(l) + width(l) b, l = s cos(phi): at one l the product of the horizontal profiles is exp(-b^2/2);
//   l = center(b) + scale(b) sinh(v): center +- i scale is where Sigma_y^2 vanishes on the row of that b. In v these
//     poles stay pi/2 away from the axis: a strong hourglass or a turned waist costs some points more, not small steps.
#ifndef LR_MACHINE_OVERLAP_PROBLEM_H
#define LR_MACHINE_OVERLAP_PROBLEM_H

#include <math.h>
#include <stdbool.h>

#include "machine/collider.h"

enum { LR_OVERLAP_SCAN = 128 };

struct lr_overlap_beam {
  double size_x2, size_y2;        // squared sizes at the IP and at the waist [m^2]
  double inverse_x2, inverse_y2;  // 1/beta*^2 [1/m^2]; 0 = no hourglass
  double cos2, sin2, cos_sin;     // of the roll
  double waist_m, crab;           // the waist of a particle stands at waist_m + crab x
};

struct lr_overlap_problem {
  struct lr_overlap_beam plus, minus;
  double population2;                    // N+ N-
  double cosine, tangent;                // of half the crossing angle
  double length_m;                       // convolved bunch length
  double half_offset_m, half_offset_y2;  // dx/2 [m], dy^2/2 [m^2]
  double smear_y2;                       // added to Sigma_y^2 everywhere [m^2]
  double offset_y_m, climb;              // dy [m]; growth of the vertical distance with l
  bool turned;                           // a roll or a vertical angle
  bool even;                             // nothing changes under (x, s) -> (-x, -s)
  double width_m;                        // rms of the overlap along l, with the sizes of the IP
  double depth;                          // exponent above the smallest one at which the integrand is cut off
  double smallest;                       // exponent, see lr_overlap_profile
  double l_m[LR_OVERLAP_SCAN + 1], exponent[LR_OVERLAP_SCAN + 1];  // the profile along l
};

// The integrand at one l.
struct lr_overlap_profile {
  double half_split;            // half the distance of the two beam axes [m]
  double mean, width;           // [m]
  double exponent_z, exponent;  // from the bunch lengths; with the distance of the axes too
};

// The map of one row.
struct lr_overlap_row {
  double b, center_m, scale_m;
  double low, high;  // range of v inside the cut
  double step;       // of v, to begin with
};

static inline struct lr_overlap_profile lr_overlap_profile_at(const struct lr_overlap_problem *p, double l) {
  double l2 = l * l, split = l * p->tangent - p->half_offset_m;
  double plus = p->plus.size_x2 * (1 + l2 * p->plus.inverse_x2);
  double minus = p->minus.size_x2 * (1 + l2 * p->minus.inverse_x2), inverse = 1 / (plus + minus);
  double exponent_z = 2 * l2 / (p->length_m * p->length_m);
  return (struct lr_overlap_profile){split, split * (minus - plus) * inverse, sqrt(plus * minus * inverse),
                                     exponent_z, exponent_z + 2 * split * split * inverse};
}

// `states` has the state of ler, then of her; effects as in machine/overlap.h; depth without that of an offset in y.
void lr_overlap_problem_set(struct lr_overlap_problem *problem, const struct lr_collider *collider,
                            const struct lr_ring_state states[2], unsigned effects, double depth);
// False when the whole row lies outside the cut.
bool lr_overlap_row_set(const struct lr_overlap_problem *problem, double b, struct lr_overlap_row *row);

#endif
