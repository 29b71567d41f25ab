// SPDX-License-Identifier: GPL-3.0-or-later
// The kernel for AVX-512 (F, DQ).
#include <immintrin.h>

#define LR_LANES 8
#define LR_KICK lr_track_kick_avx512
#define LR_W lr_track_w_avx512
#include "machine/track/kernel_vector.h"

static inline vec root(vec x) { return _mm512_sqrt_pd(x); }
static inline bool all_less(vec a, vec b) { return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ) == 255; }

#include "machine/track/kernel_lanes.h"
