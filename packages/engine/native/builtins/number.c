#include "builtins.h"
#include "bigint.h"
#include "decimal.h"
#include "memory.h"

CONSTRUCTOR("Number", 1, Number_construct, "Number.prototype")
NATIVE(Number_construct) {
  Value v = argc == 0 ? INT(0) : to_numeric(argv[0]);
  TRY(v);
  if (is_bigint(v)) v = number(bigint_to_double(v));
  if (new_target == VALUE_UNDEFINED) return v;
  Value prototype = prototype_from_constructor(new_target, NUMBER_PROTOTYPE);
  TRY(prototype);
  return value_of(new_data_object(KIND_WRAPPER, prototype, v));
}
CONSTANT("Number", "MAX_SAFE_INTEGER", 0x4341ffffffffffffull)
CONSTANT("Number", "MIN_SAFE_INTEGER", 0xc341ffffffffffffull)
CONSTANT("Number", "MAX_VALUE", 0x7ff1ffffffffffffull)
CONSTANT("Number", "MIN_VALUE", 0x2000000000001ull)
CONSTANT("Number", "EPSILON", 0x3cb2000000000000ull)
CONSTANT("Number", "POSITIVE_INFINITY", 0x7ff2000000000000ull)
CONSTANT("Number", "NEGATIVE_INFINITY", 0xfff2000000000000ull)
CONSTANT("Number", "NaN", 0x7ffa000000000000ull)
CONSTANT("globalThis", "NaN", 0x7ffa000000000000ull)
CONSTANT("globalThis", "Infinity", 0x7ff2000000000000ull)
CONSTANT("globalThis", "undefined", VALUE_UNDEFINED)

METHOD("Number", "isInteger", 1, Number_isInteger)
NATIVE(Number_isInteger) {
  Value v = ARG(0);
  return boolean(is_int(v) || (is_number(v) && as_double(v) - as_double(v) == 0 && math_trunc(as_double(v)) == as_double(v)));
}
METHOD("Number", "isSafeInteger", 1, Number_isSafeInteger)
NATIVE(Number_isSafeInteger) {
  Value v = ARG(0);
  if (is_int(v)) return VALUE_TRUE;
  return boolean(is_number(v) && math_trunc(as_double(v)) == as_double(v) && __builtin_fabs(as_double(v)) <= 9007199254740991.0);
}
METHOD("Number", "isFinite", 1, Number_isFinite)
NATIVE(Number_isFinite) { return boolean(is_number(ARG(0)) && number_of(ARG(0)) - number_of(ARG(0)) == 0); }
METHOD("Number", "isNaN", 1, Number_isNaN)
NATIVE(Number_isNaN) { return boolean(is_double(ARG(0)) && as_double(ARG(0)) != as_double(ARG(0))); }
METHOD("globalThis", "isNaN", 1, global_isNaN)
NATIVE(global_isNaN) {
  double d;
  TRY_BOOL(to_number(ARG(0), &d));
  return boolean(d != d);
}
METHOD("globalThis", "isFinite", 1, global_isFinite)
NATIVE(global_isFinite) {
  double d;
  TRY_BOOL(to_number(ARG(0), &d));
  return boolean(d - d == 0);
}
METHOD("Number", "parseFloat", 1, global_parseFloat)
METHOD("globalThis", "parseFloat", 1, global_parseFloat)
NATIVE(global_parseFloat) {
  Value text = to_string(ARG(0));
  TRY(text);
  String *s = flat(string_of(text));
  uint32_t i = 0;
  while (i < s->length && is_white_space(unit_at(s, i))) i++;
  return number(parse_decimal_prefix(s, &i));
}
METHOD("Number", "parseInt", 2, global_parseInt)
METHOD("globalThis", "parseInt", 2, global_parseInt)
NATIVE(global_parseInt) {
  Value text = to_string(ARG(0));
  TRY(text);
  int32_t radix;
  TRY_BOOL(to_int32(ARG(1), &radix));
  String *s = flat(string_of(text));
  uint32_t i = 0;
  while (i < s->length && is_white_space(unit_at(s, i))) i++;
  bool negative = false;
  if (i < s->length && (unit_at(s, i) == '+' || unit_at(s, i) == '-')) negative = unit_at(s, i++) == '-';
  if ((radix == 0 || radix == 16) && i + 1 < s->length && unit_at(s, i) == '0' && (unit_at(s, i + 1) | 32) == 'x') {
    i += 2;
    radix = 16;
  }
  if (radix == 0) radix = 10;
  if (radix < 2 || radix > 36) return number(__builtin_nan(""));
  uint32_t end = i;
  while (end < s->length) {
    uint32_t c = unit_at(s, end);
    uint32_t digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'z' && c < 128 ? (c | 32) - 'a' + 10 : 99;
    if (digit >= (uint32_t)radix) break;
    end++;
  }
  if (end == i) return number(__builtin_nan(""));
  double d;
  if (radix == 10 && end - i > 15) {
    uint32_t from = i;
    uint8_t digits[800];
    uint32_t count = 0;
    while (i < end && count < sizeof digits) digits[count++] = (uint8_t)(unit_at(s, i++) - '0');
    d = decimal_to_double(digits, count, (int32_t)(end - i));
    (void)from;
  } else d = digits_to_double(s, i, end, (uint32_t)radix);
  return number(negative ? -d : d);
}

static bool this_number(Value v, double *d, const char *method) {
  if (is_number(v)) *d = number_of(v);
  else if (has_kind(v, KIND_WRAPPER) && is_number(((DataObject *)v)->data)) *d = number_of(((DataObject *)v)->data);
  else {
    throw_error(TYPE_ERROR, "Number.prototype.%s requires that 'this' be a Number", method);
    return false;
  }
  return true;
}
METHOD("Number.prototype", "valueOf", 0, NumberPrototype_valueOf)
NATIVE(NumberPrototype_valueOf) {
  double d;
  TRY_BOOL(this_number(this_value, &d, "valueOf"));
  return number(d);
}
METHOD("Number.prototype", "toString", 1, NumberPrototype_toString)
NATIVE(NumberPrototype_toString) {
  double d, radix = 10;
  TRY_BOOL(this_number(this_value, &d, "toString"));
  if (ARG(0) != VALUE_UNDEFINED) TRY_BOOL(to_integer(ARG(0), &radix));
  if (radix < 2 || radix > 36) return throw_error(RANGE_ERROR, "toString() radix must be between 2 and 36");
  return number_to_string(d, (int)radix);
}
METHOD("Number.prototype", "toLocaleString", 0, NumberPrototype_toLocaleString)
NATIVE(NumberPrototype_toLocaleString) {
  /* en-US without Intl: groups of three, at most three digits behind the point */
  double d;
  TRY_BOOL(this_number(this_value, &d, "toLocaleString"));
  if (d - d != 0) return string_from_ascii(d != d ? "NaN" : d < 0 ? "-\xe2\x88\x9e" + 0 : "Infinity");
  uint8_t digits[MAX_EXACT_DIGITS];
  int32_t point = 0, count = d == 0 ? 0 : exact_digits(__builtin_fabs(d), digits, &point);
  round_digits(digits, &count, point + 3, &point);
  while (count > 0 && digits[count - 1] == 0) count--;
  TextBuilder b;
  builder_start(&b);
  if (d < 0 && count > 0) builder_unit(&b, '-');
  if (point <= 0) builder_unit(&b, '0');
  for (int32_t i = 0; i < point; i++) {
    builder_unit(&b, i < count ? '0' + digits[i] : '0');
    if ((point - i - 1) % 3 == 0 && i + 1 < point) builder_unit(&b, ',');
  }
  if (count > point && count > 0) {
    builder_unit(&b, '.');
    for (int32_t i = point; i < count; i++) builder_unit(&b, i < 0 ? '0' : '0' + digits[i]);
  }
  return builder_finish(&b);
}

static Value fixed(double d, int32_t places) {
  uint8_t digits[MAX_EXACT_DIGITS + 1];
  int32_t point = 0, count = d == 0 ? 0 : exact_digits(__builtin_fabs(d), digits, &point);
  round_digits(digits, &count, point + places, &point);
  TextBuilder b;
  builder_start(&b);
  bool zero = true;
  for (int32_t i = 0; i < count; i++) zero &= digits[i] == 0;
  if (d < 0 && !zero) builder_unit(&b, '-');
  else if (d < 0) builder_unit(&b, '-'); /* -0.0000001.toFixed(2) is "-0.00" */
  if (point <= 0) builder_unit(&b, '0');
  for (int32_t i = 0; i < point; i++) builder_unit(&b, i < count ? '0' + digits[i] : '0');
  if (places > 0) builder_unit(&b, '.');
  for (int32_t i = point; i < point + places; i++) builder_unit(&b, i >= 0 && i < count ? '0' + digits[i] : '0');
  return builder_finish(&b);
}
METHOD("Number.prototype", "toFixed", 1, NumberPrototype_toFixed)
NATIVE(NumberPrototype_toFixed) {
  double d, places;
  TRY_BOOL(this_number(this_value, &d, "toFixed"));
  TRY_BOOL(to_integer(ARG(0), &places));
  if (places < 0 || places > 100) return throw_error(RANGE_ERROR, "toFixed() digits argument must be between 0 and 100");
  if (d - d != 0 || __builtin_fabs(d) >= 1e21) return number_to_string(d, 10);
  return fixed(d, (int32_t)places);
}
static void append_exponent(TextBuilder *b, int32_t e) {
  builder_ascii(b, e < 0 ? "e-" : "e+");
  builder_string(b, string_of(number_to_string(e < 0 ? -e : e, 10)));
}
METHOD("Number.prototype", "toExponential", 1, NumberPrototype_toExponential)
NATIVE(NumberPrototype_toExponential) {
  double d, places;
  TRY_BOOL(this_number(this_value, &d, "toExponential"));
  TRY_BOOL(to_integer(ARG(0), &places));
  if (d - d != 0) return number_to_string(d, 10);
  if (places < 0 || places > 100) return throw_error(RANGE_ERROR, "toExponential() argument must be between 0 and 100");
  uint8_t digits[MAX_EXACT_DIGITS + 1];
  int32_t point = 1, count = 0;
  if (d != 0) {
    if (ARG(0) == VALUE_UNDEFINED) { /* as many as necessary */
      char text[32];
      uint32_t n = format_number(__builtin_fabs(d), text);
      int32_t exponent = 0;
      bool seen = false, fraction = false;
      point = 0;
      for (uint32_t i = 0; i < n; i++) {
        if (text[i] == '.') fraction = true;
        else if (text[i] == 'e') {
          bool down = text[i + 1] == '-';
          for (i += 2; i < n; i++) exponent = exponent * 10 + (text[i] - '0');
          if (down) exponent = -exponent;
        } else {
          seen |= text[i] != '0';
          if (seen) digits[count++] = (uint8_t)(text[i] - '0');
          if (!fraction && seen) point++;
          if (fraction && !seen) point--;
        }
      }
      point += exponent;
      while (count > 1 && digits[count - 1] == 0) count--;
      places = count - 1;
    } else {
      count = exact_digits(__builtin_fabs(d), digits, &point);
      round_digits(digits, &count, (int32_t)places + 1, &point);
    }
  } else if (ARG(0) == VALUE_UNDEFINED) places = 0;
  TextBuilder b;
  builder_start(&b);
  if (d < 0) builder_unit(&b, '-');
  builder_unit(&b, count > 0 ? '0' + digits[0] : '0');
  if (places > 0) builder_unit(&b, '.');
  for (int32_t i = 1; i <= (int32_t)places; i++) builder_unit(&b, i < count ? '0' + digits[i] : '0');
  append_exponent(&b, point - 1);
  return builder_finish(&b);
}
METHOD("Number.prototype", "toPrecision", 1, NumberPrototype_toPrecision)
NATIVE(NumberPrototype_toPrecision) {
  double d, precision;
  TRY_BOOL(this_number(this_value, &d, "toPrecision"));
  if (ARG(0) == VALUE_UNDEFINED) return number_to_string(d, 10);
  TRY_BOOL(to_integer(ARG(0), &precision));
  if (d - d != 0) return number_to_string(d, 10);
  if (precision < 1 || precision > 100) return throw_error(RANGE_ERROR, "toPrecision() argument must be between 1 and 100");
  int32_t p = (int32_t)precision;
  uint8_t digits[MAX_EXACT_DIGITS + 1];
  int32_t point = 1, count = 0;
  if (d != 0) {
    count = exact_digits(__builtin_fabs(d), digits, &point);
    round_digits(digits, &count, p, &point);
  }
  int32_t e = point - 1;
  TextBuilder b;
  builder_start(&b);
  if (d < 0) builder_unit(&b, '-');
  bool exponential = e < -6 || e >= p;
  if (exponential) {
    for (int32_t i = 0; i < p; i++) {
      if (i == 1) builder_unit(&b, '.');
      builder_unit(&b, i < count ? '0' + digits[i] : '0');
    }
    append_exponent(&b, e);
    return builder_finish(&b);
  }
  if (point <= 0) {
    builder_ascii(&b, "0.");
    for (int32_t i = point; i < 0; i++) builder_unit(&b, '0');
  }
  for (int32_t i = 0; i < p; i++) {
    if (i == point && i > 0) builder_unit(&b, '.');
    builder_unit(&b, i < count ? '0' + digits[i] : '0');
  }
  return builder_finish(&b);
}
