// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/trigger_fields.h"

#include <math.h>
#include <string.h>

#include "base/buffer.h"

// What needs another part of the mapping: lr_trigger_read does them in order.
static bool later(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  (void)target;
  if (node->kind == LR_MAPPING) return true;
  lr_node_problem(reading->problems, false, node, "'%s' wants a mapping of keys", lr_node_name(node));
  return false;
}

static const struct lr_field PROCESS[] = {
    {"cross_section", LR_FIELD_QUANTITY, offsetof(struct lr_trigger_process, cross_section_m2), .dimension = LR_DIM_CROSS_SECTION,
     .low = "0 nb", .example = "1.1 nb", .doc = "in the acceptance of the detector"},
    {.key = NULL}};

#define AT(member) offsetof(struct lr_trigger_background, member)
static const struct lr_field BACKGROUND_TERM[] = {
    {"rate", LR_FIELD_QUANTITY, AT(rate_Hz), .dimension = LR_DIM_RATE, .low = "0 Hz", .example = "200 Hz",
     .doc = "at the reference, with the old track finder"},
    {"power", LR_FIELD_QUANTITY, AT(power), .dimension = LR_DIM_NUMBER, .low = "0", .high = "4", .missing = "1",
     .doc = "with which it follows what drives it"},
    {.key = NULL}};
#undef AT

#define AT(k) sizeof(struct lr_trigger_background) * (k)
static const struct lr_field BACKGROUND[] = {
    {"luminosity", LR_FIELD_STRUCT, AT(LR_TRIGGER_LUMINOSITY), .fields = BACKGROUND_TERM, .missing = "",
     .doc = "follows the luminosity"},
    {"currents", LR_FIELD_STRUCT, AT(LR_TRIGGER_CURRENTS), .fields = BACKGROUND_TERM, .missing = "",
     .doc = "follows the product of the currents: coincidences"},
    {"pressure", LR_FIELD_STRUCT, AT(LR_TRIGGER_PRESSURE), .fields = BACKGROUND_TERM, .missing = "",
     .doc = "follows current x pressure: one beam on the gas"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_trigger_line, member)
static const struct lr_field LINE[] = {
    {"on", LR_FIELD_SWITCH, AT(on), .missing = "yes", .doc = "no: the line is not there; one of the reference is then lost"},
    {"reference", LR_FIELD_SWITCH, AT(reference), .missing = "yes",
     .doc = "is it part of the trigger that published efficiencies have in them? no: nothing is lost without it"},
    {"priority", LR_FIELD_COUNT, AT(priority), .low = "1", .example = "1", .doc = "1 is the last to be prescaled; no two alike"},
    {"prescale", LR_FIELD_SWITCH, AT(may_prescale), .missing = "yes", .doc = "may it be prescaled?"},
    {"tracks", LR_FIELD_SWITCH, AT(tracks), .missing = "no", .doc = "its background falls by track_finder"},
    {"accepts", LR_FIELD_CUSTOM, 0, .read = later, .missing = "", .wants = "shares of the processes, keyed by their ids",
     .example = "{bb: 99 %}", .doc = "share of each process that it takes, after its vetoes; 0 for those not named"},
    {"exclusive", LR_FIELD_QUANTITY, AT(exclusive), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1", .missing = "",
     .example = "60 %", .doc = "share of its physics rate that no line of higher priority takes; not given: from accepts, as if lines missed a process independently"},
    {"background", LR_FIELD_STRUCT, AT(background), .fields = BACKGROUND, .missing = "", .doc = "rate from the beams"},
    {"background_exclusive", LR_FIELD_QUANTITY, AT(background_exclusive), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1",
     .missing = "1", .doc = "share of that rate that no line of higher priority takes"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_trigger_state, member)
static const struct lr_field REFERENCE[] = {
    {"luminosity", LR_FIELD_QUANTITY, AT(luminosity_m2s), .dimension = LR_DIM_LUMINOSITY, .low = ">0 cm^-2 s^-1",
     .example = "0.4e35 cm^-2 s^-1", .doc = "at which the background rates hold"},
    {"current_ler", LR_FIELD_QUANTITY, AT(current_A), .dimension = LR_DIM_CURRENT, .low = ">0 A", .example = "1.32 A",
     .doc = "positron current"},
    {"current_her", LR_FIELD_QUANTITY, AT(current_A) + sizeof(double), .dimension = LR_DIM_CURRENT, .low = ">0 A",
     .example = "1.1 A", .doc = "electron current"},
    {.key = NULL}};
static const struct lr_field SETUP[] = {
    {"luminosity", LR_FIELD_QUANTITY, AT(luminosity_m2s), .dimension = LR_DIM_LUMINOSITY, .low = ">0 cm^-2 s^-1",
     .example = "5.1e34 cm^-2 s^-1", .doc = "luminosity"},
    {"current_ler", LR_FIELD_QUANTITY, AT(current_A), .dimension = LR_DIM_CURRENT, .low = ">0 A", .example = "1.63 A",
     .doc = "positron current"},
    {"current_her", LR_FIELD_QUANTITY, AT(current_A) + sizeof(double), .dimension = LR_DIM_CURRENT, .low = ">0 A",
     .example = "1.26 A", .doc = "electron current"},
    {"pressure", LR_FIELD_QUANTITY, AT(pressure), .dimension = LR_DIM_NUMBER, .low = ">0", .example = "1.2",
     .doc = "in the beam pipe, over that at the reference"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_trigger_displaced, member)
static const struct lr_field DISPLACED[] = {
    {"standard_radius", LR_FIELD_QUANTITY, AT(standard_radius_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "17 cm",
     .doc = "up to which the other lines see a vertex"},
    {"inner", LR_FIELD_QUANTITY, AT(inner_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .missing = "0.9 cm",
     .doc = "from which the line of displaced vertices sees one"},
    {"outer", LR_FIELD_QUANTITY, AT(outer_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "60 cm",
     .doc = "up to which it does"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_trigger_whatif, member)
static const struct lr_field WHATIF[] = {
    {"budget", LR_FIELD_QUANTITY, AT(budget_Hz), .dimension = LR_DIM_RATE, .low = "1 Hz", .missing = "", .example = "20 kHz",
     .doc = "another budget"},
    {"background", LR_FIELD_QUANTITY, AT(background), .dimension = LR_DIM_NUMBER, .low = ">0", .missing = "", .example = "3",
     .doc = "another factor of the backgrounds"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_trigger, member)
const struct lr_field lr_trigger_fields[] = {
    {"budget", LR_FIELD_QUANTITY, AT(budget_Hz), .dimension = LR_DIM_RATE, .low = "1 Hz", .example = "30 kHz",
     .doc = "rate that the readout takes"},
    {"dead_time", LR_FIELD_QUANTITY, AT(dead_time), .dimension = LR_DIM_NUMBER, .low = "0", .high = "<1", .missing = "0",
     .doc = "share of the time at the budget, in proportion below"},
    {"track_finder", LR_FIELD_QUANTITY, AT(track_finder), .dimension = LR_DIM_NUMBER, .low = "0", .missing = "1",
     .doc = "factor of the background of lines with tracks"},
    {"background", LR_FIELD_QUANTITY, AT(background), .dimension = LR_DIM_NUMBER, .low = "0", .missing = "1",
     .doc = "factor of all backgrounds"},
    {"most_prescale", LR_FIELD_QUANTITY, AT(most_prescale), .dimension = LR_DIM_NUMBER, .low = "1", .missing = "1000",
     .doc = "no prescale is above it"},
    {"reference", LR_FIELD_CUSTOM, 0, .read = later, .fields = REFERENCE, .wants = "a mapping",
     .doc = "state of the machine at which the background rates hold"},
    {"path", LR_FIELD_CUSTOM, 0, .read = later, .missing = "", .fields = SETUP, .id = "today",
     .wants = "setups keyed by id, the luminosity rises", .doc = "currents and pressure that go with a luminosity"},
    {"processes", LR_FIELD_CUSTOM, 0, .read = later, .fields = PROCESS, .id = "bb", .wants = "processes keyed by id",
     .doc = "what collisions make"},
    {"lines", LR_FIELD_CUSTOM, 0, .read = later, .fields = LINE, .id = "two_track", .wants = "lines keyed by id",
     .doc = "lines of the trigger"},
    {"displaced", LR_FIELD_STRUCT, AT(displaced), .fields = DISPLACED, .missing = "", .doc = "radii of vertices"},
    {"whatif", LR_FIELD_STRUCT, AT(whatif), .fields = WHATIF, .missing = "", .doc = "what `trigger` tries out"},
    {.key = NULL}};
#undef AT

static void keep_id(const struct lr_reading *reading, const struct lr_node *node, const char *what, char id[32]) {
  if (strlen(node->key) >= 32)
    lr_node_problem(reading->problems, false, node, "the name of a %s has at most 31 characters", what);
  snprintf(id, 32, "%s", node->key);
}

static bool common_key(const char *key) { return !strcmp(key, "source") || !strcmp(key, "status") || !strcmp(key, "note"); }

// The next child that is keyed by an id, from *next on; NULL: no more, or more than `most`, which is said.
static const struct lr_node *next_of(const struct lr_reading *reading, const struct lr_node *node, size_t *next, size_t taken, size_t most,
                                     const char *what) {
  if (!node || node->kind != LR_MAPPING) return NULL;
  while (*next < node->children && common_key(node->child[*next]->key)) (*next)++;
  if (*next == node->children) {
    if (!taken) lr_node_problem(reading->problems, false, node, "'%s' is empty: give %s keyed by id", lr_node_name(node), what);
    return NULL;
  }
  if (taken < most) return node->child[(*next)++];
  lr_node_problem(reading->problems, false, node->child[*next], "at most %zu %s", most, what);
  return NULL;
}

static void read_processes(const struct lr_reading *reading, const struct lr_node *node, struct lr_trigger *t) {
  const struct lr_node *child;
  for (size_t next = 0; (child = next_of(reading, node, &next, t->processes, LR_TRIGGER_MOST_PROCESSES, "processes"));) {
    struct lr_trigger_process *process = &t->process[t->processes++];
    keep_id(reading, child, "process", process->id);
    if (later(reading, child, NULL)) lr_fields_read(reading, child, PROCESS, process);
  }
}

static bool read_share(const struct lr_reading *reading, const struct lr_node *node, double *value) {
  if (!lr_read_quantity(reading, node, LR_DIM_NUMBER, value)) return false;
  if (*value >= 0 && *value <= 1) return true;
  lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' must be 0 %% to 100 %%, got '%.60s'", lr_node_name(node),
                  lr_node_value(node)->text);
  return false;
}

static void say_unknown(const struct lr_reading *reading, const struct lr_node *node, const char *what, const char *const *known) {
  const char *nearest = lr_text_nearest(node->key, known);
  lr_node_problem(reading->problems, false, node, "there is no %s '%.60s'%s%s%s", what, node->key, nearest ? "; did you mean '" : "",
                  nearest ? nearest : "", nearest ? "'?" : "");
}

static void read_accepts(const struct lr_reading *reading, const struct lr_node *node, struct lr_trigger_line *line,
                         const struct lr_trigger *t) {
  const char *known[LR_TRIGGER_MOST_PROCESSES + 1] = {NULL};
  for (size_t k = 0; k < t->processes; k++) known[k] = t->process[k].id;
  for (size_t i = 0; i < node->children; i++) {
    const struct lr_node *child = node->child[i];
    size_t k = 0;
    if (common_key(child->key)) continue;
    while (k < t->processes && strcmp(known[k], child->key) != 0) k++;
    if (k == t->processes) say_unknown(reading, child, "process", known);
    else read_share(reading, child, &line->accepts[k]);
  }
}

// Kept by falling priority.
static void read_line(const struct lr_reading *reading, const struct lr_node *node, struct lr_trigger *t) {
  struct lr_trigger_line line = {.priority = -1};
  const struct lr_node *accepts = lr_node_child(node, "accepts");
  keep_id(reading, node, "line", line.id);
  if (!later(reading, node, NULL)) return;
  lr_fields_read(reading, node, LINE, &line);
  if (accepts && accepts->kind == LR_MAPPING) read_accepts(reading, accepts, &line, t);
  for (size_t i = 0; i < t->lines; i++)
    if (t->line[i].priority == line.priority && line.priority > 0)
      lr_node_problem(reading->problems, false, lr_node_child(node, "priority"), "'%s' and '%s' both have priority %ld", t->line[i].id, line.id,
                      line.priority);
  size_t place = t->lines++;
  for (; place > 0 && t->line[place - 1].priority > line.priority; place--) t->line[place] = t->line[place - 1];
  t->line[place] = line;
}

static void read_lines(const struct lr_reading *reading, const struct lr_node *node, struct lr_trigger *t) {
  const struct lr_node *child;
  for (size_t next = 0, taken = 0; (child = next_of(reading, node, &next, taken, LR_TRIGGER_MOST_LINES, "lines")); taken++)
    read_line(reading, child, t);
}

// The reference goes into the path where its luminosity belongs.
static void read_path(const struct lr_reading *reading, const struct lr_node *reference, const struct lr_node *path, struct lr_trigger *t) {
  struct lr_trigger_setup here = {.id = "reference", .state = {.pressure = 1}};
  if (!reference || reference->kind != LR_MAPPING || !lr_fields_read(reading, reference, REFERENCE, &here.state)) return;
  bool placed = false, fine = true;
  double before = 0;
  const struct lr_node *node;
  for (size_t next = 0, taken = 0; (node = next_of(reading, path, &next, taken, LR_TRIGGER_MOST_SETUPS, "setups")); taken++) {
    struct lr_trigger_setup setup = {.state = {.pressure = NAN}};
    keep_id(reading, node, "setup", setup.id);
    fine = later(reading, node, NULL) && lr_fields_read(reading, node, SETUP, &setup.state) && fine;
    if (!fine) continue;
    double luminosity = setup.state.luminosity_m2s;
    if (!(luminosity > before) || luminosity == here.state.luminosity_m2s)
      lr_node_problem(reading->problems, false, lr_node_child(node, "luminosity"),
                      "'%s': the luminosity must rise from setup to setup, and none may be that of the reference", node->key);
    before = luminosity;
    if (!placed && luminosity > here.state.luminosity_m2s) {
      t->reference = t->setups;
      t->path[t->setups++] = here;
      placed = true;
    }
    t->path[t->setups++] = setup;
  }
  if (placed) return;
  t->reference = t->setups;
  t->path[t->setups++] = here;
}

bool lr_trigger_read(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_trigger *t = target;
  memset(t, 0, sizeof *t);
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "'trigger' wants a mapping; a file is taken in by 'base: FILE'");
    return false;
  }
  size_t before = reading->problems->errors;
  const struct lr_node *displaced = lr_node_child(node, "displaced");
  lr_fields_read(reading, node, lr_trigger_fields, t);
  if (displaced && t->displaced.inner_m >= t->displaced.outer_m)
    lr_node_problem(reading->problems, false, displaced, "'inner' must be below 'outer'");
  read_path(reading, lr_node_child(node, "reference"), lr_node_child(node, "path"), t);
  read_processes(reading, lr_node_child(node, "processes"), t);
  read_lines(reading, lr_node_child(node, "lines"), t);
  t->given = reading->problems->errors == before;
  return t->given;
}

void lr_trigger_lines_check(const struct lr_reading *reading, const struct lr_node *lines, const struct lr_trigger *trigger) {
  const char *known[LR_TRIGGER_MOST_LINES + 1] = {NULL};
  if (!lines || lines->kind != LR_MAPPING) return;
  for (size_t i = 0; i < trigger->lines; i++) known[i] = trigger->line[i].id;
  for (size_t i = 0; i < lines->children; i++) {
    const struct lr_node *child = lines->child[i];
    if (!common_key(child->key) && lr_trigger_line_find(trigger, child->key) == trigger->lines) say_unknown(reading, child, "line", known);
  }
}
