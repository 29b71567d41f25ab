// SPDX-License-Identifier: GPL-3.0-or-later
// Looking into a document: children, paths, sources, messages, and writing it out again.
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/document.h"
#include "base/files.h"

const struct lr_node *lr_node_child(const struct lr_node *mapping, const char *key) {
  if (!mapping || mapping->kind != LR_MAPPING) return NULL;
  for (size_t i = 0; i < mapping->children; i++)
    if (strcmp(mapping->child[i]->key, key) == 0) return mapping->child[i];
  return NULL;
}

const struct lr_node *lr_document_find(const struct lr_document *document, const char *dotted_path) {
  const struct lr_node *node = document->root;
  char key[128];
  while (node && *dotted_path) {
    size_t length = strcspn(dotted_path, ".");
    snprintf(key, sizeof key, "%.*s", (int)length, dotted_path);
    node = lr_node_child(node, key);
    dotted_path += length;
    if (*dotted_path == '.') dotted_path++;
  }
  return node;
}

const struct lr_node *lr_node_value(const struct lr_node *node) {
  const struct lr_node *value = lr_node_child(node, "value");
  return value ? value : node;
}

const char *lr_node_path(const struct lr_node *node, char *text, size_t size) {
  const struct lr_node *chain[48];
  size_t depth = 0;
  for (; node && node->parent && depth < 48; node = node->parent) chain[depth++] = node;
  size_t used = 0;
  text[0] = '\0';
  while (depth-- > 0) {
    int wrote;
    if (chain[depth]->key) {
      wrote = snprintf(text + used, size - used, "%s%s", used ? "." : "", chain[depth]->key);
    } else {
      size_t index = 0;
      while (index < chain[depth]->parent->children && chain[depth]->parent->child[index] != chain[depth]) index++;
      wrote = snprintf(text + used, size - used, "[%zu]", index + 1);
    }
    if (wrote < 0 || (used += (size_t)wrote) >= size) break;
  }
  return text;
}

bool lr_node_file(const struct lr_node *name, const char *shipped, char *path, size_t size) {
  const char *folder = name->source ? name->source->folder : ".", *slash = strrchr(name->text, '/');
  bool as_written = *name->text == '/' || strcmp(folder, ".") == 0;
  int length = snprintf(path, size, "%s%s%s", as_written ? "" : folder, as_written ? "" : "/", name->text);
  if (length < 0 || (size_t)length >= size) return false;
  const char *data = shipped && access(path, R_OK) != 0 ? lr_data_folder() : NULL;
  struct lr_buffer other = {0};
  if (data) lr_buffer_print(&other, "%s/inputs/%s/%s", data, shipped, slash ? slash + 1 : name->text);
  if (data && !other.failed && other.length < size && access(other.text, R_OK) == 0) memcpy(path, other.text, other.length + 1);
  lr_buffer_free(&other);
  return true;
}

const char *lr_node_says(const struct lr_node *node, const char *key) {
  const struct lr_source *file = node->source;
  for (; node; node = node->parent) {
    const struct lr_node *said = lr_node_child(node, key);
    if (said && said->kind == LR_SCALAR && said->source == file) return *said->text ? said->text : NULL;
  }
  return NULL;
}

// The same once all stands in one file.
static const char *says_in_one_file(const struct lr_node *node, const char *key) {
  for (; node; node = node->parent) {
    const struct lr_node *said = lr_node_child(node, key);
    if (said && said->kind == LR_SCALAR) return said->text;
  }
  return "";
}

void lr_node_problem(struct lr_problems *problems, bool warning, const struct lr_node *node, const char *format, ...) {
  char text[1024];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  const struct lr_source *source = node->source;
  lr_problems_add(problems, warning, source ? source->path : "", source ? source->text : NULL, node->line, node->column,
                  text);
}

// Code points that YAML does not take as they are, or takes for a line break: C1, U+2028, U+2029, U+FEFF, U+FFFE, U+FFFF.
static unsigned must_be_escaped(const char *c) {
  const unsigned char *b = (const unsigned char *)c;
  if (b[0] == 0xc2 && b[1] < 0xa0) return b[1];
  if (b[0] == 0xe2 && b[1] == 0x80 && (b[2] == 0xa8 || b[2] == 0xa9)) return 0x2000u + (b[2] & 0x3fu);
  if (b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf) return 0xfeff;
  if (b[0] == 0xef && b[1] == 0xbf && b[2] >= 0xbe) return 0xffc0u + (b[2] & 0x3fu);
  return 0;
}

// A scalar may stand bare when YAML reads it back as the same text.
static bool may_stand_bare(const struct lr_node *node) {
  const char *text = node->text;
  if (node->quoted || !*text || isspace((unsigned char)text[0]) || isspace((unsigned char)text[strlen(text) - 1]))
    return false;
  if (strcmp(text, "~") == 0) return true;  // a plain ~ is null, a quoted one is a text
  if (strchr("-?:,[]{}#&*!|>'\"%@`~", text[0]) && !(text[0] == '-' && isdigit((unsigned char)text[1]))) return false;
  for (const char *c = text; *c; c++)
    if ((unsigned char)*c < 0x20 || *c == 0x7f || strchr("#:,[]{}", *c) || must_be_escaped(c)) return false;
  return true;
}

static void write_scalar(const struct lr_node *node, struct lr_buffer *out) {
  if (may_stand_bare(node)) {
    lr_buffer_add(out, node->text);
    return;
  }
  lr_buffer_add(out, "\"");
  for (const char *c = node->text; *c; c++) {
    if (*c == '"' || *c == '\\') lr_buffer_print(out, "\\%c", *c);
    else if (*c == '\n') lr_buffer_add(out, "\\n");
    else if ((unsigned char)*c < 0x20 || *c == 0x7f) lr_buffer_print(out, "\\x%02x", (unsigned)(unsigned char)*c);
    else if (must_be_escaped(c)) {
      lr_buffer_print(out, "\\u%04x", must_be_escaped(c));
      while (((unsigned char)c[1] & 0xc0) == 0x80) c++;
    } else lr_buffer_add_bytes(out, c, 1);
  }
  lr_buffer_add(out, "\"");
}

// Keys are printable ASCII without blanks; one with a character that means something in YAML goes into quotes.
static void write_key(const char *key, struct lr_buffer *out) {
  bool plain = isalnum((unsigned char)*key) || *key == '_';
  for (const char *c = key; *c; c++) plain = plain && (isalnum((unsigned char)*c) || strchr("_.+-/^%*", *c));
  const struct lr_node text = {.kind = LR_SCALAR, .text = (char *)(size_t)key, .quoted = true};
  if (plain) lr_buffer_add(out, key);
  else write_scalar(&text, out);
}

static bool is_figure(const struct lr_node *node) {
  if (lr_node_child(node, "value")) return true;
  bool bare = node->kind == LR_SCALAR && !node->quoted && node->key && strcmp(node->key, "value") != 0;
  return bare && (isdigit((unsigned char)*node->text) || strchr("+-.", *node->text)) && *node->text;
}

static bool moves(const struct lr_node *node, const char *key) {
  const char *said = lr_node_says(node, key);
  return is_figure(node) && strcmp(said ? said : "", says_in_one_file(node, key)) != 0;
}

// A figure laid over those of another file must not take their source and status when all is in one file: it says its own,
// or "" for none.
static void write_provenance(const struct lr_node *node, struct lr_buffer *out) {
  static const char *const KEYS[] = {"status", "source"};
  for (int i = 0; i < 2; i++) {
    if (!moves(node, KEYS[i])) continue;
    const char *said = lr_node_says(node, KEYS[i]);
    const struct lr_node text = {.kind = LR_SCALAR, .text = (char *)(size_t)(said ? said : ""), .quoted = true};
    lr_buffer_print(out, ", %s: ", KEYS[i]);
    write_scalar(&text, out);
  }
}

static void write_flow(const struct lr_node *node, struct lr_buffer *out) {
  if (node->kind == LR_SCALAR) {
    bool moved = moves(node, "status") || moves(node, "source");
    if (moved) lr_buffer_add(out, "{value: ");
    write_scalar(node, out);
    if (moved) write_provenance(node, out);
    if (moved) lr_buffer_add(out, "}");
    return;
  }
  lr_buffer_add(out, node->kind == LR_LIST ? "[" : "{");
  for (size_t i = 0; i < node->children; i++) {
    if (i) lr_buffer_add(out, ", ");
    if (node->kind == LR_MAPPING) {
      write_key(node->child[i]->key, out);
      lr_buffer_add(out, ": ");
    }
    write_flow(node->child[i], out);
  }
  if (node->kind == LR_MAPPING) write_provenance(node, out);
  lr_buffer_add(out, node->kind == LR_LIST ? "]" : "}");
}

static bool fits_on_a_line(const struct lr_node *node) {
  if (node->kind != LR_MAPPING) return true;
  if (lr_node_child(node, "value") || !node->children) return true;
  return false;
}

static void write_block(const struct lr_node *mapping, int indent, struct lr_buffer *out) {
  for (size_t i = 0; i < mapping->children; i++) {
    const struct lr_node *item = mapping->child[i];
    lr_buffer_print(out, "%*s", indent, "");
    write_key(item->key, out);
    lr_buffer_add(out, ":");
    if (fits_on_a_line(item)) {
      lr_buffer_add(out, " ");
      write_flow(item, out);
      lr_buffer_add(out, "\n");
    } else {
      lr_buffer_add(out, "\n");
      write_block(item, indent + 2, out);
    }
  }
}

void lr_document_write(const struct lr_document *document, struct lr_buffer *out) {
  write_block(document->root, 0, out);
}
