/* Cells: everything that lives in the heap. Each starts with the same 8 bytes. */
#ifndef MORGANA_CELL_H
#define MORGANA_CELL_H

#include "value.h"

typedef enum Kind {
  KIND_FREE = 0,
  /* parts of other cells */
  KIND_BOX,
  KIND_VALUES,
  KIND_BYTES,
  KIND_SHAPE,
  KIND_PROPERTY_TABLE,
  KIND_TRANSITIONS,
  KIND_VALIDITY,
  KIND_POLYMORPHIC,
  KIND_ACCESSOR,
  KIND_ITERATOR,
  KIND_SPARSE,
  KIND_HASH_TABLE,
  KIND_REACTION,
  /* primitive values */
  KIND_STRING,
  KIND_SYMBOL,
  KIND_BIGINT,
  /* objects */
  KIND_OBJECT,
  KIND_FUNCTION,
  KIND_ARRAY,
  KIND_ARGUMENTS,
  KIND_TYPED_ARRAY,
  KIND_DATA_VIEW,
  KIND_ARRAY_BUFFER,
  KIND_COROUTINE,
  KIND_PROMISE,
  KIND_MAP,
  KIND_SET,
  KIND_WEAK_MAP,
  KIND_WEAK_SET,
  KIND_COLLECTION_ITERATOR,
  KIND_REGEXP,
  /* objects with one internal value: `data` of DataObject */
  KIND_ERROR,
  KIND_WRAPPER, /* Boolean, Number, String, Symbol and BigInt objects */
  KIND_DATE,
  KIND_WEAK_REF,
  KIND_HOST, /* objects of built-ins written in TypeScript; data tells their class */
  KIND_PROXY,
  KIND_COUNT
} Kind;

#define FIRST_OBJECT_KIND KIND_OBJECT

typedef struct Cell {
  uint32_t shape; /* see shape_of: an offset into the heap, in units of 8 bytes */
  uint8_t kind;
  uint8_t flags; /* meaning depends on the kind */
  uint16_t extra;
} Cell;

_Static_assert(sizeof(Cell) == 8, "the header of a cell has 8 bytes");

INLINE Cell *cell_of(Value v) { return (Cell *)v; }
INLINE Value value_of(const void *cell) { return (Value)cell; }
INLINE bool has_kind(Value v, Kind kind) { return is_cell(v) && cell_of(v)->kind == kind; }
INLINE bool is_object(Value v) { return is_cell(v) && cell_of(v)->kind >= FIRST_OBJECT_KIND; }
INLINE bool is_string(Value v) { return has_kind(v, KIND_STRING); }
INLINE bool is_symbol(Value v) { return has_kind(v, KIND_SYMBOL); }
INLINE bool is_bigint(Value v) { return has_kind(v, KIND_BIGINT); }
INLINE bool is_function_object(Value v) { return has_kind(v, KIND_FUNCTION); }

typedef struct Box {
  Cell header;
  Value value;
} Box;

/* A store of values that belongs to another cell: elements, out-of-line slots. */
typedef struct Values {
  Cell header;
  uint64_t count;
  Value items[];
} Values;

/* A store of bytes without pointers. */
typedef struct Bytes {
  Cell header;
  uint64_t count;
  uint8_t bytes[];
} Bytes;

#endif
