// SPDX-License-Identifier: GPL-3.0-or-later
// Replays files and folders of files through a fuzz target, without the fuzzer: any compiler, part of the tests.
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path) {
  char *text;
  size_t length;
  struct lr_error error;
  if (lr_file_read(path, &text, &length, &error) != LR_OK) {
    fprintf(stderr, "%s\n", error.text);
    return 0;
  }
  LLVMFuzzerTestOneInput((const uint8_t *)text, length);
  for (size_t cut = 1; cut < length && length < 4000; cut += 1 + length / 40)  // and cut off in the middle
    LLVMFuzzerTestOneInput((const uint8_t *)text, cut);
  free(text);
  return 1;
}

int main(int count, char **values) {
  int done = 0;
  for (int i = 1; i < count; i++) {
    struct stat info;
    DIR *folder = stat(values[i], &info) == 0 && S_ISDIR(info.st_mode) ? opendir(values[i]) : NULL;
    if (!folder) {
      done += replay(values[i]);
      continue;
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
      char path[4096];
      snprintf(path, sizeof path, "%s/%s", values[i], entry->d_name);
      if (entry->d_name[0] != '.') done += replay(path);
    }
    closedir(folder);
  }
  printf("%d files replayed\n", done);
  return done ? 0 : 1;
}
