// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/checkpoint_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "cli/track_difference.h"
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

enum lr_status lr_checkpoint_try(const char *path, const struct lr_world *world, struct lr_error *error) {
  struct lr_buffer name = {0};
  struct stat about;
  enum lr_status status = LR_OK;
  if (lr_world_rank(world) > 0) return lr_world_agree(world, LR_OK, error);
  lr_buffer_print(&name, "%s.%ld.part", path, (long)getpid());
  if (name.failed) {
    status = lr_error_set(error, LR_E_MEMORY, "no memory for the checkpoint");
  } else if (stat(path, &about) == 0 && !S_ISREG(about.st_mode)) {
    status = lr_error_set(error, LR_E_IO, "cannot write the checkpoint '%s': it is no plain file", path);
  } else {
    FILE *file = fopen(name.text, "wb");
    if (!file) status = io_error(error, path);
    else fclose(file);
    if (file) remove(name.text);
  }
  lr_buffer_free(&name);
  return lr_world_agree(world, status, error);
}

void lr_checkpoint_begin(const struct lr_scenario *scenario, struct lr_buffer *body) {
  lr_buffer_add_bytes(body, lr_buffer_text(&scenario->merged), scenario->merged.length);
}

enum lr_status lr_checkpoint_write(const char *path, const struct lr_call *call, const struct lr_scenario *scenario, const char *kind, long number,
                                   const struct lr_buffer *body, struct lr_error *error) {
  struct lr_buffer head = {0};
  char sum[65];
  lr_sha256_hex(lr_buffer_text(body), body->length, sum);
  lr_buffer_print(&head, FIRST_LINE "\nversion %s\nkernel %s\nseed %llu\n%s %ld\nscenario %zu\nstate %zu\nsum %s\n\n", LR_VERSION,
                  kernel_of(scenario), (unsigned long long)lr_call_seed(call, scenario), kind, number, scenario->merged.length,
                  body->length - scenario->merged.length, sum);
  enum lr_status status = body->failed || head.failed ? lr_error_set(error, LR_E_MEMORY, "no memory for the checkpoint") : write_whole(path, &head, body, error);
  lr_buffer_free(&head);
  return status;
}

static bool read_head(const char *text, size_t length, struct lr_checkpoint *head) {
  const char *end = strstr(text, "\n\n");  // a zero stands behind the bytes
  if (!end || end - text > 1000) return false;
  head->body = end + 2;
  int fields = sscanf(text, FIRST_LINE " version %31s kernel %31s seed %llu %15s %*d scenario %zu state %zu sum %64s", head->version, head->kernel, &head->seed,
                      head->kind, &head->scenario, &head->state, head->sum);
  size_t rest = length - (size_t)(head->body - text);
  return fields == 7 && head->scenario <= rest && head->state == rest - head->scenario;
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

static const char *words_of(const char *kind) {
  return strcmp(kind, "turn") == 0 ? "one run" : strcmp(kind, "scan") == 0 ? "a --scan" : strcmp(kind, "curve") == 0 ? "a --curve" : "another work";
}

enum lr_status lr_checkpoint_read(const char *path, const struct lr_call *call, const struct lr_scenario *scenario, const char *kind,
                                  struct lr_checkpoint *out, struct lr_error *error) {
  char sum[65];
  *out = (struct lr_checkpoint){0};
  enum lr_status status = read_file(call->world, path, &out->file, error);
  if (status == LR_E_IO) status = error->status = LR_E_INPUT;  // what was given cannot be read: no output has failed
  if (status != LR_OK) return lr_error_context(error, "the checkpoint to restart from");
  const char *text = lr_buffer_text(&out->file);
  if (strncmp(text, FIRST_LINE "\n", sizeof FIRST_LINE) != 0) return lr_error_set(error, LR_E_INPUT, "'%s' is no checkpoint of lumireach track", path);
  if (!read_head(text, out->file.length, out)) return lr_error_set(error, LR_E_INPUT, "the checkpoint '%s' is damaged: it is not as long as it says", path);
  lr_sha256_hex(out->body, out->scenario + out->state, sum);
  if (strcmp(sum, out->sum) != 0) return lr_error_set(error, LR_E_INPUT, "the checkpoint '%s' is damaged: its sum does not fit", path);
  if (strcmp(out->version, LR_VERSION) != 0)
    return lr_error_set(error, LR_E_INPUT, "the checkpoint '%s' was made by version %s, this is %s: begin anew", path, out->version, LR_VERSION);
  if (strcmp(out->kind, kind) != 0)
    return lr_error_set(error, LR_E_INPUT, "the checkpoint '%s' is of %s, this is %s", path, words_of(out->kind), words_of(kind));
  if (out->seed != lr_call_seed(call, scenario))
    return lr_error_set(error, LR_E_INPUT, "the checkpoint '%s' was made with the seed %llu: --seed %llu", path, out->seed, out->seed);
  return LR_OK;
}

void lr_checkpoint_free(struct lr_checkpoint *checkpoint) { lr_buffer_free(&checkpoint->file); }

enum lr_status lr_checkpoint_refuse(const char *path, const struct lr_checkpoint *head, const struct lr_scenario *scenario, struct lr_error *error) {
  char reason[256];
  struct lr_track_difference d;
  snprintf(reason, sizeof reason, "%.255s", error->text);
  if (strcmp(head->kernel, kernel_of(scenario)) != 0)
    return lr_error_set(error, LR_E_INPUT, "the checkpoint '%s' was made with the kernel '%s', this is '%s': --kernel %s", path, head->kernel,
                        kernel_of(scenario), head->kernel);
  if (lr_track_difference(head->body, head->scenario, lr_buffer_text(&scenario->merged), scenario->merged.length, &d))
    return lr_error_set(error, LR_E_INPUT, "'%s' %s; '%s' is %s in its scenario, %s in this one", path, reason, d.key,
                        *d.a ? d.a : "missing", *d.b ? d.b : "missing");
  return lr_error_set(error, LR_E_INPUT, "'%s' %s", path, reason);
}
