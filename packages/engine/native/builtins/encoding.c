/* What TextEncoder, TextDecoder, atob and btoa do of well-formed input (src/web/encoding does the rest). */
#include "builtins.h"
#include "memory.h"
#include "text/encoding.h"

/* A collection finds a cell by its address: until here it is kept, not only the address of what lies in it. */
#define KEEP(cell) __asm__ volatile("" : : "r"(cell))

/* The text of octets that are UTF-8 from the first to the last; undefined where something would have to be replaced. */
Value intrinsic_decodeUtf8(Value v) {
  const TypedArray *octets = (const TypedArray *)v;
  Utf8Scan scan = utf8_scan(octets->data, octets->length);
  if (scan.malformed || scan.units > MAX_STRING_LENGTH) return VALUE_UNDEFINED;
  if (scan.latin1) {
    String *text = new_latin1((uint32_t)scan.units);
    utf8_to_latin1(octets->data, octets->length, text->data);
    KEEP(octets);
    return value_of(text);
  }
  String *text = new_utf16((uint32_t)scan.units);
  utf8_to_utf16(octets->data, octets->length, (uint16_t *)text->data);
  KEEP(octets);
  return value_of(text);
}

/* A Uint8Array. */
Value intrinsic_encodeUtf8(Value v) {
  const String *text = flat(string_of(v));
  bool wide = is_wide(text);
  size_t length = wide ? utf8_length_of_utf16((const uint16_t *)text->data, text->length) : utf8_length_of_latin1(text->data, text->length);
  if (length > UINT32_MAX) return throw_error(RANGE_ERROR, "Invalid typed array length: %v", number((double)length));
  Value octets = new_typed_array(TYPE_UINT8, (uint32_t)length, intrinsic(UINT8_ARRAY_PROTOTYPE));
  TRY(octets);
  uint8_t *data = ((TypedArray *)octets)->data;
  if (wide) utf8_from_utf16((const uint16_t *)text->data, text->length, data);
  else utf8_from_latin1(text->data, text->length, data);
  KEEP(text);
  return octets;
}

/* Undefined where a character is above U+00FF. */
Value intrinsic_encodeBase64(Value v) {
  const String *text = flat(string_of(v));
  if (is_wide(text) || text->length > MAX_STRING_LENGTH / 4 * 3 - 3) return VALUE_UNDEFINED;
  String *result = new_latin1((text->length + 2) / 3 * 4);
  base64_encode(text->data, text->length, (char *)result->data);
  KEEP(text);
  return value_of(result);
}

/* Undefined where the text is no base64. */
Value intrinsic_decodeBase64(Value v) {
  const String *text = flat(string_of(v));
  if (is_wide(text)) return VALUE_UNDEFINED;
  Bytes *bytes = allocate_bytes(text->length / 4 * 3 + 3);
  size_t count;
  if (!base64_decode(text->data, text->length, bytes->bytes, &count)) return VALUE_UNDEFINED;
  KEEP(text);
  Value result = string_from_latin1(bytes->bytes, (uint32_t)count);
  KEEP(bytes);
  return result;
}
