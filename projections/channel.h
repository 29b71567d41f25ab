// SPDX-License-Identifier: GPL-3.0-or-later
// A channel: what a search for one signature needs to turn a luminosity into a reach. The kind of physics is a row in
// channel_types.c (one file in channels/ and one row make a new one); the figures of the published analysis are values
// in struct lr_channel, read from inputs/channels. (model.md R1 to R4)
//
//   struct lr_channel channel;
//   lr_channel_init(&channel, lr_channel_type_find("zp_invisible"));
//   ... fill in efficiency, anchors, ranges ...
//   lr_channel_prepare(&channel, &error);   // checks the figures and solves the background from the anchors
#ifndef LR_PROJECTIONS_CHANNEL_H
#define LR_PROJECTIONS_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { LR_CHANNEL_KNOTS = 64, LR_CHANNEL_VETOES = 16, LR_CHANNEL_EXISTING = 12, LR_EXISTING_POINTS = 64 };

struct lr_point {
  double x, y;
};

// A published limit, for the grey areas of a figure and for comparisons.
struct lr_existing {
  char id[32];
  char experiment[48], publication[96], source[160], status[16];
  char note[160];
  char model[32];        // holds for this model of the channel only; "" = for all
  bool polygon;          // true: the points surround the excluded area; false: everything above the curve is excluded
  double cl;             // 0 = not known
  double luminosity_fb;  // 0 = not a luminosity-scaled search
  struct lr_point point[LR_EXISTING_POINTS];  // mass [GeV], coupling [unit of the channel]
  size_t points;
};

struct lr_channel_type;

struct lr_channel {
  const struct lr_channel_type *type;
  char model[32];        // variant of the physics, "" = the first one of the type
  char caution[600];     // what a reader of the projection must know; printed with it
  char isr[8];           // "none" (Born), "all", or "cut": radiated energy fraction below isr_cut
  double isr_cut;
  double sqrt_s_GeV;
  double mass_min_GeV, mass_max_GeV;
  double coupling_max;   // largest coupling for which a reach is quoted; above it there is none
  double cl;             // of the projection
  double signal_factor, background_factor;  // 1 = as the reference analysis; gains and losses against it
  double decay_radius_m; // decays later than this do not count; 0 = every decay counts (types with a lifetime only)
  struct lr_point efficiency[LR_CHANNEL_KNOTS];  // mass [GeV], efficiency; one knot = the same at every mass
  size_t efficiencies;
  // the published limit that fixes the background: mass [GeV] and coupling, or signal cross-section [fb]
  double reference_luminosity_fb, reference_cl;
  char anchor_quantity[16];   // "coupling" or "cross_section"
  struct lr_point anchor[LR_CHANNEL_KNOTS];
  size_t anchors;
  char background_shape[16];  // between anchors: "exponential" (ln b linear in m, the only form that goes on beyond
                              // the anchors, to the ends of the mass range) or "power" (ln b linear in ln m)
  struct lr_point veto[LR_CHANNEL_VETOES];  // from, to [GeV]
  size_t vetoes;
  struct lr_existing existing[LR_CHANNEL_EXISTING];
  size_t existings;
  // set by lr_channel_prepare: mass [GeV], background events per window and fb^-1
  struct lr_point background[LR_CHANNEL_KNOTS];
};

struct lr_quantity {
  char name[40];
  double value;
  const char *unit;
};

// Squared energy s [GeV^2], mass [GeV], coupling [unit of the type]; production cross-section [fb], Born, 0 below
// threshold, without branching fraction.
typedef enum lr_status (*lr_channel_sigma)(const struct lr_channel *channel, double s_GeV2, double mass_GeV,
                                           double coupling, double *fb, struct lr_error *error);

struct lr_channel_type {
  const char *id, *title, *final_state;
  const char *dataset;  // "4S": only data at the Y(4S) counts; "all": every energy counts
  const char *coupling_symbol, *coupling_unit;
  double coupling_power;       // production cross-section ~ coupling^power
  const char *const *models;   // NULL-terminated; the first is the default
  lr_channel_sigma sigma;
  double (*threshold_GeV)(double mass_GeV);
  // Fraction of the produced particles that decays as the channel looks for. NULL: 1.
  double (*branching)(const struct lr_channel *channel, double mass_GeV);
  // Fraction of these that decays inside the detector, falling with the lifetime. NULL: 1 at every coupling.
  double (*acceptance)(const struct lr_channel *channel, double mass_GeV, double coupling);
  // Further rows for `xsec`: writes up to `room` quantities and returns how many.
  size_t (*quantities)(const struct lr_channel *channel, double mass_GeV, double coupling, struct lr_quantity *row,
                       size_t room);
};

// The registry. Row i, or NULL past the end; by id, NULL if there is none.
const struct lr_channel_type *lr_channel_type_at(size_t i);
const struct lr_channel_type *lr_channel_type_find(const char *id);

// Neutral values: sqrt(s) 10.58 GeV, factors 1, no ISR, CL 90 %, empty lists.
void lr_channel_init(struct lr_channel *channel, const struct lr_channel_type *type);

// Checks every figure and solves the background of each anchor: the b at which the continuous expected limit at the
// reference luminosity and CL is the published one. Status: LR_E_DOMAIN with the name of the figure.
enum lr_status lr_channel_prepare(struct lr_channel *channel, struct lr_error *error);

// Production cross-section [fb] with the ISR option of the channel. Status: LR_E_DOMAIN for a mass or coupling that is
// not positive and finite.
enum lr_status lr_channel_cross_section(const struct lr_channel *channel, double mass_GeV, double coupling, double *fb,
                                        struct lr_error *error);

// Cross-section x branching fraction x decay acceptance x efficiency x signal_factor: signal events per fb^-1.
enum lr_status lr_channel_signal(const struct lr_channel *channel, double mass_GeV, double coupling,
                                 double *events_per_fb, struct lr_error *error);

// Efficiency at a mass, linear in ln m between knots, and background events per window and fb^-1 (after prepare).
// Status: LR_E_DOMAIN outside the knots: neither is extrapolated, but for the exponential background shape.
enum lr_status lr_channel_efficiency(const struct lr_channel *channel, double mass_GeV, double *efficiency,
                                     struct lr_error *error);
enum lr_status lr_channel_background(const struct lr_channel *channel, double mass_GeV, double *events_per_fb,
                                     struct lr_error *error);

// Does the mass lie in a veto window?
bool lr_channel_vetoed(const struct lr_channel *channel, double mass_GeV);

// Rows of `xsec`: cross_section [fb] (Born unless the channel has ISR on), born_cross_section, isr_factor,
// signal_cross_section (x branching), then those of the type. In: room >= 16. Out: *count.
enum lr_status lr_channel_quantities(const struct lr_channel *channel, double mass_GeV, double coupling,
                                     struct lr_quantity *row, size_t room, size_t *count, struct lr_error *error);

#endif
