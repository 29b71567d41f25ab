// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/parallel.h"

static enum lr_status make_folder(const char *folder, struct lr_error *error) {
  char path[PATH_MAX];
  if (strlen(folder) >= sizeof path) return lr_error_set(error, LR_E_IO, "the name of the output folder is too long");
  strncpy(path, folder, sizeof path - 1);
  path[sizeof path - 1] = '\0';
  for (char *at = path + 1; ; at++) {
    if (*at != '/' && *at != '\0') continue;
    char kept = *at;
    *at = '\0';
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
      return lr_error_set(error, LR_E_IO, "cannot make the folder '%s': %s", path, strerror(errno));
    *at = kept;
    if (!kept) break;
  }
  struct stat info;
  if (stat(folder, &info) != 0 || !S_ISDIR(info.st_mode))
    return lr_error_set(error, LR_E_IO, "'%s' is not a folder: choose another with -o", folder);
  return LR_OK;
}

enum lr_status lr_files_try(const char *folder, struct lr_error *error) {
  char path[PATH_MAX];
  struct stat info;
  if (strlen(folder) >= sizeof path) return lr_error_set(error, LR_E_IO, "the name of the output folder is too long");
  memcpy(path, folder, strlen(folder) + 1);
  bool there = stat(path, &info) == 0;
  if (there && !S_ISDIR(info.st_mode)) return lr_error_set(error, LR_E_IO, "'%s' is not a folder: choose another with -o", folder);
  while (!there && errno == ENOENT && strcmp(path, ".") != 0) {  // up to what there is
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/') n--;
    while (n > 0 && path[n - 1] != '/') n--;
    memcpy(path + n, n ? "" : ".", n ? 1 : 2);
    there = stat(path, &info) == 0;
  }
  if (there && !S_ISDIR(info.st_mode)) errno = ENOTDIR;
  char trial[PATH_MAX + 32];
  snprintf(trial, sizeof trial, "%s/.%ld.try", path, (long)getpid());
  if (*folder && there && S_ISDIR(info.st_mode) && mkdir(trial, 0777) == 0) {
    rmdir(trial);
    return LR_OK;
  }
  return lr_error_set(error, LR_E_IO, "cannot write into the folder '%s': %s", folder, strerror(errno));
}

static void temporary_name(const char *name, char *out, size_t size) {
  snprintf(out, size, ".%.200s.%ld.tmp", name, (long)getpid());
}

// An unnamed file where the file system has them, so that even a kill -9 leaves nothing; else a temporary name.
static int open_unnamed(int folder, const char *name, bool *named) {
  int fd = openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
  *named = false;
  if (fd >= 0) return fd;
  char temporary[256];
  temporary_name(name, temporary, sizeof temporary);
  unlinkat(folder, temporary, 0);
  *named = true;
  return openat(folder, temporary, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0666);
}

static bool write_all(int fd, const char *bytes, size_t length) {
  while (length) {
    ssize_t wrote = write(fd, bytes, length);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes += wrote;
    length -= (size_t)wrote;
  }
  return true;
}

// A file without a name gets it directly, after an older file of that name was taken away: no kill leaves a temporary name.
static bool give_name(int folder, int fd, const char *name, bool named) {
  char temporary[256], unnamed[64];
  temporary_name(name, temporary, sizeof temporary);
  if (named) return renameat(folder, temporary, folder, name) == 0;
  snprintf(unnamed, sizeof unnamed, "/proc/self/fd/%d", fd);
  if (unlinkat(folder, name, 0) != 0 && errno != ENOENT) return false;
  return linkat(AT_FDCWD, unnamed, folder, name, AT_SYMLINK_FOLLOW) == 0;
}

static const char MANIFEST[] = "files.txt";

// What an earlier result left under names that this one does not use (its files.txt lists them) goes: the figure of a
// channel that is no longer in the scenario would stand beside the new report.
static void remove_stale(int place, const struct lr_file *files, size_t count) {
  char list[16384];
  int fd = openat(place, MANIFEST, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return;
  ssize_t length = read(fd, list, sizeof list - 1);
  close(fd);
  if (length <= 0) return;
  list[length] = '\0';
  for (char *name = list, *end; (end = strchr(name, '\n')); name = end + 1) {
    *end = '\0';
    bool ours = !*name || strchr(name, '/') || *name == '.';  // nothing outside this folder, nothing hidden
    for (size_t i = 0; i < count; i++) ours = ours || strcmp(files[i].name, name) == 0;
    if (!ours) unlinkat(place, name, 0);
  }
}

// Before anything gets its name: no name may be taken by a folder, and the last name of an earlier result goes, as it
// stands for "all is there".
static enum lr_status make_way(int place, const char *folder, const struct lr_file *files, size_t count,
                               struct lr_error *error) {
  struct stat info;
  for (size_t i = 0; i < count; i++)
    if (fstatat(place, files[i].name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode))
      return lr_error_set(error, LR_E_IO, "cannot write '%s/%s': there is a folder of that name", folder, files[i].name);
  if (count && unlinkat(place, files[count - 1].name, 0) != 0 && errno != ENOENT)
    return lr_error_set(error, LR_E_IO, "cannot replace '%s/%s': %s", folder, files[count - 1].name, strerror(errno));
  remove_stale(place, files, count);
  return LR_OK;
}

enum { MOST_FILES = 256 };

enum lr_status lr_files_write(const char *folder, const struct lr_file *files, size_t count, struct lr_error *error) {
  int fd[MOST_FILES];
  bool named[MOST_FILES];
  if (count > MOST_FILES) LR_BUG("more than 256 files in one result");
  enum lr_status status = make_folder(folder, error);
  if (status != LR_OK) return status;
  int place = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (place < 0) return lr_error_set(error, LR_E_IO, "cannot open the folder '%s': %s", folder, strerror(errno));
  size_t opened = 0, done = 0;
  for (; opened < count && status == LR_OK; opened++) {
    fd[opened] = open_unnamed(place, files[opened].name, &named[opened]);
    if (fd[opened] < 0) {
      status = lr_error_set(error, LR_E_IO, "cannot write in '%s': %s", folder, strerror(errno));
      break;
    }
    if (!write_all(fd[opened], files[opened].bytes, files[opened].length))
      status = lr_error_set(error, LR_E_IO, "cannot write '%s/%s': %s", folder, files[opened].name, strerror(errno));
  }
  if (status == LR_OK && lr_interrupt_requested())
    status = lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user; nothing was written");
  if (status == LR_OK) status = make_way(place, folder, files, count, error);
  for (; status == LR_OK && done < count; done++)
    if (!give_name(place, fd[done], files[done].name, named[done])) {
      status = lr_error_set(error, LR_E_IO, "cannot name '%s/%s': %s", folder, files[done].name, strerror(errno));
      break;
    }
  for (size_t i = 0; i < opened; i++) {
    close(fd[i]);
    if (i >= done && named[i]) {
      char temporary[256];
      temporary_name(files[i].name, temporary, sizeof temporary);
      unlinkat(place, temporary, 0);
    }
  }
  close(place);
  return status;
}

enum lr_status lr_file_read(const char *path, char **text, size_t *length, struct lr_error *error) {
  *text = NULL;
  FILE *stream = fopen(path, "rb");
  if (!stream) return lr_error_set(error, LR_E_IO, "cannot read '%s': %s", path, strerror(errno));
  size_t used = 0, room = 1 << 16;
  char *bytes = malloc(room);
  size_t got = 0;
  while (bytes && (got = fread(bytes + used, 1, room - used - 1, stream)) > 0) {
    used += got;
    if (room - used < 2) {
      char *grown = realloc(bytes, room *= 2);
      if (!grown) free(bytes);
      bytes = grown;
    }
  }
  bool failed = ferror(stream) != 0;
  fclose(stream);
  if (!bytes) return lr_error_set(error, LR_E_MEMORY, "no memory to read '%s'", path);
  if (failed) {
    free(bytes);
    return lr_error_set(error, LR_E_IO, "cannot read '%s': %s", path, strerror(EIO));
  }
  bytes[used] = '\0';
  *text = bytes;
  if (length) *length = used;
  return LR_OK;
}

enum lr_status lr_file_read_table(const char *path, const char *what, long most_bytes, char **text,
                                  struct lr_error *error) {
  struct stat about;
  size_t length = 0;
  *text = NULL;
  if (stat(path, &about) == 0 && (!S_ISREG(about.st_mode) || about.st_size > most_bytes))
    return lr_error_set(error, LR_E_INPUT, "%s: is no %s: a plain file of %ld bytes at most", path, what, most_bytes);
  enum lr_status status = lr_file_read(path, text, &length, error);
  if (status || strlen(*text) == length) return status;
  free(*text);
  *text = NULL;
  return lr_error_set(error, LR_E_INPUT, "%s: is no text", path);
}

static bool holds_inputs(const char *folder) {
  char path[PATH_MAX + 16];
  snprintf(path, sizeof path, "%s/inputs/channels", folder);
  return access(path, R_OK) == 0;
}

const char *lr_data_folder(void) {
  static char folder[PATH_MAX];
  const char *wanted = getenv("LUMIREACH_DATA");
  if (wanted && *wanted && strlen(wanted) < sizeof folder) {
    memcpy(folder, wanted, strlen(wanted) + 1);
    return holds_inputs(folder) ? folder : NULL;
  }
  char program[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
  if (length > 0) {
    program[length] = '\0';
    char *slash = strrchr(program, '/');
    if (slash) *slash = '\0';
    if (snprintf(folder, sizeof folder, "%s/../share/lumireach", program) < (int)sizeof folder && holds_inputs(folder))
      return folder;
  }
  snprintf(folder, sizeof folder, "%s", LR_SOURCE_FOLDER);
  return holds_inputs(folder) ? folder : NULL;
}
