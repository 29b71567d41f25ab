// SPDX-License-Identifier: GPL-3.0-or-later
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "plots/loss_figures.h"
#include "plots/panel.h"

enum {
  HEIGHT = 478,
  MAP_LEFT = 86,
  MAP_WIDTH = 640,
  VIEW = 300,
  CELL = 46,
  BAR = 14,
  LAYERS = 2,
  MOST_LADDERS = 12,
  SHADES = 128
};
static const int ladders_of[LAYERS] = {8, 12};
static const double radius_mm[LAYERS] = {14, 22}, half_mm = 6.25;  // PXD.xml of basf2: radii and active width
static const double map_top[LAYERS] = {HEIGHT - 70, HEIGHT - 70 - 2 * CELL - 76};

struct map {
  bool known[LAYERS][MOST_LADDERS][2];
  double dose[LAYERS][MOST_LADDERS][2], gates[LAYERS][MOST_LADDERS][2], phi_deg[LAYERS][MOST_LADDERS];
  double low, high;  // of the colours; high = 0: no dose above zero
};

// 0 forward, 1 backward; -1 unknown.
static int side_of(const struct lr_table *table, size_t row) {
  const char *text = lr_table_get_text(table, row, "module");
  double number = lr_table_get(table, row, "module");
  char first = (char)tolower((unsigned char)*text);
  if (first == 'f') return 0;
  if (first == 'b') return 1;
  if (*text) number = text[strlen(text) - 1] - '0';
  return number == 1 ? 0 : number == 2 ? 1 : -1;
}

static enum lr_status read_map(const struct lr_table *table, struct map *map, struct lr_error *error) {
  double least = INFINITY, most = 0;
  size_t found = 0;
  for (int layer = 0; layer < LAYERS; layer++)
    for (int ladder = 0; ladder < MOST_LADDERS; ladder++) map->phi_deg[layer][ladder] = NAN;
  for (size_t row = 0; row < table->rows; row++) {
    double layer = lr_table_get(table, row, "layer"), ladder = lr_table_get(table, row, "ladder");
    int side = side_of(table, row);
    if (!(layer == 1 || layer == 2) || !(ladder >= 1 && ladder <= ladders_of[(int)layer - 1]) ||
        floor(ladder) != ladder || side < 0)
      return lr_error_set(error, LR_E_INPUT,
                          "table '%s', row %zu: no PXD module; wants layer 1 or 2, ladder 1-8 or 1-12, module 1 or 2",
                          table->name, row + 1);
    int i = (int)layer - 1, k = (int)ladder - 1;
    double dose = lr_table_get(table, row, "dose");
    map->phi_deg[i][k] = lr_table_get(table, row, "phi");
    if (!(dose >= 0)) continue;
    map->known[i][k][side] = true;
    map->dose[i][k][side] = dose;
    map->gates[i][k][side] = lr_table_get(table, row, "gates");
    found++;
    most = fmax(most, dose);
    if (dose > 0) least = fmin(least, dose);
  }
  if (!found)
    return lr_error_set(error, LR_E_INPUT, "the table '%s' has no module with a dose: nothing to draw", table->name);
  map->high = most;
  if (most > 0) {  // at most five decades of colour: below it stands the palest
    map->high = lr_axis_round_up(most);
    map->low = fmax(lr_axis_round_down(least), map->high * 1e-5);
    if (map->low > map->high / 2) map->low = lr_axis_round_down(map->high / 3);
  }
  return LR_OK;
}

static const char *colour_of(const struct map *map, double dose, char hex[8]) {
  return dose > 0 ? lr_colour_map(log(dose / map->low) / log(map->high / map->low), hex) : "#FFFFFF";
}

static void write_cell(const struct map *map, int layer, int ladder, int side, const struct lr_frame *frame,
                       struct lr_text *script) {
  double width = (double)MAP_WIDTH / ladders_of[layer], x = MAP_LEFT + width * ladder,
         y = map_top[layer] - CELL * (side + 1);
  char hex[8];
  if (!map->known[layer][ladder][side]) {
    lr_script_rectangle(script, x, y, x + width, y + CELL, "#EDEDED", "#9A9A9A");
    lr_script_label(script, frame, x + width / 2, y + CELL / 2., "center", 8, "#555555", "no figure");
    return;
  }
  double dose = map->dose[layer][ladder][side], gates = map->gates[layer][ladder][side];
  const char *fill = colour_of(map, dose, hex), *ink = lr_colour_on(fill);
  lr_script_rectangle(script, x, y, x + width, y + CELL, fill, "#FFFFFF");
  struct lr_text text = {0};
  if (dose > 0)
    lr_text_number(&text, dose, 2);
  else
    lr_text_add(&text, "0");
  lr_script_label(script, frame, x + width / 2, y + (gates > 0 ? 12 : CELL / 2.), "center", 10, ink,
                  lr_buffer_text(&text.buffer));
  bool failed = text.buffer.failed;
  lr_text_free(&text);
  if (gates > 0) {
    lr_text_number(&text, gates, 2);
    lr_script_label(script, frame, x + width / 2, y + 30, "center", 14, ink, lr_buffer_text(&text.buffer));
    failed |= text.buffer.failed;
    lr_text_free(&text);
  }
  if (failed) script->buffer.failed = true;
}

static void write_layer(const struct map *map, int layer, const struct lr_frame *frame, struct lr_text *script) {
  double width = (double)MAP_WIDTH / ladders_of[layer], top = map_top[layer], foot = top - 2 * CELL, gates = 0;
  bool all = true;
  lr_script_rectangle(script, MAP_LEFT - 1, foot - 1, MAP_LEFT + MAP_WIDTH + 1, top + 1, "#777777", "#777777");
  for (int ladder = 0; ladder < ladders_of[layer]; ladder++) {
    double x = MAP_LEFT + width * (ladder + 0.5), phi = map->phi_deg[layer][ladder];
    for (int side = 0; side < 2; side++) {
      write_cell(map, layer, ladder, side, frame, script);
      all &= map->known[layer][ladder][side] && isfinite(map->gates[layer][ladder][side]);
      if (map->gates[layer][ladder][side] > 0) gates += map->gates[layer][ladder][side];
    }
    lr_script_labelf(script, frame, x, foot - 11, "center", 11, "#000000", "%d", ladder + 1);
    if (isfinite(phi)) lr_script_labelf(script, frame, x, foot - 25, "center", 9, "#555555", "%.4g°", phi);
  }
  lr_script_label(script, frame, MAP_LEFT - 8, top - CELL / 2., "right", 11, "#000000", "forward");
  lr_script_label(script, frame, MAP_LEFT - 8, top - 1.5 * CELL, "right", 11, "#000000", "backward");
  lr_script_label(script, frame, MAP_LEFT - 8, foot - 11, "right", 11, "#000000", "ladder");
  if (isfinite(map->phi_deg[layer][0]))
    lr_script_label(script, frame, MAP_LEFT - 8, foot - 25, "right", 9, "#555555", "φ");
  struct lr_text text = {0};
  lr_text_add(&text, "layer %d (r = %.0f mm), gates lost: %s", layer + 1, radius_mm[layer], all ? "" : "at least ");
  lr_text_number(&text, gates, 3);
  lr_script_label(script, frame, MAP_LEFT, top + 12, "left", 12, "#000000", lr_buffer_text(&text.buffer));
  if (text.buffer.failed) script->buffer.failed = true;
  lr_text_free(&text);
}

static void write_colour_bar(const struct map *map, const struct lr_frame *frame, struct lr_text *script) {
  double left = MAP_LEFT, right = MAP_LEFT + MAP_WIDTH, y = 62;
  char hex[8];
  if (!(map->high > 0)) {
    lr_script_label(script, frame, left, y + 4, "left", 11, "#333333", "no dose in any module");
    return;
  }
  for (int i = 0; i < SHADES; i++)  // each reaches to the end, so that no seam is left between two
    lr_script_rectangle(script, left + (right - left) * i / SHADES, y, right, y + BAR,
                        lr_colour_map((i + 0.5) / SHADES, hex), NULL);
  double span = log(map->high / map->low);
  for (double at = map->low; at <= map->high * (1 + 1e-9); at = lr_axis_round_up(at * 1.5)) {
    double x = left + (right - left) * log(at / map->low) / span;
    bool decade = fabs(log10(at) - round(log10(at))) < 1e-6;
    lr_script_leader(script, frame, x, y - (decade ? 6 : 4), x, y, "#333333");
    if (!decade && span > 7) continue;
    struct lr_text text = {0};
    lr_text_tick(&text, at);
    lr_script_label(script, frame, x, y - 14, "center", 11, "#000000", lr_buffer_text(&text.buffer));
    if (text.buffer.failed) script->buffer.failed = true;
    lr_text_free(&text);
  }
  lr_script_label(script, frame, (left + right) / 2, y - 33, "center", 12, "#000000",
                  "dose [rad]; in the cells: large the gates lost, small the dose");
}

// Ladders as seen along the beam: the larger dose of forward and backward module.
static void write_view(const struct map *map, const struct lr_frame *frame, struct lr_text *script) {
  double x0 = MAP_LEFT + MAP_WIDTH + 40 + VIEW / 2., y0 = map_top[0] - VIEW / 2., px = VIEW / 2. / 26;
  char hex[8];
  lr_script_label(script, frame, x0, map_top[0] + 12, "center", 12, "#000000", "r-φ, larger of forward and backward");
  for (int layer = 0; layer < LAYERS; layer++)
    for (int ladder = 0; ladder < ladders_of[layer]; ladder++) {
      double phi = map->phi_deg[layer][ladder] * M_PI / 180, dose = NAN;
      for (int side = 0; side < 2; side++)
        if (map->known[layer][ladder][side]) dose = fmax(dose, map->dose[layer][ladder][side]);
      if (!isfinite(phi)) continue;
      // shortened to what fits a regular polygon: the real ladders overlap
      double half = fmin(half_mm, 0.96 * radius_mm[layer] * tan(M_PI / ladders_of[layer]));
      double x = x0 + px * radius_mm[layer] * cos(phi), y = y0 + px * radius_mm[layer] * sin(phi);
      double dx = -px * half * sin(phi), dy = px * half * cos(phi);
      char look[80];
      snprintf(look, sizeof look, "lw 11 lc rgb '#777777'");
      lr_script_line(script, x - dx, y - dy, x + dx, y + dy, look);
      snprintf(look, sizeof look, "lw 9 lc rgb '%s'", isfinite(dose) ? colour_of(map, dose, hex) : "#EDEDED");
      lr_script_line(script, x - dx, y - dy, x + dx, y + dy, look);
      double away = px * (radius_mm[layer] + (layer ? 2.6 : -2.8));
      lr_script_labelf(script, frame, x0 + away * cos(phi), y0 + away * sin(phi), "center", 9, "#000000", "%d",
                       ladder + 1);
    }
  lr_script_line(script, x0 - 4, y0, x0 + 4, y0, "lw 1 lc rgb '#333333'");
  lr_script_line(script, x0, y0 - 4, x0, y0 + 4, "lw 1 lc rgb '#333333'");
  double foot = y0 - VIEW / 2. - 14;
  lr_script_line(script, x0 - 5 * px, foot, x0 + 5 * px, foot, "lw 1.5 lc rgb '#333333'");
  lr_script_label(script, frame, x0, foot - 11, "center", 10, "#333333", "10 mm; φ = 0 to the right");
}

enum lr_status lr_figure_dose_map(const struct lr_figure_style *style, const struct lr_table *dose_map, bool r_phi,
                                  struct lr_text *script, struct lr_error *error) {
  struct map map = {0};
  enum lr_status status = read_map(dose_map, &map, error);
  if (status) return status;
  bool angles = false;
  for (int layer = 0; layer < LAYERS; layer++)
    for (int ladder = 0; ladder < ladders_of[layer]; ladder++) angles |= isfinite(map.phi_deg[layer][ladder]);
  // one unit of the axes is one pixel
  struct lr_frame frame = {.height = HEIGHT, .top = HEIGHT, .y_high = HEIGHT};
  frame.width = MAP_LEFT + MAP_WIDTH + 26 + (r_phi && angles ? VIEW + 26 : 0);
  frame.right = frame.x_high = frame.width;
  lr_script_begin(script, style, frame.width, frame.height);
  lr_script_frame(script, &frame, false);
  lr_text_add(script, "unset border\nunset tics\nunset key\n");
  write_layer(&map, 0, &frame, script);
  write_layer(&map, 1, &frame, script);
  write_colour_bar(&map, &frame, script);
  if (r_phi && angles) write_view(&map, &frame, script);
  lr_text_add(script, "plot NaN notitle\n");
  return lr_script_end(script, style, error);
}
