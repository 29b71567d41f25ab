// SPDX-License-Identifier: GPL-3.0-or-later
// Claim: all channels at six luminosities with 200 masses and bands take less than 2 s on one core. Prints the time of each channel,
// and that of channels with the most modes and two edges that the engine is made for (types of the tests).
#include <stdio.h>
#include <time.h>

#include "base/document.h"
#include "projections/channel_fields.h"
#include "tests/projections/toy_channel.h"

enum { MASSES = 200, LUMINOSITIES = 6 };
static const double LUMINOSITY_FB[LUMINOSITIES] = {575, 1e3, 5e3, 1e4, 3e4, 5e4};

static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double measure(const struct lr_channel *channel, const char *name) {
  static struct lr_reach_point out[MASSES * LUMINOSITIES];
  double mass[MASSES], start = now_s();
  struct lr_error error = {0};
  size_t reached = 0;
  lr_reach_masses(channel, mass, MASSES);
  if (lr_reach_curve(channel, mass, MASSES, LUMINOSITY_FB, LUMINOSITIES, out, &error) != LR_OK) {
    fprintf(stderr, "%s: %s\n", name, error.text);
    return 0;
  }
  double time = now_s() - start;
  for (size_t i = 0; i < MASSES * LUMINOSITIES; i++) reached += out[i].has;
  printf("%-24s %2zu modes  %7.1f ms  %5.1f us a point  %4zu of %d with a reach\n", name, channel->modes, time * 1e3,
         time * 1e6 / (MASSES * LUMINOSITIES), reached, MASSES * LUMINOSITIES);
  return time;
}

// A channel as it is shipped; false when it cannot be read.
static bool shipped(const char *id, struct lr_channel *channel) {
  char path[1024];
  const char *source = getenv("LR_SOURCE_DIR");
  struct lr_problems problems = {0};
  struct lr_document *document = lr_document_create();
  struct lr_reading reading = {document, &problems};
  bool fine = false;
  snprintf(path, sizeof path, "%s/inputs/channels/%s.yaml", source ? source : ".", id);
  if (document && lr_document_load(document, path, &problems) == LR_OK) {
    lr_document_settle(document);
    const struct lr_node *node = lr_node_child(lr_node_child(document->root, "channels"), id);
    fine = node && lr_channel_read(&reading, node, channel);
  }
  if (!fine) fprintf(stderr, "%s: not read; run it from the source folder\n", path);
  lr_problems_free(&problems);
  lr_document_free(document);
  return fine;
}

int main(void) {
  static struct lr_channel channel;
  double sum = 0;
  for (size_t i = 0; lr_channel_type_at(i); i++)
    if (shipped(lr_channel_type_at(i)->id, &channel)) sum += measure(&channel, channel.id);
  printf("all channels: %.2f s\n", sum);
  channel = toy(&toy_square, 3);
  for (size_t k = 1; k < 4; k++) toy_add(&channel, k, 0.3, 1e-4 * pow(30, (double)k), 0);
  toy_ready(&channel);
  measure(&channel, "four modes");
  channel = toy(&toy_edges, 1e-3);
  channel.parameter[TOY_REACH] = 1e-11, channel.parameter[TOY_NORM] = 1e10;
  for (size_t k = 0; k < 8; k++) {
    if (k) toy_add(&channel, k % 4, 0.3, 1e-5 * pow(5, (double)k), k == 7 ? 711 : 0);
    channel.mode[k].displacement = (struct lr_displacement){.min_radius_m = 1e-3, .max_radius_m = 0.6};
  }
  toy_ready(&channel);
  measure(&channel, "eight modes, two edges");
  return 0;
}
