// SPDX-License-Identifier: GPL-3.0-or-later
// `bunch_length_measured:` of a scenario: a measured fit of the bunch lengths beside the law of the machine.
#ifndef LR_MACHINE_BUNCH_LENGTH_MEASURED_H
#define LR_MACHINE_BUNCH_LENGTH_MEASURED_H

#include "base/fields.h"
#include "base/table.h"
#include "machine/collider.h"

struct lr_measured_length {
  double length_m, slope_m_A;               // sigma_z = length_m + slope_m_A I_b
  double impedance_length_m, impedance_k_per_A;  // cubic law of an impedance model beside it; NaN: none
};

struct lr_bunch_length_measured {
  bool given;
  struct lr_measured_length ler, her;
};

extern const struct lr_field lr_bunch_length_measured_fields[];

// Reads `bunch_length_measured:` into a struct lr_bunch_length_measured, as the `read` of a field.
bool lr_bunch_length_measured_read(const struct lr_reading *reading, const struct lr_node *node, void *target);

// Table "bunch_length": ring, bunch_current, law, measured, ratio (measured / law), operating_point, impedance; up to twice the bunch
// current of the collider (model.md M9). Without a measured fit its columns are empty; so is the law beyond its end.
// The title names the gap at the operating point, or says that the law is the measured fit itself. Status: as lr_ring_evaluate. *table is freed by the caller.
enum lr_status lr_bunch_length_table(const struct lr_collider *collider, const struct lr_bunch_length_measured *measured,
                                     struct lr_table **table, struct lr_error *error);
// Table "bunch_length_luminosity": luminosity_law, luminosity_measured and their relative difference, with an impedance model
// luminosity_impedance (a ring without one as measured) and difference_impedance: an uncertainty, the same currents and emittances, only the bunch lengths exchanged. Status: as lr_luminosity_evaluate.
enum lr_status lr_bunch_length_luminosity_table(const struct lr_collider *collider,
                                                const struct lr_bunch_length_measured *measured, struct lr_table **table,
                                                struct lr_error *error);

#endif
