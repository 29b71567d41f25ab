// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/named_files.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "base/files.h"

// Where a scenario names files: the part of it, the key, the folder of the shipped ones, and whether the file is a scenario
// itself. One row for each key that a reader gives to lr_node_file.
static const struct kind {
  const char *part, *key, *shipped;
  bool scenario;
} KINDS[] = {{"machine", "wake", "wakes", false},   {"blowup", "points", "blowup", false},
             {"track", "wake_ler", "wakes", false}, {"track", "wake_her", "wakes", false},
             {"machine", "optics", "optics", false}, {"losses", "optics", "losses", false}, {"backgrounds", "points", "losses", false},
             {"blowup", "curve", "blowup", false},  {"blowup", "target", "machines", true}, {"blowup", "measured", "blowup", false},
             {"plan", "recorded_file", "plans", false},
             {"plan", "machine", "machines", true}, {"plan", "fill", "scenarios", true}};

struct renamed {
  struct lr_node *node;
  char *text;  // as the scenario has it
};

struct merge {
  struct lr_problems *problems;
  struct lr_named_files *files;
  bool inner;  // in a file that is named itself: it names no scenarios
  struct renamed renamed[4 * LR_NAMED_FILES];
  size_t count;
};

static void merge_document(struct merge *m, const struct lr_document *document, struct lr_buffer *out);

static bool is_plain(const char *path, size_t most) {
  struct stat about;
  return stat(path, &about) == 0 && S_ISREG(about.st_mode) && about.st_size >= 0 && (size_t)about.st_size <= most;
}

// The shipped file of that name with the same bytes.
static bool is_shipped(const char *name, const char *shipped, const char *bytes, size_t length) {
  const char *data = lr_data_folder(), *slash = strrchr(name, '/');
  struct lr_buffer path = {0};
  char *other = NULL;
  size_t size = 0;
  if (data) lr_buffer_print(&path, "%s/inputs/%s/%s", data, shipped, slash ? slash + 1 : name);
  bool same = data && !path.failed && is_plain(path.text, LR_NAMED_BYTES) &&
              lr_file_read(path.text, &other, &size, NULL) == LR_OK && size == length &&
              memcmp(other, bytes, size) == 0;
  free(other);
  lr_buffer_free(&path);
  return same;
}

// "folder/my wake.dat" to "my_wake-1a2b3c4d.dat"; a name that ends with that hash already stays.
static void name_copy(const char *path, const struct lr_buffer *bytes, char *name, size_t size) {
  char hex[65], stem[80], tail[16] = "";
  const char *slash = strrchr(path, '/');
  snprintf(stem, sizeof stem, "%.79s", slash ? slash + 1 : path);
  for (char *c = stem; *c; c++)
    if (!isalnum((unsigned char)*c) && !strchr("._-", *c)) *c = '_';
  if (*stem == '.' || *stem == '-') *stem = '_';
  char *dot = strrchr(stem, '.');
  if (dot && strlen(dot) < sizeof tail) {
    memcpy(tail, dot, strlen(dot) + 1);
    *dot = '\0';
  }
  lr_sha256_hex(lr_buffer_text(bytes), bytes->length, hex);
  hex[8] = '\0';
  size_t length = strlen(stem);
  bool hashed = length > 9 && stem[length - 9] == '-' && strcmp(stem + length - 8, hex) == 0;
  snprintf(name, size, "%s%s%.8s%s", stem, hashed ? "" : "-", hashed ? "" : hex, tail);
}

// Puts the bytes among the copies (once) and takes them over; false, with a problem, when there is no room.
static bool keep(struct merge *m, const struct lr_node *at, const char *name, struct lr_buffer *bytes) {
  struct lr_named_files *files = m->files;
  for (size_t i = 0; i < files->count; i++)
    if (strcmp(files->file[i].name, name) == 0) {
      lr_buffer_free(bytes);
      return true;
    }
  if (files->count == LR_NAMED_FILES || files->bytes + bytes->length > LR_NAMED_BYTES) {
    lr_node_problem(m->problems, false, at,
                    "the files that the scenario names are more than %d, or more than %d MB: a result "
                    "could not hold them; thin '%s'",
                    LR_NAMED_FILES, LR_NAMED_BYTES >> 20, at->text);
    lr_buffer_free(bytes);
    return false;
  }
  snprintf(files->file[files->count].name, sizeof files->file[0].name, "%s", name);
  files->file[files->count++].text = *bytes;
  files->bytes += bytes->length;
  *bytes = (struct lr_buffer){0};
  return true;
}

// The bytes of the copy of a scenario: its merged text, with the files that it names among the copies too.
static bool merge_scenario(struct merge *outer, const char *path, struct lr_buffer *out) {
  struct lr_document *document = lr_document_create();
  struct lr_problems quiet = {0};  // its reader has reported
  bool fine = document && lr_document_load(document, path, &quiet) == LR_OK;
  struct merge *inner = fine ? calloc(1, sizeof *inner) : NULL;
  if (inner) {
    *inner = (struct merge){.problems = outer->problems, .files = outer->files, .inner = true};
    lr_document_settle(document);
    merge_document(inner, document, out);
  }
  fine = inner && !out->failed;
  free(inner);
  lr_problems_free(&quiet);
  lr_document_free(document);
  return fine;
}

static void take(struct merge *m, const struct kind *kind, struct lr_node *node) {
  char path[4096], name[112], *raw = NULL;
  size_t length = 0;
  struct lr_buffer bytes = {0};
  bool known = kind->scenario && strcmp(node->text, "scenario") == 0;  // the scenario itself
  if (known || !*node->text || m->count == sizeof m->renamed / sizeof *m->renamed) return;
  if (!lr_node_file(node, kind->shipped, path, sizeof path)) return;
  if (!is_plain(path, SIZE_MAX)) return;
  if (!is_plain(path, LR_NAMED_BYTES)) {
    lr_node_problem(m->problems, false, node, "'%s' has more than %d MB: a result could not hold it; thin it",
                    node->text, LR_NAMED_BYTES >> 20);
    return;
  }
  if (lr_file_read(path, &raw, &length, NULL) != LR_OK) return;
  bool fine = !is_shipped(node->text, kind->shipped, raw, length);
  if (fine && kind->scenario)
    fine = merge_scenario(m, path, &bytes);
  else if (fine)
    lr_buffer_add_bytes(&bytes, raw, length);
  free(raw);
  if (fine && !bytes.failed) name_copy(path, &bytes, name, sizeof name);
  if (!fine || bytes.failed || !keep(m, node, name, &bytes)) {
    lr_buffer_free(&bytes);
    return;
  }
  char *copy = strdup(name);
  if (!copy) return;
  m->renamed[m->count++] = (struct renamed){node, node->text};
  node->text = copy;
}

static void walk(struct merge *m, const struct kind *kind, struct lr_node *node) {
  for (size_t i = 0; i < node->children; i++) {
    struct lr_node *child = node->child[i];
    bool named = child->key && strcmp(child->key, kind->key) == 0;
    for (size_t k = 0; named && child->kind == LR_MAPPING && k < child->children; k++)
      if (strcmp(child->child[k]->key, "value") == 0 && child->child[k]->kind == LR_SCALAR)
        take(m, kind, child->child[k]);
    if (named && child->kind == LR_SCALAR)
      take(m, kind, child);
    else
      walk(m, kind, child);
  }
}

static void merge_document(struct merge *m, const struct lr_document *document, struct lr_buffer *out) {
  struct lr_node *root = document->root;
  for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++)
    for (size_t i = 0; i < root->children && !(m->inner && KINDS[k].scenario); i++)
      if (strcmp(root->child[i]->key, KINDS[k].part) == 0) walk(m, &KINDS[k], root->child[i]);
  lr_document_write(document, out);
  for (size_t i = 0; i < m->count; i++) {  // the document is read again by scans
    free(m->renamed[i].node->text);
    m->renamed[i].node->text = m->renamed[i].text;
  }
}

void lr_named_files_merge(const struct lr_document *document, struct lr_problems *problems,
                          struct lr_named_files *files, struct lr_buffer *merged) {
  struct merge *m = calloc(1, sizeof *m);
  if (!m) {
    problems->no_memory = true;
    return;
  }
  *m = (struct merge){.problems = problems, .files = files};
  merge_document(m, document, merged);
  free(m);
}

void lr_named_files_free(struct lr_named_files *files) {
  for (size_t i = 0; i < files->count; i++) lr_buffer_free(&files->file[i].text);
  files->count = files->bytes = 0;
}
