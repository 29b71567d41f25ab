// SPDX-License-Identifier: GPL-3.0-or-later
// Claim: 10,000 histories of a plan of 25 years with five faults a day take under 10 s on two cores and under 1 GB.
// Prints the time of all, the CPU time of a history and of a fault, for two threads and for one, and without faults.
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "projections/histories.h"

static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double cpu_of(const struct rusage *u) {
  return (double)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) + 1e-6 * (double)(u->ru_utime.tv_usec + u->ru_stime.tv_usec);
}

static struct lr_period period[25];

// 210 days of beam a year like the baseline plan, and its priors.
static struct lr_plan plan_of(double faults_per_day, double sudden_per_day) {
  struct lr_plan plan = {.lumi_kind = LR_RECORDED, .so_far = {575e43, lr_date_make(2024, 12, 31), LR_RECORDED, 0.86}, .period = period, .periods = 25};
  for (int k = 0; k < 25; k++) {
    struct lr_period *p = &period[k];
    *p = (struct lr_period){.start = lr_date_make(2025 + k, 1, 1), .end = lr_date_make(2025 + k, 12, 31), .runs = 2, .knots = 1, .beam_days = 210,
                            .startup_days = 20, .study_fraction = 0.1, .availability = 1, .trip_factor = 1, .mean_over_peak = 0.7,
                            .recording_efficiency = 0.9, .luminosity_cap_m2s = INFINITY, .share_4s = 0.86};
    p->run[0] = (struct lr_run){lr_date_make(2025 + k, 2, 15), lr_date_make(2025 + k, 7, 3)};
    p->run[1] = (struct lr_run){lr_date_make(2025 + k, 10, 5), lr_date_make(2025 + k, 12, 27)};
    p->knot[0].peak_m2s = 5e38 + k * 2e38;
    snprintf(p->id, sizeof p->id, "%d", 2025 + k);
  }
  plan.horizon = lr_date_make(2049, 12, 31);
  plan.shutdowns = 1;
  plan.shutdown[0] = (struct lr_shutdown){"LS2", lr_date_make(2032, 7, 1), lr_date_make(2032, 9, 30), true, {LR_EXPONENTIAL, LR_DIM_TIME, 365 * 86400., 0, 0}};
  plan.ramp_speed = (struct lr_prior){LR_LOGNORMAL, LR_DIM_NUMBER, 0.82, 0.35, 0};
  plan.efficiency = (struct lr_prior){LR_NORMAL, LR_DIM_NUMBER, 1, 0.12, 0};
  plan.ceiling = (struct lr_prior){LR_TRIANGULAR, LR_DIM_LUMINOSITY, 15e38, 45e38, 63e38};
  plan.year = (struct lr_prior){LR_NORMAL, LR_DIM_NUMBER, 1, 0.1, 0};
  plan.faults = (struct lr_prior){.distribution = LR_FIXED, .a = 1};
  plan.refill_s = 1200;
  plan.faults_given = faults_per_day > 0 ? 5 : 0;
  for (size_t k = 0; k < plan.faults_given; k++)
    plan.fault[k] = (struct lr_fault){.rate_per_s = (faults_per_day - sudden_per_day) / 86400 / 5, .recovery = {1, 900 + 600. * (double)k, 1.5}, .tuning_s = 900, .tuning_level = 0.8};
  if (sudden_per_day > 0) {
    plan.sudden = (struct lr_sudden_losses){.given = true, .outcome = {LR_LOGNORMAL, LR_DIM_NUMBER, 1, 0.5, 0}, .tuning_s = 1800, .tuning_level = 0.8,
                                            .step_back_level = 0.7, .step_back_s = 7 * 86400., .dose_Gy = 5e-5, .gates = 1e-3};
    plan.sudden.rate_per_s.knots = 1;
    plan.sudden.rate_per_s.knot[0].date = LR_NO_DATE;
    plan.sudden.rate_per_s.knot[0].value = sudden_per_day / 86400;
    plan.sudden.reference_bunch_current_A = NAN;
    plan.sudden.exponent = NAN;
    const struct lr_recovery ends[] = {{0.97, 1800, 1}, {0.02, 4 * 3600., 1}, {0.01, 86400., 0.5}};
    memcpy(plan.sudden.end, ends, sizeof ends);
  }
  return plan;
}

static void bench(const char *name, struct lr_plan plan, size_t count, int jobs) {
  struct lr_plan_days days;
  struct lr_histories h;
  struct lr_error error;
  if (lr_plan_expect(&plan, &days, &error)) {
    printf("%s: %s\n", name, error.text);
    return;
  }
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  double start_s = now_s(), cpu_s = -cpu_of(&usage);
  const struct lr_history_wish wish = {.count = count, .seed = 1, .jobs = jobs};
  if (lr_plan_histories(&plan, &days, &wish, NULL, &h, &error)) {
    printf("%s: %s\n", name, error.text);
    return;
  }
  double took_s = now_s() - start_s, faults = h.faults;
  getrusage(RUSAGE_SELF, &usage);
  cpu_s += cpu_of(&usage);
  printf("%-36s %8zu %4d %8.2f %8.2f %10.3f %10.0f %10.1f %8.0f\n", name, count, jobs, took_s, cpu_s, cpu_s * 1e3 / (double)count, faults,
         faults > 0 ? cpu_s * 1e9 / faults / (double)count : NAN, (double)usage.ru_maxrss / 1024);
  lr_histories_free(&h);
  lr_plan_days_free(&days);
}

int main(void) {
  printf("%-36s %8s %4s %8s %8s %10s %10s %10s %8s\n", "25 years, two runs a year", "count", "jobs", "wall s", "cpu s", "ms/history", "faults", "ns/fault", "peak MB");
  bench("five systems, 5 faults a day", plan_of(7, 0), 10000, 2);
  bench("with sudden losses, steps back", plan_of(7, 0.5), 10000, 2);
  bench("five systems, one thread", plan_of(7, 0), 2000, 1);
  bench("no faults", plan_of(0, 0), 10000, 2);
  bench("no faults, one thread", plan_of(0, 0), 2000, 1);
  return 0;
}
