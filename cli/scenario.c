// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "cli/plan_update.h"
#include "cli/shipped_channels.h"

static bool read_later(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  (void)target;
  if (node->kind == LR_MAPPING) return true;
  lr_node_problem(reading->problems, false, node, "'%s' wants a mapping of keys; a file is taken in by 'base: FILE'",
                  lr_node_name(node));
  return false;
}

#define AT(member) offsetof(struct lr_scenario, member)
const struct lr_field lr_scenario_fields[] = {
    {"name", LR_FIELD_TEXT, AT(name), .size = sizeof((struct lr_scenario *)0)->name, .missing = "", .example = "my study",
     .doc = "name for titles"},
    {"description", LR_FIELD_TEXT, AT(description), .size = sizeof((struct lr_scenario *)0)->description, .missing = "",
     .doc = "what it is for"},
    {"as_of", LR_FIELD_DATE, AT(as_of), .missing = "", .example = "2024-12-31", .doc = "today: never the clock"},
    {"seed", LR_FIELD_COUNT, AT(seed), .low = "0", .missing = "1", .doc = "of all random numbers"},
    {"histories", LR_FIELD_COUNT, AT(histories), .low = "1", .high = "1000000", .missing = "2000",
     .doc = "Monte Carlo histories of the plan"},
    {"machine", LR_FIELD_CUSTOM, 0, .read = read_later, .missing = "", .fields = lr_machine_fields, .wants = "a mapping",
     .doc = "the collider"},
    {"fill", LR_FIELD_CUSTOM, 0, .read = read_later, .missing = "", .in_defaults = -1, .fields = lr_fill_fields,
     .wants = "a mapping", .doc = "a fill of the machine"},
    {"track", LR_FIELD_CUSTOM, 0, .read = read_later, .missing = "", .in_defaults = -1, .fields = lr_track_fields,
     .wants = "a mapping", .doc = "tracking of macro-particles through the collisions"},
    {"limits", LR_FIELD_CUSTOM, AT(limits), .read = lr_limits_read, .missing = "", .fields = lr_limits_fields,
     .wants = "a mapping", .doc = "bounds of the operating point, for run and lumi --limits"},
    {"backgrounds", LR_FIELD_CUSTOM, AT(backgrounds), .read = lr_backgrounds_read, .missing = "", .in_defaults = -1,
     .fields = lr_backgrounds_fields, .wants = "a mapping", .doc = "steady backgrounds of the detectors"},
    {"blowup", LR_FIELD_CUSTOM, 0, .read = read_later, .missing = "", .in_defaults = -1, .fields = lr_blowup_fields,
     .wants = "a mapping", .doc = "vertical blow-up for lumi --blowup and run: a law fitted to points or given, or a curve"},
    {"bunch_length_measured", LR_FIELD_CUSTOM, AT(bunch_length_measured), .read = lr_bunch_length_measured_read,
     .missing = "", .in_defaults = -1, .fields = lr_bunch_length_measured_fields, .wants = "a mapping",
     .doc = "measured bunch lengths for lumi --bunch-length"},
    {"losses", LR_FIELD_CUSTOM, 0, .read = read_later, .missing = "", .in_defaults = -1, .fields = lr_loss_fields,
     .wants = "a mapping", .doc = "sudden beam losses, from the source to the pixel detector"},
    {"trigger", LR_FIELD_CUSTOM, AT(trigger), .read = lr_trigger_read, .missing = "", .in_defaults = -1, .fields = lr_trigger_fields,
     .wants = "a mapping", .doc = "lines of the trigger, with rates and budget"},
    {"plan", LR_FIELD_CUSTOM, 0, .read = read_later, .missing = "", .fields = lr_plan_fields, .wants = "a mapping",
     .doc = "the run plan"},
    {"channels", LR_FIELD_CUSTOM, 0, .read = read_later, .missing = "", .fields = lr_channel_fields, .id = "zp_invisible",
     .wants = "channels keyed by id", .doc = "searches"},
    {"conditions", LR_FIELD_STRUCT, AT(conditions), .fields = lr_conditions_fields, .missing = "", .in_defaults = -1,
     .doc = "of data taking, against those of the reference analyses: acts on every channel"},
    {"reach", LR_FIELD_STRUCT, AT(reach), .fields = lr_reach_fields, .missing = "", .doc = "which reach curves are wanted"},
    {.key = NULL}};
#undef AT

static void check_status_words(const struct lr_node *node, struct lr_problems *problems) {
  static const char *const WORDS[] = {"read", "known", "derived", "assumed", NULL};
  for (size_t i = 0; i < node->children; i++) {
    const struct lr_node *child = node->child[i];
    if (node->kind == LR_MAPPING && strcmp(child->key, "status") == 0) {
      bool fine = child->kind == LR_SCALAR && child->quoted && !*child->text;  // "": none, as a merged scenario writes it
      for (int w = 0; WORDS[w] && child->kind == LR_SCALAR; w++) fine = fine || strcmp(WORDS[w], child->text) == 0;
      if (!fine)
        lr_node_problem(problems, false, child, "'status' wants one of read, known, derived, assumed%s%s%s",
                        child->kind == LR_SCALAR ? ", got '" : "", child->kind == LR_SCALAR ? child->text : "",
                        child->kind == LR_SCALAR ? "'" : "");
    }
    check_status_words(child, problems);
  }
}

static void read_channels(const struct lr_reading *reading, const struct lr_node *channels, struct lr_scenario *scenario) {
  if (!channels || channels->kind != LR_MAPPING || !channels->children) return;
  scenario->channel = calloc(channels->children, sizeof *scenario->channel);
  if (!scenario->channel) reading->problems->no_memory = true;
  for (size_t i = 0; scenario->channel && i < channels->children; i++)
    if (lr_channel_read(reading, channels->child[i], &scenario->channel[scenario->channels]))
      lr_conditions_apply(&scenario->conditions, &scenario->channel[scenario->channels++]);
}

bool lr_scenario_machine_file(const struct lr_reading *reading, const struct lr_node *name, struct lr_machine_input *machine) {
  char path[4096];
  struct lr_document *document = lr_document_create();
  struct lr_reading inner = {document, reading->problems};
  bool fine = false;
  if (!document) {
    reading->problems->no_memory = true;
  } else if (!lr_node_file(name, "machines", path, sizeof path)) {
    lr_node_problem(reading->problems, false, name, "the name of the file is too long");
  } else if (lr_document_load(document, path, reading->problems) == LR_OK) {
    lr_document_settle(document);
    const struct lr_node *node = lr_node_child(document->root, "machine");
    if (!node) lr_node_problem(reading->problems, false, name, "there is no machine in '%s'", name->text);
    fine = node && lr_machine_read(&inner, node, machine);
  }
  lr_document_free(document);
  return fine;
}

// The blow-up is what tracking finds: its rings begin without it, also where it acts on the rest.
static bool read_track(const struct lr_reading *reading, const struct lr_node *track, const struct lr_node *machine, struct lr_scenario *scenario) {
  struct lr_machine_input without = scenario->machine;  // what it holds stays the scenario's
  if (scenario->has_blowup) {
    without.collider.ler.emittance_y_m = scenario->blowup.given_emittance_m[0];
    without.collider.her.emittance_y_m = scenario->blowup.given_emittance_m[1];
    without.collider.ler.particles_y = without.collider.her.particles_y = 0;
  }
  return lr_track_read(reading, track, machine, &without, &scenario->track);
}

static void read_parts(struct lr_scenario *scenario, int needs, struct lr_problems *problems) {
  struct lr_reading reading = {scenario->document, problems};
  const struct lr_node *root = scenario->document->root;
  check_status_words(root, problems);
  lr_fields_read(&reading, root, lr_scenario_fields, scenario);
  const struct lr_node *machine = lr_node_child(root, "machine"), *plan = lr_node_child(root, "plan");
  if (machine && machine->kind == LR_MAPPING)
    scenario->has_machine = lr_machine_read(&reading, machine, &scenario->machine);
  const struct lr_node *blowup = lr_node_child(root, "blowup");
  if (blowup && blowup->kind == LR_MAPPING && scenario->has_machine)
    scenario->has_blowup = lr_blowup_read_applied(&reading, root, &scenario->machine.collider, &scenario->blowup);
  if (scenario->has_blowup && *scenario->blowup.target)
    scenario->has_target =
        lr_scenario_machine_file(&reading, lr_node_value(lr_node_child(blowup, "target")), &scenario->target);
  if (plan && plan->kind == LR_MAPPING) scenario->has_plan = lr_plan_read(&reading, plan, &scenario->plan);
  if (scenario->has_plan) lr_update_file_check(scenario->document, &scenario->plan, problems);
  const struct lr_node *fill = lr_node_child(root, "fill");
  if (fill && fill->kind == LR_MAPPING && scenario->has_machine)
    scenario->has_fill = lr_fill_read(&reading, fill, &scenario->machine, &scenario->fill);
  if (scenario->has_fill && scenario->has_blowup) lr_blowup_apply_fill(&scenario->blowup, fill, &scenario->fill);
  if (blowup && !machine && !(needs & LR_NEED_MACHINE)) lr_node_problem(problems, false, blowup, "'blowup' needs a 'machine' beside it");
  if (fill && !machine && !(needs & LR_NEED_MACHINE)) lr_node_problem(problems, false, fill, "'fill' needs a 'machine' beside it");
  const struct lr_node *track = lr_node_child(root, "track");
  if (track ? track->kind == LR_MAPPING && scenario->has_machine : scenario->has_machine && (needs & LR_NEED_TRACK))
    scenario->has_track = read_track(&reading, track, machine, scenario);
  if (track && !machine && !(needs & LR_NEED_MACHINE)) lr_node_problem(problems, false, track, "'track' needs a 'machine' beside it");
  const struct lr_node *losses = lr_node_child(root, "losses");
  if (losses && losses->kind == LR_MAPPING && (scenario->has_machine || !machine))  // what a wrong machine lacks has been said
    scenario->has_losses = lr_loss_read(&reading, losses, scenario->has_machine ? &scenario->machine.collider : NULL, &scenario->losses);
  const struct lr_node *channels = lr_node_child(root, "channels");
  lr_conditions_check(&reading, lr_node_child(root, "conditions"), &scenario->conditions);
  read_channels(&reading, channels, scenario);
  for (size_t i = 0; scenario->trigger.given && channels && i < channels->children; i++)
    lr_trigger_lines_check(&reading, lr_node_child(lr_node_child(channels->child[i], "trigger"), "lines"), &scenario->trigger);
  const struct lr_node *dates = lr_node_child(lr_node_child(root, "reach"), "dates");
  for (size_t i = 0; scenario->has_plan && i < scenario->reach.dates && dates && i < dates->children; i++) {
    char from[16], to[16];
    int first = scenario->plan.so_far.as_of != LR_NO_DATE ? scenario->plan.so_far.as_of : scenario->plan.period[0].start;
    if (scenario->reach.date[i] < first || scenario->reach.date[i] > scenario->plan.horizon)
      lr_node_problem(problems, false, dates->child[i], "the plan covers %s to %s: there is no sum at this date",
                      lr_date_text(first, from), lr_date_text(scenario->plan.horizon, to));
  }
  struct lr_node at = *root;
  if (scenario->document->sources) {  // at the head of the scenario itself, not of a file underneath it
    at.source = scenario->document->source[0];
    at.line = at.column = 1;
  }
  if ((needs & LR_NEED_MACHINE) && !machine)
    lr_node_problem(problems, false, &at, "there is no 'machine': add one, or 'base: inputs/machines/2024-12.yaml'");
  if ((needs & LR_NEED_FILL) && !fill)
    lr_node_problem(problems, false, &at, "there is no 'fill': add one, or take inputs/scenarios/fill_2022-06.yaml as a base");
  if ((needs & LR_NEED_LOSSES) && !losses)
    lr_node_problem(problems, false, &at, "there is no 'losses': add one, or 'base: inputs/losses/superkekb.yaml'");
  if ((needs & LR_NEED_TRIGGER) && !lr_node_child(root, "trigger"))
    lr_node_problem(problems, false, &at, "there is no 'trigger': add one, or 'base: inputs/trigger/belle2.yaml'");
  if ((needs & LR_NEED_PLAN) && !plan)
    lr_node_problem(problems, false, &at, "there is no 'plan': add one, or 'base: inputs/plans/baseline.yaml'");
}

// The merged text with its copies of files, and its sum.
static enum lr_status merge_files(struct lr_scenario *scenario, struct lr_problems *problems, struct lr_error *error) {
  lr_named_files_merge(scenario->document, problems, &scenario->files, &scenario->merged);
  if (scenario->merged.failed) return lr_error_set(error, LR_E_MEMORY, "no memory for the merged scenario");
  lr_sha256_hex(lr_buffer_text(&scenario->merged), scenario->merged.length, scenario->sha256);
  return lr_problems_status(problems, error);
}

enum lr_status lr_scenario_load(const char *path, const char *const *sets, size_t set_count, int needs,
                                struct lr_scenario *scenario, struct lr_problems *problems, struct lr_error *error) {
  memset(scenario, 0, sizeof *scenario);
  scenario->document = lr_document_create();
  if (!scenario->document) return lr_error_set(error, LR_E_MEMORY, "no memory to read '%s'", path);
  enum lr_status status = lr_document_load(scenario->document, path, problems);
  bool readable = scenario->document->root->children || !problems->errors;
  if (status != LR_OK) needs = 0;  // what is missing may be missing because of that error
  for (size_t i = 0; i < set_count && status != LR_E_MEMORY; i++)
    if (lr_document_set(scenario->document, sets[i], problems) == LR_E_MEMORY) status = LR_E_MEMORY;
  if (status == LR_E_MEMORY) return lr_error_set(error, LR_E_MEMORY, "no memory to read '%s'", path);
  if (readable) {  // else that has been reported: say no more of it
    bool dates = lr_node_child(lr_node_child(scenario->document->root, "reach"), "milestones") != NULL;
    if (!lr_shipped_channels_add(scenario->document, (needs & LR_NEED_CHANNELS) || dates, problems))
      return lr_error_set(error, LR_E_MEMORY, "no memory to read '%s'", path);
    lr_document_settle(scenario->document);
    read_parts(scenario, needs, problems);
  }
  return merge_files(scenario, problems, error);
}

enum lr_status lr_scenario_of_document(struct lr_document *document, int needs, struct lr_scenario *scenario, struct lr_problems *problems,
                                       struct lr_error *error) {
  memset(scenario, 0, sizeof *scenario);
  scenario->document = document;
  lr_document_settle(document);
  read_parts(scenario, needs, problems);
  return merge_files(scenario, problems, error);
}

void lr_scenario_free(struct lr_scenario *scenario) {
  free(scenario->plan_losses.sample);
  lr_loss_ensemble_free(&scenario->plan_losses.ensemble);
  lr_loss_input_free(&scenario->losses);
  lr_update_free(&scenario->update);
  lr_plan_free(&scenario->plan);
  lr_track_setting_free(&scenario->track);
  lr_machine_free(&scenario->machine);
  free(scenario->channel);
  lr_document_free(scenario->document);
  lr_buffer_free(&scenario->merged);
  lr_named_files_free(&scenario->files);
  memset(scenario, 0, sizeof *scenario);
}
