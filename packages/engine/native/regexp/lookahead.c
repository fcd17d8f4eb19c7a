/* Which units can stand at the first places of a match, or of what follows a lazy run: found by running the code on all
 * inputs at once, as a set of states that takes one unit after another. The matcher then skips where the text rules all
 * of it out. */
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
 * False: anything may come, or the match may end. `inside`: a unit does come; and of a lookahead what it looks for is of
 * interest, not what comes behind it, which has to hold as well. */
static bool step(const Builder *builder, States *states, uint32_t index, States *next, FirstSet *set, bool inside) {
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
    case OP_LOOK: add_state(states, inside ? state.at + 2 : pc[1], 0); return true;
    case OP_LOOK_NOT: add_state(states, argument, 0); return true;
    case OP_FAIL: return true;
    case OP_END: return inside;
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
      if (!step(builder, states, i, next, &window[length], false)) return length;
    if (states->overflow || next->overflow || first_is_all(&window[length])) break;
    States *taken = states;
    states = next;
    next = taken;
  }
  return length;
}

/* --- pairs */

enum { MAX_GROUPS = 8, LETTERS = 26 };

typedef struct Group {
  FirstSet first, second;
} Group;

static bool same_set(const FirstSet *a, const FirstSet *b) {
  return a->high == b->high && memcmp(a->bits, b->bits, sizeof a->bits) == 0;
}

static void add_group(Group *groups, uint32_t *count, const Group *group) {
  for (uint32_t i = 0; i < *count; i++) {
    bool first = same_set(&groups[i].first, &group->first), second = same_set(&groups[i].second, &group->second);
    if (!first && !second && i < MAX_GROUPS - 1) continue;
    if (!first) first_add(&groups[i].first, &group->first);
    if (!second) first_add(&groups[i].second, &group->second);
    return;
  }
  groups[(*count)++] = *group;
}

/* Whether letters, which most of a text is, are ruled out by pairs where they are not by themselves. */
static bool is_worth_it(const uint8_t *table) {
  uint32_t pairs = 0, units = 0;
  for (uint32_t a = 'a'; a <= 'z'; a++) {
    units += table[a] != 0;
    for (uint32_t b = 'a'; b <= 'z'; b++) pairs += (table[a] & table[PAIRS_SECOND + b]) != 0;
  }
  return pairs * 2 < units * LETTERS;
}

static void find_pairs_after(Builder *builder, uint32_t run, States *states, States *next, States *ignored) {
  Group groups[MAX_GROUPS];
  uint32_t count = 0;
  memset(states, 0, sizeof *states);
  add_state(states, run + RUN_WORDS, 0);
  for (uint32_t i = 0; i < states->count; i++) {
    Group group = {{{0}, false}, {{0}, false}};
    memset(next, 0, sizeof *next);
    if (!step(builder, states, i, next, &group.first, true) || states->overflow || next->overflow) return;
    if (next->count == 0) continue;
    for (uint32_t k = 0; k < next->count; k++) {
      memset(ignored, 0, sizeof *ignored);
      if (step(builder, next, k, ignored, &group.second, true) && !next->overflow) continue;
      memset(group.second.bits, 0xFF, sizeof group.second.bits);
      group.second.high = true;
      break;
    }
    add_group(groups, &count, &group);
  }
  uint32_t words[PAIRS_WORDS] = {0};
  uint8_t *table = (uint8_t *)words;
  for (uint32_t i = 0; i < count; i++) {
    for (uint32_t c = 0; c < 256; c++) {
      if (groups[i].first.bits[c >> 5] >> (c & 31) & 1) table[c] |= (uint8_t)(1u << i);
      if (groups[i].second.bits[c >> 5] >> (c & 31) & 1) table[PAIRS_SECOND + c] |= (uint8_t)(1u << i);
    }
    if (groups[i].first.high) table[PAIRS_HIGH] |= (uint8_t)(1u << i);
    if (groups[i].second.high) table[PAIRS_HIGH + 1] |= (uint8_t)(1u << i);
  }
  if (is_worth_it(table)) build_operand(builder, run + 5, build_table(builder, words, PAIRS_WORDS));
}

void find_pairs(Builder *builder) {
  States *states[3];
  if (builder->lazy_run_count == 0 || builder->too_large) return;
  for (uint32_t i = 0; i < 3; i++)
    if ((states[i] = arena_take(builder->arena, sizeof(States))) == NULL) return;
  for (uint32_t i = 0; i < builder->lazy_run_count; i++)
    find_pairs_after(builder, builder->lazy_runs[i], states[0], states[1], states[2]);
}
