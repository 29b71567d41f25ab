// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"

#include <Random123/philox.h>
#include <gsl/gsl_cdf.h>

struct lr_random lr_random_stream(uint64_t seed, uint64_t stream, uint64_t event) {
  struct lr_random random = {.seed = seed, .stream = stream, .event = event};
  return random;
}

double lr_random_uniform(struct lr_random *random) {
  if (!random->left) {
    philox4x64_ctr_t counter = {{random->event, random->block++, 0, 0}};
    philox4x64_key_t key = {{random->seed, random->stream}};
    philox4x64_ctr_t drawn = philox4x64(counter, key);
    for (int i = 0; i < 4; i++) random->value[i] = drawn.v[i];
    random->left = 4;
  }
  uint64_t bits = random->value[4 - random->left--];
  return ((double)(bits >> 12) + 0.5) * (1.0 / 4503599627370496.0);  // with 53 bits the half step would round up to 1
}

double lr_random_normal(struct lr_random *random) { return gsl_cdf_ugaussian_Pinv(lr_random_uniform(random)); }
