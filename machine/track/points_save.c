// SPDX-License-Identifier: GPL-3.0-or-later
// Points of a scan or a curve as bytes: a head that says what they are made from, which are done, then these as they stand in memory. The
// bytes are read on the kind of machine that wrote them.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "machine/track/points.h"

static const char MAGIC[16] = "lumireach-points";

struct head {
  char magic[16];
  char words[200], print[65];
  uint64_t count, size, begin;
};

static const char *point_of(const struct lr_track_points *points, size_t index) { return (const char *)points->point + index * points->size; }

static void fill_head(const struct lr_track_points *points, const struct lr_buffer *print, const char *words, struct head *head) {
  memset(head, 0, sizeof *head);
  memcpy(head->magic, MAGIC, sizeof head->magic);
  memcpy(head->words, words, strnlen(words, sizeof head->words - 1));
  lr_sha256_hex(lr_buffer_text(print), print->length, head->print);
  head->count = points->count;
  head->size = points->size;
  head->begin = points->begin;
}

// Of all points what they begin with, and a byte: is it done? Of those that are done the rest.
void lr_track_points_save(const struct lr_track_points *points, const struct lr_buffer *print, const char *words, struct lr_buffer *out) {
  struct head head;
  fill_head(points, print, words, &head);
  lr_buffer_add_bytes(out, (const char *)&head, sizeof head);
  for (size_t i = 0; i < points->count; i++) {
    const char done = points->done[i];
    lr_buffer_add_bytes(out, point_of(points, i), points->begin);
    lr_buffer_add_bytes(out, &done, 1);
  }
  for (size_t i = 0; i < points->count; i++)
    if (points->done[i]) lr_buffer_add_bytes(out, point_of(points, i) + points->begin, points->size - points->begin);
}

// Whether the bytes hold these very points, and as much of them as they say.
static enum lr_status check(const struct lr_track_points *points, const char *begin, size_t length, const char *words, const struct head *head,
                            struct lr_error *error) {
  const size_t step = points->begin + 1;
  size_t done = 0;
  if (length / step < points->count) return lr_error_set(error, LR_E_INPUT, "is a damaged checkpoint: %zu bytes are too few", length);
  for (size_t i = 0; i < points->count; i++) {
    if (memcmp(begin + i * step, point_of(points, i), points->begin) != 0)
      return lr_error_set(error, LR_E_INPUT, "is a checkpoint of other points: it was made with %s, this is %s", head->words, words);
    const char is = begin[i * step + points->begin];
    if (is != 0 && is != 1) return lr_error_set(error, LR_E_INPUT, "is a damaged checkpoint: point %zu is neither done nor open", i);
    done += is == 1;
  }
  size_t rest = length - points->count * step, wanted = done * (points->size - points->begin);
  return rest == wanted ? LR_OK : lr_error_set(error, LR_E_INPUT, "is a damaged checkpoint: %zu bytes, not %zu", rest, wanted);
}

enum lr_status lr_track_points_restore(const struct lr_track_points *points, const struct lr_buffer *print, const char *words, const char *bytes,
                                       size_t length, struct lr_error *error) {
  struct head mine, head;
  fill_head(points, print, words, &mine);
  if (length < sizeof head || memcmp(bytes, MAGIC, sizeof MAGIC) != 0) return lr_error_set(error, LR_E_INPUT, "is no checkpoint of points of this version");
  memcpy(&head, bytes, sizeof head);
  head.words[sizeof head.words - 1] = '\0';
  if (head.size != mine.size || head.begin != mine.begin) return lr_error_set(error, LR_E_INPUT, "is no checkpoint of points of this version");
  if (head.count != mine.count)
    return lr_error_set(error, LR_E_INPUT, "is a checkpoint of other points: it was made with %s, this is %s", head.words, words);
  const char *begin = bytes + sizeof head;
  enum lr_status status = check(points, begin, length - sizeof head, words, &head, error);
  if (status == LR_OK && memcmp(head.print, mine.print, sizeof head.print) != 0 && strcmp(head.words, mine.words) != 0)
    status = lr_error_set(error, LR_E_INPUT, "is a checkpoint of other settings: it was made with %s, this is %s", head.words, mine.words);
  if (status == LR_OK && memcmp(head.print, mine.print, sizeof head.print) != 0)
    status = lr_error_set(error, LR_E_INPUT, "is a checkpoint of other settings: rings, wakes, particles, turns, slices, kernel or seed");
  if (status != LR_OK) return status;
  const size_t step = points->begin + 1, part = points->size - points->begin;
  const char *at = begin + points->count * step;
  char *point = malloc(points->size);
  if (!point) return lr_error_set(error, LR_E_MEMORY, "no memory for a point");
  for (int pass = 0; pass < 2 && status == LR_OK; pass++) {  // first look, then take
    at = begin + points->count * step;
    for (size_t i = 0; i < points->count && status == LR_OK; i++) {
      if (begin[i * step + points->begin] != 1) continue;
      memcpy(point, point_of(points, i), points->begin);
      memcpy(point + points->begin, at, part);
      if (!pass && !points->sane(point)) status = lr_error_set(error, LR_E_INPUT, "is a damaged checkpoint: its point %zu is none", i);
      if (pass) {
        memcpy((char *)points->point + i * points->size, point, points->size);
        points->done[i] = true;
      }
      at += part;
    }
  }
  free(point);
  return status;
}
