/* Private members: properties under symbols that only their class has, found where no cache of a place knows better. */
#include "engine.h"

/* What follows the name of a private method or accessor in the description of its symbol: of instances, or of the class itself. */
enum { BRAND_INSTANCE = 1, BRAND_CLASS = 2 };

/* The key is none of the object's. */
static COLD Value throw_no_private(Value object, Value key, const char *format, const char *nullish) {
  String *text = string_of(((Symbol *)key)->description);
  for (uint32_t i = 0; i < text->length; i++) {
    uint32_t brand = unit_at(text, i);
    Value class_name = brand > BRAND_CLASS ? VALUE_UNDEFINED : string_slice(text, i + 1, text->length);
    if (brand == BRAND_CLASS) return throw_error(TYPE_ERROR, "Receiver must be class %v", class_name);
    if (brand != BRAND_INSTANCE) continue;
    if (is_nullish(object)) return throw_error(TYPE_ERROR, "Cannot read properties of %v (reading '%v')", object, class_name);
    return throw_error(TYPE_ERROR, "Receiver must be an instance of class %v", class_name);
  }
  if (is_nullish(object)) return throw_error(TYPE_ERROR, nullish, object, text);
  return throw_error(TYPE_ERROR, format, text);
}

static Value private_text(Value key) {
  String *text = string_of(((Symbol *)key)->description);
  uint32_t end = 0;
  while (end < text->length && unit_at(text, end) > BRAND_CLASS) end++;
  return string_slice(text, 0, end);
}

Value private_get(Value object, Value key) {
  if (is_object(object)) {
    uint32_t attributes;
    Shape *shape = shape_of(cell_of(object));
    int32_t index = shape_find(shape, key, &attributes);
    if (index >= 0) {
      Value v = *slot_at(cell_of(object), shape, (uint32_t)index);
      if (!(attributes & ACCESSOR)) return v;
      Value getter = ((Accessor *)v)->getter;
      if (getter == VALUE_UNDEFINED) return throw_error(TYPE_ERROR, "'#%v' was defined without a getter", private_text(key));
      return call_0(getter, object);
    }
  }
  return throw_no_private(object, key, "Cannot read private member #%v from an object whose class did not declare it",
                          "Cannot read properties of %v (reading '#%v')");
}

Value private_set(Value object, Value key, Value value) {
  if (is_object(object)) {
    uint32_t attributes;
    Shape *shape = shape_of(cell_of(object));
    int32_t index = shape_find(shape, key, &attributes);
    if (index >= 0) {
      Value *slot = slot_at(cell_of(object), shape, (uint32_t)index);
      if (attributes & ACCESSOR) {
        Value setter = ((Accessor *)*slot)->setter;
        if (setter == VALUE_UNDEFINED) return throw_error(TYPE_ERROR, "'#%v' was defined without a setter", private_text(key));
        return call_1(setter, object, value);
      }
      if (!(attributes & WRITABLE)) return throw_error(TYPE_ERROR, "Private method '#%v' is not writable", private_text(key));
      *slot = value;
      return VALUE_UNDEFINED;
    }
  }
  return throw_no_private(object, key, "Cannot write private member #%v to an object whose class did not declare it",
                          "Cannot set properties of %v (setting '#%v')");
}

static Value private_add(Value object, Value key, Value value, uint32_t attributes) {
  uint32_t existing;
  if (!is_object(object)) return throw_error(TYPE_ERROR, "Cannot define a private member on a value that is no object");
  if (cell_of(object)->kind == KIND_FUNCTION) materialize_function(object);
  if (shape_find(shape_of(cell_of(object)), key, &existing) >= 0) {
    Value text = private_text(key);
    String *whole = string_of(((Symbol *)key)->description);
    uint32_t length = string_of(text)->length;
    if (length == whole->length) return throw_error(TYPE_ERROR, "Cannot initialize #%v twice on the same object", text);
    return throw_error(TYPE_ERROR, "Cannot initialize private methods of class %v twice on the same object",
                       string_slice(whole, length + 1, whole->length));
  }
  add_property((Object *)object, key, value, attributes);
  return VALUE_UNDEFINED;
}

Value private_define(Value object, Value key, Value value, bool readonly) {
  return private_add(object, key, value, readonly ? 0 : WRITABLE);
}

Value private_define_accessor(Value object, Value key, Value getter, Value setter) {
  uint32_t attributes;
  if (is_object(object)) {
    Shape *shape = shape_of(cell_of(object));
    int32_t index = shape_find(shape, key, &attributes);
    if (index >= 0 && (attributes & ACCESSOR)) { /* the other half of a static pair */
      Accessor *accessor = (Accessor *)*slot_at(cell_of(object), shape, (uint32_t)index);
      if (getter != VALUE_UNDEFINED && accessor->getter == VALUE_UNDEFINED) accessor->getter = getter;
      else if (setter != VALUE_UNDEFINED && accessor->setter == VALUE_UNDEFINED) accessor->setter = setter;
      else return throw_error(TYPE_ERROR, "Cannot initialize #%v twice on the same object", private_text(key));
      return VALUE_UNDEFINED;
    }
  }
  return private_add(object, key, new_accessor(getter, setter), ACCESSOR);
}

Value private_has(Value object, Value key) {
  if (!is_object(object)) return throw_error(TYPE_ERROR, "Cannot use 'in' operator to search for '#%v' in %v", private_text(key), object);
  uint32_t attributes;
  return boolean(shape_find(shape_of(cell_of(object)), key, &attributes) >= 0);
}
