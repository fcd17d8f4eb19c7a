#include "encoding.h"

#define MALFORMED 0xffffffffu

/* One character, or MALFORMED and past the maximal part of one. The first continuation byte is the one that rules out
 * overlong forms, surrogates and what lies above U+10FFFF. */
static inline uint32_t next(const uint8_t *bytes, size_t length, size_t *index) {
  size_t i = *index;
  uint32_t c = bytes[i++];
  if (c < 0x80) {
    *index = i;
    return c;
  }
  int more;
  uint32_t low = 0x80, high = 0xbf;
  if (c >= 0xc2 && c <= 0xdf) more = 1, c &= 0x1f;
  else if ((c & 0xf0) == 0xe0) {
    more = 2;
    if (c == 0xe0) low = 0xa0;
    if (c == 0xed) high = 0x9f;
    c &= 0x0f;
  } else if (c >= 0xf0 && c <= 0xf4) {
    more = 3;
    if (c == 0xf0) low = 0x90;
    if (c == 0xf4) high = 0x8f;
    c &= 0x07;
  } else {
    *index = i;
    return MALFORMED;
  }
  for (; more > 0; more--) {
    if (i == length || bytes[i] < low || bytes[i] > high) {
      *index = i;
      return MALFORMED;
    }
    c = c << 6 | (bytes[i++] & 0x3fu);
    low = 0x80;
    high = 0xbf;
  }
  *index = i;
  return c;
}

static inline bool eight_ascii(const uint8_t *bytes, size_t length, size_t index) {
  if (length - index < 8) return false;
  uint64_t eight;
  __builtin_memcpy(&eight, bytes + index, 8);
  return (eight & 0x8080808080808080u) == 0;
}

Utf8Scan utf8_scan(const uint8_t *bytes, size_t length) {
  Utf8Scan scan = {0, true, false};
  for (size_t i = 0; i < length;) {
    if (eight_ascii(bytes, length, i)) {
      scan.units += 8;
      i += 8;
      continue;
    }
    uint32_t c = next(bytes, length, &i);
    if (c == MALFORMED) {
      scan.malformed = true;
      c = 0xfffd;
    }
    scan.latin1 &= c < 0x100;
    scan.units += c < 0x10000 ? 1 : 2;
  }
  return scan;
}

void utf8_to_latin1(const uint8_t *bytes, size_t length, uint8_t *units) {
  for (size_t i = 0; i < length;) {
    if (eight_ascii(bytes, length, i)) {
      __builtin_memcpy(units, bytes + i, 8);
      units += 8;
      i += 8;
    } else *units++ = (uint8_t)next(bytes, length, &i);
  }
}

void utf8_to_utf16(const uint8_t *bytes, size_t length, uint16_t *units) {
  for (size_t i = 0; i < length;) {
    uint32_t c = next(bytes, length, &i);
    if (c == MALFORMED) c = 0xfffd;
    if (c >= 0x10000) {
      *units++ = (uint16_t)(0xd7c0 + (c >> 10));
      c = 0xdc00 | (c & 0x3ff);
    }
    *units++ = (uint16_t)c;
  }
}

size_t utf8_incomplete_tail(const uint8_t *bytes, size_t length) {
  for (size_t tail = 1; tail <= 3 && tail <= length; tail++) {
    uint8_t c = bytes[length - tail];
    if ((c & 0xc0) == 0x80) continue;
    size_t needed = c >= 0xf0 && c <= 0xf4 ? 4 : (c & 0xf0) == 0xe0 ? 3 : c >= 0xc2 && c <= 0xdf ? 2 : 1;
    if (tail >= needed) return 0;
    /* Malformed already, or one character as far as it goes? */
    size_t index = length - tail;
    return next(bytes, length, &index) == MALFORMED && index == length ? tail : 0;
  }
  return 0;
}
