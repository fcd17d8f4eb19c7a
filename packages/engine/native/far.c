#include "far.h"

Value far_cached_get(Value object, InlineCache *cache) { return cached_get(object, cache); }
Value far_cached_get_method(Value object, InlineCache *cache) { return cached_get_method(object, cache); }
Value far_get_length(Value object, InlineCache *cache) { return get_length(object, cache); }
Value far_cached_put(Value object, Value value, InlineCache *cache) { return cached_put(object, value, cache); }
Value far_cached_define(Value object, Value value, InlineCache *cache) { return cached_define(object, value, cache); }
Value far_cached_private_get(Value object, InlineCache *cache) { return cached_private_get(object, cache); }
Value far_cached_private_set(Value object, Value value, InlineCache *cache) { return cached_private_set(object, value, cache); }
Value far_new_box(Value v) { return new_box(v); }

bool guess_fails(void) {
  static uint32_t state = 1;
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return (state & 3) == 0;
}
