// SPDX-License-Identifier: GPL-3.0-or-later
// For tests that write files: takes a folder away with all that is in it.
#ifndef LR_TESTS_FOLDERS_H
#define LR_TESTS_FOLDERS_H

#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>

static inline int lr_test_remove_one(const char *path, const struct stat *info, int kind, struct FTW *place) {
  (void)info, (void)kind, (void)place;
  return remove(path);
}

static inline int lr_test_remove(const char *folder) {  // 0: gone
  return nftw(folder, lr_test_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
