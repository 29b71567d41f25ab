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
#include "base/units.h"
#include "projections/trigger_use.h"

enum {
  LR_CHANNEL_KNOTS = 64, LR_CHANNEL_VETOES = 16, LR_CHANNEL_EXISTING = 16, LR_EXISTING_POINTS = 64,
  LR_CHANNEL_MODES = 12, LR_CHANNEL_PARAMETERS = 8
};

struct lr_point {
  double x, y;
};

// A published limit, projection or band, for the grey areas of a figure and for comparisons.
struct lr_existing {
  char id[32];
  char kind[12];         // "limit", "projection" (of others, not a measurement) or "band" (a favoured region, closed)
  char experiment[48], publication[96], source[160], status[16];
  char note[160];
  char model[32];        // holds for this model of the channel only; "" = for all
  bool polygon;          // true: the points surround the area; false: everything above the curve is excluded
  double cl;             // 0 = not known
  double luminosity_fb;  // 0 = not a luminosity-scaled search
  struct lr_point point[LR_EXISTING_POINTS];  // mass [GeV], coupling [unit of the channel]
  size_t points;
};

// Where a displaced vertex counts: the transverse distance r from the interaction point, the polar angle of the particle, and an
// efficiency exp(-r / scale). All zero: every decay counts.
struct lr_displacement {
  double min_radius_m, scale_m, max_radius_m;  // scale 0 = flat, maximum 0 = none
  double theta_min_rad, theta_max_rad;         // maximum 0 = every angle
};

struct lr_channel_type;

// One counting window: a final state of the search, or the data set of another experiment.
struct lr_channel_mode {
  const struct lr_channel_type *type;
  char id[32], title[48];
  char kind_id[32];      // final state of the type, "" = the first; `kind` is its index
  size_t kind;
  double luminosity_fb;  // 0: counts the luminosity of the projection; above: a data set of its own, added as it stands
  double share;          // factor on the signal of this mode: a penalty, or another experiment's number of parents per fb^-1
  struct lr_point efficiency[LR_CHANNEL_KNOTS];  // mass [GeV], efficiency; one knot = the same at every mass
  size_t efficiencies;
  struct lr_displacement displacement;
  // the published limit that fixes the background: mass [GeV] and coupling, signal cross-section [fb] or branching fraction
  char publication[96];
  char reference_model[32];  // model in which the published limit is read; "" = the first one of the type
  double reference_luminosity_fb, reference_cl;
  char anchor_quantity[16];   // "coupling", "cross_section" or "branching"
  struct lr_point anchor[LR_CHANNEL_KNOTS];
  size_t anchors;
  char anchor_status[16];     // read, derived, assumed, ... as the input says; "" = it does not
  char background_shape[16];  // between anchors: "exponential" (ln b linear in m, the only form that goes on beyond
                              // the anchors, to the ends of the mass range) or "power" (ln b linear in ln m)
  struct lr_point veto[LR_CHANNEL_VETOES];  // from, to [GeV]: windows of this mode alone
  size_t vetoes;
  // mass [GeV], background events per window and fb^-1: given, or set by lr_channel_prepare from the anchors
  struct lr_point background[LR_CHANNEL_KNOTS];
  size_t backgrounds;
  bool background_given;
};

// Relative uncertainties. Of the background: part (at the reference luminosity, falling as L^-1/2) and floor add in squares.
struct lr_channel_systematic {
  double signal, background, background_floor;
};

// Where the background comes from, at the conditions of the reference: shares that add up to 1. A part from the beams grows
// with current x pressure x time (pressure ~ current), a part of time with the hours, not with the luminosity. The conditions of
// the reference: mean luminosity while data are taken [m^-2 s^-1] and product of the currents [A^2]; 0 = not known, that part then goes as the luminosity.
struct lr_channel_split {
  double luminosity, beam, time, reference_m2s, reference_A2;
};

struct lr_channel {
  const struct lr_channel_type *type;
  char id[48];
  char model[32];        // variant of the physics, "" = the first one of the type
  char caution[900];     // what a reader of the projection must know; printed with it
  char isr[8];           // "none" (Born), "all", or "cut": radiated energy fraction below isr_cut
  double isr_cut;
  double sqrt_s_GeV;
  double mass_min_GeV, mass_max_GeV;
  double mass2_GeV;      // second mass, for types that have one
  double parameter[LR_CHANNEL_PARAMETERS];  // of the model, in the order of type->parameters, in their units
  double coupling_min, coupling_max;   // a reach is quoted between these; outside there is none
  double cl;             // of the projection
  double signal_factor, background_factor;  // 1 = as the reference analysis; gains and losses against it
  double gain;           // of the analysis: divides the limit on the signal; 1 = as the reference analysis
  double decay_radius_m; // decays later than this do not count; 0 = every decay counts (types with a lifetime only)
  double resolution;     // width of the signal window relative to its centre, FWHM of what is fitted / mass; 0 = not known
  struct lr_channel_systematic systematic;
  struct lr_channel_split split;
  struct lr_trigger_use trigger[LR_MOST_TRIGGER_USES];  // lines that select it, with the efficiency for selected events
  size_t triggers;
  int trigger_combine;   // enum lr_trigger_combine
  struct lr_channel_mode mode[LR_CHANNEL_MODES];
  size_t modes;
  struct lr_point veto[LR_CHANNEL_VETOES];  // from, to [GeV], for all modes
  size_t vetoes;
  struct lr_existing existing[LR_CHANNEL_EXISTING];
  size_t existings;
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

struct lr_channel_parameter {
  const char *name;
  enum lr_dimension dimension;  // LR_DIM_NUMBER, LR_DIM_ENERGY (kept in GeV), LR_DIM_LENGTH (m), ...
  double value, low, high;      // default and range, in the kept unit
  const char *doc;
};

// How a search sees an event, for conditions of data taking: numbers of tracks (a tau counts as one), photons and displaced vertices,
// and whether it looks for a peak in the recoil mass.
struct lr_signature {
  int tracks, photons, vertices;
  bool recoil;
};

struct lr_channel_type {
  struct lr_signature seen;
  const char *id, *title, *final_state;
  const char *dataset;  // "4S": only data at the Y(4S) counts; "all": every energy counts
  const char *coupling_symbol, *coupling_unit;
  double coupling_power;       // production cross-section ~ coupling^power
  double coupling_bound;       // no coupling lies above: 1 for a sine; 0: none
  const char *const *models;   // NULL-terminated; the first is the default
  const char *const *mode_ids; // final states, NULL-terminated; NULL: one without a name
  const struct lr_channel_parameter *parameters;  // ended by a row without a name; NULL: none
  const char *mass_symbol, *mass2_symbol;         // NULL: m; no second mass
  bool maps_mass2;             // a limit on the cross-section is taken to hold at every second mass: a map in both says something
  bool two_edged;              // the acceptance falls at large coupling: the reach has a lower and an upper edge
  lr_channel_sigma sigma;
  double (*threshold_GeV)(double mass_GeV);
  // Is the pair of masses open? NULL: always. Only types with a second mass.
  bool (*open)(const struct lr_channel *channel, double mass_GeV);
  // Fraction of the produced particles that decays as the final state `kind` looks for, and is produced where it looks. NULL: 1.
  double (*branching)(const struct lr_channel *channel, size_t kind, double mass_GeV);
  // All that is produced over `sigma`, where that is of one mode of production and branching() has the ratio of others in it. NULL: 1.
  double (*produced)(const struct lr_channel *channel, double mass_GeV);
  // Fraction of these that decays where mode `mode` (index into channel->mode) looks. NULL: 1 at every coupling.
  double (*acceptance)(const struct lr_channel *channel, size_t mode, double mass_GeV, double coupling);
  // Parents (B mesons, tau leptons) per fb^-1 for the final state, where the channel looks at their decays: sigma is then
  // this times the branching fraction. NULL: the particle is produced directly.
  double (*parents_per_fb)(const struct lr_channel *channel, size_t kind);
  // Further rows for `xsec`: writes up to `room` quantities and returns how many.
  size_t (*quantities)(const struct lr_channel *channel, double mass_GeV, double coupling, struct lr_quantity *row,
                       size_t room);
  // The coupling in other terms of the model (xi, C/Lambda, branching fraction, ...). NULL: none.
  size_t (*express)(const struct lr_channel *channel, double mass_GeV, double coupling, struct lr_quantity *row,
                    size_t room);
};

// The registry. Row i, or NULL past the end; by id, NULL if there is none.
const struct lr_channel_type *lr_channel_type_at(size_t i);
const struct lr_channel_type *lr_channel_type_find(const char *id);

// Neutral values: sqrt(s) 10.58 GeV, factors 1, no ISR, CL 90 %, empty lists.
void lr_channel_init(struct lr_channel *channel, const struct lr_channel_type *type);

// Neutral values of one mode: share 1, no data set of its own, empty lists.
void lr_channel_mode_init(struct lr_channel *channel, size_t mode);

// Checks every figure and solves the background of each anchor: the b at which the continuous expected limit at the
// reference luminosity and CL is the published one. Status: LR_E_DOMAIN with the name of the figure.
enum lr_status lr_channel_prepare(struct lr_channel *channel, struct lr_error *error);

// Production cross-section [fb] with the ISR option of the channel. Status: LR_E_DOMAIN for a mass or coupling that is
// not positive and finite.
enum lr_status lr_channel_cross_section(const struct lr_channel *channel, double mass_GeV, double coupling, double *fb,
                                        struct lr_error *error);

// Cross-section x branching fraction x acceptance x efficiency x share x signal_factor: signal events per fb^-1 of one mode
// (index into channel->mode; one with a data set of its own takes no signal_factor). 0 where the mode does not look.
enum lr_status lr_channel_signal(const struct lr_channel *channel, size_t mode, double mass_GeV, double coupling,
                                 double *events_per_fb, struct lr_error *error);

// Efficiency of a mode at a mass, linear in ln m between knots, and background events per window and fb^-1 (after prepare).
// Status: LR_E_DOMAIN outside the knots: neither is extrapolated, but for the exponential background shape.
enum lr_status lr_channel_efficiency(const struct lr_channel *channel, size_t mode, double mass_GeV, double *efficiency,
                                     struct lr_error *error);
enum lr_status lr_channel_background(const struct lr_channel *channel, size_t mode, double mass_GeV, double *events_per_fb,
                                     struct lr_error *error);

// Does the mass lie in a veto window of the channel? Does a mode look there at all: no window of its own, inside its knots?
bool lr_channel_vetoed(const struct lr_channel *channel, double mass_GeV);
bool lr_channel_mode_looks(const struct lr_channel *channel, size_t mode, double mass_GeV);

// Relative uncertainty of the background at a luminosity [fb^-1].
double lr_channel_background_error(const struct lr_channel *channel, double reference_luminosity_fb, double luminosity_fb);

// Value of a parameter by name; a name that the type has not is a bug.
double lr_channel_parameter(const struct lr_channel *channel, const char *name);

// Rows of `xsec`: cross_section [fb] (of all modes of production; Born unless the channel has ISR on), born_cross_section, isr_factor,
// signal_cross_section (x branching fractions of the final states that the modes without a data set of their own look for, each
// once; without modes, all of the type), then those of the type and its `express`. In: room >= 32. Out: *count.
enum lr_status lr_channel_quantities(const struct lr_channel *channel, double mass_GeV, double coupling,
                                     struct lr_quantity *row, size_t room, size_t *count, struct lr_error *error);

#endif
