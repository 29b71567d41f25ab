# SPDX-License-Identifier: GPL-3.0-or-later
# binned likelihood, limits from it, the full ensemble
target_sources(lr_projections PRIVATE stats/likelihood.c stats/likelihood_terms.c stats/likelihood_work.c stats/likelihood_fit.c stats/qtilde.c stats/qtilde_ensemble.c
               stats/limit_model.c stats/limit_model_channels.c stats/limit_model_effects.c stats/limit_model_lists.c
               stats/limit_model_tables.c)
