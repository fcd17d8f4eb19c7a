#include "math_values.h"

#include "engine.h"

NATIVE(Math_abs);
NATIVE(Math_floor);
NATIVE(Math_imul);
NATIVE(Math_max);
NATIVE(Math_min);

Value math_1(Value a, Code function) { return function(NULL, VALUE_UNDEFINED, VALUE_UNDEFINED, 1, &a); }
Value math_2(Value a, Value b, Code function) { return function(NULL, VALUE_UNDEFINED, VALUE_UNDEFINED, 2, (Value[]){a, b}); }

Value math_value_abs(Value a) {
  if (likely(is_int(a) && as_int(a) != INT32_MIN)) return INT(as_int(a) < 0 ? -as_int(a) : as_int(a));
  return math_1(a, Math_abs);
}
Value math_value_floor(Value a) { return likely(is_int(a)) ? a : math_1(a, Math_floor); }
Value math_value_imul(Value a, Value b) {
  return likely(both_int(a, b)) ? INT(math_imul(as_int(a), as_int(b))) : math_2(a, b, Math_imul);
}
Value math_value_max(Value a, Value b) {
  return likely(both_int(a, b)) ? (as_int(a) > as_int(b) ? a : b) : math_2(a, b, Math_max);
}
Value math_value_min(Value a, Value b) {
  return likely(both_int(a, b)) ? (as_int(a) < as_int(b) ? a : b) : math_2(a, b, Math_min);
}

MATH_VALUES(DEFINE_UNWINDING)
