// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/track_fields.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "machine/track/collide.h"
#include "machine/track/ring_of.h"
#include "machine/track/wake_kick.h"

static const double ON_RESONANCE = 1e-3;  // of a whole or half tune
static const double TUNE_APART = 0.02;    // relative, of tune_s as given and as the RF makes it, before it is said

enum { USUAL_SLICES = 100 };

#define APERTURE "a length at the IP such as '0.5 mm', or a number of sigma such as 30"

// The pair of readers differs in nothing but the words of lr_node_name.
static bool read_aperture(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_track_aperture *aperture = target;
  char text[64], reason[96];
  if (!lr_read_text(reading, node, text, sizeof text)) return false;
  aperture->in_sigmas = lr_number_parse(text, &aperture->value);
  if (!aperture->in_sigmas && !lr_quantity_parse(text, LR_DIM_LENGTH, &aperture->value, reason, sizeof reason)) {
    lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' wants " APERTURE ", got '%s'", lr_node_name(node), text);
    return false;
  }
  if (aperture->value > 0) return true;
  lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' must be above 0, got '%s'", lr_node_name(node), text);
  return false;
}

// The file is read when the rings are known.
static bool read_wake_name(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  (void)target;
  char text[512];
  return lr_read_text(reading, node, text, sizeof text);
}

#define WAKE "the name of a file"
#define AT(member) offsetof(struct lr_track_keys, member)
const struct lr_field lr_track_fields[] = {
    {"weak", LR_FIELD_CHOICE, AT(weak), .choices = "ler|her", .missing = "ler", .doc = "the ring whose particles are tracked"},
    {"mode", LR_FIELD_CHOICE, AT(mode), .choices = "weak-strong|quasi-strong-strong|strong-strong", .missing = "weak-strong",
     .doc = "the other beam stays as it is, takes the sizes of its own tracking in turns, or is tracked too with soft-Gaussian slices"},
    {"particles", LR_FIELD_COUNT, AT(particles), .low = "100", .high = "100000000", .missing = "1024",
     .doc = "macro-particles of a beam; blocks of 512 are shared among threads"},
    {"turns", LR_FIELD_COUNT, AT(turns), .low = "4", .high = "10000000", .missing = "18000", .doc = "turns in all"},
    {"average", LR_FIELD_COUNT, AT(average), .low = "4", .high = "10000000", .missing = "", .example = "9000",
     .doc = "the last so many turns are averaged; without it the second half"},
    {"slices", LR_FIELD_COUNT, AT(slices), .low = "1", .high = "2000", .missing = "", .example = "100",
     .doc = "longitudinal slices of the strong beam, 5 to 10 for each unit of the Piwinski angle; without it 100, in strong-strong "
            "a sixteenth of the particles at most"},
    {"slicing", LR_FIELD_CHOICE, AT(slicing), .choices = "equal-charge|equal-width|shatilov", .missing = "shatilov",
     .doc = "boundaries of the slices; shatilov: those with the least error"},
    {"start", LR_FIELD_CHOICE, AT(start), .choices = "quasi-random|random", .missing = "quasi-random",
     .doc = "coordinates of the first turn: a Sobol sequence, or random numbers"},
    {"kick", LR_FIELD_SWITCH, AT(kick), .missing = "yes", .doc = "no: the bunches pass without seeing each other"},
    {"aperture_x", LR_FIELD_CUSTOM, AT(aperture_x), .read = read_aperture, .missing = "", .wants = APERTURE, .example = "30",
     .doc = "|x| at the IP beyond which a particle is lost, a length or a number of sigma without collision; without it none"},
    {"aperture_y", LR_FIELD_CUSTOM, AT(aperture_y), .read = read_aperture, .missing = "", .wants = APERTURE, .example = "100",
     .doc = "the same for |y|"},
    {"aperture_energy", LR_FIELD_QUANTITY, AT(aperture_energy), .dimension = LR_DIM_NUMBER, .low = ">0", .high = "1", .missing = "",
     .example = "0.9 %", .doc = "relative energy deviation beyond which a particle is lost; without it none"},
    {"kernel", LR_FIELD_TEXT, AT(kernel), .size = sizeof((struct lr_track_keys *)0)->kernel,
     .choices = "auto|portable|reference|sse2|avx2|avx512", .missing = "auto",
     .doc = "instruction set of the inner loop; auto: the fastest of this processor, portable: the one of every processor; the sets agree to 1e-9, one of them to the last bit"},
    {"exchange", LR_FIELD_COUNT, AT(exchange), .low = "1", .high = "10000000", .missing = "500",
     .doc = "quasi-strong-strong: turns between two exchanges of sizes"},
    {"wake_ler", LR_FIELD_CUSTOM, 0, .read = read_wake_name, .missing = "", .wants = WAKE, .example = "../wakes/superkekb_ler_2021.dat",
     .doc = "longitudinal wake of the ler, one kick a turn: file of two columns, z [m] behind the charge and W [V/pC], W < 0 a loss; the "
            "bunch begins with its length at zero current, so that a bare bunch_length must be that"},
    {"wake_her", LR_FIELD_CUSTOM, 0, .read = read_wake_name, .missing = "", .wants = WAKE, .doc = "the same of the her"},
    {"beamstrahlung", LR_FIELD_SWITCH, AT(beamstrahlung), .missing = "no", .doc = "yes: particles radiate in the field of the other bunch"},
    {"feedback_x", LR_FIELD_QUANTITY, AT(feedback_x), .dimension = LR_DIM_NUMBER, .low = "0", .high = "<1", .missing = "0",
     .doc = "part of the mean horizontal slope of the bunch that is taken away each turn"},
    {"feedback_y", LR_FIELD_QUANTITY, AT(feedback_y), .dimension = LR_DIM_NUMBER, .low = "0", .high = "<1", .missing = "0",
     .doc = "the same, vertical"},
    {.key = NULL}};
#undef AT

bool lr_track_is_tracked(const struct lr_track_keys *keys, int ring) {
  return keys->mode != LR_TRACK_WEAK_STRONG || keys->weak == ring;
}

// At the key, where it stands; else at the mapping, else at the head of the scenario.
static const struct lr_node *place(const struct lr_reading *reading, const struct lr_node *node, const char *key) {
  const struct lr_node *child = node ? lr_node_child(node, key) : NULL;
  return child ? lr_node_value(child) : node ? node : reading->document->root;
}

static const struct lr_node *wake_name(const struct lr_node *track, int r) {
  const struct lr_node *child = track ? lr_node_child(track, r ? "wake_her" : "wake_ler") : NULL;
  return child ? lr_node_value(child) : NULL;
}

static void check_kernel(const struct lr_reading *reading, const struct lr_node *node, struct lr_track_setting *setting) {
  char names[96] = "auto";
  setting->input.kernel = NULL;
  if (!*setting->keys.kernel || strcmp(setting->keys.kernel, "auto") == 0) return;
  setting->input.kernel = lr_track_kernel_find(setting->keys.kernel);
  if (setting->input.kernel) return;
  for (size_t i = 0; lr_track_kernel_at(i); i++)
    snprintf(names + strlen(names), sizeof names - strlen(names), ", %s", lr_track_kernel_at(i)->name);
  lr_node_problem(reading->problems, false, place(reading, node, "kernel"), "this processor, or this build, has no kernel '%s': it has %s",
                  setting->keys.kernel, names);
}

static void check_counts(const struct lr_reading *reading, const struct lr_node *node, struct lr_track_keys *keys) {
  if (!node || !lr_node_child(node, "slices")) {
    keys->slices = USUAL_SLICES;
    if (keys->mode == LR_TRACK_STRONG_STRONG && keys->particles < LR_TRACK_LEAST_IN_SLICE * USUAL_SLICES)
      keys->slices = keys->particles / LR_TRACK_LEAST_IN_SLICE;
  }
  if (keys->turns < 1) return;  // has been reported
  if (!node || !lr_node_child(node, "average")) keys->average = (keys->turns + 1) / 2;
  if (keys->mode == LR_TRACK_STRONG_STRONG && keys->slices > 0 && keys->particles > 0 && keys->particles < LR_TRACK_LEAST_IN_SLICE * keys->slices)
    lr_node_problem(reading->problems, false, place(reading, node, "particles"),
                    "strong-strong takes the sizes of a slice from its particles, %d at least: %ld slices want %ld particles, not %ld",
                    LR_TRACK_LEAST_IN_SLICE, keys->slices, LR_TRACK_LEAST_IN_SLICE * keys->slices, keys->particles);
  if (keys->average > keys->turns)
    lr_node_problem(reading->problems, false, place(reading, node, "average"),
                    "'average' of %ld turns, but there are only %ld: raise 'turns' or average over fewer", keys->average, keys->turns);
}

static void set_aperture(const struct lr_track_aperture *aperture, double sigma_m, double *value_m) {
  *value_m = aperture->in_sigmas ? aperture->value * sigma_m : aperture->value;
}

// The wake of a ring, which has to reach as far as the bunch.
static void take_wake(const struct lr_reading *reading, const struct lr_node *node, int r, struct lr_track_setting *setting) {
  const struct lr_node *name = wake_name(node, r);
  char path[4096];
  struct lr_error error = {0};
  struct lr_track_wake laid;
  if (!name || name->kind != LR_SCALAR) return;  // a list has been reported
  if (!lr_track_is_tracked(&setting->keys, r)) {
    lr_node_problem(reading->problems, false, name, "the particles of the %s are not tracked: its wake has nothing to act on", r ? "her" : "ler");
    return;
  }
  if (!lr_node_file(name, "wakes", path, sizeof path)) {
    lr_node_problem(reading->problems, false, name, "the name of the wake file is too long");
    return;
  }
  enum lr_status status = lr_wake_table_read(path, &setting->table[r], &error);
  setting->wake[r].table = setting->table[r];
  if (status == LR_OK && setting->ring[r].gamma > 0) status = lr_track_wake_lay(&setting->wake[r], &setting->ring[r], &laid, &error);
  if (status != LR_OK) lr_node_problem(reading->problems, false, name, "%s", error.text);
}

// Tunes at which nothing holds the motion of a plane together.
static void check_tunes(const struct lr_reading *reading, const struct lr_node *node, const struct lr_ring *ring, const char *name) {
  const struct {
    const char *key;
    double tune;
  } all[] = {{"tune_x", ring->tune_x}, {"tune_y", ring->tune_y}};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
    double tune = all[k].tune, twice = 2 * tune;
    if (fabs(twice - round(twice)) / 2 >= ON_RESONANCE) continue;
    bool whole = fabs(tune - round(tune)) < ON_RESONANCE;
    lr_node_problem(reading->problems, true, place(reading, node, all[k].key),
                    "'%s' of the %s, %.6g, is on %s: kicks add up turn by turn there; a tune wants its fraction, such as %.0f.53", all[k].key, name, tune,
                    whole ? "an integer" : "a half-integer", floor(tune + ON_RESONANCE));
  }
}

// A ring, ready; what it lacks is reported at its mapping, one line for each key.
static void take_ring(const struct lr_reading *reading, const struct lr_node *track, const struct lr_node *machine_node,
                      const struct lr_machine_input *machine, int r, struct lr_track_setting *setting) {
  struct lr_collider collider = machine->collider;
  struct lr_ring *ring = r ? &collider.her : &collider.ler;
  if (wake_name(track, r)) ring->bunch_length.model = LR_BUNCH_LENGTH_GIVEN;  // at zero current: the wake does the rest
  const struct lr_track_keys *keys = &setting->keys;
  enum lr_track_use use = lr_track_is_tracked(keys, r) ? LR_TRACK_TRACKED : LR_TRACK_FROZEN;
  const struct lr_node *node = lr_node_child(machine_node, r && !machine->same ? "her" : "ler");
  const char *example, *key;
  if (!node) node = machine_node;
  for (size_t i = 0; !(r && machine->same) && (key = lr_track_ring_lacks(ring, use, i, &example)); i++)
    lr_node_problem(reading->problems, false, node, "'%s' is missing in machine.%s, whose particles are tracked: add '%s: %s'", key,
                    r ? "her" : "ler", key, example);
  if (lr_track_ring_lacks(ring, use, 0, &example)) return;
  struct lr_error error = {0};
  if (lr_track_ring_of(&collider, r, use, &setting->ring[r], &error) != LR_OK) {
    lr_node_problem(reading->problems, false, place(reading, node, "rf_voltage"), "%s", error.text);
    return;
  }
  struct lr_track_ring *out = &setting->ring[r];
  if (use == LR_TRACK_TRACKED && !(r && machine->same)) check_tunes(reading, node, ring, r ? "her" : "ler");
  set_aperture(&keys->aperture_x, sqrt(out->emittance_m[0] * out->beta_m[0]), &out->aperture_m[0]);
  set_aperture(&keys->aperture_y, sqrt(out->emittance_m[1] * out->beta_m[1]), &out->aperture_m[1]);
  out->aperture_delta = keys->aperture_energy;
  double tune = lr_track_rf_tune(ring);
  if (out->rf && !(fabs(tune / ring->tune_s - 1) < TUNE_APART))
    lr_node_problem(reading->problems, true, place(reading, node, "rf_voltage"),
                    "this RF makes a synchrotron tune of %.4g, 'tune_s' of the %s is %.4g: the bunch length of tracking follows the RF", tune,
                    r ? "her" : "ler", ring->tune_s);
}

bool lr_track_read(const struct lr_reading *reading, const struct lr_node *node, const struct lr_node *machine_node,
                   const struct lr_machine_input *machine, struct lr_track_setting *setting) {
  size_t before = reading->problems->errors;
  memset(setting, 0, sizeof *setting);
  struct lr_track_keys *keys = &setting->keys;
  keys->aperture_x.value = keys->aperture_y.value = INFINITY;
  lr_fields_read(reading, node, lr_track_fields, keys);
  if (isnan(keys->aperture_energy)) keys->aperture_energy = INFINITY;
  check_counts(reading, node, keys);
  check_kernel(reading, node, setting);
  if (keys->mode >= 0 && keys->weak >= 0)  // else nobody knows what is tracked
    for (int r = 0; r < 2; r++) {
      take_ring(reading, node, machine_node, machine, r, setting);
      take_wake(reading, node, r, setting);
    }
  setting->half_angle_rad = machine->collider.crossing_angle_rad / 2;
  bool protons = machine->collider.ler.particle == LR_PROTON && machine->collider.her.particle == LR_PROTON;
  setting->attract = protons ? -1 : 1;  // all others are of opposite charges
  setting->input.mode = (enum lr_track_mode)(keys->mode < 0 ? 0 : keys->mode);
  setting->input.weak = keys->weak;
  setting->input.particles = keys->particles;
  setting->input.turns = keys->turns;
  setting->input.average = keys->average;
  setting->input.slices = keys->slices;
  setting->input.slicing = (enum lr_track_slicing)(keys->slicing < 0 ? 0 : keys->slicing);
  setting->input.random_start = keys->start == 1;
  setting->input.kick = keys->kick;
  setting->input.exchange = keys->exchange;
  setting->input.beamstrahlung = keys->beamstrahlung;
  setting->input.feedback[0] = keys->feedback_x;
  setting->input.feedback[1] = keys->feedback_y;
  return reading->problems->errors == before && !reading->problems->no_memory;
}
