// SPDX-License-Identifier: GPL-3.0-or-later
// The CSV of what was recorded: a right file, and each wrong one with its line.
#include "projections/recorded_file.h"

#include "base/constants.h"
#include "tests/projections/plans.h"

static void wrong(const char *text, const char *words) {
  struct lr_recorded_rows rows;
  struct lr_error error = {0};
  LR_CHECK(lr_recorded_read("r.csv", text, &rows, &error) == LR_E_INPUT);
  LR_CHECK(strstr(error.text, words) != NULL && strstr(error.text, "r.csv:") == error.text);
  if (!strstr(error.text, words)) fprintf(stderr, "    wanted '%s', got '%s'\n", words, error.text);
  lr_recorded_free(&rows);
}

#define HEAD "start,end,recorded_fb,kind\n"

int main(void) {
  struct lr_recorded_rows rows;
  struct lr_error error = {0};
  LR_CHECK(lr_recorded_read("r.csv",
                            "# what came\nkind,start,end,recorded_fb,id,peak_cm2s,status,source,note\n"
                            "recorded,2026-02-15,2026-03-31,20.5,2026a,5.2e34,read,\"KEK, June\",\n\n"
                            "recorded,2026-04-01,2026-06-27,0,,,,,\"nothing, at all\"\n",
                            &rows, &error) == LR_OK);
  LR_CHECK(rows.rows == 2);
  if (rows.rows == 2) {
    LR_TEXT_IS(rows.row[0].id, "2026a");
    LR_NEAR(rows.row[0].recorded_m2, 20.5 / LR_fb_m2, 1e-14);
    LR_NEAR(rows.row[0].peak_m2s, 5.2e38, 1e-14);
    LR_CHECK(rows.row[0].start == day_of("2026-02-15") && rows.row[0].end == day_of("2026-03-31") &&
             rows.row[0].line == 3);
    LR_CHECK(rows.row[1].recorded_m2 == 0 && isnan(rows.row[1].peak_m2s) && rows.row[1].line == 5 &&
             rows.row[1].kind == LR_RECORDED);
    LR_TEXT_IS(rows.row[1].note, "nothing, at all");
  }
  lr_recorded_free(&rows);
  wrong("", "r.csv:1: the file is empty");
  wrong(HEAD, "no row below the heading");
  wrong("start,end,recorded_fb\n2026-01-01,2026-02-01,3\n", "kind");
  wrong("start,end,recorded,kind\n2026-01-01,2026-02-01,3,recorded\n", "recorded_fb");
  wrong(HEAD "2026-02-30,2026-03-01,3,recorded\n", "r.csv:2: 'start' wants a date");
  wrong(HEAD "2026-02-01,1 March,3,recorded\n", "r.csv:2: 'end' wants a date");
  wrong(HEAD "2026-02-01,2026-01-01,3,recorded\n", "r.csv:2: the row ends");
  wrong(HEAD "2026-02-01,2026-03-01,3 fb,recorded\n", "r.csv:2: 'recorded_fb' wants a number");
  wrong(HEAD "2026-02-01,2026-03-01,-3,recorded\n", "r.csv:2: 'recorded_fb'");
  wrong(HEAD "2026-02-01,2026-03-01,nan,recorded\n", "r.csv:2: 'recorded_fb'");
  wrong(HEAD "2026-02-01,2026-03-01,3,online\n",
        "r.csv:2: 'kind' wants one of delivered|recorded|offline|good_4s, got 'online'");
  wrong(HEAD "2026-02-01,2026-03-01,3,recorded\n2026-03-01,2026-04-01,3,recorded\n",
        "r.csv:3: the row starts on 2026-03-01, the one of line 2 ends on 2026-03-01");
  wrong(HEAD "2026-02-01,2026-03-01,3\n", "r.csv:2:");
  wrong("start,end,recorded_fb,kind,peak_cm2s\n2026-02-01,2026-03-01,3,recorded,high\n", "r.csv:2: 'peak_cm2s'");
  wrong("start,end,recorded_fb,kind,status\n2026-02-01,2026-03-01,3,recorded,sure\n", "r.csv:2: 'status'");
  return lr_test_end();
}
