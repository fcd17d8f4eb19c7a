#include "words.h"

double math_acosh(double x) {
  if (!(x >= 1)) return NOT_A_NUMBER;
  uint32_t high = high_word(x);
  if (high >= 0x41b00000) return x - x != 0 ? x : math_log(x) + 6.93147180559945286227e-01;
  if (x == 1) return 0;
  if (high > 0x40000000) return math_log(2.0 * x - 1 / (x + math_sqrt(x * x - 1)));
  double t = x - 1;
  return math_log1p(t + math_sqrt(2.0 * t + t * t));
}
