// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of machine/ and beamloss/. In the texts + is ler, - is her, a prime marks the opposite beam.
#include "cli/equations.h"

const struct lr_equation lr_equations_machine[] = {
    {.label = "M0",
     .title = "Rings, currents and sizes",
     .quantities = {"revolution_frequency", "bunch_current", "bunch_population", "current", "bunches", "circumference", "sigma_x",
                    "sigma_y", "beta_x", "beta_y", "emittance_x", "emittance_y", "piwinski_angle", "crossing_angle"},
     .equation = "f0 = c / C\n"
                 "I_b = I / n_b,   N = I_b / (e f0)\n"
                 "σ_x = √(ε_x β_x),   σ_y = √(ε_y β_y)\n"
                 "φ_P = σ_z tan(φ) / σ_x",
     .unit = "kHz; mA; 1; um; 1",
     .symbols = "C: circumference; I: current of the ring; n_b: colliding bunch pairs; N: particles in a bunch; ε, β: emittance "
                "and beta function at the IP, in collision; φ: half of the full crossing angle; φ_P: Piwinski angle",
     .source = "definitions; SuperKEKB figures they reproduce: Akai et al., arXiv:1809.01958, table 1",
     .status = "known",
     .valid = "ultra-relativistic beams (f0 takes c for the speed); no dispersion at the IP; all current in colliding bunches",
     .code = "machine/ring.c:lr_revolution_frequency machine/ring.c:lr_ring_evaluate",
     .cases = "L06 L07 L08 L09 L10 KEKB02 LHC01",
     .tests = ""},
    {.label = "M1",
     .title = "Luminosity without hourglass",
     .quantities = {"luminosity_no_hourglass", "Sigma_x", "Sigma_y", "head_on"},
     .equation = "L = n_b f0 N+ N- / (2π Σ_x Σ_y)\n"
                 "Σ_x² = σ_x+² + σ_x-² + (σ_z+² + σ_z-²) tan²φ\n"
                 "Σ_y² = σ_y+² + σ_y-²",
     .unit = "cm^-2 s^-1",
     .symbols = "Σ_x, Σ_y: convolved sizes; φ: half of the full crossing angle; head-on: the same with φ = 0",
     .source = "Herr and Muratori, Concept of luminosity, CERN-2006-002 (crossing angle); the same form in the code of the "
               "SuperKEKB beamstrahlung monitor, github.com/jportelar/SuperKEKB-simulations",
     .status = "read",
     .valid = "Gaussian beams, horizontal crossing, small angles; no hourglass, offset or crab waist. 0.4 to 19 % above M2 for the "
              "shipped machines",
     .code = "machine/luminosity.c:lr_luminosity_evaluate",
     .cases = "L11 L21",
     .tests = "the limit of M2 for long beta functions"},
    {.label = "M2",
     .title = "Luminosity: exact overlap of two Gaussian bunches",
     .quantities = {"luminosity", "luminosity_per_crossing", "luminosity_factors", "hourglass_x", "hourglass_y", "offset_x",
                    "offset_y", "waist_shift", "roll", "vertical_angle", "jitter_y", "chromatic_size_y", "factors"},
     .equation = "L = 2 cos²φ n_b f0 N+ N- ∫ dx dy ds d(ct) ρ+ ρ-\n"
                 "x± = x cosφ ∓ (s sinφ - Δx/2),   s± = s cosφ ± x sinφ,   z+ = s+ - ct,   z- = s- + ct\n"
                 "ρ: product of normalised Gaussians in x, y and z\n"
                 "σ_u²(s±) = ε_u β_u [1 + (s± - s_w)² / β_u²],   u = x, y\n"
                 "roll ψ: profile turned by ψ; vertical angle θ_y: the beams part in y by θ_y s\n"
                 "jitter of Δy and chromatic coupling: their variances add to Σ_y²",
     .unit = "cm^-2 s^-1; m^-2 per crossing; factors: 1",
     .symbols = "φ: half of the full crossing angle; Δx, Δy: offset of her against ler; s_w: place of the waist, 0 for x, the "
                "waist shift (downstream positive, along the beam's own motion) plus M8 for y; ρ±: density of a bunch",
     .source = "overlap integral: Moeller, K. Dan. Vidensk. Selsk. 23 no. 1 (1945); Herr and Muratori, CERN-2006-002. This "
               "form, with each beam's size at its own place, derived for this program; checked against the FCC-ee mid-term "
               "parameters and BBWS benchmark figures",
     .status = "derived",
     .valid = "rigid Gaussian bunches, sizes frozen during the crossing, paraxial in the vertical angle. Not in it: the pinch of the bunches during the crossing "
              "(+1 to +4 % single pass, more in strong-strong tracking), dispersion, tails. Relative tolerance 1e-9. A factor "
              "of the table is the ratio to the row above it, in the order shown: another order gives other factors with the "
              "same product",
     .code = "machine/overlap.c:lr_overlap_evaluate_effects machine/luminosity.c:lr_luminosity_evaluate",
     .cases = "L01 L26 L30 LHC01 OV1 OV2 OV3 OV4 OV5 OV6 OV7",
     .tests = "two other quadratures, symmetries and scaling on random colliders; roll and vertical angle against the closed form "
              "of Gaussians of constant size"},
    {.label = "M3",
     .title = "Reduction factors",
     .quantities = {"R_L", "R_xi_y"},
     .equation = "R_L = L(M2) / L(M1)\n"
                 "R_ξy = ξ_y(M5) / ξ_y(M4)",
     .unit = "1",
     .symbols = "R_L: of the luminosity; R_ξy: of the vertical beam-beam parameter, per ring",
     .source = "definition; values of other codes: 0.9633 for SuperKEKB of June 2022 without crab waist, 0.889 for FCC-ee at the Z",
     .status = "derived",
     .valid = "R_L is the hourglass part (with offsets and crab waist where they are given). Texts that refer R_L to the head-on "
              "luminosity have the crossing angle in it as well: a factor Σ_x(head-on)/Σ_x lower",
     .code = "machine/luminosity.c:lr_luminosity_evaluate",
     .cases = "OV1 OV2 OV3 OV4",
     .tests = ""},
    {.label = "M4",
     .title = "Beam-beam parameters, nominal incoherent",
     .quantities = {"xi_x_nominal", "xi_y_nominal", "xi_x", "xi_y"},
     .equation = "ξ_u = r N' β_u / [2π γ σ_u' (σ_x' + σ_y')],   u = x, y\n"
                 "with σ_x' → √(σ_x'² + σ_z'² tan²φ)",
     .unit = "1",
     .symbols = "r: classical radius of the particle; γ: energy over mass; N', σ': of the opposite beam; no prime: the beam that "
                "feels the force (column `ring`)",
     .source = "Raimondi and Zobov, DAFNE note G-58 (2003); the definition of beam-beam papers such as arXiv:2306.02681",
     .status = "known",
     .valid = "no hourglass; Gaussian beams of any aspect ratio. One of three definitions in use (M4, M5, M6), which differ by "
              "10 to 30 %: never compare across them",
     .code = "machine/beambeam.c:lr_beambeam_nominal",
     .cases = "L04 L05 L22 L23 L24 L25 L31",
     .tests = ""},
    {.label = "M5",
     .title = "Vertical beam-beam parameter with hourglass",
     .quantities = {"xi_y_hourglass", "xi_y"},
     .equation = "ξ_y = r N' / (2π γ) ∫ dz g(z; σ_z') β_y(s) exp(-x² / 2σ_x'²) / (σ_x' σ_y'(s))\n"
                 "s = z/2,   x = z tanφ,   β_y(s) = β_y [1 + (s - s_w)²/β_y²],   σ_y'(s) likewise",
     .unit = "1",
     .symbols = "g: normalised Gaussian; primes: opposite beam; s_w: waist shift of the beam itself, in σ_y' that of the other",
     .source = "definition behind the design tables of SuperKEKB (arXiv:1809.01958, table 1) and FCC-ee, which it reproduces; "
               "the integral is derived for this program",
     .status = "derived",
     .valid = "particle at the centre of its bunch; flat opposite beam (σ_y' ≤ 0.1 σ_x', else null); σ_x' taken at the IP; "
              "no crab waist",
     .code = "machine/beambeam.c:lr_beambeam_hourglass",
     .cases = "L02 L03 L32 KEKB01",
     .tests = ""},
    {.label = "M6",
     .title = "Vertical beam-beam parameter from the luminosity",
     .quantities = {"xi_y_luminosity", "xi_y"},
     .equation = "ξ_y = 2 e r β_y L / (γ I)",
     .unit = "1",
     .symbols = "L: luminosity M2; I: current of the ring that feels it",
     .source = "convention of the reports on SuperKEKB operation (as in Zhou et al., arXiv:2306.02692)",
     .status = "known",
     .valid = "without the factor R_ξy / R_L by which KEKB multiplied it (KEKB 2009: 0.77 of the published value without it)",
     .code = "machine/beambeam.c:lr_beambeam_from_luminosity",
     .cases = "L12 L13 L14 L15 L18 L19",
     .tests = ""},
    {.label = "M7",
     .title = "Specific luminosity",
     .quantities = {"specific_luminosity"},
     .equation = "L_sp = L / (n_b I_b+ I_b-)\n"
                 "     = 1 / (2π e² f0 Σ_x Σ_y) where M1 holds",
     .unit = "cm^-2 s^-1 mA^-2",
     .symbols = "L: luminosity M2; I_b: bunch current",
     .source = "definition; as in Zhou et al., arXiv:2306.02692",
     .status = "known",
     .valid = "falls with the product of the bunch currents when the beams blow up; it fixes Σ_y only, not its share between the "
              "rings",
     .code = "machine/luminosity.c:lr_luminosity_evaluate",
     .cases = "L20",
     .tests = ""},
    {.label = "M8",
     .title = "Crab waist",
     .quantities = {"crab_waist"},
     .equation = "s_w± = ∓ r x± / tan(θ)",
     .unit = "m; the key crab_waist is r, 100 % = full",
     .symbols = "θ: full crossing angle; r: crab-waist ratio; x±: as in M2",
     .source = "Raimondi, Shatilov and Zobov, arXiv:physics/0702033; sign and size as in the BBWS input of Zhou in "
               "github.com/pkicsiny/superkekb (0.8 / tan 83 mrad = 9.616)",
     .status = "read",
     .valid = "geometry only: +0.6 % for one ring at 80 %, +1.4 % for 80/40 % at 1 mm; a wrong sign loses. Its real benefit, "
              "less blow-up, is not in it: emittances are inputs. Needs a crossing angle above zero",
     .code = "machine/overlap_problem.c:beam_of machine/luminosity.c:evaluate_factors",
     .cases = "L26 L28 L28b",
     .tests = ""},
    {.label = "M9",
     .title = "Bunch length against bunch current",
     .quantities = {"sigma_z", "bunch_length", "slope", "zero_current", "bunch_length_measured", "luminosity_law",
                    "luminosity_measured", "luminosity_impedance"},
     .equation = "given:  σ_z as written\n"
                 "linear: σ_z = σ_z0 + k1 I_b\n"
                 "cubic:  (σ_z/σ_z0)³ - σ_z/σ_z0 = k I_b\n"
                 "haissinski: from a wake, M10\n"
                 "σ_z0 = C |α_p| σ_δ / (2π ν_s)",
     .unit = "mm",
     .symbols = "σ_z0: at zero current; k1: slope; α_p: momentum compaction; σ_δ: energy spread; ν_s: synchrotron tune, a magnitude",
     .source = "linear: streak-camera fits quoted in Natochii et al., arXiv:2203.05731 and 2302.01566; cubic: Zotter, "
               "CERN SPS/81-14 (1981); zero current: Sands, SLAC-121 (1970). k = 0.480 /mA for the LER: fit to a Haissinski "
               "solution, derived",
     .status = "known",
     .valid = "below the microwave threshold (about 2.9 mA a bunch in the LER); the cubic follows the Haissinski solution to 1 % "
              "over 0 to 1.9 mA. Measured lengths are about 25 % above the impedance model at 0.6 mA: the largest geometric "
              "uncertainty, shown by `lumi --bunch-length` and `run` with the luminosity of either. The zero-current formula is for callers of the library: no key uses it yet",
     .code = "machine/bunch_length.c:lr_bunch_length_evaluate machine/bunch_length.c:lr_bunch_length_zero_current "
             "machine/bunch_length_measured.c:lr_bunch_length_table",
     .cases = "L42 L43 L51 L52",
     .tests = ""},
    {.label = "B1",
     .title = "Recovery time after a beam loss",
     .quantities = {"recovery", "downtime"},
     .equation = "T = T_i with probability p_i,   T_i log-normal (mean m_i, σ/mean = v_i)\n"
                 "mean = Σ p_i m_i,   variance = Σ p_i m_i² (1 + v_i²) - mean²\n"
                 "draw: m_i exp(w n - w²/2),   w² = ln(1 + v_i²),   n standard normal",
     .unit = "s",
     .symbols = "i: kind of end (refill, quench, damage); p_i sum to 1",
     .source = "no publication gives the distribution for SuperKEKB: the form is a choice of this project; that quenches and "
               "damage follow losses: arXiv:2510.04415, 2507.13617",
     .status = "assumed",
     .valid = "the run plan uses the mean (P5); it does not draw single trips yet",
     .code = "beamloss/recovery.c:lr_recovery_moments beamloss/recovery.c:lr_recovery_draw",
     .cases = "RF05",
     .tests = ""},
    {.label = NULL}};
