#include "magnitude.h"

int integer_compare(Integer a, Integer b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  int order = compare_magnitudes(a.digits, a.length, b.digits, b.length);
  return a.negative ? -order : order;
}

/* The integral part of a finite |x| */
static uint32_t digits_from_double(uint64_t digits[INTEGER_DOUBLE_LENGTH], double x) {
  uint64_t bits = double_to_bits(x);
  int exponent = (int)(bits >> 52 & 0x7ff) - 1075;
  uint64_t significand = (bits & 0xfffffffffffffu) | 1ull << 52;
  if (exponent < -52) return 0;
  if (exponent <= 0) {
    digits[0] = significand >> -exponent;
    return 1;
  }
  uint32_t whole = (uint32_t)exponent / 64, part = (uint32_t)exponent % 64;
  clear_digits(digits, whole);
  digits[whole] = significand << part;
  uint64_t high = part > 11 ? significand >> (64 - part) : 0;
  if (high == 0) return whole + 1;
  digits[whole + 1] = high;
  return whole + 2;
}

int integer_compare_double(Integer a, double b) {
  if (b != b) return 2;
  if (b - b != 0) return b > 0 ? -1 : 1;
  if (a.length == 0) return b > 0 ? -1 : b < 0;
  if (b == 0 || a.negative != (b < 0)) return a.negative ? -1 : 1;
  uint64_t digits[INTEGER_DOUBLE_LENGTH];
  uint32_t length = digits_from_double(digits, b);
  int order = compare_magnitudes(a.digits, a.length, digits, length);
  double magnitude = __builtin_fabs(b);
  if (order == 0 && magnitude < 4503599627370496.0 && (double)digits[0] != magnitude) order = -1;
  return a.negative ? -order : order;
}

void integer_from_double(Integer *result, double integral) {
  finish(result, digits_from_double(result->digits, integral), integral < 0);
}

double integer_to_double(Integer a) {
  if (a.length == 0) return 0;
  uint64_t bits = bit_length(a);
  double sign = a.negative ? -1 : 1;
  if (bits > 1024) return sign * __builtin_inf();
  /* The leading 64 bits; anything below only breaks ties. */
  uint32_t shift = (uint32_t)__builtin_clzll(a.digits[a.length - 1]);
  uint64_t leading = a.digits[a.length - 1] << shift;
  bool below = false;
  if (a.length > 1) {
    uint64_t next = a.digits[a.length - 2];
    if (shift > 0) leading |= next >> (64 - shift);
    below = next << shift != 0;
    for (uint32_t i = 0; i + 2 < a.length && !below; i++) below = a.digits[i] != 0;
  }
  uint64_t kept = leading >> 11, rest = leading & 0x7ff;
  kept += rest > 0x400 || (rest == 0x400 && (below || (kept & 1) != 0));
  uint64_t biased = bits - 1 + 1023;
  return sign * bits_to_double(((biased - 1) << 52) + kept);
}

void integer_from_uint64(Integer *result, uint64_t magnitude, bool negative) {
  if (magnitude != 0) result->digits[0] = magnitude;
  finish(result, magnitude != 0, negative);
}

uint64_t integer_to_uint64(Integer a) {
  if (a.length == 0) return 0;
  return a.negative ? -a.digits[0] : a.digits[0];
}
