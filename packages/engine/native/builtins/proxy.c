#include "../proxy.h"
#include "builtins.h"

bool to_descriptor(Value v, Descriptor *d);
Value from_descriptor(const Descriptor *d);

#define TRAPS(X)                                                                                                   \
  X(getOwnPropertyDescriptor) X(defineProperty) X(has) X(get) X(set) X(deleteProperty) X(ownKeys) X(getPrototypeOf) \
  X(setPrototypeOf) X(isExtensible) X(preventExtensions) X(apply) X(construct)
#define X(name) TRAP_##name,
enum { TRAPS(X) TRAP_COUNT };
#undef X
#define X(name) #name,
static const char *const trap_texts[TRAP_COUNT] = {TRAPS(X)};
#undef X

static Value key_of_text(const char *text) { return value_of(intern(string_of(string_from_ascii(text)))); }

/* The handler's method of this name; VALUE_UNDEFINED: the target decides. */
static Value trap_of(Value proxy, int trap_number) {
  static ROOT Value names[TRAP_COUNT];
  if (names[trap_number] == 0) names[trap_number] = key_of_text(trap_texts[trap_number]);
  Value name = names[trap_number];
  Proxy *p = (Proxy *)proxy;
  STACK_CHECK();
  if (p->handler == VALUE_NULL)
    return throw_error(TYPE_ERROR, "Cannot perform '%v' on a proxy that has been revoked", name);
  Value trap = get(p->handler, name);
  if (trap == VALUE_EXCEPTION || is_callable(trap)) return trap;
  if (is_nullish(trap)) return VALUE_UNDEFINED;
  return throw_error(TYPE_ERROR, "'%v' returned for property '%v' of object '%v' is not a function", trap, name, p->handler);
}

#define TRAP(name, failed)                            \
  Value trap = trap_of(object, TRAP_##name);            \
  if (trap == VALUE_EXCEPTION) return failed;         \
  Value target UNUSED = ((Proxy *)object)->target;    \
  Value handler UNUSED = ((Proxy *)object)->handler

#define FAIL(...) return throw_error(TYPE_ERROR, __VA_ARGS__), -1

static bool configurable(const Descriptor *d) { return (d->attributes & CONFIGURABLE) != 0; }
static bool readonly_data(const Descriptor *d) { return !(d->attributes & (ACCESSOR | WRITABLE)); }

static int proxy_get_own(Value object, Value key, Descriptor *d) {
  TRAP(getOwnPropertyDescriptor, -1);
  if (trap == VALUE_UNDEFINED) return get_own_property(target, key, d);
  Value result = call_2(trap, handler, target, key_to_value(key));
  if (result == VALUE_EXCEPTION) return -1;
  if (!is_object(result) && result != VALUE_UNDEFINED)
    FAIL("'getOwnPropertyDescriptor' on proxy: trap returned neither object nor undefined for property '%k'", key);
  Descriptor own;
  int found = get_own_property(target, key, &own);
  if (found < 0) return -1;
  if (result == VALUE_UNDEFINED) {
    if (!found) return 0;
    if (!configurable(&own))
      FAIL("'getOwnPropertyDescriptor' on proxy: trap returned undefined for property '%k' which is non-configurable in the proxy target", key);
    int extensible = is_extensible(target);
    if (extensible < 0) return -1;
    if (!extensible)
      FAIL("'getOwnPropertyDescriptor' on proxy: trap returned undefined for property '%k' which exists in the non-extensible proxy target", key);
    return 0;
  }
  int extensible = is_extensible(target);
  if (extensible < 0 || !to_descriptor(result, d)) return -1;
  if (d->present & (HAS_GET | HAS_SET)) d->attributes |= ACCESSOR;
  if (found ? !descriptor_is_compatible(&own, d) : !extensible)
    FAIL("'getOwnPropertyDescriptor' on proxy: trap returned descriptor for property '%k' that is incompatible with the existing property in the proxy target", key);
  if (!configurable(d)) {
    if (!found || configurable(&own))
      FAIL("'getOwnPropertyDescriptor' on proxy: trap reported non-configurability for property '%k' which is either non-existent or configurable in the proxy target", key);
    if ((d->present & WRITABLE) && !(d->attributes & WRITABLE) && (own.attributes & WRITABLE))
      FAIL("'getOwnPropertyDescriptor' on proxy: trap reported non-configurable and writable for property '%k' which is non-configurable, non-writable in the proxy target", key);
  }
  return 1;
}

static Value full_descriptor_object(const Descriptor *d) {
  Value o = new_object();
  if (d->present & HAS_VALUE) create_data_property(o, value_of(&s_value), d->value);
  if (d->present & WRITABLE) create_data_property(o, value_of(&s_writable), boolean((d->attributes & WRITABLE) != 0));
  if (d->present & HAS_GET) create_data_property(o, value_of(&s_get), d->getter);
  if (d->present & HAS_SET) create_data_property(o, value_of(&s_set), d->setter);
  if (d->present & ENUMERABLE) create_data_property(o, value_of(&s_enumerable), boolean((d->attributes & ENUMERABLE) != 0));
  if (d->present & CONFIGURABLE)
    create_data_property(o, value_of(&s_configurable), boolean((d->attributes & CONFIGURABLE) != 0));
  return o;
}

static int proxy_define_own(Value object, Value key, const Descriptor *d) {
  TRAP(defineProperty, -1);
  if (trap == VALUE_UNDEFINED) return define_own_property(target, key, d);
  Value result = call_3(trap, handler, target, key_to_value(key), full_descriptor_object(d));
  if (result == VALUE_EXCEPTION) return -1;
  if (!truthy(result)) return 0;
  Descriptor own;
  int found = get_own_property(target, key, &own);
  if (found < 0) return -1;
  int extensible = is_extensible(target);
  if (extensible < 0) return -1;
  bool makes_fixed = (d->present & CONFIGURABLE) && !configurable(d);
  if (!found) {
    if (!extensible)
      FAIL("'defineProperty' on proxy: trap returned truish for adding property '%k'  to the non-extensible proxy target", key);
    if (makes_fixed)
      FAIL("'defineProperty' on proxy: trap returned truish for defining non-configurable property '%k' which is either non-existent or configurable in the proxy target", key);
    return 1;
  }
  if (!descriptor_is_compatible(&own, d))
    FAIL("'defineProperty' on proxy: trap returned truish for adding property '%k'  that is incompatible with the existing property in the proxy target", key);
  if (makes_fixed && configurable(&own))
    FAIL("'defineProperty' on proxy: trap returned truish for defining non-configurable property '%k' which is either non-existent or configurable in the proxy target", key);
  if (!(own.attributes & ACCESSOR) && !configurable(&own) && (own.attributes & WRITABLE) && (d->present & WRITABLE) &&
      !(d->attributes & WRITABLE))
    FAIL("'defineProperty' on proxy: trap returned truish for defining non-configurable property '%k' which cannot be non-writable, unless there exists a corresponding non-configurable, non-writable own property of the target object.", key);
  return 1;
}

static int proxy_has(Value object, Value key) {
  TRAP(has, -1);
  if (trap == VALUE_UNDEFINED) return has_property(target, key);
  Value result = call_2(trap, handler, target, key_to_value(key));
  if (result == VALUE_EXCEPTION) return -1;
  if (truthy(result)) return 1;
  Descriptor own;
  int found = get_own_property(target, key, &own);
  if (found <= 0) return found;
  if (!configurable(&own))
    FAIL("'has' on proxy: trap returned falsish for property '%k' which exists in the proxy target as non-configurable", key);
  int extensible = is_extensible(target);
  if (extensible < 0) return -1;
  if (!extensible) FAIL("'has' on proxy: trap returned falsish for property '%k' but the proxy target is not extensible", key);
  return 0;
}

static Value proxy_get(Value object, Value key, Value receiver) {
  TRAP(get, VALUE_EXCEPTION);
  if (trap == VALUE_UNDEFINED) return get_from(target, key, receiver);
  Value result = call_3(trap, handler, target, key_to_value(key), receiver);
  TRY(result);
  Descriptor own;
  int found = get_own_property(target, key, &own);
  TRY_INT(found);
  if (!found || configurable(&own)) return result;
  if (readonly_data(&own) && !same_value(own.value, result))
    return throw_error(TYPE_ERROR, "'get' on proxy: property '%k' is a read-only and non-configurable data property on the proxy target but the proxy did not return its actual value (expected '%v' but got '%v')", key, own.value, result);
  if ((own.attributes & ACCESSOR) && own.getter == VALUE_UNDEFINED && result != VALUE_UNDEFINED)
    return throw_error(TYPE_ERROR, "'get' on proxy: property '%k' is a non-configurable accessor property on the proxy target and does not have a getter function, but the trap did not return 'undefined' (got '%v')", key, result);
  return result;
}

static int proxy_set(Value object, Value key, Value value, Value receiver) {
  TRAP(set, -1);
  if (trap == VALUE_UNDEFINED) return set_on(target, key, value, receiver);
  Value result = call(trap, handler, 4, (Value[]){target, key_to_value(key), value, receiver}, NULL);
  if (result == VALUE_EXCEPTION) return -1;
  if (!truthy(result)) return 0;
  Descriptor own;
  int found = get_own_property(target, key, &own);
  if (found < 0) return -1;
  if (!found || configurable(&own)) return 1;
  if (readonly_data(&own) && !same_value(own.value, value))
    FAIL("'set' on proxy: trap returned truish for property '%k' which exists in the proxy target as a non-configurable and non-writable data property with a different value", key);
  if ((own.attributes & ACCESSOR) && own.setter == VALUE_UNDEFINED)
    FAIL("'set' on proxy: trap returned truish for property '%k' which exists in the proxy target as a non-configurable and non-writable accessor property without a setter", key);
  return 1;
}

static int proxy_delete(Value object, Value key) {
  TRAP(deleteProperty, -1);
  if (trap == VALUE_UNDEFINED) return delete_property(target, key);
  Value result = call_2(trap, handler, target, key_to_value(key));
  if (result == VALUE_EXCEPTION) return -1;
  if (!truthy(result)) return 0;
  Descriptor own;
  int found = get_own_property(target, key, &own);
  if (found <= 0) return found < 0 ? -1 : 1;
  if (!configurable(&own))
    FAIL("'deleteProperty' on proxy: trap returned truish for property '%k' which is non-configurable in the proxy target", key);
  int extensible = is_extensible(target);
  if (extensible < 0) return -1;
  if (!extensible)
    FAIL("'deleteProperty' on proxy: trap returned truish for property '%k' but the proxy target is non-extensible", key);
  return 1;
}

/* Index of a key in a list of keys as values, or -1. */
static int64_t position_of(Array *list, Value key) {
  for (uint32_t i = 0; i < list->length; i++)
    if (list->items[i] != VALUE_HOLE && strict_equals(list->items[i], key)) return i;
  return -1;
}

/* Removes a key from those that are still to be accounted for. */
static bool take_key(Array *list, Value key) {
  int64_t at = position_of(list, key);
  if (at < 0) return false;
  list->items[at] = VALUE_HOLE;
  return true;
}

/* The checked result of the trap ownKeys, or all keys of the target. */
static Value all_keys(Value object) {
  TRAP(ownKeys, VALUE_EXCEPTION);
  if (trap == VALUE_UNDEFINED) return own_keys(target, KEYS_STRINGS | KEYS_SYMBOLS);
  Value result = call_1(trap, handler, target);
  TRY(result);
  if (!is_object(result)) return throw_error(TYPE_ERROR, "CreateListFromArrayLike called on non-object");
  uint64_t length;
  TRY_BOOL(length_of(result, &length));
  Value keys = new_array(0);
  Collection *seen = (Collection *)new_collection(KIND_SET, intrinsic(SET_PROTOTYPE));
  for (uint64_t i = 0; i < length; i++) {
    Value item = get_element(result, number((double)i));
    TRY(item);
    if (!is_string(item) && !is_symbol(item)) return throw_error(TYPE_ERROR, "%v is not a valid property name", item);
    array_push(array_of(keys), item);
  }
  for (uint32_t i = 0; i < array_of(keys)->length; i++) {
    Value item = array_of(keys)->items[i];
    if (collection_find(seen, item) != NULL)
      return throw_error(TYPE_ERROR, "'ownKeys' on proxy: trap returned duplicate entries");
    collection_put(seen, item, VALUE_TRUE);
  }
  int extensible = is_extensible(target);
  TRY_INT(extensible);
  Value target_keys = own_keys(target, KEYS_STRINGS | KEYS_SYMBOLS);
  TRY(target_keys);
  uint32_t fixed = 0;
  Array *own = array_of(target_keys);
  Value is_fixed = new_array(0);
  for (uint32_t i = 0; i < own->length; i++) {
    Descriptor d;
    int found = get_own_property(target, to_property_key(own->items[i]), &d);
    TRY_INT(found);
    bool f = found && !configurable(&d);
    fixed += f;
    array_push(array_of(is_fixed), boolean(f));
  }
  if (extensible && fixed == 0) return keys;
  Value unchecked = new_array_from(array_of(keys)->length, array_of(keys)->items);
  for (int pass = 0; pass < 2; pass++) {
    if (pass == 1 && extensible) return keys;
    for (uint32_t i = 0; i < own->length; i++) {
      if ((array_of(is_fixed)->items[i] == VALUE_TRUE) == (pass == 1)) continue;
      if (!take_key(array_of(unchecked), own->items[i]))
        return throw_error(TYPE_ERROR, "'ownKeys' on proxy: trap result did not include '%v'", own->items[i]);
    }
  }
  for (uint32_t i = 0; i < array_of(unchecked)->length; i++)
    if (array_of(unchecked)->items[i] != VALUE_HOLE)
      return throw_error(TYPE_ERROR, "'ownKeys' on proxy: trap returned extra keys but proxy target is non-extensible");
  return keys;
}

static Value proxy_keys(Value object, int filter) {
  Value keys = all_keys(object);
  TRY(keys);
  Value result = new_array(0);
  for (uint32_t i = 0; i < array_of(keys)->length; i++) {
    Value key = array_of(keys)->items[i];
    if (!(filter & (is_symbol(key) ? KEYS_SYMBOLS : KEYS_STRINGS))) continue;
    if (filter & KEYS_ENUMERABLE) {
      Descriptor d;
      int found = get_own_property(object, to_property_key(key), &d);
      TRY_INT(found);
      if (!found || !(d.attributes & ENUMERABLE)) continue;
    }
    array_push(array_of(result), key);
  }
  return result;
}

static Value proxy_get_prototype(Value object) {
  TRAP(getPrototypeOf, VALUE_EXCEPTION);
  if (trap == VALUE_UNDEFINED) return get_prototype(target);
  Value result = call_1(trap, handler, target);
  TRY(result);
  if (!is_object(result) && result != VALUE_NULL)
    return throw_error(TYPE_ERROR, "'getPrototypeOf' on proxy: trap returned neither object nor null");
  int extensible = is_extensible(target);
  TRY_INT(extensible);
  if (extensible) return result;
  Value actual = get_prototype(target);
  TRY(actual);
  if (actual != result)
    return throw_error(TYPE_ERROR, "'getPrototypeOf' on proxy: proxy target is non-extensible but the trap did not return its actual prototype");
  return result;
}

static int proxy_set_prototype(Value object, Value prototype) {
  TRAP(setPrototypeOf, -1);
  if (trap == VALUE_UNDEFINED) return set_prototype(target, prototype);
  Value result = call_2(trap, handler, target, prototype);
  if (result == VALUE_EXCEPTION) return -1;
  if (!truthy(result)) return 0;
  int extensible = is_extensible(target);
  if (extensible != 0) return extensible < 0 ? -1 : 1;
  Value actual = get_prototype(target);
  if (actual == VALUE_EXCEPTION) return -1;
  if (actual != prototype)
    FAIL("'setPrototypeOf' on proxy: trap returned truish for setting a new prototype on the non-extensible proxy target");
  return 1;
}

static int proxy_is_extensible(Value object) {
  TRAP(isExtensible, -1);
  if (trap == VALUE_UNDEFINED) return is_extensible(target);
  Value result = call_1(trap, handler, target);
  if (result == VALUE_EXCEPTION) return -1;
  int actual = is_extensible(target);
  if (actual < 0) return -1;
  if (truthy(result) != (actual == 1))
    FAIL("'isExtensible' on proxy: trap result does not reflect extensibility of proxy target (which is '%s')", actual ? "true" : "false");
  return actual;
}

static int proxy_prevent_extensions(Value object) {
  TRAP(preventExtensions, -1);
  if (trap == VALUE_UNDEFINED) return prevent_extensions(target);
  Value result = call_1(trap, handler, target);
  if (result == VALUE_EXCEPTION) return -1;
  if (!truthy(result)) return 0;
  int extensible = is_extensible(target);
  if (extensible < 0) return -1;
  if (extensible) FAIL("'preventExtensions' on proxy: trap returned truish but the proxy target is extensible");
  return 1;
}

static Value call_proxy(Value object, Value this_value, uint32_t argc, const Value *argv) {
  TRAP(apply, VALUE_EXCEPTION);
  if (trap == VALUE_UNDEFINED) return call(target, this_value, argc, argv, NULL);
  return call_3(trap, handler, target, this_value, new_array_from(argc, argv));
}

static Value construct_proxy(Value object, Value new_target, uint32_t argc, const Value *argv) {
  TRAP(construct, VALUE_EXCEPTION);
  if (trap == VALUE_UNDEFINED) return construct(target, new_target, argc, argv, NULL);
  Value result = call_3(trap, handler, target, new_array_from(argc, argv), new_target);
  TRY(result);
  return is_object(result) ? result : throw_error(TYPE_ERROR, "'construct' on proxy: trap returned non-object ('%v')", result);
}

static const ExoticMethods methods = {
    .get_own = proxy_get_own,
    .define_own = proxy_define_own,
    .has = proxy_has,
    .get = proxy_get,
    .set = proxy_set,
    .remove = proxy_delete,
    .keys = proxy_keys,
    .get_prototype = proxy_get_prototype,
    .set_prototype = proxy_set_prototype,
    .is_extensible = proxy_is_extensible,
    .prevent_extensions = proxy_prevent_extensions,
};

static Value new_proxy(Value target, Value handler) {
  if (!is_object(target) || !is_object(handler))
    return throw_error(TYPE_ERROR, "Cannot create proxy with a non-object as target or handler");
  exotic_methods[KIND_PROXY] = &methods;
  proxy_call = call_proxy;
  proxy_construct = construct_proxy;
  static ROOT Value shape = VALUE_UNDEFINED;
  if (shape == VALUE_UNDEFINED) shape = value_of(root_shape(VALUE_NULL, KIND_PROXY, 1));
  Proxy *proxy = allocate(sizeof(Proxy));
  unsigned flags = (is_callable(target) ? PROXY_CALLABLE : 0u) | (is_constructor(target) ? PROXY_CONSTRUCTOR : 0u);
  set_header(&proxy->header, ((Shape *)shape)->reference, KIND_PROXY, flags, 0);
  proxy->target = target;
  proxy->handler = handler;
  proxy->slots[0] = VALUE_UNDEFINED;
  return value_of(proxy);
}

CONSTRUCTOR("Proxy", 2, Proxy_construct, NULL)
NATIVE(Proxy_construct) {
  if (new_target == VALUE_UNDEFINED) return throw_error(TYPE_ERROR, "Constructor Proxy requires 'new'");
  return new_proxy(ARG(0), ARG(1));
}

__attribute__((used)) static NATIVE(revoke) {
  Value proxy = self->captures[0];
  if (proxy == VALUE_NULL) return VALUE_UNDEFINED;
  self->captures[0] = VALUE_NULL;
  ((Proxy *)proxy)->target = ((Proxy *)proxy)->handler = VALUE_NULL;
  return VALUE_UNDEFINED;
}
NATIVE_FUNCTION_INFO(revoke_info, revoke, s_empty, 0, FUNCTION_BUILTIN);

METHOD("Proxy", "revocable", 2, Proxy_revocable)
NATIVE(Proxy_revocable) {
  Value proxy = new_proxy(ARG(0), ARG(1));
  TRY(proxy);
  Value result = new_object();
  Value function = new_closure(&revoke_info, 1);
  function_of(function)->captures[0] = proxy;
  create_data_property(result, key_of_text("proxy"), proxy);
  create_data_property(result, key_of_text("revoke"), function);
  return result;
}
