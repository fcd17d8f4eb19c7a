#include "logarithm.h"

double math_log2(double x) {
  /* 1 / ln 2 in two parts */
  const double inverse_high = 1.44269504072144627571e+00, inverse_low = 1.67517131648865118353e-10;
  double result;
  if (special_logarithm(x, &result)) return result;
  if (x == 1) return 0;
  int exponent;
  double f = split_power_of_two(x, &exponent) - 1.0, k = exponent;
  double half = 0.5 * f * f, s = f / (2.0 + f);
  double r = s * (half + logarithm_tail(s));
  double high = leading_part(f - half), low = (f - high) - half + r;
  double value_high = high * inverse_high, value_low = (low + high) * inverse_low + low * inverse_high;
  double sum = k + value_high;
  value_low += (k - sum) + value_high;
  return value_low + sum;
}
