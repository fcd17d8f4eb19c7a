/* The operations that generated code has in place, as calls: for code that seldom runs and should be small. */
#ifndef MORGANA_FAR_H
#define MORGANA_FAR_H

#include "call.h"
#include "inline_cache.h"
#include "operators.h"

#define COLD_LABEL __attribute__((cold, unused))

#define FAR_BINARY(X) \
  X(op_add) X(op_subtract) X(op_multiply) X(op_divide) X(op_remainder) X(op_exponentiate) X(op_and) X(op_or) X(op_xor) \
  X(op_shift_left) X(op_shift_right) X(op_shift_right_unsigned) X(op_less) X(op_less_equal) X(op_greater) \
  X(op_greater_equal) X(get_element)
#define FAR_UNARY(X) X(op_negate) X(op_bit_not) X(op_increment) X(op_decrement) X(new_box)
#define FAR_CACHED(X) X(cached_get) X(cached_get_method) X(get_length)

#define X(name) Value far_##name(Value a, Value b);
FAR_BINARY(X)
#undef X
#define X(name) Value far_##name(Value a);
FAR_UNARY(X)
#undef X
#define X(name) Value far_##name(Value object, InlineCache *cache);
FAR_CACHED(X)
#undef X
Value far_cached_put(Value object, Value value, InlineCache *cache);
Value far_cached_define(Value object, Value value, InlineCache *cache);
Value far_put_element(Value object, Value key, Value value);
Value far_call(Value callee, Value this_value, uint32_t argc, const Value *argv, const char *text);
bool far_strict_equals(Value a, Value b);
bool far_truthy(Value v);

/* For tests: true every fourth time or so, in the same order in each run. */
bool guess_fails(void);

#endif
