// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/ranks.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void lr_ranks_quiet(int rank) {
  if (rank == 0) return;
  FILE *nowhere = fopen("/dev/null", "w");
  if (!nowhere) return;
  stdout = nowhere;  // glibc's are variables
  stderr = nowhere;
}

static enum lr_status read_input(struct lr_buffer *text, struct lr_error *error) {
  enum { MOST = 4 << 20 };  // more than any scenario may have: its reader says so
  char piece[4096];
  size_t count;
  while (text->length < MOST && (count = fread(piece, 1, sizeof piece, stdin)) > 0) lr_buffer_add_bytes(text, piece, count);
  if (ferror(stdin)) return lr_error_set(error, LR_E_IO, "cannot read standard input: %s", strerror(errno));
  return text->failed ? lr_error_set(error, LR_E_MEMORY, "no memory for standard input") : LR_OK;
}

static enum lr_status put_input(const struct lr_buffer *text, struct lr_error *error) {
  int file = memfd_create("input", MFD_CLOEXEC);
  FILE *stream = file < 0 ? NULL : fdopen(file, "w+b");
  bool fine = stream && fwrite(lr_buffer_text(text), 1, text->length, stream) == text->length && fseek(stream, 0, SEEK_SET) == 0;
  if (fine) {
    stdin = stream;
    return LR_OK;
  }
  enum lr_status status = lr_error_set(error, LR_E_IO, "cannot keep standard input: %s", strerror(errno));
  if (stream) fclose(stream);
  else if (file >= 0) close(file);
  return status;
}

enum lr_status lr_ranks_share_input(const struct lr_world *world, struct lr_error *error) {
  if (lr_world_size(world) < 2) return LR_OK;
  struct lr_buffer text = {0};
  enum lr_status status = lr_world_agree(world, world->rank == 0 ? read_input(&text, error) : LR_OK, error);
  if (status == LR_OK) status = lr_world_broadcast(world, &text, error);
  if (status == LR_OK) status = lr_world_agree(world, put_input(&text, error), error);
  lr_buffer_free(&text);
  return status;
}
