// SPDX-License-Identifier: GPL-3.0-or-later
// The shipped files of channels, underneath a scenario.
#ifndef LR_CLI_SHIPPED_CHANNELS_H
#define LR_CLI_SHIPPED_CHANNELS_H

#include "base/document.h"

// Puts the shipped file of every channel that the document names underneath it, so that a scenario may say only what it changes; with
// `all`, those of every channel when it names none. A channel that says all that one must say stands alone. What fixes a background in
// the scenario takes the place of what fixes it in the file: `background` that of the anchors, anchors that of `background`, `modes`
// that of the one window of the file. False: no memory.
bool lr_shipped_channels_add(struct lr_document *document, bool all, struct lr_problems *problems);

#endif
