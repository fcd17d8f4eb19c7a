#include "magnitude.h"

/* Digits that base ** exponent may take, at most one more than allowed. */
static uint64_t bound(Integer base, Integer exponent) {
  if (exponent.length == 0 || base.length == 0) return 1;
  if (base.length == 1 && base.digits[0] == 1) return 1;
  uint64_t bits = bit_length(base);
  uint128 least = (uint128)(bits - 1) * exponent.digits[0], most = (uint128)bits * exponent.digits[0];
  if (exponent.length > 1 || (uint64_t)(least >> 30) >= 1 || (uint64_t)(least >> 64) != 0) return INTEGER_MAX_LENGTH + 1;
  if (base.length == 1 && (base.digits[0] & (base.digits[0] - 1)) == 0) most = least + 1;
  uint64_t length = (uint64_t)(most >> 6) + 1;
  return length > INTEGER_MAX_LENGTH ? INTEGER_MAX_LENGTH : length;
}

uint64_t integer_power_length(Integer base, Integer exponent) { return bound(base, exponent); }

uint64_t integer_power_scratch(Integer base, Integer exponent) {
  uint64_t length = bound(base, exponent) + 2;
  return 2 * length + multiply_magnitudes_scratch(length, length);
}

/* to = a * b if it is not too long. */
static bool multiply_bounded(uint64_t *to, uint64_t *length, const uint64_t *a, uint64_t a_length, const uint64_t *b,
                             uint64_t b_length, uint64_t limit, uint64_t *scratch) {
  if (a_length + b_length > limit + 2) return false;
  multiply_magnitudes(to, a, a_length, b, b_length, scratch);
  *length = significant_length(to, a_length + b_length);
  return *length <= limit;
}

bool integer_power(Integer *result, Integer base, Integer exponent, uint64_t *scratch) {
  uint64_t limit = bound(base, exponent);
  if (limit > INTEGER_MAX_LENGTH) return false;
  bool negative = base.negative && exponent.length > 0 && (exponent.digits[0] & 1) != 0;
  if (exponent.length == 0 || (base.length == 1 && base.digits[0] == 1)) {
    result->digits[0] = 1;
    finish(result, 1, negative);
    return true;
  }
  if (base.length == 0) {
    finish(result, 0, false);
    return true;
  }
  uint64_t e = exponent.digits[0];
  if (base.length == 1 && (base.digits[0] & (base.digits[0] - 1)) == 0) {
    uint64_t bits = (uint64_t)__builtin_ctzll(base.digits[0]) * e;
    clear_digits(result->digits, bits / 64);
    result->digits[bits / 64] = 1ull << bits % 64;
    finish(result, bits / 64 + 1, negative);
    return true;
  }
  uint64_t *value = scratch, *other = scratch + limit + 2, *rest = other + limit + 2;
  uint64_t length = base.length;
  copy_digits(value, base.digits, base.length);
  for (int bit = 62 - __builtin_clzll(e); bit >= 0; bit--) {
    if (!multiply_bounded(other, &length, value, length, value, length, limit, rest)) return false;
    uint64_t *swap = value;
    value = other;
    other = swap;
    if ((e >> bit & 1) == 0) continue;
    if (!multiply_bounded(other, &length, value, length, base.digits, base.length, limit, rest)) return false;
    swap = value;
    value = other;
    other = swap;
  }
  copy_digits(result->digits, value, length);
  finish(result, length, negative);
  return true;
}
