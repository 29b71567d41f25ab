// SPDX-License-Identifier: GPL-3.0-or-later
// The kernel for AVX2 with FMA.
#include <immintrin.h>

#define LR_LANES 4
#define LR_KICK lr_track_kick_avx2
#define LR_W lr_track_w_avx2
#include "machine/track/kernel_vector.h"

static inline vec root(vec x) { return _mm256_sqrt_pd(x); }
static inline bool all_less(vec a, vec b) { return _mm256_movemask_pd(_mm256_cmp_pd(a, b, _CMP_LT_OQ)) == 15; }

#include "machine/track/kernel_lanes.h"
