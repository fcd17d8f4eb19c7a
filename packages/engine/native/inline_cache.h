/* Inline caches: what one place in the program has learnt about the shapes that come by. They are data, one for each
 * place, all zero at the start; the code beside them tests the first entry itself. Their keys, and for methods the text
 * that a message quotes, are constants in a table of their own, from which the first use takes them. */
#ifndef MORGANA_INLINE_CACHE_H
#define MORGANA_INLINE_CACHE_H

#include "bytes.h"
#include "call.h"
#include "guess.h"
#include "object.h"
#include "unwind.h"

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
  const void *keys; /* uint32_t [count][width]: a key, then with a width of 2 a MethodKey's text; width 1 without it; width 0: the one key itself */
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

const char *cache_text(const InlineCache *cache);

Value cached_get_slow(Value object, InlineCache *cache);
Value cached_put_slow(Value object, Value value, InlineCache *cache);
Value cached_define_slow(Value object, Value value, InlineCache *cache);
Value get_length_slow(Value object, InlineCache *cache);
/* For a field that the object refuses. */
COLD Value throw_not_defined_field(Value object, Value key);
void inline_caches_mark(void);
/* The same through the global cache alone, for places that have none of their own. */
Value keyed_get(Value object, Value key);
Value keyed_put(Value object, Value key, Value value);

Value cached_private_get_slow(Value object, InlineCache *cache);
Value cached_private_set_slow(Value object, Value value, InlineCache *cache);
Value get_element_slow(Value object, Value key);
Value put_element_slow(Value object, Value key, Value value);

#define CACHE_SLOW_PATHS(X)                                                                         \
  X(cached_get_slow, (Value object, InlineCache *cache), (object, cache))                          \
  X(cached_put_slow, (Value object, Value value, InlineCache *cache), (object, value, cache))      \
  X(cached_define_slow, (Value object, Value value, InlineCache *cache), (object, value, cache))   \
  X(cached_private_get_slow, (Value object, InlineCache *cache), (object, cache))                  \
  X(cached_private_set_slow, (Value object, Value value, InlineCache *cache), (object, value, cache)) \
  X(get_length_slow, (Value object, InlineCache *cache), (object, cache))                          \
  X(get_element_slow, (Value object, Value key), (object, key))                                    \
  X(put_element_slow, (Value object, Value key, Value value), (object, key, value))                \
  X(private_get, (Value object, Value key), (object, key))                                         \
  X(private_set, (Value object, Value key, Value value), (object, key, value))                     \
  X(private_define, (Value object, Value key, Value value, bool readonly), (object, key, value, readonly)) \
  X(private_define_accessor, (Value object, Value key, Value getter, Value setter), (object, key, getter, setter)) \
  X(private_has, (Value object, Value key), (object, key))
CACHE_SLOW_PATHS(DECLARE_UNWINDING)

#define VARIANT RETURNING
#include "inline_cache_in_place.h"
#undef VARIANT
#define VARIANT UNWINDING
#include "inline_cache_in_place.h"
#undef VARIANT

/* --- calls of methods: the method is read through the cache */

#define X(n)                                                                                                   \
  Value invoke_##n(Value this_value PARAMETERS_##n, InlineCache *cache);                    \
  Value u_invoke_##n(Value this_value PARAMETERS_##n, InlineCache *cache);
CALL_ARITIES(X)
#undef X

/* --- private names: own properties under a private symbol */

Value private_get(Value object, Value key);
Value private_set(Value object, Value key, Value value);
Value private_define(Value object, Value key, Value value, bool readonly);
Value private_define_accessor(Value object, Value key, Value getter, Value setter);
Value private_has(Value object, Value key);

#endif
