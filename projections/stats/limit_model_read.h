// SPDX-License-Identifier: GPL-3.0-or-later
// What the readers of a binned model share. Lists are copied into one pool as long as the file has scalars, so that pointers into it
// stay.
#ifndef LR_PROJECTIONS_STATS_LIMIT_MODEL_READ_H
#define LR_PROJECTIONS_STATS_LIMIT_MODEL_READ_H

#include "projections/stats/limit_model.h"

struct lr_limit_list {
  struct lr_limit_model *model;  // where its numbers go
  double *value;
  size_t count;
  const struct lr_node *at;  // NULL: not there
};

// For field tables, whose target is a list with its model set: a list of numbers not below 0; or one such number; or nothing yet.
bool lr_limit_read_list(const struct lr_reading *reading, const struct lr_node *node, void *target);
bool lr_limit_read_one_or_list(const struct lr_reading *reading, const struct lr_node *node, void *target);
bool lr_limit_read_later(const struct lr_reading *reading, const struct lr_node *node, void *target);

// False, with the problem told, when a list does not have the bins of its channel (one that could not be read was told of before);
// when a node is no mapping of 1 to `most` things.
bool lr_limit_same_bins(const struct lr_reading *reading, const struct lr_limit_list *list, size_t bins);
bool lr_limit_keyed(const struct lr_reading *reading, const struct lr_node *node, const char *what, size_t most);
void lr_limit_copy_name(const struct lr_reading *reading, const struct lr_node *node, char *name, size_t size);

extern const struct lr_field lr_limit_effect_fields[], lr_limit_channel_fields[];

// The effect of the nuisance that the node is keyed by is added to the sample; it changes nothing where there is a problem.
void lr_limit_effect_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_limit_model *model,
                          struct lr_like_sample *sample, size_t bins);
// Channels, their samples and the data into the model, whose nuisances are there.
void lr_limit_channels_read(const struct lr_reading *reading, const struct lr_node *channels, struct lr_limit_model *model);

#endif
