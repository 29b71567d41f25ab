// SPDX-License-Identifier: GPL-3.0-or-later
// The table of verbs and the table of common options: parser, --help, man page and completion are made from these.
#include <stdlib.h>
#include <string.h>

#include "cli/call.h"
#include "cli/ranks.h"

const struct argp_option lr_common_options[] = {
    {"set", 's', "KEY=VALUE", 0, "Change a key of the scenario, such as machine.ler.current='1.3 A'; may stand often", 1},
    {"format", 'f', "FORMAT", 0, "text (default), csv or json", 1},
    {"table", 't', "NAME", 0, "Print only this table", 1},
    {"output", 'o', "DIR", 0, "Folder for the results of run (default: out), compare and track", 1},
    {"seed", 'S', "N", 0, "Seed of all random numbers, in place of the scenario's", 1},
    {"jobs", 'j', "N", 0, "Threads (default: all cores); results do not depend on it", 1},
    {"quiet", 'q', NULL, 0, "No progress and no remarks", 1},
    {0}};

static const struct argp_option LUMI[] = {
    {"factors", 'F', NULL, 0, "Also the table of factors, head-on to full", 0},
    {"limits", 'l', NULL, 0, "Also the limits of the operating point with their margins, from the bounds in 'limits'", 0},
    {"levers", 'k', NULL, 0, "Also what each knob does to the luminosity: dlnL/dlnp", 0},
    {"scan", 'x', "KEY=LO:HI[:N][:log]", 0, "Also the luminosity against a key, such as beta_y=0.3mm:1mm (both rings)", 0},
    {"blowup", 'b', NULL, 0, "Also the law of the vertical blow-up from 'blowup', with the curve and how far it is extrapolated", 0},
    {"bunch-length", 'z', NULL, 0, "Also the bunch lengths against the bunch current, the measured ones beside the law", 0},
    {"offset-scan", 'y', NULL, 0, "Also the luminosity against the vertical offset, with a Gaussian fit", 0},
    {0}};
static const struct argp_option FILL[] = {
    {"at", 'A', "FILE", 0, "Also the lifetimes at the operating point of this scenario", 0}, {0}};
static const struct argp_option TRACK[] = {
    {"weak", 'w', "ler|her", 0, "The ring whose particles are tracked (default: ler)", 0},
    {"mode", 'm', "MODE", 0, "weak-strong (default), quasi-strong-strong or strong-strong", 0},
    {"particles", 'n', "N", 0, "Macro-particles of a beam (default: 1024)", 0},
    {"turns", 'N', "N", 0, "Turns in all (default: 18000)", 0},
    {"average", 'a', "N", 0, "Average over the last N turns (default: half)", 0},
    {"slices", 'l', "N", 0, "Longitudinal slices of the strong beam (default: 100)", 0},
    {"slicing", 'L', "HOW", 0, "shatilov (default), equal-charge or equal-width", 0},
    {"kernel", 'k', "SET", 0, "Instruction set: auto (default), portable, reference, sse2, avx2 or avx512", 0},
    {"aperture-x", 'X', "A", 0, "|x| at the IP beyond which a particle is lost: a length, or a number of sigma", 0},
    {"aperture-y", 'Y', "A", 0, "The same for |y|", 0},
    {"scan", 'x', "KEY=LO:HI[:N]", 0, "In place of one run: a run at every tune, such as tune_x=44.51:44.55:21; given twice, a map of tune_x and tune_y", 0},
    {"footprint", 'p', "AX[:AY[:N]]", 0, "In place of one run: tunes with collision of N x N particles (default: 21) with amplitudes to so many sigma", 0},
    {"tails", 'b', NULL, 0, "Also the distribution of amplitudes and the lifetime at apertures, over the averaged turns", 0},
    {"turn-by-turn", 'T', NULL, 0, "Also the table turns: luminosity, sizes and centre of every turn", 0},
    {"curve", 'P', "product=LO:HI:N", 0, "Instead: the specific luminosity at N products of the bunch currents [mA^2], both rings tracked; -o DIR writes "
     "blowup_curve.csv for 'blowup: {curve: FILE}'", 0},
    {"checkpoint", 'C', "FILE", 0, "Write the state there after the first turns, every minute, at ctrl-C and at the end; of --scan and --curve the points that are done", 0},
    {"restart", 'R', "FILE", 0, "Go on from this checkpoint, to the same bits as without a stop; of one run more --turns are fine", 0},
    {0}};
static const struct argp_option LOSSES[] = {
    {"event", 'e', "ID", 0, "Trace this event in full, in place of the ensemble", 0},
    {"events", 'n', "N", 0, "Events of the ensemble, in place of the scenario's", 0},
    {"abort", 'a', NULL, 0, "Also what a faster abort or a monitor near the first loss buys", 0},
    {"backgrounds", 'b', NULL, 0, "The steady backgrounds of 'backgrounds', in place of sudden losses", 0},
    {"calibrate", 'c', NULL, 0, "Also what the observed facts say about the priors", 0},
    {0}};
static const struct argp_option PLAN[] = {
    {"histories", 'n', "N", 0, "Monte Carlo histories, in place of the scenario's", 0},
    {"daily", 'd', NULL, 0, "Also the tables daily and losses_daily: day by day", 0},
    {"hindcast", 'H', NULL, 0, "Also the calibration on the record, and what it would have predicted of it", 0},
    {"as-of", 'A', "DATE", 0, "Take in what was recorded up to this day: from --recorded, or from the history of the plan", 0},
    {"recorded", 'R', "FILE", 0, "CSV of what was recorded: start,end,recorded_fb,kind[,id,peak_cm2s,note]; peaks are kept, not used", 0},
    {0}};
static const struct argp_option REACH[] = {
    {"channel", 'c', "ID", 0, "Only this channel", 0},
    {"luminosity", 'L', "LUMI", 0, "At this integrated luminosity, such as '10 ab^-1'", 0},
    {"mass", 'm', "MASS", 0, "At this mass, such as '1 GeV'; of the published limits, those at it", 0},
    {"mass2", '2', "MASS", 0, "With this second mass, for channels that have one", 0},
    {"model", 'M', "MODEL", 0, "Another model of the channel; its background stays as it is", 0},
    {"date", 'd', "DATE", 0, "With what the run plan expects by the end of this day, in place of a luminosity", 0},
    {"conditions", 'C', "WHICH", 0, "Trigger, beams and hours at luminosities: reference (default), plan (up to the day it has them), or those of the plan up to a date", 0},
    {"cl", 'l', "CL", 0, "Confidence level, such as 0.95", 0},
    {"gains", 'G', NULL, 0, "Also the gain from today to 50 ab^-1, and what limits it", 0},
    {"limits-by", 'B', NULL, 0, "Also the limit with each effect taken away: background, systematics, trigger, lifetime, phase space", 0},
    {"expressed", 'E', NULL, 0, "Also the limit in other terms of the model", 0},
    {"map", 'P', NULL, 0, "Also the limit in both masses at the largest luminosity, for channels that have a map", 0},
    {0}};
static const struct argp_option WHEN[] = {
    {"channel", 'c', "ID", 0, "The search whose expected limit is to pass a coupling", 0},
    {"mass", 'm', "MASS", 0, "At this mass, such as '1 GeV' (default: every mass with a published limit)", 0},
    {"coupling", 'g', "COUPLING", 0, "The coupling, such as 5e-3, or '1e-4 GeV^-1' where it has a unit", 0},
    {"sigma", 'Z', "3|5", 0, "When would the coupling be found with this significance, in place of excluded?", 0},
    {"luminosity", 'L', "LUMI", 0, "In place of these: when does the plan pass a luminosity, such as '10 ab^-1'?", 0},
    {"by", 'b', "DATE", 0, "Also the probability by this date", 0},
    {"histories", 'n', "N", 0, "Monte Carlo histories, in place of the scenario's", 0},
    {0}};
static const struct argp_option TRIGGER[] = {
    {"channel", 'c', "ID", 0, "Only this channel", 0},
    {"luminosity", 'L', "LUMI", 0, "At this luminosity, such as '6e35 cm^-2 s^-1'", 0},
    {0}};
static const struct argp_option LIMIT[] = {
    {"background", 'b', "B", 0, "Events expected without a signal", 0},
    {"background-error", 'e', "E", 0, "Its standard deviation in events, or relative as '20 %' (default: known)", 0},
    {"constraint", 'k', "WORD", 0, "How it is known: poisson (default) or gauss for cls-asymptotic, cls-ensemble and discovery; the prior gamma (default), "
                                   "truncated-gauss or lognormal for cls-hybrid and bayes", 0},
    {"observed", 'n', "N", 0, "Events observed: also the observed limit", 0},
    {"signal", 'g', "S", 0, "Events of a signal, for discovery", 0},
    {"cl", 'c', "CL", 0, "Confidence level (default: 0.90)", 0},
    {"method", 'm', "METHOD", 0, "cls-exact (default), cls-asymptotic, cls-ensemble, cls-hybrid, exact-asimov, bayes, feldman-cousins, punzi or discovery", 0},
    {"significance", 'Z', "A", 0, "Sigma of the discovery that punzi aims at (default: 3)", 0},
    {"efficiency", 'E', "X", 0, "Efficiency for the signal, for punzi (default: 1)", 0},
    {"model", 'M', "FILE", 0, "A binned model with nuisances, such as inputs/limits/shape_example.yaml, in place of one window", 0},
    {"windows", 'w', "N", 0, "Independent windows that were looked at: also global significances, for discovery", 0},
    {"upcrossings", 'u', "N0", 0, "Mean number of times that q0 along the masses passes --level upwards: also the global significance by it, for discovery", 0},
    {"level", 'l', "C", 0, "That level of q0 (default: 0.5)", 0},
    {0}};
static const struct argp_option XSEC[] = {
    {"channel", 'c', "ID", 0, "The channel, such as zp_invisible", 0},
    {"mass", 'm', "MASS", 0, "Mass of the particle, such as '1 GeV' or 1", 0},
    {"mass2", 'M', "MASS", 0, "Second mass, for channels that have one", 0},
    {"coupling", 'g', "COUPLING", 0, "The coupling, such as 1e-3, or '1e-4 GeV^-1' where it has a unit; eps beside --alpha-d", 0},
    {"alpha-d", 'a', "ALPHA", 0, "Coupling of the dark sector; where the coupling of the channel is eps^2 alpha_D, --coupling is then eps", 0},
    {"isr", 'i', "none|all|X", 0, "Initial-state radiation: none (Born), all, or up to a share X of the energy", 0},
    {"model", 'k', "NAME", 0, "Variant of the physics", 0},
    {"energy", 'e', "ENERGY", 0, "Centre-of-mass energy, in place of 10.58 GeV", 0},
    {0}};
static const struct argp_option COMPARE[] = {
    {"all", 'a', NULL, 0, "Also the numbers that are the same on both sides", 0},
    {"histories", 'n', "N", 0, "Monte Carlo histories of both sides, in place of the scenario's", 0},
    {0}};
static const struct argp_option DEFAULTS[] = {
    {"annotated", 'a', NULL, 0, "With units, ranges, meanings and sources as comments", 0},
    {"markdown", 'M', NULL, 0, "As the tables of docs/inputs.md", 0},
    {0}};
static const struct argp_option EXPLAIN[] = {{"markdown", 'M', NULL, 0, "All equations, as docs/model.md", 0}, {0}};
static const struct argp_option VERIFY[] = {
    {"markdown", 'M', NULL, 0, "As docs/validation.md", 0},
    {"long", 'L', NULL, 0, "The cases that take minutes too; else only those that are named", 0},
    {"cases", 'C', "DIR", 0, "Folder of *.case files, in place of the shipped one", 0},
    {0}};
static const struct argp_option HELP[] = {{"man", 'M', NULL, 0, "As a manual page (troff)", 0}, {0}};

const struct lr_command lr_commands[] = {
    {"run", "SCENARIO", "all of it: numbers, figures, report",
     "Evaluates machine, run plan and channels, draws the figures and writes report.html, result.json, the tables as CSV, "
     "the figures as SVG with their gnuplot scripts, and the merged scenario.yaml into the output folder. report.html is "
     "named last: when it is there, everything is.",
     NULL, LR_NEED_MACHINE | LR_NEED_PLAN | LR_NEED_CHANNELS, 1, 1, lr_cmd_run},
    {"lumi", "SCENARIO", "luminosity and beam-beam, factor by factor",
     "Exact Gaussian overlap with crossing angle, hourglass and crab waist; beam-beam parameters in the three definitions in "
     "use; specific luminosity; Piwinski angles. Sizes and bunch lengths are those in collision; the pinch in collision is "
     "not included.",
     LUMI, LR_NEED_MACHINE, 1, 1, lr_cmd_lumi},
    {"fill", "SCENARIO", "a fill: currents, sizes, lifetimes and luminosity against time",
     "Follows both rings through losses, top-up within what the injector can, aborts, refills and steps; peak, mean, charge "
     "bookkeeping and injector load; the lifetimes process by process from the optics of the machine. Says so when the "
     "injector cannot hold a current.",
     FILL, LR_NEED_MACHINE | LR_NEED_FILL, 1, 1, lr_cmd_fill},
    {"track", "SCENARIO", "macro-particle tracking: equilibrium sizes, emittances and luminosity with beam-beam",
     "Tracks the particles of one ring (or both) through collision and one-turn map until damping and excitation have made an equilibrium: "
     "sizes, emittances, luminosity with statistical errors, and whether the turns were enough. The emittances of the scenario are those "
     "without collision. Options stand for keys of 'track:'. Results depend on the seed and the instruction set alone, not on threads, "
     "ranks of mpirun or stops: ctrl-C writes a checkpoint of a run for --restart, and of a scan or a curve the points that are done. A frozen strong beam is Gaussian: it has no crab waist. With -o "
     "the tables go into a folder, with figures of a scan, a footprint or tails, and a page.",
     TRACK, LR_NEED_MACHINE | LR_NEED_TRACK | LR_SHARED_BY_RANKS, 1, 1, lr_cmd_track},
    {"losses", "SCENARIO", "sudden beam losses: from the source to dose and gates of the pixel detector",
     "Draws events from the declared priors and follows each: grain or arc, kicks, losses at the apertures, abort, dose in the 40 "
     "modules of the PXD, gates lost, quench, damage, down-time; with a plan, what they cost in each period. Most priors are "
     "assumed: the result is what they imply.",
     LOSSES, LR_NEED_LOSSES, 1, 1, lr_cmd_losses},
    {"plan", "SCENARIO", "run plan -> luminosity per day, sums with bands, milestone dates",
     "Closed-form expectation with the declared factors, and beside it P10, P50, P90 of Monte Carlo histories drawn from the "
     "declared priors. The two may differ. --hindcast fits the record of past periods, predicts each from those before it and scores "
     "that. --as-of and --recorded take in what has happened since the plan was made: a CSV with the heading "
     "start,end,recorded_fb,kind (and, where known, id,peak_cm2s,status,source,note), a row for each time of running, both days "
     "included, in the kind that the plan sums; the priors of a whole history are conditioned on it.",
     PLAN, LR_NEED_PLAN, 1, 1, lr_cmd_plan},
    {"reach", "SCENARIO", "channels -> expected limits against mass, at luminosities or dates",
     "Coupling at which the expected signal equals the expected exact-Poisson CLs limit: median and 1/2-sigma quantiles. Rows at dates have "
     "the trigger, beams and hours of the plan, those at luminosities the conditions of the reference (or --conditions): not one curve.",
     REACH, LR_NEED_CHANNELS, 1, 1, lr_cmd_reach},
    {"when", "SCENARIO", "date at which the reach passes a coupling, or the plan a luminosity",
     "Solves the luminosity at which the expected limit (the continuous form, which never gets worse with more data) of a channel is "
     "the coupling, and gives the date of it: by the closed form, as P10, P50, P90 of the histories, and the probability by the end "
     "of each year. Searches that need B decays count data at the Y(4S) alone. Never is an answer: its date is empty.",
     WHEN, LR_NEED_PLAN | LR_NEED_CHANNELS, 1, 1, lr_cmd_when},
    {"trigger", "SCENARIO", "trigger: rates, prescales and what is left of each channel",
     "Rates of the lines of 'trigger:' from collisions and beam background, prescales by priority within the budget, efficiency for "
     "every channel that names lines, against luminosity and, with a plan, at the peak of each period; what the line of displaced "
     "vertices, a lost line, another budget or more background change. Text shows the setups of the path and what changes; csv and json a "
     "ladder of luminosities and all rows.",
     TRIGGER, LR_NEED_TRIGGER | LR_NEED_CHANNELS, 1, 1, lr_cmd_trigger},
    {"limit", "", "upper limits, intervals and significance of a count over a background",
     "Needs no scenario. cls-exact takes the background as known: expected limits at -2 to +2 sigma, their mean, and the observed one. "
     "exact-asimov is its continuous form. cls-asymptotic fits a background with its error, cls-ensemble does so without asymptotic "
     "formulas, cls-hybrid and bayes average over a prior of it (one and the same number). At 90 % the asymptotic median is low by 41 % at "
     "b = 0, 19 at 1, 13 at 3, 7 at 10, 4 at 30 and 2.4 at 100. punzi gives the figure of merit and the smallest "
     "signal; discovery the significance of --signal or --observed and the signals for 3 and 5 sigma; neither knows the other's options, and "
     "options without a use are refused. --model fits bins, channels and nuisances of a file: q~ limits on the signal strength, pulls and impacts.",
     LIMIT, 0, 0, 0, lr_cmd_limit},
    {"xsec", "[SCENARIO]", "cross-section, width, lifetime, branching fractions, couplings",
     "Of one channel at one mass and coupling; from the shipped channel, or from that of a scenario; --set changes keys of either. Production at sqrt(s) 10.58 GeV, Born, "
     "alpha at zero momentum transfer, unless said otherwise; isr_factor is with radiation over Born.",
     XSEC, LR_NEED_CHANNELS, 0, 1, lr_cmd_xsec},
    {"compare", "A [B]", "what-if: two scenarios, or one with --set, number by number",
     "Evaluates both sides with the same seed and histories and shows what differs: the keys, what each of them alone does to a few "
     "headline quantities, and every number that is not the same. With one scenario --set is laid over the second copy of it, with two over "
     "both. -o DIR writes compare.html, all rows of differences.csv, result.json and both merged scenarios.",
     COMPARE, LR_NEED_CHANNELS, 1, 2, lr_cmd_compare},
    {"check", "SCENARIO", "validate only, every error at once",
     "Reads the scenario as the other verbs do and reports every problem with file, line and column.", NULL,
     LR_NEED_CHANNELS, 1, 1, lr_cmd_check},
    {"defaults", "", "a full scenario with units, ranges and sources",
     "Prints a scenario to begin with; --annotated explains every key.", DEFAULTS, 0, 0, 0, lr_cmd_defaults},
    {"explain", "[QUANTITY]", "equation, unit, source and place in the code",
     "Without a quantity it lists what there is to explain.", EXPLAIN, 0, 0, 1, lr_cmd_explain},
    {"verify", "[CASE...]", "the shipped published cases: value, published, pull, source",
     "Evaluates every case (or those named) and compares. Exit code 1 when one fails.", VERIFY, 0, 0, LR_MOST_ARGUMENTS,
     lr_cmd_verify},
    {"completion", "bash|zsh", "completion script for a shell", "Load it with: source <(lumireach completion bash)", NULL, 0, 1,
     1, lr_cmd_completion},
    {"help", "[VERB]", "help on a verb, or the manual page", NULL, HELP, 0, 0, 1, lr_cmd_help},
    {.name = NULL}};

const struct lr_command *lr_command_find(const char *name) {
  for (const struct lr_command *command = lr_commands; command->name; command++)
    if (strcmp(command->name, name) == 0) return command;
  return NULL;
}

enum lr_status lr_command_unknown(const char *name, struct lr_error *error) {
  const char *names[64];
  size_t known = 0;
  for (const struct lr_command *command = lr_commands; command->name && known < 63; command++) names[known++] = command->name;
  names[known] = NULL;
  const char *nearest = lr_text_nearest(name, names);
  return lr_error_set(error, LR_E_USAGE, "there is no verb '%.80s'%s%s%s; 'lumireach help' lists them", name,
                      nearest ? ": did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
}

struct argp_option *lr_command_options(const struct lr_command *command) {
  size_t count = 0, own = 0;
  while (lr_common_options[count].name) count++;
  while (command->options && command->options[own].name) own++;
  struct argp_option *options = calloc(count + own + 1, sizeof *options);
  if (!options) return NULL;
  if (own) memcpy(options, command->options, own * sizeof *options);
  memcpy(options + own, lr_common_options, count * sizeof *options);
  return options;
}

void lr_command_usage(struct lr_buffer *out) {
  lr_buffer_add(out, "Usage: lumireach VERB [options] [SCENARIO|-]\n\nFrom SuperKEKB machine parameters to Belle II reach. Verbs:\n");
  for (const struct lr_command *command = lr_commands; command->name; command++)
    lr_buffer_print(out, "  %-11s %-13s %s\n", command->name, command->arguments, command->summary);
  lr_buffer_add(out,
                "\n  lumireach help VERB          options of a verb (as lumireach VERB --help)\n"
                "  lumireach help --man         this as a manual page: lumireach help --man | man -l -\n"
                "  lumireach explain            equations, with sources and where they stand in the code\n"
                "  lumireach defaults -a        all keys of a scenario\n"
                "  lumireach --version, --cite [SCENARIO] (BibTeX: all, or what the scenario rests on)\n\n"
                "Begin with: lumireach run inputs/scenarios/baseline.yaml -o out\n");
}
