/* parseFloat, and decimal literals for the readers of other grammars. */
#include "number.h"
#include "read.h"

FOR_WIDTH double read_float(Text text) {
  size_t at = 0;
  while (at < text.length && is_space(unit(text, at))) at++;
  if (at == text.length) return __builtin_nan("");
  uint32_t first = unit(text, at);
  if (first == '-' || first == '+') at++;
  double x;
  Decimal decimal;
  if (scan_decimal(text, at, &decimal) > at) x = decimal_to_double(&decimal, text.units, text.wide);
  else if (starts_with_infinity(text, at)) x = __builtin_inf();
  else return __builtin_nan("");
  return first == '-' ? -x : x;
}

double read_float_latin1(const uint8_t *text, size_t length) { return read_float((Text){text, length, false}); }

double read_float_utf16(const uint16_t *text, size_t length) { return read_float((Text){text, length, true}); }

double read_decimal_latin1(const uint8_t *text, size_t length, size_t *used) {
  Decimal decimal;
  *used = scan_decimal((Text){text, length, false}, 0, &decimal);
  return *used == 0 ? 0 : decimal_to_double(&decimal, text, false);
}
