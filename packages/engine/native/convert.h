/* Conversions of ECMA-262, clause 7.1. Those that can throw return VALUE_EXCEPTION or false. */
#ifndef MORGANA_CONVERT_H
#define MORGANA_CONVERT_H

#include "number/number.h"
#include "object.h"

enum { HINT_DEFAULT, HINT_NUMBER, HINT_STRING };

Value to_primitive(Value v, int hint);
Value to_object(Value v);
Value to_numeric_slow(Value v);
Value to_number_value(Value v);
bool to_number_slow(Value v, double *result);
Value to_string_slow(Value v);
bool truthy_slow(Value v);
Value type_of(Value v);
/* ToIntegerOrInfinity. */
bool to_integer(Value v, double *result);
bool to_length(Value v, uint64_t *result);
bool to_index(Value v, uint64_t *result, const char *what);
/* A relative index, as of slice(), clamped to 0..length. */
bool to_relative_index(Value v, uint64_t length, uint64_t missing, uint64_t *result);
bool length_of(Value object, uint64_t *length);

/* The shortest text that reads back as the same number; 2 <= radix <= 36. */
Value number_to_string(double d);
Value number_to_string_radix(double d, int radix);
double string_to_number(String *s);
/* A string key that is how a number prints, or "-0": in a typed array never the name of a property. */
bool is_canonical_numeric(Value key);
bool is_white_space(uint32_t c);

INLINE bool to_number(Value v, double *result) {
  if (likely(is_number(v))) {
    *result = number_of(v);
    return true;
  }
  return to_number_slow(v, result);
}
bool to_int32_slow(Value v, int32_t *result);
INLINE bool to_int32(Value v, int32_t *result) {
  if (likely(is_int(v))) {
    *result = as_int(v);
    return true;
  }
  return to_int32_slow(v, result);
}
INLINE bool truthy(Value v) {
  if (likely(is_boolean(v))) return v == VALUE_TRUE;
  if (is_int(v)) return as_int(v) != 0;
  if (is_nullish(v)) return false;
  if (is_object(v)) return true;
  return truthy_slow(v);
}

#endif
