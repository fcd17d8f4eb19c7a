#include "builtins.h"

/* A class may extend them, and then not be constructed. */
CONSTRUCTOR("Symbol", 0, Symbol_construct, "Symbol.prototype")
NATIVE(Symbol_construct) {
  if (new_target != VALUE_UNDEFINED) return throw_error(TYPE_ERROR, "Symbol is not a constructor");
  Value description = ARG(0) == VALUE_UNDEFINED ? VALUE_UNDEFINED : to_string(ARG(0));
  TRY(description);
  return new_symbol(description, 0);
}
static ROOT Value registry = VALUE_UNDEFINED;
METHOD("Symbol", "for", 1, Symbol_for)
NATIVE(Symbol_for) {
  Value key = to_string(ARG(0));
  TRY(key);
  if (registry == VALUE_UNDEFINED) registry = new_collection(KIND_MAP, intrinsic(MAP_PROTOTYPE));
  HashEntry *e = collection_find((Collection *)registry, key);
  if (e != NULL) return e->value;
  Value symbol = new_symbol(key, SYMBOL_REGISTERED);
  collection_put((Collection *)registry, key, symbol);
  return symbol;
}
METHOD("Symbol", "keyFor", 1, Symbol_keyFor)
NATIVE(Symbol_keyFor) {
  if (!is_symbol(ARG(0))) return throw_error(TYPE_ERROR, "%v is not a symbol", ARG(0));
  return cell_of(ARG(0))->flags & SYMBOL_REGISTERED ? ((Symbol *)ARG(0))->description : VALUE_UNDEFINED;
}
static Value this_symbol(Value v, const char *method) {
  if (is_symbol(v)) return v;
  if (has_kind(v, KIND_WRAPPER) && is_symbol(((DataObject *)v)->data)) return ((DataObject *)v)->data;
  return throw_error(TYPE_ERROR, "Symbol.prototype%s requires that 'this' be a Symbol", method);
}
METHOD("Symbol.prototype", "toString", 0, SymbolPrototype_toString)
NATIVE(SymbolPrototype_toString) {
  Value s = this_symbol(this_value, ".toString");
  TRY(s);
  TextBuilder b;
  builder_start(&b);
  builder_ascii(&b, "Symbol(");
  if (((Symbol *)s)->description != VALUE_UNDEFINED) builder_string(&b, string_of(((Symbol *)s)->description));
  builder_unit(&b, ')');
  return builder_finish(&b);
}
METHOD("Symbol.prototype", "valueOf", 0, SymbolPrototype_valueOf)
NATIVE(SymbolPrototype_valueOf) { return this_symbol(this_value, ".valueOf"); }
CONSTANT("Symbol.prototype", "@@toStringTag", "Symbol")
METHOD("Symbol.prototype", "@@toPrimitive", 1, SymbolPrototype_toPrimitive)
NATIVE(SymbolPrototype_toPrimitive) { return this_symbol(this_value, " [ @@toPrimitive ]"); }
GETTER("Symbol.prototype", "description", SymbolPrototype_description)
NATIVE(SymbolPrototype_description) {
  Value s = this_symbol(this_value, ".description");
  return s == VALUE_EXCEPTION ? s : ((Symbol *)s)->description;
}
CONSTANT("Symbol", "iterator", (Value)&symbol_iterator)
CONSTANT("Symbol", "asyncIterator", (Value)&symbol_asyncIterator)
CONSTANT("Symbol", "hasInstance", (Value)&symbol_hasInstance)
CONSTANT("Symbol", "toPrimitive", (Value)&symbol_toPrimitive)
CONSTANT("Symbol", "toStringTag", (Value)&symbol_toStringTag)
CONSTANT("Symbol", "species", (Value)&symbol_species)
CONSTANT("Symbol", "isConcatSpreadable", (Value)&symbol_isConcatSpreadable)
CONSTANT("Symbol", "unscopables", (Value)&symbol_unscopables)
CONSTANT("Symbol", "match", (Value)&symbol_match)
CONSTANT("Symbol", "matchAll", (Value)&symbol_matchAll)
CONSTANT("Symbol", "replace", (Value)&symbol_replace)
CONSTANT("Symbol", "search", (Value)&symbol_search)
CONSTANT("Symbol", "split", (Value)&symbol_split)

CONSTRUCTOR("Boolean", 1, Boolean_construct, "Boolean.prototype")
NATIVE(Boolean_construct) {
  Value v = boolean(truthy(ARG(0)));
  if (new_target == VALUE_UNDEFINED) return v;
  Value prototype = prototype_from_constructor(new_target, BOOLEAN_PROTOTYPE);
  TRY(prototype);
  return value_of(new_data_object(KIND_WRAPPER, prototype, v));
}
static Value this_boolean(Value v, const char *method) {
  if (is_boolean(v)) return v;
  if (has_kind(v, KIND_WRAPPER) && is_boolean(((DataObject *)v)->data)) return ((DataObject *)v)->data;
  return throw_error(TYPE_ERROR, "Boolean.prototype.%s requires that 'this' be a Boolean", method);
}
METHOD("Boolean.prototype", "valueOf", 0, BooleanPrototype_valueOf)
NATIVE(BooleanPrototype_valueOf) { return this_boolean(this_value, "valueOf"); }
METHOD("Boolean.prototype", "toString", 0, BooleanPrototype_toString)
NATIVE(BooleanPrototype_toString) {
  Value v = this_boolean(this_value, "toString");
  return v == VALUE_EXCEPTION ? v : to_string(v);
}
