// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded under the address sanitizer: modules that MPI has loaded stay, so that a leak of theirs has the name of a library
// for tests/lsan.supp to know.
__attribute__((visibility("default"))) int dlclose(void *handle);
int dlclose(void *handle) {
  (void)handle;
  return 0;
}
