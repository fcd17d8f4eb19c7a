/* The bit operators see two's complement with the sign repeated for ever. */
#include "magnitude.h"

typedef struct Bits {
  Integer of;
  uint64_t borrow;
} Bits;

static Bits bits_of(Integer a) { return (Bits){a, a.negative}; }

/* The digits of the two's complement, one after the other: of -m they are those of ~(m - 1). */
static inline uint64_t next_bits(Bits *bits, uint64_t index) {
  uint64_t digit = index < bits->of.length ? bits->of.digits[index] : 0;
  if (!bits->of.negative) return digit;
  uint64_t result = digit - bits->borrow;
  bits->borrow = bits->borrow != 0 && digit == 0;
  return ~result;
}

/* From two's complement in `length` digits to sign and magnitude. */
static void from_bits(Integer *result, uint64_t length, bool negative) {
  uint64_t carry = 1;
  if (negative)
    for (uint64_t i = 0; i < length; i++) {
      result->digits[i] = ~result->digits[i] + carry;
      carry = carry != 0 && result->digits[i] == 0;
    }
  finish(result, length, negative);
}

uint64_t integer_bitwise_length(Integer a, Integer b) { return (uint64_t)(a.length > b.length ? a.length : b.length) + 1; }

#define BITWISE(name, operator)                                                              \
  void name(Integer *result, Integer a, Integer b) {                                         \
    uint64_t length = integer_bitwise_length(a, b);                                          \
    Bits x = bits_of(a), y = bits_of(b);                                                     \
    for (uint64_t i = 0; i < length; i++) {                                                  \
      uint64_t left = next_bits(&x, i), right = next_bits(&y, i);                            \
      result->digits[i] = left operator right;                                               \
    }                                                                                        \
    from_bits(result, length, (int)a.negative operator (int)b.negative);                     \
  }

BITWISE(integer_and, &)
BITWISE(integer_or, |)
BITWISE(integer_xor, ^)

void integer_not(Integer *result, Integer a) {
  uint64_t length = integer_bitwise_length(a, a);
  Bits x = bits_of(a);
  for (uint64_t i = 0; i < length; i++) result->digits[i] = ~next_bits(&x, i);
  from_bits(result, length, !a.negative);
}

static uint64_t digits_for(uint64_t bits) { return (bits + 63) / 64; }

uint64_t integer_as_uint_length(uint64_t bits, Integer a) {
  uint64_t length = digits_for(bits);
  return a.negative || length < a.length ? length : a.length;
}

/* a modulo 2^bits, in digits_for(bits) digits. */
static void modulo(uint64_t *digits, uint64_t bits, Integer a) {
  uint64_t length = digits_for(bits);
  Bits x = bits_of(a);
  for (uint64_t i = 0; i < length; i++) digits[i] = next_bits(&x, i);
  if (bits % 64 != 0) digits[length - 1] &= (1ull << bits % 64) - 1;
}

void integer_as_uint(Integer *result, uint64_t bits, Integer a) {
  if (!a.negative && digits_for(bits) > a.length) {
    copy_digits(result->digits, a.digits, a.length);
    finish(result, a.length, false);
    return;
  }
  modulo(result->digits, bits, a);
  finish(result, digits_for(bits), false);
}

uint64_t integer_as_int_length(uint64_t bits, Integer a) {
  uint64_t length = digits_for(bits);
  return length < a.length ? length : a.length;
}

void integer_as_int(Integer *result, uint64_t bits, Integer a) {
  if (bits == 0 || a.length == 0) {
    finish(result, 0, false);
    return;
  }
  if (digits_for(bits) > a.length) {
    copy_digits(result->digits, a.digits, a.length);
    finish(result, a.length, a.negative);
    return;
  }
  uint64_t length = digits_for(bits), top = (bits - 1) % 64;
  modulo(result->digits, bits, a);
  bool negative = (result->digits[length - 1] >> top & 1) != 0;
  if (negative && top < 63) result->digits[length - 1] |= UINT64_MAX << (top + 1);
  from_bits(result, length, negative);
}
