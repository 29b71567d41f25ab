// SPDX-License-Identifier: GPL-3.0-or-later
// Units: every name, composite units, and what must not be read as a quantity.
#include "base/units.h"

#include "tests/lr_test.h"

static double read(const char *text, enum lr_dimension dimension) {
  double value = NAN;
  char reason[96];
  return lr_quantity_parse(text, dimension, &value, reason, sizeof reason) ? value : NAN;
}

static const char *refusal(const char *text, enum lr_dimension dimension) {
  static char reason[96];
  double value = 12345;
  snprintf(reason, sizeof reason, "it was read");
  lr_quantity_parse(text, dimension, &value, reason, sizeof reason);
  return reason;
}

static void values(void) {
  LR_NEAR(read("0.6 mm", LR_DIM_LENGTH), 6e-4, 1e-15);
  LR_NEAR(read("46.2 pm", LR_DIM_LENGTH), 46.2e-12, 1e-15);
  LR_NEAR(read("3 µm", LR_DIM_LENGTH), 3e-6, 1e-15);  // U+00B5
  LR_NEAR(read("3 μm", LR_DIM_LENGTH), 3e-6, 1e-15);  // U+03BC
  LR_NEAR(read("1.46A", LR_DIM_CURRENT), 1.46, 1e-15);
  LR_NEAR(read("83 mrad", LR_DIM_ANGLE), 0.083, 1e-15);
  LR_NEAR(read("180 deg", LR_DIM_ANGLE), 3.14159265358979, 1e-14);
  LR_NEAR(read("6e34 cm^-2 s^-1", LR_DIM_LUMINOSITY), 6e38, 1e-14);
  LR_NEAR(read("6e34 cm-2s-1", LR_DIM_LUMINOSITY), 6e38, 1e-14);
  LR_NEAR(read("6e34 /cm^2/s", LR_DIM_LUMINOSITY), 6e38, 1e-14);
  LR_NEAR(read("60 /nb/s", LR_DIM_LUMINOSITY), 60e37, 1e-14);
  LR_NEAR(read("0.5 /day", LR_DIM_RATE), 0.5 / 86400, 1e-15);
  LR_NEAR(read("3 Hz", LR_DIM_RATE), 3, 1e-15);
  LR_NEAR(read("1.7642 mm/mA", LR_DIM_LENGTH_PER_CURRENT), 1.7642, 1e-14);
  LR_NEAR(read("0.48 /mA", LR_DIM_PER_CURRENT), 480, 1e-14);
  LR_NEAR(read("50 ab^-1", LR_DIM_INTEGRATED), 5e47, 1e-14);
  LR_NEAR(read("575 fb^-1", LR_DIM_INTEGRATED), 5.75e45, 1e-14);
  LR_NEAR(read("575 /fb", LR_DIM_INTEGRATED), 5.75e45, 1e-14);
  LR_NEAR(read("5.1 fb", LR_DIM_CROSS_SECTION), 5.1e-43, 1e-14);
  LR_NEAR(read("1e-3 GeV^-1", LR_DIM_PER_ENERGY), 1e-12, 1e-14);
  LR_NEAR(read("7.007 GeV", LR_DIM_ENERGY), 7.007e9, 1e-15);
  LR_NEAR(read("1 year", LR_DIM_TIME), 365.25 * 86400, 1e-15);
  LR_NEAR(read("12 %", LR_DIM_NUMBER), 0.12, 1e-15);
  LR_NEAR(read("12%", LR_DIM_NUMBER), 0.12, 1e-15);
  LR_NEAR(read("-.5e-2", LR_DIM_NUMBER), -0.005, 1e-15);
  LR_NEAR(read("+5.", LR_DIM_NUMBER), 5, 1e-15);
  LR_NEAR(read("10 GHz", LR_DIM_RATE), 1e10, 1e-15);
  LR_NEAR(read("1 kohm", LR_DIM_IMPEDANCE), 1e3, 1e-15);
  LR_NEAR(read("20 nH", LR_DIM_INDUCTANCE), 2e-8, 1e-14);
  LR_NEAR(read("2 uH", LR_DIM_INDUCTANCE), 2e-6, 1e-14);
  LR_NEAR(read("20 ohm ns", LR_DIM_INDUCTANCE), 2e-8, 1e-14);
  LR_NEAR(read("3.77e7 S/m", LR_DIM_CONDUCTIVITY), 3.77e7, 1e-15);
  LR_NEAR(read("37.7 MS/m", LR_DIM_CONDUCTIVITY), 3.77e7, 1e-14);
  LR_NEAR(read("3.77e7 /ohm/m", LR_DIM_CONDUCTIVITY), 3.77e7, 1e-14);
  const double e_C = 1.602176634e-19;  // energies are in eV
  LR_NEAR(read("9 MW", LR_DIM_POWER) * e_C, 9e6, 1e-15);
  LR_NEAR(read("9 kJ/s", LR_DIM_POWER) * e_C, 9e3, 1e-15);
  LR_NEAR(read("4 MW/A", LR_DIM_POWER_PER_CURRENT) * e_C, 4e6, 1e-15);
  LR_NEAR(read("300 GWh", LR_DIM_ELECTRICITY) * e_C, 300 * 3.6e12, 1e-15);
  LR_NEAR(read("1 MW h", LR_DIM_ELECTRICITY), read("1 MWh", LR_DIM_ELECTRICITY), 1e-15);
  LR_TEXT_IS(refusal("9 GWh", LR_DIM_POWER), "its unit is of another kind");
  LR_TEXT_IS(refusal("10 s", LR_DIM_INDUCTANCE), "its unit is of another kind");
  LR_NEAR(read("2 m/m", LR_DIM_NUMBER), 2, 1e-15);
  // dose: rad = 0.01 Gy, gray and joule-free products
  LR_NEAR(read("4 mrad", LR_DIM_DOSE), 4e-5, 1e-15);
  LR_NEAR(read("1 rad", LR_DIM_DOSE), 1e-2, 1e-15);
  LR_NEAR(read("2 krad", LR_DIM_DOSE), 20, 1e-15);
  LR_NEAR(read("3 Mrad", LR_DIM_DOSE), 3e4, 1e-15);
  LR_NEAR(read("5 urad", LR_DIM_DOSE), 5e-8, 1e-15);
  LR_NEAR(read("7 Gy", LR_DIM_DOSE), 7, 1e-15);
  LR_NEAR(read("7 mGy", LR_DIM_DOSE), 7e-3, 1e-15);
  LR_NEAR(read("7 uGy", LR_DIM_DOSE), 7e-6, 1e-15);
  LR_NEAR(read("7 kGy", LR_DIM_DOSE), 7e3, 1e-15);
  LR_NEAR(read("140 krad/s", LR_DIM_DOSE_RATE), 1400, 1e-15);
  LR_NEAR(read("140 krad s^-1", LR_DIM_DOSE_RATE), 1400, 1e-15);
  LR_NEAR(read("2 mGy/h", LR_DIM_DOSE_RATE), 2e-3 / 3600, 1e-15);
  LR_NEAR(read("1 kJ", LR_DIM_ENERGY), 1e3 / 1.602176634e-19, 1e-15);
  LR_NEAR(read("1 J", LR_DIM_ENERGY), 1 / 1.602176634e-19, 1e-15);
  LR_NEAR(read("30 MPa", LR_DIM_STRESS), 30e6 / 1.602176634e-19, 1e-15);
  LR_NEAR(read("1 J/m^3", LR_DIM_STRESS), 1 / 1.602176634e-19, 1e-15);  // a pascal
  LR_NEAR(read("100 m/s", LR_DIM_SPEED), 100, 1e-15);
  LR_NEAR(read("10 mm/us", LR_DIM_SPEED), 1e4, 1e-15);
}

static void refused(void) {
  LR_TEXT_IS(refusal("1.46x", LR_DIM_CURRENT), "'x' is not a known unit");
  LR_TEXT_IS(refusal("1.46 parsec", LR_DIM_LENGTH), "'parsec' is not a known unit");
  LR_TEXT_IS(refusal("1.46", LR_DIM_CURRENT), "it has no unit");
  LR_TEXT_IS(refusal("1.46 s", LR_DIM_CURRENT), "its unit is of another kind");
  LR_TEXT_IS(refusal("1e400 A", LR_DIM_CURRENT), "it is not finite");
  const char *const NUMBERS[] = {"nan", "NaN", "inf", "-inf", "infinity", "0x10", "0x1p3", "", " ", "-", ".", "e5", "1e", "1e+",
                                 "1,5", "1_000", "1 000", "1.2.3", "1..2", "1e400", "-1e400", "١", "1e3.5", "--1", "+-1", "1 %%",
                                 "1 % %", "5 % rad", "1 %^2", "nan %", "1\t"};
  for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
    double value = 7;
    int ok = isnan(read(NUMBERS[i], LR_DIM_NUMBER)) && !lr_number_parse(NUMBERS[i], &value);
    if (!ok) fprintf(stderr, "'%s' was taken for a number\n", NUMBERS[i]);
    LR_CHECK(ok);
  }
  const char *const LENGTHS[] = {"nan m", "inf mm", "1 mm/", "1 /", "1 *", "1 *m", "1 m^", "1 m^x", "1 m^10", "1 m 2", "1 M", "1 Mm",
                                 "1 mm %", "1 m^2", "1 /m", "1 m^-1", "0x10 m", "1 m//m^-1", "1 m\n", "1e309 m", "1 \xff", "1 ^2"};
  for (size_t i = 0; i < sizeof LENGTHS / sizeof *LENGTHS; i++) {
    int ok = isnan(read(LENGTHS[i], LR_DIM_LENGTH));
    if (!ok) fprintf(stderr, "'%s' was taken for a length\n", LENGTHS[i]);
    LR_CHECK(ok);
  }
  LR_CHECK(isnan(read("50 ab^-1", LR_DIM_CROSS_SECTION)));
  LR_CHECK(isnan(read("50 ab^-1", LR_DIM_LUMINOSITY)));
  LR_CHECK(isnan(read("1 rad", LR_DIM_NUMBER)));
  // the rad of an angle and that of a dose
  const char *const DOSES[] = {"4 deg", "4 m", "4 s", "4", "4 J", "4 rad/s", "4 rad^2", "4 mGy/s", "4 Pa"};
  for (size_t i = 0; i < sizeof DOSES / sizeof *DOSES; i++) LR_CHECK(isnan(read(DOSES[i], LR_DIM_DOSE)));
  const char *const DOSE_RATES[] = {"4 rad", "4 deg/s", "4 Gy", "4 /s"};
  for (size_t i = 0; i < sizeof DOSE_RATES / sizeof *DOSE_RATES; i++) LR_CHECK(isnan(read(DOSE_RATES[i], LR_DIM_DOSE_RATE)));
  const char *const ANGLES[] = {"4 krad", "83 Mrad", "4 Gy", "4 rad/s"};
  for (size_t i = 0; i < sizeof ANGLES / sizeof *ANGLES; i++) LR_CHECK(isnan(read(ANGLES[i], LR_DIM_ANGLE)));
  LR_TEXT_IS(refusal("83 Mrad", LR_DIM_ANGLE), "its unit is of another kind");
  LR_TEXT_IS(refusal("4 deg", LR_DIM_DOSE), "its unit is of another kind");
  LR_CHECK(isnan(read("3 Pa", LR_DIM_ENERGY)) && isnan(read("3 J", LR_DIM_STRESS)) && isnan(read("3 m", LR_DIM_SPEED)) && isnan(read("3 /s", LR_DIM_SPEED)));
  double value = 7;
  LR_CHECK(lr_number_parse("1e-3", &value) && value == 1e-3);
  LR_CHECK(!lr_number_parse("1 ", &value) && !lr_number_parse("12 %", &value));
}

// A number written in any unit of its dimension, read back, and told in that unit again.
static void round_trip(void) {
  static const struct {
    const char *unit;
    enum lr_dimension dimension;
  } UNITS[] = {{"m", LR_DIM_LENGTH}, {"cm", LR_DIM_LENGTH}, {"mm", LR_DIM_LENGTH}, {"um", LR_DIM_LENGTH}, {"µm", LR_DIM_LENGTH},
               {"nm", LR_DIM_LENGTH}, {"pm", LR_DIM_LENGTH}, {"km", LR_DIM_LENGTH}, {"s", LR_DIM_TIME}, {"ms", LR_DIM_TIME},
               {"us", LR_DIM_TIME}, {"ns", LR_DIM_TIME}, {"min", LR_DIM_TIME}, {"h", LR_DIM_TIME}, {"hour", LR_DIM_TIME},
               {"hours", LR_DIM_TIME}, {"d", LR_DIM_TIME}, {"day", LR_DIM_TIME}, {"days", LR_DIM_TIME}, {"week", LR_DIM_TIME},
               {"weeks", LR_DIM_TIME}, {"year", LR_DIM_TIME}, {"years", LR_DIM_TIME}, {"Hz", LR_DIM_RATE}, {"kHz", LR_DIM_RATE},
               {"MHz", LR_DIM_RATE}, {"/day", LR_DIM_RATE}, {"A", LR_DIM_CURRENT}, {"mA", LR_DIM_CURRENT}, {"uA", LR_DIM_CURRENT},
               {"eV", LR_DIM_ENERGY}, {"keV", LR_DIM_ENERGY}, {"MeV", LR_DIM_ENERGY}, {"GeV", LR_DIM_ENERGY},
               {"TeV", LR_DIM_ENERGY}, {"rad", LR_DIM_ANGLE}, {"mrad", LR_DIM_ANGLE}, {"urad", LR_DIM_ANGLE},
               {"deg", LR_DIM_ANGLE}, {"b", LR_DIM_CROSS_SECTION}, {"mb", LR_DIM_CROSS_SECTION}, {"ub", LR_DIM_CROSS_SECTION},
               {"nb", LR_DIM_CROSS_SECTION}, {"pb", LR_DIM_CROSS_SECTION}, {"fb", LR_DIM_CROSS_SECTION},
               {"ab", LR_DIM_CROSS_SECTION}, {"fb^-1", LR_DIM_INTEGRATED}, {"ab^-1", LR_DIM_INTEGRATED},
               {"cm^-2 s^-1", LR_DIM_LUMINOSITY}, {"mm/mA", LR_DIM_LENGTH_PER_CURRENT}, {"/mA", LR_DIM_PER_CURRENT},
               {"GeV^-1", LR_DIM_PER_ENERGY}, {"GHz", LR_DIM_RATE}, {"ohm", LR_DIM_IMPEDANCE}, {"kohm", LR_DIM_IMPEDANCE},
               {"Mohm", LR_DIM_IMPEDANCE}, {"H", LR_DIM_INDUCTANCE}, {"uH", LR_DIM_INDUCTANCE}, {"nH", LR_DIM_INDUCTANCE},
               {"m/s", LR_DIM_SPEED}, {"MPa", LR_DIM_STRESS}, {"Gy", LR_DIM_DOSE}, {"Gy/s", LR_DIM_DOSE_RATE},
               {"mGy", LR_DIM_DOSE}, {"kGy", LR_DIM_DOSE}, {"J", LR_DIM_ENERGY}, {"kJ", LR_DIM_ENERGY},
               {"W", LR_DIM_POWER}, {"kW", LR_DIM_POWER}, {"MW", LR_DIM_POWER}, {"MW/A", LR_DIM_POWER_PER_CURRENT},
               {"Wh", LR_DIM_ELECTRICITY}, {"kWh", LR_DIM_ELECTRICITY}, {"MWh", LR_DIM_ELECTRICITY}, {"GWh", LR_DIM_ELECTRICITY},
               {"S/m", LR_DIM_CONDUCTIVITY}, {"MS/m", LR_DIM_CONDUCTIVITY}, {"%", LR_DIM_NUMBER}};
  for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
    for (int k = 0; k < 50; k++) {
      double wanted = lr_test_log_between(1e-12, 1e12), got;
      char text[80], reason[96];
      snprintf(text, sizeof text, k % 2 ? "%.17g %s" : "%.17g%s", wanted, UNITS[i].unit);
      int read_it = lr_quantity_parse(text, UNITS[i].dimension, &got, reason, sizeof reason);
      LR_CHECK(read_it);
      if (read_it) LR_NEAR(lr_in_unit(got, UNITS[i].unit), wanted, 1e-15);
      else fprintf(stderr, "'%s': %s\n", text, reason);
      for (int other = 0; other < LR_DIMENSION_COUNT; other++)  // and in no other dimension
        if (other != (int)UNITS[i].dimension && !(UNITS[i].dimension == LR_DIM_ANGLE && other == LR_DIM_DOSE) &&  // rad is both
            !(UNITS[i].dimension == LR_DIM_ENERGY && other == LR_DIM_ELECTRICITY) &&  // the same, in other words
            !(UNITS[i].dimension == LR_DIM_ELECTRICITY && other == LR_DIM_ENERGY))
          LR_CHECK(isnan(read(text, (enum lr_dimension)other)));
    }
  for (int d = 0; d < LR_DIMENSION_COUNT; d++) {
    enum lr_dimension dimension = (enum lr_dimension)d;
    LR_CHECK(lr_unit_factor(lr_dimension_unit(dimension)) > 0);
    LR_CHECK(*lr_dimension_words(dimension) == 'a');
    if (dimension != LR_DIM_NUMBER) LR_CHECK(!isnan(read(lr_dimension_example(dimension), dimension)));
  }
}

// Nothing that random bytes can spell is read as anything but a finite number.
// What is read is finite, and random text of such letters is read now and then: refusing all would not do.
static void random_text(void) {
  static const char LETTERS[] = "0123456789.eE+-^*/ %munpkscmAVHzabfGT\xc2\xb5";
  long parsed = 0, finite = 0;
  for (int k = 0; k < 200000; k++) {
    char text[24], reason[16];
    int length = (int)(lr_test_random() * 22);
    for (int i = 0; i < length; i++) text[i] = LETTERS[(size_t)(lr_test_random() * (sizeof LETTERS - 1))];
    text[length] = '\0';
    double value = 0;
    for (int d = 0; d < LR_DIMENSION_COUNT; d++)
      if (lr_quantity_parse(text, (enum lr_dimension)d, &value, reason, sizeof reason)) {
        parsed++;
        finite += isfinite(value);
      }
  }
  LR_CHECK(parsed > 1000);
  LR_CHECK(finite == parsed);
}

int main(void) {
  lr_test_seed_from_environment();
  values();
  refused();
  round_trip();
  random_text();
  return lr_test_end();
}
