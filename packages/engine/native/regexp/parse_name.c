#include "parse.h"

#include "memory.h"

/* Counts the groups that capture, so that it is known from the start which \N and \k refer to one. */
void count_captures(Parser *parser) {
  uint32_t count = 1, depth = 0;
  uint32_t length = parser->pattern.length;
  for (uint32_t i = 0; i < length; i++) {
    uint32_t c = unit_of_pattern(parser, i);
    if (c == '\\') i++;
    else if (c == '[' && (depth == 0 || (parser->flags & REGEXP_UNICODE_SETS))) depth++;
    else if (c == ']' && depth > 0) depth--;
    else if (c == '(' && depth == 0) {
      if (unit_of_pattern(parser, i + 1) != '?') {
        count++;
      } else if (unit_of_pattern(parser, i + 2) == '<') {
        uint32_t d = unit_of_pattern(parser, i + 3);
        if (d == '=' || d == '!') continue;
        count++;
        parser->has_names = true;
      }
    }
  }
  parser->total_captures = count;
}

static bool is_identifier_start(uint32_t c) {
  if (c < 128) return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '$' || c == '_';
  return c <= LAST_CODE_POINT && unicode_set_has(unicode_ID_Start, c);
}

static bool is_identifier_part(uint32_t c) {
  if (c < 128) return is_identifier_start(c) || is_digit(c);
  return c == 0x200C || c == 0x200D || (c <= LAST_CODE_POINT && unicode_set_has(unicode_ID_Continue, c));
}

/* After "(?<" or "\k<": the name with the ">". */
bool parse_group_name(Parser *parser, GroupName *name) {
  uint32_t capacity = 0;
  name->position = parser->position;
  for (;;) {
    uint32_t c = take_character(parser, true);
    if (c == '>' && name->length > 0) return true;
    if (c == '\\' && peek(parser) == 'u') {
      parser->position++;
      if (!parse_unicode_escape(parser, true, &c)) {
        parse_error(parser, "Invalid Unicode escape");
        return false;
      }
    }
    if (c == END_OF_PATTERN || !(name->length == 0 ? is_identifier_start(c) : is_identifier_part(c))) {
      parse_error(parser, "Invalid capture group name");
      return false;
    }
    if (!arena_reserve(parser->arena, &name->units, name->length, &capacity, name->length + 2, sizeof(uint16_t)))
      return false;
    if (c > 0xFFFF) {
      name->units[name->length++] = (uint16_t)(0xD800 + ((c - 0x10000) >> 10));
      c = 0xDC00 + (c & 0x3FF);
    }
    name->units[name->length++] = (uint16_t)c;
    name->hash = (name->hash + c) * 0x9E3779B1u;
  }
}

const GroupName *find_name(const Parser *parser, const GroupName *name) {
  for (uint32_t i = 0; i < parser->name_count; i++) {
    const GroupName *other = &parser->names[i];
    if (other->closed && other->hash == name->hash && other->length == name->length &&
        memcmp(other->units, name->units, name->length * sizeof(uint16_t)) == 0)
      return other;
  }
  return NULL;
}

/* After "\k". */
void parse_named_reference(Parser *parser, NodeList *terms) {
  GroupName name = {0};
  if (peek(parser) != '<') {
    parse_error(parser, "Invalid named reference");
    return;
  }
  parser->position++;
  if (!parse_group_name(parser, &name)) return;
  parser->has_references = true;
  name.node = node_back_reference(&parser->ast, 0);
  node_list_add(&parser->ast, terms, name.node);
  if (!arena_reserve(parser->arena, &parser->references, parser->reference_count, &parser->reference_capacity,
                     parser->reference_count + 1, sizeof(GroupName)))
    return;
  parser->references[parser->reference_count++] = name;
}

/* When all names are known. */
void resolve_references(Parser *parser) {
  for (uint32_t i = 0; i < parser->reference_count; i++) {
    GroupName *reference = &parser->references[i];
    const GroupName *group = find_name(parser, reference);
    if (group == NULL) {
      parser->position = reference->position;
      parse_error(parser, "Invalid named capture referenced");
      return;
    }
    parser->ast.nodes[reference->node].value = group->capture;
  }
}
