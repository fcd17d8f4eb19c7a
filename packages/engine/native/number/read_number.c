/* StringToNumber. */
#include "number.h"
#include "read.h"
#include "../wide.h"

#define NOT_A_NUMBER __builtin_nan("")

/* Digits of a radix 2^bits_per_digit, rounded to nearest, ties to even. */
FOR_WIDTH double read_binary(Text text, size_t at, uint32_t bits_per_digit) {
  uint64_t significand = 0;
  int exponent = 0;
  bool sticky = false;
  if (at == text.length) return NOT_A_NUMBER;
  for (; at < text.length; at++) {
    uint32_t digit = digit_value(unit(text, at));
    if (digit >> bits_per_digit != 0) return NOT_A_NUMBER;
    if (significand >> 58 == 0) significand = significand << bits_per_digit | digit;
    else {
      sticky |= digit != 0;
      if (exponent < 2000) exponent += (int)bits_per_digit;
    }
  }
  /* At least 58 bits are kept if anything was left out, so a last bit that says so cannot disturb. */
  double x = (double)(significand | sticky);
  while (exponent > 0) {
    int step = exponent < 1000 ? exponent : 1000;
    x *= bits_to_double((uint64_t)(1023 + step) << 52);
    exponent -= step;
  }
  return x;
}

FOR_WIDTH double read_number(Text text) {
  size_t at = 0;
  while (at < text.length && is_space(unit(text, at))) at++;
  while (text.length > at && is_space(unit(text, text.length - 1))) text.length--;
  if (at == text.length) return 0;
  uint32_t first = unit(text, at);
  if (first == '0' && text.length - at > 2) {
    uint32_t letter = unit(text, at + 1) | 0x20;
    if (letter == 'x') return read_binary(text, at + 2, 4);
    if (letter == 'o') return read_binary(text, at + 2, 3);
    if (letter == 'b') return read_binary(text, at + 2, 1);
  }
  if (first == '-' || first == '+') at++;
  double x;
  Decimal decimal;
  size_t end = scan_decimal(text, at, &decimal);
  if (end > at) {
    if (end != text.length) return NOT_A_NUMBER;
    x = decimal_to_double(&decimal, text.units, text.wide);
  } else if (text.length - at == 8 && starts_with_infinity(text, at)) x = __builtin_inf();
  else return NOT_A_NUMBER;
  return first == '-' ? -x : x;
}

double read_number_latin1(const uint8_t *text, size_t length) { return read_number((Text){text, length, false}); }

double read_number_utf16(const uint16_t *text, size_t length) { return read_number((Text){text, length, true}); }
