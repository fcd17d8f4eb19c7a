/* Access to text of either width, and the pieces of StringToNumber that the readers share. Internal to number/. */
#ifndef MORGANA_NUMBER_READ_H
#define MORGANA_NUMBER_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where speed counts each width of units has code of its own, where size does there is one for both. */
#ifdef __OPTIMIZE_SIZE__
#define ALWAYS_INLINE static inline
#define FOR_WIDTH static __attribute__((noinline))
#else
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define FOR_WIDTH ALWAYS_INLINE
#endif

/* `wide` is a constant wherever all of this is inlined. */
typedef struct Text {
  const void *units;
  size_t length;
  bool wide;
} Text;

ALWAYS_INLINE uint32_t unit(Text text, size_t index) {
  return text.wide ? ((const uint16_t *)text.units)[index] : ((const uint8_t *)text.units)[index];
}

ALWAYS_INLINE bool is_digit(uint32_t c) { return c - '0' < 10; }

/* WhiteSpace and LineTerminator. */
ALWAYS_INLINE bool is_space(uint32_t c) {
  if (c < 128) return c == ' ' || (c >= 9 && c <= 13);
  return c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
         c == 0x205f || c == 0x3000 || c == 0xfeff;
}

ALWAYS_INLINE uint32_t digit_value(uint32_t c) {
  if (is_digit(c)) return c - '0';
  uint32_t letter = (c | 0x20) - 'a';
  return c < 128 && letter < 26 ? letter + 10 : 99;
}

ALWAYS_INLINE bool starts_with_infinity(Text text, size_t at) {
  if (text.length - at < 8) return false;
  for (size_t i = 0; i < 8; i++)
    if (unit(text, at + i) != (uint32_t) "Infinity"[i]) return false;
  return true;
}

/* What a scan of a decimal literal found: digits[from..to) with a point among them perhaps, scaled by 10^exponent. */
typedef struct Decimal {
  uint64_t leading; /* the first 19 significant digits */
  int64_t exponent; /* of `leading` */
  bool truncated;   /* there are more digits */
  size_t from, to;  /* from the first significant digit to after the last one */
} Decimal;

/* Reads an unsigned decimal literal at `at`; the index after it, or `at` if there is none. */
ALWAYS_INLINE size_t scan_decimal(Text text, size_t at, Decimal *decimal) {
  size_t i = at, length = text.length;
  uint64_t leading = 0;
  int64_t dropped = 0, fraction = 0;
  bool any = false;
  while (i < length && unit(text, i) == '0') i++, any = true;
  size_t from = i;
  int count = 0;
  for (; i < length && is_digit(unit(text, i)); i++) {
    any = true;
    if (count < 19) leading = leading * 10 + (unit(text, i) - '0'), count++;
    else dropped++;
  }
  size_t to = i;
  if (i < length && unit(text, i) == '.') {
    i++;
    if (count == 0) {
      while (i < length && unit(text, i) == '0') i++, fraction++, any = true;
      from = i;
    }
    for (; i < length && is_digit(unit(text, i)); i++) {
      any = true;
      if (count < 19) leading = leading * 10 + (unit(text, i) - '0'), count++, fraction++;
      else dropped++, fraction++;
    }
    if (!any) return at;
    to = i;
  }
  if (!any) return at;
  int64_t exponent = 0;
  if (i < length && (unit(text, i) | 0x20) == 'e') {
    size_t j = i + 1;
    bool negative = j < length && unit(text, j) == '-';
    if (j < length && (negative || unit(text, j) == '+')) j++;
    if (j < length && is_digit(unit(text, j))) {
      for (; j < length && is_digit(unit(text, j)); j++)
        if (exponent < 1000000000000) exponent = exponent * 10 + (int64_t)(unit(text, j) - '0');
      if (negative) exponent = -exponent;
      i = j;
    }
  }
  *decimal = (Decimal){leading, exponent + dropped - fraction, dropped > 0, from, to};
  return i;
}

/* The nearest double, ties to even. The text is read again in the rare case that its leading digits do not decide. */
double decimal_to_double(const Decimal *decimal, const void *units, bool wide);

#endif
