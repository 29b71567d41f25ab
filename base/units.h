// SPDX-License-Identifier: GPL-3.0-or-later
// Units. Quantities enter as text with a unit ('0.6 mm', '6e34 cm^-2 s^-1', '50 ab^-1') and live in SI (energies in eV, and so
// a stress in eV/m^3 and a power in eV/s: a field in W or J has the scale LR_E_C).
// A unit is a product of known names with integer powers: 'mm/mA', 'cm^-2 s^-1', 'fb^-1', '/day'. For a dose, rad is the
// old unit of 0.01 Gy; for anything else it is the radian.
#ifndef LR_BASE_UNITS_H
#define LR_BASE_UNITS_H

#include <stdbool.h>
#include <stddef.h>

// X(name, words for messages, example, unit in which ranges are shown)
#define LR_DIMENSION_LIST(X)                                                                      \
  X(LR_DIM_NUMBER, "a number", "0.9 or 90 %", "")                                                 \
  X(LR_DIM_LENGTH, "a length", "0.6 mm", "m")                                                     \
  X(LR_DIM_ANGLE, "an angle", "83 mrad", "mrad")                                                  \
  X(LR_DIM_CURRENT, "a current", "1.46 A", "A")                                                   \
  X(LR_DIM_ENERGY, "an energy", "4 GeV", "GeV")                                                   \
  X(LR_DIM_TIME, "a time", "40 min", "h")                                                         \
  X(LR_DIM_RATE, "a rate", "0.5 /day", "/day")                                                    \
  X(LR_DIM_LUMINOSITY, "a luminosity", "6e34 cm^-2 s^-1", "cm^-2 s^-1")                           \
  X(LR_DIM_INTEGRATED, "an integrated luminosity", "50 ab^-1", "ab^-1")                           \
  X(LR_DIM_CROSS_SECTION, "a cross-section", "5.1 fb", "fb")                                      \
  X(LR_DIM_LENGTH_PER_CURRENT, "a length per current", "1.7642 mm/mA", "mm/mA")                   \
  X(LR_DIM_PER_CURRENT, "an inverse current", "0.48 /mA", "/mA")                                  \
  X(LR_DIM_PER_ENERGY, "an inverse energy", "1e-3 GeV^-1", "GeV^-1")                          \
  X(LR_DIM_CHARGE, "a charge", "3 nC", "nC")                                                      \
  X(LR_DIM_CURRENT_SQUARED, "a product of currents", "0.35 mA^2", "mA^2")                         \
  X(LR_DIM_RATE_PER_CURRENT, "a rate per current", "0.1 h^-1 A^-1", "h^-1 A^-1")                 \
  X(LR_DIM_SPEED, "a speed", "10 m/s", "m/s")                                                     \
  X(LR_DIM_STRESS, "a mechanical stress", "30 MPa", "MPa")                                        \
  X(LR_DIM_DOSE, "a dose", "4 mrad", "Gy")                                                        \
  X(LR_DIM_DOSE_RATE, "a dose rate", "140 krad/s", "Gy/s")  \
  X(LR_DIM_PER_LENGTH, "an inverse length", "0.1 m^-1", "m^-1")                                   \
  X(LR_DIM_VOLTAGE, "a voltage", "9.4 MV", "MV")                                                  \
  X(LR_DIM_IMPEDANCE, "an impedance", "1 kohm", "kohm")                                           \
  X(LR_DIM_INDUCTANCE, "an inductance", "20 nH", "nH")                                            \
  X(LR_DIM_CONDUCTIVITY, "a conductivity", "3.77e7 S/m", "S/m")                                   \
  X(LR_DIM_POWER, "a power", "9 MW", "MW")                                                        \
  X(LR_DIM_POWER_PER_CURRENT, "a power per current", "4 MW/A", "MW/A")                            \
  X(LR_DIM_ELECTRICITY, "an amount of electricity", "300 GWh", "GWh")

#define LR_DIMENSION_ENUM(name, words, example, unit) name,
enum lr_dimension { LR_DIMENSION_LIST(LR_DIMENSION_ENUM) LR_DIMENSION_COUNT };
#undef LR_DIMENSION_ENUM

const char *lr_dimension_words(enum lr_dimension dimension);    // "a length"
const char *lr_dimension_example(enum lr_dimension dimension);  // "0.6 mm"
const char *lr_dimension_unit(enum lr_dimension dimension);     // "m"

// Reads `text` as a quantity of `dimension` into SI. False when it is no finite number, has a unit of another
// dimension, no unit where one is needed, or an unknown unit; then `reason` (size bytes) says which.
bool lr_quantity_parse(const char *text, enum lr_dimension dimension, double *value_SI, char *reason, size_t size);

// Plain number, no unit: the whole text, finite, decimal.
bool lr_number_parse(const char *text, double *value);

// The factor from `unit` to SI (1 for ""). An unknown unit is a bug of the program: the table columns are fixed texts.
double lr_unit_factor(const char *unit);
// value_SI in `unit`.
double lr_in_unit(double value_SI, const char *unit);

#endif
