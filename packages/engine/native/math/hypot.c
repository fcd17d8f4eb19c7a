/* Scaled by the largest argument, and summed with compensation (Kahan), as V8 does it. */
#include "words.h"

double math_hypot(const double *values, size_t count) {
  double largest = 0;
  bool has_nan = false;
  for (size_t i = 0; i < count; i++) {
    double absolute = __builtin_fabs(values[i]);
    if (absolute != absolute) has_nan = true;
    else if (absolute > largest) largest = absolute;
  }
  if (largest == INFINITE) return largest;
  if (has_nan) return NOT_A_NUMBER;
  if (largest == 0) return 0;
  double sum = 0, compensation = 0;
  for (size_t i = 0; i < count; i++) {
    double n = __builtin_fabs(values[i]) / largest;
    double summand = n * n - compensation;
    double preliminary = sum + summand;
    compensation = (preliminary - sum) - summand;
    sum = preliminary;
  }
  return math_sqrt(sum) * largest;
}
