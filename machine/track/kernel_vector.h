// SPDX-License-Identifier: GPL-3.0-or-later
// Vectors of LR_LANES doubles, by the extension that gcc and clang share.
#include <stdbool.h>
#include <stdint.h>

#include "base/constants.h"

typedef double vec __attribute__((vector_size(8 * LR_LANES)));
typedef int64_t mask __attribute__((vector_size(8 * LR_LANES)));    // what a comparison gives: all bits or none
typedef uint64_t umask __attribute__((vector_size(8 * LR_LANES)));
