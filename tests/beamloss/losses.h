// SPDX-License-Identifier: GPL-3.0-or-later
// A small `losses:` for tests: a ring of three apertures and its optics table in a temporary folder, with places where a test
// puts its own lines.
#ifndef LR_TESTS_BEAMLOSS_LOSSES_H
#define LR_TESTS_BEAMLOSS_LOSSES_H

#include "base/buffer.h"
#include "beamloss/loss_ensemble.h"
#include "tests/base/documents.h"

static const char LOSSES_OPTICS[] =
    "# made for tests, near the LER\n"
    "element,s_m,beta_x_m,beta_y_m,nu_y\n"
    "TOP,370.359,14.610,67.204,6.0358\n"
    "OHO,777.000,38.030,29.643,11.8417\n"
    "NARROW,1433.810,13.714,23.263,22.0072\n"
    "FOCUS,1515.397,20,1284.67,23.4833\n"
    "NIKKO,2275.000,16.454,13.210,35.3637\n"
    "END,3016.30649,55.434,12.117,46.5812\n";

// The parts of a scenario. NULL: as below; "": left out.
struct losses_text {
  const char *head, *ler, *sections, *apertures, *her, *materials, *dust, *arc, *abort, *monitors, *detector, *outcomes, *rate, *observed;
};
static const struct losses_text LOSSES = {
    .head = "  events: 64\n  turns: 12\n  particles: 200\n  softening: 50 um\n",
    .ler = "    current: 1.3 A\n    bunches: 2346\n    energy: 4 GeV\n    emittance_x: 4 nm\n    emittance_y: {dist: lognormal, median: 40 pm, sigma: 0.25}\n"
           "    gap_scale: {dist: uniform, low: 0.85, high: 1.15}\n    kicker: 785 m\n",
    .sections = "      nikko: {weight: 50 %, start: 2206 m, end: 2345 m, at: NIKKO, mean_beta_y: 16 m}\n"
                "      oho: {weight: 25 %, start: 716.8 m, end: 836.9 m, at: OHO}\n"
                "      elsewhere: {weight: 25 %, start: 0 m, end: 3016 m}\n",
    .apertures = "      TOP: {top: 2.8 mm, bottom: 2.8 mm, dose: {dist: lognormal, median: 6e-14 rad, sigma: 1.1}}\n"
                 "      NARROW: {top: 1.3 mm, bottom: 1.3 mm, dose: {dist: lognormal, median: 6e-13 rad, sigma: 1.1}}\n"
                 "      FOCUS: {kind: ir, top: 10.5 mm, bottom: 10.5 mm, dose: {dist: lognormal, median: 6e-12 rad, sigma: 1.1}}\n",
    .her = "",
    .materials =
        "    graphite: {density: 2210 kg/m3, z_over_a: 0.4995, stopping_power: 1.45 MeV cm2/g, heat_capacity: 1900 J/kg/K, boiling_point: 3915 K,"
        " heat_of_vaporisation: 59.5e6 J/kg, molar_mass: 0.012011 kg/mol, work_function: 4.6 eV, emissivity: 0.85, radiation_length: 42.7 g/cm2}\n"
        "    silica: {density: 2200 kg/m3, z_over_a: 0.4993, stopping_power: 1.40 MeV cm2/g, heat_capacity: 1200 J/kg/K, boiling_point: 3220 K,"
        " heat_of_vaporisation: 9.6e6 J/kg, molar_mass: 0.06008 kg/mol, work_function: 5.0 eV, emissivity: 0.80, radiation_length: 27.05 g/cm2}\n",
    .dust = "    mixture: {graphite: 1, silica: 3}\n    radius: {dist: loguniform, low: 5 um, high: 200 um}\n    neutral_share: 50 %\n"
            "    charge: {dist: loguniform, low: 1e6, high: 1e10}\n    launched_share: 50 %\n    fall: {dist: uniform, low: 0 mm, high: 45 mm}\n"
            "    speed: {dist: loguniform, low: 1 m/s, high: 100 m/s}\n    retention: {dist: loguniform, low: 1e4 Hz, high: 1e8 Hz}\n"
            "    electron_share: {dist: loguniform, low: 1e-5, high: 1e-2}\n    strength: {dist: loguniform, low: 10 MPa, high: 200 MPa}\n"
            "    charge_cap: {dist: lognormal, median: 3e10, sigma: 1.1}\n",
    .arc = "    charge: {dist: lognormal, median: 3e10, sigma: 1.1}\n    rise: {dist: loguniform, low: 1 us, high: 50 us}\n"
           "    fall: {dist: loguniform, low: 10 us, high: 500 us}\n    height: {dist: uniform, low: 0 um, high: 200 um}\n",
    .abort = "    gaps: 2\n    gap: 200 ns\n    kicker_rise: 0.2 us\n",
    .monitors = "      fast: {threshold: 4 mrad, window: 10 us, sampling: 2.5 us, saturation: 140 krad/s, logic: 2 us, link: 7.5 us}\n",
    .detector = "    diamond_factor: {dist: lognormal, median: 1, sigma: 1.1}\n    radial_exponent: {dist: uniform, low: 0.5, high: 2}\n"
                "    azimuthal: {dist: uniform, low: 0, high: 0.9}\n    asymmetry: {dist: uniform, low: 0, high: 0.5}\n"
                "    gate_dose: {dist: loguniform, low: 0.1 krad, high: 10 krad}\n    gate_shape: {dist: uniform, low: 1, high: 4}\n",
    .outcomes = "    quench_energy: {dist: loguniform, low: 100 J, high: 10 kJ}\n    damage_energy: {dist: loguniform, low: 3 kJ, high: 60 kJ}\n"
                "    refill: {mean: 40 min}\n    quench: {mean: 4 h}\n    damage: {mean: 3 days, cv: 1}\n",
    .rate = "    events: 0.1 /day\n",
    .observed = ""};

static inline void losses_section(struct lr_buffer *out, const char *name, const char *mine, const char *usual, const char *indent) {
  const char *text = mine ? mine : usual;
  if (*text) lr_buffer_print(out, "%s%s:\n%s", indent, name, text);
}

static inline const char *losses_optics_file(const char *text) {
  static char folder[] = "/tmp/losses-XXXXXX", path[64];
  if (!*path && !mkdtemp(folder)) exit(1);
  snprintf(path, sizeof path, "%s/optics.csv", folder);
  write_file(path, text);
  return path;
}
static inline void losses_clean(void) {
  char path[64];
  snprintf(path, sizeof path, "%s", losses_optics_file(""));
  unlink(path);
  *strrchr(path, '/') = '\0';
  rmdir(path);
}

// The whole text; free it. The ring's lines are those of the LER in both rings.
static inline char *losses_yaml(const struct losses_text *t, const char *optics) {
  struct lr_buffer out = {0};
  const char *path = losses_optics_file(optics ? optics : LOSSES_OPTICS);
  lr_buffer_print(&out, "losses:\n%s", t->head ? t->head : LOSSES.head);
  for (int ring = 0; ring < 2; ring++) {
    const char *lines = ring ? t->her ? t->her : "" : t->ler ? t->ler : LOSSES.ler;
    if (!*lines) continue;
    lr_buffer_print(&out, "  %s:\n    optics: %s\n%s", ring ? "her" : "ler", path, lines);
    losses_section(&out, "sections", t->sections, LOSSES.sections, "    ");
    losses_section(&out, "apertures", t->apertures, LOSSES.apertures, "    ");
  }
  losses_section(&out, "materials", t->materials, LOSSES.materials, "  ");
  losses_section(&out, "dust", t->dust, LOSSES.dust, "  ");
  losses_section(&out, "arc", t->arc, LOSSES.arc, "  ");
  losses_section(&out, "abort", t->abort, LOSSES.abort, "  ");
  if (!t->monitors || *t->monitors) losses_section(&out, "monitors", t->monitors, LOSSES.monitors, "    ");
  losses_section(&out, "detector", t->detector, LOSSES.detector, "  ");
  losses_section(&out, "outcomes", t->outcomes, LOSSES.outcomes, "  ");
  losses_section(&out, "rate", t->rate, LOSSES.rate, "  ");
  losses_section(&out, "observed", t->observed, LOSSES.observed, "  ");
  return out.text;
}

// Reads it; what was said is in `said`, to be freed as `input` is.
static inline bool losses_read(const struct losses_text *t, const char *optics, struct lr_loss_input *input, struct said *said) {
  char *yaml = losses_yaml(t, optics);
  *said = said_of(yaml);
  struct lr_reading reading = {said->document, &said->problems};
  const struct lr_node *losses = lr_node_child(said->document->root, "losses");
  memset(input, 0, sizeof *input);
  bool fine = said->status == LR_OK && losses && lr_loss_read(&reading, losses, NULL, input);
  said_print(said);
  free(yaml);
  return fine;
}

// An input that must be fine.
static inline struct lr_loss_input losses_good(const struct losses_text *t) {
  struct lr_loss_input input;
  struct said said;
  int fine = losses_read(t, NULL, &input, &said);
  if (!fine) fputs(said.text, stderr);
  LR_CHECK(fine);
  said_free(&said);
  if (!fine) exit(1);
  return input;
}

// Both rings, half of the events an arc.
static const struct losses_text LOSSES_ALL = {
    .head = "  events: 64\n  turns: 12\n  particles: 200\n  ler_share: {dist: beta, a: 9, b: 1}\n  dust_share: {dist: uniform, low: 0, high: 1}\n"
            "  softening: {dist: loguniform, low: 20 um, high: 100 um}\n  offset_x: {dist: uniform, low: 0 um, high: 20 um}\n",
    .her = "    current: 1 A\n    bunches: 2346\n    energy: 7 GeV\n    emittance_x: 4.6 nm\n    emittance_y: 40 pm\n    damping_turns: 50\n    kicker: 785 m\n"};
// Arcs in the positron ring only.
static const struct losses_text LOSSES_ARC = {
    .head = "  events: 64\n  turns: 12\n  particles: 200\n  dust_share: 0\n  softening: 50 um\n", .dust = "", .materials = ""};

static inline struct lr_prior fixed_prior(double value) { return (struct lr_prior){.distribution = LR_FIXED, .a = value}; }

#endif
