// SPDX-License-Identifier: GPL-3.0-or-later
// Files of the user's own that a scenario names (wakes, points, curves, machines of periods): copies that go beside a result,
// so that its merged scenario is read again from anywhere.
#ifndef LR_CLI_NAMED_FILES_H
#define LR_CLI_NAMED_FILES_H

#include "base/document.h"

enum { LR_NAMED_FILES = 32, LR_NAMED_BYTES = 16 << 20 };

struct lr_named_files {
  size_t count, bytes;
  struct {
    char name[112];  // "wake-1a2b3c4d.dat": that of the file, with the head of the sha256 of its bytes
    struct lr_buffer text;
  } file[LR_NAMED_FILES];
};

// Writes the merged scenario as YAML. A file that is not among the shipped ones, byte for byte, stands in it under the name of
// its copy, without a folder: its sha256 does not depend on where the files lie, but on what is in them; and a result that is
// read again gives the same text. A machine or fill file goes with its bases merged.
// In: document, settled. Out: merged, files (zeroed by the caller, freed by lr_named_files_free). Names of files that cannot be
// read stay as they are: their readers have reported them. A problem at the name where the copies would pass LR_NAMED_BYTES or
// LR_NAMED_FILES.
void lr_named_files_merge(const struct lr_document *document, struct lr_problems *problems,
                          struct lr_named_files *files, struct lr_buffer *merged);
void lr_named_files_free(struct lr_named_files *files);

#endif
