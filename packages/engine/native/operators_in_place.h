/* Included twice, by operators.h: see VARIANT in unwind.h. The usual case of each operator in place, the rest as a call. */
INLINE Value VARIANT(to_numeric)(Value v) { return likely(is_number(v)) ? v : VARIANT(to_numeric_slow)(v); }
INLINE Value VARIANT(to_string)(Value v) { return likely(is_string(v)) ? v : VARIANT(to_string_slow)(v); }

INLINE Value VARIANT(op_add)(Value a, Value b) {
  if (likely(both_int(a, b))) {
    int32_t r;
    if (likely(!__builtin_add_overflow(as_int(a), as_int(b), &r))) return INT(r);
    return box_double((double)as_int(a) + (double)as_int(b));
  }
  if (likely(both_numbers(a, b))) return number(number_of(a) + number_of(b));
  return VARIANT(add_slow)(a, b);
}
/* `a + b` where `a` may be the text in `owned`. */
INLINE Value VARIANT(op_append)(Value a, Value b, Accumulation *owned) {
  /* unit by unit */
  if (likely(a == owned->text && is_string(b))) {
    String *text = string_of(a), *unit = string_of(b);
    if (likely(unit->length == 1 && !(unit->header.flags & (STRING_WIDE | STRING_ROPE)) && text->length < owned->capacity)) {
      text->data[text->length++] = unit->data[0];
      return a;
    }
  }
  return is_number(a) ? VARIANT(op_add)(a, b) : VARIANT(append_slow)(a, b, owned);
}
INLINE Value VARIANT(op_subtract)(Value a, Value b) {
  if (likely(both_int(a, b))) {
    int32_t r;
    if (likely(!__builtin_sub_overflow(as_int(a), as_int(b), &r))) return INT(r);
    return box_double((double)as_int(a) - (double)as_int(b));
  }
  if (likely(both_numbers(a, b))) return number(number_of(a) - number_of(b));
  return VARIANT(arithmetic_slow)(a, b, OP_SUBTRACT);
}
INLINE Value VARIANT(op_multiply)(Value a, Value b) {
  if (likely(both_int(a, b))) {
    int32_t r;
    if (likely(!__builtin_mul_overflow(as_int(a), as_int(b), &r) && r != 0)) return INT(r);
  }
  if (likely(both_numbers(a, b))) return number(number_of(a) * number_of(b));
  return VARIANT(arithmetic_slow)(a, b, OP_MULTIPLY);
}
INLINE Value VARIANT(op_divide)(Value a, Value b) {
  if (likely(both_numbers(a, b))) return number(number_of(a) / number_of(b));
  return VARIANT(arithmetic_slow)(a, b, OP_DIVIDE);
}
INLINE Value VARIANT(op_remainder)(Value a, Value b) {
  if (likely(both_int(a, b) && as_int(a) >= 0 && as_int(b) > 0)) return INT(as_int(a) % as_int(b));
  return VARIANT(remainder_slow)(a, b);
}
INLINE Value VARIANT(op_exponentiate)(Value a, Value b) { return VARIANT(exponentiate_slow)(a, b); }
#define BIT_OPERATOR(name, expression, code)                                            \
  INLINE Value VARIANT(name)(Value a, Value b) {                                                  \
    if (likely(both_numbers(a, b))) {                                                    \
      int32_t x = number_to_int32(a), y = number_to_int32(b);                            \
      return expression;                                                                 \
    }                                                                                    \
    return VARIANT(arithmetic_slow)(a, b, code);                                                  \
  }
BIT_OPERATOR(op_and, INT(x & y), OP_AND)
BIT_OPERATOR(op_or, INT(x | y), OP_OR)
BIT_OPERATOR(op_xor, INT(x ^ y), OP_XOR)
BIT_OPERATOR(op_shift_left, INT((int32_t)((uint32_t)x << (y & 31))), OP_SHIFT_LEFT)
BIT_OPERATOR(op_shift_right, INT(x >> (y & 31)), OP_SHIFT_RIGHT)
BIT_OPERATOR(op_shift_right_unsigned, number_from_uint32((uint32_t)x >> (y & 31)), OP_SHIFT_RIGHT_UNSIGNED)
#undef BIT_OPERATOR
INLINE Value VARIANT(op_negate)(Value a) {
  if (likely(is_int(a) && as_int(a) != 0 && as_int(a) != INT32_MIN)) return INT(-as_int(a));
  return VARIANT(negate_slow)(a);
}
INLINE Value VARIANT(op_bit_not)(Value a) { return likely(is_number(a)) ? INT(~number_to_int32(a)) : VARIANT(bit_not_slow)(a); }
#define COMPARE(name, operator, code)                                       \
  INLINE Value VARIANT(name)(Value a, Value b) {                                     \
    if (likely(both_int(a, b))) return boolean(as_int(a) operator as_int(b)); \
    if (likely(both_numbers(a, b))) return boolean(number_of(a) operator number_of(b)); \
    return VARIANT(compare_slow)(a, b, code);                                        \
  }
COMPARE(op_less, <, LESS)
COMPARE(op_less_equal, <=, LESS_EQUAL)
COMPARE(op_greater, >, GREATER)
COMPARE(op_greater_equal, >=, GREATER_EQUAL)
#undef COMPARE

/* int32 in place and everything else as a call: between those above and cold.h in speed and in size. */
#define NEAR_OVERFLOW(name, builtin)                                                     \
  Value VARIANT(cold_op_##name)(Value a, Value b);                                                \
  INLINE Value VARIANT(near_op_##name)(Value a, Value b) {                                        \
    int32_t r;                                                                           \
    if (likely(both_int(a, b)) && likely(!builtin(as_int(a), as_int(b), &r))) return INT(r); \
    return VARIANT(cold_op_##name)(a, b);                                                         \
  }
NEAR_OVERFLOW(add, __builtin_add_overflow)
NEAR_OVERFLOW(subtract, __builtin_sub_overflow)
#undef NEAR_OVERFLOW

#define NEAR(name, expression)                                    \
  Value VARIANT(cold_op_##name)(Value a, Value b);                         \
  INLINE Value VARIANT(near_op_##name)(Value a, Value b) {                 \
    if (likely(both_int(a, b))) {                                 \
      int32_t x = as_int(a), y = as_int(b);                       \
      return expression;                                          \
    }                                                             \
    return VARIANT(cold_op_##name)(a, b);                                  \
  }
NEAR(and, INT(x & y))
NEAR(or, INT(x | y))
NEAR(xor, INT(x ^ y))
NEAR(shift_left, INT((int32_t)((uint32_t)x << (y & 31))))
NEAR(shift_right, INT(x >> (y & 31)))
NEAR(shift_right_unsigned, number_from_uint32((uint32_t)x >> (y & 31)))
NEAR(less, boolean(x < y))
NEAR(less_equal, boolean(x <= y))
NEAR(greater, boolean(x > y))
NEAR(greater_equal, boolean(x >= y))
#undef NEAR
