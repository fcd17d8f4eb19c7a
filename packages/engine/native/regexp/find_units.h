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

/* Reads the window from its end: what the units there can be tells how far the next possible place is
 * (backward nondeterministic matching of Navarro and Raffinot, over sets). */
static const UNIT *find_window_place(const uint32_t *table, uint32_t length, const UNIT *p, const UNIT *end) {
  const uint8_t *bytes = (const uint8_t *)table;
  const uint32_t all = (1u << length) - 1, begin = 1u << (length - 1);
  while ((uint32_t)(end - p) >= length) {
    uint32_t places = all, at = length, shift = length;
    for (;;) {
      UNIT unit = p[--at];
      places &= !WIDE || (unit >> 8) == 0 ? bytes[unit & 0xFF] : table[WINDOW_HIGH];
      if (places & begin) {
        if (at == 0) return p;
        shift = at;
      }
      places = places << 1 & all;
      if (places == 0 || at == 0) break;
    }
    p += shift;
  }
  return end;
}

/* The place after the next line terminator; end + 1 if there is none. */
static const UNIT *find_line(const UNIT *p, const UNIT *end) {
#if defined(__SSE2__)
  enum { LANES = 16 / sizeof(UNIT) };
  const __m128i feed = WIDE ? _mm_set1_epi16('\n') : _mm_set1_epi8('\n');
  const __m128i carriage_return = WIDE ? _mm_set1_epi16('\r') : _mm_set1_epi8('\r');
  const __m128i separator = _mm_set1_epi16(0x2028), but_last_bit = _mm_set1_epi16((short)0xFFFE);
  for (; end - p >= LANES; p += LANES) {
    __m128i units = _mm_loadu_si128((const __m128i *)(const void *)p), equal;
    if (WIDE) {
      equal = _mm_or_si128(_mm_cmpeq_epi16(units, feed), _mm_cmpeq_epi16(units, carriage_return));
      equal = _mm_or_si128(equal, _mm_cmpeq_epi16(_mm_and_si128(units, but_last_bit), separator));
    } else {
      equal = _mm_or_si128(_mm_cmpeq_epi8(units, feed), _mm_cmpeq_epi8(units, carriage_return));
    }
    int found = _mm_movemask_epi8(equal);
    if (found != 0) return p + (unsigned)__builtin_ctz((unsigned)found) / sizeof(UNIT) + 1;
  }
#endif
  while (p < end && !is_line_terminator(*p)) p++;
  return p + 1;
}

static inline const UNIT *find_class(const uint32_t *class, const UNIT *p, const UNIT *end) {
#if WIDE
  while (p < end && !class_has(class, *p)) p++;
#else
  while (p < end && !((class[*p >> 5] >> (*p & 31)) & 1)) p++;
#endif
  return p;
}
