#include "unicode.h"

static int map(uint32_t code_point, uint32_t to[3], const UnicodeCaseRange *ranges, uint32_t count,
               const uint16_t (*special)[4], uint32_t special_count) {
  uint32_t low = 0, high = special_count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (special[middle][0] < code_point) low = middle + 1;
    else high = middle;
  }
  if (low < special_count && special[low][0] == code_point) {
    int length = 0;
    while (length < 3 && special[low][length + 1] != 0) {
      to[length] = special[low][length + 1];
      length++;
    }
    return length;
  }
  to[0] = unicode_map_case(ranges, count, code_point);
  return 1;
}

int unicode_to_upper(uint32_t code_point, uint32_t to[3]) {
  return map(code_point, to, unicode_upper, unicode_upper_count, unicode_special_upper, unicode_special_upper_count);
}

int unicode_to_lower(uint32_t code_point, uint32_t to[3]) {
  return map(code_point, to, unicode_lower, unicode_lower_count, unicode_special_lower, unicode_special_lower_count);
}
