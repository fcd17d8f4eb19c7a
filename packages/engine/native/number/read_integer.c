/* parseInt. Exact for the radices 10 and 2^n; for others ECMA-262 permits an approximation, and this is V8's: blocks of
 * digits that fit 32 bits, put together in double arithmetic. */
#include "number.h"
#include "read.h"
#include "../wide.h"

enum { BLOCK_LIMIT = 119304647 /* (2^32 - 1) / 36 */ };

FOR_WIDTH double read_blocks(Text text, size_t at, uint32_t radix) {
  double x = 0;
  bool done = false;
  while (!done) {
    uint32_t part = 0, multiplier = 1;
    for (;; at++) {
      uint32_t digit = at < text.length ? digit_value(unit(text, at)) : 99;
      if (digit >= radix) {
        done = true;
        break;
      }
      if (multiplier * radix > BLOCK_LIMIT) break;
      multiplier *= radix;
      part = part * radix + digit;
    }
    x = x * multiplier + part;
  }
  return x;
}

FOR_WIDTH double read_power_of_two(Text text, size_t at, uint32_t radix) {
  int bits = __builtin_ctz(radix), exponent = 0;
  uint64_t significand = 0;
  bool sticky = false;
  for (; at < text.length; at++) {
    uint32_t digit = digit_value(unit(text, at));
    if (digit >= radix) break;
    if (significand >> 58 == 0) significand = significand << bits | digit;
    else {
      sticky |= digit != 0;
      if (exponent < 2000) exponent += bits;
    }
  }
  double x = (double)(significand | sticky);
  for (; exponent > 0; exponent -= 1000)
    x *= bits_to_double((uint64_t)(1023 + (exponent < 1000 ? exponent : 1000)) << 52);
  return x;
}

FOR_WIDTH double read_integer(Text text, int32_t radix) {
  size_t at = 0;
  while (at < text.length && is_space(unit(text, at))) at++;
  uint32_t first = at < text.length ? unit(text, at) : 0;
  if (first == '-' || first == '+') at++;
  bool hexadecimal = at + 1 < text.length && unit(text, at) == '0' && (unit(text, at + 1) | 0x20) == 'x';
  if ((radix == 0 || radix == 16) && hexadecimal) {
    radix = 16;
    at += 2;
  }
  if (radix == 0) radix = 10;
  if (radix < 2 || radix > 36) return __builtin_nan("");
  if (at >= text.length || digit_value(unit(text, at)) >= (uint32_t)radix) return __builtin_nan("");
  /* Leading zeros take no part in how the digits are grouped. */
  while (at + 1 < text.length && unit(text, at) == '0' && digit_value(unit(text, at + 1)) < (uint32_t)radix) at++;
  double x;
  if (radix == 10) {
    size_t end = at;
    while (end < text.length && is_digit(unit(text, end))) end++;
    Decimal decimal;
    text.length = end;
    scan_decimal(text, at, &decimal);
    x = decimal_to_double(&decimal, text.units, text.wide);
  } else if ((radix & (radix - 1)) == 0) x = read_power_of_two(text, at, (uint32_t)radix);
  else x = read_blocks(text, at, (uint32_t)radix);
  return first == '-' ? -x : x;
}

double read_integer_latin1(const uint8_t *text, size_t length, int32_t radix) {
  return read_integer((Text){text, length, false}, radix);
}

double read_integer_utf16(const uint16_t *text, size_t length, int32_t radix) {
  return read_integer((Text){text, length, true}, radix);
}
