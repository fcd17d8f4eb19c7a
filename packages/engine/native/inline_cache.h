/* Inline caches: what one place in the program has learnt about the shapes that come by. They are data, one for each
 * place, all zero at the start; the code beside them tests the first entry itself. Their keys, and for methods the text
 * that a message quotes, are constants in a table of their own, from which the first use takes them. */
#ifndef MORGANA_INLINE_CACHE_H
#define MORGANA_INLINE_CACHE_H

#include "bytes.h"
#include "object.h"

typedef struct CacheEntry {
  uint32_t shape;   /* of the receiver; 0: empty */
  uint32_t type;    /* ENTRY_* */
  uint32_t offset;  /* of the slot: bytes from the receiver, or index in its store */
  union {
    uint32_t next;  /* ENTRY_ADD*: shape afterwards */
    uint32_t store; /* ENTRY_STORE: bytes from the receiver to the reference to its store */
  };
  Value *slot;      /* ENTRY_HOLDER, ENTRY_GETTER: of the holder */
  Validity *validity;
} CacheEntry;

enum {
  ENTRY_INLINE,  /* own property in an inline slot */
  ENTRY_STORE,   /* own property in the store */
  ENTRY_HOLDER,  /* property of an object of the prototype chain */
  ENTRY_GETTER,  /* accessor; slot holds it */
  ENTRY_ABSENT,
  ENTRY_ADD,     /* write that adds an inline property */
  ENTRY_ADD_STORE,
};

#define POLYMORPHIC_ENTRIES 6

typedef struct Polymorphic {
  Cell header;
  uint32_t count;
  uint32_t padding;
  CacheEntry entries[POLYMORPHIC_ENTRIES];
} Polymorphic;

typedef struct InlineCache {
  uint32_t shape;  /* own inline property at `offset` */
  uint32_t offset;
  uint32_t holder_shape; /* reads: property of the chain at `slot`, if `validity` holds. Writes: shape before an add */
  uint32_t next_shape;   /* writes: shape after it */
  Value *slot;
  Validity *validity;
  Polymorphic *more;
  uint32_t add_offset;
  uint32_t key;  /* address of a constant; 0: not used yet */
  uint32_t next; /* address of the cache that was used first before this one */
  uint32_t unused[3];
} __attribute__((aligned(64))) InlineCache;
_Static_assert(sizeof(InlineCache) == 64, "an inline cache is a line of the processor's cache");

/* Caches of one unit and their constants. Addresses of code and constants have 32 bits: programs are below 4 GiB. */
typedef struct CacheTable {
  InlineCache *caches;
  const void *keys; /* uint32_t [count][width]: a key, then with a width of 2 a MethodKey's text; width 0: the one key itself */
  uint32_t count;
  uint32_t width;
  uint64_t unused;
} __attribute__((aligned(32))) CacheTable;
_Static_assert(sizeof(CacheTable) == 32, "a table fills its alignment: no gaps in the section");
#define CACHE_TABLE __attribute__((section("engine_cache_tables"), used))

typedef struct MethodKey {
  uint32_t key;
  uint32_t text; /* address of a C string: the callee as the source has it */
} MethodKey;

/* Defines a cache of the engine's own. */
#define INLINE_CACHE(name, constant) \
  static InlineCache name;           \
  static const CacheTable name##_table CACHE_TABLE = {&name, &constant, 1, 0}

/* How generated code names its caches; in code for size the keys themselves (cold.h). */
#define CACHE(index, constant) &caches[index]
#define METHOD_CACHE(index) &method_caches[index]

const char *cache_text(const InlineCache *cache);

Value cached_get_slow(Value object, InlineCache *cache);
Value cached_put_slow(Value object, Value value, InlineCache *cache);
Value cached_define_slow(Value object, Value value, InlineCache *cache);
Value get_length_slow(Value object, InlineCache *cache);
void inline_caches_mark(void);
/* The same through the global cache alone, for places that have none of their own. */
Value keyed_get(Value object, Value key);
Value keyed_put(Value object, Value key, Value value);

INLINE Value cached_get(Value object, InlineCache *cache) {
  if (likely(is_cell(object))) {
    uint32_t shape = cell_of(object)->shape;
    if (likely(shape == cache->shape)) return *(Value *)((uint8_t *)object + cache->offset);
    if (likely(shape == cache->holder_shape && cache->validity->valid)) return *cache->slot;
  }
  return cached_get_slow(object, cache);
}
/* For methods: most are found in a prototype. */
INLINE Value cached_get_method(Value object, InlineCache *cache) {
  if (likely(is_cell(object))) {
    uint32_t shape = cell_of(object)->shape;
    if (likely(shape == cache->holder_shape && cache->validity->valid)) return *cache->slot;
  }
  return cached_get_slow(object, cache);
}
INLINE Value cached_put(Value object, Value value, InlineCache *cache) {
  if (likely(is_cell(object))) {
    Cell *cell = cell_of(object);
    if (likely(cell->shape == cache->shape)) {
      *(Value *)((uint8_t *)cell + cache->offset) = value;
      return VALUE_UNDEFINED;
    }
    if (likely(cell->shape == cache->holder_shape && cache->validity->valid)) {
      *(Value *)((uint8_t *)cell + cache->add_offset) = value;
      cell->shape = cache->next_shape;
      return VALUE_UNDEFINED;
    }
  }
  return cached_put_slow(object, value, cache);
}
INLINE Value cached_define(Value object, Value value, InlineCache *cache) {
  Cell *cell = cell_of(object);
  if (likely(cell->shape == cache->holder_shape)) {
    *(Value *)((uint8_t *)cell + cache->add_offset) = value;
    cell->shape = cache->next_shape;
    return VALUE_UNDEFINED;
  }
  return cached_define_slow(object, value, cache);
}
/* Private names that are known when the program is compiled: the cache holds own data only. */
Value cached_private_get_slow(Value object, InlineCache *cache);
Value cached_private_set_slow(Value object, Value value, InlineCache *cache);
INLINE Value cached_private_get(Value object, InlineCache *cache) {
  if (likely(is_cell(object)) && likely(cell_of(object)->shape == cache->shape)) return *(Value *)((uint8_t *)object + cache->offset);
  return cached_private_get_slow(object, cache);
}
INLINE Value cached_private_set(Value object, Value value, InlineCache *cache) {
  if (likely(is_cell(object)) && likely(cell_of(object)->shape == cache->shape)) {
    *(Value *)((uint8_t *)object + cache->offset) = value;
    return VALUE_UNDEFINED;
  }
  return cached_private_set_slow(object, value, cache);
}
INLINE Value get_length(Value object, InlineCache *cache) {
  if (likely(is_cell(object))) {
    Cell *cell = cell_of(object);
    if (cell->kind == KIND_ARRAY) return number_from_uint32(((Array *)cell)->length);
    if (cell->kind == KIND_STRING) return INT(((String *)cell)->length);
    if (cell->kind == KIND_TYPED_ARRAY) return get_length_slow(object, cache);
  }
  return cached_get(object, cache);
}

/* --- elements */

Value get_element_slow(Value object, Value key);
Value put_element_slow(Value object, Value key, Value value);

INLINE Value get_element(Value object, Value key) {
  if (likely(is_cell(object) && is_int(key))) {
    Cell *cell = cell_of(object);
    uint32_t index = (uint32_t)as_int(key);
    if (cell->kind == KIND_ARRAY) {
      Array *array = (Array *)cell;
      if (likely(index < array->length && index < array->capacity)) {
        Value v = array->items[index];
        if (likely(v != VALUE_HOLE)) return v;
      }
    } else if (cell->kind == KIND_TYPED_ARRAY) {
      TypedArray *bytes = (TypedArray *)cell;
      if (likely(index < bytes->length)) {
        if (likely(bytes->header.extra == TYPE_UINT8)) return INT(bytes->data[index]);
        /* what checksums and hashes run over */
        if (bytes->header.extra == TYPE_UINT32) return number_from_uint32(((const uint32_t *)(const void *)bytes->data)[index]);
      }
    }
  }
  return get_element_slow(object, key);
}
INLINE Value put_element(Value object, Value key, Value value) {
  if (likely(is_cell(object) && is_int(key))) {
    uint32_t index = (uint32_t)as_int(key);
    if (is_plain_array(object)) {
      Array *array = array_of(object);
      if (likely(index < array->length && index < array->capacity)) {
        array->items[index] = value;
        return VALUE_UNDEFINED;
      }
    } else if (cell_of(object)->kind == KIND_TYPED_ARRAY) {
      TypedArray *bytes = (TypedArray *)object;
      if (likely(bytes->header.extra <= TYPE_UINT8 && index < bytes->length && is_int(value))) {
        bytes->data[index] = (uint8_t)as_int(value);
        return VALUE_UNDEFINED;
      }
    }
  }
  return put_element_slow(object, key, value);
}

/* --- private names: own properties under a private symbol */

Value private_get(Value object, Value key);
Value private_set(Value object, Value key, Value value);
Value private_define(Value object, Value key, Value value, bool readonly);
Value private_define_accessor(Value object, Value key, Value getter, Value setter);
Value private_has(Value object, Value key);

#endif
