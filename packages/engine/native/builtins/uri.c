/* encodeURI and its relatives (ECMA-262, clause 19.2.6), escape and unescape (Annex B.2.1). */
#include "builtins.h"

static bool is_one_of(uint32_t c, const char *set) {
  for (; *set != 0; set++)
    if (c == (uint8_t)*set) return true;
  return false;
}
static bool is_letter_or_digit(uint32_t c) { return c < 128 && ((c | 32) - 'a' < 26u || c - '0' < 10u); }
static int hex(const String *s, uint32_t at) {
  if (at >= s->length) return -1;
  uint32_t c = unit_at(s, at);
  return c - '0' < 10u ? (int)(c - '0') : (c | 32) - 'a' < 6u && c < 128 ? (int)((c | 32) - 'a' + 10) : -1;
}
static int hex_byte(const String *s, uint32_t at) {
  int high = hex(s, at), low = hex(s, at + 1);
  return high < 0 || low < 0 ? -1 : high << 4 | low;
}
static void percent(TextBuilder *b, uint32_t byte) {
  static const char digits[] = "0123456789ABCDEF";
  builder_unit(b, '%');
  builder_unit(b, (uint8_t)digits[byte >> 4]);
  builder_unit(b, (uint8_t)digits[byte & 15]);
}
static Value malformed(void) { return throw_error(URI_ERROR, "URI malformed"); }

static Value encode(Value v, const char *kept) {
  Value text = to_string(v);
  TRY(text);
  String *s = flat(string_of(text));
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < s->length;) {
    uint32_t c = next_code_point(s, &i);
    if (is_letter_or_digit(c) || is_one_of(c, kept)) {
      builder_unit(&b, c);
      continue;
    }
    if (c >= 0xd800 && c <= 0xdfff) return malformed();
    if (c < 0x80) percent(&b, c);
    else {
      int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
      percent(&b, (more == 1 ? 0xc0 : more == 2 ? 0xe0 : 0xf0) | c >> 6 * more);
      while (more-- > 0) percent(&b, 0x80 | (c >> 6 * more & 63));
    }
  }
  return builder_finish(&b);
}

static Value decode(Value v, const char *kept) {
  Value text = to_string(v);
  TRY(text);
  String *s = flat(string_of(text));
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < s->length;) {
    uint32_t c = unit_at(s, i);
    if (c != '%') {
      builder_unit(&b, c);
      i++;
      continue;
    }
    uint32_t start = i;
    int byte = hex_byte(s, i + 1);
    if (byte < 0) return malformed();
    i += 3;
    if (byte < 0x80) {
      if (is_one_of((uint32_t)byte, kept)) builder_slice(&b, s, start, i);
      else builder_unit(&b, (uint32_t)byte);
      continue;
    }
    int more = byte >= 0xc2 && byte < 0xe0 ? 1 : (byte & 0xf0) == 0xe0 ? 2 : byte >= 0xf0 && byte < 0xf5 ? 3 : 0;
    if (more == 0) return malformed();
    uint32_t point = (uint32_t)byte & (0x3fu >> more);
    for (int k = 0; k < more; k++, i += 3) {
      int next = i < s->length && unit_at(s, i) == '%' ? hex_byte(s, i + 1) : -1;
      if (next < 0 || (next & 0xc0) != 0x80) return malformed();
      point = point << 6 | ((uint32_t)next & 63);
    }
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (point < least[more] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return malformed();
    builder_code_point(&b, point);
  }
  return builder_finish(&b);
}

#define MARKS "-_.!~*'()"
#define RESERVED ";/?:@&=+$,"
METHOD("globalThis", "encodeURIComponent", 1, global_encodeURIComponent)
NATIVE(global_encodeURIComponent) { return encode(ARG(0), MARKS); }
METHOD("globalThis", "encodeURI", 1, global_encodeURI)
NATIVE(global_encodeURI) { return encode(ARG(0), MARKS RESERVED "#"); }
METHOD("globalThis", "decodeURIComponent", 1, global_decodeURIComponent)
NATIVE(global_decodeURIComponent) { return decode(ARG(0), ""); }
METHOD("globalThis", "decodeURI", 1, global_decodeURI)
NATIVE(global_decodeURI) { return decode(ARG(0), RESERVED "#"); }

METHOD("globalThis", "escape", 1, global_escape)
NATIVE(global_escape) {
  Value text = to_string(ARG(0));
  TRY(text);
  String *s = flat(string_of(text));
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < s->length; i++) {
    uint32_t c = unit_at(s, i);
    if (is_letter_or_digit(c) || is_one_of(c, "@*_+-./")) builder_unit(&b, c);
    else if (c < 256) percent(&b, c);
    else {
      builder_ascii(&b, "%u");
      for (int shift = 12; shift >= 0; shift -= 4) builder_unit(&b, (uint8_t)"0123456789ABCDEF"[c >> shift & 15]);
    }
  }
  return builder_finish(&b);
}
METHOD("globalThis", "unescape", 1, global_unescape)
NATIVE(global_unescape) {
  Value text = to_string(ARG(0));
  TRY(text);
  String *s = flat(string_of(text));
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < s->length;) {
    uint32_t c = unit_at(s, i++);
    if (c == '%') {
      bool wide = i < s->length && unit_at(s, i) == 'u';
      int high = wide ? hex_byte(s, i + 1) : 0, low = hex_byte(s, wide ? i + 3 : i);
      if (high >= 0 && low >= 0) {
        c = (uint32_t)(high << 8 | low);
        i += wide ? 5 : 2;
      }
    }
    builder_unit(&b, c);
  }
  return builder_finish(&b);
}
