/* RegExp objects. Their programs are made by the compiler for literals, by builtins/regexp_compile.c otherwise. */
#ifndef MORGANA_REGEXP_H
#define MORGANA_REGEXP_H

#include "object.h"
#include "regexp/regexp.h"

typedef struct RegExp {
  Cell header; /* extra: flags, REGEXP_* of regexp/regexp.h */
  Value source; /* as given; the getter escapes it */
  const RegExpProgram *program;
  Value program_store; /* keeps a program made at run time */
  Value slots[2];      /* slot 0: lastIndex */
} RegExp;

/* `flags`: of the object; those of the program may differ in what the matcher does not ask for (d, g, y). */
Value new_regexp(const String *source, int flags, const RegExpProgram *program);
void regexp_set_prototype(Value regexp, Value prototype);
RegExpText regexp_text(const String *settled);
/* NULL in programs that make no pattern at run time. Both are texts. */
extern const uint8_t regexp_compiler_unit; /* takes the member of the archive that it is in */
__attribute__((weak)) Value regexp_from_text(Value pattern, Value flags, Value prototype);
/* The tables for \p{...}, or NULL: chosen by the compiler. */
extern const UnicodePropertyTable *const regexp_properties;
/* Memory of the heap that stays until it is given back. */
extern const RegExpMemory regexp_memory;

/* Of a match, for RegExp.$1 and its like; absent where no program names one. */
void regexp_remember(Value text, const uint32_t *at, uint32_t count) __attribute__((weak));

#endif
