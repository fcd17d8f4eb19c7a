/* String.prototype.normalize: ECMA-262, 22.1.3.15. */
#include "builtins.h"
#include "memory.h"
#include "unicode/normalize.h"

static ROOT Value unpacked = VALUE_UNDEFINED;

static Normalizer normalizer(void) {
  uint32_t pairs = unicode_canonical_count * sizeof(CanonicalPair);
  bool fresh = unpacked == VALUE_UNDEFINED;
  if (fresh) unpacked = value_of(allocate_bytes(pairs + COMPOSITION_SLOTS * sizeof(uint16_t)));
  uint8_t *memory = ((Bytes *)unpacked)->bytes;
  Normalizer n = {(CanonicalPair *)memory, (uint16_t *)(memory + pairs)};
  if (fresh) unicode_unpack_canonical(&n);
  return n;
}

/* The table is linked only where the program has a text that asks for it. */
extern uint32_t (*const compatibility_table)(uint32_t code_point, uint32_t to[18]);

METHOD("String.prototype", "normalize", 0, StringPrototype_normalize)
NATIVE(StringPrototype_normalize) {
  if (is_nullish(this_value)) return throw_error(TYPE_ERROR, "String.prototype.normalize called on null or undefined");
  Value text = to_string(this_value);
  TRY(text);
  bool compatible = false, compose = true;
  if (ARG(0) != VALUE_UNDEFINED) {
    Value form = to_string(ARG(0));
    TRY(form);
    String *f = flat(string_of(form));
    bool valid = !is_wide(f) && f->length >= 3 && f->length <= 4 && f->data[0] == 'N' && f->data[1] == 'F';
    if (valid) {
      compatible = f->length == 4;
      uint8_t last = f->data[f->length - 1];
      compose = last == 'C';
      valid = (last == 'C' || last == 'D') && (!compatible || f->data[2] == 'K');
    }
    if (!valid) return throw_error(RANGE_ERROR, "The normalization form should be one of NFC, NFD, NFKC, NFKD.");
    if (compatible && compatibility_table == NULL)
      return throw_error(RANGE_ERROR, "normalize: NFKC and NFKD are linked only where a text of the program names them");
  }
  String *s = flat(string_of(text));
  if (!is_wide(s)) {
    bool plain = compose && !compatible;
    for (uint32_t i = 0; !plain && i < s->length; i++)
      if (s->data[i] >= 0x80) goto change;
    return value_of(s);
  }
change:;
  Normalizer n = normalizer();
  uint32_t capacity = s->length + 32, count = 0;
  uint32_t *points = (uint32_t *)allocate_bytes((uint64_t)capacity * 4)->bytes;
  for (uint32_t i = 0; i < s->length;) {
    uint32_t c = next_code_point(s, &i), parts[18];
    uint32_t found = compatible ? compatibility_table(c, parts) : 0;
    if (found == 0) found = c < 0xc0 ? (parts[0] = c, 1) : unicode_decompose(&n, c, parts);
    if (count + found > capacity) {
      uint32_t *larger = (uint32_t *)allocate_bytes((uint64_t)capacity * 8 + 128)->bytes;
      copy_memory(larger, points, count * 4ull);
      points = larger;
      capacity = capacity * 2 + 32;
    }
    for (uint32_t k = 0; k < found; k++) points[count++] = parts[k];
  }
  unicode_order_marks(points, count);
  if (compose) count = unicode_compose(&n, points, count);
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < count; i++) builder_code_point(&b, points[i]);
  return builder_finish(&b);
}
