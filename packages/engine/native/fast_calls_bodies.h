/* Included twice, by fast_calls.c: see VARIANT in unwind.h. */
#define DEFINE(name, type, result)                                                                                \
  Value VARIANT(call_get##name##_1)(Value callee, Value this_value, Value offset, const char *text) {                     \
    if (is_builtin(callee, DataViewPrototype_get##name) && likely(IN_VIEW(sizeof(type))))                        \
      return result(swap_##type(*PLACE(type)));                                                                  \
    return VARIANT(cold_call_1)(callee, this_value, offset, text);                                                           \
  }                                                                                                              \
  Value VARIANT(call_get##name##_2)(Value callee, Value this_value, Value offset, Value little, const char *text) {       \
    if (is_builtin(callee, DataViewPrototype_get##name) && likely(is_boolean(little) && IN_VIEW(sizeof(type)))) { \
      type bits = *PLACE(type);                                                                                  \
      return little == VALUE_TRUE ? result(bits) : result(swap_##type(bits));                                    \
    }                                                                                                            \
    return VARIANT(cold_call_2)(callee, this_value, offset, little, text);                                         \
  }                                                                                                              \
  Value VARIANT(call_set##name##_2)(Value callee, Value this_value, Value offset, Value value, const char *text) {        \
    if (is_builtin(callee, DataViewPrototype_set##name) && likely(is_number(value) && IN_VIEW(sizeof(type)))) {  \
      *PLACE(type) = swap_##type((type)number_to_int32(value));                                                  \
      return VALUE_UNDEFINED;                                                                                    \
    }                                                                                                            \
    return VARIANT(cold_call_2)(callee, this_value, offset, value, text);                                          \
  }                                                                                                              \
  Value VARIANT(call_set##name##_3)(Value callee, Value this_value, Value offset, Value value, Value little, const char *text) { \
    if (is_builtin(callee, DataViewPrototype_set##name) &&                                                       \
        likely(is_number(value) && is_boolean(little) && IN_VIEW(sizeof(type)))) {                               \
      type bits = (type)number_to_int32(value);                                                                  \
      *PLACE(type) = little == VALUE_TRUE ? bits : swap_##type(bits);                                            \
      return VALUE_UNDEFINED;                                                                                    \
    }                                                                                                            \
    return VARIANT(cold_call_3)(callee, this_value, offset, value, little, text);                                  \
  }
VIEW_ACCESSORS(DEFINE)

Value VARIANT(call_charCodeAt_1)(Value callee, Value this_value, Value index, const char *text) {
  if (is_builtin(callee, StringPrototype_charCodeAt) && likely(is_string(this_value) && is_int(index))) {
    String *s = string_of(this_value);
    if (likely((uint32_t)as_int(index) < s->length)) return INT(unit_of(s, (uint32_t)as_int(index)));
  }
  return VARIANT(cold_call_1)(callee, this_value, index, text);
}

Value VARIANT(call_fromCharCode_1)(Value callee, Value this_value, Value unit, const char *text) {
  if (is_builtin(callee, String_fromCharCode) && likely(is_int(unit))) {
    uint32_t code = (uint16_t)as_int(unit);
    return likely(code < 256) ? value_of(engine.characters[code]) : string_from_unit(code);
  }
  return VARIANT(cold_call_1)(callee, this_value, unit, text);
}

Value VARIANT(call_push_1)(Value callee, Value this_value, Value item, const char *text) {
  if (is_builtin(callee, ArrayPrototype_push) && likely(is_plain_array(this_value))) {
    Array *a = array_of(this_value);
    if (likely(a->length < a->capacity)) {
      a->items[a->length++] = item;
      return number_from_uint32(a->length);
    }
  }
  return VARIANT(cold_call_1)(callee, this_value, item, text);
}

Value VARIANT(call_imul_2)(Value callee, Value this_value, Value a, Value b, const char *text) {
  if (is_builtin(callee, Math_imul) && likely(both_numbers(a, b)))
    return INT((int32_t)((uint32_t)number_to_int32(a) * (uint32_t)number_to_int32(b)));
  return VARIANT(cold_call_2)(callee, this_value, a, b, text);
}

Value VARIANT(call_min_2)(Value callee, Value this_value, Value a, Value b, const char *text) {
  if (is_builtin(callee, Math_min)) {
    if (likely(both_int(a, b))) return as_int(a) < as_int(b) ? a : b;
    if (both_numbers(a, b)) {
      if (number_of(a) < number_of(b)) return a;
      if (number_of(b) < number_of(a)) return b;
    }
  }
  return VARIANT(cold_call_2)(callee, this_value, a, b, text);
}

Value VARIANT(call_max_2)(Value callee, Value this_value, Value a, Value b, const char *text) {
  if (is_builtin(callee, Math_max)) {
    if (likely(both_int(a, b))) return as_int(a) > as_int(b) ? a : b;
    if (both_numbers(a, b)) {
      if (number_of(a) > number_of(b)) return a;
      if (number_of(b) > number_of(a)) return b;
    }
  }
  return VARIANT(cold_call_2)(callee, this_value, a, b, text);
}

Value VARIANT(call_floor_1)(Value callee, Value this_value, Value a, const char *text) {
  if (is_builtin(callee, Math_floor)) {
    if (is_int(a)) return a;
    if (is_double(a) && as_double(a) > -2147483648.0 && as_double(a) < 2147483648.0) {
      double d = as_double(a);
      int32_t down = (int32_t)d - (d < (double)(int32_t)d);
      if (likely(down != 0)) return INT(down); /* floor(-0) is -0 */
    }
  }
  return VARIANT(cold_call_1)(callee, this_value, a, text);
}

Value VARIANT(call_abs_1)(Value callee, Value this_value, Value a, const char *text) {
  if (is_builtin(callee, Math_abs) && likely(is_int(a) && as_int(a) != INT32_MIN)) return INT(as_int(a) < 0 ? -as_int(a) : as_int(a));
  return VARIANT(cold_call_1)(callee, this_value, a, text);
}

Value VARIANT(call_subarray_2)(Value callee, Value this_value, Value from, Value to, const char *text) {
  if (is_builtin(callee, TypedArrayPrototype_subarray) && has_kind(this_value, KIND_TYPED_ARRAY)) {
    TypedArray *a = (TypedArray *)this_value;
    if (likely(both_int(from, to) && (uint32_t)as_int(to) <= a->length && (uint32_t)as_int(from) <= (uint32_t)as_int(to) &&
               shape_of(a) == engine.typed_array_shapes[a->header.extra]))
      return typed_array_view(a, (uint32_t)as_int(from), (uint32_t)as_int(to));
  }
  return VARIANT(cold_call_2)(callee, this_value, from, to, text);
}
#undef DEFINE
