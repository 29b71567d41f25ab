// SPDX-License-Identifier: GPL-3.0-or-later
// Channel types for tests: sigma = norm m^slope g^power, with a decay length of reach/g^2 between the radii of each mode.
#ifndef LR_TESTS_TOY_CHANNEL_H
#define LR_TESTS_TOY_CHANNEL_H

#include <stdbool.h>

#include "projections/reach.h"
#include "tests/lr_test.h"

enum { TOY_NORM, TOY_SLOPE, TOY_REACH, TOY_PARAMETERS };

static const char *const toy_models[] = {"toy", NULL};
static const char *const toy_kinds[] = {"first", "second", "third", "fourth", NULL};
static const struct lr_channel_parameter toy_parameters[] = {{"norm", LR_DIM_NUMBER, 1e6, 0, 1e30, "fb"},
                                                             {"slope", LR_DIM_NUMBER, 0, -10, 10, "power of the mass"},
                                                             {"reach", LR_DIM_LENGTH, 0, 0, 1e9, "decay length at unit coupling"},
                                                             {.name = NULL}};

static inline enum lr_status toy_sigma(const struct lr_channel *c, double s, double mass, double g, double *fb, struct lr_error *error) {
  (void)s, (void)error;
  *fb = c->parameter[TOY_NORM] * pow(mass, c->parameter[TOY_SLOPE]) * pow(g, c->type->coupling_power);
  return LR_OK;
}
static inline double toy_threshold(double mass) { return mass; }
static inline double toy_branching(const struct lr_channel *c, size_t kind, double mass) {
  (void)c;
  return 0.1 + 0.2 * (double)kind / (1 + mass);
}
static inline double toy_acceptance(const struct lr_channel *c, size_t mode, double mass, double g) {
  const struct lr_displacement *d = &c->mode[mode].displacement;
  double length = c->parameter[TOY_REACH] / (g * g * mass);
  if (!(length > 0)) return 1;
  return exp(-d->min_radius_m / length) * (d->max_radius_m > 0 ? -expm1(-(d->max_radius_m - d->min_radius_m) / length) : 1);
}
static inline size_t toy_quantities(const struct lr_channel *c, double mass, double g, struct lr_quantity *row, size_t room) {
  (void)c, (void)mass, (void)g, (void)row, (void)room;
  return 0;
}

#define TOY_TYPE(name, power, accept, edges)                                                                                      \
  static const struct lr_channel_type name = {.id = #name, .seen = {.tracks = 2, .vertices = 1}, .title = "toy", .final_state = "toy", .dataset = "all",                \
                                              .coupling_symbol = "g", .coupling_unit = "", .coupling_power = power,               \
                                              .models = toy_models, .mode_ids = toy_kinds, .parameters = toy_parameters,          \
                                              .two_edged = edges, .sigma = toy_sigma, .threshold_GeV = toy_threshold,             \
                                              .branching = toy_branching, .acceptance = accept, .quantities = toy_quantities}
TOY_TYPE(toy_linear, 1, NULL, false);
TOY_TYPE(toy_square, 2, NULL, false);
TOY_TYPE(toy_fourth, 4, NULL, false);
TOY_TYPE(toy_long, 2, toy_acceptance, false);
TOY_TYPE(toy_edges, 2, toy_acceptance, true);

// One mode, efficiency 0.5, background per fb^-1 as given.
static inline struct lr_channel toy(const struct lr_channel_type *type, double background) {
  struct lr_channel c;
  lr_channel_init(&c, type);
  c.mass_min_GeV = 0.1, c.mass_max_GeV = 5, c.coupling_min = 1e-8, c.coupling_max = 1;
  c.mode[0].efficiency[0] = (struct lr_point){1, 0.5}, c.mode[0].efficiencies = 1;
  c.mode[0].background[0] = (struct lr_point){1, background}, c.mode[0].backgrounds = 1, c.mode[0].background_given = true;
  return c;
}

static inline void toy_add(struct lr_channel *c, size_t kind, double share, double background, double own_fb) {
  struct lr_channel_mode *m = &c->mode[c->modes++];
  *m = c->mode[0];
  m->kind = kind, m->share = share, m->luminosity_fb = own_fb, m->background[0].y = background;
}

static inline void toy_ready(struct lr_channel *c) {
  struct lr_error error = {0};
  LR_CHECK(lr_channel_prepare(c, &error) == LR_OK);
  if (error.status) fprintf(stderr, "%s\n", error.text);
}

static inline struct lr_reach_point toy_at(const struct lr_channel *c, double mass, double luminosity) {
  struct lr_reach_point p;
  struct lr_error error = {0};
  LR_CHECK(lr_reach_solve(c, mass, luminosity, &p, &error) == LR_OK);
  if (error.status) fprintf(stderr, "%s\n", error.text);
  return p;
}

#endif
