#include "fast_calls.h"
#include "engine.h"
#include "memory.h"

Value typed_array_view(TypedArray *array, uint32_t from, uint32_t to);

/* Weak: what the program does not reach is not linked for the sake of a comparison. */
#define BUILTIN(name) __attribute__((weak)) NATIVE(name)

#define IN_VIEW(size)                                                                     \
  (has_kind(this_value, KIND_DATA_VIEW) && is_int(offset) &&                              \
   (uint64_t)(uint32_t)as_int(offset) + (size) <= ((TypedArray *)this_value)->length)
#define PLACE(type) ((type __attribute__((aligned(1), may_alias)) *)(((TypedArray *)this_value)->data + (uint32_t)as_int(offset)))

BUILTIN(StringPrototype_charCodeAt);
BUILTIN(String_fromCharCode);
BUILTIN(ArrayPrototype_push);
BUILTIN(Math_imul);
BUILTIN(Math_min);
BUILTIN(Math_max);
BUILTIN(Math_floor);
BUILTIN(Math_abs);
BUILTIN(TypedArrayPrototype_subarray);

#define VARIANT RETURNING
#include "fast_calls_bodies.h"
#undef VARIANT
#define VARIANT UNWINDING
#include "fast_calls_bodies.h"
