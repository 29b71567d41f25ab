// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_from_machine.h"

#include <math.h>
#include <string.h>

#include "machine/blowup_apply.h"
#include "machine/collider_fields.h"
#include "machine/fill_fields.h"
#include "machine/luminosity.h"

enum { FILL_SEED = 1 };

// The machine of a file beside the one that says the key, or of the scenario itself, with its blow-up where that is to act.
// `document` and `input` are to be freed by the caller.
static bool read_machine(const struct lr_reading *reading, const struct lr_node *node, const char *id, const char *key,
                         const char *file, struct lr_document **document, struct lr_reading *inner,
                         struct lr_machine_input *input, struct lr_blowup_input *blowup) {
  *document = NULL;
  memset(input, 0, sizeof *input);
  *inner = *reading;
  if (strcmp(file, "scenario") != 0) {
    const struct lr_node *said = lr_node_child(node, key), *name = lr_node_value(said ? said : node);
    char path[4096];
    if (!lr_node_file(name, strcmp(key, "fill") == 0 ? "scenarios" : "machines", path, sizeof path)) {
      lr_node_problem(reading->problems, false, name, "period '%s': the name of the file is too long", id);
      return false;
    }
    *document = lr_document_create();
    if (!*document) reading->problems->no_memory = true;
    if (*document) {
      lr_document_load(*document, path, reading->problems);
      lr_document_settle(*document);
      inner->document = *document;
    }
    if (!*document) return false;
  }
  const struct lr_node *machine = lr_node_child(inner->document->root, "machine");
  if (machine)
    return lr_machine_read(inner, machine, input) &&
           lr_blowup_read_applied(inner, inner->document->root, &input->collider, blowup);
  lr_node_problem(reading->problems, false, node, "period '%s': no machine in '%s'", id, file);
  return false;
}

bool lr_period_take_peak(const struct lr_reading *reading, const struct lr_node *node, struct lr_period *period) {
  struct lr_document *document;
  struct lr_reading inner;
  struct lr_machine_input input;
  struct lr_blowup_input blowup;
  struct lr_luminosity luminosity;
  struct lr_error error = {0};
  bool fine = read_machine(reading, node, period->id, "machine", period->machine, &document, &inner, &input, &blowup);
  if (fine && lr_luminosity_evaluate(&input.collider, &luminosity, &error) != LR_OK) {
    lr_node_problem(reading->problems, false, node, "period '%s': luminosity of '%s': %s", period->id, period->machine,
                    error.text);
    fine = false;
  }
  if (fine) {
    period->knot[0] = (struct lr_peak_knot){0, luminosity.luminosity_m2s};
    period->knots = 1;
    const double at[LR_STATES] = {[LR_STATE_CURRENT_LER] = luminosity.ler.current_A, [LR_STATE_CURRENT_HER] = luminosity.her.current_A,
                                  [LR_STATE_BUNCHES] = input.collider.bunches, [LR_STATE_BETA_Y] = input.collider.ler.beta_y_m};
    for (int i = 0; i < LR_STATES; i++)
      if (isnan(period->at.value[i])) period->at.value[i] = at[i];
  }
  lr_machine_free(&input);
  lr_document_free(document);
  return fine;
}

bool lr_period_take_mean(const struct lr_reading *reading, const struct lr_node *node, struct lr_period *period) {
  struct lr_document *document;
  struct lr_reading inner;
  struct lr_machine_input input;
  struct lr_blowup_input blowup;
  struct lr_fill_input fill;
  struct lr_fill_result result = {0};
  struct lr_error error = {0};
  bool fine = read_machine(reading, node, period->id, "fill", period->fill, &document, &inner, &input, &blowup);
  const struct lr_node *said = fine ? lr_node_child(inner.document->root, "fill") : NULL;
  if (fine && !said) lr_node_problem(reading->problems, false, node, "period '%s': no fill in '%s'", period->id, period->fill);
  fine = said && lr_fill_read(&inner, said, &input, &fill);
  if (fine) lr_blowup_apply_fill(&blowup, said, &fill);
  if (fine && lr_fill_input_run(&fill, FILL_SEED, &result, &error) != LR_OK) {
    lr_node_problem(reading->problems, false, node, "period '%s': the fill of '%s': %s", period->id, period->fill, error.text);
    fine = false;
  }
  if (fine && !(result.mean_over_peak > 0)) {
    lr_node_problem(reading->problems, false, node, "period '%s': the fill of '%s' has no luminosity", period->id, period->fill);
    fine = false;
  }
  if (fine) period->mean_over_peak = result.mean_over_peak < 1 ? result.mean_over_peak : 1;
  lr_fill_result_free(&result);
  lr_machine_free(&input);
  lr_document_free(document);
  return fine;
}
