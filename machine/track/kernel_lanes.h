// SPDX-License-Identifier: GPL-3.0-or-later
// The collision of a block, LR_LANES particles at once: the one source of all kernels. A file that includes it says what its
// instruction set has: LR_LANES, LR_KICK and LR_W (names of its functions) and, behind kernel_vector.h, root() and all_less().
#include <math.h>

#include "machine/track/faddeeva_lanes.h"
#include "machine/track/kernel_sets.h"

struct field {
  vec fx, fy, fxx, fyy, density;  // density times 2 pi
};

// model.md K4 for sigma_x > sigma_y. Where the Gaussian has died in all lanes the second w and exp drop out.
INLINE struct field field_far(vec x, vec y, vec r2, vec d2) {
  vec inverse = 1 / d2;
  struct point g = fraction_far((x * x - y * y) * inverse, 2 * x * y * inverse,
                                all_less(LR_FADDEEVA_6_FROM * d2, r2));
  struct field f;
  // f_y + i f_x = i (x + iy) / D^2 A/B
  f.fx = (x * g.x - y * g.y) * inverse;
  f.fy = -(x * g.y + y * g.x) * inverse;
  f.fxx = 2 * inverse * (1 - x * f.fx - y * f.fy);
  f.fyy = -f.fxx;
  f.density = (vec){0};
  return f;
}

INLINE struct field field_near(vec x, vec y, vec xx, vec yy, vec d2) {
  vec ax = magnitude(x), ay = magnitude(y);
  vec root_d = root(d2), root_s = root(xx * yy), both = 1 / (root_d * root_s);
  vec inverse_d = both * root_s, h = both * root_d;  // 1 / D, 1 / (sigma_x sigma_y)
  vec ratio = yy * h, inverse_ratio = xx * h;
  struct point z1 = {ax * inverse_d, ay * inverse_d}, z2 = {z1.x * ratio, z1.y * inverse_ratio}, w1, w2;
  vec gauss = decay(0.5 * h * (x * x * ratio + y * y * inverse_ratio));
  faddeeva_pair(z1, z2, &w1, &w2);
  vec fx = inverse_d * (w1.y - gauss * w2.y), fy = inverse_d * (w1.x - gauss * w2.x);
  vec moment = ax * fx + ay * fy, scale = 2 * inverse_d * inverse_d;
  return (struct field){with_sign(fx, x), with_sign(fy, y), scale * (1 - gauss * ratio - moment),
                        scale * (moment + gauss * inverse_ratio - 1), gauss * h};
}

// Nearly round, either way: the integral of field_reference.c, all lanes at once.
static __attribute__((noinline)) struct field field_round(vec x, vec y, vec xx, vec yy) {
  vec d2 = 2 * (xx - yy), x2 = x * x, y2 = y * y, end = 0.5 / xx, cut = 40 / (x2 + y2), h = 1 / root(xx * yy);
  end = pick(cut < end, cut, end);
  struct field f = {{0}, {0}, {0}, {0}, h * decay(0.5 * h * h * (x2 * yy + y2 * xx))};
  for (int i = 0; i < 32; i++) {
    vec t = end * (0.5 + (i % 2 ? 0.5 : -0.5) * LR_LEGENDRE[i / 2][0]);
    vec inverse_root = 1 / root(1 - d2 * t), inverse = inverse_root * inverse_root;
    vec g = 0.5 * LR_LEGENDRE[i / 2][1] * end * inverse_root * decay(t * (x2 + y2 * inverse));
    f.fx += g;
    f.fxx += g * (1 - 2 * t * x2);
    f.fy += g * inverse;
    f.fyy += g * inverse * (1 - 2 * t * y2 * inverse);
  }
  f.fx *= x;
  f.fy *= y;
  return f;
}

// Any sizes: the reference, lane by lane.
static __attribute__((noinline)) struct field field_any(vec x, vec y, vec xx, vec yy) {
  struct field f = {{0}, {0}, {0}, {0}, {0}};
  for (int i = 0; i < LR_LANES; i++) {
    struct lr_track_field one = lr_track_field_reference(x[i], y[i], xx[i], yy[i]);
    f.fx[i] = one.fx_m;
    f.fy[i] = one.fy_m;
    f.fxx[i] = one.fxx_m2;
    f.fyy[i] = one.fyy_m2;
    f.density[i] = 2 * LR_PI * one.density_m2;
  }
  return f;
}

// Each way of this choice takes all lanes: the particles are sorted so that they mostly agree, and the choice is foreseen.
INLINE struct field field_of(vec x, vec y, vec xx, vec yy) {
  const double from = LR_FADDEEVA_12_FROM;
  vec difference = xx - yy;
  if (__builtin_expect(!all_less(0.1 * xx, difference), 0))
    return all_less(magnitude(difference), 0.12 * xx) ? field_round(x, y, xx, yy) : field_any(x, y, xx, yy);
  vec d2 = 2 * difference, x2 = x * x, y2 = y * y, r2 = x2 + y2;
  if (all_less(from * d2, r2) && all_less(2 * from * xx * yy, x2 * yy + y2 * xx)) return field_far(x, y, r2, d2);
  return field_near(x, y, xx, yy, d2);
}

// The particles, sorted by z so that neighbours are near a slice or far from it together.
enum { VECTORS = LR_TRACK_BLOCK / LR_LANES };
union column {
  vec v[VECTORS];
  double d[LR_TRACK_BLOCK];
};
struct work {
  union column x, px, y, py, z, delta;
};

// model.md K3, K5. Returns 2 pi density summed over the lanes' particles.
INLINE vec kick_slice(struct work *w, size_t vectors, const struct lr_track_slice *c) {
  vec sum = {0};
  for (size_t i = 0; i < vectors; i++) {
    vec way = 0.5 * (w->z.v[i] - c->z_m), px = w->px.v[i], py = w->py.v[i];
    vec xx = c->xx_m2[0] - way * (c->xx_m2[1] - way * c->xx_m2[2]);
    vec yy = c->yy_m2[0] - way * (c->yy_m2[1] - way * c->yy_m2[2]);
    vec x = w->x.v[i] - c->x_m + way * (px + c->px), y = w->y.v[i] - c->y_m + way * (py + c->py);
    struct field f = field_of(x, y, xx, yy);
    vec fx = c->kick_m * f.fx, fy = c->kick_m * f.fy;
    vec growth = f.fxx * (c->xx_m2[1] - 2 * c->xx_m2[2] * way) + f.fyy * (c->yy_m2[1] - 2 * c->yy_m2[2] * way);
    w->x.v[i] += way * fx;
    w->y.v[i] += way * fy;
    w->px.v[i] = px - fx;
    w->py.v[i] = py - fy;
    w->delta.v[i] += 0.25 * c->kick_m * growth - 0.5 * (fx * (px + c->px - 0.5 * fx) + fy * (py + c->py - 0.5 * fy));
    sum += f.density;
  }
  return sum;
}

// place[i]: where particle i goes when sorted by z into bins of equal width; equal bins keep the order.
static void sort_places(const struct lr_track_block *block, uint16_t *place) {
  enum { BINS = 512 };
  uint16_t start[BINS + 1] = {0}, bin[LR_TRACK_BLOCK];
  double low = INFINITY, high = -INFINITY;
  for (size_t i = 0; i < block->count; i++) {
    low = fmin(low, block->z[i]);
    high = fmax(high, block->z[i]);
  }
  double scale = (BINS - 1) / (high - low);
  for (size_t i = 0; i < block->count; i++) {
    double at = (block->z[i] - low) * scale;
    bin[i] = at > 0 && at < BINS ? (uint16_t)at : 0;
    start[bin[i] + 1]++;
  }
  for (size_t i = 0; i < BINS; i++) start[i + 1] = (uint16_t)(start[i + 1] + start[i]);
  for (size_t i = 0; i < block->count; i++) place[i] = start[bin[i]]++;
}

double LR_KICK(struct lr_track_block *block, const struct lr_track_slice *slice, size_t slices, bool luminosity) {
  if (block->count == 0) return 0;
  struct work w;
  uint16_t place[LR_TRACK_BLOCK];
  sort_places(block, place);
  size_t count = block->count, vectors = (count + LR_LANES - 1) / LR_LANES;
  double last_z = 0;
  for (size_t i = 0; i < count; i++) {
    size_t j = place[i];
    w.x.d[j] = block->x[i];
    w.px.d[j] = block->px[i];
    w.y.d[j] = block->y[i];
    w.py.d[j] = block->py[i];
    w.z.d[j] = block->z[i];
    w.delta.d[j] = block->delta[i];
  }
  last_z = w.z.d[count - 1];
  for (size_t j = count; j < vectors * LR_LANES; j++) {  // lanes without a particle: far away, where density is 0
    w.x.d[j] = 1;
    w.px.d[j] = w.y.d[j] = w.py.d[j] = w.delta.d[j] = 0;
    w.z.d[j] = last_z;
  }
  vec total = {0};
  for (size_t k = 0; k < slices; k++) total += slice[k].number / (2 * LR_PI) * kick_slice(&w, vectors, &slice[k]);
  double sum = 0, bad = 0;
  for (int i = 0; i < LR_LANES; i++) sum += total[i];
  for (size_t i = 0; i < count; i++) {
    size_t j = place[i];
    block->x[i] = w.x.d[j];
    block->px[i] = w.px.d[j];
    block->y[i] = w.y.d[j];
    block->py[i] = w.py.d[j];
    block->delta[i] = w.delta.d[j];
    bad += 0 * (block->x[i] + block->px[i] + block->y[i] + block->py[i] + block->z[i] + block->delta[i]);
  }
  return luminosity ? sum + bad : 0;
}

// Whole vectors at a time; what is left over is filled up with the last point.
void LR_W(size_t count, const double *x, const double *y, double *re, double *im) {
  for (size_t i = 0; i < count; i += LR_LANES) {
    union {
      vec v;
      double d[LR_LANES];
    } in[2], out[2];
    for (size_t j = 0; j < LR_LANES; j++) {
      size_t k = i + j < count ? i + j : count - 1;
      in[0].d[j] = x[k];
      in[1].d[j] = y[k];
    }
    struct point w = faddeeva((struct point){in[0].v, in[1].v});
    out[0].v = w.x / sqrt(LR_PI);
    out[1].v = w.y / sqrt(LR_PI);
    for (size_t j = 0; j < LR_LANES && i + j < count; j++) {
      re[i + j] = out[0].d[j];
      im[i + j] = out[1].d[j];
    }
  }
}
