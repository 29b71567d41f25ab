// SPDX-License-Identifier: GPL-3.0-or-later
// Tables out: JSON, CSV and aligned text. All verbs go through here; no verb formats numbers on its own.
#ifndef LR_BASE_WRITE_H
#define LR_BASE_WRITE_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/table.h"

struct lr_provenance {  // what every result says about its making
  const char *version;
  const char *scenario_sha256;  // of the merged scenario
  uint64_t seed;
};

enum lr_format { LR_FORMAT_TEXT, LR_FORMAT_CSV, LR_FORMAT_JSON };

void lr_write_tables(enum lr_format format, const struct lr_provenance *provenance,
                     const struct lr_table *const *tables, size_t count, struct lr_buffer *out);

void lr_write_json(const struct lr_provenance *provenance, const struct lr_table *const *tables, size_t count,
                   struct lr_buffer *out);
// One table: a header line of names with units, RFC 4180 quoting, empty cells for null.
void lr_write_csv(const struct lr_table *table, struct lr_buffer *out);
void lr_write_text(const struct lr_table *table, struct lr_buffer *out);

// A number with 12 to 15 significant digits, no more than it needs: 50.00000000000001 is written 50. It reads back to within
// 5e-15 relative; the last bits of a result are no information.
void lr_number_full(double value, char text[32]);
// A number for people: `digits` significant digits, no exponent between 1e-3 and 1e6.
void lr_number_short(double value, int digits, char text[32]);

#endif
