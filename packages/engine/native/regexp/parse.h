/* The parser's state and what its files share (ECMA-262 22.2.1 and B.1.2). Messages and their order are V8's. */
#ifndef MORGANA_REGEXP_PARSE_H
#define MORGANA_REGEXP_PARSE_H

#include "ast.h"

#define END_OF_PATTERN UINT32_MAX
enum { MAX_CAPTURES = 32768 }; /* with the whole match */

typedef struct GroupName {
  uint32_t capture; /* 0 in a reference */
  uint32_t node;    /* of a reference */
  uint16_t *units;
  uint32_t length;
  uint32_t hash;
  bool closed; /* the end of the group has been seen: only then the name counts */
  uint32_t position;
} GroupName;

typedef struct OpenGroup {
  uint8_t kind; /* GROUP_* */
  bool negative, behind;
  uint32_t number;        /* of the capture */
  uint32_t name;          /* index in names + 1, or 0 */
  uint32_t captures_from; /* number of the first capture within */
  NodeList terms, alternatives;
} OpenGroup;

typedef struct Parser {
  Arena *arena;
  Ast ast;
  RegExpText pattern;
  uint32_t position;
  int flags;
  bool unicode;
  bool ignore_case;
  const UnicodePropertyTable *properties;
  const char *error;
  uint32_t error_position;
  uint32_t captures_started; /* the next number */
  uint32_t total_captures;   /* of the whole pattern, with the whole match */
  bool has_names;            /* anywhere in the pattern */
  bool has_references;
  uint8_t *open_captures;    /* by number: whether the parser is within it */
  OpenGroup *groups;
  uint32_t group_count, group_capacity;
  GroupName *names;
  uint32_t name_count, name_capacity;
  GroupName *references;
  uint32_t reference_count, reference_capacity;
} Parser;

/* Parses the pattern; the index of its node. `error` is set when it is none. */
uint32_t parse_pattern(Parser *parser);

static inline uint32_t unit_of_pattern(const Parser *parser, uint32_t position) {
  if (position >= parser->pattern.length) return END_OF_PATTERN;
  return parser->pattern.wide ? ((const uint16_t *)parser->pattern.units)[position]
                              : ((const uint8_t *)parser->pattern.units)[position];
}
static inline uint32_t peek(const Parser *parser) { return unit_of_pattern(parser, parser->position); }
static inline uint32_t peek_at(const Parser *parser, uint32_t offset) {
  return unit_of_pattern(parser, parser->position + offset);
}
static inline bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

/* The first error counts; parsing then ends, as nothing follows. */
void parse_error(Parser *parser, const char *message);
/* The character at the position, a surrogate pair as one if `pairs`; steps over it. */
uint32_t take_character(Parser *parser, bool pairs);

/* parse_escape.c; all with the position at the character after the backslash. */
uint32_t parse_character_escape(Parser *parser, bool in_class);
/* After \u; false (at the same position) if it is none. */
bool parse_unicode_escape(Parser *parser, bool unicode, uint32_t *code_point);
/* \d \D \s \S \w \W \p \P: false if it is none of them. The set is normalized and closed over case. */
bool parse_class_escape(Parser *parser, bool in_class, CharSet *set);
uint32_t parse_octal(Parser *parser);

/* parse_name.c */
bool parse_group_name(Parser *parser, GroupName *name);
/* The group of this name that is closed, or NULL. */
const GroupName *find_name(const Parser *parser, const GroupName *name);
void parse_named_reference(Parser *parser, NodeList *terms);
void resolve_references(Parser *parser);
void count_captures(Parser *parser);

/* parse_class.c, parse_class_set.c: with the position after "[". */
uint32_t parse_class(Parser *parser);
uint32_t parse_class_set(Parser *parser);

#endif
