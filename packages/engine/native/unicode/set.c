#include "unicode.h"

static uint32_t varint(const uint8_t **at) {
  uint32_t value = 0, shift = 0;
  for (;;) {
    uint8_t byte = *(*at)++;
    value |= (uint32_t)(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
    shift += 7;
  }
}

void unicode_open_set(UnicodeSetReader *reader, const uint8_t *set) {
  reader->at = set;
  reader->ranges_left = varint(&reader->at);
  reader->next = 0;
}

bool unicode_read_range(UnicodeSetReader *reader, uint32_t *first, uint32_t *last) {
  if (reader->ranges_left == 0) return false;
  reader->ranges_left--;
  *first = reader->next + varint(&reader->at);
  *last = *first + varint(&reader->at);
  reader->next = *last + 1;
  return true;
}

bool unicode_set_has(const uint8_t *set, uint32_t code_point) {
  UnicodeSetReader reader;
  uint32_t first, last;
  unicode_open_set(&reader, set);
  while (unicode_read_range(&reader, &first, &last))
    if (code_point <= last) return code_point >= first;
  return false;
}
