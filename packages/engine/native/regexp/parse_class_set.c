/* CharacterClass with the flag v: set operations, nested classes, strings (ECMA-262 22.2.1, ClassSetExpression).
 * Where case is ignored sets are closed over case when they are made; operations on closed sets give what operations on
 * folded characters would (MaybeSimpleCaseFolding). */
#include "parse.h"

#include "memory.h"

static const char negated_strings[] = "Negated character class may contain strings";

typedef struct ClassString {
  uint32_t *points; /* folded if case is ignored */
  uint32_t length;  /* not 1 */
} ClassString;

typedef struct Operand {
  CharSet set;
  ClassString *strings;
  uint32_t string_count, string_capacity;
} Operand;

typedef enum OperandType { OPERAND_CHARACTER, OPERAND_RANGE, OPERAND_SET } OperandType;
typedef enum Operation { OPERATION_OPEN, OPERATION_UNION, OPERATION_INTERSECTION, OPERATION_SUBTRACTION } Operation;

typedef struct OpenClass {
  Operand value;
  Operation operation;
  bool negative;
  bool has_operand;
  bool in_range;    /* after the hyphen of a range */
  bool in_operator; /* after && or -- */
  bool may_contain_strings;
  OperandType last;
  uint32_t character; /* if last is one: not in the value yet, as it may begin a range */
} OpenClass;

static void add_range(Parser *parser, CharSet *set, uint32_t first, uint32_t last) {
  CharSet range = charset_new(parser->arena);
  charset_add(&range, first, last);
  if (parser->ignore_case) charset_close_over_case(&range, true);
  charset_add_all(set, &range);
}

static bool same_string(const ClassString *a, const ClassString *b) {
  return a->length == b->length && (a->length == 0 || memcmp(a->points, b->points, a->length * sizeof(uint32_t)) == 0);
}

static bool has_string(const Operand *operand, const ClassString *string) {
  for (uint32_t i = 0; i < operand->string_count; i++)
    if (same_string(&operand->strings[i], string)) return true;
  return false;
}

static void add_string(Parser *parser, Operand *operand, ClassString string) {
  if (has_string(operand, &string)) return;
  if (!arena_reserve(parser->arena, &operand->strings, operand->string_count, &operand->string_capacity,
                     operand->string_count + 1, sizeof(ClassString)))
    return;
  operand->strings[operand->string_count++] = string;
}

static void combine(Parser *parser, OpenClass *open, Operand *operand) {
  Operand *value = &open->value;
  charset_normalize(&operand->set);
  charset_normalize(&value->set);
  uint32_t kept = 0;
  switch (open->operation) {
    case OPERATION_INTERSECTION:
    case OPERATION_SUBTRACTION:
      if (open->operation == OPERATION_INTERSECTION) charset_intersect(&value->set, &operand->set);
      else charset_subtract(&value->set, &operand->set);
      for (uint32_t i = 0; i < value->string_count; i++)
        if (has_string(operand, &value->strings[i]) == (open->operation == OPERATION_INTERSECTION))
          value->strings[kept++] = value->strings[i];
      value->string_count = kept;
      break;
    default:
      charset_add_all(&value->set, &operand->set);
      charset_normalize(&value->set);
      for (uint32_t i = 0; i < operand->string_count; i++) add_string(parser, value, operand->strings[i]);
      break;
  }
}

static void settle_character(Parser *parser, OpenClass *open) {
  if (!open->has_operand || open->last != OPERAND_CHARACTER) return;
  add_range(parser, &open->value.set, open->character, open->character);
  charset_normalize(&open->value.set);
  open->last = OPERAND_SET;
}

static void deliver(Parser *parser, OpenClass *open, OperandType type, uint32_t character, Operand *operand,
                    bool may_contain_strings) {
  if (open->in_range) {
    if (type != OPERAND_CHARACTER) {
      parse_error(parser, "Invalid character class");
    } else if (open->character > character) {
      parse_error(parser, "Range out of order in character class");
    } else {
      add_range(parser, &open->value.set, open->character, character);
      charset_normalize(&open->value.set);
      open->last = OPERAND_RANGE;
      open->in_range = false;
    }
    return;
  }
  settle_character(parser, open);
  if (!open->has_operand || open->operation == OPERATION_UNION) open->may_contain_strings |= may_contain_strings;
  else if (open->operation == OPERATION_INTERSECTION) open->may_contain_strings &= may_contain_strings;
  bool keeps = type == OPERAND_CHARACTER && (!open->has_operand || open->operation == OPERATION_UNION);
  open->in_operator = false;
  open->last = type;
  open->character = character;
  if (keeps) {
    open->has_operand = true;
    return;
  }
  if (type == OPERAND_CHARACTER) {
    add_range(parser, &operand->set, character, character);
    open->last = OPERAND_SET;
  }
  combine(parser, open, operand);
  open->has_operand = true;
}

static bool is_one_of(uint32_t c, const char *characters) {
  for (; *characters != 0; characters++)
    if (c == (uint32_t)*characters) return true;
  return false;
}

/* ClassSetCharacter */
static uint32_t parse_set_character(Parser *parser) {
  uint32_t c = peek(parser);
  if (c == '\\') {
    parser->position++;
    uint32_t escaped = peek(parser);
    if (escaped == END_OF_PATTERN) {
      parse_error(parser, "\\ at end of pattern");
      return 0;
    }
    if (escaped == 'b' || is_one_of(escaped, "&-!#%,:;<=>@`~")) {
      parser->position++;
      return escaped == 'b' ? '\b' : escaped;
    }
    return parse_character_escape(parser, true);
  }
  if (is_one_of(c, "()[]{}/-|")) {
    parse_error(parser, "Invalid character in character class");
    return 0;
  }
  if (is_one_of(c, "&!#$%*+,.:;<=>?@^`~") && peek_at(parser, 1) == c) {
    parse_error(parser, "Invalid set operation in character class");
    return 0;
  }
  return take_character(parser, true);
}

/* ClassStringDisjunction, after "\q"; whether there may be strings of other lengths than one. */
static bool parse_strings(Parser *parser, Operand *operand) {
  bool may_contain_strings = false;
  if (peek(parser) != '{') {
    parse_error(parser, "Invalid escape");
    return false;
  }
  parser->position++;
  ClassString string = {NULL, 0};
  uint32_t capacity = 0;
  for (;;) {
    uint32_t c = peek(parser);
    if (c == '}' || c == '|') {
      if (string.length == 1) {
        add_range(parser, &operand->set, string.points[0], string.points[0]);
      } else {
        add_string(parser, operand, string);
        may_contain_strings = true;
      }
      parser->position++;
      if (c == '}') return may_contain_strings;
      string = (ClassString){NULL, 0};
      capacity = 0;
      continue;
    }
    if (c == END_OF_PATTERN) return may_contain_strings; /* the class is unterminated as well */
    c = parse_set_character(parser);
    if (parser->error != NULL) return false;
    if (parser->ignore_case) c = unicode_map_case(unicode_fold_points, unicode_fold_points_count, c);
    if (!arena_reserve(parser->arena, &string.points, string.length, &capacity, string.length + 1, sizeof(uint32_t)))
      return false;
    string.points[string.length++] = c;
  }
}

static Operand new_operand(Parser *parser) { return (Operand){charset_new(parser->arena), NULL, 0, 0}; }

/* One operand that is no nested class. */
static void parse_operand(Parser *parser, OpenClass *open) {
  Operand operand = new_operand(parser);
  if (peek(parser) == '\\') {
    uint32_t start = parser->position++;
    if (peek(parser) == 'q') {
      parser->position++;
      bool strings = parse_strings(parser, &operand);
      if (parser->error == NULL) deliver(parser, open, OPERAND_SET, 0, &operand, strings);
      return;
    }
    if (parse_class_escape(parser, true, &operand.set)) {
      deliver(parser, open, OPERAND_SET, 0, &operand, false);
      return;
    }
    if (parser->error != NULL) return;
    parser->position = start;
  }
  uint32_t character = parse_set_character(parser);
  if (parser->error == NULL) deliver(parser, open, OPERAND_CHARACTER, character, &operand, false);
}

/* Strings from the longest to the shortest, the characters, the empty string. */
static uint32_t class_node(Parser *parser, Operand *value) {
  Ast *ast = &parser->ast;
  charset_normalize(&value->set);
  if (value->string_count == 0) return node_class(ast, value->set);
  NodeList alternatives = {0, 0};
  uint32_t longest = 0;
  for (uint32_t i = 0; i < value->string_count; i++)
    if (value->strings[i].length > longest) longest = value->strings[i].length;
  for (uint32_t length = longest; length > 1; length--) {
    uint32_t shorter = 0;
    for (uint32_t i = 0; i < value->string_count; i++) {
      const ClassString *string = &value->strings[i];
      if (string->length < length && string->length > shorter) shorter = string->length;
      if (string->length != length) continue;
      NodeList terms = {0, 0};
      for (uint32_t j = 0; j < length; j++) node_list_add(ast, &terms, node_char(ast, string->points[j]));
      node_list_add(ast, &alternatives, node_sequence(ast, terms));
    }
    length = shorter + 1;
  }
  if (value->set.count > 0) node_list_add(ast, &alternatives, node_class(ast, value->set));
  for (uint32_t i = 0; i < value->string_count; i++)
    if (value->strings[i].length == 0) node_list_add(ast, &alternatives, node_simple(ast, NODE_EMPTY, false));
  return node_alternation(ast, alternatives);
}

typedef struct OpenClasses {
  OpenClass *classes;
  uint32_t count, capacity;
} OpenClasses;

/* After "[". */
static bool open_class(Parser *parser, OpenClasses *stack) {
  if (!arena_reserve(parser->arena, &stack->classes, stack->count, &stack->capacity, stack->count + 1, sizeof(OpenClass)))
    return false;
  OpenClass *open = &stack->classes[stack->count++];
  *open = (OpenClass){.value = new_operand(parser), .negative = peek(parser) == '^'};
  if (open->negative) parser->position++;
  return true;
}

/* Steps over what comes between two operands. */
static void parse_operator(Parser *parser, OpenClass *open) {
  uint32_t c = peek(parser), next = peek_at(parser, 1);
  if (!open->has_operand) return;
  if (open->operation == OPERATION_OPEN) {
    open->operation = c == '-' && next == '-'   ? OPERATION_SUBTRACTION
                      : c == '&' && next == '&' ? OPERATION_INTERSECTION
                                                : OPERATION_UNION;
    if (open->operation != OPERATION_UNION) settle_character(parser, open);
    if (open->operation == OPERATION_SUBTRACTION && open->negative && open->may_contain_strings) {
      parse_error(parser, negated_strings); /* the first operand alone decides */
      return;
    }
  }
  if (open->operation == OPERATION_UNION) {
    if (c != '-') return;
    if (next == '-') parse_error(parser, "Invalid set operation in character class");
    else if (open->last != OPERAND_CHARACTER && next != END_OF_PATTERN) parse_error(parser, "Invalid character class");
    parser->position++;
    open->in_range = true;
    open->last = OPERAND_RANGE;
    return;
  }
  uint32_t sign = open->operation == OPERATION_SUBTRACTION ? '-' : '&';
  if (c != sign || next != sign) {
    parse_error(parser, "Invalid set operation in character class");
    return;
  }
  parser->position += 2;
  open->in_operator = true;
  if (sign == '&' && peek(parser) == '&') parse_error(parser, "Invalid character in character class");
}

uint32_t parse_class_set(Parser *parser) {
  OpenClasses stack = {0};
  if (!open_class(parser, &stack)) return 0;
  while (parser->error == NULL && !parser->arena->failed) {
    OpenClass *open = &stack.classes[stack.count - 1];
    if (peek(parser) == END_OF_PATTERN) {
      parse_error(parser, "Unterminated character class");
    } else if (peek(parser) == ']') {
      parser->position++;
      settle_character(parser, open);
      if (open->negative && open->may_contain_strings) {
        parse_error(parser, negated_strings);
        return 0;
      }
      Operand value = open->value;
      bool may_contain_strings = open->may_contain_strings;
      charset_normalize(&value.set);
      if (open->negative) charset_complement(&value.set);
      if (--stack.count == 0) return class_node(parser, &value);
      deliver(parser, &stack.classes[stack.count - 1], OPERAND_SET, 0, &value, may_contain_strings);
    } else {
      parse_operator(parser, open);
      if (parser->error != NULL) break;
      if (peek(parser) == '[') {
        parser->position++;
        if (!open_class(parser, &stack)) return 0;
      } else if (peek(parser) != END_OF_PATTERN) {
        parse_operand(parser, open);
      }
    }
  }
  return 0;
}
