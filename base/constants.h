// SPDX-License-Identifier: GPL-3.0-or-later
// Physical constants: value, unit, source. The only place where they are typed.
#ifndef LR_BASE_CONSTANTS_H
#define LR_BASE_CONSTANTS_H

#define LR_PI 3.14159265358979323846

#define LR_C_m_s 299792458.0                    // [m/s] speed of light, exact (SI)
#define LR_E_C 1.602176634e-19                  // [C] elementary charge, exact (SI)
#define LR_ELECTRON_MASS_eV 0.51099895069e6     // [eV] CODATA 2022
#define LR_PROTON_MASS_eV 938.27208943e6        // [eV] CODATA 2022
#define LR_ELECTRON_RADIUS_m 2.8179403205e-15   // [m] classical electron radius, CODATA 2022
#define LR_PROTON_RADIUS_m 1.534698265e-18      // [m] r_e m_e/m_p, from the CODATA 2022 values above
#define LR_ALPHA 7.2973525643e-3                // [1] fine-structure constant at q^2 = 0, CODATA 2022
#define LR_HBARC_GeV_m 1.973269804593025e-16    // [GeV m] hbar c, exact (SI)
#define LR_GEV_M2_fb 3.893793721718e11          // [fb GeV^2] (hbar c)^2, exact (SI)

#define LR_ELECTRON_MASS_GeV 0.51099895069e-3   // [GeV] CODATA 2022
#define LR_MUON_MASS_GeV 0.1056583755           // [GeV] CODATA 2022
#define LR_TAU_MASS_GeV 1.77693                 // [GeV] PDG 2024
#define LR_TAU_LIFETIME_s 290.3e-15             // [s] PDG 2024
#define LR_B_PLUS_MASS_GeV 5.27934              // [GeV] PDG 2022
#define LR_B_PLUS_LIFETIME_s 1.638e-12          // [s] PDG 2022
#define LR_K_PLUS_MASS_GeV 0.493677             // [GeV] PDG 2022
#define LR_W_MASS_GeV 80.377                    // [GeV] PDG 2022
#define LR_TOP_MASS_GeV 172.7                   // [GeV] pole, PDG 2022
#define LR_FERMI_GeV_2 1.1663788e-5             // [GeV^-2] PDG 2022
#define LR_HBAR_GeV_s 6.582119569e-25           // [GeV s] exact (SI)

#define LR_BOLTZMANN_J_K 1.380649e-23           // [J/K] exact (SI)
#define LR_AVOGADRO_mol 6.02214076e23           // [1/mol] exact (SI)
#define LR_EPSILON0_F_m 8.8541878188e-12        // [F/m] electric constant, CODATA 2022
#define LR_STEFAN_BOLTZMANN_W_m2K4 5.670374419e-8  // [W/(m^2 K^4)] exact (SI)
#define LR_RICHARDSON_A_m2K2 1.20173e6          // [A/(m^2 K^2)] 4 pi e m_e k^2/h^3
#define LR_ATMOSPHERE_Pa 101325.0               // [Pa] exact
#define LR_GRAVITY_m_s2 9.80665                 // [m/s^2] standard, exact

#define LR_fb_m2 1e-43                          // [m^2] one femtobarn
#define LR_DAY_s 86400.0                        // [s]

#endif
