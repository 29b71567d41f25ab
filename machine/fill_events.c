// SPDX-License-Identifier: GPL-3.0-or-later
// The events of a fill: those listed and those drawn, in order of time.
#include <math.h>
#include <stdlib.h>

#include "base/constants.h"
#include "base/random.h"
#include "machine/fill_fields.h"

enum { MOST_DRAWN = 100000 };

// Aborts of both rings up to the end of the fill; counts only when `event` is NULL.
static size_t draw(const struct lr_fill_input *input, uint64_t seed, struct lr_fill_event *event) {
  struct lr_random random = lr_random_stream(seed, LR_FILL_STREAM, 0);
  size_t count = 0;
  if (!(input->aborts_per_day > 0)) return 0;
  for (double time_s = 0; count <= MOST_DRAWN; time_s += input->abort_recovery_s) {
    time_s -= log(lr_random_uniform(&random)) * LR_DAY_s / input->aborts_per_day;
    if (!(time_s < input->fill.duration_s)) break;
    if (event)
      event[count] = (struct lr_fill_event){.time_s = time_s,
                                            .kind = LR_FILL_ABORT,
                                            .ring = {true, true},
                                            .recovery_s = input->abort_recovery_s,
                                            .current_A = {NAN, NAN}};
    count++;
  }
  return count;
}

enum lr_status lr_fill_events(const struct lr_fill_input *input, uint64_t seed, struct lr_fill_event **events,
                              size_t *count, struct lr_error *error) {
  size_t drawn = draw(input, seed, NULL), listed = 0, next = 0;
  *events = NULL;
  *count = drawn + input->events;
  if (drawn > MOST_DRAWN)
    return lr_error_set(error, LR_E_DOMAIN, "more than %d aborts in the fill: fewer per day, or a shorter fill", MOST_DRAWN);
  if (!*count) return LR_OK;
  struct lr_fill_event *all = calloc(*count, sizeof *all), *random = calloc(drawn + 1, sizeof *random);
  if (all && random) {
    draw(input, seed, random);
    for (size_t i = 0; i < *count; i++) {
      bool from_list = next == drawn || (listed < input->events && input->event[listed].time_s <= random[next].time_s);
      all[i] = from_list ? input->event[listed++] : random[next++];
    }
    *events = all;
  }
  free(random);
  if (*events) return LR_OK;
  free(all);
  return lr_error_set(error, LR_E_MEMORY, "no memory for the events of a fill");
}

enum lr_status lr_fill_input_run(const struct lr_fill_input *input, uint64_t seed, struct lr_fill_result *result,
                                 struct lr_error *error) {
  struct lr_fill fill = input->fill;
  struct lr_fill_event *events;
  enum lr_status status = lr_fill_events(input, seed, &events, &fill.events, error);
  if (status != LR_OK) return status;
  fill.event = events;
  status = lr_fill_run(&fill, result, error);
  free(events);
  return status;
}
