// SPDX-License-Identifier: GPL-3.0-or-later
// One event: bookkeeping, repetition, closed limits, and a second way of computing it.
#include "beamloss/loss_event.h"

#include "base/constants.h"
#include "beamloss/kick.h"
#include "beamloss/loss_source.h"
#include "beamloss/loss_trace.h"
#include "tests/beamloss/losses.h"

enum { EVENTS = 2000, SEED = 4 };
static struct lr_error error;

static struct lr_loss_event run(const struct lr_loss_input *in, uint64_t id, bool powered, struct lr_loss_trace *trace) {
  struct lr_loss_worker *worker = NULL;
  struct lr_loss_event event;
  memset(&event, 0, sizeof event);
  LR_CHECK(lr_loss_worker_create(in, &worker, &error) == LR_OK);
  enum lr_status status = lr_loss_event_run(in, SEED, id, powered, worker, trace, &event, &error);
  if (status != LR_OK) fprintf(stderr, "event %d: %s\n", (int)id, error.text);
  LR_CHECK(status == LR_OK);
  lr_loss_worker_free(worker);
  return event;
}

static bool bits(double a, double b) { return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b)); }

// All but what power decides.
static bool same_beam(const struct lr_loss_event *a, const struct lr_loss_event *b) {
  const double x[] = {a->highest_charge, a->lost, a->dumped, a->stored, a->direct, a->duration_s, a->abort.full_s, a->abort.first_loss_s, a->recorded_rad, a->downtime_s,
                      a->dose_rad[0], a->dose_rad[1]},
               y[] = {b->highest_charge, b->lost, b->dumped, b->stored, b->direct, b->duration_s, b->abort.full_s, b->abort.first_loss_s, b->recorded_rad, b->downtime_s,
                      b->dose_rad[0], b->dose_rad[1]};
  bool same = memcmp(&a->draw, &b->draw, sizeof a->draw) == 0 && a->grain == b->grain && a->turns == b->turns && a->first_aperture == b->first_aperture &&
              a->aborted == b->aborted && a->saturated == b->saturated && a->outcome.quench == b->outcome.quench && a->outcome.damage == b->outcome.damage &&
              memcmp(a->lost_at, b->lost_at, sizeof a->lost_at) == 0 && memcmp(a->module_rad, b->module_rad, sizeof a->module_rad) == 0;
  for (size_t i = 0; i < sizeof x / sizeof *x; i++) same = same && bits(x[i], y[i]);
  return same;
}
static bool same_event(const struct lr_loss_event *a, const struct lr_loss_event *b) {
  return same_beam(a, b) && a->gates.lost == b->gates.lost && bits(a->gates_expected, b->gates_expected) && memcmp(a->gates.module, b->gates.module, sizeof a->gates.module) == 0;
}

static void check_one(const struct lr_loss_input *in, const struct lr_loss_event *e) {
  const struct lr_loss_ring_input *ring = &in->ring[e->draw.ring];
  double sum = 0, dose_rad = 0, ir_J = 0, most_J = 0, joule = ring->energy_eV * LR_E_C * e->particles;
  for (size_t k = 0; k < ring->apertures; k++) {
    sum += e->lost_at[k];
    dose_rad += 100 * e->lost_at[k] * e->particles * e->draw.dose_Gy[k];
    if (ring->aperture[k].kind == LR_LOSS_IR) ir_J += e->lost_at[k] * joule;
    if (ring->aperture[k].kind == LR_LOSS_COLLIMATOR) most_J = fmax(most_J, e->lost_at[k] * joule);
  }
  LR_NEAR(e->stored + e->lost + e->dumped, 1, 1e-9);
  LR_CHECK(e->stored >= 0 && e->lost >= 0 && e->dumped >= 0 && e->direct >= 0 && e->direct < 0.2);
  LR_CHECK(fabs(sum - e->lost) <= 1e-9);
  LR_NEAR(e->particles * LR_E_C / (lr_loss_ring_end(ring) / LR_C_m_s), ring->current_A, 1e-12);
  LR_CHECK(fabs(dose_rad - e->dose_rad[0]) <= 1e-9 * dose_rad);
  LR_CHECK(e->outcome.quench == (ir_J >= e->draw.quench_J) && e->outcome.damage == (most_J >= e->draw.damage_J));
  LR_CHECK((e->lost > e->direct * (1 + 1e-9)) == (e->first_aperture >= 0));
  if (e->first_aperture >= 0) LR_CHECK(e->lost_at[e->first_aperture] > 0);
  LR_CHECK((e->lost * (double)in->particles > 0.5 || e->dumped > 0) == (e->downtime_s > 0));
  LR_CHECK(!e->kept_away || (e->turns == 0 && e->lost == 0 && e->stored == 1));
  LR_CHECK(!e->aborted || e->abort.full_s > e->abort.first_loss_s);
  LR_CHECK(!isfinite(e->abort.full_s) || e->stored == 0);  // an abort is followed until the ring is empty
  // a grain that took nothing was followed to its end, or as long as is waited for
  LR_CHECK(e->draw.mechanism == LR_LOSS_ARC || e->kept_away || e->grain != LR_GRAIN_IN_FLIGHT || e->lost > 0 || e->turns == 600);
  LR_CHECK(e->gates_expected <= LR_PXD_MODULES * LR_PXD_GATES && e->gates.lost <= LR_PXD_MODULES * LR_PXD_GATES);
}

static void bookkeeping(const struct lr_loss_input *in) {
  struct lr_loss_worker *worker = NULL;
  struct lr_loss_event *event = calloc(EVENTS, sizeof *event);
  size_t lost = 0, aborted = 0, gates = 0, far = 0, half = 0;
  LR_CHECK(event && lr_loss_worker_create(in, &worker, &error) == LR_OK);
  for (size_t i = 0; i < EVENTS; i++) {
    enum lr_status status = lr_loss_event_run(in, SEED, i + 1, true, worker, NULL, &event[i], &error);
    if (status != LR_OK) fprintf(stderr, "%s\n", error.text);
    LR_CHECK(status == LR_OK && event[i].id == i + 1);
    check_one(in, &event[i]);
    lost += event[i].lost > 0;
    aborted += event[i].aborted;
    gates += event[i].gates.lost > 0;
    far += event[i].draw.mechanism == LR_LOSS_DUST && event[i].draw.speed_m_s == 0 && event[i].draw.charge > 1e8 && event[i].grain != LR_GRAIN_IN_FLIGHT;
    half += event[i].lost > 0.5;
  }
  LR_CHECK(lost > 100 && aborted > 20 && gates > 5 && far > 20 && half > 20);  // else the above says little
  for (size_t i = 0; i < EVENTS; i += 29) {  // alone, traced, without power
    struct lr_loss_trace trace = {0};
    struct lr_loss_event again = run(in, i + 1, true, NULL), traced = run(in, i + 1, true, &trace), off = run(in, i + 1, false, NULL);
    LR_CHECK(same_event(&again, &event[i]) && same_event(&traced, &event[i]));
    LR_CHECK(same_beam(&off, &event[i]) && off.gates.lost == 0 && off.gates_expected == 0);
    double sum = 0, last_stored = 1 - event[i].direct, dose_rad = 0;
    for (size_t k = 0; k < trace.turns; k++) {
      sum += trace.turn[k].lost;
      LR_CHECK(k == 0 || (trace.turn[k].dose_l1_rad >= dose_rad || trace.turn[k].dumped > trace.turn[k - 1].dumped));
      last_stored = trace.turn[k].stored;
      dose_rad = trace.turn[k].dose_l1_rad;
    }
    LR_CHECK((long)trace.turns == event[i].turns && (trace.turns == 0 || last_stored >= event[i].stored - 1e-12));
    if (!event[i].aborted) LR_CHECK(fabs(sum - event[i].lost) < 1e-9 && fabs(dose_rad - event[i].dose_rad[0]) <= 1e-9 * dose_rad);
    for (size_t k = 1; k < trace.points; k++) LR_CHECK(trace.point[k].time_s > trace.point[k - 1].time_s);
    lr_loss_trace_free(&trace);
  }
  lr_loss_worker_free(worker);
  free(event);
}

// An arc that is there at once and stays, at one place, with all else fixed; no abort.
static void make_steady(struct lr_loss_input *in, double charge) {
  for (int r = 0; r < LR_LOSS_RINGS; r++) {
    in->ring[r].sections = 1;
    in->ring[r].section[0].start_m = in->ring[r].section[0].end_m = 2275;
    in->ring[r].gap_scale = fixed_prior(1);
    in->ring[r].emittance_y_m = fixed_prior(40e-12);
  }
  in->arc.charge = fixed_prior(charge);
  in->arc.rise_s = fixed_prior(1e-9);
  in->arc.fall_s = fixed_prior(1e6);
  in->arc.height_m = fixed_prior(60e-6);
  in->dust_share = fixed_prior(0);
  in->softening_m = fixed_prior(50e-6);
  in->offset_x_m = fixed_prior(0);
  in->abort.monitors = 0;
}

static void second_way(double charge, double damping_turns) {
  enum { PARTICLES = 3000, TURNS = 10 };
  struct lr_loss_input in = losses_good(&LOSSES_ARC);
  make_steady(&in, charge);
  in.particles = PARTICLES;
  in.turns = TURNS;
  in.ring[0].damping_turns = damping_turns;
  struct lr_loss_trace trace = {0};
  struct lr_loss_event event = run(&in, 7, true, &trace);

  const struct lr_loss_optics_point point[] = {{"TOP", 370.359, 14.610, 67.204, 6.0358},       {"OHO", 777.000, 38.030, 29.643, 11.8417},
                                               {"NARROW", 1433.810, 13.714, 23.263, 22.0072},  {"FOCUS", 1515.397, 20, 1284.67, 23.4833},
                                               {"NIKKO", 2275.000, 16.454, 13.210, 35.3637},   {"END", 3016.30649, 55.434, 12.117, 46.5812}};
  const struct lr_aperture aperture[] = {{"TOP", LR_LOSS_COLLIMATOR, 2.8e-3, 2.8e-3, 0}, {"NARROW", LR_LOSS_COLLIMATOR, 1.3e-3, 1.3e-3, 0}, {"FOCUS", LR_LOSS_IR, 10.5e-3, 10.5e-3, 0}};
  const struct lr_loss_ring_setup setup = {.optics = {point, 6, 3016.30649, 46.5812}, .aperture = aperture, .apertures = 3, .source = {.s_m = 2275},
                                           .emittance_y_m = 40e-12, .kicker_s_m = 785, .ip_s_m = NAN};
  struct lr_loss_ring ring;
  struct lr_train train;
  LR_CHECK(lr_loss_ring_build(&setup, &ring, &error) == LR_OK && lr_train_create(PARTICLES, &train, &error) == LR_OK);
  const struct lr_filling filling = {2346, 2, 200e-9, event.draw.first_gap * ring.turn_s / 2};
  const struct lr_train_start start = {PARTICLES, 40e-12, filling, lr_random_stream(SEED, LR_LOSS_STREAM_BEAM, 7)};
  LR_CHECK(lr_train_restart(&train, &ring, &start, &error) == LR_OK);
  const struct lr_train_beam beam = {2 * LR_ELECTRON_RADIUS_m / (4e9 / LR_ELECTRON_MASS_eV), sqrt(4e-9 * 16.454), exp(-1 / damping_turns)};
  struct lr_random random = lr_random_stream(SEED, LR_LOSS_STREAM_KICKS, 7);
  double time_s[] = {0, ring.turn_s / 4}, rising[] = {0, charge}, height[] = {60e-6, 60e-6};
  LR_CHECK(trace.turns > 0 && trace.turns <= TURNS);
  for (size_t n = 0; n < trace.turns; n++) {  // the source comes up in the first quarter of a turn
    const struct lr_train_charge source = n ? (struct lr_train_charge){1, time_s, rising + 1, height, 0, 50e-6} : (struct lr_train_charge){2, time_s, rising, height, 0, 50e-6};
    lr_train_pass(&train, &ring, &beam, &source, &random);
    LR_NEAR(trace.turn[n].charge, charge, 1e-9);
  }
  for (size_t n = 0; n < trace.turns; n++) {  // losses stand in the turn in which they are, the last turn has those behind it
    size_t lost = 0;
    for (size_t i = 0; i < train.losses; i++) lost += n + 1 == trace.turns || train.loss[i].time_s < (double)(n + 1) * ring.turn_s;
    LR_CHECK(fabs(trace.turn[n].stored - (1 - (double)lost / PARTICLES)) < 1e-12);
  }
  LR_NEAR(event.stored, (double)train.stored / PARTICLES, 1e-12);
  LR_CHECK(event.lost > 0.05 && event.dumped == 0 && !event.aborted && event.direct == 0);
  for (size_t e = 0; e < ring.elements; e++) LR_NEAR(event.lost_at[ring.element[e].aperture], (double)train.lost[e] / PARTICLES, 1e-12);
  lr_train_free(&train);
  lr_loss_trace_free(&trace);
  lr_loss_input_free(&in);
}

static void limits(void) {
  struct lr_loss_input in = losses_good(&LOSSES_ARC);
  make_steady(&in, 3e10);
  in.turns = 2;
  struct lr_loss_event two = run(&in, 3, true, NULL);
  in.turns = 1;
  struct lr_loss_event one = run(&in, 3, true, NULL);
  LR_CHECK(two.turns == 2 && one.turns == 1 && two.lost > one.lost && one.lost > 0 && two.stored > 0);
  in.turns = 12;
  for (uint64_t id = 1; id <= 50; id++) {  // a source too weak to act
    in.arc.charge = fixed_prior(id % 2 ? 0 : 0.9e7);
    struct lr_loss_event none = run(&in, id, true, NULL);
    LR_CHECK(none.turns == 0 && none.lost == 0 && none.stored == 1 && none.downtime_s == 0 && none.dose_rad[0] == 0 && none.gates.lost == 0 && none.first_aperture == -1 &&
             none.duration_s == 0 && !none.aborted);
  }
  in.arc.charge = fixed_prior(1e9);  // acts, but nothing is lost
  struct lr_loss_event weak = run(&in, 1, true, NULL);
  LR_CHECK(weak.turns == 12 && weak.lost == 0 && weak.stored == 1 && weak.downtime_s == 0);
  // a source that ends, and losses that end: not followed further
  in.arc.charge = fixed_prior(3e10);
  in.arc.fall_s = fixed_prior(2e-6);
  in.turns = 500;
  struct lr_loss_event brief = run(&in, 1, true, NULL);
  LR_CHECK(brief.turns < 100 && brief.stored > 0);
  lr_loss_input_free(&in);
}

// The abort fires also when it is asked for in the last turns, or after the source has ended.
static void late_abort(void) {
  struct lr_loss_input in = losses_good(&LOSSES_ARC);
  make_steady(&in, 4e10);
  in.abort.monitors = 1;
  in.abort.monitor[0].threshold_Gy = 1e-12;
  in.ring[0].aperture[1].dose_Gy = in.ring[0].aperture[0].dose_Gy = in.ring[0].aperture[2].dose_Gy = fixed_prior(6e-15);
  in.arc.rise_s = fixed_prior(1e-6);
  in.arc.fall_s = fixed_prior(1e-5);
  for (uint64_t id = 1; id <= 40; id++) {
    in.abort.monitor[0].link_s = fixed_prior((double)id * 2e-6);
    in.turns = 1 + (long)id % 8;
    struct lr_loss_event e = run(&in, id, true, NULL);
    LR_CHECK(e.lost > 0 && e.lost < 1);
    LR_CHECK(e.aborted && e.stored == 0 && e.dumped > 0);
  }
  lr_loss_input_free(&in);
}

// With the optics and energy of the other ring, a charge of the other sign does the same.
static void mirror(void) {
  struct losses_text t = LOSSES_ARC;
  t.her = LOSSES.ler;
  struct lr_loss_input ler = losses_good(&t);
  make_steady(&ler, 3e10);
  struct lr_loss_input her = ler, same = ler;
  her.ler_share = fixed_prior(0);
  her.arc.charge = fixed_prior(-3e10);
  same.ler_share = fixed_prior(0);
  size_t different = 0;
  for (uint64_t id = 1; id <= 20; id++) {
    struct lr_loss_event a = run(&ler, id, true, NULL), b = run(&her, id, true, NULL), c = run(&same, id, true, NULL);
    LR_CHECK(a.draw.ring == LR_LOSS_LER && b.draw.ring == LR_LOSS_HER && a.highest_charge == -b.highest_charge);
    LR_CHECK(a.lost > 0 && a.lost == b.lost && memcmp(a.lost_at, b.lost_at, sizeof a.lost_at) == 0 && a.duration_s == b.duration_s && a.dose_rad[0] == b.dose_rad[0]);
    different += c.lost != a.lost;
  }
  LR_CHECK(different > 0);
  lr_loss_input_free(&ler);
}

static void grains(void) {
  struct lr_loss_input in = losses_good(&LOSSES);
  in.dust.neutral_share = 1;
  in.dust.launched_share = 0;
  in.dust.fall_m = fixed_prior(0);
  in.ring[0].current_A = 1e-9;
  in.dust.start_height_m = 12e-3;
  struct lr_loss_event slow = run(&in, 1, true, NULL);  // is on its way longer than is waited for
  LR_CHECK(slow.grain == LR_GRAIN_TIMED_OUT && slow.turns == 0 && slow.lost == 0 && slow.stored > 0.999);
  LR_TEXT_IS(lr_grain_outcome_text(slow.grain), "timed out");
  for (int i = 0; i < 4; i++) {  // from any height it falls through a beam that is not there
    static const double HEIGHT_m[] = {1e-4, 3e-4, 2e-3, 10e-3};
    in.dust.start_height_m = HEIGHT_m[i];
    LR_CHECK(run(&in, 1, true, NULL).grain == LR_GRAIN_CROSSED);
  }
  // no grain carries more charge than holds together: 4 pi eps0 R^2 sqrt(2 S / eps0) / e = 2.6e7 at 5 um and 10 MPa
  in.dust.neutral_share = 0;
  in.dust.charge = fixed_prior(1e10);
  in.dust.radius_m = fixed_prior(5e-6);
  in.dust.strength_eV_m3 = fixed_prior(1e7 / LR_E_C);
  in.dust.start_height_m = 3e-4;
  in.dust.fall_m = fixed_prior(0);
  struct lr_loss_event torn = run(&in, 1, true, NULL);
  LR_CHECK(fabs(torn.highest_charge) < 2.62e7);
  lr_loss_input_free(&in);
}

static void long_names(void) {  // a monitor at an aperture with a long name sees its losses
  static const char OPTICS[] = "element,s_m,beta_x_m,beta_y_m,nu_y\nA_NAME_OF_THIRTY_NINE_CHARACTERS_AT_MOST,370,14,67,6\nNIKKO,2275,16,13,35.4\nEND,3016,55,12,46.58\n";
  struct losses_text t = LOSSES_ARC;
  t.sections = "      nikko: {weight: 1, start: 2275 m, end: 2275 m, at: NIKKO}\n";
  t.apertures = "      A_NAME_OF_THIRTY_NINE_CHARACTERS_AT_MOS: {top: 2 mm, bottom: 2 mm}\n";
  t.monitors = "      m: {at: A_NAME_OF_THIRTY_NINE_CHARACTERS_AT_MOS, threshold_particles: 1e8, window: 1 us, sampling: 0.1 us}\n";
  struct lr_loss_input in;
  struct said said;
  char optics[400];
  snprintf(optics, sizeof optics, "%s", OPTICS);
  memmove(strstr(optics, "MOST,") + 3, strstr(optics, "MOST,") + 4, strlen(strstr(optics, "MOST,") + 4) + 1);
  LR_CHECK(losses_read(&t, optics, &in, &said));
  fputs(said.text, stderr);
  in.arc.charge = fixed_prior(1e11);
  struct lr_loss_event e = run(&in, 1, true, NULL);
  LR_CHECK(e.lost > 0 && e.aborted);
  said_free(&said);
  lr_loss_input_free(&in);
}

int main(void) {
  struct lr_loss_input in = losses_good(&LOSSES_ALL);
  bookkeeping(&in);
  lr_loss_input_free(&in);
  second_way(3e10, INFINITY);
  second_way(1e11, INFINITY);
  second_way(2e10, 50);
  limits();
  late_abort();
  mirror();
  grains();
  long_names();
  losses_clean();
  return lr_test_end();
}
