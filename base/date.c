// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/date.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

// Days from civil: H. Hinnant, "chrono-compatible low-level date algorithms" (public domain), with eras of 400 years.
int lr_date_make(int year, int month, int day) {
  year -= month <= 2;
  int era = (year >= 0 ? year : year - 399) / 400;
  int of_era = year - era * 400;
  int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void lr_date_split(int date, int *year, int *month, int *day) {
  date += 719468;
  int era = (date >= 0 ? date : date - 146096) / 146097;
  int day_of_era = date - era * 146097;
  int of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * of_era + of_era / 4 - of_era / 100);
  int shifted = (5 * day_of_year + 2) / 153;
  *day = day_of_year - (153 * shifted + 2) / 5 + 1;
  *month = shifted < 10 ? shifted + 3 : shifted - 9;
  *year = of_era + era * 400 + (*month <= 2);
}

bool lr_date_parse(const char *text, int *date) {
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !isdigit((unsigned char)text[i])) return false;
  if (text[10]) return false;
  int year = atoi(text), month = atoi(text + 5), day = atoi(text + 8);
  if (month < 1 || month > 12 || day < 1) return false;
  int result = lr_date_make(year, month, day), y, m, d;
  lr_date_split(result, &y, &m, &d);
  if (y != year || m != month || d != day) return false;
  *date = result;
  return true;
}

char *lr_date_text(int date, char text[16]) {
  if (date == LR_NO_DATE) {
    text[0] = '\0';
    return text;
  }
  int year, month, day;
  lr_date_split(date, &year, &month, &day);
  snprintf(text, 16, "%04d-%02d-%02d", year % 10000, month, day);
  return text;
}

double lr_date_year(double date) {
  int year, month, day;
  lr_date_split((int)floor(date), &year, &month, &day);
  int first = lr_date_make(year, 1, 1), next = lr_date_make(year + 1, 1, 1);
  return year + (date - first) / (next - first);
}
