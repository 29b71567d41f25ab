// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the Faddeeva function w(z) and of exp for the kernels (model.md K19).
#ifndef LR_MACHINE_TRACK_FADDEEVA_H
#define LR_MACHINE_TRACK_FADDEEVA_H

// J. A. C. Weideman, SIAM J. Numer. Anal. 31 (1994) 1497: sqrt(pi) w = (1 + p(Z) / (L - iz)) / (L - iz), Z = (L + iz) / (L - iz),
// p of degree 31 with real coefficients: a cosine transform of exp(-t^2) (L^2 + t^2), t = L tan(theta / 2), times 2 sqrt(pi).
// Even and odd powers of Z apart, from the lowest on. L of the smallest error.
static const double LR_FADDEEVA_L = 4.99;
static const double LR_FADDEEVA[2][16] = {
    {9.6012088466541368, 7.0270940235209025, 3.7094726579070008, 1.3636482916747485, 0.32402082243116254,
     0.041154032839204102, 0.00080367538271162032, -0.00027604754340056524, 1.1739440503798667e-05, 1.314133380012819e-06,
     -3.3012680430855664e-07, 4.4588095060175764e-08, -4.8636427892790974e-09, 4.6444181497353908e-10,
     -3.869464475151056e-11, 2.5738638327564091e-12},
    {8.5453326964010881, 5.3268934526841765, 2.3610299876897427, 0.70717776124710574, 0.12771251345084633,
     0.0095485545608562511, -0.00051470102079195822, -4.9546757590491232e-05, 9.026467440158149e-06,
     -6.9502895966789081e-07, 1.1312389141261824e-08, 6.8954581918118941e-09, -1.6944800651727398e-09,
     3.0125220725241795e-10, -4.9111260047575961e-11, 7.9132111297970464e-12}};

// Far out the continued fraction of Laplace, cut after n steps: sqrt(pi) w = i z A(z^2) / B(z^2). Relative error n! / (2 |z|^2)^n.
static const double LR_FADDEEVA_12A[6] = {-1115.15625, 2605.3125, -1569.75, 355.5, -32.5, 1};
static const double LR_FADDEEVA_12B[7] = {162.421875, -1949.0625, 3248.4375, -1732.5, 371.25, -33, 1};
static const double LR_FADDEEVA_6A[3] = {8.25, -7, 1};
static const double LR_FADDEEVA_6B[4] = {-1.875, 11.25, -7.5, 1};
// |z|^2 from which 12 and 6 steps do
static const double LR_FADDEEVA_12_FROM = 36, LR_FADDEEVA_6_FROM = 240;

// exp(r), |r| <= ln 2 / 2: Chebyshev series of degree 10 as a polynomial, 4e-16.
static const double LR_EXP[11] = {1, 1.0000000000000067, 0.50000000000000189, 0.16666666666554336,
                                  0.041666666666487419, 0.0083333333856922473, 0.0013888888952550806,
                                  0.00019841170239019137, 2.4801485208139206e-05, 2.7640194037830899e-06,
                                  2.763274319854351e-07};

#endif
