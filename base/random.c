// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"

#include <Random123/philox.h>
#include <gsl/gsl_cdf.h>

struct lr_random lr_random_stream(uint64_t seed, uint64_t stream, uint64_t event) {
  struct lr_random random = {.seed = seed, .stream = stream, .event = event};
  return random;
}

void lr_random_words(uint64_t seed, uint64_t stream, uint64_t event, uint64_t block, uint64_t word[4]) {
  philox4x64_ctr_t counter = {{event, block, 0, 0}};
  philox4x64_key_t key = {{seed, stream}};
  philox4x64_ctr_t drawn = philox4x64(counter, key);
  for (int i = 0; i < 4; i++) word[i] = drawn.v[i];
}

// With 53 bits the half step would round up to 1.
static double uniform_of(uint64_t bits) { return ((double)(bits >> 12) + 0.5) * (1.0 / 4503599627370496.0); }

double lr_random_uniform(struct lr_random *random) {
  if (!random->left) {
    lr_random_words(random->seed, random->stream, random->event, random->block++, random->value);
    random->left = 4;
  }
  return uniform_of(random->value[4 - random->left--]);
}

void lr_random_four(uint64_t seed, uint64_t stream, uint64_t event, uint64_t block, double four[4]) {
  uint64_t word[4];
  lr_random_words(seed, stream, event, block, word);
  for (int i = 0; i < 4; i++) four[i] = uniform_of(word[i]);
}

double lr_random_normal(struct lr_random *random) { return gsl_cdf_ugaussian_Pinv(lr_random_uniform(random)); }
