// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/text.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

void lr_text_free(struct lr_text *text) {
  lr_buffer_free(&text->buffer);
  *text = (struct lr_text){0};
}

void lr_text_append(struct lr_text *text, const char *bytes, size_t length) {
  lr_buffer_add_bytes(&text->buffer, bytes, length);
}

void lr_text_add(struct lr_text *text, const char *format, ...) {
  char *added = NULL;
  va_list arguments;
  va_start(arguments, format);
  int length = vasprintf(&added, format, arguments);
  va_end(arguments);
  if (length < 0) {
    text->buffer.failed = true;
    return;
  }
  lr_buffer_add_bytes(&text->buffer, added, (size_t)length);
  free(added);
}

enum lr_status lr_text_check(const struct lr_text *text, const char *what, struct lr_error *error) {
  if (text->buffer.failed) return lr_error_set(error, LR_E_MEMORY, "%s: out of memory", what);
  if (text->status != LR_OK) return lr_error_set(error, text->status, "%s: %s", what, text->refused);
  return LR_OK;
}

bool lr_text_is_clean(const char *utf8) {
  const unsigned char *c = (const unsigned char *)utf8;
  while (*c) {
    if (*c < 0x20 || *c == 0x7f) return false;
    if (*c < 0x80) {
      c++;
      continue;
    }
    int follow = *c >= 0xf0 && *c <= 0xf4 ? 3 : *c >= 0xe0 && *c < 0xf0 ? 2 : *c >= 0xc2 && *c < 0xe0 ? 1 : 0;
    if (!follow) return false;
    uint32_t code = *c & (0x3fu >> follow);
    for (int i = 1; i <= follow; i++) {
      if ((c[i] & 0xc0) != 0x80) return false;
      code = code << 6 | (c[i] & 0x3fu);
    }
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (code < least[follow] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
    if (code < 0xa0 || (code & 0xfffe) == 0xfffe || code == 0x2028 || code == 0x2029) return false;
    c += follow + 1;
  }
  return true;
}

static void superscript(struct lr_text *text, const char *sign_and_digits, size_t length) {
  static const char *const digit[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  for (size_t i = 0; i < length; i++) {
    char c = sign_and_digits[i];
    lr_text_add(text, "%s", c == '-' ? "⁻" : c >= '0' && c <= '9' ? digit[c - '0'] : "");
  }
}

void lr_text_number(struct lr_text *text, double value, int digits) {
  if (!isfinite(value)) {
    lr_text_add(text, "–");
    return;
  }
  double size = fabs(value);
  if (size < 1e6 && floor(size) == size) {
    lr_text_add(text, "%s%.0f", value < 0 ? "−" : "", size);
    return;
  }
  char plain[64];
  snprintf(plain, sizeof plain, "%.*e", digits - 1, size);
  char *e = strchr(plain, 'e');
  long exponent = strtol(e + 1, NULL, 10);
  const char *sign = value < 0 ? "−" : "";
  if (exponent >= -3 && exponent < 6) {
    int decimals = digits - 1 - (int)exponent;
    lr_text_add(text, "%s%.*f", sign, decimals > 0 ? decimals : 0, size);
    return;
  }
  *e = 0;
  if (strchr(plain, '.'))
    for (char *last = e - 1; last > plain && (*last == '0' || *last == '.'); last--) {
      bool point = *last == '.';
      *last = 0;
      if (point) break;
    }
  char power[24];
  int n = snprintf(power, sizeof power, "%ld", exponent);
  lr_text_add(text, "%s%s×10", sign, plain);
  superscript(text, power, (size_t)n);
}

void lr_text_unit(struct lr_text *text, const char *unit) {
  if (unit && strncmp(unit, "1e", 2) == 0 && isdigit((unsigned char)unit[2])) {  // "1e34 cm^-2 s^-1"
    size_t n = strspn(unit + 2, "0123456789");
    lr_text_add(text, "10");
    superscript(text, unit + 2, n);
    unit += 2 + n;
  }
  for (const char *c = unit ? unit : ""; *c; c++) {
    bool first = c == unit || !isalpha((unsigned char)c[-1]);
    if (*c == '^' && (isdigit((unsigned char)c[1]) || (c[1] == '-' && isdigit((unsigned char)c[2])))) {
      size_t n = strspn(c + 1, "-0123456789");
      superscript(text, c + 1, n);
      c += n;
    } else if (first && *c == 'u' && c[1] && strchr("mrsACJVW", c[1]) && strncmp(c, "unit", 4) != 0) {
      lr_text_add(text, "µ");
    } else {
      lr_text_append(text, c, 1);
    }
  }
}

void lr_text_luminosity(struct lr_text *text, double luminosity_ab) {
  if (luminosity_ab >= 0.4995)
    lr_text_add(text, "%.3g ab⁻¹", luminosity_ab);
  else
    lr_text_add(text, "%.3g fb⁻¹", luminosity_ab * 1000);
}
