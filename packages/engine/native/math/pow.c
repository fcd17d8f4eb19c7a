#include "words.h"

/* 0: not an integer, 1: odd, 2: even */
static int parity(double y) {
  double a = __builtin_fabs(y);
  if (a >= 9007199254740992.0) return 2;
  int64_t n = (int64_t)a;
  if ((double)n != a) return 0;
  return (n & 1) != 0 ? 1 : 2;
}

/* log2(a) in two parts, a > 0 finite. */
static double log2_in_parts(double a, double *low) {
  const double cp = 9.61796693925975554329e-01; /* 2 / (3 ln 2) */
  const double cp_high = 9.61796700954437255859e-01, cp_low = -7.02846165095275826516e-09;
  static const double base[2] = {1.0, 1.5};
  static const double log_base_high[2] = {0.0, 5.84962487220764160156e-01};
  static const double log_base_low[2] = {0.0, 1.35003920212974897128e-08};
  int n = 0;
  if (high_word(a) < 0x00100000) {
    a *= 9007199254740992.0;
    n = -53;
  }
  uint32_t high = high_word(a), fraction = high & 0xfffff;
  n += (int)(high >> 20) - 0x3ff;
  high = fraction | 0x3ff00000;
  /* Which of 1 and 3/2 is nearer? From sqrt(3) on it is 2. */
  int k = 0;
  if (fraction > 0x3988e) {
    if (fraction < 0xbb67a) k = 1;
    else {
      n++;
      high -= 0x00100000;
    }
  }
  a = with_high_word(a, high);
  /* s = (a - base) / (a + base) in two parts */
  double u = a - base[k], v = 1 / (a + base[k]);
  double s = u * v, s_high = leading_part(s);
  double t_high = bits_to_double((uint64_t)(((high >> 1) | 0x20000000) + 0x00080000 + ((uint32_t)k << 18)) << 32);
  double t_low = a - (t_high - base[k]);
  double s_low = v * ((u - s_high * t_high) - s_high * t_low);
  double s2 = s * s;
  double r = s2 * s2 *
             (5.99999999999994648725e-01 +
              s2 * (4.28571428578550184252e-01 +
                    s2 * (3.33333329818377432918e-01 +
                          s2 * (2.72728123808534006489e-01 + s2 * (2.30660745775561754067e-01 + s2 * 2.06975017800338417784e-01)))));
  r += s_low * (s_high + s);
  s2 = s_high * s_high;
  t_high = leading_part(3.0 + s2 + r);
  t_low = r - ((t_high - 3.0) - s2);
  u = s_high * t_high;
  v = s_low * t_high + t_low * s;
  double p_high = leading_part(u + v), p_low = v - (p_high - u);
  double z_high = cp_high * p_high, z_low = cp_low * p_high + p_low * cp + log_base_low[k];
  double t = n;
  double result = leading_part(((z_high + z_low) + log_base_high[k]) + t);
  *low = z_low - (((result - t) - log_base_high[k]) - z_high);
  return result;
}

/* log2 of 1 + t in two parts, for an exponent so large that only a base next to 1 does not overflow. */
static double log2_near_one(double t, double *low) {
  const double inverse = 1.44269504088896338700e+00; /* 1 / ln 2 */
  const double inverse_high = 1.44269502162933349609e+00, inverse_low = 1.92596299112661746887e-08;
  double w = (t * t) * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
  double u = inverse_high * t, v = t * inverse_low - w * inverse;
  double high = leading_part(u + v);
  *low = v - (high - u);
  return high;
}

static double scale_by_power_of_two(double x, int k) {
  while (k < -1000) x *= power_of_two(-1000), k += 1000;
  return x * power_of_two(k);
}

/* 2^(high + low) */
static double exp2_of_parts(double high, double low, double sign) {
  const double ln2 = 6.93147180559945286227e-01;
  const double ln2_high = 6.93147182464599609375e-01, ln2_low = -1.90465429995776804525e-09;
  double z = low + high;
  uint32_t word = high_word(z), magnitude = word & 0x7fffffff;
  if ((int32_t)word >= 0x40900000) {
    if (word != 0x40900000 || low_word(z) != 0) return sign * INFINITE;
    if (low + 8.0085662595372944372e-17 > z - high) return sign * INFINITE;
  } else if (magnitude >= 0x4090cc00) {
    if (word != 0xc090cc00 || low_word(z) != 0) return sign * 0.0;
    if (low <= z - high) return sign * 0.0;
  }
  int exponent = (int)(magnitude >> 20) - 0x3ff, n = 0;
  if (magnitude > 0x3fe00000) {
    /* n = z rounded to nearest */
    uint32_t rounded = word + (0x00100000u >> (exponent + 1));
    exponent = (int)((rounded & 0x7fffffff) >> 20) - 0x3ff;
    double t = bits_to_double((uint64_t)(rounded & ~(0x000fffffu >> exponent)) << 32);
    n = (int)(((rounded & 0x000fffff) | 0x00100000) >> (20 - exponent));
    if ((int32_t)word < 0) n = -n;
    high -= t;
  }
  double t = leading_part(low + high);
  double u = t * ln2_high, v = (low - (t - high)) * ln2 + t * ln2_low;
  z = u + v;
  double w = v - (z - u);
  t = z * z;
  double t1 = z - t * (1.66666666666666019037e-01 +
                       t * (-2.77777777770155933842e-03 +
                            t * (6.61375632143793436117e-05 +
                                 t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  /* The published algorithm subtracts w + z w from the quotient. V8 divides by the difference, which costs it a few
   * percent of last bits; programs see its results, so these are the same. */
  double r = (z * t1) / ((t1 - 2.0) - (w + z * w));
  z = 1 - (r - z);
  int32_t result_word = (int32_t)high_word(z) + (int32_t)((uint32_t)n << 20);
  if (result_word >> 20 <= 0) return sign * scale_by_power_of_two(z, n);
  return sign * with_high_word(z, (uint32_t)result_word);
}

double math_pow(double x, double y) {
  if (y == 0) return 1;
  if (x != x || y != y) return NOT_A_NUMBER;
  double a = __builtin_fabs(x);
  if (y - y != 0) {
    if (a == 1) return NOT_A_NUMBER;
    return (a > 1) == (y > 0) ? INFINITE : 0;
  }
  if (y == 1) return x;
  if (y == -1) return 1 / x;
  if (y == 2) return x * x;
  bool negative = high_word(x) >> 31 != 0;
  int kind = negative ? parity(y) : 0;
  if (y == 0.5 && !negative) return math_sqrt(x);
  if (x - x != 0 || a == 0 || a == 1) {
    double z = y < 0 ? 1 / a : a;
    if (!negative) return z;
    if (a == 1 && kind == 0) return NOT_A_NUMBER;
    return kind == 1 ? -z : z;
  }
  if (negative && kind == 0) return NOT_A_NUMBER;
  double sign = kind == 1 ? -1 : 1;
  double high, low;
  uint32_t magnitude_x = magnitude_word(x), magnitude_y = magnitude_word(y);
  if (magnitude_y > 0x41e00000) {
    /* |y| > 2^31 */
    if (magnitude_y > 0x43f00000 || magnitude_x < 0x3fefffff || magnitude_x > 0x3ff00000) {
      if (magnitude_x <= 0x3fefffff) return y < 0 ? sign * INFINITE : sign * 0.0;
      return y > 0 ? sign * INFINITE : sign * 0.0;
    }
    high = log2_near_one(a - 1, &low);
  } else high = log2_in_parts(a, &low);
  /* (y_high + y_low) * (high + low) */
  double y_high = leading_part(y);
  double product_low = (y - y_high) * high + y * low;
  return exp2_of_parts(y_high * high, product_low, sign);
}
