#include "builtins.h"
#include "bigint.h"
#include "memory.h"

Value species_constructor(Value object, Value fallback);
Value intrinsic_newTypedArrayLike(Value v, Value length);

CONSTRUCTOR("ArrayBuffer", 1, ArrayBuffer_construct, "ArrayBuffer.prototype")
NATIVE(ArrayBuffer_construct) {
  if (new_target == VALUE_UNDEFINED) return throw_error(TYPE_ERROR, "Constructor ArrayBuffer requires 'new'");
  uint64_t length;
  TRY_BOOL(to_index(ARG(0), &length, "Invalid array buffer length"));
  Value prototype = prototype_from_constructor(new_target, ARRAY_BUFFER_PROTOTYPE);
  TRY(prototype);
  return new_array_buffer(length, prototype);
}
METHOD("ArrayBuffer", "isView", 1, ArrayBuffer_isView)
NATIVE(ArrayBuffer_isView) { return boolean(has_kind(ARG(0), KIND_TYPED_ARRAY) || has_kind(ARG(0), KIND_DATA_VIEW)); }
static ArrayBuffer *this_buffer(Value v, const char *method) {
  if (has_kind(v, KIND_ARRAY_BUFFER) && !(cell_of(v)->flags & BUFFER_SHARED)) return (ArrayBuffer *)v;
  throw_error(TYPE_ERROR, "Method ArrayBuffer.prototype.%s called on incompatible receiver %v", method, v);
  return NULL;
}
GETTER("ArrayBuffer.prototype", "byteLength", ArrayBufferPrototype_byteLength)
NATIVE(ArrayBufferPrototype_byteLength) {
  ArrayBuffer *b = this_buffer(this_value, "byteLength");
  return b == NULL ? VALUE_EXCEPTION : number((double)b->length);
}
Value slice_buffer(Value buffer, uint64_t from, uint64_t length) {
  uint32_t shared = cell_of(buffer)->flags & BUFFER_SHARED;
  Value constructor = species_constructor(buffer, VALUE_UNDEFINED), result;
  TRY(constructor);
  if (constructor == VALUE_UNDEFINED) {
    result = new_array_buffer(length, intrinsic(shared ? SHARED_ARRAY_BUFFER_PROTOTYPE : ARRAY_BUFFER_PROTOTYPE));
    TRY(result);
    cell_of(result)->flags |= shared;
  } else {
    result = construct(constructor, constructor, 1, (Value[]){number((double)length)}, NULL);
    TRY(result);
    if (!has_kind(result, KIND_ARRAY_BUFFER) || (cell_of(result)->flags & BUFFER_SHARED) != shared)
      return throw_error(TYPE_ERROR, "Method %s.prototype.slice called on incompatible receiver %v",
                         shared ? "SharedArrayBuffer" : "ArrayBuffer", result);
    if (cell_of(result)->flags & BUFFER_DETACHED)
      return throw_detached("ArrayBuffer.prototype.slice");
    if (result == buffer) return throw_error(TYPE_ERROR, "ArrayBuffer subclass returned this from species constructor");
    if (((ArrayBuffer *)result)->length < length)
      return throw_error(TYPE_ERROR, "Species constructor returned a too small ArrayBuffer");
  }
  ArrayBuffer *b = (ArrayBuffer *)buffer;
  if (cell_of(buffer)->flags & BUFFER_DETACHED)
    return throw_detached("ArrayBuffer.prototype.slice");
  copy_memory(((ArrayBuffer *)result)->data, b->data + from, length);
  return result;
}
METHOD("ArrayBuffer.prototype", "slice", 2, ArrayBufferPrototype_slice)
NATIVE(ArrayBufferPrototype_slice) {
  ArrayBuffer *b = this_buffer(this_value, "slice");
  if (b == NULL) return VALUE_EXCEPTION;
  if (b->header.flags & BUFFER_DETACHED)
    return throw_detached("ArrayBuffer.prototype.slice");
  uint64_t from, to;
  TRY_BOOL(to_relative_index(ARG(0), b->length, 0, &from) && to_relative_index(ARG(1), b->length, b->length, &to));
  return slice_buffer(this_value, from, from < to ? to - from : 0);
}
CONSTANT("ArrayBuffer.prototype", "@@toStringTag", "ArrayBuffer")

/* --- typed arrays */

CONSTRUCTOR("%TypedArray%", 0, TypedArray_construct, "%TypedArray%.prototype")
NATIVE(TypedArray_construct) { return throw_error(TYPE_ERROR, "Abstract class TypedArray not directly constructable"); }

COLD Value throw_detached(const char *operation) {
  return throw_error(TYPE_ERROR, "Cannot perform %s on a detached ArrayBuffer", operation);
}

static Value from_array_like(ElementType type, Value source, Value prototype) {
  uint64_t length;
  if (has_kind(source, KIND_TYPED_ARRAY)) {
    length = ((TypedArray *)source)->length;
    if (unlikely(is_detached((TypedArray *)source))) return throw_detached("Construct");
    if ((cell_of(source)->extra >= TYPE_BIGINT64) != (type >= TYPE_BIGINT64))
      return throw_error(TYPE_ERROR, "Cannot mix BigInt and other types, use explicit conversions");
  }
  else {
    Value method = get(source, value_of(&symbol_iterator));
    TRY(method);
    if (!is_nullish(method)) {
      static const char text[] =
          "TypedArray's constructor requires that the property of the first argument, items[Symbol.iterator], when exists, be a function";
      if (!is_callable(method)) return throw_error(TYPE_ERROR, text);
      Value list = new_array(0);
      TRY(array_spread(list, source, NULL));
      source = list;
    }
    TRY_BOOL(length_of(source, &length));
  }
  if (length > UINT32_MAX) return throw_error(RANGE_ERROR, "Invalid typed array length: %v", number((double)length));
  Value result = new_typed_array(type, (uint32_t)length, prototype);
  TRY(result);
  TypedArray *to = (TypedArray *)result;
  if (has_kind(source, KIND_TYPED_ARRAY) && cell_of(source)->extra == type) {
    copy_memory(to->data, ((TypedArray *)source)->data, length * element_sizes[type]);
    return result;
  }
  for (uint32_t i = 0; i < length; i++) {
    Value v = get_element(source, number_from_uint32(i));
    TRY(v);
    TRY_INT(typed_array_set(to, i, v));
  }
  return result;
}

Value construct_typed_array(ElementType type, Value new_target, uint32_t argc, const Value *argv) {
  if (new_target == VALUE_UNDEFINED) return throw_error(TYPE_ERROR, "Constructor %s requires 'new'", typed_array_names[type]);
  Value prototype = prototype_from_constructor(new_target, INT8_ARRAY_PROTOTYPE + (int)type);
  TRY(prototype);
  uint32_t size = element_sizes[type];
  if (!is_object(ARG(0))) {
    uint64_t length;
    if (is_int(ARG(0)) && as_int(ARG(0)) >= 0) length = (uint64_t)as_int(ARG(0));
    else {
      double d;
      if (ARG(0) == VALUE_UNDEFINED) d = 0;
      else TRY_BOOL(to_integer(ARG(0), &d));
      if (d < 0 || d > 4294967295.0) return throw_error(RANGE_ERROR, "Invalid typed array length: %v", ARG(0));
      length = (uint64_t)d;
    }
    return new_typed_array(type, (uint32_t)length, prototype);
  }
  if (!has_kind(ARG(0), KIND_ARRAY_BUFFER)) return from_array_like(type, ARG(0), prototype);
  ArrayBuffer *buffer = (ArrayBuffer *)ARG(0);
  uint64_t offset, length;
  TRY_BOOL(to_index(ARG(1), &offset, "Start offset is too large:"));
  if (unlikely(buffer->header.flags & BUFFER_DETACHED)) return throw_detached("Construct");
  if (offset % size != 0) return throw_error(RANGE_ERROR, "start offset of %s should be a multiple of %v", typed_array_names[type], INT(size));
  if (ARG(2) == VALUE_UNDEFINED) {
    if (buffer->length % size != 0) return throw_error(RANGE_ERROR, "byte length of %s should be a multiple of %v", typed_array_names[type], INT(size));
    if (offset > buffer->length) return throw_error(RANGE_ERROR, "Start offset %v is outside the bounds of the buffer", number((double)offset));
    length = (buffer->length - offset) / size;
  } else {
    TRY_BOOL(to_index(ARG(2), &length, "Invalid typed array length"));
    if (offset + length * size > buffer->length) return throw_error(RANGE_ERROR, "Invalid typed array length: %v", number((double)length));
  }
  return new_typed_array_over(type, ARG(0), (uint32_t)offset, (uint32_t)length, prototype);
}
#define TYPED_ARRAY(name, type) \
  NATIVE(name##_construct) { return construct_typed_array(type, new_target, argc, argv); }
CONSTRUCTOR("Int8Array", 3, Int8Array_construct, "Int8Array.prototype", "%TypedArray%")
TYPED_ARRAY(Int8Array, TYPE_INT8)
CONSTRUCTOR("Uint8Array", 3, Uint8Array_construct, "Uint8Array.prototype", "%TypedArray%")
TYPED_ARRAY(Uint8Array, TYPE_UINT8)
CONSTRUCTOR("Uint8ClampedArray", 3, Uint8ClampedArray_construct, "Uint8ClampedArray.prototype", "%TypedArray%")
TYPED_ARRAY(Uint8ClampedArray, TYPE_UINT8_CLAMPED)
CONSTRUCTOR("Int16Array", 3, Int16Array_construct, "Int16Array.prototype", "%TypedArray%")
TYPED_ARRAY(Int16Array, TYPE_INT16)
CONSTRUCTOR("Uint16Array", 3, Uint16Array_construct, "Uint16Array.prototype", "%TypedArray%")
TYPED_ARRAY(Uint16Array, TYPE_UINT16)
CONSTRUCTOR("Int32Array", 3, Int32Array_construct, "Int32Array.prototype", "%TypedArray%")
TYPED_ARRAY(Int32Array, TYPE_INT32)
CONSTRUCTOR("Uint32Array", 3, Uint32Array_construct, "Uint32Array.prototype", "%TypedArray%")
TYPED_ARRAY(Uint32Array, TYPE_UINT32)
CONSTRUCTOR("Float32Array", 3, Float32Array_construct, "Float32Array.prototype", "%TypedArray%")
TYPED_ARRAY(Float32Array, TYPE_FLOAT32)
CONSTRUCTOR("Float64Array", 3, Float64Array_construct, "Float64Array.prototype", "%TypedArray%")
TYPED_ARRAY(Float64Array, TYPE_FLOAT64)
CONSTANT("Int8Array", "BYTES_PER_ELEMENT", INT(1))
CONSTANT("Int8Array.prototype", "BYTES_PER_ELEMENT", INT(1))
CONSTANT("Uint8Array", "BYTES_PER_ELEMENT", INT(1))
CONSTANT("Uint8Array.prototype", "BYTES_PER_ELEMENT", INT(1))
CONSTANT("Uint8ClampedArray", "BYTES_PER_ELEMENT", INT(1))
CONSTANT("Uint8ClampedArray.prototype", "BYTES_PER_ELEMENT", INT(1))
CONSTANT("Int16Array", "BYTES_PER_ELEMENT", INT(2))
CONSTANT("Int16Array.prototype", "BYTES_PER_ELEMENT", INT(2))
CONSTANT("Uint16Array", "BYTES_PER_ELEMENT", INT(2))
CONSTANT("Uint16Array.prototype", "BYTES_PER_ELEMENT", INT(2))
CONSTANT("Int32Array", "BYTES_PER_ELEMENT", INT(4))
CONSTANT("Int32Array.prototype", "BYTES_PER_ELEMENT", INT(4))
CONSTANT("Uint32Array", "BYTES_PER_ELEMENT", INT(4))
CONSTANT("Uint32Array.prototype", "BYTES_PER_ELEMENT", INT(4))
CONSTANT("Float32Array", "BYTES_PER_ELEMENT", INT(4))
CONSTANT("Float32Array.prototype", "BYTES_PER_ELEMENT", INT(4))
CONSTANT("Float64Array", "BYTES_PER_ELEMENT", INT(8))
CONSTANT("Float64Array.prototype", "BYTES_PER_ELEMENT", INT(8))

#define THIS_ARRAY()                                                                         \
  if (!has_kind(this_value, KIND_TYPED_ARRAY)) return throw_error(TYPE_ERROR, "this is not a typed array."); \
  TypedArray *a = (TypedArray *)this_value

#define THIS_ATTACHED_ARRAY(method) \
  THIS_ARRAY();                     \
  if (unlikely(is_detached(a))) return throw_detached("%TypedArray%.prototype." method)

GETTER("%TypedArray%.prototype", "length", TypedArrayPrototype_length)
NATIVE(TypedArrayPrototype_length) { THIS_ARRAY(); return number_from_uint32(a->length); }
GETTER("%TypedArray%.prototype", "byteLength", TypedArrayPrototype_byteLength)
NATIVE(TypedArrayPrototype_byteLength) { THIS_ARRAY(); return number((double)a->length * element_sizes[a->header.extra]); }
GETTER("%TypedArray%.prototype", "byteOffset", TypedArrayPrototype_byteOffset)
NATIVE(TypedArrayPrototype_byteOffset) { THIS_ARRAY(); return number_from_uint32(a->byte_offset); }
GETTER("%TypedArray%.prototype", "buffer", TypedArrayPrototype_buffer)
NATIVE(TypedArrayPrototype_buffer) { THIS_ARRAY(); return typed_array_buffer(a); }
GETTER("%TypedArray%.prototype", "@@toStringTag", TypedArrayPrototype_toStringTag)
NATIVE(TypedArrayPrototype_toStringTag) {
  if (!has_kind(this_value, KIND_TYPED_ARRAY)) return VALUE_UNDEFINED;
  return intern_ascii(typed_array_names[cell_of(this_value)->extra]);
}
/* TypedArraySpeciesCreate for an array with properties or a prototype of its own; undefined: of its own type. */
static Value species_create(TypedArray *a, uint32_t argc, const Value *argv) {
  if (shape_of(a) == engine.typed_array_shapes[a->header.extra]) return VALUE_UNDEFINED;
  Value c = species_constructor(value_of(a), VALUE_UNDEFINED);
  if (c == VALUE_EXCEPTION || c == VALUE_UNDEFINED) return c;
  Value made = construct(c, c, argc, argv, NULL);
  TRY(made);
  if (!has_kind(made, KIND_TYPED_ARRAY)) return throw_error(TYPE_ERROR, "this is not a typed array.");
  TypedArray *b = (TypedArray *)made;
  if (argc == 1 && b->length < number_of(argv[0]))
    return throw_error(TYPE_ERROR, "Derived TypedArray constructor created an array which was too small");
  if ((a->header.extra >= TYPE_BIGINT64) != (b->header.extra >= TYPE_BIGINT64))
    return throw_error(TYPE_ERROR, "Content type of source and derived typed arrays differ");
  return made;
}
Value intrinsic_typedArraySpecies(Value v, Value length) {
  Value made = species_create((TypedArray *)v, 1, &length);
  return made == VALUE_UNDEFINED ? intrinsic_newTypedArrayLike(v, length) : made;
}
METHOD("%TypedArray%.prototype", "subarray", 2, TypedArrayPrototype_subarray)
NATIVE(TypedArrayPrototype_subarray) {
  THIS_ARRAY();
  uint64_t from, to;
  if (likely(argc == 2 && both_int(argv[0], argv[1]) && (uint32_t)as_int(argv[0]) <= a->length && (uint32_t)as_int(argv[1]) <= a->length)) {
    from = (uint32_t)as_int(argv[0]);
    to = (uint32_t)as_int(argv[1]);
  } else TRY_BOOL(to_relative_index(ARG(0), a->length, 0, &from) && to_relative_index(ARG(1), a->length, a->length, &to));
  if (to < from) to = from;
  if (unlikely(shape_of(a) != engine.typed_array_shapes[a->header.extra])) {
    Value begin = number((double)a->byte_offset + (double)from * element_sizes[a->header.extra]);
    Value made = species_create(a, 3, (Value[]){typed_array_buffer(a), begin, number((double)(to - from))});
    if (made != VALUE_UNDEFINED) return made;
  }
  if (unlikely(is_detached(a))) return throw_detached("Construct");
  return typed_array_view(a, (uint32_t)from, (uint32_t)to);
}
METHOD("%TypedArray%.prototype", "set", 1, TypedArrayPrototype_set)
NATIVE(TypedArrayPrototype_set) {
  THIS_ATTACHED_ARRAY("set");
  double offset;
  if (argc == 1) offset = 0;
  else if (likely(is_int(ARG(1)))) offset = as_int(ARG(1));
  else TRY_BOOL(to_integer(ARG(1), &offset));
  if (offset < 0) return throw_error(RANGE_ERROR, "offset is out of bounds");
  Value source = ARG(0);
  if (has_kind(source, KIND_TYPED_ARRAY)) {
    TypedArray *from = (TypedArray *)source;
    if (unlikely(is_detached(from))) return throw_detached("%TypedArray%.prototype.set");
    if (offset + from->length > a->length) return throw_error(RANGE_ERROR, "offset is out of bounds");
    uint32_t size = element_sizes[a->header.extra];
    if (from->header.extra == a->header.extra) {
      move_memory(a->data + (uint64_t)offset * size, from->data, (uint64_t)from->length * size);
      return VALUE_UNDEFINED;
    }
    Value copy = from_array_like((ElementType)a->header.extra, source, intrinsic((Intrinsic)(INT8_ARRAY_PROTOTYPE + a->header.extra)));
    TRY(copy);
    copy_memory(a->data + (uint64_t)offset * size, ((TypedArray *)copy)->data, (uint64_t)from->length * size);
    return VALUE_UNDEFINED;
  }
  source = to_object(source);
  TRY(source);
  uint64_t length;
  TRY_BOOL(length_of(source, &length));
  if (offset + (double)length > a->length) return throw_error(RANGE_ERROR, "offset is out of bounds");
  for (uint64_t i = 0; i < length; i++) {
    Value v = get_element(source, number((double)i));
    TRY(v);
    TRY_INT(typed_array_set(a, (uint64_t)offset + i, v));
  }
  return VALUE_UNDEFINED;
}
METHOD("%TypedArray%.prototype", "fill", 1, TypedArrayPrototype_fill)
NATIVE(TypedArrayPrototype_fill) {
  THIS_ATTACHED_ARRAY("fill");
  uint64_t bits, from, to;
  TRY_BOOL(convert_element((ElementType)a->header.extra, ARG(0), &bits));
  TRY_BOOL(to_relative_index(ARG(1), a->length, 0, &from) && to_relative_index(ARG(2), a->length, a->length, &to));
  if (unlikely(is_detached(a))) return throw_detached("%TypedArray%.prototype.fill"); /* by what the arguments ran */
  uint32_t size = element_sizes[a->header.extra];
  if (size == 1) {
    if (from < to) fill_memory(a->data + from, (uint8_t)bits, to - from);
  } else for (; from < to; from++) store_bits(a->data + from * size, (ElementType)a->header.extra, bits);
  return this_value;
}
METHOD("%TypedArray%.prototype", "slice", 2, TypedArrayPrototype_slice)
NATIVE(TypedArrayPrototype_slice) {
  THIS_ATTACHED_ARRAY("slice");
  uint64_t from, to;
  TRY_BOOL(to_relative_index(ARG(0), a->length, 0, &from) && to_relative_index(ARG(1), a->length, a->length, &to));
  if (to < from) to = from;
  Value made = species_create(a, 1, (Value[]){number((double)(to - from))});
  TRY(made);
  if (made != VALUE_UNDEFINED && cell_of(made)->extra != a->header.extra) {
    for (uint64_t i = 0; from + i < to && from + i < a->length; i++)
      TRY_INT(typed_array_set((TypedArray *)made, i, typed_array_get(a, (uint32_t)(from + i))));
    return made;
  }
  Value result = made != VALUE_UNDEFINED ? made : new_typed_array((ElementType)a->header.extra, (uint32_t)(to - from), intrinsic((Intrinsic)(INT8_ARRAY_PROTOTYPE + a->header.extra)));
  TRY(result);
  if (to > a->length) to = from < a->length ? a->length : from; /* what ran meanwhile may have detached the buffer */
  uint32_t size = element_sizes[a->header.extra];
  copy_memory(((TypedArray *)result)->data, a->data + from * size, (to - from) * size);
  return result;
}
METHOD("%TypedArray%.prototype", "copyWithin", 2, TypedArrayPrototype_copyWithin)
NATIVE(TypedArrayPrototype_copyWithin) {
  THIS_ATTACHED_ARRAY("copyWithin");
  uint64_t to, from, end;
  TRY_BOOL(to_relative_index(ARG(0), a->length, 0, &to) && to_relative_index(ARG(1), a->length, 0, &from) &&
           to_relative_index(ARG(2), a->length, a->length, &end));
  if (end <= from) return this_value;
  if (unlikely(is_detached(a))) return throw_detached("%TypedArray%.prototype.copyWithin");
  uint64_t count = end - from < a->length - to ? end - from : a->length - to;
  uint32_t size = element_sizes[a->header.extra];
  move_memory(a->data + to * size, a->data + from * size, count * size);
  return this_value;
}
/* A new typed array of the same type, for the methods in typed-array.ts. */
Value intrinsic_newTypedArrayLike(Value v, Value length) {
  uint16_t type = cell_of(v)->extra;
  return new_typed_array((ElementType)type, (uint32_t)as_int(length), intrinsic((Intrinsic)(INT8_ARRAY_PROTOTYPE + type)));
}
Value intrinsic_typedArrayLength(Value v) { return number_from_uint32(((TypedArray *)v)->length); }
/* What an element of this array would be stored as: a number or a BigInt. */
Value intrinsic_typedArrayValue(Value v, Value value) {
  if (cell_of(v)->extra >= TYPE_BIGINT64) return to_bigint(value);
  double d;
  TRY_BOOL(to_number(value, &d));
  return number(d);
}
Value intrinsic_isConstructor(Value v) { return boolean(is_constructor(v)); }
Value intrinsic_takesElements(Value constructor, Value array) {
  if (!is_function_object(constructor) || !(function_of(constructor)->info->flags & FUNCTION_BUILTIN)) return VALUE_FALSE;
  Value prototype = get(constructor, value_of(&s_prototype));
  for (uint32_t type = 0; is_object(prototype) && type < TYPE_COUNT; type++)
    if (engine.typed_array_shapes[type]->prototype == prototype)
      return boolean((type >= TYPE_BIGINT64) == (((TypedArray *)array)->header.extra >= TYPE_BIGINT64));
  return VALUE_FALSE;
}
Value intrinsic_thisTypedArray(Value v, Value method) {
  if (!has_kind(v, KIND_TYPED_ARRAY)) return throw_error(TYPE_ERROR, "this is not a typed array.");
  if (unlikely(is_detached((TypedArray *)v)))
    return throw_error(TYPE_ERROR, "Cannot perform %s%v on a detached ArrayBuffer", "%TypedArray%.prototype.", method);
  return v;
}

/* --- DataView */

CONSTRUCTOR("DataView", 1, DataView_construct, "DataView.prototype")
NATIVE(DataView_construct) {
  if (new_target == VALUE_UNDEFINED) return throw_error(TYPE_ERROR, "Constructor DataView requires 'new'");
  if (!has_kind(ARG(0), KIND_ARRAY_BUFFER)) return throw_error(TYPE_ERROR, "First argument to DataView constructor must be an ArrayBuffer");
  ArrayBuffer *buffer = (ArrayBuffer *)ARG(0);
  uint64_t offset, length;
  double start;
  TRY_BOOL(to_integer(ARG(1), &start));
  if (start < 0 || start > 9007199254740991.0) return throw_error(RANGE_ERROR, "Start offset %v is outside the bounds of the buffer", number(start));
  offset = (uint64_t)start;
  if (unlikely(buffer->header.flags & BUFFER_DETACHED)) return throw_detached("DataView constructor");
  if (offset > buffer->length) return throw_error(RANGE_ERROR, "Start offset %v is outside the bounds of the buffer", number((double)offset));
  if (ARG(2) == VALUE_UNDEFINED) length = buffer->length - offset;
  else {
    TRY_BOOL(to_index(ARG(2), &length, "Invalid DataView length"));
    if (offset + length > buffer->length) return throw_error(RANGE_ERROR, "Invalid DataView length %v", number((double)length));
  }
  Value prototype = prototype_from_constructor(new_target, DATA_VIEW_PROTOTYPE);
  TRY(prototype);
  Shape *shape = prototype == intrinsic(DATA_VIEW_PROTOTYPE) ? engine.data_view_shape : root_shape(prototype, KIND_DATA_VIEW, 1);
  TypedArray *view = allocate(sizeof(TypedArray));
  set_header(&view->header, shape->reference, KIND_DATA_VIEW, 0, 0);
  view->data = buffer->data + offset;
  view->length = (uint32_t)length;
  view->byte_offset = (uint32_t)offset;
  view->buffer = ARG(0);
  view->store = VALUE_UNDEFINED;
  view->slots[0] = VALUE_UNDEFINED;
  return value_of(view);
}
#define THIS_VIEW(method)                                                        \
  if (!has_kind(this_value, KIND_DATA_VIEW)) return not_a_view(method, this_value); \
  TypedArray *a = (TypedArray *)this_value
static COLD Value not_a_view(const char *method, Value v) {
  return throw_error(TYPE_ERROR, "Method %s called on incompatible receiver %v", method, v);
}
GETTER("DataView.prototype", "byteLength", DataViewPrototype_byteLength)
NATIVE(DataViewPrototype_byteLength) { THIS_VIEW("get DataView.prototype.byte_length"); if (is_detached(a)) return throw_detached("DataView.prototype.byteLength"); return number_from_uint32(a->length); }
GETTER("DataView.prototype", "byteOffset", DataViewPrototype_byteOffset)
NATIVE(DataViewPrototype_byteOffset) { THIS_VIEW("get DataView.prototype.byte_offset"); if (is_detached(a)) return throw_detached("DataView.prototype.byteOffset"); return number_from_uint32(a->byte_offset); }
GETTER("DataView.prototype", "buffer", DataViewPrototype_buffer)
NATIVE(DataViewPrototype_buffer) { THIS_VIEW("get DataView.prototype.buffer"); return a->buffer; }
CONSTANT("DataView.prototype", "@@toStringTag", "DataView")

static COLD Value outside(const TypedArray *view, const char *method) {
  return is_detached(view) ? throw_detached(method) : throw_error(RANGE_ERROR, "Offset is outside the bounds of the DataView");
}
static uint64_t swap(uint64_t bits, uint32_t size) {
  switch (size) {
    case 2: return __builtin_bswap16((uint16_t)bits);
    case 4: return __builtin_bswap32((uint32_t)bits);
    case 8: return __builtin_bswap64(bits);
    default: return bits;
  }
}
/* V8's message has nothing of the receiver here. */
#define THIS_VIEW_UNSEEN(method)                                                           \
  if (!has_kind(this_value, KIND_DATA_VIEW)) return not_a_view(method, VALUE_UNDEFINED); \
  TypedArray *a = (TypedArray *)this_value
Value data_view_get(Value this_value, ElementType type, uint32_t argc, const Value *argv, const char *method) {
  THIS_VIEW_UNSEEN(method);
  uint64_t index;
  if (likely(argc > 0 && is_int(argv[0]) && as_int(argv[0]) >= 0)) index = (uint64_t)as_int(argv[0]);
  else TRY_BOOL(to_index(ARG(0), &index, "Offset is outside the bounds of the DataView"));
  uint32_t size = element_sizes[type];
  bool little = truthy(ARG(1));
  if (index + size > a->length) return outside(a, method);
  uint64_t bits = 0;
  copy_memory(&bits, a->data + index, size);
  if (!little) bits = swap(bits, size);
  return load_element((uint8_t *)&bits, type);
}
Value data_view_set(Value this_value, ElementType type, uint32_t argc, const Value *argv, const char *method) {
  THIS_VIEW_UNSEEN(method);
  uint64_t index, bits;
  if (likely(argc > 0 && is_int(argv[0]) && as_int(argv[0]) >= 0)) index = (uint64_t)as_int(argv[0]);
  else TRY_BOOL(to_index(ARG(0), &index, "Offset is outside the bounds of the DataView"));
  if (likely(is_int(ARG(1)) && type < TYPE_FLOAT32 && type != TYPE_UINT8_CLAMPED)) bits = (uint32_t)as_int(ARG(1));
  else TRY_BOOL(convert_element(type, ARG(1), &bits));
  uint32_t size = element_sizes[type];
  bool little = truthy(ARG(2));
  if (index + size > a->length) return outside(a, method);
  if (!little) bits = swap(bits, size);
  copy_memory(a->data + index, &bits, size);
  return VALUE_UNDEFINED;
}
#define ACCESSORS(name, type)                                                          \
  NATIVE(DataViewPrototype_get##name) { return data_view_get(this_value, type, argc, argv, "DataView.prototype.get" #name); } \
  NATIVE(DataViewPrototype_set##name) { return data_view_set(this_value, type, argc, argv, "DataView.prototype.set" #name); }
METHOD("DataView.prototype", "getInt8", 1, DataViewPrototype_getInt8)
METHOD("DataView.prototype", "setInt8", 2, DataViewPrototype_setInt8)
ACCESSORS(Int8, TYPE_INT8)
METHOD("DataView.prototype", "getUint8", 1, DataViewPrototype_getUint8)
METHOD("DataView.prototype", "setUint8", 2, DataViewPrototype_setUint8)
ACCESSORS(Uint8, TYPE_UINT8)
METHOD("DataView.prototype", "getInt16", 1, DataViewPrototype_getInt16)
METHOD("DataView.prototype", "setInt16", 2, DataViewPrototype_setInt16)
ACCESSORS(Int16, TYPE_INT16)
METHOD("DataView.prototype", "getUint16", 1, DataViewPrototype_getUint16)
METHOD("DataView.prototype", "setUint16", 2, DataViewPrototype_setUint16)
ACCESSORS(Uint16, TYPE_UINT16)
METHOD("DataView.prototype", "getInt32", 1, DataViewPrototype_getInt32)
METHOD("DataView.prototype", "setInt32", 2, DataViewPrototype_setInt32)
ACCESSORS(Int32, TYPE_INT32)
METHOD("DataView.prototype", "getUint32", 1, DataViewPrototype_getUint32)
METHOD("DataView.prototype", "setUint32", 2, DataViewPrototype_setUint32)
ACCESSORS(Uint32, TYPE_UINT32)
METHOD("DataView.prototype", "getFloat32", 1, DataViewPrototype_getFloat32)
METHOD("DataView.prototype", "setFloat32", 2, DataViewPrototype_setFloat32)
ACCESSORS(Float32, TYPE_FLOAT32)
METHOD("DataView.prototype", "getFloat64", 1, DataViewPrototype_getFloat64)
METHOD("DataView.prototype", "setFloat64", 2, DataViewPrototype_setFloat64)
ACCESSORS(Float64, TYPE_FLOAT64)
