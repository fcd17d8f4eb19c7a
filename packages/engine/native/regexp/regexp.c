#include "build.h"
#include "memory.h"

int regexp_parse_flags(RegExpText text) {
  int flags = 0;
  for (uint32_t i = 0; i < text.length; i++) {
    static const char letters[] = "dgimsuvy";
    uint32_t unit = text.wide ? ((const uint16_t *)text.units)[i] : ((const uint8_t *)text.units)[i];
    int bit = 0;
    for (int j = 0; letters[j] != 0; j++)
      if (unit == (uint32_t)letters[j]) bit = 1 << j;
    if (bit == 0 || (flags & bit)) return -1;
    flags |= bit;
  }
  return (flags & REGEXP_UNICODE) && (flags & REGEXP_UNICODE_SETS) ? -1 : flags;
}

static uint32_t name_words(const Parser *parser) {
  uint32_t words = 0;
  for (uint32_t i = 0; i < parser->name_count; i++) words += 2 + (parser->names[i].length + 1) / 2;
  return words;
}

static void write_names(const Parser *parser, uint32_t *at) {
  for (uint32_t i = 0; i < parser->name_count; i++) {
    const GroupName *name = &parser->names[i];
    uint32_t words = (name->length + 1) / 2;
    *at++ = name->capture;
    *at++ = name->length;
    if (words > 0) at[words - 1] = 0;
    memcpy(at, name->units, name->length * sizeof(uint16_t));
    at += words;
  }
}

static RegExpStatus compile(Arena *arena, Parser *parser, RegExpProgram **program) {
  uint32_t root = parse_pattern(parser);
  if (arena->failed) return REGEXP_OUT_OF_MEMORY;
  if (parser->error != NULL) return REGEXP_SYNTAX_ERROR;

  uint32_t header[HEADER_WORDS] = {0};
  Builder builder = {.arena = arena, .register_count = 2 * parser->captures_started};
  compile_pattern(&builder, &parser->ast, root, parser->has_references);
  find_pairs(&builder);
  find_start(&builder, &parser->ast, root, header);
  if (arena->failed) return REGEXP_OUT_OF_MEMORY;
  if (builder.too_large) {
    parse_error(parser, "Regular expression too large");
    return REGEXP_SYNTAX_ERROR;
  }

  bool unicode = parser->unicode;
  const UnicodeCaseRange *folding = unicode ? unicode_fold_points : unicode_fold_units;
  uint32_t folding_count = !builder.folds ? 0 : unicode ? unicode_fold_points_count : unicode_fold_units_count;
  uint32_t folding_words = folding_count * (uint32_t)(sizeof *folding / sizeof(uint32_t));
  header[HEADER_FLAGS] = (uint32_t)parser->flags;
  header[HEADER_CAPTURES] = parser->captures_started;
  header[HEADER_REGISTERS] = builder.register_count;
  header[HEADER_MEMO_COUNT] = builder.memo_count;
  header[HEADER_CODE] = HEADER_WORDS;
  header[HEADER_CLASSES] = header[HEADER_CODE] + builder.code.count;
  header[HEADER_FOLDING] = folding_count > 0 ? header[HEADER_CLASSES] + builder.classes.count : 0;
  header[HEADER_FOLDING_COUNT] = folding_count;
  header[HEADER_NAMES] = header[HEADER_CLASSES] + builder.classes.count + folding_words;
  header[HEADER_NAME_COUNT] = parser->name_count;
  header[HEADER_SIZE] = header[HEADER_NAMES] + name_words(parser);
  header[HEADER_START_UNITS] += header[HEADER_CODE];

  uint32_t *words = arena->memory.resize(arena->memory.context, NULL, 0, header[HEADER_SIZE] * sizeof(uint32_t));
  if (words == NULL) return REGEXP_OUT_OF_MEMORY;
  memcpy(words, header, sizeof header);
  memcpy(words + header[HEADER_CODE], builder.code.words, builder.code.count * sizeof(uint32_t));
  if (builder.classes.count > 0)
    memcpy(words + header[HEADER_CLASSES], builder.classes.words, builder.classes.count * sizeof(uint32_t));
  if (folding_count > 0) memcpy(words + header[HEADER_FOLDING], folding, folding_words * sizeof(uint32_t));
  write_names(parser, words + header[HEADER_NAMES]);
  *program = words;
  return REGEXP_MATCH;
}

RegExpStatus regexp_compile(RegExpMemory memory, RegExpText pattern, int flags, const UnicodePropertyTable *properties,
                            RegExpProgram **program, RegExpError *error) {
  Arena arena = {.memory = memory};
  Parser parser;
  memset(&parser, 0, sizeof parser);
  parser.arena = &arena;
  parser.pattern = pattern;
  parser.flags = flags;
  parser.unicode = (flags & (REGEXP_UNICODE | REGEXP_UNICODE_SETS)) != 0;
  parser.ignore_case = (flags & REGEXP_IGNORE_CASE) != 0;
  parser.properties = properties;
  *program = NULL;
  RegExpStatus status = REGEXP_OUT_OF_MEMORY;
  if (ast_initialize(&parser.ast, &arena, flags)) status = compile(&arena, &parser, program);
  if (status == REGEXP_SYNTAX_ERROR) *error = (RegExpError){parser.error, parser.error_position};
  arena_release(&arena);
  return status;
}
