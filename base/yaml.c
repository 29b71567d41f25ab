// SPDX-License-Identifier: GPL-3.0-or-later
// YAML text to a tree of nodes, by libyaml's events. Refused: anchors, aliases, tags, a second document, keys that are no
// plain words, duplicate keys, more than 40 levels or 2000 keys in one mapping.
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/document.h"

enum { DEEPEST = 40, MOST_KEYS = 2000, LONGEST_KEY = 64 };

struct reader {
  struct lr_document *document;
  const struct lr_source *source;
  size_t length;
  struct lr_problems *problems;
  yaml_parser_t parser;
  bool failed;
};

static void problem_at(struct reader *reader, yaml_mark_t mark, const char *text) {
  lr_problems_add(reader->problems, false, reader->source->path, reader->source->text, (int)mark.line + 1,
                  (int)mark.column + 1, text);
}

static bool next_event(struct reader *reader, yaml_event_t *event) {
  if (reader->failed) return false;
  if (yaml_parser_parse(&reader->parser, event)) return true;
  reader->failed = true;
  yaml_parser_t *parser = &reader->parser;
  char text[512];
  if (parser->error == YAML_READER_ERROR) {
    yaml_mark_t mark = {0};
    for (size_t i = 0; i < parser->problem_offset && i < reader->length; i++) {
      const char byte = reader->source->text[i];
      if (byte == '\n') mark.line++;
      mark.column = byte == '\n' ? 0 : mark.column + (((unsigned char)byte & 0xc0) != 0x80);
    }
    snprintf(text, sizeof text, "this is no plain UTF-8 text: %s (byte %zu)",
             parser->problem ? parser->problem : "unreadable", parser->problem_offset);
    lr_problems_add(reader->problems, false, reader->source->path, NULL, (int)mark.line + 1, (int)mark.column + 1, text);
    return false;
  }
  if (parser->context)
    snprintf(text, sizeof text, "YAML: %s, %s (which began at line %zu, column %zu)",
             parser->problem ? parser->problem : "syntax error", parser->context, parser->context_mark.line + 1,
             parser->context_mark.column + 1);
  else
    snprintf(text, sizeof text, "YAML: %s", parser->problem ? parser->problem : "syntax error");
  problem_at(reader, parser->problem_mark, text);
  return false;
}

static void refuse(struct reader *reader, const yaml_event_t *event, const yaml_char_t *anchor, const yaml_char_t *tag) {
  if (anchor) problem_at(reader, event->start_mark, "anchors (&name) are not used in scenario files: write the value out");
  if (tag) problem_at(reader, event->start_mark, "tags (!type) are not used in scenario files: write a plain value");
}

bool lr_key_is_word(const char *key) {
  if (!*key || strlen(key) > LONGEST_KEY) return false;
  for (; *key; key++)
    if ((unsigned char)*key < 0x21 || (unsigned char)*key > 0x7e) return false;
  return true;
}

static struct lr_node *read_node(struct reader *reader, yaml_event_t *event, int depth);

static void add_pair(struct reader *reader, struct lr_node *mapping, const yaml_event_t *key_event,
                     struct lr_node *value) {
  const char *key = (const char *)key_event->data.scalar.value;
  if (!lr_key_is_word(key) || strlen(key) != key_event->data.scalar.length) {
    problem_at(reader, key_event->start_mark, "a key must be one word of at most 64 printable ASCII characters");
    return;
  }
  if (mapping->children == MOST_KEYS) {
    problem_at(reader, key_event->start_mark, "more than 2000 keys in one mapping: this is no scenario file");
    reader->failed = true;
    return;
  }
  const struct lr_node *twin = lr_node_child(mapping, key);
  if (twin) {
    char text[256];
    snprintf(text, sizeof text, "'%.60s' stands twice in this mapping: the first is at line %d", key, twin->key_line);
    problem_at(reader, key_event->start_mark, text);
    return;
  }
  value->key = strdup(key);
  value->key_line = (int)key_event->start_mark.line + 1;
  value->key_column = (int)key_event->start_mark.column + 1;
  if (!value->key || !lr_node_append(mapping, value)) reader->failed = true;
}

static void read_mapping(struct reader *reader, struct lr_node *mapping, int depth) {
  yaml_event_t key, event;
  while (next_event(reader, &key)) {
    if (key.type == YAML_MAPPING_END_EVENT) {
      yaml_event_delete(&key);
      return;
    }
    bool scalar = key.type == YAML_SCALAR_EVENT;
    if (scalar) {
      refuse(reader, &key, key.data.scalar.anchor, key.data.scalar.tag);
    } else {
      problem_at(reader, key.start_mark, "a key must be one word, not a list, a mapping or an alias");
      read_node(reader, &key, depth + 1);  // skips it
    }
    if (next_event(reader, &event)) {
      struct lr_node *value = read_node(reader, &event, depth + 1);
      if (value && scalar) add_pair(reader, mapping, &key, value);
      yaml_event_delete(&event);
    }
    yaml_event_delete(&key);
  }
}

static void read_list(struct reader *reader, struct lr_node *list, int depth) {
  yaml_event_t event;
  while (next_event(reader, &event)) {
    bool end = event.type == YAML_SEQUENCE_END_EVENT;
    struct lr_node *item = end ? NULL : read_node(reader, &event, depth + 1);
    if (item && !lr_node_append(list, item)) reader->failed = true;
    yaml_event_delete(&event);
    if (end) return;
  }
}

// Reads the node that begins with `event`; NULL when it is refused or cannot be read. The caller deletes the event.
static struct lr_node *read_node(struct reader *reader, yaml_event_t *event, int depth) {
  if (depth > DEEPEST) {
    problem_at(reader, event->start_mark, "more than 40 levels of nesting");
    reader->failed = true;
    return NULL;
  }
  enum lr_node_kind kind = LR_SCALAR;
  if (event->type == YAML_ALIAS_EVENT) {
    problem_at(reader, event->start_mark, "aliases (*name) are not used in scenario files: write the value out");
    return NULL;
  }
  if (event->type == YAML_SEQUENCE_START_EVENT) kind = LR_LIST;
  if (event->type == YAML_MAPPING_START_EVENT) kind = LR_MAPPING;
  struct lr_node *node = lr_document_node(reader->document, kind);
  if (!node) {
    reader->failed = true;
    return NULL;
  }
  node->line = (int)event->start_mark.line + 1;
  node->column = (int)event->start_mark.column + 1;
  node->source = reader->source;
  if (kind == LR_LIST) {
    refuse(reader, event, event->data.sequence_start.anchor, event->data.sequence_start.tag);
    read_list(reader, node, depth);
  } else if (kind == LR_MAPPING) {
    refuse(reader, event, event->data.mapping_start.anchor, event->data.mapping_start.tag);
    read_mapping(reader, node, depth);
  } else {
    refuse(reader, event, event->data.scalar.anchor, event->data.scalar.tag);
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    node->text = strndup((const char *)event->data.scalar.value, event->data.scalar.length);
    if (node->text && strlen(node->text) != event->data.scalar.length)
      problem_at(reader, event->start_mark, "a text holds a zero byte");
    if (!node->text) reader->failed = true;
  }
  return node;
}

struct lr_node *lr_yaml_parse(struct lr_document *document, const struct lr_source *source, size_t length,
                              struct lr_problems *problems) {
  struct reader reader = {.document = document, .source = source, .length = length, .problems = problems};
  size_t errors_before = problems->errors;
  if (!yaml_parser_initialize(&reader.parser)) {
    problems->no_memory = true;
    return NULL;
  }
  yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&reader.parser, (const unsigned char *)source->text, length);
  struct lr_node *root = NULL;
  int documents = 0;
  yaml_event_t event;
  bool end = false;
  while (!end && next_event(&reader, &event)) {
    if (event.type == YAML_DOCUMENT_START_EVENT && ++documents == 2) {
      problem_at(&reader, event.start_mark, "a second YAML document begins here: a scenario is one document");
      end = true;
    } else if (event.type == YAML_STREAM_END_EVENT) {
      end = true;
    } else if (event.type == YAML_SCALAR_EVENT || event.type == YAML_SEQUENCE_START_EVENT ||
               event.type == YAML_MAPPING_START_EVENT || event.type == YAML_ALIAS_EVENT) {
      root = read_node(&reader, &event, 0);
    }
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&reader.parser);
  if (reader.failed && problems->errors == errors_before)
    problems->no_memory = true;
  return reader.failed ? NULL : root;  // half a tree would only bring errors about what is missing
}
