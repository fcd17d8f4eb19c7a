/* Sets of code points while a pattern is compiled: sorted ranges that neither meet nor overlap, once normalized. */
#ifndef MORGANA_REGEXP_CHARSET_H
#define MORGANA_REGEXP_CHARSET_H

#include "arena.h"

typedef struct CharSet {
  Arena *arena;
  uint32_t *ranges; /* first, last, first, last, ... */
  uint32_t count;   /* of ranges */
  uint32_t capacity;
} CharSet;

CharSet charset_new(Arena *arena);
/* Leave the set unsorted: charset_normalize before anything else but adding. */
void charset_add(CharSet *set, uint32_t first, uint32_t last);
void charset_add_all(CharSet *set, const CharSet *other);
void charset_add_encoded(CharSet *set, const uint8_t *encoded);
void charset_normalize(CharSet *set);

void charset_complement(CharSet *set);
void charset_intersect(CharSet *set, const CharSet *other);
void charset_subtract(CharSet *set, const CharSet *other);
bool charset_has(const CharSet *set, uint32_t c);
bool charset_equal(const CharSet *a, const CharSet *b);
bool charset_meets(const CharSet *a, const CharSet *b);
/* Adds whatever has the same canonical form (ECMA-262 22.2.2.7.3) as a member. */
void charset_close_over_case(CharSet *set, bool unicode);

void charset_add_digits(CharSet *set);
void charset_add_spaces(CharSet *set);
void charset_add_word(CharSet *set, bool unicode_ignore_case);
void charset_add_line_terminators(CharSet *set);

#endif
