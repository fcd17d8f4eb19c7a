#include "collation.h"

/* A collation element. */
typedef struct Element {
  uint32_t primary;
  uint8_t secondary, tertiary;
} Element;

typedef struct Reader {
  CollationText text;
  uint32_t flags;
  uint32_t at;
  uint16_t expansion[4];
  uint32_t expanded; /* so many of it are left */
  uint8_t raised;    /* what an expansion adds to the secondary and tertiary weights */
  uint32_t digits;   /* so many of a number are left */
  bool counted;      /* the number of its digits was given */
} Reader;

enum { EXPANDS = 0xffff, MARK_RAISED = 31 };

static uint32_t next_unit(const Reader *r, uint32_t at) {
  return r->text.wide ? ((const uint16_t *)r->text.units)[at] : ((const uint8_t *)r->text.units)[at];
}

static uint32_t next_point(Reader *r) {
  uint32_t c = next_unit(r, r->at++);
  if ((c & 0xfc00) == 0xd800 && r->at < r->text.length) {
    uint32_t low = next_unit(r, r->at);
    if ((low & 0xfc00) == 0xdc00) {
      r->at++;
      return 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff);
    }
  }
  return c;
}

/* false: not in the tables. */
static bool weights_of(uint32_t c, uint32_t *weights) {
  uint32_t offset = 0;
  for (uint32_t i = 0; i < COLLATION_RANGES; i++) {
    CollationRange range = collation_ranges[i];
    if (c < range.first) return false;
    if (c < range.end) {
      *weights = collation_weights[offset + c - range.first];
      return true;
    }
    offset += range.end - range.first;
  }
  return false;
}

static bool is_digit_at(const Reader *r, uint32_t at) {
  if (at >= r->text.length) return false;
  uint32_t c = next_unit(r, at);
  return c >= '0' && c <= '9';
}

/* Primary weights leave room behind each of the tables. */
#define PRIMARY(weight) ((uint32_t)(weight) << 21)

/* Of a character that is not in the tables: symbols stand before currencies, Hangul and kana before Han. */
static uint32_t other_primary(uint32_t c) {
  if ((c >= 0x2200 && c < 0x2e00) || (c >= 0x3000 && c < 0x3040) || (c >= 0x1f000 && c < 0x1fb00)) return PRIMARY(collation_symbols) + 1 + c;
  uint32_t group = c >= 0xac00 && c < 0xd7a4 ? 2 : c >= 0x3040 && c < 0x3100 ? 3 : c >= 0x3400 ? 4 : 1;
  return PRIMARY(collation_last_primary + group) + c;
}

/* The length of a number stands before its digits: a longer one is larger. */
static Element next_of_number(Reader *r) {
  if (!r->counted) {
    r->counted = true;
    return (Element){r->digits, 1, 1};
  }
  r->digits--;
  return (Element){PRIMARY(collation_zero + next_unit(r, r->at++) - '0'), 1, 1};
}

/* false: at the end. */
static bool next_element(Reader *r, Element *element) {
  for (;;) {
    if (r->digits > 0) {
      *element = next_of_number(r);
      return true;
    }
    uint32_t c, weights;
    uint8_t raised = 0;
    if (r->expanded > 0) {
      c = r->expansion[4 - r->expanded--];
      if (c == 0) {
        r->expanded = 0;
        continue;
      }
      raised = r->raised;
    } else {
      if (r->at >= r->text.length) return false;
      if ((r->flags & COLLATE_NUMERIC) && is_digit_at(r, r->at)) {
        while (next_unit(r, r->at) == '0' && is_digit_at(r, r->at + 1)) r->at++;
        uint32_t end = r->at;
        while (is_digit_at(r, end)) end++;
        r->digits = end - r->at;
        r->counted = false;
        *element = (Element){PRIMARY(collation_zero), 1, 1};
        return true;
      }
      c = next_point(r);
    }
    if (!weights_of(c, &weights)) {
      *element = (Element){other_primary(c), 1, 1};
      return true;
    }
    if (weights == 0) continue; /* controls */
    if (weights >> 16 == EXPANDS) {
      uint32_t index = weights >> 4 & 0xfff;
      for (uint32_t i = 0; i < 4; i++) r->expansion[i] = collation_expansions[index][i];
      r->expanded = 4;
      r->raised = weights & 3;
      continue;
    }
    *element = (Element){PRIMARY(weights >> 16), (uint8_t)(weights >> 8), (uint8_t)weights};
    if (raised & 1) element->secondary += MARK_RAISED;
    if (raised & 2) element->tertiary += 8;
    if ((r->flags & COLLATE_WITHOUT_PUNCTUATION) && element->primary > 0 && element->primary <= PRIMARY(collation_last_punctuation)) continue;
    return true;
  }
}

/* 0: it has none. Where case counts and accents do not, marks have no case. */
static uint32_t weight_at(Element e, int level, uint32_t flags) {
  if (level == 0) return e.primary;
  if (level == 1) return e.secondary;
  return e.primary == 0 && !(flags & COLLATE_ACCENTS) ? 0 : e.tertiary;
}

static int compare_level(CollationText a, CollationText b, uint32_t flags, int level) {
  Reader left = {.text = a, .flags = flags}, right = {.text = b, .flags = flags};
  for (;;) {
    Element x, y;
    uint32_t u = 0, v = 0;
    while (u == 0 && next_element(&left, &x)) u = weight_at(x, level, flags);
    while (v == 0 && next_element(&right, &y)) v = weight_at(y, level, flags);
    if (u != v) return u < v ? -1 : 1;
    if (u == 0) return 0;
  }
}

int text_collate(CollationText a, CollationText b, uint32_t flags) {
  int order = compare_level(a, b, flags, 0);
  if (order == 0 && (flags & COLLATE_ACCENTS)) order = compare_level(a, b, flags, 1);
  if (order == 0 && (flags & COLLATE_CASE)) {
    order = compare_level(a, b, flags, 2);
    if (flags & COLLATE_UPPER_FIRST) order = -order;
  }
  return order;
}
