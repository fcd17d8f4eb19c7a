#include "builtins.h"
#include "bigint.h"
#include "memory.h"

NAMESPACE("JSON")
CONSTANT("JSON", "@@toStringTag", "JSON")

/* --- parse */

typedef struct Parser {
  String *s;
  uint32_t at;
} Parser;

/* Messages are V8's, which programs and their tests show. */
static Value wrong(Parser *p, const char *what) {
  return throw_error(SYNTAX_ERROR, "%s in JSON at position %v", what, number_from_uint32(p->at));
}
static bool is_text(String *s, const char *text) {
  uint32_t i = 0;
  while (i < s->length && text[i] != 0 && unit_at(s, i) == (uint8_t)text[i]) i++;
  return i == s->length && text[i] == 0;
}
#define CONTEXT 10u
static Value syntax_error(Parser *p) {
  String *s = p->s;
  if (p->at >= s->length) return throw_error(SYNTAX_ERROR, "Unexpected end of JSON input");
  uint32_t unit = unit_at(s, p->at);
  if (unit == '-' || (unit >= '0' && unit <= '9')) return wrong(p, "Unexpected number");
  if (unit == '"') return wrong(p, "Unexpected string");
  if (is_text(s, "undefined") || is_text(s, "NaN") || is_text(s, "Infinity") || is_text(s, "[object Object]"))
    return throw_error(SYNTAX_ERROR, "\"%v\" is not valid JSON", value_of(s));
  bool whole = s->length <= 2 * CONTEXT, start = whole || p->at < CONTEXT, end = whole || p->at + CONTEXT >= s->length;
  return throw_error(SYNTAX_ERROR, "Unexpected token '%v', %s\"%v\"%s is not valid JSON", string_from_unit(unit), start ? "" : "...",
                     string_slice(s, start ? 0 : p->at - CONTEXT, end ? s->length : p->at + CONTEXT), end ? "" : "...");
}
static void skip_space(Parser *p) {
  while (p->at < p->s->length) {
    uint32_t c = unit_at(p->s, p->at);
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return;
    p->at++;
  }
}
static Value parse_string(Parser *p) {
  String *s = p->s;
  uint32_t start = ++p->at;
  if (!is_wide(s)) {
    while (p->at < s->length && s->data[p->at] != '"' && s->data[p->at] != '\\' && s->data[p->at] >= 32) p->at++;
    if (p->at < s->length && s->data[p->at] == '"') return string_slice(s, start, p->at++);
  }
  p->at = start;
  TextBuilder b;
  builder_start(&b);
  for (;;) {
    if (p->at >= s->length) return throw_error(SYNTAX_ERROR, "Unterminated string in JSON at position %v", number_from_uint32(p->at));
    uint32_t c = unit_at(s, p->at);
    if (c == '"') {
      p->at++;
      return builder_finish(&b);
    }
    if (c < 32) return throw_error(SYNTAX_ERROR, "Bad control character in string literal in JSON at position %v", number_from_uint32(p->at));
    p->at++;
    if (c != '\\') {
      builder_unit(&b, c);
      continue;
    }
    if (p->at >= s->length) return syntax_error(p);
    c = unit_at(s, p->at++);
    switch (c) {
      case '"': case '\\': case '/': builder_unit(&b, c); break;
      case 'b': builder_unit(&b, 8); break;
      case 'f': builder_unit(&b, 12); break;
      case 'n': builder_unit(&b, 10); break;
      case 'r': builder_unit(&b, 13); break;
      case 't': builder_unit(&b, 9); break;
      case 'u': {
        uint32_t unit = 0;
        for (int i = 0; i < 4; i++) {
          uint32_t h = p->at < s->length ? unit_at(s, p->at) : 0;
          uint32_t digit = h >= '0' && h <= '9' ? h - '0' : (h | 32) >= 'a' && (h | 32) <= 'f' ? (h | 32) - 'a' + 10 : 99;
          if (digit > 15) return throw_error(SYNTAX_ERROR, "Bad Unicode escape in JSON at position %v", number_from_uint32(p->at));
          unit = unit << 4 | digit;
          p->at++;
        }
        builder_unit(&b, unit);
        break;
      }
      default: return throw_error(SYNTAX_ERROR, "Bad escaped character in JSON at position %v", number_from_uint32(p->at - 1));
    }
  }
}
static Value parse_number(Parser *p) {
  String *s = p->s;
  uint32_t i = p->at;
  bool negative = unit_at(s, i) == '-';
  if (negative) i++;
  uint32_t digits = i;
  int64_t n = 0;
  while (i < s->length && unit_at(s, i) >= '0' && unit_at(s, i) <= '9' && i - digits < 10) n = n * 10 + (int64_t)(unit_at(s, i++) - '0');
  if (i == digits || (unit_at(s, digits) == '0' && i - digits > 1)) {
    p->at = i == digits ? i : digits + 1;
    return i == digits ? wrong(p, "No number after minus sign") : syntax_error(p);
  }
  uint32_t c = i < s->length ? unit_at(s, i) : 0;
  if (c != '.' && (c | 32) != 'e' && !(c >= '0' && c <= '9')) {
    p->at = i;
    return negative && n == 0 ? box_double(-0.0) : number_from_int64(negative ? -n : n);
  }
  while (i < s->length && unit_at(s, i) >= '0' && unit_at(s, i) <= '9') i++;
  if (i < s->length && unit_at(s, i) == '.') {
    uint32_t start = ++i;
    while (i < s->length && unit_at(s, i) >= '0' && unit_at(s, i) <= '9') i++;
    if (i == start) {
      p->at = i;
      return wrong(p, "Unterminated fractional number");
    }
  }
  if (i < s->length && (unit_at(s, i) | 32) == 'e') {
    i++;
    if (i < s->length && (unit_at(s, i) == '+' || unit_at(s, i) == '-')) i++;
    if (i >= s->length || unit_at(s, i) < '0' || unit_at(s, i) > '9') {
      p->at = i;
      return wrong(p, "Exponent part is missing a number");
    }
  }
  while (i < s->length && unit_at(s, i) >= '0' && unit_at(s, i) <= '9') i++;
  uint32_t start = p->at;
  p->at = i;
  return number(is_wide(s) ? read_number_utf16(wide_data(s) + start, i - start) : read_number_latin1(s->data + start, i - start));
}
static bool literal(Parser *p, const char *text) {
  uint32_t i = 0;
  for (; text[i] != 0; i++)
    if (p->at + i >= p->s->length || unit_at(p->s, p->at + i) != (uint8_t)text[i]) {
      p->at += i;
      return false;
    }
  p->at += i;
  return true;
}
static Value parse_value(Parser *p) {
  STACK_CHECK();
  skip_space(p);
  uint32_t c = p->at < p->s->length ? unit_at(p->s, p->at) : 0;
  Value result;
  switch (c) {
    case '"': return parse_string(p);
    case 't': return literal(p, "true") ? VALUE_TRUE : syntax_error(p);
    case 'f': return literal(p, "false") ? VALUE_FALSE : syntax_error(p);
    case 'n': return literal(p, "null") ? VALUE_NULL : syntax_error(p);
    case '[':
      result = new_array(0);
      p->at++;
      skip_space(p);
      if (p->at < p->s->length && unit_at(p->s, p->at) == ']') {
        p->at++;
        return result;
      }
      for (;;) {
        Value item = parse_value(p);
        TRY(item);
        array_push(array_of(result), item);
        skip_space(p);
        c = p->at < p->s->length ? unit_at(p->s, p->at) : 0;
        if (c != ',' && c != ']') return wrong(p, "Expected ',' or ']' after array element");
        p->at++;
        if (c == ']') return result;
      }
    case '{':
      result = new_object();
      p->at++;
      skip_space(p);
      if (p->at < p->s->length && unit_at(p->s, p->at) == '}') {
        p->at++;
        return result;
      }
      for (bool first = true;; first = false) {
        skip_space(p);
        if (p->at >= p->s->length || unit_at(p->s, p->at) != '"') {
          return wrong(p, first ? "Expected property name or '}'" : "Expected double-quoted property name");
        }
        Value name = parse_string(p);
        TRY(name);
        Value key = key_from_string(string_of(name));
        skip_space(p);
        if (p->at >= p->s->length || unit_at(p->s, p->at) != ':') return wrong(p, "Expected ':' after property name");
        p->at++;
        Value v = parse_value(p);
        TRY(v);
        uint32_t attributes;
        if (!is_int(key) && shape_find(shape_of(cell_of(result)), key, &attributes) < 0) add_property((Object *)result, key, v, DATA_DEFAULT);
        else create_data_property(result, key, v);
        skip_space(p);
        c = p->at < p->s->length ? unit_at(p->s, p->at) : 0;
        if (c != ',' && c != '}') return wrong(p, "Expected ',' or '}' after property value");
        p->at++;
        if (c == '}') return result;
      }
    default:
      if (c == '-' || (c >= '0' && c <= '9')) return parse_number(p);
      return syntax_error(p);
  }
}

static Value revive(Value holder, Value key, Value reviver) {
  STACK_CHECK();
  Value v = get(holder, key);
  TRY(v);
  if (is_object(v)) {
    Value keys = own_keys(v, KEYS_STRINGS | KEYS_ENUMERABLE);
    TRY(keys);
    for (uint32_t i = 0; i < array_of(keys)->length; i++) {
      Value name = to_property_key(array_of(keys)->items[i]);
      Value next = revive(v, name, reviver);
      TRY(next);
      if (next == VALUE_UNDEFINED) TRY_INT(delete_property(v, name));
      else TRY_INT(create_data_property(v, name, next));
    }
  }
  return call_2(reviver, holder, key_to_value(key), v);
}

METHOD("JSON", "parse", 2, JSON_parse)
NATIVE(JSON_parse) {
  Value text = to_string(ARG(0));
  TRY(text);
  Parser p = {flat(string_of(text)), 0};
  if (p.s->length == 0) return syntax_error(&p);
  Value v = parse_value(&p);
  TRY(v);
  skip_space(&p);
  if (p.at < p.s->length) {
    return throw_error(SYNTAX_ERROR, "Unexpected non-whitespace character after JSON at position %v", number_from_uint32(p.at));
  }
  if (!is_callable(ARG(1))) return v;
  Value root = new_object();
  create_data_property(root, value_of(&s_empty), v);
  return revive(root, value_of(&s_empty), ARG(1));
}

/* --- stringify */

typedef struct Writer {
  TextBuilder b;
  Value replacer;
  Value names; /* an array of keys, or undefined */
  Value indent;
  Value gap;
  Value stack; /* keys and the objects under them that are being written, in turn */
} Writer;

static void quote(TextBuilder *b, String *s) {
  static const char hex[] = "0123456789abcdef";
  s = flat(s);
  builder_unit(b, '"');
  uint32_t from = 0;
  if (!is_wide(s)) {
    while (from < s->length && s->data[from] >= 32 && s->data[from] != '"' && s->data[from] != '\\') from++;
    builder_latin1(b, s->data, from);
  }
  for (uint32_t i = from; i < s->length; i++) {
    uint32_t c = unit_at(s, i);
    const char *escape = c == '"' ? "\\\"" : c == '\\' ? "\\\\" : c == 8 ? "\\b" : c == 12 ? "\\f" : c == 10 ? "\\n" : c == 13 ? "\\r" : c == 9 ? "\\t" : NULL;
    bool lone = false;
    if ((c & 0xf800) == 0xd800) {
      bool high = c < 0xdc00;
      lone = high ? !(i + 1 < s->length && (unit_at(s, i + 1) & 0xfc00) == 0xdc00) : !(i > 0 && (unit_at(s, i - 1) & 0xfc00) == 0xd800);
    }
    if (escape != NULL) builder_ascii(b, escape);
    else if (c < 32 || lone) {
      builder_ascii(b, "\\u");
      for (int shift = 12; shift >= 0; shift -= 4) builder_unit(b, (uint8_t)hex[c >> shift & 15]);
    } else builder_unit(b, c);
  }
  builder_unit(b, '"');
}

static void circular_line(TextBuilder *b, const char *before, Value key, const char *after) {
  builder_ascii(b, before);
  if (is_int(key)) builder_ascii(b, "index ");
  else builder_ascii(b, "property '");
  builder_string(b, string_of(to_string(key_to_value(key))));
  if (!is_int(key)) builder_unit(b, '\'');
  builder_ascii(b, after);
}

static bool circular_object(TextBuilder *b, Value object) {
  Value constructor = get(object, value_of(&s_constructor));
  Value name = is_object(constructor) ? get(constructor, value_of(&s_name)) : value_of(&s_Object);
  if (constructor == VALUE_EXCEPTION || name == VALUE_EXCEPTION) return false;
  builder_ascii(b, "object with constructor '");
  builder_string(b, string_of(is_string(name) ? name : value_of(&s_Object)));
  builder_unit(b, '\'');
  return true;
}

/* As V8 tells it: the way from the object to itself, the first two and the last of its steps. */
static COLD void throw_circular(Writer *w, uint32_t start, Value key) {
  TextBuilder b;
  builder_start(&b);
  Array *stack = array_of(w->stack);
  builder_ascii(&b, "Converting circular structure to JSON\n    --> starting at ");
  if (!circular_object(&b, stack->items[start + 1])) return;
  uint32_t steps = (stack->length - start) / 2 - 1;
  for (uint32_t i = 1; i <= steps; i++) {
    if (i > 2 && i < steps) {
      if (i == 3) builder_ascii(&b, "\n    |     ...");
      continue;
    }
    circular_line(&b, "\n    |     ", stack->items[start + 2 * i], " -> ");
    if (!circular_object(&b, stack->items[start + 2 * i + 1])) return;
  }
  circular_line(&b, "\n    --- ", key, " closes the circle");
  throw_error(TYPE_ERROR, "%v", builder_finish(&b));
}

/* 1: written, 0: nothing to write, -1: threw. */
static int write_value(Writer *w, Value holder, Value key, Value v) {
  if (is_object(v) || is_bigint(v)) {
    INLINE_CACHE(cache, s_toJSON);
    Value f = cached_get(v, &cache);
    if (f == VALUE_EXCEPTION) return -1;
    if (is_callable(f)) {
      v = call_1(f, v, key_to_value(key));
      if (v == VALUE_EXCEPTION) return -1;
    }
  }
  if (w->replacer != VALUE_UNDEFINED) {
    v = call_2(w->replacer, holder == VALUE_UNDEFINED ? new_object() : holder, key_to_value(key), v);
    if (v == VALUE_EXCEPTION) return -1;
  }
  if (has_kind(v, KIND_WRAPPER)) {
    Value data = ((DataObject *)v)->data;
    if (is_number(data)) {
      v = to_number_value(v);
    } else if (is_string(data)) v = to_string(v);
    else if (is_boolean(data) || is_bigint(data)) v = data;
    if (v == VALUE_EXCEPTION) return -1;
  }
  if (is_string(v)) {
    quote(&w->b, string_of(v));
    return 1;
  }
  if (is_number(v)) {
    double d = number_of(v);
    if (d - d != 0) builder_ascii(&w->b, "null");
    else {
      char buffer[NUMBER_TEXT_MAX];
      builder_latin1(&w->b, (uint8_t *)buffer, (uint32_t)print_number(d, buffer));
    }
    return 1;
  }
  if (v == VALUE_NULL || is_boolean(v)) {
    builder_ascii(&w->b, v == VALUE_NULL ? "null" : v == VALUE_TRUE ? "true" : "false");
    return 1;
  }
  if (is_bigint(v)) {
    throw_error(TYPE_ERROR, "Do not know how to serialize a BigInt");
    return -1;
  }
  if (!is_object(v) || is_callable(v)) return 0;
  if ((uint8_t *)__builtin_frame_address(0) < engine.stack_limit) {
    throw_stack_overflow();
    return -1;
  }
  for (uint32_t i = 0; i < array_of(w->stack)->length; i += 2)
    if (array_of(w->stack)->items[i + 1] == v) {
      throw_circular(w, i, key);
      return -1;
    }
  array_push(array_of(w->stack), key);
  array_push(array_of(w->stack), v);
  Value outer = w->indent;
  bool pretty = string_of(w->gap)->length > 0;
  if (pretty) w->indent = string_concat(w->indent, w->gap);
  int array = is_array_or_proxy(v);
  if (array < 0) return -1;
  builder_unit(&w->b, array ? '[' : '{');
  bool any = false;
  if (array) {
    uint64_t length;
    if (!length_of(v, &length)) return -1;
    for (uint64_t i = 0; i < length; i++) {
      if (any) builder_unit(&w->b, ',');
      if (pretty) {
        builder_unit(&w->b, '\n');
        builder_string(&w->b, string_of(w->indent));
      }
      any = true;
      Value item = get_element(v, number((double)i));
      if (item == VALUE_EXCEPTION) return -1;
      int written = write_value(w, v, INT((int32_t)i), item);
      if (written < 0) return -1;
      if (!written) builder_ascii(&w->b, "null");
    }
  } else {
    Value keys = w->names != VALUE_UNDEFINED ? w->names : own_keys(v, KEYS_STRINGS | KEYS_ENUMERABLE);
    if (keys == VALUE_EXCEPTION) return -1;
    for (uint32_t i = 0; i < array_of(keys)->length; i++) {
      Value name = array_of(keys)->items[i];
      Value k = to_property_key(name);
      Value item = get_element(v, is_int(k) ? k : name);
      if (item == VALUE_EXCEPTION) return -1;
      uint32_t length = w->b.length;
      if (any) builder_unit(&w->b, ',');
      if (pretty) {
        builder_unit(&w->b, '\n');
        builder_string(&w->b, string_of(w->indent));
      }
      quote(&w->b, string_of(name));
      builder_unit(&w->b, ':');
      if (pretty) builder_unit(&w->b, ' ');
      int written = write_value(w, v, k, item);
      if (written < 0) return -1;
      if (written) any = true;
      else w->b.length = length;
    }
  }
  if (any && pretty) {
    builder_unit(&w->b, '\n');
    builder_string(&w->b, string_of(outer));
  }
  builder_unit(&w->b, array ? ']' : '}');
  w->indent = outer;
  for (int i = 0; i < 2; i++) array_of(w->stack)->items[--array_of(w->stack)->length] = VALUE_HOLE;
  return 1;
}

METHOD("JSON", "stringify", 3, JSON_stringify)
NATIVE(JSON_stringify) {
  Writer w = {.replacer = VALUE_UNDEFINED, .names = VALUE_UNDEFINED, .indent = value_of(&s_empty), .gap = value_of(&s_empty)};
  if (is_callable(ARG(1))) w.replacer = ARG(1);
  else if (is_array_object(ARG(1))) {
    w.names = new_array(0);
    for (uint32_t i = 0; i < array_of(ARG(1))->length; i++) {
      Value name = get_element(ARG(1), INT(i));
      TRY(name);
      if (is_number(name) || is_string(name) || has_kind(name, KIND_WRAPPER)) {
        name = to_string(name);
        TRY(name);
        bool seen = false;
        for (uint32_t k = 0; k < array_of(w.names)->length; k++) seen |= strings_equal(string_of(array_of(w.names)->items[k]), string_of(name));
        if (!seen) array_push(array_of(w.names), name);
      }
    }
  }
  Value space = ARG(2);
  if (has_kind(space, KIND_WRAPPER)) space = is_number(((DataObject *)space)->data) ? to_number_value(space) : to_string(space);
  TRY(space);
  if (is_number(space)) {
    double n;
    to_integer(space, &n);
    w.gap = string_from_latin1((const uint8_t *)"          ", n < 0 ? 0 : n > 10 ? 10 : (uint32_t)n);
  } else if (is_string(space)) w.gap = string_slice(string_of(space), 0, string_of(space)->length > 10 ? 10 : string_of(space)->length);
  w.stack = new_array(0);
  builder_start(&w.b);
  Value holder = VALUE_UNDEFINED;
  if (w.replacer != VALUE_UNDEFINED) {
    holder = new_object();
    create_data_property(holder, value_of(&s_empty), ARG(0));
  }
  int written = write_value(&w, holder, value_of(&s_empty), ARG(0));
  TRY_INT(written);
  return written ? builder_finish(&w.b) : VALUE_UNDEFINED;
}
