/* Arithmetic on magnitudes: arrays of digits. Internal to bigint/. */
#ifndef MORGANA_MAGNITUDE_H
#define MORGANA_MAGNITUDE_H

#include "../wide.h"
#include "integer.h"

static inline uint32_t significant_length(const uint64_t *a, uint64_t length) {
  while (length > 0 && a[length - 1] == 0) length--;
  return (uint32_t)length;
}

static inline void copy_digits(uint64_t *to, const uint64_t *from, uint64_t count) {
  if (count > 0) __builtin_memmove(to, from, count * sizeof(uint64_t));
}

static inline void clear_digits(uint64_t *digits, uint64_t count) {
  if (count > 0) __builtin_memset(digits, 0, count * sizeof(uint64_t));
}

static inline void finish(Integer *result, uint64_t length, bool negative) {
  result->length = significant_length(result->digits, length);
  result->negative = negative && result->length > 0;
}

static inline uint64_t bit_length(Integer a) {
  return a.length == 0 ? 0 : (uint64_t)a.length * 64 - (uint64_t)__builtin_clzll(a.digits[a.length - 1]);
}

static inline int compare_magnitudes(const uint64_t *a, uint32_t a_length, const uint64_t *b, uint32_t b_length) {
  if (a_length != b_length) return a_length < b_length ? -1 : 1;
  for (uint32_t i = a_length; i-- > 0;)
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
}

/* r = a + b, a_length >= b_length, r as long as a (and may be a); returns the carry. */
static inline uint64_t add_magnitudes(uint64_t *r, const uint64_t *a, uint64_t a_length, const uint64_t *b,
                                      uint64_t b_length) {
  unsigned long long carry = 0, sum;
  for (uint64_t i = 0; i < b_length; i++) {
    bool over = __builtin_uaddll_overflow(a[i], b[i], &sum);
    over |= __builtin_uaddll_overflow(sum, carry, &sum);
    r[i] = sum;
    carry = over;
  }
  for (uint64_t i = b_length; i < a_length; i++) {
    carry = __builtin_uaddll_overflow(a[i], carry, &sum);
    r[i] = sum;
  }
  return carry;
}

/* r = a - b, likewise; returns the borrow. */
static inline uint64_t subtract_magnitudes(uint64_t *r, const uint64_t *a, uint64_t a_length, const uint64_t *b,
                                           uint64_t b_length) {
  unsigned long long borrow = 0, difference;
  for (uint64_t i = 0; i < b_length; i++) {
    bool under = __builtin_usubll_overflow(a[i], b[i], &difference);
    under |= __builtin_usubll_overflow(difference, borrow, &difference);
    r[i] = difference;
    borrow = under;
  }
  for (uint64_t i = b_length; i < a_length; i++) {
    borrow = __builtin_usubll_overflow(a[i], borrow, &difference);
    r[i] = difference;
  }
  return borrow;
}

/* r = a << bits, bits < 64; returns what leaves at the top. r may be a. */
static inline uint64_t shift_magnitude_left(uint64_t *r, const uint64_t *a, uint64_t length, uint32_t bits) {
  if (bits == 0) {
    copy_digits(r, a, length);
    return 0;
  }
  uint64_t carry = 0;
  for (uint64_t i = 0; i < length; i++) {
    uint64_t digit = a[i];
    r[i] = digit << bits | carry;
    carry = digit >> (64 - bits);
  }
  return carry;
}

static inline void shift_magnitude_right(uint64_t *r, const uint64_t *a, uint64_t length, uint32_t bits) {
  if (bits == 0) {
    copy_digits(r, a, length);
    return;
  }
  for (uint64_t i = 0; i < length; i++) r[i] = a[i] >> bits | (i + 1 < length ? a[i + 1] << (64 - bits) : 0);
}

/* r = r * factor + addend; returns the carry. */
static inline uint64_t multiply_magnitude_by_digit(uint64_t *r, uint64_t length, uint64_t factor, uint64_t addend) {
  for (uint64_t i = 0; i < length; i++) {
    uint128 product = (uint128)r[i] * factor + addend;
    r[i] = (uint64_t)product;
    addend = (uint64_t)(product >> 64);
  }
  return addend;
}

/* a = a / divisor; returns the remainder. */
static inline uint64_t divide_magnitude_by_digit(uint64_t *a, uint64_t length, uint64_t divisor) {
  uint64_t remainder = 0;
  for (uint64_t i = length; i-- > 0;) a[i] = divide_wide(remainder, a[i], divisor, &remainder);
  return remainder;
}

/* r = a * b, of a_length + b_length digits, apart from a and b. */
uint64_t multiply_magnitudes_scratch(uint64_t a_length, uint64_t b_length);
void multiply_magnitudes(uint64_t *r, const uint64_t *a, uint64_t a_length, const uint64_t *b, uint64_t b_length,
                         uint64_t *scratch);
/* quotient of a_length - b_length + 1 digits and remainder of b_length digits; a_length >= b_length, the last digit of b
 * not zero; either result may be NULL. */
uint64_t divide_magnitudes_scratch(uint64_t a_length, uint64_t b_length);
void divide_magnitudes(uint64_t *quotient, uint64_t *remainder, const uint64_t *a, uint64_t a_length, const uint64_t *b,
                       uint64_t b_length, uint64_t *scratch);

#endif
