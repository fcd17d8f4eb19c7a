/* Which units can stand at the first places of a match: found by running the code on all inputs at once, as a set of
 * states that takes one unit after another. The search then skips where the text rules all of it out. */
#include "build.h"

#include "memory.h"

enum { MAX_STATES = 192 };

typedef struct State {
  uint32_t at;
  uint32_t taken; /* by a run, so far; at most MAX_WINDOW */
} State;

typedef struct States {
  State items[MAX_STATES];
  uint32_t count;
  bool overflow;
} States;

static void add_state(States *states, uint32_t at, uint32_t taken) {
  for (uint32_t i = 0; i < states->count; i++)
    if (states->items[i].at == at && states->items[i].taken == taken) return;
  if (states->count == MAX_STATES) states->overflow = true;
  else states->items[states->count++] = (State){at, taken};
}

static void add_class(FirstSet *set, const uint32_t *class) {
  FirstSet own;
  memcpy(own.bits, class, sizeof own.bits);
  own.high = class[CLASS_HIGH] != HIGH_NONE;
  first_add(set, &own);
}

static void add_unit(FirstSet *set, uint32_t unit) {
  if (unit < 256) set->bits[unit >> 5] |= 1u << (unit & 31);
  else set->high = true;
}

/* One state: what it takes goes to `set`, where it leads to `next`; states that take nothing lead within `states`.
 * False: anything may come, or the match may end. */
static bool step(const Builder *builder, States *states, uint32_t index, States *next, FirstSet *set) {
  State state = states->items[index];
  const uint32_t *pc = &builder->code.words[state.at], *classes = builder->classes.words;
  uint32_t argument = *pc >> 8;
  switch (*pc & 0xFF) {
    case OP_CHAR:
      add_unit(set, argument);
      add_state(next, state.at + 1, 0);
      return true;
    case OP_CHAR2:
      add_unit(set, pc[1] & 0xFFFF);
      add_unit(set, pc[1] >> 16);
      add_state(next, state.at + 2, 0);
      return true;
    case OP_STRING:
      add_unit(set, pc[1 + state.taken / 2] >> (16 * (state.taken & 1)) & 0xFFFF);
      if (state.taken + 1 == argument) add_state(next, state.at + 1 + (argument + 1) / 2, 0);
      else add_state(next, state.at, state.taken + 1);
      return true;
    case OP_CLASS:
      add_class(set, classes + argument);
      add_state(next, state.at + 1, 0);
      return true;
    case OP_RUN:
    case OP_RUN_GREEDY:
    case OP_RUN_LAZY:
      if (state.taken >= pc[1]) add_state(states, state.at + RUN_WORDS, 0);
      if (state.taken < pc[2]) {
        add_class(set, classes + argument);
        /* Beyond what is needed all numbers are alike, but for the most that it may take. */
        bool alike = state.taken >= pc[1] && pc[2] == UNLIMITED;
        add_state(next, state.at, alike ? state.taken : state.taken + 1);
      }
      return true;
    case OP_JUMP: add_state(states, argument, 0); return true;
    case OP_SPLIT_NEXT:
    case OP_SPLIT_TARGET:
      add_state(states, state.at + SPLIT_WORDS, 0);
      add_state(states, argument, 0);
      return true;
    case OP_DISPATCH:
      for (uint32_t i = 0; i < argument; i++) add_state(states, pc[DISPATCH_TARGETS + i], 0);
      return true;
    case OP_SAVE:
    case OP_EMPTY_CHECK:
    case OP_START_LINE:
    case OP_END_LINE:
    case OP_BOUNDARY:
    case OP_NOT_BOUNDARY: add_state(states, state.at + 1, 0); return true;
    case OP_CLEAR: add_state(states, state.at + 2, 0); return true;
    case OP_LOOK: add_state(states, pc[1], 0); return true;
    case OP_LOOK_NOT: add_state(states, argument, 0); return true;
    case OP_FAIL: return true;
    default: return false;
  }
}

uint32_t find_window(const Builder *builder, FirstSet window[MAX_WINDOW]) {
  States *states = arena_take(builder->arena, sizeof(States)), *next = arena_take(builder->arena, sizeof(States));
  if (states == NULL || next == NULL || builder->too_large) return 0;
  memset(states, 0, sizeof *states);
  add_state(states, 0, 0);
  uint32_t length = 0;
  for (; length < MAX_WINDOW; length++) {
    memset(next, 0, sizeof *next);
    memset(&window[length], 0, sizeof window[length]);
    for (uint32_t i = 0; i < states->count; i++)
      if (!step(builder, states, i, next, &window[length])) return length;
    if (states->overflow || next->overflow || first_is_all(&window[length])) break;
    States *taken = states;
    states = next;
    next = taken;
  }
  return length;
}
