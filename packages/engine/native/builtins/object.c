#include "builtins.h"

CONSTRUCTOR("Object", 1, Object_construct, "Object.prototype")
NATIVE(Object_construct) {
  if (new_target != VALUE_UNDEFINED && new_target != value_of(self)) return create_from_constructor(new_target);
  return is_nullish(ARG(0)) ? new_object() : to_object(ARG(0));
}

METHOD("Object", "keys", 1, Object_keys)
NATIVE(Object_keys) {
  Value o = to_object(ARG(0));
  if (o == VALUE_EXCEPTION) return o;
  Array *names = own_enumerable_keys(o);
  return names != NULL ? new_array_from(names->length, names->items) : own_keys(o, KEYS_STRINGS | KEYS_ENUMERABLE);
}

static Value values_or_entries(Value v, bool entries) {
  Value o = to_object(v);
  TRY(o);
  Array *names = own_enumerable_keys(o);
  if (names != NULL && is_record(o)) {
    Shape *shape = shape_of(cell_of(o));
    Value list = new_array(names->length);
    for (uint32_t i = 0; i < names->length; i++) {
      uint32_t attributes;
      Value value = *slot_at(cell_of(o), shape, (uint32_t)shape_find(shape, names->items[i], &attributes));
      array_of(list)->items[i] = entries ? new_array_from(2, (Value[]){names->items[i], value}) : value;
    }
    return list;
  }
  Value keys = own_keys(o, KEYS_STRINGS);
  TRY(keys);
  Value result = new_array(0);
  for (uint32_t i = 0; i < array_of(keys)->length; i++) {
    Value name = array_of(keys)->items[i], key = to_property_key(name);
    Descriptor d;
    int found = get_own_property(o, key, &d);
    TRY_INT(found);
    if (!found || !(d.attributes & ENUMERABLE)) continue;
    Value value = get(o, key);
    TRY(value);
    array_push(array_of(result), entries ? new_array_from(2, (Value[]){name, value}) : value);
  }
  return result;
}
METHOD("Object", "values", 1, Object_values)
NATIVE(Object_values) { return values_or_entries(ARG(0), false); }
METHOD("Object", "entries", 1, Object_entries)
NATIVE(Object_entries) { return values_or_entries(ARG(0), true); }

METHOD("Object", "assign", 2, Object_assign)
NATIVE(Object_assign) {
  Value to = to_object(ARG(0));
  TRY(to);
  for (uint32_t a = 1; a < argc; a++) {
    if (is_nullish(argv[a])) continue;
    Value from = to_object(argv[a]);
    Value keys = own_keys(from, KEYS_STRINGS | KEYS_SYMBOLS);
    TRY(keys);
    for (uint32_t i = 0; i < array_of(keys)->length; i++) {
      Value key = to_property_key(array_of(keys)->items[i]);
      Descriptor d;
      int found = get_own_property(from, key, &d);
      TRY_INT(found);
      if (!found || !(d.attributes & ENUMERABLE)) continue;
      Value v = get(from, key);
      TRY(v);
      TRY(put(to, key, v));
    }
  }
  return to;
}

METHOD("Object", "create", 2, Object_create)
Value define_properties(Value object, Value properties);
NATIVE(Object_create) {
  if (!is_object(ARG(0)) && ARG(0) != VALUE_NULL)
    return throw_error(TYPE_ERROR, "Object prototype may only be an Object or null: %v", ARG(0));
  Value o = new_object_with_prototype(ARG(0));
  return ARG(1) == VALUE_UNDEFINED ? o : define_properties(o, ARG(1));
}

METHOD("Object", "getPrototypeOf", 1, Object_getPrototypeOf)
NATIVE(Object_getPrototypeOf) {
  Value o = to_object(ARG(0));
  return o == VALUE_EXCEPTION ? o : get_prototype(o);
}
METHOD("Object", "setPrototypeOf", 2, Object_setPrototypeOf)
NATIVE(Object_setPrototypeOf) {
  if (is_nullish(ARG(0))) return throw_error(TYPE_ERROR, "Object.setPrototypeOf called on null or undefined");
  if (!is_object(ARG(1)) && ARG(1) != VALUE_NULL)
    return throw_error(TYPE_ERROR, "Object prototype may only be an Object or null: %v", ARG(1));
  if (!is_object(ARG(0))) return ARG(0);
  int done = set_prototype(ARG(0), ARG(1));
  TRY_INT(done);
  if (!done && has_kind(ARG(0), KIND_PROXY))
    return throw_error(TYPE_ERROR, "'setPrototypeOf' on proxy: trap returned falsish for property 'undefined'");
  if (!done) return throw_error(TYPE_ERROR, is_extensible(ARG(0)) ? "Cyclic __proto__ value" : "%v is not extensible", ARG(0));
  return ARG(0);
}

/* --- descriptors */

bool to_descriptor(Value v, Descriptor *d) {
  *d = (Descriptor){VALUE_UNDEFINED, VALUE_UNDEFINED, VALUE_UNDEFINED, 0, 0};
  if (!is_object(v)) {
    throw_error(TYPE_ERROR, "Property description must be an object: %v", v);
    return false;
  }
  static const struct { const String *name; uint8_t bit; } flags[] = {
      {&s_enumerable, ENUMERABLE}, {&s_configurable, CONFIGURABLE}, {&s_value, HAS_VALUE},
      {&s_writable, WRITABLE},     {&s_get, HAS_GET},               {&s_set, HAS_SET}};
  for (int i = 0; i < 6; i++) {
    Value key = value_of(flags[i].name);
    int found = has_property(v, key);
    if (found < 0) return false;
    if (!found) continue;
    Value field = get(v, key);
    if (field == VALUE_EXCEPTION) return false;
    uint8_t bit = flags[i].bit;
    d->present |= bit;
    if (bit == HAS_VALUE) d->value = field;
    else if (bit == HAS_GET || bit == HAS_SET) {
      if (!is_callable(field) && field != VALUE_UNDEFINED) {
        throw_error(TYPE_ERROR, bit == HAS_GET ? "Getter must be a function: %v" : "Setter must be a function: %v", field);
        return false;
      }
      if (bit == HAS_GET) d->getter = field;
      else d->setter = field;
    } else if (truthy(field)) d->attributes |= bit;
  }
  if ((d->present & (HAS_GET | HAS_SET)) && (d->present & (HAS_VALUE | WRITABLE))) {
    throw_error(TYPE_ERROR, "Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, %v", v);
    return false;
  }
  return true;
}

Value from_descriptor(const Descriptor *d) {
  Value o = new_object();
  if (d->attributes & ACCESSOR) {
    create_data_property(o, value_of(&s_get), d->getter);
    create_data_property(o, value_of(&s_set), d->setter);
  } else {
    create_data_property(o, value_of(&s_value), d->value);
    create_data_property(o, value_of(&s_writable), boolean(d->attributes & WRITABLE));
  }
  create_data_property(o, value_of(&s_enumerable), boolean((d->attributes & ENUMERABLE) != 0));
  create_data_property(o, value_of(&s_configurable), boolean((d->attributes & CONFIGURABLE) != 0));
  return o;
}

METHOD("Object", "defineProperty", 3, Object_defineProperty)
NATIVE(Object_defineProperty) {
  if (!is_object(ARG(0))) return throw_error(TYPE_ERROR, "Object.defineProperty called on non-object");
  Value key = to_property_key(ARG(1));
  TRY(key);
  Descriptor d;
  TRY_BOOL(to_descriptor(ARG(2), &d));
  int done = define_own_property(ARG(0), key, &d);
  TRY_INT(done);
  if (!done) {
    Descriptor old;
    if (has_kind(ARG(0), KIND_PROXY))
      return throw_error(TYPE_ERROR, "'defineProperty' on proxy: trap returned falsish for property '%k'", key);
    if (has_kind(ARG(0), KIND_TYPED_ARRAY) && is_int(key) && (uint32_t)as_int(key) >= ((TypedArray *)ARG(0))->length)
      return throw_error(TYPE_ERROR, "Invalid typed array index");
    if (get_own_property(ARG(0), key, &old) == 0) return throw_error(TYPE_ERROR, "Cannot define property %k, object is not extensible", key);
    return throw_error(TYPE_ERROR, "Cannot redefine property: %k", key);
  }
  return ARG(0);
}

/* All descriptions are read before anything is defined. */
Value define_properties(Value object, Value properties) {
  properties = to_object(properties);
  TRY(properties);
  Value keys = own_keys(properties, KEYS_STRINGS | KEYS_SYMBOLS);
  TRY(keys);
  Value given = new_array(0);
  for (uint32_t i = 0; i < array_of(keys)->length; i++) {
    Value key = to_property_key(array_of(keys)->items[i]);
    Descriptor own, d;
    int found = get_own_property(properties, key, &own);
    TRY_INT(found);
    if (!found || !(own.attributes & ENUMERABLE)) continue;
    Value v = get(properties, key);
    TRY(v);
    TRY_BOOL(to_descriptor(v, &d));
    const Value parts[] = {key, d.value, d.getter, d.setter, INT(d.attributes << 8 | d.present)};
    for (uint32_t k = 0; k < 5; k++) array_push(array_of(given), parts[k]);
  }
  for (uint32_t i = 0; i < array_of(given)->length; i += 5) {
    const Value *parts = &array_of(given)->items[i];
    Value key = parts[0];
    Descriptor d = {parts[1], parts[2], parts[3], (uint8_t)(as_int(parts[4]) >> 8), (uint8_t)as_int(parts[4])};
    int done = define_own_property(object, key, &d);
    TRY_INT(done);
    if (!done) return throw_error(TYPE_ERROR, "Cannot redefine property: %k", key);
  }
  return object;
}
METHOD("Object", "defineProperties", 2, Object_defineProperties)
NATIVE(Object_defineProperties) {
  if (!is_object(ARG(0))) return throw_error(TYPE_ERROR, "Object.defineProperties called on non-object");
  return define_properties(ARG(0), ARG(1));
}

METHOD("Object", "getOwnPropertyDescriptor", 2, Object_getOwnPropertyDescriptor)
NATIVE(Object_getOwnPropertyDescriptor) {
  Value o = to_object(ARG(0));
  TRY(o);
  Value key = to_property_key(ARG(1));
  TRY(key);
  Descriptor d;
  int found = get_own_property(o, key, &d);
  TRY_INT(found);
  return found ? from_descriptor(&d) : VALUE_UNDEFINED;
}
METHOD("Object", "getOwnPropertyDescriptors", 1, Object_getOwnPropertyDescriptors)
NATIVE(Object_getOwnPropertyDescriptors) {
  Value o = to_object(ARG(0));
  TRY(o);
  Value keys = own_keys(o, KEYS_STRINGS | KEYS_SYMBOLS);
  TRY(keys);
  Value result = new_object();
  for (uint32_t i = 0; i < array_of(keys)->length; i++) {
    Value key = to_property_key(array_of(keys)->items[i]);
    Descriptor d;
    int found = get_own_property(o, key, &d);
    TRY_INT(found);
    if (found) create_data_property(result, key, from_descriptor(&d));
  }
  return result;
}
METHOD("Object", "getOwnPropertyNames", 1, Object_getOwnPropertyNames)
NATIVE(Object_getOwnPropertyNames) {
  Value o = to_object(ARG(0));
  return o == VALUE_EXCEPTION ? o : own_keys(o, KEYS_STRINGS);
}
METHOD("Object", "getOwnPropertySymbols", 1, Object_getOwnPropertySymbols)
NATIVE(Object_getOwnPropertySymbols) {
  Value o = to_object(ARG(0));
  return o == VALUE_EXCEPTION ? o : own_keys(o, KEYS_SYMBOLS);
}
METHOD("Object", "is", 2, Object_is)
NATIVE(Object_is) { return boolean(same_value(ARG(0), ARG(1))); }
METHOD("Object", "hasOwn", 2, Object_hasOwn)
NATIVE(Object_hasOwn) {
  Value o = to_object(ARG(0));
  TRY(o);
  Value key = to_property_key(ARG(1));
  TRY(key);
  int found = has_own_property(o, key);
  TRY_INT(found);
  return boolean(found);
}
static Value prevent_all(Value o) {
  if (!is_object(o)) return o;
  int done = prevent_extensions(o);
  TRY_INT(done);
  return done ? o : throw_error(TYPE_ERROR, "'preventExtensions' on proxy: trap returned falsish");
}
METHOD("Object", "preventExtensions", 1, Object_preventExtensions)
NATIVE(Object_preventExtensions) {
  return prevent_all(ARG(0));
}
METHOD("Object", "isExtensible", 1, Object_isExtensible)
NATIVE(Object_isExtensible) {
  if (!is_object(ARG(0))) return VALUE_FALSE;
  int extensible = is_extensible(ARG(0));
  TRY_INT(extensible);
  return boolean(extensible);
}

static Value restrict_all(Value o, bool freeze) {
  if (!is_object(o)) return o;
  TRY(prevent_all(o));
  Cell *cell = cell_of(o);
  if (cell->kind == KIND_TYPED_ARRAY && freeze && ((TypedArray *)cell)->length > 0)
    return throw_error(TYPE_ERROR, "Cannot freeze array buffer views with elements");
  bool elements = cell->kind == KIND_TYPED_ARRAY; /* V8 leaves them as they are, and ECMA-262 refuses */
  if (cell->kind == KIND_ARRAY)
    cell->flags |= freeze ? ARRAY_SEALED | ARRAY_FROZEN | ARRAY_LENGTH_READONLY : ARRAY_SEALED;
  Value keys = own_keys(o, KEYS_STRINGS | KEYS_SYMBOLS);
  TRY(keys);
  for (uint32_t i = 0; i < array_of(keys)->length; i++) {
    Value key = to_property_key(array_of(keys)->items[i]);
    Descriptor own;
    int found = freeze ? get_own_property(o, key, &own) : true; /* a proxy sees who asks */
    TRY_INT(found);
    if (!found || (elements && is_int(key))) continue;
    Descriptor d = {VALUE_UNDEFINED, VALUE_UNDEFINED, VALUE_UNDEFINED, 0, CONFIGURABLE};
    if (freeze && !(own.attributes & ACCESSOR)) d.present |= WRITABLE;
    int done = define_own_property(o, key, &d);
    TRY_INT(done);
    if (!done) return throw_error(TYPE_ERROR, "Cannot redefine property: %k", key);
  }
  return o;
}
METHOD("Object", "freeze", 1, Object_freeze)
NATIVE(Object_freeze) { return restrict_all(ARG(0), true); }
METHOD("Object", "seal", 1, Object_seal)
NATIVE(Object_seal) { return restrict_all(ARG(0), false); }

static Value is_restricted(Value o, bool frozen) {
  if (!is_object(o)) return VALUE_TRUE;
  int extensible = is_extensible(o);
  TRY_INT(extensible);
  if (extensible) return VALUE_FALSE;
  Value keys = own_keys(o, KEYS_STRINGS | KEYS_SYMBOLS);
  TRY(keys);
  for (uint32_t i = 0; i < array_of(keys)->length; i++) {
    Descriptor d;
    int found = get_own_property(o, to_property_key(array_of(keys)->items[i]), &d);
    TRY_INT(found);
    if (!found) continue;
    if (d.attributes & CONFIGURABLE) return VALUE_FALSE;
    if (frozen && !(d.attributes & ACCESSOR) && (d.attributes & WRITABLE)) return VALUE_FALSE;
  }
  return VALUE_TRUE;
}
METHOD("Object", "isFrozen", 1, Object_isFrozen)
NATIVE(Object_isFrozen) { return is_restricted(ARG(0), true); }
METHOD("Object", "isSealed", 1, Object_isSealed)
NATIVE(Object_isSealed) { return is_restricted(ARG(0), false); }

METHOD("Object", "fromEntries", 1, Object_fromEntries)
NATIVE(Object_fromEntries) {
  if (is_nullish(ARG(0))) return throw_error(TYPE_ERROR, "%v is not iterable", ARG(0));
  Value iterator = get_iterator(ARG(0), NULL);
  TRY(iterator);
  Value o = new_object();
  for (;;) {
    Value entry = iterator_next(iterator);
    TRY(entry);
    if (entry == VALUE_END) return o;
    Value key = VALUE_EXCEPTION, value = VALUE_UNDEFINED;
    if (!is_object(entry)) throw_error(TYPE_ERROR, "Iterator value %v is not an entry object", entry);
    else {
      key = get(entry, INT(0));
      value = key == VALUE_EXCEPTION ? key : get(entry, INT(1));
      if (value == VALUE_EXCEPTION) key = value;
      if (key != VALUE_EXCEPTION) key = to_property_key(key);
    }
    if (key == VALUE_EXCEPTION) {
      iterator_close_quietly(iterator);
      return VALUE_EXCEPTION;
    }
    create_data_property(o, key, value);
  }
}

/* --- Object.prototype */

METHOD("Object.prototype", "hasOwnProperty", 1, ObjectPrototype_hasOwnProperty)
NATIVE(ObjectPrototype_hasOwnProperty) {
  Value key = to_property_key(ARG(0));
  TRY(key);
  Value o = to_object(this_value);
  TRY(o);
  int found = has_own_property(o, key);
  TRY_INT(found);
  return boolean(found);
}
METHOD("Object.prototype", "isPrototypeOf", 1, ObjectPrototype_isPrototypeOf)
NATIVE(ObjectPrototype_isPrototypeOf) {
  if (!is_object(ARG(0))) return VALUE_FALSE;
  Value o = to_object(this_value);
  TRY(o);
  Value p = get_prototype(ARG(0));
  for (; is_object(p); p = get_prototype(p))
    if (p == o) return VALUE_TRUE;
  return p == VALUE_EXCEPTION ? p : VALUE_FALSE;
}
METHOD("Object.prototype", "propertyIsEnumerable", 1, ObjectPrototype_propertyIsEnumerable)
NATIVE(ObjectPrototype_propertyIsEnumerable) {
  Value key = to_property_key(ARG(0));
  TRY(key);
  Value o = to_object(this_value);
  TRY(o);
  Descriptor d;
  int found = get_own_property(o, key, &d);
  TRY_INT(found);
  return boolean(found && (d.attributes & ENUMERABLE));
}
METHOD("Object.prototype", "valueOf", 0, ObjectPrototype_valueOf)
NATIVE(ObjectPrototype_valueOf) { return to_object(this_value); }
METHOD("Object.prototype", "toLocaleString", 0, ObjectPrototype_toLocaleString)
NATIVE(ObjectPrototype_toLocaleString) {
  Value f = get(this_value, value_of(&s_toString));
  TRY(f);
  return call(f, this_value, 0, NULL, "toString");
}
METHOD("Object.prototype", "toString", 0, ObjectPrototype_toString)
NATIVE(ObjectPrototype_toString) {
  if (this_value == VALUE_UNDEFINED) return string_from_ascii("[object Undefined]");
  if (this_value == VALUE_NULL) return string_from_ascii("[object Null]");
  Value o = to_object(this_value);
  const char *tag = "Object";
  Kind kind = (Kind)cell_of(o)->kind;
  int array = is_array_or_proxy(o);
  TRY_INT(array);
  if (array) tag = "Array";
  else if (is_callable(o)) tag = "Function";
  else if (kind == KIND_ERROR) tag = "Error";
  else if (kind == KIND_ARGUMENTS) tag = "Arguments";
  else if (kind == KIND_DATE) tag = "Date";
  else if (kind == KIND_REGEXP) tag = "RegExp";
  else if (kind == KIND_WRAPPER) {
    Value data = ((DataObject *)o)->data;
    tag = is_string(data) ? "String" : is_number(data) ? "Number" : is_boolean(data) ? "Boolean" : "Object";
  }
  Value own = get(o, value_of(&symbol_toStringTag));
  TRY(own);
  TextBuilder b;
  builder_start(&b);
  builder_ascii(&b, "[object ");
  if (is_string(own)) builder_string(&b, string_of(own));
  else builder_ascii(&b, tag);
  builder_unit(&b, ']');
  return builder_finish(&b);
}
GETTER("Object.prototype", "__proto__", ObjectPrototype_proto)
NATIVE(ObjectPrototype_proto) {
  Value o = to_object(this_value);
  return o == VALUE_EXCEPTION ? o : get_prototype(o);
}
SETTER("Object.prototype", "__proto__", ObjectPrototype_setProto)
NATIVE(ObjectPrototype_setProto) {
  if (!is_object(this_value) || (!is_object(ARG(0)) && ARG(0) != VALUE_NULL)) return VALUE_UNDEFINED;
  int done = set_prototype(this_value, ARG(0));
  TRY_INT(done);
  return done ? VALUE_UNDEFINED : throw_error(TYPE_ERROR, "Cyclic __proto__ value");
}

/* --- Annex B: accessors by name */

static Value define_one_accessor(Value this_value, Value name, Value function, bool getter) {
  Value o = to_object(this_value);
  TRY(o);
  if (!is_callable(function))
    return throw_error(TYPE_ERROR, "Object.prototype.__define%stter__: Expecting function", getter ? "Ge" : "Se");
  Value key = to_property_key(name);
  TRY(key);
  Value none = VALUE_EXCEPTION;
  int done = define_accessor(o, key, getter ? function : none, getter ? none : function, ENUMERABLE | CONFIGURABLE);
  TRY_INT(done);
  return done ? VALUE_UNDEFINED : throw_error(TYPE_ERROR, "Cannot redefine property: %k", key);
}
METHOD("Object.prototype", "__defineGetter__", 2, ObjectPrototype_defineGetter)
NATIVE(ObjectPrototype_defineGetter) { return define_one_accessor(this_value, ARG(0), ARG(1), true); }
METHOD("Object.prototype", "__defineSetter__", 2, ObjectPrototype_defineSetter)
NATIVE(ObjectPrototype_defineSetter) { return define_one_accessor(this_value, ARG(0), ARG(1), false); }

static Value look_up_accessor(Value this_value, Value name, bool getter) {
  Value o = to_object(this_value);
  TRY(o);
  Value key = to_property_key(name);
  TRY(key);
  for (; is_object(o); o = get_prototype(o)) {
    Descriptor d;
    int found = get_own_property(o, key, &d);
    TRY_INT(found);
    if (found) return !(d.attributes & ACCESSOR) ? VALUE_UNDEFINED : getter ? d.getter : d.setter;
  }
  return o == VALUE_EXCEPTION ? o : VALUE_UNDEFINED;
}
METHOD("Object.prototype", "__lookupGetter__", 1, ObjectPrototype_lookupGetter)
NATIVE(ObjectPrototype_lookupGetter) { return look_up_accessor(this_value, ARG(0), true); }
METHOD("Object.prototype", "__lookupSetter__", 1, ObjectPrototype_lookupSetter)
NATIVE(ObjectPrototype_lookupSetter) { return look_up_accessor(this_value, ARG(0), false); }
