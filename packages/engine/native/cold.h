/* Code that runs once or seldom: what is elsewhere in place is called here. Included last by engine.h. */
#ifndef MORGANA_COLD_H
#define MORGANA_COLD_H

#define COLD_OPERATIONS(X)                                                                                            \
  X(Object *, new_literal, (LiteralSite *site), (site))                                                               \
  X(Object *, new_instance, (LiteralSite *site, Value constructor), (site, constructor))                              \
  X(bool, strict_equals, (Value a, Value b), (a, b))                                                                  \
  X(bool, equals_text, (Value a, Value text), (a, text))                                                              \
  X(bool, truthy, (Value v), (v))                                                                                     \
  X(Value, op_increment, (Value a), (a))                                                                              \
  X(Value, op_decrement, (Value a), (a))                                                                              \
  X(Value, call, (Value callee, Value self, uint32_t argc, const Value *argv, const char *text),                      \
    (callee, self, argc, argv, text))

/* Those that throw have an unwinding form too. */
#define COLD_FREQUENT_OPERATIONS(X)                                 \
  X(get_element, (Value object, Value key), (object, key))          \
  X(put_element, (Value object, Value key, Value value), (object, key, value)) \
  X(iterator_next, (Value v), (v))                                  \
  X(to_numeric, (Value v), (v))                                     \
  X(to_string, (Value v), (v))
#define COLD_RARE_OPERATIONS(X)                    \
  X(op_multiply, (Value a, Value b), (a, b))       \
  X(op_divide, (Value a, Value b), (a, b))         \
  X(op_remainder, (Value a, Value b), (a, b))      \
  X(op_exponentiate, (Value a, Value b), (a, b))   \
  X(op_xor, (Value a, Value b), (a, b))            \
  X(op_negate, (Value a), (a))                     \
  X(op_bit_not, (Value a), (a))
#define COLD_THROWING_OPERATIONS(X)                      \
  COLD_FREQUENT_OPERATIONS(X)                            \
  COLD_RARE_OPERATIONS(X)                                \
  X(op_add, (Value a, Value b), (a, b))                  \
  X(op_subtract, (Value a, Value b), (a, b))             \
  X(op_and, (Value a, Value b), (a, b))                  \
  X(op_or, (Value a, Value b), (a, b))                   \
  X(op_shift_left, (Value a, Value b), (a, b))           \
  X(op_shift_right, (Value a, Value b), (a, b))          \
  X(op_shift_right_unsigned, (Value a, Value b), (a, b)) \
  X(op_less, (Value a, Value b), (a, b))                 \
  X(op_less_equal, (Value a, Value b), (a, b))           \
  X(op_greater, (Value a, Value b), (a, b))              \
  X(op_greater_equal, (Value a, Value b), (a, b))

/* Such places have no cache: the key is all that they know of a property. */
#define COLD_CACHED_OPERATIONS(X)                                                      \
  X(cold_cached_get, (Value object, Value key), (object, key))                         \
  X(cold_cached_put, (Value object, Value value, Value key), (object, value, key))     \
  X(cold_cached_define, (Value object, Value value, Value key), (object, value, key))  \
  X(cold_get_length, (Value object, Value key), (object, key))

/* v === 0 */
bool cold_is_zero(Value v);
/* x++ and x-- of any value: conversion and step. */
Value step_increment(Value v);
Value step_decrement(Value v);
Value u_step_increment(Value v);
Value u_step_decrement(Value v);
/* Throws for null and undefined, which have nothing to take apart. */
void u_check_coercible(Value v, const char *text);

#define X(type, name, parameters, arguments) type cold_##name parameters;
COLD_OPERATIONS(X)
#undef X
#define X(name, parameters, arguments) \
  Value cold_##name parameters;        \
  Value u_cold_##name parameters;
COLD_THROWING_OPERATIONS(X)
#undef X
/* With a constant as the right operand: eight bytes of it would be as long as the rest of the call. */
#define COLD_INTEGER_OPERATIONS(X)                                                                        \
  X(op_add) X(op_subtract) X(op_and) X(op_or) X(op_shift_left) X(op_shift_right) X(op_shift_right_unsigned) \
  X(op_less) X(op_less_equal) X(op_greater) X(op_greater_equal)
#define X(name)                                  \
  Value cold_##name##_int(Value a, int32_t b);   \
  Value u_cold_##name##_int(Value a, int32_t b);
COLD_INTEGER_OPERATIONS(X)
#undef X
#define X(name, parameters, arguments) Value name parameters;
COLD_CACHED_OPERATIONS(X)
#undef X
COLD_CACHED_OPERATIONS(DECLARE_UNWINDING)
#define X(n)                                                                                       \
  Value cold_invoke_##n(Value this_value PARAMETERS_##n, const MethodKey *method); \
  Value u_cold_invoke_##n(Value this_value PARAMETERS_##n, const MethodKey *method); \
  Value named_invoke_##n(Value this_value PARAMETERS_##n, Value key);               \
  Value u_named_invoke_##n(Value this_value PARAMETERS_##n, Value key);
CALL_ARITIES(X)
#undef X

#endif
