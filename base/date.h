// SPDX-License-Identifier: GPL-3.0-or-later
// Calendar dates as day numbers (days since 1970-01-01, proleptic Gregorian). A date is the start of that day (JST).
#ifndef LR_BASE_DATE_H
#define LR_BASE_DATE_H

#include <stdbool.h>

enum { LR_NO_DATE = -2147483647 - 1 };

int lr_date_make(int year, int month, int day);
void lr_date_split(int date, int *year, int *month, int *day);
// '2026-02-01' exactly; false when it is no date of the calendar.
bool lr_date_parse(const char *text, int *date);
// ISO text into `text`, which has room for 16 bytes; returns text. LR_NO_DATE gives "".
char *lr_date_text(int date, char text[16]);
// 2043.7: the year and the fraction of it that has passed at the start of the day `date` (may have a fraction).
double lr_date_year(double date);

#endif
