#include "words.h"

double math_tanh(double x) {
  uint32_t magnitude = magnitude_word(x);
  double absolute = __builtin_fabs(x), result;
  if (x != x) return x;
  if (magnitude < 0x3e300000) return x;
  if (magnitude >= 0x40360000) result = 1;
  else if (magnitude >= 0x3ff00000) result = 1 - 2 / (math_expm1(2 * absolute) + 2);
  else {
    double t = math_expm1(-2 * absolute);
    result = -t / (t + 2);
  }
  return x < 0 ? -result : result;
}
