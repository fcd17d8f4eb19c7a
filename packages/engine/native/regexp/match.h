/* What the matchers for Latin-1 and for UTF-16 share. */
#ifndef MORGANA_REGEXP_MATCH_H
#define MORGANA_REGEXP_MATCH_H

#include "program.h"

/* Something to return to, its kind in the upper bits of `code`. */
typedef struct RegExpFrame {
  uint32_t code;
  uint32_t a, b;
} RegExpFrame;

enum {
  FRAME_CHOICE = 0,            /* code: instruction; a: place */
  FRAME_RESTORE = 1u << 29,    /* code: register; a: its value */
  FRAME_GREEDY = 2u << 29,     /* code: RUN_GREEDY; a: end of the run that failed last; b: least end */
  FRAME_LAZY = 3u << 29,       /* code: RUN_LAZY; a: end of the run that failed last; b: its start */
  FRAME_FAILURE = 4u << 29,    /* code: memo; what was tried at places a up to b has failed */
  FRAME_COUNT = 5u << 29,      /* code: COUNT_LOOP; a: place; b: count */
};
#define FRAME_KIND 0xE0000000u
#define FRAME_CODE 0x1FFFFFFFu

typedef struct Execution {
  RegExpMatcher *matcher;
  const uint32_t *program, *code, *classes;
  const void *units;
  uint32_t length;
  uint32_t *registers;
  uint32_t register_count;
  uint64_t *failures; /* by memo and place; NULL until the match turns out to be long */
  uint64_t failure_words;
  int64_t budget; /* steps until regexp_refill is asked */
  int64_t granted;
  uint32_t leading_end; /* no match begins before it */
} Execution;

/* Room for more frames; NULL: `status` says why not. */
RegExpFrame *regexp_grow_stack(Execution *execution, RegExpStatus *status);
/* More steps, from now on with memory of failures if there were many. */
RegExpStatus regexp_refill(Execution *execution);

static inline bool failed_before(const Execution *execution, uint32_t memo, uint32_t place) {
  uint64_t bit = (uint64_t)memo * (execution->length + 1) + place;
  return (execution->failures[bit >> 6] >> (bit & 63)) & 1;
}
static inline void note_failures(Execution *execution, uint32_t memo, uint32_t from, uint32_t to) {
  uint64_t bit = (uint64_t)memo * (execution->length + 1) + from;
  for (uint32_t i = from; i <= to; i++, bit++) execution->failures[bit >> 6] |= (uint64_t)1 << (bit & 63);
}
static inline uint32_t canonical(const uint32_t *program, uint32_t c) {
  return unicode_map_case((const UnicodeCaseRange *)(const void *)(program + program[HEADER_FOLDING]),
                          program[HEADER_FOLDING_COUNT], c);
}
static inline bool is_line_terminator(uint32_t c) { return c == '\n' || c == '\r' || (c & ~1u) == 0x2028; }

RegExpStatus regexp_search_latin1(Execution *execution, uint32_t start, bool sticky);
RegExpStatus regexp_search_utf16(Execution *execution, uint32_t start, bool sticky);

#endif
