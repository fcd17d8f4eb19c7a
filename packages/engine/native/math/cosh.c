#include "words.h"

double math_cosh(double x) {
  uint32_t magnitude = magnitude_word(x);
  double absolute = __builtin_fabs(x);
  if (magnitude < 0x3fd62e43) {
    double t = math_expm1(absolute), w = 1 + t;
    return magnitude < 0x3c800000 ? w : 1 + (t * t) / (w + w);
  }
  if (magnitude < 0x40360000) {
    double t = math_exp(absolute);
    return 0.5 * t + 0.5 / t;
  }
  if (magnitude < 0x40862e42) return 0.5 * math_exp(absolute);
  if (x != x) return x;
  if (absolute > 710.4758600739439) return INFINITE;
  double w = math_exp(0.5 * absolute);
  return 0.5 * w * w;
}
