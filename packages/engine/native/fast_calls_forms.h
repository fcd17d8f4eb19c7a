/* Included twice, by fast_calls.h: see VARIANT in unwind.h. */
#define DECLARE(name, type, result)                                                                              \
  Value VARIANT(call_get##name##_1)(Value callee, Value this_value, Value offset, const char *text);                     \
  Value VARIANT(call_get##name##_2)(Value callee, Value this_value, Value offset, Value little, const char *text);       \
  Value VARIANT(call_set##name##_2)(Value callee, Value this_value, Value offset, Value value, const char *text);        \
  Value VARIANT(call_set##name##_3)(Value callee, Value this_value, Value offset, Value value, Value little, const char *text);
VIEW_ACCESSORS(DECLARE)
#undef DECLARE

Value VARIANT(call_charCodeAt_1)(Value callee, Value this_value, Value index, const char *text);
Value VARIANT(call_fromCharCode_1)(Value callee, Value this_value, Value unit, const char *text);
Value VARIANT(call_push_1)(Value callee, Value this_value, Value item, const char *text);
Value VARIANT(call_imul_2)(Value callee, Value this_value, Value a, Value b, const char *text);
Value VARIANT(call_min_2)(Value callee, Value this_value, Value a, Value b, const char *text);
Value VARIANT(call_max_2)(Value callee, Value this_value, Value a, Value b, const char *text);
Value VARIANT(call_floor_1)(Value callee, Value this_value, Value a, const char *text);
Value VARIANT(call_abs_1)(Value callee, Value this_value, Value a, const char *text);
Value VARIANT(call_subarray_2)(Value callee, Value this_value, Value from, Value to, const char *text);
