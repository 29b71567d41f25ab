// SPDX-License-Identifier: GPL-3.0-or-later
// The registry of channels: one row each.
#include <string.h>

#include "projections/channels/alp_gammagamma.h"
#include "projections/channels/alp_tautau.h"
#include "projections/channels/dark_higgs_multilepton.h"
#include "projections/channels/dark_higgsstrahlung.h"
#include "projections/channels/dark_photon_invisible.h"
#include "projections/channels/dark_photon_visible.h"
#include "projections/channels/idm_dark_higgs.h"
#include "projections/channels/s_mumu.h"
#include "projections/channels/s_tautau.h"
#include "projections/channels/b_to_k_s.h"
#include "projections/channels/alp_invisible.h"
#include "projections/channels/b_to_k_alp.h"
#include "projections/channels/tau_to_l_alpha.h"
#include "projections/channels/zp_invisible.h"
#include "projections/channels/zp_mumu.h"
#include "projections/channels/zp_tautau.h"

static const struct lr_channel_type *const types[] = {
    &lr_channel_zp_invisible,
    &lr_channel_zp_mumu,
    &lr_channel_zp_tautau,
    &lr_channel_s_mumu,
    &lr_channel_s_tautau,
    &lr_channel_alp_tautau,
    &lr_channel_dark_photon_invisible,
    &lr_channel_dark_photon_visible,
    &lr_channel_alp_gammagamma,
    &lr_channel_dark_higgsstrahlung,
    &lr_channel_dark_higgs_multilepton,
    &lr_channel_idm_dark_higgs,
    &lr_channel_idm_dark_higgs_theta,
    &lr_channel_b_to_k_s,
    &lr_channel_alp_invisible,
    &lr_channel_b_to_k_alp,
    &lr_channel_tau_to_l_alpha,
};

const struct lr_channel_type *lr_channel_type_at(size_t i) {
  return i < sizeof types / sizeof types[0] ? types[i] : NULL;
}

const struct lr_channel_type *lr_channel_type_find(const char *id) {
  for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
    if (id && strcmp(types[i]->id, id) == 0) return types[i];
  return NULL;
}
