/* BigInts as values: sign and magnitude, 64-bit digits, the least significant first. The arithmetic is in bigint/. */
#ifndef MORGANA_BIGINT_H
#define MORGANA_BIGINT_H

#include "operators.h"

/* The unit is linked only if the program uses BigInt; without it no BigInt ever exists and nothing here is called. */
#ifndef OPTIONAL
#define OPTIONAL __attribute__((weak))
#endif

typedef struct BigInt {
  Cell header; /* extra: 1 if negative */
  uint32_t length;
  uint32_t padding;
  uint64_t digits[];
} BigInt;

OPTIONAL Value bigint_operation(Value a, Value b, Operator op);
OPTIONAL Value bigint_negate(Value a);
OPTIONAL Value bigint_not(Value a);
OPTIONAL int bigint_compare(Value a, Value b);
/* Order of two primitives of which one is a BigInt: -1, 0, 1, 2 (unordered), 3 (threw). */
OPTIONAL int bigint_compare_mixed(Value a, Value b);
OPTIONAL Value bigint_loose_equals(Value a, Value b);
OPTIONAL Value bigint_from_int64(int64_t n);
OPTIONAL Value bigint_from_uint64(uint64_t n);
OPTIONAL uint64_t bigint_to_uint64(Value v); /* modulo 2^64 */
OPTIONAL double bigint_to_double(Value v);
OPTIONAL Value bigint_from_double(double integral);
OPTIONAL Value bigint_to_string(Value v, int radix);
/* VALUE_UNDEFINED if the text is no integer, VALUE_EXCEPTION if it is too large. */
OPTIONAL Value bigint_parse(String *s);
OPTIONAL Value to_bigint(Value v);
/* BigInt.asIntN and asUintN. */
OPTIONAL Value bigint_wrap(uint64_t bits, Value v, bool is_signed);

/* Code with a literal refers to this, so that the unit is linked. */
extern const uint8_t bigint_unit;

#endif
