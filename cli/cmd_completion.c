// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach completion bash|zsh: verbs, options, scenario keys, channels and quantities, from the tables of the program.
// In the list of keys ID stands for a name that only the scenario knows; the shell puts in what was typed.
#include <string.h>

#include "cli/call.h"
#include "cli/equations.h"
#include "cli/limit_rows.h"

static void add_keys(const struct lr_field *fields, const char *prefix, struct lr_buffer *out) {
  for (const struct lr_field *field = fields; field->key; field++) {
    char path[192];
    const struct lr_field *inner = field->fields;
    if (strcmp(field->key, "period_defaults") == 0) inner = lr_period_fields;
    snprintf(path, sizeof path, "%s%s", prefix, field->key);
    bool channels = inner == lr_channel_fields, keyed = field->wants && strstr(field->wants, "keyed by id");
    if (!inner || (field->example && !keyed)) lr_buffer_print(out, " %s", path);  // with an example: a value, or a mapping
    if (!inner) continue;
    for (size_t i = 0; i == 0 || (channels && lr_channel_type_at(i)); i++) {
      char longer[224];
      const char *id = channels ? lr_channel_type_at(i)->id : "ID";
      snprintf(longer, sizeof longer, "%s.%s%s", path, keyed ? id : "", keyed ? "." : "");
      add_keys(inner, longer, out);
    }
  }
}

static void add_verbs(struct lr_buffer *out) {
  for (const struct lr_command *command = lr_commands; command->name; command++) lr_buffer_print(out, " %s", command->name);
}

static void add_channels(struct lr_buffer *out) {
  for (size_t i = 0; lr_channel_type_at(i); i++) lr_buffer_print(out, " %s", lr_channel_type_at(i)->id);
}

static void add_methods(struct lr_buffer *out) {
  for (const struct lr_limit_method *method = lr_limit_methods; method->name; method++) lr_buffer_print(out, " %s", method->name);
}

static void add_quantities(struct lr_buffer *out) {
  const struct lr_equation *equation;
  for (size_t i = 0; (equation = lr_equation_at(i)); i++) {
    lr_buffer_print(out, " %s", equation->label);
    for (const char *const *quantity = equation->quantities; *quantity; quantity++) lr_buffer_print(out, " %s", *quantity);
  }
}

static void add_long_options(const struct argp_option *option, struct lr_buffer *out) {
  for (; option && option->name; option++) lr_buffer_print(out, " --%s", option->name);
}

// One `case` row a verb: its long options.
static void add_option_cases(struct lr_buffer *out) {
  for (const struct lr_command *command = lr_commands; command->name; command++) {
    lr_buffer_print(out, "    %s) words='", command->name);
    add_long_options(command->options, out);
    add_long_options(lr_common_options, out);
    lr_buffer_add(out, " --help --usage' ;;\n");
  }
}

static void add_list(const char *name, void (*add)(struct lr_buffer *), struct lr_buffer *out) {
  lr_buffer_print(out, "_lumireach_%s='", name);
  add(out);
  lr_buffer_add(out, " '\n");
}

static void add_scenario_keys(struct lr_buffer *out) { add_keys(lr_scenario_fields, "", out); }

// Both shells: the lists, and the keys that fit to what was typed. `for` over an unquoted list needs word splitting,
// which zsh does for ${=name} only: each script brings its own loop.
static void add_lists(struct lr_buffer *out) {
  add_list("verbs", add_verbs, out);
  add_list("channels", add_channels, out);
  add_list("methods", add_methods, out);
  add_list("quantities", add_quantities, out);
  add_list("keys", add_scenario_keys, out);
}

static const char OPTIONS_HEAD[] =
    "\n# Long options of a verb.\n_lumireach_options() {\n  local words=\n  case $1 in\n";
static const char OPTIONS_TAIL[] = "  esac\n  printf '%s' \"$words\"\n}\n";

#define FITTING_KEYS                                                                          \
  "    case $key in\n"                                                                        \
  "      *.ID.*)\n"                                                                           \
  "        prefix=${key%%.ID.*}.\n"                                                           \
  "        rest=${1#\"$prefix\"}\n"                                                           \
  "        if [[ $1 == \"$prefix\"*.* ]]; then key=$prefix${rest%%.*}.${key#*.ID.}\n"         \
  "        else key=$prefix; fi\n"                                                            \
  "        ;;\n"                                                                              \
  "    esac\n"                                                                                \
  "    [[ $key == \"$1\"* ]] && printf '%s\\n' \"$key\"\n"                                    \
  "  done | sort -u\n"                                                                        \
  "}\n"

static const char BASH_REST[] =
    "\n# Keys of a scenario that begin as typed; after an id, the keys below it.\n"
    "_lumireach_fitting_keys() {\n"
    "  local key prefix rest\n"
    "  for key in $_lumireach_keys; do\n" FITTING_KEYS
    "\n_lumireach() {\n"
    "  local cur=${COMP_WORDS[COMP_CWORD]} prev= verb=${COMP_WORDS[1]} key\n"
    "  ((COMP_CWORD > 0)) && prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "  # '=' breaks words: --format=json arrives as three\n"
    "  if [[ $cur == '=' ]]; then cur=\n"
    "  elif [[ $prev == '=' ]] && ((COMP_CWORD > 2)); then prev=${COMP_WORDS[COMP_CWORD - 2]}; fi\n"
    "  COMPREPLY=()\n"
    "  if ((COMP_CWORD == 1)); then\n"
    "    COMPREPLY=($(compgen -W \"$_lumireach_verbs --help --version --cite\" -- \"$cur\"))\n"
    "    return\n"
    "  fi\n"
    "  case $prev in\n"
    "    -s | --set)\n"
    "      compopt -o nospace 2>/dev/null\n"
    "      while IFS= read -r key; do\n"
    "        case $key in *.) COMPREPLY+=(\"$key\") ;; *) COMPREPLY+=(\"$key=\") ;; esac\n"
    "      done < <(_lumireach_fitting_keys \"$cur\")\n"
    "      return ;;\n"
    "    -f | --format) COMPREPLY=($(compgen -W 'text csv json' -- \"$cur\")); return ;;\n"
    "    -o | --output | --cases)\n"
    "      compopt -o filenames 2>/dev/null\n"
    "      while IFS= read -r key; do COMPREPLY+=(\"$key\"); done < <(compgen -d -- \"$cur\")\n"
    "      return ;;\n"
    "    -m | --method)\n"
    "      if [[ $verb == limit ]]; then COMPREPLY=($(compgen -W \"$_lumireach_methods\" -- \"$cur\")); return; fi ;;\n"
    "    -c | --channel) COMPREPLY=($(compgen -W \"$_lumireach_channels\" -- \"$cur\")); return ;;\n"
    "  esac\n"
    "  if [[ $cur == -* ]]; then\n"
    "    COMPREPLY=($(compgen -W \"$(_lumireach_options \"$verb\")\" -- \"$cur\"))\n"
    "    return\n"
    "  fi\n"
    "  case $verb in\n"
    "    explain) COMPREPLY=($(compgen -W \"$_lumireach_quantities\" -- \"$cur\")) ;;\n"
    "    help) COMPREPLY=($(compgen -W \"$_lumireach_verbs\" -- \"$cur\")) ;;\n"
    "    completion) COMPREPLY=($(compgen -W 'bash zsh' -- \"$cur\")) ;;\n"
    "    defaults | verify) ;;\n"
    "    *)\n"
    "      compopt -o filenames 2>/dev/null\n"
    "      while IFS= read -r key; do COMPREPLY+=(\"$key\")\n"
    "      done < <(compgen -d -- \"$cur\"; compgen -f -X '!*.yaml' -- \"$cur\")\n"
    "      ;;\n"
    "  esac\n"
    "}\n"
    "complete -F _lumireach lumireach\n";

static const char ZSH_REST[] =
    "\n# Keys of a scenario that begin as typed; after an id, the keys below it.\n"
    "_lumireach_fitting_keys() {\n"
    "  local key prefix rest\n"
    "  for key in ${=_lumireach_keys}; do\n" FITTING_KEYS
    "\n_lumireach() {\n"
    "  local cur=${words[CURRENT]} prev=${words[CURRENT-1]} verb=${words[2]}\n"
    "  local -a found ends\n"
    "  if (( CURRENT == 2 )); then\n"
    "    compadd -- ${=_lumireach_verbs} --help --version --cite\n"
    "    return\n"
    "  fi\n"
    "  case $prev in\n"
    "    (-s|--set)\n"
    "      found=(${(f)\"$(_lumireach_fitting_keys \"$cur\")\"})\n"
    "      ends=(${(M)found:#*.})\n"
    "      (( $#ends )) && compadd -S '' -- $ends\n"
    "      found=(${found:#*.})\n"
    "      (( $#found )) && compadd -S '=' -- $found\n"
    "      return ;;\n"
    "    (-f|--format) compadd -- text csv json; return ;;\n"
    "    (-o|--output|--cases) _files -/; return ;;\n"
    "    (-m|--method) if [[ $verb == limit ]]; then compadd -- ${=_lumireach_methods}; return; fi ;;\n"
    "    (-c|--channel) compadd -- ${=_lumireach_channels}; return ;;\n"
    "  esac\n"
    "  if [[ $cur == -* ]]; then\n"
    "    compadd -- ${=$(_lumireach_options $verb)}\n"
    "    return\n"
    "  fi\n"
    "  case $verb in\n"
    "    (explain) compadd -- ${=_lumireach_quantities} ;;\n"
    "    (help) compadd -- ${=_lumireach_verbs} ;;\n"
    "    (completion) compadd -- bash zsh ;;\n"
    "    (defaults|verify) ;;\n"
    "    (*) _files -g '*.yaml' ;;\n"
    "  esac\n"
    "}\n"
    "if [[ $funcstack[1] == _lumireach ]]; then _lumireach \"$@\"; else compdef _lumireach lumireach; fi\n";

enum lr_status lr_cmd_completion(const struct lr_call *call, struct lr_error *error) {
  const char *shell = call->argument[0];
  bool bash = strcmp(shell, "bash") == 0;
  if (!bash && strcmp(shell, "zsh") != 0)
    return lr_error_set(error, LR_E_USAGE, "there is completion for bash and zsh, not for '%.80s'", shell);
  struct lr_buffer out = {0};
  lr_buffer_print(&out, "%s# Completion of lumireach for %s: source <(lumireach completion %s)\n", bash ? "" : "#compdef lumireach\n",
                  shell, shell);
  add_lists(&out);
  lr_buffer_add(&out, OPTIONS_HEAD);
  add_option_cases(&out);
  lr_buffer_add(&out, OPTIONS_TAIL);
  lr_buffer_add(&out, bash ? BASH_REST : ZSH_REST);
  enum lr_status status = out.failed ? lr_error_set(error, LR_E_MEMORY, "no memory for the script")
                                     : lr_call_print_text(lr_buffer_text(&out), error);
  lr_buffer_free(&out);
  return status;
}
