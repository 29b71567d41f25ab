// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/displaced.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/constants.h"

static const double b_mass_GeV = 5.2794;  // PDG 2024, mean of B+ and B0
static const double b_momentum_GeV = 0.33;  // in the Y(4S) frame: sqrt(10.58^2/4 - m_B^2)

// Positive Gauss-Legendre points on (-1, 1).
static const struct {
  double node, weight;
} eight[4] = {{0.18343464249564980494, 0.36268378337836198297},
              {0.52553240991632898582, 0.31370664587788728734},
              {0.79666647741362673959, 0.22238103445337447054},
              {0.96028985649753623168, 0.10122853629037625915}};
static const struct {
  double node, weight;
} three[3] = {{-0.77459666924148337704, 5.0 / 9}, {0, 8.0 / 9}, {0.77459666924148337704, 5.0 / 9}},
  five[5] = {{-0.90617984593866399280, 0.23692688505618908751},
             {-0.53846931010568309104, 0.47862867049936646804},
             {0, 128.0 / 225},
             {0.53846931010568309104, 0.47862867049936646804},
             {0.90617984593866399280, 0.23692688505618908751}};

// exp(t^2/2) times the upper tail of the normal distribution, without overflow
static double scaled_tail(double t) {
  if (t < 10) return 0.5 * erfc(t / sqrt(2)) * exp(0.5 * t * t);
  double u = 1 / (t * t);
  return (1 - u * (1 - u * (3 - u * (15 - 105 * u)))) / (t * sqrt(2 * LR_PI));
}

// model.md C22: with k = 1/L + 1/scale the integral is (exp(-k min) - exp(-k max))/(k L); a Gaussian resolution s of the
// radius turns exp(-k min) into Phi(-min/s) + exp(-k min + k^2 s^2/2) Phi(min/s - k s).
double lr_displaced_radial(const struct lr_displacement *d, double blur, double length) {
  if (!(length > 0)) return 0;
  double k = 1 / length + (d->scale_m > 0 ? 1 / d->scale_m : 0);
  double near = exp(-k * d->min_radius_m), far = d->max_radius_m > 0 ? exp(-k * d->max_radius_m) : 0;
  if (blur > 0 && d->min_radius_m > 0) {
    double cut = d->min_radius_m / blur, t = k * blur - cut;
    double tail = t < 10 ? exp(-k * d->min_radius_m + 0.5 * k * k * blur * blur) * 0.5 * erfc(t / sqrt(2))
                         : exp(-0.5 * cut * cut) * scaled_tail(t);
    near = 0.5 * erfc(cut / sqrt(2)) + tail;
  }
  return near > far ? (near - far) / (k * length) : 0;
}

struct cosines {
  double low, high;
};

// Directions in the moving frame that end in the range of laboratory angles. cot(theta) = gamma (c + b)/sqrt(1 - c^2) with
// c the cosine in the moving frame and b = beta E/p; for b > 1 (a particle slower than the frame) every one goes
// forward, and none beyond cot = gamma sqrt(b^2 - 1).
static struct cosines seen(const struct lr_displacement *d, double b) {
  struct cosines range = {-1, 1};
  double gamma = sqrt(1 + LR_FRAME_BETA_GAMMA * LR_FRAME_BETA_GAMMA);
  if (d->theta_min_rad > 0) {
    double kappa = 1 / (tan(d->theta_min_rad) * gamma), n = 1 + kappa * kappa, root = n - b * b;
    if (root < 0) return (struct cosines){0, 0};
    range.high = (-b + kappa * sqrt(root)) / n;
    if (b > 1) range.low = (-b - kappa * sqrt(root)) / n;
  }
  if (d->theta_max_rad > 0 && d->theta_max_rad < LR_PI && b < 1) {
    double kappa = 1 / (tan(d->theta_max_rad) * gamma), n = 1 + kappa * kappa;
    double low = (-b + kappa * sqrt(n - b * b)) / n;
    if (low > range.low) range.low = low;
  }
  return range;
}

// Average over directions at one energy: steps in the angle, not its cosine, since L goes as its sine.
static double directions(const struct lr_displacement *d, double blur, double mass, double energy, double asymmetry,
                         double ctau, int panels) {
  double momentum = sqrt(fmax(energy * energy - mass * mass, 0));
  if (!(momentum > 0)) return 0;
  double beta = LR_FRAME_BETA_GAMMA / sqrt(1 + LR_FRAME_BETA_GAMMA * LR_FRAME_BETA_GAMMA);
  struct cosines range = seen(d, beta * energy / momentum);
  if (!(range.high > range.low)) return 0;
  double from = acos(range.high), step = (acos(range.low) - from) / panels, sum = 0;
  for (int panel = 0; panel < panels; panel++)
    for (int i = 0; i < 8; i++) {
      double node = i < 4 ? -eight[i].node : eight[i - 4].node;
      double angle = from + (panel + 0.5 + 0.5 * node) * step, sine = sin(angle), cosine2 = 1 - sine * sine;
      sum += eight[i % 4].weight * sine * (1 + asymmetry * cosine2) *
             lr_displaced_radial(d, blur, ctau * momentum * sine / mass);
    }
  return sum * 0.5 * step / (2 * (1 + asymmetry / 3));
}

static bool usable(double mass, double asymmetry, double ctau) {
  return mass > 0 && isfinite(mass) && asymmetry >= -1 && isfinite(asymmetry) && ctau > 0;
}

double lr_displaced_fixed(const struct lr_displacement *d, double mass, double momentum, double asymmetry,
                          double ctau) {
  if (!usable(mass, asymmetry, ctau) || !(momentum >= 0 && isfinite(momentum))) return NAN;
  return directions(d, 0, mass, hypot(mass, momentum), asymmetry, ctau, 1);
}

// `first` and `frame`: energies at which the first direction is seen, and at which the particle is as fast as the frame.
struct average {
  const struct lr_displacement *displacement;
  double blur, mass, asymmetry, ctau;
  double first, frame;
  int panels;
};

// Integral over energies on one side of `frame`. Directions open with the square root of the distance to `first` and to
// `frame`: the points are even in an angle between the two below `frame`, and in the root above it.
static double energies(const struct average *a, double low, double high, bool below, bool five_points) {
  double span = a->frame - a->first, sum = 0;
  double from = below ? asin(sqrt(fmin((low - a->first) / span, 1))) : sqrt(fmax(low - a->frame, 0));
  double to = below ? asin(sqrt(fmin((high - a->first) / span, 1))) : sqrt(fmax(high - a->frame, 0));
  for (int i = 0; i < a->panels; i++)
    for (int j = 0; j < (five_points ? 5 : 3); j++) {
      double node = five_points ? five[j].node : three[j].node, weight = five_points ? five[j].weight : three[j].weight;
      double u = from + (to - from) * (i + 0.5 + 0.5 * node) / a->panels;
      double energy = below ? a->first + span * sin(u) * sin(u) : a->frame + u * u;
      double slope = below ? span * sin(2 * u) : 2 * u;
      sum += weight * slope *
             directions(a->displacement, a->blur, a->mass, energy, a->asymmetry, a->ctau,
                        five_points ? 2 * a->panels : a->panels);
    }
  return sum * 0.5 * (to - from) / a->panels;
}

double lr_displaced_refined(const struct lr_displacement *d, double blur, double mass, double low, double high,
                            double asymmetry, double ctau, int panels) {
  if (!usable(mass, asymmetry, ctau) || !(low >= mass && high >= low && isfinite(high)) || panels < 1) return NAN;
  if (!(high > low)) return directions(d, blur, mass, low, asymmetry, ctau, panels);
  double gamma2 = 1 + LR_FRAME_BETA_GAMMA * LR_FRAME_BETA_GAMMA, beta2 = 1 - 1 / gamma2,
         tangent = tan(d->theta_min_rad);
  struct average a = {d, blur, mass, asymmetry, ctau, mass, mass * sqrt(gamma2), panels};
  if (d->theta_min_rad > 0 && d->theta_min_rad < LR_PI / 2)
    a.first = mass / sqrt(1 - beta2 / (1 + 1 / (tangent * tangent * gamma2)));
  double from = fmax(low, a.first), sum = 0;  // nothing is seen below `first`
  if (high <= from) return 0;
  if (from < a.frame) sum += energies(&a, from, fmin(high, a.frame), true, true);
  if (high > a.frame) sum += energies(&a, fmax(from, a.frame), high, false, from < 1.08 * a.frame);
  return sum / (high - low);
}

double lr_displaced_uniform(const struct lr_displacement *d, double mass, double low, double high, double asymmetry,
                            double ctau) {
  return lr_displaced_refined(d, 0, mass, low, high, asymmetry, ctau, 1);
}

double lr_displaced_from_b(const struct lr_displacement *d, double blur, double mass, double momentum, double ctau) {
  if (!(momentum >= 0)) return NAN;
  double energy = hypot(mass, momentum), gamma = hypot(1, b_momentum_GeV / b_mass_GeV);
  double middle = gamma * energy, spread = b_momentum_GeV / b_mass_GeV * momentum;
  return lr_displaced_refined(d, blur, mass, fmax(middle - spread, mass), middle + spread, 0, ctau, 1);
}
