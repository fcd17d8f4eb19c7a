/* Division by Knuth's algorithm D, and for long divisors by the recursion of Burnikel and Ziegler ("Fast recursive
 * division", 1998), which makes it as fast as multiplication but for a logarithm. */
#include "magnitude.h"

enum { RECURSIVE_LENGTH = 60 };

/* a = a modulo b in place, b normalised (its top bit set), the leading b_length digits of a below b; the quotient has
 * a_length - b_length digits. */
static void divide_school(uint64_t *quotient, uint64_t *a, uint64_t a_length, const uint64_t *b, uint64_t b_length) {
  uint64_t first = b[b_length - 1], second = b_length > 1 ? b[b_length - 2] : 0;
  for (uint64_t j = a_length - b_length; j-- > 0;) {
    uint64_t *window = a + j;
    uint64_t top = window[b_length], digit = UINT64_MAX, rest;
    if (top < first) {
      digit = divide_wide(top, window[b_length - 1], first, &rest);
      /* Two digits more make the estimate right but for a rare one too many. */
      if (b_length > 1) {
        uint128 product = (uint128)digit * second;
        while (product > ((uint128)rest << 64 | window[b_length - 2])) {
          digit--;
          product -= second;
          uint64_t sum = rest + first;
          if (sum < rest) break;
          rest = sum;
        }
      }
    }
    uint64_t carry = 0, borrow = 0;
    for (uint64_t i = 0; i < b_length; i++) {
      uint128 product = (uint128)b[i] * digit + carry;
      carry = (uint64_t)(product >> 64);
      uint64_t low = (uint64_t)product, before = window[i], difference = before - low - borrow;
      borrow = before < low || (before == low && borrow != 0);
      window[i] = difference;
    }
    uint64_t above = window[b_length] - carry - borrow;
    while (above != 0) {
      digit--;
      above += add_magnitudes(window, window, b_length, b, b_length);
    }
    window[b_length] = 0;
    quotient[j] = digit;
  }
}

static void divide_3_by_2(uint64_t *quotient, uint64_t *a, const uint64_t *b, uint64_t h, uint64_t *scratch);

/* 2 n digits by n; the remainder stays in a[0..n). */
static void divide_2_by_1(uint64_t *quotient, uint64_t *a, const uint64_t *b, uint64_t n, uint64_t *scratch) {
  if (significant_length(a + n, n) == 0) {
    /* Two numbers of one length, the divisor normalised: once, or not at all. */
    clear_digits(quotient, n);
    quotient[0] = compare_magnitudes(a, significant_length(a, n), b, (uint32_t)n) >= 0;
    if (quotient[0] != 0) subtract_magnitudes(a, a, n, b, n);
    return;
  }
  if (n % 2 != 0 || n < RECURSIVE_LENGTH) {
    divide_school(quotient, a, 2 * n, b, n);
    return;
  }
  uint64_t h = n / 2;
  divide_3_by_2(quotient + h, a + h, b, h, scratch);
  divide_3_by_2(quotient, a, b, h, scratch);
}

/* 3 h digits by 2 h; the remainder stays in a[0..2h). */
static void divide_3_by_2(uint64_t *quotient, uint64_t *a, const uint64_t *b, uint64_t h, uint64_t *scratch) {
  uint32_t top = significant_length(a + 2 * h, h);
  if (compare_magnitudes(a + 2 * h, top, b + h, (uint32_t)h) < 0) divide_2_by_1(quotient, a + h, b + h, h, scratch);
  else {
    __builtin_memset(quotient, 0xff, h * sizeof(uint64_t));
    /* The leading parts are equal: what is left is a + b B^h - b B^h of the middle. */
    clear_digits(a + 2 * h, h);
    a[2 * h] = add_magnitudes(a + h, a + h, h, b + h, h);
  }
  uint64_t *product = scratch;
  multiply_magnitudes(product, quotient, h, b, h, scratch + 2 * h);
  uint64_t borrow = subtract_magnitudes(a, a, 3 * h, product, 2 * h);
  const uint64_t one = 1;
  while (borrow != 0) {
    subtract_magnitudes(quotient, quotient, h, &one, 1);
    borrow -= add_magnitudes(a, a, 3 * h, b, 2 * h);
  }
}

/* The divisor's length rounded up so that it can be halved down to the school method. */
static uint64_t padded_length(uint64_t length) {
  uint64_t unit = 1;
  while (length / unit >= RECURSIVE_LENGTH) unit *= 2;
  return (length + unit - 1) / unit * unit;
}

static uint64_t blocks_length(uint64_t a_length, uint64_t n) { return (a_length + 1 + n - 1) / n * n + n; }

uint64_t divide_magnitudes_scratch(uint64_t a_length, uint64_t b_length) {
  if (b_length == 1) return a_length;
  if (b_length < RECURSIVE_LENGTH || a_length - b_length < RECURSIVE_LENGTH) return a_length + 1 + b_length;
  uint64_t n = padded_length(b_length);
  /* dividend, quotient, divisor, and what the recursion needs */
  return 2 * blocks_length(a_length + n - b_length, n) + n + 2 * n + multiply_magnitudes_scratch(n, n);
}

void divide_magnitudes(uint64_t *quotient, uint64_t *remainder, const uint64_t *a, uint64_t a_length, const uint64_t *b,
                       uint64_t b_length, uint64_t *scratch) {
  uint64_t quotient_length = a_length - b_length + 1;
  if (b_length == 1) {
    copy_digits(scratch, a, a_length);
    uint64_t rest = divide_magnitude_by_digit(scratch, a_length, b[0]);
    if (quotient) copy_digits(quotient, scratch, quotient_length);
    if (remainder) remainder[0] = rest;
    return;
  }
  uint32_t shift = (uint32_t)__builtin_clzll(b[b_length - 1]);
  if (b_length < RECURSIVE_LENGTH || a_length - b_length < RECURSIVE_LENGTH) {
    uint64_t *divisor = scratch, *dividend = scratch + b_length;
    shift_magnitude_left(divisor, b, b_length, shift);
    dividend[a_length] = shift_magnitude_left(dividend, a, a_length, shift);
    /* The quotient's digits go where the dividend's have been used up, if nobody wants them. */
    if (quotient) divide_school(quotient, dividend, a_length + 1, divisor, b_length);
    else {
      for (uint64_t j = quotient_length; j-- > 0;) {
        uint64_t digit;
        divide_school(&digit, dividend + j, b_length + 1, divisor, b_length);
      }
    }
    if (remainder) shift_magnitude_right(remainder, dividend, b_length, shift);
    return;
  }
  uint64_t n = padded_length(b_length), pad = n - b_length, length = blocks_length(a_length + pad, n);
  uint64_t *divisor = scratch, *dividend = divisor + n, *result = dividend + length, *rest = result + length;
  clear_digits(divisor, pad);
  shift_magnitude_left(divisor + pad, b, b_length, shift);
  clear_digits(dividend, length);
  dividend[pad + a_length] = shift_magnitude_left(dividend + pad, a, a_length, shift);
  for (uint64_t at = length - 2 * n;; at -= n) {
    divide_2_by_1(result + at, dividend + at, divisor, n, rest);
    if (at == 0) break;
  }
  if (quotient) copy_digits(quotient, result, quotient_length);
  if (remainder) shift_magnitude_right(remainder, dividend + pad, b_length, shift);
}

uint64_t integer_divide_length(Integer a, Integer b) { return a.length < b.length ? 0 : (uint64_t)a.length - b.length + 1; }

uint64_t integer_remainder_length(Integer a, Integer b) { return a.length < b.length ? a.length : b.length; }

uint64_t integer_divide_scratch(Integer a, Integer b) {
  return a.length < b.length ? 0 : divide_magnitudes_scratch(a.length, b.length);
}

void integer_divide(Integer *result, Integer a, Integer b, uint64_t *scratch) {
  if (a.length < b.length) {
    finish(result, 0, false);
    return;
  }
  divide_magnitudes(result->digits, NULL, a.digits, a.length, b.digits, b.length, scratch);
  finish(result, (uint64_t)a.length - b.length + 1, a.negative != b.negative);
}

void integer_remainder(Integer *result, Integer a, Integer b, uint64_t *scratch) {
  if (a.length < b.length) {
    copy_digits(result->digits, a.digits, a.length);
    finish(result, a.length, a.negative);
    return;
  }
  divide_magnitudes(NULL, result->digits, a.digits, a.length, b.digits, b.length, scratch);
  finish(result, b.length, a.negative);
}
