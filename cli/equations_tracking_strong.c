// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of machine/track/: two tracked beams, and what particles of one beam do to each other.
#include "cli/equations.h"

const struct lr_equation lr_equations_tracking_strong[] = {
    {.label = "K15",
     .title = "Exchange of sizes (quasi strong-strong)",
     .quantities = {"quasi_strong_strong", "exchange", "luminosity_seen"},
     .equation = "period k, turns kE to (k+1)E: beam 1 against slices of beam 2 with its means over period k-1 (k = 0: without\n"
                 "collision), then beam 2 against slices of beam 1 with its means over period k\n"
                 "σ²(s) = ⟨qq⟩ + 2⟨qp⟩ s/cos φ + ⟨pp⟩ s²/cos²φ,   q = x, y;   σ_z² = ⟨zz⟩",
     .unit = "1/m²",
     .symbols = "E: the key exchange, turns; ⟨⟩: central second moments at the IP before the collision, averaged over the turns "
                "of a period; beam 1: the key weak; φ: half crossing angle; luminosity: mean of what both see (K10)",
     .source = "moments of each turn as frozen Gaussian (derived)",
     .status = "derived",
     .valid = "frozen beam a Gaussian without correlation of planes (x-y, x-z, y-z; the tilt by the crossing angle is there), centred, not pinched by this crossing, without crab waist; no "
              "coherent motion. Against strong-strong: L to 2 % head on, to 1 % at 12 mrad (Piwinski angle 3, ξ_y 0.06 and 0.04) with σ_y of "
              "the LER 10 % smaller; with 3.3 times that charge both beams blow up, and L is 2.2 times that of strong-strong, what the two "
              "beams see 45 % apart (luminosity_seen, half of it in the error): no result then. BBWS set at 41.5 mrad without crab waist, ten times "
              "the damping, 80 slices, 4096 particles: L 5 % above strong-strong (3.57 and 3.40e31), σ_y 164 and 188 nm (LER), 176 and 183 nm (HER). Short periods: with long ones the beam that is tracked first may go ahead into an uneven "
              "state (flip-flop)",
     .code = "machine/track/run_quasi.c:lr_track_step_quasi machine/track/slicing.c:lr_track_slice_moments",
     .cases = "",
     .tests = "tests/machine/run_quasi_test.c: head on both views to 1 %, strong-strong (K16) to 2 %; at 12 mrad L to 3 %"},
    {.label = "K16",
     .title = "Strong-strong with soft-Gaussian slices",
     .quantities = {"strong_strong", "pinch"},
     .equation = "slices of equal charge by the order of z, head 0; slices i and j meet at step i + j; before each meeting\n"
                 "x_s = ⟨x⟩,   p_xs = ⟨p_x⟩,   σ_x²(s) = [xx] + 2[xp] s + [pp] s²,   [ab] = ⟨ab⟩ - ⟨az⟩⟨bz⟩/⟨zz⟩ (central)\n"
                 "each slice kicks the particles of the other by K3; L_1 = mean of what both see (K10)",
     .unit = "1/m²",
     .symbols = "⟨⟩: over the particles of a slice as they stand; the lean of the bunch within a slice is no width",
     .source = "soft-Gaussian strong-strong tracking",
     .status = "known",
     .valid = "16 particles a slice at least, some 400 for 1e-3 of the luminosity; a slice is a Gaussian without x-y "
              "correlation: crab waist moves the particles of its own beam, but the other beam does not see a crabbed waist, nor "
              "tails. Pinch of the first crossing as this program has it, no check: 4.7 % (weak-strong 1.5 % ler, 2.7 % her) at the BBWS set, 8.7 "
              "to 9.0 % (3.6 %, 5.0 %) at the design set: a little above the sum of both, 3.1 times the 1.5 % of the LER where other "
              "strong-strong codes are said to find twice (known). π mode of equal flat beams in y: shift 1.09 ξ (full solution 1.2 to 1.3, known)",
     .code = "machine/track/collide.c:lr_track_collide machine/track/run_together.c:lr_track_step_together",
     .cases = "",
     .tests = "tests/machine/collide_test.c: no population gives weak-strong, symmetry to the last bit, momentum, pinch, coherent "
              "modes"},
    {.label = "K17",
     .title = "Longitudinal wake in tracking",
     .quantities = {"wake_kick", "wake_ler", "wake_her"},
     .equation = "Δδ(z) = -(q/(E/e)) [V(z) - ⟨V⟩],   V(z_i) = Σ_j n_j [W2(s + h) - 2 W2(s) + W2(s - h)]/h²,   s = z_j - z_i\n"
                 "n <- n + (n_turn - n)/min(turns, T)\n"
                 "δ -> δ e^(-2α_z) + σ_δ √(1 - e^(-4α_z)) r,   no noise in z",
     .unit = "1",
     .symbols = "n_j: part of the charge at point j, shared linearly by the two nearest of 401 points to ±10 σ_z; h: their distance; "
                "W2: the wake (M12) integrated twice; T: 1/α_z turns, in strong-strong 1; α_z: amplitude damping a turn; r: "
                "variance 1; ⟨V⟩: the mean loss, which the RF makes good",
     .source = "as M10, with macro-particles",
     .status = "derived",
     .valid = "one kick a turn, so ν_s far below 1; T turns of memory take the noise of few particles away, and with it every "
              "instability of the bunch, and wants 3 T before the average (K11) in place of 1.5/α_z; T = 1: energy spread too high by 0.3 % (8192 particles, α_z = 0.0045, LER), as "
              "1/(particles α_z). The ring is that without current",
     .code = "machine/track/wake_kick.c:lr_track_wake_lay machine/track/wake_kick.c:lr_track_wake_convolve",
     .cases = "",
     .tests = "tests/machine/wake_kick_test.c: 5.235 ± 0.002 mm for 5.232 mm of M10, LER at 0.692 mA"},
    {.label = "K18",
     .title = "Beamstrahlung",
     .quantities = {"beamstrahlung", "photon_energy"},
     .equation = "photons of a kick: Poisson, mean 5αγθ/(2√3);   u/E = 1.5 (r/α) γ² (θ/ℓ) x,   ℓ = Δz/2\n"
                 "x = t ρ1,   t = -ln(ρ2 ρ3)/cosh q,   q with density cosh(5q/3)/cosh² q;   ⟨x⟩ = 8/(15√3),   ⟨x²⟩ = 11/27\n"
                 "δ -> δ - u/E,   p -> p (1 - u/E);   after the turn δ -> δ + ⟨Σu/E⟩",
     .unit = "1",
     .symbols = "θ: |Δp| of a slice (K3); γ: times cos φ, in the boosted frame; Δz: length of the slice, its charge over the "
                "line density; ρ: uniform; α: fine structure; ⟨Σu⟩: mean energy "
                "that a particle lost in the turn, which the RF makes good",
     .source = "synchrotron spectrum ∫_x^∞ K_5/3; mean loss of flat beams: Yokoya and Chen, Lect. Notes Phys. 400 (1992) 415",
     .status = "derived",
     .valid = "Upsilon far below 1 (no recoil in the spectrum). Mean loss of flat Gaussians: "
              "(8/9)√(π/3) = 0.910 r³γN²/(σ_z(σ_x+σ_y)²), where the usual formula has 0.864. FCC-ee Z, quasi "
              "strong-strong with its damping, tunes and 70 % crab waist of the tracked beam (inputs/machines/fcc_ee_z_tracking.yaml): 13.0 ± 0.2 "
              "and 13.2 ± 0.3 mm, 0.091 %, published 12.7 mm and 0.089 %; y is not reproduced, one beam blows up from 31 to 110 nm",
     .code = "machine/track/beamstrahlung.c:lr_track_kick_radiating machine/track/beamstrahlung.c:lr_track_photon",
     .cases = "",
     .tests = "tests/machine/beamstrahlung_test.c"},
    {.label = "K20",
     .title = "Bunch-by-bunch feedback in tracking",
     .quantities = {"feedback", "feedback_x", "feedback_y"},
     .equation = "p -> p - g ⟨p⟩ each turn;   amplitude of the mean: times √(1 - g) a turn",
     .unit = "1",
     .symbols = "g: the keys feedback_x and feedback_y, 0 to below 1; ⟨p⟩: mean slope of the bunch at the IP after the turn",
     .source = "determinant of the map of one turn",
     .status = "derived",
     .valid = "a pickup without noise or delay; about exp(-g/2) a turn for small g",
     .code = "machine/track/run_together.c:lr_track_step_together",
     .cases = "",
     .tests = "tests/machine/run_quasi_test.c"},
    {.label = NULL}};
