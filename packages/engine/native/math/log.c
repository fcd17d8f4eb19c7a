#include "logarithm.h"

double math_log(double x) {
  const double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;
  double result;
  if (special_logarithm(x, &result)) return result;
  int exponent;
  /* The word before the significand moved to below 1. */
  double m = split_power_of_two(x, &exponent);
  uint32_t fraction = high_word(m) & 0xfffff;
  double f = m - 1, k = exponent;
  if ((0xfffff & (2 + fraction)) < 3) {
    /* |f| < 2^-20 */
    if (f == 0) return exponent == 0 ? 0 : k * ln2_high + k * ln2_low;
    double r = f * f * (0.5 - 0.33333333333333333 * f);
    return exponent == 0 ? f - r : k * ln2_high - ((r - k * ln2_low) - f);
  }
  double s = f / (2.0 + f), r = logarithm_tail(s);
  if (((int32_t)(fraction - 0x6147a) | (int32_t)(0x6b851 - fraction)) > 0) {
    double half = 0.5 * f * f;
    if (exponent == 0) return f - (half - s * (half + r));
    return k * ln2_high - ((half - (s * (half + r) + k * ln2_low)) - f);
  }
  if (exponent == 0) return f - s * (f - r);
  return k * ln2_high - ((s * (f - r) - k * ln2_low) - f);
}
