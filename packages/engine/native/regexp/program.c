/* What the engine asks of a program; an image whose expressions were all compiled at build time has no parser. */
#include "program.h"

size_t regexp_program_size(const RegExpProgram *program) { return program[HEADER_SIZE] * sizeof(uint32_t); }
int regexp_program_flags(const RegExpProgram *program) { return (int)program[HEADER_FLAGS]; }
uint32_t regexp_capture_count(const RegExpProgram *program) { return program[HEADER_CAPTURES]; }
uint32_t regexp_group_name_count(const RegExpProgram *program) { return program[HEADER_NAME_COUNT]; }

RegExpText regexp_group_name(const RegExpProgram *program, uint32_t i, uint32_t *capture) {
  const uint32_t *at = program + program[HEADER_NAMES];
  for (; i > 0; i--) at += 2 + (at[1] + 1) / 2;
  *capture = at[0];
  return (RegExpText){at + 2, at[1], true};
}
