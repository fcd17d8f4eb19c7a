#include "engine.h"

#define X(type, name, parameters, arguments) \
  type cold_##name parameters { return name arguments; }
COLD_OPERATIONS(X)
#undef X

Value cold_cached_get(Value object, Value key) { return keyed_get(object, key); }
Value cold_cached_put(Value object, Value value, Value key) { return keyed_put(object, key, value); }
Value cold_cached_define(Value object, Value value, Value key) {
  int done = create_data_property(object, key, value);
  if (done < 0) return VALUE_EXCEPTION;
  return done ? VALUE_UNDEFINED : throw_error(TYPE_ERROR, "Cannot redefine property: %k", key);
}
Value cold_get_length(Value object, Value key) {
  if (has_kind(object, KIND_ARRAY)) return number_from_uint32(array_of(object)->length);
  if (is_string(object)) return INT(string_of(object)->length);
  return keyed_get(object, key);
}
