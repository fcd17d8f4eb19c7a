/* ArrayBuffers, typed arrays and DataViews. Small typed arrays keep their bytes in their own cell; an ArrayBuffer
 * for them is made when somebody asks. The bytes may also lie outside of the heap (devices). */
#ifndef MORGANA_BYTES_H
#define MORGANA_BYTES_H

#include "object.h"

typedef enum ElementType {
  TYPE_INT8,
  TYPE_UINT8, /* Int8 and Uint8 first: both store the low byte */
  TYPE_UINT8_CLAMPED,
  TYPE_INT16,
  TYPE_UINT16,
  TYPE_INT32,
  TYPE_UINT32,
  TYPE_FLOAT32,
  TYPE_FLOAT64,
  TYPE_BIGINT64,
  TYPE_BIGUINT64,
  TYPE_COUNT
} ElementType;

typedef struct ArrayBuffer {
  Cell header; /* flags: BUFFER_* */
  uint8_t *data;
  uint64_t length;
  Value owner; /* cell that the bytes lie in; undefined if they are outside of the heap */
  Value slots[1];
} ArrayBuffer;

enum { BUFFER_SHARED = 1, BUFFER_DETACHED = 2 };

/* A typed array or a DataView. data and length never change but to 0 when the buffer is detached. */
typedef struct TypedArray {
  Cell header; /* extra: ElementType */
  uint8_t *data;
  uint32_t length; /* in elements; of a DataView in bytes */
  uint32_t byte_offset;
  Value buffer; /* its ArrayBuffer; undefined: not made yet, the bytes lie in this cell or its store */
  Value store;  /* a Bytes cell, or undefined */
  Value slots[1];
} TypedArray;

/* Only a view without elements can be. */
INLINE bool is_detached(const TypedArray *view) {
  return view->length == 0 && view->buffer != VALUE_UNDEFINED && (cell_of(view->buffer)->flags & BUFFER_DETACHED);
}
COLD Value throw_detached(const char *operation);

INLINE bool has_elements(Value v, ElementType type) {
  return has_kind(v, KIND_TYPED_ARRAY) && cell_of(v)->extra == type;
}
INLINE bool is_uint32(Value v) {
  if (is_int(v)) return as_int(v) >= 0;
  return is_number(v) && as_double(v) >= 0 && as_double(v) <= 4294967295.0 && as_double(v) == (double)(uint32_t)as_double(v);
}
/* The index that a number names as a key; UINT32_MAX, which is none: it is no index. */
INLINE uint32_t index_of_double(double d) {
  if (!(d >= 0 && d < 4294967295.0)) return UINT32_MAX;
  return (double)(uint32_t)d == d ? (uint32_t)d : UINT32_MAX;
}

extern const uint8_t element_sizes[TYPE_COUNT];
extern const char *const typed_array_names[TYPE_COUNT];

Value new_typed_array(ElementType type, uint32_t length, Value prototype); /* zeroed; VALUE_EXCEPTION: too long */
Value new_typed_array_over(ElementType type, Value buffer, uint32_t byte_offset, uint32_t length, Value prototype);
Value new_array_buffer(uint64_t length, Value prototype);
Value typed_array_buffer(TypedArray *array);
Value load_element(const uint8_t *p, ElementType type);
bool convert_element(ElementType type, Value value, uint64_t *bits);
void store_bits(uint8_t *p, ElementType type, uint64_t bits);
Value typed_array_view(TypedArray *array, uint32_t from, uint32_t to);
/* `slice` of an ArrayBuffer or a SharedArrayBuffer, which may have a species. */
Value slice_buffer(Value buffer, uint64_t from, uint64_t length);
Value typed_array_get(TypedArray *array, uint32_t index);
Value construct_typed_array(ElementType type, Value new_target, uint32_t argc, const Value *argv);
/* Methods get... and set... of DataViews. */
Value data_view_get(Value view, ElementType type, uint32_t argc, const Value *argv, const char *method);
Value data_view_set(Value view, ElementType type, uint32_t argc, const Value *argv, const char *method);
/* Converts and stores; out of range indices are ignored after the conversion. */
int typed_array_set(TypedArray *array, uint64_t index, Value value);

#endif
