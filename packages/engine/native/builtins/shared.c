/* SharedArrayBuffer and Atomics. A compiled program is one agent: nobody wakes a waiter but a time-out. */
#include "builtins.h"
#include "bigint.h"
#include "bytes.h"
#include "memory.h"

CONSTRUCTOR("SharedArrayBuffer", 1, SharedArrayBuffer_construct, "SharedArrayBuffer.prototype")
NATIVE(SharedArrayBuffer_construct) {
  if (new_target == VALUE_UNDEFINED) return throw_error(TYPE_ERROR, "Constructor SharedArrayBuffer requires 'new'");
  uint64_t length;
  TRY_BOOL(to_index(ARG(0), &length, "Invalid array buffer length"));
  Value prototype = prototype_from_constructor(new_target, SHARED_ARRAY_BUFFER_PROTOTYPE);
  TRY(prototype);
  Value buffer = new_array_buffer(length, prototype);
  TRY(buffer);
  cell_of(buffer)->flags |= BUFFER_SHARED;
  return buffer;
}

static ArrayBuffer *this_shared(Value v, const char *method) {
  if (has_kind(v, KIND_ARRAY_BUFFER) && (cell_of(v)->flags & BUFFER_SHARED)) return (ArrayBuffer *)v;
  throw_error(TYPE_ERROR, "Method SharedArrayBuffer.prototype.%s called on incompatible receiver %v", method, v);
  return NULL;
}
GETTER("SharedArrayBuffer.prototype", "byteLength", SharedArrayBufferPrototype_byteLength)
NATIVE(SharedArrayBufferPrototype_byteLength) {
  ArrayBuffer *b = this_shared(this_value, "byteLength");
  return b == NULL ? VALUE_EXCEPTION : number((double)b->length);
}
GETTER("SharedArrayBuffer", "@@species", SharedArrayBuffer_species)
NATIVE(SharedArrayBuffer_species) { return this_value; }
METHOD("SharedArrayBuffer.prototype", "slice", 2, SharedArrayBufferPrototype_slice)
NATIVE(SharedArrayBufferPrototype_slice) {
  ArrayBuffer *b = this_shared(this_value, "slice");
  if (b == NULL) return VALUE_EXCEPTION;
  uint64_t from, to;
  TRY_BOOL(to_relative_index(ARG(0), b->length, 0, &from) && to_relative_index(ARG(1), b->length, b->length, &to));
  uint64_t length = from < to ? to - from : 0;
  return slice_buffer(this_value, from, length);
}
CONSTANT("SharedArrayBuffer.prototype", "@@toStringTag", "SharedArrayBuffer")

/* --- Atomics */

NAMESPACE("Atomics")
CONSTANT("Atomics", "@@toStringTag", "Atomics")

/* ValidateIntegerTypedArray and ValidateAtomicAccess: the array and the index in elements. */
static TypedArray *validate(Value v, Value at, bool waitable, uint32_t *index) {
  if (!has_kind(v, KIND_TYPED_ARRAY)) {
    throw_error(TYPE_ERROR, "[object %s] is not an integer %styped array.", is_object(v) ? "Object" : "Array", waitable ? "shared " : "");
    return NULL;
  }
  ElementType type = (ElementType)cell_of(v)->extra;
  bool fits = waitable ? type == TYPE_INT32 || type == TYPE_BIGINT64
                       : type != TYPE_UINT8_CLAMPED && type != TYPE_FLOAT32 && type != TYPE_FLOAT64;
  if (!fits) {
    throw_error(TYPE_ERROR, "[object Array] is not an %styped array.", waitable ? "int32 or BigInt64 " : "integer ");
    return NULL;
  }
  TypedArray *array = (TypedArray *)v;
  if (array->buffer != VALUE_UNDEFINED && (cell_of(array->buffer)->flags & BUFFER_DETACHED)) {
    throw_error(TYPE_ERROR, "Cannot perform Atomics operation on a detached ArrayBuffer");
    return NULL;
  }
  uint64_t i;
  if (!to_index(at, &i, "Invalid atomic access index")) return NULL;
  if (i >= array->length) {
    throw_error(RANGE_ERROR, "Invalid atomic access index");
    return NULL;
  }
  *index = (uint32_t)i;
  return array;
}

/* The number that is stored, for `store` gives it back: an integer, or a BigInt. */
static Value operand(TypedArray *array, Value v, uint64_t *bits) {
  if (array->header.extra >= TYPE_BIGINT64) {
    v = to_bigint(v);
    TRY(v);
    *bits = bigint_to_uint64(v);
    return v;
  }
  double d;
  TRY_BOOL(to_integer(v, &d));
  *bits = (uint32_t)double_to_int32(d);
  return number(d + 0.0);
}

static bool gone(TypedArray *array, uint32_t index) {
  if (index < array->length) return false;
  throw_error(TYPE_ERROR, "Cannot perform Atomics operation on a detached ArrayBuffer");
  return true;
}

static uint64_t load_bits(const uint8_t *p, ElementType type) {
  uint64_t bits = 0;
  copy_memory((uint8_t *)&bits, p, element_sizes[type]);
  return bits;
}

typedef enum { ADD, AND, EXCHANGE, OR, SUB, XOR } Operation;

static Value modify(Operation operation, uint32_t argc, const Value *argv) {
  uint32_t index;
  TypedArray *array = validate(ARG(0), ARG(1), false, &index);
  if (array == NULL) return VALUE_EXCEPTION;
  uint64_t bits;
  TRY(operand(array, ARG(2), &bits));
  if (gone(array, index)) return VALUE_EXCEPTION;
  ElementType type = (ElementType)array->header.extra;
  uint8_t *p = array->data + (uint64_t)index * element_sizes[type];
  uint64_t old_bits = load_bits(p, type);
  Value old = load_element(p, type);
  switch (operation) {
    case ADD: bits = old_bits + bits; break;
    case AND: bits = old_bits & bits; break;
    case EXCHANGE: break;
    case OR: bits = old_bits | bits; break;
    case SUB: bits = old_bits - bits; break;
    case XOR: bits = old_bits ^ bits; break;
  }
  store_bits(p, type, bits);
  return old;
}
METHOD("Atomics", "add", 3, Atomics_add)
NATIVE(Atomics_add) { return modify(ADD, argc, argv); }
METHOD("Atomics", "and", 3, Atomics_and)
NATIVE(Atomics_and) { return modify(AND, argc, argv); }
METHOD("Atomics", "exchange", 3, Atomics_exchange)
NATIVE(Atomics_exchange) { return modify(EXCHANGE, argc, argv); }
METHOD("Atomics", "or", 3, Atomics_or)
NATIVE(Atomics_or) { return modify(OR, argc, argv); }
METHOD("Atomics", "sub", 3, Atomics_sub)
NATIVE(Atomics_sub) { return modify(SUB, argc, argv); }
METHOD("Atomics", "xor", 3, Atomics_xor)
NATIVE(Atomics_xor) { return modify(XOR, argc, argv); }

METHOD("Atomics", "load", 2, Atomics_load)
NATIVE(Atomics_load) {
  uint32_t index;
  TypedArray *array = validate(ARG(0), ARG(1), false, &index);
  if (array == NULL || gone(array, index)) return VALUE_EXCEPTION;
  return typed_array_get(array, index);
}
METHOD("Atomics", "store", 3, Atomics_store)
NATIVE(Atomics_store) {
  uint32_t index;
  TypedArray *array = validate(ARG(0), ARG(1), false, &index);
  if (array == NULL) return VALUE_EXCEPTION;
  uint64_t bits;
  Value v = operand(array, ARG(2), &bits);
  TRY(v);
  if (gone(array, index)) return VALUE_EXCEPTION;
  ElementType type = (ElementType)array->header.extra;
  store_bits(array->data + (uint64_t)index * element_sizes[type], type, bits);
  return v;
}
METHOD("Atomics", "compareExchange", 4, Atomics_compareExchange)
NATIVE(Atomics_compareExchange) {
  uint32_t index;
  TypedArray *array = validate(ARG(0), ARG(1), false, &index);
  if (array == NULL) return VALUE_EXCEPTION;
  uint64_t expected, replacement;
  TRY(operand(array, ARG(2), &expected));
  TRY(operand(array, ARG(3), &replacement));
  if (gone(array, index)) return VALUE_EXCEPTION;
  ElementType type = (ElementType)array->header.extra;
  uint8_t *p = array->data + (uint64_t)index * element_sizes[type];
  Value old = load_element(p, type);
  uint64_t mask = element_sizes[type] == 8 ? UINT64_MAX : (1ull << (8 * element_sizes[type])) - 1;
  if (load_bits(p, type) == (expected & mask)) store_bits(p, type, replacement);
  return old;
}
METHOD("Atomics", "isLockFree", 1, Atomics_isLockFree)
NATIVE(Atomics_isLockFree) {
  double d;
  TRY_BOOL(to_integer(ARG(0), &d));
  return boolean(d == 1 || d == 2 || d == 4 || d == 8);
}

static bool is_shared(TypedArray *array) {
  return array->buffer != VALUE_UNDEFINED && (cell_of(array->buffer)->flags & BUFFER_SHARED);
}

METHOD("Atomics", "notify", 3, Atomics_notify)
NATIVE(Atomics_notify) {
  uint32_t index;
  TypedArray *array = validate(ARG(0), ARG(1), true, &index);
  if (array == NULL) return VALUE_EXCEPTION;
  double count;
  if (ARG(2) != VALUE_UNDEFINED) TRY_BOOL(to_integer(ARG(2), &count));
  return INT(0);
}
/* With nobody who could wake it, a wait ends by its time-out only; one without is an error and not a program that hangs. */
METHOD("Atomics", "wait", 4, Atomics_wait)
NATIVE(Atomics_wait) {
  uint32_t index;
  TypedArray *array = validate(ARG(0), ARG(1), true, &index);
  if (array == NULL) return VALUE_EXCEPTION;
  if (!is_shared(array)) return throw_error(TYPE_ERROR, "[object Array] is not a shared typed array.");
  uint64_t expected;
  if (array->header.extra == TYPE_BIGINT64) TRY(operand(array, ARG(2), &expected));
  else {
    double d;
    TRY_BOOL(to_number(ARG(2), &d));
    expected = (uint32_t)double_to_int32(d);
  }
  double timeout;
  TRY_BOOL(to_number(ARG(3), &timeout));
  ElementType type = (ElementType)array->header.extra;
  if (load_bits(array->data + (uint64_t)index * element_sizes[type], type) != expected) return intern_ascii("not-equal");
  if (timeout != timeout || timeout > 1e15) return throw_error(TYPE_ERROR, "Atomics.wait cannot be called in this context");
  /* not platform_poll: what it reports only once would be lost here */
  uint64_t deadline = platform_clock_monotonic() + (timeout > 0 ? (uint64_t)(timeout * 1e6) : 0);
  while (platform_clock_monotonic() < deadline) {
  }
  return intern_ascii("timed-out");
}
