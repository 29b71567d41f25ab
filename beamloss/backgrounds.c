// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/backgrounds.h"

#include <math.h>
#include <string.h>

#include "base/random.h"
#include "base/sorted.h"

enum { DRAWS = 4000, STEPS = 400 };
static const double most_scale = 10;  // of the currents, where a scaled path ends

const char *lr_background_source_name(enum lr_background_source source) {
  static const char *const NAMES[LR_BG_SOURCES] = {"beam_gas_ler", "touschek_ler", "beam_gas_her", "touschek_her",
                                                   "luminosity",   "constant",     "injection",    "synchrotron"};
  return NAMES[source];
}

static int weakness(const char *status) {
  static const char *const WORDS[] = {"read", "derived", "known", "assumed"};
  for (int i = 0; i < 4; i++)
    if (strcmp(WORDS[i], status) == 0) return i;
  return 4;
}

const char *lr_background_weaker(const char *a, const char *b) { return weakness(a) >= weakness(b) ? a : b; }

double lr_effective_pressure(double gauge_Pa, double base_Pa) { return 3 * gauge_Pa - 2 * base_Pa; }

static enum lr_status ring_drivers(const char *id, const char *name, const struct lr_background_ring *ring,
                                   double bunches, enum lr_background_sizes sizes, double *gas, double *touschek,
                                   struct lr_error *error) {
  *gas = *touschek = 0;
  if (ring->current_A == 0) return LR_OK;
  if (!(bunches > 0) || !(ring->current_A > 0) || !(ring->pressure_Pa >= 0))
    return lr_error_set(error, LR_E_DOMAIN, "setup '%s': current, bunches and pressure of %s must be above 0", id,
                        name);
  double size = sizes == LR_BG_SAME_SIZES ? 1
                : sizes == LR_BG_VERTICAL ? ring->sigma_y_m
                                          : ring->sigma_x_m * ring->sigma_y_m * ring->sigma_z_m;
  if (!(size > 0))
    return lr_error_set(error, LR_E_DOMAIN, "setup '%s': %s of %s must be given for 'sizes: %s'", id,
                        sizes == LR_BG_VERTICAL ? "sigma_y" : "sigma_x, sigma_y and sigma_z", name,
                        sizes == LR_BG_VERTICAL ? "vertical" : "volume");
  *gas = ring->current_A * ring->pressure_Pa;
  *touschek = ring->current_A * ring->current_A / (bunches * size);
  return LR_OK;
}

enum lr_status lr_background_drivers(const struct lr_background_setup *setup, enum lr_background_sizes sizes,
                                     double driver[LR_BG_FITTED], struct lr_error *error) {
  if (!(setup->luminosity_m2s >= 0))
    return lr_error_set(error, LR_E_DOMAIN, "setup '%s': the luminosity cannot be negative", setup->id);
  enum lr_status status = ring_drivers(setup->id, "ler", &setup->ler, setup->bunches, sizes,
                                       &driver[LR_BG_BEAM_GAS_LER], &driver[LR_BG_TOUSCHEK_LER], error);
  if (!status)
    status = ring_drivers(setup->id, "her", &setup->her, setup->bunches, sizes, &driver[LR_BG_BEAM_GAS_HER],
                          &driver[LR_BG_TOUSCHEK_HER], error);
  driver[LR_BG_LUMINOSITY] = setup->luminosity_m2s;
  driver[LR_BG_CONSTANT] = 1;
  return status;
}

// A share of the constant is what the others leave.
static double share_of(const struct lr_background_detector *detector, int source) {
  if (source != LR_BG_CONSTANT) return detector->share[source].value > 0 ? detector->share[source].value : 0;
  double left = 1;
  for (int k = 0; k < LR_BG_CONSTANT; k++) left -= share_of(detector, k);
  return left > 1e-12 ? left : 0;
}

enum lr_status lr_background_level(const struct lr_backgrounds *backgrounds,
                                   const struct lr_background_detector *detector,
                                   const struct lr_background_setup *setup, struct lr_background_level *level,
                                   struct lr_error *error) {
  double here[LR_BG_FITTED], there[LR_BG_FITTED];
  const struct lr_background_setup *reference = &backgrounds->setup[detector->reference];
  enum lr_status status = lr_background_drivers(setup, backgrounds->sizes, here, error);
  if (!status && !detector->fitted) status = lr_background_drivers(reference, backgrounds->sizes, there, error);
  if (status) return status;
  struct lr_background_level out = {.total = 0};
  for (int k = 0; k < LR_BG_FITTED; k++) {
    double share = detector->fitted ? 0 : share_of(detector, k);
    if (detector->fitted)
      out.source[k] = here[k] > 0 ? detector->fit.coefficient[k] * here[k] : 0;
    else if (share > 0 && !(there[k] > 0))
      return lr_error_set(error, LR_E_DOMAIN, "detector '%s': a share of %s where it is 0, at '%s'", detector->id,
                          lr_background_source_name((enum lr_background_source)k), reference->id);
    else
      out.source[k] = share > 0 ? detector->value.value * share * (here[k] / there[k]) : 0;
  }
  out.source[LR_BG_INJECTION] = detector->injection;
  out.source[LR_BG_SYNCHROTRON] = detector->synchrotron;
  for (int k = 0; k < LR_BG_SOURCES; k++) out.total += out.source[k];
  out.margin = detector->limit.value / out.total - 1;
  *level = out;
  return LR_OK;
}

enum lr_status lr_background_band(const struct lr_backgrounds *backgrounds,
                                  const struct lr_background_detector *detector,
                                  const struct lr_background_setup *setup, uint64_t seed, uint64_t stream,
                                  struct lr_background_band *band, struct lr_error *error) {
  struct lr_background_level level;
  double total[DRAWS], width[LR_BG_FITTED];
  enum lr_status status = lr_background_level(backgrounds, detector, setup, &level, error);
  if (status) return status;
  *band = (struct lr_background_band){level.total, level.total, level.total};
  bool any = false;
  for (int k = 0; k < LR_BG_FITTED; k++) {
    width[k] = backgrounds->spread[k] > 1 && level.source[k] > 0 ? log(backgrounds->spread[k]) : 0;
    any = any || width[k] > 0;
  }
  if (!any || !isfinite(level.total)) return LR_OK;
  if (!detector->fitted && strcmp(setup->id, backgrounds->setup[detector->reference].id) == 0) return LR_OK;
  for (uint64_t i = 0; i < DRAWS; i++) {
    struct lr_random random = lr_random_stream(seed, stream, i);
    total[i] = level.source[LR_BG_INJECTION] + level.source[LR_BG_SYNCHROTRON];
    for (int k = 0; k < LR_BG_FITTED; k++)
      total[i] += level.source[k] * (width[k] > 0 ? exp(width[k] * lr_random_normal(&random)) : 1);
  }
  lr_sort(total, DRAWS);
  band->p10 = lr_sorted_quantile(total, DRAWS, 0.1);
  band->p50 = lr_sorted_quantile(total, DRAWS, 0.5);
  band->p90 = lr_sorted_quantile(total, DRAWS, 0.9);
  return LR_OK;
}

// ---- the path ----

static void scale_ring(struct lr_background_ring *ring, double x) {
  ring->current_A *= x;
  ring->pressure_Pa = ring->base_pressure_Pa + (ring->pressure_Pa - ring->base_pressure_Pa) * x;
}

static double between(double a, double b, double part) { return a + (b - a) * part; }

static void mix_ring(struct lr_background_ring *ring, const struct lr_background_ring *to, double part) {
  ring->current_A = between(ring->current_A, to->current_A, part);
  ring->pressure_Pa = between(ring->pressure_Pa, to->pressure_Pa, part);
  ring->sigma_x_m = between(ring->sigma_x_m, to->sigma_x_m, part);
  ring->sigma_y_m = between(ring->sigma_y_m, to->sigma_y_m, part);
  ring->sigma_z_m = between(ring->sigma_z_m, to->sigma_z_m, part);
}

// At u of 0 .. number of segments.
static struct lr_background_setup on_path(const struct lr_backgrounds *b, double u) {
  struct lr_background_setup state;
  if (b->path == LR_BG_SCALED) {
    double x = most_scale * u;
    state = b->setup[b->path_setup[0]];
    scale_ring(&state.ler, x);
    scale_ring(&state.her, x);
    state.luminosity_m2s *= x * x;  // L = L_sp I+ I- / n_b
  } else {
    int segment = (int)fmin(floor(u), b->path_setups - 2);
    const struct lr_background_setup *to = &b->setup[b->path_setup[segment + 1]];
    state = b->setup[b->path_setup[segment]];
    double part = u - segment;
    mix_ring(&state.ler, &to->ler, part);
    mix_ring(&state.her, &to->her, part);
    state.bunches = between(state.bunches, to->bunches, part);
    state.luminosity_m2s = between(state.luminosity_m2s, to->luminosity_m2s, part);
  }
  return state;
}

enum lr_status lr_background_bound(const struct lr_backgrounds *backgrounds,
                                   const struct lr_background_detector *detector, struct lr_background_bound *bound,
                                   struct lr_error *error) {
  if (backgrounds->path == LR_BG_NO_PATH || (backgrounds->path == LR_BG_SETUPS && backgrounds->path_setups < 2))
    return lr_error_set(error, LR_E_DOMAIN, "no path along which the luminosity grows is given");
  double end = backgrounds->path == LR_BG_SCALED ? 1 : backgrounds->path_setups - 1, low = 0, high = 0;
  long steps = lround(end) * STEPS;
  struct lr_background_level level;
  struct lr_background_bound out = {.bound = false};
  for (long i = 0; i <= steps && !out.bound; i++) {
    low = high;
    high = end * (double)i / (double)steps;
    struct lr_background_setup state = on_path(backgrounds, high);
    enum lr_status status = lr_background_level(backgrounds, detector, &state, &level, error);
    if (status) return status;
    out.bound = level.total >= detector->limit.value;
    out.from_start = out.bound && i == 0;
  }
  for (int i = 0; i < 60 && out.bound && !out.from_start; i++) {
    double middle = (low + high) / 2;
    struct lr_background_setup state = on_path(backgrounds, middle);
    enum lr_status status = lr_background_level(backgrounds, detector, &state, &level, error);
    if (status) return status;
    *(level.total >= detector->limit.value ? &high : &low) = middle;
  }
  struct lr_background_setup state = on_path(backgrounds, high);
  enum lr_status status = lr_background_level(backgrounds, detector, &state, &level, error);
  if (status) return status;
  out.luminosity_m2s = isfinite(level.total) ? state.luminosity_m2s : NAN;
  out.total = level.total;
  for (int k = 0; k < LR_BG_SOURCES; k++)
    if (level.source[k] > level.source[out.most]) out.most = (enum lr_background_source)k;
  *bound = out;
  return LR_OK;
}
