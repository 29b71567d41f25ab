// SPDX-License-Identifier: GPL-3.0-or-later
// A growing text: the one way in which longer texts are built.
// `text` is always a valid string once something was added; a failed allocation marks the buffer and later calls do nothing.
#ifndef LR_BASE_BUFFER_H
#define LR_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct lr_buffer {
  char *text;
  size_t length, room;
  bool failed;
};

void lr_buffer_print(struct lr_buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void lr_buffer_add(struct lr_buffer *buffer, const char *text);
void lr_buffer_add_bytes(struct lr_buffer *buffer, const char *bytes, size_t length);
const char *lr_buffer_text(const struct lr_buffer *buffer);  // "" when nothing was added
void lr_buffer_free(struct lr_buffer *buffer);               // frees and resets

// SHA-256 of the bytes as 64 hex digits and a zero.
void lr_sha256_hex(const char *bytes, size_t length, char hex[65]);

// Edit distance of two short texts (insert, delete, change, swap of neighbours), capped at 99.
int lr_text_distance(const char *a, const char *b);
// The nearest of `candidates` (NULL-terminated) to `text`, or NULL when none is near enough to be a likely typing error.
const char *lr_text_nearest(const char *text, const char *const *candidates);

#endif
