// SPDX-License-Identifier: GPL-3.0-or-later
// The ranks of a program that mpirun (or another launcher) started: who am I, what is my share, what do the others say.
// A program that no launcher started is a world of one, and no function here calls MPI then; NULL is a world of one too.
// Functions marked (all) are collective: every rank calls them, in the same order, or the world stands still. They end with
// the same status on every rank.
#ifndef LR_BASE_WORLD_H
#define LR_BASE_WORLD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/parallel.h"

enum { LR_WORLD_MOST_RANKS = 4096 };

struct lr_world {
  int rank, ranks;  // 0 and 1: alone
};

// (all) Joins the world when a launcher started the program: OMPI_COMM_WORLD_SIZE, PMI_RANK or PMIX_RANK is set. Status:
// LR_E_INTERNAL (MPI does not start), LR_E_USAGE (too many ranks).
enum lr_status lr_world_start(struct lr_world *world, struct lr_error *error);
// The rank by the environment alone, without MPI: 0 when no launcher started the program. For what rank 0 does for all.
int lr_world_launched_rank(void);
void lr_world_end(void);  // (all) leaves it, from the thread that started it; a second call does nothing

int lr_world_rank(const struct lr_world *world);  // 0 for NULL
int lr_world_size(const struct lr_world *world);  // 1 for NULL

// The items of 0..count-1 that belong to a rank: a range without gaps, the ranks in order, sizes that differ by one at most.
struct lr_share {
  size_t first, count;
};
struct lr_share lr_world_share_of(const struct lr_world *world, int rank, size_t count);
struct lr_share lr_world_share(const struct lr_world *world, size_t count);  // that of this rank

// (all) What all ranks end with: LR_OK when all are well; else status and text of the lowest rank that failed, on every rank.
// LR_E_INTERRUPTED only where nothing else failed; lr_interrupt_requested() is true on every rank then.
enum lr_status lr_world_agree(const struct lr_world *world, enum lr_status mine, struct lr_error *error);
// (all) *answer = is the flag set on any rank. Status: LR_E_INTERNAL (MPI).
enum lr_status lr_world_any(const struct lr_world *world, bool flag, bool *answer, struct lr_error *error);

// (all) lr_parallel_for over the own share of 0..count-1: `function` gets the index among all items. Status as lr_world_agree:
// as on one rank, that of the lowest index that failed.
enum lr_status lr_world_for(const struct lr_world *world, size_t count, int jobs, lr_item_function function, void *context,
                            struct lr_progress *progress, struct lr_error *error);

// (all) item[0..count-1], each of `size` bytes, of which each rank has filled its own share: afterwards all have all.
// Status: LR_E_DOMAIN (2^31 items), LR_E_INTERNAL (MPI).
enum lr_status lr_world_gather(const struct lr_world *world, void *item, size_t size, size_t count, struct lr_error *error);
// (all) The same with parts of any size: part[r] items come from rank r, in order; every rank knows all of `part`.
enum lr_status lr_world_gather_parts(const struct lr_world *world, void *item, size_t size, const size_t *part,
                                     struct lr_error *error);

// (all) The bytes of rank 0, on every rank. Status: LR_E_MEMORY, LR_E_INTERNAL (MPI).
enum lr_status lr_world_broadcast(const struct lr_world *world, struct lr_buffer *bytes, struct lr_error *error);

#endif
