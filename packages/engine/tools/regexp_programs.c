/* Compiles patterns to programs, for the compiler: the patterns of regexp literals are known when a program is built.
 * Input, a case: u32 flags, u32 length, UTF-16 units. Output, a case: u32 status, u32 count of words, the words; or, after
 * a syntax error, the position in place of the count, a length, and the message. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "regexp/regexp.h"

static void *resize(void *context, void *memory, size_t old_size, size_t new_size) {
  (void)context, (void)old_size;
  if (new_size != 0) return realloc(memory, new_size);
  free(memory);
  return NULL;
}

static uint32_t read_word(void) {
  uint32_t word;
  if (fread(&word, 4, 1, stdin) != 1) exit(0);
  return word;
}
static void write_word(uint32_t word) { fwrite(&word, 4, 1, stdout); }

int main(void) {
  const RegExpMemory memory = {resize, NULL};
  for (;;) {
    uint32_t flags = read_word(), length = read_word();
    uint16_t *units = malloc(length * sizeof *units + 1);
    if (units == NULL || fread(units, sizeof *units, length, stdin) != length) return 1;
    RegExpProgram *program;
    RegExpError error = {0};
    RegExpText text = {units, length, true};
    RegExpStatus status = regexp_compile(memory, text, (int)flags, unicode_property_tables, &program, &error);
    write_word(status);
    if (status == REGEXP_MATCH) {
      uint32_t size = (uint32_t)regexp_program_size(program);
      write_word(size / sizeof *program);
      fwrite(program, 1, size, stdout);
      free(program);
    } else if (status == REGEXP_SYNTAX_ERROR) {
      uint32_t count = (uint32_t)strlen(error.message);
      write_word(error.position);
      write_word(count);
      fwrite(error.message, 1, count, stdout);
    }
    free(units);
  }
}
