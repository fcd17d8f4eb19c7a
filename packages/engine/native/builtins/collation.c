#include "builtins.h"
#include "text/collation.h"

static CollationText collated(Value v) {
  String *s = settled(string_of(v));
  Units units = units_of(s);
  return (CollationText){units.data, s->length, units.wide};
}

/* Two texts, and flags of text/collation.h. */
Value intrinsic_collate(Value a, Value b, Value flags) { return INT(text_collate(collated(a), collated(b), (uint32_t)as_int(flags))); }
