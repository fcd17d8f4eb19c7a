/* encodeURI and its like, and Annex B's escape and unescape. */
#include "builtins.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
#define MARKS "-_.!~*'()"
#define RESERVED ";/?:@&=+$,"

static bool among(const char *set, uint32_t unit) {
  for (; *set != 0; set++)
    if ((uint8_t)*set == unit) return true;
  return false;
}

static Value malformed(void) { return throw_error(URI_ERROR, "URI malformed"); }

static void append_hexadecimal(TextBuilder *b, uint32_t byte) {
  static const char digits[] = "0123456789ABCDEF";
  builder_unit(b, (uint8_t)digits[byte >> 4]);
  builder_unit(b, (uint8_t)digits[byte & 15]);
}

static void append_percent(TextBuilder *b, uint32_t byte) {
  builder_unit(b, '%');
  append_hexadecimal(b, byte);
}

static Value encode(Value v, const char *kept) {
  v = to_string(v);
  TRY(v);
  String *s = flat(string_of(v));
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < s->length;) {
    uint32_t unit = unit_at(s, i);
    if (among(kept, unit)) {
      builder_unit(&b, (uint16_t)unit);
      i++;
      continue;
    }
    uint32_t c = next_code_point(s, &i);
    if (c >= 0xd800 && c < 0xe000) return malformed();
    if (c < 0x80) append_percent(&b, c);
    else {
      int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
      append_percent(&b, (more == 1 ? 0xc0u : more == 2 ? 0xe0u : 0xf0u) | c >> (6 * more));
      while (more-- > 0) append_percent(&b, 0x80 | (c >> (6 * more) & 0x3f));
    }
  }
  return builder_finish(&b);
}

static int digit_at(String *s, uint32_t i) {
  if (i >= s->length) return -1;
  uint32_t c = unit_at(s, i);
  if (c >= '0' && c <= '9') return (int)c - '0';
  c |= 32;
  return c >= 'a' && c <= 'f' ? (int)c - 'a' + 10 : -1;
}

/* The number that `count` hexadecimal digits give, or -1. */
static int hexadecimal(String *s, uint32_t i, int count) {
  int n = 0;
  for (; count > 0; count--, i++) {
    int digit = digit_at(s, i);
    if (digit < 0) return -1;
    n = n * 16 + digit;
  }
  return n;
}

static int percent_byte(String *s, uint32_t i) {
  return i < s->length && unit_at(s, i) == '%' ? hexadecimal(s, i + 1, 2) : -1;
}

static void append_code_point(TextBuilder *b, uint32_t c) {
  if (c >= 0x10000) {
    builder_unit(b, (uint16_t)(0xd800 + ((c - 0x10000) >> 10)));
    c = 0xdc00 + ((c - 0x10000) & 0x3ff);
  }
  builder_unit(b, (uint16_t)c);
}

static Value decode(Value v, const char *left) {
  v = to_string(v);
  TRY(v);
  String *s = flat(string_of(v));
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < s->length;) {
    if (unit_at(s, i) != '%') {
      builder_unit(&b, (uint16_t)unit_at(s, i++));
      continue;
    }
    uint32_t start = i;
    int first = percent_byte(s, i);
    if (first < 0) return malformed();
    i += 3;
    int more = first < 0x80 ? 0 : first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xf0 && first < 0xf5 ? 3 : -1;
    if (more < 0) return malformed();
    uint32_t c = more == 0 ? (uint32_t)first : (uint32_t)first & (0x3fu >> more);
    for (int k = 0; k < more; k++, i += 3) {
      int next = percent_byte(s, i);
      if (next < 0 || (next & 0xc0) != 0x80) return malformed();
      c = c << 6 | (next & 0x3f);
    }
    if ((more == 2 && c < 0x800) || (more == 3 && (c < 0x10000 || c > 0x10ffff)) || (c >= 0xd800 && c < 0xe000)) return malformed();
    if (c < 0x80 && among(left, c))
      while (start < i) builder_unit(&b, (uint16_t)unit_at(s, start++));
    else append_code_point(&b, c);
  }
  return builder_finish(&b);
}

METHOD("globalThis", "encodeURIComponent", 1, global_encodeURIComponent)
NATIVE(global_encodeURIComponent) { return encode(ARG(0), LETTERS MARKS); }
METHOD("globalThis", "encodeURI", 1, global_encodeURI)
NATIVE(global_encodeURI) { return encode(ARG(0), LETTERS MARKS RESERVED "#"); }
METHOD("globalThis", "decodeURIComponent", 1, global_decodeURIComponent)
NATIVE(global_decodeURIComponent) { return decode(ARG(0), ""); }
METHOD("globalThis", "decodeURI", 1, global_decodeURI)
NATIVE(global_decodeURI) { return decode(ARG(0), RESERVED "#"); }

METHOD("globalThis", "escape", 1, global_escape)
NATIVE(global_escape) {
  Value v = to_string(ARG(0));
  TRY(v);
  String *s = flat(string_of(v));
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < s->length; i++) {
    uint32_t unit = unit_at(s, i);
    if (among(LETTERS "@*_+-./", unit)) builder_unit(&b, (uint16_t)unit);
    else if (unit < 256) append_percent(&b, unit);
    else {
      builder_ascii(&b, "%u");
      append_hexadecimal(&b, unit >> 8);
      append_hexadecimal(&b, unit & 255);
    }
  }
  return builder_finish(&b);
}

METHOD("globalThis", "unescape", 1, global_unescape)
NATIVE(global_unescape) {
  Value v = to_string(ARG(0));
  TRY(v);
  String *s = flat(string_of(v));
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < s->length;) {
    int code = -1, used = 1;
    if (unit_at(s, i) == '%') {
      if (i + 1 < s->length && unit_at(s, i + 1) == 'u') {
        code = hexadecimal(s, i + 2, 4);
        used = 6;
      } else {
        code = hexadecimal(s, i + 1, 2);
        used = 3;
      }
    }
    if (code < 0) {
      code = (int)unit_at(s, i);
      used = 1;
    }
    builder_unit(&b, (uint16_t)code);
    i += (uint32_t)used;
  }
  return builder_finish(&b);
}
