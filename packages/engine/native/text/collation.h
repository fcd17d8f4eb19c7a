/* Collation (UTS 10) by the root order of CLDR, which en-US uses as it is: alphabets of Europe, punctuation and symbols by
 * tables, other characters behind them in the order of code points. */
#ifndef MORGANA_TEXT_COLLATION_H
#define MORGANA_TEXT_COLLATION_H

#include <stdbool.h>
#include <stdint.h>

typedef struct CollationText {
  const void *units; /* Latin-1, or UTF-16 if wide */
  uint32_t length;
  bool wide;
} CollationText;

/* Flags: which differences count beside that of letters, and options of Intl.Collator. */
enum {
  COLLATE_ACCENTS = 1,
  COLLATE_CASE = 2,
  COLLATE_NUMERIC = 4, /* digits by the value of their number */
  COLLATE_WITHOUT_PUNCTUATION = 8,
  COLLATE_UPPER_FIRST = 16,
};

/* Below, at or above zero. */
int text_collate(CollationText a, CollationText b, uint32_t flags);

/* --- tables, written by scripts/collation-tables.mjs */

#define COLLATION_RANGES 6
typedef struct CollationRange {
  uint16_t first, end;
} CollationRange;
extern const CollationRange collation_ranges[COLLATION_RANGES];
extern const uint32_t collation_weights[];
extern const uint16_t collation_expansions[][4];
extern const uint32_t collation_last_primary, collation_symbols, collation_zero, collation_nine, collation_last_punctuation;

#endif
