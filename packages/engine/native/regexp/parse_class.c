#include "parse.h"

/* ClassAtom: a character, or a set that is added to `set` and false. */
static bool parse_class_atom(Parser *parser, CharSet *set, uint32_t *character) {
  if (peek(parser) != '\\') {
    *character = take_character(parser, parser->unicode);
    return true;
  }
  parser->position++;
  CharSet escape = charset_new(parser->arena);
  switch (peek(parser)) {
    case END_OF_PATTERN: parse_error(parser, "\\ at end of pattern"); return true;
    case 'b':
      parser->position++;
      *character = '\b';
      return true;
    default:
      if (parse_class_escape(parser, true, &escape)) {
        charset_add_all(set, &escape);
        return false;
      }
      if (parser->error == NULL) *character = parse_character_escape(parser, true);
      return true;
  }
}

/* CharacterClass without the flag v. */
uint32_t parse_class(Parser *parser) {
  CharSet set = charset_new(parser->arena);
  bool negative = peek(parser) == '^';
  if (negative) parser->position++;
  while (peek(parser) != ']') {
    uint32_t first = 0, last = 0;
    if (peek(parser) == END_OF_PATTERN) {
      parse_error(parser, "Unterminated character class");
      return 0;
    }
    bool is_character = parse_class_atom(parser, &set, &first);
    if (parser->error != NULL || parser->arena->failed) return 0;
    if (peek(parser) == '-' && peek_at(parser, 1) != ']' && peek_at(parser, 1) != END_OF_PATTERN) {
      parser->position++;
      bool to_character = parse_class_atom(parser, &set, &last);
      if (parser->error != NULL) return 0;
      if (is_character && to_character) {
        if (first > last) {
          parse_error(parser, "Range out of order in character class");
          return 0;
        }
        charset_add(&set, first, last);
        continue;
      }
      /* Next to a set the hyphen is itself. */
      if (parser->unicode) {
        parse_error(parser, "Invalid character class");
        return 0;
      }
      charset_add(&set, '-', '-');
      if (to_character) charset_add(&set, last, last);
    }
    if (is_character) charset_add(&set, first, first);
  }
  parser->position++;
  charset_normalize(&set);
  if (parser->ignore_case) charset_close_over_case(&set, parser->unicode);
  if (negative) charset_complement(&set);
  return node_class(&parser->ast, set);
}
