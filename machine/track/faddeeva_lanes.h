// SPDX-License-Identifier: GPL-3.0-or-later
// exp and the Faddeeva function, LR_LANES points at once (model.md K19): part of kernel_lanes.h.
#include "machine/track/kernel_tables.h"

#define INLINE static inline __attribute__((always_inline))

INLINE vec pick(mask m, vec yes, vec no) { return (vec)((m & (mask)yes) | (~m & (mask)no)); }
INLINE vec magnitude(vec x) { return (vec)((mask)x & INT64_MAX); }
INLINE vec with_sign(vec magnitude, vec sign) { return (vec)((mask)magnitude | ((mask)sign & INT64_MIN)); }

// exp(-a), a >= 0; no smaller than e^-700.
INLINE vec decay(vec a) {
  const double shift = 0x1.8p52;
  a = pick(a > 700, (vec){0} + 700, a);
  vec n = a * -0x1.71547652b82fep0 + shift;
  vec scale = (vec)(((umask)n + 1023) << 52);
  n -= shift;
  vec r = n * -0x1.62e42fefa38p-1 - a;
  r -= n * 0x1.ef35793c7673p-45;
  const double *c = LR_EXP;
  vec r2 = r * r, r4 = r2 * r2;
  vec low = (c[0] + c[1] * r) + (c[2] + c[3] * r) * r2, middle = (c[4] + c[5] * r) + (c[6] + c[7] * r) * r2;
  return (low + r4 * (middle + r4 * ((c[8] + c[9] * r) + c[10] * r2))) * scale;
}

// sqrt(pi) w(x + iy), y >= 0, at two points: Weideman's sum, even and odd powers by Clenshaw's recurrence.
struct point {
  vec x, y;
};
struct turn {  // Z = (L + iz) / (L - iz) and what the recurrence wants of it
  vec re, im, s, q, conj_re, conj_im;  // Z, 2 Re Z^2, |Z^2|^2, conj(Z^2)
};

INLINE struct turn turn_of(struct point z, vec inverse) {
  const double l = LR_FADDEEVA_L;
  struct turn t;
  vec x2 = z.x * z.x, y2 = z.y * z.y;
  t.re = (l * l - (x2 + y2)) * inverse;
  t.im = 2 * l * z.x * inverse;
  vec re2 = t.re * t.re, im2 = t.im * t.im, norm = re2 + im2;
  t.conj_re = re2 - im2;
  t.conj_im = -2 * t.re * t.im;
  t.s = 2 * t.conj_re;
  t.q = norm * norm;
  return t;
}

INLINE struct point finish(struct point z, struct turn t, vec inverse, vec e0, vec e1, vec o0, vec o1) {
  vec odd_re = o0 - t.conj_re * o1, odd_im = -t.conj_im * o1;
  vec p_re = e0 - t.conj_re * e1 + t.re * odd_re - t.im * odd_im;
  vec p_im = -t.conj_im * e1 + t.re * odd_im + t.im * odd_re;
  vec u_re = (LR_FADDEEVA_L + z.y) * inverse, u_im = z.x * inverse;
  vec re = 1 + p_re * u_re - p_im * u_im, im = p_re * u_im + p_im * u_re;
  return (struct point){re * u_re - im * u_im, re * u_im + im * u_re};
}

INLINE void faddeeva_pair(struct point a, struct point b, struct point *wa, struct point *wb) {
  const double *even = LR_FADDEEVA[0], *odd = LR_FADDEEVA[1], l = LR_FADDEEVA_L;
  vec norm_a = (l + a.y) * (l + a.y) + a.x * a.x, norm_b = (l + b.y) * (l + b.y) + b.x * b.x;
  vec both = 1 / (norm_a * norm_b), inverse_a = both * norm_b, inverse_b = both * norm_a;
  struct turn ta = turn_of(a, inverse_a), tb = turn_of(b, inverse_b);
  vec ea1 = (vec){0} + even[15], oa1 = (vec){0} + odd[15], eb1 = ea1, ob1 = oa1;
  vec ea0 = even[14] + ta.s * even[15], oa0 = odd[14] + ta.s * odd[15];
  vec eb0 = even[14] + tb.s * even[15], ob0 = odd[14] + tb.s * odd[15];
  for (int k = 12; k >= 0; k -= 2) {
    ea1 = (even[k + 1] - ta.q * ea1) + ta.s * ea0;
    oa1 = (odd[k + 1] - ta.q * oa1) + ta.s * oa0;
    eb1 = (even[k + 1] - tb.q * eb1) + tb.s * eb0;
    ob1 = (odd[k + 1] - tb.q * ob1) + tb.s * ob0;
    ea0 = (even[k] - ta.q * ea0) + ta.s * ea1;
    oa0 = (odd[k] - ta.q * oa0) + ta.s * oa1;
    eb0 = (even[k] - tb.q * eb0) + tb.s * eb1;
    ob0 = (odd[k] - tb.q * ob0) + tb.s * ob1;
  }
  *wa = finish(a, ta, inverse_a, ea0, ea1, oa0, oa1);
  *wb = finish(b, tb, inverse_b, eb0, eb1, ob0, ob1);
}

// A / B at z^2, both with leading coefficient 1; degrees n - 1 and n.
INLINE struct point fraction(vec z2_re, vec z2_im, const double *a, const double *b, int n) {
  vec s = 2 * z2_re, q = z2_re * z2_re + z2_im * z2_im;
  vec a1 = (vec){0}, a0 = a1 + 1, b1 = a0, b0 = b[n - 1] + s;
  for (int k = n - 2; k >= 0; k--) {
    vec next_a = (a[k] - q * a1) + s * a0, next_b = (b[k] - q * b1) + s * b0;
    a1 = a0, a0 = next_a, b1 = b0, b0 = next_b;
  }
  vec a_re = a0 - z2_re * a1, a_im = z2_im * a1, b_re = b0 - z2_re * b1, b_im = z2_im * b1;
  vec inverse = 1 / (b_re * b_re + b_im * b_im);
  return (struct point){(a_re * b_re + a_im * b_im) * inverse, (a_im * b_re - a_re * b_im) * inverse};
}

INLINE struct point fraction_far(vec z2_re, vec z2_im, bool very) {
  return very ? fraction(z2_re, z2_im, LR_FADDEEVA_6A, LR_FADDEEVA_6B, 3)
              : fraction(z2_re, z2_im, LR_FADDEEVA_12A, LR_FADDEEVA_12B, 6);
}

// The function as the field uses it, at any points: for its test.
INLINE struct point faddeeva(struct point z) {
  vec r2 = z.x * z.x + z.y * z.y;
  struct point w;
  if (all_less((vec){0} + LR_FADDEEVA_12_FROM, r2)) {
    struct point g = fraction_far(z.x * z.x - z.y * z.y, 2 * z.x * z.y, all_less((vec){0} + LR_FADDEEVA_6_FROM, r2));
    return (struct point){-(z.x * g.y + z.y * g.x), z.x * g.x - z.y * g.y};
  }
  faddeeva_pair(z, z, &w, &z);
  return w;
}
