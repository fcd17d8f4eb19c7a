/* Facts about code points. Each table is an object of its own, so that an image holds those that it uses. */
#ifndef MORGANA_UNICODE_H
#define MORGANA_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LAST_CODE_POINT 0x10FFFFu

/* A set is a string of varints: the number of ranges, then for each the gap before it and its length less one. */
typedef struct UnicodeSetReader {
  const uint8_t *at;
  uint32_t ranges_left;
  uint32_t next;
} UnicodeSetReader;

void unicode_open_set(UnicodeSetReader *reader, const uint8_t *set);
/* The next range in ascending order; false at the end. */
bool unicode_read_range(UnicodeSetReader *reader, uint32_t *first, uint32_t *last);
/* Reads the set up to the code point: for questions that are asked rarely. */
bool unicode_set_has(const uint8_t *set, uint32_t code_point);

extern const uint8_t unicode_ID_Start[], unicode_ID_Continue[];    /* identifier_tables.c */
extern const uint8_t unicode_Cased[], unicode_Case_Ignorable[];    /* cased_tables.c: for the final sigma */

/* Code points first, first + stride, ... (count of them) that map to themselves plus delta; ascending. */
typedef struct UnicodeCaseRange {
  uint32_t first;
  uint32_t count : 10;
  uint32_t stride : 2;
  int32_t delta : 20;
} UnicodeCaseRange;

_Static_assert(sizeof(UnicodeCaseRange) == 8, "two words a range");

/* The code point that the table maps to, or the same one. */
uint32_t unicode_map_case(const UnicodeCaseRange *ranges, uint32_t count, uint32_t code_point);

/* case_tables.c: String.prototype.toUpperCase and toLowerCase. Mappings to one code point, and those of
 * SpecialCasing.txt to several: {from, to, to, to or 0}. */
extern const UnicodeCaseRange unicode_upper[], unicode_lower[];
extern const uint32_t unicode_upper_count, unicode_lower_count;
extern const uint16_t unicode_special_upper[][4], unicode_special_lower[][4];
extern const uint32_t unicode_special_upper_count, unicode_special_lower_count;

/* Full mapping (ECMA-262 22.1.3.28, 22.1.3.30) but for the final sigma; the number of code points in `to`. */
int unicode_to_upper(uint32_t code_point, uint32_t to[3]);
int unicode_to_lower(uint32_t code_point, uint32_t to[3]);
/* Whether U+03A3 at `index` of the units stands at the end of a word and becomes U+03C2. */
bool unicode_is_final_sigma(const uint16_t *units, uint32_t length, uint32_t index);

/* fold_tables.c: Canonicalize of regular expressions without and with the flags u or v (ECMA-262 22.2.2.7.3). */
extern const UnicodeCaseRange unicode_fold_units[], unicode_fold_points[];
extern const uint32_t unicode_fold_units_count, unicode_fold_points_count;

#endif
