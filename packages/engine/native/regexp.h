#ifndef MORGANA_REGEXP_H
#define MORGANA_REGEXP_H

#include "object.h"

/* A regular expression: its program is made by the compiler for literals, by the engine's RegExp module otherwise. */
typedef struct RegExp {
  Cell header;
  Value source;
  Value flags;
  const uint16_t *program;
  Value program_store; /* keeps a program made at run time */
  Value slots[2];      /* slot 0: lastIndex */
} RegExp;

Value new_regexp(const String *source, const String *flags, const uint16_t *program);

#endif
