#include "words.h"

double math_expm1(double x) {
  const double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;
  uint32_t magnitude = magnitude_word(x);
  bool negative = high_word(x) >> 31 != 0;
  if (magnitude >= 0x4043687a) {
    if (x != x) return x;
    if (negative) return -1;
    if (x > 7.09782712893383973096e+02) return INFINITE;
  }
  int k = 0;
  double c = 0;
  if (magnitude > 0x3fd62e42) {
    if (magnitude < 0x3ff0a2b2) k = negative ? -1 : 1;
    else k = (int)(1.44269504088896338700e+00 * x + (negative ? -0.5 : 0.5));
    double high = x - k * ln2_high, low = k * ln2_low;
    x = high - low;
    c = (high - x) - low;
  } else if (magnitude < 0x3c900000) return x;
  double half = 0.5 * x, square = x * half;
  double r = 1 + square * (-3.33333333333331316428e-02 +
                           square * (1.58730158725481460165e-03 +
                                     square * (-7.93650757867487942473e-05 +
                                               square * (4.00821782732936239552e-06 + square * -2.01099218183624371326e-07))));
  double t = 3.0 - r * half;
  double e = square * ((r - t) / (6.0 - x * t));
  if (k == 0) return x - (x * e - square);
  e = (x * (e - c) - c) - square;
  if (k == -1) return 0.5 * (x - e) - 0.5;
  if (k == 1) return x < -0.25 ? -2.0 * (e - (x + 0.5)) : 1 + 2.0 * (x - e);
  if (k <= -2 || k > 56) {
    double y = 1 - (e - x);
    y = k == 1024 ? y * 2.0 * power_of_two(1023) : y * power_of_two(k);
    return y - 1;
  }
  if (k < 20) return ((1 - power_of_two(-k)) - (e - x)) * power_of_two(k);
  double y = x - (e + power_of_two(-k));
  y += 1;
  return y * power_of_two(k);
}
