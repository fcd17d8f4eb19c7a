#include "builtins.h"
#include "unicode/unicode.h"
#include "memory.h"

CONSTRUCTOR("String", 1, String_construct, "String.prototype")
NATIVE(SymbolPrototype_toString);
NATIVE(String_construct) {
  Value s = argc == 0 ? value_of(&s_empty) : VALUE_UNDEFINED;
  if (argc > 0) {
    if (new_target == VALUE_UNDEFINED && is_symbol(argv[0])) {
      TextBuilder b;
      builder_start(&b);
      builder_ascii(&b, "Symbol(");
      if (is_string(((Symbol *)argv[0])->description)) builder_string(&b, string_of(((Symbol *)argv[0])->description));
      builder_unit(&b, ')');
      return builder_finish(&b);
    }
    s = to_string(argv[0]);
    TRY(s);
  }
  if (new_target == VALUE_UNDEFINED) return s;
  Value prototype = prototype_from_constructor(new_target, STRING_PROTOTYPE);
  TRY(prototype);
  return value_of(new_data_object(KIND_WRAPPER, prototype, s));
}

METHOD("String", "fromCharCode", 1, String_fromCharCode)
NATIVE(String_fromCharCode) {
  if (argc == 1 && is_int(argv[0])) return string_from_unit((uint16_t)as_int(argv[0]));
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < argc; i++) {
    int32_t unit;
    TRY_BOOL(to_int32(argv[i], &unit));
    builder_unit(&b, (uint16_t)unit);
  }
  return builder_finish(&b);
}
METHOD("String", "fromCodePoint", 1, String_fromCodePoint)
NATIVE(String_fromCodePoint) {
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < argc; i++) {
    double c;
    TRY_BOOL(to_number(argv[i], &c));
    if (!(c >= 0 && c <= 0x10ffff) || c != math_trunc(c)) return throw_error(RANGE_ERROR, "Invalid code point %v", number(c));
    builder_code_point(&b, (uint32_t)c);
  }
  return builder_finish(&b);
}

static Value this_string(Value v, const char *method) {
  if (likely(is_string(v))) return v;
  if (is_nullish(v)) return throw_error(TYPE_ERROR, "String.prototype.%s called on null or undefined", method);
  return to_string(v);
}
#define THIS_STRING(method)                        \
  Value text = this_string(this_value, method);    \
  TRY(text);                                       \
  String *s = settled(string_of(text))

METHOD("String.prototype", "toString", 0, StringPrototype_toString)
NATIVE(StringPrototype_toString) {
  if (is_string(this_value)) return this_value;
  if (has_kind(this_value, KIND_WRAPPER) && is_string(((DataObject *)this_value)->data)) return ((DataObject *)this_value)->data;
  return throw_error(TYPE_ERROR, "String.prototype.toString requires that 'this' be a String");
}
METHOD("String.prototype", "valueOf", 0, StringPrototype_valueOf)
NATIVE(StringPrototype_valueOf) {
  if (is_string(this_value)) return this_value;
  if (has_kind(this_value, KIND_WRAPPER) && is_string(((DataObject *)this_value)->data)) return ((DataObject *)this_value)->data;
  return throw_error(TYPE_ERROR, "String.prototype.valueOf requires that 'this' be a String");
}
METHOD("String.prototype", "charCodeAt", 1, StringPrototype_charCodeAt)
NATIVE(StringPrototype_charCodeAt) {
  THIS_STRING("charCodeAt");
  double i;
  TRY_BOOL(to_integer(ARG(0), &i));
  return i >= 0 && i < s->length ? INT(unit_of(s, (uint32_t)i)) : number(__builtin_nan(""));
}
METHOD("String.prototype", "codePointAt", 1, StringPrototype_codePointAt)
NATIVE(StringPrototype_codePointAt) {
  THIS_STRING("codePointAt");
  double i;
  TRY_BOOL(to_integer(ARG(0), &i));
  if (!(i >= 0 && i < s->length)) return VALUE_UNDEFINED;
  uint32_t index = (uint32_t)i;
  return INT(next_code_point(s, &index));
}
METHOD("String.prototype", "charAt", 1, StringPrototype_charAt)
NATIVE(StringPrototype_charAt) {
  THIS_STRING("charAt");
  double i;
  TRY_BOOL(to_integer(ARG(0), &i));
  return i >= 0 && i < s->length ? string_from_unit(unit_of(s, (uint32_t)i)) : value_of(&s_empty);
}
METHOD("String.prototype", "at", 1, StringPrototype_at)
NATIVE(StringPrototype_at) {
  THIS_STRING("at");
  double i;
  TRY_BOOL(to_integer(ARG(0), &i));
  if (i < 0) i += s->length;
  return i >= 0 && i < s->length ? string_from_unit(unit_of(s, (uint32_t)i)) : VALUE_UNDEFINED;
}
METHOD("String.prototype", "slice", 2, StringPrototype_slice)
NATIVE(StringPrototype_slice) {
  THIS_STRING("slice");
  uint64_t from, to;
  TRY_BOOL(to_relative_index(ARG(0), s->length, 0, &from) && to_relative_index(ARG(1), s->length, s->length, &to));
  return string_slice(s, (uint32_t)from, (uint32_t)to);
}
METHOD("String.prototype", "substring", 2, StringPrototype_substring)
NATIVE(StringPrototype_substring) {
  THIS_STRING("substring");
  double from, to = s->length;
  TRY_BOOL(to_integer(ARG(0), &from));
  if (ARG(1) != VALUE_UNDEFINED) TRY_BOOL(to_integer(ARG(1), &to));
  uint32_t a = from < 0 ? 0 : from > s->length ? s->length : (uint32_t)from;
  uint32_t b = to < 0 ? 0 : to > s->length ? s->length : (uint32_t)to;
  return a < b ? string_slice(s, a, b) : string_slice(s, b, a);
}
METHOD("String.prototype", "substr", 2, StringPrototype_substr)
NATIVE(StringPrototype_substr) {
  THIS_STRING("substr");
  uint64_t from;
  double count = s->length;
  TRY_BOOL(to_relative_index(ARG(0), s->length, 0, &from));
  if (ARG(1) != VALUE_UNDEFINED) TRY_BOOL(to_integer(ARG(1), &count));
  double end = (double)from + count;
  return count <= 0 ? value_of(&s_empty) : string_slice(s, (uint32_t)from, end > s->length ? s->length : (uint32_t)end);
}
static bool is_regexp_argument(Value v, const char *method) {
  if (!is_object(v)) return false;
  Value m = get(v, value_of(&symbol_match));
  bool regexp = m == VALUE_UNDEFINED ? has_kind(v, KIND_REGEXP) : m != VALUE_EXCEPTION && truthy(m);
  if (regexp) throw_error(TYPE_ERROR, "First argument to String.prototype.%s must not be a regular expression", method);
  return regexp || m == VALUE_EXCEPTION;
}
METHOD("String.prototype", "indexOf", 1, StringPrototype_indexOf)
NATIVE(StringPrototype_indexOf) {
  THIS_STRING("indexOf");
  Value pattern = to_string(ARG(0));
  TRY(pattern);
  double from;
  TRY_BOOL(to_integer(ARG(1), &from));
  return INT((int32_t)string_index_of(s, string_of(pattern), from < 0 ? 0 : from > s->length ? s->length : (uint32_t)from));
}
METHOD("String.prototype", "lastIndexOf", 1, StringPrototype_lastIndexOf)
NATIVE(StringPrototype_lastIndexOf) {
  THIS_STRING("lastIndexOf");
  Value pattern = to_string(ARG(0));
  TRY(pattern);
  double from;
  TRY_BOOL(to_number(ARG(1), &from));
  if (from != from) from = s->length;
  String *p = settled(string_of(pattern));
  if (p->length > s->length) return INT(-1);
  Units u = units_of(s), wanted = units_of(p);
  uint32_t i = from < 0 ? 0 : from > s->length - p->length ? s->length - p->length : (uint32_t)from;
  for (;; i--) {
    uint32_t k = 0;
    while (k < p->length && unit_in(u, i + k) == unit_in(wanted, k)) k++;
    if (k == p->length) return INT(i);
    if (i == 0) return INT(-1);
  }
}
METHOD("String.prototype", "includes", 1, StringPrototype_includes)
NATIVE(StringPrototype_includes) {
  THIS_STRING("includes");
  if (is_regexp_argument(ARG(0), "includes")) return VALUE_EXCEPTION;
  Value pattern = to_string(ARG(0));
  TRY(pattern);
  double from;
  TRY_BOOL(to_integer(ARG(1), &from));
  return boolean(string_index_of(s, string_of(pattern), from < 0 ? 0 : from > s->length ? s->length : (uint32_t)from) >= 0);
}
static bool matches_at(String *s, String *p, uint32_t at) {
  if (p->length > s->length || at > s->length - p->length) return false;
  Units u = units_of(s), wanted = units_of(p);
  for (uint32_t k = 0; k < p->length; k++)
    if (unit_in(u, at + k) != unit_in(wanted, k)) return false;
  return true;
}
METHOD("String.prototype", "startsWith", 1, StringPrototype_startsWith)
NATIVE(StringPrototype_startsWith) {
  THIS_STRING("startsWith");
  if (is_regexp_argument(ARG(0), "startsWith")) return VALUE_EXCEPTION;
  Value pattern = to_string(ARG(0));
  TRY(pattern);
  double from;
  TRY_BOOL(to_integer(ARG(1), &from));
  return boolean(matches_at(s, settled(string_of(pattern)), from < 0 ? 0 : from > s->length ? s->length : (uint32_t)from));
}
METHOD("String.prototype", "endsWith", 1, StringPrototype_endsWith)
NATIVE(StringPrototype_endsWith) {
  THIS_STRING("endsWith");
  if (is_regexp_argument(ARG(0), "endsWith")) return VALUE_EXCEPTION;
  Value pattern = to_string(ARG(0));
  TRY(pattern);
  double end = s->length;
  if (ARG(1) != VALUE_UNDEFINED) TRY_BOOL(to_integer(ARG(1), &end));
  uint32_t e = end < 0 ? 0 : end > s->length ? s->length : (uint32_t)end;
  String *p = settled(string_of(pattern));
  return boolean(p->length <= e && matches_at(s, p, e - p->length));
}
static Value trim(Value text, bool start, bool end) {
  String *s = settled(string_of(text));
  Units u = units_of(s);
  uint32_t from = 0, to = s->length;
  while (start && from < to && is_white_space(unit_in(u, from))) from++;
  while (end && to > from && is_white_space(unit_in(u, to - 1))) to--;
  return string_slice(s, from, to);
}
METHOD("String.prototype", "trim", 0, StringPrototype_trim)
NATIVE(StringPrototype_trim) { THIS_STRING("trim"); return trim(value_of(s), true, true); }
METHOD("String.prototype", "trimStart", 0, StringPrototype_trimStart)
ALIAS("String.prototype", "trimLeft", "trimStart")
NATIVE(StringPrototype_trimStart) { THIS_STRING("trimStart"); return trim(value_of(s), true, false); }
METHOD("String.prototype", "trimEnd", 0, StringPrototype_trimEnd)
ALIAS("String.prototype", "trimRight", "trimEnd")
NATIVE(StringPrototype_trimEnd) { THIS_STRING("trimEnd"); return trim(value_of(s), false, true); }
METHOD("String.prototype", "repeat", 1, StringPrototype_repeat)
NATIVE(StringPrototype_repeat) {
  THIS_STRING("repeat");
  double n;
  TRY_BOOL(to_integer(ARG(0), &n));
  if (n < 0 || n - n != 0) return throw_error(RANGE_ERROR, "Invalid count value: %v", ARG(0));
  if (s->length == 0 || n == 0) return value_of(&s_empty);
  if (n * s->length > MAX_STRING_LENGTH) return throw_error(RANGE_ERROR, "Invalid string length");
  Value result = value_of(&s_empty), power = value_of(s);
  for (uint32_t k = (uint32_t)n; k > 0; k >>= 1) {
    if (k & 1) result = string_concat(result, power);
    if (k > 1) power = string_concat(power, power);
  }
  return result;
}
static Value pad(Value this_value, Value length, Value filler, bool start) {
  THIS_STRING(start ? "padStart" : "padEnd");
  uint64_t n;
  TRY_BOOL(to_length(length, &n));
  if (n <= s->length) return value_of(s);
  Value fill = filler == VALUE_UNDEFINED ? value_of(engine.characters[' ']) : to_string(filler);
  TRY(fill);
  String *f = flat(string_of(fill));
  if (f->length == 0) return value_of(s);
  if (n > MAX_STRING_LENGTH) return throw_error(RANGE_ERROR, "Invalid string length");
  TextBuilder b;
  builder_start(&b);
  if (!start) builder_string(&b, s);
  uint32_t missing = (uint32_t)n - s->length;
  for (uint32_t i = 0; i < missing; i++) builder_unit(&b, unit_at(f, i % f->length));
  if (start) builder_string(&b, s);
  return builder_finish(&b);
}
METHOD("String.prototype", "padStart", 1, StringPrototype_padStart)
NATIVE(StringPrototype_padStart) { return pad(this_value, ARG(0), ARG(1), true); }
METHOD("String.prototype", "padEnd", 1, StringPrototype_padEnd)
NATIVE(StringPrototype_padEnd) { return pad(this_value, ARG(0), ARG(1), false); }
METHOD("String.prototype", "concat", 1, StringPrototype_concat)
NATIVE(StringPrototype_concat) {
  Value result = this_string(this_value, "concat");
  for (uint32_t i = 0; i < argc && result != VALUE_EXCEPTION; i++) {
    Value part = to_string(argv[i]);
    TRY(part);
    result = string_concat(result, part);
  }
  return result;
}
/* Writes what the code point at s[at] becomes; gives its length, up to 3. */
static uint32_t change_case(uint32_t c, const String *s, uint32_t at, bool upper, uint32_t mapped[3]) {
  if (c < 128) {
    uint32_t from = upper ? 'a' : 'A';
    mapped[0] = c - from < 26 ? c ^ 32 : c;
    return 1;
  }
  if (upper) return (uint32_t)unicode_to_upper(c, mapped);
  if (c == 0x3a3) { /* sigma is not in Latin-1 */
    mapped[0] = unicode_is_final_sigma(wide_data(s), s->length, at) ? 0x3c2 : 0x3c3;
    return 1;
  }
  return (uint32_t)unicode_to_lower(c, mapped);
}
static Value map_case(Value text, bool upper) {
  String *s = flat(string_of(text));
  bool ascii = !is_wide(s);
  for (uint32_t i = 0; ascii && i < s->length; i++) ascii = s->data[i] < 128;
  if (ascii) {
    uint32_t i = 0;
    uint8_t low = upper ? 'a' : 'A';
    while (i < s->length && (uint8_t)(s->data[i] - low) >= 26) i++;
    if (i == s->length) return value_of(s);
    String *r = new_latin1(s->length);
    for (i = 0; i < s->length; i++) r->data[i] = (uint8_t)(s->data[i] - low) < 26 ? s->data[i] ^ 32 : s->data[i];
    return value_of(r);
  }
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < s->length;) {
    uint32_t at = i, c = next_code_point(s, &i), mapped[3];
    uint32_t n = change_case(c, s, at, upper, mapped);
    for (uint32_t k = 0; k < n; k++) builder_code_point(&b, mapped[k]);
  }
  return builder_finish(&b);
}
METHOD("String.prototype", "toLowerCase", 0, StringPrototype_toLowerCase)
METHOD("String.prototype", "toLocaleLowerCase", 0, StringPrototype_toLowerCase)
NATIVE(StringPrototype_toLowerCase) { THIS_STRING("toLowerCase"); return map_case(value_of(s), false); }
METHOD("String.prototype", "toUpperCase", 0, StringPrototype_toUpperCase)
METHOD("String.prototype", "toLocaleUpperCase", 0, StringPrototype_toUpperCase)
NATIVE(StringPrototype_toUpperCase) { THIS_STRING("toUpperCase"); return map_case(value_of(s), true); }
METHOD("String.prototype", "isWellFormed", 0, StringPrototype_isWellFormed)
NATIVE(StringPrototype_isWellFormed) {
  THIS_STRING("isWellFormed");
  for (uint32_t i = 0; i < s->length;) {
    uint32_t c = next_code_point(s, &i);
    if (c >= 0xd800 && c < 0xe000) return VALUE_FALSE;
  }
  return VALUE_TRUE;
}

METHOD("String.prototype", "toWellFormed", 0, StringPrototype_toWellFormed)
NATIVE(StringPrototype_toWellFormed) {
  THIS_STRING("toWellFormed");
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < s->length;) {
    uint32_t c = next_code_point(s, &i);
    builder_code_point(&b, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
  }
  return builder_finish(&b);
}

/* Splitting at a string; the rest of split is in string.ts. */
Value intrinsic_splitString(Value text, Value separator, Value limit) {
  String *s = settled(string_of(text)), *p = settled(string_of(separator));
  uint32_t most = is_int(limit) ? (uint32_t)as_int(limit) : (uint32_t)number_of(limit);
  Value result = new_array(0);
  if (most == 0) return result;
  if (p->length == 0) {
    for (uint32_t i = 0; i < s->length && i < most; i++) array_push(array_of(result), string_from_unit(unit_of(s, i)));
    return result;
  }
  uint32_t from = 0;
  for (;;) {
    int64_t at = string_index_of(s, p, from);
    if (at < 0) break;
    array_push(array_of(result), string_slice(s, from, (uint32_t)at));
    if (array_of(result)->length == most) return result;
    from = (uint32_t)at + p->length;
  }
  array_push(array_of(result), string_slice(s, from, s->length));
  return result;
}
Value intrinsic_toString(Value v) { return to_string(v); }
Value intrinsic_isString(Value v) { return boolean(is_string(v)); }

typedef struct StringIterator {
  Cell header;
  Value data;
  Value slots[1];
  uint64_t position;
} StringIterator;
METHOD("String.prototype", "@@iterator", 0, StringPrototype_iterator)
NATIVE(StringPrototype_iterator) {
  THIS_STRING("[Symbol.iterator]");
  Shape *shape = root_shape(intrinsic(STRING_ITERATOR_PROTOTYPE), KIND_HOST, 1);
  StringIterator *it = allocate(sizeof(StringIterator));
  set_header(&it->header, shape->reference, KIND_HOST, 0, 2);
  it->data = value_of(s);
  it->slots[0] = VALUE_UNDEFINED;
  it->position = 0;
  return value_of(it);
}
/* The next code point as a text, or VALUE_END. */
Value string_iterator_step(Value iterator) {
  StringIterator *it = (StringIterator *)iterator;
  String *s = flat(string_of(it->data));
  if (it->position >= s->length) return VALUE_END;
  uint32_t index = (uint32_t)it->position, start = index;
  next_code_point(s, &index);
  it->position = index;
  return string_slice(s, start, index);
}
METHOD("%StringIteratorPrototype%", "next", 0, StringIteratorPrototype_next)
NATIVE(StringIteratorPrototype_next) {
  if (!has_kind(this_value, KIND_HOST) || cell_of(this_value)->extra != 2)
    return throw_error(TYPE_ERROR, "next method called on incompatible receiver %v", this_value);
  Value v = string_iterator_step(this_value);
  return v == VALUE_END ? new_iterator_result(VALUE_UNDEFINED, true) : new_iterator_result(v, false);
}
