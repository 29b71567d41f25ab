// SPDX-License-Identifier: GPL-3.0-or-later
// The style sheet of the report.
#ifndef LR_PLOTS_REPORT_STYLE_H
#define LR_PLOTS_REPORT_STYLE_H

const char *lr_report_style(void);

#endif
