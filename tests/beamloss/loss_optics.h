// SPDX-License-Identifier: GPL-3.0-or-later
// LER optics and assumed gaps behind the published kick-to-loss cases (the figures of inputs/losses/ler_optics.csv), and
// helpers for tests and benchmarks.
#ifndef LR_TESTS_BEAMLOSS_LOSS_OPTICS_H
#define LR_TESTS_BEAMLOSS_LOSS_OPTICS_H

#include <math.h>
#include <string.h>

#include "beamloss/bunch_train.h"
#include "beamloss/kick.h"
#include "beamloss/loss_ring.h"

enum { LER_POINTS = 11, LER_APERTURES = 7 };
static const double LER_GAMMA = 4e9 / 0.51099895069e6, LER_EMITTANCE_Y_m = 40e-12;
static const double NIKKO_m = 2275, OHO_m = 777, NIKKO_KICKER_m = 600;

static const struct lr_loss_optics_point LER_POINT[LER_POINTS] = {
    {"PMD06V1", 370.359, 14.610, 67.204, 6.0358},         {"PMD06V2", 489.675, 9.993, 21.240, 7.6730},
    {"SOURCE_OHO", 777.000, 38.030, 29.643, 11.8417},     {"PMD03V1", 1214.224, 10.365, 16.779, 18.5686},
    {"PMD03V2", 1290.368, 10.429, 17.237, 19.7254},       {"PMD02V1", 1433.810, 13.714, 23.263, 22.0072},
    {"QC1_upstream_peak", 1515.397, NAN, 1284.67, 23.4833},   {"IP", 1516.397, 0.0600, 0.000608, 23.7331},
    {"QC1_downstream_peak", 1517.397, 21.026, 1289.74, 23.9831}, {"SOURCE_NIKKO", 2275.000, 16.454, 13.210, 35.3637},
    {"RING_END", 3016.30649, 55.434, 12.117, 46.5812}};

static const struct lr_aperture LER_APERTURE[LER_APERTURES] = {
    {"PMD06V1", LR_LOSS_COLLIMATOR, 2.8e-3, 2.8e-3, 6e-16}, {"PMD06V2", LR_LOSS_COLLIMATOR, 2.2e-3, 2.2e-3, 6e-16},
    {"PMD03V1", LR_LOSS_COLLIMATOR, 6e-3, 6e-3, 2e-15},     {"PMD03V2", LR_LOSS_COLLIMATOR, 6e-3, 6e-3, 2e-15},
    {"PMD02V1", LR_LOSS_COLLIMATOR, 1.3e-3, 1.3e-3, 6e-15}, {"QC1_upstream_peak", LR_LOSS_IR, 10.5e-3, 10.5e-3, 6e-14},
    {"QC1_downstream_peak", LR_LOSS_IR, 13.5e-3, 13.5e-3, 6e-14}};

static inline struct lr_loss_ring_setup ler_setup(double source_s_m) {
  return (struct lr_loss_ring_setup){.optics = {LER_POINT, LER_POINTS, 3016.30649, 46.5812},
                                     .aperture = LER_APERTURE,
                                     .apertures = LER_APERTURES,
                                     .source = {.s_m = source_s_m},
                                     .emittance_y_m = LER_EMITTANCE_Y_m,
                                     .kicker_s_m = NIKKO_KICKER_m,
                                     .ip_s_m = 1516.397};
}

// The source of the cases: a constant charge on the axis in x, 60 um above the beam, softened by 50 um, beam 300 um wide.
struct steady_source {
  double time_s, net_electrons, y_m;
};
static inline struct lr_train_charge steady_charge(struct steady_source *source) {
  return (struct lr_train_charge){1, &source->time_s, &source->net_electrons, &source->y_m, 0, 50e-6};
}
static inline struct lr_train_beam ler_beam(void) {
  return (struct lr_train_beam){lr_kick_strength_m(LER_GAMMA, 1), 300e-6, 1};
}
static const struct lr_filling TWO_GAPS = {2346, 2, 200e-9, 0};

static inline size_t element_named(const struct lr_loss_ring *ring, const char *name) {
  for (size_t e = 0; e < ring->elements; e++)
    if (strcmp(ring->element[e].name, name) == 0) return e;
  return LR_MOST_LOSS_ELEMENTS;
}

#endif
