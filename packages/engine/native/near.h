/* Operators with int32 in place and everything else as a call: between operators.h and cold.h in speed and in size. */
#ifndef MORGANA_NEAR_H
#define MORGANA_NEAR_H

#include "operators.h"

#define NEAR_OVERFLOW(name, builtin)                                                     \
  Value cold_op_##name(Value a, Value b);                                                \
  INLINE Value near_op_##name(Value a, Value b) {                                        \
    int32_t r;                                                                           \
    if (likely(both_int(a, b)) && likely(!builtin(as_int(a), as_int(b), &r))) return INT(r); \
    return cold_op_##name(a, b);                                                         \
  }
NEAR_OVERFLOW(add, __builtin_add_overflow)
NEAR_OVERFLOW(subtract, __builtin_sub_overflow)
#undef NEAR_OVERFLOW

#define NEAR(name, expression)                                    \
  Value cold_op_##name(Value a, Value b);                         \
  INLINE Value near_op_##name(Value a, Value b) {                 \
    if (likely(both_int(a, b))) {                                 \
      int32_t x = as_int(a), y = as_int(b);                       \
      return expression;                                          \
    }                                                             \
    return cold_op_##name(a, b);                                  \
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

#endif
