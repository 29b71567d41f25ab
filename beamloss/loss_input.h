// SPDX-License-Identifier: GPL-3.0-or-later
// `losses:` of a scenario: where sudden beam losses begin, what starts them, the ring that they go through, the abort and the
// detector. What is not known is a prior (base/prior.h) and is drawn afresh for each event.
#ifndef LR_BEAMLOSS_LOSS_INPUT_H
#define LR_BEAMLOSS_LOSS_INPUT_H

#include "base/date.h"
#include "base/fields.h"
#include "base/prior.h"
#include "beamloss/gate_damage.h"
#include "beamloss/loss_outcome.h"
#include "beamloss/loss_ring.h"
#include "beamloss/material.h"
#include "machine/collider.h"
#include "machine/twiss.h"

enum { LR_LOSS_LER, LR_LOSS_HER, LR_LOSS_RINGS };
enum {
  LR_LOSS_MOST_SECTIONS = 8,
  LR_LOSS_MOST_APERTURES = 40,
  LR_LOSS_MOST_MATERIALS = 12,
  LR_LOSS_MOST_MONITORS = 6,
  LR_LOSS_MOST_KNOTS = 32
};

// A part of the ring where sources may sit. Beta functions and phase are those of the optics row `at`; a place in between has
// the phase of that row plus (s - s_at) / (2 pi mean_beta_y). Without `at` the row is interpolated in the whole table.
struct lr_loss_section {
  char id[32], at[40];
  double weight;
  double start_m, end_m;
  double mean_beta_y_m;  // NaN: that of the row
};

struct lr_loss_aperture {
  char id[40];  // of an optics row
  int kind;     // enum lr_loss_kind
  double top_m, bottom_m;     // half gaps above and below the beam, INFINITY = no jaw
  struct lr_prior dose_Gy;    // mean dose in layer 1 per particle lost here
};

struct lr_loss_ring_input {
  bool given;
  char optics_file[200];
  struct lr_twiss *optics;
  double current_A, bunches, energy_eV;  // of the machine unless said
  struct lr_prior emittance_x_m, emittance_y_m;
  struct lr_prior gap_scale;       // of each aperture, drawn for each
  double damping_turns;            // of a coherent oscillation by the feedback; INFINITY = none
  double kicker_m;                 // s of the abort kicker
  struct lr_loss_section section[LR_LOSS_MOST_SECTIONS];
  size_t sections;
  struct lr_loss_aperture aperture[LR_LOSS_MOST_APERTURES];
  size_t apertures;
};

struct lr_loss_dust {
  double weight[LR_LOSS_MOST_MATERIALS];  // of the materials; 0: not taken
  struct lr_prior radius_m;
  double neutral_share;                   // of the grains that start without charge
  struct lr_prior charge;                 // of the others, elementary charges, negative
  double launched_share;                  // of the grains that are thrown, not dropped
  struct lr_prior fall_m, speed_m_s;      // height of the fall; speed of a thrown grain
  struct lr_prior retention_per_s;        // nu_ret: rate at which the grain takes its charge back
  struct lr_prior electron_share;         // eta: share of the free electrons that acts on the beam
  struct lr_prior strength_eV_m3;         // stress of its own charge at which a grain breaks up
  struct lr_prior charge_cap;             // most net electrons that act on the beam
  double start_height_m;                  // above the beam, where the equations begin
};

struct lr_loss_arc {
  struct lr_prior charge, rise_s, fall_s;  // N_max (1 - exp(-t/rise)) exp(-(t - t1)/fall)
  struct lr_prior height_m;                // of the charge above the beam
};

struct lr_loss_monitor {
  char id[32], at[40];            // at: "detector", or an aperture of a ring
  double threshold_Gy;            // detector: dose in the window
  double threshold_particles;     // else: particles lost in the window
  double window_s, sampling_s;
  double saturation_Gy_s;         // INFINITY = none
  struct lr_prior logic_s, link_s;
};

struct lr_loss_abort {
  long gaps;
  double gap_s, kicker_rise_s;
  struct lr_loss_monitor monitor[LR_LOSS_MOST_MONITORS];
  size_t monitors;
};

struct lr_loss_detector {
  int pxd;                        // enum lr_pxd_policy
  double rate_limit_per_s;        // by_rate: switched off above it
  int on_from;                    // a date; before it the PXD is off; LR_NO_DATE = no such date
  struct lr_prior diamond_factor; // k: dose in layer 1 over that of the diamonds
  struct lr_prior radial_exponent, azimuthal, asymmetry;  // of struct lr_pxd_spread; phi0 and the sign of b are drawn
  struct lr_prior gate_dose_Gy, gate_shape;             // D0, b of 1 - exp(-(D/D0)^b)
};

struct lr_loss_outcomes {
  struct lr_prior quench_eV, damage_eV;  // energy left in the final focus; on one collimator
  struct lr_recovery recovery[LR_END_KINDS];
};

struct lr_loss_rate {
  size_t knots;
  struct { int date; double per_s; } knot[LR_LOSS_MOST_KNOTS];  // from this date on; one knot without a date: always
  double reference_bunch_current_A, exponent;                   // rate ~ (I_b / reference)^exponent; NaN: no dependence
  double threshold_bunch_current_A;                             // no loss below it
};

// What was observed, for the calibration; NaN or 0 = not used.
struct lr_loss_observed {
  bool given;
  double shortest_s, longest_s;                         // from the first loss to the last
  char first_loss[LR_LOSS_MOST_APERTURES][40];          // apertures of which one saw the first loss
  size_t first_losses;
  double gates_share, factor;                           // part of the PXD lost in `events` events, and how far off it may be
  long events, losses_seen;                             // those are the worst of so many
};

struct lr_loss_input {
  bool given;
  long events, turns, particles;
  double tolerance;
  double observed_share;       // lost part of the beam from which an event is counted as a sudden loss
  struct lr_prior ler_share;   // probability that an event is in the positron ring
  struct lr_prior dust_share;  // probability that dust started it, not an arc
  struct lr_prior softening_m, offset_x_m;
  struct lr_loss_ring_input ring[LR_LOSS_RINGS];
  struct lr_material material[LR_LOSS_MOST_MATERIALS];
  size_t materials;
  struct lr_loss_dust dust;
  struct lr_loss_arc arc;
  struct lr_loss_abort abort;
  struct lr_loss_detector detector;
  struct lr_loss_outcomes outcomes;
  struct lr_loss_rate rate;
  struct lr_loss_observed observed;
};

extern const struct lr_field lr_loss_fields[];

// s at the end of the ring [m]: the last row of its optics table.
double lr_loss_ring_end(const struct lr_loss_ring_input *ring);

// Reads `losses:`; currents, bunches and energies that it does not give are those of the machine (NULL: they must be given).
// False, with every problem reported, when it makes no scenario of losses. To be freed even then.
bool lr_loss_read(const struct lr_reading *reading, const struct lr_node *node, const struct lr_collider *machine,
                  struct lr_loss_input *input);
void lr_loss_input_free(struct lr_loss_input *input);

#endif
