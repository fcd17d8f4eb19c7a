#include "builtins.h"

bool to_descriptor(Value v, Descriptor *d);
Value from_descriptor(const Descriptor *d);
Value list_from_array_like(Value v);

NAMESPACE("Reflect")
CONSTANT("Reflect", "@@toStringTag", "Reflect")

#define TARGET(name) \
  if (!is_object(ARG(0))) return throw_error(TYPE_ERROR, "Reflect." name " called on non-object")
#define KEY()                            \
  Value key = to_property_key(ARG(1));   \
  TRY(key)
#define ANSWER(expression)       \
  do {                           \
    int answer = (expression);   \
    TRY_INT(answer);             \
    return boolean(answer != 0); \
  } while (0)

METHOD("Reflect", "apply", 3, Reflect_apply)
NATIVE(Reflect_apply) {
  if (!is_callable(ARG(0))) return throw_error(TYPE_ERROR, "Function.prototype.apply was called on %v, which is %s%v and not a function", ARG(0),
                                               ARG(0) == VALUE_NULL ? "" : is_object(ARG(0)) ? "an " : "a ", ARG(0) == VALUE_NULL ? ARG(0) : type_of(ARG(0)));
  Value list = list_from_array_like(ARG(2));
  TRY(list);
  return call_array(ARG(0), ARG(1), list, NULL);
}

METHOD("Reflect", "construct", 2, Reflect_construct)
NATIVE(Reflect_construct) {
  if (!is_constructor(ARG(0))) return throw_not_constructor(ARG(0), NULL);
  Value target = argc > 2 ? ARG(2) : ARG(0);
  if (!is_constructor(target)) return throw_not_constructor(target, NULL);
  Value list = list_from_array_like(ARG(1));
  TRY(list);
  return construct_array(ARG(0), target, list, NULL);
}

METHOD("Reflect", "defineProperty", 3, Reflect_defineProperty)
NATIVE(Reflect_defineProperty) {
  TARGET("defineProperty");
  KEY();
  Descriptor d;
  TRY_BOOL(to_descriptor(ARG(2), &d));
  ANSWER(define_own_property(ARG(0), key, &d));
}

METHOD("Reflect", "deleteProperty", 2, Reflect_deleteProperty)
NATIVE(Reflect_deleteProperty) {
  TARGET("deleteProperty");
  KEY();
  ANSWER(delete_property(ARG(0), key));
}

METHOD("Reflect", "get", 2, Reflect_get)
NATIVE(Reflect_get) {
  TARGET("get");
  KEY();
  return get_from(ARG(0), key, argc > 2 ? ARG(2) : ARG(0));
}

METHOD("Reflect", "getOwnPropertyDescriptor", 2, Reflect_getOwnPropertyDescriptor)
NATIVE(Reflect_getOwnPropertyDescriptor) {
  TARGET("getOwnPropertyDescriptor");
  KEY();
  Descriptor d;
  int found = get_own_property(ARG(0), key, &d);
  TRY_INT(found);
  return found ? from_descriptor(&d) : VALUE_UNDEFINED;
}

METHOD("Reflect", "getPrototypeOf", 1, Reflect_getPrototypeOf)
NATIVE(Reflect_getPrototypeOf) {
  TARGET("getPrototypeOf");
  return get_prototype(ARG(0));
}

METHOD("Reflect", "has", 2, Reflect_has)
NATIVE(Reflect_has) {
  TARGET("has");
  KEY();
  ANSWER(has_property(ARG(0), key));
}

METHOD("Reflect", "isExtensible", 1, Reflect_isExtensible)
NATIVE(Reflect_isExtensible) {
  TARGET("isExtensible");
  ANSWER(is_extensible(ARG(0)));
}

METHOD("Reflect", "ownKeys", 1, Reflect_ownKeys)
NATIVE(Reflect_ownKeys) {
  TARGET("ownKeys");
  return own_keys(ARG(0), KEYS_STRINGS | KEYS_SYMBOLS);
}

METHOD("Reflect", "preventExtensions", 1, Reflect_preventExtensions)
NATIVE(Reflect_preventExtensions) {
  TARGET("preventExtensions");
  ANSWER(prevent_extensions(ARG(0)));
}

METHOD("Reflect", "set", 3, Reflect_set)
NATIVE(Reflect_set) {
  TARGET("set");
  KEY();
  ANSWER(set_on(ARG(0), key, ARG(2), argc > 3 ? ARG(3) : ARG(0)));
}

METHOD("Reflect", "setPrototypeOf", 2, Reflect_setPrototypeOf)
NATIVE(Reflect_setPrototypeOf) {
  TARGET("setPrototypeOf");
  if (!is_object(ARG(1)) && ARG(1) != VALUE_NULL)
    return throw_error(TYPE_ERROR, "Object prototype may only be an Object or null: %v", ARG(1));
  ANSWER(set_prototype(ARG(0), ARG(1)));
}
