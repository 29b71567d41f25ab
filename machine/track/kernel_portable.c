// SPDX-License-Identifier: GPL-3.0-or-later
// The kernel for any processor, two lanes: SSE2 on x86-64.
#include <math.h>

#define LR_LANES 2
#define LR_KICK lr_track_kick_portable
#define LR_W lr_track_w_portable
#include "machine/track/kernel_vector.h"

static inline vec root(vec x) { return (vec){sqrt(x[0]), sqrt(x[1])}; }
static inline bool all_less(vec a, vec b) { return (a[0] < b[0]) & (a[1] < b[1]); }

#include "machine/track/kernel_lanes.h"
