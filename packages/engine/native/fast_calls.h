/* Calls of built-ins that programs make all the time: the callee is compared with the built-in, and if it is that and
 * the arguments are of the usual types, the work is done without an array of arguments. Everything else is an
 * ordinary call. The compiler uses these by the name of the method and the number of arguments. */
#ifndef MORGANA_FAST_CALLS_H
#define MORGANA_FAST_CALLS_H

#include "call.h"
#include "inline_cache.h"

INLINE bool is_builtin(Value callee, Code code) {
  return likely(is_function_object(callee)) && likely(native_code(function_of(callee)->info) == code);
}

/* X(name, native, element type of C, result from it) */
#define VIEW_ACCESSORS(X)                                  \
  X(Uint8, uint8_t, INT)                                   \
  X(Int8, int8_t, INT)                                     \
  X(Uint16, uint16_t, INT)                                 \
  X(Int16, int16_t, INT)                                   \
  X(Uint32, uint32_t, number_from_uint32)                  \
  X(Int32, int32_t, INT)

#define swap_uint8_t(x) (x)
#define swap_int8_t(x) (x)
#define swap_uint16_t(x) __builtin_bswap16(x)
#define swap_int16_t(x) ((int16_t)__builtin_bswap16((uint16_t)(x)))
#define swap_uint32_t(x) __builtin_bswap32(x)
#define swap_int32_t(x) ((int32_t)__builtin_bswap32((uint32_t)(x)))

/* Weak: what the program does not reach is not linked for the sake of a comparison. */
#define DECLARE_ACCESSORS(name, type, result)                   \
  __attribute__((weak)) NATIVE(DataViewPrototype_get##name);    \
  __attribute__((weak)) NATIVE(DataViewPrototype_set##name);
VIEW_ACCESSORS(DECLARE_ACCESSORS)
#undef DECLARE_ACCESSORS

/* For compiled code in place: a method of a view, the first offset at which no `size` octets are left, what lies at an offset. */
INLINE bool is_view_method(Value callee, Code code, Value view) { return is_builtin(callee, code) && has_kind(view, KIND_DATA_VIEW); }
INLINE uint32_t view_end(Value view, uint32_t size) {
  uint32_t length = ((TypedArray *)view)->length;
  return length < size ? 0 : length - size + 1;
}
#define view_place(type, view, offset) (*(type __attribute__((aligned(1), may_alias)) *)(((TypedArray *)(view))->data + (offset)))

#define VARIANT RETURNING
#include "fast_calls_forms.h"
#undef VARIANT
#define VARIANT UNWINDING
#include "fast_calls_forms.h"
#undef VARIANT

#endif
