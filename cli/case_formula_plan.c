// SPDX-License-Identifier: GPL-3.0-or-later
// The closed forms of a run plan's events, by name, for `expect formula`: faults with a share that damages.
#include <math.h>

#include "cli/case_formula.h"
#include "projections/uptime.h"

// in: mtbf, recovery, damage probability, damage recovery, refill, HV ramp, tuning, tuning level
static struct lr_uptime_cycle cycle_of(const double *in, double scale, struct lr_uptime_system system[2]) {
  system[0] = (struct lr_uptime_system){(1 - in[2]) / in[0], in[1], in[6], in[7]};
  system[1] = (struct lr_uptime_system){in[2] / in[0], in[3], in[6], in[7]};
  return (struct lr_uptime_cycle){system, 2, in[4], in[5], scale};
}

static enum lr_status uptime(const double *in, double *out, struct lr_error *error) {
  struct lr_uptime_system system[2];
  struct lr_uptime_cycle cycle = cycle_of(in, in[8], system);
  struct lr_uptime result = {.delivered = NAN};
  enum lr_status status = lr_uptime_evaluate(&cycle, &result, error);
  out[0] = result.delivered;
  out[1] = result.recorded;
  out[2] = result.beam_share;
  return status;
}

static enum lr_status step_back(const double *in, double *out, struct lr_error *error) {
  struct lr_uptime_system system[2];
  struct lr_uptime_cycle cycle = cycle_of(in, 1, system);
  struct lr_uptime result;
  struct lr_step_back step = {in[8], in[9], in[2] / in[0], in[3], in[10], in[4], in[5], in[6], in[7]};
  enum lr_status status = lr_uptime_evaluate(&cycle, &result, error);
  return status == LR_OK ? lr_step_back_factor(&step, 1, &result, &out[0], error) : status;
}

static enum lr_status recovery_scale(const double *in, double *out, struct lr_error *error) {
  struct lr_uptime_system system[2];
  struct lr_uptime_cycle cycle = cycle_of(in, 1, system);
  struct lr_step_back none = {.level = 1};
  return lr_recovery_scale(&cycle, &none, in[8], &out[0], error);
}

#define FAULTS                                                                                                                       \
  {"mtbf", LR_DIM_TIME}, {"recovery", LR_DIM_TIME}, {"damage_probability", LR_DIM_NUMBER}, {"damage_recovery", LR_DIM_TIME},          \
      {"refill", LR_DIM_TIME}, {"hv_ramp", LR_DIM_TIME}, {"tuning", LR_DIM_TIME}, {"tuning_level", LR_DIM_NUMBER}

const struct lr_formula lr_formulas_plan[] = {
    {"uptime", {FAULTS, {"scale", LR_DIM_NUMBER}}, {{"delivered", ""}, {"recorded", ""}, {"beam", ""}}, uptime},
    {"step_back", {FAULTS, {"level", LR_DIM_NUMBER}, {"time", LR_DIM_TIME}, {"damage_cv", LR_DIM_NUMBER}}, {{"factor", ""}}, step_back},
    {"recovery_scale", {FAULTS, {"wanted", LR_DIM_NUMBER}}, {{"scale", ""}}, recovery_scale},
    {.name = NULL}};
