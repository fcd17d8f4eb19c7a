/* Functions: calling, constructing, closures, classes. */
#ifndef MORGANA_CALL_H
#define MORGANA_CALL_H

#include "error.h"
#include "object.h"

INLINE Function *function_of(Value v) { return (Function *)v; }

Value call_slow(Value callee, Value this_value, uint32_t argc, const Value *argv, const char *text);

/* Calls a compiled function. */
Value enter_function(Function *self, Value this_value, Value new_target, uint32_t argc, const Value *argv);

INLINE Value call_function(Function *f, Value this_value, Value new_target, uint32_t argc, const Value *argv) {
  const FunctionInfo *info = f->info;
  return (info->registers == 0 ? native_code(info) : enter_function)(f, this_value, new_target, argc, argv);
}

/* `text` is the source text of the callee, for the message if it is no function. */
INLINE Value call(Value callee, Value this_value, uint32_t argc, const Value *argv, const char *text) {
  if (likely(is_function_object(callee))) return call_function(function_of(callee), this_value, VALUE_UNDEFINED, argc, argv);
  return call_slow(callee, this_value, argc, argv, text);
}
Value call_0(Value callee, Value this_value);
Value call_1(Value callee, Value this_value, Value a);
Value call_2(Value callee, Value this_value, Value a, Value b);
Value call_3(Value callee, Value this_value, Value a, Value b, Value c);
Value call_array(Value callee, Value this_value, Value array, const char *text);

Value construct(Value callee, Value new_target, uint32_t argc, const Value *argv, const char *text);
Value construct_array(Value callee, Value new_target, Value array, const char *text);
bool is_callable(Value v);
bool is_constructor(Value v);

/* `this` for a constructor that does not get it from a super constructor. */
Value create_from_constructor(Value new_target);
/* The prototype that instances of new_target get; the intrinsic if it has none. */
Value prototype_from_constructor(Value new_target, int fallback);

Value new_closure(const FunctionInfo *info, uint32_t captures);
void materialize_function(Value function);
void set_function_name(Value function, Value key, const char *prefix);
Value class_new(Value constructor, bool has_parent, Value parent);
Value class_prototype(Value constructor);
Value super_constructor(Value active_function);

Value throw_type_error(Function *self, Value this_value, Value new_target, uint32_t argc, const Value *argv);
Value new_arguments(uint32_t argc, const Value *argv);
Value rest_array(uint32_t from, uint32_t argc, const Value *argv);

INLINE Value argument(uint32_t index, uint32_t argc, const Value *argv) {
  return index < argc ? argv[index] : VALUE_UNDEFINED;
}

/* --- calls by compiled code: up to four arguments in registers */

#define PARAMETERS_0
#define PARAMETERS_1 , Value a
#define PARAMETERS_2 , Value a, Value b
#define PARAMETERS_3 , Value a, Value b, Value c
#define PARAMETERS_4 , Value a, Value b, Value c, Value d
#define LEADING_0
#define LEADING_1 a,
#define LEADING_2 a, b,
#define LEADING_3 a, b, c,
#define LEADING_4 a, b, c, d,
#define FOLLOWING_0
#define FOLLOWING_1 , a
#define FOLLOWING_2 , a, b
#define FOLLOWING_3 , a, b, c
#define FOLLOWING_4 , a, b, c, d
#define ARRAY_0 NULL
#define ARRAY_1 &a
#define ARRAY_2 (Value[]){a, b}
#define ARRAY_3 (Value[]){a, b, c}
#define ARRAY_4 (Value[]){a, b, c, d}
#define CALL_ARITIES(X) X(0) X(1) X(2) X(3) X(4)

/* A compiled function takes its parameters, then `this`, itself and new.target; the last ones are left out where it reads
 * none of them. As callers by pointer pass them all, this counts on a calling convention in which the caller clears the stack. */
typedef Value (*Direct0)(Value this_value, Function *self, Value new_target);
typedef Value (*Direct1)(Value, Value this_value, Function *self, Value new_target);
typedef Value (*Direct2)(Value, Value, Value this_value, Function *self, Value new_target);
typedef Value (*Direct3)(Value, Value, Value, Value this_value, Function *self, Value new_target);
typedef Value (*Direct4)(Value, Value, Value, Value, Value this_value, Function *self, Value new_target);
#define MAX_DIRECT 8

/* A compiled function with so many arguments that they are not all in registers, through enter_compiled. */
Value enter_with(const void *direct, uint32_t count, const Value *arguments, Value this_value, Function *self, Value new_target);

/* These test the depth of the stack, so that most compiled functions need not. `text` as in call(). */
Value u_call(Value callee, Value this_value, uint32_t argc, const Value *argv, const char *text);
Value u_call_array(Value callee, Value this_value, Value array, const char *text);
Value u_construct(Value callee, Value new_target, uint32_t argc, const Value *argv, const char *text);
Value u_construct_array(Value callee, Value new_target, Value array, const char *text);
#define X(n)                                                                                                     \
  Value cold_call_##n(Value callee, Value this_value PARAMETERS_##n, const char *text);                          \
  Value u_cold_call_##n(Value callee, Value this_value PARAMETERS_##n, const char *text);                        \
  Value cold_construct_##n(Value callee PARAMETERS_##n, const char *text);                                       \
  Value u_cold_construct_##n(Value callee PARAMETERS_##n, const char *text);
CALL_ARITIES(X)
#undef X

#define STACK_CHECK()                                                                          \
  do {                                                                                         \
    if (unlikely((uint8_t *)__builtin_frame_address(0) < engine.stack_limit)) return throw_stack_overflow(); \
  } while (0)

#define UNWINDING_STACK_CHECK() \
  do { if (unlikely(STACK_POINTER() < engine.stack_limit)) u_throw_stack_overflow(); } while (0)

/* What a bound function calls; undefined if it is not one. */
Value bound_target(Value function);
void capture_stack(Value error);
/* Where the source of a function stands: of those programs that can print it. */
typedef struct FunctionSource {
  const FunctionInfo *info;
  const String *text; /* of the module */
  uint32_t start, end;
} FunctionSource;

/* The source of a function, or what stands for it where it is not kept: native code in the sense of ECMA-262; of a class, a text
 * that programs recognise as that of a class. */
void append_function(TextBuilder *builder, Value function);
bool c_string_equals(const char *a, const char *b);
#define STACK_RESERVE (64u << 10)

/* The natives of the built-ins have this form. */
#define NATIVE(name) \
  Value name(Function *self UNUSED, Value this_value UNUSED, Value new_target UNUSED, uint32_t argc UNUSED, \
             const Value *argv UNUSED)
#define ARG(i) argument(i, argc, argv)

#endif
