/* A program in the making: code and classes grow apart and are put together in the end. */
#ifndef MORGANA_REGEXP_BUILD_H
#define MORGANA_REGEXP_BUILD_H

#include "parse.h"

typedef struct Words {
  uint32_t *words;
  uint32_t count, capacity;
} Words;

typedef struct ClassEntry {
  uint32_t hash;
  uint32_t offset;
  uint32_t words;
} ClassEntry;

enum { MAX_LAZY_RUNS = 16 };

typedef struct Builder {
  Arena *arena;
  Words code, classes;
  ClassEntry *entries;
  uint32_t entry_count, entry_capacity;
  uint32_t register_count;
  uint32_t memo_count;
  bool too_large;
  bool folds; /* some reference ignores case */
  uint32_t lazy_runs[MAX_LAZY_RUNS]; /* where they are in the code */
  uint32_t lazy_run_count;
} Builder;

/* The offset of the word in the code. */
uint32_t build_word(Builder *builder, uint32_t word);
uint32_t build(Builder *builder, uint32_t operation, uint32_t argument);
void build_argument(Builder *builder, uint32_t at, uint32_t argument);
void build_operand(Builder *builder, uint32_t at, uint32_t word);
/* Points a chain of instructions, linked through their arguments and ended by 0, to the end of the code. */
void build_chain_here(Builder *builder, uint32_t chain);
/* The offset of a class with this content, which may be there already. */
uint32_t build_class(Builder *builder, const CharSet *set, bool point);
uint32_t build_filter(Builder *builder, const FirstSet *first);
/* Puts other words than a class there. */
uint32_t build_table(Builder *builder, const uint32_t *words, uint32_t count);

/* compile.c: the code of the pattern. */
void compile_pattern(Builder *builder, const Ast *ast, uint32_t root, bool has_references);
/* lookahead.c: the sets of units that the first places of a match may hold; how many places there are such sets for. */
uint32_t find_window(const Builder *builder, FirstSet window[MAX_WINDOW]);
/* lookahead.c: gives lazy runs the pairs of units that what follows them can begin with. */
void find_pairs(Builder *builder);
/* start.c: fills HEADER_START and what belongs to it; units of a literal go behind the program's code. */
void find_start(Builder *builder, const Ast *ast, uint32_t root, uint32_t *header);

#endif
