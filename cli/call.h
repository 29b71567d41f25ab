// SPDX-License-Identifier: GPL-3.0-or-later
// A call of the program: the table of verbs, the options that all verbs share, and what a verb gets to work with.
// A new verb is one file cmd_*.c and one row in commands.c.
#ifndef LR_CLI_CALL_H
#define LR_CLI_CALL_H

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/world.h"
#include "base/write.h"
#include "cli/scenario.h"

enum { LR_MOST_SETS = 64, LR_MOST_OPTIONS = 32, LR_MOST_ARGUMENTS = 64 };

struct lr_command;

struct lr_call {
  const struct lr_command *command;
  const char *argument[LR_MOST_ARGUMENTS];  // what stands beside the options: the scenario, case names, ..
  size_t arguments;
  const char *set[LR_MOST_SETS];
  size_t sets, option_sets;  // the last option_sets of them stand for options of the verb: a bad one is wrong usage
  enum lr_format format;
  const char *table;    // --table: only this one
  const char *output;   // -o
  bool has_output, has_seed, quiet;
  uint64_t seed;
  int jobs;
  const struct lr_world *world;  // the ranks that share the work; NULL: this one does all
  struct {
    int key;
    const char *value;
  } option[LR_MOST_OPTIONS];  // the verb's own options
  size_t options;
};

struct lr_command {
  const char *name, *arguments, *summary;  // "plan", "SCENARIO", "run plan -> ..."
  const char *details;                     // a paragraph for --help and the man page
  const struct argp_option *options;       // its own, NULL for none
  int needs;                               // enum lr_need of its scenario, and LR_SHARED_BY_RANKS
  int least_arguments, most_arguments;
  enum lr_status (*run)(const struct lr_call *call, struct lr_error *error);
};

extern const struct lr_command lr_commands[];       // ended by a row without a name
extern const struct argp_option lr_common_options[];

const struct lr_command *lr_command_find(const char *name);
// "there is no verb 'plna': did you mean 'plan'?": LR_E_USAGE.
enum lr_status lr_command_unknown(const char *name, struct lr_error *error);
// Own and common options of a verb in one malloc'd table for argp; NULL: no memory.
struct argp_option *lr_command_options(const struct lr_command *command);
// The list of verbs, as `lumireach --help` prints it.
void lr_command_usage(struct lr_buffer *out);

// Value of an option of the verb, NULL when it was not given ("" when it takes none).
const char *lr_call_option(const struct lr_call *call, int key);

// Loads the scenario of the call and prints its problems on stderr.
enum lr_status lr_call_scenario(const struct lr_call *call, int needs, struct lr_scenario *scenario,
                                struct lr_error *error);
// Writes tables to stdout in the format of the call.
enum lr_status lr_call_print(const struct lr_call *call, const struct lr_scenario *scenario,
                             const struct lr_table *const *tables, size_t count, struct lr_error *error);
enum lr_status lr_call_print_text(const char *text, struct lr_error *error);
struct lr_provenance lr_call_provenance(const struct lr_call *call, const struct lr_scenario *scenario);
// A word of a command line that a shell reads again, after `before`: in single quotes where it needs them.
void lr_call_word(struct lr_buffer *line, const char *before, const char *word);
void lr_call_sets(const struct lr_call *call, struct lr_buffer *line);  // its --set, as words
uint64_t lr_call_seed(const struct lr_call *call, const struct lr_scenario *scenario);

enum lr_status lr_cmd_run(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_lumi(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_track(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_fill(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_losses(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_plan(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_reach(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_when(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_trigger(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_xsec(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_compare(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_limit(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_check(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_defaults(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_explain(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_verify(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_completion(const struct lr_call *call, struct lr_error *error);
enum lr_status lr_cmd_help(const struct lr_call *call, struct lr_error *error);

#endif
