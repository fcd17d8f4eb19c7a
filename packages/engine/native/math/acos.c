#include "arcsine.h"

double math_acos(double x) {
  const double pi = 3.14159265358979311600e+00;
  uint32_t magnitude = magnitude_word(x);
  double absolute = __builtin_fabs(x);
  if (!(absolute <= 1)) return NOT_A_NUMBER;
  if (absolute == 1) return x > 0 ? 0 : pi + 2.0 * HALF_PI_LOW;
  if (magnitude < 0x3fe00000) {
    if (magnitude <= 0x3c600000) return HALF_PI_HIGH + HALF_PI_LOW;
    return HALF_PI_HIGH - (x - (HALF_PI_LOW - x * arcsine_ratio(x * x)));
  }
  double z = (1 - absolute) * 0.5, s = math_sqrt(z), ratio = arcsine_ratio(z);
  if (x < 0) return pi - 2.0 * (s + (ratio * s - HALF_PI_LOW));
  double head = leading_part(s), c = (z - head * head) / (s + head);
  return 2.0 * (head + (ratio * s + c));
}
