// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach help [VERB], help --man
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/call.h"
#include "cli/man_page.h"

static error_t accept_all(int key, char *value, struct argp_state *state) {
  (void)key, (void)value, (void)state;
  return 0;
}

// The text of `lumireach VERB --help`, by argp itself, so that both are one.
static enum lr_status print_help(const struct lr_command *command, struct lr_error *error) {
  struct argp_option *options = lr_command_options(command);
  if (!options) return lr_error_set(error, LR_E_MEMORY, "no memory");
  char name[64], help[] = "--help", *values[] = {name, help, NULL};
  snprintf(name, sizeof name, "lumireach %s", command->name);
  const struct argp argp = {options, accept_all, command->arguments, command->details ? command->details : command->summary,
                            NULL, NULL, NULL};
  argp_parse(&argp, 2, values, ARGP_NO_EXIT, NULL, NULL);
  free(options);
  return lr_call_print_text("", error);  // reports a stdout that took nothing
}

enum lr_status lr_cmd_help(const struct lr_call *call, struct lr_error *error) {
  const char *verb = call->arguments ? call->argument[0] : NULL;
  bool man = lr_call_option(call, 'M') != NULL;
  if (verb && man) return lr_error_set(error, LR_E_USAGE, "--man is one page for all verbs: leave '%.80s' away", verb);
  if (verb) {
    const struct lr_command *command = lr_command_find(verb);
    if (command) return print_help(command, error);
    return lr_command_unknown(verb, error);
  }
  struct lr_buffer out = {0};
  if (man) lr_man_page_write(&out);
  else lr_command_usage(&out);
  enum lr_status status = out.failed ? lr_error_set(error, LR_E_MEMORY, "no memory for the text")
                                     : lr_call_print_text(lr_buffer_text(&out), error);
  lr_buffer_free(&out);
  return status;
}
