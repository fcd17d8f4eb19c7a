#include "normalize.h"

enum { S_BASE = 0xAC00, L_BASE = 0x1100, V_BASE = 0x1161, T_BASE = 0x11A7, L_COUNT = 19, V_COUNT = 21, T_COUNT = 28 };

static uint32_t hash_pair(uint32_t first, uint32_t second) { return (first * 0x9e3779b1u ^ second * 0x85ebca6bu) >> 18 & (COMPOSITION_SLOTS - 1); }

void unicode_unpack_canonical(Normalizer *n) {
  const uint8_t *at = unicode_canonical;
  uint32_t code_point = 0;
  for (uint32_t i = 0; i < COMPOSITION_SLOTS; i++) n->compositions[i] = 0;
  for (uint32_t i = 0; i < unicode_canonical_count; i++) {
    code_point += unicode_read_varint(&at);
    uint32_t head = unicode_read_varint(&at), second = head & 1 ? unicode_read_varint(&at) : 0;
    n->pairs[i] = (CanonicalPair){code_point, head >> 2, second, head >> 1 & 1};
    if (!(head & 2)) continue;
    uint32_t slot = hash_pair(head >> 2, second);
    while (n->compositions[slot] != 0) slot = (slot + 1) & (COMPOSITION_SLOTS - 1);
    n->compositions[slot] = (uint16_t)(i + 1);
  }
}

static const CanonicalPair *find(const Normalizer *n, uint32_t code_point) {
  uint32_t low = 0, high = unicode_canonical_count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (n->pairs[middle].code_point == code_point) return &n->pairs[middle];
    if (n->pairs[middle].code_point < code_point) low = middle + 1;
    else high = middle;
  }
  return NULL;
}

uint32_t unicode_decompose(const Normalizer *n, uint32_t c, uint32_t to[4]) {
  if (c >= S_BASE && c < S_BASE + L_COUNT * V_COUNT * T_COUNT) {
    uint32_t s = c - S_BASE, t = s % T_COUNT;
    to[0] = L_BASE + s / (V_COUNT * T_COUNT);
    to[1] = V_BASE + s % (V_COUNT * T_COUNT) / T_COUNT;
    if (t == 0) return 2;
    to[2] = T_BASE + t;
    return 3;
  }
  /* the first of a pair may decompose further, the second never does */
  uint32_t tail[4], count = 0;
  for (const CanonicalPair *p; count < 4 && (p = find(n, c)) != NULL; c = p->first)
    if (p->second != 0) tail[count++] = p->second;
  to[0] = c;
  for (uint32_t i = 0; i < count && i < 3; i++) to[i + 1] = tail[count - 1 - i];
  return count + 1;
}

uint32_t unicode_combining_rank(uint32_t code_point) {
  if (code_point < 0x300) return 0;
  const uint8_t *at = unicode_combining;
  uint32_t end = 0;
  for (uint32_t i = 0; i < unicode_combining_count; i++) {
    uint32_t first = end + unicode_read_varint(&at);
    end = first + unicode_read_varint(&at);
    uint32_t rank = *at++;
    if (code_point < first) return 0;
    if (code_point < end) return rank;
  }
  return 0;
}

void unicode_order_marks(uint32_t *points, uint32_t count) {
  for (uint32_t i = 1; i < count; i++) {
    uint32_t c = points[i], rank = unicode_combining_rank(c);
    if (rank == 0) continue;
    uint32_t k = i;
    for (; k > 0 && unicode_combining_rank(points[k - 1]) > rank; k--) points[k] = points[k - 1];
    points[k] = c;
  }
}

static uint32_t composed(const Normalizer *n, uint32_t first, uint32_t second) {
  if (first - L_BASE < L_COUNT && second - V_BASE < V_COUNT)
    return S_BASE + ((first - L_BASE) * V_COUNT + (second - V_BASE)) * T_COUNT;
  if (first - S_BASE < L_COUNT * V_COUNT * T_COUNT && (first - S_BASE) % T_COUNT == 0 && second - T_BASE - 1 < T_COUNT - 1)
    return first + (second - T_BASE);
  for (uint32_t slot = hash_pair(first, second); n->compositions[slot] != 0; slot = (slot + 1) & (COMPOSITION_SLOTS - 1)) {
    const CanonicalPair *p = &n->pairs[n->compositions[slot] - 1];
    if (p->first == first && p->second == second) return p->code_point;
  }
  return 0;
}

uint32_t unicode_compose(const Normalizer *n, uint32_t *points, uint32_t count) {
  uint32_t used = 0, starter = UINT32_MAX, last = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t c = points[i], rank = unicode_combining_rank(c);
    if (starter != UINT32_MAX && (used == starter + 1 || last < rank)) {
      uint32_t whole = composed(n, points[starter], c);
      if (whole != 0) {
        points[starter] = whole;
        continue;
      }
    }
    if (rank == 0) starter = used;
    last = rank;
    points[used++] = c;
  }
  return used;
}
