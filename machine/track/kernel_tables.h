// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the kernels: Faddeeva function w(z) and exp (model.md K19), quadrature for nearly round slices (model.md K4).
#ifndef LR_MACHINE_TRACK_KERNEL_TABLES_H
#define LR_MACHINE_TRACK_KERNEL_TABLES_H

// J. A. C. Weideman, SIAM J. Numer. Anal. 31 (1994) 1497: sqrt(pi) w = (1 + p(Z) / (L - iz)) / (L - iz),
// Z = (L + iz) / (L - iz), p of degree 31 with real coefficients: a cosine transform of exp(-t^2) (L^2 + t^2) in theta,
// t = L tan(theta / 2), times 2 sqrt(pi). Even and odd powers of Z apart, from the lowest on. L of the smallest error.
// Measured against libcerf over |Re| <= 1000, 0 <= Im <= 1000 (kernel_test): 1.6e-13 of |w|; degree 29: 9e-13.
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

// Far out the continued fraction of Laplace, cut after n steps: sqrt(pi) w = i z A(z^2) / B(z^2), with the relative error
// n! / (2 |z|^2)^n, larger near the real axis. Measured as above: 4.1e-13 of |w|.
static const double LR_FADDEEVA_12A[6] = {-1115.15625, 2605.3125, -1569.75, 355.5, -32.5, 1};
static const double LR_FADDEEVA_12B[7] = {162.421875, -1949.0625, 3248.4375, -1732.5, 371.25, -33, 1};
static const double LR_FADDEEVA_6A[3] = {8.25, -7, 1};
static const double LR_FADDEEVA_6B[4] = {-1.875, 11.25, -7.5, 1};
// |z|^2 from which 12 and 6 steps do
static const double LR_FADDEEVA_12_FROM = 36, LR_FADDEEVA_6_FROM = 240;

// Nodes in (0, 1) and weights of Gauss and Legendre on (-1, 1), 32 points.
static const double LR_LEGENDRE[16][2] = {
    {0.048307665687738317, 0.096540088514727798}, {0.14447196158279649, 0.095638720079274861},
    {0.23928736225213706, 0.093844399080804566}, {0.33186860228212767, 0.091173878695763891},
    {0.42135127613063533, 0.087652093004403811}, {0.50689990893222936, 0.083311924226946749},
    {0.5877157572407623, 0.078193895787070311}, {0.66304426693021523, 0.072345794108848505},
    {0.73218211874028971, 0.065822222776361849}, {0.79448379596794239, 0.058684093478535544},
    {0.84936761373256997, 0.050998059262376175}, {0.89632115576605209, 0.042835898022226683},
    {0.93490607593773967, 0.034273862913021431}, {0.96476225558750639, 0.025392065309262059},
    {0.98561151154526838, 0.01627439473090567}, {0.99726386184948157, 0.0070186100094700964}};

// exp(r), |r| <= ln 2 / 2: Chebyshev series of degree 10 as a polynomial, 4e-16.
static const double LR_EXP[11] = {1, 1.0000000000000067, 0.50000000000000189, 0.16666666666554336,
                                  0.041666666666487419, 0.0083333333856922473, 0.0013888888952550806,
                                  0.00019841170239019137, 2.4801485208139206e-05, 2.7640194037830899e-06,
                                  2.763274319854351e-07};

#endif
