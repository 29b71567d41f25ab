// SPDX-License-Identifier: GPL-3.0-or-later
// Calendar dates against the C library, over 1900-2400.
#include "base/date.h"

#include <time.h>

#include "tests/lr_test.h"

int main(void) {
  int wrong = 0, days = 0;
  int first = lr_date_make(1900, 1, 1), last = lr_date_make(2400, 12, 31);
  for (int date = first; date <= last; date++, days++) {
    time_t seconds = (time_t)date * 86400;
    struct tm tm;
    gmtime_r(&seconds, &tm);
    int year, month, day, back = 0;
    char text[16], theirs[16];
    lr_date_split(date, &year, &month, &day);
    strftime(theirs, sizeof theirs, "%Y-%m-%d", &tm);
    struct tm again = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
    int ok = year == tm.tm_year + 1900 && month == tm.tm_mon + 1 && day == tm.tm_mday &&
             lr_date_make(year, month, day) == date && timegm(&again) == seconds &&
             strcmp(lr_date_text(date, text), theirs) == 0 && lr_date_parse(text, &back) && back == date;
    if (!ok && !wrong++) fprintf(stderr, "first wrong date: %s\n", theirs);
  }
  LR_CHECK(wrong == 0);
  LR_CHECK(days == 182987);  // 501 years of 365 days and 122 leap days
  LR_CHECK(lr_date_make(1970, 1, 1) == 0);

  int date = 77;
  const char *const WRONG[] = {"", "2026", "2026-02", "2026-2-1", "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-01",
                               "2026-01-00", "2026-01-32", "2026-04-31", "2026-02-01 ", " 2026-02-01", "2026/02/01", "26-02-01",
                               "2026-02-01T00", "+026-02-01", "2026-0a-01", "-026-02-01", "2026--1-01", "01-02-2026"};
  for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
    if (lr_date_parse(WRONG[i], &date)) fprintf(stderr, "'%s' was taken for a date\n", WRONG[i]);
    LR_CHECK(!lr_date_parse(WRONG[i], &date));
  }
  LR_CHECK(date == 77);
  LR_CHECK(lr_date_parse("2028-02-29", &date) && lr_date_parse("2000-02-29", &date) && lr_date_parse("0001-01-01", &date));
  char text[16];
  LR_TEXT_IS(lr_date_text(LR_NO_DATE, text), "");
  LR_NEAR(lr_date_year(lr_date_make(2043, 1, 1)), 2043, 0);
  LR_NEAR(lr_date_year(lr_date_make(2043, 9, 13)), 2043 + 255.0 / 365, 1e-15);
  LR_NEAR(lr_date_year(lr_date_make(2044, 12, 31) + 0.5), 2044 + 365.5 / 366, 1e-15);
  LR_NEAR(lr_date_year(lr_date_make(1969, 12, 31)), 1969 + 364.0 / 365, 1e-15);
  return lr_test_end();
}
