// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/types.h>

#include <sha256.h>

static bool make_room(struct lr_buffer *buffer, size_t more) {
  if (buffer->failed) return false;
  size_t need = buffer->length + more + 1;
  if (need <= buffer->room) return true;
  size_t room = buffer->room ? buffer->room : 256;
  while (room < need) room *= 2;
  char *grown = realloc(buffer->text, room);
  if (!grown) {
    buffer->failed = true;
    return false;
  }
  buffer->text = grown;
  buffer->room = room;
  return true;
}

void lr_buffer_add_bytes(struct lr_buffer *buffer, const char *bytes, size_t length) {
  if (!make_room(buffer, length)) return;
  memcpy(buffer->text + buffer->length, bytes, length);
  buffer->length += length;
  buffer->text[buffer->length] = '\0';
}

void lr_buffer_add(struct lr_buffer *buffer, const char *text) {
  if (text) lr_buffer_add_bytes(buffer, text, strlen(text));
}

void lr_buffer_print(struct lr_buffer *buffer, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  if (length >= 0 && make_room(buffer, (size_t)length)) {
    vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, again);
    buffer->length += (size_t)length;
  }
  va_end(again);
}

const char *lr_buffer_text(const struct lr_buffer *buffer) { return buffer->text ? buffer->text : ""; }

void lr_buffer_free(struct lr_buffer *buffer) {
  free(buffer->text);
  memset(buffer, 0, sizeof *buffer);
}

void lr_sha256_hex(const char *bytes, size_t length, char hex[65]) {
  SHA256Data((const uint8_t *)bytes, length, hex);
}

enum { LONGEST = 64 };

int lr_text_distance(const char *a, const char *b) {
  size_t n = strlen(a), m = strlen(b);
  if (n > LONGEST || m > LONGEST) return 99;
  int row[3][LONGEST + 1];  // two rows back, one row back, this row (Damerau-Levenshtein)
  int *before = row[0], *last = row[1], *now = row[2];
  for (size_t j = 0; j <= m; j++) last[j] = (int)j;
  for (size_t i = 1; i <= n; i++) {
    now[0] = (int)i;
    for (size_t j = 1; j <= m; j++) {
      int best = last[j - 1] + (a[i - 1] != b[j - 1]);
      if (last[j] + 1 < best) best = last[j] + 1;
      if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < best)
        best = before[j - 2] + 1;
      now[j] = best;
    }
    int *spare = before;
    before = last;
    last = now;
    now = spare;
  }
  return last[m];
}

const char *lr_text_nearest(const char *text, const char *const *candidates) {
  const char *best = NULL;
  int best_distance = 99;
  size_t length = strlen(text);
  for (; *candidates; candidates++) {
    int distance = lr_text_distance(text, *candidates);
    size_t longer = strlen(*candidates) > length ? strlen(*candidates) : length;
    if (distance < best_distance && distance <= 1 + (int)longer / 4) {
      best = *candidates;
      best_distance = distance;
    }
  }
  return best;
}
