#include "fast_calls.h"
#include "engine.h"
#include "memory.h"

Value typed_array_view(TypedArray *array, uint32_t from, uint32_t to);

/* Weak: what the program does not reach is not linked for the sake of a comparison. */
#define BUILTIN(name) __attribute__((weak)) NATIVE(name)

#define swap_uint8_t(x) (x)
#define swap_int8_t(x) (x)
#define swap_uint16_t(x) __builtin_bswap16(x)
#define swap_int16_t(x) ((int16_t)__builtin_bswap16((uint16_t)(x)))
#define swap_uint32_t(x) __builtin_bswap32(x)
#define swap_int32_t(x) ((int32_t)__builtin_bswap32((uint32_t)(x)))

#define IN_VIEW(size)                                                                     \
  (has_kind(this_value, KIND_DATA_VIEW) && is_int(offset) &&                              \
   (uint64_t)(uint32_t)as_int(offset) + (size) <= ((TypedArray *)this_value)->length)
#define PLACE(type) ((type __attribute__((aligned(1), may_alias)) *)(((TypedArray *)this_value)->data + (uint32_t)as_int(offset)))

#define DEFINE(name, type, result)                                                                                \
  BUILTIN(DataViewPrototype_get##name);                                                                          \
  BUILTIN(DataViewPrototype_set##name);                                                                          \
  Value call_get##name##_1(Value callee, Value this_value, Value offset, const char *text) {                     \
    if (is_builtin(callee, DataViewPrototype_get##name) && likely(IN_VIEW(sizeof(type))))                        \
      return result(swap_##type(*PLACE(type)));                                                                  \
    return call(callee, this_value, 1, &offset, text);                                                           \
  }                                                                                                              \
  Value call_get##name##_2(Value callee, Value this_value, Value offset, Value little, const char *text) {       \
    if (is_builtin(callee, DataViewPrototype_get##name) && likely(is_boolean(little) && IN_VIEW(sizeof(type)))) { \
      type bits = *PLACE(type);                                                                                  \
      return little == VALUE_TRUE ? result(bits) : result(swap_##type(bits));                                    \
    }                                                                                                            \
    return call(callee, this_value, 2, (Value[]){offset, little}, text);                                         \
  }                                                                                                              \
  Value call_set##name##_2(Value callee, Value this_value, Value offset, Value value, const char *text) {        \
    if (is_builtin(callee, DataViewPrototype_set##name) && likely(is_number(value) && IN_VIEW(sizeof(type)))) {  \
      *PLACE(type) = swap_##type((type)number_to_int32(value));                                                  \
      return VALUE_UNDEFINED;                                                                                    \
    }                                                                                                            \
    return call(callee, this_value, 2, (Value[]){offset, value}, text);                                          \
  }                                                                                                              \
  Value call_set##name##_3(Value callee, Value this_value, Value offset, Value value, Value little, const char *text) { \
    if (is_builtin(callee, DataViewPrototype_set##name) &&                                                       \
        likely(is_number(value) && is_boolean(little) && IN_VIEW(sizeof(type)))) {                               \
      type bits = (type)number_to_int32(value);                                                                  \
      *PLACE(type) = little == VALUE_TRUE ? bits : swap_##type(bits);                                            \
      return VALUE_UNDEFINED;                                                                                    \
    }                                                                                                            \
    return call(callee, this_value, 3, (Value[]){offset, value, little}, text);                                  \
  }
VIEW_ACCESSORS(DEFINE)

BUILTIN(StringPrototype_charCodeAt);
Value call_charCodeAt_1(Value callee, Value this_value, Value index, const char *text) {
  if (is_builtin(callee, StringPrototype_charCodeAt) && likely(is_string(this_value) && is_int(index))) {
    String *s = flat(string_of(this_value));
    if (likely((uint32_t)as_int(index) < s->length)) return INT(unit_at(s, (uint32_t)as_int(index)));
  }
  return call(callee, this_value, 1, &index, text);
}

BUILTIN(String_fromCharCode);
Value call_fromCharCode_1(Value callee, Value this_value, Value unit, const char *text) {
  if (is_builtin(callee, String_fromCharCode) && likely(is_int(unit))) return string_from_unit((uint16_t)as_int(unit));
  return call(callee, this_value, 1, &unit, text);
}

BUILTIN(ArrayPrototype_push);
Value call_push_1(Value callee, Value this_value, Value item, const char *text) {
  if (is_builtin(callee, ArrayPrototype_push) && likely(is_plain_array(this_value))) {
    Array *a = array_of(this_value);
    if (likely(a->length < a->capacity)) {
      a->items[a->length++] = item;
      return number_from_uint32(a->length);
    }
  }
  return call(callee, this_value, 1, &item, text);
}

BUILTIN(Math_imul);
Value call_imul_2(Value callee, Value this_value, Value a, Value b, const char *text) {
  if (is_builtin(callee, Math_imul) && likely(both_numbers(a, b)))
    return INT((int32_t)((uint32_t)number_to_int32(a) * (uint32_t)number_to_int32(b)));
  return call(callee, this_value, 2, (Value[]){a, b}, text);
}

BUILTIN(Math_min);
Value call_min_2(Value callee, Value this_value, Value a, Value b, const char *text) {
  if (is_builtin(callee, Math_min) && likely(both_int(a, b))) return as_int(a) < as_int(b) ? a : b;
  return call(callee, this_value, 2, (Value[]){a, b}, text);
}

BUILTIN(Math_max);
Value call_max_2(Value callee, Value this_value, Value a, Value b, const char *text) {
  if (is_builtin(callee, Math_max) && likely(both_int(a, b))) return as_int(a) > as_int(b) ? a : b;
  return call(callee, this_value, 2, (Value[]){a, b}, text);
}

BUILTIN(Math_floor);
Value call_floor_1(Value callee, Value this_value, Value a, const char *text) {
  if (is_builtin(callee, Math_floor)) {
    if (is_int(a)) return a;
    if (is_double(a) && as_double(a) > -2147483648.0 && as_double(a) < 2147483648.0) {
      double d = as_double(a);
      int32_t down = (int32_t)d - (d < (double)(int32_t)d);
      if (likely(down != 0)) return INT(down); /* floor(-0) is -0 */
    }
  }
  return call(callee, this_value, 1, &a, text);
}

BUILTIN(Math_abs);
Value call_abs_1(Value callee, Value this_value, Value a, const char *text) {
  if (is_builtin(callee, Math_abs) && likely(is_int(a) && as_int(a) != INT32_MIN)) return INT(as_int(a) < 0 ? -as_int(a) : as_int(a));
  return call(callee, this_value, 1, &a, text);
}

BUILTIN(TypedArrayPrototype_subarray);
Value call_subarray_2(Value callee, Value this_value, Value from, Value to, const char *text) {
  if (is_builtin(callee, TypedArrayPrototype_subarray) && has_kind(this_value, KIND_TYPED_ARRAY)) {
    TypedArray *a = (TypedArray *)this_value;
    if (likely(both_int(from, to) && (uint32_t)as_int(to) <= a->length && (uint32_t)as_int(from) <= (uint32_t)as_int(to) &&
               shape_of(a) == engine.typed_array_shapes[a->header.extra]))
      return typed_array_view(a, (uint32_t)as_int(from), (uint32_t)as_int(to));
  }
  return call(callee, this_value, 2, (Value[]){from, to}, text);
}
