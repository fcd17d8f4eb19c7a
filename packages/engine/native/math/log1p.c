#include "words.h"

double math_log1p(double x) {
  const double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;
  int32_t word = (int32_t)high_word(x);
  uint32_t magnitude = magnitude_word(x);
  if (x != x || x < -1) return NOT_A_NUMBER;
  if (x == -1) return -INFINITE;
  if (x - x != 0) return x;
  double f = 0, correction = 0;
  int exponent = 1;
  uint32_t fraction = 1;
  if (word < 0x3fda827a) {
    if (magnitude < 0x3e200000) return magnitude < 0x3c900000 ? x : x - x * x * 0.5;
    if (word > 0 || word <= (int32_t)0xbfd2bec4) {
      /* 1 + x lies between sqrt(1/2) and sqrt(2) */
      exponent = 0;
      f = x;
    }
  }
  if (exponent != 0) {
    double u = x;
    if (word < 0x43400000) {
      u = 1.0 + x;
      exponent = (int)(high_word(u) >> 20) - 1023;
      /* what the addition rounded away */
      correction = exponent > 0 ? 1.0 - (u - x) : x - (u - 1.0);
      correction /= u;
    } else exponent = (int)(high_word(u) >> 20) - 1023;
    fraction = high_word(u) & 0xfffff;
    if (fraction < 0x6a09e) u = with_high_word(u, fraction | 0x3ff00000);
    else {
      exponent++;
      u = with_high_word(u, fraction | 0x3fe00000);
      fraction = (0x00100000 - fraction) >> 2;
    }
    f = u - 1.0;
  }
  double half = 0.5 * f * f, k = exponent;
  if (fraction == 0) {
    if (f == 0) return exponent == 0 ? 0 : k * ln2_high + (correction + k * ln2_low);
    double r = half * (1.0 - 0.66666666666666666 * f);
    return exponent == 0 ? f - r : k * ln2_high - ((r - (k * ln2_low + correction)) - f);
  }
  double s = f / (2.0 + f), z = s * s;
  double r = z * (6.666666666666735130e-01 +
                  z * (3.999999999940941908e-01 +
                       z * (2.857142874366239149e-01 +
                            z * (2.222219843214978396e-01 +
                                 z * (1.818357216161805012e-01 +
                                      z * (1.531383769920937332e-01 + z * 1.479819860511658591e-01))))));
  if (exponent == 0) return f - (half - s * (half + r));
  return k * ln2_high - ((half - (s * (half + r) + (k * ln2_low + correction))) - f);
}
