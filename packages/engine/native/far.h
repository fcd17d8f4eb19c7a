/* Operations on the caches of hot code, as calls: for the parts of it that seldom run. The other operations are in cold.h. */
#ifndef MORGANA_FAR_H
#define MORGANA_FAR_H

#include "inline_cache.h"

#define COLD_LABEL __attribute__((cold, unused))

#define FAR_OPERATIONS(X)                                                                        \
  X(cached_get, (Value object, InlineCache *cache), (object, cache))                             \
  X(cached_get_method, (Value object, InlineCache *cache), (object, cache))                      \
  X(get_length, (Value object, InlineCache *cache), (object, cache))                             \
  X(cached_put, (Value object, Value value, InlineCache *cache), (object, value, cache))         \
  X(cached_define, (Value object, Value value, InlineCache *cache), (object, value, cache))      \
  X(cached_private_get, (Value object, InlineCache *cache), (object, cache))                     \
  X(cached_private_set, (Value object, Value value, InlineCache *cache), (object, value, cache))
#define X(name, parameters, arguments) \
  Value far_##name parameters;         \
  Value u_far_##name parameters;
FAR_OPERATIONS(X)
#undef X
Value far_new_box(Value v);

#endif
