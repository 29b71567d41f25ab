// SPDX-License-Identifier: GPL-3.0-or-later
// A text that grows, with a sticky status: builders write on and ask once, at the end, whether all went well. Here are also
// the spellings of numbers and units that figures and report share.
//
//   struct lr_text text = {0};
//   lr_text_add(&text, "set title %d\n", 1);
//   if (lr_text_check(&text, "figure reach", error)) ...   // LR_E_MEMORY, or LR_E_INPUT when a text was refused
//   lr_text_free(&text);
#ifndef LR_PLOTS_TEXT_H
#define LR_PLOTS_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"

struct lr_text {
  struct lr_buffer buffer;
  enum lr_status status;  // LR_E_INPUT once a text was refused
  char refused[96];       // which one, and why
};

void lr_text_free(struct lr_text *text);  // leaves an empty buffer
void lr_text_add(struct lr_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void lr_text_append(struct lr_text *text, const char *bytes, size_t length);

// Turns the sticky status into an error; `what` names the thing that was built ("figure reach").
enum lr_status lr_text_check(const struct lr_text *text, const char *what, struct lr_error *error);

// True for well-formed UTF-8 without control characters (C0, DEL, C1) and without noncharacters, as XML 1.0 and
// gnuplot's single-quoted strings want it.
bool lr_text_is_clean(const char *utf8);

// Number for a reader: `digits` significant digits, powers of ten as 4.65×10³⁴ from 1e6 upwards and below 1e-3.
// An integer below 1e6 is written in full. Not finite: an en dash.
void lr_text_number(struct lr_text *text, double value, int digits);
// Unit for a reader: "cm^-2 s^-1" becomes cm⁻² s⁻¹, "um" becomes µm, "GeV^2" becomes GeV².
void lr_text_unit(struct lr_text *text, const char *unit);
// Integrated luminosity for a reader, from ab^-1: "50 ab⁻¹", "178 fb⁻¹" below 0.5.
void lr_text_luminosity(struct lr_text *text, double luminosity_ab);

#endif
