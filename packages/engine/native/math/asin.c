#include "arcsine.h"

double math_asin(double x) {
  uint32_t magnitude = magnitude_word(x);
  double absolute = __builtin_fabs(x);
  if (!(absolute <= 1)) return NOT_A_NUMBER;
  if (absolute == 1) return x * HALF_PI_HIGH + x * HALF_PI_LOW;
  if (magnitude < 0x3e400000) return x;
  if (magnitude < 0x3fe00000) return x + x * arcsine_ratio(x * x);
  /* asin(x) = pi/2 - 2 asin(sqrt((1 - x) / 2)) */
  double t = (1 - absolute) * 0.5, ratio = arcsine_ratio(t), s = math_sqrt(t), result;
  if (magnitude >= 0x3fef3333) result = HALF_PI_HIGH - (2.0 * (s + s * ratio) - HALF_PI_LOW);
  else {
    double head = leading_part(s), c = (t - head * head) / (s + head);
    double p = 2.0 * s * ratio - (HALF_PI_LOW - 2.0 * c);
    double q = 7.85398163397448278999e-01 - 2.0 * head;
    result = 7.85398163397448278999e-01 - (p - q);
  }
  return x > 0 ? result : -result;
}
