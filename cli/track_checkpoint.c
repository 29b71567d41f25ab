// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/track_checkpoint.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "version.h"

#define FIRST_LINE "lumireach tracking checkpoint"

static const char *kernel_of(const struct lr_scenario *scenario) {
  const struct lr_track_kernel *kernel = scenario->track.input.kernel ? scenario->track.input.kernel : lr_track_kernel_at(0);
  return kernel->name;
}

static enum lr_status io_error(struct lr_error *error, const char *path) {
  return lr_error_set(error, LR_E_IO, "cannot write the checkpoint '%s': %s", path, strerror(errno));
}

static bool put(const struct lr_buffer *buffer, FILE *file) { return fwrite(lr_buffer_text(buffer), 1, buffer->length, file) == buffer->length; }

// Head and body, one after the other: what is large is not copied.
static enum lr_status write_whole(const char *path, const struct lr_buffer *head, const struct lr_buffer *body, struct lr_error *error) {
  struct lr_buffer name = {0};
  lr_buffer_print(&name, "%s.%ld.part", path, (long)getpid());
  if (name.failed) return lr_error_set(error, LR_E_MEMORY, "no memory for the checkpoint");
  enum lr_status status = LR_OK;
  FILE *file = fopen(name.text, "wb");
  bool fine = file && put(head, file) && put(body, file) && fflush(file) == 0 && fsync(fileno(file)) == 0;
  if (!fine) status = io_error(error, path);
  if (file && fclose(file) != 0 && status == LR_OK) status = io_error(error, path);
  if (status == LR_OK && rename(name.text, path) != 0) status = io_error(error, path);
  if (status != LR_OK && file) remove(name.text);
  lr_buffer_free(&name);
  return status;
}

enum lr_status lr_track_checkpoint_write(const char *path, const struct lr_call *call, const struct lr_scenario *scenario,
                                         struct lr_track_run *run, struct lr_error *error) {
  enum lr_status status = lr_track_run_collect(run, error);
  if (status != LR_OK || lr_world_rank(call->world) > 0) return lr_world_agree(call->world, status, error);
  struct lr_buffer body = {0}, head = {0};
  char sum[65];
  lr_buffer_add_bytes(&body, lr_buffer_text(&scenario->merged), scenario->merged.length);
  lr_track_run_save(run, &body);
  lr_sha256_hex(lr_buffer_text(&body), body.length, sum);
  lr_buffer_print(&head, FIRST_LINE "\nversion %s\nkernel %s\nseed %llu\nturn %ld\nscenario %zu\nstate %zu\nsum %s\n\n", LR_VERSION,
                  kernel_of(scenario), (unsigned long long)lr_call_seed(call, scenario), lr_track_run_turn(run), scenario->merged.length,
                  body.length - scenario->merged.length, sum);
  status = body.failed || head.failed ? lr_error_set(error, LR_E_MEMORY, "no memory for the checkpoint") : write_whole(path, &head, &body, error);
  lr_buffer_free(&body);
  lr_buffer_free(&head);
  return lr_world_agree(call->world, status, error);
}

struct head {
  char version[32], kernel[32], sum[65];
  unsigned long long seed;
  size_t scenario, state;
  const char *body;
};

static bool read_head(const char *text, size_t length, struct head *head) {
  const char *end = strstr(text, "\n\n");  // a zero stands behind the bytes
  if (!end || end - text > 1000) return false;
  head->body = end + 2;
  int fields = sscanf(text, FIRST_LINE " version %31s kernel %31s seed %llu turn %*d scenario %zu state %zu sum %64s", head->version, head->kernel, &head->seed,
                      &head->scenario, &head->state, head->sum);
  size_t rest = length - (size_t)(head->body - text);
  return fields == 6 && head->scenario <= rest && head->state == rest - head->scenario;
}

static bool may_differ(const char *line, size_t length) {
  size_t blank = strspn(line, " ");
  return length > blank && (strncmp(line + blank, "turns:", 6) == 0 || strncmp(line + blank, "average:", 8) == 0);
}

// The first line that is not the same in two texts, without those that may differ; false: none.
static bool first_difference(const char *a, size_t a_length, const char *b, char *a_line, char *b_line, size_t size) {
  const char *a_end = a + a_length;
  while (a < a_end || *b) {
    size_t n = 0, m = strcspn(b, "\n");
    while (a + n < a_end && a[n] != '\n') n++;
    bool a_skips = may_differ(a, n), b_skips = may_differ(b, m);
    if (!a_skips && !b_skips && (n != m || memcmp(a, b, n) != 0)) {
      snprintf(a_line, size, "%.*s", (int)(n < 100 ? n : 100), a);
      snprintf(b_line, size, "%.*s", (int)(m < 100 ? m : 100), b);
      return true;
    }
    if (a_skips || !b_skips) a += n + (a + n < a_end);
    if (b_skips || !a_skips) b += m + (b[m] == '\n');
  }
  return false;
}

// (all) Rank 0 reads the file for all.
static enum lr_status read_file(const struct lr_world *world, const char *path, struct lr_buffer *out, struct lr_error *error) {
  char *text = NULL;
  size_t length;
  enum lr_status status = LR_OK;
  if (lr_world_rank(world) == 0 && (status = lr_file_read(path, &text, &length, error)) == LR_OK)
    *out = (struct lr_buffer){.text = text, .length = length, .room = length + 1};
  status = lr_world_agree(world, status, error);
  return status == LR_OK ? lr_world_broadcast(world, out, error) : status;
}

static const char *trimmed(const char *line) { return line + strspn(line, " "); }

static enum lr_status refuse(const char *path, const struct head *head, const struct lr_scenario *scenario, struct lr_error *error) {
  char theirs[128], ours[128], reason[256];
  snprintf(reason, sizeof reason, "%.255s", error->text);
  if (strcmp(head->kernel, kernel_of(scenario)) != 0)
    return lr_error_set(error, LR_E_INPUT, "the checkpoint '%s' was made with the kernel '%s', this is '%s': --kernel %s", path, head->kernel,
                        kernel_of(scenario), head->kernel);
  if (first_difference(head->body, head->scenario, lr_buffer_text(&scenario->merged), theirs, ours, sizeof theirs))
    return lr_error_set(error, LR_E_INPUT, "'%s' %s; its scenario has '%s' where this one has '%s'", path, reason, trimmed(theirs), trimmed(ours));
  return lr_error_set(error, LR_E_INPUT, "'%s' %s", path, reason);
}

enum lr_status lr_track_checkpoint_read(const char *path, const struct lr_call *call, const struct lr_scenario *scenario,
                                        struct lr_track_run *run, struct lr_error *error) {
  char sum[65];
  struct lr_buffer file = {0};
  struct head head = {0};
  enum lr_status status = read_file(call->world, path, &file, error);
  if (status != LR_OK) {
    lr_buffer_free(&file);
    return lr_error_context(error, "the checkpoint to restart from");
  }
  const char *text = lr_buffer_text(&file);
  if (strncmp(text, FIRST_LINE "\n", sizeof FIRST_LINE) != 0) {
    status = lr_error_set(error, LR_E_INPUT, "'%s' is no checkpoint of lumireach track", path);
  } else if (!read_head(text, file.length, &head)) {
    status = lr_error_set(error, LR_E_INPUT, "the checkpoint '%s' is damaged: it is not as long as it says", path);
  } else if (lr_sha256_hex(head.body, head.scenario + head.state, sum), strcmp(sum, head.sum) != 0) {
    status = lr_error_set(error, LR_E_INPUT, "the checkpoint '%s' is damaged: its sum does not fit", path);
  } else if (strcmp(head.version, LR_VERSION) != 0) {
    status = lr_error_set(error, LR_E_INPUT, "the checkpoint '%s' was made by version %s, this is %s: begin anew", path, head.version, LR_VERSION);
  } else if (head.seed != lr_call_seed(call, scenario)) {
    status = lr_error_set(error, LR_E_INPUT, "the checkpoint '%s' was made with the seed %llu: --seed %llu", path, head.seed, head.seed);
  } else {
    status = lr_track_run_restore(run, head.body + head.scenario, head.state, error);
    if (status == LR_E_INPUT) status = refuse(path, &head, scenario, error);
  }
  lr_buffer_free(&file);
  return lr_world_agree(call->world, status, error);
}
