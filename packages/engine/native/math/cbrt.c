#include "words.h"

double math_cbrt(double x) {
  if (x - x != 0 || x == 0) return x;
  uint32_t sign = high_word(x) & 0x80000000u, magnitude = magnitude_word(x);
  /* A third of the exponent, and a little more, is a root to 5 bits. */
  double t;
  if (magnitude < 0x00100000) {
    uint32_t scaled = magnitude_word(x * 18014398509481984.0);
    t = bits_to_double((uint64_t)(sign | (scaled / 3 + 696219795)) << 32);
  } else t = bits_to_double((uint64_t)(sign | (magnitude / 3 + 715094163)) << 32);
  /* 23 bits by a polynomial in t^3 / x, rounded so that t * t is exact; then one step of Newton. */
  double r = (t * t) * (t / x);
  t = t * ((1.87595182427177009643 + r * (-1.88497979543377169875 + r * 1.621429720105354466140)) +
           ((r * r) * r) * (-0.758397934778766047437 + r * 0.145996192886612446982));
  t = bits_to_double((double_to_bits(t) + 0x80000000u) & 0xffffffffc0000000u);
  double s = t * t;
  r = x / s;
  r = (r - t) / ((t + t) + r);
  return t + t * r;
}
