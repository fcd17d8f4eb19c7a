#include "builtins.h"
#include "bigint.h"

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
CONSTANT("globalThis", "@@toStringTag", "global")
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
  if (is_int(ARG(0))) return ARG(0);
  Value text = to_string(ARG(0));
  TRY(text);
  String *s = flat(string_of(text));
  return number(is_wide(s) ? read_float_utf16(wide_data(s), s->length) : read_float_latin1(s->data, s->length));
}
METHOD("Number", "parseInt", 2, global_parseInt)
METHOD("globalThis", "parseInt", 2, global_parseInt)
NATIVE(global_parseInt) {
  Value text = to_string(ARG(0));
  TRY(text);
  int32_t radix;
  TRY_BOOL(to_int32(ARG(1), &radix));
  String *s = flat(string_of(text));
  return number(is_wide(s) ? read_integer_utf16(wide_data(s), s->length, radix)
                           : read_integer_latin1(s->data, s->length, radix));
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
  if (radix < 2 || radix > 36) return throw_error(RANGE_ERROR, "toString() radix argument must be between 2 and 36");
  return number_to_string_radix(d, (int)radix);
}
METHOD("Number.prototype", "toLocaleString", 0, NumberPrototype_toLocaleString)
NATIVE(NumberPrototype_toLocaleString) {
  /* en-US without Intl: groups of three, at most three digits behind the point */
  double d;
  TRY_BOOL(this_number(this_value, &d, "toLocaleString"));
  TextBuilder b;
  builder_start(&b);
  if (d != d) return string_from_ascii("NaN");
  if (__builtin_signbit(d)) builder_unit(&b, '-');
  if (d - d != 0) {
    builder_unit(&b, 0x221e);
    return builder_finish(&b);
  }
  /* the shortest digits, the point behind the first `point` of them, rounded half up to three more */
  char digits[NUMBER_EXACT_TEXT_MAX];
  int length = (int)print_number_exponential(__builtin_fabs(d), -1, digits), point = 0, count = 0;
  int mark = length;
  while (digits[--mark] != 'e') {}
  for (int i = mark + 2; i < length; i++) point = point * 10 + (digits[i] - '0');
  point = digits[mark + 1] == '-' ? 1 - point : point + 1;
  for (int i = 0; i < mark; i++)
    if (digits[i] != '.') digits[count++] = digits[i];
  int kept = point + 3;
  if (kept < count) {
    bool up = kept >= 0 && digits[kept] >= '5';
    count = kept < 0 ? 0 : kept;
    while (up && count > 0 && digits[count - 1] == '9') count--;
    if (up && count > 0) digits[count - 1]++;
    else if (up) digits[count++] = '1', point++;
  }
  while (count > 0 && digits[count - 1] == '0') count--;
  if (point <= 0) builder_unit(&b, '0');
  for (int i = 0; i < point; i++) {
    builder_unit(&b, i < count ? (uint8_t)digits[i] : '0');
    if ((point - i - 1) % 3 == 0 && i + 1 < point) builder_unit(&b, ',');
  }
  if (count > point && count > 0) {
    builder_unit(&b, '.');
    for (int i = point; i < count; i++) builder_unit(&b, i < 0 ? '0' : (uint8_t)digits[i]);
  }
  return builder_finish(&b);
}

static Value string_from_text(const char *text, size_t length) {
  return string_from_latin1((const uint8_t *)text, (uint32_t)length);
}
METHOD("Number.prototype", "toFixed", 1, NumberPrototype_toFixed)
NATIVE(NumberPrototype_toFixed) {
  double d, digits;
  TRY_BOOL(this_number(this_value, &d, "toFixed"));
  TRY_BOOL(to_integer(ARG(0), &digits));
  if (digits < 0 || digits > 100) return throw_error(RANGE_ERROR, "toFixed() digits argument must be between 0 and 100");
  if (d - d != 0 || __builtin_fabs(d) >= 1e21) return number_to_string(d);
  char text[NUMBER_EXACT_TEXT_MAX];
  return string_from_text(text, print_number_fixed(d, (int)digits, text));
}
METHOD("Number.prototype", "toExponential", 1, NumberPrototype_toExponential)
NATIVE(NumberPrototype_toExponential) {
  double d, digits;
  TRY_BOOL(this_number(this_value, &d, "toExponential"));
  TRY_BOOL(to_integer(ARG(0), &digits));
  if (d - d != 0) return number_to_string(d);
  if (digits < 0 || digits > 100) return throw_error(RANGE_ERROR, "toExponential() argument must be between 0 and 100");
  char text[NUMBER_EXACT_TEXT_MAX];
  return string_from_text(text, print_number_exponential(d, ARG(0) == VALUE_UNDEFINED ? -1 : (int)digits, text));
}
METHOD("Number.prototype", "toPrecision", 1, NumberPrototype_toPrecision)
NATIVE(NumberPrototype_toPrecision) {
  double d, precision;
  TRY_BOOL(this_number(this_value, &d, "toPrecision"));
  if (ARG(0) == VALUE_UNDEFINED) return number_to_string(d);
  TRY_BOOL(to_integer(ARG(0), &precision));
  if (d - d != 0) return number_to_string(d);
  if (precision < 1 || precision > 100) return throw_error(RANGE_ERROR, "toPrecision() argument must be between 1 and 100");
  char text[NUMBER_EXACT_TEXT_MAX];
  return string_from_text(text, print_number_precision(d, (int)precision, text));
}
