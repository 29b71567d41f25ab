// SPDX-License-Identifier: GPL-3.0-or-later
// How far out the particles of a run go: the distribution of their amplitudes over many turns, how often they pass an amplitude
// for the first time, and the lifetime at an aperture that follows from either (model.md K13).
#ifndef LR_MACHINE_TRACK_TAILS_H
#define LR_MACHINE_TRACK_TAILS_H

#include "machine/track/equilibrium.h"

// Amplitudes are A = sqrt(q^2 + (beta p)^2) / sigma = sqrt(2 J / emittance) before the collision, with beta, emittance and sigma
// of the ring without collision. They stand at edges: every 0.1 up to 6, 0.2 to 20, 0.5 to 50, 1 to 110.
enum { LR_TRACK_TAIL_EDGES = 251 };
double lr_track_tail_edge(size_t i);

struct lr_track_tails;  // collects; belongs to one run

// Looks at the tracked beams of a run from turn `from` on: it becomes the collector of the run, which must live as long.
// Status: LR_E_DOMAIN (the run is past that turn, or `from` is not before its end), LR_E_MEMORY. The caller frees.
enum lr_status lr_track_tails_create(struct lr_track_run *run, long from, struct lr_track_tails **tails, struct lr_error *error);
void lr_track_tails_free(struct lr_track_tails *tails);  // NULL is fine; the run collects nothing any more

struct lr_track_tail {  // one plane of one beam; index: edge
  double survival[LR_TRACK_TAIL_EDGES], survival_error[LR_TRACK_TAIL_EDGES];  // share of particles and turns at or beyond the edge
  double density[LR_TRACK_TAIL_EDGES], density_error[LR_TRACK_TAIL_EDGES];    // -dS/dA; NaN where nothing is near
  double passed[LR_TRACK_TAIL_EDGES];  // particles that came to the edge for the first time, from inside
  double risk[LR_TRACK_TAIL_EDGES];    // turns of all particles that had not yet come to it
  double emittance_ratio;              // <A^2> / 2: emittance over the one without collision
  long turns;                          // looked at
};
// Errors are from the scatter of groups of 64 particles, which know nothing of each other: what a particle does for long is one
// event. plane 0 x, 1 y. Same bits for any number of threads. Status: LR_E_DOMAIN when no turn was looked at.
enum lr_status lr_track_tails_read(const struct lr_track_tails *tails, int beam, int plane, struct lr_track_tail *tail,
                                   struct lr_error *error);

// Loss rate per turn at edge i of a plane with the amplitude damping rate `damping` (per turn): what radiation takes inward
// through the edge in equilibrium is what comes outward, and all of it is lost once the edge is an aperture (Sands, SLAC-121
// (1970), section 5.8, for any density): rate = damping A g(A). A Gauss gives model.md M18. Leading order: the aperture empties its own
// surroundings, which M18 quantifies for a Gauss (mean time 17 % longer at 4 sigma, 10 % at 5, 3 % at 8). Collisions that make A beat
// (dynamic beta, synchrotron motion) are not in it: a particle is lost at its highest A, which the passages count.
struct lr_track_quantity lr_track_tail_flux(const struct lr_track_tail *tail, size_t i, double damping);

// Rate events / exposure with the central 68.27 % interval of a Poisson count (Garwood, Biometrika 28 (1936) 437); NaN without
// exposure. No event: low = 0, high from one-sided 84.1 %.
struct lr_track_rate {
  double value, low, high;
};
struct lr_track_rate lr_track_poisson_rate(double events, double exposure);

#endif
