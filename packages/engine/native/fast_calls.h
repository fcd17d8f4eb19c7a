/* Calls of built-ins that programs make all the time: the callee is compared with the built-in, and if it is that and
 * the arguments are of the usual types, the work is done without an array of arguments. Everything else is an
 * ordinary call. The compiler uses these by the name of the method and the number of arguments. */
#ifndef MORGANA_FAST_CALLS_H
#define MORGANA_FAST_CALLS_H

#include "call.h"
#include "inline_cache.h"

INLINE bool is_builtin(Value callee, Code code) {
  return likely(is_function_object(callee)) && likely(function_of(callee)->info->code == code);
}

/* X(name, native, element type of C, result from it) */
#define VIEW_ACCESSORS(X)                                  \
  X(Uint8, uint8_t, INT)                                   \
  X(Int8, int8_t, INT)                                     \
  X(Uint16, uint16_t, INT)                                 \
  X(Int16, int16_t, INT)                                   \
  X(Uint32, uint32_t, number_from_uint32)                  \
  X(Int32, int32_t, INT)

#define DECLARE(name, type, result)                                                                              \
  Value call_get##name##_1(Value callee, Value this_value, Value offset, const char *text);                     \
  Value call_get##name##_2(Value callee, Value this_value, Value offset, Value little, const char *text);       \
  Value call_set##name##_2(Value callee, Value this_value, Value offset, Value value, const char *text);        \
  Value call_set##name##_3(Value callee, Value this_value, Value offset, Value value, Value little, const char *text);
VIEW_ACCESSORS(DECLARE)
#undef DECLARE

Value call_charCodeAt_1(Value callee, Value this_value, Value index, const char *text);
Value call_fromCharCode_1(Value callee, Value this_value, Value unit, const char *text);
Value call_push_1(Value callee, Value this_value, Value item, const char *text);
Value call_imul_2(Value callee, Value this_value, Value a, Value b, const char *text);
Value call_min_2(Value callee, Value this_value, Value a, Value b, const char *text);
Value call_max_2(Value callee, Value this_value, Value a, Value b, const char *text);
Value call_floor_1(Value callee, Value this_value, Value a, const char *text);
Value call_abs_1(Value callee, Value this_value, Value a, const char *text);
Value call_subarray_2(Value callee, Value this_value, Value from, Value to, const char *text);

#endif
