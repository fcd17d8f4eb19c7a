/* Runs are merged in the order of powersort (J. I. Munro and S. Wild, "Nearly-optimal mergesorts", 2018): the boundary
 * between two runs has a power, the depth of the node that separates their midpoints in a perfectly balanced tree; runs
 * wait on a stack of growing powers. */
#include "sort.h"

enum { SHORT_RUN = 24, MAX_PENDING = 66 };

typedef struct Sort {
  uint64_t *values, *scratch;
  SortCompare *compare;
  void *context;
} Sort;

typedef struct Run {
  size_t start, length;
  int power; /* of the boundary before it */
} Run;

static inline void copy(uint64_t *to, const uint64_t *from, size_t count) {
  if (count > 0) __builtin_memmove(to, from, count * sizeof(uint64_t));
}

/* values[0..sorted) are in order; puts the rest in its places. */
static bool insert(Sort *sort, uint64_t *values, size_t sorted, size_t count) {
  for (size_t i = sorted; i < count; i++) {
    uint64_t value = values[i];
    size_t low = 0, high = i;
    while (low < high) {
      size_t middle = low + (high - low) / 2;
      int32_t order = sort->compare(sort->context, value, values[middle]);
      if (order == SORT_FAILED) return false;
      if (order < 0) high = middle;
      else low = middle + 1;
    }
    copy(values + low + 1, values + low, i - low);
    values[low] = value;
  }
  return true;
}

/* Length of the run that starts here; 0 if a comparison failed. A descending one is reversed. */
static size_t find_run(Sort *sort, uint64_t *values, size_t count) {
  if (count == 1) return 1;
  int32_t order = sort->compare(sort->context, values[1], values[0]);
  if (order == SORT_FAILED) return 0;
  bool descending = order < 0;
  size_t length = 2;
  for (; length < count; length++) {
    order = sort->compare(sort->context, values[length], values[length - 1]);
    if (order == SORT_FAILED) return 0;
    if ((order < 0) != descending) break;
  }
  if (descending)
    for (size_t i = 0, j = length - 1; i < j; i++, j--) {
      uint64_t value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  return length;
}

/* Of a[0..count) those that are not greater than `value` (`equal`: less). By doubling steps from the start. */
static bool count_before(Sort *sort, const uint64_t *a, size_t count, uint64_t value, bool equal, size_t *result) {
  size_t low = 0, high = 0, step = 1;
  while (high < count) {
    int32_t order = equal ? sort->compare(sort->context, a[high], value) : sort->compare(sort->context, value, a[high]);
    if (order == SORT_FAILED) return false;
    if (equal ? order >= 0 : order < 0) break;
    low = high + 1;
    high = count - low < step ? count : low + step - 1;
    step *= 2;
  }
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int32_t order = equal ? sort->compare(sort->context, a[middle], value) : sort->compare(sort->context, value, a[middle]);
    if (order == SORT_FAILED) return false;
    if (equal ? order >= 0 : order < 0) high = middle;
    else low = middle + 1;
  }
  *result = low;
  return true;
}

/* The left run is the shorter one: it is copied, and the result written from the left. */
static bool merge_left(Sort *sort, uint64_t *to, size_t left_length, size_t right_length) {
  uint64_t *left = sort->scratch, *left_end = left + left_length, *right = to + left_length, *right_end = right + right_length;
  copy(left, to, left_length);
  bool ok = true;
  while (left < left_end && right < right_end) {
    int32_t order = sort->compare(sort->context, *right, *left);
    if (order == SORT_FAILED) {
      ok = false;
      break;
    }
    *to++ = order < 0 ? *right++ : *left++;
  }
  copy(to, left, (size_t)(left_end - left));
  return ok;
}

static bool merge_right(Sort *sort, uint64_t *values, size_t left_length, size_t right_length) {
  uint64_t *right = sort->scratch + right_length, *left = values + left_length, *to = left + right_length;
  copy(sort->scratch, left, right_length);
  bool ok = true;
  while (right > sort->scratch && left > values) {
    int32_t order = sort->compare(sort->context, right[-1], left[-1]);
    if (order == SORT_FAILED) {
      ok = false;
      break;
    }
    *--to = order < 0 ? *--left : *--right;
  }
  size_t rest = (size_t)(right - sort->scratch);
  copy(to - rest, sort->scratch, rest);
  return ok;
}

static bool merge(Sort *sort, size_t start, size_t left_length, size_t right_length) {
  uint64_t *left = sort->values + start, *right = left + left_length;
  /* What is in its place already at both ends takes no part. */
  size_t skip;
  if (!count_before(sort, left, left_length, right[0], false, &skip)) return false;
  left += skip;
  left_length -= skip;
  if (left_length == 0) return true;
  if (!count_before(sort, right, right_length, left[left_length - 1], true, &right_length)) return false;
  if (right_length == 0) return true;
  return left_length <= right_length ? merge_left(sort, left, left_length, right_length)
                                     : merge_right(sort, left, left_length, right_length);
}

/* Leading bits that the midpoints of two neighbouring runs have in common, as fractions of the whole. */
static int boundary_power(size_t start, size_t left_length, size_t right_length, size_t count) {
  uint64_t left = 2 * (uint64_t)start + left_length, right = left + left_length + right_length, whole = 2 * (uint64_t)count;
  int power = 0;
  for (;;) {
    power++;
    left *= 2;
    right *= 2;
    bool left_bit = left >= whole, right_bit = right >= whole;
    if (left_bit != right_bit || power == MAX_PENDING - 2) return power;
    if (left_bit) {
      left -= whole;
      right -= whole;
    }
  }
}

bool sort_values(uint64_t *values, size_t count, uint64_t *scratch, SortCompare *compare, void *context) {
  Sort sort = {values, scratch, compare, context};
  Run pending[MAX_PENDING];
  size_t runs = 0;
  for (size_t start = 0; start < count;) {
    size_t left = count - start, length = find_run(&sort, values + start, left);
    if (length == 0) return false;
    if (length < SHORT_RUN && length < left) {
      size_t wanted = left < SHORT_RUN ? left : SHORT_RUN;
      if (!insert(&sort, values + start, length, wanted)) return false;
      length = wanted;
    }
    int power = 0;
    if (runs > 0) {
      power = boundary_power(pending[runs - 1].start, pending[runs - 1].length, length, count);
      while (runs > 1 && pending[runs - 1].power > power) {
        Run last = pending[--runs];
        if (!merge(&sort, pending[runs - 1].start, pending[runs - 1].length, last.length)) return false;
        pending[runs - 1].length += last.length;
      }
    }
    pending[runs++] = (Run){start, length, power};
    start += length;
  }
  while (runs > 1) {
    Run last = pending[--runs];
    if (!merge(&sort, pending[runs - 1].start, pending[runs - 1].length, last.length)) return false;
    pending[runs - 1].length += last.length;
  }
  return true;
}
