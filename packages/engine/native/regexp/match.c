#include "match.h"

#include "memory.h"

enum { FIRST_STACK = 256, STEPS_AT_ONCE = 1 << 16 };

/* A match that takes more steps than these is long enough to remember its failures. A test sets both to 0. */
#ifndef STEPS_BEFORE_MEMORY
#define STEPS_BEFORE_MEMORY 1024
#define STEPS_A_UNIT_BEFORE_MEMORY 16
#endif

static size_t memory_limit(const RegExpMatcher *matcher) {
  return matcher->memory_limit != 0 ? matcher->memory_limit : (size_t)64 << 20;
}

RegExpFrame *regexp_grow_stack(Execution *execution, RegExpStatus *status) {
  RegExpMatcher *matcher = execution->matcher;
  size_t old = matcher->stack_capacity * sizeof(RegExpFrame), limit = memory_limit(matcher);
  size_t capacity = matcher->stack_capacity == 0 ? FIRST_STACK : matcher->stack_capacity * 2;
  if (capacity * sizeof(RegExpFrame) > limit) capacity = limit / sizeof(RegExpFrame);
  if (capacity <= matcher->stack_capacity) {
    *status = REGEXP_STACK_OVERFLOW;
    return NULL;
  }
  RegExpFrame *grown = matcher->memory.resize(matcher->memory.context, matcher->stack, old, capacity * sizeof(RegExpFrame));
  if (grown == NULL) {
    *status = REGEXP_OUT_OF_MEMORY;
    return NULL;
  }
  matcher->stack = grown;
  matcher->stack_capacity = capacity;
  return grown;
}

/* From here on failures are remembered, if there is room for a bit for each decision and place. */
static void remember_failures(Execution *execution) {
  RegExpMatcher *matcher = execution->matcher;
  uint64_t bits = (uint64_t)execution->program[HEADER_MEMO_COUNT] * ((uint64_t)execution->length + 1);
  uint64_t words = (bits + 63) / 64;
  if (bits == 0 || words * sizeof(uint64_t) > memory_limit(matcher)) return;
  if (words > matcher->failure_words) {
    uint64_t *grown = matcher->memory.resize(matcher->memory.context, NULL, 0, words * sizeof(uint64_t));
    if (grown == NULL) return; /* it goes without */
    if (matcher->failures != NULL)
      matcher->memory.resize(matcher->memory.context, matcher->failures, matcher->failure_words * sizeof(uint64_t), 0);
    matcher->failures = grown;
    matcher->failure_words = words;
  }
  memset(matcher->failures, 0, words * sizeof(uint64_t));
  execution->failures = matcher->failures;
}

static void grant(Execution *execution, uint64_t most) {
  const RegExpMatcher *matcher = execution->matcher;
  uint64_t left = matcher->step_limit == 0 ? UINT64_MAX : matcher->step_limit - matcher->steps;
  execution->granted = execution->budget = (int64_t)(left < most ? left : most);
}

RegExpStatus regexp_refill(Execution *execution) {
  RegExpMatcher *matcher = execution->matcher;
  bool first = matcher->steps == 0;
  matcher->steps += (uint64_t)(execution->granted - execution->budget);
  if (matcher->step_limit != 0 && matcher->steps >= matcher->step_limit) return REGEXP_TOO_MANY_STEPS;
  if (first) remember_failures(execution);
  grant(execution, STEPS_AT_ONCE);
  return REGEXP_MATCH;
}

RegExpStatus regexp_match(RegExpMatcher *matcher, const RegExpProgram *program, RegExpText subject, uint32_t start,
                          bool sticky, uint32_t *captures) {
  matcher->steps = 0;
  if (start > subject.length) return REGEXP_NO_MATCH;
  uint32_t registers = program[HEADER_REGISTERS];
  if (registers > matcher->register_capacity) {
    size_t capacity = registers < 32 ? 32 : registers;
    uint32_t *grown = matcher->memory.resize(matcher->memory.context, NULL, 0, capacity * sizeof(uint32_t));
    if (grown == NULL) return REGEXP_OUT_OF_MEMORY;
    if (matcher->registers != NULL)
      matcher->memory.resize(matcher->memory.context, matcher->registers, matcher->register_capacity * sizeof(uint32_t), 0);
    matcher->registers = grown;
    matcher->register_capacity = capacity;
  }
  RegExpStatus status;
  if (matcher->stack == NULL) {
    Execution none = {.matcher = matcher};
    if (regexp_grow_stack(&none, &status) == NULL) return status;
  }
  Execution execution = {
      .matcher = matcher,
      .program = program,
      .code = program + program[HEADER_CODE],
      .classes = program + program[HEADER_CLASSES],
      .units = subject.units,
      .length = subject.length,
      .registers = matcher->registers,
      .register_count = registers,
  };
  grant(&execution, STEPS_BEFORE_MEMORY + STEPS_A_UNIT_BEFORE_MEMORY * (uint64_t)subject.length);
  status = subject.wide ? regexp_search_utf16(&execution, start, sticky)
                        : regexp_search_latin1(&execution, start, sticky);
  matcher->steps += (uint64_t)(execution.granted - execution.budget);
  if (status == REGEXP_MATCH) memcpy(captures, matcher->registers, 2 * program[HEADER_CAPTURES] * sizeof(uint32_t));
  return status;
}

void regexp_release(RegExpMatcher *matcher) {
  RegExpMemory memory = matcher->memory;
  if (matcher->stack != NULL)
    memory.resize(memory.context, matcher->stack, matcher->stack_capacity * sizeof(RegExpFrame), 0);
  if (matcher->registers != NULL)
    memory.resize(memory.context, matcher->registers, matcher->register_capacity * sizeof(uint32_t), 0);
  if (matcher->failures != NULL)
    memory.resize(memory.context, matcher->failures, matcher->failure_words * sizeof(uint64_t), 0);
  *matcher = (RegExpMatcher){.memory = memory, .step_limit = matcher->step_limit, .memory_limit = matcher->memory_limit};
}
