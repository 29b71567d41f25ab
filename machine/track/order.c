// SPDX-License-Identifier: GPL-3.0-or-later
// Radix sort from the lowest digit: each pass is stable.
#include "machine/track/order.h"

#include <string.h>

enum { BITS = 8, DIGITS = 64 / BITS, VALUES = 1 << BITS };

// Unsigned numbers that fall as z rises; -0 is 0.
static uint64_t key_of(double z_m) {
  double z = z_m + 0.0;
  uint64_t bits;
  memcpy(&bits, &z, sizeof bits);
  return bits >> 63 ? bits : ~(bits | (uint64_t)1 << 63);
}

static size_t digit(uint64_t key, int d) { return (size_t)(key >> (BITS * d)) & (VALUES - 1); }

void lr_track_order_sort(struct lr_track_order *order, struct lr_track_order *spare, size_t count) {
  size_t next[DIGITS][VALUES] = {{0}};  // how often each value is there, then where its next one goes
  for (size_t i = 0; i < count; i++) {
    uint64_t key = key_of(order[i].z_m);
    for (int d = 0; d < DIGITS; d++) next[d][digit(key, d)]++;
  }
  struct lr_track_order *from = order, *to = spare;
  for (int d = 0; d < DIGITS && count > 0; d++) {
    if (next[d][digit(key_of(from[0].z_m), d)] == count) continue;  // the same in all
    size_t at = 0;
    for (size_t v = 0; v < VALUES; v++) {
      size_t here = next[d][v];
      next[d][v] = at;
      at += here;
    }
    for (size_t i = 0; i < count; i++) to[next[d][digit(key_of(from[i].z_m), d)]++] = from[i];
    struct lr_track_order *swap = from;
    from = to;
    to = swap;
  }
  if (from != order) memcpy(order, from, count * sizeof *order);
}
