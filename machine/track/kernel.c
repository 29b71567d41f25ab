// SPDX-License-Identifier: GPL-3.0-or-later
// Which kernels this processor can run.
#include "machine/track/kernel.h"

#include <string.h>

static const struct lr_track_kernel KERNELS[] = {{"reference", 1, lr_track_kick_reference}};

const struct lr_track_kernel *lr_track_kernel_at(size_t i) {
  return i < sizeof KERNELS / sizeof *KERNELS ? &KERNELS[i] : NULL;
}

const struct lr_track_kernel *lr_track_kernel_find(const char *name) {
  const struct lr_track_kernel *kernel;
  for (size_t i = 0; (kernel = lr_track_kernel_at(i)); i++)
    if (strcmp(kernel->name, name) == 0) return kernel;
  return NULL;
}
