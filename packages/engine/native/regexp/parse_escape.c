#include "parse.h"

static int hex_value(uint32_t c) {
  if (is_digit(c)) return (int)(c - '0');
  c |= 32;
  return c >= 'a' && c <= 'f' ? (int)(c - 'a' + 10) : -1;
}

/* Exactly this many hexadecimal digits; false at the same position otherwise. */
static bool parse_hex(Parser *parser, uint32_t digits, uint32_t *value) {
  uint32_t result = 0;
  for (uint32_t i = 0; i < digits; i++) {
    uint32_t c = peek_at(parser, i);
    int digit = c == END_OF_PATTERN ? -1 : hex_value(c);
    if (digit < 0) return false;
    result = result * 16 + (uint32_t)digit;
  }
  parser->position += digits;
  *value = result;
  return true;
}

bool parse_unicode_escape(Parser *parser, bool unicode, uint32_t *code_point) {
  uint32_t start = parser->position, value = 0;
  if (unicode && peek(parser) == '{') {
    uint32_t digits = 0;
    for (parser->position++;; parser->position++, digits++) {
      uint32_t c = peek(parser);
      int digit = c == END_OF_PATTERN ? -1 : hex_value(c);
      if (digit < 0) break;
      value = value * 16 + (uint32_t)digit;
      if (value > LAST_CODE_POINT) break;
    }
    if (digits == 0 || peek(parser) != '}' || value > LAST_CODE_POINT) {
      parser->position = start;
      return false;
    }
    parser->position++;
    *code_point = value;
    return true;
  }
  if (!parse_hex(parser, 4, &value)) return false;
  if (unicode && (value & 0xFC00) == 0xD800 && peek(parser) == '\\' && peek_at(parser, 1) == 'u') {
    uint32_t after = parser->position, low;
    parser->position += 2;
    if (parse_hex(parser, 4, &low) && (low & 0xFC00) == 0xDC00) value = 0x10000 + ((value & 0x3FF) << 10) + (low & 0x3FF);
    else parser->position = after;
  }
  *code_point = value;
  return true;
}

/* LegacyOctalEscapeSequence: up to three digits, at most \377. */
uint32_t parse_octal(Parser *parser) {
  uint32_t value = 0;
  for (int i = 0; i < 3; i++) {
    uint32_t c = peek(parser);
    if (c < '0' || c > '7' || value >= 32) break;
    value = value * 8 + (c - '0');
    parser->position++;
  }
  return value;
}

static bool is_syntax_character(uint32_t c) {
  if (c >= 128) return false;
  static const char syntax[] = "^$\\.*+?()[]{}|/";
  for (int i = 0; syntax[i] != 0; i++)
    if (c == (uint32_t)syntax[i]) return true;
  return false;
}

uint32_t parse_character_escape(Parser *parser, bool in_class) {
  uint32_t c = peek(parser), value;
  switch (c) {
    case 'f': parser->position++; return '\f';
    case 'n': parser->position++; return '\n';
    case 'r': parser->position++; return '\r';
    case 't': parser->position++; return '\t';
    case 'v': parser->position++; return '\v';
    case 'c': {
      uint32_t letter = peek_at(parser, 1);
      bool is_letter = letter != END_OF_PATTERN && (letter | 32) >= 'a' && (letter | 32) <= 'z';
      if (!is_letter && parser->unicode) {
        parse_error(parser, "Invalid Unicode escape");
        return 0;
      }
      if (is_letter || (in_class && (is_digit(letter) || letter == '_'))) {
        parser->position += 2;
        return letter & 0x1F;
      }
      return '\\'; /* the backslash stands for itself, the c is read again */
    }
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7':
      if (c == '0' && !is_digit(peek_at(parser, 1))) {
        parser->position++;
        return 0;
      }
      if (parser->unicode) {
        parse_error(parser, in_class ? "Invalid class escape" : "Invalid decimal escape");
        return 0;
      }
      return parse_octal(parser);
    case 'x':
      parser->position++;
      if (parse_hex(parser, 2, &value)) return value;
      if (parser->unicode) parse_error(parser, "Invalid escape");
      return 'x';
    case 'u':
      parser->position++;
      if (parse_unicode_escape(parser, parser->unicode, &value)) return value;
      if (parser->unicode) parse_error(parser, "Invalid Unicode escape");
      return 'u';
    default: {
      bool allowed = !parser->unicode ? !(c == 'k' && parser->has_names) : is_syntax_character(c) || (in_class && c == '-');
      if (!allowed) {
        parse_error(parser, "Invalid escape");
        return 0;
      }
      return take_character(parser, parser->unicode);
    }
  }
}

static bool is_name_character(uint32_t c) {
  return is_digit(c) || c == '_' || (c != END_OF_PATTERN && (c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool name_is(const char *name, size_t length, const char *is) {
  size_t i = 0;
  while (i < length && is[i] == name[i]) i++;
  return i == length && is[i] == 0;
}

/* {Name} or {Name=Value}; NULL if there is no such property. */
static const UnicodeProperty *parse_property(Parser *parser) {
  char text[2][64];
  size_t length[2] = {0, 0};
  int part = 0;
  if (peek(parser) != '{' || parser->properties == NULL) return NULL;
  for (parser->position++;; parser->position++) {
    uint32_t c = peek(parser);
    if (c == '}') break;
    if (c == '=' && part == 0) part = 1;
    else if (!is_name_character(c) || length[part] == sizeof text[part]) return NULL;
    else text[part][length[part]++] = (char)c;
  }
  parser->position++;
  if (part == 0) {
    const UnicodeProperty *row = unicode_find_property(&parser->properties[UNICODE_GENERAL_CATEGORY], text[0], length[0]);
    if (row == NULL) row = unicode_find_property(&parser->properties[UNICODE_BINARY], text[0], length[0]);
    return row;
  }
  int table;
  if (name_is(text[0], length[0], "General_Category") || name_is(text[0], length[0], "gc")) table = UNICODE_GENERAL_CATEGORY;
  else if (name_is(text[0], length[0], "Script") || name_is(text[0], length[0], "sc")) table = UNICODE_SCRIPT;
  else if (name_is(text[0], length[0], "Script_Extensions") || name_is(text[0], length[0], "scx"))
    table = UNICODE_SCRIPT_EXTENSIONS;
  else return NULL;
  return unicode_find_property(&parser->properties[table], text[1], length[1]);
}

bool parse_class_escape(Parser *parser, bool in_class, CharSet *set) {
  uint32_t c = peek(parser);
  /* With v a set is closed over case before it is complemented, with i and u after (MaybeSimpleCaseFolding). */
  bool close_first = parser->ignore_case && (parser->flags & REGEXP_UNICODE_SETS);
  bool complement = false;
  switch (c) {
    case 'd':
    case 'D': charset_add_digits(set); break;
    case 's':
    case 'S': charset_add_spaces(set); break;
    case 'w':
    case 'W': charset_add_word(set, parser->unicode && parser->ignore_case); break;
    case 'p':
    case 'P': {
      if (!parser->unicode) return false;
      parser->position++;
      const UnicodeProperty *property = parse_property(parser);
      if (property == NULL) {
        parse_error(parser, in_class ? "Invalid property name in character class" : "Invalid property name");
        return false;
      }
      for (const uint8_t *const *part = property->parts; *part != NULL; part++) charset_add_encoded(set, *part);
      charset_normalize(set);
      if (property->complement) charset_complement(set);
      parser->position--;
      break;
    }
    default: return false;
  }
  parser->position++;
  complement = c < 'a';
  charset_normalize(set);
  if (close_first) charset_close_over_case(set, true);
  if (complement) charset_complement(set);
  if (parser->ignore_case && !close_first) charset_close_over_case(set, parser->unicode);
  return true;
}
