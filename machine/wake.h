// SPDX-License-Identifier: GPL-3.0-or-later
// Longitudinal wakes: a table, resonators, resistive walls, inductance and resistance, and their sum.
// s is the distance behind the charge [m]; a wake is positive where it takes energy [V/C]. Nothing is ahead of the charge
// but what a table says.
#ifndef LR_MACHINE_WAKE_H
#define LR_MACHINE_WAKE_H

#include <stddef.h>

#include "base/error.h"

enum { LR_WAKE_MOST = 8 };

struct lr_wake_table;  // owned by who read it

struct lr_wake_resonator {
  double shunt_ohm;
  double frequency_Hz;
  double quality;  // Q; broad band: about 1
};

struct lr_wake_wall {  // a round pipe of one conductor
  double length_m;
  double radius_m;
  double conductivity_S_m;
  double cut_m;  // the long-range form holds behind it; 0 = where the near part starts at Z0 c L / (pi b^2)
};

struct lr_wake {
  const struct lr_wake_table *table;  // NULL = none
  struct lr_wake_resonator resonator[LR_WAKE_MOST];
  size_t resonators;
  struct lr_wake_wall wall[LR_WAKE_MOST];
  size_t walls;
  double inductance_H;    // W = L c^2 delta'(s)
  double resistance_ohm;  // W = R c delta(s)
};

// Reads a table: two columns, z [m] = distance behind the charge, W [V/pC] with W < 0 where energy is taken; blank lines and
// `#` comments. The table begins at or ahead of the charge (z <= 0): before it the wake is zero, behind its end it is not known.
// Linear between rows. Status: LR_E_INPUT with "NAME:LINE: what" (a row that is no two numbers, z not rising, fewer than
// 3 rows, a first z > 0, most of the wake ahead of the charge), LR_E_MEMORY.
enum lr_status lr_wake_table_parse(const char *name, const char *text, struct lr_wake_table **table,
                                   struct lr_error *error);
// The same from a file. Status also LR_E_IO.
enum lr_status lr_wake_table_read(const char *path, struct lr_wake_table **table, struct lr_error *error);
void lr_wake_table_free(struct lr_wake_table *table);  // NULL is fine
double lr_wake_table_end(const struct lr_wake_table *table);  // last z [m]
// As lr_wake_value, of a table alone.
double lr_wake_table_value(const struct lr_wake_table *table, double s_m, int times);

// Parameters positive, counts within LR_WAKE_MOST, and a table that reaches `reach_m` behind the charge.
// Status: LR_E_DOMAIN with the reason.
enum lr_status lr_wake_check(const struct lr_wake *wake, double reach_m, struct lr_error *error);

// The wake (times = 0) [V/C] or its integral from ahead, taken `times` = 1, 2 or 3 times [V m^times / C], at s_m.
// Without the inductance and the resistance, whose wakes are no functions; NaN behind the end of a table (lr_wake_check).
//   table: linear between rows, integrated exactly.
//   resonator (model.md M12): W = 2 a R e^(-a s/c) [cos(w s/c) - (a/w) sin(w s/c)], a = w_R/2Q, w^2 = w_R^2 - a^2; any Q.
//   wall: W = -C/s^1.5 for s > cut, C = (c L/4pi b) sqrt(Z0/pi sigma); before the cut a straight line that keeps
//   Int W = 0 and adds no inductance (assumed; first-order lengthening right to (cut/sigma_z)^1.5).
// Chao, Physics of Collective Beam Instabilities (1993), sections 2.2 and 2.3 (known).
double lr_wake_value(const struct lr_wake *wake, double s_m, int times);

// Loss factor of a Gaussian bunch from one resistive wall without cut, c L Gamma(3/4) sqrt(Z0/2 sigma) /
// (4 pi^2 b sigma_z^1.5) [V/C].
double lr_wake_wall_loss_factor(const struct lr_wake_wall *wall, double sigma_z_m);

#endif
