#include "engine.h"
#include "memory.h"

const ExoticMethods *exotic_methods[KIND_COUNT];

/* --- property keys */

Value to_property_key(Value v) {
  if (is_int(v)) {
    if (likely(as_int(v) >= 0)) return v;
    Value text = to_string_slow(v);
    return value_of(intern(string_of(text)));
  }
  if (is_string(v)) return key_from_string(string_of(v));
  if (is_symbol(v)) return v;
  v = to_primitive(v, HINT_STRING);
  if (v == VALUE_EXCEPTION || is_symbol(v)) return v;
  v = to_string(v);
  if (v == VALUE_EXCEPTION) return v;
  return key_from_string(string_of(v));
}

Value key_to_value(Value key) { return is_int(key) ? to_string_slow(key) : key; }

static bool is_private_key(Value key) { return is_symbol(key) && (cell_of(key)->flags & SYMBOL_PRIVATE); }

/* Typed arrays have no properties of such names but their elements. */
static bool names_element(const Cell *cell, Value key) {
  return cell->kind == KIND_TYPED_ARRAY && (is_int(key) || is_canonical_numeric(key));
}

/* --- own properties of objects whose kind has virtual ones */

static String *wrapped_string(Value object) {
  if (cell_of(object)->kind != KIND_WRAPPER) return NULL;
  Value data = ((DataObject *)object)->data;
  return is_string(data) ? flat(string_of(data)) : NULL;
}

int get_own_property(Value object, Value key, Descriptor *d) {
  Cell *cell = cell_of(object);
  if (unlikely(exotic_methods[cell->kind] != NULL) && exotic_methods[cell->kind]->get_own != NULL && !is_private_key(key))
    return exotic_methods[cell->kind]->get_own(object, key, d);
  d->getter = d->setter = VALUE_UNDEFINED;
  if (is_int(key)) {
    uint32_t index = (uint32_t)as_int(key);
    if (cell->kind == KIND_TYPED_ARRAY) {
      TypedArray *array = (TypedArray *)cell;
      if (index >= array->length) return 0;
      d->value = typed_array_get(array, index);
      d->attributes = DATA_DEFAULT;
      return 1;
    }
    String *s = wrapped_string(object);
    if (s != NULL && index < s->length) {
      d->value = string_from_unit(unit_at(s, index));
      d->attributes = ENUMERABLE;
      return 1;
    }
    return elements_get_own(object, index, d);
  }
  if (key == value_of(&s_length)) {
    if (cell->kind == KIND_ARRAY) {
      d->value = number_from_uint32(((Array *)cell)->length);
      d->attributes = cell->flags & (ARRAY_LENGTH_READONLY | ARRAY_FROZEN) ? 0 : WRITABLE;
      return 1;
    }
    String *s = wrapped_string(object);
    if (s != NULL) {
      d->value = INT(s->length);
      d->attributes = 0;
      return 1;
    }
  }
  if (cell->kind == KIND_FUNCTION) materialize_function(object);
  Shape *shape = shape_of(cell);
  uint32_t attributes;
  int32_t index = shape_find(shape, key, &attributes);
  if (index < 0) return 0;
  if (cell->kind == KIND_ERROR && key == value_of(&s_stack) && (attributes & ACCESSOR)) {
    materialize_stack(object, (uint32_t)index);
    shape = shape_of(cell);
    index = shape_find(shape, key, &attributes);
  }
  Value value = *slot_at(cell, shape, (uint32_t)index);
  d->attributes = (uint8_t)attributes;
  if (attributes & ACCESSOR) {
    d->value = VALUE_UNDEFINED;
    d->getter = ((Accessor *)value)->getter;
    d->setter = ((Accessor *)value)->setter;
  } else d->value = value;
  return 1;
}

int has_own_property(Value object, Value key) {
  Descriptor d;
  return get_own_property(object, key, &d);
}

/* --- prototypes */

Value get_prototype(Value object) {
  Cell *cell = cell_of(object);
  if (unlikely(exotic_methods[cell->kind] != NULL) && exotic_methods[cell->kind]->get_prototype != NULL)
    return exotic_methods[cell->kind]->get_prototype(object);
  return shape_of(cell)->prototype;
}

int set_prototype(Value object, Value prototype) {
  Cell *cell = cell_of(object);
  if (unlikely(exotic_methods[cell->kind] != NULL) && exotic_methods[cell->kind]->set_prototype != NULL)
    return exotic_methods[cell->kind]->set_prototype(object, prototype);
  Shape *shape = shape_of(cell);
  if (shape->prototype == prototype) return 1;
  if (!is_extensible(object)) return 0;
  for (Value p = prototype; is_object(p); p = shape_of(cell_of(p))->prototype) {
    if (p == object) return 0;
    if (cell_of(p)->kind == KIND_PROXY) break;
  }
  if (cell->kind == KIND_FUNCTION) materialize_function(object);
  change_prototype((Object *)cell, prototype);
  return 1;
}

int is_extensible(Value object) {
  Cell *cell = cell_of(object);
  if (unlikely(exotic_methods[cell->kind] != NULL) && exotic_methods[cell->kind]->is_extensible != NULL)
    return exotic_methods[cell->kind]->is_extensible(object);
  if (cell->kind == KIND_ARRAY && (cell->flags & ARRAY_NOT_EXTENSIBLE)) return 0;
  return !(shape_of(cell)->header.flags & SHAPE_NOT_EXTENSIBLE);
}

int prevent_extensions(Value object) {
  Cell *cell = cell_of(object);
  if (unlikely(exotic_methods[cell->kind] != NULL) && exotic_methods[cell->kind]->prevent_extensions != NULL)
    return exotic_methods[cell->kind]->prevent_extensions(object);
  if (cell->kind == KIND_FUNCTION) materialize_function(object);
  if (cell->kind == KIND_ARRAY || cell->kind == KIND_ARGUMENTS) cell->flags |= ARRAY_NOT_EXTENSIBLE;
  before_shape_change((Object *)cell)->header.flags |= SHAPE_NOT_EXTENSIBLE;
  return 1;
}

/* --- [[Get]] */

static Value prototype_of_primitive(Value v) {
  if (is_number(v)) return intrinsic(NUMBER_PROTOTYPE);
  if (is_boolean(v)) return intrinsic(BOOLEAN_PROTOTYPE);
  switch (cell_of(v)->kind) {
    case KIND_STRING: return intrinsic(STRING_PROTOTYPE);
    case KIND_SYMBOL: return intrinsic(SYMBOL_PROTOTYPE);
    default: return intrinsic(BIGINT_PROTOTYPE);
  }
}

Value get_from(Value holder, Value key, Value receiver) {
  while (is_object(holder)) {
    Cell *cell = cell_of(holder);
    if (unlikely(exotic_methods[cell->kind] != NULL) && exotic_methods[cell->kind]->get != NULL && !is_private_key(key))
      return exotic_methods[cell->kind]->get(holder, key, receiver);
    Descriptor d;
    int found = get_own_property(holder, key, &d);
    if (found < 0) return VALUE_EXCEPTION;
    if (found) {
      if (!(d.attributes & ACCESSOR)) return d.value;
      return d.getter == VALUE_UNDEFINED ? VALUE_UNDEFINED : call_0(d.getter, receiver);
    }
    if (names_element(cell, key)) return VALUE_UNDEFINED;
    holder = shape_of(cell)->prototype;
  }
  return VALUE_UNDEFINED;
}

Value get(Value object, Value key) {
  if (is_object(object)) return get_from(object, key, object);
  if (is_nullish(object)) {
    const char *what = object == VALUE_NULL ? "null" : "undefined";
    if (key == value_of(&symbol_iterator))
      return throw_error(TYPE_ERROR, "%s is not iterable (cannot read property Symbol(Symbol.iterator))",
                         object == VALUE_NULL ? "object null" : what);
    return throw_error(TYPE_ERROR, "Cannot read properties of %s (reading '%k')", what, key);
  }
  if (is_string(object)) {
    String *s = string_of(object);
    if (key == value_of(&s_length)) return INT(s->length);
    if (is_int(key) && (uint32_t)as_int(key) < s->length)
      return string_from_unit(unit_of(s, (uint32_t)as_int(key)));
  }
  return get_from(prototype_of_primitive(object), key, object);
}

Value get_method(Value object, Value key) {
  Value f = get(object, key);
  if (f == VALUE_EXCEPTION || is_callable(f)) return f;
  if (is_nullish(f)) return VALUE_UNDEFINED;
  if (is_object(f) || is_symbol(f) || is_bigint(f)) return throw_error(TYPE_ERROR, "%v is not a function", f);
  return throw_error(TYPE_ERROR, "%v %v is not a function", type_of(f), f);
}

/* --- [[HasProperty]] */

int has_property(Value object, Value key) {
  while (is_object(object)) {
    Cell *cell = cell_of(object);
    if (unlikely(exotic_methods[cell->kind] != NULL) && exotic_methods[cell->kind]->has != NULL)
      return exotic_methods[cell->kind]->has(object, key);
    int found = has_own_property(object, key);
    if (found != 0) return found;
    if (names_element(cell, key)) return 0;
    object = shape_of(cell)->prototype;
  }
  return 0;
}

/* --- [[DefineOwnProperty]] */

/* ValidateAndApplyPropertyDescriptor for a property that exists; what is left to do is written to `merged`. */
static bool compatible(const Descriptor *current, const Descriptor *d, Descriptor *merged) {
  *merged = *current;
  bool is_accessor = (d->present & (HAS_GET | HAS_SET)) != 0;
  bool is_data = (d->present & (HAS_VALUE | WRITABLE)) != 0;
  bool was_accessor = (current->attributes & ACCESSOR) != 0;
  if (!(current->attributes & CONFIGURABLE)) {
    if ((d->present & CONFIGURABLE) && (d->attributes & CONFIGURABLE)) return false;
    if ((d->present & ENUMERABLE) && ((d->attributes ^ current->attributes) & ENUMERABLE)) return false;
    if (is_accessor != was_accessor && (is_accessor || is_data)) return false;
    if (was_accessor) {
      if ((d->present & HAS_GET) && !same_value(d->getter, current->getter)) return false;
      if ((d->present & HAS_SET) && !same_value(d->setter, current->setter)) return false;
    } else if (!(current->attributes & WRITABLE)) {
      if ((d->present & WRITABLE) && (d->attributes & WRITABLE)) return false;
      if ((d->present & HAS_VALUE) && !same_value(d->value, current->value)) return false;
    }
  }
  uint8_t keep = current->attributes;
  if (is_accessor && !was_accessor) {
    keep = (uint8_t)((keep & ~WRITABLE) | ACCESSOR);
    merged->getter = merged->setter = VALUE_UNDEFINED;
  } else if (is_data && was_accessor) {
    keep &= (uint8_t)~(ACCESSOR | WRITABLE);
    merged->value = VALUE_UNDEFINED;
  }
  uint8_t given = d->present & DATA_DEFAULT;
  merged->attributes = (uint8_t)((keep & ~given) | (d->attributes & given));
  if (d->present & HAS_VALUE) merged->value = d->value;
  if (d->present & HAS_GET) merged->getter = d->getter;
  if (d->present & HAS_SET) merged->setter = d->setter;
  return true;
}

bool descriptor_is_compatible(const Descriptor *current, const Descriptor *d) {
  Descriptor merged;
  return compatible(current, d, &merged);
}

static int define_array_length(Array *array, const Descriptor *d) {
  if (d->present & (HAS_GET | HAS_SET)) return 0;
  if ((d->present & (CONFIGURABLE | ENUMERABLE)) && (d->attributes & (CONFIGURABLE | ENUMERABLE))) return 0;
  bool readonly = (array->header.flags & (ARRAY_LENGTH_READONLY | ARRAY_FROZEN)) != 0;
  if (d->present & HAS_VALUE) {
    double length, again;
    if (!to_number(d->value, &length) || !to_number(d->value, &again)) return -1;
    if (length < 0 || length > 4294967295.0 || length != (double)(uint32_t)length) {
      throw_error(RANGE_ERROR, "Invalid array length");
      return -1;
    }
    if ((uint32_t)length != array->length) {
      if (readonly) return 0;
      if (!set_array_length(array, (uint32_t)length)) return 0;
    }
  }
  if ((d->present & WRITABLE) && (d->attributes & WRITABLE) && readonly) return 0;
  if ((d->present & WRITABLE) && !(d->attributes & WRITABLE)) array->header.flags |= ARRAY_LENGTH_READONLY;
  return 1;
}

static int define_typed_element(TypedArray *array, uint32_t index, const Descriptor *d) {
  if (index >= array->length) return 0;
  if (d->present & (HAS_GET | HAS_SET)) return 0;
  uint8_t given = d->present & DATA_DEFAULT;
  if (given & ~d->attributes) return 0;
  if (d->present & HAS_VALUE) return typed_array_set(array, index, d->value);
  return 1;
}

int define_own_property(Value object, Value key, const Descriptor *d) {
  Cell *cell = cell_of(object);
  if (unlikely(exotic_methods[cell->kind] != NULL) && exotic_methods[cell->kind]->define_own != NULL)
    return exotic_methods[cell->kind]->define_own(object, key, d);
  if (cell->kind == KIND_ARRAY && key == value_of(&s_length)) return define_array_length((Array *)cell, d);
  if (cell->kind == KIND_TYPED_ARRAY && is_int(key))
    return define_typed_element((TypedArray *)cell, (uint32_t)as_int(key), d);
  if (names_element(cell, key)) return 0;
  Descriptor current, merged;
  int found = get_own_property(object, key, &current);
  if (found < 0) return -1;
  if (!found) {
    if (!is_extensible(object)) return 0;
    if (cell->kind == KIND_ARRAY && is_int(key) && (uint32_t)as_int(key) >= ((Array *)cell)->length &&
        (cell->flags & ARRAY_LENGTH_READONLY))
      return 0;
    uint32_t far;
    bool lengthens = cell->kind == KIND_ARRAY && far_index(key, &far) && far >= ((Array *)cell)->length;
    if (lengthens && (cell->flags & ARRAY_LENGTH_READONLY)) return 0;
    uint8_t attributes = d->attributes & d->present & DATA_DEFAULT;
    Value value = VALUE_UNDEFINED;
    if (d->present & (HAS_GET | HAS_SET)) {
      attributes |= ACCESSOR;
      value = new_accessor(d->present & HAS_GET ? d->getter : VALUE_UNDEFINED,
                           d->present & HAS_SET ? d->setter : VALUE_UNDEFINED);
    } else if (d->present & HAS_VALUE) value = d->value;
    if (is_int(key)) return elements_define(object, (uint32_t)as_int(key), value, attributes);
    add_property((Object *)cell, key, value, attributes);
    if (lengthens) set_array_length((Array *)cell, far + 1);
    return 1;
  }
  if (!compatible(&current, d, &merged)) return 0;
  Value value = merged.attributes & ACCESSOR ? new_accessor(merged.getter, merged.setter) : merged.value;
  if (is_int(key)) {
    if (wrapped_string(object) != NULL && (uint32_t)as_int(key) < wrapped_string(object)->length) return 1;
    return elements_define(object, (uint32_t)as_int(key), value, merged.attributes);
  }
  uint32_t attributes;
  Shape *shape = shape_of(cell);
  int32_t index = shape_find(shape, key, &attributes);
  if (index < 0) return 1; /* the length of a String object */
  before_change(cell);
  if (attributes != merged.attributes) change_attributes((Object *)cell, (uint32_t)index, merged.attributes);
  shape = shape_of(cell);
  *slot_at(cell, shape, (uint32_t)index) = value;
  return 1;
}

int define_value(Value object, Value key, Value value, uint32_t attributes) {
  Descriptor d = {value, VALUE_UNDEFINED, VALUE_UNDEFINED, (uint8_t)attributes, DATA_DEFAULT | HAS_VALUE};
  return define_own_property(object, key, &d);
}

int create_data_property(Value object, Value key, Value value) {
  return define_value(object, key, value, DATA_DEFAULT);
}

int define_accessor(Value object, Value key, Value getter, Value setter, uint32_t attributes) {
  Descriptor d = {VALUE_UNDEFINED, getter, setter, (uint8_t)attributes, ENUMERABLE | CONFIGURABLE};
  if (getter != VALUE_EXCEPTION) d.present |= HAS_GET;
  if (setter != VALUE_EXCEPTION) d.present |= HAS_SET;
  return define_own_property(object, key, &d);
}

/* --- [[Set]] */

/* The end of OrdinarySet: the receiver gets or changes a data property. */
static int set_data_on_receiver(Value receiver, Value key, Value value) {
  if (!is_object(receiver)) return 0;
  Descriptor own;
  int found = get_own_property(receiver, key, &own);
  if (found < 0) return -1;
  if (found) {
    if ((own.attributes & ACCESSOR) || !(own.attributes & WRITABLE)) return 0;
    Descriptor d = {value, VALUE_UNDEFINED, VALUE_UNDEFINED, 0, HAS_VALUE};
    return define_own_property(receiver, key, &d);
  }
  return create_data_property(receiver, key, value);
}

int set_on(Value holder, Value key, Value value, Value receiver) {
  while (is_object(holder)) {
    Cell *cell = cell_of(holder);
    if (unlikely(exotic_methods[cell->kind] != NULL) && exotic_methods[cell->kind]->set != NULL && !is_private_key(key))
      return exotic_methods[cell->kind]->set(holder, key, value, receiver);
    if (cell->kind == KIND_TYPED_ARRAY && is_int(key)) {
      if (holder == receiver) return typed_array_set((TypedArray *)cell, (uint32_t)as_int(key), value);
      if ((uint32_t)as_int(key) >= ((TypedArray *)cell)->length) return 1;
    } else if (names_element(cell, key)) {
      double ignored;
      return holder != receiver || to_number(value, &ignored) ? 1 : -1;
    }
    Descriptor d;
    int found = get_own_property(holder, key, &d);
    if (found < 0) return -1;
    if (found) {
      if (d.attributes & ACCESSOR) {
        if (d.setter == VALUE_UNDEFINED) return 0;
        return call_1(d.setter, receiver, value) == VALUE_EXCEPTION ? -1 : 1;
      }
      if (!(d.attributes & WRITABLE)) return 0;
      return set_data_on_receiver(receiver, key, value);
    }
    holder = shape_of(cell)->prototype;
  }
  return set_data_on_receiver(receiver, key, value);
}

Value put(Value object, Value key, Value value) {
  Value holder = object;
  if (!is_object(object)) {
    if (is_nullish(object)) {
      const char *what = object == VALUE_NULL ? "null" : "undefined";
      return throw_error(TYPE_ERROR, "Cannot set properties of %s (setting '%k')", what, key);
    }
    holder = prototype_of_primitive(object);
  }
  int done = set_on(holder, key, value, object);
  if (done < 0) return VALUE_EXCEPTION;
  if (done) return VALUE_UNDEFINED;
  if (is_string(object) && (key == value_of(&s_length) || (is_int(key) && (uint32_t)as_int(key) < string_of(object)->length)))
    return throw_error(TYPE_ERROR, "Cannot assign to read only property '%k' of string '%v'", key, object);
  if (!is_object(object)) return throw_error(TYPE_ERROR, "Cannot create property '%k' on %s '%v'", key,
                                             is_string(object) ? "string" : is_number(object) ? "number" : is_boolean(object) ? "boolean" : is_bigint(object) ? "bigint" : "symbol", object);
  Descriptor d;
  for (Value p = object; is_object(p); p = get_prototype(p)) {
    if (cell_of(p)->kind == KIND_PROXY)
      return throw_error(TYPE_ERROR, "'set' on proxy: trap returned falsish for property '%k'", key);
    int found = get_own_property(p, key, &d);
    if (found < 0) return VALUE_EXCEPTION;
    if (found && (d.attributes & ACCESSOR))
      return throw_error(TYPE_ERROR, "Cannot set property %k of %v which has only a getter", key, p);
    if (found && has_kind(p, KIND_ARRAY) && key == value_of(&s_length) && (d.attributes & WRITABLE)) /* it ends at what cannot go */
      return throw_error(TYPE_ERROR, "Cannot delete property '%k' of %v", number_from_uint32(array_of(p)->length - 1), p);
    if (found) return throw_error(TYPE_ERROR, "Cannot assign to read only property '%k' of %v '%v'", key, type_of(object), object);
  }
  if (has_kind(object, KIND_ARRAY) && (cell_of(object)->flags & (ARRAY_LENGTH_READONLY | ARRAY_FROZEN)) == ARRAY_LENGTH_READONLY)
    return throw_error(TYPE_ERROR, "Cannot assign to read only property 'length' of object '%v'", object);
  return throw_error(TYPE_ERROR, "Cannot add property %k, object is not extensible", key);
}

/* --- [[Delete]] */

int delete_property(Value object, Value key) {
  Cell *cell = cell_of(object);
  if (unlikely(exotic_methods[cell->kind] != NULL) && exotic_methods[cell->kind]->remove != NULL)
    return exotic_methods[cell->kind]->remove(object, key);
  Descriptor d;
  int found = get_own_property(object, key, &d);
  if (found <= 0) return found < 0 ? -1 : 1;
  if (cell->kind == KIND_TYPED_ARRAY && is_int(key)) return 0;
  if (!(d.attributes & CONFIGURABLE)) return 0;
  if (is_int(key)) return elements_delete(object, (uint32_t)as_int(key));
  uint32_t attributes;
  int32_t index = shape_find(shape_of(cell), key, &attributes);
  if (index >= 0) remove_property((Object *)cell, (uint32_t)index);
  return 1;
}

/* --- [[OwnPropertyKeys]] */

static void append_far_indices(Shape *shape, Array *keys, int filter) {
  uint32_t first = keys->length;
  for (uint32_t i = 0; i < shape->count; i++) {
    uint32_t attributes, index;
    Value key = property_key_at(shape, i, &attributes);
    if (key == VALUE_HOLE || !far_index(key, &index)) continue;
    if ((filter & KEYS_ENUMERABLE) && !(attributes & ENUMERABLE)) continue;
    array_push(keys, number_from_uint32(index));
  }
  sort_indices(keys->items + first, keys->length - first);
  for (uint32_t i = first; i < keys->length; i++) keys->items[i] = to_property_key(keys->items[i]);
}

Value own_keys(Value object, int filter) {
  Cell *cell = cell_of(object);
  if (unlikely(exotic_methods[cell->kind] != NULL) && exotic_methods[cell->kind]->keys != NULL)
    return exotic_methods[cell->kind]->keys(object, filter);
  if (cell->kind == KIND_FUNCTION) materialize_function(object);
  Value result = new_array(0);
  Array *keys = array_of(result);
  if (filter & KEYS_STRINGS) {
    String *s = wrapped_string(object);
    uint32_t virtual_elements = s != NULL ? s->length : cell->kind == KIND_TYPED_ARRAY ? ((TypedArray *)cell)->length : 0;
    for (uint32_t i = 0; i < virtual_elements; i++) array_push(keys, key_to_value(INT(i)));
    if (cell->kind != KIND_TYPED_ARRAY) elements_append_keys(object, keys, filter);
    append_far_indices(shape_of(cell), keys, filter);
    if ((cell->kind == KIND_ARRAY || s != NULL) && !(filter & KEYS_ENUMERABLE)) array_push(keys, value_of(&s_length));
  }
  for (int symbols = 0; symbols < 2; symbols++) {
    if (!(filter & (symbols ? KEYS_SYMBOLS : KEYS_STRINGS))) continue;
    Shape *shape = shape_of(cell);
    for (uint32_t i = 0; i < shape->count; i++) {
      uint32_t attributes, index;
      Value key = property_key_at(shape, i, &attributes);
      if (key == VALUE_HOLE || is_symbol(key) != symbols || far_index(key, &index)) continue;
      if (symbols && is_private_key(key)) continue;
      if ((filter & KEYS_ENUMERABLE) && !(attributes & ENUMERABLE)) continue;
      array_push(keys, key);
    }
  }
  return result;
}
