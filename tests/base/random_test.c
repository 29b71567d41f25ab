// SPDX-License-Identifier: GPL-3.0-or-later
// Random streams: the known answers of Philox4x64-10, independence of order, range, moments.
#include "base/random.h"

#include "tests/lr_test.h"

__extension__ typedef unsigned __int128 wide;

// Philox4x64-10 written out from Salmon et al., SC11, as the second way.
static void philox(uint64_t c[4], uint64_t k0, uint64_t k1) {
  for (int round = 0; round < 10; round++) {
    wide a = (wide)0xD2E7470EE14C6C93u * c[0], b = (wide)0xCA5A826395121157u * c[2];
    uint64_t next[4] = {(uint64_t)(b >> 64) ^ c[1] ^ k0, (uint64_t)b, (uint64_t)(a >> 64) ^ c[3] ^ k1, (uint64_t)a};
    memcpy(c, next, sizeof next);
    k0 += 0x9E3779B97F4A7C15u;
    k1 += 0xBB67AE8584CAA73Bu;
  }
}

// The three vectors of Random123's tests/kat_vectors for philox4x64 with 10 rounds: counter, key, answer.
static const uint64_t KNOWN[3][10] = {
    {0, 0, 0, 0, 0, 0, 0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b},
    {~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull, 0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0},
    {0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89, 0x452821e638d01377, 0xbe5466cf34e90c6c,
     0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}};

static void known_answers(void) {
  for (int v = 0; v < 3; v++) {
    uint64_t c[4];
    memcpy(c, KNOWN[v], sizeof c);
    philox(c, KNOWN[v][4], KNOWN[v][5]);
    for (int i = 0; i < 4; i++) LR_CHECK(c[i] == KNOWN[v][6 + i]);
  }
  struct lr_random zero = lr_random_stream(0, 0, 0);
  for (int i = 0; i < 4; i++)
    LR_CHECK(lr_random_uniform(&zero) == ((double)(KNOWN[0][6 + i] >> 12) + 0.5) / 4503599627370496.0);
  const uint64_t KEYS[][3] = {{1, 1, 0}, {7, 2, 123456789}, {~0ull, ~0ull, ~0ull}, {KNOWN[2][4], KNOWN[2][5], KNOWN[2][0]}};
  for (size_t s = 0; s < 4; s++) {
    struct lr_random random = lr_random_stream(KEYS[s][0], KEYS[s][1], KEYS[s][2]);
    for (uint64_t block = 0; block < 50; block++) {
      uint64_t c[4] = {KEYS[s][2], block, 0, 0};
      philox(c, KEYS[s][0], KEYS[s][1]);
      for (int i = 0; i < 4; i++) LR_CHECK(lr_random_uniform(&random) == ((double)(c[i] >> 12) + 0.5) / 4503599627370496.0);
    }
  }
}

// A draw depends on (seed, stream, event, place) only.
static void order(void) {
  struct lr_random a = lr_random_stream(5, 1, 10), b = lr_random_stream(5, 1, 11);
  double x[40], y[40];
  for (int i = 0; i < 40; i++) {
    x[i] = lr_random_uniform(&a);
    y[i] = lr_random_uniform(&b);
  }
  struct lr_random c = lr_random_stream(5, 1, 11), d = lr_random_stream(5, 1, 10);
  int equal = 1;
  for (int i = 0; i < 40; i++) equal = equal && lr_random_uniform(&c) == y[i];
  for (int i = 0; i < 40; i++) equal = equal && lr_random_uniform(&d) == x[i];
  LR_CHECK(equal);
  LR_CHECK(x[0] != y[0]);
  struct lr_random other_seed = lr_random_stream(6, 1, 10), other_stream = lr_random_stream(5, 2, 10);
  LR_CHECK(lr_random_uniform(&other_seed) != x[0] && lr_random_uniform(&other_stream) != x[0]);
}

static void moments(void) {
  enum { N = 400000 };
  double u1 = 0, u2 = 0, n1 = 0, n2 = 0, n3 = 0, n4 = 0, cross = 0;
  int outside = 0, bin[20] = {0};
  for (uint64_t event = 0; event < N / 4; event++) {  // over events, as histories use them
    struct lr_random random = lr_random_stream(1, 1, event);
    double last = 0;
    for (int i = 0; i < 4; i++) {
      double u = lr_random_uniform(&random);
      outside += !(u > 0 && u < 1);
      bin[(int)(u * 20)]++;
      u1 += u;
      u2 += u * u;
      if (i) cross += (u - 0.5) * (last - 0.5);
      last = u;
    }
    for (int i = 0; i < 4; i++) {
      double z = lr_random_normal(&random);
      n1 += z;
      n2 += z * z;
      n3 += z * z * z;
      n4 += z * z * z * z;
    }
  }
  LR_CHECK(outside == 0);
  // five standard deviations each, at a fixed seed
  LR_NEAR(u1 / N - 0.5, 0, 5 * sqrt(1. / 12 / N));
  LR_NEAR(u2 / N - 1. / 3, 0, 5 * sqrt(4. / 45 / N));
  LR_NEAR(cross / (N * 0.75), 0, 5 / 12. / sqrt(N * 0.75));
  LR_NEAR(n1 / N, 0, 5 / sqrt(N));
  LR_NEAR(n2 / N - 1, 0, 5 * sqrt(2. / N));
  LR_NEAR(n3 / N, 0, 5 * sqrt(15. / N));
  LR_NEAR(n4 / N - 3, 0, 5 * sqrt(96. / N));
  double chi2 = 0;
  for (int i = 0; i < 20; i++) chi2 += (bin[i] - N / 20.) * (bin[i] - N / 20.) / (N / 20.);
  LR_CHECK(chi2 < 50 && chi2 > 4);  // 19 degrees of freedom
}

// The largest and the smallest word a block can hold stay inside (0, 1).
static void ends(void) {
  struct lr_random random = {.value = {~0ull, 0, ~0ull, 0}, .left = 4};
  double high = lr_random_uniform(&random), low = lr_random_uniform(&random);
  LR_CHECK(high < 1 && high > 0.999999999999);
  LR_CHECK(low > 0 && low < 1e-12);
  LR_CHECK(isfinite(lr_random_normal(&random)) && isfinite(lr_random_normal(&random)));
}

// A block at once is what the stream gives there.
static void blocks(void) {
  struct lr_random stream = lr_random_stream(3, 4, 5);
  int same = 1;
  for (uint64_t block = 0; block < 50; block++) {
    double four[4];
    lr_random_four(3, 4, 5, block, four);
    for (int i = 0; i < 4; i++) same = same && four[i] == lr_random_uniform(&stream);
  }
  LR_CHECK(same);
}

int main(void) {
  known_answers();
  blocks();
  order();
  moments();
  ends();
  return lr_test_end();
}
