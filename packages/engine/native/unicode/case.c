#include "unicode.h"

uint32_t unicode_map_case(const UnicodeCaseRange *ranges, uint32_t count, uint32_t code_point) {
  /* The last range that begins at or before the code point. */
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (ranges[middle].first <= code_point) low = middle + 1;
    else high = middle;
  }
  if (low == 0) return code_point;
  const UnicodeCaseRange *range = &ranges[low - 1];
  uint32_t offset = code_point - range->first;
  if (offset % range->stride == 0 && offset / range->stride < range->count)
    return (uint32_t)((int32_t)code_point + range->delta);
  return code_point;
}
