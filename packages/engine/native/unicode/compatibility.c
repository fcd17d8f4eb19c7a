#include "normalize.h"

uint32_t unicode_decompose_compatibly(uint32_t code_point, uint32_t to[18]) {
  const uint8_t *at = unicode_compatibility;
  uint32_t c = 0;
  for (uint32_t i = 0; i < unicode_compatibility_count; i++) {
    c += unicode_read_varint(&at);
    uint32_t length = *at++;
    if (c > code_point) return 0;
    for (uint32_t k = 0; k < length; k++) {
      uint32_t part = unicode_read_varint(&at);
      if (c == code_point) to[k] = part;
    }
    if (c == code_point) return length;
  }
  return 0;
}
