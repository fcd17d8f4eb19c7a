#include "words.h"

double math_exp(double x) {
  const double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;
  uint32_t magnitude = magnitude_word(x);
  bool negative = high_word(x) >> 31 != 0;
  double high = 0, low = 0;
  int k = 0;
  if (magnitude >= 0x40862e42) {
    if (x != x) return x;
    if (x > 7.09782712893383973096e+02) return INFINITE;
    if (x < -7.45133219101941108420e+02) return 0;
  }
  if (magnitude > 0x3fd62e42) {
    /* x = k ln 2 + r, |r| <= ln 2 / 2 */
    if (magnitude < 0x3ff0a2b2) {
      if (x == 1) return 2.718281828459045235360;
      k = negative ? -1 : 1;
    } else k = (int)(1.44269504088896338700e+00 * x + (negative ? -0.5 : 0.5));
    high = x - k * ln2_high;
    low = k * ln2_low;
    x = high - low;
  } else if (magnitude < 0x3e300000) return 1 + x;
  double t = x * x;
  double c = x - t * (1.66666666666666019037e-01 +
                      t * (-2.77777777770155933842e-03 +
                           t * (6.61375632143793436117e-05 +
                                t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  if (k == 0) return 1 - ((x * c) / (c - 2.0) - x);
  double y = 1 - ((low - (x * c) / (2.0 - c)) - high);
  if (k == 1024) return y * 2.0 * power_of_two(1023);
  if (k >= -1021) return y * power_of_two(k);
  return y * power_of_two(k + 1000) * power_of_two(-1000);
}
