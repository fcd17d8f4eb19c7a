#include "words.h"

double math_sinh(double x) {
  double h = x < 0 ? -0.5 : 0.5, absolute = __builtin_fabs(x);
  if (x != x || x - x != 0) return x;
  if (absolute < 22) {
    if (absolute < 3.725290298461914e-9) return x;
    double t = math_expm1(absolute);
    return absolute < 1 ? h * (2 * t - t * t / (t + 1)) : h * (t + t / (t + 1));
  }
  if (absolute < 709.7822265625) return h * math_exp(absolute);
  if (absolute > 710.4758600739439) return x * INFINITE;
  double w = math_exp(0.5 * absolute);
  return h * w * w;
}
