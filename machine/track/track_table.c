// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/track_table.h"

#include <math.h>

#include "machine/luminosity.h"
#include "machine/overlap.h"
#include "machine/track/ring_of.h"

static const char *const RING[] = {"ler", "her"};
static const struct {
  const char *sigma, *sigma_unit;
  double per_m;
  const char *emittance, *emittance_unit;
  double emittance_per_m;
} PLANE[] = {{"sigma_x", "um", 1e6, "emittance_x", "nm", 1e9},
             {"sigma_y", "um", 1e6, "emittance_y", "pm", 1e12},
             {"sigma_z", "mm", 1e3, "emittance_z", "um", 1e6}};

static void add(struct lr_table *t, const char *quantity, const char *ring, struct lr_track_quantity value, double factor,
                const char *unit, const char *definition) {
  lr_table_row(t);
  lr_table_text(t, "quantity", quantity);
  lr_table_text(t, "ring", ring);
  lr_table_number(t, "value", value.value * factor);
  lr_table_number(t, "error", value.error * factor);
  lr_table_text(t, "unit", unit);
  lr_table_text(t, "definition", definition);
}

static struct lr_track_quantity exactly(double value) { return (struct lr_track_quantity){value, NAN}; }

static struct lr_track_quantity times(struct lr_track_quantity q, double factor) {
  return (struct lr_track_quantity){q.value * factor, q.error * factor};
}

// The collider as tracking sees it: what it does not carry is gone.
static struct lr_collider as_tracked(const struct lr_collider *collider, const struct lr_track_keys *keys) {
  struct lr_collider c = *collider;
  struct lr_ring *rings[] = {&c.ler, &c.her};
  c.jitter_y_m = c.vertical_angle_rad = 0;
  for (int r = 0; r < 2; r++) {
    rings[r]->waist_shift_m = rings[r]->chromatic_size_y_m = rings[r]->roll_rad = 0;
    if (!lr_track_is_tracked(keys, r)) rings[r]->crab_waist = 0;
  }
  return c;
}

// Spread of the luminosity of one crossing over the average: what the sampling by so many particles leaves in one turn.
static double spread_of_a_turn(const struct lr_track_run *run, const struct lr_track_result *result, int beam, double scale) {
  const struct lr_track_sums *sums = lr_track_run_sums(run, beam) + (result->turns - result->averaged);
  double mean = 0, square = 0;
  for (long t = 0; t < result->averaged; t++) {
    double value = sums[t].sum[LR_TRACK_OVERLAP] * scale, step = value - mean;
    mean += step / (double)(t + 1);
    square += step * (value - mean);
  }
  return sqrt(square / (double)(result->averaged - 1));
}

// Of one crossing; what two tracked beams see parts where the Gaussian slices of the one are not what the particles of the other
// are, so half of the difference goes into the error (model.md K15).
static struct lr_track_quantity luminosity_of(const struct lr_track_result *result) {
  struct lr_track_quantity all = result->luminosity_m2;
  if (result->beam[0].tracked && result->beam[1].tracked) all.error = hypot(all.error, (result->view_m2[0].value - result->view_m2[1].value) / 2);
  return all;
}

static void add_luminosity(struct lr_table *t, const struct lr_collider *collider, const struct lr_luminosity *plain,
                           const struct lr_track_setting *setting, const struct lr_track_run *run, const struct lr_track_result *result) {
  int beam = setting->keys.mode == LR_TRACK_WEAK_STRONG ? setting->keys.weak : 0;
  double per_crossing = plain->revolution_frequency_Hz * collider->bunches;
  bool both = result->beam[0].tracked && result->beam[1].tracked;
  struct lr_track_quantity crossing = luminosity_of(result), all = times(crossing, per_crossing);
  add(t, "luminosity", "", all, 1e-4, "cm^-2 s^-1",
      both ? "K10: mean over the averaged turns and of what both rings see, half their difference in the error; all bunches"
           : "K10: mean over the averaged turns, all bunches");
  for (int r = 0; r < 2 && both; r++)
    add(t, "luminosity_seen", RING[r], times(result->view_m2[r], per_crossing), 1e-4, "cm^-2 s^-1", "K15: what the particles of this ring see of the other; all bunches");
  add(t, "luminosity_per_crossing", "", crossing, 1, "m^-2", "K10: luminosity / (f0 bunches)");
  add(t, "specific_luminosity", "", times(all, 1 / (collider->bunches * plain->ler.bunch_current_A * plain->her.bunch_current_A)), 1e-10,
      "cm^-2 s^-1 mA^-2", "M7: luminosity / (bunches I_b+ I_b-)");
  add(t, "luminosity_overlap", "", exactly(plain->luminosity_m2s), 1e-4, "cm^-2 s^-1",
      "M2: rigid Gaussian bunches of the scenario's sizes, with what tracking carries");
  add(t, "luminosity_ratio", "", times(all, 1 / plain->luminosity_m2s), 1, "", "luminosity / luminosity_overlap: pinch and blow-up");
  double scale = setting->ring[beam].number / (double)setting->keys.particles;
  struct lr_track_quantity first = {result->first_luminosity_m2, spread_of_a_turn(run, result, beam, scale)};
  bool few = result->slices[0].wanted || result->slices[1].wanted;  // lumps at their places are no Gaussian bunch: nothing to compare with
  if (few) first = exactly(NAN);
  add(t, "pinch_factor", "", times(first, 1 / plain->per_crossing_m2), 1, "",
      few ? "first crossing / overlap: empty, as the slices are too few for one (table convergence)"
          : "first crossing / overlap; its error is that of so many particles in one turn, an upper bound for a quasi-random start");
}

static void add_beam(struct lr_table *t, int r, const struct lr_collider *collider, const struct lr_luminosity *plain,
                     const struct lr_track_setting *setting, const struct lr_track_run *run, const struct lr_track_result *result) {
  const struct lr_track_beam_result *beam = &result->beam[r];
  const struct lr_ring *ring = r ? &collider->her : &collider->ler;
  const struct lr_ring_state *state = r ? &plain->her : &plain->ler;
  const struct lr_beambeam *xi = r ? &plain->xi_her : &plain->xi_ler;
  const char *how = beam->tracked ? "at the IP before the collision, about the centre" : "frozen: that of the scenario";
  for (int k = 0; k < 3; k++)
    add(t, PLANE[k].sigma, RING[r], beam->tracked ? beam->sigma_m[k] : exactly(beam->sigma_m[k].value), PLANE[k].per_m, PLANE[k].sigma_unit, how);
  for (int k = 0; k < 3; k++)
    add(t, PLANE[k].emittance, RING[r], beam->tracked ? beam->emittance_m[k] : exactly(beam->emittance_m[k].value), PLANE[k].emittance_per_m,
        PLANE[k].emittance_unit, beam->tracked ? "sqrt(<uu><u'u'> - <uu'>^2)" : how);
  if (!beam->tracked) return;
  add(t, "lost_particles", RING[r], exactly(round(beam->lost_fraction * (double)setting->keys.particles)), 1, "",
      "macro-particles beyond an aperture, or out of numbers");
  size_t losses, out = 0;
  const struct lr_track_loss *loss = lr_track_run_losses(run, r, &losses);
  for (size_t i = 0; i < losses; i++) out += loss[i].plane == LR_TRACK_PLANE_NUMBER;
  if (out)
    add(t, "out_of_numbers", RING[r], exactly((double)out), 1, "",
        "of these: no momentum along the way was left, or a coordinate was no number; an aperture would have taken them before");
  add(t, "xi_x_nominal", RING[r], exactly(xi->xi_x_nominal), 1, "", "M4: with the scenario's sizes");
  add(t, "xi_y_nominal", RING[r], exactly(xi->xi_y_nominal), 1, "", "M4: with the scenario's sizes");
  double per_luminosity = lr_beambeam_from_luminosity(ring, state, 1) * plain->revolution_frequency_Hz * collider->bunches;
  add(t, "xi_y_luminosity", RING[r], times(luminosity_of(result), per_luminosity), 1, "", "M6: from the tracked luminosity");
}

enum lr_status lr_track_equilibrium_table(const struct lr_collider *collider, const struct lr_track_setting *setting,
                                          const struct lr_track_run *run, const struct lr_track_result *result,
                                          struct lr_table **table, struct lr_error *error) {
  struct lr_collider carried = as_tracked(collider, &setting->keys);
  struct lr_luminosity plain;
  enum lr_status status = lr_luminosity_evaluate(&carried, &plain, error);
  *table = NULL;
  if (status != LR_OK) return lr_error_context(error, "the overlap beside the tracking");
  struct lr_table *t = *table = lr_table_create("equilibrium", "Equilibrium with collision, by tracking");
  lr_table_column(t, "quantity", LR_TEXT, "", "what", "");
  lr_table_column(t, "ring", LR_TEXT, "", "ring that has it; empty where it has none", "");
  lr_table_column(t, "value", LR_NUMBER, "", "in the unit of the row", "");
  lr_table_column(t, "error", LR_NUMBER, "", "one standard deviation, statistical, from the correlation of turns; of luminosities of two tracked rings also half the difference of what they see; empty: none", "model.md K11");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of value and error", "");
  lr_table_column(t, "definition", LR_TEXT, "", "equation of model.md and words", "");
  add_luminosity(t, collider, &plain, setting, run, result);
  for (int r = 0; r < 2; r++) add_beam(t, r, &carried, &plain, setting, run, result);
  char text[192];
  int frozen = setting->keys.mode == LR_TRACK_WEAK_STRONG ? 1 - setting->keys.weak : -1;
  for (size_t i = 0; lr_track_ring_ignores(collider, frozen, i, text, sizeof text); i++) add(t, "ignored", "", exactly(NAN), 1, "", text);
  return LR_OK;
}

struct lr_table *lr_track_losses_table(const struct lr_track_run *run) {
  struct lr_table *t = NULL;
  for (int r = 0; r < 2; r++) {
    size_t count;
    const struct lr_track_loss *loss = lr_track_run_losses(run, r, &count);
    if (count && !t) {
      t = lr_table_create("losses", "Macro-particles that were lost");
      lr_table_column(t, "ring", LR_TEXT, "", "ring of the particle", "");
      lr_table_column(t, "id", LR_NUMBER, "", "number of the particle in the beam, from 0", "");
      lr_table_column(t, "turn", LR_NUMBER, "", "turn in which it was lost, from 0", "");
      lr_table_column(t, "plane", LR_TEXT, "", "beyond the aperture in x, y or energy; bucket: half a wavelength of the RF from its centre; number: its coordinates left the numbers", "");
    }
    for (size_t i = 0; i < count; i++) {
      lr_table_row(t);
      lr_table_text(t, "ring", RING[r]);
      lr_table_number(t, "id", (double)loss[i].id);
      lr_table_number(t, "turn", (double)loss[i].turn);
      lr_table_text(t, "plane", lr_track_plane_name(loss[i].plane));
    }
  }
  return t;
}

struct lr_table *lr_track_turns_table(const struct lr_collider *collider, const struct lr_track_setting *setting,
                                      const struct lr_track_run *run) {
  static const int FIRST[] = {LR_TRACK_X, LR_TRACK_Y, LR_TRACK_Z}, SECOND[] = {LR_TRACK_XX, LR_TRACK_YY, LR_TRACK_ZZ};
  static const char *const MEAN[] = {"mean_x", "mean_y", "mean_z"};
  struct lr_table *t = lr_table_create("turns", "Turn by turn, before each collision");
  lr_table_column(t, "turn", LR_NUMBER, "", "from 0", "");
  lr_table_column(t, "ring", LR_TEXT, "", "tracked ring", "");
  lr_table_column(t, "luminosity", LR_NUMBER, "cm^-2 s^-1", "of this turn, all bunches", "model.md K10");
  for (int k = 0; k < 3; k++) lr_table_column(t, PLANE[k].sigma, LR_NUMBER, PLANE[k].sigma_unit, "rms about the centre", "");
  for (int k = 0; k < 3; k++) lr_table_column(t, MEAN[k], LR_NUMBER, PLANE[k].sigma_unit, "centre", "");
  lr_table_column(t, "particles", LR_NUMBER, "", "macro-particles left", "");
  double rate = lr_revolution_frequency(collider) * collider->bunches;
  for (int r = 0; r < 2; r++) {
    const struct lr_track_sums *sums = lr_track_run_sums(run, r);
    for (long i = 0; sums && i < lr_track_run_turn(run); i++) {
      const double *sum = sums[i].sum, alive = sum[LR_TRACK_ALIVE];
      lr_table_row(t);
      lr_table_number(t, "turn", (double)i);
      lr_table_text(t, "ring", RING[r]);
      lr_table_number(t, "luminosity", sum[LR_TRACK_OVERLAP] * setting->ring[r].number / (double)setting->keys.particles * rate * 1e-4);
      for (int k = 0; k < 3; k++) {
        double mean = sum[FIRST[k]] / alive;
        lr_table_number(t, PLANE[k].sigma, sqrt(fmax(sum[SECOND[k]] / alive - mean * mean, 0)) * PLANE[k].per_m);
        lr_table_number(t, MEAN[k], mean * PLANE[k].per_m);
      }
      lr_table_number(t, "particles", alive);
    }
  }
  return t;
}
