/* What the logarithms share. Internal to math/. */
#ifndef MORGANA_MATH_LOGARITHM_H
#define MORGANA_MATH_LOGARITHM_H

#include "words.h"

/* x = 2^k m, sqrt(1/2) <= m < sqrt(2), for a positive finite x; returns m. */
static inline double split_power_of_two(double x, int *k) {
  *k = 0;
  if (high_word(x) < 0x00100000) {
    x *= 18014398509481984.0;
    *k = -54;
  }
  uint32_t high = high_word(x), fraction = high & 0xfffff;
  uint32_t up = (fraction + 0x95f64) & 0x100000;
  *k += (int)(high >> 20) - 1023 + (int)(up >> 20);
  return with_high_word(x, fraction | (up ^ 0x3ff00000));
}

/* The remainder of the series of log(1 + f), as a function of s = f / (2 + f). */
static inline double logarithm_tail(double s) {
  double z = s * s, w = z * z;
  double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  double odd = z * (6.666666666666735130e-01 +
                    w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  return odd + even;
}

/* True, with the result, for those that are no positive finite numbers. */
static inline bool special_logarithm(double x, double *result) {
  if (x > 0 && x - x == 0) return false;
  *result = x == 0 ? -INFINITE : x > 0 ? x : NOT_A_NUMBER;
  return true;
}

#endif
