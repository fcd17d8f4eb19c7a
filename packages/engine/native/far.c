#include "far.h"
#include "engine.h"

#define X(name) \
  Value far_##name(Value a, Value b) { return name(a, b); }
FAR_BINARY(X)
#undef X
#define X(name) \
  Value far_##name(Value a) { return name(a); }
FAR_UNARY(X)
#undef X
#define X(name) \
  Value far_##name(Value object, InlineCache *cache) { return name(object, cache); }
FAR_CACHED(X)
#undef X
Value far_cached_put(Value object, Value value, InlineCache *cache) { return cached_put(object, value, cache); }
Value far_cached_define(Value object, Value value, InlineCache *cache) { return cached_define(object, value, cache); }
Value far_put_element(Value object, Value key, Value value) { return put_element(object, key, value); }
Value far_call(Value callee, Value this_value, uint32_t argc, const Value *argv, const char *text) {
  return call(callee, this_value, argc, argv, text);
}
bool far_strict_equals(Value a, Value b) { return strict_equals(a, b); }
bool far_truthy(Value v) { return truthy(v); }

bool guess_fails(void) {
  static uint32_t state = 1;
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return (state & 3) == 0;
}
