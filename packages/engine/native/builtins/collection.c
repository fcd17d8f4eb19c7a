#include "builtins.h"

static Value construct_collection(Kind kind, Intrinsic fallback, Value new_target, Value iterable, bool pairs, const char *adder) {
  if (new_target == VALUE_UNDEFINED) return throw_error(TYPE_ERROR, "Constructor %s requires 'new'", pairs ? "Map" : "Set");
  Value prototype = prototype_from_constructor(new_target, fallback);
  TRY(prototype);
  Value c = new_collection(kind, prototype);
  if (is_nullish(iterable)) return c;
  Value add = get(c, intern_ascii(adder));
  TRY(add);
  if (!is_callable(add)) return throw_error(TYPE_ERROR, "'%v' returned for property '%s' of object '%v' is not a function", add, adder, c);
  Value iterator = get_iterator(iterable, NULL);
  TRY(iterator);
  for (;;) {
    Value item = iterator_next(iterator);
    TRY(item);
    if (item == VALUE_END) return c;
    Value r = VALUE_UNDEFINED;
    if (pairs) {
      if (!is_object(item)) r = throw_error(TYPE_ERROR, "Iterator value %v is not an entry object", item);
      else {
        Value key = get(item, INT(0));
        Value value = key == VALUE_EXCEPTION ? key : get(item, INT(1));
        r = value == VALUE_EXCEPTION ? value : call_2(add, c, key, value);
      }
    } else r = call_1(add, c, item);
    if (r == VALUE_EXCEPTION) {
      iterator_close_quietly(iterator);
      return r;
    }
  }
}
CONSTRUCTOR("Map", 0, Map_construct, "Map.prototype")
NATIVE(Map_construct) { return construct_collection(KIND_MAP, MAP_PROTOTYPE, new_target, ARG(0), true, "set"); }
CONSTRUCTOR("Set", 0, Set_construct, "Set.prototype")
NATIVE(Set_construct) { return construct_collection(KIND_SET, SET_PROTOTYPE, new_target, ARG(0), false, "add"); }
CONSTRUCTOR("WeakMap", 0, WeakMap_construct, "WeakMap.prototype")
NATIVE(WeakMap_construct) { return construct_collection(KIND_WEAK_MAP, WEAK_MAP_PROTOTYPE, new_target, ARG(0), true, "set"); }
CONSTRUCTOR("WeakSet", 0, WeakSet_construct, "WeakSet.prototype")
NATIVE(WeakSet_construct) { return construct_collection(KIND_WEAK_SET, WEAK_SET_PROTOTYPE, new_target, ARG(0), false, "add"); }

static Collection *receiver(Value v, Kind kind, const char *method) {
  if (has_kind(v, kind)) return (Collection *)v;
  throw_error(TYPE_ERROR, "Method %s called on incompatible receiver %v", method, v);
  return NULL;
}
#define RECEIVER(kind, method)                           \
  Collection *c = receiver(this_value, kind, method);    \
  if (c == NULL) return VALUE_EXCEPTION

static Value get_entry(Collection *c, Value key) {
  HashEntry *e = collection_find(c, key);
  return e == NULL ? VALUE_UNDEFINED : e->value;
}
METHOD("Map.prototype", "get", 1, MapPrototype_get)
NATIVE(MapPrototype_get) { RECEIVER(KIND_MAP, "Map.prototype.get"); return get_entry(c, ARG(0)); }
METHOD("Map.prototype", "set", 2, MapPrototype_set)
NATIVE(MapPrototype_set) { RECEIVER(KIND_MAP, "Map.prototype.set"); collection_put(c, ARG(0), ARG(1)); return this_value; }
METHOD("Map.prototype", "has", 1, MapPrototype_has)
NATIVE(MapPrototype_has) { RECEIVER(KIND_MAP, "Map.prototype.has"); return boolean(collection_find(c, ARG(0)) != NULL); }
METHOD("Map.prototype", "delete", 1, MapPrototype_delete)
NATIVE(MapPrototype_delete) { RECEIVER(KIND_MAP, "Map.prototype.delete"); return boolean(collection_delete(c, ARG(0))); }
METHOD("Map.prototype", "clear", 0, MapPrototype_clear)
NATIVE(MapPrototype_clear) { RECEIVER(KIND_MAP, "Map.prototype.clear"); collection_clear(c); return VALUE_UNDEFINED; }
GETTER("Map.prototype", "size", MapPrototype_size)
NATIVE(MapPrototype_size) { RECEIVER(KIND_MAP, "get Map.prototype.size"); return number_from_uint32(collection_size(c)); }
METHOD("Set.prototype", "add", 1, SetPrototype_add)
NATIVE(SetPrototype_add) { RECEIVER(KIND_SET, "Set.prototype.add"); collection_put(c, ARG(0), ARG(0)); return this_value; }
METHOD("Set.prototype", "has", 1, SetPrototype_has)
NATIVE(SetPrototype_has) { RECEIVER(KIND_SET, "Set.prototype.has"); return boolean(collection_find(c, ARG(0)) != NULL); }
METHOD("Set.prototype", "delete", 1, SetPrototype_delete)
NATIVE(SetPrototype_delete) { RECEIVER(KIND_SET, "Set.prototype.delete"); return boolean(collection_delete(c, ARG(0))); }
METHOD("Set.prototype", "clear", 0, SetPrototype_clear)
NATIVE(SetPrototype_clear) { RECEIVER(KIND_SET, "Set.prototype.clear"); collection_clear(c); return VALUE_UNDEFINED; }
GETTER("Set.prototype", "size", SetPrototype_size)
NATIVE(SetPrototype_size) { RECEIVER(KIND_SET, "get Set.prototype.size"); return number_from_uint32(collection_size(c)); }

static Value for_each(Collection *c, Value self, Value f, Value this_arg) {
  if (!is_callable(f)) return throw_error(TYPE_ERROR, "%v is not a function", f);
  HashTable *table = c->table;
  uint32_t position = 0;
  for (HashEntry *e; (e = iteration_next(&table, &position)) != NULL;) {
    Value key = e->key;
    TRY(call_3(f, this_arg, c->header.kind == KIND_MAP ? e->value : key, key, self));
  }
  return VALUE_UNDEFINED;
}
METHOD("Map.prototype", "forEach", 1, MapPrototype_forEach)
NATIVE(MapPrototype_forEach) { RECEIVER(KIND_MAP, "Map.prototype.forEach"); return for_each(c, this_value, ARG(0), ARG(1)); }
METHOD("Set.prototype", "forEach", 1, SetPrototype_forEach)
NATIVE(SetPrototype_forEach) { RECEIVER(KIND_SET, "Set.prototype.forEach"); return for_each(c, this_value, ARG(0), ARG(1)); }

static Value iterate(Collection *c, Intrinsic prototype, uint16_t type) {
  Shape *shape = root_shape(intrinsic(prototype), KIND_COLLECTION_ITERATOR, 1);
  CollectionIterator *it = allocate(sizeof(CollectionIterator));
  set_header(&it->header, shape->reference, KIND_COLLECTION_ITERATOR, 0, type);
  it->table = c->table;
  it->position = 0;
  it->of_map = c->header.kind == KIND_MAP;
  it->slots[0] = VALUE_UNDEFINED;
  return value_of(it);
}
METHOD("Map.prototype", "keys", 0, MapPrototype_keys)
NATIVE(MapPrototype_keys) { RECEIVER(KIND_MAP, "Map.prototype.keys"); return iterate(c, MAP_ITERATOR_PROTOTYPE, ITERATE_KEYS); }
METHOD("Map.prototype", "values", 0, MapPrototype_values)
NATIVE(MapPrototype_values) { RECEIVER(KIND_MAP, "Map.prototype.values"); return iterate(c, MAP_ITERATOR_PROTOTYPE, ITERATE_VALUES); }
METHOD("Map.prototype", "entries", 0, MapPrototype_entries)
ALIAS("Map.prototype", "@@iterator", "entries")
NATIVE(MapPrototype_entries) { RECEIVER(KIND_MAP, "Map.prototype.entries"); return iterate(c, MAP_ITERATOR_PROTOTYPE, ITERATE_ENTRIES); }
METHOD("Set.prototype", "values", 0, SetPrototype_values)
ALIAS("Set.prototype", "keys", "values")
ALIAS("Set.prototype", "@@iterator", "values")
NATIVE(SetPrototype_values) { RECEIVER(KIND_SET, "Set.prototype.values"); return iterate(c, SET_ITERATOR_PROTOTYPE, ITERATE_KEYS); }
METHOD("Set.prototype", "entries", 0, SetPrototype_entries)
NATIVE(SetPrototype_entries) { RECEIVER(KIND_SET, "Set.prototype.entries"); return iterate(c, SET_ITERATOR_PROTOTYPE, ITERATE_ENTRIES); }

Value collection_iterator_step(CollectionIterator *iterator);
METHOD("%MapIteratorPrototype%", "next", 0, CollectionIteratorPrototype_next)
METHOD("%SetIteratorPrototype%", "next", 0, CollectionIteratorPrototype_next)
NATIVE(CollectionIteratorPrototype_next) {
  if (!has_kind(this_value, KIND_COLLECTION_ITERATOR))
    return throw_error(TYPE_ERROR, "next method called on incompatible receiver %v", this_value);
  Value v = collection_iterator_step((CollectionIterator *)this_value);
  return v == VALUE_END ? new_iterator_result(VALUE_UNDEFINED, true) : new_iterator_result(v, false);
}

static bool can_be_weak(Value v) { return is_object(v) || (is_symbol(v) && !(cell_of(v)->flags & SYMBOL_REGISTERED)); }
METHOD("WeakMap.prototype", "get", 1, WeakMapPrototype_get)
NATIVE(WeakMapPrototype_get) { RECEIVER(KIND_WEAK_MAP, "WeakMap.prototype.get"); return get_entry(c, ARG(0)); }
METHOD("WeakMap.prototype", "set", 2, WeakMapPrototype_set)
NATIVE(WeakMapPrototype_set) {
  RECEIVER(KIND_WEAK_MAP, "WeakMap.prototype.set");
  if (!can_be_weak(ARG(0))) return throw_error(TYPE_ERROR, "Invalid value used as weak map key");
  collection_put(c, ARG(0), ARG(1));
  return this_value;
}
METHOD("WeakMap.prototype", "has", 1, WeakMapPrototype_has)
NATIVE(WeakMapPrototype_has) { RECEIVER(KIND_WEAK_MAP, "WeakMap.prototype.has"); return boolean(collection_find(c, ARG(0)) != NULL); }
METHOD("WeakMap.prototype", "delete", 1, WeakMapPrototype_delete)
NATIVE(WeakMapPrototype_delete) { RECEIVER(KIND_WEAK_MAP, "WeakMap.prototype.delete"); return boolean(collection_delete(c, ARG(0))); }
METHOD("WeakSet.prototype", "add", 1, WeakSetPrototype_add)
NATIVE(WeakSetPrototype_add) {
  RECEIVER(KIND_WEAK_SET, "WeakSet.prototype.add");
  if (!can_be_weak(ARG(0))) return throw_error(TYPE_ERROR, "Invalid value used in weak set");
  collection_put(c, ARG(0), VALUE_TRUE);
  return this_value;
}
METHOD("WeakSet.prototype", "has", 1, WeakSetPrototype_has)
NATIVE(WeakSetPrototype_has) { RECEIVER(KIND_WEAK_SET, "WeakSet.prototype.has"); return boolean(collection_find(c, ARG(0)) != NULL); }
METHOD("WeakSet.prototype", "delete", 1, WeakSetPrototype_delete)
NATIVE(WeakSetPrototype_delete) { RECEIVER(KIND_WEAK_SET, "WeakSet.prototype.delete"); return boolean(collection_delete(c, ARG(0))); }

CONSTRUCTOR("WeakRef", 1, WeakRef_construct, "WeakRef.prototype")
NATIVE(WeakRef_construct) {
  if (new_target == VALUE_UNDEFINED) return throw_error(TYPE_ERROR, "Constructor WeakRef requires 'new'");
  if (!can_be_weak(ARG(0))) return throw_error(TYPE_ERROR, "WeakRef: invalid target");
  Value prototype = prototype_from_constructor(new_target, WEAK_REF_PROTOTYPE);
  TRY(prototype);
  return value_of(new_data_object(KIND_WEAK_REF, prototype, ARG(0)));
}
METHOD("WeakRef.prototype", "deref", 0, WeakRefPrototype_deref)
NATIVE(WeakRefPrototype_deref) {
  if (!has_kind(this_value, KIND_WEAK_REF)) return throw_error(TYPE_ERROR, "Method WeakRef.prototype.deref called on incompatible receiver %v", this_value);
  return ((DataObject *)this_value)->data;
}
CONSTANT("Map.prototype", "@@toStringTag", "Map")
CONSTANT("Set.prototype", "@@toStringTag", "Set")
CONSTANT("WeakMap.prototype", "@@toStringTag", "WeakMap")
CONSTANT("WeakSet.prototype", "@@toStringTag", "WeakSet")
CONSTANT("WeakRef.prototype", "@@toStringTag", "WeakRef")
