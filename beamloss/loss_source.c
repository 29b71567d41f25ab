// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_source.h"

#include <math.h>

#include "base/constants.h"

static const double quiet_charge = 1e7, near_m = 50e-6, pipe_m = 45e-3;
enum { MOST_SAMPLES = 64 };

bool lr_loss_source_acts(const struct lr_loss_source_point *point) {
  return fabs(point->net_electrons) * near_m > quiet_charge * fmax(near_m, fabs(point->y_m));
}

// Charge [e] of a sphere whose surface field pulls as strongly as it holds: eps0 E^2 / 2 = strength.
static double breaking_charge(double radius_m, double strength_Pa) {
  return 4 * LR_PI * LR_EPSILON0_F_m * radius_m * radius_m * sqrt(2 * strength_Pa / LR_EPSILON0_F_m) / LR_E_C;
}

// B31: the electrons of the vapour as far as they are not balanced (share eta, capped), less the positive charge of the grain. Where they
// are: at the height of the larger of the two. A grain that has hit the wall or evaporated has no charge any more.
static struct lr_loss_source_point dust_point(struct lr_loss_source *source, double time_s, const struct lr_grain_state *grain, bool flies) {
  const struct lr_loss_draw *draw = source->draw;
  double new = grain->electrons - source->electrons;
  if (new > 0) source->electrons_y_m += (grain->y_m - source->electrons_y_m) * new / grain->electrons;
  source->electrons = grain->electrons;
  double electrons = fmin(draw->electron_share * grain->electrons, draw->charge_cap);
  double most = breaking_charge(draw->radius_m * cbrt(grain->mass), draw->strength_Pa);
  double on_grain = flies ? fmax(-most, fmin(grain->charge_e, most)) : 0;
  return (struct lr_loss_source_point){time_s, electrons - on_grain, electrons > fabs(on_grain) ? source->electrons_y_m : grain->y_m, *grain};
}

// N (1 - exp(-t/rise)) until three rise times, from then on times exp(-(t - t1)/fall).
static struct lr_loss_source_point arc_point(const struct lr_loss_draw *draw, double time_s) {
  double top_s = 3 * draw->arc_rise_s, value = -draw->arc_charge * expm1(-time_s / draw->arc_rise_s);
  if (time_s > top_s) value *= exp(-(time_s - top_s) / draw->arc_fall_s);
  return (struct lr_loss_source_point){.time_s = time_s, .net_electrons = value, .y_m = draw->arc_height_m};
}

enum lr_status lr_loss_source_start(const struct lr_loss_input *input, const struct lr_loss_draw *draw,
                                    const struct lr_loss_ring *ring, struct lr_grain_run **run, struct lr_loss_source *source,
                                    struct lr_error *error) {
  *source = (struct lr_loss_source){.draw = draw, .turn_s = ring->turn_s, .dust = draw->mechanism == LR_LOSS_DUST};
  if (!source->dust) return LR_OK;
  source->start_y_m = input->dust.start_height_m;
  double beta_x_m = isfinite(ring->source_beta_x_m) ? ring->source_beta_x_m : ring->source_beta_y_m;
  struct lr_grain grain = lr_grain_falling(&input->material[draw->material], draw->radius_m, 0.045);
  grain.start_y_m = input->dust.start_height_m;  // it has fallen from fall_m above the axis to here
  grain.start_v_m_s = draw->speed_m_s > 0 ? -draw->speed_m_s
                                          : -sqrt(2 * LR_GRAVITY_m_s2 * fmax(draw->fall_m - grain.start_y_m, 0));
  grain.leave_y_m = pipe_m;
  grain.start_charge_e = -fmin(draw->charge, breaking_charge(draw->radius_m, draw->strength_Pa));  // more tears it apart before
  grain.retention_per_s = draw->retention_per_s;
  struct lr_grain_beam beam =
      lr_grain_beam_default(sqrt(draw->emittance_x_m * beta_x_m), sqrt(draw->emittance_y_m * ring->source_beta_y_m), ring->turn_s,
                            draw->ring == LR_LOSS_HER ? -1 : 1);
  if (grain.start_charge_e != 0 && draw->speed_m_s == 0 && draw->fall_m > grain.start_y_m) {  // the beam draws it in, or keeps it away
    struct lr_grain_model model;
    enum lr_status prepared = lr_grain_prepare(&grain, &beam, &model, error);
    if (prepared != LR_OK) return prepared;
    double speed_m_s = lr_grain_arrival_speed(&model, input->ring[draw->ring].current_A, draw->fall_m);
    source->kept_away = !isfinite(speed_m_s);
    if (source->kept_away) return LR_OK;
    grain.start_v_m_s = -speed_m_s;
  }
  const struct lr_grain_settings settings = {.rtol = input->tolerance, .time_limit_s = 0.02 + lr_grain_fall_time(&grain, 0)};
  enum lr_status status = *run ? lr_grain_run_reset(*run, &grain, &beam, &settings, error)
                               : lr_grain_run_open(run, &grain, &beam, &settings, error);
  source->grain = *run;
  return status;
}

enum lr_status lr_loss_source_turn(struct lr_loss_source *source, double current_A, size_t samples,
                                   struct lr_loss_source_point *point, struct lr_error *error) {
  double times_s[MOST_SAMPLES], start_s = source->time_s;
  struct lr_grain_state state[MOST_SAMPLES];
  if (samples < 1 || samples > MOST_SAMPLES) LR_BUG("samples of a turn");
  for (size_t i = 0; i < samples; i++) times_s[i] = start_s + source->turn_s * (double)(i + 1) / (double)samples;
  source->time_s = times_s[samples - 1];
  if (!source->dust) {
    point[0] = arc_point(source->draw, start_s);
    for (size_t i = 0; i < samples; i++) point[i + 1] = arc_point(source->draw, times_s[i]);
    return LR_OK;
  }
  struct lr_grain_state first = lr_grain_run_state(source->grain);
  bool flew = lr_grain_run_summary(source->grain)->outcome == LR_GRAIN_IN_FLIGHT;
  point[0] = dust_point(source, start_s, &first, flew);
  enum lr_status status = lr_grain_run_advance(source->grain, source->time_s, current_A, samples, times_s, state, error);
  if (status != LR_OK) return status;
  bool flies = lr_grain_run_summary(source->grain)->outcome == LR_GRAIN_IN_FLIGHT;
  for (size_t i = 0; i < samples; i++) point[i + 1] = dust_point(source, times_s[i], &state[i], flies);
  source->direct = lr_grain_run_state(source->grain).direct_loss;
  return LR_OK;
}

enum lr_grain_outcome lr_loss_source_outcome(const struct lr_loss_source *source) {
  const struct lr_grain_summary *summary = lr_grain_run_summary(source->grain);
  struct lr_grain_state s = lr_grain_run_state(source->grain);
  bool leaves = fabs(s.y_m) > source->start_y_m && s.y_m * s.v_m_s > 0 && lr_grain_run_mark(source->grain, LR_GRAIN_CONTACT);
  if (summary->outcome != LR_GRAIN_IN_FLIGHT || !leaves) return summary->outcome;
  return s.y_m > 0 ? LR_GRAIN_TURNED_BACK : LR_GRAIN_CROSSED;
}

bool lr_loss_source_done(const struct lr_loss_source *source, const struct lr_loss_source_point *last) {
  if (source->kept_away) return true;
  if (lr_loss_source_acts(last)) return false;
  return source->dust ? lr_loss_source_outcome(source) != LR_GRAIN_IN_FLIGHT : last->time_s > 3 * source->draw->arc_rise_s;
}
