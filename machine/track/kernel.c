// SPDX-License-Identifier: GPL-3.0-or-later
// Which kernels this build has and this processor can run.
#include "machine/track/kernel.h"

#include <string.h>

#include "machine/track/kernel_sets.h"

#ifdef __x86_64__
static bool has_avx512(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("fma");
}
static bool has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
#define PORTABLE "sse2"
#else
#define PORTABLE "portable"
#endif
static bool always(void) { return true; }

static const struct {
  struct lr_track_kernel kernel;
  bool (*runs)(void);
} KERNELS[] = {
#ifdef __x86_64__
    {{"avx512", 8, lr_track_kick_avx512, lr_track_w_avx512}, has_avx512},
    {{"avx2", 4, lr_track_kick_avx2, lr_track_w_avx2}, has_avx2},
#endif
    {{PORTABLE, 2, lr_track_kick_portable, lr_track_w_portable}, always},
    {{"reference", 1, lr_track_kick_reference, lr_track_w_reference}, always}};

const struct lr_track_kernel *lr_track_kernel_at(size_t i) {
  for (size_t k = 0; k < sizeof KERNELS / sizeof *KERNELS; k++)
    if (KERNELS[k].runs() && i-- == 0) return &KERNELS[k].kernel;
  return NULL;
}

const struct lr_track_kernel *lr_track_kernel_find(const char *name) {
  const struct lr_track_kernel *kernel;
  for (size_t i = 0; (kernel = lr_track_kernel_at(i)); i++)
    if (strcmp(kernel->name, name) == 0 || (strcmp(name, "portable") == 0 && strcmp(kernel->name, PORTABLE) == 0)) return kernel;
  return NULL;
}
