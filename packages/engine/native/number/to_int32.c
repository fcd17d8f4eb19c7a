#include "number.h"
#include "../wide.h"

int32_t double_to_int32(double x) {
  if (__builtin_expect(x > -9.2e18 && x < 9.2e18, 1)) return (int32_t)(uint32_t)(uint64_t)(int64_t)x;
  uint64_t bits = double_to_bits(x);
  int exponent = (int)(bits >> 52 & 0x7ff) - 1075;
  /* Here exponent >= 10: the significand is shifted to the left, out of 32 bits from 2^84 on (and NaN, Infinity). */
  if (exponent > 31) return 0;
  uint32_t low = (uint32_t)((bits & 0xfffffffffffffull) | 1ull << 52) << exponent;
  return (int32_t)(x < 0 ? -low : low);
}
