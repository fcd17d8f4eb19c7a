/* Regular expressions of ECMA-262 (2023, with Annex B and the flag v): a pattern is compiled to a program once, the
 * program is matched by backtracking that remembers failures when it has to. See README.md. */
#ifndef MORGANA_REGEXP_REGEXP_H
#define MORGANA_REGEXP_REGEXP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../unicode/property.h"

enum {
  REGEXP_HAS_INDICES = 1,   /* d */
  REGEXP_GLOBAL = 2,        /* g */
  REGEXP_IGNORE_CASE = 4,   /* i */
  REGEXP_MULTILINE = 8,     /* m */
  REGEXP_DOT_ALL = 16,      /* s */
  REGEXP_UNICODE = 32,      /* u */
  REGEXP_UNICODE_SETS = 64, /* v */
  REGEXP_STICKY = 128,      /* y */
};

typedef enum RegExpStatus {
  REGEXP_MATCH = 0, /* also: compiled */
  REGEXP_NO_MATCH,
  REGEXP_SYNTAX_ERROR,
  REGEXP_OUT_OF_MEMORY,
  REGEXP_TOO_MANY_STEPS, /* the step limit of the matcher */
  REGEXP_STACK_OVERFLOW, /* the memory limit of the matcher */
} RegExpStatus;

/* Where memory comes from: resize(context, NULL, 0, n) allocates, resize(context, m, n, 0) frees; NULL means none left. */
typedef struct RegExpMemory {
  void *(*resize)(void *context, void *memory, size_t old_size, size_t new_size);
  void *context;
} RegExpMemory;

/* Code units: Latin-1 (uint8_t) or UTF-16 (uint16_t). */
typedef struct RegExpText {
  const void *units;
  uint32_t length;
  bool wide;
} RegExpText;

/* A program is one block of words without addresses in it, so it may also be a constant made at build time. It does
 * not depend on whether subjects are Latin-1 or UTF-16. */
typedef uint32_t RegExpProgram;

typedef struct RegExpError {
  const char *message; /* as V8's: "Unterminated group"; the whole is "Invalid regular expression: /source/flags: ..." */
  uint32_t position;   /* in the pattern, in units */
} RegExpError;

/* The flags of the text, or -1: a letter that is none or stands twice, or u with v. */
int regexp_parse_flags(RegExpText text);

/* Compiles a pattern. `properties` is unicode_property_tables, or NULL in an image without \p{...}. The program is
 * freed by memory.resize(context, program, regexp_program_size(program), 0). */
RegExpStatus regexp_compile(RegExpMemory memory, RegExpText pattern, int flags, const UnicodePropertyTable *properties,
                            RegExpProgram **program, RegExpError *error);

size_t regexp_program_size(const RegExpProgram *program); /* bytes */
int regexp_program_flags(const RegExpProgram *program);
/* Captures with the whole match as number 0. */
uint32_t regexp_capture_count(const RegExpProgram *program);
uint32_t regexp_group_name_count(const RegExpProgram *program);
/* The name (UTF-16) and number of the i-th named group in the order of the pattern. */
RegExpText regexp_group_name(const RegExpProgram *program, uint32_t i, uint32_t *capture);

/* What a thread keeps between matches; set the first three fields and zero the others. */
typedef struct RegExpMatcher {
  RegExpMemory memory;
  uint64_t step_limit;   /* of one match; 0: none. A step is a return to an alternative. */
  size_t memory_limit;   /* bytes for one match (stack and memory of failures); 0: 64 MiB */
  struct RegExpFrame *stack;
  size_t stack_capacity;
  uint32_t *registers;
  size_t register_capacity;
  uint64_t *failures;
  size_t failure_words;
  uint64_t steps; /* of the last match */
} RegExpMatcher;

#define REGEXP_UNMATCHED UINT32_MAX

/* Matches at `start` only (sticky) or at the first place at or after it. REGEXP_MATCH fills captures with begin and end
 * of each capture in units, or twice REGEXP_UNMATCHED. */
RegExpStatus regexp_match(RegExpMatcher *matcher, const RegExpProgram *program, RegExpText subject, uint32_t start,
                          bool sticky, uint32_t *captures);
/* Frees what the matcher keeps. */
void regexp_release(RegExpMatcher *matcher);

#endif
