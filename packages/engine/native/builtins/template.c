/* GetSubstitution: ECMA-262, 22.1.3.19.1. */
#include "builtins.h"

/* All are texts but for `captures`, an array or undefined, and `groups`, an object or undefined. */
Value intrinsic_expandTemplate(Value template, Value text, Value position, Value matched, Value captures, Value groups) {
  String *t = flat(string_of(template)), *s = flat(string_of(text));
  uint32_t at = (uint32_t)number_of(position), length = t->length;
  uint32_t count = captures == VALUE_UNDEFINED ? 0 : array_of(captures)->length;
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < length; i++) {
    uint32_t unit = unit_at(t, i);
    uint32_t next = unit == '$' && i + 1 < length ? unit_at(t, i + 1) : 0;
    Value by = VALUE_UNDEFINED;
    uint32_t used = 1;
    if (next == '$') by = value_of(engine.characters['$']);
    else if (next == '&') by = matched;
    else if (next == '`') by = string_slice(s, 0, at);
    else if (next == '\'') {
      uint64_t end = (uint64_t)at + string_of(matched)->length;
      by = string_slice(s, end < s->length ? (uint32_t)end : s->length, s->length);
    } else if (next >= '0' && next <= '9') {
      uint32_t n = next - '0', digit = i + 2 < length ? unit_at(t, i + 2) - '0' : 10;
      if (digit < 10 && n * 10 + digit > 0 && n * 10 + digit <= count) n = n * 10 + digit, used = 2;
      if (n > 0 && n <= count) {
        by = array_of(captures)->items[n - 1];
        if (by == VALUE_UNDEFINED) by = value_of(&s_empty);
      }
    } else if (next == '<' && groups != VALUE_UNDEFINED) {
      uint32_t close = i + 2;
      while (close < length && unit_at(t, close) != '>') close++;
      if (close < length) {
        by = get(groups, key_from_string(string_of(string_slice(t, i + 2, close))));
        TRY(by);
        by = by == VALUE_UNDEFINED ? value_of(&s_empty) : to_string(by);
        TRY(by);
        used = close - i;
      }
    }
    if (by == VALUE_UNDEFINED) builder_unit(&b, unit);
    else {
      builder_string(&b, string_of(by));
      i += used;
    }
  }
  return builder_finish(&b);
}
