// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of the dose and damage of a beam loss, and of steady backgrounds.
#include "cli/equations.h"

const struct lr_equation lr_equations_dose[] = {
    {.label = "B20",
     .title = "Dose of the pixel detector from fluence and from occupancy",
     .quantities = {"dose", "dose_rate", "dose_year", "background_dose", "pxd_layer", "pixels_per_particle"},
     .equation = "D = Φ (dE/dx)/ρ e / (0.01 J/kg) = 2.666e-8 rad cm² Φ\n"
                 "dD/dt = 2.666e-8 rad cm² × occupancy × N_px / (n_px A × 20 us)\n"
                 "GeV per rad = 0.01 J/kg × mass / e,   mass = ρ × active area × 75 um",
     .unit = "rad; rad/s",
     .symbols = "Φ: fluence of minimum-ionising particles; (dE/dx)/ρ: 1.664 MeV cm²/g; ρ: 2.329 g/cm³; N_px: 192000 pixels of a "
                "module; n_px: pixels that a particle fires; A: active area, 5.60 cm² in layer 1, 7.68 cm² in layer 2; one gate: "
                "1000 of 7.68e6 pixels",
     .source = "geometry and frame: basf2, pxd/data/PXD.xml and PXD-Components.xml (read); loss of energy: Particle Data Group",
     .status = "derived",
     .valid = "minimum-ionising particles. From occupancy only for steady backgrounds: hits of a loss inside one frame fall on top "
              "of one another. 2 pixels a particle are assumed",
     .code = "beamloss/pxd.c:lr_pxd_dose_of_fluence beamloss/pxd.c:lr_pxd_dose_rate beamloss/pxd.c:lr_pxd_modules",
     .cases = "SBL-18 SBL-20 SBL-20b SBL-21",
     .tests = "energy in a module against dose from fluence"},
    {.label = "B21",
     .title = "Dose of one loss on the modules",
     .quantities = {"dose_map", "dose_l1", "dose_l2"},
     .equation = "D = D_1 G,   G = (r_1/r)^p [1 + a cos(φ - φ0)] (1 ± b),   mean of G over layer 1 = 1",
     .unit = "rad",
     .symbols = "D_1: mean over the modules of layer 1; r: radius of the layer; p, a, φ0, b: assumed, drawn for each loss; + for the "
                "forward module",
     .source = "a choice of this project: no map of such a loss is published",
     .status = "assumed",
     .valid = "one figure a module: no structure inside it",
     .code = "beamloss/pxd.c:lr_pxd_spread_dose",
     .cases = "",
     .tests = "means over the layers, first Fourier component and asymmetry come back on random figures"},
    {.label = "B22",
     .title = "Dose that a diamond sensor shows",
     .quantities = {"diamond", "saturation"},
     .equation = "D_dia = D_1 / k,   shown = Σ over turns min(D_dia, 140 krad/s × T0)",
     .unit = "rad",
     .symbols = "k: PXD over diamond, assumed; T0: time of a turn; 1.41 rad in a turn at most",
     .source = "largest rate: Bacher et al., NIM A 997, 165157 (read at second hand)",
     .status = "known",
     .valid = "one factor for all sensors; what a saturated sensor shows is a lower bound. Not used by an event: its `recorded` comes from the "
              "monitors of the abort (B17)",
     .code = "beamloss/diamond.c:lr_diamond_record",
     .cases = "SBL-16",
     .tests = ""},
    {.label = "B23",
     .title = "Gates of the pixel detector that a loss kills",
     .quantities = {"gates", "gate_damage"},
     .equation = "p = 1 - exp[-(D/D0)^b]   for a powered module, 0 for one that is off\n"
                 "lost = Σ over modules Binomial(live gates, p)",
     .unit = "1",
     .symbols = "D: dose of the module within 100 us, all of a loss; D0, b: assumed, drawn; 192 gates of 4 rows in a module",
     .source = "a choice of this project: no threshold of the switcher chips is published",
     .status = "assumed",
     .valid = "gates of a module die one by one, without a common cause; a module that is off is taken to be safe",
     .code = "beamloss/gate_damage.c:lr_gate_loss_probability beamloss/gate_damage.c:lr_gates_lose",
     .cases = "",
     .tests = "binomial inverse against the GNU Scientific Library; mean and variance of draws"},
    {.label = "B25",
     .title = "How a loss ends",
     .quantities = {"quench", "collimator_damage", "downtime", "refill"},
     .equation = "quench: energy or particles in the interaction region above a threshold\n"
                 "damage: energy on one collimator above a threshold;   else refill\n"
                 "down-time: log-normal of that end (B1); of two ends the slower",
     .unit = "s",
     .symbols = "thresholds: assumed, drawn",
     .source = "that losses quench magnets: arXiv:2510.04415, section I; the thresholds: assumed",
     .status = "assumed",
     .valid = "energy that is lost, not that which a coil or a jaw absorbs",
     .code = "beamloss/loss_outcome.c:lr_loss_outcome beamloss/recovery.c:lr_recovery_time",
     .cases = "",
     .tests = "mean down-time of drawn ends against the mixture"},
    {.label = "B26",
     .title = "Steady backgrounds of a detector",
     .quantities = {"backgrounds", "beam_gas_ler", "touschek_ler", "beam_gas_her", "touschek_her", "effective_pressure", "shares"},
     .equation = "O = Σ over rings [B I P_eff + T I² / (n_b s)] + Lc L + D + injection + synchrotron,   s = 1, σ_y or σ_x σ_y σ_z\n"
                 "P_eff = 3 P_gauge - 2 P_base\n"
                 "from a reference: O_k = O_ref share_k driver_k / driver_k,ref;   margin = limit / O - 1",
     .unit = "the detector's own",
     .symbols = "I: current; n_b: bunches; L: luminosity; B, T, Lc, D: coefficients; driver: what multiplies a coefficient; D takes "
                "what the shares leave",
     .source = "Natochii et al., arXiv:2302.01566; Lewis et al., arXiv:1802.01366 (form from memory)",
     .status = "known",
     .valid = "collimators and optics as at the reference; injection and synchrotron radiation do not change",
     .code = "beamloss/backgrounds.c:lr_background_level beamloss/backgrounds.c:lr_background_drivers "
             "beamloss/backgrounds.c:lr_effective_pressure",
     .cases = "BG-02 BG-04 BG-05 BG-06",
     .tests = "coefficients against shares; powers of current, bunches, pressure and luminosity"},
    {.label = "B27",
     .title = "Band of the backgrounds, and luminosity at which a limit is met",
     .quantities = {"background_limits", "spread", "path", "met"},
     .equation = "O = Σ O_k exp(z_k ln f_k),   z_k standard normal;   P10, P50, P90 of 4000 draws\n"
                 "path scale: I → x I,  P_eff → P_base + (P_eff - P_base) x,  L → x² L\n"
                 "path through: all figures linear between setups;   O(L) = limit",
     .unit = "the detector's own; cm^-2 s^-1",
     .symbols = "f_k: spread of a source, measured over simulated: 3 (LER), 100 (HER) in Phase 1, 1 and 10 in Phase 2; 1 at the "
                "reference, where O is measured",
     .source = "arXiv:1802.01366 and arXiv:2112.14537, abstracts; that they serve as widths is assumed",
     .status = "assumed",
     .valid = "sources spread independently of one another, and the same for all setups; a scaled path holds the specific luminosity: no blow-up",
     .code = "beamloss/backgrounds.c:lr_background_band beamloss/backgrounds.c:lr_background_bound",
     .cases = "",
     .tests = "one source: quantiles of its log-normal; roots of the closed form"},
    {.label = "B28",
     .title = "Coefficients of the backgrounds from measured points",
     .quantities = {"background_fit", "points", "coefficient", "nnls"},
     .equation = "min Σ [(Σ_k c_k driver_k - O) / error]²,   c_k >= 0\n"
                 "low, high: least χ² with c_k held grows by 1",
     .unit = "the detector's own over that of the driver",
     .symbols = "c_k: B and T of each ring, Lc, D; error of a free one: covariance of the free ones",
     .source = "Lawson and Hanson, Solving Least Squares Problems (1974), chapter 23",
     .status = "known",
     .valid = "Gaussian errors of the points; as many points as coefficients at least",
     .code = "beamloss/nnls.c:lr_nnls_solve beamloss/background_points.c:lr_background_fit_points",
     .cases = "",
     .tests = "conditions of Karush, Kuhn and Tucker and a search over all active sets on random problems; made points"},
    {.label = NULL}};
