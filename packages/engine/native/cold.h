/* Code that runs once or seldom: what is elsewhere in place is called here. Included last by engine.h. */
#ifndef MORGANA_COLD_H
#define MORGANA_COLD_H

#define COLD_OPERATIONS(X)                                                                                            \
  X(Value, get_element, (Value object, Value key), (object, key))                                                     \
  X(Value, put_element, (Value object, Value key, Value value), (object, key, value))                                 \
  X(Value, call, (Value callee, Value self, uint32_t argc, const Value *argv, const char *text),                      \
    (callee, self, argc, argv, text))                                                                                 \
  X(Value, iterator_next, (Value v), (v))                                                                             \
  X(Object *, new_literal, (LiteralSite *site), (site))                                                               \
  X(Object *, new_instance, (LiteralSite *site, Value constructor), (site, constructor))                              \
  X(bool, strict_equals, (Value a, Value b), (a, b))                                                                  \
  X(bool, truthy, (Value v), (v))                                                                                     \
  X(Value, to_numeric, (Value v), (v))                                                                                \
  X(Value, op_add, (Value a, Value b), (a, b))                                                                        \
  X(Value, op_subtract, (Value a, Value b), (a, b))                                                                   \
  X(Value, op_multiply, (Value a, Value b), (a, b))                                                                   \
  X(Value, op_divide, (Value a, Value b), (a, b))                                                                     \
  X(Value, op_remainder, (Value a, Value b), (a, b))                                                                  \
  X(Value, op_exponentiate, (Value a, Value b), (a, b))                                                               \
  X(Value, op_and, (Value a, Value b), (a, b))                                                                        \
  X(Value, op_or, (Value a, Value b), (a, b))                                                                         \
  X(Value, op_xor, (Value a, Value b), (a, b))                                                                        \
  X(Value, op_shift_left, (Value a, Value b), (a, b))                                                                 \
  X(Value, op_shift_right, (Value a, Value b), (a, b))                                                                \
  X(Value, op_shift_right_unsigned, (Value a, Value b), (a, b))                                                       \
  X(Value, op_negate, (Value a), (a))                                                                                 \
  X(Value, op_bit_not, (Value a), (a))                                                                                \
  X(Value, op_increment, (Value a), (a))                                                                              \
  X(Value, op_decrement, (Value a), (a))                                                                              \
  X(Value, op_less, (Value a, Value b), (a, b))                                                                       \
  X(Value, op_less_equal, (Value a, Value b), (a, b))                                                                 \
  X(Value, op_greater, (Value a, Value b), (a, b))                                                                    \
  X(Value, op_greater_equal, (Value a, Value b), (a, b))

/* Such places have no cache: the key is all that they know of a property. */
Value cold_cached_get(Value object, Value key);
Value cold_cached_put(Value object, Value value, Value key);
Value cold_cached_define(Value object, Value value, Value key);
Value cold_get_length(Value object, Value key);

#define X(type, name, parameters, arguments) type cold_##name parameters;
COLD_OPERATIONS(X)
#undef X

/* WARM_CODE: built-ins with a loop; what their loops do stays in place. */
#if defined(COLD_CODE) || defined(WARM_CODE)
#define cached_get cold_cached_get
#define cached_get_method cold_cached_get
#undef CACHE
#define CACHE(index, constant) value_of(&constant)
#undef METHOD_CACHE
#define METHOD_CACHE(index) &method_keys[index]
#define far_cached_get cold_cached_get
#define far_cached_get_method cold_cached_get
#define far_cached_put cold_cached_put
#define far_cached_define cold_cached_define
#define far_get_length cold_get_length
#define cached_put cold_cached_put
#define far_cached_private_get cached_private_get
#define far_cached_private_set cached_private_set
#define cached_private_get(object, key) private_get(object, key)
#define cached_private_set(object, value, key) private_set(object, key, value)
#define cached_define cold_cached_define
#define get_length cold_get_length
#define put_element cold_put_element
#define new_literal cold_new_literal
#define op_add cold_op_add
#define op_subtract cold_op_subtract
#define strict_equals cold_strict_equals
#define to_numeric cold_to_numeric
#define op_multiply cold_op_multiply
#define op_divide cold_op_divide
#define op_remainder cold_op_remainder
#define op_and cold_op_and
#define op_or cold_op_or
#define op_xor cold_op_xor
#define op_shift_left cold_op_shift_left
#define op_shift_right cold_op_shift_right
#define op_shift_right_unsigned cold_op_shift_right_unsigned
#define op_negate cold_op_negate
#define op_bit_not cold_op_bit_not
#define op_decrement cold_op_decrement
#define op_less_equal cold_op_less_equal
#define op_greater cold_op_greater
#define op_greater_equal cold_op_greater_equal
#endif
#ifdef COLD_CODE
#define get_element cold_get_element
#define call cold_call
#define iterator_next cold_iterator_next
#define truthy cold_truthy
#define op_increment cold_op_increment
#define op_less cold_op_less
#endif

#endif
