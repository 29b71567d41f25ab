// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach [--version] [--help] [--cite [SCENARIO]] VERB [options] [SCENARIO|-]
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>

#include "base/parallel.h"
#include "cli/call.h"
#include "cli/cite.h"
#include "cli/ranks.h"
#include "version.h"

static void on_interrupt(int number) {
  lr_interrupt_request();
  signal(number, SIG_DFL);  // a second ctrl-C ends it at once
}

static void set_signals(void) {
  struct sigaction action = {.sa_handler = on_interrupt};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  signal(SIGPIPE, SIG_IGN);  // a closed pipe is an output error, reported as such
}

static int print_usage(FILE *stream) {
  struct lr_buffer text = {0};
  lr_command_usage(&text);
  bool fine = fputs(lr_buffer_text(&text), stream) != EOF && fflush(stream) == 0;
  lr_buffer_free(&text);
  return fine ? 0 : 4;
}

static int print_citation(int count, char **values) {
  struct lr_error error = {.status = LR_OK};
  struct lr_buffer text = {0};
  const bool option = count > 2 && values[2][0] == '-' && values[2][1];  // "-" is standard input
  enum lr_status status = option ? lr_error_set(&error, LR_E_USAGE, "--cite wants a scenario or nothing, got the option '%s'", values[2])
                          : count > 3 ? lr_error_set(&error, LR_E_USAGE, "--cite wants one scenario at most: '%s'", values[3])
                                    : lr_cite(count > 2 ? values[2] : NULL, &text, &error);
  if (status == LR_OK && (fputs(lr_buffer_text(&text), stdout) == EOF || fflush(stdout) != 0))
    status = lr_error_set(&error, LR_E_IO, "%s", errno == EPIPE ? "" : "cannot write the result");
  lr_buffer_free(&text);
  if (status != LR_OK && *error.text) fprintf(stderr, "lumireach: %s\n", error.text);
  return lr_status_exit_code(status);
}

// Options that mean nothing without a scenario are refused where none is read.
static void check_uses(const struct lr_call *call, const struct argp_state *state) {
  const char *verb = call->command->name, *unused = call->sets ? "set" : call->has_seed ? "seed" : call->has_output ? "output" : NULL;
  bool reads = strstr(call->command->arguments, "SCENARIO") || strcmp(verb, "compare") == 0;
  if (!reads && unused) argp_error(state, "%s reads no scenario and has no use for --%s", verb, unused);
}

static error_t parse_option(int key, char *value, struct argp_state *state) {
  struct lr_call *call = state->input;
  char *end;
  switch (key) {
    case 's':
      if (call->sets == LR_MOST_SETS) argp_error(state, "more than %d --set", LR_MOST_SETS);
      call->set[call->sets++] = value;
      return 0;
    case 'f':
      if (strcmp(value, "text") == 0) call->format = LR_FORMAT_TEXT;
      else if (strcmp(value, "csv") == 0) call->format = LR_FORMAT_CSV;
      else if (strcmp(value, "json") == 0) call->format = LR_FORMAT_JSON;
      else argp_error(state, "--format wants text, csv or json, got '%s'", value);
      return 0;
    case 't': call->table = value; return 0;
    case 'o':
      call->output = value;
      call->has_output = true;
      return 0;
    case 'q': call->quiet = true; return 0;
    case 'S':
      errno = 0;
      call->seed = strtoull(value, &end, 10);
      if (*end || end == value || errno || *value == '-' || call->seed > 9007199254740992u)  // 2^53: every JSON reader keeps it
        argp_error(state, "--seed wants a whole number from 0 to 2^53, got '%s'", value);
      call->has_seed = true;
      return 0;
    case 'j': {
      long jobs = strtol(value, &end, 10);
      if (*end || end == value || jobs < 1 || jobs > 1024) argp_error(state, "--jobs wants a number from 1 to 1024, got '%s'", value);
      call->jobs = (int)jobs;
      return 0;
    }
    case ARGP_KEY_ARG:
      if ((int)call->arguments >= call->command->most_arguments) argp_error(state, "too many arguments: '%s'", value);
      call->argument[call->arguments++] = value;
      return 0;
    case ARGP_KEY_END:
      check_uses(call, state);
      if ((int)call->arguments < call->command->least_arguments)
        argp_error(state, "%s is missing: try 'lumireach %s inputs/scenarios/baseline.yaml'", call->command->arguments,
                   call->command->name);
      return 0;
    default: break;
  }
  for (const struct argp_option *own = call->command->options; own && own->name; own++)
    if (own->key == key && call->options < LR_MOST_OPTIONS) {
      call->option[call->options].key = key;
      call->option[call->options++].value = value ? value : "";
      return 0;
    }
  return ARGP_ERR_UNKNOWN;
}

// `world` NULL: the verb is not shared, and ranks other than 0 have no part in it.
static enum lr_status run_on_ranks(struct lr_call *call, const struct lr_world *world, struct lr_error *error) {
  bool input = false;
  if (!world && lr_world_launched_rank() > 0) return LR_OK;
  call->world = world;
  for (size_t i = 0; i < call->arguments; i++) input = input || strcmp(call->argument[i], "-") == 0;
  enum lr_status status = world && input ? lr_ranks_share_input(world, error) : LR_OK;
  if (status == LR_OK) status = call->command->run(call, error);
  if (status == LR_OK && lr_interrupt_requested()) status = lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user");
  return lr_world_agree(world, status, error);
}

static enum lr_status run_command(const struct lr_command *command, int count, char **values, const struct lr_world *world,
                                  struct lr_error *error) {
  struct argp_option *options = lr_command_options(command);
  if (!options) return lr_error_set(error, LR_E_MEMORY, "no memory");
  char name[64];
  snprintf(name, sizeof name, "lumireach %s", command->name);
  values[0] = name;
  struct lr_call call = {.command = command, .output = "out"};
  struct argp argp = {options, parse_option, command->arguments, command->details ? command->details : command->summary,
                      NULL, NULL, NULL};
  argp_err_exit_status = 64;
  error_t result = argp_parse(&argp, count, values, 0, NULL, &call);
  enum lr_status status = result == 0 ? run_on_ranks(&call, world, error) : lr_error_set(error, LR_E_USAGE, "%s", strerror(result));
  free(options);
  return status;
}

// What argp printed (--help, --usage) went nowhere: say so, as everywhere else.
static void check_output(void) {
  if (fflush(stdout) != 0 && errno != EPIPE) _exit(lr_status_exit_code(LR_E_IO));
}

int main(int count, char **values) {
  set_signals();
  atexit(check_output);
  gsl_set_error_handler_off();
  struct lr_error error = {.status = LR_OK};
  struct lr_world world;
  const struct lr_command *command = count < 2 ? NULL : lr_command_find(values[1]);
  const bool shared = command && (command->needs & LR_SHARED_BY_RANKS);
  if (shared && lr_world_start(&world, &error) != LR_OK) {
    fprintf(stderr, "lumireach: %s\n", error.text);
    return lr_status_exit_code(error.status);
  }
  atexit(lr_world_end);
  lr_ranks_quiet(shared ? world.rank : lr_world_launched_rank());
  if (count < 2) {
    print_usage(stderr);
    return 64;
  }
  const char *verb = values[1];
  if (strcmp(verb, "--version") == 0 || strcmp(verb, "-V") == 0) {
    printf("lumireach %s\n", LR_VERSION);
    return fflush(stdout) == 0 ? 0 : 4;
  }
  if (strcmp(verb, "--help") == 0 || strcmp(verb, "-h") == 0 || strcmp(verb, "-?") == 0) {
    return print_usage(stdout);
  }
  if (strcmp(verb, "--cite") == 0) return print_citation(count, values);
  enum lr_status status = command ? run_command(command, count - 1, values + 1, shared ? &world : NULL, &error) : lr_command_unknown(verb, &error);
  if (status != LR_OK && *error.text) fprintf(stderr, "lumireach: %s\n", error.text);
  return lr_status_exit_code(status);
}
