// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of a dust grain in a stored beam.
#include "cli/equations.h"

const struct lr_equation lr_equations_grain[] = {
    {.label = "B2",
     .title = "Vertical field of a beam on its vertical axis",
     .quantities = {"beam_field"},
     .equation =
         "E_y = λ/(2ε0 √π S) [erfcx(y/S) - e^(-y²/2σ_y²) erfcx(y σ_x/(σ_y S))],   S² = 2(σ_x² - σ_y²),   λ = I/c\n"
         "σ_x < σ_y: S² changes sign, √π erfcx/2 becomes Dawson's integral;  σ_x = σ_y: (1 - e^(-y²/2σ²)) λ/(2πε0 y)\n"
         "dE_y/dy = [y E_y - (λ/2πε0)(1 - e^(-y²/2σ_y²) σ_x/σ_y)]/(σ_x² - σ_y²)",
     .unit = "V/m",
     .symbols = "y: height over the beam, x = 0; I: beam current; erfcx(u): e^(u²) erfc(u)",
     .source = "Bassetti and Erskine, CERN-ISR-TH/80-06 (1980), on the axis; the slope from div E",
     .status = "known",
     .valid = "Gaussian beam, mean over a turn, free space; 1e-8 of the field",
     .code = "beamloss/beam_field.c:lr_beam_field_vertical",
     .cases = "DST04",
     .tests = "the defining integral by quadrature, round and far limits, slope against differences"},
    {.label = "B3",
     .title = "Motion of a dust grain",
     .quantities = {"trajectory"},
     .equation = "y' = v,   v' = -g ± N e E_y(y)/m   (+ positron beam, - electron beam)\n"
                 "before the beam: free fall; with a charge v² = 2g(h - y) ∓ 2 N e λ ln(h/y)/(2πε0 m)",
     .unit = "m; m/s",
     .symbols = "N: net positive charges of the grain; m: its mass; h: height at which it is let go",
     .source = "Newton; field of B2",
     .status = "known",
     .valid = "x = 0, a sphere that does not break up; no image charge, spin or stretching",
     .code = "beamloss/grain.c:lr_grain_rhs beamloss/grain_coast.c:lr_grain_fall_time "
             "beamloss/grain_coast.c:lr_grain_arrival_speed beamloss/grain_run.c:lr_grain_run_advance",
     .cases = "DST01",
     .tests =
         "energy in the field of a line charge; sign of the beam; model values of another code (grain_tables_test)"},
    {.label = "B4",
     .title = "Beam particles through a grain, and lost in it",
     .quantities = {"direct_loss"},
     .equation = "hits = (I/e) q,   q = [Φ((y+a)/σ_y) - Φ((y-a)/σ_y)] [2Φ(a/σ_x) - 1],   a = R √π/2\n"
                 "loss' = (q/T0) (t_c/X0) (4/3 ln 100 - 5/6),   t_c = 4ρR/3",
     .unit = "1/s; fraction of the beam",
     .symbols = "a: half the side of the square with the cross-section of the grain; t_c: mean thickness; X0: "
                "radiation length; "
                "T0: revolution period; Φ: normal distribution",
     .source = "q: derived; probability of losing more than 1 % by bremsstrahlung: Rossi's complete screening",
     .status = "derived",
     .valid = "Gaussian tails (a halo moves the contact outwards); thin grain; 1 % momentum acceptance",
     .code = "beamloss/grain.c:lr_grain_share beamloss/grain.c:lr_grain_contact_height beamloss/grain.c:lr_grain_rhs",
     .cases = "",
     .tests = "by hand at the centre; model values of another code"},
    {.label = "B5",
     .title = "Charging by knock-on electrons",
     .quantities = {"charge"},
     .equation = "N' = hits κ t_c [1/(φ⁺ + E_min) - 1/E_max] + J_th - ν N,   φ = N e/(4πε0 R)\n"
                 "κ = 0.1535 Z/A MeV cm²/g,   φ⁺ = (φ + √(φ² + (1 V)²))/2",
     .unit = "1/s",
     .symbols = "E_min: energy needed beyond the potential (50 eV); E_max: 2 GeV; ν: rate at which charge comes back; "
                "J_th: B6",
     .source =
         "1/E² spectrum of knock-on electrons (PDG, passage of particles through matter); E_min, E_max, ν assumed",
     .status = "assumed",
     .valid = "all electrons above the potential escape; 10 to 500 eV for E_min move the charge of a falling grain by "
              "4 %; the "
              "smooth φ⁺ serves the integrator",
     .code = "beamloss/grain.c:knock_on",
     .cases = "",
     .tests =
         "by hand; Jacobian against differences; model values of another code, one of them 0.3 % and one 0.5 % off"},
    {.label = "B6",
     .title = "Thermionic emission of a grain",
     .quantities = {"thermionic_emission", "work_function"},
     .equation = "J_th = 4πR² (A T²/e) e^(-W/kT) f,   f = (1 + x) e^(-x) for x = eφ/kT > 0, else 1",
     .unit = "1/s",
     .symbols = "A: Richardson's constant 1.20173e6 A/(m² K²); W: work function",
     .source = "Richardson; electrons held back by a sphere: orbital-motion limit, standard form, source not checked",
     .status = "known",
     .valid = "left out below 500 K, where it is nothing; no space charge, no Schottky effect",
     .code = "beamloss/grain.c:thermionic",
     .cases = "",
     .tests = "by hand on both sides of zero potential"},
    {.label = "B7",
     .title = "Heat and evaporation of a grain",
     .quantities = {"temperature", "mass"},
     .equation = "m c_p T' = hits S_r t_c - 4πR² ε σ_SB (T⁴ - T0⁴) - L_v (-m')\n"
                 "-m' = 4πR² J/(1 + (J/J_max)⁴)^(1/4),   J = p_s √(M/(2π R_g T)),   J_max = 1e4 kg/(m² s)\n"
                 "p_s = 1 atm e^(-(L_v M/R_g)(1/T - 1/T_b))",
     .unit = "K/s; kg/s",
     .symbols = "S_r: restricted stopping power; c_p: constant heat capacity; ε: emissivity; T0 = 300 K; L_v: heat of "
                "vaporisation; M: molar mass; T_b: boiling point; R_g: gas constant",
     .source =
         "Stefan-Boltzmann, Hertz-Knudsen, Clausius-Clapeyron; figures of materials: inputs/losses/materials.yaml",
     .status = "known",
     .valid = "uniform temperature, no melting, no critical point: where J_max binds (copper above 0.1 mm in a strong "
              "beam) T "
              "runs to 1e4 K and more and means only that the grain explodes. Below 1e-3 of its mass the grain is "
              "switched off",
     .code = "beamloss/grain.c:evaporation beamloss/grain.c:radiation beamloss/grain.c:lr_grain_rhs",
     .cases = "",
     .tests = "each term by hand; model values of another code"},
    {.label = "B8",
     .title = "Vapour and free electrons in the beam",
     .quantities = {"vapour", "electrons"},
     .equation = "N_v' = -m'/m_atom - N_v (v_th/σ_x + s_i F),   N_e' = s_i F N_v - ν_e N_e\n"
                 "F = I/(e 2π σ_x σ_y),   v_th = √(8kT/(π m_atom))",
     .unit = "atoms; electrons",
     .symbols = "s_i: ionisation cross-section of an atom (1.5e-22 m²); ν_e: loss rate of electrons (1e4 /s)",
     .source = "balance of a volume; s_i, ν_e and the length σ_x assumed",
     .status = "assumed",
     .valid = "order of magnitude: ions and the field of the cloud are left out. In closed form once the grain is gone",
     .code = "beamloss/grain.c:lr_grain_rhs beamloss/grain_coast.c:lr_grain_coast",
     .cases = "",
     .tests = "closed form against the rates; random grains stay positive"},
    {.label = "B9",
     .title = "Heating of a grain at the centre of the beam",
     .quantities = {"heating_time"},
     .equation = "P/m = I S_r/(2π σ_x σ_y),   t_b = c_p (T_b - T)/(P/m),   t_evaporation = L_v/(P/m)",
     .unit = "s",
     .symbols = "t_evaporation: after t_b, until the heat of vaporisation of all of it has been given",
     .source = "B4 and B7 for a grain much smaller than the beam, without radiation",
     .status = "derived",
     .valid = "R << σ_y, at the centre",
     .code = "beamloss/grain_heat.c:lr_grain_heat",
     .cases = "HT01 HT02 HT03 HT04 HT05 HT06 HT07 HT08 HT09 HT10 HT11 HT12",
     .tests = "the full model at the centre"},
    {.label = NULL}};
