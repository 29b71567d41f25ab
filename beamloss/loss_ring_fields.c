// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "beamloss/loss_fields.h"

size_t lr_keyed_read(const struct lr_reading *reading, const struct lr_node *node, const struct lr_keyed *keyed) {
  size_t count = 0;
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "'%s' wants mappings keyed by id", lr_node_name(node));
    return 0;
  }
  for (size_t i = 0; i < node->children; i++) {
    const struct lr_node *child = node->child[i];
    if (strcmp(child->key, "source") == 0 || strcmp(child->key, "status") == 0 || strcmp(child->key, "note") == 0) continue;
    if (child->kind != LR_MAPPING) {
      lr_node_problem(reading->problems, false, child, "'%s' wants a mapping of keys", child->key);
    } else if (count == keyed->most) {
      lr_node_problem(reading->problems, false, child, "'%s' has more than %zu entries", lr_node_name(node), keyed->most);
      break;
    } else if (strlen(child->key) >= keyed->id_size) {
      lr_node_problem(reading->problems, false, child, "the id '%s' is longer than %zu characters", child->key, keyed->id_size - 1);
    } else {
      char *item = (char *)keyed->item + count++ * keyed->size;
      lr_fields_read(reading, child, keyed->fields, item);
      memcpy(item, child->key, strlen(child->key) + 1);
    }
  }
  return count;
}

#define AT(member) offsetof(struct lr_loss_section, member)
static const struct lr_field SECTION[] = {
    {"weight", LR_FIELD_QUANTITY, AT(weight), .dimension = LR_DIM_NUMBER, .low = "0", .example = "50 %",
     .doc = "relative probability that a source sits here"},
    {"start", LR_FIELD_QUANTITY, AT(start_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .example = "2206 m",
     .doc = "first place, s of the optics table"},
    {"end", LR_FIELD_QUANTITY, AT(end_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .example = "2345 m", .doc = "last place"},
    {"at", LR_FIELD_TEXT, AT(at), .size = sizeof((struct lr_loss_section *)0)->at, .missing = "", .example = "SOURCE_NIKKO",
     .doc = "optics row whose beta functions and phase hold in the section; without it the whole table is interpolated"},
    {"mean_beta_y", LR_FIELD_QUANTITY, AT(mean_beta_y_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "",
     .example = "16 m", .doc = "for the phase between the row and the place; without it that of the row"},
    {.key = NULL}};
#undef AT

// `open` is a jaw that is not there.
static bool read_jaw(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  const struct lr_node *value = lr_node_value(node);
  double *gap_m = target;
  if (value->kind == LR_SCALAR && strcmp(value->text, "open") == 0) {
    *gap_m = INFINITY;
    return true;
  }
  if (!lr_read_quantity(reading, node, LR_DIM_LENGTH, gap_m)) return false;
  if (*gap_m > 0) return true;
  lr_node_problem(reading->problems, false, value, "'%s' must be above 0 m, or 'open'", lr_node_name(node));
  return false;
}

#define AT(member) offsetof(struct lr_loss_aperture, member)
static const struct lr_field APERTURE[] = {
    {"kind", LR_FIELD_CHOICE, AT(kind), .choices = "collimator|ir|pipe", .missing = "collimator",
     .doc = "collimator can be damaged; ir quenches the final focus"},
    {"top", LR_FIELD_CUSTOM, AT(top_m), .read = read_jaw, .wants = "a length, or open", .example = "1.3 mm",
     .doc = "half gap above the beam"},
    {"bottom", LR_FIELD_CUSTOM, AT(bottom_m), .read = read_jaw, .wants = "a length, or open", .example = "1.3 mm",
     .doc = "half gap below the beam"},
    {"dose", LR_FIELD_PRIOR, AT(dose_Gy), .dimension = LR_DIM_DOSE, .low = "0 Gy", .missing = "0 rad",
     .example = "{dist: lognormal, median: 6e-13 rad, sigma: 1.1}",
     .doc = "mean dose of layer 1 of the pixel detector for each particle lost here"},
    {.key = NULL}};
#undef AT

static bool read_sections(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_loss_ring_input *ring = target;
  const struct lr_keyed keyed = {SECTION, ring->section, sizeof *ring->section, sizeof ring->section->id, LR_LOSS_MOST_SECTIONS};
  size_t before = reading->problems->errors;
  ring->sections = lr_keyed_read(reading, node, &keyed);
  if (!ring->sections && reading->problems->errors == before)
    lr_node_problem(reading->problems, false, node, "'sections' is empty: a source must sit somewhere");
  return ring->sections > 0;
}

static bool read_apertures(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_loss_ring_input *ring = target;
  const struct lr_keyed keyed = {APERTURE, ring->aperture, sizeof *ring->aperture, sizeof ring->aperture->id, LR_LOSS_MOST_APERTURES};
  size_t before = reading->problems->errors;
  ring->apertures = lr_keyed_read(reading, node, &keyed);
  if (!ring->apertures && reading->problems->errors == before)
    lr_node_problem(reading->problems, false, node, "'apertures' is empty: nothing can be lost");
  return ring->apertures > 0;
}

static bool read_optics(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_loss_ring_input *ring = target;
  char path[4096];
  struct lr_error error = {0};
  if (!lr_read_text(reading, node, ring->optics_file, sizeof ring->optics_file)) return false;
  if (!lr_node_file(lr_node_value(node), "losses", path, sizeof path)) {
    lr_node_problem(reading->problems, false, node, "the name of the optics file is too long");
    return false;
  }
  lr_twiss_free(ring->optics);
  if (lr_twiss_read(path, &ring->optics, &error) != LR_OK ||
      lr_twiss_require(ring->optics, 1u << LR_TWISS_NU_Y, 0, &error) != LR_OK) {
    lr_node_problem(reading->problems, false, lr_node_value(node), "%s", error.text);
    lr_twiss_free(ring->optics);  // what asks for its rows would only repeat this
    ring->optics = NULL;
    return false;
  }
  return true;
}

#define AT(member) offsetof(struct lr_loss_ring_input, member)
const struct lr_field lr_loss_ring_fields[] = {
    {"optics", LR_FIELD_CUSTOM, 0, .read = read_optics, .wants = "the name of a file", .example = "ler_optics.csv",
     .doc = "table with element, s_m, beta_x_m, beta_y_m, nu_y; its last row is the end of the ring"},
    {"current", LR_FIELD_QUANTITY, AT(current_A), .dimension = LR_DIM_CURRENT, .low = ">0 A", .missing = "",
     .doc = "without it that of the machine"},
    {"bunches", LR_FIELD_QUANTITY, AT(bunches), .dimension = LR_DIM_NUMBER, .low = "1", .missing = "",
     .doc = "without it those of the machine"},
    {"energy", LR_FIELD_QUANTITY, AT(energy_eV), .dimension = LR_DIM_ENERGY, .low = ">0 GeV", .missing = "",
     .doc = "without it that of the machine"},
    {"emittance_x", LR_FIELD_PRIOR, AT(emittance_x_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .example = "4 nm",
     .doc = "horizontal emittance"},
    {"emittance_y", LR_FIELD_PRIOR, AT(emittance_y_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .example = "40 pm",
     .doc = "vertical emittance"},
    {"gap_scale", LR_FIELD_PRIOR, AT(gap_scale), .dimension = LR_DIM_NUMBER, .low = ">0", .missing = "1",
     .example = "{dist: uniform, low: 0.85, high: 1.15}", .doc = "factor on the gap of each aperture, drawn for each"},
    {"damping_turns", LR_FIELD_QUANTITY, AT(damping_turns), .dimension = LR_DIM_NUMBER, .low = ">0", .missing = "",
     .example = "50", .doc = "turns in which the feedback damps an oscillation by a factor e; without it not at all"},
    {"kicker", LR_FIELD_QUANTITY, AT(kicker_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .example = "800 m",
     .doc = "place of the abort kicker"},
    {"sections", LR_FIELD_CUSTOM, 0, .read = read_sections, .fields = SECTION, .id = "nikko", .wants = "sections keyed by id",
     .doc = "where a source may sit"},
    {"apertures", LR_FIELD_CUSTOM, 0, .read = read_apertures, .fields = APERTURE, .id = "PMD02V1",
     .wants = "apertures keyed by id", .doc = "elements of the optics table at which particles are lost"},
    {.key = NULL}};
#undef AT

double lr_loss_ring_end(const struct lr_loss_ring_input *ring) {
  return ring->optics->value[LR_TWISS_S][ring->optics->rows - 1];
}

static bool check_sections(const struct lr_reading *reading, const struct lr_node *node, const struct lr_loss_ring_input *ring) {
  size_t before = reading->problems->errors;
  double sum = 0, end_m = lr_loss_ring_end(ring);
  size_t row;
  for (size_t i = 0; i < ring->sections; i++) {
    const struct lr_loss_section *section = &ring->section[i];
    const struct lr_node *at = lr_node_child(node, section->id);
    sum += section->weight;
    if (section->end_m < section->start_m || section->end_m > end_m)
      lr_node_problem(reading->problems, false, at, "section '%s' must run forward and end before the end of the optics table (%g m)",
                      section->id, end_m);
    if (!*section->at) continue;
    if (!lr_twiss_find(ring->optics, section->at, &row)) {
      lr_node_problem(reading->problems, false, lr_node_child(at, "at"), "the optics table has no element '%s'", section->at);
      continue;
    }
    if (!(ring->optics->value[LR_TWISS_BETA_Y] && isfinite(ring->optics->value[LR_TWISS_BETA_Y][row]))) {
      lr_node_problem(reading->problems, false, lr_node_child(at, "at"), "the optics table gives no beta_y_m for '%s'", section->at);
      continue;
    }
    const double *s_m = ring->optics->value[LR_TWISS_S], *nu = ring->optics->value[LR_TWISS_NU_Y];
    double beta_m = isfinite(section->mean_beta_y_m) ? section->mean_beta_y_m : ring->optics->value[LR_TWISS_BETA_Y][row];
    double first = nu[row] + (section->start_m - s_m[row]) / (2 * LR_PI * beta_m), last = nu[row] + (section->end_m - s_m[row]) / (2 * LR_PI * beta_m);
    if (first < 0 || last > nu[ring->optics->rows - 1])
      lr_node_problem(reading->problems, false, at, "section '%s' is too long for the phase of '%s': it would run from %.4g to %.4g turns in a ring of %.4g",
                      section->id, section->at, first, last, nu[ring->optics->rows - 1]);
  }
  if (ring->sections && sum <= 0) lr_node_problem(reading->problems, false, node, "the weights of the sections sum to 0");
  return reading->problems->errors == before;
}

static bool check_apertures(const struct lr_reading *reading, const struct lr_node *node, const struct lr_loss_ring_input *ring) {
  size_t before = reading->problems->errors;
  for (size_t i = 0; i < ring->apertures; i++) {
    const struct lr_loss_aperture *aperture = &ring->aperture[i];
    const struct lr_node *at = lr_node_child(node, aperture->id);
    size_t row;
    bool found = lr_twiss_find(ring->optics, aperture->id, &row);
    if (!found)
      lr_node_problem(reading->problems, false, at, "the optics table %s has no element '%s'", ring->optics_file, aperture->id);
    if (isinf(aperture->top_m) && isinf(aperture->bottom_m))
      lr_node_problem(reading->problems, false, at, "aperture '%s' has both jaws open: leave it out", aperture->id);
    double low, high, emittance_m = lr_prior_quantile(&ring->emittance_y_m, 0.5), gap_m = fmin(aperture->top_m, aperture->bottom_m);
    lr_prior_support(&ring->gap_scale, &low, &high);
    if (!found) continue;
    const double *beta_y_m = ring->optics->value[LR_TWISS_BETA_Y];
    if (!beta_y_m || !isfinite(beta_y_m[row])) {
      lr_node_problem(reading->problems, false, at, "the optics table %s gives no beta_y_m for the aperture '%s'", ring->optics_file, aperture->id);
      continue;
    }
    double sigma_m = sqrt(emittance_m * beta_y_m[row]);
    if (low > 0) gap_m *= low;
    if (!(sigma_m > 0) || !(gap_m > 0)) continue;  // said before
    if (gap_m < 3 * sigma_m)
      lr_node_problem(reading->problems, false, at,
                      "aperture '%s' leaves %.3g mm to a beam of sigma_y %.3g mm: it must leave three sigma at least", aperture->id,
                      gap_m * 1e3, sigma_m * 1e3);
  }
  return reading->problems->errors == before;
}

bool lr_loss_ring_read(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_loss_ring_input *ring = target;
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "'%s' wants a mapping of keys such as optics", lr_node_name(node));
    return false;
  }
  bool fine = lr_fields_read(reading, node, lr_loss_ring_fields, ring);
  if (isnan(ring->damping_turns)) ring->damping_turns = INFINITY;
  if (!ring->optics) return false;
  if (ring->kicker_m > lr_loss_ring_end(ring)) {
    lr_node_problem(reading->problems, false, lr_node_child(node, "kicker"), "'kicker' lies behind the end of the optics table");
    fine = false;
  }
  fine = check_sections(reading, lr_node_child(node, "sections"), ring) && fine;
  fine = check_apertures(reading, lr_node_child(node, "apertures"), ring) && fine;
  ring->given = fine;
  return fine;
}
