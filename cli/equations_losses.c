// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of a whole event, the ensemble, and what a plan pays for it.
#include "cli/equations.h"

const struct lr_equation lr_equations_losses[] = {
    {.label = "B30",
     .title = "One sudden beam loss",
     .quantities = {"beam_loss", "lost_fraction"},
     .equation = "draws → source N_q(t) (B31) → kick (B10) → losses at apertures (B16) → abort (B17) → dose (B21) → gates (B23), end (B25)\n"
                 "start = stored + lost by element + dumped",
     .unit = "part of the beam",
     .symbols = "each turn the source sees the current that is left; what the grain itself scatters out (B4) is lost at the first aperture behind it",
     .source = "the chain of this program; every random variable of `losses` is drawn in a fixed order from (seed, event)",
     .status = "derived",
     .valid = "vertical plane; losses below one macro-particle are not seen (0.1 % with 1000); that scattered particles are lost at the "
              "first aperture is assumed, and monitors see them from half a macro-particle a turn on",
     .code = "beamloss/loss_event.c:lr_loss_event_run beamloss/loss_draw.c:lr_loss_draw",
     .cases = "",
     .tests = "bookkeeping to 1e-9, an event again from its number, a constant charge against the macro-particles alone, threads"},
    {.label = "B31",
     .title = "Net charge of a source",
     .quantities = {"source_charge", "net_electrons"},
     .equation = "dust: N_q = min(η N_e, N_cap) - N within ±N_break,   N_break = (4π ε0 R²/e) √(2 S/ε0)\n"
                 "arc: N_q = N_max (1 - exp(-t/τ_r)) exp(-max(0, t - 3 τ_r)/τ_f)",
     .unit = "electrons",
     .symbols = "N_e: free electrons in the beam (B7); η: share of them that nothing balances; N: charge of the grain (B5); S: its strength; "
                "τ_r, τ_f: rise and fall",
     .source = "η and N_cap after the plasma picture of Ohmi, Fukuma and Terui, arXiv:2510.04415 (read); the form is a choice of this program",
     .status = "assumed",
     .valid = "η is not calibrated by anybody; plasma and grain are one softened charge at the height of the larger: the grain, or the mean height at which the "
              "electrons were set free; a grain flies on to the wall at 45 mm; beyond its strength it would break up, which is not followed: "
              "its motion keeps the whole charge. A charged grain arrives with the speed of B3, or is kept away",
     .code = "beamloss/loss_source.c:lr_loss_source_turn",
     .cases = "",
     .tests = "arc in closed form, sign in both rings"},
    {.label = "B32",
     .title = "Ensemble of beam losses",
     .quantities = {"loss_ensemble", "observed_loss"},
     .equation = "quantiles over events 1 .. N; observed: lost ≥ observed_from",
     .unit = "",
     .symbols = "observed: what would be counted as a sudden loss; rates are of those",
     .source = "order statistics, linear between them",
     .status = "derived",
     .valid = "the spread is that of the priors; with other priors it is another",
     .code = "beamloss/loss_ensemble.c:lr_loss_ensemble_run beamloss/loss_tables.c:lr_loss_summary_table",
     .cases = "",
     .tests = "bit for bit for 1, 2 and 7 threads; quantiles counted naively"},
    {.label = "B33",
     .title = "Cost of sudden losses in a period",
     .quantities = {"loss_risk", "gates_per_fb", "dose_per_fb"},
     .equation = "rate(day, I_b) = rate(day) (I_b/I_ref)^n, 0 below the threshold;   n_events ~ Poisson(Σ rate · beam days/days)\n"
                 "dose: sum over n_events draws from the observed events\n"
                 "gates: sum over the same of E[gates | event, law]; law (D0, b of B23) of draw k: k mod 100, in all periods\n"
                 "gates of a plan: alive(end) = ⟨exp(-Σ E[gates | law]/7680)⟩ over the laws, nothing is replaced",
     .unit = "",
     .symbols = "I_b: bunch current of the positron ring; days: of the period; laws: drawn from the priors, D0 evenly over its probability; gates "
                "only while the PXD is powered",
     .source = "compound Poisson process; seen above 0.7 mA a bunch (Ikeda et al., IPAC'23, known)",
     .status = "assumed",
     .valid = "counts by period are not published: the rate is an input; the band is over numbers and kinds of events and over a law of the gates "
              "common to all events; the dose for a lost particle is still drawn for each event; the bunch current is that of the scenario's machine "
              "in all periods (that of the baseline stands just below the 0.7 mA quoted); down-time is not fed back into the plan",
     .code = "beamloss/loss_risk.c:lr_loss_risk beamloss/loss_risk.c:lr_risk_laws_create beamloss/loss_risk.c:lr_loss_risk_table",
     .cases = "",
     .tests = "mean in closed form, Poisson limit, policies by date and rate; a common law widens the band and keeps the mean, a known one gives the "
              "gates of the events again"},
    {.label = "B34",
     .title = "What observed facts say about the priors",
     .quantities = {"loss_calibration"},
     .equation = "keep the events with shortest ≤ duration ≤ longest and the first loss at one of the places;\n"
                 "law of the gates: draw (D0, b) and `losses_seen` kept events; keep the law when the expected gates of the worst `events` of "
                 "them are within a factor of the share lost",
     .unit = "",
     .symbols = "distance, chance: of Kolmogorov and Smirnov between kept and other values; dose for a lost particle: of layer 1, mean over those lost",
     .source = "approximate Bayesian computation by rejection (Rubin 1984); facts: arXiv:2510.04415, Y. Liu thesis (abstract)",
     .status = "derived",
     .valid = "rejection with wide windows: it shows what facts can and cannot tell, it is no measurement; D0 and b are common to the events, "
              "the dose for a lost particle is drawn for each: the threshold of the gates and the dose for a lost particle are known only in their "
              "ratio; the duration says little, as the abort sets it (about 98 % agree with shipped priors); how many losses were seen is assumed",
     .code = "beamloss/loss_calibration.c:lr_loss_calibrate",
     .cases = "",
     .tests = "facts that keep everything leave the prior; a short duration narrows the rise of an arc; the worst of more losses raise D0"},
    {.label = "B35",
     .title = "What a faster abort buys",
     .quantities = {"abort_variants"},
     .equation = "the same draws again: no abort; decision and way of 1 us each; a loss monitor beside the first loss",
     .unit = "",
     .symbols = "loss monitor: 1e9 lost particles within 1 us, sampled at 10 MHz (assumed)",
     .source = "common random numbers",
     .status = "assumed",
     .valid = "as B30; a request waits for the next abort gap in every variant; thresholds below one macro-particle are not resolved (B17): a loss "
              "monitor sees the first one lost; use more `particles`",
     .code = "beamloss/loss_variants.c:lr_loss_variants beamloss/loss_ensemble.c:lr_loss_ensemble_again",
     .cases = "",
     .tests = "no abort never loses less"},
    {.label = NULL}};
