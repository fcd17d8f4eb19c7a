/* The operators on values: a fast path for numbers in place, everything else in operators.c. */
#ifndef MORGANA_OPERATORS_H
#define MORGANA_OPERATORS_H

#include "convert.h"
#include "unwind.h"

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

INLINE Value op_increment(Value a) {
  if (likely(is_int(a) && as_int(a) != INT32_MAX)) return INT(as_int(a) + 1);
  return increment_slow(a, 1);
}
INLINE Value op_decrement(Value a) {
  if (likely(is_int(a) && as_int(a) != INT32_MIN)) return INT(as_int(a) - 1);
  return increment_slow(a, -1);
}
/* A text that a loop puts together, and nobody else sees: `text` is what the last append made, with room for more; or undefined. */
typedef struct Accumulation {
  Value text;
  uint32_t capacity;
} Accumulation;
Value append_slow(Value a, Value b, Accumulation *owned);

#define OPERATOR_SLOW_PATHS(X)                                                        \
  X(add_slow, (Value a, Value b), (a, b))                                             \
  X(append_slow, (Value a, Value b, Accumulation *owned), (a, b, owned))              \
  X(arithmetic_slow, (Value a, Value b, Operator op), (a, b, op))                     \
  X(remainder_slow, (Value a, Value b), (a, b))                                       \
  X(exponentiate_slow, (Value a, Value b), (a, b))                                    \
  X(negate_slow, (Value a), (a))                                                      \
  X(bit_not_slow, (Value a), (a))                                                     \
  X(compare_slow, (Value a, Value b, Comparison comparison), (a, b, comparison))      \
  X(loose_equals, (Value a, Value b), (a, b))                                         \
  X(instance_of, (Value v, Value constructor), (v, constructor))                      \
  X(to_numeric_slow, (Value v), (v))                                                  \
  X(to_number_value, (Value v), (v))                                                  \
  X(to_string_slow, (Value v), (v))
OPERATOR_SLOW_PATHS(DECLARE_UNWINDING)

#define VARIANT RETURNING
#include "operators_in_place.h"
#undef VARIANT
#define VARIANT UNWINDING
#include "operators_in_place.h"
#undef VARIANT

INLINE bool strict_equals(Value a, Value b) {
  if (a == b) return likely(!is_double(a)) || as_double(a) == as_double(a);
  /* equal numbers have equal representations, but for 0 and -0 */
  if (likely(is_int(a))) return unlikely(b == VALUE_NEGATIVE_ZERO) && a == INT(0);
  if (likely(is_int(b))) return unlikely(a == VALUE_NEGATIVE_ZERO) && b == INT(0);
  return strict_equals_slow(a, b);
}
/* With a constant of the program, which is interned. */
INLINE bool equals_text(Value a, Value text) {
  if (a == text) return true;
  return is_string(a) && !is_interned(string_of(a)) && strings_equal(string_of(a), string_of(text));
}

#endif
