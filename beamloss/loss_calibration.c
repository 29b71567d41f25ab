// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_calibration.h"

#include <math.h>
#include <stdlib.h>

#include "base/sorted.h"
#include "beamloss/loss_calibration_parts.h"

enum { LEAST_TO_SAY = 20 };  // events

struct parameter {
  const char *name, *unit;
  double scale;
  int mechanism;  // -1: of all events
  double (*value)(const struct lr_loss_event *event);
};
static double radius(const struct lr_loss_event *e) { return e->draw.radius_m; }
static double share(const struct lr_loss_event *e) { return e->draw.electron_share; }
static double cap(const struct lr_loss_event *e) { return e->draw.charge_cap; }
static double retention(const struct lr_loss_event *e) { return e->draw.retention_per_s; }
static double arc_charge(const struct lr_loss_event *e) { return e->draw.arc_charge; }
static double arc_rise(const struct lr_loss_event *e) { return e->draw.arc_rise_s; }
static double arc_fall(const struct lr_loss_event *e) { return e->draw.arc_fall_s; }
static double acted(const struct lr_loss_event *e) { return e->highest_charge; }
static double softening(const struct lr_loss_event *e) { return e->draw.softening_m; }
static double emittance(const struct lr_loss_event *e) { return e->draw.emittance_y_m; }
static double dose(const struct lr_loss_event *e) { return e->dose_rad[0]; }
double lr_loss_particle_dose(const struct lr_loss_event *e) { return e->lost > 0 ? e->dose_rad[0] / (e->lost * e->particles) : NAN; }

static const struct parameter PARAMETERS[] = {
    {"electron_share", "", 1, LR_LOSS_DUST, share},    {"radius", "um", 1e6, LR_LOSS_DUST, radius},
    {"charge_cap", "e", 1, LR_LOSS_DUST, cap},         {"retention", "/s", 1, LR_LOSS_DUST, retention},
    {"arc_charge", "e", 1, LR_LOSS_ARC, arc_charge},   {"arc_rise", "us", 1e6, LR_LOSS_ARC, arc_rise},
    {"arc_fall", "us", 1e6, LR_LOSS_ARC, arc_fall},    {"charge on the beam", "e", 1, -1, acted},
    {"softening", "um", 1e6, -1, softening},           {"emittance_y", "pm", 1e12, -1, emittance},
    {"dose_l1", "rad", 1, -1, dose},
    {"dose for a lost particle", "rad", 1, -1, lr_loss_particle_dose},
};
enum { PARAMETER_COUNT = sizeof PARAMETERS / sizeof *PARAMETERS };

double lr_ks_distance(const double *a, size_t count_a, const double *b, size_t count_b) {
  double most = 0;
  for (size_t i = 0, j = 0; i < count_a && j < count_b;) {
    double x = fmin(a[i], b[j]);
    while (i < count_a && a[i] <= x) i++;
    while (j < count_b && b[j] <= x) j++;
    most = fmax(most, fabs((double)i / (double)count_a - (double)j / (double)count_b));
  }
  return most;
}

double lr_ks_chance(double distance, size_t count_a, size_t count_b) {
  double n = sqrt((double)count_a * (double)count_b / (double)(count_a + count_b)), x = (n + 0.12 + 0.11 / n) * distance, sum = 0;
  if (x < 0.2) return 1;  // the series needs many terms there, and is 1 to 12 digits
  for (int k = 1; k <= 100; k++) {
    double term = 2 * exp(-2 * k * k * x * x);
    sum += k % 2 ? term : -term;
    if (term < 1e-16) break;
  }
  return fmin(1, fmax(0, sum));
}

void lr_loss_calibration_row(struct lr_table *t, const char *name, const char *unit, const char *of, double scale, double *prior,
                             size_t priors, double *posterior, size_t count, double *rest) {
  lr_table_row(t);
  lr_table_text(t, "parameter", name);
  lr_table_text(t, "unit", unit);
  lr_table_text(t, "of", of);
  lr_table_number(t, "events", (double)count);
  if (!priors || !count) {
    lr_table_text(t, "says", "no event like this was accepted");
    return;
  }
  lr_sort(prior, priors);
  lr_sort(posterior, count);
  static const double P[] = {0.1, 0.5, 0.9};
  static const char *const PRIOR[] = {"prior_p10", "prior_p50", "prior_p90"}, *const POST[] = {"p10", "p50", "p90"};
  for (int i = 0; i < 3; i++) {
    lr_table_number(t, PRIOR[i], scale * lr_sorted_quantile(prior, priors, P[i]));
    lr_table_number(t, POST[i], scale * lr_sorted_quantile(posterior, count, P[i]));
  }
  size_t others = priors - count;
  lr_sort(rest, others);
  double distance = others ? lr_ks_distance(rest, others, posterior, count) : 0, chance = others ? lr_ks_chance(distance, others, count) : 1;
  lr_table_number(t, "distance", distance);
  lr_table_number(t, "chance", chance);
  lr_table_text(t, "says", count < LEAST_TO_SAY ? "too few events to say"
                           : chance > 0.01     ? "the facts say nothing about it"
                           : distance < 0.2    ? "the facts say little about it"
                                               : "the facts narrow it");
}

// Shares of the sections and mechanisms, as rows of their own.
static void share_rows(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble, const bool *accepted,
                       struct lr_table *t) {
  for (int r = 0; r < LR_LOSS_RINGS; r++)
    for (size_t s = 0; s < input->ring[r].sections + 2; s++) {
      bool mechanism = s >= input->ring[r].sections;
      if (mechanism && r) continue;
      double prior = 0, post = 0, all = 0, kept = 0;
      int kind = (int)(s - input->ring[r].sections);
      for (size_t i = 0; i < ensemble->count; i++) {
        const struct lr_loss_event *e = &ensemble->event[i];
        bool is = mechanism ? (int)e->draw.mechanism == kind : e->draw.ring == r && e->draw.section == s;
        all++;
        prior += is;
        kept += accepted[i];
        post += accepted[i] && is;
      }
      if (prior == 0) continue;
      char name[80];
      if (mechanism) snprintf(name, sizeof name, "share of %s", lr_loss_mechanism_name((enum lr_loss_mechanism)kind));
      else snprintf(name, sizeof name, "share of %s, %s", input->ring[r].section[s].id, r ? "her" : "ler");
      lr_table_row(t);
      lr_table_text(t, "parameter", name);
      lr_table_text(t, "of", "all");
      lr_table_number(t, "events", kept);
      lr_table_number(t, "prior_p50", prior / all);
      lr_table_number(t, "p50", post / kept);
      double sigma = sqrt(prior / all * (1 - prior / all) / kept);
      lr_table_text(t, "says", kept < LEAST_TO_SAY                           ? "too few events to say"
                               : fabs(post / kept - prior / all) <= 3 * sigma ? "the facts say nothing about it"
                                                                              : "the facts shift it");
    }
}

enum lr_status lr_loss_calibrate(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble, uint64_t seed,
                                 struct lr_table **calibration, struct lr_table **facts_out, struct lr_error *error) {
  size_t room = ensemble->count + 1;
  bool *accepted = calloc(ensemble->count + 1, sizeof *accepted);
  double *work = malloc(3 * room * sizeof *work), law_share = NAN;
  enum lr_status status = LR_OK;
  struct lr_table *t = NULL, *said = NULL;
  if (!accepted || !work) {
    status = lr_error_set(error, LR_E_MEMORY, "no memory for the calibration");
    goto done;
  }
  struct lr_loss_facts facts = lr_loss_accept(input, ensemble, accepted);
  if (!facts.accepted) {
    status = lr_error_set(error, LR_E_DOMAIN,
                          "none of the %zu events agrees with what was observed (%zu lost enough, %zu of them in the time, %zu at the place): "
                          "more events, or other priors",
                          facts.all, facts.observed, facts.duration, facts.place);
    goto done;
  }
  t = lr_table_create("calibration", "What the observed facts say about the priors");
  lr_table_column(t, "parameter", LR_TEXT, "", "of losses", "");
  lr_table_column(t, "unit", LR_TEXT, "", "of the row", "");
  lr_table_column(t, "of", LR_TEXT, "", "events that it is of", "");
  lr_table_column(t, "events", LR_NUMBER, "", "accepted", "model.md B34");
  static const char *const NUMBERS[] = {"prior_p10", "prior_p50", "prior_p90", "p10", "p50", "p90"};
  for (int i = 0; i < 6; i++) lr_table_column(t, NUMBERS[i], LR_NUMBER, "", i < 3 ? "before" : "after the facts; a share: its value", "model.md B34");
  lr_table_column(t, "distance", LR_NUMBER, "", "largest distance of the distribution functions of kept and not kept values", "model.md B34");
  lr_table_column(t, "chance", LR_NUMBER, "", "of such a distance when the facts say nothing", "model.md B34");
  lr_table_column(t, "says", LR_TEXT, "", "in words", "");
  for (int k = 0; k < PARAMETER_COUNT; k++) {
    const struct parameter *p = &PARAMETERS[k];
    size_t priors = 0, kept = 0;
    for (size_t i = 0; i < ensemble->count; i++) {
      const struct lr_loss_event *e = &ensemble->event[i];
      if ((p->mechanism >= 0 && (int)e->draw.mechanism != p->mechanism) || isnan(p->value(e))) continue;
      if (accepted[i]) work[room + kept++] = p->value(e);
      else work[2 * room + priors - kept] = p->value(e);
      work[priors++] = p->value(e);
    }
    if (priors)
      lr_loss_calibration_row(t, p->name, p->unit, p->mechanism < 0 ? "all" : lr_loss_mechanism_name((enum lr_loss_mechanism)p->mechanism),
                              p->scale, work, priors, work + room, kept, work + 2 * room);
  }
  share_rows(input, ensemble, accepted, t);
  if (isfinite(input->observed.gates_share)) status = lr_loss_law_rows(input, ensemble, accepted, seed, &law_share, t, error);
  if (status != LR_OK) goto done;
  said = lr_loss_facts_table(&input->observed, &facts, law_share);
  if (!lr_table_ok(t) || !lr_table_ok(said)) {
    status = lr_error_set(error, LR_E_MEMORY, "no memory for the calibration");
    goto done;
  }
  *facts_out = said;
  *calibration = t;
  t = said = NULL;
done:
  lr_table_free(said);
  lr_table_free(t);
  free(accepted);
  free(work);
  return status;
}
