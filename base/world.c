// SPDX-License-Identifier: GPL-3.0-or-later
// MPI is started only under a launcher: MPI_Init takes a third of a second, which every call of the program would pay.
#include "base/world.h"

#include <limits.h>
#include <mpi.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool alone(const struct lr_world *world) { return !world || world->ranks < 2; }
int lr_world_rank(const struct lr_world *world) { return world ? world->rank : 0; }
int lr_world_size(const struct lr_world *world) { return world ? world->ranks : 1; }

static enum lr_status checked(int code, const char *what, struct lr_error *error) {
  if (code == MPI_SUCCESS) return LR_OK;
  char text[MPI_MAX_ERROR_STRING] = "";
  int length = 0;
  MPI_Error_string(code, text, &length);
  return lr_error_set(error, LR_E_INTERNAL, "MPI: %s: %s", what, text);
}

static bool launched(void) {
  static const char *const NAME[] = {"OMPI_COMM_WORLD_SIZE", "PMI_RANK", "PMIX_RANK"};
  for (size_t i = 0; i < sizeof NAME / sizeof *NAME; i++)
    if (getenv(NAME[i])) return true;
  return false;
}

enum lr_status lr_world_start(struct lr_world *world, struct lr_error *error) {
  *world = (struct lr_world){0, 1};
  if (!launched()) return LR_OK;
  int given;  // threads compute, the one that started MPI talks
  enum lr_status status = checked(MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &given), "start", error);
  if (status != LR_OK) return status;
  MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
  status = checked(MPI_Comm_rank(MPI_COMM_WORLD, &world->rank), "rank", error);
  if (status == LR_OK) status = checked(MPI_Comm_size(MPI_COMM_WORLD, &world->ranks), "size", error);
  if (status == LR_OK && given < MPI_THREAD_FUNNELED) status = lr_error_set(error, LR_E_INTERNAL, "this MPI allows no threads");
  if (status == LR_OK && world->ranks > LR_WORLD_MOST_RANKS)
    status = lr_error_set(error, LR_E_USAGE, "%d ranks: %d are the most; give each more threads with --jobs", world->ranks, LR_WORLD_MOST_RANKS);
  return status;
}

int lr_world_launched_rank(void) {
  static const char *const NAME[] = {"OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK"};
  for (size_t i = 0; i < sizeof NAME / sizeof *NAME; i++) {
    const char *text = getenv(NAME[i]);
    long rank = text ? strtol(text, NULL, 10) : 0;
    if (rank > 0 && rank < INT_MAX) return (int)rank;
  }
  return 0;
}

void lr_world_end(void) {
  int started = 0, ended = 0;
  MPI_Initialized(&started);
  MPI_Finalized(&ended);
  if (started && !ended) MPI_Finalize();
}

struct lr_share lr_world_share_of(const struct lr_world *world, int rank, size_t count) {
  size_t ranks = (size_t)lr_world_size(world), r = (size_t)rank, least = count / ranks, more = count % ranks;
  return (struct lr_share){r * least + (r < more ? r : more), least + (r < more)};
}

struct lr_share lr_world_share(const struct lr_world *world, size_t count) {
  return lr_world_share_of(world, lr_world_rank(world), count);
}

enum lr_status lr_world_agree(const struct lr_world *world, enum lr_status mine, struct lr_error *error) {
  if (alone(world)) return mine;
  // the lowest key is heard: failures by rank, then interrupts by rank
  int key = mine == LR_OK ? INT_MAX : mine == LR_E_INTERRUPTED ? world->ranks + world->rank : world->rank, lowest = INT_MAX;
  enum lr_status status = checked(MPI_Allreduce(&key, &lowest, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD), "agree", error);
  if (status != LR_OK || lowest == INT_MAX) return status;
  struct lr_error heard;
  memset(&heard, 0, sizeof heard);
  if (key == lowest) {
    if (error) heard = *error;
    heard.status = mine;
  }
  status = checked(MPI_Bcast(&heard, (int)sizeof heard, MPI_BYTE, lowest % world->ranks, MPI_COMM_WORLD), "agree", error);
  if (status != LR_OK) return status;
  if (error) *error = heard;
  if (heard.status == LR_E_INTERRUPTED) lr_interrupt_request();
  return heard.status;
}

enum lr_status lr_world_any(const struct lr_world *world, bool flag, bool *answer, struct lr_error *error) {
  *answer = flag;
  if (alone(world)) return LR_OK;
  int mine = flag, any = flag;
  enum lr_status status = checked(MPI_Allreduce(&mine, &any, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD), "any", error);
  *answer = any != 0;
  return status;
}

struct shifted {
  size_t first;
  lr_item_function function;
  void *context;
};

static enum lr_status call_shifted(size_t index, void *context, struct lr_error *error) {
  const struct shifted *s = context;
  return s->function(s->first + index, s->context, error);
}

enum lr_status lr_world_for(const struct lr_world *world, size_t count, int jobs, lr_item_function function, void *context,
                            struct lr_progress *progress, struct lr_error *error) {
  struct lr_share own = lr_world_share(world, count);
  struct shifted shifted = {own.first, function, context};
  return lr_world_agree(world, lr_parallel_for(own.count, jobs, call_shifted, &shifted, progress, error), error);
}

enum lr_status lr_world_gather_parts(const struct lr_world *world, void *item, size_t size, const size_t *part,
                                     struct lr_error *error) {
  if (alone(world)) return LR_OK;
  int count[LR_WORLD_MOST_RANKS], place[LR_WORLD_MOST_RANKS];
  size_t all = 0;
  for (int r = 0; r < world->ranks; r++) {
    if (part[r] > INT_MAX || all + part[r] > INT_MAX || size > INT_MAX)
      return lr_error_set(error, LR_E_DOMAIN, "more items than MPI can gather: %d are the most", INT_MAX);
    count[r] = (int)part[r];
    place[r] = (int)all;
    all += part[r];
  }
  if (!all) return LR_OK;
  MPI_Datatype type;  // counted in items, as 2^31 bytes are soon reached
  enum lr_status status = checked(MPI_Type_contiguous((int)size, MPI_BYTE, &type), "type", error);
  if (status != LR_OK) return status;
  status = checked(MPI_Type_commit(&type), "type", error);
  if (status == LR_OK)
    status = checked(MPI_Allgatherv(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, item, count, place, type, MPI_COMM_WORLD), "gather", error);
  MPI_Type_free(&type);
  return status;
}

enum lr_status lr_world_gather(const struct lr_world *world, void *item, size_t size, size_t count, struct lr_error *error) {
  if (alone(world)) return LR_OK;
  size_t part[LR_WORLD_MOST_RANKS];
  for (int r = 0; r < world->ranks; r++) part[r] = lr_world_share_of(world, r, count).count;
  return lr_world_gather_parts(world, item, size, part, error);
}

enum lr_status lr_world_broadcast(const struct lr_world *world, struct lr_buffer *bytes, struct lr_error *error) {
  static const size_t MOST = (size_t)1 << 30;  // of one message
  if (alone(world)) return LR_OK;
  uint64_t length = bytes->failed ? UINT64_MAX : bytes->length;
  enum lr_status status = checked(MPI_Bcast(&length, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD), "broadcast", error);
  if (status != LR_OK) return status;
  if (length == UINT64_MAX) return lr_error_set(error, LR_E_MEMORY, "no memory for what the ranks share");
  char *copy = malloc((size_t)length + 1);
  status = copy ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for what the ranks share");
  status = lr_world_agree(world, status, error);
  if (status == LR_OK && world->rank == 0 && length) memcpy(copy, bytes->text, (size_t)length);
  for (size_t at = 0; status == LR_OK && at < length; at += MOST) {
    size_t piece = (size_t)length - at < MOST ? (size_t)length - at : MOST;
    status = checked(MPI_Bcast(copy + at, (int)piece, MPI_BYTE, 0, MPI_COMM_WORLD), "broadcast", error);
  }
  if (status == LR_OK && world->rank > 0) {
    lr_buffer_free(bytes);
    lr_buffer_add_bytes(bytes, copy, (size_t)length);
    if (bytes->failed) status = lr_error_set(error, LR_E_MEMORY, "no memory for what the ranks share");
  }
  free(copy);
  return lr_world_agree(world, status, error);
}
