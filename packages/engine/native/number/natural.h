/* Natural numbers of bounded size, for the cases that 128 bits do not decide. Internal to number/. The largest operand
 * is 770 decimal digits against the halfway point of two subnormals: about 3,700 bits. */
#ifndef MORGANA_NUMBER_NATURAL_H
#define MORGANA_NUMBER_NATURAL_H

#include "../wide.h"

enum { NATURAL_MAX = 64 };

typedef struct Natural {
  uint32_t length;
  uint64_t digits[NATURAL_MAX];
} Natural;

static inline void natural_set(Natural *n, uint64_t value) {
  n->digits[0] = value;
  n->length = value != 0;
}

static inline void natural_multiply_add(Natural *n, uint64_t factor, uint64_t addend) {
  for (uint32_t i = 0; i < n->length; i++) {
    uint128 product = (uint128)n->digits[i] * factor + addend;
    n->digits[i] = (uint64_t)product;
    addend = (uint64_t)(product >> 64);
  }
  if (addend != 0) n->digits[n->length++] = addend;
}

static inline void natural_multiply_power_of_five(Natural *n, uint32_t exponent) {
  for (; exponent >= 27; exponent -= 27) natural_multiply_add(n, 7450580596923828125u, 0);
  uint64_t rest = 1;
  while (exponent-- > 0) rest *= 5;
  natural_multiply_add(n, rest, 0);
}

static inline void natural_shift_left(Natural *n, uint32_t count) {
  if (n->length == 0 || count == 0) return;
  uint32_t whole = count / 64, bits = count % 64;
  uint64_t carry = bits != 0 ? n->digits[n->length - 1] >> (64 - bits) : 0;
  for (uint32_t i = n->length; i-- > 0;) {
    uint64_t below = bits != 0 && i > 0 ? n->digits[i - 1] >> (64 - bits) : 0;
    n->digits[i + whole] = n->digits[i] << bits | below;
  }
  for (uint32_t i = 0; i < whole; i++) n->digits[i] = 0;
  n->length += whole;
  if (carry != 0) n->digits[n->length++] = carry;
}

static inline int natural_compare(const Natural *a, const Natural *b) {
  if (a->length != b->length) return a->length < b->length ? -1 : 1;
  for (uint32_t i = a->length; i-- > 0;)
    if (a->digits[i] != b->digits[i]) return a->digits[i] < b->digits[i] ? -1 : 1;
  return 0;
}

/* n modulo d into n; the quotient must be below 2^64 and the top bit of d's top digit set (Knuth, algorithm D). */
static inline uint64_t natural_divide_step(Natural *n, const Natural *d) {
  uint32_t length = d->length;
  if (n->length < length) return 0;
  uint64_t top = n->length > length ? n->digits[length] : 0, remainder;
  uint64_t quotient = top < d->digits[length - 1]
                          ? divide_wide(top, n->digits[length - 1], d->digits[length - 1], &remainder)
                          : UINT64_MAX;
  uint64_t carry = 0, borrow = 0;
  for (uint32_t i = 0; i < length; i++) {
    uint128 product = (uint128)d->digits[i] * quotient + carry;
    carry = (uint64_t)(product >> 64);
    uint128 difference = (uint128)n->digits[i] - (uint64_t)product - borrow;
    n->digits[i] = (uint64_t)difference;
    borrow = (uint64_t)(difference >> 64) & 1;
  }
  top -= carry + borrow;
  /* The estimate is at most two too large. */
  while (top != 0) {
    quotient--;
    carry = 0;
    for (uint32_t i = 0; i < length; i++) {
      uint128 sum = (uint128)n->digits[i] + d->digits[i] + carry;
      n->digits[i] = (uint64_t)sum;
      carry = (uint64_t)(sum >> 64);
    }
    top += carry;
  }
  while (length > 0 && n->digits[length - 1] == 0) length--;
  n->length = length;
  return quotient;
}

#endif
