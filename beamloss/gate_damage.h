// SPDX-License-Identifier: GPL-3.0-or-later
// Gates of the PXD that a loss kills (model.md B23): the switcher chips that drive them die in a short dense burst
// while powered. No threshold is published: scale and steepness of the law are assumed, drawn by the caller.
#ifndef LR_BEAMLOSS_GATE_DAMAGE_H
#define LR_BEAMLOSS_GATE_DAMAGE_H

#include "base/random.h"
#include "beamloss/pxd.h"

struct lr_gate_law {
  double scale_rad;  // D0: dose within 100 us at which 63 % of the gates of a powered module die (assumed)
  double exponent;   // b, steepness (assumed)
};

// Probability that one gate of a powered module dies: 1 - exp(-(D/D0)^b). In: dose [rad] within 100 us - all of a loss counts,
// as losses last some turns of 10 us. Valid for positive D0 and b; NaN otherwise.
double lr_gate_loss_probability(const struct lr_gate_law *law, double dose_rad);

// When the PXD is powered.
enum lr_pxd_policy {
  LR_PXD_ON,
  LR_PXD_OFF,     // always off: no gates are lost and no data are taken
  LR_PXD_BY_RATE  // on unless losses come more often than a limit
};
#define LR_PXD_POLICIES "on|off|by_rate"
// In: rate of losses now and the limit of LR_PXD_BY_RATE, in the same unit.
bool lr_pxd_powered(enum lr_pxd_policy policy, double loss_rate, double rate_limit);

struct lr_gate_losses {
  double expected;            // mean number over all modules
  int lost;                   // drawn, all modules
  int module[LR_PXD_MODULES]; // drawn, in the order of lr_pxd_modules
};

// Expected and drawn number of gates lost: binomial in each module. In: dose of each module, live gates of each module (NULL:
// all 192), powered or not (off: zero). `random` NULL: only the expected number. Uses one uniform draw a module in any case,
// so that streams stay in step; a larger dose never loses fewer gates with the same stream.
// LR_E_DOMAIN: D0 or b not positive, a dose negative or not a number, live gates not in 0..192.
enum lr_status lr_gates_lose(const struct lr_gate_law *law, const double dose_rad[LR_PXD_MODULES],
                             const int live[LR_PXD_MODULES], bool powered, struct lr_random *random,
                             struct lr_gate_losses *losses, struct lr_error *error);

// Number of successes in n trials of probability p at the point u of its distribution function (the inverse; one uniform
// number gives one draw). Monotone in u and in p. 0 <= n <= 1000, 0 <= p <= 1, 0 < u < 1.
int lr_binomial_at(int n, double p, double u);

#endif
