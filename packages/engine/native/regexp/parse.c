#include "parse.h"

#include "memory.h"

enum { GROUP_PATTERN, GROUP_CAPTURE, GROUP_PLAIN, GROUP_LOOK };

void parse_error(Parser *parser, const char *message) {
  if (parser->error != NULL) return;
  parser->error = message;
  parser->error_position = parser->position < parser->pattern.length ? parser->position : parser->pattern.length;
  parser->position = parser->pattern.length;
}

uint32_t take_character(Parser *parser, bool pairs) {
  uint32_t c = peek(parser);
  if (c == END_OF_PATTERN) return c;
  parser->position++;
  if (pairs && (c & 0xFC00) == 0xD800) {
    uint32_t low = peek(parser);
    if (low != END_OF_PATTERN && (low & 0xFC00) == 0xDC00) {
      parser->position++;
      return 0x10000 + ((c & 0x3FF) << 10) + (low & 0x3FF);
    }
  }
  return c;
}

static OpenGroup *open_group(Parser *parser, uint8_t kind) {
  if (!arena_reserve(parser->arena, &parser->groups, parser->group_count, &parser->group_capacity,
                     parser->group_count + 1, sizeof(OpenGroup)))
    return NULL;
  OpenGroup *group = &parser->groups[parser->group_count++];
  *group = (OpenGroup){.kind = kind, .captures_from = parser->captures_started};
  return group;
}

static void end_alternative(Parser *parser, OpenGroup *group) {
  uint32_t node = node_sequence(&parser->ast, group->terms);
  if (node == 0) node = node_simple(&parser->ast, NODE_EMPTY, false);
  node_list_add(&parser->ast, &group->alternatives, node);
  group->terms = (NodeList){0, 0};
}

/* After "(". */
static void parse_group_start(Parser *parser) {
  uint8_t kind = GROUP_CAPTURE;
  bool negative = false, behind = false, named = false;
  if (peek(parser) == '?') {
    uint32_t c = peek_at(parser, 1), d = peek_at(parser, 2);
    if (c == ':') {
      kind = GROUP_PLAIN;
      parser->position += 2;
    } else if (c == '=' || c == '!') {
      kind = GROUP_LOOK;
      negative = c == '!';
      parser->position += 2;
    } else if (c == '<' && (d == '=' || d == '!')) {
      kind = GROUP_LOOK;
      behind = true;
      negative = d == '!';
      parser->position += 3;
    } else if (c == '<') {
      named = true;
      parser->position += 2;
    } else {
      parse_error(parser, "Invalid group");
      return;
    }
  }
  OpenGroup *group = open_group(parser, kind);
  if (group == NULL) return;
  group->negative = negative;
  group->behind = behind;
  if (kind != GROUP_CAPTURE) return;
  if (parser->captures_started >= MAX_CAPTURES) {
    parse_error(parser, "Too many captures");
    return;
  }
  group->number = parser->captures_started++;
  parser->open_captures[group->number] = true;
  if (!named) return;
  GroupName name = {.capture = group->number};
  if (!parse_group_name(parser, &name)) return;
  if (!arena_reserve(parser->arena, &parser->names, parser->name_count, &parser->name_capacity, parser->name_count + 1,
                     sizeof(GroupName)))
    return;
  parser->groups[parser->group_count - 1].name = ++parser->name_count;
  parser->names[parser->name_count - 1] = name;
}

/* After ")": the node, and whether a quantifier may follow. */
static uint32_t parse_group_end(Parser *parser, bool *quantifiable) {
  OpenGroup group = parser->groups[parser->group_count - 1];
  end_alternative(parser, &group);
  parser->group_count--;
  uint32_t body = node_alternation(&parser->ast, group.alternatives);
  switch (group.kind) {
    case GROUP_CAPTURE:
      parser->open_captures[group.number] = false;
      if (group.name != 0) {
        GroupName *name = &parser->names[group.name - 1];
        if (find_name(parser, name) != NULL) parse_error(parser, "Duplicate capture group name");
        name->closed = true;
      }
      return node_capture(&parser->ast, group.number, body, parser->captures_started);
    case GROUP_LOOK:
      *quantifiable = !group.behind && !parser->unicode;
      return node_look(&parser->ast, body, group.behind, group.negative, group.captures_from, parser->captures_started);
    default: return body;
  }
}

/* DecimalEscape that names a capture of the pattern; false, at the same position, if there is none such. */
static bool parse_back_reference(Parser *parser, uint32_t *number) {
  uint32_t start = parser->position, value = 0;
  while (is_digit(peek(parser))) {
    value = value * 10 + (peek(parser) - '0');
    if (value > MAX_CAPTURES) break;
    parser->position++;
  }
  if (value < parser->total_captures) {
    *number = value;
    return true;
  }
  parser->position = start;
  return false;
}

/* AtomEscape; the position is after the backslash. 0: an assertion or nothing, which has been added to the terms. */
static uint32_t parse_atom_escape(Parser *parser, bool *quantifiable) {
  Ast *ast = &parser->ast;
  uint32_t c = peek(parser), number;
  CharSet set = charset_new(parser->arena);
  switch (c) {
    case END_OF_PATTERN: parse_error(parser, "\\ at end of pattern"); return 0;
    case 'b':
    case 'B':
      parser->position++;
      *quantifiable = false;
      return node_simple(ast, NODE_BOUNDARY, c == 'B');
    case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
      if (parse_back_reference(parser, &number)) {
        /* Within its own group it has nothing to match yet. */
        if (parser->open_captures[number]) return node_simple(ast, NODE_EMPTY, false);
        parser->has_references = true;
        return node_back_reference(ast, number);
      }
      if (parser->unicode) {
        parse_error(parser, "Invalid escape");
        return 0;
      }
      if (c >= '8') {
        parser->position++;
        return node_char(ast, c);
      }
      return node_char(ast, parse_octal(parser));
    case '0':
      if (parser->unicode && is_digit(peek_at(parser, 1))) {
        parse_error(parser, "Invalid decimal escape");
        return 0;
      }
      return node_char(ast, parse_octal(parser));
    case 'k':
      if (parser->unicode || parser->has_names) {
        parser->position++;
        NodeList one = {0, 0};
        parse_named_reference(parser, &one);
        return one.head;
      }
      break;
    default: break;
  }
  if (parse_class_escape(parser, false, &set)) return node_class(ast, set);
  if (parser->error != NULL) return 0;
  return node_char(ast, parse_character_escape(parser, false));
}

/* {n}, {n,} or {n,m}; false, at the same position, if it is something else. */
static bool parse_interval(Parser *parser, uint32_t *min, uint32_t *max) {
  uint32_t start = parser->position, bounds[2] = {0, UNLIMITED};
  parser->position++;
  for (int i = 0; i < 2; i++) {
    if (!is_digit(peek(parser))) {
      if (i == 1 && peek(parser) == '}') break;
      parser->position = start;
      return false;
    }
    uint64_t value = 0;
    while (is_digit(peek(parser))) {
      value = value * 10 + (peek(parser) - '0');
      if (value > INT32_MAX) value = INT32_MAX;
      parser->position++;
    }
    bounds[i] = value == INT32_MAX && i == 1 ? UNLIMITED : (uint32_t)value;
    if (i == 0 && peek(parser) == '}') bounds[1] = value == INT32_MAX ? UNLIMITED : (uint32_t)value;
    if (i == 0 && peek(parser) != ',') break;
    if (i == 0) parser->position++;
  }
  if (peek(parser) != '}') {
    parser->position = start;
    return false;
  }
  parser->position++;
  *min = bounds[0];
  *max = bounds[1];
  return true;
}

/* The node with the quantifier that follows it, if any does. */
static uint32_t parse_quantifier(Parser *parser, uint32_t atom, bool quantifiable, uint32_t captures_from) {
  uint32_t min, max;
  switch (peek(parser)) {
    case '*': min = 0, max = UNLIMITED, parser->position++; break;
    case '+': min = 1, max = UNLIMITED, parser->position++; break;
    case '?': min = 0, max = 1, parser->position++; break;
    case '{':
      if (parse_interval(parser, &min, &max)) {
        if (max < min) {
          parse_error(parser, "numbers out of order in {} quantifier");
          return 0;
        }
        break;
      }
      if (parser->unicode) parse_error(parser, "Incomplete quantifier");
      return atom;
    default: return atom;
  }
  bool greedy = true;
  if (peek(parser) == '?') {
    parser->position++;
    greedy = false;
  }
  if (!quantifiable) {
    parse_error(parser, "Invalid quantifier");
    return 0;
  }
  return node_quantifier(&parser->ast, atom, min, max, greedy, captures_from, parser->captures_started);
}

/* Disjunction with all that is nested in it; the groups are on a stack of the parser's own. */
uint32_t parse_pattern(Parser *parser) {
  Ast *ast = &parser->ast;
  count_captures(parser);
  parser->captures_started = 1;
  parser->open_captures = arena_take(parser->arena, parser->total_captures);
  if (parser->open_captures == NULL) return 0;
  memset(parser->open_captures, 0, parser->total_captures);
  if (open_group(parser, GROUP_PATTERN) == NULL) return 0;
  while (parser->error == NULL && !parser->arena->failed) {
    OpenGroup *group = &parser->groups[parser->group_count - 1];
    uint32_t captures_from = parser->captures_started, node = 0, min, max;
    bool quantifiable = true;
    uint32_t c = peek(parser);
    switch (c) {
      case END_OF_PATTERN:
        if (parser->group_count > 1) {
          parse_error(parser, "Unterminated group");
          return 0;
        }
        end_alternative(parser, group);
        resolve_references(parser);
        return node_alternation(ast, group->alternatives);
      case '|':
        parser->position++;
        end_alternative(parser, group);
        continue;
      case '(':
        parser->position++;
        parse_group_start(parser);
        continue;
      case ')':
        if (parser->group_count == 1) {
          parse_error(parser, "Unmatched ')'");
          return 0;
        }
        parser->position++;
        captures_from = group->kind == GROUP_CAPTURE ? group->number : group->captures_from;
        node = parse_group_end(parser, &quantifiable);
        group = &parser->groups[parser->group_count - 1];
        break;
      case '^':
      case '$':
        parser->position++;
        node_list_add(ast, &group->terms, node_simple(ast, c == '^' ? NODE_START : NODE_END, false));
        continue;
      case '*':
      case '+':
      case '?': parse_error(parser, "Nothing to repeat"); return 0;
      case '.': {
        parser->position++;
        CharSet set = charset_new(parser->arena);
        if (!(parser->flags & REGEXP_DOT_ALL)) charset_add_line_terminators(&set);
        charset_complement(&set);
        node = node_class(ast, set);
        break;
      }
      case '[':
        parser->position++;
        node = parser->flags & REGEXP_UNICODE_SETS ? parse_class_set(parser) : parse_class(parser);
        break;
      case '\\': {
        bool boundary = (peek_at(parser, 1) | 32) == 'b';
        parser->position++;
        node = parse_atom_escape(parser, &quantifiable);
        if (boundary && parser->error == NULL) {
          node_list_add(ast, &group->terms, node);
          continue;
        }
        break;
      }
      case '{':
        if (parse_interval(parser, &min, &max)) {
          parse_error(parser, "Nothing to repeat");
          return 0;
        }
        /* fall through */
      case '}':
      case ']':
        if (parser->unicode) {
          parse_error(parser, "Lone quantifier brackets");
          return 0;
        }
        /* fall through */
      default: node = node_char(ast, take_character(parser, parser->unicode)); break;
    }
    if (parser->error != NULL) return 0;
    node = parse_quantifier(parser, node, quantifiable, captures_from);
    node_list_add(ast, &group->terms, node);
  }
  return 0;
}
