/* Reading numbers: StringToNumber, and the prefixes that parseFloat takes. */
#include "engine.h"
#include "memory.h"

bool is_white_space(uint32_t c) {
  if (c < 128) return c == ' ' || (c >= 9 && c <= 13);
  return c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
         c == 0x205f || c == 0x3000 || c == 0xfeff;
}

#define DIGIT_LIMIT 4096u

/* Reads the longest decimal literal at `index`, which moves behind it; NaN if there is none. */
double parse_decimal_prefix(const String *s, uint32_t *index) {
  uint32_t i = *index;
  bool negative = false;
  if (i < s->length && (unit_at(s, i) == '+' || unit_at(s, i) == '-')) negative = unit_at(s, i++) == '-';
  static const char infinity[] = "Infinity";
  uint32_t k = 0;
  while (k < 8 && i + k < s->length && unit_at(s, i + k) == (uint32_t)infinity[k]) k++;
  if (k == 8) {
    *index = i + 8;
    return negative ? -__builtin_inf() : __builtin_inf();
  }
  uint8_t digits[DIGIT_LIMIT];
  uint32_t count = 0;
  int32_t exponent = 0;
  bool any = false, rest = false;
  for (int part = 0; part < 2; part++) {
    if (part == 1) {
      if (i >= s->length || unit_at(s, i) != '.') break;
      if (!any && (i + 1 >= s->length || unit_at(s, i + 1) < '0' || unit_at(s, i + 1) > '9')) break;
      i++;
    }
    for (; i < s->length && unit_at(s, i) >= '0' && unit_at(s, i) <= '9'; i++) {
      uint8_t digit = (uint8_t)(unit_at(s, i) - '0');
      any = true;
      if (count == 0 && digit == 0) {
        if (part == 1) exponent--;
        continue;
      }
      if (count < DIGIT_LIMIT - 1) {
        digits[count++] = digit;
        if (part == 1) exponent--;
      } else {
        rest |= digit != 0;
        if (part == 0) exponent++;
      }
    }
  }
  if (!any) return __builtin_nan("");
  if (rest) {
    digits[count++] = 1;
    exponent--;
  }
  if (i < s->length && (unit_at(s, i) | 32) == 'e') {
    uint32_t j = i + 1;
    bool down = false;
    if (j < s->length && (unit_at(s, j) == '+' || unit_at(s, j) == '-')) down = unit_at(s, j++) == '-';
    if (j < s->length && unit_at(s, j) >= '0' && unit_at(s, j) <= '9') {
      int32_t e = 0;
      for (; j < s->length && unit_at(s, j) >= '0' && unit_at(s, j) <= '9'; j++)
        if (e < 100000000) e = e * 10 + (int32_t)(unit_at(s, j) - '0');
      exponent += down ? -e : e;
      i = j;
    }
  }
  *index = i;
  double d = decimal_to_double(digits, count, exponent);
  return negative ? -d : d;
}

static double parse_radix(const String *s, uint32_t from, uint32_t to, uint32_t radix) {
  if (from == to) return __builtin_nan("");
  for (uint32_t i = from; i < to; i++) {
    uint32_t c = unit_at(s, i);
    uint32_t digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'z' ? (c | 32) - 'a' + 10 : 99;
    if (digit >= radix) return __builtin_nan("");
  }
  return digits_to_double(s, from, to, radix);
}

/* The value of valid digits; correctly rounded for powers of two. */
double digits_to_double(const String *s, uint32_t from, uint32_t to, uint32_t radix) {
  uint64_t n = 0;
  int32_t shift = 0;
  bool sticky = false;
  if ((radix & (radix - 1)) != 0) {
    double d = 0;
    for (uint32_t i = from; i < to; i++) {
      uint32_t c = unit_at(s, i);
      d = d * radix + (c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    }
    return d;
  }
  uint32_t bits = (uint32_t)__builtin_ctz(radix);
  for (uint32_t i = from; i < to; i++) {
    uint32_t c = unit_at(s, i);
    uint32_t digit = c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
    for (uint32_t b = bits; b-- > 0;) {
      uint32_t bit = digit >> b & 1;
      if (n >> 62) {
        sticky |= bit;
        shift++;
      } else n = n << 1 | bit;
    }
  }
  double d = (double)(n | sticky);
  for (; shift > 0; shift--) d *= 2;
  return d;
}

double string_to_number(String *s) {
  s = flat(s);
  uint32_t from = 0, to = s->length;
  while (from < to && is_white_space(unit_at(s, from))) from++;
  while (to > from && is_white_space(unit_at(s, to - 1))) to--;
  if (from == to) return 0;
  if (to - from <= 9) { /* small integers, the usual case */
    int32_t n = 0;
    uint32_t i = from;
    while (i < to && unit_at(s, i) >= '0' && unit_at(s, i) <= '9') n = n * 10 + (int32_t)(unit_at(s, i++) - '0');
    if (i == to) return n;
  }
  if (to - from > 2 && unit_at(s, from) == '0') {
    uint32_t letter = unit_at(s, from + 1) | 32;
    if (letter == 'x') return parse_radix(s, from + 2, to, 16);
    if (letter == 'o') return parse_radix(s, from + 2, to, 8);
    if (letter == 'b') return parse_radix(s, from + 2, to, 2);
  }
  uint32_t index = from;
  double d = parse_decimal_prefix(s, &index);
  return index == to ? d : __builtin_nan("");
}
