#include "words.h"

double math_atan2(double y, double x) {
  const double pi = 3.14159265358979311600e+00, pi_low = 1.2246467991473531772e-16;
  if (x != x || y != y) return NOT_A_NUMBER;
  if (x == 1) return math_atan(y);
  bool x_negative = high_word(x) >> 31 != 0, y_negative = high_word(y) >> 31 != 0;
  double absolute; /* the angle of x, |y| */
  if (y == 0) {
    if (!x_negative) return y;
    absolute = pi;
  } else if (x == 0) absolute = pi / 2;
  else if (x - x != 0) {
    if (y - y != 0) absolute = x_negative ? 3.0 * (pi / 4) : pi / 4;
    else absolute = x_negative ? pi : 0;
  } else if (y - y != 0) absolute = pi / 2;
  else {
    int difference = ((int)magnitude_word(y) - (int)magnitude_word(x)) >> 20;
    double z;
    if (difference > 60) return y_negative ? -(pi / 2 + 0.5 * pi_low) : pi / 2 + 0.5 * pi_low;
    if (x_negative && difference < -60) z = 0;
    else z = math_atan(__builtin_fabs(y / x));
    absolute = x_negative ? pi - (z - pi_low) : z;
  }
  return y_negative ? -absolute : absolute;
}
