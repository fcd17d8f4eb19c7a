/* The program of a regular expression: a header, code, classes, names. All offsets are in words from its start, but
 * those of classes, which are from the start of the classes. */
#ifndef MORGANA_REGEXP_PROGRAM_H
#define MORGANA_REGEXP_PROGRAM_H

#include "regexp.h"

enum {
  HEADER_SIZE,          /* words of the whole program */
  HEADER_FLAGS,         /* of the expression */
  HEADER_CAPTURES,      /* with the whole match */
  HEADER_REGISTERS,     /* ends of captures, then those of loops and lookarounds */
  HEADER_MEMO_COUNT,    /* places whose failures may be remembered */
  HEADER_CODE,          /* offset of the first instruction */
  HEADER_CLASSES,       /* offset of the classes */
  HEADER_NAMES,         /* offset of the names */
  HEADER_NAME_COUNT,
  HEADER_MIN_LENGTH,    /* no match is shorter, in units */
  HEADER_START,         /* START_* */
  HEADER_START_CLASS,   /* START_CLASS: units that a match may begin with */
  HEADER_START_UNITS,   /* START_STRING, START_UNIT: offset of the units; START_WINDOW: of the table */
  HEADER_START_LENGTH,  /* of the string or window */
  HEADER_FOLDING,       /* offset of the table of canonical code points, 0: none */
  HEADER_FOLDING_COUNT,
  HEADER_WORDS,
};

/* How the first candidate is found. The table of a window has a byte for each unit of Latin-1 and a word for all above:
 * bit i is set if such a unit may stand at place i from the end of the window. */
enum { START_ANY, START_ANCHORED, START_CLASS, START_UNIT, START_STRING, START_WINDOW, START_LINES };

/* An instruction is a word with the operation in its low byte and an argument of 24 bits, then its operands.
 * "Unit" instructions test one code unit, "point" instructions one code point of UTF-16. */
#define OPERATIONS(X)                                                                                                \
  X(MATCH)         /* the end */                                                                                     \
  X(FAIL)                                                                                                            \
  X(CHAR)          /* argument: unit */                                                                              \
  X(CHAR2)         /* operand: two units, either matches */                                                          \
  X(STRING)        /* argument: count; operands: units, two a word */                                                \
  X(CLASS)         /* argument: class */                                                                             \
  X(CLASS_POINT)                                                                                                     \
  X(CHAR_BACK)     /* the same for the unit before, in lookbehind */                                                 \
  X(CLASS_BACK)                                                                                                      \
  X(CLASS_POINT_BACK)                                                                                                \
  X(RUN)           /* as many of a class as there are: class; min, max, filter, memo, leading. None back */         \
  X(RUN_POINT)                                                                                                       \
  X(RUN_GREEDY)    /* gives back from the last on */                                                                 \
  X(RUN_GREEDY_POINT)                                                                                                \
  X(RUN_LAZY)      /* takes one more when the rest fails; instead of leading: pairs, 0: none */                                                          \
  X(RUN_LAZY_POINT)                                                                                                  \
  X(JUMP)          /* argument: target */                                                                            \
  X(SPLIT_NEXT)    /* next first, then target: target; memo, filter of next, filter of target */                     \
  X(SPLIT_TARGET)  /* target first, then next */                                                                     \
  X(DISPATCH)      /* argument: alternatives; a table of which is the first for a unit, those above, targets */    \
  X(SAVE)          /* argument: register */                                                                          \
  X(CLEAR)         /* argument: first register; operand: register after the last */                                  \
  X(EMPTY_CHECK)   /* fails if nothing was matched since SAVE of the register */                                     \
  X(COUNT_START)   /* argument: register */                                                                          \
  X(COUNT_LOOP)    /* exit; register, min, max, greedy */                                                            \
  X(COUNT_CHECK)   /* like EMPTY_CHECK once the count is beyond min: register of place; of count, min */             \
  X(START)         /* ^ */                                                                                           \
  X(START_LINE)                                                                                                      \
  X(END)           /* $ */                                                                                           \
  X(END_LINE)                                                                                                        \
  X(BOUNDARY)      /* argument: class of word characters */                                                          \
  X(NOT_BOUNDARY)                                                                                                    \
  X(BACK_REFERENCE) /* argument: capture; operand: BACKWARD, FOLDED */                                               \
  X(LOOK)          /* argument: two registers; operand: what follows LOOK_END */                                     \
  X(LOOK_END)                                                                                                        \
  X(LOOK_NOT)      /* target after; register */                                                                      \
  X(LOOK_NOT_END)  /* argument: register */

#define X(name) OP_##name,
enum { OPERATIONS(X) OPERATION_COUNT };
#undef X

enum { REFERENCE_BACKWARD = 1, REFERENCE_FOLDED = 2, REFERENCE_UNICODE = 4 };

#define NO_MEMO UINT32_MAX
#define NO_FILTER UINT32_MAX
#define UNLIMITED UINT32_MAX
enum { RUN_WORDS = 6, SPLIT_WORDS = 4 };

/* DISPATCH: a byte for each unit of Latin-1, a word for the units above: number of the alternative. */
enum { DISPATCH_TABLE = 1, DISPATCH_HIGH = 65, DISPATCH_TARGETS = 66, DISPATCH_NONE = 255 };

/* Places that the search looks at before it tries a match. */
enum { MAX_WINDOW = 8, WINDOW_HIGH = 64, WINDOW_WORDS = 65 };
#define MAX_CLASS_OFFSET 0xFFFFFFu

/* Pairs of units: for each unit of Latin-1 the alternatives that may have it first, then those that may have it second, and
 * both for the units above. What follows can only begin with two units that have an alternative in common. */
enum { PAIRS_SECOND = 256, PAIRS_HIGH = 512, PAIRS_WORDS = 129 };

/* Units stand two a word, the first in the lower half: the processor has to be little-endian. */
typedef uint16_t __attribute__((may_alias)) PackedUnit;

/* A class: a bitmap of Latin-1, how it continues above, and the ranges there. */
enum { CLASS_HIGH = 8, CLASS_RANGE_COUNT = 9, CLASS_RANGES = 10 };
enum { HIGH_NONE, HIGH_ALL, HIGH_RANGES };

static inline bool class_has_high(const uint32_t *class, uint32_t c) {
  if (class[CLASS_HIGH] != HIGH_RANGES) return class[CLASS_HIGH] == HIGH_ALL;
  const uint32_t *ranges = class + CLASS_RANGES;
  uint32_t low = 0, high = class[CLASS_RANGE_COUNT];
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (ranges[2 * middle + 1] < c) low = middle + 1;
    else high = middle;
  }
  return low < class[CLASS_RANGE_COUNT] && ranges[2 * low] <= c;
}

static inline bool class_has(const uint32_t *class, uint32_t c) {
  if (c < 256) return (class[c >> 5] >> (c & 31)) & 1;
  return class_has_high(class, c);
}

#endif
