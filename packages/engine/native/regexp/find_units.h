/* Searches for the first unit that a match may begin with; all return `end` if there is none. For UNIT, like its
 * includer. */
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static inline const UNIT *find_unit(uint32_t unit, const UNIT *p, const UNIT *end) {
#if !WIDE
  if (unit > 0xFF) return end;
#endif
#if defined(__SSE2__)
  enum { LANES = 16 / sizeof(UNIT) };
  const __m128i wanted = WIDE ? _mm_set1_epi16((short)unit) : _mm_set1_epi8((char)unit);
  for (; end - p >= LANES; p += LANES) {
    __m128i units = _mm_loadu_si128((const __m128i *)(const void *)p);
    int found = _mm_movemask_epi8(WIDE ? _mm_cmpeq_epi16(units, wanted) : _mm_cmpeq_epi8(units, wanted));
    if (found != 0) return p + (unsigned)__builtin_ctz((unsigned)found) / sizeof(UNIT);
  }
#endif
  while (p < end && *p != unit) p++;
  return p;
}

static inline const UNIT *find_string(const PackedUnit *string, uint32_t length, const UNIT *p, const UNIT *end) {
  while ((uint32_t)(end - p) >= length) {
    p = find_unit(string[0], p, end - (length - 1));
    if ((uint32_t)(end - p) < length) break;
    uint32_t i = 1;
    while (i < length && p[i] == string[i]) i++;
    if (i == length) return p;
    p++;
  }
  return end;
}

static inline const UNIT *find_class(const uint32_t *class, const UNIT *p, const UNIT *end) {
#if WIDE
  while (p < end && !class_has(class, *p)) p++;
#else
  while (p < end && !((class[*p >> 5] >> (*p & 31)) & 1)) p++;
#endif
  return p;
}
