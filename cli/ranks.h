// SPDX-License-Identifier: GPL-3.0-or-later
// The program as one of several ranks that mpirun started: only rank 0 reads standard input, writes and speaks.
#ifndef LR_CLI_RANKS_H
#define LR_CLI_RANKS_H

#include "base/world.h"

// In `needs` of a verb: it spreads its work over ranks, and all of them run it: MPI is started. Of the other verbs
// rank 0 does all, and it alone: they need no MPI, which one program of a rank can start, and only once.
enum { LR_SHARED_BY_RANKS = 1 << 16 };

// What this rank prints goes nowhere, unless it is rank 0. (Messages of MPI and of sanitizers go past this, to file 2.)
void lr_ranks_quiet(int rank);

// (all) What rank 0 finds on standard input becomes that of all ranks. Status: LR_E_IO, LR_E_MEMORY.
enum lr_status lr_ranks_share_input(const struct lr_world *world, struct lr_error *error);

#endif
