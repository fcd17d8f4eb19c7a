/* The operators on values: a fast path for numbers in place, everything else in operators.c. */
#ifndef MORGANA_OPERATORS_H
#define MORGANA_OPERATORS_H

#include "convert.h"

typedef enum Operator {
  OP_ADD, OP_SUBTRACT, OP_MULTIPLY, OP_DIVIDE, OP_REMAINDER, OP_EXPONENTIATE,
  OP_AND, OP_OR, OP_XOR, OP_SHIFT_LEFT, OP_SHIFT_RIGHT, OP_SHIFT_RIGHT_UNSIGNED,
} Operator;

Value add_slow(Value a, Value b);
Value arithmetic_slow(Value a, Value b, Operator op);
Value remainder_slow(Value a, Value b);
Value exponentiate_slow(Value a, Value b);
Value negate_slow(Value a);
Value bit_not_slow(Value a);
Value increment_slow(Value a, int by);
bool strict_equals_slow(Value a, Value b);
bool same_value(Value a, Value b);
bool same_value_zero(Value a, Value b);
/* VALUE_TRUE, VALUE_FALSE or VALUE_EXCEPTION. */
Value loose_equals(Value a, Value b);
typedef enum Comparison { LESS, LESS_EQUAL, GREATER, GREATER_EQUAL } Comparison;
Value compare_slow(Value a, Value b, Comparison comparison);
Value instance_of(Value v, Value constructor);
int ordinary_has_instance(Value constructor, Value v);

INLINE int32_t number_to_int32(Value v) { return likely(is_int(v)) ? as_int(v) : double_to_int32(as_double(v)); }
INLINE bool both_numbers(Value a, Value b) { return is_number(a) && is_number(b); }

INLINE Value op_add(Value a, Value b) {
  if (likely(both_int(a, b))) {
    int32_t r;
    if (likely(!__builtin_add_overflow(as_int(a), as_int(b), &r))) return INT(r);
    return box_double((double)as_int(a) + (double)as_int(b));
  }
  if (likely(both_numbers(a, b))) return number(number_of(a) + number_of(b));
  return add_slow(a, b);
}
INLINE Value op_subtract(Value a, Value b) {
  if (likely(both_int(a, b))) {
    int32_t r;
    if (likely(!__builtin_sub_overflow(as_int(a), as_int(b), &r))) return INT(r);
    return box_double((double)as_int(a) - (double)as_int(b));
  }
  if (likely(both_numbers(a, b))) return number(number_of(a) - number_of(b));
  return arithmetic_slow(a, b, OP_SUBTRACT);
}
INLINE Value op_multiply(Value a, Value b) {
  if (likely(both_int(a, b))) {
    int32_t r;
    if (likely(!__builtin_mul_overflow(as_int(a), as_int(b), &r) && r != 0)) return INT(r);
  }
  if (likely(both_numbers(a, b))) return number(number_of(a) * number_of(b));
  return arithmetic_slow(a, b, OP_MULTIPLY);
}
INLINE Value op_divide(Value a, Value b) {
  if (likely(both_numbers(a, b))) return number(number_of(a) / number_of(b));
  return arithmetic_slow(a, b, OP_DIVIDE);
}
INLINE Value op_remainder(Value a, Value b) {
  if (likely(both_int(a, b) && as_int(a) >= 0 && as_int(b) > 0)) return INT(as_int(a) % as_int(b));
  return remainder_slow(a, b);
}
INLINE Value op_exponentiate(Value a, Value b) { return exponentiate_slow(a, b); }
#define BIT_OPERATOR(name, expression, code)                                            \
  INLINE Value name(Value a, Value b) {                                                  \
    if (likely(both_numbers(a, b))) {                                                    \
      int32_t x = number_to_int32(a), y = number_to_int32(b);                            \
      return expression;                                                                 \
    }                                                                                    \
    return arithmetic_slow(a, b, code);                                                  \
  }
BIT_OPERATOR(op_and, INT(x & y), OP_AND)
BIT_OPERATOR(op_or, INT(x | y), OP_OR)
BIT_OPERATOR(op_xor, INT(x ^ y), OP_XOR)
BIT_OPERATOR(op_shift_left, INT((int32_t)((uint32_t)x << (y & 31))), OP_SHIFT_LEFT)
BIT_OPERATOR(op_shift_right, INT(x >> (y & 31)), OP_SHIFT_RIGHT)
BIT_OPERATOR(op_shift_right_unsigned, number_from_uint32((uint32_t)x >> (y & 31)), OP_SHIFT_RIGHT_UNSIGNED)
#undef BIT_OPERATOR
INLINE Value op_negate(Value a) {
  if (likely(is_int(a) && as_int(a) != 0 && as_int(a) != INT32_MIN)) return INT(-as_int(a));
  return negate_slow(a);
}
INLINE Value op_bit_not(Value a) { return likely(is_number(a)) ? INT(~number_to_int32(a)) : bit_not_slow(a); }
INLINE Value op_increment(Value a) {
  if (likely(is_int(a) && as_int(a) != INT32_MAX)) return INT(as_int(a) + 1);
  return increment_slow(a, 1);
}
INLINE Value op_decrement(Value a) {
  if (likely(is_int(a) && as_int(a) != INT32_MIN)) return INT(as_int(a) - 1);
  return increment_slow(a, -1);
}
#define COMPARE(name, operator, code)                                       \
  INLINE Value name(Value a, Value b) {                                     \
    if (likely(both_int(a, b))) return boolean(as_int(a) operator as_int(b)); \
    if (likely(both_numbers(a, b))) return boolean(number_of(a) operator number_of(b)); \
    return compare_slow(a, b, code);                                        \
  }
COMPARE(op_less, <, LESS)
COMPARE(op_less_equal, <=, LESS_EQUAL)
COMPARE(op_greater, >, GREATER)
COMPARE(op_greater_equal, >=, GREATER_EQUAL)
#undef COMPARE
/* `a + b` where `a` is a text that a loop puts together, and seen by nobody else if it is the one in `owned`. */
typedef struct Accumulation {
  Value text; /* made by the last append, with room for more; or undefined */
  uint32_t capacity;
} Accumulation;
Value append_slow(Value a, Value b, Accumulation *owned);
INLINE Value op_append(Value a, Value b, Accumulation *owned) {
  if (is_number(a)) return op_add(a, b);
  return append_slow(a, b, owned);
}

INLINE bool strict_equals(Value a, Value b) {
  if (a == b) return likely(!is_double(a)) || as_double(a) == as_double(a);
  /* equal numbers have equal representations, but for 0 and -0 */
  if (likely(is_int(a))) return unlikely(b == VALUE_NEGATIVE_ZERO) && a == INT(0);
  if (likely(is_int(b))) return unlikely(a == VALUE_NEGATIVE_ZERO) && b == INT(0);
  return strict_equals_slow(a, b);
}

#endif
