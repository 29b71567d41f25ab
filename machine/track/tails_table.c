// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <stdio.h>

#include "machine/quantum_lifetime.h"
#include "machine/track/products_table.h"

static const char *const RING[] = {"ler", "her"}, *const PLANE[] = {"x", "y", "energy"};
static const double LEAST_APERTURE = 3;  // of the table [sigma]: nearer to the core the leading order means nothing
enum { MOST_APERTURES = 40, ENOUGH = 5 };  // rows of a plane; particles that must have been beyond

static struct lr_table *empty_tails(void) {
  struct lr_table *t = lr_table_create("tails", "Distribution of amplitudes with collision");
  lr_table_column(t, "ring", LR_TEXT, "", "tracked ring", "");
  lr_table_column(t, "plane", LR_TEXT, "", "x or y", "");
  lr_table_column(t, "amplitude", LR_NUMBER, "sigma", "sqrt(2 J / emittance), sigma without collision", "model.md K13");
  lr_table_column(t, "survival", LR_NUMBER, "", "share of particles and turns at or beyond it", "model.md K13");
  lr_table_column(t, "error", LR_NUMBER, "", "one standard deviation, from groups of particles", "model.md K13");
  lr_table_column(t, "gauss", LR_NUMBER, "", "of a Gaussian beam without collision", "model.md K13");
  lr_table_column(t, "gauss_tracked", LR_NUMBER, "", "of a Gaussian beam with the tracked emittance", "model.md K13");
  lr_table_column(t, "aperture", LR_NUMBER, "sigma", "of the run, where particles are lost; sigma without collision; empty: none", "");
  return t;
}

static struct lr_table *empty_lifetime(void) {
  struct lr_table *t = lr_table_create("lifetime", "Lifetime at an aperture, by the tails");
  lr_table_column(t, "ring", LR_TEXT, "", "tracked ring", "");
  lr_table_column(t, "plane", LR_TEXT, "", "x, y or energy", "");
  lr_table_column(t, "aperture", LR_NUMBER, "sigma", "sigma without collision", "");
  lr_table_column(t, "way", LR_TEXT, "", "flux, passages, losses or gauss", "model.md K13");
  lr_table_column(t, "lifetime", LR_NUMBER, "s", "mean time; empty: no event", "model.md K13");
  lr_table_column(t, "low", LR_NUMBER, "s", "68 % interval", "");
  lr_table_column(t, "high", LR_NUMBER, "s", "68 % interval; empty: no upper end", "");
  lr_table_column(t, "events", LR_NUMBER, "", "macro-particles that were counted", "");
  lr_table_column(t, "definition", LR_TEXT, "", "what it rests on", "");
  return t;
}

static void add_tail(struct lr_table *t, int beam, int plane, const struct lr_track_tail *tail, double aperture) {
  for (size_t i = 0; i < LR_TRACK_TAIL_EDGES && (i == 0 || tail->survival[i - 1] > 0); i++) {
    double a = lr_track_tail_edge(i);
    lr_table_row(t);
    lr_table_text(t, "ring", RING[beam]);
    lr_table_text(t, "plane", PLANE[plane]);
    lr_table_number(t, "amplitude", a);
    lr_table_number(t, "survival", tail->survival[i]);
    lr_table_number(t, "error", tail->survival_error[i]);
    lr_table_number(t, "gauss", exp(-a * a / 2));
    lr_table_number(t, "gauss_tracked", exp(-a * a / (2 * tail->emittance_ratio)));
    lr_table_number(t, "aperture", aperture);
  }
}

static void add_lifetime(struct lr_table *t, int beam, int plane, double aperture, const char *way, struct lr_track_rate per_turn, double turn_s,
                         double events, const char *definition) {
  lr_table_row(t);
  lr_table_text(t, "ring", RING[beam]);
  lr_table_text(t, "plane", PLANE[plane]);
  lr_table_number(t, "aperture", aperture);
  lr_table_text(t, "way", way);
  lr_table_number(t, "lifetime", turn_s / per_turn.value);
  lr_table_number(t, "low", turn_s / per_turn.high);
  lr_table_number(t, "high", turn_s / per_turn.low);
  lr_table_number(t, "events", events);
  lr_table_text(t, "definition", definition);
}

// Apertures that the run does not have: what they would do follows from particles that pass them unhindered.
static void add_apertures(struct lr_table *t, int beam, int plane, const struct lr_track_tail *tail, double damping, double cut, double turn_s) {
  int rows = 0;
  for (size_t i = 1; i < LR_TRACK_TAIL_EDGES && rows < MOST_APERTURES; i++) {
    double a = lr_track_tail_edge(i), rate = 0;
    if (a < LEAST_APERTURE || fabs(a - round(a)) > 1e-9 || !(tail->survival[i] > 0)) continue;
    if (a > cut - 2) break;  // an aperture empties its own surroundings
    if (tail->passed[i] < ENOUGH) break;
    struct lr_track_quantity flux = lr_track_tail_flux(tail, i, damping);
    rows++;
    if (damping > 0 && flux.value > 0)
      add_lifetime(t, beam, plane, a, "flux", (struct lr_track_rate){flux.value, fmax(flux.value - flux.error, 0), flux.value + flux.error}, turn_s, NAN,
                   "1 / (damping A g(A)), leading order; A that beats by collision is not in it");
    add_lifetime(t, beam, plane, a, "passages", lr_track_poisson_rate(tail->passed[i], tail->risk[i]), turn_s, tail->passed[i],
                 "particles whose amplitude comes to A for the first time");
    if (lr_quantum_rate(a, 1, &rate, NULL) == LR_OK && damping > 0)
      add_lifetime(t, beam, plane, a, "gauss", (struct lr_track_rate){rate * damping, NAN, NAN}, turn_s, NAN, "M18: a Gaussian beam without collision");
  }
}

// Losses of the run itself within the turns that are averaged.
static void add_losses(struct lr_table *t, const struct lr_track_setting *setting, const struct lr_track_run *run, int beam, long from, double turn_s) {
  const struct lr_track_ring *ring = &setting->ring[beam];
  const struct lr_track_sums *sums = lr_track_run_sums(run, beam);
  double exposure = 0;
  size_t losses;
  const struct lr_track_loss *loss = lr_track_run_losses(run, beam, &losses);
  for (long n = from; n < lr_track_run_turn(run); n++) exposure += sums[n].sum[LR_TRACK_ALIVE];
  for (int plane = 0; plane < 3; plane++) {
    double aperture = plane < 2 ? ring->aperture_m[plane] / sqrt(ring->emittance_m[plane] * ring->beta_m[plane])
                                : ring->aperture_delta / sqrt(ring->emittance_m[2] / ring->beta_m[2]);
    double events = 0;
    if (!isfinite(aperture)) continue;
    for (size_t i = 0; i < losses; i++) events += loss[i].plane == plane && (long)loss[i].turn >= from;
    add_lifetime(t, beam, plane, aperture, "losses", lr_track_poisson_rate(events, exposure), turn_s, events, "particles beyond the aperture of the run at the IP");
  }
}

enum lr_status lr_track_tails_tables(const struct lr_collider *collider, const struct lr_track_setting *setting, const struct lr_track_run *run,
                                     const struct lr_track_tails *tails, long from, struct lr_table **tails_table, struct lr_table **lifetime,
                                     struct lr_error *error) {
  double turn_s = 1 / lr_revolution_frequency(collider);
  *tails_table = empty_tails();
  *lifetime = empty_lifetime();
  struct lr_track_tail *tail = malloc(sizeof *tail);
  enum lr_status status = tail ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for the tails");
  for (int beam = 0; beam < 2 && status == LR_OK; beam++) {
    if (!lr_track_run_sums(run, beam)) continue;
    const struct lr_track_ring *ring = &setting->ring[beam];
    for (int plane = 0; plane < 2 && status == LR_OK; plane++) {
      double cut = ring->aperture_m[plane] / sqrt(ring->emittance_m[plane] * ring->beta_m[plane]);
      status = lr_track_tails_read(tails, beam, plane, tail, error);
      if (status != LR_OK) break;
      add_tail(*tails_table, beam, plane, tail, cut);
      add_apertures(*lifetime, beam, plane, tail, ring->damping[plane], cut, turn_s);
    }
    if (status == LR_OK) add_losses(*lifetime, setting, run, beam, from, turn_s);
  }
  free(tail);
  return status;
}
