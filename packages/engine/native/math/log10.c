#include "logarithm.h"

double math_log10(double x) {
  const double log2_high = 3.01029995663611771306e-01, log2_low = 3.69423907715893078616e-13;
  double result;
  if (special_logarithm(x, &result)) return result;
  if (x == 1) return 0;
  int k = 0;
  if (high_word(x) < 0x00100000) {
    x *= 18014398509481984.0;
    k = -54;
  }
  uint32_t high = high_word(x);
  k += (int)(high >> 20) - 1023;
  /* Below 1 the significand is taken from [1/2, 1), so that the two terms have the same sign. */
  int below = k < 0;
  double y = k + below;
  x = with_high_word(x, (high & 0xfffff) | (uint32_t)(0x3ff - below) << 20);
  double z = y * log2_low + 4.34294481903251816668e-01 * math_log(x);
  return z + y * log2_high;
}
