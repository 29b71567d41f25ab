// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/backgrounds_fields.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "beamloss/background_points.h"

// What needs another part of the mapping: lr_backgrounds_read does them in order.
static bool any(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  (void)reading, (void)node, (void)target;
  return true;
}

static bool mapping(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  (void)target;
  if (node->kind == LR_MAPPING) return true;
  lr_node_problem(reading->problems, false, node, "'%s' wants a mapping of keys", lr_node_name(node));
  return false;
}

static bool keep(const struct lr_node *node, double value, struct lr_limit_figure *figure) {
  const char *status = lr_node_says(node, "status"), *source = lr_node_says(node, "source");
  figure->value = value;
  snprintf(figure->status, sizeof figure->status, "%s", status ? status : "");
  snprintf(figure->source, sizeof figure->source, "%s", source ? source : "");
  return true;
}

// A number of the detector's own unit, which is a text: no unit may stand behind it.
static bool plain(const struct lr_reading *reading, const struct lr_node *node, double *value) {
  char text[64];
  if (!lr_read_text(reading, node, text, sizeof text)) return false;
  if (lr_number_parse(text, value) && *value >= 0) return true;
  lr_node_problem(reading->problems, false, lr_node_value(node),
                  "'%s' wants a number of at least 0, without a unit (that stands in 'unit'), got '%.60s'",
                  lr_node_name(node), text);
  return false;
}

static bool read_plain(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  return plain(reading, node, target);
}

static bool read_level(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  double value;
  if (!plain(reading, node, &value)) return false;
  if (value > 0) return keep(node, value, target);
  lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' must be above 0", lr_node_name(node));
  return false;
}

static bool read_share(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  double value;
  if (!lr_read_quantity(reading, node, LR_DIM_NUMBER, &value)) return false;
  if (value >= 0 && value <= 1) return keep(node, value, target);
  lr_node_problem(reading->problems, false, lr_node_value(node), "the share '%s' must be 0 %% to 100 %%, got '%.60s'",
                  lr_node_name(node), lr_node_value(node)->text);
  return false;
}

#define AT(name) sizeof(struct lr_limit_figure) * (name)
#define SHARE(name, k)                                                                                \
  {                                                                                                   \
    name, LR_FIELD_CUSTOM, AT(k), .read = read_share, .missing = "", .wants = "a share, up to 100 %", \
                                  .example = "20 %", .doc = "share of this source in the value"       \
  }
static const struct lr_field SHARES[] = {
    SHARE("beam_gas_ler", LR_BG_BEAM_GAS_LER), SHARE("touschek_ler", LR_BG_TOUSCHEK_LER),
    SHARE("beam_gas_her", LR_BG_BEAM_GAS_HER), SHARE("touschek_her", LR_BG_TOUSCHEK_HER),
    SHARE("luminosity", LR_BG_LUMINOSITY),     {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_background_detector, member)
static const struct lr_field DETECTOR[] = {
    {"unit", LR_FIELD_TEXT, AT(unit), .size = sizeof((struct lr_background_detector *)0)->unit, .missing = "",
     .example = "kHz/wire", .doc = "of the numbers below, as a text"},
    {"limit", LR_FIELD_CUSTOM, AT(limit), .read = read_level, .wants = "a number above 0", .example = "200",
     .doc = "what the detector bears"},
    {"measured", LR_FIELD_CUSTOM, AT(value), .read = read_level, .missing = "", .wants = "a number above 0",
     .example = "22.3",
     .doc = "at the setup `at`, without injection and synchrotron; without it the detector is fitted to points"},
    {"at", LR_FIELD_CUSTOM, 0, .read = any, .missing = "", .wants = "a setup", .example = "june_2021",
     .doc = "setup at which the value holds"},
    {"shares", LR_FIELD_CUSTOM, 0, .read = mapping, .missing = "", .fields = SHARES, .wants = "a mapping",
     .doc = "of the value, by source; what they leave does not depend on the beams"},
    {"injection", LR_FIELD_CUSTOM, AT(injection), .read = read_plain, .missing = "0", .wants = "a number of at least 0",
     .example = "0", .doc = "added apart at every setup"},
    {"synchrotron", LR_FIELD_CUSTOM, AT(synchrotron), .read = read_plain, .missing = "0",
     .wants = "a number of at least 0", .example = "0", .doc = "synchrotron radiation, added apart at every setup"},
    {"pxd_layer", LR_FIELD_CHOICE, AT(pxd_layer), .choices = "1|2", .missing = "", .example = "1",
     .doc = "the value is an occupancy in % of this layer of the pixel detector, and gives a dose"},
    {.key = NULL}};
#undef AT

static void read_shares(const struct lr_reading *reading, const struct lr_node *node,
                        struct lr_background_detector *detector, const struct lr_backgrounds *b) {
  double sum = 0, driver[LR_BG_FITTED];
  if (!lr_fields_read(reading, node, SHARES, detector->share)) return;
  for (int k = 0; k < LR_BG_CONSTANT; k++) sum += isnan(detector->share[k].value) ? 0 : detector->share[k].value;
  if (sum > 1 + 1e-9)
    lr_node_problem(reading->problems, false, node, "the shares of '%s' sum to %g %%, more than 100 %%", detector->id,
                    100 * sum);
  if (detector->reference < 0 || lr_background_drivers(&b->setup[detector->reference], b->sizes, driver, NULL)) return;
  for (int k = 0; k < LR_BG_CONSTANT; k++)
    if (detector->share[k].value > 0 && !(driver[k] > 0))
      lr_node_problem(reading->problems, false,
                      lr_node_child(node, lr_background_source_name((enum lr_background_source)k)),
                      "a share of %s, but at '%s' it is 0", lr_background_source_name((enum lr_background_source)k),
                      b->setup[detector->reference].id);
}

static void read_detector(const struct lr_reading *reading, const struct lr_node *node,
                          struct lr_background_detector *detector, const struct lr_backgrounds *b) {
  const struct lr_limit_figure none = {.value = NAN};
  detector->limit = detector->value = none;
  for (int k = 0; k < LR_BG_FITTED; k++) detector->share[k] = none;
  detector->reference = -1;
  if (strlen(node->key) >= sizeof detector->id)
    lr_node_problem(reading->problems, false, node, "the name of a detector has at most %zu characters",
                    sizeof detector->id - 1);
  snprintf(detector->id, sizeof detector->id, "%s", node->key);
  if (!mapping(reading, node, NULL)) return;
  lr_fields_read(reading, node, DETECTOR, detector);
  detector->pxd_layer++;  // of a choice: 0 = none
  const struct lr_node *value = lr_node_child(node, "measured"), *at = lr_node_child(node, "at"),
                       *shares = lr_node_child(node, "shares");
  if (at) detector->reference = lr_background_setup_find(reading, at, b);
  if (shares && shares->kind == LR_MAPPING) read_shares(reading, shares, detector, b);
  if (!value && (at || shares))
    lr_node_problem(reading->problems, false, node, "'%s' has %s but no 'measured'", detector->id,
                    at ? "'at'" : "'shares'");
  if (value && (!at || !shares))
    lr_node_problem(reading->problems, false, node, "'%s' has a value but no '%s': %s", detector->id,
                    at ? "shares" : "at",
                    at ? "say which part of it each source makes" : "say at which setup it holds");
  if (!value && !at && !shares && !*b->points)
    lr_node_problem(reading->problems, false, node,
                    "'%s' has no value: add 'measured', 'at' and 'shares', or a file of 'points' to fit", detector->id);
  if (detector->reference < 0) detector->reference = 0;  // of a fitted detector: not used
}

static void read_detectors(const struct lr_reading *reading, const struct lr_node *node, struct lr_backgrounds *b) {
  if (node->children > LR_BG_MOST_DETECTORS)
    lr_node_problem(reading->problems, false, node, "'detectors' wants at most %d detectors keyed by id",
                    LR_BG_MOST_DETECTORS);
  for (size_t i = 0; i < node->children && i < LR_BG_MOST_DETECTORS; i++)
    read_detector(reading, node->child[i], &b->detector[b->detectors++], b);
}

// ---- spread, path, fit ----

#define SPREAD(name, k)                                                                  \
  {                                                                                      \
    name, LR_FIELD_QUANTITY, sizeof(double) * (k),                                       \
        .dimension = LR_DIM_NUMBER, .low = "1", .high = "1000", .missing = "1",          \
        .doc = "factor of one sigma (log-normal) of this source away from the reference" \
  }
static const struct lr_field SPREADS[] = {
    SPREAD("beam_gas_ler", LR_BG_BEAM_GAS_LER), SPREAD("touschek_ler", LR_BG_TOUSCHEK_LER),
    SPREAD("beam_gas_her", LR_BG_BEAM_GAS_HER), SPREAD("touschek_her", LR_BG_TOUSCHEK_HER),
    SPREAD("luminosity", LR_BG_LUMINOSITY),     {.key = NULL}};

static const struct lr_field PATH[] = {
    {"scale", LR_FIELD_CUSTOM, 0, .read = any, .missing = "", .wants = "a setup", .example = "before_ls2",
     .doc = "both currents of this setup are scaled, at its specific luminosity, bunches and sizes"},
    {"through", LR_FIELD_CUSTOM, 0, .read = any, .missing = "", .wants = "a list of setups",
     .example = "[june_2021, before_ls2]",
     .doc = "setups in order of luminosity; all that they name changes linearly between them"},
    {.key = NULL}};

static void read_path(const struct lr_reading *reading, const struct lr_node *node, struct lr_backgrounds *b) {
  const struct lr_node *scale = lr_node_child(node, "scale"), *through = lr_node_child(node, "through");
  if (!lr_fields_read(reading, node, PATH, b)) return;
  if (!scale == !through) {
    lr_node_problem(reading->problems, false, node, "'path' wants one of 'scale: SETUP' and 'through: [SETUP, ..]'");
    return;
  }
  if (scale) {
    b->path_setup[0] = lr_background_setup_find(reading, scale, b);
    b->path_setups = 1;
    b->path = LR_BG_SCALED;
    return;
  }
  if (through->kind != LR_LIST || through->children < 2 || through->children > LR_BG_MOST_SETUPS) {
    lr_node_problem(reading->problems, false, through, "'through' wants a list of 2 to %d setups", LR_BG_MOST_SETUPS);
    return;
  }
  b->path = LR_BG_SETUPS;
  for (size_t i = 0; i < through->children; i++) {
    int found = lr_background_setup_find(reading, through->child[i], b);
    if (found >= 0 && i && b->path_setup[i - 1] >= 0 &&
        !(b->setup[found].luminosity_m2s > b->setup[b->path_setup[i - 1]].luminosity_m2s))
      lr_node_problem(reading->problems, false, through->child[i],
                      "'through' wants setups whose luminosity grows from one to the next");
    b->path_setup[b->path_setups++] = found;
  }
}

static void fit(const struct lr_reading *reading, const struct lr_node *name, const struct lr_node *detectors,
                struct lr_backgrounds *b) {
  char path[4096];
  struct lr_error error = {0};
  struct lr_background_points *points = malloc(sizeof *points);
  enum lr_status status = points ? LR_OK : LR_E_MEMORY;
  if (!points) reading->problems->no_memory = true;
  if (!status && !lr_node_file(name, "losses", path, sizeof path))
    status = lr_error_set(&error, LR_E_INPUT, "the name of the file is too long");
  if (!status) status = lr_background_points_read(path, b, points, &error);
  if (status && points) lr_node_problem(reading->problems, false, name, "%s", error.text);
  for (int d = 0; d < b->detectors && !status; d++) {
    struct lr_background_detector *detector = &b->detector[d];
    const struct lr_node *node = lr_node_child(detectors, detector->id);
    bool has = false, valued = lr_node_child(node, "measured") != NULL;
    for (size_t i = 0; i < points->count; i++) has = has || points->point[i].detector == d;
    if (has && valued)
      lr_node_problem(reading->problems, false, lr_node_child(node, "measured"),
                      "'measured' and the file of points say the same thing twice: give one of them for '%s'",
                      detector->id);
    else if (!has && !valued)
      lr_node_problem(reading->problems, false, node, "'%s' has no value, and no points in %s", detector->id, path);
    else if (has && lr_background_fit_points(b, points, d, &detector->fit, &error))
      lr_node_problem(reading->problems, false, name, "%s", error.text);
    else
      detector->fitted = has;
  }
  free(points);
}

// ---- the mapping ----

#define AT(member) offsetof(struct lr_backgrounds, member)
const struct lr_field lr_backgrounds_fields[] = {
    {"sizes", LR_FIELD_CHOICE, AT(sizes), .choices = "same|vertical|volume", .missing = "same",
     .doc = "what the Touschek term is divided by: nothing (sizes stay), sigma_y, or sigma_x sigma_y sigma_z"},
    {"setups", LR_FIELD_CUSTOM, 0, .read = mapping, .fields = lr_background_setup_fields, .id = "june_2021",
     .wants = "setups of the machine keyed by id", .doc = "states of the machine"},
    {"detectors", LR_FIELD_CUSTOM, 0, .read = mapping, .fields = DETECTOR, .id = "cdc",
     .wants = "detectors keyed by id", .doc = "what is counted, with its limit"},
    {"points", LR_FIELD_TEXT, AT(points), .size = sizeof((struct lr_backgrounds *)0)->points, .missing = "",
     .example = "points.csv", .doc = "file of measured points, to which detectors without a value are fitted"},
    {"spread", LR_FIELD_STRUCT, AT(spread), .fields = SPREADS, .missing = "",
     .doc = "how sure the extrapolation is, by source"},
    {"path", LR_FIELD_CUSTOM, 0, .read = mapping, .missing = "", .fields = PATH, .wants = "a mapping",
     .doc = "along which the luminosity grows, for the luminosity at which a limit is met"},
    {"beam_time", LR_FIELD_QUANTITY, AT(beam_s_per_year), .dimension = LR_DIM_TIME, .low = ">0 s", .missing = "1e7 s",
     .doc = "with beams in a year, for the dose"},
    {"pixels_per_particle", LR_FIELD_QUANTITY, AT(pixels_per_particle), .dimension = LR_DIM_NUMBER, .low = ">0",
     .missing = "2", .doc = "pixels that one particle fires, for the dose from the occupancy"},
    {.key = NULL}};
#undef AT

bool lr_backgrounds_read(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_backgrounds *b = target;
  memset(b, 0, sizeof *b);
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node,
                    "'backgrounds' wants a mapping; a file is taken in by 'base: FILE'");
    return false;
  }
  size_t before = reading->problems->errors;
  lr_fields_read(reading, node, lr_backgrounds_fields, b);
  b->spread[LR_BG_CONSTANT] = 1;
  const struct lr_node *setups = lr_node_child(node, "setups"), *detectors = lr_node_child(node, "detectors");
  const struct lr_node *path = lr_node_child(node, "path"), *points = lr_node_child(node, "points");
  if (setups && setups->kind == LR_MAPPING) lr_background_setups_read(reading, setups, b);
  if (detectors && detectors->kind == LR_MAPPING) read_detectors(reading, detectors, b);
  if (path && path->kind == LR_MAPPING) read_path(reading, path, b);
  if (reading->problems->errors == before && points) fit(reading, lr_node_value(points), detectors, b);
  b->given = reading->problems->errors == before;
  return b->given;
}
