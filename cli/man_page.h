// SPDX-License-Identifier: GPL-3.0-or-later
// The manual page lumireach(1), in man(7) troff, from the tables of verbs, options and statuses.
#ifndef LR_CLI_MAN_PAGE_H
#define LR_CLI_MAN_PAGE_H

#include "base/buffer.h"

void lr_man_page_write(struct lr_buffer *out);

#endif
