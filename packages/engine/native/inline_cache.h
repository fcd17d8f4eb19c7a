/* Inline caches: what one place in the program has learnt about the shapes that come by. They are data, one for each
 * place, in the section engine_caches; the code beside them tests the first entry itself. */
#ifndef MORGANA_INLINE_CACHE_H
#define MORGANA_INLINE_CACHE_H

#include "bytes.h"
#include "call.h"
#include "object.h"
#include "unwind.h"

typedef struct CacheEntry {
  uint32_t shape;   /* of the receiver; 0: empty */
  uint32_t type;    /* ENTRY_* */
  uint32_t offset;  /* of the slot: bytes from the receiver, or index in its store */
  uint32_t next;    /* ENTRY_ADD*: shape afterwards */
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
  Value key;
  uint32_t shape;  /* own inline property at `offset` */
  uint32_t offset;
  uint32_t holder_shape; /* reads: property of the chain at `slot`, if `validity` holds. Writes: shape before an add */
  uint32_t next_shape;   /* writes: shape after it */
  Value *slot;
  Validity *validity;
  Polymorphic *more;
  uint32_t add_offset;
  uint32_t unused[3];
} __attribute__((aligned(64))) InlineCache;

/* The collector walks the section: caches of all units must follow one another without gaps. */
_Static_assert(sizeof(InlineCache) == 64, "an inline cache fills its alignment");

#define INLINE_CACHE __attribute__((section("engine_caches"), used)) InlineCache

Value cached_get_slow(Value object, InlineCache *cache);
Value cached_put_slow(Value object, Value value, InlineCache *cache);
Value cached_define_slow(Value object, Value value, InlineCache *cache);
Value get_length_slow(Value object, InlineCache *cache);
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
  Value invoke_##n(Value this_value PARAMETERS_##n, InlineCache *cache, const char *text);                    \
  Value u_invoke_##n(Value this_value PARAMETERS_##n, InlineCache *cache, const char *text);
CALL_ARITIES(X)
#undef X

/* --- private names: own properties under a private symbol */

Value private_get(Value object, Value key);
Value private_set(Value object, Value key, Value value);
Value private_define(Value object, Value key, Value value, bool readonly);
Value private_define_accessor(Value object, Value key, Value getter, Value setter);
Value private_has(Value object, Value key);

#endif
