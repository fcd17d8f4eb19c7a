#include "math.h"

double math_trunc(double x) {
  if (x > -9007199254740992.0 && x < 9007199254740992.0) {
    double t = (double)(int64_t)x;
    return __builtin_copysign(t, x);
  }
  return x;
}
double math_floor(double x) {
  double t = math_trunc(x);
  return t > x ? t - 1 : t;
}
double math_ceil(double x) {
  double t = math_trunc(x);
  if (t < x) t += 1;
  return t == 0 ? __builtin_copysign(0, x) : t;
}

/* x mod y, exact, by long division of the significands. */
double math_remainder(double x, double y) {
  uint64_t bx = double_bits(x), by = double_bits(y);
  if (bx < by) return x;
  int64_t ex = (int64_t)(bx >> 52), ey = (int64_t)(by >> 52);
  uint64_t mx = bx & 0xfffffffffffffull, my = by & 0xfffffffffffffull;
  if (ex == 0) ex = 1;
  else mx |= 1ull << 52;
  if (ey == 0) ey = 1;
  else my |= 1ull << 52;
  for (; ex > ey; ex--) {
    if (mx >= my) mx -= my;
    mx <<= 1;
  }
  if (mx >= my) mx -= my;
  if (mx == 0) return 0;
  while (!(mx >> 52) && ey > 1) mx <<= 1, ey--;
  if (!(mx >> 52)) return double_from_bits(mx); /* subnormal */
  return double_from_bits((mx & 0xfffffffffffffull) | (uint64_t)ey << 52);
}

static double scale(double x, int64_t n) {
  while (n > 1000) x *= 0x1p1000, n -= 1000;
  while (n < -1000) x *= 0x1p-1000, n += 1000;
  return x * double_from_bits((uint64_t)(n + 1023) << 52);
}

static const double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;

/* exp by reduction to |r| <= ln2/2 and a rational approximation of r*(exp(r)+1)/(exp(r)-1). */
double math_exp(double x) {
  if (x != x) return x;
  if (x > 709.782712893384) return __builtin_inf();
  if (x < -745.1332191019411) return 0;
  if (x == 1) return 2.718281828459045; /* the reduction would be off by one in the last place */
  int64_t k = (int64_t)(x * 1.44269504088896338700 + (x < 0 ? -0.5 : 0.5));
  double hi = x - (double)k * ln2_high, lo = (double)k * ln2_low, r = hi - lo, t = r * r;
  double c = r - t * (1.66666666666666019037e-01 +
                      t * (-2.77777777770155933842e-03 +
                           t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  double y = k == 0 ? 1 - ((r * c) / (c - 2.0) - r) : 1 - ((lo - (r * c) / (2.0 - c)) - hi);
  return scale(y, k);
}

double math_log(double x) {
  if (x != x || x < 0) return __builtin_nan("");
  if (x == 0) return -__builtin_inf();
  if (x - x != 0) return x;
  int64_t k = 0;
  if (x < 0x1p-1022) x *= 0x1p54, k -= 54;
  uint64_t bits = double_bits(x);
  k += (int64_t)(bits >> 52) - 1023;
  double m = double_from_bits((bits & 0xfffffffffffffull) | 0x3ff0000000000000ull);
  if (m > 1.41421356237309514547) m *= 0.5, k++;
  double f = m - 1.0;
  double dk = (double)k;
  double s = f / (2.0 + f), z = s * s, w = z * z;
  double t1 = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  double t2 = z * (6.666666666666735130e-01 +
                   w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  double half = 0.5 * f * f;
  if (f == 0) return dk * ln2_high + dk * ln2_low;
  return dk * ln2_high - ((half - (s * (half + (t1 + t2)) + dk * ln2_low)) - f);
}

typedef struct Pair {
  double high, low;
} Pair;

static Pair two_sum(double a, double b) {
  double s = a + b, t = s - a;
  return (Pair){s, (a - (s - t)) + (b - t)};
}
static Pair two_product(double a, double b) {
  double p = a * b;
  double ca = 134217729.0 * a, ah = ca - (ca - a), al = a - ah;
  double cb = 134217729.0 * b, bh = cb - (cb - b), bl = b - bh;
  return (Pair){p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
}
static Pair pair_add(Pair a, Pair b) {
  Pair s = two_sum(a.high, b.high);
  s.low += a.low + b.low;
  double h = s.high + s.low;
  return (Pair){h, s.low - (h - s.high)};
}
static Pair pair_multiply(Pair a, Pair b) {
  Pair p = two_product(a.high, b.high);
  p.low += a.high * b.low + a.low * b.high;
  double h = p.high + p.low;
  return (Pair){h, p.low - (h - p.high)};
}
static Pair pair_divide(Pair a, Pair b) {
  double q = a.high / b.high;
  Pair p = pair_multiply(b, (Pair){q, 0});
  Pair r = pair_add(a, (Pair){-p.high, -p.low});
  double q2 = r.high / b.high;
  return two_sum(q, q2);
}

/* Natural logarithm of a positive number as a pair: 2 atanh((m-1)/(m+1)) + k ln 2. */
static Pair log_pair(double x) {
  int64_t k = 0;
  if (x < 0x1p-1022) x *= 0x1p54, k -= 54;
  uint64_t bits = double_bits(x);
  k += (int64_t)(bits >> 52) - 1023;
  double m = double_from_bits((bits & 0xfffffffffffffull) | 0x3ff0000000000000ull);
  if (m > 1.41421356237309514547) m *= 0.5, k++;
  Pair s = pair_divide((Pair){m - 1.0, 0}, two_sum(m, 1.0));
  Pair z = pair_multiply(s, s);
  Pair sum = {0, 0};
  for (int n = 45; n >= 3; n -= 2) sum = pair_multiply(z, pair_add(sum, pair_divide((Pair){1, 0}, (Pair){n, 0})));
  sum = pair_add(sum, (Pair){1, 0});
  sum = pair_multiply(sum, (Pair){2 * s.high, 2 * s.low});
  static const Pair ln2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
  return pair_add(sum, pair_multiply((Pair){(double)k, 0}, ln2));
}

static double pow_positive(double x, double y) {
  Pair l = pair_multiply(log_pair(x), (Pair){y, 0});
  if (l.high > 709.79) return __builtin_inf();
  if (l.high < -745.2) return 0;
  static const Pair ln2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
  int64_t k = (int64_t)(l.high * 1.44269504088896338700 + (l.high < 0 ? -0.5 : 0.5));
  Pair r = pair_add(l, pair_multiply((Pair){(double)-k, 0}, ln2));
  Pair sum = {1, 0};
  for (int n = 22; n >= 1; n--) sum = pair_add((Pair){1, 0}, pair_divide(pair_multiply(r, sum), (Pair){n, 0}));
  double result = sum.high + sum.low;
  if (k < -1021) return scale(result * 0x1p-60, k + 60); /* rounds once only where it matters */
  return scale(result, k);
}

static int is_negative(double x) { return (int)(double_bits(x) >> 63); }

/* x^y in double-double arithmetic: log2(x) with a tail, times y, then 2^ of it. */
double math_pow(double x, double y) {
  if (y == 0) return 1;
  if (x != x || y != y) return __builtin_nan("");
  double ax = __builtin_fabs(x);
  int odd = 0; /* 1: odd integer, 2: even integer */
  if (y == math_trunc(y)) odd = __builtin_fabs(y) >= 9007199254740992.0 ? 2 : ((int64_t)y & 1) ? 1 : 2;
  if (y - y != 0) return ax == 1 ? __builtin_nan("") : (ax > 1) == (y > 0) ? __builtin_inf() : 0;
  if (ax == 0 || ax - ax != 0 || ax == 1) {
    double z = ax == 1 ? 1 : (ax == 0) == (y > 0) ? 0 : __builtin_inf();
    if (x < 0 || is_negative(x)) {
      if (odd == 0) return ax == 1 ? __builtin_nan("") : z;
      if (odd == 1) return -z;
    }
    return z;
  }
  if (x < 0 && odd == 0) return __builtin_nan("");
  double sign = x < 0 && odd == 1 ? -1 : 1;
  /* small integral powers of integers are exact as long as the product is */
  if (odd != 0 && __builtin_fabs(y) <= 64) {
    double result = 1, base = ax;
    int64_t n = (int64_t)__builtin_fabs(y);
    int exact = 1;
    for (int64_t i = n; i > 0 && exact; i >>= 1) {
      if (i & 1) result *= base;
      if (i > 1) base *= base;
      exact = result < 9007199254740992.0 && base < 9007199254740992.0 * 2 && ax == math_trunc(ax);
    }
    if (exact) return sign * (y < 0 ? 1 / result : result);
  }
  return sign * pow_positive(ax, y);
}
