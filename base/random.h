// SPDX-License-Identifier: GPL-3.0-or-later
// Counter-based random numbers (Philox 4x64-10 of Random123, Salmon et al., SC11): the key is (seed, stream), the counter
// (event, block). A draw depends on these four numbers only, never on threads, ranks, order or restarts.
#ifndef LR_BASE_RANDOM_H
#define LR_BASE_RANDOM_H

#include <stdint.h>

struct lr_random {
  uint64_t seed, stream, event, block;
  uint64_t value[4];
  int left;
};

struct lr_random lr_random_stream(uint64_t seed, uint64_t stream, uint64_t event);
double lr_random_uniform(struct lr_random *random);  // in (0, 1), 52 bits, never 0 nor 1
// For loops that take a block at a time: its four words, and the four uniform numbers that lr_random_uniform makes of them.
void lr_random_words(uint64_t seed, uint64_t stream, uint64_t event, uint64_t block, uint64_t word[4]);
void lr_random_four(uint64_t seed, uint64_t stream, uint64_t event, uint64_t block, double four[4]);
double lr_random_normal(struct lr_random *random);   // mean 0, variance 1, by the inverse distribution function

#endif
