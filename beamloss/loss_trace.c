// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_trace.h"

#include <math.h>

#include "base/constants.h"

struct lr_table *lr_loss_turns_table(const struct lr_loss_trace *trace) {
  struct lr_table *t = lr_table_create("turns", "The event turn by turn");
  lr_table_column(t, "turn", LR_NUMBER, "", "from the first action of the source", "");
  lr_table_column(t, "t", LR_NUMBER, "us", "end of the turn", "");
  lr_table_column(t, "current", LR_NUMBER, "A", "at its start", "");
  lr_table_column(t, "source_charge", LR_NUMBER, "", "net electrons that act on the beam, at its end", "model.md B31");
  lr_table_column(t, "lost", LR_NUMBER, "", "in this turn, part of the start", "model.md B16");
  lr_table_column(t, "stored", LR_NUMBER, "", "left, part of the start", "model.md B16");
  lr_table_column(t, "dumped", LR_NUMBER, "", "so far, part of the start", "model.md B17");
  lr_table_column(t, "dose_l1", LR_NUMBER, "rad", "mean dose of layer 1 so far", "model.md B21");
  for (size_t i = 0; i < trace->turns; i++) {
    const struct lr_loss_turn_trace *turn = &trace->turn[i];
    lr_table_row(t);
    lr_table_number(t, "turn", (double)(i + 1));
    lr_table_number(t, "t", turn->time_s * 1e6);
    lr_table_number(t, "current", turn->current_A);
    lr_table_number(t, "source_charge", turn->charge);
    lr_table_number(t, "lost", turn->lost);
    lr_table_number(t, "stored", turn->stored);
    lr_table_number(t, "dumped", turn->dumped);
    lr_table_number(t, "dose_l1", turn->dose_l1_rad);
  }
  return t;
}

struct lr_table *lr_loss_elements_table(const struct lr_loss_input *input, const struct lr_loss_event *event) {
  struct lr_table *t = lr_table_create("loss_elements", "Where the particles were lost");
  lr_table_column(t, "element", LR_TEXT, "", "aperture, as in the scenario", "");
  lr_table_column(t, "s", LR_NUMBER, "m", "along the ring", "");
  lr_table_column(t, "kind", LR_TEXT, "", "collimator, ir or pipe", "");
  lr_table_column(t, "top", LR_NUMBER, "mm", "half gap above, as drawn; empty = no jaw", "");
  lr_table_column(t, "bottom", LR_NUMBER, "mm", "half gap below", "");
  lr_table_column(t, "lost", LR_NUMBER, "", "part of the start", "model.md B16");
  lr_table_column(t, "energy", LR_NUMBER, "kJ", "of the particles lost here", "");
  lr_table_column(t, "dose_l1", LR_NUMBER, "rad", "that they gave to layer 1", "model.md B21");
  const struct lr_loss_ring_input *ring = &input->ring[event->draw.ring];
  for (size_t i = 0; i < ring->apertures; i++) {
    size_t row = 0;
    double particles = event->lost_at[i] * event->particles;
    lr_table_row(t);
    lr_table_text(t, "element", ring->aperture[i].id);
    if (lr_twiss_find(ring->optics, ring->aperture[i].id, &row)) lr_table_number(t, "s", ring->optics->value[LR_TWISS_S][row]);
    lr_table_text(t, "kind", lr_loss_kind_text((enum lr_loss_kind)ring->aperture[i].kind));
    lr_table_number(t, "top", ring->aperture[i].top_m * event->draw.gap_scale[i] * 1e3);
    lr_table_number(t, "bottom", ring->aperture[i].bottom_m * event->draw.gap_scale[i] * 1e3);
    lr_table_number(t, "lost", event->lost_at[i]);
    lr_table_number(t, "energy", particles * ring->energy_eV * LR_E_C * 1e-3);
    lr_table_number(t, "dose_l1", 100 * particles * event->draw.dose_Gy[i]);
  }
  return t;
}

struct lr_table *lr_loss_trajectory_table(const struct lr_loss_trace *trace, bool dust) {
  struct lr_table *t = lr_table_create("trajectory", "The source against time");
  lr_table_column(t, "t", LR_NUMBER, "us", "from the first action on the beam", "");
  lr_table_column(t, "net_electrons", LR_NUMBER, "", "that act on the beam", "model.md B31");
  lr_table_column(t, "y", LR_NUMBER, "um", "height above the beam", "model.md B3");
  lr_table_column(t, "v", LR_NUMBER, "m/s", "upwards", "model.md B3");
  lr_table_column(t, "temperature", LR_NUMBER, "K", "of the grain", "model.md B6");
  lr_table_column(t, "charge", LR_NUMBER, "e", "on the grain, positive", "model.md B5");
  lr_table_column(t, "mass", LR_NUMBER, "", "part of the start", "model.md B6");
  lr_table_column(t, "vapour", LR_NUMBER, "", "atoms in the beam", "model.md B7");
  lr_table_column(t, "electrons", LR_NUMBER, "", "free electrons in the beam", "model.md B7");
  for (size_t i = 0; i < trace->points; i++) {
    const struct lr_loss_point_trace *p = &trace->point[i];
    lr_table_row(t);
    lr_table_number(t, "t", (p->time_s - trace->lead_s) * 1e6);
    lr_table_number(t, "net_electrons", p->net_electrons);
    if (!dust) continue;
    bool there = p->grain.mass > 1e-3;
    lr_table_number(t, "mass", p->grain.mass);
    lr_table_number(t, "vapour", p->grain.vapour);
    lr_table_number(t, "electrons", p->grain.electrons);
    if (!there) continue;
    lr_table_number(t, "y", p->grain.y_m * 1e6);
    lr_table_number(t, "v", p->grain.v_m_s);
    lr_table_number(t, "temperature", p->grain.temperature_K);
    lr_table_number(t, "charge", p->grain.charge_e);
  }
  return t;
}

struct lr_table *lr_loss_dose_map_table(const struct lr_loss_event *event) {
  struct lr_pxd_module module[LR_PXD_MODULES];
  struct lr_table *t = lr_table_create("dose_map", "Dose and gates lost in the modules of the PXD");
  lr_table_column(t, "layer", LR_NUMBER, "", "1 or 2", "model.md B20");
  lr_table_column(t, "ladder", LR_NUMBER, "", "from 1", "model.md B20");
  lr_table_column(t, "module", LR_NUMBER, "", "1 forward, 2 backward", "model.md B20");
  lr_table_column(t, "phi", LR_NUMBER, "deg", "of the ladder", "model.md B20");
  lr_table_column(t, "dose", LR_NUMBER, "rad", "in this event", "model.md B21");
  lr_table_column(t, "gates", LR_NUMBER, "", "of 192, lost", "model.md B23");
  lr_pxd_modules(module);
  for (int i = 0; i < LR_PXD_MODULES; i++) {
    lr_table_row(t);
    lr_table_number(t, "layer", module[i].layer);
    lr_table_number(t, "ladder", module[i].ladder);
    lr_table_number(t, "module", module[i].module);
    lr_table_number(t, "phi", module[i].phi_rad * 180 / LR_PI);
    lr_table_number(t, "dose", event->module_rad[i]);
    lr_table_number(t, "gates", event->gates.module[i]);
  }
  return t;
}

struct lr_table *lr_loss_abort_table(const struct lr_loss_input *input, const struct lr_loss_event *event) {
  static const char *const STEPS[] = {"first loss",     "threshold crossed",    "sample read", "request at the kicker",
                                      "gap arrives", "kicker at full field", "ring empty"};
  const struct lr_abort_line *line = &event->abort;
  const double time_s[] = {line->first_loss_s, line->crossed_s, line->sampled_s, line->requested_s, line->gap_s, line->full_s, line->empty_s};
  struct lr_table *t = lr_table_create("abort", "The abort, step by step");
  lr_table_column(t, "variant", LR_TEXT, "", "event", "");
  lr_table_column(t, "step", LR_TEXT, "", "what happened; without a time it did not", "model.md B17");
  lr_table_column(t, "monitor", LR_TEXT, "", "that asked for it", "model.md B17");
  lr_table_column(t, "t", LR_NUMBER, "us", "from the first action of the source", "model.md B17");
  char variant[32];
  snprintf(variant, sizeof variant, "event %llu", (unsigned long long)event->id);
  for (int i = 0; input->abort.monitors && i < 7; i++) {
    lr_table_row(t);
    lr_table_text(t, "variant", variant);
    lr_table_text(t, "step", STEPS[i]);
    if (i && isfinite(line->crossed_s)) lr_table_text(t, "monitor", event->monitor);
    lr_table_number(t, "t", time_s[i] * 1e6);
  }
  return t;
}

static void row(struct lr_table *t, const char *quantity, double value, const char *unit, const char *text, const char *description) {
  lr_table_row(t);
  lr_table_text(t, "quantity", quantity);
  lr_table_number(t, "value", value);
  lr_table_text(t, "unit", unit);
  lr_table_text(t, "text", text);
  lr_table_text(t, "description", description);
}

static void dust_rows(struct lr_table *t, const struct lr_loss_input *input, const struct lr_loss_event *e) {
  const struct lr_loss_draw *d = &e->draw;
  row(t, "material", NAN, "", input->material[d->material].name, "of the grain, drawn");
  row(t, "radius", d->radius_m * 1e6, "um", NULL, "of the grain, drawn");
  row(t, "start_charge", -d->charge, "e", NULL, "of the grain, drawn");
  if (d->speed_m_s > 0) row(t, "speed", d->speed_m_s, "m/s", NULL, "of the thrown grain, drawn");
  else row(t, "fall", d->fall_m * 1e3, "mm", NULL, "height of the fall, drawn");
  row(t, "retention", d->retention_per_s, "/s", NULL, "rate at which it gets its charge back, drawn");
  row(t, "electron_share", d->electron_share, "", NULL, "of the free electrons that acts on the beam, drawn");
  row(t, "charge_cap", d->charge_cap, "e", NULL, "most net electrons, drawn");
  row(t, "grain", NAN, "", e->kept_away ? "kept away" : lr_grain_outcome_text(e->grain), "what became of it; in flight: the beam went first, or it is on its way to the wall");
  row(t, "direct_fraction", e->direct, "", NULL, "part of the lost: scattered out by the grain itself, lost at the first aperture behind it");
}

struct lr_table *lr_loss_event_table(const struct lr_loss_input *input, const struct lr_loss_event *e) {
  const struct lr_loss_draw *d = &e->draw;
  const struct lr_loss_ring_input *ring = &input->ring[d->ring];
  struct lr_table *t = lr_table_create("event", "What was drawn, and what came of it");
  lr_table_column(t, "quantity", LR_TEXT, "", "what", "");
  lr_table_column(t, "value", LR_NUMBER, "", "in the unit of the row", "");
  lr_table_column(t, "unit", LR_TEXT, "", "of the row", "");
  lr_table_column(t, "text", LR_TEXT, "", "where it is no number", "");
  lr_table_column(t, "description", LR_TEXT, "", "meaning", "");
  row(t, "id", (double)e->id, "", NULL, "number of the event");
  row(t, "ring", NAN, "", d->ring == LR_LOSS_HER ? "her" : "ler", "drawn");
  row(t, "section", NAN, "", ring->section[d->section].id, "drawn");
  row(t, "s", d->s_m, "m", NULL, "place of the source, drawn");
  row(t, "mechanism", NAN, "", lr_loss_mechanism_name(d->mechanism), "drawn");
  if (d->mechanism == LR_LOSS_DUST) {
    dust_rows(t, input, e);
  } else {
    row(t, "arc_charge", d->arc_charge, "e", NULL, "net electrons at the peak, drawn");
    row(t, "arc_rise", d->arc_rise_s * 1e6, "us", NULL, "drawn");
    row(t, "arc_fall", d->arc_fall_s * 1e6, "us", NULL, "drawn");
  }
  row(t, "emittance_y", d->emittance_y_m * 1e12, "pm", NULL, "drawn");
  row(t, "charge", e->highest_charge, "e", NULL, "net electrons that acted on the beam, at most; negative: a positive grain");
  row(t, "particles", e->particles, "", NULL, "stored at the start");
  row(t, "turns", (double)e->turns, "", NULL, "from the first action of the source");
  row(t, "lost_fraction", e->lost, "", NULL, "lost at apertures");
  row(t, "dumped_fraction", e->dumped, "", NULL, "taken away by the abort");
  row(t, "stored_fraction", e->stored, "", NULL, "left");
  row(t, "first_loss", NAN, "", e->first_aperture < 0 ? "none" : ring->aperture[e->first_aperture].id, "aperture of the first loss");
  row(t, "duration", e->duration_s * 1e6, "us", NULL, "first to last loss");
  row(t, "dose_l1", e->dose_rad[0], "rad", NULL, "mean of layer 1");
  row(t, "dose_l2", e->dose_rad[1], "rad", NULL, "mean of layer 2");
  row(t, "recorded", e->recorded_rad, "rad", e->saturated ? "a lower bound" : NULL, "what the first diamond monitor shows");
  row(t, "gates", e->gates.lost, "", NULL, "of the PXD lost, drawn");
  row(t, "gates_expected", e->gates_expected, "", NULL, "the same before drawing");
  row(t, "gate_dose", 100 * d->gate_dose_Gy, "rad", NULL, "D0, drawn");
  row(t, "gate_shape", d->gate_shape, "", NULL, "b, drawn");
  row(t, "end", NAN, "", e->downtime_s > 0 ? lr_loss_end_name(e->outcome.end) : "the beam survived", "");
  row(t, "downtime", e->downtime_s / 3600, "h", NULL, "until beams are back");
  return t;
}
