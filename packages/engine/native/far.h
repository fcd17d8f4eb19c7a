/* Operations on the caches of hot code, as calls: for the parts of it that seldom run. The other operations are in cold.h. */
#ifndef MORGANA_FAR_H
#define MORGANA_FAR_H

#include "inline_cache.h"

#define COLD_LABEL __attribute__((cold, unused))

Value far_cached_get(Value object, InlineCache *cache);
Value far_cached_get_method(Value object, InlineCache *cache);
Value far_get_length(Value object, InlineCache *cache);
Value far_cached_put(Value object, Value value, InlineCache *cache);
Value far_cached_define(Value object, Value value, InlineCache *cache);
Value far_cached_private_get(Value object, InlineCache *cache);
Value far_cached_private_set(Value object, Value value, InlineCache *cache);
Value far_new_box(Value v);

/* For tests: true every fourth time or so, in the same order in each run. */
bool guess_fails(void);

#endif
