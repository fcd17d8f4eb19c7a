/* Multiplication by the school method, and from some length on by Karatsuba's. */
#include "magnitude.h"

enum { KARATSUBA_LENGTH = 32 };

/* r += a * factor; returns the carry. */
static uint64_t multiply_add(uint64_t *r, const uint64_t *a, uint64_t length, uint64_t factor) {
  uint64_t carry = 0;
  for (uint64_t i = 0; i < length; i++) {
    uint128 product = (uint128)a[i] * factor + r[i] + carry;
    r[i] = (uint64_t)product;
    carry = (uint64_t)(product >> 64);
  }
  return carry;
}

static void multiply_school(uint64_t *r, const uint64_t *a, uint64_t a_length, const uint64_t *b, uint64_t b_length) {
  clear_digits(r, a_length);
  for (uint64_t i = 0; i < b_length; i++) r[a_length + i] = multiply_add(r + i, a, a_length, b[i]);
}

/* r = |a - b|, both as long as a (b may be a digit shorter); true if a < b. */
static bool absolute_difference(uint64_t *r, const uint64_t *a, uint64_t a_length, const uint64_t *b,
                                uint64_t b_length) {
  uint32_t a_significant = significant_length(a, a_length), b_significant = significant_length(b, b_length);
  bool less = compare_magnitudes(a, a_significant, b, b_significant) < 0;
  clear_digits(r, a_length);
  if (less) subtract_magnitudes(r, b, b_significant, a, a_significant);
  else subtract_magnitudes(r, a, a_significant, b, b_significant);
  return less;
}

/* a0 b0 + (a0 b0 + a1 b1 - (a1 - a0)(b1 - b0)) B^h + a1 b1 B^2h. Uses 4 n + 6 log2 n digits of scratch. */
static void multiply_karatsuba(uint64_t *r, const uint64_t *a, const uint64_t *b, uint64_t n, uint64_t *scratch) {
  if (n < KARATSUBA_LENGTH) {
    multiply_school(r, a, n, b, n);
    return;
  }
  uint64_t h = n / 2, m = n - h;
  uint64_t *sum = scratch, *product = scratch + 2 * m + 2, *rest = product + 2 * m;
  bool negative = absolute_difference(sum, a + h, m, a, h) != absolute_difference(sum + m, b + h, m, b, h);
  multiply_karatsuba(product, sum, sum + m, m, rest);
  multiply_karatsuba(r, a, b, h, rest);
  multiply_karatsuba(r + 2 * h, a + h, b + h, m, rest);
  sum[2 * m] = add_magnitudes(sum, r + 2 * h, 2 * m, r, 2 * h);
  if (negative) sum[2 * m] += add_magnitudes(sum, sum, 2 * m, product, 2 * m);
  else sum[2 * m] -= subtract_magnitudes(sum, sum, 2 * m, product, 2 * m);
  add_magnitudes(r + h, r + h, 2 * n - h, sum, significant_length(sum, 2 * m + 1));
}

uint64_t multiply_magnitudes_scratch(uint64_t a_length, uint64_t b_length) {
  uint64_t shorter = a_length < b_length ? a_length : b_length;
  /* 4 n for Karatsuba; the blocks of unequal lengths take 2 n, 2 r, ... for n, r = remainder, ... as in Euclid's
   * algorithm, whose every second remainder is less than half: together less than 8 n. */
  return shorter < KARATSUBA_LENGTH ? 0 : 12 * shorter + 256;
}

void multiply_magnitudes(uint64_t *r, const uint64_t *a, uint64_t a_length, const uint64_t *b, uint64_t b_length,
                         uint64_t *scratch) {
  if (a_length < b_length) {
    const uint64_t *swap = a;
    a = b;
    b = swap;
    uint64_t swap_length = a_length;
    a_length = b_length;
    b_length = swap_length;
  }
  if (b_length < KARATSUBA_LENGTH) {
    multiply_school(r, a, a_length, b, b_length);
    return;
  }
  if (a_length == b_length) {
    multiply_karatsuba(r, a, b, b_length, scratch);
    return;
  }
  /* Blocks of a as long as b. */
  uint64_t *product = scratch, *rest = scratch + 2 * b_length;
  clear_digits(r, a_length + b_length);
  for (uint64_t i = 0; i < a_length; i += b_length) {
    uint64_t length = a_length - i < b_length ? a_length - i : b_length;
    if (length == b_length) multiply_karatsuba(product, a + i, b, b_length, rest);
    else multiply_magnitudes(product, b, b_length, a + i, length, rest);
    add_magnitudes(r + i, r + i, a_length + b_length - i, product, length + b_length);
  }
}

uint64_t integer_multiply_length(Integer a, Integer b) { return (uint64_t)a.length + b.length; }

uint64_t integer_multiply_scratch(Integer a, Integer b) { return multiply_magnitudes_scratch(a.length, b.length); }

void integer_multiply(Integer *result, Integer a, Integer b, uint64_t *scratch) {
  multiply_magnitudes(result->digits, a.digits, a.length, b.digits, b.length, scratch);
  finish(result, (uint64_t)a.length + b.length, a.negative != b.negative);
}
