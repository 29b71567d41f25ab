// SPDX-License-Identifier: GPL-3.0-or-later
// Results on disk: all or nothing, in order, over an earlier result, with and without unnamed files.
#include "base/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/parallel.h"
#include "tests/folders.h"
#include "tests/lr_test.h"

// Stands in front of the C library's, for a file system without unnamed files.
static int no_unnamed;
int openat(int folder, const char *name, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  mode_t mode = (mode_t)va_arg(arguments, unsigned);
  va_end(arguments);
  if (no_unnamed && (flags & O_TMPFILE) == O_TMPFILE) {
    errno = EOPNOTSUPP;
    return -1;
  }
  return (int)syscall(SYS_openat, folder, name, flags, mode);
}

static char root[] = "/tmp/lr_files_test_XXXXXX";

static const char *in(const char *name) {
  static char path[4][300];
  static int turn;
  turn = (turn + 1) % 4;
  snprintf(path[turn], sizeof path[turn], "%s/%s", root, name);
  return path[turn];
}

static int entries(const char *folder) {
  int count = 0;
  DIR *dir = opendir(folder);
  while (dir && readdir(dir)) count++;
  if (dir) closedir(dir);
  return dir ? count - 2 : -1;
}

static int holds(const char *path, const char *bytes) {
  char *text = NULL;
  size_t length = 0;
  int same = lr_file_read(path, &text, &length, NULL) == LR_OK && length == strlen(bytes) && memcmp(text, bytes, length) == 0;
  free(text);
  return same;
}

static const struct lr_file FILES[] = {{"a.csv", "first", 5}, {"scenario.yaml", "", 0}, {"report.html", "third and last", 14}};
static struct lr_error error;

static void plain(void) {
  LR_CHECK(lr_files_write(in("new/deep/er/"), FILES, 3, &error) == LR_OK);
  LR_CHECK(entries(in("new/deep/er")) == 3);
  LR_CHECK(holds(in("new/deep/er/a.csv"), "first") && holds(in("new/deep/er/scenario.yaml"), "") &&
           holds(in("new/deep/er/report.html"), "third and last"));
  struct stat info;
  mode_t mask = umask(0);
  umask(mask);
  LR_CHECK(stat(in("new/deep/er/a.csv"), &info) == 0 && (info.st_mode & 0777) == (0666 & ~mask));
  const struct lr_file again[] = {{"a.csv", "1st", 3}, {"report.html", "short", 5}};
  LR_CHECK(lr_files_write(in("new/deep/er"), again, 2, &error) == LR_OK);  // over an earlier result
  LR_CHECK(entries(in("new/deep/er")) == 3 && holds(in("new/deep/er/a.csv"), "1st") && holds(in("new/deep/er/report.html"), "short"));
  LR_CHECK(lr_files_write(in("new/deep/er"), NULL, 0, &error) == LR_OK);
  // a link is replaced, what it points to is left alone
  LR_CHECK(lr_files_write(in("links"), again, 1, &error) == LR_OK);
  LR_CHECK(symlink("../links/a.csv", in("links/report.html")) == 0 && symlink("nowhere", in("links/x")) == 0);
  LR_CHECK(lr_files_write(in("links"), FILES, 3, &error) == LR_OK && holds(in("links/a.csv"), "first"));
  LR_CHECK(lstat(in("links/report.html"), &info) == 0 && S_ISREG(info.st_mode));
}

static void refused(void) {
  LR_CHECK(lr_files_write(in("new/deep/er/a.csv"), FILES, 3, &error) == LR_E_IO && strstr(error.text, "not a folder"));
  LR_CHECK(lr_files_write(in("new/deep/er/a.csv/x"), FILES, 3, &error) == LR_E_IO);
  LR_CHECK(lr_files_write("", FILES, 3, &error) == LR_E_IO);
  // asked beforehand: the same answers, and nothing is made
  LR_CHECK(lr_files_try(in("new/deep/er/a.csv"), &error) == LR_E_IO && strstr(error.text, "not a folder"));
  LR_CHECK(lr_files_try(in("new/deep/er/a.csv/x"), &error) == LR_E_IO);
  LR_CHECK(lr_files_try(in("new/deep/er"), &error) == LR_OK && lr_files_try(in("not/there//yet/"), &error) == LR_OK);
  LR_CHECK(lr_files_try("nowhere", &error) == LR_OK && lr_files_try("nowhere/at/all", &error) == LR_OK);
  LR_CHECK(lr_files_try("", &error) == LR_E_IO && lr_files_try("/proc/no/such", &error) == LR_E_IO);
  LR_CHECK(access(in("not"), F_OK) != 0);
  LR_CHECK(lr_files_write("/proc/no/such", FILES, 3, &error) == LR_E_IO && *error.text);
  char wide[5000];
  memset(wide, 'w', sizeof wide - 1);
  wide[4999] = '\0';
  LR_CHECK(lr_files_write(wide, FILES, 3, &error) == LR_E_IO);
  // a name that is a folder, at any place: nothing is named, the earlier result stays as it was
  for (int place = 0; place < 3; place++) {
    char folder[32];
    snprintf(folder, sizeof folder, "taken%d", place);
    LR_CHECK(lr_files_write(in(folder), FILES, 0, &error) == LR_OK);
    char taken[64];
    snprintf(taken, sizeof taken, "%s/%s", folder, FILES[place].name);
    LR_CHECK(mkdir(in(taken), 0777) == 0);
    LR_CHECK(lr_files_write(in(folder), FILES, 3, &error) == LR_E_IO && strstr(error.text, FILES[place].name));
    LR_CHECK(entries(in(folder)) == 1);
  }
}

// A full disk: in a child, a limit on the size of files makes the third one fail to be written.
static void full(void) {
  pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit = {8, 8};
    setrlimit(RLIMIT_FSIZE, &limit);
    _exit(lr_files_write(in("limited"), FILES, 3, &error) == LR_E_IO && strstr(error.text, "report.html") ? 0 : 1);
  }
  int status = 1;
  LR_CHECK(waitpid(child, &status, 0) == child && status == 0);
  LR_CHECK(entries(in("limited")) == 0);
}

static void unwritable(void) {
  pid_t child = fork();
  if (child == 0) {
    LR_CHECK(mkdir(in("shut"), 0777) == 0 && chmod(in("shut"), 0555) == 0);
    if (geteuid() == 0 && (chmod(root, 0755) != 0 || setresuid(65534, 65534, 65534) != 0)) _exit(0);
    _exit(lr_files_write(in("shut"), FILES, 3, &error) == LR_E_IO && lr_files_write(in("shut/x"), FILES, 3, &error) == LR_E_IO ? 0 : 1);
  }
  int status = 1;
  LR_CHECK(waitpid(child, &status, 0) == child && status == 0);
  LR_CHECK(entries(in("shut")) == 0);
}

// Killed at any moment: the last name stands only when all is there, and it is whole.
static void killed(void) {
  enum { MANY = 60, SIZE = 20000 };
  static char bytes[SIZE], names[MANY][16];
  static struct lr_file files[MANY];
  for (int k = 0; k < 60; k++) {
    memset(bytes, 'a' + k % 26, SIZE);
    for (int i = 0; i < MANY; i++) {
      snprintf(names[i], sizeof names[i], "f%d", i);
      files[i] = (struct lr_file){names[i], bytes, SIZE};
    }
    pid_t child = fork();
    if (child == 0) _exit(lr_files_write(in("killed"), files, MANY, &error) == LR_OK ? 0 : 1);
    usleep((useconds_t)(lr_test_random() * 4000));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    if (access(in("killed/f59"), F_OK) == 0) {  // then every file is of the same run
      char *last = NULL, *other = NULL;
      size_t length = 0;
      LR_CHECK(lr_file_read(in("killed/f59"), &last, &length, NULL) == LR_OK && length == SIZE);
      for (int i = 0; i < MANY - 1; i++) {
        char name[32];
        snprintf(name, sizeof name, "killed/f%d", i);
        LR_CHECK(lr_file_read(in(name), &other, &length, NULL) == LR_OK && length == SIZE && memcmp(other, last, SIZE) == 0);
        free(other);
      }
      free(last);
    }
  }
}

static void interrupted(void) {
  pid_t child = fork();
  if (child == 0) {
    lr_interrupt_request();
    _exit(lr_files_write(in("stopped"), FILES, 3, &error) == LR_E_INTERRUPTED ? 0 : 1);
  }
  int status = 1;
  LR_CHECK(waitpid(child, &status, 0) == child && status == 0);
  LR_CHECK(entries(in("stopped")) == 0);
}

static void reading(void) {
  char *text;
  size_t length;
  LR_CHECK(lr_file_read(in("none"), &text, &length, &error) == LR_E_IO && !text && strstr(error.text, "No such file"));
  LR_CHECK(lr_file_read(root, &text, &length, &error) == LR_E_IO && !text);
  static char big[300000];
  memset(big, 'b', sizeof big);
  const struct lr_file one = {"big", big, sizeof big};
  LR_CHECK(lr_files_write(root, &one, 1, &error) == LR_OK);
  LR_CHECK(lr_file_read(in("big"), &text, &length, &error) == LR_OK && length == sizeof big && text[length] == '\0');
  free(text);
}

int main(void) {
  if (!mkdtemp(root)) return 1;
  for (no_unnamed = 0; no_unnamed < 2; no_unnamed++) {
    plain();
    refused();
    full();
    unwritable();
    interrupted();
    reading();
    if (!no_unnamed) killed();  // a temporary name may be left where unnamed files are not to be had
    chmod(in("shut"), 0755);
    LR_CHECK(lr_test_remove(root) == 0);
    LR_CHECK(no_unnamed || mkdir(root, 0755) == 0);
  }
  const char *data = lr_data_folder();
  LR_CHECK(data && lr_data_folder() == data);
  setenv("LUMIREACH_DATA", "/nonexistent", 1);
  LR_CHECK(!lr_data_folder());
  return lr_test_end();
}
