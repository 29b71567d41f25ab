// SPDX-License-Identifier: GPL-3.0-or-later
// Equations from a charge at the source to lost particles and the abort.
#include "cli/equations.h"

const struct lr_equation lr_equations_loss[] = {
    {.label = "B10",
     .title = "Kick of a charge at rest in the beam's path",
     .quantities = {"kick", "softening"},
     .equation = "Δy' = ∓ (2 r_e N_q/γ) (y - y_d)/((x - x_d)² + (y - y_d)² + a²),   upper sign for positrons",
     .unit = "rad",
     .symbols = "N_q: net electrons at the source; (x_d, y_d): their centre; a: softening; r_e: classical radius of the electron; "
                "γ: Lorentz factor of the beam",
     .source = "Coulomb field of a charge at rest on a passing particle at the speed of light; softened core",
     .status = "known",
     .valid = "the charge does not move while a bunch passes; a single core of radius a stands for a cloud. lr_kick_point is the plain form, to "
              "check the loop over macro-particles",
     .code = "beamloss/train_pass.c:kick beamloss/kick.c:lr_kick_strength_m beamloss/kick.c:lr_kick_point",
     .cases = "",
     .tests = "signs in both rings, action and reaction"},
    {.label = "B11",
     .title = "Mean kick of a flat bunch",
     .quantities = {"mean_kick"},
     .equation = "⟨Δy'⟩ = ± (2 r_e N_q/γ) √(π/2)/σ_x erf((y_d - y_c)/(√2 σ_y))",
     .unit = "rad",
     .symbols = "y_c: centre of the bunch; σ_x, σ_y: rms sizes at the source; the rest as in B10",
     .source = "B10 without softening, averaged over a Gaussian bunch",
     .status = "derived",
     .valid = "σ_y << σ_x and |y_d - y_c| << σ_x: 14 % too much at y_d = 60 um, σ_x = 300 um. Not used by an event (B16)",
     .code = "beamloss/kick.c:lr_kick_mean",
     .cases = "KICK-1",
     .tests = "a Gaussian sample of B10"},
    {.label = "B12",
     .title = "Ring as seen from a source",
     .quantities = {"loss_elements", "path", "r12"},
     .equation = "path_k = (s_k - s_0) mod C, in (0, C]\n"
                 "y_k = √β_k (Y cos φ_k + P sin φ_k),   φ_k = 2π (ν_k - ν_0)\n"
                 "R12 = √(β_0 β_k) sin φ_k",
     .unit = "m",
     .symbols = "Y, P: normalised coordinates behind the kick; 0: the source; ν: phase advance in turns; C: circumference",
     .source = "linear optics (Courant and Snyder, Ann. Phys. 3, 1, 1958)",
     .status = "known",
     .valid = "linear, vertical plane, no coupling, nominal orbit at the middle of the jaws; a source between rows of the table has "
              "a smooth beta of its stretch; a named section has β_y of its row and a phase from mean_beta_y, of which the harmonic mean is "
              "exact: the shipped 16.0 and 20.6 m are arithmetic means of the wigglers. R12 is not used by an event",
     .code = "beamloss/loss_ring.c:lr_loss_ring_build beamloss/closed_loss.c:lr_element_r12_m",
     .cases = "",
     .tests = "transfer elements of the LER from both wigglers; smallest kicks that scrape: 75, 85, 94 urad from Nikko, 57, 69, 64 from Oho"},
    {.label = "B13",
     .title = "Edge cut, one pass",
     .quantities = {"edge_cut"},
     .equation = "stored = Φ((d_up - y_c)/σ) - Φ((-d_low - y_c)/σ)",
     .unit = "1",
     .symbols = "Φ: normal distribution; d_up, d_low: jaws; y_c: centre of the bunch; σ: rms size at the jaws",
     .source = "Gaussian beam",
     .status = "known",
     .valid = "Gaussian tails; a real halo loses earlier. A limit of B16, not used by an event",
     .code = "beamloss/closed_loss.c:lr_edge_cut",
     .cases = "LOS-01",
     .tests = "printed values, tails, macro-particles (B16) with a kick equal for all"},
    {.label = "B14",
     .title = "Cut with mixed phases",
     .quantities = {"phase_mixed_cut"},
     .equation = "stored = P(χ'²_2(a²) < n²) = ∫_0^n r e^(-(r² + a²)/2) I0(a r) dr;   a = 0: 1 - e^(-n²/2)\n"
                 "lifetime: τ = (τ_y/2) e^(n²/2)/(n²/2)",
     .unit = "1",
     .symbols = "a: offset, n: aperture, both in σ; I0: modified Bessel function; τ_y: damping time of the amplitude",
     .source = "Rice distribution; lifetime: Sands, SLAC-121 (1970)",
     .status = "known",
     .valid = "many turns with an irrational tune after a single kick. A limit of B16, not used by an event",
     .code = "beamloss/closed_loss.c:lr_phase_mixed_cut beamloss/closed_loss.c:lr_cut_lifetime_ratio",
     .cases = "LOS-02",
     .tests = "printed values to 1e-6, macro-particles (B16) over 400 turns"},
    {.label = "B15",
     .title = "Centroid from turn to turn",
     .quantities = {"centroid"},
     .equation = "A ← (A + i √β_0 ⟨Δy'⟩) e^(-2πi ν) e^(-T0/τ_fb),   y_k = √β_k Re[A e^(-iφ_k)]\n"
                 "steady kick: |A| = √β_0 ⟨Δy'⟩/(2 |sin πν|)",
     .unit = "sqrt(m)",
     .symbols = "A = Y + iP; ν: tune; τ_fb: damping time of the bunch feedback; T0: time of a turn",
     .source = "linear optics",
     .status = "known",
     .valid = "as B12. A limit of B16, not used by an event",
     .code = "beamloss/closed_loss.c:lr_centroid_turn beamloss/closed_loss.c:lr_steady_orbit_factor",
     .cases = "",
     .tests = "steady orbit reached turn by turn, macro-particles (B16) with feedback"},
    {.label = "B16",
     .title = "Bunch train of macro-particles",
     .quantities = {"lost_fraction", "stored_fraction", "lost_element"},
     .equation = "turn n of a particle at place τ of the train: kick (B10) at n T0 + τ with N_q, y_d of that time and x ~ N(0, σ_x)\n"
                 "lost at the first element with y_k > d_up or y_k < -d_low, at n T0 + τ + path_k/c\n"
                 "feedback: (Y, P) += (f - 1) ⟨(Y, P)⟩ over a 32nd of the train\n"
                 "stored + Σ lost_k + dumped = start",
     .unit = "1",
     .symbols = "τ: arrival at the source; N_q, y_d: net electrons and their height; f: feedback factor per turn",
     .source = "",
     .status = "derived",
     .valid = "vertical plane; x is mixed from turn to turn; no energy loss or scattering of what a jaw stops",
     .code = "beamloss/train_pass.c:lr_train_pass beamloss/bunch_train.c:lr_train_restart beamloss/bunch_train.c:lr_train_fire "
             "beamloss/loss_turn.c:lr_loss_turn",
     .cases = "",
     .tests = "survival after 1, 2, 3 and 10 turns and shares by element for eight charges, B13, B14, a plain search for "
              "the element of each loss, a run without an abort"},
    {.label = "B17",
     .title = "Abort",
     .quantities = {"abort", "abort_time", "recorded_dose"},
     .equation = "read: end of the first sample with Σ_window min(dose, saturation × sampling) ≥ threshold\n"
                 "request = read + logic + link, the earliest of all monitors\n"
                 "full = next head of a gap at the kicker + rise,   empty = full + T0\n"
                 "a particle is dumped at its first passage of the kicker at or after full",
     .unit = "s",
     .symbols = "T0: time of a turn; dose: lost particles × dose per lost particle of the element; gaps: T0/n_gap apart",
     .source = "structure of the SuperKEKB abort (Mimashi et al.); latencies are inputs",
     .status = "known",
     .valid = "the kicker rises within the gap; nothing is lost on its rising field. One of N macro-particles stands for I T0/(e N) particles: 1e11 at "
              "1.6 A and N = 1000, which gives 15 times the threshold of 4 mrad at the narrowest collimator; so the threshold is crossed by the first "
              "macro-particle lost, and thresholds below it are not resolved: use more `particles`",
     .code = "beamloss/abort.c:lr_abort_feed beamloss/abort.c:lr_abort_advance beamloss/abort.c:lr_abort_fire_s "
             "beamloss/abort.c:lr_abort_timeline beamloss/abort.c:lr_abort_reading",
     .cases = "",
     .tests = "quantiles 5, 50, 95 % of crossing to full field: 10.8, 13.5, 16.1 us for diamonds, 2.5, 4.8, 7.0 us for a monitor beside a collimator; "
              "moving sums against plain ones"},
    {.label = NULL}};
