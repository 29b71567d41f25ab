// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario, read and checked: what all verbs begin with.
#ifndef LR_CLI_SCENARIO_H
#define LR_CLI_SCENARIO_H

#include <stdint.h>

#include "base/document.h"
#include "base/table.h"
#include "beamloss/backgrounds_fields.h"
#include "beamloss/loss_input.h"
#include "cli/named_files.h"
#include "machine/blowup_apply.h"
#include "machine/bunch_length_measured.h"
#include "machine/collider_fields.h"
#include "machine/limits_fields.h"
#include "machine/fill_fields.h"
#include "machine/track/track_fields.h"
#include "projections/channel_fields.h"
#include "projections/conditions.h"
#include "projections/plan_losses.h"
#include "projections/plan_update.h"
#include "projections/trigger_fields.h"

enum lr_need { LR_NEED_MACHINE = 1, LR_NEED_PLAN = 2, LR_NEED_CHANNELS = 4, LR_NEED_FILL = 8, LR_NEED_LOSSES = 16, LR_NEED_TRIGGER = 32, LR_NEED_TRACK = 64 };

struct lr_scenario {
  char name[128], description[512];
  int as_of;
  long seed, histories;
  struct lr_reach_wish reach;
  struct lr_conditions conditions;  // laid over the channels
  bool has_machine, has_plan, has_fill, has_blowup, has_target, has_losses, has_track;
  struct lr_machine_input machine;  // with `blowup: {apply: yes}`: its emittances are those of the blow-up
  struct lr_limits limits;  // bounds of the operating point
  struct lr_backgrounds backgrounds;  // steady, of the detectors
  struct lr_trigger trigger;
  struct lr_blowup_input blowup;  // law or curve of the vertical blow-up
  struct lr_machine_input target;  // of blowup.target
  struct lr_bunch_length_measured bunch_length_measured;
  struct lr_fill_input fill;
  struct lr_track_setting track;  // `track:`, or its defaults where LR_NEED_TRACK asks for it
  struct lr_loss_input losses;
  struct lr_plan plan;
  struct {  // the beam losses of `plan.sudden_losses: {from: losses}`, once a stage has evaluated them
    struct lr_loss_ensemble ensemble;
    bool powered;
    struct lr_loss_sample *sample;  // the observed ones
    size_t samples;
  } plan_losses;
  struct lr_update update;  // of the plan, with what was recorded since; rows 0: none
  struct lr_channel *channel;
  size_t channels;
  struct lr_document *document;
  struct lr_buffer merged;   // the merged scenario as YAML: written beside every result, with
  struct lr_named_files files;  // copies of the files that it names
  char sha256[65];           // of that text
};

extern const struct lr_field lr_scenario_fields[];

// Reads `path` ("-": standard input), lays the --set assignments over it, checks everything and fills the parts that are
// there. `needs` (of enum lr_need) must be there. Channels that the scenario names lie over their shipped files; when it names none,
// LR_NEED_CHANNELS takes all of them. All problems in one pass.
enum lr_status lr_scenario_load(const char *path, const char *const *sets, size_t set_count, int needs,
                                struct lr_scenario *scenario, struct lr_problems *problems, struct lr_error *error);
// The same of a document that stands already; the scenario owns it from then on.
enum lr_status lr_scenario_of_document(struct lr_document *document, int needs, struct lr_scenario *scenario, struct lr_problems *problems,
                                       struct lr_error *error);
void lr_scenario_free(struct lr_scenario *scenario);

// The machine of a file that a scalar names, beside its scenario or among the shipped ones. False: the problems say why.
bool lr_scenario_machine_file(const struct lr_reading *reading, const struct lr_node *name, struct lr_machine_input *machine);

// Figures of the scenario with value, status, source and place (table `inputs`).
struct lr_table *lr_inputs_table(const struct lr_document *document);

#endif
