// SPDX-License-Identifier: GPL-3.0-or-later
// --set key.of.a.mapping=value
#include <stdlib.h>
#include <string.h>

#include "base/document_parts.h"

static struct lr_node *scalar_node(struct lr_document *document, const struct lr_source *source, const char *text) {
  struct lr_node *node = lr_document_node(document, LR_SCALAR);
  if (!node) return NULL;
  node->source = source;
  node->line = node->column = 1;
  node->text = strdup(text);
  return node->text ? node : NULL;
}

// {key: value}
static struct lr_node *wrapped(struct lr_document *document, const struct lr_source *source, const char *key, size_t length,
                               struct lr_node *value) {
  struct lr_node *mapping = lr_document_node(document, LR_MAPPING);
  value->key = strndup(key, length);
  if (!mapping || !value->key || !lr_node_append(mapping, value)) return NULL;
  mapping->source = source;
  mapping->line = mapping->column = 1;
  return mapping;
}

static enum lr_status bad_set(struct lr_problems *problems, const char *what, const char *why) {
  lr_problems_add(problems, false, what, NULL, 0, 0, why);
  return LR_E_INPUT;
}

enum lr_status lr_document_set(struct lr_document *document, const char *assignment, struct lr_problems *problems) {
  const char *equals = strchr(assignment, '=');
  char text[256];
  if (!equals || equals == assignment) {
    snprintf(text, sizeof text, "--set wants key=value such as machine.ler.current='1.3 A', got '%.100s'", assignment);
    return bad_set(problems, "--set", text);
  }
  snprintf(text, sizeof text, "--set %.*s", (int)(equals - assignment > 200 ? 200 : equals - assignment), assignment);
  size_t errors_before = problems->errors, length = strlen(equals + 1);
  struct lr_source *source = length <= LR_LARGEST_FILE ? lr_document_source(document, text, ".", equals + 1, length) : NULL;
  if (!source) return LR_E_MEMORY;
  // The value is a YAML text of its own, so that commas and colons in it cannot become further keys.
  struct lr_node *tree = lr_yaml_parse(document, source, length, problems);
  if (problems->errors != errors_before) return LR_E_INPUT;
  if (!tree) tree = scalar_node(document, source, "");  // key= with nothing behind it
  const char *end = equals;
  for (int depth = 0; tree && end > assignment; depth++) {
    const char *start = end;
    while (start > assignment && start[-1] != '.') start--;
    tree = wrapped(document, source, start, (size_t)(end - start), tree);
    if (tree && depth == LR_MOST_BASES) return bad_set(problems, text, "more than 16 levels of keys");
    if (tree && !lr_key_is_word(tree->child[0]->key)) return bad_set(problems, text, "a key is one word, keys are joined by single dots");
    end = start > assignment ? start - 1 : start;
    if (start > assignment && end == assignment) return bad_set(problems, text, "keys are joined by single dots, with none in front");
  }
  enum lr_status status = tree ? LR_OK : LR_E_MEMORY;
  if (tree) tree = lr_document_with_bases(document, tree, 0, problems, &status);
  status = lr_document_lay(document, document->root, tree, problems, status);
  return status == LR_E_INPUT && problems->errors == errors_before ? LR_OK : status;  // errors of before are not its own
}
