/* Unicode normalization forms (UAX 15), on code points. The tables are unpacked into memory of the caller. */
#ifndef MORGANA_UNICODE_NORMALIZE_H
#define MORGANA_UNICODE_NORMALIZE_H

#include "unicode.h"

/* Packed: varints, see scripts/normalization-tables.mjs. */
extern const uint8_t unicode_canonical[], unicode_compatibility[], unicode_combining[];
extern const uint32_t unicode_canonical_size, unicode_compatibility_size, unicode_combining_size;
extern const uint32_t unicode_canonical_count, unicode_compatibility_count, unicode_combining_count;

/* A code point and the one or two that it decomposes to; ascending. */
typedef struct CanonicalPair {
  uint32_t code_point;
  uint32_t first;
  uint32_t second : 21; /* 0: none */
  uint32_t composes : 1;
} CanonicalPair;

#define COMPOSITION_SLOTS 4096u

typedef struct Normalizer {
  CanonicalPair *pairs;     /* unicode_canonical_count */
  uint16_t *compositions;   /* COMPOSITION_SLOTS: index + 1 by hash of the pair */
} Normalizer;

void unicode_unpack_canonical(Normalizer *normalizer);
/* The full canonical decomposition; at most 4 code points. */
uint32_t unicode_decompose(const Normalizer *normalizer, uint32_t code_point, uint32_t to[4]);
/* The full compatibility decomposition, where it is another one; else 0. At most 18 code points. compatibility.c */
uint32_t unicode_decompose_compatibly(uint32_t code_point, uint32_t to[18]);
/* The rank of its combining class; 0: none. Only the order of ranks means something. */
uint32_t unicode_combining_rank(uint32_t code_point);
/* Puts combining marks in canonical order. */
void unicode_order_marks(uint32_t *points, uint32_t count);
/* Composes decomposed and ordered text in place; the new count. */
uint32_t unicode_compose(const Normalizer *normalizer, uint32_t *points, uint32_t count);

static inline uint32_t unicode_read_varint(const uint8_t **at) {
  uint32_t value = 0;
  for (int shift = 0;; shift += 7) {
    uint8_t byte = *(*at)++;
    value |= (uint32_t)(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
}

#endif
