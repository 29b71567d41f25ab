// SPDX-License-Identifier: GPL-3.0-or-later
// A run spread over ranks against the same run alone, bit by bit. Holds for any number of ranks: ctest runs it alone,
// tests/cli/track_mpi.sh under mpirun.
#include "machine/track/share.h"

#include "machine/track/equilibrium.h"
#include "tests/lr_test.h"

enum { TURNS = 70, CUT = 37 };

// What blocks do to each other: nothing, wake and feedback, sizes now and then, or all of it at every turn.
static const struct way {
  const char *name;
  enum lr_track_mode mode;
  double feedback, resistance_ohm;
  bool beamstrahlung;
} ALONE = {"weak-strong", LR_TRACK_WEAK_STRONG, 0, 0, false}, WAYS[] = {
  {"wake and feedback", LR_TRACK_WEAK_STRONG, 0.1, 500, false},
  {"quasi strong-strong", LR_TRACK_QUASI_STRONG_STRONG, 0, 0, false},
  {"strong-strong", LR_TRACK_STRONG_STRONG, 0.1, 500, true}};

static struct lr_track_run *create(const struct way *way, long particles, const struct lr_world *world) {
  static const struct lr_track_ring LER = {.gamma = 7827.8, .number = 4.459e10, .radius_m = 2.8179403205e-15,
                                           .beta_m = {0.08, 0.001, 6.11}, .emittance_m = {4e-9, 20e-12, 3.46e-6},
                                           .tune = {44.53, 46.589, 0.023}, .damping = {1e-3, 1e-3, 2e-3},
                                           .aperture_m = {50e-6, 1}, .aperture_delta = 1},  // 2.8 sigma in x: many are lost
      HER = {.gamma = 13713, .number = 3.579e10, .radius_m = 2.8179403205e-15, .beta_m = {0.06, 0.001, 8.007},
             .emittance_m = {4.6e-9, 35e-12, 3.18e-6}, .tune = {45.53, 43.583, 0.02}, .damping = {1e-3, 1e-3, 2e-3},
             .aperture_m = {1, 1}, .aperture_delta = 1};
  static struct lr_wake wake;
  wake.resistance_ohm = way->resistance_ohm;
  const struct lr_track_ring ring[2] = {LER, HER};
  struct lr_track_input input = {.particles = particles, .turns = TURNS, .average = 30, .slices = 2, .kick = true, .world = world,
                                 .mode = way->mode, .exchange = 20, .beamstrahlung = way->beamstrahlung,
                                 .feedback = {way->feedback, way->feedback}, .wake = {way->resistance_ohm > 0 ? &wake : NULL, NULL},
                                 .kernel = lr_track_kernel_find("reference")};
  struct lr_error error = {0};
  struct lr_track_run *run = NULL;
  LR_CHECK(lr_track_run_create(ring, 0.0415, 1, &input, 7, &run, &error) == LR_OK);
  if (!run) {
    fprintf(stderr, "%s\n", error.text);
    exit(1);
  }
  return run;
}

static void step(struct lr_track_run *run, long turns, int jobs) {
  struct lr_error error = {0};
  LR_CHECK(lr_track_run_step(run, turns, jobs, &error) == LR_OK);
}

static struct lr_buffer saved(struct lr_track_run *run) {
  struct lr_error error = {0};
  struct lr_buffer bytes = {0};
  LR_CHECK(lr_track_run_collect(run, &error) == LR_OK);
  lr_track_run_save(run, &bytes);
  return bytes;
}

static bool same_bytes(struct lr_buffer a, struct lr_buffer b) {
  return !a.failed && !b.failed && a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

// Alone and shared, and each taken up again from what the other has saved.
static void test_same(const struct way *way, const struct lr_world *world, long particles) {
  int failed = lr_test_failed;
  struct lr_error error = {0};
  struct lr_track_run *alone = create(way, particles, NULL), *shared = create(way, particles, world);
  step(alone, CUT, 1);
  step(shared, CUT, 2);
  struct lr_buffer cut_alone = saved(alone), cut_shared = saved(shared);
  LR_CHECK(same_bytes(cut_alone, cut_shared));
  step(alone, TURNS, 2);
  struct lr_buffer whole = saved(alone);
  struct lr_track_run *again = create(way, particles, world), *back = create(way, particles, NULL);
  LR_CHECK(lr_track_run_restore(again, cut_alone.text, cut_alone.length, &error) == LR_OK);
  LR_CHECK(lr_track_run_restore(back, cut_shared.text, cut_shared.length, &error) == LR_OK);
  struct lr_track_run *runs[] = {shared, again, back};
  for (int i = 0; i < 3; i++) {
    step(runs[i], TURNS, 1);
    struct lr_buffer end = saved(runs[i]);
    LR_CHECK(same_bytes(end, whole));
    lr_buffer_free(&end);
  }
  size_t lost, lost_alone;
  const struct lr_track_loss *loss = lr_track_run_losses(shared, 0, &lost), *loss_alone = lr_track_run_losses(alone, 0, &lost_alone);
  LR_CHECK(lost == lost_alone && lost > 2);  // the aperture takes some
  LR_CHECK(lost == lost_alone && memcmp(loss, loss_alone, lost * sizeof *loss) == 0);
  LR_CHECK(memcmp(lr_track_run_sums(shared, 0), lr_track_run_sums(alone, 0), TURNS * sizeof(struct lr_track_sums)) == 0);
  lr_buffer_free(&cut_alone);
  lr_buffer_free(&cut_shared);
  lr_buffer_free(&whole);
  lr_track_run_free(alone);
  lr_track_run_free(shared);
  lr_track_run_free(again);
  lr_track_run_free(back);
  if (lr_test_failed > failed) fprintf(stderr, "    %s, %ld particles, rank %d of %d\n", way->name, particles, world->rank, world->ranks);
}

// A rank tracks its own blocks and no other.
static void test_own(const struct lr_world *world) {
  struct lr_track_run *run = create(&ALONE, 2100, world), *start = create(&ALONE, 2100, NULL);
  step(run, 1, 1);
  size_t blocks;
  const struct lr_track_block *now = lr_track_run_blocks(run, 0, &blocks), *then = lr_track_run_blocks(start, 0, &blocks);
  struct lr_share own = lr_world_share(world, blocks);
  for (size_t b = 0; b < blocks; b++)
    LR_CHECK((memcmp(&now[b], &then[b], sizeof *now) != 0) == (b >= own.first && b < own.first + own.count));
  lr_track_run_free(run);
  lr_track_run_free(start);
}

static void test_kernels(const struct lr_world *world) {
  struct lr_error error = {0};
  const struct lr_track_kernel *same = lr_track_kernel_find("reference"), other = {.name = "other", .lanes = 1};
  LR_CHECK(lr_track_same_kernel(world, same, &error) == LR_OK);
  bool last = world->rank == world->ranks - 1;
  enum lr_status status = lr_track_same_kernel(world, last ? &other : same, &error);
  LR_CHECK(status == (world->ranks > 1 ? LR_E_USAGE : LR_OK));
  if (world->ranks > 1) LR_CHECK(strstr(error.text, "'reference'") && strstr(error.text, "'other'"));
}

// The last rank is interrupted: all stop, at the last whole turn, and what they save is that of a run that went so far.
static void test_interrupt(const struct lr_world *world) {
  struct lr_error error = {0};
  struct lr_track_run *alone = create(&ALONE, 2100, NULL), *shared = create(&ALONE, 2100, world);
  step(alone, 32, 1);
  step(shared, 32, 1);
  if (world->rank == world->ranks - 1) lr_interrupt_request();
  LR_CHECK(lr_track_run_step(shared, TURNS, 1, &error) == LR_E_INTERRUPTED);
  LR_CHECK(lr_interrupt_requested());
  LR_CHECK(lr_track_run_turn(shared) == 32);
  struct lr_buffer a = saved(alone), b = saved(shared);
  LR_CHECK(same_bytes(a, b));
  lr_buffer_free(&a);
  lr_buffer_free(&b);
  lr_track_run_free(alone);
  lr_track_run_free(shared);
}

int main(void) {
  struct lr_world world;
  struct lr_error error = {0};
  if (lr_world_start(&world, &error) != LR_OK) {
    fprintf(stderr, "%s\n", error.text);
    return 1;
  }
  test_same(&ALONE, &world, 2100);  // five blocks, the last of 52
  test_same(&ALONE, &world, 400);   // one block: all ranks but the first have none
  for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) test_same(&WAYS[i], &world, 1100);
  test_own(&world);
  test_kernels(&world);
  test_interrupt(&world);
  lr_world_end();
  return lr_test_end();
}
