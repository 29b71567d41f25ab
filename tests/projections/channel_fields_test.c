// SPDX-License-Identifier: GPL-3.0-or-later
// `channels:`: every mistake of a file in one pass, each at its place, and none twice.
#include "projections/channel_fields.h"
#include "tests/base/documents.h"
#include "tests/lr_test.h"

// Reads the one channel of a text. Out: what was said, and the channel.
static struct said channel_of(const char *yaml, struct lr_channel *channel, bool *fine) {
  struct said said = said_of(yaml);
  struct lr_reading reading = {said.document, &said.problems};
  const struct lr_node *channels = lr_node_child(said.document->root, "channels");
  *fine = channels && channels->children && lr_channel_read(&reading, channels->child[0], channel);
  said_print(&said);
  return said;
}

static void wrong(const char *yaml, size_t errors, const char *const *texts) {
  static struct lr_channel channel;
  bool fine;
  struct said said = channel_of(yaml, &channel, &fine);
  LR_CHECK(!fine);
  LR_CHECK(said.problems.count == errors);
  for (; *texts; texts++) {
    LR_CHECK(strstr(said.text, *texts) != NULL);
    if (!strstr(said.text, *texts)) fprintf(stderr, "lacks: %s\n%s\n", *texts, said.text);
  }
  if (said.problems.count != errors) fputs(said.text, stderr);
  said_free(&said);
}
#define WRONG(yaml, errors, ...) wrong(yaml, errors, (const char *const[]){__VA_ARGS__, NULL})

#define RANGE "mass_min: 0.1 GeV, mass_max: 8 GeV, coupling_max: 1"
#define EFFICIENCY "efficiency: {knots: [[1 GeV, 0.2]]}"
#define REFERENCE "reference: {luminosity: 79.7 fb^-1, cl: 90 %, anchors: {knots: [[0.1 GeV, 3e-3], [8 GeV, 1]]}}"
#define ZP(more) "channels: {zp_invisible: {" RANGE ", " EFFICIENCY ", " REFERENCE ", " more "}}\n"

static void sound(void) {
  static struct lr_channel c;
  bool fine;
  struct said said = channel_of(ZP("vetoes: [], existing: {a: {experiment: A, points: [[1 GeV, 1e-3], [2 GeV, 1e-3]]}, b: {kind: band, "
                             "experiment: B, points: [[2 GeV, 1e-3], [1 GeV, 1e-3]]}, c: {experiment: C, polygon: yes, points: [[2 GeV, "
                             "1e-3], [1 GeV, 1e-3]]}}"),
                          &c, &fine);
  LR_CHECK(fine && said.problems.count == 0 && c.existings == 3 && c.mode[0].backgrounds == 2);
  if (said.problems.count) fputs(said.text, stderr);
  said_free(&said);
}

static void ten_at_once(void) {
  WRONG("channels:\n"
        "  zp_invisible:\n"
        "    mass_min: 9 GeV\n"
        "    mass_max: 8 GeV\n"
        "    coupling_max: 0\n"
        "    cl: 10 %\n"
        "    isr: cut\n"
        "    efficiency: {knots: [[1 GeV, 2], [0.5 GeV, 0.2], [2 GeV]]}\n"
        "    background: {knots: [[1 GeV, -1]]}\n"
        "    split: {luminosity: 0.5}\n"
        "    systematics: {signal: 50 %}\n"
        "    trigger: {lines: {a: 2, b: 3}}\n",
        12, "4:15: error: channel 'zp_invisible': 'mass_max' must lie above 'mass_min', 9 GeV", "5:19: error: channel 'zp_invisible': 'coupling_max'",
        "6:9: error: 'cl'", "7:10: error: channel 'zp_invisible': 'isr_cut'", "8:34: error: a value of 'efficiency' must be at most 1, got '2'",
        "8:38: error: 'efficiency' wants rising masses", "8:54: error: 'efficiency' wants pairs", "9:34: error: a value of 'background' must be at least 0",
        "10:12: error: channel 'zp_invisible': 'split'", "11:27: error: 'signal' must be at most 40 %, got '50 %'", "12:26: error: the efficiency of 'a'",
        "12:32: error: the efficiency of 'b'");
}

static void parameters_and_modes(void) {
  WRONG("channels:\n"
        "  b_to_k_s:\n"
        "    " "mass_min: 0.3 GeV\n    mass_max: 4 GeV\n    coupling_min: 1e-6\n    coupling_max: 0.1\n"
        "    parameters: {min_radius_facto: 1, radius_blur: 1 GeV, vertex_efficiency: 7}\n"
        "    efficiency: {knots: [[1 GeV, 0.1]]}\n"
        "    displacement: {max_radius: 1 cm}\n"
        "    modes:\n"
        "      kplus_foo: {share: 0, " EFFICIENCY ", background: {knots: [[1 GeV, 0]]}}\n"
        "      a_mode_with_a_name_of_more_than_31_letters: {kind: kplus_mumu, " EFFICIENCY "}\n",
        9, "7:36: error: 'b_to_k_s' has no parameter 'min_radius_facto'", "'radius_blur' wants a length", "'vertex_efficiency' must lie from",
        "8:17: error: 'efficiency' stands beside 'modes'", "9:19: error: 'displacement' stands beside", "'b_to_k_s' has no final state 'kplus_foo'",
        "'share' must be above 0", "is longer than 31 characters", "nothing fixes the background");
}

static void published_limits(void) {
  WRONG(ZP("existing: {a: {experiment: A, luminosity: -1 fb^-1, points: []}, b: {experiment: B, points: [[-1 GeV, 1e-4], [1 GeV, -1]]}, "
           "c: {experiment: C, points: [[2 GeV, 1], [1 GeV, 1]]}, d: {points: [[1 GeV, 1]]}}"),
        6, "'luminosity' must be at least 0 fb^-1", "this one is empty", "a mass of 'points' must be above 0 GeV, got '-1 GeV'",
        "a value of 'points' must be above 0, got '-1'", "'points' wants rising masses, got 1 GeV after 2 GeV", "'experiment' is missing");
}

static void places(void) {
  // an anchor that no background can give stands in the list; what is not there is asked for at the channel
  WRONG("channels: {zp_invisible: {" RANGE ", " EFFICIENCY ",\n reference: {luminosity: 79.7 fb^-1, cl: 90 %,\n anchors: {knots: [[0.1 GeV, 3e-3], [8 GeV, 1e9]]}}}}\n",
        1, "3:37: error: channel 'zp_invisible', anchor at 8 GeV: ");
  WRONG("channels: {zp_invisible: {" RANGE "}}\n", 2, "'efficiency' is missing", "nothing fixes the background");
  WRONG(ZP("background: {knots: [[1 GeV, 0.01]]}"), 1, "stands beside the anchors of 'reference'", "background: null");
  WRONG(ZP("existing: {a: 5}, vetoes: [[2 GeV, 1 GeV]]"), 2, "'a' wants a mapping of keys", "'to' above 'from'");
}

int main(void) {
  sound();
  ten_at_once();
  parameters_and_modes();
  published_limits();
  places();
  return lr_test_end();
}
