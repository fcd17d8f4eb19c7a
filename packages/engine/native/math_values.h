/* Functions of Math on values, for compiled code that knows that nobody has replaced them. */
#ifndef MORGANA_MATH_VALUES_H
#define MORGANA_MATH_VALUES_H

#include "call.h"

/* Any of them, by its code: natives that ask neither for this nor for themselves. */
Value math_1(Value a, Code function);
Value math_2(Value a, Value b, Code function);

/* The ones that programs call with integers. */
Value math_value_abs(Value a);
Value math_value_floor(Value a);
Value math_value_imul(Value a, Value b);
Value math_value_max(Value a, Value b);
Value math_value_min(Value a, Value b);

#define MATH_VALUES(X)                                        \
  X(math_1, (Value a, Code function), (a, function))          \
  X(math_2, (Value a, Value b, Code function), (a, b, function)) \
  X(math_value_abs, (Value a), (a))                           \
  X(math_value_floor, (Value a), (a))                         \
  X(math_value_imul, (Value a, Value b), (a, b))              \
  X(math_value_max, (Value a, Value b), (a, b))               \
  X(math_value_min, (Value a, Value b), (a, b))
MATH_VALUES(DECLARE_UNWINDING)

#endif
