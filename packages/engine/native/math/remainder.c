#include "words.h"

double math_remainder(double x, double y) {
  uint64_t sign = double_to_bits(x) & 1ull << 63;
  double a = __builtin_fabs(x), b = __builtin_fabs(y);
  if (a - a != 0 || b != b || b == 0) return NOT_A_NUMBER;
  if (a < b) return x;
  if (a < 9007199254740992.0) {
    /* Both integers, mostly. */
    uint64_t m = (uint64_t)a, n = (uint64_t)b;
    if ((double)m == a && (double)n == b) return bits_to_double(double_to_bits((double)(m % n)) | sign);
  }
  uint64_t bits_a = double_to_bits(a), bits_b = double_to_bits(b);
  int exponent_a = (int)(bits_a >> 52), exponent_b = (int)(bits_b >> 52);
  uint64_t m = (bits_a & 0xfffffffffffffu) | (exponent_a > 0 ? 1ull << 52 : 0);
  uint64_t n = (bits_b & 0xfffffffffffffu) | (exponent_b > 0 ? 1ull << 52 : 0);
  if (exponent_a == 0) exponent_a = 1;
  if (exponent_b == 0) exponent_b = 1;
  /* m * 2^difference modulo n, up to 63 bits at a time */
  int difference = exponent_a - exponent_b;
  m %= n;
  while (difference > 0 && m != 0) {
    int step = difference < 63 ? difference : 63;
    divide_wide(m >> (64 - step), m << step, n, &m);
    difference -= step;
  }
  /* m < 2^53 in units of the last place of y, which the product with a power of two keeps exact. */
  if (exponent_b <= 1) return bits_to_double(m | sign);
  if (m == 0) return bits_to_double(sign);
  int shift = __builtin_clzll(m) - 11;
  if (shift < exponent_b) return bits_to_double(((uint64_t)(exponent_b - shift - 1) << 52) + (m << shift) + sign);
  return bits_to_double(m << (exponent_b - 1) | sign);
}
