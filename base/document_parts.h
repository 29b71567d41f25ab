// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of a document share.
#ifndef LR_BASE_DOCUMENT_PARTS_H
#define LR_BASE_DOCUMENT_PARTS_H

#include "base/document.h"

enum { LR_LARGEST_FILE = 1 << 20, LR_MOST_BASES = 16 };  // bytes; depth of bases, and of the keys of --set

// Keeps a copy of a text of `length` bytes, with its path and folder. NULL: no memory.
struct lr_source *lr_document_source(struct lr_document *document, const char *path, const char *folder, const char *text,
                                     size_t length);

// `over` laid over `under`: mappings by key, everything else replaced whole, `null` takes away. A figure that brings its
// own value comes with its own source and status or none: it never keeps those of the figure that it replaces.
// NULL: no memory.
struct lr_node *lr_node_merge(struct lr_node *under, struct lr_node *over);

// The bases of a tree, merged, with the tree on top; `depth` counts the files in between. Changes *status only for the worse.
struct lr_node *lr_document_with_bases(struct lr_document *document, struct lr_node *tree, int depth, struct lr_problems *problems,
                                       enum lr_status *status);

// Makes `over` laid over `under` the root of the document, when both are there. Status: as given, LR_E_INPUT when there are
// problems, LR_E_MEMORY.
enum lr_status lr_document_lay(struct lr_document *document, struct lr_node *under, struct lr_node *over, struct lr_problems *problems,
                               enum lr_status status);

#endif
