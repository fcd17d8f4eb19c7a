#include "bytes.h"
#include "bigint.h"
#include "engine.h"
#include "memory.h"

const uint8_t element_sizes[TYPE_COUNT] = {1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8};

const char *const typed_array_names[TYPE_COUNT] = {"Int8Array",   "Uint8Array",  "Uint8ClampedArray", "Int16Array",
                                                   "Uint16Array", "Int32Array",  "Uint32Array",       "Float32Array",
                                                   "Float64Array", "BigInt64Array", "BigUint64Array"};

#define INLINE_BYTES 2048u

/* At most 2^31 - 1 bytes: an element's index is an int32 as a key. */
Value new_array_buffer(uint64_t length, Value prototype) {
  if (length > INT32_MAX || length > (uint64_t)(heap.end - heap.base))
    return throw_error(RANGE_ERROR, "Array buffer allocation failed");
  Bytes *store = allocate_zeroed_bytes(length);
  if (store == NULL) return throw_error(RANGE_ERROR, "Array buffer allocation failed");
  Shape *shape = root_shape(prototype, KIND_ARRAY_BUFFER, 1);
  ArrayBuffer *buffer = allocate(sizeof(ArrayBuffer));
  set_header(&buffer->header, shape->reference, KIND_ARRAY_BUFFER, 0, 0);
  buffer->data = store->bytes;
  buffer->length = length;
  buffer->owner = value_of(store);
  buffer->slots[0] = VALUE_UNDEFINED;
  return value_of(buffer);
}

static Shape *typed_shape(ElementType type, Value prototype) {
  if (prototype == engine.typed_array_shapes[type]->prototype) return engine.typed_array_shapes[type];
  return root_shape(prototype, KIND_TYPED_ARRAY, 1);
}

Value new_typed_array(ElementType type, uint32_t length, Value prototype) {
  uint64_t bytes = (uint64_t)length * element_sizes[type];
  if (bytes > INT32_MAX || bytes > (uint64_t)(heap.end - heap.base))
    return throw_error(RANGE_ERROR, "Invalid typed array length: %v", number_from_uint32(length));
  Shape *shape = typed_shape(type, prototype);
  Bytes *store = bytes > INLINE_BYTES ? allocate_zeroed_bytes(bytes) : NULL;
  if (store == NULL && bytes > INLINE_BYTES) return throw_error(RANGE_ERROR, "Array buffer allocation failed");
  TypedArray *array = allocate(sizeof(TypedArray) + (store == NULL ? bytes : 0));
  set_header(&array->header, shape->reference, KIND_TYPED_ARRAY, 0, (uint16_t)type);
  array->data = store == NULL ? (uint8_t *)(array + 1) : store->bytes;
  array->length = length;
  array->byte_offset = 0;
  array->buffer = VALUE_UNDEFINED;
  array->store = store == NULL ? VALUE_UNDEFINED : value_of(store);
  array->slots[0] = VALUE_UNDEFINED;
  if (store == NULL) fill_memory(array->data, 0, bytes);
  return value_of(array);
}

Value new_typed_array_over(ElementType type, Value buffer, uint32_t byte_offset, uint32_t length, Value prototype) {
  Shape *shape = typed_shape(type, prototype);
  TypedArray *array = allocate(sizeof(TypedArray));
  set_header(&array->header, shape->reference, KIND_TYPED_ARRAY, 0, (uint16_t)type);
  array->data = ((ArrayBuffer *)buffer)->data + byte_offset;
  array->length = length;
  array->byte_offset = byte_offset;
  array->buffer = buffer;
  array->store = VALUE_UNDEFINED;
  array->slots[0] = VALUE_UNDEFINED;
  return value_of(array);
}

/* A view of the same bytes: shares the buffer if there is one, else keeps the cell of the bytes. */
Value typed_array_view(TypedArray *array, uint32_t from, uint32_t to) {
  TypedArray *view = allocate(sizeof(TypedArray));
  uint32_t size = element_sizes[array->header.extra];
  set_header(&view->header, engine.typed_array_shapes[array->header.extra]->reference, KIND_TYPED_ARRAY, 0, array->header.extra);
  view->data = array->data + (uint64_t)from * size;
  view->length = to - from;
  view->byte_offset = array->byte_offset + from * size;
  view->buffer = array->buffer;
  /* without a buffer: the array that the bytes belong to */
  view->store = array->buffer != VALUE_UNDEFINED ? VALUE_UNDEFINED
                : array->store != VALUE_UNDEFINED && has_kind(array->store, KIND_TYPED_ARRAY) ? array->store : value_of(array);
  view->slots[0] = VALUE_UNDEFINED;
  return value_of(view);
}

/* The buffer of an array; made when it is first asked for. Views made before share that of their origin. */
Value typed_array_buffer(TypedArray *array) {
  if (array->buffer != VALUE_UNDEFINED) return array->buffer;
  if (has_kind(array->store, KIND_TYPED_ARRAY)) {
    array->buffer = typed_array_buffer((TypedArray *)array->store);
    return array->buffer;
  }
  Shape *shape = engine.array_buffer_shape;
  ArrayBuffer *buffer = allocate(sizeof(ArrayBuffer));
  set_header(&buffer->header, shape->reference, KIND_ARRAY_BUFFER, 0, 0);
  buffer->data = array->data;
  buffer->length = (uint64_t)array->length * element_sizes[array->header.extra];
  buffer->owner = array->store != VALUE_UNDEFINED ? array->store : value_of(array);
  buffer->slots[0] = VALUE_UNDEFINED;
  array->buffer = value_of(buffer);
  return array->buffer;
}

#define LOAD(type) (*(const type __attribute__((aligned(1), may_alias)) *)p)

Value load_element(const uint8_t *p, ElementType type) {
  switch (type) {
    case TYPE_INT8: return INT(LOAD(int8_t));
    case TYPE_UINT8:
    case TYPE_UINT8_CLAMPED: return INT(*p);
    case TYPE_INT16: return INT(LOAD(int16_t));
    case TYPE_UINT16: return INT(LOAD(uint16_t));
    case TYPE_INT32: return INT(LOAD(int32_t));
    case TYPE_UINT32: return number_from_uint32(LOAD(uint32_t));
    case TYPE_FLOAT32: return number((double)LOAD(float));
    case TYPE_FLOAT64: return number(LOAD(double));
    case TYPE_BIGINT64: return bigint_from_int64(LOAD(int64_t));
    case TYPE_BIGUINT64: return bigint_from_uint64(LOAD(uint64_t));
    case TYPE_COUNT: break;
  }
  return VALUE_UNDEFINED;
}

#define STORE(type, v) (*(type __attribute__((aligned(1), may_alias)) *)p = (v))

/* Converts as the type asks; the bits end up in *bits. */
bool convert_element(ElementType type, Value value, uint64_t *bits) {
  if (type >= TYPE_BIGINT64) {
    value = to_bigint(value);
    if (value == VALUE_EXCEPTION) return false;
    *bits = bigint_to_uint64(value);
    return true;
  }
  double d;
  if (!to_number(value, &d)) return false;
  switch (type) {
    case TYPE_UINT8_CLAMPED: {
      double r = !(d > 0) ? 0 : d >= 255 ? 255 : d;
      uint32_t down = (uint32_t)r;
      double rest = r - down;
      *bits = rest > 0.5 || (rest == 0.5 && (down & 1)) ? down + 1 : down;
      return true;
    }
    case TYPE_FLOAT32: {
      union { float f; uint32_t u; } x = {.f = (float)d};
      *bits = x.u;
      return true;
    }
    case TYPE_FLOAT64: {
      union { double d; uint64_t u; } x = {.d = d};
      *bits = x.u;
      return true;
    }
    default: *bits = (uint32_t)double_to_int32(d); return true;
  }
}

void store_bits(uint8_t *p, ElementType type, uint64_t bits) {
  switch (element_sizes[type]) {
    case 1: *p = (uint8_t)bits; break;
    case 2: STORE(uint16_t, (uint16_t)bits); break;
    case 4: STORE(uint32_t, (uint32_t)bits); break;
    default: STORE(uint64_t, bits); break;
  }
}

Value typed_array_get(TypedArray *array, uint32_t index) {
  return load_element(array->data + (uint64_t)index * element_sizes[array->header.extra], (ElementType)array->header.extra);
}

int typed_array_set(TypedArray *array, uint64_t index, Value value) {
  uint64_t bits;
  ElementType type = (ElementType)array->header.extra;
  if (!convert_element(type, value, &bits)) return -1;
  if (index < array->length) store_bits(array->data + index * element_sizes[type], type, bits);
  return 1;
}
