/* A stable merge sort of 64-bit values, for Array.prototype.sort, toSorted and the typed arrays' sort with a comparator.
 * Natural runs are used, ascending or strictly descending; at most n log2 n - n + O(n) comparisons. */
#ifndef MORGANA_SORT_H
#define MORGANA_SORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SORT_FAILED = -2147483647 - 1 };

/* Below, above or equal to zero; SORT_FAILED ends the sort (an exception was thrown). May call anything, may be
 * inconsistent: the values stay a permutation of what they were. */
typedef int32_t SortCompare(void *context, uint64_t a, uint64_t b);

/* `scratch` holds count / 2 values; while a comparison runs it holds copies, so a collector has to look at both arrays.
 * False: the comparison failed. */
bool sort_values(uint64_t *values, size_t count, uint64_t *scratch, SortCompare *compare, void *context);

#endif
