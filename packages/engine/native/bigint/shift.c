#include "magnitude.h"

/* How far, and which way; UINT64_MAX for farther than any integer is long. */
static uint64_t distance(Integer b) {
  return b.length == 0 ? 0 : b.length > 1 || b.digits[0] >> 40 != 0 ? UINT64_MAX : b.digits[0];
}

uint64_t integer_shift_length(Integer a, Integer b) {
  uint64_t bits = distance(b);
  if (a.length == 0) return 0;
  if (!b.negative) return bits == UINT64_MAX ? INTEGER_MAX_LENGTH + 1 : (bit_length(a) + bits + 63) / 64;
  if (bits / 64 >= a.length) return 1;
  return a.length - bits / 64 + 1;
}

void integer_shift_left(Integer *result, Integer a, Integer b) {
  uint64_t bits = distance(b), whole = bits / 64;
  uint32_t part = (uint32_t)(bits % 64);
  if (a.length == 0) {
    finish(result, 0, false);
    return;
  }
  if (!b.negative) {
    clear_digits(result->digits, whole);
    uint64_t carry = shift_magnitude_left(result->digits + whole, a.digits, a.length, part);
    if (carry != 0) result->digits[whole + a.length] = carry;
    finish(result, whole + a.length + (carry != 0), a.negative);
    return;
  }
  if (whole >= a.length) {
    result->digits[0] = 1;
    finish(result, a.negative, a.negative);
    return;
  }
  uint64_t length = a.length - whole;
  shift_magnitude_right(result->digits, a.digits + whole, length, part);
  bool lost = part > 0 && a.digits[whole] << (64 - part) != 0;
  for (uint64_t i = 0; i < whole && !lost; i++) lost = a.digits[i] != 0;
  result->digits[length] = 0;
  const uint64_t one = 1;
  if (a.negative && lost) add_magnitudes(result->digits, result->digits, length + 1, &one, 1);
  finish(result, length + 1, a.negative);
}
