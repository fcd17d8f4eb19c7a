/* One copy of each operation serves all code that calls it, so it may know more than one that stands in place. */
#define OUT_OF_LINE
#include "engine.h"

#define X(type, name, parameters, arguments) \
  type cold_##name parameters { return name arguments; }
COLD_OPERATIONS(X)
#undef X
#define X(name, parameters, arguments) Value cold_##name parameters { return name arguments; }
COLD_THROWING_OPERATIONS(X)
#undef X
/* What finds no int32 goes on in the returning form: one copy of what is left. */
#define UNWINDING_FORM(name, form, parameters, arguments) Value u_cold_##name parameters { return passed(form arguments); }
#define X(name, parameters, arguments) UNWINDING_FORM(name, cold_##name, parameters, arguments)
COLD_RARE_OPERATIONS(X)
#undef X
#define X(name) UNWINDING_FORM(name, near_##name, (Value a, Value b), (a, b))
COLD_INTEGER_OPERATIONS(X)
#undef X
#define X(name, parameters, arguments) Value u_cold_##name parameters { return u_##name arguments; }
COLD_FREQUENT_OPERATIONS(X)
#undef X
#define X(name)                                                                           \
  Value cold_##name##_int(Value a, int32_t b) { return near_##name(a, INT(b)); }           \
  Value u_cold_##name##_int(Value a, int32_t b) { return passed(near_##name(a, INT(b))); }
COLD_INTEGER_OPERATIONS(X)
#undef X
COLD_CACHED_OPERATIONS(DEFINE_UNWINDING)

bool cold_is_zero(Value v) { return v == INT(0) || v == number(-0.0); }
#define STEP(name)                              \
  Value step_##name(Value v) {                  \
    v = to_numeric(v);                          \
    return v == VALUE_EXCEPTION ? v : op_##name(v); \
  }                                             \
  Value u_step_##name(Value v) { return op_##name(u_to_numeric(v)); }
STEP(increment)
STEP(decrement)
void u_check_coercible(Value v, const char *text) {
  if (is_nullish(v)) u_throw_no_destructuring(v, text);
}

/* Addresses of constants have 32 bits: see CacheTable. */
#define METHOD_TEXT(method) ((const char *)(uintptr_t)(method)->text)
#define X(n)                                                                                                         \
  Value cold_invoke_##n(Value this_value PARAMETERS_##n, const MethodKey *method) {                                  \
    Value callee = cold_cached_get(this_value, method->key);                                                         \
    return callee == VALUE_EXCEPTION ? callee : cold_call_##n(callee, this_value FOLLOWING_##n, METHOD_TEXT(method)); \
  }                                                                                                                  \
  Value u_cold_invoke_##n(Value this_value PARAMETERS_##n, const MethodKey *method) {                                \
    return u_cold_call_##n(u_cold_cached_get(this_value, method->key), this_value FOLLOWING_##n, METHOD_TEXT(method)); \
  }                                                                                                                  \
  Value named_invoke_##n(Value this_value PARAMETERS_##n, Value key) {                                               \
    Value callee = cold_cached_get(this_value, key);                                                                 \
    return callee == VALUE_EXCEPTION ? callee : cold_call_##n(callee, this_value FOLLOWING_##n, KEY_TEXT(key));       \
  }                                                                                                                  \
  Value u_named_invoke_##n(Value this_value PARAMETERS_##n, Value key) {                                             \
    return u_cold_call_##n(u_cold_cached_get(this_value, key), this_value FOLLOWING_##n, KEY_TEXT(key));              \
  }
CALL_ARITIES(X)
#undef X

Value cold_cached_get(Value object, Value key) { return keyed_get(object, key); }
Value cold_cached_put(Value object, Value value, Value key) { return keyed_put(object, key, value); }
Value cold_cached_define(Value object, Value value, Value key) {
  int done = create_data_property(object, key, value);
  if (done < 0) return VALUE_EXCEPTION;
  return done ? VALUE_UNDEFINED : throw_not_defined_field(object, key);
}
Value cold_get_length(Value object, Value key) {
  if (has_kind(object, KIND_ARRAY)) return number_from_uint32(array_of(object)->length);
  if (is_string(object)) return INT(string_of(object)->length);
  return keyed_get(object, key);
}
