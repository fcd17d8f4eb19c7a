#include "words.h"

double math_asinh(double x) {
  uint32_t magnitude = magnitude_word(x);
  double absolute = __builtin_fabs(x), result;
  if (x - x != 0 || magnitude < 0x3e300000) return x;
  if (magnitude > 0x41b00000) result = math_log(absolute) + 6.93147180559945286227e-01;
  else if (magnitude > 0x40000000) result = math_log(2.0 * absolute + 1 / (math_sqrt(x * x + 1) + absolute));
  else {
    double t = x * x;
    result = math_log1p(absolute + t / (1 + math_sqrt(1 + t)));
  }
  return x < 0 ? -result : result;
}
