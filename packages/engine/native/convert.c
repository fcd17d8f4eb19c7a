#include "convert.h"
#include "bigint.h"
#include "engine.h"
#include "math/math.h"

Value to_primitive(Value v, int hint) {
  if (!is_object(v)) return v;
  Value method = get_method(v, value_of(&symbol_toPrimitive));
  if (method == VALUE_EXCEPTION) return method;
  if (method != VALUE_UNDEFINED) {
    Value text = value_of(hint == HINT_DEFAULT ? &s_default : hint == HINT_NUMBER ? &s_number : &s_string);
    Value r = call_1(method, v, text);
    if (r == VALUE_EXCEPTION || !is_object(r)) return r;
    return throw_error(TYPE_ERROR, "Cannot convert object to primitive value");
  }
  for (int i = 0; i < 2; i++) {
    bool string_first = hint == HINT_STRING;
    Value f = get(v, value_of((i == 0) == string_first ? &s_toString : &s_valueOf));
    if (f == VALUE_EXCEPTION) return f;
    if (!is_callable(f)) continue;
    Value r = call_0(f, v);
    if (r == VALUE_EXCEPTION || !is_object(r)) return r;
  }
  return throw_error(TYPE_ERROR, "Cannot convert object to primitive value");
}

Value to_object(Value v) {
  if (is_object(v)) return v;
  if (is_nullish(v)) return throw_error(TYPE_ERROR, "Cannot convert undefined or null to object");
  Intrinsic prototype = is_number(v) ? NUMBER_PROTOTYPE
                        : is_boolean(v) ? BOOLEAN_PROTOTYPE
                        : is_string(v) ? STRING_PROTOTYPE
                        : is_symbol(v) ? SYMBOL_PROTOTYPE : BIGINT_PROTOTYPE;
  return value_of(new_data_object(KIND_WRAPPER, intrinsic(prototype), v));
}

NOINLINE Value to_numeric_slow(Value v) {
  v = to_primitive(v, HINT_NUMBER);
  if (v == VALUE_EXCEPTION || is_number(v) || is_bigint(v)) return v;
  return to_number_value(v);
}

Value to_number_value(Value v) {
  double d;
  if (is_number(v)) return v;
  return to_number_slow(v, &d) ? number(d) : VALUE_EXCEPTION;
}

NOINLINE bool to_number_slow(Value v, double *result) {
  if (is_number(v)) *result = number_of(v);
  else if (v == VALUE_UNDEFINED) *result = __builtin_nan("");
  else if (v == VALUE_NULL || v == VALUE_FALSE) *result = 0;
  else if (v == VALUE_TRUE) *result = 1;
  else if (is_string(v)) *result = string_to_number(string_of(v));
  else if (is_symbol(v)) {
    throw_error(TYPE_ERROR, "Cannot convert a Symbol value to a number");
    return false;
  } else if (is_bigint(v)) {
    throw_error(TYPE_ERROR, "Cannot convert a BigInt value to a number");
    return false;
  } else {
    v = to_primitive(v, HINT_NUMBER);
    if (v == VALUE_EXCEPTION) return false;
    return to_number_slow(v, result);
  }
  return true;
}

bool to_int32_slow(Value v, int32_t *result) {
  double d;
  if (!to_number(v, &d)) return false;
  *result = double_to_int32(d);
  return true;
}

bool to_integer(Value v, double *result) {
  if (is_int(v)) {
    *result = as_int(v);
    return true;
  }
  if (!to_number(v, result)) return false;
  if (*result != *result) *result = 0;
  else *result = math_trunc(*result) + 0.0;
  return true;
}

bool to_length(Value v, uint64_t *result) {
  double d;
  if (!to_integer(v, &d)) return false;
  *result = d <= 0 ? 0 : d >= 9007199254740991.0 ? 9007199254740991ull : (uint64_t)d;
  return true;
}

bool to_index(Value v, uint64_t *result, const char *what) {
  double d = 0;
  if (v != VALUE_UNDEFINED && !to_integer(v, &d)) return false;
  if (d < 0 || d > 9007199254740991.0) {
    throw_error(RANGE_ERROR, "%s", what);
    return false;
  }
  *result = (uint64_t)d;
  return true;
}

bool to_relative_index(Value v, uint64_t length, uint64_t missing, uint64_t *result) {
  double d;
  if (v == VALUE_UNDEFINED) {
    *result = missing;
    return true;
  }
  if (!to_integer(v, &d)) return false;
  if (d < 0) *result = d + (double)length < 0 ? 0 : (uint64_t)(d + (double)length);
  else *result = d > (double)length ? length : (uint64_t)d;
  return true;
}

bool length_of(Value object, uint64_t *length) {
  if (is_array_object(object)) {
    *length = array_of(object)->length;
    return true;
  }
  Value v = get(object, value_of(&s_length));
  return v != VALUE_EXCEPTION && to_length(v, length);
}

Value number_to_string(double d) {
  if (d >= 0 && d < 10 && d == (double)(uint32_t)d) return value_of(engine.characters['0' + (uint32_t)d]);
  char text[NUMBER_TEXT_MAX];
  return string_from_latin1((uint8_t *)text, (uint32_t)print_number(d, text));
}

Value number_to_string_radix(double d, int radix) {
  if (radix == 10 || d - d != 0) return number_to_string(d);
  char text[NUMBER_RADIX_TEXT_MAX];
  return string_from_latin1((uint8_t *)text, (uint32_t)print_number_radix(d, radix, text));
}

double string_to_number(String *s) {
  s = flat(s);
  return is_wide(s) ? read_number_utf16(wide_data(s), s->length) : read_number_latin1(s->data, s->length);
}

bool is_white_space(uint32_t c) {
  if (c < 128) return c == ' ' || (c >= 9 && c <= 13);
  return c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
         c == 0x205f || c == 0x3000 || c == 0xfeff;
}

NOINLINE Value to_string_slow(Value v) {
  if (is_number(v)) return number_to_string(number_of(v));
  switch (v) {
    case VALUE_UNDEFINED: return value_of(&s_undefined);
    case VALUE_NULL: return value_of(&s_null);
    case VALUE_TRUE: return value_of(&s_true);
    case VALUE_FALSE: return value_of(&s_false);
  }
  if (is_string(v)) return v;
  if (is_symbol(v)) return throw_error(TYPE_ERROR, "Cannot convert a Symbol value to a string");
  if (is_bigint(v)) return bigint_to_string(v, 10);
  v = to_primitive(v, HINT_STRING);
  return v == VALUE_EXCEPTION ? v : to_string(v);
}

NOINLINE bool truthy_slow(Value v) {
  if (is_double(v)) return as_double(v) == as_double(v) && as_double(v) != 0;
  if (is_string(v)) return string_of(v)->length != 0;
  if (is_bigint(v)) return ((BigInt *)v)->length != 0;
  return true;
}

Value type_of(Value v) {
  if (is_number(v)) return value_of(&s_number);
  if (is_boolean(v)) return value_of(&s_boolean);
  if (v == VALUE_UNDEFINED) return value_of(&s_undefined);
  if (v == VALUE_NULL) return value_of(&s_object);
  if (is_string(v)) return value_of(&s_string);
  if (is_symbol(v)) return value_of(&s_symbol);
  if (is_bigint(v)) return value_of(&s_bigint);
  return value_of(is_callable(v) ? &s_function : &s_object);
}

bool is_canonical_numeric(Value key) {
  if (!is_string(key) || string_of(key)->length == 0) return false;
  String *s = string_of(key);
  uint32_t first = unit_at(s, 0);
  if (!(first >= '0' && first <= '9') && first != '-' && first != 'I' && first != 'N') return false;
  if (first == '-' && s->length == 2 && unit_at(s, 1) == '0') return true;
  return strings_equal(string_of(number_to_string(string_to_number(s))), s);
}
