// SPDX-License-Identifier: GPL-3.0-or-later
// Parameter sets for the tests of machine/ (status: read = taken from the cited source, known = from memory of it).
#ifndef LR_TESTS_MACHINE_COLLIDERS_H
#define LR_TESTS_MACHINE_COLLIDERS_H

#include <math.h>

#include "machine/collider.h"

static inline struct lr_ring test_ring(double energy_GeV, double population, double beta_x_m, double beta_y_m,
                                       double emittance_x_m, double emittance_y_m, double sigma_z_m) {
  return (struct lr_ring){.energy_eV = energy_GeV * 1e9,
                          .current_A = NAN,
                          .bunch_population = population,
                          .beta_x_m = beta_x_m,
                          .beta_y_m = beta_y_m,
                          .emittance_x_m = emittance_x_m,
                          .emittance_y_m = emittance_y_m,
                          .bunch_length = {.model = LR_BUNCH_LENGTH_GIVEN, .length_m = sigma_z_m},
                          .tune_x = NAN,
                          .tune_y = NAN,
                          .tune_s = NAN};
}

static inline struct lr_collider test_superkekb(double bunches, struct lr_ring ler, struct lr_ring her) {
  return (struct lr_collider){
      .circumference_m = 3016.315, .crossing_angle_rad = 0.083, .bunches = bunches, .ler = ler, .her = her};
}

static inline struct lr_collider test_with_currents(struct lr_collider collider, double ler_A, double her_A) {
  collider.ler.current_A = ler_A;
  collider.her.current_A = her_A;
  collider.ler.bunch_population = collider.her.bunch_population = NAN;
  return collider;
}

// Design report, as in Akai, Furukawa, Koiso, arXiv:1809.01958, and Ohnishi et al., PTEP 2013 03A011 (known).
static inline struct lr_collider test_design(void) {
  return test_with_currents(test_superkekb(2500, test_ring(4, NAN, 0.032, 0.27e-3, 3.2e-9, 8.64e-12, 6e-3),
                                           test_ring(7.007, NAN, 0.025, 0.30e-3, 4.6e-9, 12.9e-12, 5e-3)),
                            3.6, 2.6);
}

// The same with round populations and eps_y 11.5 pm: a set that other codes were run on.
static inline struct lr_collider test_design_peer(void) {
  return test_superkekb(2500, test_ring(4, 9.04e10, 0.032, 0.27e-3, 3.2e-9, 8.64e-12, 6e-3),
                        test_ring(7.007, 6.53e10, 0.025, 0.30e-3, 4.6e-9, 11.5e-12, 5e-3));
}

// June 2022: sigma_y 0.215 um in both rings, bunch lengths at that current.
static inline struct lr_collider test_2022(void) {
  return test_superkekb(2249, test_ring(4, 36885890939.45575, 0.08, 1e-3, 4e-9, 4.6225e-11, 6e-3),
                        test_ring(7.007, 30687050826.996117, 0.06, 1e-3, 4.6e-9, 4.6225e-11, 5.9e-3));
}

// FCC-ee Z, two IPs, midterm-like (known).
static inline struct lr_collider test_fcc_z(void) {
  struct lr_ring ring = test_ring(45.6, 2.14e11, 0.11, 0.7e-3, 7.1e-10, 1.9e-12, 12.7e-3);
  return (struct lr_collider){
      .circumference_m = 90658.816, .crossing_angle_rad = 0.03, .bunches = 11200, .ler = ring, .her = ring};
}

// FCC-ee Z with four IPs (read: github pkicsiny/superkekb input_files/config.py, FCC V23 parameters).
static inline struct lr_collider test_fcc_z4(void) {
  struct lr_ring ring = test_ring(45.6, 1.51e11, 0.11, 0.7e-3, 7.1e-10, 1.4e-12, 12.7e-3);
  return (struct lr_collider){
      .circumference_m = 90658.816, .crossing_angle_rad = 0.03, .bunches = 15880, .ler = ring, .her = ring};
}

// Input of the BBWS runs (read: github pkicsiny/superkekb BBWS/20231120_Wz); one bunch.
static inline struct lr_collider test_bbws(double sigma_z_her_m) {
  return test_superkekb(1, test_ring(4, 4.459e10, 0.08, 1e-3, 4e-9, 20e-12, 4.6e-3),
                        test_ring(7.00729, 3.579e10, 0.06, 1e-3, 4.6e-9, 35e-12, sigma_z_her_m));
}

// Zhou's beam-beam set of April 2022 (read, github pkicsiny/superkekb input_files/config.py citing arXiv:2306.02681;
// emittance_y of the LER 30 pm is fitted).
static inline struct lr_collider test_zhou(void) {
  return test_with_currents(test_superkekb(1, test_ring(4, NAN, 0.08, 1e-3, 4e-9, 30e-12, 4.6e-3),
                                           test_ring(7.00729, NAN, 0.06, 1e-3, 4.6e-9, 35e-12, 5.1e-3)),
                            0.71e-3, 0.57e-3);
}

static inline struct lr_collider test_round(double beta_m, double sigma_z_m) {
  struct lr_ring ring = test_ring(5, 1e11, beta_m, beta_m, 1e-9, 1e-9, sigma_z_m);
  return (struct lr_collider){.circumference_m = 2997.92458, .bunches = 1, .ler = ring, .her = ring};
}

// LHC at 13.6 TeV, 2023-like (known): round beams, small angle, long bunches.
static inline struct lr_collider test_lhc(void) {
  double emittance_m = 2.0e-6 / (6800e9 / 938.27208943e6);
  struct lr_ring ring = test_ring(6800, 1.4e11, 0.30, 0.30, emittance_m, emittance_m, 0.0755);
  ring.particle = LR_PROTON;
  return (struct lr_collider){
      .circumference_m = 26658.883, .crossing_angle_rad = 320e-6, .bunches = 2400, .ler = ring, .her = ring};
}

#endif
