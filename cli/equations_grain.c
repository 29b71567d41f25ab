// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/equations.h"
const struct lr_equation lr_equations_grain[] = {{.label = NULL}};
