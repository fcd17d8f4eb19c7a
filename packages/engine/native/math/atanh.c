#include "words.h"

double math_atanh(double x) {
  uint32_t magnitude = magnitude_word(x);
  double absolute = __builtin_fabs(x), result;
  if (!(absolute <= 1)) return NOT_A_NUMBER;
  if (absolute == 1) return x * INFINITE;
  if (magnitude < 0x3e300000) return x;
  if (magnitude < 0x3fe00000) {
    double t = absolute + absolute;
    result = 0.5 * math_log1p(t + t * absolute / (1 - absolute));
  } else result = 0.5 * math_log1p((absolute + absolute) / (1 - absolute));
  return x < 0 ? -result : result;
}
