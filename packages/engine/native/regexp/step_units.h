/* Steps over characters, runs and references, for UNIT like its includer. */
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

#if WIDE
static inline bool starts_pair(const UNIT *p, const UNIT *end) {
  return (p[0] & 0xFC00) == 0xD800 && end - p > 1 && (p[1] & 0xFC00) == 0xDC00;
}
/* Whether a surrogate pair lies across p; p is neither at the start nor at the end. */
static inline bool within_pair(const UNIT *p) { return (p[0] & 0xFC00) == 0xDC00 && (p[-1] & 0xFC00) == 0xD800; }

/* Steps over a code point of the class; NULL if it is none. */
static inline const UNIT *point_after(const uint32_t *class, const UNIT *p, const UNIT *end) {
  uint32_t c = *p;
  if (UNLIKELY((c & 0xFC00) == 0xD800 && starts_pair(p, end))) {
    c = 0x10000 + ((c & 0x3FF) << 10) + (p[1] & 0x3FFu);
    return class_has_high(class, c) ? p + 2 : NULL;
  }
  return class_has(class, c) ? p + 1 : NULL;
}

static inline const UNIT *point_before(const uint32_t *class, const UNIT *p, const UNIT *base) {
  uint32_t c = p[-1];
  if ((c & 0xFC00) == 0xDC00 && p - base > 1 && (p[-2] & 0xFC00) == 0xD800) {
    c = 0x10000 + ((p[-2] & 0x3FFu) << 10) + (c & 0x3FF);
    return class_has_high(class, c) ? p - 2 : NULL;
  }
  return class_has(class, c) ? p - 1 : NULL;
}
#endif

static inline bool has_unit(const uint32_t *class, UNIT c) {
#if WIDE
  return class_has(class, c);
#else
  return (class[c >> 5] >> (c & 31)) & 1;
#endif
}

/* Whether the next unit is in the filter; there has to be one. */
static inline bool passes(const uint32_t *classes, uint32_t filter, const UNIT *p, const UNIT *end) {
  return filter == NO_FILTER || (p < end && has_unit(classes + filter, *p));
}

/* Whether two units come that nothing after the run begins with. */
static inline bool excludes(const uint32_t *classes, uint32_t pairs, const UNIT *p, const UNIT *end) {
  if (pairs == 0 || end - p < 2) return false;
  const uint8_t *table = (const uint8_t *)(classes + pairs);
  uint8_t first = !WIDE || (p[0] >> 8) == 0 ? table[p[0] & 0xFF] : table[PAIRS_HIGH];
  uint8_t second = !WIDE || (p[1] >> 8) == 0 ? table[PAIRS_SECOND + (p[1] & 0xFF)] : table[PAIRS_HIGH + 1];
  return (first & second) == 0;
}

static const UNIT *run_end(const uint32_t *class, const UNIT *p, const UNIT *limit) {
  while (p < limit && has_unit(class, *p)) p++;
  return p;
}

#if WIDE
static const UNIT *run_end_points(const uint32_t *class, const UNIT *p, const UNIT *end, uint32_t max, uint32_t *count) {
  uint32_t n = 0;
  for (const UNIT *next; n < max && p < end && (next = point_after(class, p, end)) != NULL; p = next) n++;
  *count = n;
  return p;
}
#endif

/* The same for a run of the program once failures are remembered. Where a run from r has failed, so have all the ends
 * of this one that it shares: it need not go on beyond r. NULL: it has failed already. */
static const UNIT *run_end_remembering(const Execution *x, const uint32_t *pc, const UNIT *p, uint32_t *count) {
  const UNIT *const base = x->units, *const end = base + x->length, *before = p;
  const uint32_t *class = x->classes + (*pc >> 8);
  const uint32_t operation = *pc & 0xFF, min = pc[1], memo = pc[4];
  const bool possessive = operation == OP_RUN || operation == OP_RUN_POINT;
  bool looking = memo != NO_MEMO && pc[2] == UNLIMITED && !(possessive && min > 1);
  uint32_t n = 0, max = pc[2];
  if (memo != NO_MEMO && failed_before(x, memo, (uint32_t)(p - base))) return NULL;
  for (; n < max && p < end; n++) {
    if (looking && n > 0 && failed_before(x, memo, (uint32_t)(p - base))) {
      if (possessive) return NULL;
      if (min == 0) {
        *count = n - 1;
        return before;
      }
      max = n + min - 1;
      looking = false;
      if (n == max) break;
    }
#if WIDE
    const bool points = operation == OP_RUN_POINT || operation == OP_RUN_GREEDY_POINT;
    const UNIT *next = points ? point_after(class, p, end) : has_unit(class, *p) ? p + 1 : NULL;
#else
    const UNIT *next = has_unit(class, *p) ? p + 1 : NULL;
#endif
    if (next == NULL) break;
    before = p;
    p = next;
  }
  *count = n;
  return p;
}

static bool same_units(const Execution *execution, const UNIT *a, const UNIT *b, uint32_t length, uint32_t how) {
  if (!(how & REFERENCE_FOLDED)) return length == 0 || memcmp(a, b, length * sizeof(UNIT)) == 0;
  for (uint32_t i = 0; i < length; i++) {
    uint32_t x = a[i], y = b[i];
#if WIDE
    if ((how & REFERENCE_UNICODE) && length - i > 1 && starts_pair(a + i, a + length) && starts_pair(b + i, b + length)) {
      x = 0x10000 + ((x & 0x3FF) << 10) + (a[i + 1] & 0x3FFu);
      y = 0x10000 + ((y & 0x3FF) << 10) + (b[i + 1] & 0x3FFu);
      i++;
    }
#endif
    if (x != y && canonical(execution->program, x) != canonical(execution->program, y)) return false;
  }
  return true;
}
