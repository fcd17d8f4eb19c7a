/* Integers of any size, the values of BigInt: sign and magnitude in digits of 64 bits, the least significant first.
 * Nothing is allocated: `..._length` tells how many digits a result may take, `..._scratch` how many digits of working
 * memory; a result may not overlap an operand. A length above INTEGER_MAX_LENGTH is the RangeError "Maximum BigInt size
 * exceeded": do not go on. */
#ifndef MORGANA_INTEGER_H
#define MORGANA_INTEGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Normal form: the last digit is not zero; zero has no digits and is not negative. */
typedef struct Integer {
  uint64_t *digits;
  uint32_t length;
  bool negative;
} Integer;

enum { INTEGER_MAX_LENGTH = 1 << 24 }; /* 2^30 bits, as in V8 */

/* BigInt::add, subtract, multiply, divide (truncating), remainder (the sign of a); the divisor is not zero. */
uint64_t integer_add_length(Integer a, Integer b); /* subtract too */
void integer_add(Integer *result, Integer a, Integer b);
void integer_subtract(Integer *result, Integer a, Integer b);
uint64_t integer_multiply_length(Integer a, Integer b);
uint64_t integer_multiply_scratch(Integer a, Integer b);
void integer_multiply(Integer *result, Integer a, Integer b, uint64_t *scratch);
uint64_t integer_divide_length(Integer a, Integer b);
uint64_t integer_remainder_length(Integer a, Integer b);
uint64_t integer_divide_scratch(Integer a, Integer b); /* remainder too */
void integer_divide(Integer *result, Integer a, Integer b, uint64_t *scratch);
void integer_remainder(Integer *result, Integer a, Integer b, uint64_t *scratch);
/* BigInt::exponentiate, for an exponent that is not negative. False: too big. */
uint64_t integer_power_length(Integer base, Integer exponent);
uint64_t integer_power_scratch(Integer base, Integer exponent);
bool integer_power(Integer *result, Integer base, Integer exponent, uint64_t *scratch);

/* a << b, or a >> -b; rounding down. */
uint64_t integer_shift_length(Integer a, Integer b);
void integer_shift_left(Integer *result, Integer a, Integer b);
uint64_t integer_bitwise_length(Integer a, Integer b); /* for not: b = a */
void integer_and(Integer *result, Integer a, Integer b);
void integer_or(Integer *result, Integer a, Integer b);
void integer_xor(Integer *result, Integer a, Integer b);
void integer_not(Integer *result, Integer a);
/* BigInt.asIntN, asUintN; bits is at most 2^53 - 1. */
uint64_t integer_as_int_length(uint64_t bits, Integer a);
uint64_t integer_as_uint_length(uint64_t bits, Integer a);
void integer_as_int(Integer *result, uint64_t bits, Integer a);
void integer_as_uint(Integer *result, uint64_t bits, Integer a);

/* -1, 0, 1; with a double also 2: unordered. */
int integer_compare(Integer a, Integer b);
int integer_compare_double(Integer a, double b);

enum { INTEGER_DOUBLE_LENGTH = 16 };
void integer_from_double(Integer *result, double integral);
double integer_to_double(Integer a); /* to nearest, ties to even */
void integer_from_uint64(Integer *result, uint64_t magnitude, bool negative);
uint64_t integer_to_uint64(Integer a); /* modulo 2^64 */

/* BigInt::toString. The text is written from its start; returns its length. */
uint64_t integer_print_length(Integer a, uint32_t radix); /* in characters */
uint64_t integer_print_scratch(Integer a, uint32_t radix);
size_t integer_print(Integer a, uint32_t radix, char *text, uint64_t *scratch);
/* StringToBigInt of Latin-1 or UTF-16 text; false if it is no integer. */
uint64_t integer_read_length(size_t text_length);
uint64_t integer_read_scratch(size_t text_length);
bool integer_read(Integer *result, const void *text, size_t text_length, bool wide, uint64_t *scratch);

#endif
