/* What inspect.ts needs to know of values beyond what a program can ask. */
#include "builtins.h"
#include "bigint.h"

enum { SEEN_PLAIN, SEEN_ARRAY, SEEN_FUNCTION, SEEN_CLASS, SEEN_ERROR, SEEN_MAP, SEEN_SET, SEEN_WEAK, SEEN_PROMISE, SEEN_REGEXP,
       SEEN_DATE, SEEN_WRAPPER, SEEN_TYPED_ARRAY, SEEN_ARRAY_BUFFER, SEEN_DATA_VIEW, SEEN_GENERATOR, SEEN_PROXY, SEEN_ARGUMENTS,
       SEEN_ITERATOR };

Value intrinsic_kindOf(Value v) {
  switch ((Kind)cell_of(v)->kind) {
    case KIND_ARRAY: return INT(SEEN_ARRAY);
    case KIND_FUNCTION: return INT(function_of(v)->info->flags & FUNCTION_CLASS ? SEEN_CLASS : SEEN_FUNCTION);
    case KIND_ERROR: return INT(SEEN_ERROR);
    case KIND_MAP: return INT(SEEN_MAP);
    case KIND_SET: return INT(SEEN_SET);
    case KIND_WEAK_MAP:
    case KIND_WEAK_SET:
    case KIND_WEAK_REF: return INT(SEEN_WEAK);
    case KIND_PROMISE: return INT(SEEN_PROMISE);
    case KIND_REGEXP: return INT(SEEN_REGEXP);
    case KIND_DATE: return INT(SEEN_DATE);
    case KIND_WRAPPER: return INT(SEEN_WRAPPER);
    case KIND_TYPED_ARRAY: return INT(SEEN_TYPED_ARRAY);
    case KIND_ARRAY_BUFFER: return INT(SEEN_ARRAY_BUFFER);
    case KIND_DATA_VIEW: return INT(SEEN_DATA_VIEW);
    case KIND_COROUTINE: return INT(SEEN_GENERATOR);
    case KIND_PROXY: return INT(SEEN_PROXY);
    case KIND_ARGUMENTS: return INT(SEEN_ARGUMENTS);
    case KIND_COLLECTION_ITERATOR: return INT(SEEN_ITERATOR);
    default: return INT(SEEN_PLAIN);
  }
}
/* 1: generator, 2: async. */
Value intrinsic_classFlags(Value v) {
  if (!is_function_object(v)) return INT(0);
  uint16_t flags = function_of(v)->info->flags;
  return INT((flags & FUNCTION_GENERATOR ? 1 : 0) | (flags & FUNCTION_ASYNC ? 2 : 0));
}
Value intrinsic_ownKeys(Value v, Value filter) { return own_keys(v, as_int(filter)); }
Value intrinsic_wrapped(Value v) { return ((DataObject *)v)->data; }
Value intrinsic_prototypeOf(Value v) { return get_prototype(v); }
/* undefined: none. Data: the value. Accessors: an array [getter, setter]. */
Value intrinsic_ownProperty(Value v, Value key, Value want_accessor) {
  Value k = to_property_key(key);
  TRY(k);
  Descriptor d;
  int found = get_own_property(v, k, &d);
  TRY_INT(found);
  if (!found) return VALUE_UNDEFINED;
  bool accessor = (d.attributes & ACCESSOR) != 0;
  if (want_accessor == VALUE_TRUE) return accessor ? new_array_from(2, (Value[]){d.getter, d.setter}) : VALUE_UNDEFINED;
  return accessor ? VALUE_UNDEFINED : d.value;
}
Value intrinsic_isEnumerable(Value v, Value key) {
  Value k = to_property_key(key);
  TRY(k);
  Descriptor d;
  int found = get_own_property(v, k, &d);
  TRY_INT(found);
  return boolean(found && (d.attributes & ENUMERABLE));
}
Value intrinsic_collectionEntries(Value v) {
  HashTable *table = ((Collection *)v)->table;
  Value result = new_array(0);
  for (uint32_t i = 0; i < table->count; i++) {
    if (table->entries[i].key == VALUE_HOLE) continue;
    array_push(array_of(result), table->entries[i].key);
    array_push(array_of(result), table->entries[i].value);
  }
  return result;
}
Value intrinsic_numberText(Value v) {
  if (is_double(v) && as_double(v) == 0) return string_from_ascii("-0");
  return to_string(v);
}
Value intrinsic_bigintText(Value v) { return to_string(v); }
Value intrinsic_symbolText(Value v) {
  TextBuilder b;
  builder_start(&b);
  builder_ascii(&b, "Symbol(");
  if (is_string(((Symbol *)v)->description)) builder_string(&b, string_of(((Symbol *)v)->description));
  builder_unit(&b, ')');
  return builder_finish(&b);
}
Value intrinsic_byteLength(Value v) {
  if (has_kind(v, KIND_ARRAY_BUFFER)) return number((double)((ArrayBuffer *)v)->length);
  return number_from_uint32(((TypedArray *)v)->length);
}
Value intrinsic_byteAt(Value v, Value i) { return INT(((ArrayBuffer *)v)->data[as_int(i)]); }
Value intrinsic_regexpText(Value v) {
  TextBuilder b;
  builder_start(&b);
  builder_unit(&b, '/');
  builder_string(&b, string_of(((RegExp *)v)->source));
  builder_unit(&b, '/');
  builder_string(&b, string_of(((RegExp *)v)->flags));
  return builder_finish(&b);
}
Value intrinsic_stackOf(Value v) { return get(v, value_of(&s_stack)); }
