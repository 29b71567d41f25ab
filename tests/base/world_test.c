// SPDX-License-Identifier: GPL-3.0-or-later
// Holds for any number of ranks: ctest runs it alone, tests/cli/track_mpi.sh under mpirun.
#include "base/world.h"

#include "tests/lr_test.h"

static void test_shares(void) {
  for (int ranks = 1; ranks < 9; ranks++)
    for (size_t count = 0; count < 40; count++) {
      struct lr_world world = {0, ranks};
      size_t next = 0;
      for (int r = 0; r < ranks; r++) {
        struct lr_share share = lr_world_share_of(&world, r, count);
        LR_CHECK(share.first == next);
        LR_CHECK(share.count == count / (size_t)ranks || share.count == count / (size_t)ranks + 1);
        next += share.count;
      }
      LR_CHECK(next == count);
    }
  LR_CHECK(lr_world_rank(NULL) == 0 && lr_world_size(NULL) == 1 && lr_world_share(NULL, 7).count == 7);
}

struct item {
  size_t index;
  char fill[40000];  // no short message
};

static enum lr_status fill(size_t index, void *context, struct lr_error *error) {
  (void)error;
  struct item *item = context;
  item[index].index = index;
  memset(item[index].fill, (int)index + 1, sizeof item->fill);
  return LR_OK;
}

static void test_gather(const struct lr_world *world) {
  enum { COUNT = 101 };
  struct lr_error error = {0};
  struct item *item = calloc(COUNT, sizeof *item);
  if (!item) return;
  LR_CHECK(lr_world_for(world, COUNT, 2, fill, item, NULL, &error) == LR_OK);
  struct lr_share own = lr_world_share(world, COUNT);
  size_t filled = 0;
  for (size_t i = 0; i < COUNT; i++) filled += item[i].fill[0] != 0;
  LR_CHECK(filled == own.count);
  LR_CHECK(lr_world_gather(world, item, sizeof *item, COUNT, &error) == LR_OK);
  for (size_t i = 0; i < COUNT; i++)
    LR_CHECK(item[i].index == i && item[i].fill[0] == (char)(i + 1) && item[i].fill[sizeof item->fill - 1] == (char)(i + 1));
  free(item);
  LR_CHECK(lr_world_gather(world, NULL, 8, 0, &error) == LR_OK);  // nobody has anything
  // rank r gives r items
  size_t part[64], all = 0, before = 0;
  int value[64 * 64];
  for (int r = 0; r < world->ranks && r < 64; r++) part[r] = (size_t)r, all += (size_t)r, before += r < world->rank ? (size_t)r : 0;
  for (size_t i = 0; i < all; i++) value[i] = -1;
  for (int i = 0; i < world->rank; i++) value[before + (size_t)i] = 100 * world->rank + i;
  LR_CHECK(lr_world_gather_parts(world, value, sizeof *value, part, &error) == LR_OK);
  size_t at = 0;
  for (int r = 0; r < world->ranks; r++)
    for (int i = 0; i < r; i++) LR_CHECK(value[at++] == 100 * r + i);
}

static void test_words(const struct lr_world *world) {
  struct lr_error error = {0};
  bool any = true;
  LR_CHECK(lr_world_any(world, false, &any, &error) == LR_OK && !any);
  LR_CHECK(lr_world_any(world, world->rank == world->ranks - 1, &any, &error) == LR_OK && any);
  struct lr_buffer text = {0};
  if (world->rank == 0) lr_buffer_add(&text, "machine: a\n");
  LR_CHECK(lr_world_broadcast(world, &text, &error) == LR_OK);
  LR_TEXT_IS(lr_buffer_text(&text), "machine: a\n");
  lr_buffer_free(&text);
  LR_CHECK(lr_world_broadcast(world, &text, &error) == LR_OK && text.length == 0);
  lr_buffer_free(&text);
}

// The lowest failing index is heard, on every rank, whatever the last rank says.
static enum lr_status fail(size_t index, void *context, struct lr_error *error) {
  (void)context;
  return index > 5 && index % 2 == 0 ? lr_error_set(error, LR_E_DOMAIN, "item %zu", index) : LR_OK;
}

static void test_failures(const struct lr_world *world) {
  struct lr_error error = {0};
  LR_CHECK(lr_world_agree(world, LR_OK, &error) == LR_OK);
  LR_CHECK(lr_world_for(world, 40, 2, fail, NULL, NULL, &error) == LR_E_DOMAIN);
  LR_CHECK(error.status == LR_E_DOMAIN);
  LR_TEXT_IS(error.text, "item 6");
  // a failure is heard before an interrupt of a lower rank
  bool last = world->rank == world->ranks - 1;
  enum lr_status mine = last ? lr_error_set(&error, LR_E_IO, "disk of rank %d", world->rank) : LR_E_INTERRUPTED;
  LR_CHECK(lr_world_agree(world, mine, &error) == LR_E_IO);
  char want[64];
  snprintf(want, sizeof want, "disk of rank %d", world->ranks - 1);
  LR_TEXT_IS(error.text, want);
  // an interrupt of one rank stops all
  LR_CHECK(!lr_interrupt_requested());
  if (last) lr_interrupt_request();
  LR_CHECK(lr_world_for(world, 40, 1, fail, NULL, NULL, &error) != LR_OK);
  mine = last ? lr_error_set(&error, LR_E_INTERRUPTED, "stopped") : LR_OK;
  LR_CHECK(lr_world_agree(world, mine, &error) == LR_E_INTERRUPTED);
  LR_TEXT_IS(error.text, "stopped");
  LR_CHECK(lr_interrupt_requested());
}

int main(void) {
  struct lr_world world;
  struct lr_error error = {0};
  if (lr_world_start(&world, &error) != LR_OK) {
    fprintf(stderr, "%s\n", error.text);
    return 1;
  }
  const char *wanted = getenv("LR_WANTED_RANKS");
  LR_CHECK(world.ranks == (wanted ? atoi(wanted) : 1));
  LR_CHECK(lr_world_launched_rank() == world.rank);
  test_shares();
  test_gather(&world);
  test_words(&world);
  test_failures(&world);
  lr_world_end();
  lr_world_end();
  return lr_test_end();
}
