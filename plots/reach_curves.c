// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/reach_curves.h"

#include <math.h>
#include <string.h>

// Same number, where two missing ones are the same too.
static bool same_number(double a, double b) { return isnan(a) ? isnan(b) : fabs(a - b) <= 1e-9 * fabs(b); }

static bool same_text(const struct lr_table *table, size_t a, size_t b, const char *column) {
  return strcmp(lr_table_get_text(table, a, column), lr_table_get_text(table, b, column)) == 0;
}

static bool is_anchor(const struct lr_table *table, size_t row) {
  return strcmp(lr_table_get_text(table, row, "kind"), "anchor") == 0;
}

static enum lr_existing_kind existing_kind(const struct lr_table *table, size_t row) {
  const char *kind = lr_table_find(table, "kind") < 0 ? "" : lr_table_get_text(table, row, "kind");
  return strcmp(kind, "projection") == 0 ? LR_EXISTING_PROJECTION : strcmp(kind, "band") == 0 ? LR_EXISTING_BAND : LR_EXISTING_LIMIT;
}

const char *lr_existing_colour(const struct lr_reach_curve *curve) {
  switch (curve->kind) {
    case LR_EXISTING_LIMIT: return lr_colour_hex(LR_GREY_TEXT);
    case LR_EXISTING_PROJECTION: return lr_colour_hex(LR_PURPLE);
    case LR_EXISTING_BAND: return lr_colour_hex(LR_GREEN);
  }
  LR_BUG("kind of an existing curve");
}

static bool in_figure(const struct lr_table *table, size_t row, const struct lr_reach_figure *figure) {
  if (strcmp(lr_table_get_text(table, row, "channel"), figure->channel) != 0) return false;
  double mass2 = lr_table_get(table, row, "mass2_GeV");
  return figure->mass2_GeV == 0 || isnan(mass2) || same_number(mass2, figure->mass2_GeV);
}

static bool same_curve(const struct lr_table *table, size_t a, size_t b) {
  return same_number(lr_table_get(table, a, "luminosity_ab"), lr_table_get(table, b, "luminosity_ab")) &&
         is_anchor(table, a) == is_anchor(table, b) && same_text(table, a, b, "edge") && same_text(table, a, b, "label");
}

size_t lr_reach_curve_row(const struct lr_table *table, const struct lr_reach_curve *curve,
                          const struct lr_reach_figure *figure, size_t row) {
  while (row < table->rows && !(in_figure(table, row, figure) && same_curve(table, curve->first, row))) row++;
  return row;
}

static enum lr_status too_many(const struct lr_reach_figure *figure, const char *what, struct lr_error *error) {
  return lr_error_set(error, LR_E_INPUT, "the reach figure of '%s' has room for %d %s", figure->channel, LR_REACH_MOST, what);
}

static enum lr_status find_projections(const struct lr_reach_figure *figure, struct lr_reach_curves *curves,
                                       struct lr_error *error) {
  const struct lr_table *table = figure->reach;
  bool any = false;
  for (size_t row = 0; table && row < table->rows; row++) {
    if (!in_figure(table, row, figure)) continue;
    any |= isfinite(lr_table_get(table, row, "coupling"));
    size_t known = 0;
    while (known < curves->projections && !same_curve(table, curves->projection[known].first, row)) known++;
    if (known < curves->projections) continue;
    if (curves->projections == LR_REACH_MOST) return too_many(figure, "projections", error);
    struct lr_reach_curve curve = {.first = row,
                                   .luminosity_ab = lr_table_get(table, row, "luminosity_ab"),
                                   .cl = lr_table_get(table, row, "cl"),
                                   .anchor = is_anchor(table, row)};
    size_t place = curves->projections++;
    for (; place > 0 && curves->projection[place - 1].luminosity_ab > curve.luminosity_ab; place--)
      curves->projection[place] = curves->projection[place - 1];
    curves->projection[place] = curve;
  }
  if (!any)
    return lr_error_set(error, LR_E_INPUT, "the reach figure of '%s' has no coupling to draw", figure->channel);
  curves->one_cl = true;
  curves->cl = curves->projection[0].cl;
  for (size_t i = 1; i < curves->projections; i++) curves->one_cl &= same_number(curves->projection[i].cl, curves->cl);
  return LR_OK;
}

static enum lr_status find_existing(const struct lr_reach_figure *figure, struct lr_reach_curves *curves,
                                    struct lr_error *error) {
  const struct lr_table *table = figure->existing;
  size_t groups = 0;
  for (size_t row = 0; table && row < table->rows; row++) {
    if (!in_figure(table, row, figure)) continue;
    size_t known = 0, group = groups;
    for (; known < curves->existings; known++) {
      if (same_curve(table, curves->existing[known].first, row)) break;
      if (same_text(table, curves->existing[known].first, row, "group")) group = curves->existing[known].group;
    }
    if (known < curves->existings) continue;
    if (curves->existings == LR_REACH_MOST) return too_many(figure, "existing limits", error);
    const enum lr_existing_kind kind = existing_kind(table, row);
    if (group == groups) groups++;
    curves->existing[curves->existings++] = (struct lr_reach_curve){.first = row,
                                                                    .luminosity_ab = NAN,
                                                                    .cl = NAN,
                                                                    .closed = lr_table_get(table, row, "closed") > 0,
                                                                    .group = group,
                                                                    .kind = kind};
  }
  return LR_OK;
}

enum lr_status lr_reach_curves_find(const struct lr_reach_figure *figure, struct lr_reach_curves *curves,
                                    struct lr_error *error) {
  *curves = (struct lr_reach_curves){0};
  enum lr_status status = find_projections(figure, curves, error);
  return status ? status : find_existing(figure, curves, error);
}
