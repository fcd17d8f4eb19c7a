#include "trigonometry.h"

/* -1 / (x + tail), with the error of the quotient made good. */
static double negative_reciprocal(double x, double tail, double sum) {
  double head = leading_part(sum);
  double rest = tail - (head - x);
  double quotient = -1.0 / sum, leading = leading_part(quotient);
  double error = 1.0 + leading * head;
  return leading + quotient * (error + leading * rest);
}

/* tan of x + y, or (`cotangent`) -1 / tan. */
static double kernel_tan(double x, double y, bool cotangent) {
  static const double t[13] = {
      3.33333333333334091986e-01, 1.33333333333201242699e-01, 5.39682539762260521377e-02,  2.18694882948595424599e-02,
      8.86323982359930005737e-03, 3.59207910759131235356e-03, 1.45620945432529025516e-03,  5.88041240820264096874e-04,
      2.46463134818469906812e-04, 7.81794442939557092300e-05, 7.14072491382608190305e-05,  -1.85586374855275456654e-05,
      2.59073051863633712884e-05,
  };
  uint32_t magnitude = magnitude_word(x);
  bool negative = high_word(x) >> 31 != 0, near_quarter = magnitude >= 0x3fe59428;
  if (magnitude < 0x3e300000) return cotangent ? negative_reciprocal(x, y, x + y) : x;
  if (near_quarter) {
    /* tan(pi/4 - z) = 1 - 2 (tan z - tan^2 z / (1 + tan z)) */
    if (negative) {
      x = -x;
      y = -y;
    }
    double z = 7.85398163397448278999e-01 - x, w = 3.06161699786838301793e-17 - y;
    x = z + w;
    y = 0;
  }
  double z = x * x, w = z * z;
  /* Odd and even terms apart, for shorter chains. */
  double r = t[1] + w * (t[3] + w * (t[5] + w * (t[7] + w * (t[9] + w * t[11]))));
  double v = z * (t[2] + w * (t[4] + w * (t[6] + w * (t[8] + w * (t[10] + w * t[12])))));
  double s = z * x;
  r = y + z * (s * (r + v) + y);
  r += t[0] * s;
  w = x + r;
  if (near_quarter) {
    double one = cotangent ? -1 : 1;
    double result = one - 2.0 * (x - (w * w / (w + one) - r));
    return negative ? -result : result;
  }
  return cotangent ? negative_reciprocal(x, r, w) : w;
}

double math_tan(double x) {
  uint32_t magnitude = magnitude_word(x);
  if (magnitude <= 0x3fe921fb) return kernel_tan(x, 0, false);
  if (magnitude >= 0x7ff00000) return NOT_A_NUMBER;
  double rest[2];
  int n = reduce_half_pi(x, rest);
  return kernel_tan(rest[0], rest[1], (n & 1) != 0);
}
