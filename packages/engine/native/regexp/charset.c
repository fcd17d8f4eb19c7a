#include "charset.h"

#include "memory.h"

CharSet charset_new(Arena *arena) { return (CharSet){arena, NULL, 0, 0}; }

void charset_add(CharSet *set, uint32_t first, uint32_t last) {
  /* Mostly ranges come in order: extend the last one where that is all it takes. */
  if (set->count > 0) {
    uint32_t *range = &set->ranges[2 * set->count - 2];
    if (first >= range[0] && first <= range[1] + 1) {
      if (last > range[1]) range[1] = last;
      return;
    }
  }
  if (!arena_reserve(set->arena, &set->ranges, set->count, &set->capacity, set->count + 1, 2 * sizeof(uint32_t))) return;
  set->ranges[2 * set->count] = first;
  set->ranges[2 * set->count + 1] = last;
  set->count++;
}

void charset_add_all(CharSet *set, const CharSet *other) {
  uint32_t count = other->count; /* `other` may be the set itself */
  for (uint32_t i = 0; i < count; i++) charset_add(set, other->ranges[2 * i], other->ranges[2 * i + 1]);
}

void charset_add_encoded(CharSet *set, const uint8_t *encoded) {
  UnicodeSetReader reader;
  uint32_t first, last;
  unicode_open_set(&reader, encoded);
  while (unicode_read_range(&reader, &first, &last)) charset_add(set, first, last);
}

static void sift_down(uint64_t *heap, uint32_t root, uint32_t count) {
  uint64_t value = heap[root];
  for (uint32_t child; (child = 2 * root + 1) < count; root = child) {
    if (child + 1 < count && heap[child + 1] > heap[child]) child++;
    if (heap[child] <= value) break;
    heap[root] = heap[child];
  }
  heap[root] = value;
}

static void sort_ranges(CharSet *set) {
  uint32_t count = set->count;
  uint64_t *heap = arena_take(set->arena, count * sizeof(uint64_t));
  if (heap == NULL) return;
  for (uint32_t i = 0; i < count; i++) heap[i] = (uint64_t)set->ranges[2 * i] << 32 | set->ranges[2 * i + 1];
  for (uint32_t i = count / 2; i-- > 0;) sift_down(heap, i, count);
  for (uint32_t i = count; i-- > 1;) {
    uint64_t greatest = heap[0];
    heap[0] = heap[i];
    heap[i] = greatest;
    sift_down(heap, 0, i);
  }
  for (uint32_t i = 0; i < count; i++) {
    set->ranges[2 * i] = (uint32_t)(heap[i] >> 32);
    set->ranges[2 * i + 1] = (uint32_t)heap[i];
  }
}

void charset_normalize(CharSet *set) {
  bool sorted = true;
  for (uint32_t i = 1; i < set->count && sorted; i++) sorted = set->ranges[2 * i] > set->ranges[2 * i - 1] + 1;
  if (sorted) return;
  sort_ranges(set);
  if (set->arena->failed) return;
  uint32_t kept = 0;
  for (uint32_t i = 1; i < set->count; i++) {
    uint32_t first = set->ranges[2 * i], last = set->ranges[2 * i + 1];
    if (first <= set->ranges[2 * kept + 1] + 1) {
      if (last > set->ranges[2 * kept + 1]) set->ranges[2 * kept + 1] = last;
    } else {
      kept++;
      set->ranges[2 * kept] = first;
      set->ranges[2 * kept + 1] = last;
    }
  }
  set->count = kept + 1;
}

void charset_complement(CharSet *set) {
  CharSet result = charset_new(set->arena);
  uint32_t next = 0;
  for (uint32_t i = 0; i < set->count; i++) {
    if (set->ranges[2 * i] > next) charset_add(&result, next, set->ranges[2 * i] - 1);
    next = set->ranges[2 * i + 1] + 1;
  }
  if (next <= LAST_CODE_POINT) charset_add(&result, next, LAST_CODE_POINT);
  *set = result;
}

void charset_intersect(CharSet *set, const CharSet *other) {
  CharSet result = charset_new(set->arena);
  for (uint32_t i = 0, j = 0; i < set->count && j < other->count;) {
    uint32_t first = set->ranges[2 * i], last = set->ranges[2 * i + 1];
    if (other->ranges[2 * j] > first) first = other->ranges[2 * j];
    if (other->ranges[2 * j + 1] < last) last = other->ranges[2 * j + 1];
    if (first <= last) charset_add(&result, first, last);
    if (set->ranges[2 * i + 1] < other->ranges[2 * j + 1]) i++;
    else j++;
  }
  *set = result;
}

void charset_subtract(CharSet *set, const CharSet *other) {
  CharSet rest = *other; /* charset_complement makes ranges of its own */
  charset_complement(&rest);
  charset_intersect(set, &rest);
}

bool charset_has(const CharSet *set, uint32_t c) {
  uint32_t low = 0, high = set->count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (set->ranges[2 * middle + 1] < c) low = middle + 1;
    else high = middle;
  }
  return low < set->count && set->ranges[2 * low] <= c;
}

bool charset_equal(const CharSet *a, const CharSet *b) {
  return a->count == b->count && (a->count == 0 || memcmp(a->ranges, b->ranges, a->count * 2 * sizeof(uint32_t)) == 0);
}

static void close_with(CharSet *set, const UnicodeCaseRange *ranges, uint32_t count) {
  /* First the canonical forms of the members, then whatever has one of the forms that are now in the set. */
  for (int pass = 0; pass < 2; pass++) {
    CharSet members = *set;
    for (uint32_t i = 0; i < count; i++) {
      const UnicodeCaseRange *range = &ranges[i];
      for (uint32_t j = 0; j < range->count; j++) {
        uint32_t c = range->first + j * range->stride;
        uint32_t canonical = (uint32_t)((int32_t)c + range->delta);
        if (charset_has(&members, pass == 0 ? c : canonical)) {
          uint32_t added = pass == 0 ? canonical : c;
          if (!charset_has(&members, added)) {
            /* Never into the array that `members` is still read from. */
            if (set->ranges == members.ranges) {
              *set = charset_new(members.arena);
              charset_add_all(set, &members);
              if (set->arena->failed) return;
            }
            charset_add(set, added, added);
          }
        }
      }
    }
    charset_normalize(set);
  }
}

void charset_close_over_case(CharSet *set, bool unicode) {
  if (set->count == 0) return;
  if (set->ranges[2 * set->count - 1] < 128) {
    /* ASCII: letters only, and with Unicode the long s and the Kelvin sign. */
    CharSet letters = charset_new(set->arena);
    charset_add(&letters, 'A', 'Z');
    charset_add(&letters, 'a', 'z');
    charset_intersect(&letters, set);
    for (uint32_t i = 0; i < letters.count; i++) {
      uint32_t first = letters.ranges[2 * i], last = letters.ranges[2 * i + 1];
      charset_add(set, first ^ 32, last ^ 32);
    }
    charset_normalize(set);
    if (unicode && charset_has(set, 's')) charset_add(set, 0x17F, 0x17F);
    if (unicode && charset_has(set, 'k')) charset_add(set, 0x212A, 0x212A);
    charset_normalize(set);
    return;
  }
  if (unicode) close_with(set, unicode_fold_points, unicode_fold_points_count);
  else close_with(set, unicode_fold_units, unicode_fold_units_count);
}

void charset_add_digits(CharSet *set) { charset_add(set, '0', '9'); }

/* WhiteSpace and LineTerminator, ECMA-262 12.2 and 12.3. */
void charset_add_spaces(CharSet *set) {
  static const uint16_t spaces[] = {0x09,   0x0D,   0x20,   0x20,   0xA0,   0xA0,   0x1680, 0x1680, 0x2000, 0x200A,
                                    0x2028, 0x2029, 0x202F, 0x202F, 0x205F, 0x205F, 0x3000, 0x3000, 0xFEFF, 0xFEFF};
  for (uint32_t i = 0; i < sizeof spaces / sizeof *spaces; i += 2) charset_add(set, spaces[i], spaces[i + 1]);
}

/* WordCharacters, ECMA-262 22.2.2.9.3. */
void charset_add_word(CharSet *set, bool unicode_ignore_case) {
  charset_add(set, '0', '9');
  charset_add(set, 'A', 'Z');
  charset_add(set, '_', '_');
  charset_add(set, 'a', 'z');
  if (unicode_ignore_case) {
    charset_add(set, 0x17F, 0x17F);
    charset_add(set, 0x212A, 0x212A);
  }
}

void charset_add_line_terminators(CharSet *set) {
  charset_add(set, '\n', '\n');
  charset_add(set, '\r', '\r');
  charset_add(set, 0x2028, 0x2029);
}
