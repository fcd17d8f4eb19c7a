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

#define VARIANT RETURNING
#include "fast_calls_forms.h"
#undef VARIANT
#define VARIANT UNWINDING
#include "fast_calls_forms.h"
#undef VARIANT

#endif
