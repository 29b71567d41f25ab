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
  size_t count = 0, own = 0;
  while (lr_common_options[count].name) count++;
  while (command->options && command->options[own].name) own++;
  struct argp_option *options = calloc(count + own + 1, sizeof *options);
  if (!options) return lr_error_set(error, LR_E_MEMORY, "no memory");
  if (own) memcpy(options, command->options, own * sizeof *options);
  memcpy(options + own, lr_common_options, count * sizeof *options);
  char name[64], help[] = "--help", *values[] = {name, help, NULL};
  snprintf(name, sizeof name, "lumireach %s", command->name);
  const struct argp argp = {options, accept_all, command->arguments, command->details ? command->details : command->summary,
                            NULL, NULL, NULL};
  argp_parse(&argp, 2, values, ARGP_NO_EXIT, NULL, NULL);
  free(options);
  return lr_call_print_text("", error);  // reports a stdout that took nothing
}

static void write_verbs(struct lr_buffer *out) {
  lr_buffer_add(out, "Usage: lumireach VERB [options] [SCENARIO|-]\n\nVerbs:\n");
  for (const struct lr_command *command = lr_commands; command->name; command++)
    lr_buffer_print(out, "  %-11s %-13s %s\n", command->name, command->arguments, command->summary);
  lr_buffer_add(out,
                "\n  lumireach help VERB          options of a verb\n"
                "  lumireach help --man         this as a manual page: lumireach help --man | man -l -\n"
                "  lumireach explain            equations, with sources and where they stand in the code\n"
                "  lumireach defaults -a        all keys of a scenario\n");
}

enum lr_status lr_cmd_help(const struct lr_call *call, struct lr_error *error) {
  const char *verb = call->arguments ? call->argument[0] : NULL;
  bool man = lr_call_option(call, 'M') != NULL;
  if (verb && man) return lr_error_set(error, LR_E_USAGE, "--man is one page for all verbs: leave '%.80s' away", verb);
  if (verb) {
    const struct lr_command *command = lr_command_find(verb);
    if (command) return print_help(command, error);
    const char *names[64];
    size_t known = 0;
    for (const struct lr_command *c = lr_commands; c->name && known < 63; c++) names[known++] = c->name;
    names[known] = NULL;
    const char *nearest = lr_text_nearest(verb, names);
    return lr_error_set(error, LR_E_USAGE, "there is no verb '%.80s'%s%s%s; 'lumireach help' lists them", verb,
                        nearest ? ": did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
  }
  struct lr_buffer out = {0};
  if (man) lr_man_page_write(&out);
  else write_verbs(&out);
  enum lr_status status = out.failed ? lr_error_set(error, LR_E_MEMORY, "no memory for the text")
                                     : lr_call_print_text(lr_buffer_text(&out), error);
  lr_buffer_free(&out);
  return status;
}
