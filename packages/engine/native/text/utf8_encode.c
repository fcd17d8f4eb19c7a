#include "encoding.h"

#define REPLACEMENT 0xfffdu

static inline bool all_ascii(const uint8_t *bytes) {
  uint64_t eight;
  __builtin_memcpy(&eight, bytes, 8);
  return (eight & 0x8080808080808080u) == 0;
}

static inline uint32_t code_point_at(const uint16_t *units, size_t count, size_t *index) {
  uint32_t unit = units[(*index)++];
  if ((unit & 0xf800) != 0xd800) return unit;
  if (unit >= 0xdc00 || *index == count || (units[*index] & 0xfc00) != 0xdc00) return REPLACEMENT;
  return 0x10000 + ((unit & 0x3ff) << 10 | (units[(*index)++] & 0x3ffu));
}

static inline size_t length_of(uint32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

static inline uint8_t *put(uint8_t *at, uint32_t c) {
  if (c < 0x80) *at++ = (uint8_t)c;
  else if (c < 0x800) {
    *at++ = (uint8_t)(0xc0 | c >> 6);
    *at++ = (uint8_t)(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    *at++ = (uint8_t)(0xe0 | c >> 12);
    *at++ = (uint8_t)(0x80 | (c >> 6 & 0x3f));
    *at++ = (uint8_t)(0x80 | (c & 0x3f));
  } else {
    *at++ = (uint8_t)(0xf0 | c >> 18);
    *at++ = (uint8_t)(0x80 | (c >> 12 & 0x3f));
    *at++ = (uint8_t)(0x80 | (c >> 6 & 0x3f));
    *at++ = (uint8_t)(0x80 | (c & 0x3f));
  }
  return at;
}

size_t utf8_length_of_latin1(const uint8_t *units, size_t count) {
  size_t length = count;
  for (size_t i = 0; i < count; i++) length += units[i] >> 7;
  return length;
}

size_t utf8_length_of_utf16(const uint16_t *units, size_t count) {
  size_t length = 0;
  for (size_t i = 0; i < count;) length += length_of(code_point_at(units, count, &i));
  return length;
}

size_t utf8_from_latin1(const uint8_t *units, size_t count, uint8_t *bytes) {
  uint8_t *at = bytes;
  for (size_t i = 0; i < count;) {
    if (count - i >= 8 && all_ascii(units + i)) {
      __builtin_memcpy(at, units + i, 8);
      at += 8;
      i += 8;
    } else at = put(at, units[i++]);
  }
  return (size_t)(at - bytes);
}

size_t utf8_from_utf16(const uint16_t *units, size_t count, uint8_t *bytes) {
  uint8_t *at = bytes;
  for (size_t i = 0; i < count;) at = put(at, code_point_at(units, count, &i));
  return (size_t)(at - bytes);
}

size_t utf8_from_utf16_into(const uint16_t *units, size_t count, uint8_t *bytes, size_t room, size_t *read) {
  size_t used = 0, i = 0;
  while (i < count) {
    size_t next = i;
    uint32_t c = code_point_at(units, count, &next);
    size_t length = length_of(c);
    if (room - used < length) break;
    put(bytes + used, c);
    used += length;
    i = next;
  }
  *read = i;
  return used;
}
