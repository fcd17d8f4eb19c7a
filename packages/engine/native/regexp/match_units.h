/* The matcher, included once for each kind of unit: UNIT, WIDE, EXECUTE, SEARCH. */
#include "match.h"
#include "memory.h"
#include "find_units.h"
#include "step_units.h"

#define PUSH(kind_and_code, first, second)                                                 \
  do {                                                                                     \
    if (UNLIKELY(sp == stack_end)) {                                                       \
      size_t depth = (size_t)(sp - stack);                                                 \
      stack = regexp_grow_stack(x, &status);                                               \
      if (stack == NULL) return status;                                                    \
      sp = stack + depth;                                                                  \
      stack_end = stack + x->matcher->stack_capacity;                                      \
    }                                                                                      \
    *sp++ = (RegExpFrame){(kind_and_code), (first), (second)};                             \
  } while (0)
#define PLACE(pointer) ((uint32_t)((pointer) - base))
#define OFFSET(instruction) ((uint32_t)((instruction) - code))
#define ARGUMENT (*pc >> 8)
#define SET_REGISTER(index, value)                                                         \
  do {                                                                                     \
    uint32_t set_index = (index), set_value = (value);                                     \
    if (sp != stack) PUSH(FRAME_RESTORE | set_index, registers[set_index], 0);             \
    registers[set_index] = set_value;                                                      \
  } while (0)
/* At a decision: has it failed here before, and if it does now that is to be known. */
#define REMEMBER                                                                           \
  do {                                                                                     \
    budget--;                                                                              \
    if (UNLIKELY(x->failures != NULL) && pc[1] != NO_MEMO) {                               \
      if (failed_before(x, pc[1], PLACE(p))) goto fail;                                    \
      PUSH(FRAME_FAILURE | pc[1], PLACE(p), PLACE(p));                                     \
    }                                                                                      \
  } while (0)
#define NEXT(words)                                                                        \
  do {                                                                                     \
    pc += (words);                                                                         \
    goto *labels[*pc & 0xFF];                                                              \
  } while (0)
#define GO(target)                                                                         \
  do {                                                                                     \
    pc = code + (target);                                                                  \
    goto *labels[*pc & 0xFF];                                                              \
  } while (0)

/* Tries to match at `start`. The ends of captures are in the registers then. */
static RegExpStatus EXECUTE(Execution *x, uint32_t start) {
#define X(name) &&label_##name,
  static const void *const labels[] = {OPERATIONS(X)};
#undef X
  const uint32_t *const code = x->code, *const classes = x->classes, *pc = code;
  const UNIT *const base = x->units, *const end = base + x->length, *p = base + start, *q;
  uint32_t *const registers = x->registers;
  RegExpFrame *stack = x->matcher->stack, *stack_end = stack + x->matcher->stack_capacity, *sp = stack;
  RegExpStatus status = REGEXP_NO_MATCH;
  int64_t budget = x->budget;
  memset(registers, 0xFF, x->register_count * sizeof(uint32_t));
  goto *labels[*pc & 0xFF];

label_CHAR:
  if (p == end || *p != ARGUMENT) goto fail;
  p++;
  NEXT(1);

label_CHAR2:
  if (p == end || (*p != (pc[1] & 0xFFFF) && *p != pc[1] >> 16)) goto fail;
  p++;
  NEXT(2);

label_STRING: {
  uint32_t count = ARGUMENT;
  if ((uint32_t)(end - p) < count) goto fail;
  const PackedUnit *units = (const PackedUnit *)(pc + 1);
  for (uint32_t i = 0; i < count; i++)
    if (p[i] != units[i]) goto fail;
  p += count;
  NEXT(1 + (count + 1) / 2);
}

label_CLASS:
#if !WIDE
label_CLASS_POINT:
#endif
  if (p == end || !has_unit(classes + ARGUMENT, *p)) goto fail;
  p++;
  NEXT(1);

label_CHAR_BACK:
  if (p == base || p[-1] != ARGUMENT) goto fail;
  p--;
  NEXT(1);

label_CLASS_BACK:
#if !WIDE
label_CLASS_POINT_BACK:
#endif
  if (p == base || !has_unit(classes + ARGUMENT, p[-1])) goto fail;
  p--;
  NEXT(1);

#if WIDE
label_CLASS_POINT:
  if (p == end || (q = point_after(classes + ARGUMENT, p, end)) == NULL) goto fail;
  p = q;
  NEXT(1);

label_CLASS_POINT_BACK:
  if (p == base || (q = point_before(classes + ARGUMENT, p, base)) == NULL) goto fail;
  p = q;
  NEXT(1);
#endif

#if !WIDE
label_RUN_POINT:
label_RUN_GREEDY_POINT:
#endif
label_RUN:
label_RUN_GREEDY: {
  uint32_t min = pc[1], max = pc[2], count;
  if (UNLIKELY(x->failures != NULL)) {
    if ((q = run_end_remembering(x, pc, p, &count)) == NULL) goto fail;
  } else {
    q = run_end(classes + ARGUMENT, p, (uint32_t)(end - p) > max ? p + max : end);
  }
  budget -= (q - p) >> 4;
  if (pc[5] && p == base + start) x->leading_end = PLACE(q);
  if ((uint32_t)(q - p) < min) goto fail;
  if (UNLIKELY(x->failures != NULL) && pc[4] != NO_MEMO) PUSH(FRAME_FAILURE | pc[4], PLACE(p), PLACE(max == UNLIMITED ? q : p));
  if ((*pc & 0xFF) == OP_RUN || (!WIDE && (*pc & 0xFF) == OP_RUN_POINT)) {
    p = q;
    NEXT(RUN_WORDS);
  }
  p += min;
  goto give_back;
}

#if WIDE
label_RUN_POINT:
label_RUN_GREEDY_POINT: {
  uint32_t min = pc[1], max = pc[2], count;
  if (UNLIKELY(x->failures != NULL)) {
    if ((q = run_end_remembering(x, pc, p, &count)) == NULL) goto fail;
  } else {
    q = run_end_points(classes + ARGUMENT, p, end, max, &count);
  }
  budget -= (q - p) >> 4;
  if (pc[5] && p == base + start) x->leading_end = PLACE(q);
  if (count < min) goto fail;
  if (UNLIKELY(x->failures != NULL) && pc[4] != NO_MEMO) PUSH(FRAME_FAILURE | pc[4], PLACE(p), PLACE(max == UNLIMITED ? q : p));
  if ((*pc & 0xFF) == OP_RUN_POINT) {
    p = q;
    NEXT(RUN_WORDS);
  }
  for (; min > 0; min--) p += starts_pair(p, end) ? 2 : 1;
  goto give_back;
}
#endif

give_back: /* the run ends at q or, if that does not pass, before it, but not before p */
  while (!passes(classes, pc[3], q, end)) {
    if (q == p) goto fail;
    q--;
#if WIDE
    if ((*pc & 0xFF) == OP_RUN_GREEDY_POINT && q > p && within_pair(q)) q--;
#endif
  }
  if (q > p) PUSH(FRAME_GREEDY | OFFSET(pc), PLACE(q), PLACE(p));
  p = q;
  NEXT(RUN_WORDS);

#if !WIDE
label_RUN_LAZY_POINT:
#endif
label_RUN_LAZY: {
  uint32_t min = pc[1];
  if (UNLIKELY(x->failures != NULL) && pc[4] != NO_MEMO && failed_before(x, pc[4], PLACE(p))) goto fail;
  if ((uint32_t)(end - p) < min) goto fail;
  q = run_end(classes + ARGUMENT, p, p + min);
  if ((uint32_t)(q - p) < min) goto fail;
  goto take_more;
}

#if WIDE
label_RUN_LAZY_POINT: {
  uint32_t min = pc[1], count;
  if (UNLIKELY(x->failures != NULL) && pc[4] != NO_MEMO && failed_before(x, pc[4], PLACE(p))) goto fail;
  q = run_end_points(classes + ARGUMENT, p, end, min, &count);
  if (count < min) goto fail;
  goto take_more;
}
#endif

take_more: { /* the run from p ends at q or, if that does not pass, after it */
  const uint32_t *class = classes + ARGUMENT;
  const UNIT *from = q, *limit = (uint32_t)(end - p) > pc[2] ? p + pc[2] : end;
#if WIDE
  if ((*pc & 0xFF) == OP_RUN_LAZY_POINT) {
    /* A bounded number of code points is at most twice as many units; the bound itself is counted below. */
    uint32_t left = UNLIMITED;
    if (pc[2] != UNLIMITED) {
      left = pc[2];
      for (const UNIT *r = p; r < q; r += starts_pair(r, end) ? 2 : 1) left--;
    }
    while (!passes(classes, pc[3], q, end)) {
      const UNIT *next = left > 0 && q < end ? point_after(class, q, end) : NULL;
      if (next == NULL) goto lazy_fail;
      q = next;
      if (left != UNLIMITED) left--;
    }
    goto lazy_stop;
  }
#endif
  while (!passes(classes, pc[3], q, end) || excludes(classes, pc[5], q, end)) {
    if (q == limit || !has_unit(class, *q)) goto lazy_fail;
    q++;
    /* A run from where this end is the first one has failed, so this end and those after it have. */
    if (UNLIKELY(x->failures != NULL) && pc[4] != NO_MEMO && pc[2] == UNLIMITED && (uint32_t)(q - p) > pc[1] &&
        failed_before(x, pc[4], PLACE(q) - pc[1]))
      goto lazy_fail;
  }
#if WIDE
lazy_stop:
#endif
  budget -= (q - from) >> 4;
  PUSH(FRAME_LAZY | OFFSET(pc), PLACE(q), PLACE(p));
  p = q;
  NEXT(RUN_WORDS);
lazy_fail:
  budget -= (q - from) >> 4;
  if (UNLIKELY(x->failures != NULL) && pc[4] != NO_MEMO)
    note_failures(x, pc[4], PLACE(p), PLACE(pc[2] == UNLIMITED ? q : p));
  goto fail;
}

label_JUMP:
  GO(ARGUMENT);

label_DISPATCH: {
  if (p == end) goto fail;
  uint32_t which = !WIDE || (*p >> 8) == 0 ? ((const uint8_t *)(pc + DISPATCH_TABLE))[*p & 0xFF] : pc[DISPATCH_HIGH];
  if (which == DISPATCH_NONE) goto fail;
  GO(pc[DISPATCH_TARGETS + which]);
}

label_SPLIT_NEXT:
  REMEMBER;
  if (!passes(classes, pc[2], p, end)) {
    if (!passes(classes, pc[3], p, end)) goto fail;
    GO(ARGUMENT);
  }
  if (passes(classes, pc[3], p, end)) PUSH(FRAME_CHOICE | ARGUMENT, PLACE(p), 0);
  NEXT(SPLIT_WORDS);

label_SPLIT_TARGET:
  REMEMBER;
  if (!passes(classes, pc[3], p, end)) {
    if (!passes(classes, pc[2], p, end)) goto fail;
    NEXT(SPLIT_WORDS);
  }
  if (passes(classes, pc[2], p, end)) PUSH(FRAME_CHOICE | (OFFSET(pc) + SPLIT_WORDS), PLACE(p), 0);
  GO(ARGUMENT);

label_SAVE:
  SET_REGISTER(ARGUMENT, PLACE(p));
  NEXT(1);

label_CLEAR:
  for (uint32_t i = ARGUMENT; i < pc[1]; i++)
    if (registers[i] != REGEXP_UNMATCHED) SET_REGISTER(i, REGEXP_UNMATCHED);
  NEXT(2);

label_EMPTY_CHECK:
  if (registers[ARGUMENT] == PLACE(p)) goto fail;
  NEXT(1);

label_COUNT_START:
  SET_REGISTER(ARGUMENT, 0);
  NEXT(1);

label_COUNT_LOOP: {
  uint32_t count = registers[pc[1]];
  if (--budget < 0) {
    x->budget = budget;
    if ((status = regexp_refill(x)) != REGEXP_MATCH) return status;
    budget = x->budget;
  }
  if (count >= pc[2]) {
    if (count >= pc[3]) GO(ARGUMENT);
    if (!pc[4]) {
      PUSH(FRAME_COUNT | OFFSET(pc), PLACE(p), count);
      GO(ARGUMENT);
    }
    PUSH(FRAME_CHOICE | ARGUMENT, PLACE(p), 0);
  }
  SET_REGISTER(pc[1], count + 1);
  NEXT(5);
}

label_COUNT_CHECK:
  if (registers[pc[1]] > pc[2] && registers[ARGUMENT] == PLACE(p)) goto fail;
  NEXT(3);

label_START:
  if (p != base) goto fail;
  NEXT(1);

label_START_LINE:
  if (p != base && !is_line_terminator(p[-1])) goto fail;
  NEXT(1);

label_END:
  if (p != end) goto fail;
  NEXT(1);

label_END_LINE:
  if (p != end && !is_line_terminator(*p)) goto fail;
  NEXT(1);

label_BOUNDARY:
label_NOT_BOUNDARY: {
  const uint32_t *word = classes + ARGUMENT;
  bool boundary = (p > base && has_unit(word, p[-1])) != (p < end && has_unit(word, *p));
  if (boundary != ((*pc & 0xFF) == OP_BOUNDARY)) goto fail;
  NEXT(1);
}

label_BACK_REFERENCE: {
  uint32_t from = registers[2 * ARGUMENT], to = registers[2 * ARGUMENT + 1], length = to - from;
  if (from != REGEXP_UNMATCHED && to != REGEXP_UNMATCHED) {
    bool backward = (pc[1] & REFERENCE_BACKWARD) != 0;
    if (length > (uint32_t)(backward ? p - base : end - p)) goto fail;
    if (backward) p -= length;
    budget -= length >> 4;
    if (!same_units(x, p, base + from, length, pc[1])) goto fail;
#if WIDE
    /* With u a match ends between code points. */
    if ((pc[1] & REFERENCE_UNICODE) && length > 0) {
      const UNIT *edge = backward ? p : p + length;
      if (edge > base && edge < end && within_pair(edge)) goto fail;
    }
#endif
    if (!backward) p += length;
  }
  NEXT(2);
}

label_LOOK:
  registers[ARGUMENT] = (uint32_t)(sp - stack);
  registers[ARGUMENT + 1] = PLACE(p);
  NEXT(2);

label_LOOK_END: { /* its alternatives go, what restores captures stays */
  RegExpFrame *kept = stack + registers[ARGUMENT];
  for (RegExpFrame *frame = kept; frame < sp; frame++)
    if ((frame->code & FRAME_KIND) == FRAME_RESTORE) *kept++ = *frame;
  sp = kept;
  p = base + registers[ARGUMENT + 1];
  NEXT(1);
}

label_LOOK_NOT:
  registers[pc[1]] = (uint32_t)(sp - stack);
  PUSH(FRAME_CHOICE | ARGUMENT, PLACE(p), 0);
  NEXT(2);

label_LOOK_NOT_END: {
  RegExpFrame *bottom = stack + registers[ARGUMENT];
  while (sp > bottom)
    if (((--sp)->code & FRAME_KIND) == FRAME_RESTORE) registers[sp->code & FRAME_CODE] = sp->a;
  goto fail;
}

label_MATCH:
  registers[1] = PLACE(p);
  x->budget = budget;
  return REGEXP_MATCH;

label_FAIL:
fail:
  if (UNLIKELY(--budget < 0)) {
    x->budget = budget;
    if ((status = regexp_refill(x)) != REGEXP_MATCH) return status;
    budget = x->budget;
  }
  for (;;) {
    if (sp == stack) {
      x->budget = budget;
      return REGEXP_NO_MATCH;
    }
    const RegExpFrame frame = *--sp;
    uint32_t which = frame.code & FRAME_CODE;
    switch (frame.code & FRAME_KIND) {
      case FRAME_CHOICE:
        p = base + frame.a;
        GO(which);
      case FRAME_RESTORE: registers[which] = frame.a; break;
      case FRAME_FAILURE: note_failures(x, which, frame.a, frame.b); break;
      case FRAME_GREEDY:
        pc = code + which;
        p = base + frame.b;
        q = base + frame.a - 1;
#if WIDE
        if ((*pc & 0xFF) == OP_RUN_GREEDY_POINT && q > p && within_pair(q)) q--;
#endif
        goto give_back;
      case FRAME_LAZY: {
        pc = code + which;
        p = base + frame.b;
        q = base + frame.a;
        const uint32_t *class = classes + ARGUMENT;
#if WIDE
        if ((*pc & 0xFF) == OP_RUN_LAZY_POINT) {
          uint32_t taken = 0;
          if (pc[2] != UNLIMITED)
            for (const UNIT *r = p; r < q; r += starts_pair(r, end) ? 2 : 1) taken++;
          const UNIT *next = q < end && taken < pc[2] ? point_after(class, q, end) : NULL;
          if (next == NULL) goto lazy_fail_again;
          q = next;
          goto take_more;
        }
#endif
        if (q == end || (uint32_t)(q - p) >= pc[2] || !has_unit(class, *q)) goto lazy_fail_again;
        q++;
        if (UNLIKELY(x->failures != NULL) && pc[4] != NO_MEMO && pc[2] == UNLIMITED && (uint32_t)(q - p) > pc[1] &&
            failed_before(x, pc[4], PLACE(q) - pc[1]))
          goto lazy_fail_again;
        goto take_more;
      lazy_fail_again:
        if (UNLIKELY(x->failures != NULL) && pc[4] != NO_MEMO)
          note_failures(x, pc[4], frame.b, pc[2] == UNLIMITED ? frame.a : frame.b);
        break;
      }
      case FRAME_COUNT:
        pc = code + which;
        p = base + frame.a;
        SET_REGISTER(pc[1], frame.b + 1);
        NEXT(5);
      default: __builtin_unreachable();
    }
  }
}

RegExpStatus SEARCH(Execution *x, uint32_t start, bool sticky) {
  const uint32_t *program = x->program;
  const UNIT *base = x->units, *end = base + x->length, *p = base + start;
#if WIDE
  bool points = (program[HEADER_FLAGS] & (REGEXP_UNICODE | REGEXP_UNICODE_SETS)) != 0;
  if (points && p > base && p < end && within_pair(p)) p--;
#endif
  if ((uint32_t)(end - p) < program[HEADER_MIN_LENGTH]) return REGEXP_NO_MATCH;
  if (sticky) return EXECUTE(x, PLACE(p));
  const UNIT *last = end - program[HEADER_MIN_LENGTH];
  const PackedUnit *literal = (const PackedUnit *)(program + program[HEADER_START_UNITS]);
  while (p <= last) {
    switch (program[HEADER_START]) {
      case START_ANCHORED:
        if (p != base) return REGEXP_NO_MATCH;
        break;
      case START_LINES:
        if (p > base && !is_line_terminator(p[-1])) p = find_line(p, end);
        break;
      case START_CLASS: p = find_class(x->classes + program[HEADER_START_CLASS], p, end); break;
      case START_UNIT: p = find_unit(*literal, p, end); break;
      case START_STRING: p = find_string(literal, program[HEADER_START_LENGTH], p, end); break;
      case START_WINDOW:
        p = find_window_place(program + program[HEADER_START_UNITS], program[HEADER_START_LENGTH], p, end);
        break;
      default: break;
    }
    if (p > last) break;
#if WIDE
    if (points && p > base && p < end && within_pair(p)) {
      p++;
      continue;
    }
#endif
    x->leading_end = 0;
    RegExpStatus status = EXECUTE(x, PLACE(p));
    if (status != REGEXP_NO_MATCH) return status;
    p++;
    if (x->leading_end > PLACE(p)) p = base + x->leading_end;
  }
  return REGEXP_NO_MATCH;
}
