// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

void lr_bytes_free(struct lr_bytes *bytes) {
  free(bytes->data);
  *bytes = (struct lr_bytes){0};
}

void lr_gnuplot_quote(struct lr_text *script, const char *text) {
  if (!lr_text_is_clean(text)) {
    if (script->status == LR_OK) {
      script->status = LR_E_INPUT;
      char shown[40];
      size_t n = 0;
      for (const char *c = text; *c && n < sizeof shown - 1; c++)
        shown[n++] = (unsigned char)*c >= 0x20 && (unsigned char)*c < 0x7f ? *c : '?';
      shown[n] = 0;
      snprintf(script->refused, sizeof script->refused, "control character or broken UTF-8 in the text '%s'", shown);
    }
    return;
  }
  lr_text_append(script, "'", 1);
  // A doubled quote would do by the manual, but gnuplot 5.4.4 misreads it at the start of a string and twice in a row.
  for (const char *c = text; *c; c++)
    if (*c == '\'')
      lr_text_append(script, "'.\"'\".'", 7);
    else
      lr_text_append(script, c, 1);
  lr_text_append(script, "'", 1);
}

// Moves a descriptor above the three standard ones, in case the caller runs with some of those closed: the dup2 calls
// in the child must not overwrite one another's source.
static int lift(int fd) {
  if (fd < 0 || fd > 2) return fd;
  int lifted = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  close(fd);
  return lifted;
}

// Writes all; a reader that went away is no error here, since its exit status and message say more. SIGPIPE is held
// back for this thread only, and taken off the list if this write raised it.
static enum lr_status write_all(int fd, const char *data, size_t length) {
  sigset_t pipe_signal, before, pending;
  sigemptyset(&pipe_signal);
  sigaddset(&pipe_signal, SIGPIPE);
  sigpending(&pending);
  bool was_pending = sigismember(&pending, SIGPIPE) == 1;
  pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
  enum lr_status status = LR_OK;
  while (length) {
    ssize_t n = write(fd, data, length);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      if (errno != EPIPE) status = LR_E_IO;
      if (errno == EPIPE && !was_pending) {
        struct timespec now = {0, 0};
        while (sigtimedwait(&pipe_signal, NULL, &now) < 0 && errno == EINTR) continue;
      }
      break;
    }
    data += n;
    length -= (size_t)n;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return status;
}

static enum lr_status read_file(int fd, struct lr_bytes *bytes) {
  struct stat about;
  if (fstat(fd, &about) != 0 || about.st_size < 0) return LR_E_IO;
  size_t length = (size_t)about.st_size;
  bytes->data = malloc(length + 1);
  if (!bytes->data) return LR_E_MEMORY;
  while (bytes->length < length) {
    ssize_t n = pread(fd, bytes->data + bytes->length, length - bytes->length, (off_t)bytes->length);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return LR_E_IO;
    bytes->length += (size_t)n;
  }
  bytes->data[bytes->length] = 0;
  return LR_OK;
}

// The environment of the child: ours with one locale for all machines. In UTF-8 gnuplot has nothing to convert (on a bare
// system without gconv modules it warns that it cannot), and figures do not depend on the user's language.
static char **child_environment(void) {
  size_t count = 0, kept = 0;
  while (environ[count]) count++;
  char **child = malloc((count + 2) * sizeof *child);
  if (!child) return NULL;
  for (size_t i = 0; i < count; i++)
    if (strncmp(environ[i], "LC_", 3) != 0 && strncmp(environ[i], "LANG", 4) != 0) child[kept++] = environ[i];
  child[kept++] = (char *)(size_t) "LC_ALL=C.UTF-8";
  child[kept] = NULL;
  return child;
}

static int spawn(const char *program, int in, int out, int err, pid_t *pid) {
  char *const arguments[] = {(char *)(size_t)program, (char *)(size_t) "-d", (char *)(size_t) "/dev/stdin", NULL};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int rc = posix_spawn_file_actions_init(&actions);
  if (rc) return rc;
  rc = posix_spawnattr_init(&attributes);
  if (rc) {
    posix_spawn_file_actions_destroy(&actions);
    return rc;
  }
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  if (!rc) rc = posix_spawnattr_setsigmask(&attributes, &none);
  if (!rc) rc = posix_spawnattr_setsigdefault(&attributes, &all);
  if (!rc) rc = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  if (!rc) rc = posix_spawn_file_actions_adddup2(&actions, in, 0);
  if (!rc) rc = posix_spawn_file_actions_adddup2(&actions, out, 1);
  if (!rc) rc = posix_spawn_file_actions_adddup2(&actions, err, 2);
  char **environment = child_environment();
  if (!rc && !environment) rc = ENOMEM;
  if (!rc) rc = posix_spawnp(pid, program, &actions, &attributes, arguments, environment);
  free(environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return rc;
}

// gnuplot says `"/dev/stdin" line 3: message`, after an echo of the line and a caret. Finds the number, or 0.
static long message_line(const char *message) {
  const char *place = message ? strstr(message, "\"/dev/stdin\" line ") : NULL;
  return place ? strtol(place + strlen("\"/dev/stdin\" line "), NULL, 10) : 0;
}

static enum lr_status describe(const char *program, const char *script, size_t length, int wait_status,
                               const struct lr_bytes *message, struct lr_error *error) {
  char what[64];
  if (WIFSIGNALED(wait_status))
    snprintf(what, sizeof what, "was ended by signal %d", WTERMSIG(wait_status));
  else
    snprintf(what, sizeof what, "ended with exit code %d", WEXITSTATUS(wait_status));
  const char *said = message->data ? message->data : "";
  said += strspn(said, " \t\r\n");
  long line = message_line(said);
  if (line <= 0) {
    const char *hint = strstr(said, "/dev/stdin") ? " (is /proc mounted?)" : "";
    return lr_error_set(error, LR_E_PLOT, "%s %s: %.600s%s", program, what, *said ? said : "no message", hint);
  }
  const char *start = script, *end = script + length;
  for (long i = 1; i < line && start < end; i++) {
    const char *next = memchr(start, '\n', (size_t)(end - start));
    start = next ? next + 1 : end;
  }
  const char *stop = start < end ? memchr(start, '\n', (size_t)(end - start)) : NULL;
  int shown = (int)((stop ? stop : end) - start);
  const char *text = strchr(strstr(said, "\"/dev/stdin\" line "), ':');
  text = text ? text + 1 : said;
  text += strspn(text, " ");
  return lr_error_set(error, LR_E_PLOT, "%s %s: script line %ld: %.*s\n  in: %.*s", program, what, line,
                      (int)strcspn(text, "\n"), text, shown > 300 ? 300 : shown, start);
}

enum lr_status lr_gnuplot_run(const char *script, size_t length, struct lr_bytes *figure, struct lr_error *error) {
  *figure = (struct lr_bytes){0};
  const char *program = getenv("LUMIREACH_GNUPLOT");
  if (!program || !*program) program = "gnuplot";
  struct lr_bytes message = {0};
  enum lr_status status;
  int ends[2] = {-1, -1}, out = -1, err = -1, wait_status = 0;
  pid_t pid = -1;
  if (pipe2(ends, O_CLOEXEC) != 0) ends[0] = ends[1] = -1;
  ends[0] = lift(ends[0]);
  ends[1] = lift(ends[1]);
  out = lift(memfd_create("lumireach-figure", MFD_CLOEXEC));
  err = lift(memfd_create("lumireach-gnuplot-messages", MFD_CLOEXEC));
  if (ends[0] < 0 || ends[1] < 0 || out < 0 || err < 0) {
    status = lr_error_set(error, LR_E_IO, "no pipe to gnuplot: %s", strerror(errno));
    goto done;
  }
  int rc = spawn(program, ends[0], out, err, &pid);
  if (rc) {
    status = rc == ENOENT ? lr_error_set(error, LR_E_PLOT,
                                         "'%s' was not found: install it (apt-get install gnuplot-nox), or name a "
                                         "gnuplot in LUMIREACH_GNUPLOT",
                                         program)
                          : lr_error_set(error, LR_E_PLOT, "could not start '%s': %s", program, strerror(rc));
    goto done;
  }
  close(ends[0]);
  ends[0] = -1;
  status = write_all(ends[1], script, length);
  close(ends[1]);
  ends[1] = -1;
  while (waitpid(pid, &wait_status, 0) < 0)
    if (errno != EINTR) {
      status = lr_error_set(error, LR_E_PLOT, "lost sight of '%s': %s", program, strerror(errno));
      goto done;
    }
  if (status == LR_OK) status = read_file(out, figure);
  if (status == LR_OK) status = read_file(err, &message);
  if (status != LR_OK)
    lr_error_set(error, status, "could not exchange data with '%s'", program);
  else if (!WIFEXITED(wait_status) || WEXITSTATUS(wait_status) != 0 || message_line(message.data) > 0)
    status = describe(program, script, length, wait_status, &message, error);
  else if (figure->length == 0)
    status = lr_error_set(error, LR_E_PLOT, "'%s' drew nothing: the script plots nothing or sets an output file", program);
done:
  if (ends[0] >= 0) close(ends[0]);
  if (ends[1] >= 0) close(ends[1]);
  if (out >= 0) close(out);
  if (err >= 0) close(err);
  lr_bytes_free(&message);
  if (status != LR_OK) lr_bytes_free(figure);
  return status;
}
